//! The headers of the packages: what is sent, what is made of what was received, and what could be smuggled in.

#[path = "headers/faults.rs"]
mod faults;
#[path = "headers/injection.rs"]
mod injection;

use omadm::{
    Accept, DecodeError, Decoded, DeviceId, Dialect, MediaType, Options, PackageKind, RequestHeaders,
    ResponseHeaders, headers,
};

type Pairs<'a> = &'a [(&'a str, &'a str)];

const INITIATION: (&str, &str) = ("Content-Type", "application/vnd.oma.dm.initiation+json");
const ACCEPT: (&str, &str) = ("Accept", "application/vnd.oma.dm.request+json");
const DEVICE: (&str, &str) = ("OMADM-DevID", "IMEI:493005100592800");

fn package1<'a>(pairs: &[(&'a str, &'a str)]) -> Result<Decoded<RequestHeaders<'a>>, DecodeError> {
    RequestHeaders::decode_package1(pairs.to_vec(), &Options::default())
}

fn package3<'a>(
    dialect: Dialect,
    pairs: &[(&'a str, &'a str)],
) -> Result<Decoded<RequestHeaders<'a>>, DecodeError> {
    RequestHeaders::decode_package3(dialect, pairs.to_vec(), &Options::default())
}

fn response<'a>(
    dialect: Dialect,
    pairs: &[(&'a str, &'a str)],
) -> Result<Decoded<ResponseHeaders<'a>>, DecodeError> {
    ResponseHeaders::decode(dialect, pairs.to_vec(), &Options::default())
}

/// The error's text and the HTTP status to answer.
fn refused<T: std::fmt::Debug>(result: Result<T, DecodeError>) -> (String, u16) {
    let error = result.unwrap_err();
    (error.to_string(), error.http_status().as_u16())
}

fn warnings<T>(decoded: &Decoded<T>) -> Vec<String> {
    decoded.warnings.iter().map(ToString::to_string).collect()
}

fn lines<'a>(pairs: impl Iterator<Item = (&'static str, std::borrow::Cow<'a, str>)>) -> Vec<String> {
    pairs.map(|(name, value)| format!("{name}: {value}")).collect()
}

fn device(text: &str) -> DeviceId<'_> {
    DeviceId::parse(text).unwrap()
}

#[test]
fn cr_cmd_table_3_package_2_response_http_headers() {
    let sent = ResponseHeaders::new(Dialect::Draft);
    assert_eq!(lines(sent.pairs()), ["Content-Type: application/dm20"]);
    let received = response(Dialect::Draft, &[("Content-Type", "application/dm20")]).unwrap();
    assert_eq!(received.value, sent);
    assert!(received.warnings.is_empty());
}

#[test]
fn cr_cmd_the_headers_of_the_status_report() {
    let sent = RequestHeaders::package3(Dialect::Draft, device("IMEI:493005100592800"));
    let expected = [
        "Content-Type: application/dm20status",
        "Accept: application/dm20, application/tnds20",
        "X-OMADMDevID: IMEI:493005100592800",
    ];
    assert_eq!(lines(sent.pairs()), expected);

    let received = [
        ("Content-Type", "application/dm20status"),
        ("Accept", "application/dm20; application/tnds20"),
        ("X-OMADMDevID", "IMEI:493005100592800"),
    ];
    let decoded = package3(Dialect::Draft, &received).unwrap();
    assert_eq!(decoded.value, sent);
    assert_eq!(warnings(&decoded), ["media ranges separated by `;` at byte 16 (Accept[0])"]);
    let error = RequestHeaders::decode_package3(Dialect::Draft, received, &Options::strict());
    let text = "media ranges separated by `;` (refused: strict) at byte 16 (Accept[0])";
    assert_eq!(refused(error), (text.to_owned(), 400));

    // "Any additional Accept header is valid."
    let more = [
        received[0],
        ("Accept", "application/dm20, application/tnds20"),
        ("Accept", "text/html;q=0.5"),
        received[2],
    ];
    let decoded = package3(Dialect::Draft, &more).unwrap();
    assert_eq!(decoded.value.accept.to_string(), "application/dm20, application/tnds20, text/html;q=0.5");
    assert!(decoded.warnings.is_empty());
}

#[test]
fn what_each_package_is_sent_with() {
    use Dialect::{Draft, Published};
    let id = || device("id");
    let draft_accept = "Accept: application/dm20, application/tnds20";
    let accept = "Accept: application/vnd.oma.dm.request+json";
    let sent = [
        (
            RequestHeaders::package1(Draft, id()),
            "vnd.oma.dm.initiation+json",
            draft_accept,
            "X-OMADMDevID: id",
        ),
        (RequestHeaders::package3(Draft, id()), "dm20status", draft_accept, "X-OMADMDevID: id"),
        (RequestHeaders::package1(Published, id()), "vnd.oma.dm.initiation+json", accept, "OMADM-DevID: id"),
        (RequestHeaders::package3(Published, id()), "vnd.oma.dm.response+json", accept, "OMADM-DevID: id"),
    ];
    for (headers, content_type, accept, device) in sent {
        let content_type = format!("Content-Type: application/{content_type}");
        assert_eq!(lines(headers.pairs()), [content_type.as_str(), accept, device]);
    }
    assert_eq!(lines(ResponseHeaders::new(Draft).pairs()), ["Content-Type: application/dm20"]);
    let request = "Content-Type: application/vnd.oma.dm.request+json";
    assert_eq!(lines(ResponseHeaders::new(Published).pairs()), [request]);
    let reads = Accept::new([MediaType::RESPONSE, MediaType::MULTIPART_MIXED]);
    let with = |dialect| ResponseHeaders::new(dialect).with_accept(reads.clone());
    let omadm_accept = "OMADM-Accept: application/vnd.oma.dm.response+json, multipart/mixed";
    assert_eq!(lines(with(Published).pairs()), [request, omadm_accept]);
    assert_eq!(with(Draft).pairs().count(), 1, "the draft has no such header");
}

#[test]
fn what_is_sent_is_received_without_a_warning() {
    for dialect in [Dialect::Draft, Dialect::Published] {
        let multipart = || MediaType::MULTIPART_MIXED.with_parameter("boundary", "a b").unwrap();
        let package1 = RequestHeaders::package1(dialect, device("id"));
        let package3 = RequestHeaders::package3(dialect, device("id"));
        for sent in [package1.clone(), package1.with_content_type(multipart())] {
            let pairs: Vec<_> = sent.pairs().collect();
            let pairs = pairs.iter().map(|(name, value)| (name.to_uppercase(), value.as_ref()));
            let received = RequestHeaders::decode_package1(pairs, &Options::strict()).unwrap();
            assert_eq!(received.value, sent);
        }
        for sent in [package3.clone(), package3.with_content_type(multipart()).with_accept(Accept::any())] {
            let pairs: Vec<_> = sent.pairs().collect();
            let pairs = pairs.iter().map(|(name, value)| (name.to_lowercase(), value.as_bytes()));
            let received = RequestHeaders::decode_package3(dialect, pairs, &Options::strict()).unwrap();
            assert_eq!(received.value.clone().into_owned(), sent);
        }
        let sent = ResponseHeaders::new(dialect);
        let pairs: Vec<_> = sent.pairs().collect();
        let pairs = pairs.iter().map(|(name, value)| (name, value.as_ref()));
        let received = ResponseHeaders::decode(dialect, pairs, &Options::strict()).unwrap();
        assert_eq!(received.value.clone().into_owned(), sent);
    }
    let sent = ResponseHeaders::new(Dialect::Published).with_accept(Accept::new([MediaType::RESPONSE]));
    let pairs: Vec<_> = sent.pairs().collect();
    let pairs = pairs.iter().map(|(name, value)| (name, value.as_ref()));
    assert_eq!(ResponseHeaders::decode(Dialect::Published, pairs, &Options::strict()).unwrap().value, sent);
}

#[test]
fn a_session_speaks_what_package_1_asks_for() {
    use Dialect::{Draft, Published};
    let (new, old) = ("OMADM-DevID", "X-OMADMDevID");
    let cases: &[(&str, &[&str], Dialect)] = &[
        ("application/vnd.oma.dm.request+json", &[new], Published),
        ("application/dm20, application/tnds20", &[new], Draft),
        ("application/dm20, application/tnds20", &[old], Draft),
        ("application/dm20, application/tnds20", &[new, old], Draft),
        ("*/*", &[new], Published),
        ("*/*", &[old], Draft),
        ("*/*", &[new, old], Published),
        ("application/*, application/dm20", &[new], Draft),
        ("application/dm20;q=0.5, application/vnd.oma.dm.request+json;q=0.6", &[new], Published),
        ("application/dm20;q=0.6, application/vnd.oma.dm.request+json;q=0.5", &[new], Draft),
        ("application/dm20, application/vnd.oma.dm.request+json", &[new], Published),
        ("application/dm20, application/vnd.oma.dm.request+json", &[old], Draft),
        ("application/dm20;q=0.1, application/vnd.oma.dm.request+json", &[old], Draft),
    ];
    for (accept, devices, dialect) in cases {
        let mut pairs = vec![INITIATION, ("Accept", *accept)];
        pairs.extend(devices.iter().map(|name| (*name, "id")));
        assert_eq!(package1(&pairs).unwrap().value.dialect, *dialect, "{accept} {devices:?}");
    }
    assert_eq!(package1(&[INITIATION, DEVICE]).unwrap().value.dialect, Published);
    assert_eq!(package1(&[INITIATION, (old, "id")]).unwrap().value.dialect, Draft);
    // Once it is open, a session speaks what it speaks, whatever a later request would like better.
    let status = ("Content-Type", "application/dm20status");
    let likes = ("Accept", "application/vnd.oma.dm.request+json, application/dm20;q=0.1");
    assert_eq!(package3(Draft, &[status, likes, DEVICE]).unwrap().value.dialect, Draft);
}

#[test]
fn each_package_has_its_own_media_type() {
    use Dialect::{Draft, Published};
    let types = [
        MediaType::INITIATION,
        MediaType::REQUEST,
        MediaType::RESPONSE,
        MediaType::DM20,
        MediaType::DM20_STATUS,
        MediaType::TNDS20,
        MediaType::MO,
        MediaType::JSON,
        MediaType::MULTIPART_MIXED,
    ];
    for media_type in types {
        let text = media_type.to_string();
        let with = [("Content-Type", text.as_str()), ("Accept", "*/*"), DEVICE];
        let is = |other| media_type == other || media_type == MediaType::MULTIPART_MIXED;
        assert_eq!(package1(&with).is_ok(), is(MediaType::INITIATION), "{text}");
        assert_eq!(package3(Draft, &with).is_ok(), is(MediaType::DM20_STATUS), "{text}");
        assert_eq!(package3(Published, &with).is_ok(), is(MediaType::RESPONSE), "{text}");
        assert_eq!(response(Draft, &with).is_ok(), is(MediaType::DM20), "{text}");
        assert_eq!(response(Published, &with).is_ok(), is(MediaType::REQUEST), "{text}");
        assert_eq!(headers::content_type(with, &Options::default()).unwrap().value, media_type);
    }
    let kinds = [PackageKind::Package1, PackageKind::Package2, PackageKind::Package3];
    for dialect in [Draft, Published] {
        for kind in kinds {
            assert_eq!(PackageKind::of(&dialect.media_type(kind)), Some(kind));
        }
    }
    assert!(
        [MediaType::TNDS20, MediaType::MO, MediaType::MULTIPART_MIXED]
            .iter()
            .all(|it| PackageKind::of(it).is_none())
    );
}

#[test]
fn what_the_client_accepts() {
    let with = |accept: Pairs<'static>| package1(&[&[INITIATION, DEVICE], accept].concat());
    for accept in [&[][..], &[("Accept", "")], &[("Accept", " , "), ("ACCEPT", "")]] {
        let decoded = with(accept).unwrap();
        assert_eq!(decoded.value.accept, Accept::any());
        assert_eq!(
            warnings(&decoded),
            ["no Accept, everything is taken to be acceptable at byte 0 (Accept)"]
        );
    }
    let decoded = with(&[("Accept", "a/b;q=7"), ("accept", "application/*, text/")]).unwrap();
    assert_eq!(decoded.value.accept.to_string(), "application/*");
    let unread = "a media range that cannot be read:";
    let expected = [
        format!("{unread} `q` is not a number from 0 to 1 with at most three decimals at byte 4 (Accept[0])"),
        format!("{unread} expected a subtype behind `/` at byte 20 (Accept[1])"),
    ];
    assert_eq!(warnings(&decoded), expected);
    // OMADM-Accept is not Accept.
    let decoded = with(&[("OMADM-Accept", "text/html")]).unwrap();
    assert_eq!(decoded.warnings.total(), 1);

    let text = "the answer would not be acceptable at byte 0 (Accept)";
    for accept in [
        "text/html",
        "application/vnd.oma.dm.request+json;q=0",
        "application/vnd.oma.dm.request+json;charset=utf-8",
        "nonsense",
        "application/tnds20",
    ] {
        let pairs = [INITIATION, DEVICE, ("Accept", accept)];
        assert_eq!(refused(package1(&pairs)), (text.to_owned(), 406), "{accept}");
    }
    // Whoever takes anything but the published commands gets those of the draft.
    let decoded = with(&[("Accept", "application/vnd.oma.dm.request+json;q=0, */*")]).unwrap();
    assert_eq!(decoded.value.dialect, Dialect::Draft);
    // The old header alone makes the session a draft one, which this Accept leaves out.
    assert_eq!(refused(package1(&[INITIATION, ACCEPT, ("X-OMADMDevID", "a")])), (text.to_owned(), 406));
    let status = ("Content-Type", "application/dm20status");
    assert_eq!(refused(package3(Dialect::Draft, &[status, ACCEPT, DEVICE])), (text.to_owned(), 406));
}

#[test]
fn what_a_client_makes_of_a_response() {
    use Dialect::{Draft, Published};
    let request = ("content-type", "application/vnd.oma.dm.request+json;charset=UTF-8");
    let decoded = response(Published, &[request]).unwrap();
    assert_eq!(decoded.value.accept, None);
    assert!(decoded.warnings.is_empty());
    let accept = ("omadm-accept", "application/vnd.oma.dm.response+json; multipart/mixed, *");
    let decoded = response(Published, &[request, accept]).unwrap();
    assert_eq!(
        decoded.value.accept.as_ref().unwrap().to_string(),
        "application/vnd.oma.dm.response+json, multipart/mixed"
    );
    let expected = [
        "media ranges separated by `;` at byte 36 (OMADM-Accept[0])",
        "a media range that cannot be read: expected `/` behind the type at byte 56 (OMADM-Accept[0])",
    ];
    assert_eq!(warnings(&decoded), expected);
    assert_eq!(response(Published, &[request, ("OMADM-Accept", ",")]).unwrap().value.accept, None);
    let decoded = response(Draft, &[("Content-Type", "application/dm20"), accept]).unwrap();
    assert_eq!((decoded.value.accept, decoded.warnings.total()), (None, 0));
    // Accept in a response means something else (RFC 9110, section 12.5.1).
    assert_eq!(response(Published, &[request, ("Accept", "text/")]).unwrap().warnings.total(), 0);

    let bad: &[(Pairs<'static>, &str)] = &[
        (&[], "the Content-Type is missing at byte 0"),
        (&[("Content-Type", "text/html")], "a media type that is not read here at byte 0 (Content-Type)"),
        (
            &[("Content-Type", "a")],
            "malformed Content-Type: expected `/` behind the type at byte 1 (Content-Type)",
        ),
        (
            &[("Content-Type", "application/vnd.oma.dm.request+json;charset=latin1")],
            "a charset other than UTF-8 at byte 0 (Content-Type)",
        ),
        (
            &[("Content-Encoding", "deflate"), ("Content-Type", "application/vnd.oma.dm.request+json")],
            "a Content-Encoding other than identity at byte 0 (Content-Encoding)",
        ),
    ];
    for (pairs, text) in bad {
        assert_eq!(refused(response(Published, pairs)), ((*text).to_owned(), 415));
    }
}

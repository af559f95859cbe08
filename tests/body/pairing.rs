//! Package3 with data: written, read back, and each part with the command that it answers.

use super::{INITIATION, MO, RESPONSE, decode, parts, record};
use omadm::{
    Alert, ClientUri, Command, Dialect, Extensions, Json, Limits, ManagementData, MediaType, Options,
    Package1, Package3, ServerUri, Slot, Status, StatusCode,
    body::{self, Content, PairError},
    error::EncodeErrorKind,
    json,
};

fn get(uri: &'static str) -> Slot<'static> {
    Command::get([ClientUri::parse(uri).unwrap()]).unwrap().into()
}

fn hget() -> Slot<'static> {
    Command::HGet { from: ServerUri::parse("https://h/x").unwrap(), to: None }.into()
}

fn answer(codes: &[u16]) -> Package3<'static> {
    Package3::new(codes.iter().map(|code| Status::new(StatusCode::new(*code).unwrap())))
}

fn document(uri: &'static str) -> ManagementData<'static> {
    ManagementData::new([record(uri, r#"{"a":1}"#)])
}

/// Three commands, two of them Gets, of which the first failed.
#[test]
fn the_one_part_belongs_to_the_get_that_did_not_fail() {
    let commands = [get("urn:x//missing"), hget(), get("urn:x//a")];
    let package = answer(&[404, 200, 200]);
    let data = [document("urn:x//a")];
    let draft = "--omadm-0000000000\r\nContent-Type: application/dm20status\r\n\r\n404\r\n200\r\n200\r\n\r\n\
        --omadm-0000000000\r\nContent-Type: application/vnd.oma.dm.mo+json\r\n\r\n\
        [{\"ClientURI\":\"urn:x//a\",\"MOData\":{\"a\":1}}]\r\n--omadm-0000000000--\r\n";
    let published = "--omadm-0000000000\r\nContent-Type: application/vnd.oma.dm.response+json\r\n\r\n\
        {\"Status\":[{\"sc\":404},{\"sc\":200},{\"sc\":200}]}\r\n\
        --omadm-0000000000\r\nContent-Type: application/vnd.oma.dm.mo+json\r\n\r\n\
        [{\"ClientURI\":\"urn:x//a\",\"MOData\":{\"a\":1}}]\r\n--omadm-0000000000--\r\n";
    for (dialect, expected) in [(Dialect::Draft, draft), (Dialect::Published, published)] {
        let encoded = body::encode_package3(&package, &data, dialect, &Options::default()).unwrap();
        assert_eq!(encoded.media_type.to_string(), "multipart/mixed;boundary=omadm-0000000000");
        assert_eq!(std::str::from_utf8(&encoded.bytes).unwrap(), expected);
        let body = body::decode(&encoded.media_type, &encoded.bytes, &Options::strict()).unwrap().value;
        let Content::Package3(read) = body.content else { panic!("{:?}", body.content) };
        assert_eq!(read, package);
        let paired = body::pair(&commands, &read, body.data).unwrap();
        assert_eq!(paired, [None, None, Some(document("urn:x//a"))]);
    }
}

/// Every outcome of three commands: data goes to the Gets that were answered 200, in their order.
#[test]
fn every_outcome() {
    let codes = [100, 200, 201, 202, 204, 299, 304, 404, 500, 599];
    let commands = [get("urn:x//a"), hget(), get("urn:x//b")];
    for first in codes {
        for second in codes {
            for third in codes {
                let mut data: Vec<ManagementData> = Vec::new();
                let mut expected = [None, None, None];
                if first == 200 {
                    data.push(document("urn:x//a"));
                    expected[0] = Some(document("urn:x//a"));
                }
                if third == 200 {
                    data.push(document("urn:x//b"));
                    expected[2] = Some(document("urn:x//b"));
                }
                let package = answer(&[first, second, third]);
                assert_eq!(body::pair(&commands, &package, data.clone()).unwrap(), expected);
                let found = data.len();
                data.push(document("urn:x//c"));
                let error = body::pair(&commands, &package, data).unwrap_err();
                assert_eq!(error, PairError::Parts { expected: found, found: found + 1 });
            }
        }
    }
}

/// A command that could not be understood has no data, whatever it is answered; neither has one that only looks like a Get.
#[test]
fn only_a_get_has_data() {
    let commands = br#"{"CMD":[["GET"],["GET","urn:x//a"],["HGET","https://h/x"],["FROB"]]}"#;
    let commands = json::decode::<omadm::Package2>(commands, &Options::default()).unwrap().value.commands;
    let package = answer(&[200, 200, 200, 200]);
    let paired = body::pair(&commands, &package, vec![document("urn:x//a")]).unwrap();
    assert_eq!(paired, [None, Some(document("urn:x//a")), None, None]);
    assert_eq!(body::pair(&[], &answer(&[]), Vec::new()).unwrap(), []);
}

#[test]
fn a_wrong_number_of_statuses_or_parts_is_an_error() {
    let commands = [get("urn:x//a"), Command::End.into()];
    let one = || vec![document("urn:x//a")];
    let cases: &[(&[u16], Vec<ManagementData>, PairError, &str)] = &[
        (
            &[200],
            one(),
            PairError::Statuses { expected: 2, found: 1 },
            "expected 2 statuses, one for each command, found 1",
        ),
        (
            &[200, 200, 200],
            one(),
            PairError::Statuses { expected: 2, found: 3 },
            "expected 2 statuses, one for each command, found 3",
        ),
        (
            &[],
            Vec::new(),
            PairError::Statuses { expected: 2, found: 0 },
            "expected 2 statuses, one for each command, found 0",
        ),
        (
            &[200, 200],
            Vec::new(),
            PairError::Parts { expected: 1, found: 0 },
            "expected 1 parts of data, one for each GET answered 200, found 0",
        ),
        (
            &[200, 200],
            [one(), one()].concat(),
            PairError::Parts { expected: 1, found: 2 },
            "expected 1 parts of data, one for each GET answered 200, found 2",
        ),
        (
            &[404, 200],
            one(),
            PairError::Parts { expected: 0, found: 1 },
            "expected 0 parts of data, one for each GET answered 200, found 1",
        ),
    ];
    for (codes, data, expected, text) in cases {
        let error = body::pair(&commands, &answer(codes), data.clone()).unwrap_err();
        assert_eq!(error, *expected);
        assert_eq!(error.to_string(), *text);
        assert_eq!(error.http_status(), StatusCode::BAD_REQUEST);
    }
    // Of both, the statuses come first: without them it is not known which data there should be.
    let error = body::pair(&commands, &answer(&[200]), Vec::new()).unwrap_err();
    assert_eq!(error, PairError::Statuses { expected: 2, found: 1 });
}

/// Nothing addressed is data too.
#[test]
fn an_empty_document_is_a_part() {
    let body = parts(&[(RESPONSE, r#"{"Status":[{"sc":200}]}"#), (MO, "[]")]);
    let body = decode("multipart/mixed; boundary=b", &body).unwrap().value;
    let Content::Package3(package) = &body.content else { panic!() };
    let paired = body::pair(&[get("urn:x//a")], package, body.data.clone()).unwrap();
    assert_eq!(paired, [Some(ManagementData::default())]);
}

/// The data may be any of the media types of management data.
#[test]
fn data_is_read_in_each_of_its_media_types() {
    for text in [MO, "application/dmmo+json", "application/json;charset=UTF-8", "APPLICATION/JSON"] {
        let body = parts(&[
            ("application/dm20status", "200"),
            (text, r#"[{"ClientURI":"urn:x//a","MOData":{"a":1}}]"#),
        ]);
        assert_eq!(
            decode("Multipart/Mixed;BOUNDARY=\"b\"", &body).unwrap().value.data,
            [document("urn:x//a")]
        );
    }
}

/// What the writer says names the part, and the place in it.
#[test]
fn errors_of_writing_name_the_part() {
    let options = Options::default();
    let mut extensions = Extensions::new();
    extensions.insert("MOData", Json::null());
    let bad = ManagementData::new([
        record("urn:x//a", r#"{"a":1}"#),
        record("urn:x//a", r#"{"a":1}"#).with_extensions(extensions),
    ]);
    let good = document("urn:x//a");
    let package = answer(&[200, 200]);
    for dialect in [Dialect::Draft, Dialect::Published] {
        let error =
            body::encode_package3(&package, &[good.clone(), bad.clone()], dialect, &options).unwrap_err();
        assert_eq!(error.to_string(), "an extension has the name of a member of its object (part 3: [1])");
        assert_eq!(error.kind(), EncodeErrorKind::ExtensionName);
        let error =
            body::encode_package1(&Package1::default(), std::slice::from_ref(&bad), dialect, &options)
                .unwrap_err();
        assert_eq!(error.to_string(), "an extension has the name of a member of its object (part 2: [1])");
    }
    // One part more than may be.
    let limits = |limits| Options::default().with_limits(limits);
    let data = [good.clone(), good.clone()];
    let encode = |options: &Options| body::encode_package3(&package, &data, Dialect::Draft, options);
    let whole = encode(&options).unwrap();
    assert_eq!(encode(&limits(Limits::default().with_parts(3))).unwrap(), whole);
    let error = encode(&limits(Limits::default().with_parts(2))).unwrap_err();
    assert_eq!(error.to_string(), "more parts than allowed (part 3)");
    let most = whole.bytes.len();
    assert_eq!(encode(&limits(Limits::default().with_body_bytes(most))).unwrap(), whole);
    let error = encode(&limits(Limits::default().with_body_bytes(most - 1))).unwrap_err();
    assert_eq!(error.to_string(), "more bytes in the body than allowed");
    let error = encode(&limits(Limits::default().with_part_header_bytes(10))).unwrap_err();
    assert_eq!(error.to_string(), "more bytes in the headers of a part than allowed (part 1)");
    // What the dialect cannot say, with data or without.
    let alerts = Package3::new([]).with_alerts([Alert::new("urn:x")]);
    for data in [&[][..], std::slice::from_ref(&good)] {
        let error = body::encode_package3(&alerts, data, Dialect::Draft, &options).unwrap_err();
        assert_eq!(error.kind(), EncodeErrorKind::NoDraftAlerts);
        assert!(body::encode_package3(&alerts, data, Dialect::Published, &options).is_ok());
    }
}

/// A document that holds the boundary does not end its part.
#[test]
fn data_that_holds_the_boundary() {
    let data =
        [ManagementData::new([record("urn:x//a", r#"{"a":"\n--omadm-0000000000--\nomadm-0000000001"}"#)])];
    let encoded =
        body::encode_package3(&answer(&[200]), &data, Dialect::Published, &Options::default()).unwrap();
    assert_eq!(encoded.media_type.parameter("boundary"), Some("omadm-0000000002"));
    let body = body::decode(&encoded.media_type, &encoded.bytes, &Options::strict()).unwrap().value;
    assert_eq!(body.data, data);
}

/// A Package1 is no answer, but its parts are read all the same.
#[test]
fn a_package1_with_data_is_read_like_a_package3() {
    let body = parts(&[(INITIATION, "{}"), (MO, "[]"), ("application/json", "[]")]);
    let body = decode("multipart/mixed; boundary=b", &body).unwrap().value;
    assert_eq!(body.content, Content::Package1(Package1::default()));
    assert_eq!(body.data.len(), 2);
    assert_eq!(MediaType::INITIATION.to_string(), INITIATION);
}

//! Sessions in the types of the crate `http`: what is converted is what was said, and what arrives in any shape is read.

use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use omadm::{
    Accept, Alert, ClientUri, Command, DeviceId, Dialect, ManagementData, MediaType, Options, RequestHeaders,
    ResponseHeaders, ServerUri, StatusCode, headers, http as convert, json,
    session::{
        Response, SessionLimits,
        client::{self, Answer, Error, Failure, Opening, Step},
        server::{Accepted, Event, Refusal, Session},
    },
    strategies,
};
use proptest::prelude::*;
use std::error::Error as _;

const DIALECTS: [Dialect; 2] = [Dialect::Draft, Dialect::Published];

fn device() -> DeviceId<'static> {
    DeviceId::parse("IMEI:493005100592800").unwrap()
}

fn open(dialect: Dialect) -> client::Session {
    let server = ServerUri::parse("http://dm.example:8080/a/b?c=d").unwrap();
    Opening::new(server, device()).with_dialect(dialect).open().unwrap()
}

fn post(session: &mut client::Session) -> http::Request<Vec<u8>> {
    match session.poll() {
        Step::Post(request) => request.try_into().unwrap(),
        step => panic!("{step:?}"),
    }
}

fn accept(stored: Option<Session>, request: &http::Request<Vec<u8>>) -> Accepted {
    convert::accept(stored, request, &Options::default(), &SessionLimits::default())
}

fn lines(headers: &HeaderMap) -> Vec<String> {
    let line = |(name, value): (&HeaderName, &HeaderValue)| {
        format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))
    };
    headers.iter().map(line).collect()
}

#[test]
fn a_request_is_a_post_with_the_three_headers() {
    let expected = [
        [
            "content-type: application/vnd.oma.dm.initiation+json",
            "accept: application/dm20, application/tnds20",
            "x-omadmdevid: IMEI:493005100592800",
        ],
        [
            "content-type: application/vnd.oma.dm.initiation+json",
            "accept: application/vnd.oma.dm.request+json",
            "omadm-devid: IMEI:493005100592800",
        ],
    ];
    for (dialect, expected) in DIALECTS.into_iter().zip(expected) {
        let request = post(&mut open(dialect));
        assert_eq!(request.method(), Method::POST);
        assert_eq!(request.uri(), "http://dm.example:8080/a/b?c=d");
        assert_eq!(lines(request.headers()), expected);
        assert_eq!(request.body(), br#"{"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"}]}"#);
    }
}

#[test]
fn a_response_has_its_status_and_the_headers_of_its_body() {
    let accepted = accept(None, &post(&mut open(Dialect::Published)));
    let mut session = accepted.session.unwrap();
    let mut response = session.respond([Command::End], &Options::default()).unwrap();
    let accept = Accept::new([MediaType::RESPONSE]);
    response.headers = response.headers.map(|headers| headers.with_accept(accept));
    let response = http::Response::try_from(response).unwrap();
    assert_eq!(response.status(), 200);
    let expected = [
        "content-type: application/vnd.oma.dm.request+json",
        "omadm-accept: application/vnd.oma.dm.response+json",
    ];
    assert_eq!(lines(response.headers()), expected);
    assert_eq!(response.body(), br#"{"CMD":[["END"]]}"#);

    let response = http::Response::try_from(Response::refusing(StatusCode::CONFLICT)).unwrap();
    assert_eq!(response.status(), 409);
    assert!(response.headers().is_empty() && response.body().is_empty());
}

/// A session in both dialects, of which every message is one of the crate `http`, with data in several parts.
#[test]
fn a_whole_session_passes() {
    for dialect in DIALECTS {
        let options = Options::default();
        let body = br#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":"\u00e9"}}}]"#;
        let data = json::decode::<ManagementData>(body, &options).unwrap().value.into_owned();
        let get = Command::Get(ClientUri::parse("urn:x//").unwrap().into());
        let mut turns = vec![vec![Command::End], vec![get.clone(), get]].into_iter();
        let (mut client, mut stored) = (open(dialect), None);
        let mut parts = 0;
        loop {
            match client.poll() {
                Step::Post(request) => {
                    let request = http::Request::try_from(request).unwrap();
                    let accepted = accept(stored.take(), &request);
                    if let Event::Answered(answered) = accepted.result.unwrap() {
                        let content_type = request.headers()["content-type"].to_str().unwrap();
                        assert!(content_type.starts_with("multipart/mixed;boundary="), "{content_type}");
                        parts = answered.data.iter().filter(|part| **part == data).count();
                    }
                    let mut session = accepted.session.unwrap();
                    assert_eq!(session.dialect(), dialect);
                    let response = session.respond(turns.next_back().unwrap(), &options).unwrap();
                    let response = http::Response::try_from(response).unwrap();
                    convert::handle_response(&mut client, &response).unwrap();
                    stored = Some(session);
                }
                Step::Execute(_) => client.answer(Answer::data(data.clone())).unwrap(),
                Step::Closed => break,
                step => panic!("{step:?}"),
            }
        }
        assert_eq!((client.failure(), parts), (None, 2));
        assert!(stored.unwrap().is_over());
    }
}

fn refused(request: &http::Request<Vec<u8>>) -> (String, u16) {
    let accepted = accept(None, request);
    assert!(accepted.session.is_none());
    let refusal: Refusal = accepted.result.unwrap_err();
    (refusal.to_string(), refusal.http_status().as_u16())
}

#[test]
fn repeated_headers_are_all_seen() {
    let mut request = post(&mut open(Dialect::Published));
    let accept_header = HeaderName::from_static("accept");
    request.headers_mut().insert(&accept_header, HeaderValue::from_static("text/html"));
    assert_eq!(refused(&request).1, 406);
    // The second line makes it acceptable: both are one list.
    let second = HeaderValue::from_static("application/vnd.oma.dm.request+json");
    request.headers_mut().append(&accept_header, second);
    let accepted = accept(None, &request);
    let Event::Opened(opened) = accepted.result.unwrap() else { panic!() };
    assert_eq!(opened.warnings.total(), 0);

    let mut twice = request.clone();
    twice.headers_mut().append("omadm-devid", HeaderValue::from_static("IMEI:2"));
    assert_eq!(
        refused(&twice),
        ("two headers name different devices at byte 0 (OMADM-DevID)".to_owned(), 400)
    );
    let mut twice = request;
    twice.headers_mut().append("content-type", HeaderValue::from_static("text/plain"));
    assert_eq!(refused(&twice).1, 415);
}

#[test]
fn values_that_are_no_text_are_errors_where_they_are_looked_at() {
    let bytes = || HeaderValue::from_bytes(b"IMEI:\xff").unwrap();
    let mut request = post(&mut open(Dialect::Published));
    request.headers_mut().insert("cookie", bytes());
    assert!(accept(None, &request).result.is_ok());
    request.headers_mut().insert("omadm-devid", bytes());
    let expected = "malformed device id: it is not UTF-8 at byte 5 (OMADM-DevID)";
    assert_eq!(refused(&request), (expected.to_owned(), 400));
    let error = headers::device_id(request.headers(), &Options::default()).unwrap_err();
    assert_eq!(error.to_string(), expected);

    let response = http::Response::builder().header("content-type", bytes()).body([]).unwrap();
    let mut session = open(Dialect::Draft);
    post(&mut session);
    let Err(Error::Failed(Failure::Headers(error))) = convert::handle_response(&mut session, &response)
    else {
        panic!()
    };
    assert!(error.to_string().contains("(Content-Type)"), "{error}");
}

#[test]
fn values_beyond_ascii_are_sent_as_they_are() {
    let content_type = MediaType::MULTIPART_MIXED.with_parameter("note", "caf\u{e9}\t\"\\").unwrap();
    let sent = RequestHeaders::package3(Dialect::Draft, device()).with_content_type(content_type.clone());
    let map = HeaderMap::try_from(&sent).unwrap();
    assert_eq!(map["content-type"].as_bytes(), content_type.to_string().as_bytes());
    let received = RequestHeaders::decode_package3(Dialect::Draft, &map, &Options::default()).unwrap();
    assert_eq!(received.value, sent);
}

/// `HeaderMap::append` panics beyond 32,768 headers. A peer whose server let so many pass is refused nothing and stops nothing.
#[test]
fn a_map_that_can_hold_no_more_is_read() {
    let mut request = post(&mut open(Dialect::Published));
    let filler = HeaderName::from_static("x-filler");
    for n in 0.. {
        let name = if n < 20_000 { HeaderName::try_from(format!("x-{n}")).unwrap() } else { filler.clone() };
        if n > 60_000 || request.headers_mut().try_append(name, HeaderValue::from_static("")).is_err() {
            break;
        }
    }
    assert!(request.headers().len() > 20_000);
    assert!(accept(None, &request).result.is_ok());
}

#[test]
fn statuses_are_the_same_number_in_both() {
    for code in 100..=999 {
        let theirs = http::StatusCode::from_u16(code).unwrap();
        match StatusCode::try_from(theirs) {
            Ok(ours) => {
                assert!(code < 600 && ours.as_u16() == code);
                assert_eq!(http::StatusCode::from(ours), theirs);
            }
            Err(_) => assert!(code >= 600, "{code}"),
        }
    }
}

#[test]
fn a_status_that_is_none_counts_as_500_and_leaves_the_alerts() {
    let mut session = open(Dialect::Published);
    session.queue_alert(Alert::new("urn:oma:at:x:1.0")).unwrap();
    post(&mut session);
    let response = http::Response::builder().status(999).body(Vec::new()).unwrap();
    let error = convert::handle_response(&mut session, &response).unwrap_err();
    assert_eq!(error, Error::Failed(Failure::Status(StatusCode::INTERNAL_ERROR)));
    assert_eq!(session.into_unsent_alerts(), [Alert::new("urn:oma:at:x:1.0")]);
}

#[test]
fn a_target_that_http_refuses_is_an_error() {
    let long = format!("http://h/{}", "a".repeat(65_535 - "http://h/".len()));
    for (uri, expected) in [
        ("https://d%6D.example/", "the target is no http::Uri: invalid authority"),
        ("http://[v1.:::::::::]/", "the target is no http::Uri: invalid authority"),
        (long.as_str(), "the target is no http::Uri: uri too long"),
    ] {
        let server = ServerUri::parse(uri).unwrap().into_owned();
        let mut session = Opening::new(server, device()).open().unwrap();
        let Step::Post(request) = session.poll() else { panic!() };
        let error = http::Request::try_from(request).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(error.source().is_some());
    }
}

#[test]
fn a_target_in_any_shape_is_taken() {
    for uri in [
        "HTTP://h",
        "http://h:/",
        "http://h?q",
        "http://[::1]:8080/x",
        "http://[v1.a:b]/x",
        "http://a!$&'()*+,;=-._~/",
        "http://h/[moid]/a%20b?c=[d]",
    ] {
        let uri = ServerUri::parse(uri).unwrap();
        let theirs = Uri::try_from(&uri).unwrap_or_else(|error| panic!("{uri}: {error}"));
        assert_eq!((theirs.host(), theirs.port_u16()), (Some(uri.host()), uri.port()));
    }
}

/// Found by `server_uri`: what IPv6 never needs, and an address of a later version may have.
#[test]
fn http_takes_eight_colons_between_brackets_and_no_more() {
    for (uri, taken) in [
        ("http://[1:2:3:4:5:6:7::]:80/", true),
        ("http://[v1.::::::::]:80/", true),
        ("http://[v1.:::::::::]/", false),
    ] {
        assert_eq!(Uri::try_from(&ServerUri::parse(uri).unwrap()).is_ok(), taken, "{uri}");
    }
}

#[test]
fn a_uri_of_http_is_a_server_uri_if_it_names_a_server() {
    let uri = Uri::from_static("https://h:1/a?b");
    assert_eq!(ServerUri::try_from(&uri).unwrap(), "https://h:1/a?b");
    for bad in ["/dm", "*", "ftp://h/", "http://user@h/", "h:80"] {
        assert!(ServerUri::try_from(&Uri::from_static(bad)).is_err(), "{bad}");
    }
}

proptest! {
    /// Whatever a session may say of itself, `http` takes, and gives back the same.
    #[test]
    fn headers_survive(
        dialect in strategies::any::<Dialect>(),
        device in strategies::any::<DeviceId>(),
        content_type in strategies::any::<MediaType>(),
        accept in strategies::any::<Accept>(),
    ) {
        let sent = RequestHeaders::package3(dialect, device)
            .with_content_type(content_type.clone())
            .with_accept(accept.clone());
        let map = HeaderMap::try_from(&sent).unwrap();
        prop_assert_eq!(map.len(), 3);
        for (name, value) in sent.pairs() {
            prop_assert_eq!(map[name].as_bytes(), value.as_bytes());
        }
        let mut sent = ResponseHeaders::new(dialect).with_accept(accept);
        sent.content_type = content_type;
        let map = HeaderMap::try_from(&sent).unwrap();
        prop_assert_eq!(map.len(), sent.pairs().count());
        for (name, value) in sent.pairs() {
            prop_assert_eq!(map[name].as_bytes(), value.as_bytes());
        }
    }

    /// A target means the same to `http`, or is refused for one of the reasons there are.
    #[test]
    fn targets_survive(uri in strategies::any::<ServerUri>()) {
        match Uri::try_from(&uri) {
            Ok(theirs) => {
                prop_assert_eq!(theirs.scheme_str(), Some(if uri.is_https() { "https" } else { "http" }));
                prop_assert_eq!(theirs.host(), Some(uri.host()));
                prop_assert_eq!(theirs.port_u16(), uri.port());
                prop_assert_eq!(theirs.path(), if uri.path().is_empty() { "/" } else { uri.path() });
                prop_assert_eq!(theirs.query(), uri.query());
            }
            Err(error) => {
                let host = uri.host().contains('%') || uri.host().matches(':').count() > 8;
                prop_assert!(host || uri.as_str().len() > 65_534, "{uri}: {error}");
            }
        }
    }
}

//! Responses that are none: each leaves a clear error and the alerts that did not arrive.

use super::{BOTH, awaiting, is_closed, opening, package2, post, respond, respond_with};
use omadm::{
    Alert, Dialect, EncodeError, Extensions, Json, Options, Package2, Package3, Status, StatusCode, json,
    session::client::{Error, Failure, Misuse, Session, Step},
};

/// Status, headers, body, and what the error says.
type Case<'c> = (u16, &'c [(&'c str, &'c str)], &'c str, &'c str);

/// A session that awaits the response to Package#1, and one that awaits that to a Package#3; each with an alert on its way
/// and one that waits.
fn sessions(dialect: Dialect) -> [Session; 2] {
    let mut first = opening(dialect).with_alert(Alert::new("urn:sent")).open().unwrap();
    post(&mut first);
    let mut later = awaiting(opening(dialect));
    respond_with(&mut later, &["DELETE urn:x//a"]);
    later.queue_alert(Alert::new("urn:sent")).unwrap();
    later.answer(StatusCode::OK).unwrap();
    post(&mut later);
    [first, later].map(|mut session| {
        session.queue_alert(Alert::new("urn:queued")).unwrap();
        session
    })
}

#[test]
fn every_bad_response_closes_with_a_clear_error_and_the_unsent_alerts() {
    let published = "application/vnd.oma.dm.request+json";
    let json = package2(Dialect::Published, &["DELETE urn:x//a", "END"]);
    let large = format!("{json}{}", " ".repeat(10 << 20));
    let many = ["END"; 4_097];
    let many = package2(Dialect::Published, &many);
    let cases: &[Case<'_>] = &[
        (500, &[("Content-Type", published)], &json, "the server answered 500"),
        (404, &[], "", "the server answered 404"),
        (204, &[], "", "the server answered 204"),
        (202, &[("Content-Type", published)], &json, "the server answered 202"),
        (101, &[], "", "the server answered 101"),
        (400, &[("Content-Type", "text/html")], "<html>", "the server answered 400"),
        (
            200,
            &[("Content-Type", "text/html")],
            "<html>",
            "a media type that is not read here at byte 0 (Content-Type)",
        ),
        (
            200,
            &[("Content-Type", "application/dm20")],
            "END",
            "a media type that is not read here at byte 0 (Content-Type)",
        ),
        (
            200,
            &[("Content-Type", "application/vnd.oma.dm.response+json")],
            r#"{"Status":[]}"#,
            "a media type that is not read here at byte 0 (Content-Type)",
        ),
        (
            200,
            &[("Content-Type", published), ("Content-Encoding", "gzip")],
            &json,
            "a Content-Encoding other than identity at byte 0 (Content-Encoding)",
        ),
        (
            200,
            &[("Content-Type", "application/vnd.oma.dm.request+json; charset=latin1")],
            &json,
            "a charset other than UTF-8 at byte 0 (Content-Type)",
        ),
        (200, &[], &json, "the Content-Type is missing at byte 0"),
        (
            200,
            &[("Content-Type", published)],
            &json[..json.len() - 1],
            "expected `,` or `}`, found the end of the input at byte 38",
        ),
        (200, &[("Content-Type", published)], "", "expected an object, found the end of the input at byte 0"),
        (200, &[("Content-Type", published)], "<html>", "expected an object, found `<` at byte 0"),
        (200, &[("Content-Type", published)], &large, "more bytes in the body than allowed at byte 2097152"),
        (200, &[("Content-Type", published)], &many, "more commands than allowed at byte 32776 (CMD[4096])"),
        (
            200,
            &[("Content-Type", "multipart/mixed; boundary=b")],
            "--b\r\nContent-Type: application/vnd.oma.dm.request+json\r\n\r\n{\"CMD\":[]}\r\n--b--",
            "a media type that is not read here at byte 19 (part 1: Content-Type)",
        ),
    ];
    let mut texts = Vec::new();
    for (status, headers, body, text) in cases {
        for mut session in sessions(Dialect::Published) {
            let status = StatusCode::new(*status).unwrap();
            let error =
                session.handle_response(status, headers.iter().copied(), body.as_bytes()).unwrap_err();
            texts.push((error.to_string(), (*text).to_owned()));
            let Error::Failed(failure) = error else { panic!("{error:?}") };
            assert!(is_closed(&mut session));
            assert_eq!(session.failure(), Some(&failure));
            // The first failure stays.
            assert!(respond(&mut session, &json).is_err());
            assert_eq!(session.failure(), Some(&failure));
            assert_eq!(session.into_unsent_alerts(), [Alert::new("urn:sent"), Alert::new("urn:queued")]);
        }
    }
    let (found, expected): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
    assert_eq!(found, expected);
}

#[test]
fn a_draft_session_gives_its_alerts_back_too() {
    for (session, unsent) in sessions(Dialect::Draft).into_iter().zip([
        // The second of them sent its alert with nothing: a Package#3 of the draft has no place for it.
        [Alert::new("urn:sent"), Alert::new("urn:queued")],
        [Alert::new("urn:sent"), Alert::new("urn:queued")],
    ]) {
        let mut session = session;
        let error = session
            .handle_response(StatusCode::OK, [("Content-Type", "application/json")], b"{}")
            .unwrap_err();
        assert_eq!(error.to_string(), "a media type that is not read here at byte 0 (Content-Type)");
        assert_eq!(session.into_unsent_alerts(), unsent);
    }
}

#[test]
fn a_cut_draft_body_of_bytes_that_are_no_text_closes() {
    let mut session = awaiting(opening(Dialect::Draft));
    let error = respond(&mut session, "END\r").unwrap_err();
    assert!(matches!(error, Error::Failed(Failure::Body(_))), "{error:?}");
}

#[test]
fn a_redirection_is_for_the_caller_to_judge() {
    for dialect in BOTH {
        for code in [300, 301, 302, 303, 304, 307, 308, 399] {
            for mut session in sessions(dialect) {
                let status = StatusCode::new(code).unwrap();
                let error = session.handle_response(status, [("Location", "https://h/")], b"").unwrap_err();
                assert_eq!(error, Error::Redirected(status));
                assert_eq!(error.to_string(), format!("the server redirects ({code})"));
                assert!(matches!(session.poll(), Step::Await));
                assert_eq!(session.failure(), None);
                // It can be followed.
                respond_with(&mut session, &["END"]);
                assert!(is_closed(&mut session));
            }
            for session in sessions(dialect) {
                let mut session = session;
                let status = StatusCode::new(code).unwrap();
                session.handle_response(status, [("Location", "https://h/")], b"").unwrap_err();
                assert_eq!(session.into_unsent_alerts(), [Alert::new("urn:sent"), Alert::new("urn:queued")]);
            }
        }
    }
}

#[test]
fn a_package2_is_the_sign_that_the_alerts_arrived() {
    let [mut session, _] = sessions(Dialect::Published);
    respond_with(&mut session, &["END"]);
    assert_eq!(session.into_unsent_alerts(), [Alert::new("urn:queued")]);
}

#[test]
fn every_error_says_what_it_is_due_to() {
    use std::error::Error as _;

    let options = Options::default();
    let decode = || json::decode::<Package2<'_>>(b"<", &options).unwrap_err();
    let encode = || -> EncodeError {
        let mut extensions = Extensions::new();
        extensions.insert("sc", Json::from(1));
        json::to_vec(&Package3::new([Status::new(StatusCode::OK).with_extensions(extensions)])).unwrap_err()
    };
    for failure in [Failure::Body(decode()), Failure::Headers(decode())] {
        assert_eq!(failure.source().unwrap().downcast_ref(), Some(&decode()));
    }
    assert_eq!(Failure::Encode(encode()).source().unwrap().downcast_ref(), Some(&encode()));
    assert!(Failure::NotPackage2.source().is_none());
    for misuse in
        [Misuse::Data(encode()), Misuse::Status(encode()), Misuse::Alert(encode()), Misuse::Opening(encode())]
    {
        assert_eq!(misuse.source().unwrap().downcast_ref(), Some(&encode()));
    }
    assert!(Misuse::NotAwaiting.source().is_none());
    let error = Error::Failed(Failure::NotPackage2);
    assert_eq!(error.source().unwrap().downcast_ref(), Some(&Failure::NotPackage2));
    let error = Error::Misuse(Misuse::NotAwaiting);
    assert_eq!(error.source().unwrap().downcast_ref(), Some(&Misuse::NotAwaiting));
    assert!(Error::Redirected(StatusCode::OK).source().is_none());
}

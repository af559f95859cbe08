//! What is accepted, and what is refused with 400, 406, 409, 413 and 415.

use super::{BOTH, Post, accept, answered, delete, get, opened, opening_of, refused, waiting};
use omadm::{
    Alert, Command, Dialect, Limits, Options, Package2, Package3, StatusCode, body, json,
    session::server::{Event, Misuse, Refusal},
};
use std::error::Error as _;

#[test]
fn a_package1_says_who_and_what() {
    let body = concat!(
        "--b\r\nContent-Type: application/vnd.oma.dm.initiation+json\r\n\r\n",
        r#"{"MOS":[{"MIID":["a"]}],"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ServerInitiatedMgmt","DataType":"int","Data":{"DM1x":7}}],"x":1}"#,
        "\r\n--b\r\nContent-Type: application/vnd.oma.dm.mo+json\r\n\r\n",
        r#"[{"ClientURI":"urn:x//","MOData":{"X":{}}}]"#,
        "\r\n--b--\r\n"
    );
    let accepted = accept(None, &Post::new(Dialect::Published, "multipart/mixed; boundary=b", body));
    let session = accepted.session.as_ref().unwrap();
    assert_eq!((session.device_id().as_str(), session.dialect()), ("IMEI:1", Dialect::Published));
    assert!(accepted.ended.is_none() && !session.is_over() && session.record().is_empty());
    let opened = opening_of(accepted);
    assert_eq!(opened.notification_id(), Some(7));
    assert_eq!((opened.package.mos.len(), opened.data.len()), (1, 1));
    assert_eq!(opened.package.extensions.len(), 1);
    assert!(!opened.lacks_opening_alert());
}

#[test]
fn package1_fixes_the_dialect() {
    for (accept_header, device, dialect) in [
        ("application/vnd.oma.dm.request+json", "OMADM-DevID", Dialect::Published),
        ("application/dm20, application/tnds20", "OMADM-DevID", Dialect::Draft),
        ("*/*", "OMADM-DevID", Dialect::Published),
        ("*/*", "X-OMADMDevID", Dialect::Draft),
    ] {
        let post = Post::package1(Dialect::Published)
            .without("OMADM-DevID")
            .with("Accept", accept_header)
            .with(device, "d");
        let mut session = accept(None, &post).session.unwrap();
        assert_eq!(session.dialect(), dialect);
        let response = session.respond([delete()], &Options::default()).unwrap();
        let draft = response.body == b"DELETE urn:x//a\r\n";
        assert_eq!(draft, dialect == Dialect::Draft);
    }
}

#[test]
fn an_opening_without_its_alert_is_seen() {
    let post = Post::new(Dialect::Published, "application/vnd.oma.dm.initiation+json", "{}");
    let opened = opening_of(accept(None, &post));
    assert!(opened.lacks_opening_alert());
    let warnings: Vec<_> = opened.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, ["no alert that opens a session at byte 0 (Alert)"]);
    // Strictly it is an error, and the session that was there goes on.
    let headers: Vec<_> = post.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (stored, limits) =
        (waiting(Dialect::Published, [delete()]), omadm::session::SessionLimits::default());
    let accepted = omadm::session::server::accept(
        Some(stored.clone()),
        headers,
        &post.body,
        &Options::strict(),
        &limits,
    );
    assert_eq!(accepted.session.as_ref(), Some(&stored));
    let refusal = accepted.result.unwrap_err();
    assert_eq!(refusal.to_string(), "no alert that opens a session (refused: strict) at byte 0 (Alert)");
    assert_eq!(refusal.http_status(), StatusCode::BAD_REQUEST);
}

#[test]
fn every_status_and_every_part_find_their_command() {
    for dialect in BOTH {
        let session = waiting(dialect, [get(), delete(), get(), get()]);
        let (status_type, statuses) = match dialect {
            Dialect::Published => (
                "application/vnd.oma.dm.response+json",
                r#"{"Status":[{"sc":200},{"sc":404},{"sc":304},{"sc":200}]}"#,
            ),
            Dialect::Draft => ("application/dm20status", "200\r\n404\r\n304\r\n200\r\n"),
        };
        let body = format!(
            "--b\r\nContent-Type: {status_type}\r\n\r\n{statuses}\r\n\
             --b\r\nContent-Type: application/vnd.oma.dm.mo+json\r\n\r\n[{{\"ClientURI\":\"urn:x//\",\"MOData\":{{\"X\":{{}}}}}}]\r\n\
             --b\r\nContent-Type: application/vnd.oma.dm.mo+json\r\n\r\n[]\r\n--b--\r\n"
        );
        let (session, answered) =
            answered(accept(Some(session), &Post::new(dialect, "multipart/mixed; boundary=b", body)));
        let seen: Vec<_> = answered
            .answers(&session)
            .map(|answer| {
                (
                    answer.command.name(),
                    answer.status.code.as_u16(),
                    answer.data.map(|data| data.records.len()),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [("GET", 200, Some(1)), ("DELETE", 404, None), ("GET", 304, None), ("GET", 200, Some(0))]
        );
        assert!(!session.is_over());
    }
}

#[test]
fn alerts_and_unknown_members_are_handed_on() {
    let body = r#"{"Status":[{"sc":200}],"Alert":[{"AlertType":"urn:a"}],"x":1}"#;
    let post = Post::new(Dialect::Published, "application/vnd.oma.dm.response+json", body);
    let (_, answered) = answered(accept(Some(waiting(Dialect::Published, [delete()])), &post));
    assert_eq!(answered.alerts, [Alert::new("urn:a")]);
    assert_eq!(answered.extensions.get("x").unwrap().as_str(), "1");
}

#[test]
fn a_second_package3_for_an_answered_turn_changes_nothing() {
    for dialect in BOTH {
        let post = Post::package3(dialect, &[200]);
        let (session, _) = answered(accept(Some(waiting(dialect, [delete()])), &post));
        let refusal = refused(&session, &post);
        assert_eq!(refusal, Refusal::AlreadyAnswered);
        assert_eq!(refusal.http_status(), StatusCode::BAD_REQUEST);
        assert_eq!(refusal.to_string(), "no Package#2 is waiting for an answer");
        // The session goes on.
        let mut session = session;
        assert!(session.respond([delete()], &Options::default()).is_ok());
    }
}

#[test]
fn a_package3_before_any_package2_changes_nothing() {
    for dialect in BOTH {
        assert_eq!(refused(&opened(dialect), &Post::package3(dialect, &[])), Refusal::AlreadyAnswered);
    }
}

#[test]
fn a_package3_without_an_open_session_is_409() {
    let post = Post::package3(Dialect::Published, &[200]);
    let accepted = accept(None, &post);
    assert_eq!(accepted.result, Err(Refusal::NoSession));
    assert!(accepted.session.is_none());
    assert_eq!(Refusal::NoSession.http_status().as_u16(), 409);
    // One that is over is none, but its status resource is not lost.
    let mut over = waiting(Dialect::Published, [delete()]);
    over.end();
    assert_eq!(refused(&over, &post), Refusal::NoSession);
}

#[test]
fn another_devices_post_changes_nothing() {
    let session = waiting(Dialect::Published, [delete()]);
    for post in [Post::package3(Dialect::Published, &[200]), Post::package1(Dialect::Published)] {
        let refusal = refused(&session, &post.with("OMADM-DevID", "IMEI:2"));
        assert_eq!(refusal, Refusal::OtherDevice);
        assert_eq!(refusal.http_status().as_u16(), 409);
    }
}

#[test]
fn a_wrong_number_of_statuses_or_parts_ends_the_session() {
    for dialect in BOTH {
        for (codes, text) in [
            (&[][..], "expected 1 statuses, one for each command, found 0"),
            (&[404, 404], "expected 1 statuses, one for each command, found 2"),
            (&[200], "expected 1 parts of data, one for each GET answered 200, found 0"),
        ] {
            let accepted = accept(Some(waiting(dialect, [get()])), &Post::package3(dialect, codes));
            let refusal = accepted.result.unwrap_err();
            assert_eq!(refusal.to_string(), text);
            assert_eq!(refusal.http_status(), StatusCode::BAD_REQUEST);
            assert!(accepted.session.unwrap().is_over());
        }
    }
}

#[test]
fn what_cannot_be_taken_is_refused_with_its_status() {
    let package1 = || Post::package1(Dialect::Published);
    let cases = [
        (package1().without("OMADM-DevID"), 400, "no header names the device at byte 0"),
        (
            package1().with("X-OMADMDevID", "IMEI:2"),
            400,
            "two headers name different devices at byte 0 (X-OMADMDevID)",
        ),
        (
            package1().with("Accept", "text/html"),
            406,
            "the answer would not be acceptable at byte 0 (Accept)",
        ),
        (package1().with("Content-Type", "text/html"), 415, "a media type that is not read here at byte 0"),
        (
            package1().with("Content-Type", "application/vnd.oma.dm.initiation+json;charset=latin1"),
            415,
            "a charset other than UTF-8 at byte 0 (Content-Type)",
        ),
        (
            package1().with("Content-Encoding", "gzip"),
            415,
            "a Content-Encoding other than identity at byte 0 (Content-Encoding)",
        ),
        (package1().without("Content-Type"), 415, "the Content-Type is missing at byte 0"),
        (
            Post::new(Dialect::Published, "application/vnd.oma.dm.initiation+json", "{"),
            400,
            "expected a member name, found the end of the input at byte 1",
        ),
        (
            Post::new(Dialect::Published, "application/vnd.oma.dm.initiation+json", vec![b' '; 3 << 20]),
            413,
            "more bytes in the body than allowed at byte 2097152",
        ),
        (
            Post::new(Dialect::Published, "application/vnd.oma.dm.request+json", "{\"CMD\":[]}"),
            415,
            "a body that a client does not send",
        ),
        (
            Post::new(Dialect::Published, "application/vnd.oma.dm.mo+json", "[]"),
            415,
            "a body that a client does not send",
        ),
        (Post::new(Dialect::Published, "application/dm20", "END"), 415, "a body that a client does not send"),
        (
            Post::package3(Dialect::Draft, &[200]),
            415,
            "a media type that is not read here at byte 0 (Content-Type)",
        ),
    ];
    let session = waiting(Dialect::Published, [delete()]);
    let mut texts = Vec::new();
    for (post, status, text) in cases {
        let refusal = refused(&session, &post);
        assert_eq!(refusal.http_status().as_u16(), status, "{refusal}");
        assert_eq!(refusal.response().status.as_u16(), status);
        assert!(refusal.response().body.is_empty());
        texts.push((refusal.to_string(), text.to_owned()));
        // Without a session it is the same, but for a Package#3.
        if let Err(other) = accept(None, &post).result {
            assert!(other == refusal || other == Refusal::NoSession);
        }
    }
    let (found, expected): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
    assert_eq!(found, expected);
}

#[test]
fn what_was_tolerated_is_told() {
    let post = Post::package1(Dialect::Published).without("Accept");
    let opened = opening_of(accept(None, &post));
    assert_eq!(opened.warnings.total(), 1);
    let strict = Options::strict();
    let headers: Vec<_> = post.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let accepted = omadm::session::server::accept(
        None,
        headers,
        &post.body,
        &strict,
        &omadm::session::SessionLimits::default(),
    );
    assert_eq!(accepted.result.unwrap_err().http_status(), StatusCode::BAD_REQUEST);
}

#[test]
fn a_new_package1_takes_the_place_of_any_session() {
    for dialect in BOTH {
        let mut over = waiting(dialect, [delete()]);
        over.end();
        for stored in [opened(dialect), waiting(dialect, [delete()]), over] {
            let accepted = accept(Some(stored.clone()), &Post::package1(Dialect::Published));
            assert!(matches!(accepted.result, Ok(Event::Opened(_))));
            let ended = accepted.ended.unwrap();
            assert!(ended.is_over());
            assert_eq!(ended.record().len(), stored.record().len());
            assert_eq!(accepted.session.unwrap(), opened(Dialect::Published));
        }
    }
}

#[test]
fn every_refusal_says_what_it_is_due_to() {
    let decode = || json::decode::<Package2<'_>>(b"<", &Options::default()).unwrap_err();
    for refusal in [Refusal::Headers(decode()), Refusal::Body(decode())] {
        assert_eq!(refusal.source().unwrap().downcast_ref(), Some(&decode()));
    }
    assert!(Refusal::NoSession.source().is_none());
    let commands = Package2::new([Command::End]).commands;
    let unpaired = || body::pair(&commands, &Package3::new([]), Vec::new()).unwrap_err();
    assert_eq!(Refusal::Unpaired(unpaired()).source().unwrap().downcast_ref(), Some(&unpaired()));

    let options = Options::default().with_limits(Limits::default().with_body_bytes(1));
    let encode = || json::encode(&Package3::new([]), &mut Vec::new(), &options).unwrap_err();
    assert_eq!(Misuse::Encode(encode()).source().unwrap().downcast_ref(), Some(&encode()));
    assert!(Misuse::NoCommands.source().is_none());
}

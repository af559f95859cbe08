//! Opening, commands in order, CONT and END.

use super::{BOTH, awaiting, command, is_closed, opening, package2, post, reported, respond, respond_with};
use omadm::{
    Dialect, Notification, StatusCode,
    session::client::{Misuse, Step},
};

fn lines(request: &omadm::session::Request) -> Vec<String> {
    request.headers.pairs().map(|(name, value)| format!("{name}: {value}")).collect()
}

#[test]
fn the_first_post_is_package1_with_its_headers() {
    let mut session = opening(Dialect::Published).open().unwrap();
    let request = post(&mut session);
    assert_eq!(request.target, "https://dm.example/dm");
    assert_eq!(
        lines(&request),
        [
            "Content-Type: application/vnd.oma.dm.initiation+json",
            "Accept: application/vnd.oma.dm.request+json",
            "OMADM-DevID: IMEI:1",
        ]
    );
    assert_eq!(request.body, br#"{"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"}]}"#);
    let request = post(&mut opening(Dialect::Draft).open().unwrap());
    assert_eq!(
        lines(&request),
        [
            "Content-Type: application/vnd.oma.dm.initiation+json",
            "Accept: application/dm20, application/tnds20",
            "X-OMADMDevID: IMEI:1",
        ]
    );
}

#[test]
fn the_next_posts_are_package3_with_their_headers() {
    for (dialect, content_type, body) in [
        (Dialect::Published, "application/vnd.oma.dm.response+json", r#"{"Status":[{"sc":200}]}"#),
        (Dialect::Draft, "application/dm20status", "200\r\n"),
    ] {
        let mut session = awaiting(opening(dialect));
        respond_with(&mut session, &["DELETE urn:x//a"]);
        session.answer(StatusCode::OK).unwrap();
        let request = post(&mut session);
        assert_eq!(lines(&request)[0], format!("Content-Type: {content_type}"));
        assert_eq!(lines(&request).len(), 3);
        assert_eq!(request.body, body.as_bytes());
    }
}

#[test]
fn a_post_is_handed_out_once() {
    let mut session = opening(Dialect::Published).open().unwrap();
    post(&mut session);
    for _ in 0..3 {
        assert!(matches!(session.poll(), Step::Await));
    }
}

#[test]
fn a_notification_that_asks_for_the_mos_gets_them() {
    let asks = Notification::new().with_notification_id(7).with_req_mos(true);
    let without = opening(Dialect::Published).with_notification(&asks);
    assert_eq!(without.clone().open().unwrap_err(), Misuse::MosMissing);
    // None is an answer too, if it is given.
    assert!(without.with_mos([]).open().is_ok());
    let does_not = Notification::new().with_notification_id(7);
    assert!(opening(Dialect::Published).with_notification(&does_not).open().is_ok());
}

#[test]
fn commands_come_one_by_one_in_order() {
    for dialect in BOTH {
        let mut session = awaiting(opening(dialect));
        let received = respond_with(&mut session, &["DELETE urn:x//a", "SHOW https://u/", "DELETE urn:x//b"]);
        assert_eq!((received.commands, received.ends), (3, false));
        for (name, code) in [("DELETE", 404), ("SHOW", 500), ("DELETE", 200)] {
            // Asked again, it is the same one.
            assert_eq!(command(&mut session), command(&mut session));
            assert_eq!(command(&mut session).name(), name);
            session.answer(StatusCode::new(code).unwrap()).unwrap();
        }
        assert_eq!(session.answer(StatusCode::OK), Err(Misuse::NothingToAnswer));
        assert_eq!(reported(&post(&mut session)).0, [404, 500, 200]);
    }
}

#[test]
fn nothing_is_reported_before_all_are_answered() {
    let mut session = awaiting(opening(Dialect::Published));
    respond_with(&mut session, &["DELETE urn:x//a", "DELETE urn:x//b"]);
    session.answer(StatusCode::OK).unwrap();
    assert!(matches!(session.poll(), Step::Execute(_)));
    let error = respond(&mut session, "{\"CMD\":[]}").unwrap_err();
    assert_eq!(error.to_string(), "no response is awaited");
}

#[test]
fn what_cannot_be_understood_is_answered_for_the_caller() {
    for dialect in BOTH {
        let mut session = awaiting(opening(dialect));
        let slots = ["FROB x", "DELETE urn:x//a", "CONT nouri", "DELETE *", "DELETE urn:x//b", "END x"];
        let received = respond_with(&mut session, &slots);
        assert_eq!((received.commands, received.warnings.total()), (6, 4));
        assert!(!received.ends);
        for _ in 0..2 {
            assert_eq!(command(&mut session).name(), "DELETE");
            session.answer(StatusCode::OK).unwrap();
        }
        assert_eq!(reported(&post(&mut session)).0, [501, 200, 400, 400, 200, 400]);
    }
}

#[test]
fn a_package_of_nothing_that_can_be_understood_is_reported_at_once() {
    for dialect in BOTH {
        let mut session = awaiting(opening(dialect));
        respond_with(&mut session, &["FROB", "FROB"]);
        assert_eq!(reported(&post(&mut session)).0, [501, 501]);
    }
}

#[test]
fn an_empty_package_is_answered_by_an_empty_list_with_a_warning() {
    for dialect in BOTH {
        let mut session = awaiting(opening(dialect));
        let received = respond_with(&mut session, &[]);
        assert_eq!(received.commands, 0);
        assert_eq!(received.warnings.total(), 1);
        assert_eq!(reported(&post(&mut session)).0, [0_u16; 0]);
    }
}

#[test]
fn sub_and_unsub_are_no_commands_of_the_draft() {
    let slots = ["SUB https://h/ urn:x//a", "UNSUB urn:x//a"];
    let mut session = awaiting(opening(Dialect::Draft));
    respond_with(&mut session, &slots);
    assert_eq!(reported(&post(&mut session)).0, [501, 501]);
    let mut session = awaiting(opening(Dialect::Published));
    respond_with(&mut session, &slots);
    assert_eq!(command(&mut session).name(), "SUB");
}

#[test]
fn end_closes_wherever_it_stands_when_all_else_is_executed() {
    for dialect in BOTH {
        for slots in [
            &["END", "DELETE urn:x//a", "DELETE urn:x//b"],
            &["DELETE urn:x//a", "END", "DELETE urn:x//b"],
            &["DELETE urn:x//a", "DELETE urn:x//b", "END"],
        ] {
            let mut session = awaiting(opening(dialect));
            let received = respond_with(&mut session, slots);
            assert!(received.ends);
            assert_eq!(received.warnings.is_empty(), slots[2] == "END");
            for _ in 0..2 {
                assert_eq!(command(&mut session).name(), "DELETE");
                session.answer(StatusCode::OK).unwrap();
            }
            assert!(is_closed(&mut session));
            assert_eq!(session.failure(), None);
        }
    }
}

#[test]
fn several_ends_are_a_warning() {
    for dialect in BOTH {
        let mut session = awaiting(opening(dialect));
        let received = respond_with(&mut session, &["END", "END"]);
        assert_eq!(received.warnings.total(), 1);
        assert!(is_closed(&mut session));
    }
}

#[test]
fn nothing_comes_after_the_end() {
    let mut session = awaiting(opening(Dialect::Published));
    respond_with(&mut session, &["END"]);
    for _ in 0..3 {
        assert!(is_closed(&mut session));
        assert_eq!(session.answer(StatusCode::OK), Err(Misuse::NothingToAnswer));
        assert!(respond(&mut session, "{\"CMD\":[]}").is_err());
    }
}

/// Where the Package#3 behind these commands goes, all answered 200.
fn target(commands: &[&str]) -> String {
    let mut session = awaiting(opening(Dialect::Published));
    respond_with(&mut session, commands);
    while let Step::Execute(_) = session.poll() {
        session.answer(StatusCode::OK).unwrap();
    }
    // No more than one POST was asked for: the loop has taken it.
    respond_with(&mut session, &["DELETE urn:x//a"]);
    session.answer(StatusCode::OK).unwrap();
    post(&mut session).target.to_string()
}

#[test]
fn cont_moves_this_and_every_later_package3() {
    let mut session = awaiting(opening(Dialect::Published));
    respond_with(&mut session, &["CONT https://other.example/", "DELETE urn:x//a"]);
    session.answer(StatusCode::OK).unwrap();
    session.answer(StatusCode::NOT_FOUND).unwrap();
    assert_eq!(post(&mut session).target, "https://other.example/");
    respond_with(&mut session, &["DELETE urn:x//a"]);
    session.answer(StatusCode::OK).unwrap();
    assert_eq!(post(&mut session).target, "https://other.example/");
}

#[test]
fn the_last_cont_of_a_package_wins() {
    assert_eq!(target(&["CONT https://a/", "DELETE urn:x//a", "CONT https://b/"]), "https://b/");
    assert_eq!(target(&["CONT https://a/", "CONT nouri"]), "https://a/");
    assert_eq!(target(&["CONT nouri"]), "https://dm.example/dm");
}

#[test]
fn a_cont_that_is_not_answered_200_changes_nothing() {
    for codes in [[404, 404], [204, 500]] {
        let mut session = awaiting(opening(Dialect::Published));
        respond_with(&mut session, &["CONT https://a/", "CONT https://b/"]);
        for code in codes {
            session.answer(StatusCode::new(code).unwrap()).unwrap();
        }
        assert_eq!(post(&mut session).target, "https://dm.example/dm");
    }
    let mut session = awaiting(opening(Dialect::Published));
    respond_with(&mut session, &["CONT https://a/", "CONT https://b/"]);
    session.answer(StatusCode::OK).unwrap();
    session.answer(StatusCode::NOT_FOUND).unwrap();
    assert_eq!(post(&mut session).target, "https://a/");
}

#[test]
fn what_a_response_says_beside_its_commands_is_handed_on() {
    let mut session = awaiting(opening(Dialect::Published));
    let headers = [
        ("Content-Type", "application/vnd.oma.dm.request+json"),
        ("OMADM-Accept", "application/vnd.oma.dm.response+json"),
    ];
    let body = br#"{"x":[1],"CMD":[["END"]]}"#;
    let received = session.handle_response(StatusCode::OK, headers, body).unwrap();
    assert_eq!(received.accept.unwrap().to_string(), "application/vnd.oma.dm.response+json");
    assert_eq!(received.extensions.get("x").unwrap().as_str(), "[1]");
}

#[test]
fn strict_options_hold_in_a_session() {
    let mut session = awaiting(opening(Dialect::Published).with_options(omadm::Options::strict()));
    let error = respond(&mut session, &package2(Dialect::Published, &["FROB"])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "unreadable command: unknown command (refused: strict) at byte 9 (CMD[0][0])"
    );
}

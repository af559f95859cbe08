//! Alerts: queued at any time, sent with what can carry them, given back otherwise.

use super::{awaiting, command, is_closed, opening, post, reported, respond_with};
use omadm::{
    Alert, Dialect, Extensions, Json, Limits, Options, StatusCode, Text,
    session::client::{Misuse, Session},
};

fn alert(number: usize) -> Alert<'static> {
    Alert::new(format!("urn:{number}"))
}

fn queue(session: &mut Session, number: usize) {
    session.queue_alert(alert(number)).unwrap();
}

#[test]
fn they_travel_with_the_next_package_that_can_carry_them() {
    let mut session = opening(Dialect::Published).with_alert(alert(0)).open().unwrap();
    queue(&mut session, 1);
    let body = String::from_utf8(post(&mut session).body).unwrap();
    assert!(
        body.ends_with(r#"ClientInitiatedMgmt"},{"AlertType":"urn:0"},{"AlertType":"urn:1"}]}"#),
        "{body}"
    );
    queue(&mut session, 2);
    respond_with(&mut session, &["DELETE urn:x//a", "DELETE urn:x//b"]);
    queue(&mut session, 3);
    session.answer(StatusCode::OK).unwrap();
    queue(&mut session, 4);
    session.answer(StatusCode::OK).unwrap();
    queue(&mut session, 5);
    let request = post(&mut session);
    assert_eq!(
        reported(&request),
        (vec![200, 200], ["urn:2", "urn:3", "urn:4", "urn:5"].map(String::from).to_vec())
    );
    respond_with(&mut session, &[]);
    assert_eq!(reported(&post(&mut session)).1, [""; 0]);
    respond_with(&mut session, &["END"]);
    assert!(is_closed(&mut session));
    queue(&mut session, 6);
    assert_eq!(session.into_unsent_alerts(), [alert(6)]);
}

#[test]
fn in_the_draft_they_wait_for_the_next_package1() {
    let mut session = opening(Dialect::Draft).open().unwrap();
    queue(&mut session, 1);
    assert!(String::from_utf8(post(&mut session).body).unwrap().contains("urn:1"));
    queue(&mut session, 2);
    respond_with(&mut session, &["DELETE urn:x//a"]);
    session.answer(StatusCode::OK).unwrap();
    assert_eq!(post(&mut session).body, b"200\r\n");
    respond_with(&mut session, &["END"]);
    assert_eq!(session.into_unsent_alerts(), [alert(2)]);
}

#[test]
fn they_are_given_back_in_every_state() {
    let mut opened = opening(Dialect::Published).with_alert(alert(0)).open().unwrap();
    queue(&mut opened, 1);
    assert_eq!(opened.into_unsent_alerts(), [alert(0), alert(1)]);
    let mut executing = awaiting(opening(Dialect::Published).with_alert(alert(0)));
    respond_with(&mut executing, &["DELETE urn:x//a"]);
    queue(&mut executing, 1);
    command(&mut executing);
    assert_eq!(executing.into_unsent_alerts(), [alert(1)]);
    let mut answered = awaiting(opening(Dialect::Published));
    respond_with(&mut answered, &["FROB"]);
    queue(&mut answered, 1);
    assert_eq!(answered.into_unsent_alerts(), [alert(1)]);
}

#[test]
fn one_that_cannot_be_written_is_refused() {
    let mut session = opening(Dialect::Published).open().unwrap();
    let mut extensions = Extensions::new();
    extensions.insert("Mark", Json::from(1));
    let error = session.queue_alert(alert(1).with_extensions(extensions.clone())).unwrap_err();
    assert_eq!(error.to_string(), "an extension has the name of a member of its object (Alert[0])");
    let bad = opening(Dialect::Published).with_alert(alert(1).with_extensions(extensions));
    assert!(matches!(bad.open().unwrap_err(), Misuse::Opening(_)));
    assert!(session.into_unsent_alerts().is_empty());
}

/// An alert of some thousand bytes.
fn large(number: usize) -> Alert<'static> {
    alert(number).with_source(Text::from("x".repeat(3_000)))
}

#[test]
fn what_does_not_fit_into_one_package_goes_with_the_next() {
    let options = Options::default().with_limits(Limits::default().with_body_bytes(10_000));
    let mut session = opening(Dialect::Published).with_options(options).open().unwrap();
    for number in 0..8 {
        session.queue_alert(large(number)).unwrap();
    }
    let mut sent = 0;
    let first = post(&mut session);
    assert!(first.body.len() <= 10_000);
    sent += first.body.windows(3_000).filter(|window| window.iter().all(|byte| *byte == b'x')).count();
    while sent < 8 {
        respond_with(&mut session, &["DELETE urn:x//a"]);
        session.answer(StatusCode::OK).unwrap();
        let request = post(&mut session);
        let expected: Vec<_> = (sent..(sent + 3).min(8)).map(|number| format!("urn:{number}")).collect();
        assert_eq!(reported_within(&request.body), expected);
        sent += expected.len();
    }
    respond_with(&mut session, &["END"]);
    assert!(session.into_unsent_alerts().is_empty());
}

fn reported_within(body: &[u8]) -> Vec<String> {
    let package = omadm::json::decode::<omadm::Package3>(body, &Options::strict()).unwrap().value;
    package.alerts.iter().map(|alert| alert.alert_type.to_string()).collect()
}

#[test]
fn too_many_for_package1_are_refused_at_the_opening() {
    let options = Options::default().with_limits(Limits::default().with_body_bytes(10_000));
    let mut opening = opening(Dialect::Published).with_options(options);
    for number in 0..4 {
        opening = opening.with_alert(large(number));
    }
    assert_eq!(opening.open().unwrap_err().to_string(), "more bytes in the body than allowed");
}

#[test]
fn those_that_travelled_count_until_they_have_arrived() {
    let limits = omadm::session::SessionLimits::default().with_alerts(2);
    let mut session = opening(Dialect::Published).with_limits(limits).with_alert(alert(0)).open().unwrap();
    post(&mut session);
    queue(&mut session, 1);
    assert_eq!(session.queue_alert(alert(2)), Err(Misuse::TooManyAlerts));
    respond_with(&mut session, &["FROB"]);
    queue(&mut session, 2);
    // Whatever is given back fits into the next session.
    let unsent = session.into_unsent_alerts();
    let next = unsent
        .into_iter()
        .fold(opening(Dialect::Published).with_limits(limits), |next, alert| next.with_alert(alert));
    assert!(next.open().is_ok());
}

//! What the fuzzer found in sessions and in their laws, each by the messages that showed it.

#[path = "laws/session/mod.rs"]
#[allow(dead_code)]
mod laws;

use laws::refusal::refused;
use omadm::{
    Address, Command, Dialect, Options,
    session::{
        SessionLimits,
        server::{self, Accepted, Refusal, Session},
    },
};

fn post(stored: Option<Session>, device: &str, media_type: &str, body: &str) -> Accepted {
    let headers = [
        ("Content-Type", media_type),
        ("Accept", "application/vnd.oma.dm.request+json"),
        ("OMADM-DevID", device),
    ];
    let limits = SessionLimits::default().with_bytes(200);
    server::accept(stored, headers, body.as_bytes(), &Options::default(), &limits)
}

const PACKAGE1: &str = r#"{"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"}]}"#;

fn package1(stored: Option<Session>, device: &str, body: &str) -> Accepted {
    post(stored, device, "application/vnd.oma.dm.initiation+json", body)
}

fn package3(stored: Option<Session>, body: &str) -> Accepted {
    post(stored, "IMEI:1", "application/vnd.oma.dm.response+json", body)
}

/// A session that has an answer to one command, and waits for that to another.
fn waiting() -> Session {
    let exec = |node| Command::Exec { node: Address::parse(node).unwrap(), report_to: None };
    let mut session = package1(None, "IMEI:1", PACKAGE1).session.unwrap();
    session.respond([exec("urn:x//a")], &Options::default()).unwrap();
    session = package3(Some(session), r#"{"Status":[{"sc":200}]}"#).session.unwrap();
    session.respond([exec("urn:x//b")], &Options::default()).unwrap();
    assert_eq!(session.dialect(), Dialect::Published);
    session
}

fn refusal(accepted: Accepted) -> (Refusal, Option<Session>) {
    (accepted.result.unwrap_err(), accepted.session)
}

/// Found by `http_messages`: a Package#3 with another number of statuses ends the session, as `Refusal` says. The law
/// called it a breach, and let a session go that was taken away altogether.
#[test]
fn a_refusal_that_ends_the_session_is_no_breach() {
    let before = waiting();
    let (unpaired, after) = refusal(package3(Some(before.clone()), r#"{"Status":[]}"#));
    assert!(matches!(unpaired, Refusal::Unpaired(_)));
    assert!(after.as_ref().unwrap().is_over());
    refused(Some(&before), &unpaired, after.as_ref()).unwrap();

    let long = format!(r#"{{"Status":[{{"sc":200}}],"x":"{}"}}"#, "x".repeat(200));
    let (limit, over) = refusal(package3(Some(before.clone()), &long));
    assert!(matches!(limit, Refusal::Limit(_)) && over.as_ref().unwrap().is_over());
    refused(Some(&before), &limit, over.as_ref()).unwrap();
    // A Package#1 that is refused for its length leaves the session alone.
    let long = PACKAGE1.replace('}', &format!("{}}}", " ".repeat(100)));
    let (limit, same) = refusal(package1(Some(before.clone()), "IMEI:1", &long));
    assert!(matches!(limit, Refusal::Limit(_)));
    assert_eq!(same.as_ref(), Some(&before));
    refused(Some(&before), &limit, same.as_ref()).unwrap();
}

#[test]
fn a_refusal_that_takes_more_than_it_says_is_a_breach() {
    let before = waiting();
    let (unpaired, after) = refusal(package3(Some(before.clone()), r#"{"Status":[]}"#));
    let (other, untouched) = refusal(package1(Some(before.clone()), "IMEI:2", PACKAGE1));
    assert_eq!(other, Refusal::OtherDevice);
    refused(Some(&before), &other, untouched.as_ref()).unwrap();
    let fresh = package1(None, "IMEI:1", PACKAGE1).session;
    for (refusal, session) in [
        (&unpaired, None),
        // It goes on, it has begun anew, it has lost what was answered.
        (&unpaired, Some(&before)),
        (&unpaired, fresh.as_ref()),
        (&other, None),
        (&other, after.as_ref()),
        (&other, fresh.as_ref()),
    ] {
        refused(Some(&before), refusal, session).unwrap_err();
    }
    refused(None, &other, fresh.as_ref()).unwrap_err();
    refused(None, &other, None).unwrap();
}

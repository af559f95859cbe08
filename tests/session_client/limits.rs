//! What one session may hold, one below and one above.

use super::{BOTH, awaiting, is_closed, opening, package2, post, respond, respond_with};
use omadm::{
    Alert, Dialect, StatusCode,
    session::{
        SessionLimit, SessionLimits,
        client::{Error, Failure, Misuse},
    },
};

fn limits() -> SessionLimits {
    SessionLimits::default()
}

fn failed(limit: SessionLimit) -> Error {
    Error::Failed(Failure::Limit(limit))
}

#[test]
fn turns() {
    for dialect in BOTH {
        let mut session = awaiting(opening(dialect).with_limits(limits().with_turns(3)));
        for _ in 0..3 {
            respond_with(&mut session, &[]);
            post(&mut session);
        }
        let empty = package2(dialect, &[]);
        let error = respond(&mut session, &empty).unwrap_err();
        assert_eq!(error, failed(SessionLimit::Turns));
        assert_eq!(error.to_string(), "more turns than one session may have");
        assert!(is_closed(&mut session));
    }
}

#[test]
fn a_last_package_with_end_is_no_turn() {
    let mut session = awaiting(opening(Dialect::Published).with_limits(limits().with_turns(0)));
    respond_with(&mut session, &["DELETE urn:x//a", "END"]);
    session.answer(StatusCode::OK).unwrap();
    assert!(is_closed(&mut session));
    assert_eq!(session.failure(), None);
}

#[test]
fn commands_of_all_packages_together() {
    for (last, fits) in [("END", true), ("FROB", false), ("DELETE urn:x//a", false)] {
        let mut session = awaiting(opening(Dialect::Published).with_limits(limits().with_commands(3)));
        // What cannot be understood is work too.
        respond_with(&mut session, &["FROB", "FROB"]);
        post(&mut session);
        let body = package2(Dialect::Published, &["FROB", last]);
        let result = respond(&mut session, &body);
        assert_eq!(result.is_ok(), fits, "{last}");
        if let Err(error) = result {
            assert_eq!(error, failed(SessionLimit::Commands));
            assert_eq!(error.to_string(), "more commands than one session may have");
        }
    }
}

#[test]
fn bytes_of_all_bodies_together() {
    let bodies = [package2(Dialect::Published, &["FROB"]), package2(Dialect::Published, &["END"])];
    let all = bodies[0].len() + bodies[1].len();
    for (most, fits) in [(all, true), (all - 1, false)] {
        let mut session = awaiting(opening(Dialect::Published).with_limits(limits().with_bytes(most)));
        respond(&mut session, &bodies[0]).unwrap();
        post(&mut session);
        let result = respond(&mut session, &bodies[1]);
        assert_eq!(result.is_ok(), fits);
        if let Err(error) = result {
            assert_eq!(error, failed(SessionLimit::Bytes));
            assert_eq!(error.to_string(), "more bytes than one session may have");
        }
    }
}

#[test]
fn alerts_that_wait() {
    for (count, fits) in [(2, true), (3, false)] {
        let mut session = opening(Dialect::Published).with_limits(limits().with_alerts(2)).open().unwrap();
        let results: Vec<_> = (0..count).map(|_| session.queue_alert(Alert::new("urn:a"))).collect();
        assert_eq!(results.iter().all(Result::is_ok), fits);
        let mut opening = opening(Dialect::Published).with_limits(limits().with_alerts(2));
        for _ in 0..count {
            opening = opening.with_alert(Alert::new("urn:a"));
        }
        assert_eq!(opening.open().err(), (!fits).then_some(Misuse::TooManyAlerts));
    }
}

#[test]
fn the_defaults_are_as_they_are_documented() {
    let SessionLimits { turns, commands, bytes, alerts, .. } = limits();
    assert_eq!((turns, commands, bytes, alerts), (1_000, 65_536, 64 << 20, 1_024));
}

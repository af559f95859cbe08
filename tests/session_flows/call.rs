//! [CR-CALL], appendix B: the client-initiated flow (B.1, nine steps) and the server-initiated one (B.2, eleven).

use super::{BOTH, device, get, node, opening, pair::Pair, server};
use omadm::{
    AlertType, Command, Dialect, Notification, Options, StatusCode, binary,
    session::{
        client::{Answer, Opening},
        server::{CommandState, Event, Opened},
    },
};

/// B.1, steps 1 and 2: a timer rings, and the client sends the request.
fn b1_step_2(dialect: Dialect) -> (Pair, Opened) {
    let mut pair = Pair::new(opening(dialect));
    let opened = pair.open();
    (pair, opened)
}

/// B.1, step 5: the commands that waited for the device.
fn b1_step_5(dialect: Dialect) -> Pair {
    let (mut pair, _) = b1_step_2(dialect);
    pair.respond([Command::Delete(node("urn:oma:mo:x:1.0//a")), get("urn:oma:mo:x:1.0//b")]);
    pair
}

/// B.1, steps 6 and 7: they are performed, and their results reported.
fn b1_step_7(dialect: Dialect) -> Pair {
    let mut pair = b1_step_5(dialect);
    pair.execute("DELETE", StatusCode::OK);
    pair.execute("GET", Answer::data(super::data("[]")));
    pair.report();
    pair
}

#[test]
fn b1_step_1_and_2_the_client_opens_of_its_own_accord() {
    for dialect in BOTH {
        let (_, opened) = b1_step_2(dialect);
        let alert = opened.package.opening_alert().unwrap();
        assert_eq!(alert.alert_type, AlertType::CLIENT_INITIATED_MGMT);
        assert_eq!(opened.notification_id(), None);
    }
}

#[test]
fn b1_step_3_the_server_knows_the_device() {
    for dialect in BOTH {
        assert_eq!(*b1_step_2(dialect).0.server().device_id(), device());
    }
}

#[test]
fn b1_step_4_the_session_has_a_status_resource() {
    for dialect in BOTH {
        let (pair, _) = b1_step_2(dialect);
        assert!(pair.server().record().is_empty());
        assert!(!pair.server().is_over());
    }
}

#[test]
fn b1_step_5_every_command_that_is_sent_is_in_it() {
    for dialect in BOTH {
        let server = b1_step_5(dialect).server();
        let states: Vec<_> = server.record().iter().map(|entry| entry.state()).collect();
        assert_eq!(states, [CommandState::Sent, CommandState::Sent]);
    }
}

#[test]
fn b1_step_6_the_client_performs_them_in_order() {
    for dialect in BOTH {
        let mut pair = b1_step_5(dialect);
        pair.execute("DELETE", StatusCode::OK);
        assert_eq!(pair.command().name(), "GET");
    }
}

#[test]
fn b1_step_7_and_8_the_results_are_in_the_status_resource() {
    for dialect in BOTH {
        assert_eq!(b1_step_7(dialect).codes(), [("DELETE", Some(200)), ("GET", Some(200))]);
    }
}

#[test]
fn b1_step_9_end_finishes_the_session() {
    for dialect in BOTH {
        let mut pair = b1_step_7(dialect);
        pair.respond([Command::End]);
        assert!(pair.is_closed());
        assert!(pair.server().is_over());
        assert_eq!(pair.codes(), [("DELETE", Some(200)), ("GET", Some(200)), ("END", None)]);
    }
}

/// B.2, steps 1 to 3: the notification goes through a push service, byte for byte, and the device hands it to the client.
fn b2_step_3() -> Notification<'static> {
    let pushed = binary::to_vec(&Notification::new().with_notification_id(7)).unwrap();
    binary::decode(&pushed, &Options::strict()).unwrap().value.into_owned()
}

/// B.2, step 4: Package#1 is the acknowledgement.
fn b2_step_4(dialect: Dialect) -> (Pair, Opened) {
    let opening = Opening::new(server("https://dm.example/dm"), device()).with_dialect(dialect);
    let mut pair = Pair::new(opening.with_notification(&b2_step_3()));
    let opened = pair.open();
    (pair, opened)
}

/// B.2, step 9: as B.1, step 7.
fn b2_step_9(dialect: Dialect) -> Pair {
    let (mut pair, _) = b2_step_4(dialect);
    pair.respond([Command::Delete(node("urn:oma:mo:x:1.0//a"))]);
    pair.execute("DELETE", StatusCode::COMMAND_NOT_ALLOWED);
    pair.report();
    pair
}

#[test]
fn b2_step_1_to_4_package1_acknowledges_the_notification() {
    for dialect in BOTH {
        let (_, opened) = b2_step_4(dialect);
        assert_eq!(opened.package.opening_alert().unwrap().alert_type, AlertType::SERVER_INITIATED_MGMT);
        assert_eq!(opened.notification_id(), Some(7));
    }
}

#[test]
fn b2_step_5_and_6_the_device_is_known_and_the_resource_made() {
    for dialect in BOTH {
        let (pair, _) = b2_step_4(dialect);
        assert_eq!(*pair.server().device_id(), device());
        assert!(pair.server().record().is_empty());
    }
}

#[test]
fn b2_step_7_to_10_results_update_the_resource() {
    for dialect in BOTH {
        assert_eq!(b2_step_9(dialect).codes(), [("DELETE", Some(405))]);
    }
}

#[test]
fn b2_step_11_end_finishes_the_session() {
    for dialect in BOTH {
        let mut pair = b2_step_9(dialect);
        pair.respond([Command::End]);
        assert!(pair.is_closed() && pair.server().is_over());
    }
}

#[test]
fn a_new_package1_ends_the_open_session_with_its_commands_unanswered() {
    for dialect in BOTH {
        let pair = b1_step_5(dialect);
        let open = pair.server();
        let mut again = Pair::new(opening(dialect));
        let omadm::session::client::Step::Post(request) = again.client.poll() else { panic!() };
        let accepted = super::pair::accept(Some(open), &request);
        assert!(matches!(accepted.result, Ok(Event::Opened(_))));
        let ended = accepted.ended.unwrap();
        assert!(ended.is_over());
        assert!(ended.record().iter().all(|entry| entry.state() == CommandState::Unanswered));
        assert!(accepted.session.unwrap().record().is_empty());
    }
}

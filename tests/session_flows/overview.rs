//! [CR-OVERVIEW]: the transaction model (7.1.1) and the package flow (7.2), steps 0 to 4.

use super::{BOTH, data, device, get, node, opening, pair::Pair, server};
use omadm::{
    Alert, AlertType, Command, Dialect, Notification, StatusCode,
    session::client::{Answer, Misuse, Opening, Step},
};

/// Step 2: after Package#1, commands.
fn step_2(dialect: Dialect) -> Pair {
    let mut pair = Pair::new(opening(dialect));
    pair.open();
    pair.respond([
        Command::Show(server("https://ui.example/")),
        Command::HPost {
            to: server("https://repo.example/"),
            data: "*".parse::<omadm::ClientUri>().unwrap().into(),
        },
        get("urn:oma:mo:x:1.0//a"),
    ]);
    pair
}

/// Step 3: they are executed.
fn step_3(dialect: Dialect) -> Pair {
    let mut pair = step_2(dialect);
    pair.execute("SHOW", StatusCode::OK);
    pair.execute("HPOST", StatusCode::OK);
    pair.execute("GET", Answer::data(data("[]")));
    pair
}

#[test]
fn step_0_is_left_out_when_the_client_opens() {
    for (opening, alert) in [
        (opening(Dialect::Published), AlertType::CLIENT_INITIATED_MGMT),
        (opening(Dialect::Published).after_bootstrap(), AlertType::BOOTSTRAP_COMPLETE),
        (
            opening(Dialect::Published).with_notification(&Notification::new()),
            AlertType::SERVER_INITIATED_MGMT,
        ),
    ] {
        let opened = Pair::new(opening).open();
        assert_eq!(opened.package.alerts.len(), 1);
        assert_eq!(opened.package.opening_alert().unwrap().alert_type, alert);
    }
}

#[test]
fn step_1_package1_carries_what_the_server_may_want_to_know() {
    for dialect in BOTH {
        let opened = Pair::new(opening(dialect)).open();
        assert_eq!(opened.package.mos.len(), 1);
        assert_eq!(opened.data.len(), 1);
    }
}

#[test]
fn step_2_commands_come_after_package1_and_after_package3() {
    for dialect in BOTH {
        let mut pair = step_3(dialect);
        pair.report();
        pair.respond([Command::Delete(node("urn:oma:mo:x:1.0//a"))]);
        pair.execute("DELETE", StatusCode::OK);
        assert_eq!(pair.report().answers(&pair.server()).count(), 1);
    }
}

#[test]
fn step_2_nobody_sends_before_the_other_has_answered() {
    for dialect in BOTH {
        let mut pair = Pair::new(opening(dialect));
        pair.open();
        assert!(matches!(pair.client.poll(), Step::Await));
        pair.respond([get("*")]);
        // The client cannot report yet, and the server has said what it had to say.
        assert!(matches!(pair.client.poll(), Step::Execute(_)));
        let mut server = pair.server();
        assert!(server.respond([Command::End], &omadm::Options::default()).is_err());
    }
}

#[test]
fn step_3_commands_are_processed_one_after_the_other() {
    for dialect in BOTH {
        let mut pair = step_2(dialect);
        for name in ["SHOW", "HPOST", "GET"] {
            assert_eq!(pair.command().name(), name);
            let answer = if name == "GET" { Answer::data(data("[]")) } else { StatusCode::OK.into() };
            pair.client.answer(answer).unwrap();
        }
        assert_eq!(pair.client.answer(StatusCode::OK), Err(Misuse::NothingToAnswer));
    }
}

#[test]
fn step_4_without_end_the_session_must_go_on() {
    for dialect in BOTH {
        let mut pair = step_3(dialect);
        assert_eq!(pair.report().answers(&pair.server()).count(), 3);
        assert!(matches!(pair.client.poll(), Step::Await));
    }
}

#[test]
fn step_4_with_end_it_is_over() {
    for dialect in BOTH {
        let mut pair = step_3(dialect);
        pair.report();
        pair.respond([Command::End]);
        assert!(pair.is_closed());
    }
}

#[test]
fn transactions_only_the_client_tells_of_events() {
    let mut pair = step_3(Dialect::Published);
    pair.client.queue_alert(Alert::new("urn:oma:at:x:1.0")).unwrap();
    assert_eq!(pair.report().alerts, [Alert::new("urn:oma:at:x:1.0")]);
    // The draft's Package#3 has no place for them: they are given back.
    let mut pair = step_3(Dialect::Draft);
    pair.client.queue_alert(Alert::new("urn:oma:at:x:1.0")).unwrap();
    assert_eq!(pair.report().alerts, []);
    pair.respond([Command::End]);
    assert!(pair.is_closed());
    let unsent = pair.client.into_unsent_alerts();
    assert_eq!(unsent, [Alert::new("urn:oma:at:x:1.0")]);
    let mut next = Pair::new(unsent.into_iter().fold(opening(Dialect::Draft), Opening::with_alert));
    assert_eq!(next.open().package.alerts[1], Alert::new("urn:oma:at:x:1.0"));
}

#[test]
fn transactions_the_outcome_of_an_exec_opens_a_session_where_it_is_wanted() {
    for dialect in BOTH {
        let mut pair = Pair::new(opening(dialect));
        pair.open();
        let report_to = Some(server("https://other.example/dm"));
        pair.respond([Command::Exec { node: node("urn:oma:mo:x:1.0//Update"), report_to }, Command::End]);
        pair.execute("EXEC", StatusCode::ACCEPTED);
        assert!(pair.is_closed());
        let [report] = pair.client.take_reports().try_into().unwrap();
        let alert = report.alert("urn:oma:at:x:1.0:done");
        let home = server("https://dm.example/dm");
        let mut later = Pair::new(report.opening(home, device(), alert).with_dialect(dialect));
        let opened = later.open();
        assert_eq!(later.request.as_ref().unwrap().target, "https://other.example/dm");
        assert_eq!(opened.package.alerts[1].alert_type, "urn:oma:at:x:1.0:done");
        assert_eq!(opened.package.alerts[1].source.as_ref().unwrap(), "urn:oma:mo:x:1.0//Update");
    }
}

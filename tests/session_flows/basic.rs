//! [CR-BASIC], steps 0 to 8.

use super::{BOTH, DEVINFO, data, device, get, node, opening, pair::Pair, server};
use omadm::{
    Alert, Command, Dialect, MediaType, Notification, Options, StatusCode, binary,
    session::{
        client::{Answer, Step},
        server::{Answered, CommandState, Opened},
    },
};

const EVENT: &str = "urn:oma:at:battery:1.0:low";

/// Step 0: the server asks for a session, out of band.
fn step_0() -> Notification<'static> {
    let sent = Notification::new().with_server_id("dm.example").with_notification_id(4660).with_req_mos(true);
    let bytes = binary::to_vec(&sent).unwrap();
    binary::decode(&bytes, &Options::strict()).unwrap().value.into_owned()
}

/// Step 1: the client opens the session, with device information, its MOs and an alert.
fn step_1(dialect: Dialect) -> (Pair, Opened) {
    let mut pair = Pair::new(opening(dialect).with_notification(&step_0()).with_alert(Alert::new(EVENT)));
    let opened = pair.open();
    (pair, opened)
}

/// Step 2: several commands.
fn step_2(dialect: Dialect) -> Pair {
    let (mut pair, _) = step_1(dialect);
    pair.respond([
        get("urn:oma:mo:oma-dm-devinfo:1.0//"),
        Command::Delete(node("urn:oma:mo:x:1.0//old")),
        Command::Exec { node: node("urn:oma:mo:x:1.0//Reset"), report_to: None },
    ]);
    pair
}

/// Step 3: they are executed and answered, the GET with its data.
fn step_3(dialect: Dialect) -> (Pair, Answered) {
    let mut pair = step_2(dialect);
    pair.execute("GET", Answer::data(data(DEVINFO)));
    pair.execute("DELETE", StatusCode::NOT_FOUND);
    pair.execute("EXEC", StatusCode::OK);
    let answered = pair.report();
    (pair, answered)
}

/// Step 4: more management, with SHOW.
fn step_4(dialect: Dialect) -> Pair {
    let (mut pair, _) = step_3(dialect);
    pair.respond([Command::Show(server("https://ui.example/choose")), get("urn:oma:mo:x:1.0//battery")]);
    pair
}

/// Step 5: its status says that the browser started. Nobody has waited for the user, who goes on choosing (4.1 to 4.3).
fn step_5(dialect: Dialect) -> (Pair, Answered) {
    let mut pair = step_4(dialect);
    pair.execute("SHOW", StatusCode::OK);
    pair.execute("GET", StatusCode::NOT_FOUND);
    let answered = pair.report();
    (pair, answered)
}

/// Step 6: an HCMD. Its exchange with the Data Repository (6.1) is no part of the session.
fn step_6(dialect: Dialect) -> Pair {
    let (mut pair, _) = step_5(dialect);
    pair.respond([Command::HGet { from: server("https://repo.example/new-mo"), to: None }]);
    pair
}

/// Step 7: the status of the HCMD says where the data went.
fn step_7(dialect: Dialect) -> (Pair, Answered) {
    let mut pair = step_6(dialect);
    pair.execute("HGET", Answer::stored(["urn:oma:mo:new:1.0/left/".parse().unwrap()]));
    let answered = pair.report();
    (pair, answered)
}

/// Step 8: END, with last commands. They are executed, and nothing is sent back.
fn step_8(dialect: Dialect) -> Pair {
    let (mut pair, _) = step_7(dialect);
    let all = "*".parse::<omadm::ClientUri>().unwrap().into();
    let received = pair.respond([
        Command::Delete(node("urn:oma:mo:x:1.0//tmp")),
        Command::HPut { to: server("https://repo.example/last"), data: all },
        Command::End,
    ]);
    assert!(received.ends);
    pair
}

#[test]
fn step_0_the_notification_has_an_id_and_asks_for_the_mos() {
    let received = step_0();
    assert_eq!(received.notification_id, Some(4660));
    assert!(received.req_mos);
}

#[test]
fn step_1_package1_says_what_the_device_is() {
    for dialect in BOTH {
        let (pair, opened) = step_1(dialect);
        assert_eq!(opened.notification_id(), Some(4660));
        assert!(!opened.lacks_opening_alert());
        assert_eq!(opened.package.alerts[1].alert_type, EVENT);
        assert_eq!(opened.package.mos[0].moid.as_ref().unwrap(), "urn:oma:mo:oma-dm-devinfo:1.0");
        assert_eq!(opened.data, [data(DEVINFO)]);
        assert!(opened.warnings.is_empty());
        let request = pair.request.as_ref().unwrap();
        assert_eq!(request.target, "https://dm.example/dm");
        assert!(request.headers.content_type.is(&MediaType::MULTIPART_MIXED));
        assert_eq!(pair.server().dialect(), dialect);
        assert_eq!(*pair.server().device_id(), device());
    }
}

#[test]
fn step_2_package2_is_the_response_with_several_commands() {
    for (dialect, body) in BOTH.into_iter().zip([
        r#"{"CMD":[["GET","urn:oma:mo:oma-dm-devinfo:1.0//"],["DELETE","urn:oma:mo:x:1.0//old"],["EXEC","urn:oma:mo:x:1.0//Reset"]]}"#,
        "INCLUDE urn:oma:mo:oma-dm-devinfo:1.0//\r\nDELETE urn:oma:mo:x:1.0//old\r\nEXEC urn:oma:mo:x:1.0//Reset\r\n",
    ]) {
        let pair = step_2(dialect);
        let response = pair.response.as_ref().unwrap();
        // The status for the previous package is that of HTTP.
        assert_eq!(response.status, StatusCode::OK);
        assert_eq!(String::from_utf8_lossy(&response.body), body);
        assert!(pair.server().record().iter().all(|entry| entry.state() == CommandState::Sent));
    }
}

#[test]
fn step_3_statuses_and_results_come_back_in_order() {
    for dialect in BOTH {
        let (pair, answered) = step_3(dialect);
        let server = pair.server();
        let answers = || answered.answers(&server);
        assert!(answers().map(|answer| answer.status.code.as_u16()).eq([200, 404, 200]));
        assert!(answers().map(|answer| answer.command.name()).eq(["GET", "DELETE", "EXEC"]));
        assert!(answers().map(|answer| answer.data).eq([Some(&data(DEVINFO)), None, None]));
        assert!(pair.request.as_ref().unwrap().headers.content_type.is(&MediaType::MULTIPART_MIXED));
        assert_eq!(pair.codes(), [("GET", Some(200)), ("DELETE", Some(404)), ("EXEC", Some(200))]);
    }
}

#[test]
fn step_4_show_comes_like_any_command() {
    for dialect in BOTH {
        let mut pair = step_4(dialect);
        assert_eq!(pair.command(), Command::Show(server("https://ui.example/choose")));
        assert_eq!(pair.codes()[3..], [("SHOW", None), ("GET", None)]);
    }
}

#[test]
fn step_5_the_session_goes_on_while_the_user_chooses() {
    for dialect in BOTH {
        let (pair, answered) = step_5(dialect);
        // All that the session says of it is that it started.
        let server = pair.server();
        let answer = answered.answers(&server).next().unwrap();
        assert_eq!((answer.status, answer.data), (&StatusCode::OK.into(), None));
        let plain = if dialect == Dialect::Published { MediaType::RESPONSE } else { MediaType::DM20_STATUS };
        assert_eq!(pair.request.as_ref().unwrap().headers.content_type, plain);
    }
}

#[test]
fn step_5_a_browser_that_does_not_start_is_500() {
    for dialect in BOTH {
        let mut pair = step_4(dialect);
        pair.execute("SHOW", StatusCode::INTERNAL_ERROR);
        pair.execute("GET", StatusCode::NOT_FOUND);
        let answered = pair.report();
        let server = pair.server();
        assert_eq!(answered.answers(&server).next().unwrap().status.code, StatusCode::INTERNAL_ERROR);
    }
}

#[test]
fn step_6_an_hcmd_is_another_session_with_the_repository() {
    for dialect in BOTH {
        let mut pair = step_6(dialect);
        assert_eq!(pair.command().name(), "HGET");
        // The session waits for no one but its caller.
        assert_eq!(pair.command().name(), "HGET");
    }
}

#[test]
fn step_7_the_status_names_where_the_data_went() {
    for dialect in BOTH {
        let (pair, answered) = step_7(dialect);
        let server = pair.server();
        let answer = answered.answers(&server).next().unwrap();
        assert_eq!(answer.status.locations, ["urn:oma:mo:new:1.0/left/"]);
    }
}

#[test]
fn step_7_is_left_out_when_the_hcmd_came_with_end() {
    for dialect in BOTH {
        let (mut pair, _) = step_5(dialect);
        let from = server("https://repo.example/new-mo");
        pair.respond([Command::HGet { from, to: None }, Command::End]);
        pair.execute("HGET", Answer::stored(["urn:oma:mo:new:1.0/left/".parse().unwrap()]));
        assert!(pair.is_closed());
    }
}

#[test]
fn step_8_everything_is_executed_and_nothing_is_sent_back() {
    for dialect in BOTH {
        let mut pair = step_8(dialect);
        assert!(pair.server().is_over());
        pair.execute("DELETE", StatusCode::OK);
        pair.execute("HPUT", StatusCode::OK);
        assert!(pair.is_closed());
        assert!(matches!(pair.client.poll(), Step::Closed));
        assert_eq!(pair.client.failure(), None);
        assert_eq!(
            pair.codes(),
            [
                ("GET", Some(200)),
                ("DELETE", Some(404)),
                ("EXEC", Some(200)),
                ("SHOW", Some(200)),
                ("GET", Some(404)),
                ("HGET", Some(200)),
                ("DELETE", None),
                ("HPUT", None),
                ("END", None),
            ]
        );
        assert!(pair.client.into_unsent_alerts().is_empty());
    }
}

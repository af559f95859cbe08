//! A session as text.

use super::{BOTH, Post, accept, answered, delete, get, node, opened, uri, waiting};
use omadm::{
    ClientUri, Command, Dialect, Moid, Options,
    session::{SessionLimits, server::Session},
};
use serde_json::{Value, json};

/// One of every state and dialect, with every command.
fn sessions() -> Vec<Session> {
    let all = |dialect: Dialect| {
        let data = || "*".parse::<ClientUri<'static>>().unwrap().into();
        let mut all = vec![
            Command::HGet { from: uri("https://r/"), to: None },
            Command::HGet { from: uri("https://r/"), to: Some(node("urn:x//a")) },
            Command::HPut { to: uri("https://r/"), data: data() },
            Command::HPost { to: uri("https://r/"), data: data() },
            delete(),
            Command::Exec { node: node("urn:x//a"), report_to: None },
            Command::Exec { node: node("urn:x//a"), report_to: Some(uri("https://o/")) },
            get(),
            Command::Show(uri("https://u/")),
            Command::Default { moid: Moid::parse("urn:m").unwrap(), from: uri("https://d/") },
            Command::Cont(uri("https://s/")),
        ];
        if dialect == Dialect::Published {
            all.push(Command::Sub { to: uri("https://s/"), node: node("urn:x//a") });
            all.push(Command::Unsub(node("urn:x//a")));
        }
        all
    };
    let mut sessions = Vec::new();
    for dialect in BOTH {
        let wait = waiting(dialect, all(dialect));
        let codes = vec![404; all(dialect).len()];
        let (owing, _) = answered(accept(Some(wait.clone()), &Post::package3(dialect, &codes)));
        let mut later = owing.clone();
        later.respond([delete()], &Options::default()).unwrap();
        let mut over = owing.clone();
        over.respond([delete(), Command::End], &Options::default()).unwrap();
        let (mut given_up, mut between) = (later.clone(), owing.clone());
        given_up.end();
        between.end();
        sessions.extend([opened(dialect), wait, owing, later, over, given_up, between]);
    }
    sessions
}

#[test]
fn what_is_read_is_what_was_written() {
    for session in sessions() {
        let text = serde_json::to_string(&session).unwrap();
        let again: Session = serde_json::from_str(&text).unwrap();
        assert_eq!(again, session, "{text}");
        // As a value too, in which the members have another order.
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::from_value::<Session>(value).unwrap(), session);
    }
}

#[test]
fn the_format_is_version_1() {
    let session = waiting(Dialect::Published, [delete()]);
    let (mut session, _) = answered(accept(Some(session), &Post::package3(Dialect::Published, &[200])));
    session.respond([get()], &Options::default()).unwrap();
    let expected = concat!(
        r#"{"format":1,"device":"IMEI:1","dialect":"published","phase":"waiting","#,
        r#""limits":{"turns":1000,"commands":65536,"bytes":67108864,"alerts":1024},"bytes":88,"#,
        r#""turns":[[{"CMD":[["DELETE","urn:x//a"]]},{"Status":[{"sc":200}]}],[{"CMD":[["GET","*"]]}]]}"#
    );
    assert_eq!(serde_json::to_string(&session).unwrap(), expected);
    // What was stored once is read for as long as the format has this number.
    assert_eq!(serde_json::from_str::<Session>(expected).unwrap(), session);
}

fn stored() -> Value {
    serde_json::to_value(waiting(Dialect::Published, [delete()])).unwrap()
}

fn error(change: impl FnOnce(&mut Value)) -> String {
    let mut value = stored();
    change(&mut value);
    serde_json::from_value::<Session>(value).unwrap_err().to_string()
}

#[test]
fn another_version_is_a_clear_error() {
    for format in [0, 2, 99] {
        let text = format!("a session stored in format {format}; this version reads format 1");
        assert_eq!(error(|value| value["format"] = json!(format)), text);
        // Whatever else that version has.
        assert_eq!(
            serde_json::from_value::<Session>(json!({"format": format, "new": []})).unwrap_err().to_string(),
            text
        );
    }
    assert_eq!(
        error(|value| drop(value.as_object_mut().unwrap().remove("format"))),
        "a stored session without \"format\""
    );
}

#[test]
fn what_no_session_would_have_written_is_an_error() {
    for name in ["device", "dialect", "phase", "limits", "bytes", "turns"] {
        let text = format!("a stored session without \"{name}\"");
        assert_eq!(error(|value| drop(value.as_object_mut().unwrap().remove(name))), text);
    }
    let package = json!({"CMD": [["DELETE", "urn:x//a"]]});
    for (text, name, value) in [
        ("\"x\" in a stored session, which format 1 does not have", "dialect", json!("x")),
        ("\"x\" in a stored session, which format 1 does not have", "phase", json!("x")),
        ("a stored session with \"more\", which format 1 does not have", "more", json!(1)),
        ("a stored session that waits for no answer", "turns", json!([])),
        ("turn 1 of a stored session: neither one package nor two", "turns", json!([[]])),
        ("turn 1 of a stored session: neither one package nor two", "turns", json!([[package, {}, {}]])),
        (
            "turn 1 of a stored session: it was not answered, and the session went on",
            "turns",
            json!([[package], [package]]),
        ),
        ("turn 1 of a stored session: it was not answered, and the session went on", "phase", json!("owing")),
        (
            "turn 1 of a stored session: 1 commands and 2 statuses",
            "turns",
            json!([[package, {"Status": [{"sc": 200}, {"sc": 200}]}], [package]]),
        ),
        ("turn 1 of a stored session: 0 commands and 0 statuses", "turns", json!([[{"CMD": []}]])),
        (
            "turn 1 of a stored session: a command that cannot be understood",
            "turns",
            json!([[{"CMD": [["FROB"]]}]]),
        ),
        ("a stored session that waits for no answer", "turns", json!([[package, {"Status": [{"sc": 200}]}]])),
    ] {
        assert_eq!(error(|stored| stored[name] = value), text);
    }
    // Only the last turn may be without an answer, whatever became of the session.
    for phase in ["waiting", "over"] {
        let text = "turn 1 of a stored session: it was not answered, and the session went on";
        let turns = json!([[package], [package]]);
        assert_eq!(error(|stored| (stored["phase"], stored["turns"]) = (json!(phase), turns)), text);
    }
    assert!(error(|value| value["device"] = json!("\n")).starts_with("\"device\" of a stored session: "));
    assert!(error(|value| value["bytes"] = json!(-1)).starts_with("\"bytes\" of a stored session: "));
    assert!(error(|value| value["limits"] = json!({"x": 1})).contains("no limit is called \"x\""));
}

#[test]
fn limits_can_be_stored_on_their_own() {
    let limits = SessionLimits::default().with_turns(3).with_alerts(4);
    let text = serde_json::to_string(&limits).unwrap();
    assert_eq!(text, r#"{"turns":3,"commands":65536,"bytes":67108864,"alerts":4}"#);
    assert_eq!(serde_json::from_str::<SessionLimits>(&text).unwrap(), limits);
    assert_eq!(serde_json::from_str::<SessionLimits>("{}").unwrap(), SessionLimits::default());
}

#[test]
fn what_larger_limits_let_in_can_be_stored() {
    let locations: Vec<_> = (0..70_000).map(|number| format!("\"urn:x//{number}\"")).collect();
    let body = format!(r#"{{"Status":[{{"sc":200,"URI":[{}]}}]}}"#, locations.join(","));
    let options = Options::default().with_limits(omadm::Limits::default().with_values(100_000));
    let hget = Command::HGet { from: uri("https://r/"), to: None };
    let post = Post::new(Dialect::Published, "application/vnd.oma.dm.response+json", body);
    let headers: Vec<_> = post.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let stored = Some(waiting(Dialect::Published, [hget]));
    let accepted =
        omadm::session::server::accept(stored, headers, &post.body, &options, &SessionLimits::default());
    let session = answered(accepted).0;
    let text = serde_json::to_string(&session).unwrap();
    assert_eq!(serde_json::from_str::<Session>(&text).unwrap(), session);
}

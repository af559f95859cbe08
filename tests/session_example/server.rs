//! The server alone, against curl, and against our client.

use crate::run::{Running, root, run};
use std::process::Command;

const COMMANDS: &str = "tests/peers/commands.jsonl";

/// A session with a client that is not ours.
fn curl(dialect: &str, path: &str) {
    let (server, address) = Running::server(&["--commands", COMMANDS]);
    let mut script = Command::new("bash");
    script.arg(root().join("tests/peers/client.sh")).args([&format!("http://{address}{path}"), dialect]);
    let outcome = Running::start(script).finish();
    assert_eq!((outcome.status, outcome.stdout.as_str()), (0, "done\n"), "{}", outcome.stderr);
    let printed = server.stop();
    let resource = printed.split_once("\nStatus resource of the session with IMEI:356938035643809\n");
    let entries: Vec<&str> = resource.unwrap().1.lines().take(4).collect();
    let states = entries.iter().map(|line| line["  Package#2 no. ".len()..].split("   ").next().unwrap());
    let expected = ["1  404 Not Found", "1  200 OK", "2  202 Accepted", "3  unanswered"];
    assert!(states.eq(expected), "{entries:#?}");
    assert_eq!(printed.matches("Status resource").count(), 1, "{printed}");
    assert_eq!(printed.matches("│  a Package#3 without an open session").count(), 2, "{printed}");
}

#[test]
fn curl_completes_a_published_session() {
    curl("published", "/");
}

#[test]
fn curl_completes_a_draft_session_on_any_path() {
    curl("draft", "/any/path?at=all");
}

/// Each session gets the lines from the first, and devices do not get in each other's way.
#[test]
fn every_session_is_sent_everything() {
    let (server, address) = Running::server(&["--commands", COMMANDS]);
    let url = format!("http://{address}/");
    for (device, dialect) in [("IMEI:1", "draft"), ("IMEI:1", "published"), ("IMEI:2", "draft")] {
        let outcome = run(&["client", &url, "--device", device, "--dialect", dialect]);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
        let executed = outcome.stdout.lines().filter_map(|line| line.split_once("│  404 Not Found"));
        let executed: Vec<&str> = executed.filter_map(|(line, _)| line.split('│').nth(2)).collect();
        let executed: Vec<&str> =
            executed.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect();
        assert_eq!(executed, ["DELETE", "GET", "EXEC"], "{}", outcome.stdout);
    }
    let printed = server.stop();
    assert_eq!(printed.matches("Status resource of the session with IMEI:1\n").count(), 2, "{printed}");
    assert_eq!(printed.matches("Status resource of the session with IMEI:2\n").count(), 1, "{printed}");
}

#[test]
fn without_commands_there_is_nothing_but_end() {
    let (server, address) = Running::server(&[]);
    let outcome = run(&["client", &format!("http://{address}/")]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    let printed = server.stop();
    assert!(printed.contains("  Package#2 no. 1  unanswered                  [\"END\"]\n"), "{printed}");
}

#[test]
fn a_dialect_that_is_not_spoken_is_406() {
    let (server, address) = Running::server(&["--dialect", "draft"]);
    let url = format!("http://{address}/");
    let outcome = run(&["client", &url]);
    assert_eq!(outcome.status, 1);
    assert_eq!(outcome.stderr, "error: the session is over: the server answered 406\n");
    assert_eq!(run(&["client", &url, "--dialect", "draft"]).status, 0);
    assert!(server.stop().contains("a dialect that this server does not speak"));
}

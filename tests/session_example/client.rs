//! The client alone, against Python.

use crate::run::{Outcome, Running, root};
use std::{env, fs, process::Command};

/// Starts the server that is not ours, and says where it is.
fn python(dialect: &str) -> (Running, String) {
    let mut script = Command::new("python3");
    script.arg(root().join("tests/peers/server.py")).arg(dialect);
    let mut server = Running::start(script);
    let port = server.line();
    (server, format!("http://127.0.0.1:{port}/"))
}

fn manage(url: &str, dialect: &str) -> Running {
    Running::example(&["client", url, "--device", "IMEI:356938035643809", "--dialect", dialect])
}

#[test]
fn python_completes_a_published_session() {
    let (mut server, url) = python("published");
    let outcome = manage(&format!("{url}dm"), "published").finish();
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
    let expected =
        ["POST /dm", "GET /new-mo", "POST /dm", "PUT /backup", "POST /elsewhere", "PUT /watch", "done"];
    for line in expected {
        assert_eq!(server.line(), line, "{}", outcome.stdout);
    }
}

#[test]
fn python_completes_a_draft_session() {
    let (mut server, url) = python("draft");
    let outcome = manage(&format!("{url}dm"), "draft").finish();
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
    for line in ["POST /dm", "GET /new-mo", "POST /dm", "PUT /backup", "POST /elsewhere", "done"] {
        assert_eq!(server.line(), line, "{}", outcome.stdout);
    }
}

#[test]
fn a_bad_answer_is_told() {
    for dialect in ["published", "draft"] {
        let (mut server, url) = python(dialect);
        for (mode, problem) in [
            ("redirect", "the session is over: the server redirects (301)\n"),
            ("error", "the session is over: the server answered 500\n"),
            ("html", "the session is over: a media type that is not read here at byte 0 (Content-Type)\n"),
            ("big", "the session is over: more bytes in the body than allowed at byte 2097152\n"),
            ("empty", "the session is over: the Content-Type is missing at byte 0\n"),
            ("broken", "the session is over: "),
            ("cut", "no response: "),
            ("silent", "no response: "),
        ] {
            let outcome: Outcome = manage(&format!("{url}{mode}"), dialect).finish();
            assert_eq!(outcome.status, 1, "{mode}: {}", outcome.stdout);
            assert!(outcome.stderr.starts_with(&format!("error: {problem}")), "{mode}: {}", outcome.stderr);
            assert_eq!(outcome.stderr.lines().count(), 1, "{mode}: {}", outcome.stderr);
            assert_eq!(server.line(), format!("POST /{mode}"));
        }
    }
}

#[test]
fn nobody_there_is_told() {
    // A port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let outcome = manage(&format!("http://{free}/"), "draft").finish();
    assert_eq!(outcome.status, 1);
    assert!(outcome.stderr.contains("error: no response: "), "{}", outcome.stderr);
}

#[test]
fn an_outcome_that_nobody_takes_is_told() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let file = env::temp_dir().join(format!("omadm-session-exec-{}", std::process::id()));
    let exec = format!(r#"{{"CMD":[["EXEC","urn:oma:mo:sensor:1.0/left/Calibrate","http://{free}/"]]}}"#);
    fs::write(&file, exec).unwrap();
    let (_server, address) = Running::server(&["--commands", file.to_str().unwrap()]);
    let outcome = manage(&format!("http://{address}/"), "published").finish();
    fs::remove_file(&file).unwrap();
    assert_eq!(outcome.status, 1);
    let alert = "error: an alert has not arrived: urn:oma:at:omadm-example:1.0:done\nerror: no response: ";
    assert!(outcome.stderr.starts_with(alert), "{}", outcome.stderr);
}

/// The exchange that is under way is finished, and nothing begins after it.
#[cfg(unix)]
#[test]
fn ctrl_c_lets_the_exchange_finish() {
    let (mut server, url) = python("published");
    let client = manage(&format!("{url}slow"), "published");
    assert_eq!(server.line(), "POST /slow");
    client.interrupt();
    let outcome = client.finish();
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("200 Package#2"), "{}", outcome.stdout);
    assert_eq!(outcome.stdout.matches("POST").count(), 1, "{}", outcome.stdout);
    assert_eq!(outcome.stdout.matches("─── GET").count(), 0, "{}", outcome.stdout);
}

//! A session whose every request is taken by another process: what one leaves in the store is all that the next one knows.

use super::{Post, accept, delete, get};
use omadm::{
    Command, Dialect, Options,
    session::server::{Event, Session},
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
};

/// Where a process of the server finds what it works on.
const FOLDER: &str = "OMADM_SESSION_FOLDER";

/// What the server does with one request: reads `session`, takes `headers` and `body`, writes `session` and `response`.
fn one_request(folder: &Path) {
    let stored = fs::read_to_string(folder.join("session")).ok();
    let stored = stored.map(|text| serde_json::from_str::<Session>(&text).unwrap());
    let headers = fs::read_to_string(folder.join("headers")).unwrap();
    let headers: Vec<_> = headers.lines().map(|line| line.split_once(": ").unwrap()).collect();
    let body = fs::read(folder.join("body")).unwrap();
    let accepted =
        omadm::session::server::accept(stored, headers, &body, &Options::default(), &Default::default());
    let event = accepted.result.unwrap();
    let mut session = accepted.session.unwrap();
    let commands = match (&event, session.record().len()) {
        (Event::Opened(_), _) => vec![delete(), get()],
        (_, 2) => vec![delete()],
        _ => vec![delete(), Command::End],
    };
    let response = session.respond(commands, &Options::default()).unwrap();
    fs::write(folder.join("session"), serde_json::to_string(&session).unwrap()).unwrap();
    fs::write(folder.join("response"), &response.body).unwrap();
}

/// Runs as a process of the server, if it is started as one.
#[test]
fn child() {
    if let Some(folder) = env::var_os(FOLDER) {
        one_request(Path::new(&folder));
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The POST in a process of its own, and its response.
fn post(folder: &Path, post: &Post) -> Vec<u8> {
    let lines: String = post.headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    fs::write(folder.join("headers"), lines).unwrap();
    fs::write(folder.join("body"), &post.body).unwrap();
    let status = process::Command::new(env::current_exe().unwrap())
        .args(["--exact", "processes::child"])
        .env(FOLDER, folder)
        .stdout(process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    fs::read(folder.join("response")).unwrap()
}

#[test]
fn every_request_is_taken_by_another_process() {
    let folder = folder("every-request");
    let package3 = |codes: &[u16]| Post::package3(Dialect::Draft, codes);
    assert_eq!(post(&folder, &Post::package1(Dialect::Draft)), b"DELETE urn:x//a\r\nINCLUDE *\r\n");
    assert_eq!(post(&folder, &package3(&[200, 404])), b"DELETE urn:x//a\r\n");
    assert_eq!(post(&folder, &package3(&[405])), b"DELETE urn:x//a\r\nEND\r\n");
    let session: Session =
        serde_json::from_str(&fs::read_to_string(folder.join("session")).unwrap()).unwrap();
    let codes: Vec<_> = session
        .record()
        .iter()
        .map(|entry| entry.state().status().map(|status| status.code.as_u16()))
        .collect();
    assert_eq!(codes, [Some(200), Some(404), Some(405), None, None]);
    assert!(session.is_over());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_session_that_is_stored_after_every_step_is_one_that_never_was() {
    let store = |session: Session| -> Session {
        serde_json::from_str(&serde_json::to_string(&session).unwrap()).unwrap()
    };
    let through = |step: fn(Session) -> Session| {
        let mut session = step(accept(None, &Post::package1(Dialect::Published)).session.unwrap());
        for codes in [[200, 404], [404, 500]] {
            session.respond([delete(), get()], &Options::default()).unwrap();
            session = step(session);
            session =
                step(accept(Some(session), &Post::package3(Dialect::Published, &codes)).session.unwrap());
        }
        session.respond([Command::End], &Options::default()).unwrap();
        step(session)
    };
    assert_eq!(through(store), through(|session| session));
}

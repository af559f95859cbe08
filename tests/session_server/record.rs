//! The status resource: every command ever sent, with its state.

use super::{BOTH, Post, accept, answered, delete, get, waiting};
use omadm::{
    Command, Dialect, Options, StatusCode,
    session::server::{Answered, CommandState, Session},
};

fn states(session: &Session) -> Vec<(usize, &'static str, String)> {
    let state = |state: CommandState| match state {
        CommandState::Sent => "sent".to_owned(),
        CommandState::Answered(status) => status.code.to_string(),
        CommandState::Unanswered => "unanswered".to_owned(),
        other => format!("{other:?}"),
    };
    session
        .record()
        .iter()
        .map(|entry| (entry.turn(), entry.command().name(), state(entry.state())))
        .collect()
}

fn entry(turn: usize, name: &'static str, state: &str) -> (usize, &'static str, String) {
    (turn, name, state.to_owned())
}

#[test]
fn it_grows_with_every_turn_and_forgets_nothing() {
    for dialect in BOTH {
        let session = waiting(dialect, [delete(), get()]);
        assert_eq!(states(&session), [entry(1, "DELETE", "sent"), entry(1, "GET", "sent")]);
        let (mut session, _) = answered(accept(Some(session), &Post::package3(dialect, &[200, 404])));
        assert_eq!(states(&session), [entry(1, "DELETE", "200"), entry(1, "GET", "404")]);
        session.respond([delete()], &Options::default()).unwrap();
        assert_eq!(states(&session)[2..], [entry(2, "DELETE", "sent")]);
        let (mut session, _) = answered(accept(Some(session), &Post::package3(dialect, &[405])));
        session.respond([delete(), Command::End], &Options::default()).unwrap();
        assert_eq!(
            states(&session),
            [
                entry(1, "DELETE", "200"),
                entry(1, "GET", "404"),
                entry(2, "DELETE", "405"),
                entry(3, "DELETE", "unanswered"),
                entry(3, "END", "unanswered"),
            ]
        );
    }
}

#[test]
fn what_the_session_ended_before_is_unanswered_and_what_was_answered_stays_so() {
    let session = waiting(Dialect::Published, [delete()]);
    let (mut session, _) = answered(accept(Some(session), &Post::package3(Dialect::Published, &[200])));
    session.respond([delete(), get()], &Options::default()).unwrap();
    let mut given_up = session.clone();
    given_up.end();
    let replaced = accept(Some(session.clone()), &Post::package1(Dialect::Published)).ended.unwrap();
    let unpaired = accept(Some(session), &Post::package3(Dialect::Published, &[200])).session.unwrap();
    for session in [given_up, replaced, unpaired] {
        assert_eq!(
            states(&session),
            [entry(1, "DELETE", "200"), entry(2, "DELETE", "unanswered"), entry(2, "GET", "unanswered")]
        );
        assert!(!session.record().is_empty());
        let last = session.record().iter().nth(2).unwrap();
        assert_eq!((last.state().status(), last.command()), (None, &get()));
    }
}

#[test]
fn a_status_is_kept_whole() {
    let body = r#"{"Status":[{"sc":200,"URI":["urn:x//b"],"x":1}]}"#;
    let post = Post::new(Dialect::Published, "application/vnd.oma.dm.response+json", body);
    let hget = Command::HGet { from: super::uri("https://r/"), to: None };
    let (session, _) = answered(accept(Some(waiting(Dialect::Published, [hget])), &post));
    let status = session.record().iter().next().unwrap().state().status().unwrap();
    assert_eq!(status.code, StatusCode::OK);
    assert_eq!(status.locations, ["urn:x//b"]);
    assert_eq!(status.extensions.get("x").unwrap().as_str(), "1");
}

#[test]
fn answers_stay_those_of_their_turn_whatever_is_sent_later() {
    let (mut session, first) = {
        let session = waiting(Dialect::Published, [delete(), get()]);
        answered(accept(Some(session), &Post::package3(Dialect::Published, &[200, 404])))
    };
    let codes = |answered: &Answered, session: &Session| -> Vec<_> {
        answered.answers(session).map(|answer| (answer.command.name(), answer.status.code.as_u16())).collect()
    };
    session.respond([get()], &Options::default()).unwrap();
    assert_eq!(codes(&first, &session), [("DELETE", 200), ("GET", 404)]);
    let (session, second) = answered(accept(Some(session), &Post::package3(Dialect::Published, &[405])));
    assert_eq!(codes(&first, &session), [("DELETE", 200), ("GET", 404)]);
    assert_eq!(codes(&second, &session), [("GET", 405)]);
    // A session that has not come so far has no answers of that turn.
    let other = waiting(Dialect::Published, [delete(), delete()]);
    assert_eq!(codes(&first, &other), []);
    assert_eq!(codes(&second, &other), []);
}

#[test]
fn it_is_gone_through_from_both_ends() {
    let session = waiting(Dialect::Published, [delete(), get()]);
    let (mut session, _) = answered(accept(Some(session), &Post::package3(Dialect::Published, &[200, 404])));
    session.respond([delete()], &Options::default()).unwrap();
    let mut backwards: Vec<_> = session.record().iter().rev().collect();
    backwards.reverse();
    assert!(session.record().iter().eq(backwards));
    assert_eq!(session.record().iter().count(), session.record().len());
    assert!(session.last_turn().map(|entry| entry.turn()).eq([2]));
    assert_eq!(Session::last_turn(&super::opened(Dialect::Published)).count(), 0);
}

/// Locations, extensions, both and neither: a record has the status as it came.
#[test]
fn what_a_status_says_beside_its_code_is_kept() {
    let hget = || Command::HGet { from: super::uri("https://r/"), to: Some(super::node("urn:x//a")) };
    let body = concat!(
        r#"{"Status":[{"sc":200,"x":{"y":1}},{"sc":200},{"sc":200,"URI":["urn:x//a"]},"#,
        r#"{"sc":200,"URI":["urn:x//b","urn:x//c"],"x":2}]}"#
    );
    let session = waiting(Dialect::Published, [hget(), hget(), hget(), hget()]);
    let post = Post::new(Dialect::Published, "application/vnd.oma.dm.response+json", body);
    let (session, _) = answered(accept(Some(session), &post));
    let kept = session.record().iter().map(|entry| match entry.state() {
        CommandState::Answered(status) => status.clone(),
        other => panic!("{other:?}"),
    });
    let package = omadm::Package3::new(kept.collect::<Vec<_>>());
    assert_eq!(omadm::json::to_vec(&package).unwrap(), body.as_bytes());
}

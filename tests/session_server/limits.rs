//! What one session may hold, one below and one above.

use super::{Post, accept, accept_within, answered, delete, opened_within};
use omadm::{
    Command, Dialect, Options,
    session::{
        SessionLimit, SessionLimits,
        server::{Misuse, Refusal, Session},
    },
};

fn limits() -> SessionLimits {
    SessionLimits::default()
}

fn respond(session: &mut Session, commands: usize, end: bool) -> Result<(), Misuse> {
    let commands = std::iter::repeat_n(delete(), commands).chain(end.then_some(Command::End));
    session.respond(commands, &Options::default()).map(drop)
}

/// One turn of so many commands, answered.
fn turn(mut session: Session, commands: usize) -> Session {
    respond(&mut session, commands, false).unwrap();
    answered(accept(Some(session), &Post::package3(Dialect::Published, &vec![200; commands]))).0
}

#[test]
fn turns() {
    let mut session = opened_within(limits().with_turns(3));
    for _ in 0..3 {
        session = turn(session, 1);
    }
    let misuse = respond(&mut session, 1, false).unwrap_err();
    assert_eq!(misuse, Misuse::Limit(SessionLimit::Turns));
    assert_eq!(misuse.to_string(), "more turns than one session may have");
    // There is always a way out, and it can be used for more.
    respond(&mut session, 1, true).unwrap();
    assert!(session.is_over());
}

#[test]
fn commands() {
    for (last, fits) in [(2, true), (3, false)] {
        let mut session = turn(opened_within(limits().with_commands(5)), 3);
        let result = respond(&mut session, last, false);
        assert_eq!(result, if fits { Ok(()) } else { Err(Misuse::Limit(SessionLimit::Commands)) });
    }
    // END does not count.
    let mut session = turn(opened_within(limits().with_commands(5)), 5);
    assert_eq!(respond(&mut session, 1, true), Err(Misuse::Limit(SessionLimit::Commands)));
    assert_eq!(respond(&mut session, 0, true), Ok(()));
}

#[test]
fn bytes() {
    let (first, second) = (Post::package1(Dialect::Published), Post::package3(Dialect::Published, &[200]));
    let all = first.body.len() + second.body.len();
    for (most, fits) in [(all, true), (all - 1, false)] {
        let mut session = opened_within(limits().with_bytes(most));
        respond(&mut session, 1, false).unwrap();
        let accepted = accept(Some(session), &second);
        assert_eq!(accepted.result.is_ok(), fits);
        assert_eq!(accepted.session.unwrap().is_over(), !fits);
        if let Err(refusal) = accepted.result {
            assert_eq!(refusal, Refusal::Limit(SessionLimit::Bytes));
            assert_eq!(refusal.http_status().as_u16(), 413);
            assert_eq!(refusal.to_string(), "more bytes than one session may have");
        }
    }
    for (most, fits) in [(first.body.len(), true), (first.body.len() - 1, false)] {
        let accepted = accept_within(None, &first, limits().with_bytes(most));
        assert_eq!((accepted.result.is_ok(), accepted.session.is_some()), (fits, fits));
    }
}

#[test]
fn a_session_keeps_the_limits_it_was_opened_with() {
    let mut session = opened_within(limits().with_turns(1));
    respond(&mut session, 1, false).unwrap();
    let post = Post::package3(Dialect::Published, &[200]);
    let (mut session, _) = answered(accept_within(Some(session), &post, limits().with_turns(9)));
    assert_eq!(respond(&mut session, 1, false), Err(Misuse::Limit(SessionLimit::Turns)));
}

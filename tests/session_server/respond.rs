//! What a server may say, and when.

use super::{BOTH, delete, node, opened, uri, waiting};
use omadm::{
    Command, Dialect, Limits, Options, StatusCode,
    session::server::{Misuse, Session},
};

fn respond(session: &mut Session, commands: Vec<Command<'static>>) -> Result<Vec<u8>, Misuse> {
    session.respond(commands, &Options::default()).map(|response| {
        assert_eq!(response.status, StatusCode::OK);
        response.body
    })
}

#[test]
fn the_response_is_a_package2_of_the_dialect() {
    for (dialect, content_type, body) in [
        (
            Dialect::Published,
            "application/vnd.oma.dm.request+json",
            r#"{"CMD":[["DELETE","urn:x//a"],["END"]]}"#,
        ),
        (Dialect::Draft, "application/dm20", "DELETE urn:x//a\r\nEND\r\n"),
    ] {
        let response = opened(dialect).respond([delete(), Command::End], &Options::default()).unwrap();
        assert_eq!(String::from_utf8(response.body).unwrap(), body);
        let pairs: Vec<_> = response.headers.as_ref().unwrap().pairs().collect();
        assert_eq!(pairs, [("Content-Type", content_type.into())]);
    }
}

#[test]
fn an_empty_turn_is_refused() {
    for dialect in BOTH {
        let mut session = opened(dialect);
        assert_eq!(respond(&mut session, vec![]), Err(Misuse::NoCommands));
        assert_eq!(session, opened(dialect));
        assert!(respond(&mut session, vec![Command::End]).is_ok());
    }
}

#[test]
fn it_responds_once_to_each_post() {
    for dialect in BOTH {
        let mut session = waiting(dialect, [delete()]);
        let before = session.clone();
        assert_eq!(respond(&mut session, vec![Command::End]), Err(Misuse::NothingToRespondTo));
        assert_eq!(session, before);
        let mut over = waiting(dialect, [Command::End]);
        assert_eq!(respond(&mut over, vec![Command::End]), Err(Misuse::NothingToRespondTo));
    }
}

#[test]
fn end_ends_wherever_it_stands() {
    for commands in [vec![Command::End], vec![Command::End, delete()], vec![delete(), Command::End, delete()]]
    {
        let mut session = opened(Dialect::Published);
        respond(&mut session, commands).unwrap();
        assert!(session.is_over());
    }
    let mut session = opened(Dialect::Published);
    respond(&mut session, vec![delete()]).unwrap();
    assert!(!session.is_over());
}

#[test]
fn sub_and_unsub_are_refused_in_a_draft_session() {
    for (command, name) in [
        (Command::Sub { to: uri("https://h/"), node: node("urn:x//a") }, "SUB"),
        (Command::Unsub(node("urn:x//a")), "UNSUB"),
    ] {
        let mut session = opened(Dialect::Draft);
        let misuse = respond(&mut session, vec![delete(), command.clone()]).unwrap_err();
        assert_eq!(misuse.to_string(), format!("the draft dialect has no {name} (line 2)"));
        assert_eq!(session, opened(Dialect::Draft));
        assert!(respond(&mut opened(Dialect::Published), vec![command]).is_ok());
    }
}

#[test]
fn what_cannot_be_written_is_refused_and_something_else_can_be_said() {
    let options = Options::default().with_limits(Limits::default().with_commands(1));
    let mut session = opened(Dialect::Published);
    let misuse = session.respond([delete(), delete()], &options).unwrap_err();
    assert_eq!(misuse.to_string(), "more commands than allowed (CMD[1])");
    assert_eq!(session, opened(Dialect::Published));
    session.respond([delete()], &options).unwrap();
}

//! The status resource of a session [CR-CALL].

use crate::{diagram, message};
use omadm::session::server::{CommandRecord, CommandState, Session};

pub(crate) fn print(session: &Session) {
    let mut text = format!("\nStatus resource of the session with {}\n", session.device_id());
    for entry in session.record().iter() {
        text += &line(entry, &message::command(entry.command(), session.dialect()));
    }
    diagram::write(&text);
}

fn line(entry: CommandRecord, command: &str) -> String {
    format!("  Package#2 no. {}  {:<26}  {}\n", entry.turn(), state(entry.state()), diagram::shown(command))
}

fn state(state: CommandState) -> String {
    match state {
        CommandState::Sent => "sent".to_owned(),
        CommandState::Answered(status) => message::code(status.code),
        _ => "unanswered".to_owned(),
    }
}

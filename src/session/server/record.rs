//! The status resource of a session.

use crate::package::{Command, Status};

/// A command that was sent, and what came of it [CR-CALL].
///
/// # Examples
///
/// ```
/// use omadm::session::server::{CommandRecord, CommandState};
///
/// fn failed(entry: &CommandRecord) -> bool {
///     matches!(entry.state(), CommandState::Answered(status) if !status.code.is_success())
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommandRecord {
    turn: usize,
    command: Command<'static>,
    state: CommandState,
}

/// What came of a command.
///
/// # Examples
///
/// ```
/// use omadm::{StatusCode, session::server::CommandState};
///
/// assert!(matches!(CommandState::Answered(StatusCode::OK.into()), CommandState::Answered(_)));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum CommandState {
    /// It was sent, and its status is awaited.
    Sent,
    /// The client has answered it.
    Answered(Status<'static>),
    /// The session ended before it was answered; whether it was executed is not known. With END it was to be.
    Unanswered,
}

impl CommandState {
    /// The status, if it was answered.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{StatusCode, session::server::CommandState};
    ///
    /// assert_eq!(CommandState::Unanswered.status(), None);
    /// assert!(CommandState::Answered(StatusCode::OK.into()).status().is_some());
    /// ```
    pub const fn status(&self) -> Option<&Status<'static>> {
        match self {
            CommandState::Answered(status) => Some(status),
            _ => None,
        }
    }
}

impl CommandRecord {
    pub(super) const fn new(turn: usize, command: Command<'static>, state: CommandState) -> Self {
        CommandRecord { turn, command, state }
    }

    /// In which Package#2 of the session it was sent, counted from 1.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::CommandRecord;
    /// fn first(entry: &CommandRecord) -> bool { entry.turn() == 1 }
    /// ```
    pub const fn turn(&self) -> usize {
        self.turn
    }

    /// The command.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::CommandRecord;
    /// fn name(entry: &CommandRecord) -> &str { entry.command().name() }
    /// ```
    pub const fn command(&self) -> &Command<'static> {
        &self.command
    }

    /// What came of it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::{CommandRecord, CommandState};
    /// fn is_awaited(entry: &CommandRecord) -> bool { *entry.state() == CommandState::Sent }
    /// ```
    pub const fn state(&self) -> &CommandState {
        &self.state
    }

    pub(super) fn answered(&mut self, status: Status<'static>) {
        self.state = CommandState::Answered(status);
    }

    pub(super) fn give_up(&mut self) {
        if self.state == CommandState::Sent {
            self.state = CommandState::Unanswered;
        }
    }
}

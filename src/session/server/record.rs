//! The status resource of a session.

use crate::package::{Command, Package2, Slot, Status};
use alloc::vec::Vec;

/// The status resource of a session [CR-CALL]: every command ever sent, in order, with what came of it.
///
/// It is kept as it was sent and answered, in whole packages: nothing is copied into it.
///
/// # Examples
///
/// ```
/// use omadm::session::server::StatusResource;
///
/// fn failed(record: &StatusResource) -> usize {
///     let statuses = record.iter().filter_map(|entry| entry.state().status());
///     statuses.filter(|status| !status.code.is_success()).count()
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatusResource {
    turns: Vec<Turn>,
    /// Commands in all of them.
    len: usize,
}

/// A Package#2, and what came of it: one Package#3 answers all of its commands, or none does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Turn {
    pub(super) package: Package2<'static>,
    pub(super) outcome: Outcome,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    Awaited,
    /// One for each command.
    Answered(Vec<Status<'static>>),
    Unanswered,
}

/// A command that was sent, and what came of it [CR-CALL].
///
/// # Examples
///
/// ```
/// use omadm::session::server::{CommandRecord, CommandState};
///
/// fn failed(entry: CommandRecord) -> bool {
///     matches!(entry.state(), CommandState::Answered(status) if !status.code.is_success())
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CommandRecord<'s> {
    turn: usize,
    command: &'s Command<'static>,
    state: CommandState<'s>,
}

/// What came of a command.
///
/// # Examples
///
/// ```
/// use omadm::{Status, StatusCode, session::server::CommandState};
///
/// let status = Status::new(StatusCode::OK);
/// assert!(matches!(CommandState::Answered(&status), CommandState::Answered(_)));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum CommandState<'s> {
    /// It was sent, and its status is awaited.
    Sent,
    /// The client has answered it.
    Answered(&'s Status<'static>),
    /// The session ended before it was answered; whether it was executed is not known. With END it was to be.
    Unanswered,
}

impl StatusResource {
    pub(super) const fn new() -> Self {
        StatusResource { turns: Vec::new(), len: 0 }
    }

    /// How many commands were sent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::Session;
    /// fn sent(session: &Session) -> usize { session.record().len() }
    /// ```
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether no command was sent yet.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::Session;
    /// fn is_new(session: &Session) -> bool { session.record().is_empty() }
    /// ```
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The commands, in the order in which they were sent.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::Session;
    /// fn print(session: &Session) {
    ///     for entry in session.record().iter() {
    ///         println!("turn {}: {} {:?}", entry.turn(), entry.command().name(), entry.state());
    ///     }
    /// }
    /// ```
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = CommandRecord<'_>> + Clone {
        self.turns.iter().enumerate().flat_map(|(index, turn)| turn.entries(index + 1))
    }

    /// The commands of one Package#2, counted from 1.
    pub(super) fn of_turn(
        &self,
        number: usize,
    ) -> impl DoubleEndedIterator<Item = CommandRecord<'_>> + Clone {
        let turn = number.checked_sub(1).and_then(|index| self.turns.get(index));
        turn.into_iter().flat_map(move |turn| turn.entries(number))
    }

    pub(super) fn turns(&self) -> &[Turn] {
        &self.turns
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut Turn> {
        self.turns.last_mut()
    }

    pub(super) fn push(&mut self, turn: Turn) {
        if self.turns.is_empty() {
            // A server has many sessions, of which most have one turn and END.
            self.turns.reserve_exact(2);
        }
        self.len += turn.package.commands.len();
        self.turns.push(turn);
    }

    /// What is awaited will not come.
    pub(super) fn give_up(&mut self) {
        if let Some(turn) = self.turns.last_mut().filter(|turn| turn.outcome == Outcome::Awaited) {
            turn.outcome = Outcome::Unanswered;
        }
    }
}

impl Turn {
    fn entries(&self, number: usize) -> impl DoubleEndedIterator<Item = CommandRecord<'_>> + Clone {
        let commands = self.package.commands.iter().enumerate();
        commands.filter_map(move |(index, slot)| {
            let state = match &self.outcome {
                Outcome::Awaited => CommandState::Sent,
                Outcome::Answered(statuses) => CommandState::Answered(statuses.get(index)?),
                Outcome::Unanswered => CommandState::Unanswered,
            };
            Some(CommandRecord { turn: number, command: slot.command()?, state })
        })
    }

    /// Whether each of the commands is a GET.
    pub(super) fn gets(&self) -> impl ExactSizeIterator<Item = bool> + Clone {
        self.package.commands.iter().map(|slot| matches!(slot, Slot::Command(Command::Get(_))))
    }
}

impl<'s> CommandState<'s> {
    /// The status, if it was answered.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Status, StatusCode, session::server::CommandState};
    ///
    /// assert_eq!(CommandState::Unanswered.status(), None);
    /// assert!(CommandState::Answered(&Status::new(StatusCode::OK)).status().is_some());
    /// ```
    pub const fn status(self) -> Option<&'s Status<'static>> {
        match self {
            CommandState::Answered(status) => Some(status),
            _ => None,
        }
    }
}

impl<'s> CommandRecord<'s> {
    /// In which Package#2 of the session it was sent, counted from 1.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::CommandRecord;
    /// fn first(entry: CommandRecord) -> bool { entry.turn() == 1 }
    /// ```
    pub const fn turn(self) -> usize {
        self.turn
    }

    /// The command.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::CommandRecord;
    /// fn name(entry: CommandRecord) -> &'static str { entry.command().name() }
    /// ```
    pub const fn command(self) -> &'s Command<'static> {
        self.command
    }

    /// What came of it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::{CommandRecord, CommandState};
    /// fn is_awaited(entry: CommandRecord) -> bool { entry.state() == CommandState::Sent }
    /// ```
    pub const fn state(self) -> CommandState<'s> {
        self.state
    }
}

//! One Package#2 while its commands are executed.

use super::{Answer, Misuse, Report, answer};
use crate::{
    body,
    error::{EncodeError, EncodeErrorKind},
    json,
    limits::{Limit, Options},
    media::Dialect,
    package::{Command, ManagementData, Package2, Package3, Slot, Status},
    status::StatusCode,
    uri::ServerUri,
};
use alloc::vec::Vec;

/// What a part costs beside its document at most: boundary, header and line ends.
const PART: usize = 128;
/// What a status costs at most that is a code and nothing more.
const STATUS: usize = 16;
/// How many elements and members that is.
const STATUS_VALUES: usize = 2;

/// What goes into Package#3.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// As many as there are commands that were dealt with.
    pub(super) statuses: Vec<Status<'static>>,
    /// The data of every GET answered 200.
    pub(super) data: Vec<ManagementData<'static>>,
}

#[derive(Debug)]
pub(super) struct Turn {
    package: Package2<'static>,
    answers: Answers,
    /// What the answers take of a body at most, if the commands that are left get a code each.
    size: usize,
    /// How many elements and members that is at most.
    values: usize,
    /// Where CONT says that the session goes on.
    target: Option<ServerUri<'static>>,
    ends: bool,
}

impl Turn {
    /// # Errors
    ///
    /// Not even a code for each command could be sent back.
    pub(super) fn new(
        package: Package2<'static>,
        dialect: Dialect,
        options: &Options,
    ) -> Result<Self, EncodeError> {
        let (ends, commands) = (package.has_end(), package.commands.len());
        let mut turn = Turn {
            package,
            answers: Answers::default(),
            size: 2 * PART + STATUS * commands,
            values: 1 + STATUS_VALUES * commands,
            target: None,
            ends,
        };
        if !ends {
            turn.size = turn.measure(dialect, options)?;
        }
        turn.pass();
        Ok(turn)
    }

    /// The command that is to be executed.
    pub(super) fn command(&self) -> Option<&Command<'static>> {
        self.package.commands.get(self.answers.statuses.len())?.command()
    }

    pub(super) const fn ends(&self) -> bool {
        self.ends
    }

    /// What is left of it when all commands have been answered: the answers, and where CONT says that they go.
    pub(super) fn into_answers(self) -> (Answers, Option<ServerUri<'static>>) {
        (self.answers, self.target)
    }

    /// Answers what is nothing to execute: unreadable commands, and END.
    fn pass(&mut self) {
        while let Some(slot) = self.package.commands.get(self.answers.statuses.len()) {
            self.answers.statuses.push(match slot {
                Slot::Command(Command::End) => Status::new(StatusCode::OK),
                Slot::Unreadable(slot) => Status::new(slot.status()),
                Slot::Command(_) => return,
            });
        }
    }

    /// Takes the answer to the command that is to be executed.
    pub(super) fn answer(
        &mut self,
        answer: Answer,
        dialect: Dialect,
        options: &Options,
    ) -> Result<Option<Report>, Misuse> {
        let command = self.command().ok_or(Misuse::NothingToAnswer)?;
        answer::check(command, &answer)?;
        let code = answer.status.code;
        let (mut report, mut target) = (None, None);
        match command {
            Command::Cont(uri) if code == StatusCode::OK => target = Some(uri.clone()),
            Command::Exec { node, report_to } if code == StatusCode::ACCEPTED => {
                report = Some(Report::new(node.clone(), report_to.clone()));
            }
            _ => {}
        }
        self.push(answer, dialect, options)?;
        // *Decision* D8: the last CONT that was answered 200 wins.
        self.target = target.or(self.target.take());
        self.pass();
        Ok(report)
    }

    /// Keeps an answer that can be sent back with the others.
    fn push(&mut self, answer: Answer, dialect: Dialect, options: &Options) -> Result<(), Misuse> {
        let alone = Package3::new([answer.status]);
        let mut size = body::encode_package3(&alone, &[], dialect, options)
            .map_err(too_large_or(Misuse::Status))?
            .bytes
            .len();
        if let Some(data) = &answer.data {
            let mut document = Vec::new();
            json::encode(data, &mut document, options).map_err(too_large_or(Misuse::Data))?;
            size += PART + document.len();
        }
        let values: usize = alone.statuses.iter().map(values).sum();
        self.answers.statuses.extend(alone.statuses);
        // Nothing of a package with END is sent back.
        let data = answer.data.filter(|_| !self.ends);
        let has_data = data.is_some();
        self.answers.data.extend(data);
        let (size, values) = (self.size.saturating_add(size), self.values.saturating_add(values));
        let limits = &options.limits;
        let fits = self.ends
            || size <= limits.body_bytes && values <= limits.values && self.answers.data.len() < limits.parts;
        if fits {
            (self.size, self.values) = (size, values);
            return Ok(());
        }
        // Only now it is worth the while to count exactly.
        match self.measure(dialect, options) {
            Ok(exact) => {
                (self.size, self.values) = (exact, values);
                Ok(())
            }
            Err(_) => {
                self.answers.statuses.pop();
                if has_data {
                    self.answers.data.pop();
                }
                Err(Misuse::DataTooLarge)
            }
        }
    }

    /// How many bytes the answers take, if the commands that are left get a code each.
    fn measure(&mut self, dialect: Dialect, options: &Options) -> Result<usize, EncodeError> {
        let answered = self.answers.statuses.len();
        let mut statuses = core::mem::take(&mut self.answers.statuses);
        statuses.resize(self.package.commands.len(), Status::new(StatusCode::INTERNAL_ERROR));
        let package = Package3::new(statuses);
        let encoded = body::encode_package3(&package, &self.answers.data, dialect, options);
        self.answers.statuses = package.statuses;
        self.answers.statuses.truncate(answered);
        // A part more makes a body of one document a multipart one.
        encoded.map(|encoded| encoded.bytes.len() + 2 * PART)
    }
}

/// What alone is too large for a body is no different from what is too large with the others.
fn too_large_or(otherwise: fn(EncodeError) -> Misuse) -> impl Fn(EncodeError) -> Misuse {
    move |error| match error.kind() {
        EncodeErrorKind::Limit(Limit::BodyBytes) => Misuse::DataTooLarge,
        _ => otherwise(error),
    }
}

/// How many elements and members a status has at most beside its code.
fn values(status: &Status<'_>) -> usize {
    let extensions: usize = status.extensions.iter().map(|(_, value)| 1 + value.as_str().len()).sum();
    1 + status.locations.len() + extensions
}

//! One Package#2 while its commands are executed.

use super::{Answer, Misuse, Report};
use crate::{
    package::{Command, ManagementData, Package2, Slot, Status},
    status::StatusCode,
    uri::ServerUri,
};
use alloc::vec::Vec;

/// What a part costs beside its document: boundary, header and line ends.
const PART: usize = 128;
/// What a status costs without locations.
const STATUS: usize = 16;

#[derive(Debug)]
pub(super) struct Turn {
    package: Package2<'static>,
    /// As many as there are commands that were dealt with.
    statuses: Vec<Status<'static>>,
    data: Vec<ManagementData<'static>>,
    /// What the answers will take of a body.
    size: usize,
    /// Where CONT says that the session goes on.
    target: Option<ServerUri<'static>>,
    ends: bool,
}

impl Turn {
    pub(super) fn new(package: Package2<'static>) -> Self {
        let ends = package.has_end();
        let size = PART + STATUS * package.commands.len();
        let mut turn = Turn { package, statuses: Vec::new(), data: Vec::new(), size, target: None, ends };
        turn.pass();
        turn
    }

    /// The command that is to be executed.
    pub(super) fn command(&self) -> Option<&Command<'static>> {
        self.package.commands.get(self.statuses.len())?.command()
    }

    /// Whether all commands have been answered.
    pub(super) fn is_done(&self) -> bool {
        self.statuses.len() == self.package.commands.len()
    }

    pub(super) const fn ends(&self) -> bool {
        self.ends
    }

    pub(super) fn take_target(&mut self) -> Option<ServerUri<'static>> {
        self.target.take()
    }

    pub(super) fn into_answers(self) -> (Vec<Status<'static>>, Vec<ManagementData<'static>>) {
        (self.statuses, self.data)
    }

    /// Answers what is nothing to execute: unreadable commands, and END.
    fn pass(&mut self) {
        while let Some(slot) = self.package.commands.get(self.statuses.len()) {
            self.statuses.push(match slot {
                Slot::Command(Command::End) => Status::new(StatusCode::OK),
                Slot::Unreadable(slot) => Status::new(slot.status()),
                Slot::Command(_) => return,
            });
        }
    }

    /// Takes the answer to the command that is to be executed, whose data takes so many bytes of a body of at most `most`.
    pub(super) fn answer(
        &mut self,
        answer: Answer,
        document: usize,
        most: usize,
    ) -> Result<Option<Report>, Misuse> {
        let command = self.command().ok_or(Misuse::NothingToAnswer)?;
        check(command, &answer)?;
        let locations: usize = answer.status.locations.iter().map(|location| location.len() + 3).sum();
        let part = if answer.data.is_some() { PART + document } else { 0 };
        let size = self.size + locations + part;
        if size > most && part > 0 {
            return Err(Misuse::DataTooLarge);
        }
        let code = answer.status.code;
        let (mut report, mut target) = (None, None);
        match command {
            Command::Cont(uri) if code == StatusCode::OK => target = Some(uri.clone()),
            Command::Exec { node, report_to } if code == StatusCode::ACCEPTED => {
                report = Some(Report::new(node.clone(), report_to.clone()));
            }
            _ => {}
        }
        // The last CONT of a package wins.
        self.target = target.or(self.target.take());
        self.size = size;
        self.data.extend(answer.data);
        self.statuses.push(answer.status);
        self.pass();
        Ok(report)
    }
}

/// Whether a command can be answered so.
fn check(command: &Command<'_>, answer: &Answer) -> Result<(), Misuse> {
    let status = &answer.status;
    let ok = status.code == StatusCode::OK;
    match (command, answer.data.is_some()) {
        (Command::Get(_), false) if ok => return Err(Misuse::DataMissing),
        (Command::Get(_), true) if !ok => return Err(Misuse::DataNotWanted),
        (Command::Get(_), _) => {}
        (_, true) => return Err(Misuse::DataNotWanted),
        (_, false) => {}
    }
    match command {
        Command::Exec { report_to, .. } => {
            let fails = status.code.as_u16() >= 400;
            if report_to.is_some() && status.code != StatusCode::ACCEPTED && !fails {
                return Err(Misuse::ExecNotAccepted);
            }
        }
        _ if status.code == StatusCode::ACCEPTED => return Err(Misuse::AcceptedWithoutExec),
        _ => {}
    }
    match command {
        Command::HGet { to: None, .. } if ok && status.locations.is_empty() => Err(Misuse::LocationMissing),
        Command::HGet { .. } => Ok(()),
        _ if !status.locations.is_empty() => Err(Misuse::LocationNotWanted),
        _ => Ok(()),
    }
}

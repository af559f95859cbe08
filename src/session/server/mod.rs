//! The server's side of a session.

mod error;
mod receive;
mod record;
#[cfg(feature = "serde")]
mod stored;

pub use error::{Misuse, Refusal};
pub use receive::{Accepted, Answered, CommandAnswer, Event, Opened, accept};
pub use record::{CommandRecord, CommandState, StatusResource};

use super::{Response, SessionLimit, SessionLimits};
use crate::{
    body,
    limits::Options,
    media::{Dialect, ResponseHeaders},
    package::{Command, Package2},
    status::StatusCode,
    value::DeviceId,
};
use record::{Outcome, Turn};

/// A session with one device, seen from the server.
///
/// The caller keeps it between two requests under the device's id, in memory or, with the feature `serde`, in any store: what
/// is stored by one process another can take up. [`accept`] takes every POST, [`respond`](Self::respond) says what the
/// commands are:
///
/// ```text
///   accept(Package#1) ──▶ owing ── respond ──▶ waiting ── accept(Package#3) ──┐
///                          ▲  │                  │                            │
///                          │  └─ respond         │ another number of          │
///                          │     with END ──▶ over ◀─ statuses, a limit, end  │
///                          └──────────────────────────────────────────────────┘
///   a new Package#1 ends it, its commands unanswered, and opens another
/// ```
///
/// It keeps the session's status resource [CR-CALL]: every command ever sent, and what came of it.
///
/// With the feature `serde` it is stored as JSON, with the version of the format: 1. A version that is not known is an error
/// that names it, not a guess. What is stored is as trustworthy as the store: keep it where no peer can write.
///
/// # Examples
///
/// ```
/// use omadm::{Address, Command, Options, StatusCode, session::{SessionLimits, server::{self, CommandState, Event}}};
///
/// let options = Options::default();
/// let limits = SessionLimits::default();
/// let headers = [
///     ("Content-Type", "application/vnd.oma.dm.initiation+json"),
///     ("Accept", "application/vnd.oma.dm.request+json"),
///     ("OMADM-DevID", "IMEI:1"),
/// ];
/// let body = br#"{"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"}]}"#;
/// let accepted = server::accept(None, headers, body, &options, &limits);
/// assert!(matches!(accepted.result.unwrap(), Event::Opened(_)));
/// let mut session = accepted.session.unwrap();
///
/// let reset = Command::Exec { node: Address::parse("urn:oma:mo:x:1.0//Reset").unwrap(), report_to: None };
/// let response = session.respond([reset], &options).unwrap();
/// assert_eq!(response.body, br#"{"CMD":[["EXEC","urn:oma:mo:x:1.0//Reset"]]}"#);
///
/// let headers = [("Content-Type", "application/vnd.oma.dm.response+json"), headers[1], headers[2]];
/// let accepted = server::accept(Some(session), headers, br#"{"Status":[{"sc":202}]}"#, &options, &limits);
/// assert!(matches!(accepted.result.unwrap(), Event::Answered(_)));
/// let mut session = accepted.session.unwrap();
/// let entry = session.last_turn().next().unwrap();
/// assert!(matches!(entry.state(), CommandState::Answered(status) if status.code == StatusCode::ACCEPTED));
/// session.respond([Command::End], &options).unwrap();
/// assert!(session.is_over());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    device: DeviceId<'static>,
    dialect: Dialect,
    phase: Phase,
    limits: SessionLimits,
    /// Bytes that were received.
    bytes: usize,
    /// What the next Package#3 answers is its last turn.
    record: StatusResource,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    /// A POST was received and is to be responded to.
    Owing,
    /// Package#2 was sent, and Package#3 is awaited.
    Waiting,
    /// END was sent, or something went wrong for good.
    Over,
}

impl Session {
    fn new(device: DeviceId<'static>, dialect: Dialect, bytes: usize, limits: SessionLimits) -> Self {
        Session { device, dialect, phase: Phase::Owing, limits, bytes, record: StatusResource::new() }
    }

    /// The device.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, session::server::Session};
    /// fn key(session: &Session) -> &str { session.device_id().as_str() }
    /// ```
    pub const fn device_id(&self) -> &DeviceId<'static> {
        &self.device
    }

    /// The dialect, which Package#1 has fixed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Dialect, session::server::Session};
    /// fn speaks_text(session: &Session) -> bool { session.dialect() == Dialect::Draft }
    /// ```
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Whether nothing more can come: END was sent, or the session failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::Session;
    /// fn keep(session: &Session) -> bool { !session.is_over() }
    /// ```
    pub const fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over)
    }

    /// The session's status resource [CR-CALL]: every command ever sent, in order, with what came of it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::Session;
    /// fn finished(session: &Session) -> usize {
    ///     session.record().iter().filter(|entry| entry.state().status().is_some()).count()
    /// }
    /// ```
    pub const fn record(&self) -> &StatusResource {
        &self.record
    }

    /// The part of the record that is about the last Package#2: what the next Package#3 answers, or the last one has answered.
    /// Empty before the first.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::Session;
    /// fn awaited(session: &Session) -> usize {
    ///     session.last_turn().filter(|entry| entry.state().status().is_none()).count()
    /// }
    /// ```
    pub fn last_turn(&self) -> impl DoubleEndedIterator<Item = CommandRecord<'_>> + Clone {
        self.record.of_turn(self.record.turns().len())
    }

    /// Responds to the POST that was accepted last with these commands. With END among them the session is over, and none of
    /// them will be answered.
    ///
    /// # Errors
    ///
    /// Nothing changes, and other commands can be given: no POST to respond to, no command at all (END ends a session), SUB or
    /// UNSUB in a draft session, more than the limits allow, what cannot be written.
    ///
    /// # Examples
    ///
    /// See [`Session`].
    pub fn respond(
        &mut self,
        commands: impl IntoIterator<Item = Command<'static>>,
        options: &Options,
    ) -> Result<Response, Misuse> {
        if self.phase != Phase::Owing {
            return Err(Misuse::NothingToRespondTo);
        }
        let mut package = Package2::new(commands);
        let (work, all) = (package.work(), package.commands.len());
        if all == 0 {
            return Err(Misuse::NoCommands);
        }
        // Nothing but END is no work.
        let ends = work < all;
        if self.record.turns().len() >= self.limits.turns && !ends {
            return Err(Misuse::Limit(SessionLimit::Turns));
        }
        if self.record.len().saturating_add(work) > self.limits.commands {
            return Err(Misuse::Limit(SessionLimit::Commands));
        }
        let body = body::write_package2(&package, self.dialect, options).map_err(Misuse::Encode)?;
        // The list may be the caller's own, with room that nobody needs any more.
        package.commands.shrink_to_fit();
        let (outcome, phase) =
            if ends { (Outcome::Unanswered, Phase::Over) } else { (Outcome::Awaited, Phase::Waiting) };
        self.record.push(Turn { package, outcome });
        self.phase = phase;
        Ok(Response { status: StatusCode::OK, headers: Some(ResponseHeaders::new(self.dialect)), body })
    }

    /// Gives the session up, because the device has fallen silent or for whatever reason: what has no status will not get one.
    /// A Package#3 that comes all the same is refused with 409. One that is over already stays as it is.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::Session;
    /// fn give_up(mut session: Session) -> usize {
    ///     session.end();
    ///     assert!(session.is_over());
    ///     session.record().len()
    /// }
    /// ```
    pub fn end(&mut self) {
        self.phase = Phase::Over;
        self.record.give_up();
    }
}

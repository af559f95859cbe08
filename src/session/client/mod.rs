//! The client's side of a session.

mod alerts;
mod answer;
mod defaults;
mod error;
mod known;
mod opening;
mod post;
mod report;
mod response;
mod step;
mod subscriptions;
mod turn;

pub use answer::Answer;
pub use defaults::{DefaultRequest, Defaults};
pub use error::{Error, Failure, Misuse};
pub use opening::Opening;
pub use report::Report;
pub use step::{Received, Step};
pub use subscriptions::Subscriptions;

use self::{
    alerts::Alerts,
    turn::{Answers, Turn},
};
use super::SessionLimits;
use crate::{
    limits::Options,
    media::Dialect,
    package::{Alert, ManagementData, Package1},
    uri::ServerUri,
    value::DeviceId,
};
use alloc::{boxed::Box, vec::Vec};

/// A session, seen from the client.
///
/// It is driven by [`poll`](Self::poll), which always says what to do next:
///
/// ```text
///   Opening::open ──▶ Post ──▶ Await ── handle_response ──▶ Execute ── answer ──┐
///                      ▲         │                           ▲    │             │
///                      │         │ no 200 with a Package#2   │    │ the last    │ not the last
///                      │         ▼                           └────┼─────────────┘
///                      │       Closed ◀──────── with END ─────────┤
///                      └─────────────────── without END ──────────┘
/// ```
///
/// Statuses cannot be skipped, doubled or disordered: `poll` says the same command until it is answered. An unreadable
/// command is answered for the caller with its 400 or 501, and END is nothing to execute: a package without anything else
/// goes straight to the next POST or to the end. A response that is not 200 with a Package#2 closes the session for good; a
/// redirection leaves it waiting. Whatever is called at another time is refused and changes nothing.
///
/// An alert can be [queued](Self::queue_alert) at any time. [`into_unsent_alerts`](Self::into_unsent_alerts) ends the session
/// in any state and gives back what did not arrive.
///
/// # Examples
///
/// ```
/// use omadm::{Command, DeviceId, ServerUri, StatusCode, session::client::{Opening, Step}};
///
/// let server = ServerUri::parse("https://dm.example/dm")?;
/// let mut session = Opening::new(server, DeviceId::parse("IMEI:1")?).open().unwrap();
/// let mut posts = 0;
/// loop {
///     match session.poll() {
///         Step::Post(request) => {
///             posts += 1;
///             // Here a socket would send the request. The server wants one node deleted, and ends.
///             assert!(request.body.starts_with(b"{\"Alert\":[{\"AlertType\":\"urn:oma:at:dm:2.0:ClientInitiatedMgmt\""));
///             let headers = [("Content-Type", "application/vnd.oma.dm.request+json")];
///             let body = br#"{"CMD":[["DELETE","urn:oma:mo:x:1.0//a"],["END"]]}"#;
///             let received = session.handle_response(StatusCode::OK, headers, body).unwrap();
///             assert!(received.ends);
///         }
///         Step::Execute(command) => {
///             assert_eq!(command.name(), "DELETE");
///             session.answer(StatusCode::OK).unwrap();
///         }
///         Step::Closed => break,
///         _ => unreachable!(),
///     }
/// }
/// assert_eq!(posts, 1);
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Debug)]
pub struct Session {
    device: DeviceId<'static>,
    dialect: Dialect,
    /// Where the next POST goes.
    target: ServerUri<'static>,
    options: Options,
    limits: SessionLimits,
    state: State,
    alerts: Alerts,
    reports: Vec<Report>,
    /// Package#2 without END that were received.
    turns: usize,
    /// Commands other than END that were received.
    commands: usize,
    /// Bytes of bodies that were received.
    bytes: usize,
}

#[derive(Debug)]
enum State {
    /// Package#1 is to be sent.
    Opening { package: Box<Package1<'static>>, data: Vec<ManagementData<'static>> },
    /// A response is awaited.
    Awaiting,
    /// There is a command to execute.
    Executing(Turn),
    /// Package#3 is to be sent.
    Answered(Answers),
    /// Nothing is sent any more: END was executed, or something went wrong.
    Closed(Option<Failure>),
}

impl Session {
    /// Says what to do next. It changes nothing, but that a POST is handed out once.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{DeviceId, ServerUri, session::client::{Opening, Step}};
    ///
    /// let server = ServerUri::parse("https://dm.example/dm")?;
    /// let mut session = Opening::new(server, DeviceId::parse("IMEI:1")?).open().unwrap();
    /// assert!(matches!(session.poll(), Step::Post(_)));
    /// assert!(matches!(session.poll(), Step::Await));
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn poll(&mut self) -> Step<'_> {
        match core::mem::replace(&mut self.state, State::Awaiting) {
            State::Opening { package, data } => return self.post_package1(*package, &data),
            State::Answered(answers) => return self.post_package3(answers),
            state => self.state = state,
        }
        match &self.state {
            State::Executing(turn) => turn.command().map_or(Step::Closed, Step::Execute),
            State::Closed(_) => Step::Closed,
            _ => Step::Await,
        }
    }

    /// Goes on with a turn: to its next command, or if there is none to Package#3 or the end.
    fn settle(&mut self, turn: Turn) {
        if turn.command().is_some() {
            self.state = State::Executing(turn);
            return;
        }
        let ends = turn.ends();
        let (answers, target) = turn.into_answers();
        if let Some(target) = target {
            self.target = target;
        }
        self.state = if ends { State::Closed(None) } else { State::Answered(answers) };
    }

    /// Says how the command went that [`poll`](Self::poll) handed out.
    ///
    /// # Errors
    ///
    /// An answer that the command cannot have; nothing changes, and another answer can be given: a GET answered 200 without
    /// data, or data that would not fit into a body; an EXEC with a ServerURI answered other than 202 or with an error; 202
    /// to anything but EXEC; an HGET without a ClientURI answered 200 without a location. And an answer when there is nothing
    /// to answer.
    ///
    /// # Examples
    ///
    /// See [`Session`].
    pub fn answer(&mut self, answer: impl Into<Answer>) -> Result<(), Misuse> {
        let State::Executing(turn) = &mut self.state else { return Err(Misuse::NothingToAnswer) };
        self.reports.extend(turn.answer(answer.into(), self.dialect, &self.options)?);
        if let State::Executing(turn) = core::mem::replace(&mut self.state, State::Awaiting) {
            self.settle(turn);
        }
        Ok(())
    }

    /// Adds an alert, which travels with the next package that can carry it: any of a published session, Package#1 alone of a
    /// draft one.
    ///
    /// # Errors
    ///
    /// Too many that wait, or one that cannot be written.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Alert, DeviceId, ServerUri, session::client::{Opening, Step}};
    ///
    /// let server = ServerUri::parse("https://dm.example/dm")?;
    /// let mut session = Opening::new(server, DeviceId::parse("IMEI:1")?).open().unwrap();
    /// session.queue_alert(Alert::new("urn:oma:at:x:1.0")).unwrap();
    /// let Step::Post(request) = session.poll() else { panic!() };
    /// assert!(String::from_utf8(request.body).unwrap().contains("urn:oma:at:x:1.0"));
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn queue_alert(&mut self, alert: Alert<'static>) -> Result<(), Misuse> {
        self.alerts.queue(alert, self.limits.alerts, &self.options)
    }

    /// The dialect the session speaks.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, Dialect, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/")?, DeviceId::parse("IMEI:1")?);
    /// assert_eq!(opening.open().unwrap().dialect(), Dialect::Published);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Why the session is over, if it failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/")?, DeviceId::parse("IMEI:1")?);
    /// assert_eq!(opening.open().unwrap().failure(), None);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub const fn failure(&self) -> Option<&Failure> {
        match &self.state {
            State::Closed(Some(failure)) => Some(failure),
            _ => None,
        }
    }

    /// The EXECs that were answered 202: their outcomes are to be reported later, each as a Generic Alert in a new session.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/")?, DeviceId::parse("IMEI:1")?);
    /// assert!(opening.open().unwrap().take_reports().is_empty());
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn take_reports(&mut self) -> Vec<Report> {
        core::mem::take(&mut self.reports)
    }

    /// Ends the session, whatever its state, and gives the alerts back that did not arrive: those that waited, and those in a
    /// package that was not answered with a Package#2, which may have arrived all the same. The next session can take them
    /// all.
    ///
    /// *Decision* D32: the alert that opens a session is its own and not among them; the next one has another.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Alert, DeviceId, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/")?, DeviceId::parse("IMEI:1")?);
    /// let mut session = opening.open().unwrap();
    /// session.queue_alert(Alert::new("urn:oma:at:x:1.0")).unwrap();
    /// session.poll();
    /// assert_eq!(session.into_unsent_alerts(), [Alert::new("urn:oma:at:x:1.0")]);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn into_unsent_alerts(self) -> Vec<Alert<'static>> {
        self.alerts.into_unsent()
    }
}

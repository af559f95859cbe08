//! The client's side of a session.

mod answer;
mod defaults;
mod error;
mod opening;
mod report;
mod subscriptions;
mod turn;

pub use answer::Answer;
pub use defaults::{DefaultRequest, Defaults};
pub use error::{Error, Failure, Misuse};
pub use opening::Opening;
pub use report::Report;
pub use subscriptions::Subscriptions;

use self::turn::Turn;
use super::{Request, SessionLimit, SessionLimits};
use crate::{
    body::{self, Content},
    error::Warnings,
    json,
    limits::Options,
    media::{Dialect, RequestHeaders, ResponseHeaders},
    package::{Alert, Command, ManagementData, Package1, Package2, Package3},
    status::StatusCode,
    uri::ServerUri,
    value::DeviceId,
};
use alloc::{boxed::Box, vec::Vec};

/// What to do next.
///
/// # Examples
///
/// See [`Session`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Step<'s> {
    /// Send this POST and give the response to [`Session::handle_response`]. It is handed out once.
    Post(Request),
    /// Execute this command and say how it went by [`Session::answer`].
    Execute(&'s Command<'static>),
    /// A response is awaited.
    Await,
    /// The session is over.
    Closed,
}

/// What a response brought.
///
/// # Examples
///
/// See [`Session`].
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Received {
    /// How many commands there are, unreadable ones included.
    pub commands: usize,
    /// Whether END is among them: then nothing is sent back.
    pub ends: bool,
    /// What the decoders tolerated, in the headers and in the body.
    pub warnings: Warnings,
}

/// A session, seen from the client.
///
/// It is driven by [`poll`](Self::poll), which always says what to do next:
///
/// ```text
///            ┌──────────── Execute ◀── answer ──┐
///            │                 │                │
///  Opening ──┴──▶ Post ──▶ Await ──▶ Execute ───┤
///                   ▲                           │ all answered
///                   └────────────── no END ─────┤
///                                               └─ END ──▶ Closed
/// ```
///
/// Statuses cannot be skipped, doubled or disordered: `poll` says the same command until it is answered. An unreadable
/// command is answered for the caller with its 400 or 501, and END is nothing to execute. A response that is not 200 with a
/// Package#2 closes the session for good; a redirection leaves it waiting.
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
    /// Alerts that wait for a package that can carry them.
    alerts: Vec<Alert<'static>>,
    /// Alerts in the package whose response is awaited: nobody knows yet whether they arrived.
    travelling: Vec<Alert<'static>>,
    reports: Vec<Report>,
    turns: usize,
    commands: usize,
    bytes: usize,
}

#[derive(Debug)]
enum State {
    Opening { package: Box<Package1<'static>>, data: Vec<ManagementData<'static>> },
    Awaiting,
    Executing(Turn),
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
        if matches!(&self.state, State::Executing(turn) if turn.is_done()) {
            self.finish_turn();
        }
        match &self.state {
            State::Opening { .. } => return self.post_package1(),
            State::Executing(turn) if turn.is_done() => return self.post_package3(),
            _ => {}
        }
        match &self.state {
            State::Executing(turn) => turn.command().map_or(Step::Closed, Step::Execute),
            State::Opening { .. } | State::Awaiting => Step::Await,
            State::Closed(_) => Step::Closed,
        }
    }

    /// A turn is done: CONT takes effect, and END closes the session.
    fn finish_turn(&mut self) {
        let State::Executing(turn) = &mut self.state else { return };
        if let Some(target) = turn.take_target() {
            self.target = target;
        }
        if turn.ends() {
            self.state = State::Closed(None);
        }
    }

    fn post_package1(&mut self) -> Step<'_> {
        let State::Opening { package, data } = core::mem::replace(&mut self.state, State::Awaiting) else {
            return Step::Closed;
        };
        self.travelling = package.alerts.clone();
        self.travelling.append(&mut self.alerts);
        let package = package.with_alerts(self.travelling.iter().cloned());
        let encoded = body::encode_package1(&package, &data, self.dialect, &self.options);
        let headers = RequestHeaders::package1(self.dialect, self.device.clone());
        self.post(headers, encoded)
    }

    fn post_package3(&mut self) -> Step<'_> {
        let State::Executing(turn) = core::mem::replace(&mut self.state, State::Awaiting) else {
            return Step::Closed;
        };
        let (statuses, data) = turn.into_answers();
        let package = Package3::new(statuses);
        let headers = RequestHeaders::package3(self.dialect, self.device.clone());
        // The draft's Package#3 has no place for alerts; they wait for the next Package#1.
        if self.dialect == Dialect::Published && !self.alerts.is_empty() {
            let with_alerts = package.clone().with_alerts(self.alerts.iter().cloned());
            if let Ok(encoded) = body::encode_package3(&with_alerts, &data, self.dialect, &self.options) {
                self.travelling = core::mem::take(&mut self.alerts);
                return self.post(headers, Ok(encoded));
            }
            // With the data they would be too much: they travel with the next package.
        }
        let encoded = body::encode_package3(&package, &data, self.dialect, &self.options);
        self.post(headers, encoded)
    }

    fn post(
        &mut self,
        headers: RequestHeaders<'static>,
        encoded: Result<body::Encoded, crate::error::EncodeError>,
    ) -> Step<'_> {
        match encoded {
            Ok(encoded) => Step::Post(Request {
                target: self.target.clone(),
                headers: headers.with_content_type(encoded.media_type),
                body: encoded.bytes,
            }),
            Err(error) => {
                self.fail(Failure::Encode(error));
                Step::Closed
            }
        }
    }

    /// Takes the response to the last POST.
    ///
    /// # Errors
    ///
    /// [`Error::Misuse`] if no response is awaited; nothing changes. [`Error::Redirected`] for a 3xx: the session goes on
    /// waiting for the response of where it leads, if the caller follows. [`Error::Failed`] for anything else that is not 200
    /// with a Package#2 of the session's dialect: the session is closed.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{DeviceId, ServerUri, StatusCode, session::client::Opening};
    ///
    /// let server = ServerUri::parse("https://dm.example/dm")?;
    /// let mut session = Opening::new(server, DeviceId::parse("IMEI:1")?).open().unwrap();
    /// session.poll();
    /// let headers = [("Content-Type", "text/html")];
    /// let error = session.handle_response(StatusCode::OK, headers, b"<html>").unwrap_err();
    /// assert_eq!(error.to_string(), "a media type that is not read here at byte 0 (Content-Type)");
    /// assert_eq!(session.into_unsent_alerts().len(), 1);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn handle_response<'h, N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'h>(
        &mut self,
        status: StatusCode,
        headers: impl IntoIterator<Item = (N, &'h V)>,
        body: &[u8],
    ) -> Result<Received, Error> {
        if !matches!(self.state, State::Awaiting) {
            return Err(Error::Misuse(Misuse::NotAwaiting));
        }
        if (300..400).contains(&status.as_u16()) {
            return Err(Error::Redirected(status));
        }
        let read = self.read_response(status, headers, body);
        read.map_err(|failure| Error::Failed(self.fail(failure)))
    }

    fn read_response<'h, N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'h>(
        &mut self,
        status: StatusCode,
        headers: impl IntoIterator<Item = (N, &'h V)>,
        body: &[u8],
    ) -> Result<Received, Failure> {
        if status != StatusCode::OK {
            return Err(Failure::Status(status));
        }
        self.bytes = self.bytes.saturating_add(body.len());
        if self.bytes > self.limits.bytes {
            return Err(Failure::Limit(SessionLimit::Bytes));
        }
        let headers =
            ResponseHeaders::decode(self.dialect, headers, &self.options).map_err(Failure::Headers)?;
        let decoded =
            body::decode(&headers.value.content_type, body, &self.options).map_err(Failure::Body)?;
        let Content::Package2(package) = decoded.value.content else { return Err(Failure::NotPackage2) };
        let mut warnings = headers.warnings;
        warnings.append(decoded.warnings, self.options.limits.warnings);
        let received = Received { commands: package.commands.len(), ends: package.has_end(), warnings };
        self.begin_turn(package.into_owned())?;
        Ok(received)
    }

    fn begin_turn(&mut self, package: Package2<'static>) -> Result<(), Failure> {
        self.turns = self.turns.saturating_add(1);
        if self.turns > self.limits.turns {
            return Err(Failure::Limit(SessionLimit::Turns));
        }
        self.commands = self.commands.saturating_add(package.commands.len());
        if self.commands > self.limits.commands {
            return Err(Failure::Limit(SessionLimit::Commands));
        }
        // The server has answered: what travelled has arrived.
        self.travelling.clear();
        self.state = State::Executing(Turn::new(package));
        Ok(())
    }

    /// Closes the session for good; the first failure stays.
    fn fail(&mut self, failure: Failure) -> Failure {
        if let State::Closed(Some(first)) = &self.state {
            return first.clone();
        }
        self.state = State::Closed(Some(failure.clone()));
        failure
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
        let answer = answer.into();
        let State::Executing(turn) = &mut self.state else { return Err(Misuse::NothingToAnswer) };
        let mut document = Vec::new();
        if let Some(data) = &answer.data {
            json::encode(data, &mut document, &self.options).map_err(Misuse::Data)?;
        }
        self.reports.extend(turn.answer(answer, document.len(), self.options.limits.body_bytes)?);
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
        if self.alerts.len() >= self.limits.alerts {
            return Err(Misuse::TooManyAlerts);
        }
        opening::check_alert(&alert, &self.options)?;
        self.alerts.push(alert);
        Ok(())
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
    /// package that was not answered with a Package#2. The latter may have arrived all the same.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Alert, DeviceId, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/")?, DeviceId::parse("IMEI:1")?);
    /// let mut session = opening.open().unwrap();
    /// session.queue_alert(Alert::new("urn:oma:at:x:1.0")).unwrap();
    /// assert_eq!(session.into_unsent_alerts().len(), 2); // with the one that opens the session
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn into_unsent_alerts(self) -> Vec<Alert<'static>> {
        let mut alerts = self.travelling;
        if let State::Opening { package, .. } = self.state {
            alerts.extend(package.alerts);
        }
        alerts.extend(self.alerts);
        alerts
    }
}

//! Taking a POST.

use super::{Phase, Refusal, Session, record::Outcome};
use crate::{
    body::{self, Content},
    error::{DecodeError, DecodeErrorKind, Fault, Path, Spot, Warning, WarningKind, Warnings},
    limits::Options,
    media::{RequestHeaders, headers::Received},
    package::{Alert, Command, ManagementData, Package1, Package3, Status},
    session::{SessionLimit, SessionLimits},
    status::StatusCode,
    value::Extensions,
};
use alloc::vec::Vec;
use core::mem;

/// What became of a POST.
///
/// # Examples
///
/// See [`Session`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Accepted {
    /// The session to keep under the device's id, over or not; `None` if there is none.
    pub session: Option<Session>,
    /// The stored session that a new Package#1 took the place of. If it was not over it is now, its commands unanswered.
    pub ended: Option<Session>,
    /// What the POST brought, or why it was refused and what to answer.
    pub result: Result<Event, Refusal>,
}

/// What a POST brought. [`Session::respond`] is to follow.
///
/// # Examples
///
/// See [`Session`].
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Event {
    /// A Package#1: the session has just been opened.
    Opened(Opened),
    /// A Package#3: the commands of the last Package#2 are answered.
    Answered(Answered),
}

/// What a Package#1 brought.
///
/// # Examples
///
/// ```
/// use omadm::session::server::Opened;
///
/// fn was_asked_for(opened: &Opened) -> bool {
///     opened.notification_id().is_some()
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Opened {
    /// The package.
    pub package: Package1<'static>,
    /// Device information and other management data.
    pub data: Vec<ManagementData<'static>>,
    /// What the decoders tolerated, in the headers and in the body.
    pub warnings: Warnings,
}

impl Opened {
    /// The id of the notification that the session acknowledges.
    ///
    /// # Examples
    ///
    /// See [`Opened`].
    pub fn notification_id(&self) -> Option<u16> {
        self.package.alerts.iter().find_map(Alert::notification_id)
    }

    /// Whether none of the alerts opens a session, as one should. It is among the warnings too.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::session::server::Opened;
    /// fn warn(opened: &Opened) {
    ///     if opened.lacks_opening_alert() {
    ///         eprintln!("a Package#1 without an alert that opens a session");
    ///     }
    /// }
    /// ```
    pub fn lacks_opening_alert(&self) -> bool {
        self.package.opening_alert().is_none()
    }
}

/// What a Package#3 brought.
///
/// # Examples
///
/// See [`CommandAnswer`].
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Answered {
    /// Which Package#2 of the session it answers.
    turn: usize,
    /// The data of the GETs that were answered 200, in their order; [`answers`](Self::answers) says which is whose. The
    /// statuses are in the session's record.
    pub data: Vec<ManagementData<'static>>,
    /// Events on the device.
    pub alerts: Vec<Alert<'static>>,
    /// Members of the package that the protocol does not define.
    pub extensions: Extensions<'static>,
    /// What the decoders tolerated, in the headers and in the body.
    pub warnings: Warnings,
}

impl Answered {
    /// One answer for each command of the Package#2 that was answered, in order. `session` is the one that took the answer;
    /// another one may have none.
    ///
    /// # Examples
    ///
    /// See [`CommandAnswer`].
    pub fn answers<'s>(&'s self, session: &'s Session) -> impl Iterator<Item = CommandAnswer<'s>> {
        let mut data = self.data.iter();
        session.record.of_turn(self.turn).filter_map(move |entry| {
            let (command, status) = (entry.command(), entry.state().status()?);
            let has_data = matches!(command, Command::Get(_)) && status.code == StatusCode::OK;
            Some(CommandAnswer { command, status, data: if has_data { data.next() } else { None } })
        })
    }
}

/// A command, its status, and its data if it is a GET that was answered 200.
///
/// # Examples
///
/// ```
/// use omadm::session::server::{Answered, Session};
///
/// fn print(session: &Session, answered: &Answered) {
///     for answer in answered.answers(session) {
///         println!("{}: {}", answer.command.name(), answer.status.code);
///     }
/// }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct CommandAnswer<'s> {
    /// The command.
    pub command: &'s Command<'static>,
    /// Its status.
    pub status: &'s Status<'static>,
    /// Its data.
    pub data: Option<&'s ManagementData<'static>>,
}

/// Takes a POST of a device whose session, if there is one, is `stored`. Who the device is
/// [`headers::device_id`](crate::headers::device_id) says beforehand.
///
/// A Package#1 ends the stored session and opens a new one. A Package#3 answers it. What is refused leaves the stored session
/// as it was, unless [`Refusal`] says that it is over. A session keeps the limits that it was opened with.
///
/// # Examples
///
/// See [`Session`].
pub fn accept<'h, N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'h>(
    mut stored: Option<Session>,
    headers: impl IntoIterator<Item = (N, &'h V)> + Clone,
    body: &[u8],
    options: &Options,
    limits: &SessionLimits,
) -> Accepted {
    let mut ended = None;
    let result = take(&mut stored, &mut ended, headers, body, options, limits);
    Accepted { session: stored, ended, result }
}

/// What a POST does to the stored session. One that another takes the place of becomes the `ended` one.
fn take<'h, N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'h>(
    stored: &mut Option<Session>,
    ended: &mut Option<Session>,
    headers: impl IntoIterator<Item = (N, &'h V)> + Clone,
    body: &[u8],
    options: &Options,
    limits: &SessionLimits,
) -> Result<Event, Refusal> {
    let mut received = Received::default();
    received.read(headers, &options.limits).map_err(Refusal::Headers)?;
    let parsed;
    let media_type = match received.known_content_type(options) {
        Some(known) => known,
        None => {
            parsed = received.any_content_type(options).map_err(Refusal::Headers)?;
            &parsed
        }
    };
    let decoded = body::decode(media_type, body, options).map_err(Refusal::Body)?;
    match decoded.value.content {
        Content::Package1(package) => {
            let (session, mut opened) = open(&received, package.into_owned(), body.len(), options, limits)?;
            if stored.as_ref().is_some_and(|stored| stored.device != session.device) {
                return Err(Refusal::OtherDevice);
            }
            opened.data = owned(decoded.value.data, ManagementData::into_owned);
            opened.warnings.append(decoded.warnings, options.limits.warnings);
            if opened.lacks_opening_alert() {
                let warning = no_opening_alert(options).map_err(Refusal::Body)?;
                opened.warnings.append(warning, options.limits.warnings);
            }
            *ended = stored.replace(session);
            ended.iter_mut().for_each(Session::end);
            Ok(Event::Opened(opened))
        }
        Content::Package3(package) => {
            let session = stored.as_mut().filter(|session| !session.is_over()).ok_or(Refusal::NoSession)?;
            let headers = RequestHeaders::check_package3(
                session.dialect,
                &session.device,
                media_type,
                &received,
                options,
            );
            let headers = headers.map_err(Refusal::Headers)?;
            if !headers.value {
                return Err(Refusal::OtherDevice);
            }
            let mut warnings = headers.warnings;
            warnings.append(decoded.warnings, options.limits.warnings);
            session.answer(package, decoded.value.data, warnings, body.len())
        }
        _ => Err(Refusal::NotFromClient),
    }
}

/// The warning of a Package#1 without an alert that opens a session; strictly the error.
fn no_opening_alert(options: &Options) -> Result<Warnings, DecodeError> {
    let (kind, spot, path) = (WarningKind::NoOpeningAlert, Spot::at(0), Path::new("Alert"));
    if options.strict {
        return Err(DecodeError::new(Fault { kind: DecodeErrorKind::Strict(kind), spot }, path));
    }
    Ok(Warnings::new([Warning::new(kind, spot, path)].into(), 0))
}

/// A list that has let go of its body. Mostly there is nothing in it.
fn owned<T, U>(list: Vec<T>, own: impl FnMut(T) -> U) -> Vec<U> {
    if list.is_empty() { Vec::new() } else { list.into_iter().map(own).collect() }
}

fn open(
    headers: &Received<'_>,
    package: Package1<'static>,
    bytes: usize,
    options: &Options,
    limits: &SessionLimits,
) -> Result<(Session, Opened), Refusal> {
    let headers = RequestHeaders::received_package1(headers, options).map_err(Refusal::Headers)?;
    if bytes > limits.bytes {
        return Err(Refusal::Limit(SessionLimit::Bytes));
    }
    let session = Session::new(headers.value.device_id.into_owned(), headers.value.dialect, bytes, *limits);
    Ok((session, Opened { package, data: Vec::new(), warnings: headers.warnings }))
}

/// Statuses that have let go of their body, in a list of their number. Most are a code and nothing else.
fn kept(mut statuses: Vec<Status<'_>>) -> Vec<Status<'static>> {
    let mut kept: Vec<_> = statuses.iter().map(|status| Status::new(status.code)).collect();
    for (kept, status) in kept.iter_mut().zip(&mut statuses) {
        if !status.locations.is_empty() || !status.extensions.is_empty() {
            *kept = mem::replace(status, Status::new(status.code)).into_owned();
        }
    }
    kept
}

impl Session {
    /// Takes the answer to the last Package#2.
    fn answer(
        &mut self,
        package: Package3<'_>,
        data: Vec<ManagementData<'_>>,
        warnings: Warnings,
        bytes: usize,
    ) -> Result<Event, Refusal> {
        if self.phase != Phase::Waiting {
            return Err(Refusal::AlreadyAnswered);
        }
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.limits.bytes {
            self.end();
            return Err(Refusal::Limit(SessionLimit::Bytes));
        }
        // What is waited for was sent.
        let turn = self.record.last_mut().ok_or(Refusal::AlreadyAnswered)?;
        if let Err(error) = body::check_pairs(turn.gets(), &package.statuses, data.len()) {
            self.end();
            return Err(Refusal::Unpaired(error));
        }
        turn.outcome = Outcome::Answered(kept(package.statuses));
        self.phase = Phase::Owing;
        Ok(Event::Answered(Answered {
            turn: self.record.turns().len(),
            data: owned(data, ManagementData::into_owned),
            alerts: owned(package.alerts, Alert::into_owned),
            extensions: package.extensions.into_owned(),
            warnings,
        }))
    }
}

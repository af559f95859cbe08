//! What goes wrong in a server's session: by the caller's hand, or by the client's.

use crate::{
    body::PairError,
    error::{DecodeError, EncodeError},
    session::{Response, SessionLimit},
    status::StatusCode,
};
use core::fmt;

/// A mistake of the caller. It changes nothing: what was refused has not happened.
///
/// # Examples
///
/// ```
/// use omadm::session::server::Misuse;
///
/// assert_eq!(Misuse::NoCommands.to_string(), "a response without commands: END ends a session");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Misuse {
    /// There is no POST to respond to.
    NothingToRespondTo,
    /// No command at all, not even END.
    NoCommands,
    /// More than one session may hold.
    Limit(SessionLimit),
    /// Commands that cannot be written: SUB and UNSUB in a draft session, or more than a body may hold.
    Encode(EncodeError),
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misuse::NothingToRespondTo => f.write_str("there is no POST to respond to"),
            Misuse::NoCommands => f.write_str("a response without commands: END ends a session"),
            Misuse::Limit(limit) => write!(f, "more {limit} than one session may have"),
            Misuse::Encode(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for Misuse {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Misuse::Encode(error) => Some(error),
            _ => None,
        }
    }
}

/// Why a POST was not accepted, and what to answer.
///
/// # Examples
///
/// ```
/// use omadm::{StatusCode, session::server::Refusal};
///
/// assert_eq!(Refusal::NoSession.http_status(), StatusCode::CONFLICT);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// Headers that are wrong: 400, 406 or 415.
    Headers(DecodeError),
    /// A body that cannot be decoded: 400, 413 or 415.
    Body(DecodeError),
    /// A body that a client does not send to a server, a Package#2 for one: 415.
    NotFromClient,
    /// A Package#3 without an open session: 409.
    NoSession,
    /// A POST of another device than the session's: 409.
    OtherDevice,
    /// A second Package#3 for a package that is answered, or one before there was a Package#2: 400. Nothing changes.
    AlreadyAnswered,
    /// Another number of statuses than commands, or of data parts than GETs answered 200: 400. The session is over.
    Unpaired(PairError),
    /// More than one session may hold: 413. The session is over; one that a Package#1 would have opened has not begun.
    Limit(SessionLimit),
}

impl Refusal {
    /// The HTTP status to answer with. *Decision* D11: this, and 200 where nothing is refused, is the status for the package that
    /// came before.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{StatusCode, session::server::Refusal};
    ///
    /// assert_eq!(Refusal::AlreadyAnswered.http_status(), StatusCode::BAD_REQUEST);
    /// ```
    pub const fn http_status(&self) -> StatusCode {
        match self {
            Refusal::Headers(error) | Refusal::Body(error) => error.http_status(),
            Refusal::NoSession | Refusal::OtherDevice => StatusCode::CONFLICT,
            Refusal::Limit(_) => StatusCode::CONTENT_TOO_LARGE,
            Refusal::NotFromClient => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Refusal::AlreadyAnswered | Refusal::Unpaired(_) => StatusCode::BAD_REQUEST,
        }
    }

    /// The response to send.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::session::server::Refusal;
    ///
    /// assert_eq!(Refusal::NoSession.response().status.as_u16(), 409);
    /// ```
    pub const fn response(&self) -> Response {
        Response::refusing(self.http_status())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Headers(error) | Refusal::Body(error) => error.fmt(f),
            Refusal::NotFromClient => f.write_str("a body that a client does not send"),
            Refusal::NoSession => f.write_str("a Package#3 without an open session"),
            Refusal::OtherDevice => f.write_str("the session is another device's"),
            Refusal::AlreadyAnswered => f.write_str("no Package#2 is waiting for an answer"),
            Refusal::Unpaired(error) => error.fmt(f),
            Refusal::Limit(limit) => write!(f, "more {limit} than one session may have"),
        }
    }
}

impl core::error::Error for Refusal {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Refusal::Headers(error) | Refusal::Body(error) => Some(error),
            Refusal::Unpaired(error) => Some(error),
            _ => None,
        }
    }
}

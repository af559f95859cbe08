//! What goes wrong in a client's session: by the caller's hand, or by the server's.

use crate::{
    error::{DecodeError, EncodeError},
    session::SessionLimit,
    status::StatusCode,
};
use core::fmt;

/// A mistake of the caller. It changes nothing: what was refused has not happened.
///
/// # Examples
///
/// ```
/// use omadm::session::client::Misuse;
///
/// assert_eq!(Misuse::DataMissing.to_string(), "a GET answered 200 needs its data");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Misuse {
    /// No response is awaited.
    NotAwaiting,
    /// No command is being executed.
    NothingToAnswer,
    /// A GET answered 200 without data.
    DataMissing,
    /// Data for something other than a GET answered 200.
    DataNotWanted,
    /// The answers to this package would not fit into a body. Another status still does: 413.
    DataTooLarge,
    /// Data that cannot be written.
    Data(EncodeError),
    /// A status that cannot be written: one with an extension called `sc`, or in a draft session with any.
    Status(EncodeError),
    /// An EXEC with a ServerURI that is answered neither 202 nor with an error.
    ExecNotAccepted,
    /// 202 to something other than EXEC.
    AcceptedWithoutExec,
    /// An HGET without a ClientURI that is answered 200 without a location.
    LocationMissing,
    /// A location of something other than HGET.
    LocationNotWanted,
    /// More alerts than may wait.
    TooManyAlerts,
    /// An alert that cannot be written.
    Alert(EncodeError),
    /// A Package#1 that cannot be written.
    Opening(EncodeError),
    /// The notification asked for the MOs, and they were not given.
    MosMissing,
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Misuse::NotAwaiting => "no response is awaited",
            Misuse::NothingToAnswer => "no command is being executed",
            Misuse::DataMissing => "a GET answered 200 needs its data",
            Misuse::DataNotWanted => "only a GET answered 200 has data",
            Misuse::DataTooLarge => "the answers would not fit into the body",
            Misuse::ExecNotAccepted => "an EXEC with a ServerURI is answered 202 or with an error",
            Misuse::AcceptedWithoutExec => "only an EXEC is answered 202",
            Misuse::LocationMissing => "an HGET without a ClientURI that is answered 200 needs a location",
            Misuse::LocationNotWanted => "only an HGET has locations",
            Misuse::TooManyAlerts => "more alerts than may wait",
            Misuse::MosMissing => "the notification asked for the MOs",
            Misuse::Data(error) | Misuse::Status(error) | Misuse::Alert(error) | Misuse::Opening(error) => {
                return error.fmt(f);
            }
        })
    }
}

impl core::error::Error for Misuse {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Misuse::Data(error) | Misuse::Status(error) | Misuse::Alert(error) | Misuse::Opening(error) => {
                Some(error)
            }
            _ => None,
        }
    }
}

/// Why a session failed. It is over for good; there is no retry.
///
/// # Examples
///
/// ```
/// use omadm::{StatusCode, session::client::Failure};
///
/// assert_eq!(Failure::Status(StatusCode::INTERNAL_ERROR).to_string(), "the server answered 500");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Failure {
    /// An HTTP status other than 200 and 3xx.
    Status(StatusCode),
    /// Headers that are wrong: the media type, the charset, the encoding.
    Headers(DecodeError),
    /// A body that cannot be decoded.
    Body(DecodeError),
    /// A body that is something other than a Package#2.
    NotPackage2,
    /// More than one session may hold.
    Limit(SessionLimit),
    /// So many commands that not even a code for each would fit into a Package#3 under the session's own limits.
    Encode(EncodeError),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Status(status) => write!(f, "the server answered {status}"),
            Failure::Headers(error) | Failure::Body(error) => error.fmt(f),
            Failure::NotPackage2 => f.write_str("the server sent something other than a Package#2"),
            Failure::Limit(limit) => write!(f, "more {limit} than one session may have"),
            Failure::Encode(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for Failure {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Failure::Headers(error) | Failure::Body(error) => Some(error),
            Failure::Encode(error) => Some(error),
            _ => None,
        }
    }
}

/// Why a response was not taken.
///
/// # Examples
///
/// ```
/// use omadm::{StatusCode, session::client::Error};
///
/// let error = Error::Redirected(StatusCode::new(301).unwrap());
/// assert_eq!(error.to_string(), "the server redirects (301)");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Error {
    /// A mistake of the caller; nothing has changed.
    Misuse(Misuse),
    /// The server redirects, which is for the caller to judge: the session goes on waiting for a response.
    Redirected(StatusCode),
    /// The session is over.
    Failed(Failure),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Misuse(misuse) => misuse.fmt(f),
            Error::Redirected(status) => write!(f, "the server redirects ({status})"),
            Error::Failed(failure) => failure.fmt(f),
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Error::Misuse(misuse) => Some(misuse),
            Error::Redirected(_) => None,
            Error::Failed(failure) => Some(failure),
        }
    }
}

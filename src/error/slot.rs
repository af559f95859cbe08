//! Why a place in a command list holds no command.

use super::{Expected, Found, ParseErrorKind};
use crate::status::StatusCode;
use core::fmt;

/// Why a slot of a Package2 is no command.
///
/// # Examples
///
/// ```
/// use omadm::{StatusCode, error::SlotErrorKind};
///
/// assert_eq!(SlotErrorKind::UnknownCommand.status(), StatusCode::NOT_IMPLEMENTED);
/// assert_eq!(SlotErrorKind::Empty.status(), StatusCode::BAD_REQUEST);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum SlotErrorKind {
    /// The name is that of no command.
    UnknownCommand,
    /// A command is an array.
    NotAnArray(Found),
    /// `[]`, which names no command.
    Empty,
    /// A command holds nothing but strings.
    NotAString(Found),
    /// A parameter is missing.
    Missing(Expected),
    /// One parameter more than the command takes.
    TooMany,
    /// The draft's `GET` of a ClientURI: there `INCLUDE` reads nodes.
    GetOfNodes,
    /// A malformed ClientURI.
    ClientUri(ParseErrorKind),
    /// A malformed ServerURI.
    ServerUri(ParseErrorKind),
    /// A malformed MOID.
    Moid(ParseErrorKind),
}

impl SlotErrorKind {
    /// What the command is answered with: 501 for an unknown name, 400 for anything else.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::error::SlotErrorKind::TooMany.status().as_u16(), 400);
    /// ```
    pub const fn status(self) -> StatusCode {
        match self {
            SlotErrorKind::UnknownCommand => StatusCode::NOT_IMPLEMENTED,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// The fault of the parameter itself, where there is one.
    pub(crate) const fn cause(self) -> Option<ParseErrorKind> {
        match self {
            SlotErrorKind::ClientUri(kind) | SlotErrorKind::ServerUri(kind) | SlotErrorKind::Moid(kind) => {
                Some(kind)
            }
            _ => None,
        }
    }
}

impl fmt::Display for SlotErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SlotErrorKind::UnknownCommand => f.write_str("unknown command"),
            SlotErrorKind::NotAnArray(found) => {
                write!(f, "expected a command (an array of strings), found {found}")
            }
            SlotErrorKind::Empty => f.write_str("expected the name of a command, found an empty array"),
            SlotErrorKind::NotAString(found) => write!(f, "expected a string, found {found}"),
            SlotErrorKind::Missing(expected) => write!(f, "expected {expected}, found no more parameters"),
            SlotErrorKind::TooMany => f.write_str("one parameter too many"),
            SlotErrorKind::GetOfNodes => {
                f.write_str("GET takes a ServerURI in the draft dialect, INCLUDE reads nodes")
            }
            SlotErrorKind::ClientUri(kind) => write!(f, "malformed ClientURI: {kind}"),
            SlotErrorKind::ServerUri(kind) => write!(f, "malformed ServerURI: {kind}"),
            SlotErrorKind::Moid(kind) => write!(f, "malformed MOID: {kind}"),
        }
    }
}

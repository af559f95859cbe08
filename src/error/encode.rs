//! The error of writing a body.

use crate::limits::Limit;
use alloc::{boxed::Box, format, string::String};
use core::fmt;

/// Why a value cannot be written.
///
/// # Examples
///
/// ```
/// use omadm::{Limit, error::EncodeErrorKind};
///
/// assert_eq!(EncodeErrorKind::Limit(Limit::Commands).to_string(), "more commands than allowed");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum EncodeErrorKind {
    /// A limit is passed: the peer would refuse the body.
    Limit(Limit),
    /// An extension has the name of a member that its object already writes.
    ExtensionName,
    /// An unreadable command can be written back only in the dialect it was read in.
    OtherDialect,
    /// The draft dialect has no such command: SUB and UNSUB.
    NoDraftCommand(&'static str),
    /// The draft dialect has no place for alerts in Package#3.
    NoDraftAlerts,
    /// The draft dialect has no place for members the protocol does not define.
    NoDraftExtensions,
    /// A location with a blank or control character in it, or an empty one, which no line can hold.
    DraftLocation,
    /// A multipart body has at least one part.
    NoParts,
    /// A header of a part whose name is no token, or whose value would not stay one line.
    PartHeader,
    /// More options than a notification can hold.
    OptionCount {
        /// How many it can.
        most: u16,
    },
    /// An option whose number is further above the one before it than a notification can say.
    OptionGap {
        /// How far above it may be.
        most: u16,
    },
    /// A value that is longer than an option can hold.
    OptionValue {
        /// The most bytes it can have.
        most: u16,
    },
    /// A fault of this crate. It cannot happen; please report it.
    Internal,
}

impl fmt::Display for EncodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EncodeErrorKind::Limit(limit) => return write!(f, "more {limit} than allowed"),
            EncodeErrorKind::ExtensionName => "an extension has the name of a member of its object",
            EncodeErrorKind::OtherDialect => {
                "an unreadable command of the other dialect cannot be written in this one"
            }
            EncodeErrorKind::NoDraftCommand(name) => return write!(f, "the draft dialect has no {name}"),
            EncodeErrorKind::NoDraftAlerts => "the draft dialect has no alerts in Package#3",
            EncodeErrorKind::NoDraftExtensions => "the draft dialect has no members of one's own",
            EncodeErrorKind::DraftLocation => "a location that no line of the draft dialect can hold",
            EncodeErrorKind::NoParts => "a multipart body without parts",
            EncodeErrorKind::PartHeader => "a header that is not one line of `name: value`",
            EncodeErrorKind::OptionCount { most } => return write!(f, "more than {most} options"),
            EncodeErrorKind::OptionGap { most } => {
                return write!(f, "the number is more than {most} above the one before it");
            }
            EncodeErrorKind::OptionValue { most } => {
                return write!(f, "the value is longer than {most} bytes");
            }
            EncodeErrorKind::Internal => "internal error, please report it",
        })
    }
}

/// Why a value cannot be written, and which part of it.
///
/// # Examples
///
/// ```
/// use omadm::{Command, Limits, Options, Package2, json};
///
/// let package = Package2::new([Command::End, Command::End]);
/// let options = Options::default().with_limits(Limits::default().with_commands(1));
/// let error = json::encode(&package, &mut Vec::new(), &options).unwrap_err();
/// assert_eq!(error.to_string(), "more commands than allowed (CMD[1])");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EncodeError {
    kind: EncodeErrorKind,
    path: Box<str>,
}

impl EncodeError {
    pub(crate) fn new(kind: EncodeErrorKind, path: impl Into<String>) -> Self {
        EncodeError { kind, path: path.into().into_boxed_str() }
    }

    /// A fault of this crate.
    #[cold]
    pub(crate) fn internal() -> Self {
        debug_assert!(false, "internal error of an encoder");
        EncodeError::new(EncodeErrorKind::Internal, "")
    }

    /// The same error in a part of a multipart body, counted from 1.
    #[cold]
    pub(crate) fn within_part(self, part: usize) -> Self {
        let separator = if self.path.is_empty() { "" } else { ": " };
        EncodeError::new(self.kind, format!("part {part}{separator}{}", self.path))
    }

    /// What is wrong.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Limits, Options, Package2, json, Limit, error::EncodeErrorKind};
    /// let options = Options::default().with_limits(Limits::default().with_body_bytes(5));
    /// let error = json::encode(&Package2::default(), &mut Vec::new(), &options).unwrap_err();
    /// assert_eq!(error.kind(), EncodeErrorKind::Limit(Limit::BodyBytes));
    /// ```
    pub const fn kind(&self) -> EncodeErrorKind {
        self.kind
    }

    /// Which part of the value, as in `CMD[2][1]`; empty for the whole.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Limits, Options, Package2, json};
    /// let options = Options::default().with_limits(Limits::default().with_body_bytes(5));
    /// let error = json::encode(&Package2::default(), &mut Vec::new(), &options).unwrap_err();
    /// assert_eq!(error.path(), "");
    /// ```
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        if self.path.is_empty() { Ok(()) } else { write!(f, " ({})", self.path) }
    }
}

impl core::error::Error for EncodeError {}

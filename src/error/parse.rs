//! The error of parsing one value on its own.

use super::ParseErrorKind;
use core::fmt;

/// Why a text is no ClientURI, ServerURI, MOID, device id, media type or Accept list, and where in it.
///
/// # Examples
///
/// ```
/// use omadm::ClientUri;
///
/// let error = ClientUri::parse("urn:oma:mo:x:1.0//a?Levels=-1").unwrap_err();
/// assert_eq!(error.to_string(), "`Levels` is not a number from 0 to 4294967295 at byte 20");
/// assert_eq!(error.offset(), 20);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ParseError {
    kind: ParseErrorKind,
    offset: usize,
}

impl ParseError {
    pub(crate) const fn new(kind: ParseErrorKind, offset: usize) -> Self {
        ParseError { kind, offset }
    }

    /// What is wrong.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Moid, error::ParseErrorKind};
    ///
    /// assert_eq!(Moid::parse("*").unwrap_err().kind(), ParseErrorKind::MoidIsStar);
    /// ```
    pub const fn kind(&self) -> ParseErrorKind {
        self.kind
    }

    /// Where: an offset into the text in bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Moid::parse("urn|x").unwrap_err().offset(), 3);
    /// ```
    pub const fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.offset)
    }
}

impl core::error::Error for ParseError {}

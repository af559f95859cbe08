//! Where something is: a byte offset, and a path.

use super::DecodeErrorKind;
use alloc::{boxed::Box, format, string::String};
use core::fmt;

/// A place in the input: where a caret goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Spot {
    /// Offset into the input.
    pub(crate) offset: usize,
    /// Offset into the value alone, escapes taken out: what a [`ParseError`] of it would say.
    pub(crate) inner: usize,
}

impl Spot {
    pub(crate) const fn at(offset: usize) -> Self {
        Spot { offset, inner: 0 }
    }
}

/// A decoding error before it is known which path leads to it; what decoders pass around.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Fault {
    pub(crate) kind: DecodeErrorKind,
    pub(crate) spot: Spot,
}

impl Fault {
    #[cold]
    pub(crate) const fn new(kind: DecodeErrorKind, offset: usize) -> Self {
        Fault { kind, spot: Spot::at(offset) }
    }

    /// What cannot happen. It stops tests, and is an error where they do not run.
    #[cold]
    pub(crate) fn internal(offset: usize) -> Self {
        debug_assert!(false, "internal error at byte {offset}");
        Fault::new(DecodeErrorKind::Internal, offset)
    }
}

/// Where something is, in the terms of its format: `CMD[2][1]` in JSON, `line 3` in the draft's text, `Accept[1]` for the
/// second of the headers of that name.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package2, json};
///
/// let error = json::decode::<Package2>(br#"{"CMD":[["END"],7]}"#, &Options::strict()).unwrap_err();
/// assert_eq!(error.path().as_str(), "CMD[1]");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Path(Box<str>);

impl Path {
    pub(crate) fn new(path: impl Into<String>) -> Self {
        Path(path.into().into_boxed_str())
    }

    /// The same path in something that is a part of something else.
    #[cold]
    pub(super) fn within(&self, part: &str) -> Self {
        let separator = if self.0.is_empty() { "" } else { ": " };
        Path::new(format!("{part}{separator}{self}"))
    }

    /// The path as text; empty for the body as a whole.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let error = json::decode::<Package2>(b"[]", &Options::default()).unwrap_err();
    /// assert_eq!(error.path().as_str(), "");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

pub(super) fn write_place(f: &mut fmt::Formatter<'_>, offset: usize, path: &Path) -> fmt::Result {
    write!(f, " at byte {offset}")?;
    if path.0.is_empty() { Ok(()) } else { write!(f, " ({path})") }
}

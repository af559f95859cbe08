//! Errors and warnings of decoding a body or headers: a kind, a byte offset, and a path.

use super::{DecodeErrorKind, ParseError, ParseErrorKind, WarningKind};
use crate::status::StatusCode;
use alloc::{boxed::Box, format, string::String, vec::Vec};
use core::{fmt, str::Utf8Error};

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
    fn within(&self, part: &str) -> Self {
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

fn write_place(f: &mut fmt::Formatter<'_>, offset: usize, path: &Path) -> fmt::Result {
    write!(f, " at byte {offset}")?;
    if path.0.is_empty() { Ok(()) } else { write!(f, " ({path})") }
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Source {
    Utf8(Utf8Error),
    Parse(ParseError),
}

/// Why a body, or the headers it came with, cannot be decoded, and where.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package2, StatusCode, json};
///
/// let error = json::decode::<Package2>(br#"{"CMD":[["END"}}"#, &Options::default()).unwrap_err();
/// assert_eq!(error.to_string(), "expected `,` or `]`, found `}` at byte 14 (CMD[0])");
/// assert_eq!(error.offset(), 14);
/// assert_eq!(error.http_status(), StatusCode::BAD_REQUEST);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    offset: usize,
    path: Path,
    source: Option<Source>,
}

impl DecodeError {
    #[cold]
    pub(crate) fn new(fault: Fault, path: Path) -> Self {
        let source = fault.kind.cause().map(|kind| Source::Parse(ParseError::new(kind, fault.spot.inner)));
        DecodeError { kind: fault.kind, offset: fault.spot.offset, path, source }
    }

    /// The same error of a part that begins at `offset` of a larger input and is called `part` there.
    #[cold]
    pub(crate) fn within(mut self, offset: usize, part: &str) -> Self {
        self.offset += offset;
        self.path = self.path.within(part);
        self
    }

    /// The same error with what `core` says of the bytes that are not UTF-8.
    #[cold]
    pub(crate) fn with_utf8_source(mut self, source: Option<Utf8Error>) -> Self {
        self.source = source.map(Source::Utf8);
        self
    }

    /// What is wrong.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Options, Package2, error::DecodeErrorKind, json};
    ///
    /// let error = json::decode::<Package2>(b"{}", &Options::default()).unwrap_err();
    /// assert_eq!(error.kind(), DecodeErrorKind::MissingMember("CMD"));
    /// ```
    pub const fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// Where: an offset into the input in bytes, at most its length. The input is the body, or the value of the header that
    /// [`path`](Self::path) names.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let error = json::decode::<Package2>(b"{\"CMD\":", &Options::default()).unwrap_err();
    /// assert_eq!(error.offset(), 7);
    /// ```
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Where, in the terms of the format.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let error = json::decode::<Package2>(b"{\"CMD\":7}", &Options::default()).unwrap_err();
    /// assert_eq!(error.path().to_string(), "CMD");
    /// ```
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// The HTTP status a server answers such a request with: 413 for a limit, 415 for a format it does not read, 406 for a
    /// client that does not accept the answer, 500 for a fault of this crate, 400 otherwise.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Limits, Options, Package2, StatusCode, json};
    ///
    /// let options = Options::default().with_limits(Limits::default().with_body_bytes(8));
    /// let error = json::decode::<Package2>(b"{\"CMD\":[]}", &options).unwrap_err();
    /// assert_eq!(error.http_status(), StatusCode::CONTENT_TOO_LARGE);
    /// ```
    pub const fn http_status(&self) -> StatusCode {
        match self.kind {
            DecodeErrorKind::Limit(_) => StatusCode::CONTENT_TOO_LARGE,
            DecodeErrorKind::NoContentType
            | DecodeErrorKind::ContentType(_)
            | DecodeErrorKind::ContentTypesDiffer
            | DecodeErrorKind::UnsupportedMediaType
            | DecodeErrorKind::Charset
            | DecodeErrorKind::ContentEncoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            DecodeErrorKind::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            DecodeErrorKind::Internal => StatusCode::INTERNAL_ERROR,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// The status a client answers a command with whose data was so: the same codes, and 501 for an unknown command
    /// that a strict decoder refused.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Options, Package2, StatusCode, json};
    ///
    /// let error = json::decode::<Package2>(br#"{"CMD":[["FROB"]]}"#, &Options::strict()).unwrap_err();
    /// assert_eq!(error.dm_status(), StatusCode::NOT_IMPLEMENTED);
    /// ```
    pub const fn dm_status(&self) -> StatusCode {
        match self.kind {
            DecodeErrorKind::Command(kind) | DecodeErrorKind::Strict(WarningKind::UnreadableSlot(kind)) => {
                kind.status()
            }
            _ => self.http_status(),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        write_place(f, self.offset, &self.path)
    }
}

impl core::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self.source.as_ref()? {
            Source::Utf8(error) => Some(error),
            Source::Parse(error) => Some(error),
        }
    }
}

/// A tolerance a decoder used, and where.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package1, json};
///
/// let decoded = json::decode::<Package1>(br#"{"Alert":null}"#, &Options::default()).unwrap();
/// let warning = decoded.warnings.iter().next().unwrap();
/// assert_eq!(warning.to_string(), "null for a member that could be left out at byte 9 (Alert)");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    kind: WarningKind,
    offset: usize,
    path: Path,
    cause: Option<ParseError>,
}

impl Warning {
    #[cold]
    pub(crate) fn new(kind: WarningKind, spot: Spot, path: Path) -> Self {
        let cause = kind.cause().map(|kind: ParseErrorKind| ParseError::new(kind, spot.inner));
        Warning { kind, offset: spot.offset, path, cause }
    }

    /// What was tolerated.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Options, Package2, error::WarningKind, json};
    ///
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[]}"#, &Options::default()).unwrap();
    /// assert_eq!(decoded.warnings.iter().next().unwrap().kind(), WarningKind::NoCommands);
    /// ```
    pub const fn kind(&self) -> WarningKind {
        self.kind
    }

    /// Where: an offset into the input in bytes, at most its length.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[]}"#, &Options::default()).unwrap();
    /// assert_eq!(decoded.warnings.iter().next().unwrap().offset(), 7);
    /// ```
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Where, in the terms of the format.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[]}"#, &Options::default()).unwrap();
    /// assert_eq!(decoded.warnings.iter().next().unwrap().path().as_str(), "CMD");
    /// ```
    pub const fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        write_place(f, self.offset, &self.path)
    }
}

impl core::error::Error for Warning {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

/// The warnings of one decoding, in the order they were met: the first [`Limits::warnings`](crate::Limits::warnings)
/// of them, and how many there were.
///
/// # Examples
///
/// ```
/// use omadm::{Limits, Options, Package2, json};
///
/// let options = Options::default().with_limits(Limits::default().with_warnings(1));
/// let decoded = json::decode::<Package2>(br#"{"CMD":[[],[],["END"]]}"#, &options).unwrap();
/// assert_eq!(decoded.warnings.iter().count(), 1);
/// assert_eq!(decoded.warnings.total(), 2);
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Warnings {
    kept: Vec<Warning>,
    dropped: usize,
}

impl Warnings {
    pub(crate) fn new(kept: Vec<Warning>, dropped: usize) -> Self {
        Warnings { kept, dropped }
    }

    /// The same warnings of a part that begins at `offset` of a larger input and is called `part` there.
    pub(crate) fn within(mut self, offset: usize, part: &str) -> Self {
        for warning in &mut self.kept {
            warning.offset += offset;
            warning.path = warning.path.within(part);
        }
        self
    }

    /// Puts warnings behind these, of which so many are kept at most.
    pub(crate) fn append(&mut self, more: Warnings, most: usize) {
        self.dropped += more.dropped;
        for warning in more.kept {
            if self.kept.len() < most { self.kept.push(warning) } else { self.dropped += 1 }
        }
    }

    /// The warnings that were kept.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[["END"]]}"#, &Options::default()).unwrap();
    /// assert!(decoded.warnings.iter().next().is_none());
    /// ```
    pub fn iter(&self) -> core::slice::Iter<'_, Warning> {
        self.kept.iter()
    }

    /// How many there were, kept or not.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[[]]}"#, &Options::default()).unwrap();
    /// assert_eq!(decoded.warnings.total(), 1);
    /// ```
    pub fn total(&self) -> usize {
        self.kept.len().saturating_add(self.dropped)
    }

    /// Whether nothing had to be tolerated.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[["END"]]}"#, &Options::default()).unwrap();
    /// assert!(decoded.warnings.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }
}

impl<'a> IntoIterator for &'a Warnings {
    type Item = &'a Warning;
    type IntoIter = core::slice::Iter<'a, Warning>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What was decoded, and what had to be tolerated for it.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package2, json};
///
/// let decoded = json::decode::<Package2>(br#"{"CMD":[["END"]]}"#, &Options::default())?;
/// assert_eq!(decoded.value.commands.len(), 1);
/// assert!(decoded.warnings.is_empty());
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// What a strict decoder would have refused.
    pub warnings: Warnings,
}

impl<T> Decoded<T> {
    pub(crate) fn new(value: T, warnings: Warnings) -> Self {
        Decoded { value, warnings }
    }

    /// The same warnings with another value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[["END"]]}"#, &Options::default())?;
    /// let owned = decoded.map(Package2::into_owned);
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Decoded<U> {
        Decoded { value: f(self.value), warnings: self.warnings }
    }
}

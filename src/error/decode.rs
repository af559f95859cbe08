//! Why a body or headers cannot be decoded: a kind, a byte offset, and a path. Kinds are `Copy` and hold no position.

use super::{
    Expected, Fault, Found, NotificationErrorKind, ParseError, ParseErrorKind, Path, SlotErrorKind,
    WarningKind, place::write_place,
};
use crate::{limits::Limit, status::StatusCode};
use core::{fmt, str::Utf8Error};

/// Why a body, a piece of it, or the headers it came with, cannot be decoded.
///
/// # Examples
///
/// ```
/// use omadm::error::{DecodeErrorKind, Expected, Found};
///
/// let kind = DecodeErrorKind::Unexpected { expected: Expected::Array, found: Found::Null };
/// assert_eq!(kind.to_string(), "expected an array, found null");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// Something else was expected here.
    Unexpected {
        /// What would have been right.
        expected: Expected,
        /// What is there.
        found: Found,
    },
    /// The input is not UTF-8.
    InvalidUtf8,
    /// The input begins with a byte order mark.
    ByteOrderMark,
    /// A control character inside a string, which has to be escaped.
    ControlCharacter,
    /// `\` without one of the escapes of RFC 8259 behind it.
    InvalidEscape,
    /// An escaped surrogate without its other half.
    LoneSurrogate,
    /// A number with a leading zero.
    LeadingZero,
    /// Something other than white space behind the value.
    TrailingData,
    /// A control character in a text body that ends no line.
    Control,
    /// A line of a text body that begins with a byte order mark: it could not be written back as the first.
    LineByteOrderMark,
    /// A line that does not begin with a status code.
    StatusLine,
    /// A `multipart/mixed` without `boundary`.
    NoBoundary,
    /// A malformed boundary.
    Boundary(ParseErrorKind),
    /// A multipart body without the line that begins its first part.
    NoDelimiter,
    /// A multipart body that ends without the line that closes it.
    NoCloseDelimiter,
    /// A line that begins like a delimiter and goes on otherwise: the boundary may not be in a part.
    Delimiter,
    /// A header line of a part that is not `name: value`.
    PartHeader,
    /// A second member of the same name.
    RepeatedMember,
    /// A member that has to be there is not.
    MissingMember(&'static str),
    /// A `sc` that is not 100 to 599.
    StatusCode,
    /// A command on its own, outside a package, that cannot be understood.
    Command(SlotErrorKind),
    /// A malformed MOID.
    Moid(ParseErrorKind),
    /// A malformed ClientURI.
    ClientUri(ParseErrorKind),
    /// No header names the device.
    NoDeviceId,
    /// A malformed device id.
    DeviceId(ParseErrorKind),
    /// Two headers that name the device differently.
    DeviceIdsDiffer,
    /// No Content-Type.
    NoContentType,
    /// A malformed Content-Type.
    ContentType(ParseErrorKind),
    /// Two Content-Types that differ.
    ContentTypesDiffer,
    /// A media type that has no place here.
    UnsupportedMediaType,
    /// A charset other than UTF-8.
    Charset,
    /// A Content-Encoding other than identity.
    ContentEncoding,
    /// A part whose Content-Transfer-Encoding is not 7bit, 8bit or binary.
    ContentTransferEncoding,
    /// An Accept that leaves out what there is to answer with.
    NotAcceptable,
    /// A malformed notification.
    Notification(NotificationErrorKind),
    /// A limit was passed.
    Limit(Limit),
    /// The decoder is strict, and would otherwise have warned of this.
    Strict(WarningKind),
    /// A fault of this crate. It cannot happen; please report it.
    Internal,
}

impl DecodeErrorKind {
    pub(crate) const fn cause(self) -> Option<ParseErrorKind> {
        match self {
            DecodeErrorKind::Moid(kind)
            | DecodeErrorKind::ClientUri(kind)
            | DecodeErrorKind::Boundary(kind)
            | DecodeErrorKind::DeviceId(kind)
            | DecodeErrorKind::ContentType(kind) => Some(kind),
            DecodeErrorKind::Command(kind) => kind.cause(),
            DecodeErrorKind::Strict(kind) => kind.cause(),
            _ => None,
        }
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DecodeErrorKind::Unexpected { expected, found } => {
                return write!(f, "expected {expected}, found {found}");
            }
            DecodeErrorKind::InvalidUtf8 => "the input is not UTF-8",
            DecodeErrorKind::ByteOrderMark => "the input begins with a byte order mark",
            DecodeErrorKind::ControlCharacter => "a control character in a string is not escaped",
            DecodeErrorKind::InvalidEscape => "`\\` begins no escape of JSON",
            DecodeErrorKind::LoneSurrogate => "an escaped surrogate lacks its other half",
            DecodeErrorKind::LeadingZero => "a number has a leading zero",
            DecodeErrorKind::TrailingData => "expected the end of the input",
            DecodeErrorKind::Control => "a control character that ends no line",
            DecodeErrorKind::LineByteOrderMark => "the line begins with a byte order mark",
            DecodeErrorKind::StatusLine => "expected a status code from 100 to 599",
            DecodeErrorKind::NoBoundary => "the media type has no boundary",
            DecodeErrorKind::Boundary(kind) => return write!(f, "malformed boundary: {kind}"),
            DecodeErrorKind::NoDelimiter => "no line of the boundary begins a part",
            DecodeErrorKind::NoCloseDelimiter => "no line of the boundary closes the last part",
            DecodeErrorKind::Delimiter => "a line begins with the boundary and goes on otherwise",
            DecodeErrorKind::PartHeader => "expected a header line of a part (`name: value`)",
            DecodeErrorKind::RepeatedMember => "a member stands twice",
            DecodeErrorKind::MissingMember(name) => return write!(f, "the member `{name}` is missing"),
            DecodeErrorKind::StatusCode => "`sc` is not an integer from 100 to 599",
            DecodeErrorKind::Command(kind) => return write!(f, "unreadable command: {kind}"),
            DecodeErrorKind::Moid(kind) => return write!(f, "malformed MOID: {kind}"),
            DecodeErrorKind::ClientUri(kind) => return write!(f, "malformed ClientURI: {kind}"),
            DecodeErrorKind::NoDeviceId => "no header names the device",
            DecodeErrorKind::DeviceId(kind) => return write!(f, "malformed device id: {kind}"),
            DecodeErrorKind::DeviceIdsDiffer => "two headers name different devices",
            DecodeErrorKind::NoContentType => "the Content-Type is missing",
            DecodeErrorKind::ContentType(kind) => return write!(f, "malformed Content-Type: {kind}"),
            DecodeErrorKind::ContentTypesDiffer => "the Content-Type stands twice, with different values",
            DecodeErrorKind::UnsupportedMediaType => "a media type that is not read here",
            DecodeErrorKind::Charset => "a charset other than UTF-8",
            DecodeErrorKind::ContentEncoding => "a Content-Encoding other than identity",
            DecodeErrorKind::ContentTransferEncoding => {
                "a Content-Transfer-Encoding other than 7bit, 8bit and binary"
            }
            DecodeErrorKind::NotAcceptable => "the answer would not be acceptable",
            DecodeErrorKind::Notification(kind) => return kind.fmt(f),
            DecodeErrorKind::Limit(limit) => return write!(f, "more {limit} than allowed"),
            DecodeErrorKind::Strict(kind) => return write!(f, "{kind} (refused: strict)"),
            DecodeErrorKind::Internal => "internal error, please report it",
        })
    }
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
            | DecodeErrorKind::ContentEncoding
            | DecodeErrorKind::ContentTransferEncoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
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

#[cfg(test)]
mod tests {
    use super::*;
    use core::error::Error;

    #[test]
    fn what_no_input_shows_is_answered_and_explained_as_well() {
        let error = |kind| DecodeError::new(Fault::new(kind, 3), Path::new("x"));
        let internal = error(DecodeErrorKind::Internal);
        assert_eq!([internal.http_status(), internal.dm_status()], [StatusCode::INTERNAL_ERROR; 2]);
        // A command on its own: what reads it tells only the text.
        let reason = SlotErrorKind::ClientUri(ParseErrorKind::MoidAlone);
        let command = error(DecodeErrorKind::Command(reason));
        assert_eq!(command.kind().cause(), Some(ParseErrorKind::MoidAlone));
        assert!(command.source().is_some());
        assert!(error(DecodeErrorKind::Command(SlotErrorKind::UnknownCommand)).source().is_none());
    }
}

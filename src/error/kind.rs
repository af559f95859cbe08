//! What can be wrong, in the protocol's words. Kinds are `Copy` and hold no position; errors and warnings add it.

use super::NotificationErrorKind;
use crate::{
    limits::{Limit, MAX_PARAMETERS, MAX_URI_BYTES},
    status::StatusCode,
};
use core::fmt;

/// What stood where something else was expected.
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::error::Found::Byte(b'x').to_string(), "`x`");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Found {
    /// The input is over.
    End,
    /// An array.
    Array,
    /// An object.
    Object,
    /// A string.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
    /// A byte that begins none of these.
    Byte(u8),
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Found::End => "the end of the input",
            Found::Array => "an array",
            Found::Object => "an object",
            Found::String => "a string",
            Found::Number => "a number",
            Found::Boolean => "a boolean",
            Found::Null => "null",
            Found::Byte(byte) if byte.is_ascii_graphic() => return write!(f, "`{}`", char::from(*byte)),
            Found::Byte(byte) if byte.is_ascii() => return write!(f, "byte 0x{byte:02x}"),
            Found::Byte(_) => "a character outside ASCII",
        })
    }
}

/// What would have been right.
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::error::Expected::Array.to_string(), "an array");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Expected {
    /// Any JSON value.
    Value,
    /// An array.
    Array,
    /// An object.
    Object,
    /// A string.
    String,
    /// A node of management data: an object, or a leaf.
    Node,
    /// An integer.
    Integer,
    /// A member name.
    MemberName,
    /// `:` behind a member name.
    Colon,
    /// `,` or `]` behind an element.
    CommaOrBracket,
    /// `,` or `}` behind a member.
    CommaOrBrace,
    /// The `"` that ends a string.
    Quote,
    /// A digit of a number.
    Digit,
    /// A ServerURI as parameter.
    ServerUri,
    /// A ClientURI as parameter.
    ClientUri,
    /// A MOID as parameter.
    Moid,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Expected::Value => "a value",
            Expected::Array => "an array",
            Expected::Object => "an object",
            Expected::String => "a string",
            Expected::Node => "an object, a string, a number, a boolean or null",
            Expected::Integer => "an integer",
            Expected::MemberName => "a member name",
            Expected::Colon => "`:`",
            Expected::CommaOrBracket => "`,` or `]`",
            Expected::CommaOrBrace => "`,` or `}`",
            Expected::Quote => "`\"`",
            Expected::Digit => "a digit",
            Expected::ServerUri => "a ServerURI",
            Expected::ClientUri => "a ClientURI",
            Expected::Moid => "a MOID",
        })
    }
}

/// Why a text is not the value it should be: a ClientURI, a ServerURI, a MOID, a device id, a media type, an Accept list.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, error::ParseErrorKind};
///
/// let error = ClientUri::parse("urn:oma:mo:x:1.0//%zz").unwrap_err();
/// assert_eq!(error.kind(), ParseErrorKind::Escape);
/// assert_eq!(error.offset(), 18);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// The text is empty.
    Empty,
    /// A device id of more than 255 bytes.
    DeviceIdTooLong,
    /// Longer than [`MAX_URI_BYTES`].
    TooLong,
    /// A character that may not stand here unescaped.
    Character(char),
    /// `%` without two hexadecimal digits behind it.
    Escape,
    /// Percent-encoded bytes that are not UTF-8.
    EscapedUtf8,
    /// `%00`.
    EscapedNul,
    /// No MOID where one is needed.
    NoMoid,
    /// `*` where a MOID is needed.
    MoidIsStar,
    /// An x-name where a MOID is needed.
    MoidIsXName,
    /// A MOID that begins with `http:` or `https:`, which is a ServerURI.
    MoidIsServerUri,
    /// A MOID without the `/` that makes it an address.
    MoidAlone,
    /// `*` alone where the address of a node is needed.
    StarAlone,
    /// Nothing between two `/` of a path.
    EmptyNode,
    /// An empty query, an empty field, or a field without a name.
    EmptyField,
    /// `Levels` that is not 1 to 10 digits or above 4,294,967,295.
    Levels,
    /// A second `Levels`.
    LevelsRepeated,
    /// An `nv` that is not `nv=(x)/name:value`.
    Nv,
    /// A `cv` without `=`.
    Cv,
    /// A second `cv`.
    CvRepeated,
    /// A `cv` where not exactly one instance is addressed.
    CvNotOneInstance,
    /// `nv` or `cv` after `*`.
    FieldOfAllMos,
    /// An x-name letter that already stands in the address.
    XNameRepeated,
    /// An x-name without a field that says what it is.
    XNameWithoutNv,
    /// An `nv` field whose x-name is not in the address.
    NvWithoutXName,
    /// Not an absolute `http` or `https` URI.
    NotHttp,
    /// A ServerURI without a host.
    NoHost,
    /// An IP address in brackets that is none.
    IpLiteral,
    /// A port that is not a number up to 65,535.
    Port,
    /// A ServerURI with a userinfo.
    UserInfo,
    /// A ServerURI with a fragment.
    Fragment,
    /// `*` or an x-name where a name is needed.
    NotAName,
    /// A ClientURI that may address more than one node, where one is needed.
    NotConcrete,
    /// A boundary of more than 70 characters.
    BoundaryTooLong,
    /// A letter of an x-name that is not `A` to `Z` or `a` to `z`.
    XNameLetter,
    /// No type where a media type should begin.
    NoType,
    /// A type without `/` behind it.
    NoSlash,
    /// `/` without a subtype behind it.
    NoSubtype,
    /// Something other than `;` behind a media type or a parameter.
    NoSemicolon,
    /// Something other than a parameter behind `;`.
    NoParameterName,
    /// The name of a parameter without `=` right behind it.
    NoEquals,
    /// `=` without a value right behind it.
    NoParameterValue,
    /// A quoted string without the `"` that ends it.
    QuoteUnclosed,
    /// A control character other than HTAB in a quoted string, escaped or not.
    QuotedControl,
    /// A character that may not stand in a type, a subtype or the name of a parameter.
    NotInToken(char),
    /// A second parameter of the same name.
    ParameterRepeated,
    /// More parameters than [`MAX_PARAMETERS`].
    TooManyParameters,
    /// A `q` that is not 0 to 1 with at most three decimals.
    Quality,
    /// More media ranges than the default of [`Limits::media_ranges`](crate::Limits::media_ranges).
    TooManyRanges,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// The value of a parameter that `mime::Mime` cannot hold: empty, or with `"`, `\` or HTAB in it.
    MimeValue,
}

impl fmt::Display for ParseErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ParseErrorKind::Empty => "it is empty",
            ParseErrorKind::TooLong => return write!(f, "it is longer than {MAX_URI_BYTES} bytes"),
            ParseErrorKind::Character(c) => return write!(f, "{c:?} may not stand here unescaped"),
            ParseErrorKind::Escape => "`%` is not followed by two hexadecimal digits",
            ParseErrorKind::EscapedUtf8 => "percent-encoded bytes are not UTF-8",
            ParseErrorKind::EscapedNul => "a percent-encoded NUL",
            ParseErrorKind::DeviceIdTooLong => "it is longer than 255 bytes",
            ParseErrorKind::NoMoid => "expected a MOID",
            ParseErrorKind::MoidIsStar => "`*` is no MOID",
            ParseErrorKind::MoidIsXName => "an x-name is no MOID",
            ParseErrorKind::MoidIsServerUri => "a MOID does not begin with `http:` or `https:`",
            ParseErrorKind::MoidAlone => "expected `/` after the MOID",
            ParseErrorKind::StarAlone => "`*` alone is not the address of a node",
            ParseErrorKind::EmptyNode => "a node name is empty",
            ParseErrorKind::EmptyField => "a field of the query is empty",
            ParseErrorKind::Levels => "`Levels` is not a number from 0 to 4294967295",
            ParseErrorKind::LevelsRepeated => "`Levels` stands twice",
            ParseErrorKind::Nv => "`nv` is not `(x)/name:value`",
            ParseErrorKind::Cv => "`cv` has no value",
            ParseErrorKind::CvRepeated => "`cv` stands twice",
            ParseErrorKind::CvNotOneInstance => "`cv` needs an address with one instance",
            ParseErrorKind::FieldOfAllMos => "`nv` and `cv` mean nothing after `*`",
            ParseErrorKind::XNameRepeated => "an x-name stands twice",
            ParseErrorKind::XNameWithoutNv => "an x-name has no `nv` field",
            ParseErrorKind::NvWithoutXName => "the x-name of an `nv` field is not in the address",
            ParseErrorKind::NotHttp => "it is not an absolute http or https URI",
            ParseErrorKind::NoHost => "the host is empty",
            ParseErrorKind::IpLiteral => "the brackets hold no IP address",
            ParseErrorKind::Port => "the port is not a number up to 65535",
            ParseErrorKind::UserInfo => "a userinfo is not allowed",
            ParseErrorKind::Fragment => "a fragment is not allowed",
            ParseErrorKind::NotAName => "`*` or an x-name is no name",
            ParseErrorKind::NotConcrete => "it may address more than one node",
            ParseErrorKind::BoundaryTooLong => "it is longer than 70 characters",
            ParseErrorKind::XNameLetter => "the letter of an x-name is A to Z or a to z",
            ParseErrorKind::NoType => "expected the type of a media type",
            ParseErrorKind::NoSlash => "expected `/` behind the type",
            ParseErrorKind::NoSubtype => "expected a subtype behind `/`",
            ParseErrorKind::NoSemicolon => "expected `;` or the end",
            ParseErrorKind::NoParameterName => "expected the name of a parameter",
            ParseErrorKind::NoEquals => "expected `=` behind the name of a parameter",
            ParseErrorKind::NoParameterValue => "expected the value of a parameter",
            ParseErrorKind::QuoteUnclosed => "a quoted string has no end",
            ParseErrorKind::QuotedControl => "a control character may not stand in a quoted string",
            ParseErrorKind::NotInToken(c) => return write!(f, "{c:?} may not stand in a token"),
            ParseErrorKind::ParameterRepeated => "a parameter stands twice",
            ParseErrorKind::TooManyParameters => {
                return write!(f, "it has more than {MAX_PARAMETERS} parameters");
            }
            ParseErrorKind::Quality => "`q` is not a number from 0 to 1 with at most three decimals",
            ParseErrorKind::TooManyRanges => "it has too many media ranges",
            ParseErrorKind::NotUtf8 => "it is not UTF-8",
            ParseErrorKind::MimeValue => "`mime::Mime` cannot hold the value of a parameter",
        })
    }
}

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
    /// The name is none of the twelve.
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

/// A tolerance that was used: what a strict decoder refuses.
///
/// # Examples
///
/// ```
/// use omadm::error::WarningKind;
///
/// assert_eq!(WarningKind::NoCommands.to_string(), "a Package2 without any command");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum WarningKind {
    /// A command that cannot be understood keeps its place and is answered with an error (section 3).
    UnreadableSlot(SlotErrorKind),
    /// SUB's or DEFAULT's parameters in the other order; the change requests print both (section 3).
    ParametersSwapped,
    /// A Package2 without any command (section 2).
    NoCommands,
    /// Something stands behind an END (section 2).
    AfterEnd,
    /// `moid/left` or `moid/` for `moid/left/` and `moid//` (section 4).
    ShortAddress,
    /// Raw `[` or `]` in the path or query of a ServerURI, as in the published examples (section 5).
    Bracket,
    /// `null` for an optional array or string, as deployed implementations send it (section 6).
    Null,
    /// A MOS entry without a MIID, as deployed implementations send it (section 6).
    NoMiid,
    /// Management data that is one object instead of an array, as deployed implementations send it (section 6).
    SingleRecord,
    /// Management data without a ClientURI, as deployed implementations send it (section 6).
    NoClientUri,
    /// MOData that does not have exactly one member (section 6).
    NotOneNode,
    /// A line of a multipart body that ends without CR (RFC 2046 wants CRLF).
    BareLf,
    /// A DDF, SourceURI or TargetURI that is no URI; it is kept as text (section 6).
    Uri(ParseErrorKind),
    /// A MIID that no ClientURI could spell; it is kept as text (section 6).
    Miid(ParseErrorKind),
    /// A URI of a status that is no ClientURI; it is kept as text (section 6).
    Location(ParseErrorKind),
    /// No Accept, or an empty one: everything is taken to be acceptable (section 1).
    NoAccept,
    /// Media ranges separated by `;`, as [CR-CMD] prints them (section 1).
    AcceptSemicolon,
    /// A media range that cannot be read; it is left out, the others count (RFC 9110, section 12.5.1).
    MediaRange(ParseErrorKind),
    /// Both device headers are there, with the same value (section 1).
    BothDeviceHeaders,
    /// A header that may stand once stands again, with the same value (RFC 9110, section 5.3).
    HeaderRepeated,
}

impl WarningKind {
    pub(crate) const fn cause(self) -> Option<ParseErrorKind> {
        match self {
            WarningKind::UnreadableSlot(slot) => slot.cause(),
            WarningKind::Uri(kind)
            | WarningKind::Miid(kind)
            | WarningKind::Location(kind)
            | WarningKind::MediaRange(kind) => Some(kind),
            _ => None,
        }
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WarningKind::UnreadableSlot(kind) => return write!(f, "unreadable command: {kind}"),
            WarningKind::ParametersSwapped => "the parameters stand in the other order",
            WarningKind::NoCommands => "a Package2 without any command",
            WarningKind::AfterEnd => "a command after END",
            WarningKind::ShortAddress => "a ClientURI without the `/` behind the instance",
            WarningKind::Bracket => "a ServerURI with an unescaped bracket",
            WarningKind::Null => "null for a member that could be left out",
            WarningKind::NoMiid => "a MOS entry without a MIID",
            WarningKind::SingleRecord => "management data that is not in an array",
            WarningKind::NoClientUri => "management data without a ClientURI",
            WarningKind::NotOneNode => "MOData does not have exactly one member",
            WarningKind::BareLf => "a line of a multipart body ends without CR",
            WarningKind::Uri(kind) => return write!(f, "not a URI: {kind}"),
            WarningKind::Miid(kind) => return write!(f, "a MIID that no ClientURI can name: {kind}"),
            WarningKind::Location(kind) => return write!(f, "not a ClientURI: {kind}"),
            WarningKind::NoAccept => "no Accept, everything is taken to be acceptable",
            WarningKind::AcceptSemicolon => "media ranges separated by `;`",
            WarningKind::MediaRange(kind) => return write!(f, "a media range that cannot be read: {kind}"),
            WarningKind::BothDeviceHeaders => "both device headers, with the same value",
            WarningKind::HeaderRepeated => "a header stands twice, with the same value",
        })
    }
}

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
            DecodeErrorKind::NotAcceptable => "the answer would not be acceptable",
            DecodeErrorKind::Notification(kind) => return kind.fmt(f),
            DecodeErrorKind::Limit(limit) => return write!(f, "more {limit} than allowed"),
            DecodeErrorKind::Strict(kind) => return write!(f, "{kind} (refused: strict)"),
            DecodeErrorKind::Internal => "internal error, please report it",
        })
    }
}

//! Why one value on its own cannot be parsed, and where in it.

use crate::limits::{MAX_PARAMETERS, MAX_URI_BYTES};
use core::fmt;

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
    /// Longer than [`MAX_URI_BYTES`].
    TooLong,
    /// A device id of more than 255 bytes.
    DeviceIdTooLong,
    /// A boundary of more than 70 characters.
    BoundaryTooLong,
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
    /// A letter of an x-name that is not `A` to `Z` or `a` to `z`.
    XNameLetter,
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
            ParseErrorKind::DeviceIdTooLong => "it is longer than 255 bytes",
            ParseErrorKind::BoundaryTooLong => "it is longer than 70 characters",
            ParseErrorKind::Character(c) => return write!(f, "{c:?} may not stand here unescaped"),
            ParseErrorKind::Escape => "`%` is not followed by two hexadecimal digits",
            ParseErrorKind::EscapedUtf8 => "percent-encoded bytes are not UTF-8",
            ParseErrorKind::EscapedNul => "a percent-encoded NUL",
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
            ParseErrorKind::XNameLetter => "the letter of an x-name is A to Z or a to z",
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

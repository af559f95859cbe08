//! What stood in the input, and what was expected there.

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

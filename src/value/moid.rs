//! The identifier of a kind of management object.

use super::{check_escapes, macros::text_traits};
use crate::{
    ascii::{is_pchar, usual_name_len},
    error::{ParseError, ParseErrorKind},
    limits::MAX_URI_BYTES,
    text::Text,
};

/// A management object identifier, as in `urn:oma:mo:oma-dm-devinfo:1.0` (section 4 of the protocol, \[DM20\]).
///
/// One or more `pchar` of RFC 3986, percent-escapes included; neither `*` nor an x-name as `(x)`, and not beginning with
/// `http:` or `https:` in any case. Compared as it is written.
///
/// # Examples
///
/// ```
/// use omadm::Moid;
///
/// let moid = Moid::parse("urn:oma:mo:oma-dm-devinfo:1.0")?;
/// assert_eq!(moid.as_str(), "urn:oma:mo:oma-dm-devinfo:1.0");
/// for bad in ["", "*", "(x)", "a b", "a/b", "HTTP:x", "%zz"] {
///     assert!(Moid::parse(bad).is_err(), "{bad}");
/// }
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moid<'a>(Text<'a>);

impl<'a> Moid<'a> {
    /// Reads a MOID.
    ///
    /// # Errors
    ///
    /// Whatever is not a MOID: an empty text, `*`, `(x)`, `a b`, `a/b`, `http:x`, `%zz`, `%00`, `%FF`.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = omadm::Moid::parse("urn:x y").unwrap_err();
    /// assert_eq!(error.to_string(), "' ' may not stand here unescaped at byte 5");
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, ParseError> {
        Self::from_text(Text::from(text))
    }

    pub(crate) fn from_text(text: Text<'a>) -> Result<Self, ParseError> {
        let error = |kind, at| Err(ParseError::new(kind, at));
        if text.len() > MAX_URI_BYTES {
            return error(ParseErrorKind::TooLong, MAX_URI_BYTES);
        }
        if usual_len(&text) == Some(text.len()) {
            return Ok(Moid(text));
        }
        if let Some((at, c)) = text.char_indices().find(|(_, c)| !is_moid_char(*c)) {
            return error(ParseErrorKind::Character(c), at);
        }
        if let Some(kind) = not_a_moid(text.as_bytes()) {
            return error(kind, 0);
        }
        check_escapes(&text)?;
        Ok(Moid(text))
    }

    /// How long the MOID is that `text` begins with, if it is one of the usual ones. It ends with the first byte that is not usual:
    /// the caller has to see whether it may end there.
    #[inline(always)]
    pub(crate) fn accept_usual(text: &str) -> Option<(usize, ())> {
        usual_len(text).map(|len| (len, ()))
    }

    /// A text that a parser has checked.
    pub(crate) fn accepted(text: &'a str) -> Self {
        Moid(Text::from(text))
    }

    /// The text it is made of.
    pub(crate) fn into_text(self) -> Text<'a> {
        self.0
    }

    /// The MOID as it is written.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Moid::parse("urn:x").unwrap().as_str(), "urn:x");
    /// ```
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The same MOID, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Moid<'static> = omadm::Moid::parse("urn:x").unwrap().into_owned();
    /// ```
    pub fn into_owned(self) -> Moid<'static> {
        Moid(self.0.into_owned())
    }
}

/// How long the MOID is that `text` begins with, if it is one of the usual ones.
#[inline(never)]
fn usual_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    usual_name_len(bytes).filter(|len| bytes.get(..*len).is_some_and(|moid| not_a_moid(moid).is_none()))
}

fn is_moid_char(c: char) -> bool {
    u8::try_from(c).is_ok_and(|byte| is_pchar(byte) || byte == b'%')
}

/// Why a text of the right characters is no MOID all the same.
#[inline]
pub(crate) fn not_a_moid(text: &[u8]) -> Option<ParseErrorKind> {
    match text {
        [] => Some(ParseErrorKind::NoMoid),
        [b'*'] => Some(ParseErrorKind::MoidIsStar),
        [b'(', letter, b')'] if letter.is_ascii_alphabetic() => Some(ParseErrorKind::MoidIsXName),
        [b'h' | b'H', ..] if begins_as_server_uri(text) => Some(ParseErrorKind::MoidIsServerUri),
        _ => None,
    }
}

/// Whether a text begins with `http:` or `https:` in any case, which tells a ServerURI from a ClientURI or MOID.
pub(crate) fn begins_as_server_uri(text: &[u8]) -> bool {
    let begins =
        |scheme: &[u8]| text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    begins(b"http:") || begins(b"https:")
}

text_traits!(Moid);

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    #[test]
    fn what_is_usual_is_read_up_to_what_is_not() {
        for text in ["m", "urn:oma:mo:x:1.0", "a-Z_0.9:;+,", "httpx:", &"a".repeat(63)] {
            for end in ["", "\"", "%41", "(x)", "\"/", "\u{e9}"] {
                assert_eq!(usual_len(&format!("{text}{end}")), Some(text.len()), "{text}{end}");
            }
        }
        let long = ["a".repeat(64), "a".repeat(70)];
        for text in
            ["", "*", "(x)", "\"m", "http:", "HTTPS:a", "m/", "/m"].map(String::from).iter().chain(&long)
        {
            assert_eq!(usual_len(text), None, "{text}");
        }
    }
}

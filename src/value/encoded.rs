//! Percent-encoding (RFC 3986 section 2.1).

use crate::{
    ascii::find,
    error::{ParseError, ParseErrorKind},
};
use alloc::{borrow::Cow, string::String, vec::Vec};
use core::fmt;

/// A piece of a URI as it is written, percent-encoded: a node name, a value.
///
/// It compares as it is written; [`Encoded::is`] compares what it means.
///
/// # Examples
///
/// ```
/// use omadm::ClientUri;
///
/// let uri = ClientUri::parse("urn:oma:mo:x:1.0//a%2Fb").unwrap();
/// let name = uri.path().next().unwrap().name().unwrap();
/// assert_eq!(name.as_str(), "a%2Fb");
/// assert_eq!(name.decode(), "a/b");
/// assert!(name.is("a/b"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Encoded<'a>(&'a str);

impl<'a> Encoded<'a> {
    /// A text whose escapes have been checked.
    pub(crate) const fn new(text: &'a str) -> Self {
        Encoded(text)
    }

    /// The text as it is written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::ClientUri;
    /// let uri = ClientUri::parse("urn:oma:mo:x:1.0//?cv=a%20b").unwrap();
    /// assert_eq!(uri.cv().unwrap().as_str(), "a%20b");
    /// ```
    pub const fn as_str(&self) -> &'a str {
        self.0
    }

    /// The text it stands for; borrowed if there is no escape in it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::ClientUri;
    /// let uri = ClientUri::parse("urn:oma:mo:x:1.0//?cv=a%20b").unwrap();
    /// assert_eq!(uri.cv().unwrap().decode(), "a b");
    /// ```
    pub fn decode(&self) -> Cow<'a, str> {
        if !self.0.contains('%') {
            return Cow::Borrowed(self.0);
        }
        let bytes: Vec<u8> = self.bytes().collect();
        match String::from_utf8(bytes) {
            Ok(text) => Cow::Owned(text),
            Err(_) => {
                // The parser has decoded it once already.
                debug_assert!(false, "an escape that was not checked: {:?}", self.0);
                Cow::Borrowed(self.0)
            }
        }
    }

    /// Whether it stands for this text, case-sensitively. Nothing is allocated.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::ClientUri;
    /// let uri = ClientUri::parse("urn:oma:mo:x:1.0//?cv=%61").unwrap();
    /// assert!(uri.cv().unwrap().is("a"));
    /// assert!(!uri.cv().unwrap().is("A"));
    /// ```
    pub fn is(&self, text: &str) -> bool {
        if self.0.contains('%') { self.bytes().eq(text.bytes()) } else { self.0 == text }
    }

    fn bytes(self) -> impl Iterator<Item = u8> + 'a {
        let mut rest = self.0.as_bytes();
        core::iter::from_fn(move || {
            let (&first, tail) = rest.split_first()?;
            let (byte, tail) = match (first, tail) {
                (b'%', [high, low, tail @ ..]) => (hex(*high)? << 4 | hex(*low)?, tail),
                _ => (first, tail),
            };
            rest = tail;
            Some(byte)
        })
    }
}

impl AsRef<str> for Encoded<'_> {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl fmt::Display for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Checks that every `%` of a ClientURI or MOID begins an escape, and that what they stand for is UTF-8 without NUL.
///
/// Bytes that are not escaped are ASCII, so a character's escapes stand side by side: each run is judged alone.
pub(crate) fn check_escapes(text: &str) -> Result<(), ParseError> {
    let mut run = Vec::new();
    let mut rest = text.as_bytes();
    while let Some(plain) = find(rest, b'%') {
        rest = rest.get(plain..).unwrap_or_default();
        let mut start = text.len() - rest.len();
        run.clear();
        while let [b'%', tail @ ..] = rest {
            let at = text.len() - rest.len();
            let byte = match tail {
                [high, low, tail @ ..] => {
                    rest = tail;
                    hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low)
                }
                _ => None,
            };
            match byte {
                None => return Err(ParseError::new(ParseErrorKind::Escape, at)),
                Some(0) => return Err(ParseError::new(ParseErrorKind::EscapedNul, at)),
                // What is ASCII is sound where it begins a run, and takes no room there.
                Some(byte) if run.is_empty() && byte.is_ascii() => start = text.len() - rest.len(),
                Some(byte) => run.push(byte),
            }
        }
        if let Err(error) = core::str::from_utf8(&run) {
            return Err(ParseError::new(ParseErrorKind::EscapedUtf8, start + 3 * error.valid_up_to()));
        }
    }
    Ok(())
}

/// Writes `text` with every byte percent-encoded that `keep` does not keep.
pub(crate) fn push_encoded(out: &mut String, text: &str, keep: impl Fn(u8) -> bool) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in text.bytes() {
        if keep(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].iter().filter_map(|digit| DIGITS.get(usize::from(*digit))));
        }
    }
}

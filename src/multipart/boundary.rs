//! The boundary between parts.

use crate::{
    error::{ParseError, ParseErrorKind},
    text::Text,
    value::text_traits,
};

/// The longest boundary in characters.
const MOST: usize = 70;

/// A boundary: 1 to 70 of the characters that RFC 2046 section 5.1.1 allows, the last one no blank.
///
/// # Examples
///
/// ```
/// use omadm::multipart::Boundary;
///
/// assert!(Boundary::parse("gc0p4Jq0M2Yt08j34c0p").is_ok());
/// assert!(Boundary::parse("a b").is_ok());
/// for bad in ["", "a ", "a\r\nb", "a\"b", "é", &"x".repeat(71)] {
///     assert!(Boundary::parse(bad).is_err(), "{bad:?}");
/// }
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Boundary<'a>(Text<'a>);

impl<'a> Boundary<'a> {
    /// Reads a boundary.
    ///
    /// # Errors
    ///
    /// An empty one, one of more than 70 characters, one that ends with a blank, and any other character: `a"b`, `é`.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = omadm::multipart::Boundary::parse("a;b").unwrap_err();
    /// assert_eq!(error.to_string(), "';' may not stand here unescaped at byte 1");
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, ParseError> {
        Self::from_text(Text::from(text))
    }

    pub(super) fn from_text(text: Text<'a>) -> Result<Self, ParseError> {
        if text.is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, 0));
        }
        if let Some((at, c)) = text.char_indices().find(|(_, c)| !is_boundary(*c)) {
            return Err(ParseError::new(ParseErrorKind::Character(c), at));
        }
        if text.len() > MOST {
            return Err(ParseError::new(ParseErrorKind::BoundaryTooLong, MOST));
        }
        if text.ends_with(' ') {
            return Err(ParseError::new(ParseErrorKind::Character(' '), text.len() - 1));
        }
        Ok(Boundary(text))
    }

    /// The boundary as it stands in a media type, without quotes.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::multipart::Boundary::parse("b").unwrap().as_str(), "b");
    /// ```
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The same boundary, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::multipart::Boundary;
    ///
    /// let owned: Boundary<'static> = Boundary::parse("b").unwrap().into_owned();
    /// ```
    pub fn into_owned(self) -> Boundary<'static> {
        Boundary(self.0.into_owned())
    }
}

/// `bchars` of RFC 2046.
fn is_boundary(c: char) -> bool {
    c.is_ascii_alphanumeric() || "'()+_,-./:=? ".contains(c)
}

text_traits!(Boundary);

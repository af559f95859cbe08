//! Who a device is.

use super::macros::text_traits;
use crate::{
    error::{ParseError, ParseErrorKind},
    text::Text,
};

/// The longest device id in bytes.
const MOST: usize = 255;

/// The unique identifier of a device, which travels in a header: `IMEI:493005100592800`, `urn:uuid:…`.
///
/// *Decision* D5: 1 to 255 printable ASCII characters without blanks and commas. Whatever could split a header, or make two headers that
/// were joined on the way look like one id, is refused.
///
/// # Examples
///
/// ```
/// use omadm::DeviceId;
///
/// assert!(DeviceId::parse("IMEI:493005100592800").is_ok());
/// for bad in ["", "a b", "a\r\nX-Evil: 1", "a,b", "é"] {
///     assert!(DeviceId::parse(bad).is_err(), "{bad:?}");
/// }
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId<'a>(Text<'a>);

impl<'a> DeviceId<'a> {
    /// Reads a device id.
    ///
    /// # Errors
    ///
    /// An empty text, one of more than 255 bytes, and any character that may not stand in it: `a b`, `a,b`, `a\r\n`, `é`.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = omadm::DeviceId::parse("a\nb").unwrap_err();
    /// assert_eq!(error.to_string(), "'\\n' may not stand here unescaped at byte 1");
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, ParseError> {
        Self::from_text(Text::from(text))
    }

    pub(crate) fn from_text(text: Text<'a>) -> Result<Self, ParseError> {
        if text.is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, 0));
        }
        // Whatever is not ASCII begins with a byte that is none either.
        let bad = text.bytes().position(|byte| !byte.is_ascii_graphic() || byte == b',');
        if let Some(at) = bad {
            let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
            return Err(ParseError::new(ParseErrorKind::Character(c), at));
        }
        if text.len() > MOST {
            return Err(ParseError::new(ParseErrorKind::DeviceIdTooLong, MOST));
        }
        Ok(DeviceId(text))
    }

    /// The device id.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::DeviceId::parse("IMEI:1").unwrap().as_str(), "IMEI:1");
    /// ```
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The same device id, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::DeviceId<'static> = omadm::DeviceId::parse("IMEI:1").unwrap().into_owned();
    /// ```
    pub fn into_owned(self) -> DeviceId<'static> {
        DeviceId(self.0.into_owned())
    }
}

text_traits!(DeviceId);

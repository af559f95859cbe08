//! JSON that is kept as it stands.

mod make;
mod object;

pub use object::JsonObject;

use crate::{
    error::{DecodeError, Fault},
    limits::Limits,
    reader::{self, Locator, Measure, Raw, Reader},
    text::Text,
};
use alloc::{string::String, vec::Vec};

/// Any JSON value as it was received, white space and number literals included: an unknown member, an alert's data.
///
/// What is in it has been checked (RFC 8259, no lone surrogates), not interpreted: a member may stand twice. Two are equal
/// if they are written the same.
///
/// # Examples
///
/// ```
/// use omadm::Json;
///
/// let json = Json::parse(r#" {"DM1x": 4660} "#)?;
/// assert_eq!(json.as_str(), r#"{"DM1x": 4660}"#);
/// assert_eq!(Json::object([("DM1x", Json::from(4660))]), r#"{"DM1x":4660}"#);
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json<'a> {
    text: Text<'a>,
    measure: Measure,
}

impl<'a> Json<'a> {
    /// Reads one JSON value and takes the white space around it away, within the default [`Limits`].
    ///
    /// # Errors
    ///
    /// Whatever is not JSON: `01`, `"\x"`, `{"a":1,}`, `[1] 2`, `"\ud800"`; and what passes a limit.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = omadm::Json::parse("[1,2").unwrap_err();
    /// assert_eq!(error.to_string(), "expected `,` or `]`, found the end of the input at byte 4");
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, DecodeError> {
        read_whole(text, |reader| reader.raw().map(Json::from_raw))
    }

    pub(crate) fn from_raw(raw: Raw<'a>) -> Self {
        Json { text: Text::from(raw.text), measure: raw.measure }
    }

    pub(crate) fn measure(&self) -> Measure {
        self.measure
    }

    /// A text that was made to be JSON, piece by piece.
    fn made(text: Vec<u8>, measure: Measure) -> Json<'static> {
        let text = String::from_utf8(text).unwrap_or_else(|error| {
            debug_assert!(false, "JSON made of text is text");
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        });
        Json { text: Text::from(text), measure }
    }

    /// The value as it is written.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Json::parse("1.0e2").unwrap().as_str(), "1.0e2");
    /// ```
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// The first element, if this is an array that begins with a string.
    pub(crate) fn first_string(&self) -> Option<Text<'_>> {
        let mut reader = Reader::new(self.as_str(), &Limits::NONE);
        let mut first = reader.array().ok()?;
        if reader.element(&mut first).ok()? { reader.string().ok() } else { None }
    }

    /// Whether the value is an object.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::Json::parse("{}").unwrap().is_object());
    /// ```
    pub fn is_object(&self) -> bool {
        self.text.starts_with('{')
    }

    /// The same value, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Json<'static> = omadm::Json::parse("[]").unwrap().into_owned();
    /// ```
    pub fn into_owned(self) -> Json<'static> {
        Json { text: self.text.into_owned(), measure: self.measure }
    }
}

/// Reads one value and makes sure that nothing follows.
fn read_whole<'a, T>(
    text: &'a str,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Fault>,
) -> Result<T, DecodeError> {
    let read = || {
        let limits = Limits::default();
        let mut reader = Reader::new(reader::text(text.as_bytes(), &limits)?, &limits);
        let value = read(&mut reader)?;
        reader.end()?;
        Ok(value)
    };
    read().map_err(|fault: Fault| {
        DecodeError::new(fault, Locator::new(text.as_bytes()).path(fault.spot.offset))
    })
}

/// What is written out as it was received, under a public type's own name.
macro_rules! shown_as_written {
    ($type:ident) => {
        $crate::value::used_as_text!($type);

        impl core::fmt::Display for $type<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl core::fmt::Debug for $type<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// The conversions of a type that `parse` makes of text.
macro_rules! read_from_text {
    ($type:ident) => {
        impl core::str::FromStr for $type<'static> {
            type Err = $crate::error::DecodeError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $type::parse(text).map($type::into_owned)
            }
        }

        impl<'a> TryFrom<&'a str> for $type<'a> {
            type Error = $crate::error::DecodeError;

            fn try_from(text: &'a str) -> Result<Self, Self::Error> {
                $type::parse(text)
            }
        }

        impl TryFrom<alloc::string::String> for $type<'static> {
            type Error = $crate::error::DecodeError;

            fn try_from(text: alloc::string::String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }
    };
}

use {read_from_text, shown_as_written};

read_from_text!(Json);
shown_as_written!(Json);

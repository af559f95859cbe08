//! JSON that is kept as it stands.

use crate::{
    error::{DecodeError, Fault},
    limits::Limits,
    reader::{Locator, Measure, Raw, Reader, escaped_len, write_escaped},
    text::Text,
};
use alloc::{string::String, vec::Vec};
use core::fmt;

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
        let mut reader = Reader::new(self.as_str().as_bytes(), &Limits::NONE).ok()?;
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

/// Making JSON.
impl Json<'static> {
    /// `null`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Json::null(), "null");
    /// ```
    pub fn null() -> Self {
        Json { text: Text::from("null"), measure: Measure::default() }
    }

    /// A string.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Json::string("a\"b"), r#""a\"b""#);
    /// ```
    pub fn string(text: &str) -> Self {
        let mut maker = Maker::default();
        maker.string(text);
        maker.finish()
    }

    /// An array of these.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::Json;
    ///
    /// assert_eq!(Json::array([Json::null(), Json::from(true)]), "[null,true]");
    /// ```
    pub fn array<'b>(elements: impl IntoIterator<Item = Json<'b>>) -> Self {
        let mut maker = Maker::default();
        maker.nested(b'[', b']', elements, |maker, element| maker.value(&element));
        maker.finish()
    }

    /// An object with these members, in this order. A name may stand twice, as in anything that is kept raw.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::Json;
    ///
    /// assert_eq!(Json::object([("a", Json::from(1)), ("b", Json::null())]), r#"{"a":1,"b":null}"#);
    /// ```
    pub fn object<'b, 'c>(members: impl IntoIterator<Item = (&'c str, Json<'b>)>) -> Self {
        let mut maker = Maker::default();
        maker.nested(b'{', b'}', members, |maker, (name, value)| {
            maker.string(name);
            maker.out.push(b':');
            maker.value(&value);
        });
        maker.finish()
    }
}

/// A [`Json`] value that is an object.
///
/// # Examples
///
/// ```
/// use omadm::{Json, JsonObject};
///
/// let object = JsonObject::new([("DM1x", Json::from(4660))]);
/// assert_eq!(object, r#"{"DM1x":4660}"#);
/// assert!(JsonObject::try_from(Json::null()).is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct JsonObject<'a>(Json<'a>);

impl<'a> JsonObject<'a> {
    /// Reads a JSON object and takes the white space around it away, within the default [`Limits`].
    ///
    /// # Errors
    ///
    /// Whatever [`Json::parse`] refuses, and any value that is no object: `7`, `[]`, `null`.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = omadm::JsonObject::parse(" [1]").unwrap_err();
    /// assert_eq!(error.to_string(), "expected an object, found an array at byte 1");
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, DecodeError> {
        read_whole(text, |reader| {
            let mut probe = *reader;
            probe.object()?;
            Ok(JsonObject(Json::from_raw(reader.raw()?)))
        })
    }

    /// A raw value that is known to be an object.
    pub(crate) fn from_raw(raw: Raw<'a>) -> Self {
        JsonObject(Json::from_raw(raw))
    }

    /// A text that was made to be an object, piece by piece.
    pub(crate) fn made(text: Vec<u8>, measure: Measure) -> JsonObject<'static> {
        JsonObject(Json::made(text, measure))
    }

    /// An object with these members, in this order.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Json, JsonObject};
    ///
    /// assert_eq!(JsonObject::new([("a", Json::null())]), r#"{"a":null}"#);
    /// ```
    pub fn new<'b, 'c>(members: impl IntoIterator<Item = (&'c str, Json<'b>)>) -> JsonObject<'static> {
        JsonObject(Json::object(members))
    }

    /// The value of the first member of this name.
    ///
    /// # Examples
    ///
    /// ```
    /// let object = omadm::JsonObject::parse(r#"{"a":1,"b":[2]}"#)?;
    /// assert_eq!(object.get("b").unwrap(), "[2]");
    /// assert_eq!(object.get("c"), None);
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn get(&self, name: &str) -> Option<Json<'_>> {
        let mut reader = Reader::new(self.as_str().as_bytes(), &Limits::NONE).ok()?;
        let mut first = reader.object().ok()?;
        while let Some(member) = reader.member(&mut first).ok()? {
            let value = reader.raw().ok()?;
            if member.text().ok()? == name {
                return Some(Json::from_raw(value));
            }
        }
        None
    }

    /// The same object, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::JsonObject<'static> = omadm::JsonObject::parse("{}").unwrap().into_owned();
    /// ```
    pub fn into_owned(self) -> JsonObject<'static> {
        JsonObject(self.0.into_owned())
    }
}

impl<'a> core::ops::Deref for JsonObject<'a> {
    type Target = Json<'a>;

    fn deref(&self) -> &Json<'a> {
        &self.0
    }
}

impl<'a> From<JsonObject<'a>> for Json<'a> {
    fn from(object: JsonObject<'a>) -> Self {
        object.0
    }
}

impl<'a> TryFrom<Json<'a>> for JsonObject<'a> {
    type Error = Json<'a>;

    /// The value itself is given back if it is no object.
    fn try_from(json: Json<'a>) -> Result<Self, Self::Error> {
        if json.is_object() { Ok(JsonObject(json)) } else { Err(json) }
    }
}

/// Reads one value and makes sure that nothing follows.
fn read_whole<'a, T>(
    text: &'a str,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Fault>,
) -> Result<T, DecodeError> {
    let read = || {
        let mut reader = Reader::new(text.as_bytes(), &Limits::default())?;
        let value = read(&mut reader)?;
        reader.end()?;
        Ok(value)
    };
    read().map_err(|fault: Fault| {
        DecodeError::new(fault, Locator::new(text.as_bytes()).path(fault.spot.offset))
    })
}

/// JSON while it is made.
#[derive(Default)]
struct Maker {
    out: Vec<u8>,
    measure: Measure,
}

impl Maker {
    fn string(&mut self, text: &str) {
        self.out.push(b'"');
        write_escaped(&mut self.out, text);
        self.out.push(b'"');
        let len = u32::try_from(escaped_len(text)).unwrap_or(u32::MAX);
        self.measure.longest = self.measure.longest.max(len);
    }

    fn value(&mut self, value: &Json<'_>) {
        self.out.extend_from_slice(value.as_str().as_bytes());
        self.measure.depth = self.measure.depth.max(value.measure.depth);
        self.measure.longest = self.measure.longest.max(value.measure.longest);
        self.measure.values = self.measure.values.saturating_add(value.measure.values);
    }

    fn nested<T>(
        &mut self,
        open: u8,
        close: u8,
        items: impl IntoIterator<Item = T>,
        write: impl Fn(&mut Self, T),
    ) {
        self.out.push(open);
        for item in items {
            if self.out.len() > 1 {
                self.out.push(b',');
            }
            write(self, item);
            self.measure.values = self.measure.values.saturating_add(1);
        }
        self.out.push(close);
        self.measure.depth = self.measure.depth.saturating_add(1);
    }

    fn finish(self) -> Json<'static> {
        Json::made(self.out, self.measure)
    }
}

impl From<bool> for Json<'static> {
    fn from(value: bool) -> Self {
        Json { text: Text::from(if value { "true" } else { "false" }), measure: Measure::default() }
    }
}

macro_rules! integers {
    ($($type:ident)*) => {
        $(
            impl From<$type> for Json<'static> {
                fn from(value: $type) -> Self {
                    use alloc::string::ToString;
                    Json { text: Text::from(value.to_string()), measure: Measure::default() }
                }
            }
        )*
    };
}

integers! { i8 i16 i32 i64 u8 u16 u32 u64 }

macro_rules! shown_as_written {
    ($type:ident) => {
        impl AsRef<str> for $type<'_> {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $type<'_> {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $type<'_> {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl fmt::Display for $type<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $type<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

shown_as_written!(Json);
shown_as_written!(JsonObject);

//! JSON that is kept as it stands, and is an object.

use super::{Json, read_from_text, read_whole, shown_as_written};
use crate::{
    error::DecodeError,
    limits::Limits,
    reader::{Measure, Raw, Reader},
};
use alloc::vec::Vec;

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
    /// In an object that was made deeper than [`MAX_DEPTH`](crate::MAX_DEPTH), which no body may be, nothing is found behind
    /// what is too deep.
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
        let mut reader = Reader::new(self.as_str(), &Limits::NONE);
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

read_from_text!(JsonObject);
shown_as_written!(JsonObject);

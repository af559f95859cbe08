//! Serialize and Deserialize for values that are JSON themselves.

use super::{Extensions, Json, JsonObject, OneOrMore};
use crate::{
    error::DecodeErrorKind,
    limits::{Limit, Limits},
    text::Text,
};
use alloc::{boxed::Box, string::String, vec::Vec};
use core::fmt;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess, Visitor},
    ser::Error as _,
};
use serde_json::value::RawValue;

impl Serialize for Json<'_> {
    /// Writes the value as it stands. JSON is the only format this serves.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(String::from(self.as_str())).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json<'_> {
    /// Keeps the value as it stands. JSON is the only format this serves.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Json::parse(raw.get()).map(Json::into_owned).map_err(D::Error::custom)
    }
}

impl Serialize for JsonObject<'_> {
    /// Writes the value as it stands. JSON is the only format this serves.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for JsonObject<'_> {
    /// Keeps the value as it stands. JSON is the only format this serves.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        JsonObject::parse(raw.get()).map(JsonObject::into_owned).map_err(D::Error::custom)
    }
}

impl Serialize for Extensions<'_> {
    /// Writes an object of the members.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Extensions<'_> {
    /// Reads an object in which no member stands twice, of as many members as the default of [`Limits::members`] allows.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Extensions<'static>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut extensions = Extensions::new();
                while let Some((name, value)) = map.next_entry::<Text<'static>, Json<'static>>()? {
                    if extensions.insert(name, value).is_some() {
                        return Err(A::Error::custom(DecodeErrorKind::RepeatedMember));
                    }
                    // Each is compared with all before it.
                    if extensions.len() > Limits::default().members {
                        return Err(A::Error::custom(DecodeErrorKind::Limit(Limit::Members)));
                    }
                }
                Ok(extensions)
            }
        }

        deserializer.deserialize_map(Members)
    }
}

impl<T: Serialize> Serialize for OneOrMore<T> {
    /// Writes an array.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMore<T> {
    /// Reads an array that is not empty.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::deserialize(deserializer)?;
        OneOrMore::from_vec(list).ok_or_else(|| D::Error::invalid_length(0, &"one or more"))
    }
}

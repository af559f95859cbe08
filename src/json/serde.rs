//! Serialize and Deserialize for packages and what they are made of: adapters over the one decoder and encoder.
//!
//! JSON is the only format they serve: what is (de)serialized is a raw JSON value, which our decoder reads, tolerant and
//! within the default limits. What is returned is owned, so that `from_value` and `from_reader` work; to borrow, call
//! [`decode`](super::decode). An error carries our offset, counted from where the value begins.

use super::{Codec, decode, encode};
use crate::{
    limits::Options,
    package::{
        Alert, Command, ManagementData, Mo, MoData, Package1, Package2, Package3, Record, Slot, Status,
        Unreadable,
    },
};
use alloc::{boxed::Box, string::String, vec::Vec};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use serde_json::value::RawValue;

fn serialize<'a, S: Serializer>(value: &impl Codec<'a>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = Vec::new();
    encode::encode(value, &mut out, &Options::default()).map_err(S::Error::custom)?;
    let text = String::from_utf8(out).map_err(S::Error::custom)?;
    RawValue::from_string(text).map_err(S::Error::custom)?.serialize(serializer)
}

macro_rules! adapters {
    ($($type:ident)*) => {
        $(
            impl Serialize for $type<'_> {
                /// Writes what the JSON encoder writes. JSON is the only format this serves.
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serialize(self, serializer)
                }
            }

            impl<'de> Deserialize<'de> for $type<'_> {
                /// Reads what the JSON decoder reads, tolerant and within the default limits. JSON is the only format
                /// this serves.
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let raw = Box::<RawValue>::deserialize(deserializer)?;
                    let decoded = decode::decode::<$type<'_>>(raw.get().as_bytes(), &Options::default());
                    decoded.map(|decoded| decoded.value.into_owned()).map_err(D::Error::custom)
                }
            }
        )*
    };
}

adapters! { Package1 Package2 Package3 ManagementData Mo MoData Record Alert Status Slot Command }

impl Serialize for Unreadable<'_> {
    /// Writes what was received, if that was JSON. JSON is the only format this serves. It is read back as a
    /// [`Slot`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&Slot::Unreadable(self.clone()), serializer)
    }
}

//! What others say of a JSON text: serde_json, and hifijson as a second opinion.

use hifijson::{SliceLexer, token::Lex};
use omadm::{Leaf, Node};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// What serde_json says of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    Accepted,
    /// It is sound as far as it goes, but something has to follow.
    Unfinished,
    Refused,
    /// A number that no `f64` can hold. RFC 8259, section 6, allows any magnitude and allows a reader to have limits.
    OutOfRange,
}

/// serde_json's verdict, strings decoded and numbers converted.
pub(crate) fn verdict(text: &[u8]) -> Verdict {
    match serde_json::from_slice::<serde_json::Value>(text) {
        Ok(_) => Verdict::Accepted,
        Err(error) if error.is_eof() => Verdict::Unfinished,
        Err(error) if error.to_string().starts_with("number out of range") => Verdict::OutOfRange,
        Err(_) => Verdict::Refused,
    }
}

/// Whether hifijson, which keeps numbers as they are written, reads the text.
pub(crate) fn second_opinion(text: &[u8]) -> bool {
    SliceLexer::new(text).exactly_one(Lex::ws_peek, hifijson::value::parse_unbounded).is_ok()
}

/// The text without the white space around it, as serde_json cuts it out.
pub(crate) fn trimmed(text: &str) -> &str {
    serde_json::from_str::<&RawValue>(text).expect("the text was accepted").get()
}

/// The members of an object in their order, repeated ones too: names decoded, values as they stand.
pub(crate) struct Members<'t>(pub(crate) Vec<(String, &'t str)>);

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        impl<'t> Visitor<'t> for Each {
            type Value = Members<'t>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
                    members.push((name, value.get()));
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Each)
    }
}

/// The members of an object that is sound.
pub(crate) fn members(object: &str) -> Vec<(String, &str)> {
    serde_json::from_str::<Members<'_>>(object).expect("an object").0
}

/// The elements of an array that is sound.
pub(crate) fn elements(array: &str) -> Vec<&str> {
    serde_json::from_str::<Vec<&RawValue>>(array).expect("an array").into_iter().map(RawValue::get).collect()
}

/// Where a piece of a text begins.
pub(crate) fn offset(piece: &str, text: &str) -> usize {
    piece.as_ptr().addr() - text.as_ptr().addr()
}

/// Where the first array of a value begins.
pub(crate) fn first_array(value: &str) -> Option<usize> {
    match value.as_bytes()[0] {
        b'[' => Some(0),
        b'{' => {
            members(value).iter().find_map(|(_, member)| Some(offset(member, value) + first_array(member)?))
        }
        _ => None,
    }
}

/// Compares nodes with the members of an object, and says how many there are at all levels.
pub(crate) fn compare_nodes<'m>(nodes: impl Iterator<Item = Node<'m>>, object: &str) -> usize {
    let nodes: Vec<_> = nodes.collect();
    let members = members(object);
    assert_eq!(nodes.len(), members.len(), "{object}");
    let mut count = 0;
    for (node, (name, value)) in nodes.iter().zip(&members) {
        assert_eq!((&*node.name(), node.as_str()), (name.as_str(), *value));
        assert_eq!(node.is_interior(), value.starts_with('{'));
        match node.leaf() {
            None => assert!(node.is_interior()),
            Some(Leaf::String(text)) => assert_eq!(text, serde_json::from_str::<String>(value).unwrap()),
            Some(Leaf::Boolean(boolean)) => assert_eq!(boolean, serde_json::from_str::<bool>(value).unwrap()),
            Some(Leaf::Null) => assert_eq!(*value, "null"),
            Some(Leaf::Number(literal)) => {
                assert_eq!(literal, *value);
                assert!(verdict(value.as_bytes()) != Verdict::Refused, "{value}");
            }
        }
        let below = if node.is_interior() { compare_nodes(node.children(), value) } else { 0 };
        count += 1 + below;
    }
    count
}

//! Making MOData node by node.

use super::{
    mo_data::MoData,
    node::{Entry, Leaf, Span},
};
use crate::{
    limits::{Limit, Limits, MAX_DEPTH},
    reader::{Measure, Reader, escaped_len, write_escaped},
    value::JsonObject,
};
use alloc::{vec, vec::Vec};

/// Why a node cannot be added.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Refused {
    /// A limit would be passed.
    Limit(Limit),
    /// A number that JSON does not write so.
    Number,
}

impl From<Limit> for Refused {
    fn from(limit: Limit) -> Self {
        Refused::Limit(limit)
    }
}

/// Takes nodes in document order and writes them. Nothing is written that would pass a limit.
pub(crate) struct MoBuilder {
    out: Vec<u8>,
    entries: Vec<Entry>,
    measure: Measure,
    /// What the text may still hold, all of it.
    limits: Limits,
    /// Objects that are open, that around all nodes included: each needs a byte to be closed with.
    depth: usize,
    /// The innermost entry that is open; its `below` holds the one around it until it is closed.
    open: u32,
    /// Whether a comma has to stand before the next member.
    comma: bool,
}

impl MoBuilder {
    /// Begins the object around all nodes.
    pub(crate) fn new(limits: Limits) -> Result<Self, Limit> {
        let limits = limits.with_body_bytes(limits.body_bytes.min(u32::MAX as usize));
        let mut builder = MoBuilder {
            out: Vec::new(),
            entries: Vec::new(),
            measure: Measure::default(),
            limits,
            depth: 0,
            open: 0,
            comma: false,
        };
        builder.reserve(2)?;
        builder.deepen()?;
        builder.out = vec![b'{'];
        Ok(builder)
    }

    /// Begins an interior node.
    pub(crate) fn open(&mut self, name: &str) -> Result<(), Limit> {
        let entry = self.begin(name, 2)?;
        self.deepen()?;
        let around = self.open;
        self.open = narrow(self.entries.len())?;
        self.entries.push(Entry { below: around, ..entry });
        self.out.push(b'{');
        self.comma = false;
        Ok(())
    }

    /// Ends the innermost interior node that is open.
    pub(crate) fn close(&mut self) -> Result<(), Limit> {
        self.out.push(b'}');
        self.depth = self.depth.saturating_sub(1);
        self.comma = true;
        let (index, count, to) = (self.open, narrow(self.entries.len())?, narrow(self.out.len())?);
        if let Some(entry) = self.entries.get_mut(index as usize) {
            self.open = entry.below;
            entry.below = count - index - 1;
            entry.value.to = to;
        }
        Ok(())
    }

    /// Adds a leaf.
    pub(crate) fn leaf(&mut self, name: &str, leaf: &Leaf<'_>) -> Result<(), Refused> {
        let text = leaf.text().unwrap_or("null");
        let len = match leaf {
            Leaf::String(text) => self.string(text)? + 2,
            Leaf::Number(literal) if !is_number(literal) => return Err(Refused::Number),
            _ => text.len(),
        };
        let mut entry = self.begin(name, len)?;
        if let Leaf::String(text) = leaf {
            self.quoted(text);
        } else {
            self.out.extend_from_slice(text.as_bytes());
        }
        entry.value.to = narrow(self.out.len())?;
        self.entries.push(entry);
        Ok(())
    }

    /// What was made.
    pub(crate) fn finish(mut self) -> MoData<'static> {
        debug_assert_eq!(self.depth, 1, "every interior node was closed");
        self.out.push(b'}');
        MoData::from_parts(JsonObject::made(self.out, self.measure), self.entries)
    }

    /// Writes the name of a node whose value takes so many bytes.
    fn begin(&mut self, name: &str, value_len: usize) -> Result<Entry, Limit> {
        let name_len = self.string(name)?;
        self.reserve(value_len.saturating_add(name_len + 3 + usize::from(self.comma)))?;
        if self.measure.values as usize >= self.limits.values {
            return Err(Limit::Values);
        }
        self.measure.values = self.measure.values.saturating_add(1);
        if self.comma {
            self.out.push(b',');
        }
        self.comma = true;
        let from = narrow(self.out.len() + 1)?;
        self.quoted(name);
        let name = Span { from, to: narrow(self.out.len() - 1)? };
        self.out.push(b':');
        let value = narrow(self.out.len())?;
        Ok(Entry { name, value: Span { from: value, to: value }, below: 0 })
    }

    fn quoted(&mut self, text: &str) {
        self.out.push(b'"');
        write_escaped(&mut self.out, text);
        self.out.push(b'"');
    }

    /// How long a string is, if it may be so long.
    fn string(&mut self, text: &str) -> Result<usize, Limit> {
        let len = escaped_len(text);
        if len > self.limits.string_bytes {
            return Err(Limit::StringBytes);
        }
        self.measure.longest = self.measure.longest.max(u32::try_from(len).unwrap_or(u32::MAX));
        Ok(len)
    }

    /// Whether so many bytes may still be written, and what closes all that is open.
    fn reserve(&self, bytes: usize) -> Result<(), Limit> {
        let most = self.limits.body_bytes;
        let len = (self.out.len() + self.depth).saturating_add(bytes);
        if len > most { Err(Limit::BodyBytes) } else { Ok(()) }
    }

    fn deepen(&mut self) -> Result<(), Limit> {
        if self.depth >= self.limits.depth.min(MAX_DEPTH) {
            return Err(Limit::Depth);
        }
        self.depth += 1;
        self.measure.depth = self.measure.depth.max(u32::try_from(self.depth).unwrap_or(u32::MAX));
        Ok(())
    }
}

/// An offset, or a number of nodes; each of them has a byte at least.
fn narrow(count: usize) -> Result<u32, Limit> {
    u32::try_from(count).map_err(|_| Limit::BodyBytes)
}

/// Whether JSON writes a number so.
fn is_number(literal: &str) -> bool {
    let number = Reader::new(literal, &Limits::NONE).number();
    number.is_ok_and(|number| number.len() == literal.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::package::Node;
    use alloc::{
        borrow::Cow,
        string::{String, ToString},
    };

    fn build(limits: Limits) -> Result<MoData<'static>, Refused> {
        let mut builder = MoBuilder::new(limits)?;
        builder.open("a\"")?;
        builder.leaf("b", &Leaf::Number("1.50".into()))?;
        builder.open("c")?;
        builder.leaf("d", &Leaf::String("\n\u{e9}".into()))?;
        builder.leaf("e", &Leaf::Null)?;
        builder.close()?;
        builder.open("f")?;
        builder.close()?;
        builder.leaf("g", &Leaf::Boolean(true))?;
        builder.close()?;
        Ok(builder.finish())
    }

    const TEXT: &str = "{\"a\\\"\":{\"b\":1.50,\"c\":{\"d\":\"\\né\",\"e\":null},\"f\":{},\"g\":true}}";

    #[test]
    fn what_is_built_is_what_the_reader_reads() {
        let built = build(Limits::default()).unwrap();
        assert_eq!(built.as_json().as_str(), TEXT);
        let read = MoData::new(JsonObject::parse(TEXT).unwrap()).unwrap();
        assert_eq!(built, read);
        assert_eq!(built.as_json().measure(), read.as_json().measure());
        let root: Node<'_> = built.nodes().next().unwrap();
        let names: Vec<Cow<'_, str>> = root.children().map(|node| node.name()).collect();
        assert_eq!(names, ["b", "c", "f", "g"]);
    }

    #[test]
    fn each_limit_holds_at_its_edge() {
        let fits = Limits::default().with_body_bytes(TEXT.len()).with_values(7).with_depth(3);
        let fits = fits.with_string_bytes(4);
        assert!(build(fits).is_ok());
        for (limits, limit) in [
            (fits.with_body_bytes(TEXT.len() - 1), Limit::BodyBytes),
            (fits.with_values(6), Limit::Values),
            (fits.with_depth(2), Limit::Depth),
            (fits.with_string_bytes(3), Limit::StringBytes),
            (fits.with_body_bytes(1), Limit::BodyBytes),
            (fits.with_depth(0), Limit::Depth),
        ] {
            assert_eq!(build(limits), Err(Refused::Limit(limit)), "{limits:?}");
        }
    }

    #[test]
    fn the_last_text_fits_to_the_byte() {
        for text in ["", "a", "ab", "abcdef", "\n\"\u{e9}"] {
            let written = serde_json::json!({ "x": text }).to_string();
            let build = |most| {
                let mut builder = MoBuilder::new(Limits::default().with_body_bytes(most)).unwrap();
                builder.leaf("x", &Leaf::String(text.into())).map(|()| builder.finish())
            };
            assert_eq!(build(written.len()).unwrap().as_json().as_str(), written);
            assert_eq!(build(written.len() - 1), Err(Refused::Limit(Limit::BodyBytes)), "{text:?}");
        }
    }

    #[test]
    fn only_numbers_of_json_are_numbers() {
        for literal in ["0", "-1.5", "1e9", "12.10"] {
            assert!(is_number(literal), "{literal}");
        }
        for literal in ["", " 1", "1 ", "0xB1", "01", "1,", "NaN", "-", "1.", "\"1\"", "1}"] {
            assert!(!is_number(literal), "{literal}");
            let mut builder = MoBuilder::new(Limits::default()).unwrap();
            let leaf = Leaf::Number(String::from(literal).into());
            assert_eq!(builder.leaf("a", &leaf), Err(Refused::Number), "{literal}");
        }
    }
}

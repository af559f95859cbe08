//! The data of one addressed node: MOData.

use super::node::{Entry, Siblings, Span};
use crate::{
    error::{DecodeError, DecodeErrorKind, Expected, Fault, Found},
    limits::Limits,
    reader::{Listener, Locator, RawString, Reader},
    value::JsonObject,
};
use alloc::vec::Vec;
use core::fmt;

/// The addressed node under its own name: an object for an interior node, which may hold others, a string, number, boolean
/// or null for a leaf \[DM20\].
///
/// It is kept as it was received, with an index of the nodes beside it: nothing is copied, and nothing recurses. Two are
/// equal if they are written the same. More or fewer nodes than one at the top are possible; a decoder warns of it.
///
/// # Examples
///
/// ```
/// use omadm::{JsonObject, Leaf, MoData};
///
/// let data = MoData::new(JsonObject::parse(r#"{"DevInfo": {"DevID": "IMEI:1", "Lang": "en"}}"#)?)?;
/// let root = data.nodes().next().unwrap();
/// assert_eq!(root.name(), "DevInfo");
/// let names: Vec<_> = root.children().map(|node| node.name()).collect();
/// assert_eq!(names, ["DevID", "Lang"]);
/// assert_eq!(root.child("DevID").unwrap().leaf(), Some(Leaf::String("IMEI:1".into())));
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MoData<'a> {
    json: JsonObject<'a>,
    /// All nodes in document order. Offsets are into `json`.
    entries: Vec<Entry>,
}

impl<'a> MoData<'a> {
    /// The data that an object says.
    ///
    /// # Errors
    ///
    /// An array anywhere in it: `{"a":[]}`.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{JsonObject, MoData};
    ///
    /// let error = MoData::new(JsonObject::parse(r#"{"a":{"b":[1]}}"#)?).unwrap_err();
    /// assert_eq!(error.offset(), 10);
    /// assert_eq!(error.path().as_str(), "a.b");
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn new(json: JsonObject<'a>) -> Result<Self, DecodeError> {
        let index = |text: &str| {
            let mut index = Index::default();
            Reader::new(text, &Limits::NONE).raw_heard(&mut index)?;
            Ok(index.entries)
        };
        match index(json.as_str()) {
            Ok(entries) => Ok(MoData { json, entries }),
            Err(fault) => {
                let fault: Fault = fault;
                Err(DecodeError::new(fault, Locator::new(json.as_str().as_bytes()).path(fault.spot.offset)))
            }
        }
    }

    #[inline]
    pub(super) fn text(&self) -> &str {
        self.json.as_str()
    }

    #[inline]
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What was made together: a text, and the nodes that stand in it.
    pub(super) fn from_parts(json: JsonObject<'a>, entries: Vec<Entry>) -> Self {
        MoData { json, entries }
    }

    /// Reads the data at the cursor.
    pub(crate) fn from_reader(reader: &mut Reader<'a>) -> Result<Self, Fault> {
        if reader.found() != Found::Object {
            return Err(reader.unexpected(Expected::Object));
        }
        let mut index = Index { start: reader.offset(), ..Index::default() };
        let raw = reader.raw_heard(&mut index)?;
        Ok(MoData { json: JsonObject::from_raw(raw), entries: index.entries })
    }

    /// The data as it is written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, MoData};
    /// let data = MoData::new(JsonObject::parse(r#"{"a": 1}"#)?)?;
    /// assert_eq!(data.as_json().as_str(), r#"{"a": 1}"#);
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub const fn as_json(&self) -> &JsonObject<'a> {
        &self.json
    }

    /// The nodes at the top: one, if the data is as it should be.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, MoData};
    /// let data = MoData::new(JsonObject::parse(r#"{"a":1}"#)?)?;
    /// assert_eq!(data.nodes().count(), 1);
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn nodes(&self) -> Siblings<'_> {
        Siblings::top(self)
    }

    /// How many nodes there are, at all levels.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, MoData};
    /// let data = MoData::new(JsonObject::parse(r#"{"a":{"b":1,"c":2}}"#)?)?;
    /// assert_eq!(data.node_count(), 3);
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn node_count(&self) -> usize {
        self.entries.len()
    }

    /// The same data, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, MoData};
    /// let owned: MoData<'static> = MoData::new(JsonObject::parse("{}")?)?.into_owned();
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn into_owned(self) -> MoData<'static> {
        MoData { json: self.json.into_owned(), entries: self.entries }
    }
}

impl fmt::Debug for MoData<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.json.fmt(f)
    }
}

/// Makes the index while the reader passes over the text.
#[derive(Default)]
struct Index {
    entries: Vec<Entry>,
    /// Where the text begins in the input.
    start: usize,
    name: Span,
    /// Objects that are open.
    depth: usize,
    /// The innermost entry that is open; its `below` holds the one around it until it is closed.
    open: u32,
}

impl Index {
    fn span(&self, from: usize, to: usize) -> Result<Span, Fault> {
        let narrow = |at: usize| u32::try_from(at - self.start).map_err(|_| Fault::internal(at));
        Ok(Span { from: narrow(from)?, to: narrow(to)? })
    }

    fn push(&mut self, value: Span, below: u32) {
        self.entries.push(Entry { name: self.name, value, below });
    }
}

impl<'a> Listener<'a> for Index {
    fn open(&mut self, object: bool, offset: usize) -> Result<(), Fault> {
        if !object {
            let kind = DecodeErrorKind::Unexpected { expected: Expected::Node, found: Found::Array };
            return Err(Fault::new(kind, offset));
        }
        if self.depth > 0 {
            let around = self.open;
            self.open = u32::try_from(self.entries.len()).map_err(|_| Fault::internal(offset))?;
            let value = self.span(offset, offset)?;
            self.push(value, around);
        }
        self.depth += 1;
        Ok(())
    }

    fn close(&mut self, _: bool, offset: usize) -> Result<(), Fault> {
        self.depth -= 1;
        if self.depth == 0 {
            return Ok(());
        }
        let index = self.open;
        let to = self.span(offset, offset)?.to;
        let count = u32::try_from(self.entries.len()).map_err(|_| Fault::internal(offset))?;
        let entry = self.entries.get_mut(index as usize).ok_or_else(|| Fault::internal(offset))?;
        self.open = entry.below;
        entry.below = count - index - 1;
        entry.value.to = to;
        Ok(())
    }

    fn name(&mut self, name: RawString<'a>) -> Result<(), Fault> {
        self.name = self.span(name.at, name.at + name.text.len())?;
        Ok(())
    }

    fn leaf(&mut self, start: usize, end: usize) -> Result<(), Fault> {
        let value = self.span(start, end)?;
        self.push(value, 0);
        Ok(())
    }
}

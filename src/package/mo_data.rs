//! The data of one addressed node: MOData.

use crate::{
    error::{DecodeError, DecodeErrorKind, Expected, Fault, Found},
    limits::Limits,
    reader::{Listener, Locator, RawString, Reader},
    value::JsonObject,
};
use alloc::{borrow::Cow, vec::Vec};
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

/// Where one node stands in the text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Entry {
    /// Its name, without quotes.
    name: Span,
    /// Its value.
    value: Span,
    /// How many of the entries behind it are below it.
    below: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
struct Span {
    from: u32,
    to: u32,
}

impl Span {
    fn of(self, text: &str) -> &str {
        text.get(self.from as usize..self.to as usize).unwrap_or_default()
    }
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
            Reader::new(text.as_bytes(), &Limits::NONE)?.raw_heard(&mut index)?;
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
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> + Clone {
        Siblings { text: self.json.as_str(), entries: &self.entries }
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

/// One node of [`MoData`].
///
/// # Examples
///
/// ```
/// use omadm::{JsonObject, MoData};
///
/// let data = MoData::new(JsonObject::parse(r#"{"a":{}}"#)?)?;
/// let node = data.nodes().next().unwrap();
/// assert!(node.is_interior());
/// assert_eq!(node.children().count(), 0);
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Node<'m> {
    text: &'m str,
    /// The node's own entry, and those below it.
    entry: Entry,
    below: &'m [Entry],
}

impl<'m> Node<'m> {
    /// Its name, escapes taken out.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, MoData};
    /// let data = MoData::new(JsonObject::parse(r#"{"\u0061":1}"#)?)?;
    /// assert_eq!(data.nodes().next().unwrap().name(), "a");
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn name(&self) -> Cow<'m, str> {
        decode(self.entry.name.of(self.text))
    }

    /// Whether it may hold other nodes: it is an object.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, MoData};
    /// let data = MoData::new(JsonObject::parse(r#"{"a":1}"#)?)?;
    /// assert!(!data.nodes().next().unwrap().is_interior());
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn is_interior(&self) -> bool {
        self.as_str().starts_with('{')
    }

    /// Its value, if it is a leaf.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, Leaf, MoData};
    /// let data = MoData::new(JsonObject::parse(r#"{"a":1.50}"#)?)?;
    /// assert_eq!(data.nodes().next().unwrap().leaf(), Some(Leaf::Number("1.50")));
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn leaf(&self) -> Option<Leaf<'m>> {
        let value = self.as_str();
        match value.as_bytes() {
            [b'{', ..] => None,
            [b'"', ..] => Some(Leaf::String(decode(value.get(1..value.len() - 1).unwrap_or_default()))),
            [b't', ..] => Some(Leaf::Boolean(true)),
            [b'f', ..] => Some(Leaf::Boolean(false)),
            [b'n', ..] => Some(Leaf::Null),
            _ => Some(Leaf::Number(value)),
        }
    }

    /// Its value as it is written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, MoData};
    /// let data = MoData::new(JsonObject::parse(r#"{"a":"b"}"#)?)?;
    /// assert_eq!(data.nodes().next().unwrap().as_str(), "\"b\"");
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn as_str(&self) -> &'m str {
        self.entry.value.of(self.text)
    }

    /// The nodes right below it, in their order.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, MoData};
    /// let data = MoData::new(JsonObject::parse(r#"{"a":{"b":{"c":1},"d":2}}"#)?)?;
    /// assert_eq!(data.nodes().next().unwrap().children().count(), 2);
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn children(&self) -> impl Iterator<Item = Node<'m>> + Clone + use<'m> {
        Siblings { text: self.text, entries: self.below }
    }

    /// The first node of this name right below it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, MoData};
    /// let data = MoData::new(JsonObject::parse(r#"{"a":{"b":1}}"#)?)?;
    /// assert!(data.nodes().next().unwrap().child("b").is_some());
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn child(&self, name: &str) -> Option<Node<'m>> {
        self.children().find(|node| node.name() == name)
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.name(), self.as_str())
    }
}

/// The value of a node that holds no others.
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::Leaf::Boolean(true).text().unwrap(), "true");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Leaf<'m> {
    /// A string, escapes taken out.
    String(Cow<'m, str>),
    /// A number as it is written.
    Number(&'m str),
    /// A boolean.
    Boolean(bool),
    /// Null.
    Null,
}

impl<'m> Leaf<'m> {
    /// What the value of an `nv` field is compared with: the text of a string, the literal of a number or boolean, nothing
    /// for null.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::Leaf;
    ///
    /// assert_eq!(Leaf::Number("0xB1").text().unwrap(), "0xB1");
    /// assert_eq!(Leaf::Null.text(), None);
    /// ```
    pub fn text(&self) -> Option<&str> {
        match self {
            Leaf::String(text) => Some(text),
            Leaf::Number(literal) => Some(literal),
            Leaf::Boolean(true) => Some("true"),
            Leaf::Boolean(false) => Some("false"),
            Leaf::Null => None,
        }
    }
}

/// A string of the text, whose escapes have been checked.
fn decode(raw: &str) -> Cow<'_, str> {
    let text = RawString { text: raw, escaped: raw.contains('\\'), at: 0 }.text();
    debug_assert!(text.is_ok(), "the reader has checked every escape once already");
    text.map_or(Cow::Borrowed(raw), Cow::from)
}

/// Nodes that stand beside each other, and everything below them.
#[derive(Clone)]
struct Siblings<'m> {
    text: &'m str,
    entries: &'m [Entry],
}

impl<'m> Iterator for Siblings<'m> {
    type Item = Node<'m>;

    fn next(&mut self) -> Option<Self::Item> {
        let (&entry, rest) = self.entries.split_first()?;
        let (below, rest) = rest.split_at_checked(entry.below as usize).unwrap_or((rest, &[]));
        self.entries = rest;
        Some(Node { text: self.text, entry, below })
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

//! The nodes of management data, and their values.

use super::mo_data::MoData;
use crate::reader::RawString;
use alloc::borrow::Cow;
use core::fmt;

/// Where one node stands in the text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Entry {
    /// Its name, without quotes.
    pub(super) name: Span,
    /// Its value.
    pub(super) value: Span,
    /// How many of the entries behind it are below it.
    pub(super) below: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Span {
    pub(super) from: u32,
    pub(super) to: u32,
}

impl Span {
    #[inline]
    fn of(self, text: &str) -> &str {
        text.get(self.from as usize..self.to as usize).unwrap_or_default()
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
    data: &'m MoData<'m>,
    /// Of its entry. As wide as a register: nodes are moved about more than kept.
    index: usize,
}

impl<'m> Node<'m> {
    #[inline]
    fn entry(&self) -> Entry {
        let entry = self.data.entries().get(self.index);
        debug_assert!(entry.is_some(), "a node stands in the data it was taken from");
        entry.copied().unwrap_or_default()
    }

    #[inline]
    fn raw_name(&self) -> &'m str {
        self.entry().name.of(self.data.text())
    }

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
        decode(self.raw_name())
    }

    /// Whether this is its name, escapes taken out. Nothing is allocated.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{JsonObject, MoData};
    /// let data = MoData::new(JsonObject::parse(r#"{"\u0061":1}"#)?)?;
    /// assert!(data.nodes().next().unwrap().is_named("a"));
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    #[inline]
    pub fn is_named(&self, name: &str) -> bool {
        let raw = self.raw_name();
        // An escape is longer than what it stands for: only a longer name needs a closer look.
        if raw.len() > name.len() {
            return raw_string(raw).is(name);
        }
        raw == name && !name.contains('\\')
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
    #[inline]
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
    /// assert_eq!(data.nodes().next().unwrap().leaf(), Some(Leaf::Number("1.50".into())));
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
            _ => Some(Leaf::Number(Cow::Borrowed(value))),
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
    #[inline]
    pub fn as_str(&self) -> &'m str {
        self.entry().value.of(self.data.text())
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
    #[inline]
    pub fn children(&self) -> Siblings<'m> {
        let next = self.index + 1;
        Siblings { data: self.data, next, end: next.saturating_add(self.entry().below as usize) }
    }

    /// The node and all that is below it in document order, each with how many are below it.
    pub(crate) fn with_below(&self) -> impl Iterator<Item = (Node<'m>, usize)> + use<'m> {
        let data = self.data;
        (self.index..=self.index + self.entry().below as usize).map(move |index| {
            let node = Node { data, index };
            (node, node.entry().below as usize)
        })
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
        self.children().find(|node| node.is_named(name))
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
    /// A number as JSON writes it.
    Number(Cow<'m, str>),
    /// A boolean.
    Boolean(bool),
    /// Null.
    Null,
}

impl<'m> Leaf<'m> {
    /// The same value, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Leaf<'static> = omadm::Leaf::Null.into_owned();
    /// ```
    pub fn into_owned(self) -> Leaf<'static> {
        match self {
            Leaf::String(text) => Leaf::String(Cow::Owned(text.into_owned())),
            Leaf::Number(literal) => Leaf::Number(Cow::Owned(literal.into_owned())),
            Leaf::Boolean(value) => Leaf::Boolean(value),
            Leaf::Null => Leaf::Null,
        }
    }

    /// The same value, borrowed from this one.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::Leaf;
    ///
    /// let leaf = Leaf::String(String::from("a").into());
    /// assert_eq!(leaf.borrow(), Leaf::String("a".into()));
    /// ```
    pub fn borrow(&self) -> Leaf<'_> {
        match self {
            Leaf::String(text) => Leaf::String(Cow::Borrowed(text)),
            Leaf::Number(literal) => Leaf::Number(Cow::Borrowed(literal)),
            Leaf::Boolean(value) => Leaf::Boolean(*value),
            Leaf::Null => Leaf::Null,
        }
    }

    /// What the value of an `nv` field is compared with: the text of a string, the literal of a number or boolean, nothing
    /// for null.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::Leaf;
    ///
    /// assert_eq!(Leaf::Number("0.50".into()).text().unwrap(), "0.50");
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
fn raw_string(text: &str) -> RawString<'_> {
    RawString { text, escaped: text.contains('\\'), at: 0 }
}

fn decode(raw: &str) -> Cow<'_, str> {
    let text = raw_string(raw).text();
    debug_assert!(text.is_ok(), "the reader has checked every escape once already");
    text.map_or(Cow::Borrowed(raw), Cow::from)
}

/// Nodes of [`MoData`] that stand beside each other, in their order.
///
/// # Examples
///
/// ```
/// use omadm::{JsonObject, MoData};
///
/// let data = MoData::new(JsonObject::parse(r#"{"a":{"b":1,"c":{"d":2}}}"#)?)?;
/// let mut siblings = data.nodes().next().unwrap().children();
/// assert_eq!(siblings.next().unwrap().name(), "b");
/// assert_eq!(siblings.next().unwrap().name(), "c");
/// assert!(siblings.next().is_none());
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Siblings<'m> {
    data: &'m MoData<'m>,
    next: usize,
    /// Behind the last of them and all that is below it.
    end: usize,
}

impl<'m> Siblings<'m> {
    /// The nodes at the top.
    pub(super) fn top(data: &'m MoData<'_>) -> Self {
        Siblings { data, next: 0, end: data.entries().len() }
    }
}

impl<'m> Iterator for Siblings<'m> {
    type Item = Node<'m>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let node = Node { data: self.data, index: self.next };
        self.next += 1 + node.entry().below as usize;
        Some(node)
    }
}

impl core::iter::FusedIterator for Siblings<'_> {}

impl fmt::Debug for Siblings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

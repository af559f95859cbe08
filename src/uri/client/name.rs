//! What stands between two `/` of a ClientURI.

use crate::{
    ascii::Pieces,
    error::{ParseError, ParseErrorKind},
    value::Encoded,
};
use core::{fmt, str::FromStr};

/// One node of a ClientURI's address: a name, `*`, or an x-name (section 4 of the protocol).
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, NodeName, XName};
///
/// let uri = ClientUri::parse("urn:x//a/*/(y)/?nv=(y)/ID:1").unwrap();
/// let nodes: Vec<_> = uri.path().collect();
/// assert!(matches!(nodes[0], NodeName::Name(name) if name.is("a")));
/// assert_eq!(nodes[1], NodeName::Any);
/// assert_eq!(nodes[2], NodeName::X(XName::new('y').unwrap()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NodeName<'a> {
    /// `*`: every node there is in this place.
    Any,
    /// `(x)`: the one node of which the `nv` fields of this letter hold.
    X(XName),
    /// The node of this name.
    Name(Encoded<'a>),
}

impl<'a> NodeName<'a> {
    /// What a text between two `/` is.
    pub(crate) fn new(text: &'a str) -> Self {
        match text.as_bytes() {
            [b'*'] => NodeName::Any,
            [b'(', letter, b')'] => match XName::new(char::from(*letter)) {
                Some(x) => NodeName::X(x),
                None => NodeName::Name(Encoded::new(text)),
            },
            _ => NodeName::Name(Encoded::new(text)),
        }
    }

    /// The name, if it is one.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::NodeName::Any.name(), None);
    /// ```
    pub fn name(self) -> Option<Encoded<'a>> {
        if let NodeName::Name(name) = self { Some(name) } else { None }
    }
}

impl fmt::Display for NodeName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NodeName::Any => f.write_str("*"),
            NodeName::X(x) => x.fmt(f),
            NodeName::Name(name) => name.fmt(f),
        }
    }
}

/// A letter in parentheses, which stands for a node that `nv` fields describe. Case-sensitive.
///
/// # Examples
///
/// ```
/// use omadm::XName;
///
/// assert_eq!(XName::new('x').unwrap().to_string(), "(x)");
/// assert_eq!("(x)".parse(), Ok(XName::new('x').unwrap()));
/// assert_eq!(XName::new('1'), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct XName(char);

impl XName {
    /// The x-name of this letter, `A` to `Z` or `a` to `z`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::XName::new('q').is_some());
    /// assert!(omadm::XName::new('é').is_none());
    /// ```
    pub const fn new(letter: char) -> Option<Self> {
        if letter.is_ascii_alphabetic() { Some(XName(letter)) } else { None }
    }

    /// Its letter.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::XName::new('q').unwrap().letter(), 'q');
    /// ```
    pub const fn letter(self) -> char {
        self.0
    }
}

impl FromStr for XName {
    type Err = ParseError;

    /// Reads an x-name with its parentheses: `(x)`.
    ///
    /// # Errors
    ///
    /// Anything else: `x`, `(xy)`, `(1)`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match NodeName::new(text) {
            NodeName::X(x) => Ok(x),
            _ => Err(ParseError::new(ParseErrorKind::XNameLetter, 0)),
        }
    }
}

impl fmt::Display for XName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({})", self.0)
    }
}

impl fmt::Debug for XName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for XName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for XName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The nodes of a path, in order.
///
/// # Examples
///
/// ```
/// let uri = omadm::ClientUri::parse("urn:x//a/b/").unwrap();
/// let mut nodes = uri.path();
/// assert!(nodes.next_back().unwrap().name().unwrap().is("b"));
/// assert_eq!(nodes.count(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Nodes<'a>(Pieces<'a>);

impl<'a> Nodes<'a> {
    pub(super) fn new(path: &'a str) -> Self {
        Nodes(Pieces::new(Some(path), b'/'))
    }
}

// No node name is empty: what is empty is what stands around a `/` at the end, and a path of no nodes.
impl<'a> Iterator for Nodes<'a> {
    type Item = NodeName<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.find(|name| !name.is_empty()).map(NodeName::new)
    }
}

impl DoubleEndedIterator for Nodes<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.rfind(|name| !name.is_empty()).map(NodeName::new)
    }
}

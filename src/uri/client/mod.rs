//! ClientURIs: which nodes of a device are meant (section 4 of the protocol).

mod address;
mod build;
mod field;
mod name;
mod parse;

pub use address::Address;
pub use build::ClientUriBuilder;
pub use field::{Field, Fields, Nv};
pub use name::{NodeName, Nodes, XName};

pub(crate) use build::push_name;
use parse::Parts;

use crate::{
    error::ParseError,
    text::Text,
    value::{Encoded, Moid, compared_by_text, text_traits},
};

/// The address of nodes in a device: a MOID, an instance, a path below it, and a query; or `*` for all of them \[DM20\].
///
/// Equality, order and hash are those of the text as it is written; [`ClientUri::same_address`] compares what it means.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, NodeName};
///
/// let uri = ClientUri::parse("urn:oma:mo:sensor:1.0/(x)/Data/*/Value?nv=(x)/ID:GPS&Levels=1")?;
/// assert_eq!(uri.moid().unwrap(), "urn:oma:mo:sensor:1.0");
/// assert!(matches!(uri.instance(), Some(NodeName::X(_))));
/// assert_eq!(uri.path().count(), 3);
/// assert_eq!(uri.levels(), Some(1));
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone)]
pub struct ClientUri<'a> {
    text: Text<'a>,
    parts: Parts,
}

impl<'a> ClientUri<'a> {
    /// Reads a ClientURI.
    ///
    /// `moid/left` and `moid/` are read as `moid/left/` and `moid//`; a decoder warns of them.
    ///
    /// # Errors
    ///
    /// Whatever the grammar of section 4 does not allow: `urn:x` (a MOID alone), `*//`, `https://h/x` (a ServerURI),
    /// `urn:x//a//b` (an empty name), `urn:x//%zz`, `urn:x//%FF`, `urn:x//a?`, `urn:x//a?Levels=-1`, `urn:x//a?nv=q`,
    /// `urn:x/(y)/` (no `nv` says which), `urn:x/*/?cv=1`; and more than 65,535 bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::ClientUri;
    ///
    /// assert!(ClientUri::parse("*?Levels=1")?.is_all_mos());
    /// assert!(ClientUri::parse("urn:oma:mo:x:1.0").is_err());
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, ParseError> {
        Self::from_text(Text::from(text))
    }

    /// Reads the ClientURI that `text` begins with, and says how long it is and what its parts are. It ends with the first byte
    /// that cannot be in one.
    #[inline(always)]
    pub(crate) fn accept(text: &str) -> Option<(usize, Parts)> {
        parse::accept(text)
    }

    /// The ClientURI of a text that was read.
    #[inline(always)]
    pub(crate) fn accepted((text, parts): (&'a str, Parts)) -> Self {
        ClientUri { text: Text::from(text), parts }
    }

    #[inline]
    pub(crate) fn from_text(text: Text<'a>) -> Result<Self, ParseError> {
        let parts = parse::parse(&text)?;
        Ok(ClientUri { text, parts })
    }

    /// The text it is made of.
    pub(crate) fn into_text(self) -> Text<'a> {
        self.text
    }

    /// `*`: every management object the server may see.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ClientUri::all_mos(), "*");
    /// ```
    pub fn all_mos() -> ClientUri<'static> {
        ClientUri { text: Text::from("*"), parts: Parts::ALL_MOS }
    }

    /// The ClientURI as it is written.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ClientUri::parse("urn:x//").unwrap().as_str(), "urn:x//");
    /// ```
    #[inline]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Whether it is `*`, with or without a query.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::ClientUri::parse("*").unwrap().is_all_mos());
    /// assert!(!omadm::ClientUri::parse("urn:x/*/").unwrap().is_all_mos());
    /// ```
    pub fn is_all_mos(&self) -> bool {
        self.parts.is_all_mos()
    }

    /// Whether it is written without the `/` behind the instance: `moid/left`, `moid/`. *Decision* D14: it is read as if it had one, a
    /// decoder with a warning.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::ClientUri::parse("urn:x/left").unwrap().is_short());
    /// ```
    pub fn is_short(&self) -> bool {
        self.parts.is_short()
    }

    /// The MOID; `None` for `*`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ClientUri::parse("urn:x//").unwrap().moid().unwrap(), "urn:x");
    /// ```
    pub fn moid(&self) -> Option<Moid<'_>> {
        if self.is_all_mos() { None } else { Some(Moid::accepted(self.slice(0, self.parts.moid_end()))) }
    }

    /// The instance; `None` where none is given, which means the only one there is, and for `*`.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::ClientUri;
    ///
    /// assert!(ClientUri::parse("urn:x/left/")?.instance().unwrap().name().unwrap().is("left"));
    /// assert_eq!(ClientUri::parse("urn:x//")?.instance(), None);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn instance(&self) -> Option<NodeName<'_>> {
        let name = self.slice(self.parts.moid_end() + 1, self.parts.instance_end());
        if name.is_empty() { None } else { Some(NodeName::new(name)) }
    }

    /// The path below the instance, node by node; empty for the instance itself. A `/` at the end adds nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// let uri = omadm::ClientUri::parse("urn:x//Data/1/").unwrap();
    /// assert_eq!(uri.path().map(|node| node.to_string()).collect::<Vec<_>>(), ["Data", "1"]);
    /// ```
    pub fn path(&self) -> Nodes<'_> {
        Nodes::new(self.slice(self.parts.instance_end() + 1, self.parts.path_end()))
    }

    /// The query as it is written, without its `?`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ClientUri::parse("*?Levels=1").unwrap().query(), Some("Levels=1"));
    /// ```
    pub fn query(&self) -> Option<&str> {
        self.text.get(self.parts.path_end() + 1..)
    }

    /// The fields of the query, in their order.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{ClientUri, Field};
    ///
    /// let uri = ClientUri::parse("urn:x//?Levels=2&a=b").unwrap();
    /// assert_eq!(uri.fields().next(), Some(Field::Levels(2)));
    /// assert_eq!(uri.fields().count(), 2);
    /// ```
    pub fn fields(&self) -> Fields<'_> {
        Fields::new(self.query())
    }

    /// `Levels`: how many levels below the node are meant; `None` for all of them.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ClientUri::parse("urn:x//?Levels=0").unwrap().levels(), Some(0));
    /// ```
    pub fn levels(&self) -> Option<u32> {
        self.fields().find_map(|field| if let Field::Levels(levels) = field { Some(levels) } else { None })
    }

    /// `cv`: the validator of the copy that the server has.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::ClientUri::parse("urn:x//?cv=a1").unwrap().cv().unwrap().is("a1"));
    /// ```
    pub fn cv(&self) -> Option<Encoded<'_>> {
        self.fields().find_map(|field| if let Field::Cv(cv) = field { Some(cv) } else { None })
    }

    /// The `nv` fields of one x-name: what has to hold of the node it stands for.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{ClientUri, XName};
    ///
    /// let uri = ClientUri::parse("urn:x/(y)/?nv=(y)/ID:GPS").unwrap();
    /// assert_eq!(uri.nv(XName::new('y').unwrap()).count(), 1);
    /// ```
    pub fn nv(&self, x: XName) -> impl Iterator<Item = Nv<'_>> {
        self.fields().filter_map(move |field| match field {
            Field::Nv(nv) if nv.x() == x => Some(nv),
            _ => None,
        })
    }

    /// Whether it names one node by names alone: an address without `*` and x-names.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::ClientUri::parse("urn:x//Data/1").unwrap().is_concrete());
    /// assert!(!omadm::ClientUri::parse("urn:x//Data/*").unwrap().is_concrete());
    /// ```
    pub fn is_concrete(&self) -> bool {
        self.parts.is_concrete()
    }

    /// Whether both address the same nodes by the same names: MOIDs as they are written, names percent-decoded, queries
    /// and a `/` at the end left aside.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::ClientUri;
    ///
    /// let uri = ClientUri::parse("urn:x/left/a")?;
    /// assert!(uri.same_address(&ClientUri::parse("urn:x/left/%61/?Levels=1")?));
    /// assert!(!uri.same_address(&ClientUri::parse("urn:x//a")?));
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn same_address(&self, other: &ClientUri<'_>) -> bool {
        let same = |a: NodeName<'_>, b: NodeName<'_>| match (a, b) {
            (NodeName::Name(a), NodeName::Name(b)) => a.decode() == b.decode(),
            _ => a == b,
        };
        let instances = match (self.instance(), other.instance()) {
            (Some(a), Some(b)) => same(a, b),
            (None, None) => true,
            _ => false,
        };
        let mut theirs = other.path();
        self.moid() == other.moid()
            && instances
            && self.path().all(|ours| theirs.next().is_some_and(|theirs| same(ours, theirs)))
            && theirs.next().is_none()
    }

    /// The same ClientURI, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::ClientUri<'static> = omadm::ClientUri::parse("urn:x//").unwrap().into_owned();
    /// ```
    pub fn into_owned(self) -> ClientUri<'static> {
        ClientUri { text: self.text.into_owned(), parts: self.parts }
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        // Where a part is left out, it would begin behind its end.
        self.text.get(from..to).unwrap_or_default()
    }
}

compared_by_text!(ClientUri);
text_traits!(ClientUri);

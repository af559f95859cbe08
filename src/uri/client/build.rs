//! Making a ClientURI from names.

use super::{ClientUri, NodeName, XName};
use crate::{
    ascii,
    error::{ParseError, ParseErrorKind},
    text::Text,
    uri::query::with_field,
    value::{Moid, push_encoded},
};
use alloc::string::String;
use core::fmt::Write;

/// Builds a ClientURI from names as they are, and percent-encodes what has to be.
///
/// Instance and nodes come first, in order, then the fields of the query in any order. What it builds the parser has
/// read, so that it cannot build anything else.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, Moid, XName};
///
/// let moid = Moid::parse("urn:oma:mo:sensor:1.0")?;
/// let x = XName::new('x').unwrap();
/// let uri = ClientUri::builder(&moid).x_instance(x).node("Data").any_node().node("a/b").nv(x, &["ID"], "GPS").build()?;
/// assert_eq!(uri, "urn:oma:mo:sensor:1.0/(x)/Data/*/a%2Fb?nv=(x)/ID:GPS");
///
/// let literal = ClientUri::builder(&moid).instance("*").node("(x)").build()?;
/// assert_eq!(literal, "urn:oma:mo:sensor:1.0/%2A/%28x%29");
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ClientUriBuilder {
    moid: String,
    instance: String,
    path: String,
    query: String,
    /// An empty name would make the address another one instead of a malformed one.
    empty_instance: bool,
    /// The same of a node: where in the path it would have been.
    empty_node: Option<usize>,
}

impl ClientUri<'_> {
    /// Builds a ClientURI of this MOID: without more, the only instance there is.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{ClientUri, Moid};
    ///
    /// assert_eq!(ClientUri::builder(&Moid::parse("urn:x")?).build()?, "urn:x//");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn builder(moid: &Moid<'_>) -> ClientUriBuilder {
        ClientUriBuilder {
            moid: String::from(moid.as_str()),
            instance: String::new(),
            path: String::new(),
            query: String::new(),
            empty_instance: false,
            empty_node: None,
        }
    }

    /// This ClientURI with `Levels` set.
    ///
    /// # Errors
    ///
    /// A ClientURI that would pass 65,535 bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::ClientUri;
    ///
    /// assert_eq!(ClientUri::all_mos().with_levels(1)?, "*?Levels=1");
    /// assert_eq!(ClientUri::parse("urn:x//?Levels=1&a")?.with_levels(2)?, "urn:x//?a&Levels=2");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn with_levels(&self, levels: u32) -> Result<ClientUri<'static>, ParseError> {
        let path = String::from(self.slice(0, self.parts.path_end()));
        let replaced = |field: &str| field.starts_with("Levels=");
        let text = with_field(path, self.query(), replaced, format_args!("Levels={levels}"));
        ClientUri::from_text(Text::from(text))
    }
}

impl ClientUriBuilder {
    /// The instance of this name.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Moid};
    /// let moid = Moid::parse("urn:x")?;
    /// assert_eq!(ClientUri::builder(&moid).instance("left").build()?, "urn:x/left/");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn instance(mut self, name: &str) -> Self {
        self.instance.clear();
        self.empty_instance = name.is_empty();
        push_name(&mut self.instance, name, |_| true);
        self
    }

    /// Every instance: `*`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Moid};
    /// assert_eq!(ClientUri::builder(&Moid::parse("urn:x")?).any_instance().build()?, "urn:x/*/");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn any_instance(mut self) -> Self {
        self.instance = String::from("*");
        self.empty_instance = false;
        self
    }

    /// The instance that an x-name stands for. It needs an [`nv`](Self::nv) field.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Moid, XName};
    /// let x = XName::new('x').unwrap();
    /// let uri = ClientUri::builder(&Moid::parse("urn:x")?).x_instance(x).nv(x, &["ID"], "1").build()?;
    /// assert_eq!(uri, "urn:x/(x)/?nv=(x)/ID:1");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn x_instance(mut self, x: XName) -> Self {
        self.instance.clear();
        self.empty_instance = false;
        push(&mut self.instance, x);
        self
    }

    /// The node of this name, below what was said before.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Moid};
    /// let moid = Moid::parse("urn:x")?;
    /// assert_eq!(ClientUri::builder(&moid).node("a b").node("1").build()?, "urn:x//a%20b/1");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn node(mut self, name: &str) -> Self {
        self.separate();
        if name.is_empty() {
            self.empty_node.get_or_insert(self.path.len());
        }
        push_name(&mut self.path, name, |_| true);
        self
    }

    /// Every node in this place: `*`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Moid};
    /// assert_eq!(ClientUri::builder(&Moid::parse("urn:x")?).any_node().build()?, "urn:x//*");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn any_node(mut self) -> Self {
        self.separate();
        self.path.push('*');
        self
    }

    /// The node that an x-name stands for. It needs an [`nv`](Self::nv) field.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Moid, XName};
    /// let y = XName::new('y').unwrap();
    /// let uri = ClientUri::builder(&Moid::parse("urn:x")?).x_node(y).nv(y, &["ID"], "1").build()?;
    /// assert_eq!(uri, "urn:x//(y)?nv=(y)/ID:1");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn x_node(mut self, x: XName) -> Self {
        self.separate();
        push(&mut self.path, x);
        self
    }

    /// `Levels`: the node and at most this many levels below it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Moid};
    /// assert_eq!(ClientUri::builder(&Moid::parse("urn:x")?).levels(0).build()?, "urn:x//?Levels=0");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn levels(mut self, levels: u32) -> Self {
        self.begin_field("Levels=");
        push(&mut self.query, levels);
        self
    }

    /// `cv`: the validator of the copy that the server has.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Moid};
    /// assert_eq!(ClientUri::builder(&Moid::parse("urn:x")?).cv("a&b").build()?, "urn:x//?cv=a%26b");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn cv(mut self, validator: &str) -> Self {
        self.begin_field("cv=");
        push_value(&mut self.query, validator);
        self
    }

    /// `nv`: of the node that `x` stands for, the leaf at the end of `names` has this value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Moid, XName};
    /// let x = XName::new('x').unwrap();
    /// let uri = ClientUri::builder(&Moid::parse("urn:x")?).x_node(x).nv(x, &["a:b", "c"], "1/2").build()?;
    /// assert_eq!(uri, "urn:x//(x)?nv=(x)/a%3Ab/c:1/2");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn nv(mut self, x: XName, names: &[&str], value: &str) -> Self {
        self.begin_field("nv=");
        push(&mut self.query, x);
        for name in names {
            self.query.push('/');
            push_name(&mut self.query, name, |byte| byte != b':' && byte != b'&');
        }
        self.query.push(':');
        push_value(&mut self.query, value);
        self
    }

    /// Any other field, which means nothing to the protocol.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Moid};
    /// let uri = ClientUri::builder(&Moid::parse("urn:x")?).field("a=", Some("1")).field("b", None).build()?;
    /// assert_eq!(uri, "urn:x//?a%3D=1&b");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn field(mut self, name: &str, value: Option<&str>) -> Self {
        self.begin_field("");
        push_encoded(&mut self.query, name, |byte| ascii::is_qchar(byte) && byte != b'=' && byte != b'%');
        if let Some(value) = value {
            self.query.push('=');
            push_value(&mut self.query, value);
        }
        self
    }

    /// The ClientURI.
    ///
    /// # Errors
    ///
    /// What no escape makes right: an empty name, a NUL, an x-name without `nv` or twice, an `nv` without x-name or names,
    /// `cv` with [`any_instance`](Self::any_instance), a field named `Levels`, `nv` or `cv` that is none, more than 65,535
    /// bytes. The offset is one into the text that would have been built.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{ClientUri, Moid, error::ParseErrorKind};
    ///
    /// let error = ClientUri::builder(&Moid::parse("urn:x").unwrap()).node("").build().unwrap_err();
    /// assert_eq!(error.kind(), ParseErrorKind::EmptyNode);
    /// ```
    pub fn build(self) -> Result<ClientUri<'static>, ParseError> {
        let mut text = self.moid;
        let instance = text.len() + 1;
        let node = self.empty_node.map(|at| instance + self.instance.len() + 1 + at);
        if let Some(at) = Some(instance).filter(|_| self.empty_instance).or(node) {
            return Err(ParseError::new(ParseErrorKind::EmptyNode, at));
        }
        for piece in ["/", &self.instance, "/", &self.path, &self.query] {
            text.push_str(piece);
        }
        ClientUri::from_text(Text::from(text))
    }

    fn separate(&mut self) {
        if !self.path.is_empty() {
            self.path.push('/');
        }
    }

    fn begin_field(&mut self, name: &str) {
        self.query.push(if self.query.is_empty() { '?' } else { '&' });
        self.query.push_str(name);
    }
}

fn push(out: &mut String, what: impl core::fmt::Display) {
    // Writing to a string does not fail.
    let _ = write!(out, "{what}");
}

/// Writes a name so that it is read as one: `*` and `(x)` are names only if they are escaped.
pub(crate) fn push_name(out: &mut String, name: &str, keep: impl Fn(u8) -> bool) {
    let marked = NodeName::new(name).name().is_none();
    push_encoded(out, name, |byte| {
        ascii::is_pchar(byte) && keep(byte) && !(marked && matches!(byte, b'*' | b'(' | b')'))
    });
}

fn push_value(out: &mut String, value: &str) {
    push_encoded(out, value, |byte| ascii::is_qchar(byte) && byte != b'%');
}

//! Why an address leads nowhere, or what is asked of it cannot be done.

use crate::{error::ParseErrorKind, limits::Limit, status::StatusCode, uri::XName};
use alloc::{boxed::Box, string::String};
use core::fmt;

/// What is wrong with an address in a tree, in the protocol's words.
///
/// # Examples
///
/// ```
/// use omadm::{StatusCode, address::AddressErrorKind};
///
/// assert_eq!(AddressErrorKind::NoNode.to_string(), "no node of this name");
/// assert_eq!(AddressErrorKind::Permanent.dm_status(), StatusCode::COMMAND_NOT_ALLOWED);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum AddressErrorKind {
    /// No instance of the MOID, or none that the server may see.
    NoMoid,
    /// No instance of this name.
    NoInstance,
    /// Several instances where one is meant: of the MOID, if the address names none, or of this name.
    SeveralInstances,
    /// No node of this name.
    NoNode,
    /// Several nodes of this name beside each other.
    SeveralNodes,
    /// No instance or node of which all `nv` fields of the x-name hold.
    NoCandidate(XName),
    /// More than one of them.
    SeveralCandidates(XName),
    /// A limit was passed: nodes looked at, or what the collected data may hold.
    Limit(Limit),
    /// A node of the tree has a name that no ClientURI can spell.
    Name(ParseErrorKind),
    /// A leaf of the tree says that it is a number, but JSON has none that is written so.
    Number,
    /// Nothing is addressed, where something has to be deleted.
    Nothing,
    /// Several nodes are addressed, where data has to be stored at one.
    SeveralTargets,
    /// A permanent node is addressed, or lies below what is, and would be deleted.
    Permanent,
    /// The data to store is not what is at one node: no record, several, or MOData without exactly one member.
    NotOneNode,
    /// The data to store does not say where.
    NoClientUri,
}

impl AddressErrorKind {
    /// The status that a command is answered with: 404 for what is not there or not exactly once, 405 for a permanent node,
    /// 413 for a limit, 400 for data that cannot be stored, 500 for what only the tree can be blamed for.
    ///
    /// *Decision* D19: the protocol has no status for too much work; 413 is what every other limit of this crate is answered
    /// with.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{StatusCode, address::AddressErrorKind};
    ///
    /// assert_eq!(AddressErrorKind::SeveralInstances.dm_status(), StatusCode::NOT_FOUND);
    /// ```
    pub const fn dm_status(self) -> StatusCode {
        match self {
            AddressErrorKind::Permanent => StatusCode::COMMAND_NOT_ALLOWED,
            AddressErrorKind::Limit(_) => StatusCode::CONTENT_TOO_LARGE,
            AddressErrorKind::NotOneNode | AddressErrorKind::NoClientUri => StatusCode::BAD_REQUEST,
            AddressErrorKind::Name(_) | AddressErrorKind::Number => StatusCode::INTERNAL_ERROR,
            _ => StatusCode::NOT_FOUND,
        }
    }
}

impl fmt::Display for AddressErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AddressErrorKind::NoMoid => "no instance of this MOID",
            AddressErrorKind::NoInstance => "no instance of this name",
            AddressErrorKind::SeveralInstances => "several instances where one is meant",
            AddressErrorKind::NoNode => "no node of this name",
            AddressErrorKind::SeveralNodes => "several nodes of this name",
            AddressErrorKind::NoCandidate(x) => return write!(f, "no candidate for {x}"),
            AddressErrorKind::SeveralCandidates(x) => return write!(f, "several candidates for {x}"),
            AddressErrorKind::Limit(limit) => return write!(f, "more {limit} than allowed"),
            AddressErrorKind::Name(kind) => return write!(f, "no ClientURI can name the node: {kind}"),
            AddressErrorKind::Number => "a number that JSON does not know",
            AddressErrorKind::Nothing => "nothing is addressed",
            AddressErrorKind::SeveralTargets => "several nodes are addressed where one is meant",
            AddressErrorKind::Permanent => "a permanent node would be deleted",
            AddressErrorKind::NotOneNode => "the data is not that of one node",
            AddressErrorKind::NoClientUri => "the data does not say where it belongs",
        })
    }
}

/// Why an address leads nowhere, or what is asked of it cannot be done, and which part of the ClientURI says so.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, ManagementData, Options, StatusCode, address::resolve, json};
///
/// let body = br#"[{"ClientURI":"urn:x//","MOData":{"x":{"a":1}}}]"#;
/// let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
/// let uri = ClientUri::parse("urn:x//a/b").unwrap();
/// let error = resolve(&tree, &uri, &Options::default()).next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "no node of this name at byte 9 (urn:x//a/b)");
/// assert_eq!(error.dm_status(), StatusCode::NOT_FOUND);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AddressError(Box<Inner>);

/// On the heap, so that every node that is found is not moved about in the room an error takes.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Inner {
    kind: AddressErrorKind,
    offset: usize,
    place: String,
    field: Option<String>,
}

impl AddressError {
    #[cold]
    pub(super) fn new(kind: AddressErrorKind, offset: usize, place: impl Into<String>) -> Self {
        AddressError(Box::new(Inner { kind, offset, place: place.into(), field: None }))
    }

    /// The same error, decided by an `nv` field.
    #[cold]
    pub(super) fn with_field(mut self, field: impl Into<String>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    /// What is wrong.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, address::{AddressErrorKind, resolve}};
    /// let uri = ClientUri::parse("urn:x//")?;
    /// let error = resolve(&ManagementData::default(), &uri, &Options::default()).next().unwrap().unwrap_err();
    /// assert_eq!(error.kind(), AddressErrorKind::NoMoid);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn kind(&self) -> AddressErrorKind {
        self.0.kind
    }

    /// Where: an offset in bytes into the ClientURI as it is written, of the name that is not there or the `nv` field that
    /// decided.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, address::resolve};
    /// let uri = ClientUri::parse("urn:x//")?;
    /// let error = resolve(&ManagementData::default(), &uri, &Options::default()).next().unwrap().unwrap_err();
    /// assert_eq!(error.offset(), 0);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// Where in the tree: the address of the node that was reached, concrete, and the name that leads no further. Below a
    /// `*` it tells which branch it was.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, address::resolve};
    /// let uri = ClientUri::parse("urn:x//")?;
    /// let error = resolve(&ManagementData::default(), &uri, &Options::default()).next().unwrap().unwrap_err();
    /// assert_eq!(error.place(), "urn:x");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn place(&self) -> &str {
        &self.0.place
    }

    /// The `nv` field that decided, as it is written: the one that did not hold of the last candidates left, or, of
    /// several candidates, the last one that held. `None` where no field was asked.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, address::resolve, json};
    /// let body = br#"[{"ClientURI":"urn:x//","MOData":{"x":{"a":1}}}]"#;
    /// let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let uri = ClientUri::parse("urn:x/(y)/?nv=(y)/a:1&nv=(y)/b:2").unwrap();
    /// let error = resolve(&tree, &uri, &Options::default()).next().unwrap().unwrap_err();
    /// assert_eq!(error.field(), Some("nv=(y)/b:2"));
    /// assert_eq!(error.to_string(), "no candidate for (y): nv=(y)/b:2 at byte 22 (urn:x/(y))");
    /// ```
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// The status that a command is answered with, as [`AddressErrorKind::dm_status`] says.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, StatusCode, address::resolve};
    /// let uri = ClientUri::parse("urn:x//")?;
    /// let error = resolve(&ManagementData::default(), &uri, &Options::default()).next().unwrap().unwrap_err();
    /// assert_eq!(error.dm_status(), StatusCode::NOT_FOUND);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn dm_status(&self) -> StatusCode {
        self.0.kind.dm_status()
    }
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, offset, place, field } = &*self.0;
        kind.fmt(f)?;
        if let Some(field) = field {
            write!(f, ": {field}")?;
        }
        write!(f, " at byte {offset}")?;
        if place.is_empty() { Ok(()) } else { write!(f, " ({place})") }
    }
}

impl core::error::Error for AddressError {}

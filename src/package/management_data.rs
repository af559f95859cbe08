//! Management data: what is at addressed nodes (section 7 of the protocol).

use super::mo_data::MoData;
use crate::{
    error::{ParseError, ParseErrorKind},
    text::Text,
    uri::ClientUri,
    value::Extensions,
};
use alloc::vec::Vec;

/// A management data document: one record for each addressed node \[DM20\].
///
/// # Examples
///
/// ```
/// use omadm::{ManagementData, Options, json};
///
/// let body = br#"[{"ClientURI":"urn:oma:mo:x:1.0//a","MOData":{"a":{"b":1}}}]"#;
/// let data = json::decode::<ManagementData>(body, &Options::default())?.value;
/// assert_eq!(data.records[0].client_uri().unwrap(), "urn:oma:mo:x:1.0//a");
/// assert_eq!(data.records[0].data.node_count(), 2);
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub struct ManagementData<'a> {
    /// The records, in the order of the nodes.
    pub records: Vec<Record<'a>>,
}

impl<'a> ManagementData<'a> {
    /// A document of these records.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::ManagementData::new([]).records.is_empty());
    /// ```
    pub fn new(records: impl IntoIterator<Item = Record<'a>>) -> Self {
        ManagementData { records: records.into_iter().collect() }
    }

    /// The same document, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::ManagementData<'static> = omadm::ManagementData::default().into_owned();
    /// ```
    pub fn into_owned(self) -> ManagementData<'static> {
        ManagementData { records: self.records.into_iter().map(Record::into_owned).collect() }
    }
}

/// What is at one node, and below it \[DM20\].
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, JsonObject, MoData, Record};
///
/// let data = MoData::new(JsonObject::parse(r#"{"a":1}"#).unwrap()).unwrap();
/// let record = Record::new(ClientUri::parse("urn:x//a")?, data)?.with_cv("v1");
/// assert_eq!(record.cv.unwrap(), "v1");
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct Record<'a> {
    /// `DDF`: where the description of the management object is. It should be a URI; what is not is kept as text, and a
    /// decoder warns of it.
    pub ddf: Option<Text<'a>>,
    /// Names one node; only a decoder leaves it out, with a warning.
    pub(crate) client_uri: Option<ClientUri<'a>>,
    /// `CV`: the validator of the instance whose root this is.
    pub cv: Option<Text<'a>>,
    /// `MOData`: the node.
    pub data: MoData<'a>,
    /// Members the protocol does not define.
    pub extensions: Extensions<'a>,
}

impl<'a> Record<'a> {
    /// A record of this node.
    ///
    /// # Errors
    ///
    /// A ClientURI that is not concrete, which could be several nodes: `*`, `urn:x/*/`, `urn:x/(y)/?nv=(y)/ID:1`.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{ClientUri, JsonObject, MoData, Record};
    ///
    /// let data = MoData::new(JsonObject::new([])).unwrap();
    /// assert!(Record::new(ClientUri::all_mos(), data).is_err());
    /// ```
    pub fn new(client_uri: ClientUri<'a>, data: MoData<'a>) -> Result<Self, ParseError> {
        if !client_uri.is_concrete() {
            return Err(ParseError::new(ParseErrorKind::NotConcrete, 0));
        }
        Ok(Record::from_parts(Some(client_uri), data))
    }

    pub(crate) fn from_parts(client_uri: Option<ClientUri<'a>>, data: MoData<'a>) -> Self {
        Record { ddf: None, client_uri, cv: None, data, extensions: Extensions::new() }
    }

    /// The node's address, which is concrete. `None` if it was received without one.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{ManagementData, Options, json};
    ///
    /// let decoded = json::decode::<ManagementData>(br#"[{"MOData":{"a":1}}]"#, &Options::default())?;
    /// assert_eq!(decoded.value.records[0].client_uri(), None);
    /// assert_eq!(decoded.warnings.total(), 1);
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub const fn client_uri(&self) -> Option<&ClientUri<'a>> {
        self.client_uri.as_ref()
    }

    /// The same record, saying where the description is.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, JsonObject, MoData, Record};
    /// # let record = Record::new(ClientUri::parse("urn:x//")?, MoData::new(JsonObject::new([])).unwrap())?;
    /// assert_eq!(record.with_ddf("http://www.example.com/x.ddf").ddf.unwrap(), "http://www.example.com/x.ddf");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn with_ddf(mut self, ddf: impl Into<Text<'a>>) -> Self {
        self.ddf = Some(ddf.into());
        self
    }

    /// The same record with a validator.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, JsonObject, MoData, Record};
    /// # let record = Record::new(ClientUri::parse("urn:x//")?, MoData::new(JsonObject::new([])).unwrap())?;
    /// assert_eq!(record.with_cv("v1").cv.unwrap(), "v1");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn with_cv(mut self, cv: impl Into<Text<'a>>) -> Self {
        self.cv = Some(cv.into());
        self
    }

    /// The same record with these extensions.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Extensions, JsonObject, MoData, Record};
    /// # let record = Record::new(ClientUri::parse("urn:x//")?, MoData::new(JsonObject::new([])).unwrap())?;
    /// assert!(record.with_extensions(Extensions::new()).extensions.is_empty());
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn with_extensions(mut self, extensions: Extensions<'a>) -> Self {
        self.extensions = extensions;
        self
    }

    /// The same record, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, JsonObject, MoData, Record};
    /// # let record = Record::new(ClientUri::parse("urn:x//")?, MoData::new(JsonObject::new([])).unwrap())?;
    /// let owned: Record<'static> = record.into_owned();
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn into_owned(self) -> Record<'static> {
        Record {
            ddf: self.ddf.map(Text::into_owned),
            client_uri: self.client_uri.map(ClientUri::into_owned),
            cv: self.cv.map(Text::into_owned),
            data: self.data.into_owned(),
            extensions: self.extensions.into_owned(),
        }
    }
}

//! How a command went.

use crate::{error::ParseError, status::StatusCode, text::Text, uri::ClientUri, value::Extensions};
use alloc::vec::Vec;

/// The outcome of one command \[DM20\].
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, Status, StatusCode};
///
/// let stored = ClientUri::parse("urn:oma:mo:x:1.0/left/")?;
/// let status = Status::new(StatusCode::OK).with_locations([stored]);
/// assert_eq!(status.locations.len(), 1);
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct Status<'a> {
    /// `sc`: what came of it.
    pub code: StatusCode,
    /// `URI`: where HGET stored its data, the draft's Param1 and so on. Each should be a ClientURI; one that is not is
    /// kept as text, and a decoder warns of it.
    pub locations: Vec<Text<'a>>,
    /// Members the protocol does not define.
    pub extensions: Extensions<'a>,
}

impl<'a> Status<'a> {
    /// A status of this code and nothing more.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Status, StatusCode};
    ///
    /// assert_eq!(Status::new(StatusCode::NOT_FOUND), StatusCode::NOT_FOUND.into());
    /// ```
    pub const fn new(code: StatusCode) -> Self {
        Status { code, locations: Vec::new(), extensions: Extensions::new() }
    }

    /// The same status, naming where data was stored.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Address, Status, StatusCode};
    /// let status = Status::new(StatusCode::OK).with_locations([Address::parse("urn:x//").unwrap()]);
    /// assert_eq!(status.locations[0], "urn:x//");
    /// ```
    pub fn with_locations<U: Into<ClientUri<'a>>>(mut self, locations: impl IntoIterator<Item = U>) -> Self {
        self.locations = locations.into_iter().map(|uri| uri.into().into_text()).collect();
        self
    }

    /// The same status with these extensions.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Extensions, Status, StatusCode};
    /// let status = Status::new(StatusCode::OK).with_extensions(Extensions::new());
    /// ```
    pub fn with_extensions(mut self, extensions: Extensions<'a>) -> Self {
        self.extensions = extensions;
        self
    }

    /// The locations as ClientURIs.
    ///
    /// # Errors
    ///
    /// Each that is none, as [`ClientUri::parse`] says.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{ClientUri, Status, StatusCode};
    ///
    /// let status = Status::new(StatusCode::OK).with_locations([ClientUri::parse("urn:x//")?]);
    /// assert_eq!(status.client_uris().next().unwrap()?, "urn:x//");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn client_uris(&self) -> impl Iterator<Item = Result<ClientUri<'_>, ParseError>> {
        self.locations.iter().map(|text| ClientUri::parse(text))
    }

    /// The same status, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Status, StatusCode};
    /// let owned: Status<'static> = Status::new(StatusCode::OK).into_owned();
    /// ```
    pub fn into_owned(self) -> Status<'static> {
        Status {
            code: self.code,
            locations: self.locations.into_iter().map(Text::into_owned).collect(),
            extensions: self.extensions.into_owned(),
        }
    }
}

impl From<StatusCode> for Status<'_> {
    fn from(code: StatusCode) -> Self {
        Status::new(code)
    }
}

//! A ClientURI that is not `*`.

use super::ClientUri;
use crate::{
    error::{ParseError, ParseErrorKind},
    text::Text,
    value::text_traits,
};
use core::ops::Deref;

/// A [`ClientUri`] that is an address, not `*`: what DELETE, EXEC, HGET, SUB and UNSUB take (section 3 of the protocol).
///
/// Everything a ClientURI can be asked, it can be asked too.
///
/// # Examples
///
/// ```
/// use omadm::Address;
///
/// let address = Address::parse("urn:x/left/Data")?;
/// assert_eq!(address.moid().unwrap(), "urn:x");
/// assert!(Address::parse("*?Levels=1").is_err());
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address<'a>(ClientUri<'a>);

impl<'a> Address<'a> {
    /// Reads an address.
    ///
    /// # Errors
    ///
    /// `*` and `*?Levels=1`, and whatever [`ClientUri::parse`] refuses.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = omadm::Address::parse("*").unwrap_err();
    /// assert_eq!(error.to_string(), "`*` alone is not the address of a node at byte 0");
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, ParseError> {
        Self::from_text(Text::from(text))
    }

    fn from_text(text: Text<'a>) -> Result<Self, ParseError> {
        ClientUri::from_text(text)?.try_into()
    }

    /// The address as it is written.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Address::parse("urn:x//").unwrap().as_str(), "urn:x//");
    /// ```
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The ClientURI it is.
    ///
    /// # Examples
    ///
    /// ```
    /// let uri: omadm::ClientUri<'_> = omadm::Address::parse("urn:x//").unwrap().into_client_uri();
    /// ```
    pub fn into_client_uri(self) -> ClientUri<'a> {
        self.0
    }

    /// The same address, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Address<'static> = omadm::Address::parse("urn:x//").unwrap().into_owned();
    /// ```
    pub fn into_owned(self) -> Address<'static> {
        Address(self.0.into_owned())
    }
}

impl<'a> TryFrom<ClientUri<'a>> for Address<'a> {
    type Error = ParseError;

    #[inline(always)]
    fn try_from(uri: ClientUri<'a>) -> Result<Self, Self::Error> {
        if uri.is_all_mos() { Err(ParseError::new(ParseErrorKind::StarAlone, 0)) } else { Ok(Address(uri)) }
    }
}

impl<'a> From<Address<'a>> for ClientUri<'a> {
    fn from(address: Address<'a>) -> Self {
        address.0
    }
}

impl<'a> Deref for Address<'a> {
    type Target = ClientUri<'a>;

    fn deref(&self) -> &ClientUri<'a> {
        &self.0
    }
}

text_traits!(Address);

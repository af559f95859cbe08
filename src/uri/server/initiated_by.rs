//! The field a client adds to a DEFAULT's ServerURI.

use super::ServerUri;
use crate::{error::ParseError, text::Text, uri::query::with_field};
use alloc::string::String;

/// The name of the field, with its `=`.
const FIELD: &str = "InitiatedBy=";

/// Who wanted the configuration that a DEFAULT says where to fetch [CR-CMD].
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::InitiatedBy::User.as_str(), "User");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum InitiatedBy {
    /// It was a wish of the user, direct or not.
    User,
    /// The device wanted it itself.
    Device,
}

impl InitiatedBy {
    /// The value as it stands in the query.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::InitiatedBy::Device.as_str(), "Device");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            InitiatedBy::User => "User",
            InitiatedBy::Device => "Device",
        }
    }

    fn from_value(value: &str) -> Option<Self> {
        [InitiatedBy::User, InitiatedBy::Device].into_iter().find(|by| by.as_str() == value)
    }
}

impl ServerUri<'_> {
    /// What the query says of who wanted it, if it says it.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{InitiatedBy, ServerUri};
    ///
    /// let uri = ServerUri::parse("https://h/?a=b&InitiatedBy=User")?;
    /// assert_eq!(uri.initiated_by(), Some(InitiatedBy::User));
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn initiated_by(&self) -> Option<InitiatedBy> {
        let value = self.query()?.split('&').find_map(|field| field.strip_prefix(FIELD))?;
        InitiatedBy::from_value(value)
    }

    /// This ServerURI with `InitiatedBy` in its query, joined by `?` or `&`, in place of one already there.
    ///
    /// # Errors
    ///
    /// A ServerURI that would pass 65,535 bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{InitiatedBy, ServerUri};
    ///
    /// let uri = ServerUri::parse("https://h/mms?a=b")?.with_initiated_by(InitiatedBy::User)?;
    /// assert_eq!(uri, "https://h/mms?a=b&InitiatedBy=User");
    /// assert_eq!(uri.with_initiated_by(InitiatedBy::Device)?, "https://h/mms?a=b&InitiatedBy=Device");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn with_initiated_by(&self, by: InitiatedBy) -> Result<ServerUri<'static>, ParseError> {
        let path = String::from(self.slice(0, self.parts.path_end()));
        let query = self.query().filter(|query| !query.is_empty());
        let replaced = |field: &str| field.starts_with(FIELD) || field == "InitiatedBy";
        let text = with_field(path, query, replaced, format_args!("{FIELD}{}", by.as_str()));
        ServerUri::from_text(Text::from(text))
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for InitiatedBy {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for InitiatedBy {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        InitiatedBy::from_value(&text).ok_or_else(|| serde::de::Error::custom("expected `User` or `Device`"))
    }
}

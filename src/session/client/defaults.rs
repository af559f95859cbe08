//! What DEFAULT leaves behind.

use super::known::{Known, MOST};
use crate::{
    error::ParseError,
    media::Dialect,
    status::StatusCode,
    uri::{InitiatedBy, ServerUri},
    value::Moid,
};

/// Where the configuration of a kind of management object is fetched when it is missing.
///
/// # Examples
///
/// ```
/// use omadm::{Dialect, InitiatedBy, Moid, ServerUri, session::client::{DefaultRequest, Defaults}};
///
/// let mut defaults = Defaults::new();
/// let moid = Moid::parse("urn:oma:mo:mms:1.0")?;
/// defaults.set(moid.clone(), ServerUri::parse("https://h/mms?x=1")?);
/// let request = defaults.request(&moid, InitiatedBy::User, Dialect::Published).unwrap()?;
/// assert!(matches!(request, DefaultRequest::Fetch(uri) if uri == "https://h/mms?x=1&InitiatedBy=User"));
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Defaults {
    known: Known<Moid<'static>, ServerUri<'static>>,
}

/// What a client does for want of a configuration.
///
/// # Examples
///
/// See [`Defaults`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DefaultRequest {
    /// Fetch it as HGET does; there is no status (published).
    Fetch(ServerUri<'static>),
    /// Open a session there (draft).
    Open(ServerUri<'static>),
}

impl Defaults {
    /// None yet.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::session::client::Defaults::new().iter().next().is_none());
    /// ```
    pub const fn new() -> Self {
        Defaults::with_most(MOST)
    }

    /// None yet, and never more than so many; 1,024 otherwise. Against a server that has a device remember things without end.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Moid, ServerUri, StatusCode, session::client::Defaults};
    ///
    /// let mut defaults = Defaults::with_most(0);
    /// let status = defaults.set(Moid::parse("urn:x")?, ServerUri::parse("https://h/")?);
    /// assert_eq!(status, StatusCode::CONTENT_TOO_LARGE);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub const fn with_most(most: usize) -> Self {
        Defaults { known: Known::with_most(most) }
    }

    /// What DEFAULT says, and its status: one that is already known is replaced; 413 if there are too many.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Moid, ServerUri, session::client::Defaults};
    /// let mut defaults = Defaults::new();
    /// for uri in ["https://h/1", "https://h/2"] {
    ///     defaults.set(Moid::parse("urn:x").unwrap(), ServerUri::parse(uri).unwrap());
    /// }
    /// assert_eq!(defaults.iter().next().unwrap().1, "https://h/2");
    /// ```
    pub fn set(&mut self, moid: Moid<'static>, from: ServerUri<'static>) -> StatusCode {
        self.known.set(moid, from)
    }

    /// All of them.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::session::client::Defaults::new().iter().count(), 0);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&Moid<'static>, &ServerUri<'static>)> {
        self.known.iter()
    }

    /// What to do when the configuration of this kind is wanted; `None` if no DEFAULT said.
    ///
    /// # Errors
    ///
    /// A ServerURI that would pass 65,535 bytes with `InitiatedBy` in it.
    ///
    /// # Examples
    ///
    /// See [`Defaults`].
    pub fn request(
        &self,
        moid: &Moid<'_>,
        by: InitiatedBy,
        dialect: Dialect,
    ) -> Option<Result<DefaultRequest, ParseError>> {
        let (_, from) = self.known.iter().find(|(known, _)| *known == moid)?;
        let request = match dialect {
            Dialect::Published => DefaultRequest::Fetch,
            Dialect::Draft => DefaultRequest::Open,
        };
        Some(from.with_initiated_by(by).map(request))
    }
}

impl Default for Defaults {
    fn default() -> Self {
        Defaults::new()
    }
}

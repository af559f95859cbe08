//! What SUB leaves behind.

use super::known::{Known, MOST};
use crate::{
    status::StatusCode,
    uri::{Address, ServerUri},
};

/// The subtrees that are sent whenever they change.
///
/// # Examples
///
/// ```
/// use omadm::{Address, ServerUri, StatusCode, session::client::Subscriptions};
///
/// let mut subscriptions = Subscriptions::new();
/// let node = Address::parse("urn:oma:mo:x:1.0//a")?;
/// assert_eq!(subscriptions.subscribe(ServerUri::parse("https://h/x")?, node.clone()), StatusCode::OK);
/// assert_eq!(subscriptions.unsubscribe(&Address::parse("urn:oma:mo:x:1.0//%61")?), StatusCode::NOT_FOUND);
/// assert_eq!(subscriptions.unsubscribe(&node), StatusCode::OK);
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subscriptions {
    known: Known<Address<'static>, ServerUri<'static>>,
}

impl Subscriptions {
    /// None yet.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::session::client::Subscriptions::new().iter().count(), 0);
    /// ```
    pub const fn new() -> Self {
        Subscriptions::with_most(MOST)
    }

    /// None yet, and never more than so many; 1,024 otherwise. Against a server that has a device watch things without end.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Address, ServerUri, StatusCode, session::client::Subscriptions};
    ///
    /// let mut subscriptions = Subscriptions::with_most(0);
    /// let status = subscriptions.subscribe(ServerUri::parse("https://h/")?, Address::parse("urn:x//")?);
    /// assert_eq!(status, StatusCode::CONTENT_TOO_LARGE);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub const fn with_most(most: usize) -> Self {
        Subscriptions { known: Known::with_most(most) }
    }

    /// What SUB says, and its status: 413 if there are too many. *Decision* D13: one for the same ClientURI is replaced, as UNSUB
    /// could not tell them apart.
    ///
    /// # Examples
    ///
    /// See [`Subscriptions`].
    pub fn subscribe(&mut self, to: ServerUri<'static>, node: Address<'static>) -> StatusCode {
        self.known.set(node, to)
    }

    /// What UNSUB says, and its status: 404 if no SUB has a ClientURI that is written the same.
    ///
    /// # Examples
    ///
    /// See [`Subscriptions`].
    pub fn unsubscribe(&mut self, node: &Address<'_>) -> StatusCode {
        self.known.remove(|known| known == node)
    }

    /// All of them: what is watched, and where it goes.
    ///
    /// # Examples
    ///
    /// See [`Subscriptions`].
    pub fn iter(&self) -> impl Iterator<Item = (&Address<'static>, &ServerUri<'static>)> {
        self.known.iter()
    }
}

impl Default for Subscriptions {
    fn default() -> Self {
        Subscriptions::new()
    }
}

//! What SUB leaves behind.

use crate::{
    status::StatusCode,
    uri::{Address, ServerUri},
};
use alloc::vec::Vec;

/// The subtrees that are sent whenever they change.
///
/// # Examples
///
/// ```
/// use omadm::{Address, ServerUri, StatusCode, session::client::Subscriptions};
///
/// let mut subscriptions = Subscriptions::new();
/// let node = Address::parse("urn:oma:mo:x:1.0//a")?;
/// subscriptions.subscribe(ServerUri::parse("https://h/x")?, node.clone());
/// assert_eq!(subscriptions.unsubscribe(&Address::parse("urn:oma:mo:x:1.0//%61")?), StatusCode::NOT_FOUND);
/// assert_eq!(subscriptions.unsubscribe(&node), StatusCode::OK);
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Subscriptions(Vec<(Address<'static>, ServerUri<'static>)>);

impl Subscriptions {
    /// None yet.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::session::client::Subscriptions::new().iter().count(), 0);
    /// ```
    pub const fn new() -> Self {
        Subscriptions(Vec::new())
    }

    /// What SUB says. *Decision*: one for the same ClientURI is replaced, as UNSUB could not tell them apart.
    ///
    /// # Examples
    ///
    /// See [`Subscriptions`].
    pub fn subscribe(&mut self, to: ServerUri<'static>, node: Address<'static>) {
        match self.0.iter_mut().find(|(known, _)| *known == node) {
            Some((_, old)) => *old = to,
            None => self.0.push((node, to)),
        }
    }

    /// What UNSUB says, and its status: 404 if no SUB has a ClientURI that is written the same.
    ///
    /// # Examples
    ///
    /// See [`Subscriptions`].
    pub fn unsubscribe(&mut self, node: &Address<'_>) -> StatusCode {
        match self.0.iter().position(|(known, _)| known == node) {
            Some(index) => {
                self.0.remove(index);
                StatusCode::OK
            }
            None => StatusCode::NOT_FOUND,
        }
    }

    /// All of them: what is watched, and where it goes.
    ///
    /// # Examples
    ///
    /// See [`Subscriptions`].
    pub fn iter(&self) -> impl Iterator<Item = (&Address<'static>, &ServerUri<'static>)> {
        self.0.iter().map(|(node, to)| (node, to))
    }
}

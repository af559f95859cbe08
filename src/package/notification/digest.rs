//! What proves who sent a notification.

use core::fmt;

/// SHA256-DIGEST: what the sender made of the notification and of a secret it shares with the client \[DM20\].
///
/// Its `Debug` does not show it. `==` takes a time that depends on the bytes: it is for values that are no secret.
/// Whether a notification's digest is right is decided by `binary::verify`, with the feature `digest`.
///
/// # Examples
///
/// ```
/// use omadm::Sha256Digest;
///
/// let digest = Sha256Digest::new([7; 32]);
/// assert_eq!(format!("{digest:?}"), "Sha256Digest(..)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha256Digest([u8; 32]);

impl Sha256Digest {
    /// A digest of these bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// let zeroed = omadm::Sha256Digest::new([0; 32]);
    /// ```
    pub const fn new(bytes: [u8; 32]) -> Self {
        Sha256Digest(bytes)
    }

    /// The bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Sha256Digest::new([7; 32]).as_bytes(), &[7; 32]);
    /// ```
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Sha256Digest {
    fn from(bytes: [u8; 32]) -> Self {
        Sha256Digest(bytes)
    }
}

impl fmt::Debug for Sha256Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sha256Digest(..)")
    }
}

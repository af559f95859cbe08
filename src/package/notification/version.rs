//! The version of a notification.

use core::fmt;

/// The version in a notification's header: four bits, 0 to 15. A new notification has 1; any other is carried through
/// \[DM20\].
///
/// # Examples
///
/// ```
/// use omadm::NotificationVersion;
///
/// assert_eq!(NotificationVersion::default(), NotificationVersion::ONE);
/// assert_eq!(NotificationVersion::new(1), Some(NotificationVersion::ONE));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NotificationVersion(u8);

impl NotificationVersion {
    /// The version of this protocol.
    pub const ONE: NotificationVersion = NotificationVersion(1);

    /// The version of this number, or `None` above 15.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::NotificationVersion;
    ///
    /// assert!(NotificationVersion::new(15).is_some());
    /// assert!(NotificationVersion::new(16).is_none());
    /// ```
    pub const fn new(number: u8) -> Option<Self> {
        if number < 16 { Some(NotificationVersion(number)) } else { None }
    }

    /// The version as a number, 0 to 15.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::NotificationVersion::ONE.as_u8(), 1);
    /// ```
    pub const fn as_u8(self) -> u8 {
        self.0
    }
}

impl Default for NotificationVersion {
    fn default() -> Self {
        NotificationVersion::ONE
    }
}

impl fmt::Display for NotificationVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for NotificationVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

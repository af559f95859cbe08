//! Package#0: how a server asks for a session.

mod connection;
mod digest;
mod freshness;
pub(crate) mod option;
mod recent;
mod unknown;
mod version;

pub use connection::ConnectionType;
pub use digest::Sha256Digest;
pub use freshness::{ClockTolerance, Freshness};
pub use recent::RecentIds;
pub use unknown::{InvalidOptionNumber, UnknownOptions};
pub use version::NotificationVersion;

use super::{alert::Alert, package1::Package1};
use crate::{text::Text, value::AlertType};

/// A server's wish that the client open a session, sent to it out of band \[DM20\].
///
/// Every option may be left out. Whether the one that is there can be believed is another question: `binary::verify`,
/// with the feature `digest`, checks who sent it, [`freshness`](Notification::freshness) when, and [`RecentIds`]
/// whether it was there before.
///
/// # Examples
///
/// ```
/// use omadm::{ConnectionType, Notification, Options, Package1, binary};
///
/// let notification = Notification::new()
///     .with_server_id("example")
///     .with_preferred_connection(ConnectionType::WLAN)
///     .with_notification_id(4660);
/// let bytes = binary::to_vec(&notification).unwrap();
///
/// let received = binary::decode(&bytes, &Options::default()).unwrap().value;
/// assert_eq!(received, notification);
/// let package = Package1::from(&received);
/// assert_eq!(package.alerts[0].data.as_ref().unwrap(), r#"{"DM1x":4660}"#);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub struct Notification<'a> {
    /// The version in the header; 1 in a new one.
    pub version: NotificationVersion,
    /// Option 1, SERVER-ID: who asks, by the id that the client's DM account has for the server.
    pub server_id: Option<Text<'a>>,
    /// Option 2, PREFERRED-CON-TYPE: over which kind of network.
    pub preferred_connection: Option<ConnectionType>,
    /// Option 3, NOTIFICATION-ID: repeated in the alert that opens the session.
    pub notification_id: Option<u16>,
    /// Option 4, SHA256-DIGEST: what proves who sent it. It is written as it stands; `binary::encode_signed`, with the
    /// feature `digest`, makes one that verifies.
    pub digest: Option<Sha256Digest>,
    /// Option 5, TIMESTAMP: when it was made, as a POSIX time in seconds.
    ///
    /// *Decision* D29: it is an unsigned number of 1 to 8 bytes, written in 4, or past 2106 in 8. How many it was
    /// received in is not kept: two notifications are equal if their times are.
    pub timestamp: Option<u64>,
    /// Option 6, REQ-MOS: whether the client has to list its management objects in Package#1.
    pub req_mos: bool,
    /// Options the protocol does not define.
    pub unknown: UnknownOptions<'a>,
}

impl<'a> Notification<'a> {
    /// A notification without options.
    ///
    /// # Examples
    ///
    /// ```
    /// let notification = omadm::Notification::new();
    /// assert_eq!(omadm::binary::to_vec(&notification).unwrap(), [0x10, 0x00]);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// The same notification with another version.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Notification, NotificationVersion};
    ///
    /// let notification = Notification::new().with_version(NotificationVersion::new(2).unwrap());
    /// assert_eq!(notification.version.as_u8(), 2);
    /// ```
    pub fn with_version(mut self, version: NotificationVersion) -> Self {
        self.version = version;
        self
    }

    /// The same notification, saying who asks.
    ///
    /// # Examples
    ///
    /// ```
    /// let notification = omadm::Notification::new().with_server_id("example");
    /// assert_eq!(notification.server_id.unwrap(), "example");
    /// ```
    pub fn with_server_id(mut self, server_id: impl Into<Text<'a>>) -> Self {
        self.server_id = Some(server_id.into());
        self
    }

    /// The same notification, saying over which kind of network.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{ConnectionType, Notification};
    ///
    /// let notification = Notification::new().with_preferred_connection(ConnectionType::CELLULAR);
    /// assert_eq!(notification.preferred_connection, Some(ConnectionType::CELLULAR));
    /// ```
    pub fn with_preferred_connection(mut self, connection: ConnectionType) -> Self {
        self.preferred_connection = Some(connection);
        self
    }

    /// The same notification with an id.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Notification::new().with_notification_id(4660).notification_id, Some(4660));
    /// ```
    pub fn with_notification_id(mut self, notification_id: u16) -> Self {
        self.notification_id = Some(notification_id);
        self
    }

    /// The same notification with a digest that was made elsewhere.
    ///
    /// # Examples
    ///
    /// ```
    /// let notification = omadm::Notification::new().with_digest([7; 32]);
    /// assert_eq!(notification.digest.unwrap().as_bytes(), &[7; 32]);
    /// ```
    pub fn with_digest(mut self, digest: impl Into<Sha256Digest>) -> Self {
        self.digest = Some(digest.into());
        self
    }

    /// The same notification, saying when it was made: a POSIX time in seconds.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Notification::new().with_timestamp(1_455_000_000).timestamp, Some(1_455_000_000));
    /// ```
    pub fn with_timestamp(mut self, seconds: u64) -> Self {
        self.timestamp = Some(seconds);
        self
    }

    /// The same notification, saying whether the client has to list its management objects.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::Notification::new().with_req_mos(true).req_mos);
    /// ```
    pub fn with_req_mos(mut self, req_mos: bool) -> Self {
        self.req_mos = req_mos;
        self
    }

    /// The same notification with these unknown options.
    ///
    /// # Examples
    ///
    /// ```
    /// let notification = omadm::Notification::new().with_unknown(omadm::UnknownOptions::new());
    /// ```
    pub fn with_unknown(mut self, unknown: UnknownOptions<'a>) -> Self {
        self.unknown = unknown;
        self
    }

    /// What the caller's clock says of the timestamp. `now` is a POSIX time in seconds. A timestamp exactly as far
    /// from it as tolerated is fresh.
    ///
    /// Freshness is worth something only if the digest verifies. Together with [`RecentIds`] it keeps off what is
    /// sent again: the ids of the tolerated time have to be remembered, older ones are refused here.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Freshness, Notification, ClockTolerance};
    /// use std::time::{Duration, SystemTime, UNIX_EPOCH};
    ///
    /// let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    /// let notification = Notification::new().with_timestamp(now - 10);
    /// assert_eq!(notification.freshness(now, ClockTolerance::new(60)), Freshness::Fresh);
    /// assert_eq!(Notification::new().freshness(now, ClockTolerance::new(60)), Freshness::Undated);
    /// # Ok::<(), std::time::SystemTimeError>(())
    /// ```
    pub const fn freshness(&self, now: u64, tolerance: ClockTolerance) -> Freshness {
        Freshness::of(self.timestamp, now, tolerance)
    }

    /// The alert that acknowledges this notification and opens the session it asks for.
    ///
    /// *Decision* D23: that of a notification without an id has no data.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Alert, Notification};
    ///
    /// let notification = Notification::new().with_notification_id(4660);
    /// assert_eq!(notification.opening_alert(), Alert::server_initiated(4660));
    /// assert_eq!(Notification::new().opening_alert().data, None);
    /// ```
    pub fn opening_alert(&self) -> Alert<'static> {
        match self.notification_id {
            Some(id) => Alert::server_initiated(id),
            None => Alert::new(AlertType::SERVER_INITIATED_MGMT),
        }
    }

    /// The same notification, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Notification<'static> = omadm::Notification::new().into_owned();
    /// ```
    pub fn into_owned(self) -> Notification<'static> {
        Notification {
            version: self.version,
            server_id: self.server_id.map(Text::into_owned),
            preferred_connection: self.preferred_connection,
            notification_id: self.notification_id,
            digest: self.digest,
            timestamp: self.timestamp,
            req_mos: self.req_mos,
            unknown: self.unknown.into_owned(),
        }
    }
}

impl From<&Notification<'_>> for Package1<'static> {
    /// The package that opens the session the notification asks for. If it has [`req_mos`](Notification::req_mos),
    /// the caller adds the device's management objects.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{AlertType, Notification, Package1};
    ///
    /// let package = Package1::from(&Notification::new().with_notification_id(7));
    /// assert_eq!(package.opening_alert().unwrap().alert_type, AlertType::SERVER_INITIATED_MGMT);
    /// ```
    fn from(notification: &Notification<'_>) -> Self {
        Package1::default().with_alerts([notification.opening_alert()])
    }
}

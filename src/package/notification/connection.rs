//! How the server would like to be connected to.

use core::fmt;

/// PREFERRED-CON-TYPE: the kind of network the server would like the session to run over, one byte. The protocol's four
/// have names; any other is carried through \[DM20\].
///
/// # Examples
///
/// ```
/// use omadm::ConnectionType;
///
/// assert_eq!(ConnectionType::WLAN.to_string(), "WLAN");
/// assert_eq!(ConnectionType::new(2), ConnectionType::WLAN);
/// assert_eq!(ConnectionType::new(9).to_string(), "9");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionType(u8);

impl ConnectionType {
    /// 0: any network.
    pub const ANY: ConnectionType = ConnectionType(0);
    /// 1: a cellular network.
    pub const CELLULAR: ConnectionType = ConnectionType(1);
    /// 2: a wireless LAN.
    pub const WLAN: ConnectionType = ConnectionType(2);
    /// 3: a wire.
    pub const WIRELINE: ConnectionType = ConnectionType(3);

    /// The connection type of this number.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::ConnectionType;
    ///
    /// assert_eq!(ConnectionType::new(1), ConnectionType::CELLULAR);
    /// ```
    pub const fn new(number: u8) -> Self {
        ConnectionType(number)
    }

    /// The connection type as a number.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ConnectionType::WIRELINE.as_u8(), 3);
    /// ```
    pub const fn as_u8(self) -> u8 {
        self.0
    }

    /// What the protocol calls it, if it does.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::ConnectionType;
    ///
    /// assert_eq!(ConnectionType::ANY.name(), Some("any"));
    /// assert_eq!(ConnectionType::new(9).name(), None);
    /// ```
    pub const fn name(self) -> Option<&'static str> {
        match self {
            ConnectionType::ANY => Some("any"),
            ConnectionType::CELLULAR => Some("cellular"),
            ConnectionType::WLAN => Some("WLAN"),
            ConnectionType::WIRELINE => Some("wireline"),
            _ => None,
        }
    }
}

impl fmt::Display for ConnectionType {
    /// The name, or the number of one that has none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => name.fmt(f),
            None => self.0.fmt(f),
        }
    }
}

impl fmt::Debug for ConnectionType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

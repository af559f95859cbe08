//! What an alert is about.

use super::macros::open_text;

open_text! {
    /// The type of an alert: a URN. The protocol's own open a session; any other is carried through \[DM20\].
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::AlertType;
    ///
    /// let alert_type = AlertType::new(AlertType::CLIENT_INITIATED_MGMT);
    /// assert_eq!(alert_type, "urn:oma:at:dm:2.0:ClientInitiatedMgmt");
    /// ```
    AlertType;
    /// The client opens the session of its own accord.
    CLIENT_INITIATED_MGMT = "urn:oma:at:dm:2.0:ClientInitiatedMgmt";
    /// The client opens the session because a notification asked it to; the alert repeats the notification's id.
    SERVER_INITIATED_MGMT = "urn:oma:at:dm:2.0:ServerInitiatedMgmt";
    /// The client opens its first session after it was bootstrapped.
    BOOTSTRAP_COMPLETE = "urn:oma:at:dm:2.0:BootstrapComplete";
}

impl AlertType<'_> {
    /// Whether an alert of this type opens a session.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::AlertType;
    ///
    /// assert!(AlertType::new(AlertType::BOOTSTRAP_COMPLETE).opens_session());
    /// assert!(!AlertType::new("urn:oma:at:dm:2.0:x").opens_session());
    /// ```
    pub fn opens_session(&self) -> bool {
        [Self::CLIENT_INITIATED_MGMT, Self::SERVER_INITIATED_MGMT, Self::BOOTSTRAP_COMPLETE]
            .contains(&self.as_str())
    }
}

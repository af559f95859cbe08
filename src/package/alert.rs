//! Alerts: what a client has to say of its own accord.

use crate::{
    text::Text,
    value::{AlertType, Extensions, JsonObject, Mark},
};

/// An event on the device \[DM20\].
///
/// # Examples
///
/// ```
/// use omadm::{Alert, Json, JsonObject, Mark};
///
/// let alert = Alert::new("urn:oma:at:lawmo:1.0:lock")
///     .with_source("urn:oma:mo:lawmo:1.0//Operations/FullyLock")
///     .with_mark(Mark::CRITICAL)
///     .with_data("int", JsonObject::new([("status", Json::from(200))]));
/// assert_eq!(alert.data.unwrap(), r#"{"status":200}"#);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct Alert<'a> {
    /// `AlertType`: what it is about.
    pub alert_type: AlertType<'a>,
    /// `SourceURI`: where it happened. It should be a URI; what is not is kept as text, and a decoder warns of it.
    pub source: Option<Text<'a>>,
    /// `TargetURI`: whom it concerns. It should be a URI; what is not is kept as text, and a decoder warns of it.
    pub target: Option<Text<'a>>,
    /// `Mark`: how much it matters.
    pub mark: Option<Mark<'a>>,
    /// `DataType`: what kind of data there is.
    pub data_type: Option<Text<'a>>,
    /// `Data`: an object.
    pub data: Option<JsonObject<'a>>,
    /// Members the protocol does not define.
    pub extensions: Extensions<'a>,
}

impl<'a> Alert<'a> {
    /// An alert of this type and nothing more.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Alert::new("urn:oma:at:x:1.0").alert_type, "urn:oma:at:x:1.0");
    /// ```
    pub fn new(alert_type: impl Into<AlertType<'a>>) -> Self {
        Alert {
            alert_type: alert_type.into(),
            source: None,
            target: None,
            mark: None,
            data_type: None,
            data: None,
            extensions: Extensions::new(),
        }
    }

    /// The alert that acknowledges a notification of this id and opens the session it asked for.
    ///
    /// *Decision* D23: the id travels as `"DataType":"int","Data":{"DM1x":4660}`.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Alert, AlertType};
    ///
    /// let alert = Alert::server_initiated(4660);
    /// assert_eq!(alert.alert_type, AlertType::SERVER_INITIATED_MGMT);
    /// assert_eq!(alert.data.unwrap(), r#"{"DM1x":4660}"#);
    /// ```
    pub fn server_initiated(notification_id: u16) -> Self {
        Alert::new(AlertType::SERVER_INITIATED_MGMT)
            .with_data("int", JsonObject::new([("DM1x", notification_id.into())]))
    }

    /// The id of the notification that the alert acknowledges, if it is of that type and has one.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::Alert;
    ///
    /// assert_eq!(Alert::server_initiated(4660).notification_id(), Some(4660));
    /// assert_eq!(Alert::new("urn:x").notification_id(), None);
    /// ```
    pub fn notification_id(&self) -> Option<u16> {
        if self.alert_type != AlertType::SERVER_INITIATED_MGMT {
            return None;
        }
        self.data.as_ref()?.get("DM1x")?.as_str().parse().ok()
    }

    /// The same alert, saying where it happened.
    ///
    /// # Examples
    ///
    /// ```
    /// let alert = omadm::Alert::new("urn:x").with_source("urn:oma:mo:x:1.0//a");
    /// assert_eq!(alert.source.unwrap(), "urn:oma:mo:x:1.0//a");
    /// ```
    pub fn with_source(mut self, uri: impl Into<Text<'a>>) -> Self {
        self.source = Some(uri.into());
        self
    }

    /// The same alert, saying whom it concerns.
    ///
    /// # Examples
    ///
    /// ```
    /// let alert = omadm::Alert::new("urn:x").with_target("https://h/");
    /// assert_eq!(alert.target.unwrap(), "https://h/");
    /// ```
    pub fn with_target(mut self, uri: impl Into<Text<'a>>) -> Self {
        self.target = Some(uri.into());
        self
    }

    /// The same alert, saying how much it matters.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Alert, Mark};
    ///
    /// assert_eq!(Alert::new("urn:x").with_mark(Mark::MINOR).mark.unwrap(), "minor");
    /// ```
    pub fn with_mark(mut self, mark: impl Into<Mark<'a>>) -> Self {
        self.mark = Some(mark.into());
        self
    }

    /// The same alert with data of a kind.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Alert, JsonObject};
    ///
    /// let alert = Alert::new("urn:x").with_data("chr", JsonObject::new([]));
    /// assert_eq!(alert.data_type.unwrap(), "chr");
    /// ```
    pub fn with_data(mut self, data_type: impl Into<Text<'a>>, data: JsonObject<'a>) -> Self {
        self.data_type = Some(data_type.into());
        self.data = Some(data);
        self
    }

    /// The same alert with these extensions.
    ///
    /// # Examples
    ///
    /// ```
    /// let alert = omadm::Alert::new("urn:x").with_extensions(omadm::Extensions::new());
    /// ```
    pub fn with_extensions(mut self, extensions: Extensions<'a>) -> Self {
        self.extensions = extensions;
        self
    }

    /// The same alert, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Alert<'static> = omadm::Alert::new("urn:x").into_owned();
    /// ```
    pub fn into_owned(self) -> Alert<'static> {
        Alert {
            alert_type: self.alert_type.into_owned(),
            source: self.source.map(Text::into_owned),
            target: self.target.map(Text::into_owned),
            mark: self.mark.map(Mark::into_owned),
            data_type: self.data_type.map(Text::into_owned),
            data: self.data.map(JsonObject::into_owned),
            extensions: self.extensions.into_owned(),
        }
    }
}

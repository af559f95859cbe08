//! Package#1: how a client opens a session.

use super::alert::Alert;
use crate::{
    text::Text,
    value::{AlertType, Extensions, Moid},
};
use alloc::vec::Vec;

/// The management objects a device has, and the alert that opens the session \[DM20\].
///
/// # Examples
///
/// ```
/// use omadm::{AlertType, Mo, Moid, Package1, json};
///
/// let package = Package1::opening(AlertType::CLIENT_INITIATED_MGMT)
///     .with_mos([Mo::new(Moid::parse("urn:oma:mo:x:1.0")?, ["left", "right"])]);
/// let bytes = json::to_vec(&package).unwrap();
/// assert!(bytes.starts_with(br#"{"MOS":[{"MOID":"urn:oma:mo:x:1.0","MIID":["left","right"]}],"Alert":[{"#));
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub struct Package1<'a> {
    /// `MOS`: the device's management objects; written only if there are any.
    pub mos: Vec<Mo<'a>>,
    /// `Alert`: events, one of which opens the session; written only if there are any.
    pub alerts: Vec<Alert<'a>>,
    /// Members the protocol does not define.
    pub extensions: Extensions<'a>,
}

impl<'a> Package1<'a> {
    /// A package with an alert of this type.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{AlertType, Package1};
    ///
    /// let package = Package1::opening(AlertType::BOOTSTRAP_COMPLETE);
    /// assert_eq!(package.opening_alert().unwrap().alert_type, AlertType::BOOTSTRAP_COMPLETE);
    /// ```
    pub fn opening(alert_type: impl Into<AlertType<'a>>) -> Self {
        Self::default().with_alerts([Alert::new(alert_type)])
    }

    /// The same package with these management objects.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::Package1::default().with_mos([]).mos.is_empty());
    /// ```
    pub fn with_mos(mut self, mos: impl IntoIterator<Item = Mo<'a>>) -> Self {
        self.mos = mos.into_iter().collect();
        self
    }

    /// The same package with these alerts.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::Package1::default().with_alerts([]).alerts.is_empty());
    /// ```
    pub fn with_alerts(mut self, alerts: impl IntoIterator<Item = Alert<'a>>) -> Self {
        self.alerts = alerts.into_iter().collect();
        self
    }

    /// The same package with these extensions.
    ///
    /// # Examples
    ///
    /// ```
    /// let package = omadm::Package1::default().with_extensions(omadm::Extensions::new());
    /// ```
    pub fn with_extensions(mut self, extensions: Extensions<'a>) -> Self {
        self.extensions = extensions;
        self
    }

    /// The first alert that opens a session. Its absence is a matter of the session, not of the codec.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::Package1::default().opening_alert().is_none());
    /// ```
    pub fn opening_alert(&self) -> Option<&Alert<'a>> {
        self.alerts.iter().find(|alert| alert.alert_type.opens_session())
    }

    /// The same package, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Package1<'static> = omadm::Package1::default().into_owned();
    /// ```
    pub fn into_owned(self) -> Package1<'static> {
        Package1 {
            mos: self.mos.into_iter().map(Mo::into_owned).collect(),
            alerts: self.alerts.into_iter().map(Alert::into_owned).collect(),
            extensions: self.extensions.into_owned(),
        }
    }
}

/// One kind of management object that a device has, and its instances \[DM20\].
///
/// # Examples
///
/// ```
/// use omadm::{Mo, Moid};
///
/// let mo = Mo::new(Moid::parse("urn:oma:mo:x:1.0")?, ["left"]);
/// assert_eq!(mo.miids[0], "left");
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub struct Mo<'a> {
    /// `DDF`: where its description is. It should be a URI; what is not is kept as text, and a decoder warns of it.
    pub ddf: Option<Text<'a>>,
    /// `MOID`: the kind.
    pub moid: Option<Moid<'a>>,
    /// `MIID`: the names of the instances, written as in a ClientURI. What no ClientURI could spell is kept as text, and a
    /// decoder warns of it.
    pub miids: Vec<Text<'a>>,
    /// Members the protocol does not define.
    pub extensions: Extensions<'a>,
}

impl<'a> Mo<'a> {
    /// The instances of this kind. Their names are written as in a ClientURI, percent-encoded.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Mo, Moid};
    /// assert!(Mo::new(Moid::parse("urn:x").unwrap(), [""; 0]).miids.is_empty());
    /// ```
    pub fn new<T: Into<Text<'a>>>(moid: Moid<'a>, miids: impl IntoIterator<Item = T>) -> Self {
        Mo { moid: Some(moid), miids: miids.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// The same, saying where its description is.
    ///
    /// # Examples
    ///
    /// ```
    /// let mo = omadm::Mo::default().with_ddf("http://www.example.com/x.ddf");
    /// assert_eq!(mo.ddf.unwrap(), "http://www.example.com/x.ddf");
    /// ```
    pub fn with_ddf(mut self, ddf: impl Into<Text<'a>>) -> Self {
        self.ddf = Some(ddf.into());
        self
    }

    /// The same with these extensions.
    ///
    /// # Examples
    ///
    /// ```
    /// let mo = omadm::Mo::default().with_extensions(omadm::Extensions::new());
    /// ```
    pub fn with_extensions(mut self, extensions: Extensions<'a>) -> Self {
        self.extensions = extensions;
        self
    }

    /// The same, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Mo<'static> = omadm::Mo::default().into_owned();
    /// ```
    pub fn into_owned(self) -> Mo<'static> {
        Mo {
            ddf: self.ddf.map(Text::into_owned),
            moid: self.moid.map(Moid::into_owned),
            miids: self.miids.into_iter().map(Text::into_owned).collect(),
            extensions: self.extensions.into_owned(),
        }
    }
}

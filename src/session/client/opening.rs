//! How a session begins.

use super::{Misuse, Session, State, alerts::Alerts};
use crate::{
    body,
    limits::Options,
    media::Dialect,
    package::{Alert, ManagementData, Mo, Notification, Package1},
    session::SessionLimits,
    uri::ServerUri,
    value::{AlertType, DeviceId},
};
use alloc::{boxed::Box, vec::Vec};

/// What a client opens a session with.
///
/// # Examples
///
/// ```
/// use omadm::{DeviceId, Dialect, Mo, Moid, Notification, ServerUri, session::client::Opening};
///
/// let server = ServerUri::parse("https://dm.example/dm")?;
/// let notification = Notification::new().with_notification_id(4660).with_req_mos(true);
/// let session = Opening::new(server, DeviceId::parse("IMEI:1")?)
///     .with_notification(&notification)
///     .with_mos([Mo::new(Moid::parse("urn:oma:mo:x:1.0")?, ["left"])])
///     .with_dialect(Dialect::Published)
///     .open();
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Opening {
    server: ServerUri<'static>,
    device: DeviceId<'static>,
    dialect: Dialect,
    alert: Alert<'static>,
    alerts: Vec<Alert<'static>>,
    mos: Option<Vec<Mo<'static>>>,
    mos_wanted: bool,
    data: Vec<ManagementData<'static>>,
    options: Options,
    limits: SessionLimits,
}

impl Opening {
    /// A session that the client opens of its own accord, in the published dialect.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, ServerUri, session::client::Opening};
    /// let opening = Opening::new(ServerUri::parse("https://h/").unwrap(), DeviceId::parse("IMEI:1").unwrap());
    /// ```
    pub fn new(server: ServerUri<'static>, device: DeviceId<'static>) -> Self {
        Opening {
            server,
            device,
            dialect: Dialect::Published,
            alert: Alert::new(AlertType::CLIENT_INITIATED_MGMT),
            alerts: Vec::new(),
            mos: None,
            mos_wanted: false,
            data: Vec::new(),
            options: Options::default(),
            limits: SessionLimits::default(),
        }
    }

    /// The same because a notification asked for it: the alert repeats its id, and if it asked for the MOs they have to be
    /// given.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, Notification, ServerUri, session::client::{Misuse, Opening}};
    /// # let opening = Opening::new(ServerUri::parse("https://h/").unwrap(), DeviceId::parse("IMEI:1").unwrap());
    /// let notification = Notification::new().with_req_mos(true);
    /// assert_eq!(opening.with_notification(&notification).open().unwrap_err(), Misuse::MosMissing);
    /// ```
    pub fn with_notification(mut self, notification: &Notification<'_>) -> Self {
        self.alert = notification.opening_alert();
        self.mos_wanted = notification.req_mos;
        self
    }

    /// The same because the device has just been bootstrapped.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/").unwrap(), DeviceId::parse("IMEI:1").unwrap());
    /// let opening = opening.after_bootstrap();
    /// ```
    pub fn after_bootstrap(mut self) -> Self {
        self.alert = Alert::new(AlertType::BOOTSTRAP_COMPLETE);
        self
    }

    /// The same in this dialect, which stays that of the session.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, Dialect, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/").unwrap(), DeviceId::parse("IMEI:1").unwrap());
    /// assert_eq!(opening.with_dialect(Dialect::Draft).open().unwrap().dialect(), Dialect::Draft);
    /// ```
    pub const fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// The same with the device's management objects.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/").unwrap(), DeviceId::parse("IMEI:1").unwrap());
    /// let opening = opening.with_mos([]);
    /// ```
    pub fn with_mos(mut self, mos: impl IntoIterator<Item = Mo<'static>>) -> Self {
        self.mos = Some(mos.into_iter().collect());
        self
    }

    /// The same with one more alert, such as the outcome of an EXEC.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Alert, DeviceId, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/").unwrap(), DeviceId::parse("IMEI:1").unwrap());
    /// let opening = opening.with_alert(Alert::new("urn:oma:at:x:1.0"));
    /// ```
    pub fn with_alert(mut self, alert: Alert<'static>) -> Self {
        self.alerts.push(alert);
        self
    }

    /// The same with one more document of management data: device information, the device profile.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, ManagementData, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/").unwrap(), DeviceId::parse("IMEI:1").unwrap());
    /// let opening = opening.with_data(ManagementData::default());
    /// ```
    pub fn with_data(mut self, data: ManagementData<'static>) -> Self {
        self.data.push(data);
        self
    }

    /// The same with these options for reading and writing bodies.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, Options, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/").unwrap(), DeviceId::parse("IMEI:1").unwrap());
    /// let opening = opening.with_options(Options::strict());
    /// ```
    pub const fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// The same with these limits for the session as a whole.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, ServerUri, session::{SessionLimits, client::Opening}};
    /// # let opening = Opening::new(ServerUri::parse("https://h/").unwrap(), DeviceId::parse("IMEI:1").unwrap());
    /// let opening = opening.with_limits(SessionLimits::default().with_turns(10));
    /// ```
    pub const fn with_limits(mut self, limits: SessionLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Begins the session.
    ///
    /// # Errors
    ///
    /// No MOs where the notification asked for them, too many alerts, or something that cannot be written.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, ServerUri, session::client::Opening};
    /// # let opening = Opening::new(ServerUri::parse("https://h/").unwrap(), DeviceId::parse("IMEI:1").unwrap());
    /// assert!(opening.open().is_ok());
    /// ```
    pub fn open(self) -> Result<Session, Misuse> {
        if self.mos_wanted && self.mos.is_none() {
            return Err(Misuse::MosMissing);
        }
        if self.alerts.len() > self.limits.alerts {
            return Err(Misuse::TooManyAlerts);
        }
        let package = Package1::default().with_mos(self.mos.unwrap_or_default()).with_alerts([self.alert]);
        let whole = package.clone().with_alerts(package.alerts.iter().chain(&self.alerts).cloned());
        body::encode_package1(&whole, &self.data, self.dialect, &self.options).map_err(Misuse::Opening)?;
        Ok(Session {
            device: self.device,
            dialect: self.dialect,
            target: self.server,
            options: self.options,
            limits: self.limits,
            state: State::Opening { package: Box::new(package), data: self.data },
            alerts: Alerts::new(self.alerts),
            reports: Vec::new(),
            turns: 0,
            commands: 0,
            bytes: 0,
        })
    }
}

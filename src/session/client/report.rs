//! What an EXEC leaves behind that was answered 202.

use super::Opening;
use crate::{
    package::Alert,
    uri::{Address, ServerUri},
    value::{AlertType, DeviceId},
};
use alloc::string::ToString;

/// An EXEC whose outcome is still to be reported, as a Generic Alert in a new session (section 2 of the protocol).
///
/// # Examples
///
/// ```
/// use omadm::{DeviceId, ServerUri, session::client::Report};
///
/// fn report(outcome: Report, home: ServerUri<'static>, device: DeviceId<'static>) {
///     let alert = outcome.alert("urn:oma:at:lawmo:1.0:done");
///     let session = outcome.opening(home, device, alert).open();
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    node: Address<'static>,
    report_to: Option<ServerUri<'static>>,
}

impl Report {
    pub(super) const fn new(node: Address<'static>, report_to: Option<ServerUri<'static>>) -> Self {
        Report { node, report_to }
    }

    /// The node that was executed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Address, session::client::Report};
    /// fn node(report: &Report) -> &Address<'static> { report.node() }
    /// ```
    pub const fn node(&self) -> &Address<'static> {
        &self.node
    }

    /// The server that the command named.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ServerUri, session::client::Report};
    /// fn server(report: &Report) -> Option<&ServerUri<'static>> { report.report_to() }
    /// ```
    pub const fn report_to(&self) -> Option<&ServerUri<'static>> {
        self.report_to.as_ref()
    }

    /// A Generic Alert of this type whose source is the node that was executed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Alert, session::client::Report};
    /// fn done(report: &Report) -> Alert<'static> { report.alert("urn:oma:at:x:1.0:done") }
    /// ```
    pub fn alert(&self, alert_type: impl Into<AlertType<'static>>) -> Alert<'static> {
        Alert::new(alert_type).with_source(self.node.to_string())
    }

    /// A new session with this alert, at the server that the command named. If it named none, then at `otherwise`: the server
    /// that the management object names, or that of the session.
    ///
    /// *Decision* D10: the command's ServerURI wins over the management object's [CR-CMD].
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Alert, DeviceId, ServerUri, session::client::{Opening, Report}};
    /// fn open(report: &Report, home: ServerUri<'static>, me: DeviceId<'static>) -> Opening {
    ///     report.opening(home, me, report.alert("urn:oma:at:x:1.0:done"))
    /// }
    /// ```
    pub fn opening(
        &self,
        otherwise: ServerUri<'static>,
        device: DeviceId<'static>,
        alert: Alert<'static>,
    ) -> Opening {
        let server = self.report_to.clone().unwrap_or(otherwise);
        Opening::new(server, device).with_alert(alert)
    }
}

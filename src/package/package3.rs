//! Package#3: what a client answers.

use super::{alert::Alert, status::Status};
use crate::value::Extensions;
use alloc::vec::Vec;

/// One status for every command of the Package#2 it answers, in the same order, and alerts \[DM20\].
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, Package3, Status, StatusCode, json};
///
/// let stored = Status::new(StatusCode::OK).with_locations([ClientUri::parse("urn:oma:mo:x:1.0/left/")?]);
/// let package = Package3::new([StatusCode::OK.into(), StatusCode::NOT_FOUND.into(), stored]);
/// let bytes = json::to_vec(&package).unwrap();
/// assert_eq!(bytes, br#"{"Status":[{"sc":200},{"sc":404},{"sc":200,"URI":["urn:oma:mo:x:1.0/left/"]}]}"#);
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub struct Package3<'a> {
    /// `Status`: one for each command.
    pub statuses: Vec<Status<'a>>,
    /// `Alert`: events; written only if there are any.
    pub alerts: Vec<Alert<'a>>,
    /// Members the protocol does not define.
    pub extensions: Extensions<'a>,
}

impl<'a> Package3<'a> {
    /// A package of these statuses.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Package3, StatusCode};
    ///
    /// let package = Package3::new([StatusCode::OK.into(), StatusCode::NOT_FOUND.into()]);
    /// assert_eq!(package.statuses.len(), 2);
    /// ```
    pub fn new(statuses: impl IntoIterator<Item = Status<'a>>) -> Self {
        Package3 { statuses: statuses.into_iter().collect(), ..Self::default() }
    }

    /// The same package with these alerts.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Alert, Package3};
    ///
    /// let package = Package3::new([]).with_alerts([Alert::new("urn:oma:at:x:1.0")]);
    /// assert_eq!(package.alerts.len(), 1);
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
    /// let package = omadm::Package3::new([]).with_extensions(omadm::Extensions::new());
    /// ```
    pub fn with_extensions(mut self, extensions: Extensions<'a>) -> Self {
        self.extensions = extensions;
        self
    }

    /// The same package, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Package3<'static> = omadm::Package3::default().into_owned();
    /// ```
    pub fn into_owned(self) -> Package3<'static> {
        Package3 {
            statuses: self.statuses.into_iter().map(Status::into_owned).collect(),
            alerts: self.alerts.into_iter().map(Alert::into_owned).collect(),
            extensions: self.extensions.into_owned(),
        }
    }
}

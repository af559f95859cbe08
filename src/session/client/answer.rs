//! How a command went.

use super::Misuse;
use crate::{
    address,
    package::{Command, ManagementData, Status},
    status::StatusCode,
    uri::ClientUri,
};

/// How a command went: its status, and the data of a GET that was answered 200.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, ManagementData, Options, StatusCode, address::get, session::client::Answer};
///
/// let _: Answer = StatusCode::NOT_FOUND.into();
/// let _ = Answer::data(ManagementData::default());
/// let _: Answer = get(&ManagementData::default(), &[ClientUri::parse("urn:x//")?], &Options::default()).into();
/// let _ = Answer::stored([ClientUri::parse("urn:oma:mo:x:1.0/left/")?]);
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    pub(super) status: Status<'static>,
    pub(super) data: Option<ManagementData<'static>>,
}

impl Answer {
    /// 200 to a GET, with its data: the records of all its ClientURIs in order.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, session::client::Answer};
    /// let answer = Answer::data(ManagementData::default());
    /// ```
    pub const fn data(data: ManagementData<'static>) -> Self {
        Answer { status: Status::new(StatusCode::OK), data: Some(data) }
    }

    /// 200 to an HGET, with the locations where its data was stored.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, session::client::Answer};
    /// let answer = Answer::stored([ClientUri::parse("urn:x//").unwrap()]);
    /// ```
    pub fn stored(locations: impl IntoIterator<Item = ClientUri<'static>>) -> Self {
        Answer { status: Status::new(StatusCode::OK).with_locations(locations), data: None }
    }

    /// The status.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{StatusCode, session::client::Answer};
    ///
    /// assert_eq!(Answer::from(StatusCode::NOT_FOUND).status().code, StatusCode::NOT_FOUND);
    /// ```
    pub const fn status(&self) -> &Status<'static> {
        &self.status
    }
}

impl From<StatusCode> for Answer {
    fn from(code: StatusCode) -> Self {
        Status::new(code).into()
    }
}

impl From<Status<'static>> for Answer {
    fn from(status: Status<'static>) -> Self {
        Answer { status, data: None }
    }
}

/// What [`address::get`](crate::address::get) says of a GET: its data, or the status that it fails with.
impl From<address::Answer> for Answer {
    fn from(answer: address::Answer) -> Self {
        let code = answer.status();
        match answer.into_data() {
            Some(data) => Answer::data(data),
            None => code.into(),
        }
    }
}

/// Whether a command can be answered so.
pub(super) fn check(command: &Command<'_>, answer: &Answer) -> Result<(), Misuse> {
    let code = answer.status.code;
    let ok = code == StatusCode::OK;
    let wants_data = ok && matches!(command, Command::Get(_));
    match answer.data {
        None if wants_data => return Err(Misuse::DataMissing),
        Some(_) if !wants_data => return Err(Misuse::DataNotWanted),
        _ => {}
    }
    let accepted = code == StatusCode::ACCEPTED;
    match command {
        Command::Exec { report_to: Some(_), .. } if !accepted && code.as_u16() < 400 => {
            return Err(Misuse::ExecNotAccepted);
        }
        Command::Exec { .. } => {}
        _ if accepted => return Err(Misuse::AcceptedWithoutExec),
        _ => {}
    }
    match command {
        Command::HGet { to: None, .. } if ok && answer.status.locations.is_empty() => {
            Err(Misuse::LocationMissing)
        }
        Command::HGet { .. } => Ok(()),
        _ if !answer.status.locations.is_empty() => Err(Misuse::LocationNotWanted),
        _ => Ok(()),
    }
}

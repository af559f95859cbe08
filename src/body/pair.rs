//! Which part of a Package#3 belongs to which command.

use crate::{
    package::{Command, ManagementData, Package3, Slot, Status},
    status::StatusCode,
};
use alloc::vec::Vec;
use core::fmt;

/// Why a Package#3 does not answer the commands.
///
/// # Examples
///
/// ```
/// use omadm::{Command, Package3, StatusCode, body::{self, PairError}};
///
/// let error = body::pair(&[Command::End.into()], &Package3::new([]), Vec::new()).unwrap_err();
/// assert_eq!(error, PairError::Statuses { expected: 1, found: 0 });
/// assert_eq!(error.to_string(), "expected 1 statuses, one for each command, found 0");
/// assert_eq!(error.http_status(), StatusCode::BAD_REQUEST);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum PairError {
    /// Not as many statuses as commands.
    Statuses {
        /// How many commands there were.
        expected: usize,
        /// How many statuses there are.
        found: usize,
    },
    /// Not as many data parts as Gets that were answered 200.
    Parts {
        /// How many Gets were answered 200.
        expected: usize,
        /// How many data parts there are.
        found: usize,
    },
}

impl PairError {
    /// What a server answers: 400.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{StatusCode, body::PairError};
    /// assert_eq!(PairError::Parts { expected: 1, found: 0 }.http_status(), StatusCode::BAD_REQUEST);
    /// ```
    pub const fn http_status(&self) -> StatusCode {
        StatusCode::BAD_REQUEST
    }
}

impl fmt::Display for PairError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PairError::Statuses { expected, found } => {
                write!(f, "expected {expected} statuses, one for each command, found {found}")
            }
            PairError::Parts { expected, found } => {
                write!(f, "expected {expected} parts of data, one for each GET answered 200, found {found}")
            }
        }
    }
}

impl core::error::Error for PairError {}

/// Says which data answers which command: for each command in order its data, if it is a Get that was answered 200.
///
/// # Errors
///
/// Another number of statuses than commands, or of data parts than Gets answered 200.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, Command, ManagementData, Package3, StatusCode, body};
///
/// let get = Command::Get(ClientUri::all_mos().into());
/// let commands = [get.clone().into(), Command::End.into(), get.into()];
/// let answer = Package3::new([StatusCode::NOT_FOUND, StatusCode::OK, StatusCode::OK].map(Into::into));
/// let data = body::pair(&commands, &answer, vec![ManagementData::default()])?;
/// assert_eq!(data, [None, None, Some(ManagementData::default())]);
/// # Ok::<(), omadm::body::PairError>(())
/// ```
pub fn pair<'d>(
    commands: &[Slot<'_>],
    package: &Package3<'_>,
    data: Vec<ManagementData<'d>>,
) -> Result<Vec<Option<ManagementData<'d>>>, PairError> {
    let gets = commands.iter().map(|slot| matches!(slot, Slot::Command(Command::Get(_))));
    check_pairs(gets.clone(), &package.statuses, data.len())?;
    let mut data = data.into_iter();
    Ok(have_data(gets, &package.statuses).map(|has| if has { data.next() } else { None }).collect())
}

/// Whether there are as many statuses and parts as there are to be, for commands of which is known whether each is a Get.
pub(crate) fn check_pairs(
    gets: impl ExactSizeIterator<Item = bool>,
    statuses: &[Status<'_>],
    parts: usize,
) -> Result<(), PairError> {
    if statuses.len() != gets.len() {
        return Err(PairError::Statuses { expected: gets.len(), found: statuses.len() });
    }
    let expected = have_data(gets, statuses).map(usize::from).sum();
    if expected != parts {
        return Err(PairError::Parts { expected, found: parts });
    }
    Ok(())
}

/// Of each command whether data answers it.
fn have_data(gets: impl Iterator<Item = bool>, statuses: &[Status<'_>]) -> impl Iterator<Item = bool> {
    gets.zip(statuses).map(|(get, status)| get & (status.code == StatusCode::OK))
}

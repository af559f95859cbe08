//! The answer to a Get.

use super::{Tree, collect, error::AddressError};
use crate::{limits::Options, package::ManagementData, status::StatusCode, uri::ClientUri};

/// What [`collect`] found.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, ManagementData, Options, StatusCode, address::collect, json};
///
/// let body = br#"[{"ClientURI":"urn:x//","CV":"v1","MOData":{"X":{"a":1}}}]"#;
/// let tree = json::decode::<ManagementData>(body, &Options::default())?.value;
/// let collected = collect(&tree, &[ClientUri::parse("urn:x//a?cv=v1")?], &Options::default())?;
/// assert!(collected.data.records.is_empty());
/// assert_eq!(collected.left_out, 1);
/// assert_eq!(collected.status(), StatusCode::NOT_MODIFIED);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Collected {
    /// The document.
    pub data: ManagementData<'static>,
    /// How many nodes have no record because the server's copy of their instance is still good.
    pub left_out: usize,
}

impl Collected {
    /// 304 if there were records and every one was left out, else 200.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{StatusCode, address::Collected};
    ///
    /// assert_eq!(Collected::default().status(), StatusCode::OK);
    /// ```
    pub fn status(&self) -> StatusCode {
        if self.data.records.is_empty() && self.left_out > 0 {
            StatusCode::NOT_MODIFIED
        } else {
            StatusCode::OK
        }
    }
}

/// How a client answers a Get, the draft's INCLUDE: all or nothing.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, ManagementData, Options, StatusCode, address::get};
///
/// let tree = ManagementData::default();
/// let answer = get(&tree, &[ClientUri::parse("urn:x/*/")?, ClientUri::all_mos()], &Options::default());
/// assert_eq!(answer.status(), StatusCode::OK);
/// assert!(answer.data().unwrap().records.is_empty());
///
/// let answer = get(&tree, &[ClientUri::parse("urn:x/*/")?, ClientUri::parse("urn:x//")?], &Options::default());
/// assert_eq!(answer.status(), StatusCode::NOT_FOUND);
/// assert!(answer.data().is_none());
/// assert_eq!(answer.error().unwrap().to_string(), "no instance of this MOID at byte 0 (urn:x)");
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
pub fn get<T: Tree>(tree: &T, uris: &[ClientUri<'_>], options: &Options) -> Answer {
    Answer(collect(tree, uris, options))
}

/// A status, and with 200 the part of management data that belongs to it.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, ManagementData, Options, Status, address::{Answer, get}};
///
/// let answer: Answer = get(&ManagementData::default(), &[ClientUri::all_mos()], &Options::default());
/// let status = Status::new(answer.status());
/// let part = answer.into_data();
/// assert!(part.is_some());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer(Result<Collected, AddressError>);

impl Answer {
    /// 200 with data, 304 if all of it was left out for its `cv`, or why there is none.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, StatusCode, address::get};
    /// let answer = get(&ManagementData::default(), &[ClientUri::all_mos()], &Options::default());
    /// assert_eq!(answer.status(), StatusCode::OK);
    /// ```
    pub fn status(&self) -> StatusCode {
        match &self.0 {
            Ok(collected) => collected.status(),
            Err(error) => error.dm_status(),
        }
    }

    /// The data, if the status is 200: no records if nothing is addressed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, address::get};
    /// let answer = get(&ManagementData::default(), &[ClientUri::all_mos()], &Options::default());
    /// assert_eq!(answer.data(), Some(&ManagementData::default()));
    /// ```
    pub fn data(&self) -> Option<&ManagementData<'static>> {
        self.0.as_ref().ok().filter(|collected| collected.status() == StatusCode::OK).map(|it| &it.data)
    }

    /// The same data, no longer part of the answer.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, address::get};
    /// let answer = get(&ManagementData::default(), &[ClientUri::all_mos()], &Options::default());
    /// assert_eq!(answer.into_data(), Some(ManagementData::default()));
    /// ```
    pub fn into_data(self) -> Option<ManagementData<'static>> {
        self.0.ok().filter(|collected| collected.status() == StatusCode::OK).map(|collected| collected.data)
    }

    /// What was wrong with the first ClientURI that failed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, address::get};
    /// let answer = get(&ManagementData::default(), &[ClientUri::all_mos()], &Options::default());
    /// assert_eq!(answer.error(), None);
    /// ```
    pub fn error(&self) -> Option<&AddressError> {
        self.0.as_ref().err()
    }
}

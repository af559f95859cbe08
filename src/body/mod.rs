//! One door for every body: a media type and bytes become the right package in the right dialect, with the management data
//! that travels with it (sections 1 and 7 of the protocol).
//!
//! # Examples
//!
//! ```
//! use omadm::{ClientUri, Dialect, Options, Package3, StatusCode, body::{self, Content}};
//!
//! let body = b"END\r\n";
//! let decoded = body::decode(&omadm::MediaType::DM20, body, &Options::default()).unwrap();
//! assert!(matches!(decoded.value.content, Content::Package2(package) if package.has_end()));
//!
//! let statuses = Package3::new([StatusCode::OK.into()]);
//! let encoded = body::encode_package3(&statuses, &[], Dialect::Draft, &Options::default()).unwrap();
//! assert_eq!(encoded.media_type.to_string(), "application/dm20status");
//! assert_eq!(encoded.bytes, b"200\r\n");
//! ```

mod decode;
mod encode;
mod pair;

pub use encode::{Encoded, encode_package1, encode_package2, encode_package3};
pub use pair::{PairError, pair};

pub(crate) use encode::write_package2;
pub(crate) use pair::check_pairs;

use crate::{
    error::{DecodeError, Decoded},
    limits::Options,
    media::MediaType,
    package::{ManagementData, Notification, Package1, Package2, Package3},
};
use alloc::vec::Vec;

/// What a body is.
///
/// # Examples
///
/// ```
/// use omadm::{MediaType, Options, body::{self, Content}};
///
/// let decoded = body::decode(&MediaType::MO, b"[]", &Options::default())?;
/// assert!(matches!(decoded.value.content, Content::ManagementData(_)));
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Content<'a> {
    /// A client opens a session.
    Package1(Package1<'a>),
    /// A server's commands.
    Package2(Package2<'a>),
    /// A client's statuses.
    Package3(Package3<'a>),
    /// Management data on its own, as it goes to and comes from a Data Repository.
    ManagementData(ManagementData<'a>),
    /// A notification.
    Notification(Notification<'a>),
}

/// A body: a package, and the management data that travels with it.
///
/// # Examples
///
/// ```
/// use omadm::{MediaType, Options, body};
///
/// let body = body::decode(&MediaType::RESPONSE, br#"{"Status":[]}"#, &Options::default())?.value;
/// assert!(body.data.is_empty());
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Body<'a> {
    /// What it is.
    pub content: Content<'a>,
    /// The management data behind a Package#1 or Package#3, in the order of its parts. [`pair`] says which command each
    /// answers.
    pub data: Vec<ManagementData<'a>>,
}

impl Content<'_> {
    /// The same content, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Package2, body::Content};
    ///
    /// let owned: Content<'static> = Content::Package2(Package2::default()).into_owned();
    /// ```
    pub fn into_owned(self) -> Content<'static> {
        match self {
            Content::Package1(package) => Content::Package1(package.into_owned()),
            Content::Package2(package) => Content::Package2(package.into_owned()),
            Content::Package3(package) => Content::Package3(package.into_owned()),
            Content::ManagementData(data) => Content::ManagementData(data.into_owned()),
            Content::Notification(notification) => Content::Notification(notification.into_owned()),
        }
    }
}

impl Body<'_> {
    /// The same body, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{MediaType, Options, body::{self, Body}};
    /// let owned: Body<'static> = body::decode(&MediaType::MO, b"[]", &Options::default())?.value.into_owned();
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn into_owned(self) -> Body<'static> {
        let data = self.data.into_iter().map(ManagementData::into_owned).collect();
        Body { content: self.content.into_owned(), data }
    }
}

/// Reads a body by its media type.
///
/// A `multipart/mixed` body is a Package#1 or Package#3 in its first part and management data in the others. In a part the
/// offset of an error or warning is still one into the whole body, and the path begins with the part.
///
/// # Errors
///
/// What the decoder of the format says, and: a media type that is none of the protocol's, a charset other than UTF-8, a part
/// that is encoded (all 415), a boundary that is missing or none, a first part that is no Package#1 or Package#3, another part
/// that is no management data, a part without a media type.
///
/// # Examples
///
/// ```
/// use omadm::{MediaType, Options, StatusCode, body};
///
/// let error = body::decode(&MediaType::parse("text/html").unwrap(), b"", &Options::default()).unwrap_err();
/// assert_eq!(error.http_status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
///
/// let multipart = MediaType::parse("multipart/mixed; boundary=b").unwrap();
/// let body = b"--b\r\nContent-Type: application/dm20status\r\n\r\n200\r\n\r\n--b\r\n\
///     Content-Type: application/vnd.oma.dm.mo+json\r\n\r\n[7]\r\n--b--\r\n";
/// let error = body::decode(&multipart, body, &Options::default()).unwrap_err();
/// assert_eq!(error.to_string(), "expected an object, found a number at byte 106 (part 2: [0])");
/// ```
pub fn decode<'a>(
    media_type: &MediaType<'_>,
    bytes: &'a [u8],
    options: &Options,
) -> Result<Decoded<Body<'a>>, DecodeError> {
    decode::decode(media_type, bytes, options)
}

//! The HTTP headers of the protocol (sections 1 and 2, [CR-CMD], \[DM20\]): what each package is sent with, and a check of what
//! was received.
//!
//! [`RequestHeaders`] go with Package#1 and Package#3, [`ResponseHeaders`] with Package#2. `pairs` gives names and values
//! that any HTTP library takes, `decode…` takes names and values as any library gives them. An error says which header is
//! wrong by its [`path`](crate::DecodeError::path), and what to answer by its
//! [`http_status`](crate::DecodeError::http_status).
//!
//! # Examples
//!
//! ```
//! use omadm::{DeviceId, Dialect, Options, RequestHeaders, StatusCode};
//!
//! let sent = RequestHeaders::package1(Dialect::Published, DeviceId::parse("IMEI:493005100592800")?);
//! let lines: Vec<String> = sent.pairs().map(|(name, value)| format!("{name}: {value}")).collect();
//! assert_eq!(lines, [
//!     "Content-Type: application/vnd.oma.dm.initiation+json",
//!     "Accept: application/vnd.oma.dm.request+json",
//!     "OMADM-DevID: IMEI:493005100592800",
//! ]);
//!
//! let received = [
//!     ("content-type", "application/vnd.oma.dm.initiation+json"),
//!     ("accept", "application/dm20, application/tnds20"),
//!     ("x-omadmdevid", "IMEI:493005100592800"),
//! ];
//! let request = RequestHeaders::decode_package1(received, &Options::default()).unwrap().value;
//! assert_eq!(request.dialect, Dialect::Draft);
//! let error = RequestHeaders::decode_package1(received[..2].to_vec(), &Options::default()).unwrap_err();
//! assert_eq!(error.http_status(), StatusCode::BAD_REQUEST);
//! # Ok::<(), omadm::error::ParseError>(())
//! ```

mod dialect;
mod received;
mod request;
mod response;

pub use dialect::{Dialect, PackageKind};
pub use received::{content_type, device_id};
pub use request::RequestHeaders;
pub use response::ResponseHeaders;

pub(crate) use received::{Received, content_type_of, not_identity};

/// What a body is written in (RFC 9110, section 8.3).
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::headers::CONTENT_TYPE, "Content-Type");
/// ```
pub const CONTENT_TYPE: &str = "Content-Type";

/// What a body was packed with, which has to be nothing (RFC 9110, section 8.4).
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::headers::CONTENT_ENCODING, "Content-Encoding");
/// ```
pub const CONTENT_ENCODING: &str = "Content-Encoding";

/// What a client reads (RFC 9110, section 12.5.1).
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::headers::ACCEPT, "Accept");
/// ```
pub const ACCEPT: &str = "Accept";

/// What a server reads, in the grammar of Accept \[DM20\].
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::headers::OMADM_ACCEPT, "OMADM-Accept");
/// ```
pub const OMADM_ACCEPT: &str = "OMADM-Accept";

/// Who the device is, in the published dialect \[DM20\].
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::headers::OMADM_DEV_ID, "OMADM-DevID");
/// ```
pub const OMADM_DEV_ID: &str = "OMADM-DevID";

/// Who the device is, in the draft dialect [CR-CMD].
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::headers::X_OMADM_DEV_ID, "X-OMADMDevID");
/// ```
pub const X_OMADM_DEV_ID: &str = "X-OMADMDevID";

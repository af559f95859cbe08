//! Package#0, the notification: binary (section 10 of the protocol, \[DM20\]).
//!
//! [`decode`] reads a [`Notification`] from bytes, [`encode`] and [`to_vec`] write one. With the feature `digest`,
//! `verify` reads one and makes sure who sent it, and `encode_signed` writes one that verifies.
//!
//! *Decision* D31: its media type is `application/vnd.oma.dm.notification`.
//!
//! # Layout
//!
//! All numbers have their high byte first. Two bytes are the header: the version (4 bits), the number of options (5),
//! and 7 reserved bits that are zero. The options follow in rising order of their numbers. In front of the value of
//! each stand two bytes: how far its number is above that of the option before it (4 bits, 1 to 15), and how many
//! bytes the value has (12 bits).
//!
//! What stands in front of a value is **inferred**: the figure in the published protocol that shows it could not be
//! consulted. Stated are the four bits; the twelve are those of the preceding protocol version's notification. One
//! private function knows it, and everything else asks that function.
//!
//! ```text
//! 10 80        version 1, 1 option
//! 30 02        option 0 + 3, NOTIFICATION-ID, 2 bytes
//! 12 34        4660
//! ```
//!
//! # What comes back
//!
//! What was decoded and is encoded and decoded again is the same notification. The bytes are the same too, but for a
//! TIMESTAMP that was not written in 4 bytes, or past 2106 in 8. There is nothing to be tolerant about: strict
//! decoding is the same, and there are no warnings.

mod decode;
#[cfg(feature = "digest")]
mod digest;
mod encode;
mod layout;

#[cfg(feature = "digest")]
pub use digest::{Secret, encode_signed, verify};

use crate::{
    error::{DecodeError, Decoded, EncodeError, Warnings},
    limits::Options,
    package::{Notification, option},
};
use alloc::{format, string::String, vec::Vec};

/// Reads a notification.
///
/// The value borrows from `bytes`; `into_owned` lets go of it. Anybody can have sent it: what it says counts only when
/// `verify`, with the feature `digest`, has agreed.
///
/// # Errors
///
/// With the byte offset and the path, of which these are examples: bytes missing (`10`, `10 80 30 02 12`) or left
/// over (`10 00 00`), a reserved bit set (`10 01`), an option whose delta is 0 (`10 80 00 00`), a value of another
/// length than its option has (`10 80 30 01 12`), a SERVER-ID that is not UTF-8 (`10 80 10 01 ff`). And what passes
/// [`Limits::body_bytes`](crate::Limits::body_bytes), or as a SERVER-ID
/// [`Limits::string_bytes`](crate::Limits::string_bytes).
///
/// # Examples
///
/// ```
/// use omadm::{Options, binary};
///
/// let bytes = [0x10, 0x80, 0x30, 0x02, 0x12, 0x34];
/// let decoded = binary::decode(&bytes, &Options::default())?;
/// assert_eq!(decoded.value.notification_id, Some(4660));
///
/// let error = binary::decode(&bytes[..5], &Options::default()).unwrap_err();
/// assert_eq!(error.to_string(), "1 byte is missing at byte 5 (option 3 (NOTIFICATION-ID))");
/// # Ok::<(), omadm::DecodeError>(())
/// ```
pub fn decode<'a>(bytes: &'a [u8], options: &Options) -> Result<Decoded<Notification<'a>>, DecodeError> {
    Ok(Decoded::new(decode::read(bytes, options)?.notification, Warnings::default()))
}

/// Writes a notification at the end of `out`, which grows at most once. On an error nothing is written.
///
/// # Errors
///
/// What a notification cannot hold: a value of more than 4095 bytes, more than 31 options, an unknown option that is
/// more than 15 above the option before it. And what passes [`Limits::body_bytes`](crate::Limits::body_bytes), or as
/// a SERVER-ID [`Limits::string_bytes`](crate::Limits::string_bytes).
///
/// # Examples
///
/// ```
/// use omadm::{Notification, Options, UnknownOptions, binary};
///
/// let mut out = Vec::new();
/// binary::encode(&Notification::new().with_req_mos(true), &mut out, &Options::default())?;
/// assert_eq!(out, [0x10, 0x80, 0x60, 0x00]);
///
/// let mut unknown = UnknownOptions::new();
/// unknown.insert(100, b"x").unwrap();
/// let error = binary::to_vec(&Notification::new().with_unknown(unknown)).unwrap_err();
/// assert_eq!(error.to_string(), "the number is more than 15 above the one before it (option 100)");
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn encode(
    notification: &Notification<'_>,
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<(), EncodeError> {
    encode::write(notification, notification.digest.as_ref(), out, options).map(|_| ())
}

/// Writes a notification, within the default limits.
///
/// # Errors
///
/// As [`encode`].
///
/// # Examples
///
/// ```
/// use omadm::{Notification, binary};
///
/// let bytes = binary::to_vec(&Notification::new().with_notification_id(4660))?;
/// assert_eq!(bytes, [0x10, 0x80, 0x30, 0x02, 0x12, 0x34]);
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn to_vec(notification: &Notification<'_>) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    encode(notification, &mut out, &Options::default())?;
    Ok(out)
}

/// What errors call an option.
#[cold]
fn path(number: u16) -> String {
    match option::name(number) {
        Some(name) => format!("option {number} ({name})"),
        None => format!("option {number}"),
    }
}

//! Signing and verifying: what SHA256-DIGEST is made of.

use super::{decode, encode};
use crate::{
    error::{Decoded, EncodeError, EncodeErrorKind, VerifyError, Warnings},
    limits::Options,
    package::{Notification, Sha256Digest},
};
use alloc::{borrow::Cow, vec::Vec};
use core::fmt;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What stands in place of the digest while it is computed.
const ZEROED: Sha256Digest = Sha256Digest::new([0; 32]);

/// The secret that a server and a client share: the server secret of the DM account \[DM20\]. Needs the feature `digest`.
///
/// Its `Debug` does not show it, and it cannot be compared. It is not wiped from memory when it is dropped: borrow it
/// from where it is kept safe.
///
/// # Examples
///
/// ```
/// use omadm::binary::Secret;
///
/// assert_eq!(format!("{:?}", Secret::new(b"secret")), "Secret(..)");
/// ```
#[derive(Clone)]
pub struct Secret<'a>(Cow<'a, [u8]>);

impl<'a> Secret<'a> {
    /// A secret of these bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::binary::Secret;
    /// let secret = Secret::new(b"secret");
    /// let owned = Secret::new(vec![1, 2, 3]);
    /// ```
    pub fn new(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Secret(bytes.into())
    }

    /// The same secret, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::binary::Secret;
    /// let owned: Secret<'static> = Secret::new(b"secret").into_owned();
    /// ```
    pub fn into_owned(self) -> Secret<'static> {
        Secret(Cow::Owned(self.0.into_owned()))
    }
}

impl fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Reads a notification and makes sure that whoever made it knows the secret. Needs the feature `digest`.
///
/// The digest is SHA-256 (RFC 6234) over the secret, the notification as received with the bytes of the digest
/// zeroed, and `auth_data`, which is the authentication data of the DM account \[DM20\]. It is compared in constant
/// time. The bytes are taken as they are and not written again, so that a notification verifies however its sender
/// chose to write it.
///
/// A client that has several servers does not know whose secret to take before it has read the SERVER-ID:
/// [`decode`](super::decode) tells it, and nothing else that it says counts before this function has agreed.
///
/// # Errors
///
/// What [`decode`](super::decode) refuses, a notification without SHA256-DIGEST, and one whose digest is not what the
/// secret and the authentication data make of it. The client ignores them all.
///
/// # Examples
///
/// ```
/// use omadm::{Notification, Options, binary::{self, Secret}, error::VerifyError};
///
/// let (secret, options) = (Secret::new(b"secret"), Options::default());
/// let notification = Notification::new().with_server_id("example").with_notification_id(4660);
/// let mut bytes = Vec::new();
/// binary::encode_signed(&notification, &secret, b"auth", &mut bytes, &options)?;
///
/// let verified = binary::verify(&bytes, &secret, b"auth", &options).unwrap();
/// assert_eq!(verified.value.notification_id, Some(4660));
///
/// *bytes.last_mut().unwrap() ^= 1;
/// assert_eq!(binary::verify(&bytes, &secret, b"auth", &options), Err(VerifyError::Mismatch));
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn verify<'a>(
    bytes: &'a [u8],
    secret: &Secret<'_>,
    auth_data: &[u8],
    options: &Options,
) -> Result<Decoded<Notification<'a>>, VerifyError> {
    let read = decode::read(bytes, options)?;
    let (Some(received), Some(at)) = (read.notification.digest, read.digest_at) else {
        return Err(VerifyError::NoDigest);
    };
    let computed = compute(bytes, at, secret, auth_data).ok_or(VerifyError::Mismatch)?;
    if bool::from(computed.as_slice().ct_eq(received.as_bytes().as_slice())) {
        Ok(Decoded::new(read.notification, Warnings::default()))
    } else {
        Err(VerifyError::Mismatch)
    }
}

/// Writes a notification at the end of `out` with the digest that [`verify`] asks for, whatever digest it had. On an
/// error nothing is written. Needs the feature `digest`.
///
/// # Errors
///
/// As [`encode`](super::encode).
///
/// # Examples
///
/// ```
/// use omadm::{Notification, Options, binary::{self, Secret}};
///
/// let mut out = Vec::new();
/// binary::encode_signed(&Notification::new(), &Secret::new(b"secret"), b"", &mut out, &Options::default())?;
/// // The header, the head of option 4, and 32 bytes.
/// assert_eq!(out[..4], [0x10, 0x80, 0x40, 0x20]);
/// assert_eq!(out.len(), 36);
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn encode_signed(
    notification: &Notification<'_>,
    secret: &Secret<'_>,
    auth_data: &[u8],
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<(), EncodeError> {
    let start = out.len();
    let at = encode::write(notification, Some(&ZEROED), out, options)?;
    match at.and_then(|at| sign(out, start, at, secret, auth_data)) {
        Some(()) => Ok(()),
        None => {
            debug_assert!(false, "what was written has a digest");
            out.truncate(start);
            Err(EncodeError::new(EncodeErrorKind::Internal, ""))
        }
    }
}

/// Puts the digest of what stands in `out` from `start` in its place at `at`.
fn sign(out: &mut [u8], start: usize, at: usize, secret: &Secret<'_>, auth_data: &[u8]) -> Option<()> {
    let digest = compute(out.get(start..)?, at.checked_sub(start)?, secret, auth_data)?;
    out.get_mut(at..)?.first_chunk_mut().map(|place| *place = digest)
}

/// The digest of a notification whose digest stands at `at`, whatever stands there. `None` if it cannot stand there.
fn compute(bytes: &[u8], at: usize, secret: &Secret<'_>, auth_data: &[u8]) -> Option<[u8; 32]> {
    let (before, rest) = bytes.split_at_checked(at)?;
    let (_, behind) = rest.split_at_checked(ZEROED.as_bytes().len())?;
    let mut hash = Sha256::new();
    for part in [&secret.0, before, ZEROED.as_bytes(), behind, auth_data] {
        hash.update(part);
    }
    Some(hash.finalize().into())
}

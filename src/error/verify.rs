//! The error of verifying a notification.

use super::DecodeError;
use core::fmt;

/// Why a notification is not to be acted upon: the client ignores it \[DM20\]. Needs the feature `digest`.
///
/// # Examples
///
/// ```
/// use omadm::{Options, binary::{self, Secret}, error::VerifyError};
///
/// let error = binary::verify(&[0x10, 0x00], &Secret::new(b"secret"), b"", &Options::default()).unwrap_err();
/// assert_eq!(error, VerifyError::NoDigest);
/// assert_eq!(error.to_string(), "the notification carries no SHA256-DIGEST");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum VerifyError {
    /// It cannot be decoded.
    Decode(DecodeError),
    /// It carries no SHA256-DIGEST, so that nothing says who sent it.
    NoDigest,
    /// Its SHA256-DIGEST is another than the secret makes of it.
    Mismatch,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VerifyError::Decode(error) => error.fmt(f),
            VerifyError::NoDigest => f.write_str("the notification carries no SHA256-DIGEST"),
            VerifyError::Mismatch => f.write_str("the SHA256-DIGEST does not verify"),
        }
    }
}

impl core::error::Error for VerifyError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            VerifyError::Decode(error) => error.source(),
            VerifyError::NoDigest | VerifyError::Mismatch => None,
        }
    }
}

impl From<DecodeError> for VerifyError {
    fn from(error: DecodeError) -> Self {
        VerifyError::Decode(error)
    }
}

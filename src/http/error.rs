//! What the crate `http` refuses.

use core::fmt;

/// A session's message that cannot be said in the types of the crate `http`.
///
/// # Examples
///
/// ```
/// use omadm::{ServerUri, http::HttpError};
///
/// // RFC 3986 allows percent-encoding in a host, `http::Uri` does not.
/// let error = ::http::Uri::try_from(&ServerUri::parse("https://d%6D.example/")?).unwrap_err();
/// assert!(matches!(error, HttpError::Target(_)));
/// assert_eq!(error.to_string(), "the target is no http::Uri: invalid authority");
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum HttpError {
    /// A target that `http::Uri` refuses: percent-encoding in the host, more than eight colons in it, or more than 65,534 bytes.
    Target(::http::uri::InvalidUri),
    /// A header whose value `http` refuses, with its name.
    Value(&'static str, ::http::header::InvalidHeaderValue),
    /// A header of this name that `http` refuses.
    Name(&'static str, ::http::header::InvalidHeaderName),
    /// More headers than an `http::HeaderMap` holds.
    TooMany(::http::header::MaxSizeReached),
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HttpError::Target(error) => {
                f.write_str("the target is no http::Uri: ")?;
                // `http` begins a sentence with it.
                fmt::Display::fmt(error, f)
            }
            HttpError::Value(name, error) => write!(f, "the header {name}: {error}"),
            HttpError::Name(name, error) => write!(f, "the header {name}: {error}"),
            HttpError::TooMany(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for HttpError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(match self {
            HttpError::Target(error) => error,
            HttpError::Value(_, error) => error,
            HttpError::Name(_, error) => error,
            HttpError::TooMany(error) => error,
        })
    }
}

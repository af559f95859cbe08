//! Status codes: three digits with the meaning HTTP gives them (section 9 of the protocol).

use core::{fmt, num::NonZeroU16, str::FromStr};

/// The outcome of a command, and of an HTTP exchange: 100 to 599 \[DM20\].
///
/// The codes the protocol names are constants; any other in range is carried through.
///
/// # Examples
///
/// ```
/// use omadm::StatusCode;
///
/// assert_eq!(StatusCode::OK.to_string(), "200");
/// assert_eq!(StatusCode::new(405), Some(StatusCode::COMMAND_NOT_ALLOWED));
/// assert_eq!(StatusCode::new(299).unwrap().reason(), None);
/// assert!("99".parse::<StatusCode>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusCode(NonZeroU16);

impl StatusCode {
    /// The status code of this number, or `None` below 100 and above 599.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::StatusCode;
    ///
    /// assert_eq!(StatusCode::new(200), Some(StatusCode::OK));
    /// assert_eq!(StatusCode::new(600), None);
    /// ```
    pub const fn new(code: u16) -> Option<Self> {
        match NonZeroU16::new(code) {
            Some(code) if code.get() >= 100 && code.get() <= 599 => Some(StatusCode(code)),
            _ => None,
        }
    }

    /// The code as a number, 100 to 599.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::StatusCode::NOT_FOUND.as_u16(), 404);
    /// ```
    pub const fn as_u16(self) -> u16 {
        self.0.get()
    }

    /// Whether the code says that it went well: 200 to 299.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::StatusCode::ACCEPTED.is_success());
    /// assert!(!omadm::StatusCode::NOT_MODIFIED.is_success());
    /// ```
    pub const fn is_success(self) -> bool {
        matches!(self.as_u16(), 200..=299)
    }
}

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $reason:literal;)*) => {
        impl StatusCode {
            $(
                $(#[$doc])*
                pub const $name: StatusCode = match StatusCode::new($code) {
                    Some(code) => code,
                    // Evaluated when the crate is compiled, never when it runs.
                    #[allow(clippy::panic)]
                    None => panic!("a named status code is in range"),
                };
            )*

            /// What the code means, for the codes the protocol names.
            ///
            /// # Examples
            ///
            /// ```
            /// assert_eq!(omadm::StatusCode::COMMAND_NOT_ALLOWED.reason(), Some("Command Not Allowed"));
            /// ```
            pub const fn reason(self) -> Option<&'static str> {
                match self.as_u16() {
                    $($code => Some($reason),)*
                    _ => None,
                }
            }
        }
    };
}

named! {
    /// 200: the command was carried out.
    OK = 200, "OK";
    /// 202: EXEC was begun; its outcome comes later as a Generic Alert.
    ACCEPTED = 202, "Accepted";
    /// 204: carried out, and there is nothing to send.
    NO_CONTENT = 204, "No Content";
    /// 304: what a `cv` asked about has not changed.
    NOT_MODIFIED = 304, "Not Modified";
    /// 400: the command, or the body, is malformed.
    BAD_REQUEST = 400, "Bad Request";
    /// 401: not authenticated.
    UNAUTHORIZED = 401, "Unauthorized";
    /// 403: the server has no right to do this.
    FORBIDDEN = 403, "Forbidden";
    /// 404: the address names no node, or not exactly one.
    NOT_FOUND = 404, "Not Found";
    /// 405: a permanent node.
    COMMAND_NOT_ALLOWED = 405, "Command Not Allowed";
    /// 406: no format that both sides have in common.
    NOT_ACCEPTABLE = 406, "Not Acceptable";
    /// 408: an exchange with a Data Repository took too long.
    REQUEST_TIMEOUT = 408, "Request Timeout";
    /// 409: a package that the session does not expect.
    CONFLICT = 409, "Conflict";
    /// 413: larger than the receiver is willing to read.
    CONTENT_TOO_LARGE = 413, "Content Too Large";
    /// 415: a format the receiver does not read.
    UNSUPPORTED_MEDIA_TYPE = 415, "Unsupported Media Type";
    /// 500: it did not work, and nothing says it better.
    INTERNAL_ERROR = 500, "Internal Server Error";
    /// 501: a command the client does not know.
    NOT_IMPLEMENTED = 501, "Not Implemented";
    /// 503: not now.
    SERVICE_UNAVAILABLE = 503, "Service Unavailable";
}

/// A number or text that is no status code.
///
/// # Examples
///
/// ```
/// let error = omadm::StatusCode::try_from(600).unwrap_err();
/// assert_eq!(error.to_string(), "a status code is a number from 100 to 599");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InvalidStatusCode(());

impl fmt::Display for InvalidStatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a status code is a number from 100 to 599")
    }
}

impl core::error::Error for InvalidStatusCode {}

impl TryFrom<u16> for StatusCode {
    type Error = InvalidStatusCode;

    fn try_from(code: u16) -> Result<Self, Self::Error> {
        StatusCode::new(code).ok_or(InvalidStatusCode(()))
    }
}

impl From<StatusCode> for u16 {
    fn from(code: StatusCode) -> u16 {
        code.as_u16()
    }
}

impl FromStr for StatusCode {
    type Err = InvalidStatusCode;

    /// Reads three digits: `200`.
    ///
    /// # Errors
    ///
    /// Anything else: `20`, `0200`, `+20`, `600`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // A u16 is read with a sign and leading zeros; a status code has neither.
        let code = match text.as_bytes() {
            [b'1'..=b'5', _, _] => text.parse().ok().and_then(StatusCode::new),
            _ => None,
        };
        code.ok_or(InvalidStatusCode(()))
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_u16().fmt(f)
    }
}

impl fmt::Debug for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_u16().fmt(f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for StatusCode {
    /// Writes the number.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.as_u16())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for StatusCode {
    /// Reads the number.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u16::deserialize(deserializer)?.try_into().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn every_code_in_range_and_no_other() {
        for code in 0..=u16::MAX {
            let status = StatusCode::new(code);
            assert_eq!(status.is_some(), (100..600).contains(&code), "{code}");
            assert_eq!(status, code.to_string().parse().ok(), "{code}");
            assert_eq!(status.map(StatusCode::as_u16), status.map(|_| code));
        }
        for text in ["", "2", "20", "2000", "0200", "+20", "-20", " 200", "200 ", "2 0", "20x"] {
            assert!(text.parse::<StatusCode>().is_err(), "{text:?}");
        }
    }
}

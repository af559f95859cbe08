//! What can be wrong with a notification, which is binary.

use core::fmt;

/// Why bytes are no notification (section 10 of the protocol).
///
/// # Examples
///
/// ```
/// use omadm::{Notification, Options, binary, error::{DecodeErrorKind, NotificationErrorKind}};
///
/// let error = binary::decode(&[0x10, 0x01], &Options::default()).unwrap_err();
/// assert_eq!(error.kind(), DecodeErrorKind::Notification(NotificationErrorKind::ReservedBits));
/// assert_eq!(error.to_string(), "a reserved bit is set at byte 1 (header)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum NotificationErrorKind {
    /// The input ends so many bytes too early. The offset is that of its end.
    MissingBytes(usize),
    /// A reserved bit of the header is set.
    ReservedBits,
    /// An option whose number is that of the option before it, or 0: its delta is 0.
    ZeroDelta,
    /// A value that is shorter or longer than its option allows, in bytes.
    ValueLength {
        /// The fewest bytes it may have.
        least: u16,
        /// The most bytes it may have.
        most: u16,
        /// The bytes it is said to have.
        found: u16,
    },
    /// A SERVER-ID that is not UTF-8.
    ServerIdUtf8,
}

impl fmt::Display for NotificationErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotificationErrorKind::MissingBytes(1) => f.write_str("1 byte is missing"),
            NotificationErrorKind::MissingBytes(count) => write!(f, "{count} bytes are missing"),
            NotificationErrorKind::ReservedBits => f.write_str("a reserved bit is set"),
            NotificationErrorKind::ZeroDelta => f.write_str("the delta of an option is 0"),
            NotificationErrorKind::ValueLength { least, most, found } => {
                f.write_str("expected a value of ")?;
                if least != most {
                    write!(f, "{least} to ")?;
                }
                write!(f, "{most} byte{}, found {found}", if *most == 1 { "" } else { "s" })
            }
            NotificationErrorKind::ServerIdUtf8 => f.write_str("a SERVER-ID is not UTF-8"),
        }
    }
}

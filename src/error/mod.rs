//! Errors and warnings: what was wrong, where, and what was expected.

mod decode;
mod encode;
mod expected;
mod notification;
mod parse;
mod place;
mod slot;
#[cfg(feature = "digest")]
mod verify;
mod warning;

pub use decode::{DecodeError, DecodeErrorKind};
pub use encode::{EncodeError, EncodeErrorKind};
pub use expected::{Expected, Found};
pub use notification::NotificationErrorKind;
pub use parse::{ParseError, ParseErrorKind};
pub use place::Path;
pub use slot::SlotErrorKind;
#[cfg(feature = "digest")]
pub use verify::VerifyError;
pub use warning::{Decoded, Warning, WarningKind, Warnings};

pub(crate) use place::{Fault, Spot};

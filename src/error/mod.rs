//! Errors and warnings: what was wrong, where, and what was expected.

mod decode;
mod encode;
mod kind;
mod notification;
mod parse;
#[cfg(feature = "digest")]
mod verify;

pub use decode::{DecodeError, Decoded, Path, Warning, Warnings};
pub use encode::{EncodeError, EncodeErrorKind};
pub use kind::{DecodeErrorKind, Expected, Found, ParseErrorKind, SlotErrorKind, WarningKind};
pub use notification::NotificationErrorKind;
pub use parse::ParseError;
#[cfg(feature = "digest")]
pub use verify::VerifyError;

pub(crate) use decode::{Fault, Spot};

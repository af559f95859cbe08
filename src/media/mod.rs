//! What a body is written in, and what its sender would read: media types, Accept lists, and the headers they travel in.

mod accept;
mod findings;
mod grammar;
pub mod headers;
mod list;
mod media_type;
#[cfg(feature = "mime")]
mod mime;
mod range;

pub use accept::Accept;
pub use headers::{Dialect, PackageKind, RequestHeaders, ResponseHeaders};
pub use media_type::MediaType;
pub use range::MediaRange;

pub(crate) use media_type::known;

//! Values that stand in more than one package.

mod alert_type;
mod device_id;
mod encoded;
mod extensions;
mod json;
mod macros;
mod mark;
mod moid;
mod one_or_more;
#[cfg(feature = "serde")]
mod serde;

pub use alert_type::AlertType;
pub use device_id::DeviceId;
pub use encoded::Encoded;
pub use extensions::Extensions;
pub use json::{Json, JsonObject};
pub use mark::Mark;
pub use moid::Moid;
pub(crate) use one_or_more::FEW;
pub use one_or_more::OneOrMore;

pub(crate) use encoded::{check_escapes, push_encoded};
pub(crate) use macros::{compared_by_text, parse_traits, text_traits, text_type, used_as_text};
pub(crate) use moid::{begins_as_server_uri, not_a_moid};

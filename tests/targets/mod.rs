//! What the fuzz targets do: one function for each, from bytes to a law. The fuzzer calls them with what it finds, and
//! `tests/replay.rs` with what is kept of that.

#[path = "../support/counting.rs"]
#[allow(dead_code)]
mod counting;
#[path = "../laws/mod.rs"]
mod laws;
#[path = "../laws/session/mod.rs"]
mod session_laws;
#[path = "../laws/wire.rs"]
mod wire;
#[path = "../naive"]
#[allow(dead_code)]
mod naive {
    pub mod client_uri;
    pub mod media;
    pub mod multipart;
    pub mod notification;
    pub mod resolver;
    pub mod server_uri;
}
mod address;
mod draft;
mod headers;
mod heap;
mod json;
mod parts;
mod queries;
mod room;
mod session;
mod texts;

use laws::{Law, same};

/// From bytes to a law.
pub type Target = fn(&[u8]) -> Law;

/// The targets by name. A folder of `fuzz/corpus` and a file of `fuzz/fuzz_targets` belong to each.
pub const TARGETS: &[(&str, Target)] = &[
    ("accept", texts::accept),
    ("client_session", session::client),
    ("client_uri", texts::client_uri),
    ("client_uri_builder", texts::client_uri_builder),
    ("door", parts::door),
    ("draft_json", draft::both_dialects),
    ("encoders", json::encoders),
    ("headers", headers::all),
    ("heap", heap::all),
    ("http_messages", session::http_messages),
    ("json_reader", json::reader),
    ("management_data", json::management_data),
    ("media_type", texts::media_type),
    ("multipart", parts::multipart),
    ("neighbours", json::neighbours),
    ("notification", parts::notification),
    ("package1", json::package1),
    ("package2", json::package2),
    ("package2_draft", draft::package2),
    ("package3", json::package3),
    ("package3_draft", draft::package3),
    ("pairing", parts::pairing),
    ("resolve", address::resolve),
    ("server_session", session::server),
    ("server_uri", texts::server_uri),
    ("session_pair", session::pair),
    ("typed_bodies", parts::typed_bodies),
    ("values", texts::values),
];

/// Runs a target; what breaks a law is a panic.
pub fn run(name: &str, data: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a target of this name");
    if let Err(broken) = target(data) {
        panic!("{name}: {broken}");
    }
}

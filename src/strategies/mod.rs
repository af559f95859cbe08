//! Values and bodies for tests: valid, nearly valid and hostile (features `arbitrary` and `proptest`).
//!
//! Every type of the model implements [`arbitrary::Arbitrary`] in its owned form: packages, commands and slots, unreadable
//! ones too, statuses, alerts, management data and what it is made of, notifications, ClientURIs, ServerURIs and addresses,
//! media types, Accept and headers, raw JSON. What is a view of one of these, such as [`Node`](crate::Node) or
//! [`Field`](crate::Field), comes with what it is a view of, and a [`Part`](crate::multipart::Part) with a body of parts.
//!
//! [`body`] makes the bytes of a valid body, spelled in one of the many ways JSON allows, [`nearly_valid`] breaks one in a
//! place or two, and [`hostile`] makes what an attacker would send. They take an
//! [`Unstructured`](arbitrary::Unstructured), as a fuzz target has it. [`typed_body`], [`nearly_valid_typed_body`] and
//! [`hostile_typed_body`] do so for [`body::decode`](crate::body::decode): bodies of every kind, in both dialects and in
//! parts, with their media types.
//!
//! With the feature `proptest`, [`any`], [`bodies`], [`typed_bodies`] and so on are the same as strategies: what is generated
//! and shrunk are the bytes that these are made from.
//!
//! # Examples
//!
//! `examples/fuzz_handler.rs` puts a whole device to the test: `cargo run --example fuzz_handler`. Here a user's own handler
//! is held to never losing count:
//!
//! ```
//! # #[cfg(feature = "proptest")] {
//! use omadm::{Options, Package2, Package3, Slot, Status, StatusCode, json, strategies};
//! use proptest::prelude::*;
//!
//! fn handle(package: &Package2) -> Package3<'static> {
//!     Package3::new(package.commands.iter().map(|slot| match slot {
//!         Slot::Command(_) => Status::new(StatusCode::OK),
//!         Slot::Unreadable(slot) => Status::new(slot.status()),
//!     }))
//! }
//!
//! proptest!(|(body in strategies::nearly_valid_bodies::<Package2>())| {
//!     if let Ok(decoded) = json::decode::<Package2>(&body, &Options::default()) {
//!         prop_assert_eq!(handle(&decoded.value).statuses.len(), decoded.value.commands.len());
//!     }
//! });
//! # }
//! ```

mod bodies;
mod media;
mod model;
mod notification;
mod text;
mod typed;
#[cfg(feature = "proptest")]
mod wrap;

pub use bodies::{body, hostile, nearly_valid};
pub use typed::{hostile_typed_body, nearly_valid_typed_body, typed_body};
#[cfg(feature = "proptest")]
pub use wrap::{
    any, bodies, hostile_bodies, hostile_typed_bodies, nearly_valid_bodies, nearly_valid_typed_bodies,
    typed_bodies,
};

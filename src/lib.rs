//! The protocol half of an OMA Device Management 2.0 client and server.
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )
)]
#![deny(missing_docs)]
#![warn(unreachable_pub)]

extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

pub mod address;
mod ascii;
pub mod binary;
pub mod body;
pub mod draft;
pub mod error;
#[cfg(feature = "http")]
pub mod http;
pub mod json;
mod limits;
mod media;
pub mod multipart;
mod package;
mod reader;
pub mod session;
mod status;
#[cfg(feature = "arbitrary")]
pub mod strategies;
mod text;
mod uri;
mod value;

pub use error::{DecodeError, Decoded, EncodeError, ParseError, Warning, Warnings};
pub use limits::{Limit, Limits, MAX_DEPTH, MAX_PARAMETERS, MAX_URI_BYTES, Options};
pub use media::{
    Accept, Dialect, MediaRange, MediaType, PackageKind, RequestHeaders, ResponseHeaders, headers,
};
pub use package::{
    Alert, Command, ConnectionType, Freshness, InvalidOptionNumber, Leaf, ManagementData, Mo, MoData, Node,
    Notification, NotificationVersion, Package1, Package2, Package3, RecentIds, Record, Sha256Digest,
    Siblings, Slot, Status, Tolerance, UnknownOptions, Unreadable,
};
pub use status::{InvalidStatusCode, StatusCode};
pub use text::Text;
pub use uri::{
    Address, ClientUri, ClientUriBuilder, Field, Fields, InitiatedBy, NodeName, Nodes, Nv, ServerUri, XName,
};
pub use value::{AlertType, DeviceId, Encoded, Extensions, Json, JsonObject, Mark, Moid, OneOrMore};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

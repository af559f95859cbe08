//! The protocol half of an OMA Device Management 2.0 client and server.
//!
//! A device management server tells a device what to do; the device does it and says how it went. This crate holds what both
//! of them say: packages, commands, statuses, alerts and addresses, in both wire dialects, and the rules of a session. You bring
//! the sockets.
//!
//! **It is** types, parsers, serializers, addressing, and a state machine for each side. It runs without `std`, has no
//! `unsafe`, and takes everything from a peer to be hostile.
//!
//! **It is not** an HTTP client or server, a TLS stack, a push service, a device tree on disk, or a scheduler. There is no
//! I/O, no clock, no randomness, no async and no logging in it.
//!
//! # Decode one package
//!
//! ```
//! use omadm::{Command, Options, Package2, Slot, json};
//!
//! let body = br#"{"CMD":[["GET","urn:oma:mo:oma-dm-devinfo:1.0//?Levels=1"],["FROB"],["END"]]}"#;
//! let decoded = json::decode::<Package2>(body, &Options::default())?;
//! for slot in &decoded.value.commands {
//!     match slot {
//!         Slot::Command(Command::Get(uris)) => assert_eq!(uris[0].levels(), Some(1)),
//!         Slot::Command(command) => assert_eq!(command.name(), "END"),
//!         // Its neighbours are read, and it keeps its place: statuses answer by position.
//!         Slot::Unreadable(slot) => assert_eq!(slot.status().as_u16(), 501),
//!     }
//! }
//! let warning = decoded.warnings.iter().next().unwrap();
//! assert_eq!(warning.to_string(), "unreadable command: unknown command at byte 60 (CMD[1][0])");
//! # Ok::<(), omadm::DecodeError>(())
//! ```
//!
//! Whoever has a media type and does not want to know which package it stands for calls [`body::decode`].
//!
//! # Drive a session
//!
//! The device's side, [`session::client::Session`], says what to do next, until it is closed:
//!
//! ```
//! use omadm::{Command, DeviceId, ServerUri, StatusCode, session::client::{Opening, Step}};
//!
//! # fn post(_: &omadm::session::Request) -> (StatusCode, &'static str, &'static [u8]) {
//! #     (StatusCode::OK, "application/vnd.oma.dm.request+json", br#"{"CMD":[["EXEC","urn:x//Reset"],["END"]]}"#)
//! # }
//! let server = ServerUri::parse("https://dm.example/dm")?;
//! let mut session = Opening::new(server, DeviceId::parse("IMEI:493005100592800")?).open()?;
//! loop {
//!     match session.poll() {
//!         Step::Post(request) => {
//!             let (status, content_type, body) = post(&request); // your HTTP client
//!             session.handle_response(status, [("Content-Type", content_type)], body)?;
//!         }
//!         Step::Execute(Command::Exec { .. }) => session.answer(StatusCode::OK)?, // your device
//!         Step::Execute(_) => session.answer(StatusCode::NOT_IMPLEMENTED)?,
//!         Step::Closed => break,
//!         _ => unreachable!(),
//!     }
//! }
//! assert_eq!(session.failure(), None);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The server's side, [`session::server`], takes each POST and says what to respond. It is kept between two requests:
//!
//! ```
//! use omadm::{Command, Options, session::{Response, SessionLimits, server::{self, Session}}};
//!
//! /// What `next` says is sent to the device whose session, if there is one, is `stored`.
//! fn serve(
//!     stored: &mut Option<Session>,
//!     headers: &[(&str, &[u8])],
//!     body: &[u8],
//!     next: impl FnOnce(&server::Event) -> Vec<Command<'static>>,
//! ) -> Response {
//!     let options = Options::default();
//!     let headers = headers.iter().copied();
//!     let accepted = server::accept(stored.take(), headers, body, &options, &SessionLimits::default());
//!     *stored = accepted.session;
//!     match (accepted.result, stored) {
//!         (Ok(event), Some(session)) => session.respond(next(&event), &options).unwrap(),
//!         (Err(refusal), _) => refusal.response(),
//!         (Ok(_), None) => unreachable!(),
//!     }
//! }
//! # let headers: [(&str, &[u8]); 3] = [("Content-Type", b"application/vnd.oma.dm.initiation+json"), ("Accept", b"*/*"), ("OMADM-DevID", b"IMEI:1")];
//! # let mut stored = None;
//! # assert_eq!(serve(&mut stored, &headers, b"{}", |_| vec![Command::End]).body, br#"{"CMD":[["END"]]}"#);
//! # assert!(stored.unwrap().is_over());
//! ```
//!
//! # Guides
//!
//! | | |
//! |---|---|
//! | `examples/minimal_client.rs`, `examples/minimal_server.rs` | both sides over HTTP, on ureq and axum, in 80 lines each at most |
//! | `examples/session` | a whole scenario, with a repository and a browser beside it |
//! | `examples/embedded` | a device without `std` |
//! | `examples/own_tree.rs` | a store of your own behind [`address::resolve`] |
//! | `examples/fuzz_handler.rs` | your own handler against hostile packages |
//! | `examples/inspect`, `examples/resolve.rs` | a body, and what a ClientURI addresses, shown to a person |
//!
//! # Terms
//!
//! | | |
//! |---|---|
//! | Package#0 | the notification by which a server asks for a session: [`Notification`] |
//! | Package#1 | how a client opens a session: alerts, its MOs, data: [`Package1`] |
//! | Package#2 | commands, the response to a POST: [`Package2`] |
//! | Package#3 | one status for each command, and the data asked for: [`Package3`] |
//! | slot | a command's place in Package#2, understood or not: [`Slot`] |
//! | MO, MOID | a management object, and the name of its kind |
//! | instance, MIID | one of several MOs of a kind, and its name |
//! | ClientURI | which nodes of a device are meant: [`ClientUri`]; one that is not `*`: [`Address`] |
//! | x-name | `(x)` in a ClientURI: the one node with the value that `nv` says |
//! | ServerURI | a place on the web: [`ServerUri`] |
//! | MOData | the data of one addressed node: [`MoData`] |
//! | alert | what a client has to say of its own accord: [`Alert`] |
//! | dialect | the draft's text or the published JSON: [`Dialect`] |
//!
//! `[DM20]` is OMA-TS-DM_Protocol-V2_0; `[CR-CMD]`, `[CR-FLOW]`, `[CR-BASIC]`, `[CR-CALL]` and `[CR-OVERVIEW]` are the change
//! requests to its drafts. "Section 4 of the protocol" is that of `docs/protocol.md`, which states every rule.
//!
//! # Map
//!
//! | | |
//! |---|---|
//! | [`body`] | one door: a media type and bytes become the right package, with its data |
//! | [`json`], [`draft`] | one dialect each, if you know which |
//! | [`multipart`], [`binary`] | parts; the notification, its digest |
//! | [`headers`] | what goes with each package |
//! | [`address`] | ClientURIs in a tree: resolve, collect, get, store, delete |
//! | [`session`] | the two state machines |
//! | `http` | the same in the messages of the crate `http` (feature) |
//! | `strategies` | values and bodies for your tests (feature) |
//! | [`error`] | kinds of errors and warnings |
//!
//! # Limits and memory
//!
//! [`Limits`] say how much of everything a body may hold, [`session::SessionLimits`] a session. The defaults are safe for a hostile
//! peer: whatever a body holds, decoding it keeps at most 16 times its length and one MiB of heap, and each limit is checked
//! before the memory it protects is taken. Encoders obey them too, so that what one side writes the other reads.
//!
//! What is decoded borrows from its input: a Package#2 without escapes costs one allocation, and one for each command with
//! several ClientURIs, which grows if there are more than four. `into_owned` lets go of the input.
//!
//! # Strictness
//!
//! Decoding is tolerant by default: what deployed implementations really send is read, and each tolerance leaves a [`Warning`]
//! with its place. [`Options::strict`] makes the first of them an error. Neither drops anything: unknown members, options,
//! status codes and media types are kept and written back.
//!
//! # Errors
//!
//! A [`DecodeError`] has a kind, a byte offset, a path (`CMD[2][1]`), and the HTTP and DM status to answer with. A [`ParseError`]
//! is that of one value. An [`EncodeError`] says what cannot be written. In a session the caller's mistakes
//! ([`session::client::Misuse`], [`session::server::Misuse`]) are other types than the peer's ([`session::client::Failure`],
//! [`session::server::Refusal`]), and change nothing.
//!
//! # Features
//!
//! | | | |
//! |---|---|---|
//! | `std` | default | without it `core` and `alloc` are enough |
//! | `serde` | default | Serialize and Deserialize, through the same decoder and encoder; JSON is the format they serve |
//! | `mime` | default | conversions to and from `mime::Mime` |
//! | `http` | | sessions in the messages of the crate `http` |
//! | `digest` | | makes and verifies the SHA256-DIGEST of a notification |
//! | `arbitrary`, `proptest` | | valid, nearly valid and hostile values and bodies for your own tests |
//!
//! Rust 1.85 is enough (for `proptest` with a version of it before 1.12). A new minor version may ask for a newer one.
//!
//! # Security
//!
//! What is the caller's, because this crate opens no socket:
//!
//! - **TLS and authentication.** A device id in a header proves nothing.
//! - **Redirects.** A session hands a 3xx to the caller and does not follow.
//! - **Where commands lead.** HGET, HPUT, HPOST, SUB, SHOW, CONT and EXEC name hosts of the server's choice.
//! - **gzip.** A Content-Encoding is refused with 415. Whoever unpacks it first has to limit what comes out.
//! - **Reading.** Stop at [`Limits::body_bytes`].
//! - **Time.** The protocol has no timeouts; replay is judged by [`Notification::freshness`] with the caller's clock.
//!
//! `SECURITY.md` says what is promised.
//!
//! # What is covered
//!
//! All of Package#0 to #3 and management data, both dialects, all commands, ClientURIs with `Levels`, `nv`, `cv`, `*` and
//! x-names, ServerURIs with `InitiatedBy`, multipart bodies, headers and negotiation, and sessions of both sides.
//! `docs/traceability.md` has every rule with the tests that show it. Not covered: the push service of notifications, bootstrap,
//! the definitions of management objects (DDF), and `application/tnds20`, which no source defines.
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
    Alert, ClockTolerance, Command, ConnectionType, Freshness, InvalidOptionNumber, Leaf, ManagementData, Mo,
    MoData, Node, Notification, NotificationVersion, Package1, Package2, Package3, RecentIds, Record,
    Sha256Digest, Siblings, Slot, Status, UnknownOptions, Unreadable,
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

//! Sessions: the rules of the protocol as two state machines, without a socket, a clock or a thread (section 2).
//!
//! [`client::Session`] and [`server::Session`] take what arrived and say what to send or do; the caller owns time and
//! sockets. What cannot be done yet is refused, so that the order of things cannot be broken.
//!
//! ```text
//!    server::Session                                     client::Session
//!                                                           Opening
//!       accept ◀───────────── POST: Package#1 ──────────── poll: Post
//!       respond ────────────── 200: Package#2 ───────────▶ handle_response
//!                                                          poll: Execute, answer, Execute, answer …
//!       accept ◀───────────── POST: Package#3 ──────────── poll: Post
//!       respond ────────────── 200: Package#2 with END ──▶ handle_response
//!                                                          poll: Execute, answer …
//!       over                                               poll: Closed
//! ```

pub mod client;
pub mod server;

use crate::{
    media::{RequestHeaders, ResponseHeaders},
    status::StatusCode,
    uri::ServerUri,
};
use alloc::vec::Vec;

macro_rules! session_limits {
    ($($(#[$doc:meta])* $field:ident, $with:ident = $default:expr, $variant:ident, $unit:literal;)*) => {
        /// How much of everything one session may hold, beside the [`Limits`](crate::Limits) of each body.
        ///
        /// # Examples
        ///
        /// ```
        /// use omadm::session::SessionLimits;
        ///
        /// assert_eq!(SessionLimits::default().with_turns(5).turns, 5);
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[non_exhaustive]
        pub struct SessionLimits {
            $($(#[$doc])* pub $field: usize,)*
        }

        impl Default for SessionLimits {
            fn default() -> Self {
                SessionLimits { $($field: $default,)* }
            }
        }

        impl SessionLimits {
            $(
                #[doc = concat!("These limits with `", stringify!($field), "` changed.")]
                ///
                /// # Examples
                ///
                /// ```
                #[doc = concat!("let limits = omadm::session::SessionLimits::default().", stringify!($with), "(7);")]
                #[doc = concat!("assert_eq!(limits.", stringify!($field), ", 7);")]
                /// ```
                pub const fn $with(mut self, $field: usize) -> Self {
                    self.$field = $field;
                    self
                }
            )*
        }

        #[cfg(feature = "serde")]
        impl SessionLimits {
            /// The limits with their names.
            fn entries(&self) -> impl Iterator<Item = (&'static str, usize)> {
                [$((stringify!($field), self.$field),)*].into_iter()
            }

            /// The limit of this name.
            fn entry(&mut self, name: &str) -> Option<&mut usize> {
                Some(match name {
                    $(stringify!($field) => &mut self.$field,)*
                    _ => return None,
                })
            }
        }

        /// One of the [`SessionLimits`], as an error names it.
        ///
        /// # Examples
        ///
        /// ```
        /// assert_eq!(omadm::session::SessionLimit::Turns.to_string(), "turns");
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum SessionLimit {
            $(
                #[doc = concat!("[`SessionLimits::", stringify!($field), "`].")]
                $variant,
            )*
        }

        impl core::fmt::Display for SessionLimit {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(match self { $(SessionLimit::$variant => $unit,)* })
            }
        }
    };
}

session_limits! {
    /// Exchanges of Package#2 and Package#3, the last one with END not counted; 1,000. Against a server that never says END
    /// and keeps a device busy, with empty packages for one.
    turns, with_turns = 1_000, Turns, "turns";
    /// Commands in all packages together, END not counted; 65,536. Against a server that makes a device work without end, and
    /// it bounds the status resource a server keeps.
    commands, with_commands = 65_536, Commands, "commands";
    /// Bytes received in all bodies together; 64 MiB. Against a peer that sends many bodies that are each allowed.
    bytes, with_bytes = 64 << 20, Bytes, "bytes";
    /// Alerts that have not arrived, waiting or on their way; 1,024. Against an event that somebody makes repeat on a device,
    /// while no session comes about.
    alerts, with_alerts = 1_024, Alerts, "alerts";
}

/// An HTTP POST to send.
///
/// # Examples
///
/// ```
/// use omadm::{DeviceId, ServerUri, session::client::{Opening, Step}};
///
/// let server = ServerUri::parse("https://dm.example/dm")?;
/// let mut session = Opening::new(server, DeviceId::parse("IMEI:1")?).open().unwrap();
/// let Step::Post(request) = session.poll() else { panic!() };
/// assert_eq!(request.target, "https://dm.example/dm");
/// assert_eq!(request.headers.pairs().next().unwrap().0, "Content-Type");
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Request {
    /// Where it goes.
    pub target: ServerUri<'static>,
    /// The headers the protocol asks for; `pairs` gives names and values.
    pub headers: RequestHeaders<'static>,
    /// The body.
    pub body: Vec<u8>,
}

/// An HTTP response to send.
///
/// # Examples
///
/// ```
/// use omadm::{StatusCode, session::Response};
///
/// let response = Response::refusing(StatusCode::CONFLICT);
/// assert!(response.headers.is_none() && response.body.is_empty());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers the protocol asks for, where there is a body.
    pub headers: Option<ResponseHeaders<'static>>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// A response without a body: something went wrong.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{StatusCode, session::Response};
    ///
    /// assert_eq!(Response::refusing(StatusCode::BAD_REQUEST).status.as_u16(), 400);
    /// ```
    pub const fn refusing(status: StatusCode) -> Self {
        Response { status, headers: None, body: Vec::new() }
    }
}

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
mod limits;
mod message;
pub mod server;

pub use limits::{SessionLimit, SessionLimits};
pub use message::{Request, Response};

//! What a session says to do, and what a response brought.

use crate::{error::Warnings, media::Accept, package::Command, session::Request, value::Extensions};

/// What to do next.
///
/// # Examples
///
/// See [`Session`](super::Session).
#[derive(Debug)]
#[non_exhaustive]
pub enum Step<'s> {
    /// Send this POST and give the response to [`Session::handle_response`](super::Session::handle_response). It is handed out once.
    Post(Request),
    /// Execute this command and say how it went by [`Session::answer`](super::Session::answer).
    Execute(&'s Command<'static>),
    /// A response is awaited.
    Await,
    /// The session is over.
    Closed,
}

/// What a response brought.
///
/// # Examples
///
/// See [`Session`](super::Session).
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Received {
    /// How many commands there are, unreadable ones included.
    pub commands: usize,
    /// Whether END is among them: then nothing is sent back.
    pub ends: bool,
    /// What the server reads, if it says: OMADM-Accept.
    pub accept: Option<Accept<'static>>,
    /// Members of the package that the protocol does not define.
    pub extensions: Extensions<'static>,
    /// What the decoders tolerated, in the headers and in the body.
    pub warnings: Warnings,
}

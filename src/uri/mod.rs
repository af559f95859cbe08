//! The two kinds of address: a ClientURI names nodes of a device, a ServerURI a place on the web.

mod client;
mod parts;
mod query;
mod server;

pub use client::{Address, ClientUri, ClientUriBuilder, Field, Fields, NodeName, Nodes, Nv, XName};
pub use server::{InitiatedBy, ServerUri};

pub(crate) use client::push_name;

use crate::{
    ascii::{STOP, below, class, is_pchar, is_usual, survey},
    error::{ParseError, ParseErrorKind},
    value::check_escapes,
};

/// Checks what is kept as text but should be a URI: one or more characters of RFC 3986, escapes complete.
///
/// *Decision*: the protocol does not say which URIs a DDF, SourceURI or TargetURI may be, so this is all that is asked.
pub(crate) fn check_uri(text: &str) -> Result<(), ParseError> {
    if accept_usual_uri(text) == Some(text.len()) {
        return Ok(());
    }
    if text.is_empty() {
        return Err(ParseError::new(ParseErrorKind::Empty, 0));
    }
    let foreign =
        |c: char| !u8::try_from(c).is_ok_and(|byte| class(byte) & STOP == 0 || b"#[]".contains(&byte));
    match text.char_indices().find(|(_, c)| foreign(*c)) {
        Some((at, c)) => Err(ParseError::new(ParseErrorKind::Character(c), at)),
        None => check_complete(text),
    }
}

/// How long the URI is that `text` begins with, if it is one of the usual ones, without query and escapes. It ends with the first
/// byte that is not usual: the caller has to see whether it may end there.
#[inline(never)]
pub(crate) fn accept_usual_uri(text: &str) -> Option<usize> {
    let len = survey(text.as_bytes(), is_usual).first_other();
    if (1..64).contains(&len) { Some(len) } else { None }
}

/// Checks what is kept as text but should be the name of an instance, as a ClientURI writes it.
///
/// *Decision*: a MIID is written percent-encoded, as in a ClientURI, so that one can be pasted into the other.
pub(crate) fn check_miid(text: &str) -> Result<(), ParseError> {
    if accept_usual_miid(text) == Some(text.len()) {
        return Ok(());
    }
    if text.is_empty() {
        return Err(ParseError::new(ParseErrorKind::Empty, 0));
    }
    let foreign = |c: char| !u8::try_from(c).is_ok_and(|byte| is_pchar(byte) || byte == b'%');
    if let Some((at, c)) = text.char_indices().find(|(_, c)| foreign(*c)) {
        return Err(ParseError::new(ParseErrorKind::Character(c), at));
    }
    match NodeName::new(text) {
        NodeName::Name(_) => check_escapes(text),
        _ => Err(ParseError::new(ParseErrorKind::NotAName, 0)),
    }
}

/// How long the name is that `text` begins with, if it is one of the usual ones, without escapes and marks; as
/// [`accept_usual_uri`].
#[inline(never)]
pub(crate) fn accept_usual_miid(text: &str) -> Option<usize> {
    let survey = survey(text.as_bytes(), is_usual);
    let len = survey.first_other();
    if (1..64).contains(&len) && survey.slashes & below(len) == 0 { Some(len) } else { None }
}

/// Checks that every `%` begins an escape, whatever it stands for.
fn check_complete(text: &str) -> Result<(), ParseError> {
    let mut pieces = text.split('%');
    let mut at = pieces.next().unwrap_or_default().len();
    for piece in pieces {
        if !matches!(piece.as_bytes(), [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
        {
            return Err(ParseError::new(ParseErrorKind::Escape, at));
        }
        at += 1 + piece.len();
    }
    Ok(())
}

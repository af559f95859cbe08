//! The two kinds of address: a ClientURI names nodes of a device, a ServerURI a place on the web.

mod client;
mod parts;
mod query;
mod server;

pub use client::{Address, ClientUri, ClientUriBuilder, Field, Fields, NodeName, Nodes, Nv, XName};
pub use server::{InitiatedBy, ServerUri};

pub(crate) use client::push_name;

use crate::{
    ascii::{STOP, class, is_pchar, is_usual, survey, usual_name_len},
    error::{ParseError, ParseErrorKind},
    value::check_escapes,
};

/// Checks what is kept as text but should be a URI: one or more characters of RFC 3986, escapes complete.
///
/// *Decision* D24: the protocol does not say which URIs a DDF, SourceURI or TargetURI may be, so this is all that is asked.
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
/// *Decision* D25: a MIID is written percent-encoded, as in a ClientURI, so that one can be pasted into the other.
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

/// How long the name is that `text` begins with, if it is one of the usual ones; as [`accept_usual_uri`].
#[inline(never)]
pub(crate) fn accept_usual_miid(text: &str) -> Option<usize> {
    usual_name_len(text.as_bytes())
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

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{borrow::ToOwned, format, string::String};

    #[test]
    fn what_is_usual_is_read_up_to_what_is_not() {
        for len in [1, 2, 8, 62, 63] {
            let text = "a-Z_0.9:;+,".repeat(6)[..len].to_owned();
            for end in ["", "\"", "%41", "?a", "\u{e9}", "*", "(x)", "!"] {
                let longer = format!("{text}{end}");
                assert_eq!(accept_usual_uri(&longer), Some(len), "{longer}");
                assert_eq!(accept_usual_miid(&longer), Some(len), "{longer}");
            }
            // A slash is part of a URI, and of no name.
            if len > 1 {
                let text = format!("/{}", &text[1..]);
                assert_eq!((accept_usual_uri(&text), accept_usual_miid(&text)), (Some(len), None), "{text}");
                let text = format!("{}/", &text[1..]);
                assert_eq!((accept_usual_uri(&text), accept_usual_miid(&text)), (Some(len), None), "{text}");
            }
            assert_eq!(accept_usual_miid(&format!("{text}\"/")), Some(len), "{text}");
        }
        for text in [String::new(), "\"".into(), "*".into(), "%41".into(), "a".repeat(64), "a".repeat(65)] {
            assert_eq!((accept_usual_uri(&text), accept_usual_miid(&text)), (None, None), "{text}");
        }
    }

    /// What is kept as a URI, and where another text has its fault.
    #[test]
    fn a_uri_is_made_of_characters_of_rfc_3986() {
        let long = "a".repeat(70);
        for text in ["a", "#", "?", "[]", "%41", "a%4a#%FF", "https://h/a?b#c", &long, &format!("{long}%20")]
        {
            assert_eq!(check_uri(text), Ok(()), "{text}");
        }
        let fault = |kind, at| Err(ParseError::new(kind, at));
        assert_eq!(check_uri(""), fault(ParseErrorKind::Empty, 0));
        for (text, at) in [("%", 0), ("a%4", 1), ("%41%g1", 3), ("%41%1g", 3), ("a#%%41", 2)] {
            assert_eq!(check_uri(text), fault(ParseErrorKind::Escape, at), "{text}");
            let text = format!("{long}{text}");
            assert_eq!(check_uri(&text), fault(ParseErrorKind::Escape, long.len() + at), "{text}");
        }
        for c in [' ', '"', '<', '\\', '^', '`', '{', '|', '\u{7f}', '\0', '\u{e9}'] {
            // Named even where an escape before it is broken.
            for text in [format!("a{c}"), format!("%{c}"), format!("{long}{c}a")] {
                let at = text.find(c).unwrap();
                assert_eq!(check_uri(&text), fault(ParseErrorKind::Character(c), at), "{text}");
            }
        }
    }

    /// What is kept as the name of an instance, and where another text has its fault.
    #[test]
    fn the_name_of_an_instance_is_a_name_of_a_client_uri() {
        let long = "a".repeat(70);
        for text in
            ["a", "a!b", "%41", "%2A", "(xy)", "()", "**", "%C3%A9", "a=b&c", &long, &format!("{long}%20")]
        {
            assert_eq!(check_miid(text), Ok(()), "{text}");
        }
        let fault = |kind, at| Err(ParseError::new(kind, at));
        assert_eq!(check_miid(""), fault(ParseErrorKind::Empty, 0));
        for text in ["*", "(x)", "(Z)"] {
            assert_eq!(check_miid(text), fault(ParseErrorKind::NotAName, 0), "{text}");
        }
        for (text, kind, at) in [
            ("a%4", ParseErrorKind::Escape, 1),
            ("%00", ParseErrorKind::EscapedNul, 0),
            ("a%C3", ParseErrorKind::EscapedUtf8, 1),
            ("a/b", ParseErrorKind::Character('/'), 1),
            ("a?", ParseErrorKind::Character('?'), 1),
            ("%/", ParseErrorKind::Character('/'), 1),
            ("#", ParseErrorKind::Character('#'), 0),
            ("[", ParseErrorKind::Character('['), 0),
            ("\u{e9}", ParseErrorKind::Character('\u{e9}'), 0),
        ] {
            assert_eq!(check_miid(text), fault(kind, at), "{text}");
            let text = format!("{long}{text}");
            assert_eq!(check_miid(&text), fault(kind, long.len() + at), "{text}");
        }
    }
}

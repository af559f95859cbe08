//! The bytes of bodies.

use crate::json::{self, Document};
use alloc::{format, string::String, vec::Vec};
use arbitrary::{Arbitrary, Error, Result, Unstructured};

/// A valid body of this kind, in one of the many spellings JSON has for it: white space, escapes.
///
/// # Errors
///
/// That of `arbitrary`, when the data does not suffice.
///
/// # Examples
///
/// ```
/// use arbitrary::Unstructured;
/// use omadm::{Options, Package2, json, strategies};
///
/// let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
/// let body = strategies::body::<Package2>(&mut Unstructured::new(&bytes))?;
/// assert!(json::decode::<Package2>(&body, &Options::default()).is_ok());
/// # Ok::<(), arbitrary::Error>(())
/// ```
pub fn body<'u, T: Arbitrary<'u> + Document<'static>>(u: &mut Unstructured<'u>) -> Result<Vec<u8>> {
    let canonical = json::to_vec(&T::arbitrary(u)?).map_err(|_| Error::IncorrectFormat)?;
    respell(u, canonical)
}

/// A body that was valid before it was broken in one place or a few; now and then it still is.
///
/// # Errors
///
/// That of `arbitrary`, when the data does not suffice.
///
/// # Examples
///
/// ```
/// use arbitrary::Unstructured;
/// use omadm::{Options, Package3, json, strategies};
///
/// let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
/// let body = strategies::nearly_valid::<Package3>(&mut Unstructured::new(&bytes))?;
/// let _ = json::decode::<Package3>(&body, &Options::default());
/// # Ok::<(), arbitrary::Error>(())
/// ```
pub fn nearly_valid<'u, T: Arbitrary<'u> + Document<'static>>(u: &mut Unstructured<'u>) -> Result<Vec<u8>> {
    let mut bytes = body::<T>(u)?;
    for _ in 0..u.int_in_range(1..=3)? {
        break_somewhere(u, &mut bytes, JSON_PIECES)?;
    }
    Ok(bytes)
}

/// What an attacker would send: nesting, floods, long strings, repeated members, half characters, noise.
///
/// # Errors
///
/// That of `arbitrary`, when the data does not suffice.
///
/// # Examples
///
/// ```
/// use arbitrary::Unstructured;
/// use omadm::{Options, Package1, json, strategies};
///
/// let body = strategies::hostile(&mut Unstructured::new(&[7; 100]))?;
/// let _ = json::decode::<Package1>(&body, &Options::default());
/// # Ok::<(), arbitrary::Error>(())
/// ```
pub fn hostile(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let many = u.int_in_range(0..=3000)?;
    let text = match u.int_in_range(0..=11)? {
        0 => "[".repeat(many),
        1 => format!("{{\"x\":{}{}}}", "[".repeat(many % 80), "]".repeat(many % 80)),
        2 => format!("{{\"CMD\":[{}[]]}}", "[],".repeat(many)),
        3 => format!("{{\"CMD\":[[\"GET\"{}]]}}", ",\"*\"".repeat(many)),
        4 => format!("{{\"CMD\":[[\"END\"]],\"a\":\"{}\"}}", "\\u0061".repeat(many)),
        5 => format!("{{\"Status\":[{}{{\"sc\":200}}]}}", "{\"sc\":404,\"URI\":[\"\"]},".repeat(many / 8)),
        6 => format!("{{{}\"CMD\":[]}}", members(many / 8)),
        7 => format!("[{{\"MOData\":{}1{}}}]", "{\"\":".repeat(many % 80), "}".repeat(many % 80)),
        8 => format!("{{\"CMD\":[[\"FROB\",{{{}\"a\":1}}]]}}", members(many / 8)),
        9 => format!("{{\"CMD\":[[\"DELETE\",\"{}\"]]}}", "urn:x//%C3".repeat(many / 16)),
        10 => format!("{{\"MOS\":[{}null]}}", "{},".repeat(many / 8)),
        _ => return u.bytes(u.len().min(many)).map(<[u8]>::to_vec),
    };
    let mut bytes = text.into_bytes();
    if u.ratio(1, 4)? {
        break_somewhere(u, &mut bytes, JSON_PIECES)?;
    }
    Ok(bytes)
}

fn members(count: usize) -> String {
    (0..count).map(|number| format!("\"{number}\":0,")).collect()
}

/// What JSON of the protocol is made of, and what it is broken by.
pub(super) const JSON_PIECES: &[&[u8]] = &[
    b"[",
    b"]",
    b"{",
    b"}",
    b",",
    b":",
    b"\"",
    b"\\",
    b"null",
    b"0",
    b"-1",
    b"\\u",
    b"\\ud800",
    b"\x00",
    b"\xff",
    b"\xc3",
    b"\xef\xbb\xbf",
    b"\"CMD\":",
    b"\"sc\":",
    b"\"GET\"",
    b"%zz",
    b"*",
    b"?Levels=",
    b"//",
    b"(x)",
    b" ",
    b"#",
];

/// Changes one thing, and puts in one of these pieces if it does that.
pub(super) fn break_somewhere(u: &mut Unstructured<'_>, bytes: &mut Vec<u8>, pieces: &[&[u8]]) -> Result<()> {
    let at = u.int_in_range(0..=bytes.len())?;
    match u.int_in_range(0..=5)? {
        0 => bytes.truncate(at),
        1 => {
            bytes.splice(at..at, u.choose(pieces)?.iter().copied());
        }
        2 if at < bytes.len() => {
            bytes.remove(at);
        }
        3 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << u.int_in_range(0..=7)?;
            }
        }
        4 => {
            let to = u.int_in_range(at..=bytes.len())?;
            let copy = bytes.get(at..to).unwrap_or_default().to_vec();
            bytes.splice(at..at, copy);
        }
        _ => {
            let to = u.int_in_range(at..=bytes.len().min(at + 8))?;
            bytes.splice(at..to, u.choose(pieces)?.iter().copied());
        }
    }
    Ok(())
}

/// Spells JSON in another way: white space between its tokens, escapes for its characters.
fn respell(u: &mut Unstructured<'_>, canonical: Vec<u8>) -> Result<Vec<u8>> {
    let text = String::from_utf8(canonical).map_err(|_| Error::IncorrectFormat)?;
    if u.arbitrary()? {
        return Ok(text.into_bytes());
    }
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    // Characters that belong to an escape.
    let mut escaped = 0;
    for c in text.chars() {
        if inside && escaped == 0 && c != '"' && c != '\\' && u.ratio(1, 16)? {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04X}"));
            }
            continue;
        }
        let punctuation = !inside && "[]{},:".contains(c);
        if punctuation && u.ratio(1, 8)? {
            out.push_str(u.choose(&[" ", "\t", "\r\n", "   "])?);
        }
        out.push(c);
        match c {
            'u' if escaped == 5 => escaped = 4,
            _ if escaped == 5 => escaped = 0,
            _ if escaped > 0 => escaped -= 1,
            '\\' if inside => escaped = 5,
            '"' => inside = !inside,
            _ => {}
        }
    }
    Ok(out.into_bytes())
}

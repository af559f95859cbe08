//! Putting parts together.

use super::{Boundary, Part, read::is_token};
use crate::{
    error::{EncodeError, EncodeErrorKind},
    limits::{Limit, Options},
    text::Text,
};
use alloc::{format, string::String, vec::Vec};
use memchr::memmem;

/// What a boundary of ours begins with; ten digits follow.
const PREFIX: &str = "omadm-";
const DIGITS: usize = 10;

pub(super) fn encode(
    parts: &[Part<'_>],
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<Boundary<'static>, EncodeError> {
    let limits = &options.limits;
    let boundary = choose(parts)?;
    // `--boundary` and the end of its line, for each part; the last has `--` more.
    let line = 2 + boundary.as_str().len() + 2;
    let mut len = line + 2;
    for (index, part) in parts.iter().enumerate() {
        let at = |kind| EncodeError::new(kind, format!("part {}", index + 1));
        if index >= limits.parts {
            return Err(at(EncodeErrorKind::Limit(Limit::Parts)));
        }
        let mut headers = 0;
        for (name, value) in &part.headers {
            let plain = value.trim_matches([' ', '\t']) == value.as_str()
                && !value.contains(|c: char| c.is_control() && c != '\t');
            if !is_token(name) || !plain {
                return Err(at(EncodeErrorKind::PartHeader));
            }
            headers += name.len() + 2 + value.len() + 2;
        }
        if headers > limits.part_header_bytes {
            return Err(at(EncodeErrorKind::Limit(Limit::PartHeaderBytes)));
        }
        len += line + headers + 2 + part.content.len() + 2;
    }
    if parts.is_empty() {
        return Err(EncodeError::new(EncodeErrorKind::NoParts, String::new()));
    }
    if len > limits.body_bytes {
        return Err(EncodeError::new(EncodeErrorKind::Limit(Limit::BodyBytes), String::new()));
    }
    let start = out.len();
    out.reserve_exact(len);
    for part in parts {
        push(out, &["--", boundary.as_str(), "\r\n"]);
        for (name, value) in &part.headers {
            push(out, &[name, ": ", value, "\r\n"]);
        }
        push(out, &["\r\n"]);
        out.extend_from_slice(part.content);
        push(out, &["\r\n"]);
    }
    push(out, &["--", boundary.as_str(), "--\r\n"]);
    debug_assert_eq!(out.len() - start, len);
    Ok(boundary)
}

fn push(out: &mut Vec<u8>, pieces: &[&str]) {
    for piece in pieces {
        out.extend_from_slice(piece.as_bytes());
    }
}

/// The first boundary of ours that is in no part: not in a header either, the name of which begins a line.
fn choose(parts: &[Part<'_>]) -> Result<Boundary<'static>, EncodeError> {
    let finder = memmem::Finder::new(PREFIX);
    let mut taken = Vec::new();
    let headers = parts.iter().flat_map(|part| &part.headers);
    let texts = headers.flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
    for bytes in texts.chain(parts.iter().map(|part| part.content)) {
        for at in finder.find_iter(bytes) {
            let digits = bytes.get(at + PREFIX.len()..at + PREFIX.len() + DIGITS);
            taken.extend(digits.and_then(|digits| core::str::from_utf8(digits).ok()?.parse::<u64>().ok()));
        }
    }
    taken.sort_unstable();
    taken.dedup();
    let free = taken.iter().zip(0_u64..).find(|(taken, number)| **taken != *number).map(|(_, number)| number);
    let number = free.unwrap_or(taken.len() as u64);
    let text = format!("{PREFIX}{number:0DIGITS$}");
    Boundary::from_text(Text::from(text))
        .map_err(|_| EncodeError::new(EncodeErrorKind::Internal, String::new()))
}

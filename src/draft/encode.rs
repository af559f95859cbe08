//! From a value to bytes.

use super::Codec;
use crate::{
    error::{EncodeError, EncodeErrorKind},
    limits::{Limit, Options},
};
use alloc::{format, string::String, vec::Vec};
use memchr::memchr2;

pub(super) fn encode<'a>(
    value: &impl Codec<'a>,
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<(), EncodeError> {
    let len = count(value, options)?;
    let start = out.len();
    out.reserve_exact(len);
    for index in 0..value.lines() {
        let mut first = true;
        // What is wrong with a line has been found by counting it.
        let _ = value.write_line(index, |field| {
            if !first {
                out.push(b' ');
            }
            first = false;
            out.extend_from_slice(field.as_bytes());
        });
        out.extend_from_slice(b"\r\n");
    }
    if out.len() - start != len {
        debug_assert!(false, "counted {len} bytes, wrote {}", out.len() - start); // unreachable: written as counted
        out.truncate(start);
        return Err(EncodeError::new(EncodeErrorKind::Internal, ""));
    }
    Ok(())
}

/// How many bytes it will be, if it is within the limits and can be said at all.
fn count<'a, T: Codec<'a>>(value: &T, options: &Options) -> Result<usize, EncodeError> {
    if let Some(kind) = value.refuse() {
        return Err(EncodeError::new(kind, String::new()));
    }
    let limits = &options.limits;
    let most = limits.of(T::LIMIT);
    let (mut len, mut fields) = (0, 0);
    for index in 0..value.lines() {
        let at = |kind| EncodeError::new(kind, format!("line {}", index + 1));
        if index >= most {
            return Err(at(EncodeErrorKind::Limit(T::LIMIT)));
        }
        let mut longest = 0;
        value
            .write_line(index, |field| {
                // A blank, or the end of the line.
                len += field.len() + 1;
                // What was unreadable is written as it stood, with all the fields it had.
                let mut rest = field.as_bytes();
                while let Some(end) = memchr2(b' ', b'\t', rest) {
                    let (one, behind) = rest.split_at(end);
                    fields += usize::from(!one.is_empty());
                    longest = longest.max(one.len());
                    rest = behind.get(1..).unwrap_or_default();
                }
                fields += usize::from(!rest.is_empty());
                longest = longest.max(rest.len());
            })
            .map_err(at)?;
        len += 1;
        if longest > limits.string_bytes {
            return Err(at(EncodeErrorKind::Limit(Limit::StringBytes)));
        }
        if fields > limits.values {
            return Err(at(EncodeErrorKind::Limit(Limit::Values)));
        }
    }
    if len > limits.body_bytes.min(u32::MAX as usize) {
        return Err(EncodeError::new(EncodeErrorKind::Limit(Limit::BodyBytes), String::new()));
    }
    Ok(len)
}

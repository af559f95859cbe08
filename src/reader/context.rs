//! What every decoder does around its reading: collect warnings, and say where things are when it is over.

use super::notes::Notes;
use crate::{
    error::{DecodeError, DecodeErrorKind, Decoded, Fault, Path},
    limits::{Limit, Limits, Options},
};

/// What reading a body needs besides the input.
pub(crate) struct Context {
    pub(crate) notes: Notes,
    pub(crate) limits: Limits,
}

/// Reads a body with `read`, and finds the places of what went wrong with `path`.
pub(crate) fn decode<'a, T>(
    body: &'a [u8],
    options: &Options,
    read: impl FnOnce(&'a [u8], &mut Context) -> Result<T, Fault>,
    mut path: impl FnMut(usize) -> Path,
) -> Result<Decoded<T>, DecodeError> {
    let mut context = Context { notes: Notes::new(options), limits: options.limits };
    match read(body, &mut context) {
        Ok(value) => Ok(Decoded::new(value, context.notes.finish(path))),
        // What was not read is not searched.
        Err(fault) if fault.kind == DecodeErrorKind::Limit(Limit::BodyBytes) => {
            Err(DecodeError::new(fault, Path::default()))
        }
        Err(fault) => {
            let error = DecodeError::new(fault, path(fault.spot.offset));
            if fault.kind == DecodeErrorKind::InvalidUtf8 {
                return Err(error.with_utf8_source(core::str::from_utf8(body).err()));
            }
            Err(error)
        }
    }
}

/// A body as text, if it is not too long, UTF-8, and does not begin with a byte order mark.
pub(crate) fn text<'a>(body: &'a [u8], limits: &Limits) -> Result<&'a str, Fault> {
    // Offsets into a body are kept in four bytes.
    let most = limits.body_bytes.min(u32::MAX as usize);
    if body.len() > most {
        return Err(Fault::new(DecodeErrorKind::Limit(Limit::BodyBytes), most));
    }
    let text = core::str::from_utf8(body)
        .map_err(|error| Fault::new(DecodeErrorKind::InvalidUtf8, error.valid_up_to()))?;
    if text.starts_with('\u{feff}') {
        return Err(Fault::new(DecodeErrorKind::ByteOrderMark, 0));
    }
    Ok(text)
}

//! From bytes to a value: what is the same for every body.

use super::Codec;
use crate::{
    error::{DecodeError, DecodeErrorKind, Decoded, Fault},
    limits::{Limits, Options},
    reader::{Locator, Notes, Reader},
};

/// What reading a body needs besides the input.
pub(super) struct Context {
    pub(crate) notes: Notes,
    pub(crate) limits: Limits,
}

pub(super) fn decode<'a, T: Codec<'a>>(body: &'a [u8], options: &Options) -> Result<Decoded<T>, DecodeError> {
    let mut context = Context { notes: Notes::new(options), limits: options.limits };
    match read(body, &mut context) {
        Ok(value) => {
            let mut locator = Locator::new(body);
            Ok(Decoded::new(value, context.notes.finish(|offset| locator.path(offset))))
        }
        Err(fault) => Err(explain(fault, body)),
    }
}

fn read<'a, T: Codec<'a>>(body: &'a [u8], context: &mut Context) -> Result<T, Fault> {
    let mut reader = Reader::new(body, &context.limits)?;
    let value = T::read(&mut reader, context)?;
    reader.end()?;
    Ok(value)
}

#[cold]
fn explain(fault: Fault, body: &[u8]) -> DecodeError {
    match fault.kind {
        // What was not read is not searched.
        DecodeErrorKind::Limit(crate::limits::Limit::BodyBytes) => {
            DecodeError::new(fault, Default::default())
        }
        DecodeErrorKind::InvalidUtf8 => {
            let path = Locator::new(body).path(fault.spot.offset);
            DecodeError::new(fault, path).with_utf8_source(core::str::from_utf8(body).err())
        }
        _ => DecodeError::new(fault, Locator::new(body).path(fault.spot.offset)),
    }
}

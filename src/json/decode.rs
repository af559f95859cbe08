//! From bytes to a value: what is the same for every body.

use super::Codec;
use crate::{
    error::{DecodeError, Decoded, Fault},
    limits::Options,
    reader::{self, Context, Locator, Reader},
};

pub(super) fn decode<'a, T: Codec<'a>>(body: &'a [u8], options: &Options) -> Result<Decoded<T>, DecodeError> {
    let mut locator = None;
    reader::decode(body, options, read, |offset| {
        locator.get_or_insert_with(|| Locator::new(body)).path(offset)
    })
}

fn read<'a, T: Codec<'a>>(body: &'a [u8], context: &mut Context) -> Result<T, Fault> {
    let mut reader = Reader::new(reader::text(body, &context.limits)?, &context.limits);
    let value = T::read(&mut reader, context)?;
    reader.end()?;
    Ok(value)
}

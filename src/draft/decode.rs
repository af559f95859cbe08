//! From bytes to a value.

use super::{Codec, line::Line};
use crate::{
    ascii::count,
    error::{DecodeError, DecodeErrorKind, Decoded, Fault, Path},
    limits::Options,
    reader::{self, Context},
};
use alloc::format;

pub(super) fn decode<'a, T: Codec<'a>>(body: &'a [u8], options: &Options) -> Result<Decoded<T>, DecodeError> {
    let (mut line, mut from) = (1, 0);
    // Offsets are asked for in their order.
    reader::decode(body, options, read, |offset| {
        line += count(body.get(from..offset).unwrap_or_default(), b'\n');
        from = offset;
        Path::new(format!("line {line}"))
    })
}

fn read<'a, T: Codec<'a>>(body: &'a [u8], context: &mut Context) -> Result<T, Fault> {
    let limits = context.limits;
    let most = limits.of(T::LIMIT);
    let text = reader::text(body, &limits)?;
    // One line more than there are ends of lines, and not more than there is room for: the list is allocated once.
    let room = body.len() / T::LEAST + 1;
    let mut reading = T::begin(count(body, b'\n').saturating_add(1).min(room).min(most));
    let mut line = Line::first(text, &limits);
    let mut lines = 0;
    while !line.is_last() {
        if line.has_field()? {
            if lines >= most {
                return Err(Fault::new(DecodeErrorKind::Limit(T::LIMIT), line.offset()));
            }
            lines += 1;
            T::read_line(&mut reading, &mut line, context)?;
        }
        line.next_line()?;
    }
    T::finish(reading, context)
}

//! From a value to bytes.

use super::{
    Codec,
    sink::{Counter, Tally, Writer},
};
use crate::{
    error::{EncodeError, EncodeErrorKind},
    limits::{Limits, Options},
};
use alloc::vec::Vec;

pub(super) fn encode<'a>(
    value: &impl Codec<'a>,
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<(), EncodeError> {
    let mut tally = Tally::new(&options.limits);
    value.write(&mut tally);
    let Some(total) = tally.finish() else { return Err(explain(value, options.limits)) };
    let start = out.len();
    out.reserve_exact(total.len);
    out.resize(start + total.len, 0);
    let mut writer = Writer::new(out.get_mut(start..).unwrap_or_default(), total.plain);
    value.write(&mut writer);
    if !writer.is_full() {
        debug_assert!(false, "what was written is not as long as what was counted"); // unreachable: written as counted
        out.truncate(start);
        return Err(EncodeError::new(EncodeErrorKind::Internal, ""));
    }
    Ok(())
}

/// What is wrong with a value that may not be written, and where.
#[cold]
fn explain<'a>(value: &impl Codec<'a>, limits: Limits) -> EncodeError {
    let mut counter = Counter::new(limits);
    value.write(&mut counter);
    counter.finish().unwrap_or_else(|| {
        // unreachable: both count the same
        debug_assert!(false, "the tally refused what the counter accepts");
        EncodeError::new(EncodeErrorKind::Internal, "")
    })
}

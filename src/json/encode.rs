//! From a value to bytes.

use super::{
    Codec,
    sink::{Counter, Writer},
};
use crate::{
    error::{EncodeError, EncodeErrorKind},
    limits::Options,
};
use alloc::vec::Vec;

pub(super) fn encode<'a>(
    value: &impl Codec<'a>,
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<(), EncodeError> {
    let mut counter = Counter::new(options.limits);
    value.write(&mut counter);
    let len = counter.finish()?;
    let start = out.len();
    out.reserve_exact(len);
    value.write(&mut Writer::new(out));
    if out.len() - start != len {
        debug_assert!(false, "counted {len} bytes, wrote {}", out.len() - start);
        out.truncate(start);
        return Err(EncodeError::new(EncodeErrorKind::Internal, ""));
    }
    Ok(())
}

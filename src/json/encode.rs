//! From a value to bytes.

use super::{
    Codec,
    sink::{Counter, Tally, Total, Trial, Writer},
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
    let limits = &options.limits;
    // What is short is written while it is counted, and then copied. Where the guess is wrong, it only takes longer.
    let attempt = match value.guess() {
        Some(..400) => at_once(value, &mut [0; 512], out, limits)?,
        Some(400..2200) => at_once(value, &mut [0; 2560], out, limits)?,
        _ => {
            let mut tally = Tally::new(limits);
            value.write(&mut tally);
            Attempt::Counted(tally.finish())
        }
    };
    let total = match attempt {
        Attempt::Written => return Ok(()),
        Attempt::Counted(Some(total)) => total,
        Attempt::Counted(None) => count(value, limits)?,
    };
    let start = out.len();
    out.reserve_exact(total.len);
    out.resize(start + total.len, 0);
    let mut writer = Writer::new(out.get_mut(start..).unwrap_or_default(), total.plain);
    value.write(&mut writer);
    if writer.left() != Some(0) {
        // unreachable: written as counted
        out.truncate(start);
        return Err(mistaken());
    }
    Ok(())
}

/// What came of a first walk over a value.
enum Attempt {
    Written,
    /// What the tally said.
    Counted(Option<Total>),
}

/// Counts and writes in one go, unless it is too long for that.
#[inline(never)]
fn at_once<'a>(
    value: &impl Codec<'a>,
    room: &mut [u8],
    out: &mut Vec<u8>,
    limits: &Limits,
) -> Result<Attempt, EncodeError> {
    let mut trial = Trial::new(room, limits);
    value.write(&mut trial);
    let (total, left) = trial.finish();
    let Some((text, _)) = left.and_then(|left| room.split_at_checked(room.len() - left)) else {
        return Ok(Attempt::Counted(total));
    };
    let total = match total {
        Some(total) => total,
        None => count(value, limits)?,
    };
    if text.len() != total.len {
        // unreachable: written as counted
        return Err(mistaken());
    }
    out.reserve_exact(text.len());
    out.extend_from_slice(text);
    Ok(Attempt::Written)
}

/// The total of a value of which the tally is not sure, or what is wrong with it, and where.
#[cold]
fn count<'a>(value: &impl Codec<'a>, limits: &Limits) -> Result<Total, EncodeError> {
    let mut counter = Counter::new(*limits);
    value.write(&mut counter);
    counter.finish()
}

// unreachable: both are driven by the same code
#[cold]
fn mistaken() -> EncodeError {
    debug_assert!(false, "what was written is not as long as what was counted"); // unreachable: the same
    EncodeError::new(EncodeErrorKind::Internal, "")
}

//! From a value to bytes.

use super::{
    Codec,
    sink::{Counter, Tally, Total, Trial, Writer},
};
use crate::{
    error::{EncodeError, EncodeErrorKind},
    limits::{Limits, Options, give_back},
};
use alloc::vec::Vec;

pub(super) fn encode<'a>(
    value: &impl Codec<'a>,
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<(), EncodeError> {
    let limits = &options.limits;
    // To look at a value once instead of twice saves a third of the time. Where the guess is wrong, it only takes longer.
    let attempt = match value.guess() {
        Some(..400) => on_the_stack::<512>(value, out, limits)?,
        Some(400..2200) => on_the_stack::<2560>(value, out, limits)?,
        _ => match value.sample(limits) {
            Some(guess) => in_place(value, guess.min(limits.body_bytes), out, limits)?,
            None => Attempt::Counted(tally(value, limits)),
        },
    };
    let total = match attempt {
        Attempt::Written(_) => return Ok(()),
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
    /// All of it was written, so many bytes.
    Written(usize),
    /// There was too little room, and this is what the tally said.
    Counted(Option<Total>),
}

/// What is short is copied when it is known how long it is.
fn on_the_stack<'a, const ROOM: usize>(
    value: &impl Codec<'a>,
    out: &mut Vec<u8>,
    limits: &Limits,
) -> Result<Attempt, EncodeError> {
    let mut room = [0; ROOM];
    let attempt = at_once(value, &mut room, limits)?;
    if let Attempt::Written(len) = attempt {
        out.reserve_exact(len);
        out.extend_from_slice(room.get(..len).ok_or_else(mistaken)?);
    }
    Ok(attempt)
}

/// What is long is written where it is to stand, in room for as much as is guessed, which is made where there is none. If there is
/// some, but less, it may do: to count is the shortest way to find out.
fn in_place<'a>(
    value: &impl Codec<'a>,
    guess: usize,
    out: &mut Vec<u8>,
    limits: &Limits,
) -> Result<Attempt, EncodeError> {
    let start = out.len();
    let is_full = out.capacity() == start;
    if is_full {
        // It is only a guess: no reason to fail.
        let _ = out.try_reserve_exact(guess);
    }
    if out.capacity() - start < guess {
        return Ok(Attempt::Counted(tally(value, limits)));
    }
    out.resize(start + guess, 0);
    let attempt = at_once(value, out.get_mut(start..).unwrap_or_default(), limits);
    let len = if let Ok(Attempt::Written(len)) = attempt { len } else { 0 };
    out.truncate(start + len);
    if is_full {
        give_back(out);
    }
    attempt
}

/// Counts and writes in one go, unless it is too long for that.
#[inline(never)]
fn at_once<'a>(value: &impl Codec<'a>, room: &mut [u8], limits: &Limits) -> Result<Attempt, EncodeError> {
    let size = room.len();
    let mut trial = Trial::new(room, limits);
    value.write(&mut trial);
    let (total, left) = trial.finish();
    let Some(left) = left else { return Ok(Attempt::Counted(total)) };
    let total = match total {
        Some(total) => total,
        None => count(value, limits)?,
    };
    if total.len + left != size {
        // unreachable: written as counted
        return Err(mistaken());
    }
    Ok(Attempt::Written(total.len))
}

/// The total of a value; `None` if it may be that something may not be written.
fn tally<'a>(value: &impl Codec<'a>, limits: &Limits) -> Option<Total> {
    let mut tally = Tally::new(limits);
    value.write(&mut tally);
    tally.finish()
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

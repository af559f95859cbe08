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

#[cfg(test)]
mod tests {
    use crate::{
        Limits, Options, Package2,
        json::{
            Codec, decode, encode,
            guess::tests::{ends, get, package},
            to_vec,
        },
    };
    use alloc::vec::Vec;

    /// Many commands have a quarter more room than they need, unless there is room already.
    #[test]
    fn room_is_made_where_there_is_none() {
        let (package, body) = package(&alloc::vec![r#"["GET","urn:oma:mo:sensor:1.0//a"]"#; 256]);
        // The commands, each with a comma.
        let guess = (body.len() + 1 - r#"{"CMD":[]}"#.len()) * 5 / 4;
        assert_eq!(to_vec(&package).unwrap().capacity(), guess);
        for (before, spare, room) in [
            // Full, and not empty.
            (1_000, 0, 1_000 + guess),
            // Too little, and just enough.
            (0, 1, body.len()),
            (9_000, body.len() - 1, 9_000 + body.len()),
            (1_000, body.len(), 1_000 + body.len()),
            (0, 3 * body.len(), 3 * body.len()),
        ] {
            let mut out = Vec::with_capacity(before + spare);
            out.resize(before, b' ');
            encode(&package, &mut out, &Options::default()).unwrap();
            assert_eq!(out, [&alloc::vec![b' '; before], body.as_bytes()].concat());
            assert_eq!(out.capacity(), room, "for {before} and {spare}");
        }
        // No more than a body may have.
        let limits = Limits::default().with_body_bytes(body.len() + 3);
        let mut out = Vec::new();
        encode(&package, &mut out, &Options::default().with_limits(limits)).unwrap();
        assert_eq!((out.capacity(), &*out), (body.len() + 3, body.as_bytes()));
        // Extensions may be as long as they like.
        let extended = body.replace("]}", "],\"x\":0}");
        let extended = decode::<Package2>(extended.as_bytes(), &Options::default()).unwrap().value;
        let out = to_vec(&extended).unwrap();
        assert_eq!(out.capacity(), out.len());
    }

    /// What was guessed by commands that are longer than all others is given back.
    #[test]
    fn far_too_much_room_is_given_back() {
        let seen = (0..250_usize).map(|number| 8 * number + ((((number * 0x9e37) & 0xffff) * 8) >> 16));
        let (package, body) = ends(2_000, &get(600), seen);
        let (guess, out) = (package.sample(&Limits::default()).unwrap(), to_vec(&package).unwrap());
        assert!(guess > 4 * (body.len() + 4), "{guess} for {}", body.len());
        assert_eq!((out.capacity(), &*out), (body.len(), body.as_bytes()));
    }

    /// Where a command that is not looked at is too long for the room, all is written once more.
    #[test]
    fn what_is_longer_than_its_room_is_written_all_the_same() {
        let (package, body) = ends(1_000, &get(50_000), [1]);
        assert!(package.sample(&Limits::default()).unwrap() < body.len());
        let out = to_vec(&package).unwrap();
        assert_eq!((out.capacity(), &*out), (body.len(), body.as_bytes()));
        let mut out = Vec::from(*b"before");
        encode(&package, &mut out, &Options::default()).unwrap();
        assert_eq!(out, [b"before", body.as_bytes()].concat());
    }
}

//! About how long a long list will be, without a walk over all of it.

use super::{
    Codec,
    sink::{Sink, Tally},
};
use crate::limits::Limits;
use core::ops::RangeInclusive;

/// How many elements are counted at least.
const SAMPLE: usize = 64;

/// One in so many is counted: if it had to be more of them, all may as well be counted; if it were fewer, a few that are long
/// would not be seen.
const STEPS: RangeInclusive<usize> = 4..=8;

/// How many usual elements one may be as long as, for there to be a guess.
const LONGEST: usize = 8;

/// By how long some elements of a list are, and a quarter more: those between them may be longer. `None` if there are too few, or
/// if one is far longer than the `usual` number of bytes.
#[inline(never)]
pub(super) fn by_sample<'a, T: Codec<'a>>(list: &[T], usual: usize) -> Option<usize> {
    let step = (list.len() / SAMPLE).min(*STEPS.end());
    if !STEPS.contains(&step) {
        return None;
    }
    let limits = Limits::default();
    let mut tally = Tally::new(&limits);
    for (number, elements) in list.chunks(step).enumerate() {
        // Elements of two kinds often take turns: multiples of the golden ratio are not in step with that.
        let place = ((number.wrapping_mul(0x9e37) & 0xffff) * step) >> 16;
        let Some(element) = elements.get(place) else { continue };
        let before = tally.len();
        tally.element();
        element.write(&mut tally);
        // What is guessed is allocated: a few that are long must not be taken for all.
        if tally.len() - before > LONGEST * usual {
            return None;
        }
    }
    let len = tally.len();
    Some(step.saturating_mul(len + len / 4))
}

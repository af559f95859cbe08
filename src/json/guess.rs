//! About how long a long list will be, without a walk over all of it.

use super::{
    Codec,
    sink::{Sink, Tally},
};
use crate::limits::Limits;
use core::ops::RangeInclusive;

/// How many elements are counted at least.
const SAMPLE: usize = 64;

/// One in so many is counted: if it had to be more of them, all may as well be counted; if it were fewer, a few that are very
/// long would not be seen.
const STEPS: RangeInclusive<usize> = 4..=8;

/// By how long some elements of a list are, and a quarter more: those between them may be longer. `None` if there are too few, or
/// if they have not about `usual` bytes.
#[inline(never)]
pub(super) fn by_sample<'a, T: Codec<'a>>(list: &[T], usual: usize) -> Option<usize> {
    let step = (list.len() / SAMPLE).min(*STEPS.end());
    if !STEPS.contains(&step) {
        return None;
    }
    let limits = Limits::default();
    let mut tally = Tally::new(&limits);
    // Each at another place among those it stands for, as if by chance: elements of two kinds often take turns. Squares are in step
    // with none of that; the factor was found by trying.
    let place = |number: usize| (number.wrapping_mul(number).wrapping_mul(23) >> 6) % step;
    for item in list.chunks(step).enumerate().filter_map(|(number, some)| some.get(place(number))) {
        tally.element();
        item.write(&mut tally);
    }
    // What is guessed is allocated: a few that are very long must not be taken for all.
    let len = tally.len();
    if len / 4 > list.len() / step * usual { None } else { Some(step.saturating_mul(len + len / 4)) }
}

//! About how long a body will be, without a walk over all of it.

use super::{
    Codec,
    sink::{Sink, Tally},
};
use crate::{limits::Limits, value::Extensions};

/// How many elements are counted at least: all, if there are fewer than twice as many.
const SAMPLE: usize = 64;

/// One in how many is counted of the longest lists.
const STEP: usize = 8;

/// How to guess.
#[derive(Clone, Copy)]
pub(super) enum Guess {
    /// By how many elements there are.
    AtAGlance,
    /// By how long some of them are, and a quarter more: those between them may be longer.
    BySample,
}

impl Guess {
    /// About how long a list will be. `None` if its elements are no usual ones.
    #[inline]
    pub(super) fn list<'a, T: Codec<'a>>(self, list: &[T]) -> Option<usize> {
        let guess = match self {
            Guess::AtAGlance => T::USUAL.saturating_mul(list.len()),
            Guess::BySample => sampled(list)?,
        };
        // Several can be added up.
        Some(guess.min(usize::MAX / 4))
    }

    /// About how long the members will be that the protocol does not define.
    #[inline]
    pub(super) fn extensions(self, extensions: &Extensions<'_>) -> usize {
        extensions.iter().map(|(name, value)| name.len() + value.as_str().len() + r#","":"#.len()).sum()
    }
}

#[inline(never)]
fn sampled<'a, T: Codec<'a>>(list: &[T]) -> Option<usize> {
    let limits = Limits::default();
    let mut tally = Tally::new(&limits);
    let step = (list.len() / SAMPLE).clamp(1, STEP);
    // Each at another place among those it stands for: elements of two kinds often take turns.
    for item in list.chunks(step).enumerate().filter_map(|(number, some)| some.get(number * 11 % step)) {
        tally.element();
        item.write(&mut tally);
    }
    let (len, usual) = (tally.len(), list.len() / step * T::USUAL);
    // What is guessed is allocated: a few that are very long must not be taken for all.
    if len / 4 > usual { None } else { Some(step.saturating_mul(len + len / 4)) }
}

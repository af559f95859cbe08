//! About how long a body will be, without a walk over all of it.

use super::{
    Codec,
    sink::{Sink, Tally},
};
use crate::{limits::Limits, value::Extensions};

/// What is shorter is put together on the stack: only whether it may be has to be told, at a glance.
pub(super) const SHORT: usize = 2200;

/// How many elements of a long list are counted. Of a list that is not much longer all may as well be.
const SAMPLE: usize = 64;

/// About how long a list is whose elements usually have so many bytes. `None` if it takes as much time to tell as to count it.
pub(super) fn list<'a, T: Codec<'a>>(list: &[T], usual: usize) -> Option<usize> {
    let about = usual * list.len();
    if about < SHORT {
        return Some(about);
    }
    if list.len() < 2 * SAMPLE {
        return None;
    }
    let limits = Limits::default();
    let mut tally = Tally::new(&limits);
    for item in list.iter().step_by(list.len() / SAMPLE).take(SAMPLE) {
        tally.element();
        item.write(&mut tally);
    }
    let one = tally.len() / SAMPLE;
    // What is guessed is allocated: a few that are very long must not be taken for all.
    if one > 4 * usual {
        return None;
    }
    // A quarter more: those that were not counted may be longer.
    Some(list.len().saturating_mul(one + one / 4))
}

/// About how long the members are that the protocol does not define.
pub(super) fn extensions(extensions: &Extensions<'_>) -> usize {
    extensions.iter().map(|(name, value)| name.len() + value.as_str().len() + r#","":"#.len()).sum()
}

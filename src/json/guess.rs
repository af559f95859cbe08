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
pub(super) fn by_sample<'a, T: Codec<'a>>(list: &[T], usual: usize, limits: &Limits) -> Option<usize> {
    let step = (list.len() / SAMPLE).min(*STEPS.end());
    if !STEPS.contains(&step) {
        return None;
    }
    let mut tally = Tally::new(limits);
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

#[cfg(test)]
pub(super) mod tests {
    use crate::{
        Limits, Options, Package2,
        json::{Codec, decode, to_vec},
    };
    use alloc::{string::String, vec::Vec};

    /// A body with these commands, and what is in it.
    pub(in crate::json) fn package(commands: &[&str]) -> (Package2<'static>, String) {
        let body = alloc::format!("{{\"CMD\":[{}]}}", commands.join(","));
        let package = decode::<Package2>(body.as_bytes(), &Options::default()).unwrap().value.into_owned();
        (package, body)
    }

    /// A body of `END`s with one other command at some places.
    pub(in crate::json) fn ends(
        count: usize,
        other: &str,
        places: impl IntoIterator<Item = usize>,
    ) -> (Package2<'static>, String) {
        let mut commands = alloc::vec![r#"["END"]"#; count];
        places.into_iter().for_each(|place| commands[place] = other);
        package(&commands)
    }

    /// A GET of so many bytes.
    pub(in crate::json) fn get(len: usize) -> String {
        alloc::format!("[\"GET\",\"urn:x//{}\"]", "a".repeat(len - r#"["GET","urn:x//"]"#.len()))
    }

    /// Also where every second, third, ... command is three times as long as the others, whichever of them is the first.
    #[test]
    fn a_sample_is_a_little_more() {
        let limits = Limits::default();
        let [long, short] = [120, 30].map(|len| alloc::format!("[\"GET\",\"urn:x//{}\"]", "a".repeat(len)));
        for count in [256, 257, 319, 320, 511, 512, 513, 2_000] {
            for period in 1..=17 {
                for phase in 0..period {
                    let turn = |at| if at % period == phase { &*long } else { &*short };
                    let (package, body) = package(&(0..count).map(turn).collect::<Vec<_>>());
                    let (guess, len) = (package.sample(&limits).unwrap(), body.len());
                    assert!(
                        (len..len * 8 / 5).contains(&guess),
                        "{count} {period} {phase}: {guess} for {len}"
                    );
                }
            }
        }
        assert_eq!(package(&alloc::vec![r#"["END"]"#; 255]).0.sample(&limits), None);
    }

    /// What is guessed is allocated, so that nothing is if a command that may stand for all is far too long.
    #[test]
    fn nothing_is_guessed_by_what_is_far_too_long() {
        let limits = Limits::default();
        // With its comma.
        let (package, body) = ends(256, &get(640 - 1), [0]);
        assert_eq!(package.sample(&limits), Some(4 * (63 * 8 + 640 + (63 * 8 + 640) / 4)));
        assert_eq!(to_vec(&package).unwrap(), body.as_bytes());
        let (package, body) = ends(256, &get(640), [0]);
        assert_eq!(package.sample(&limits), None);
        let out = to_vec(&package).unwrap();
        assert_eq!((out.capacity(), &*out), (body.len(), body.as_bytes()));
        // What is refused is not even guessed.
        assert_eq!(package.sample(&limits.with_commands(255)), None);
    }
}

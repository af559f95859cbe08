//! Where the parts of a URI end, in one word.

use crate::limits::MAX_URI_BYTES;
use core::num::NonZeroU64;

/// Three offsets into a text of at most [`MAX_URI_BYTES`], and two things that are known of it.
///
/// One word and never zero, so that a parser hands it back in a register, and nothing is where there is none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Packed(NonZeroU64);

impl Packed {
    pub(super) const fn new(ends: [usize; 3], flags: [bool; 2]) -> Self {
        let [first, second, third] = ends;
        let ends = narrow(first) | narrow(second) << 16 | narrow(third) << 32;
        let [first, second] = flags;
        let flags = (first as u64) << 48 | (second as u64) << 49;
        // The highest bit is always set.
        Packed(NonZeroU64::MIN.saturating_add((ends | flags | 1 << 63) - 1))
    }

    pub(super) const fn end<const N: usize>(self) -> usize {
        let bytes = self.0.get().to_le_bytes();
        #[allow(clippy::indexing_slicing, reason = "there are three ends, of two bytes each")]
        let end = u16::from_le_bytes([bytes[2 * N], bytes[2 * N + 1]]);
        end as usize
    }

    pub(super) const fn flag<const N: u32>(self) -> bool {
        self.0.get() >> (48 + N) & 1 == 1
    }
}

const fn narrow(end: usize) -> u64 {
    debug_assert!(end <= MAX_URI_BYTES, "no URI is so long");
    if end <= MAX_URI_BYTES { end as u64 } else { MAX_URI_BYTES as u64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let parts = Packed::new([0, 65_535, 258], [false, true]);
        assert_eq!([parts.end::<0>(), parts.end::<1>(), parts.end::<2>()], [0, 65_535, 258]);
        assert_eq!([parts.flag::<0>(), parts.flag::<1>()], [false, true]);
        assert_eq!(Packed::new([0; 3], [false; 2]).end::<0>(), 0);
    }
}

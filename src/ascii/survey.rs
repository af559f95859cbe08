//! The one look at the first 64 bytes of a URI, MOID or name, without a branch: where it may end, and where its slashes are.

use super::{
    bits::{bits, padded},
    is_usual,
};

/// What the first 64 bytes of a text are: one bit for each, the first one lowest.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Survey {
    /// Those that `usual` said no to, and every place behind the end of the text.
    pub(crate) others: u64,
    /// Every `/`.
    pub(crate) slashes: u64,
}

/// Looks at the first 64 bytes of a text.
#[inline(always)]
pub(crate) fn survey(bytes: &[u8], usual: impl Fn(u8) -> bool) -> Survey {
    let mut survey = Survey { others: !below(bytes.len()), slashes: 0 };
    for at in (0..64).step_by(16) {
        // Of a short text the last sixteen are looked at more than once, which changes nothing and is quicker than a copy.
        let at = at.min(bytes.len().saturating_sub(16));
        let chunk = bytes.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or_else(|| padded(bytes));
        survey.others |= u64::from(bits(&chunk, |byte| !usual(byte))) << at;
        survey.slashes |= u64::from(bits(&chunk, |byte| byte == b'/')) << at;
    }
    survey
}

impl Survey {
    /// Where the first byte is that is not usual; 64 if all are.
    #[inline(always)]
    pub(crate) const fn first_other(self) -> usize {
        self.others.trailing_zeros() as usize
    }
}

/// How long the name is that a text begins with, if it is usual, holds no `/`, and ends before the survey does. It ends with the
/// first byte that is not usual: the caller has to see whether it may end there.
#[inline(always)]
pub(crate) fn usual_name_len(bytes: &[u8]) -> Option<usize> {
    let survey = survey(bytes, is_usual);
    let len = survey.first_other();
    if (1..64).contains(&len) && survey.slashes & below(len) == 0 { Some(len) } else { None }
}

/// The bits below this one.
#[inline(always)]
pub(crate) const fn below(bit: usize) -> u64 {
    match bit {
        0..64 => !(u64::MAX << bit),
        _ => u64::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    /// The same, byte by byte.
    fn plain(bytes: &[u8], usual: impl Fn(u8) -> bool) -> Survey {
        let mut survey = Survey { others: u64::MAX, slashes: 0 };
        for (at, byte) in bytes.iter().take(64).enumerate() {
            survey.others &= !(u64::from(usual(*byte)) << at);
            survey.slashes |= u64::from(*byte == b'/') << at;
        }
        survey
    }

    /// Every byte in every place of texts of a few bytes, and of about as many as the steps of sixteen end at.
    #[test]
    fn a_survey_sees_every_byte() {
        let usual = |byte: u8| byte.is_ascii_alphabetic() | (byte == b'/');
        for len in (1..10).chain(15..19).chain(31..34).chain(47..50).chain(63..66) {
            for at in 0..len {
                for byte in 0..=255 {
                    for fill in [b'/', b'a', b'?'] {
                        let mut bytes = vec![fill; len];
                        bytes[at] = byte;
                        assert_eq!(survey(&bytes, usual), plain(&bytes, usual), "{bytes:?}");
                    }
                }
            }
        }
        assert_eq!(survey(&[], usual), Survey { others: u64::MAX, slashes: 0 });
    }

    #[test]
    fn bits_below_another() {
        assert_eq!([0, 1, 5, 63, 64, 65].map(below), [0, 1, 0x1f, u64::MAX >> 1, u64::MAX, u64::MAX]);
    }
}

//! Byte classes of RFC 3986, one bit each: a byte is looked at once and answers every question asked of it. Finding bytes,
//! sixteen at a time or in one word. And the one class of RFC 9110 that is more than a handful of bytes.

mod bits;
mod survey;

pub(crate) use bits::{bits, first, padded};
pub(crate) use survey::{Survey, below, survey, usual_name_len};

// A byte that is an ordinary part of a name is of none of these classes.

/// Cannot stand in a path or query.
pub(crate) const STOP: u8 = 1;
/// `:`, which an nv-name and a host may not hold unescaped.
pub(crate) const COLON: u8 = 1 << 1;
/// `&`, which ends a field.
pub(crate) const AMPERSAND: u8 = 1 << 2;
/// `/`.
pub(crate) const SLASH: u8 = 1 << 3;
/// `?`.
pub(crate) const QUESTION: u8 = 1 << 4;
/// `%`, which begins an escape.
pub(crate) const PERCENT: u8 = 1 << 5;
/// `*` and `(`, which may make a name something other than a name.
pub(crate) const MARK: u8 = 1 << 6;
/// `@`, which ends a userinfo.
pub(crate) const AT: u8 = 1 << 7;

/// What ends a path.
pub(crate) const PATH_END: u8 = STOP | QUESTION;
/// What ends a name in a path, and an authority.
pub(crate) const NAME_END: u8 = PATH_END | SLASH;
/// What ends a host.
pub(crate) const HOST_END: u8 = NAME_END | COLON | AT;
/// What ends an nv-name.
pub(crate) const NV_NAME_END: u8 = NAME_END | COLON | AMPERSAND;
/// What ends a value.
pub(crate) const VALUE_END: u8 = STOP | AMPERSAND;

/// What no `pchar` is: `unreserved / sub-delims / ":" / "@"` without escapes.
pub(crate) const NO_PCHAR: u8 = NAME_END | PERCENT;

/// What may stand in a value: `<pchar but "&"> / "/" / "?"` and escapes.
pub(crate) const fn is_qchar(byte: u8) -> bool {
    class(byte) & VALUE_END == 0
}

/// Whether `byte` is a `pchar` that needs no escape.
pub(crate) const fn is_pchar(byte: u8) -> bool {
    class(byte) & NO_PCHAR == 0
}

/// Whether a byte is one of those of an address that are quickly told and mean nothing but themselves. The others are `!`, `=`,
/// `@`, `~`, those from `$` to `*`, and what cannot stand in a path.
#[inline(always)]
pub(crate) const fn is_usual(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') <= b'z' - b'a')
        | (byte.wrapping_sub(b'+') <= b';' - b'+')
        | (byte == b'_')
}

/// The classes `byte` belongs to.
#[inline(always)]
pub(crate) const fn class(byte: u8) -> u8 {
    // A u8 is always inside the table, and the compiler sees it: no check is left.
    #[allow(clippy::indexing_slicing)]
    CLASSES[byte as usize]
}

/// `tchar` of RFC 9110, section 5.6.2: what a type, a subtype and the name of a parameter are made of.
pub(crate) const fn is_tchar(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(byte, b'"' | b'(' | b')' | b',' | b'/' | b':'..=b'@' | b'['..=b']' | b'{' | b'}')
}

static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation, clippy::indexing_slicing)]
        {
            classes[byte] = classify(byte as u8);
        }
        byte += 1;
    }
    classes
};

/// What the table of classes is made by.
const fn classify(byte: u8) -> u8 {
    // From `$` to `;` and from `?` to `Z` there is nothing that cannot stand in a path or query.
    let stands = (byte.wrapping_sub(b'$') <= b';' - b'$')
        | (byte.wrapping_sub(b'?') <= b'Z' - b'?')
        | (byte.wrapping_sub(b'a') <= b'z' - b'a')
        | (byte == b'!')
        | (byte == b'=')
        | (byte == b'_')
        | (byte == b'~');
    when(!stands, STOP)
        | when(byte == b':', COLON)
        | when(byte == b'&', AMPERSAND)
        | when(byte == b'/', SLASH)
        | when(byte == b'?', QUESTION)
        | when(byte == b'%', PERCENT)
        | when((byte == b'*') | (byte == b'('), MARK)
        | when(byte == b'@', AT)
}

#[inline(always)]
const fn when(condition: bool, class: u8) -> u8 {
    if condition { class } else { 0 }
}

/// The first byte from `from` on that is of one of the classes `stop`, or the end.
#[inline]
pub(crate) fn run(bytes: &[u8], from: usize, stop: u8) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|byte| class(**byte) & stop == 0).count()
}

/// Where to begin so as to reach each of `len` bytes in so many steps of `CHUNK` bytes.
///
/// There are always as many steps: the fewer bytes there are, the more the last ones overlap. For `len` from `CHUNK` to
/// `CHUNK * STEPS`.
#[inline(always)]
pub(crate) fn steps<const CHUNK: usize, const STEPS: usize>(len: usize) -> impl Iterator<Item = usize> {
    let last = len.saturating_sub(CHUNK);
    (0..STEPS).map(move |step| last.min(CHUNK * step))
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const LOWS: u64 = ONES * 0x7f;

/// The high bit of every byte of `word` that is `byte`, and of no other.
#[inline(always)]
const fn equal(word: u64, byte: u8) -> u64 {
    let difference = word ^ (ONES * byte as u64);
    !(((difference & LOWS) + LOWS) | difference | LOWS)
}

/// Where in a word, lowest byte first, `byte` first stands.
#[inline(always)]
pub(crate) const fn find_in_word(word: u64, byte: u8) -> Option<usize> {
    match equal(word, byte) {
        0 => None,
        found => Some(found.trailing_zeros() as usize / 8),
    }
}

/// How often `byte` stands in a text.
///
/// Counts that fit into a byte are what lets the compiler compare sixteen bytes at a time, and 224 is the most of them that
/// leaves none over.
pub(crate) fn count(bytes: &[u8], byte: u8) -> usize {
    let count = |chunk: &[u8]| chunk.iter().fold(0_u8, |count, other| count + u8::from(*other == byte));
    bytes.chunks(224).map(|chunk| usize::from(count(chunk))).sum()
}

/// Where `byte` first stands.
#[inline(always)]
pub(crate) fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    let at = first(bytes, |other| other == byte);
    if at < bytes.len() { Some(at) } else { None }
}

/// How many bytes from the beginning are visible ASCII characters: `!` to `~`.
#[inline(always)]
pub(crate) fn graphic_len(bytes: &[u8]) -> usize {
    first(bytes, |byte| !byte.is_ascii_graphic())
}

/// Whether `byte` stands twice side by side, or at the beginning.
#[inline(always)]
pub(crate) fn doubled(bytes: &[u8], byte: u8) -> bool {
    let mut before = true;
    bytes.iter().any(|other| {
        let same = *other == byte;
        core::mem::replace(&mut before, same) && same
    })
}

/// What stands between the separators of a text: as `str::split`, for one ASCII separator.
#[derive(Clone, Debug)]
pub(crate) struct Pieces<'a> {
    rest: Option<&'a str>,
    separator: u8,
}

impl<'a> Pieces<'a> {
    pub(crate) const fn new(text: Option<&'a str>, separator: u8) -> Self {
        Pieces { rest: text, separator }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        match find(text.as_bytes(), self.separator) {
            Some(end) => {
                self.rest = text.get(end + 1..);
                text.get(..end)
            }
            None => self.rest.take(),
        }
    }
}

impl DoubleEndedIterator for Pieces<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let text = self.rest?;
        match text.rfind(char::from(self.separator)) {
            Some(end) => {
                self.rest = text.get(..end);
                text.get(end + 1..)
            }
            None => self.rest.take(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{vec, vec::Vec};

    #[test]
    fn the_classes_are_those_of_rfc_3986() {
        let pchar = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@";
        for byte in 0..=255 {
            assert_eq!(is_pchar(byte), pchar.bytes().any(|c| c == byte), "{byte:#x}");
            let value = is_pchar(byte) && byte != b'&' || matches!(byte, b'/' | b'?' | b'%');
            assert_eq!(is_qchar(byte), value, "{byte:#x}");
            assert_eq!(
                is_usual(byte),
                byte.is_ascii_alphanumeric() || b"+,-./:;_".contains(&byte),
                "{byte:#x}"
            );
        }
    }

    #[test]
    fn each_class_has_its_bytes_and_a_bit_of_its_own() {
        let stands = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%";
        let classes = [
            (COLON, ":"),
            (AMPERSAND, "&"),
            (SLASH, "/"),
            (QUESTION, "?"),
            (PERCENT, "%"),
            (MARK, "*("),
            (AT, "@"),
        ];
        for byte in 0..=255_u8 {
            let stop = if stands.bytes().any(|c| c == byte) { 0 } else { STOP };
            let of = classes.iter().filter(|(_, bytes)| bytes.bytes().any(|c| c == byte));
            let expected = of.fold(stop, |all, (class, _)| all + class);
            // What makes the table while the crate is compiled, and the table.
            assert_eq!((classify(byte), class(byte)), (expected, expected), "{byte:#x}");
        }
        assert_eq!(classes.iter().fold(STOP, |all, (class, _)| all | class), u8::MAX);
        assert_eq!(classes.iter().map(|(class, _)| class.count_ones()).sum::<u32>(), 7);
    }

    #[test]
    fn bytes_are_found_wherever_they_are() {
        for len in 0..20 {
            for at in 0..len {
                for fill in [b'a', b'.', b'0', 0xaf, 0x00, 0xff] {
                    let mut bytes = vec![fill; len];
                    assert_eq!(find(&bytes, b'/'), None);
                    assert!(!doubled(&bytes, b'/'));
                    bytes[at] = b'/';
                    assert_eq!(find(&bytes, b'/'), Some(at), "{bytes:?}");
                    assert_eq!(doubled(&bytes, b'/'), at == 0, "{bytes:?}");
                    if at > 0 {
                        bytes[at - 1] = b'/';
                        assert_eq!(find(&bytes, b'/'), Some(at - 1), "{bytes:?}");
                        assert!(doubled(&bytes, b'/'), "{bytes:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_byte_is_found_in_a_word() {
        for at in 0..8 {
            // `.` differs from `/` in the lowest bit, `\xaf` in the highest: what a wrong carry would take for it.
            for fill in [b'.', b'0', 0xaf, 0x00, 0xff] {
                let mut word = [fill; 8];
                assert_eq!(find_in_word(u64::from_le_bytes(word), b'/'), None);
                word[at] = b'/';
                assert_eq!(find_in_word(u64::from_le_bytes(word), b'/'), Some(at), "{word:?}");
                word[7] = b'/';
                assert_eq!(find_in_word(u64::from_le_bytes(word), b'/'), Some(at), "{word:?}");
            }
        }
    }

    #[test]
    fn graphic_is_as_byte_by_byte() {
        for len in 0..20 {
            for at in 0..len {
                for byte in 0..=255 {
                    for fill in [b'!', b'a', b'~'] {
                        let mut bytes = vec![fill; len];
                        bytes[at] = byte;
                        let expected = if byte.is_ascii_graphic() { len } else { at };
                        assert_eq!(graphic_len(&bytes), expected, "{bytes:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn pieces_are_those_of_split() {
        for text in ["", "/", "a", "a/b", "/a//b/", "aaaaaaaaaaaa/bbbbbbbbbbbbbbbbb/c/é/"] {
            let expected: Vec<_> = text.split('/').collect();
            assert_eq!(Pieces::new(Some(text), b'/').collect::<Vec<_>>(), expected);
            let backward: Vec<_> = Pieces::new(Some(text), b'/').rev().collect();
            assert_eq!(backward, text.split('/').rev().collect::<Vec<_>>());
        }
        assert_eq!(Pieces::new(None, b'/').next(), None);
    }

    #[test]
    fn a_token_is_that_of_rfc_9110() {
        let tchar = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        for byte in 0..=255 {
            assert_eq!(is_tchar(byte), tchar.bytes().any(|c| c == byte), "{byte:#x}");
        }
    }
}

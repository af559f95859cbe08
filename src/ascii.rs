//! Byte classes of RFC 3986, one bit each: a byte is looked at once and answers every question asked of it. Finding bytes,
//! eight and sixteen at a time. And the one class of RFC 9110 that is more than a handful of bytes.

// The classes of a byte that is an ordinary part of a name are none at all, so that many can be looked at together.

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

/// What no `pchar` is: `unreserved / sub-delims / ":" / "@"` without escapes.
pub(crate) const NO_PCHAR: u8 = STOP | SLASH | QUESTION | PERCENT;

/// What may stand in a value: `<pchar but "&"> / "/" / "?"` and escapes.
pub(crate) const fn is_qchar(byte: u8) -> bool {
    class(byte) & (STOP | AMPERSAND) == 0
}

/// Whether `byte` is a `pchar` that needs no escape.
pub(crate) const fn is_pchar(byte: u8) -> bool {
    class(byte) & NO_PCHAR == 0
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

/// The classes of a byte by comparisons alone, which the compiler does for sixteen bytes at a time.
#[inline(always)]
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

/// What is in a text.
#[derive(Clone, Copy)]
pub(crate) struct Survey {
    /// The classes of all its bytes, of those that were wanted and slashes.
    pub(crate) seen: u8,
    /// Where among the first 64 bytes a `/` is: one bit for each, the first one lowest.
    pub(crate) slashes: u64,
}

/// Looks at all bytes of a text, sixteen at a time, for the classes `WANTED` and for slashes.
#[inline(always)]
pub(crate) fn survey<const WANTED: u8>(bytes: &[u8]) -> Survey {
    let Some(last) = bytes.len().checked_sub(16) else { return survey_few(bytes, WANTED) };
    let mut met = 0;
    let mut slashes = 0;
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let classes = classify_all::<WANTED>(*chunk);
        met |= classes;
        if at < 64 {
            slashes |= u64::from(gather_slashes(classes)) << at;
        }
        if at == last {
            break;
        }
        // Some of the last sixteen are looked at twice, which changes nothing.
        at = last.min(at + 16);
    }
    Survey { seen: fold(met), slashes }
}

/// The same for fewer than sixteen bytes.
fn survey_few(bytes: &[u8], wanted: u8) -> Survey {
    let none = Survey { seen: 0, slashes: 0 };
    bytes.iter().rev().fold(none, |survey, byte| Survey {
        seen: survey.seen | class(*byte) & (wanted | SLASH),
        slashes: survey.slashes << 1 | u64::from(*byte == b'/'),
    })
}

/// The classes of sixteen bytes, of those that are wanted and slashes.
#[inline(always)]
fn classify_all<const WANTED: u8>(mut chunk: [u8; 16]) -> u128 {
    // In place and in a plain loop, which becomes a handful of vector instructions.
    for byte in &mut chunk {
        *byte = classify(*byte) & (WANTED | SLASH);
    }
    u128::from_le_bytes(chunk)
}

/// One bit for each of sixteen bytes whose class is that of a slash.
#[inline(always)]
const fn gather_slashes(classes: u128) -> u16 {
    let bits = classes >> SLASH.trailing_zeros() & u128::from_ne_bytes([1; 16]);
    u16::from_le_bytes([gather((bits << 64 >> 64) as u64), gather((bits >> 64) as u64)])
}

/// The lowest bit of each byte of `word`, of which no other bit is set, in one byte.
#[inline(always)]
const fn gather(word: u64) -> u8 {
    // Each bit is moved to its place in the highest byte, and none meets another on the way.
    const PLACES: u64 = 0x0102_0408_1020_4080;
    word.wrapping_mul(PLACES).to_le_bytes()[7]
}

/// All bytes of a word in one.
#[inline(always)]
const fn fold(word: u128) -> u8 {
    let word = word | word >> 64;
    let word = word | word >> 32;
    let word = word | word >> 16;
    (word | word >> 8).to_le_bytes()[0]
}

/// The first byte from `from` on that is of one of the classes `stop`, or the end; the classes met before it are added to
/// `seen`.
pub(crate) fn run(bytes: &[u8], from: usize, stop: u8, seen: &mut u8) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let len = rest.iter().take_while(|byte| class(**byte) & stop == 0).count();
    *seen |= rest.iter().take(len).fold(0, |seen, byte| seen | class(*byte));
    from + len
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

/// Where `byte` first stands.
#[inline(always)]
pub(crate) fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    let mut rest = bytes;
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        let found = equal(u64::from_le_bytes(*word), byte);
        if found != 0 {
            return Some(bytes.len() - rest.len() + found.trailing_zeros() as usize / 8);
        }
        rest = tail;
    }
    rest.iter().position(|other| *other == byte).map(|index| bytes.len() - rest.len() + index)
}

/// How many bytes from the beginning are visible ASCII characters: `!` to `~`.
#[inline(always)]
pub(crate) fn graphic_len(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*word);
        // The high bit of a byte that is above `~`, and that of one up to ` `.
        let above = ((word & LOWS) + ONES) | word;
        let below = !((word & LOWS) + ONES * (0x7f - b' ' as u64));
        let found = (above | below) & !LOWS;
        if found != 0 {
            return bytes.len() - rest.len() + found.trailing_zeros() as usize / 8;
        }
        rest = tail;
    }
    bytes.len() - rest.len() + rest.iter().take_while(|byte| byte.is_ascii_graphic()).count()
}

/// Whether `byte` stands twice side by side, or at the beginning.
#[inline(always)]
pub(crate) fn doubled(bytes: &[u8], byte: u8) -> bool {
    let mut rest = bytes;
    let mut before = 0x80;
    while let Some((word, tail)) = rest.split_first_chunk::<8>() {
        let found = equal(u64::from_le_bytes(*word), byte);
        if found & (found << 8 | before) != 0 {
            return true;
        }
        before = found >> 56;
        rest = tail;
    }
    let mut before = before != 0;
    for other in rest {
        let same = *other == byte;
        if same && before {
            return true;
        }
        before = same;
    }
    false
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
        }
    }

    /// All texts of these bytes up to 11 long would be too many; every place in a text of some 20 is enough.
    #[test]
    fn bytes_are_found_wherever_they_are() {
        for len in 0..20 {
            for at in 0..len {
                // `.` differs from `/` in the lowest bit, `\xaf` in the highest: what a wrong borrow would take for it.
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
    fn a_survey_is_as_byte_by_byte() {
        let mut number = 1_u32;
        for len in (0..150).chain((0..150).rev()) {
            // All bytes there are, and mostly those of names.
            let mut bytes = vec![b'a'; len];
            for byte in &mut bytes {
                number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let (class, other) = ((number >> 24) as u8, (number >> 16) as u8);
                *byte = match class {
                    0..4 => other,
                    4..40 => b"/:&?%*@("[usize::from(other & 7)],
                    _ => b'a' + class % 26,
                };
            }
            let survey = survey::<0xff>(&bytes);
            assert_eq!(survey.seen, bytes.iter().fold(0, |seen, byte| seen | class(*byte)));
            let slashes = bytes.iter().take(64).enumerate();
            let slashes = slashes.fold(0, |bits, (at, byte)| bits | u64::from(*byte == b'/') << at);
            assert_eq!(survey.slashes, slashes);
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

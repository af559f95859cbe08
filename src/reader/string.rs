//! JSON strings: finding the end, taking the escapes out, putting them in.

use crate::{
    ascii::{bits, first, padded, steps},
    error::{DecodeErrorKind, Expected, Fault, Found},
    text::Text,
};
use alloc::{string::String, vec::Vec};

/// A string as it stands in the input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawString<'a> {
    /// What is between the quotes. Its escapes have been checked.
    pub(crate) text: &'a str,
    /// Whether there are escapes in it.
    pub(crate) escaped: bool,
    /// Where it begins in the input, behind the quote.
    pub(crate) at: usize,
}

impl<'a> RawString<'a> {
    /// The string, escapes taken out.
    #[inline]
    pub(crate) fn text(&self) -> Result<Text<'a>, Fault> {
        if self.escaped { unescape(self.text, self.at).map(Text::from) } else { Ok(Text::from(self.text)) }
    }
}

/// Where a string ends.
pub(super) struct End {
    /// Bytes up to the closing quote.
    pub(super) len: usize,
    /// Whether there are escapes among them.
    pub(super) escaped: bool,
}

/// Whether a byte of a string is a quote, a backslash or a control character.
#[inline(always)]
const fn is_special(byte: u8) -> bool {
    // With this bit the other way round a quote is what follows the control characters.
    (byte ^ 2 <= b'"' ^ 2) | (byte == b'\\')
}

/// How many bytes from the beginning of `bytes` need no attention.
#[inline(always)]
pub(super) fn plain_len(bytes: &[u8]) -> usize {
    first(bytes, is_special)
}

/// Whether nothing in `text` has to be escaped.
#[inline(always)]
fn is_plain(text: &[u8]) -> bool {
    match text.len() {
        16..=96 => {
            let look =
                |at| text.get(at..at + 16).and_then(<[u8]>::first_chunk).map(|chunk| bits(chunk, is_special));
            steps::<16, 6>(text.len()).fold(0, |found, at| found | look(at).unwrap_or_default()) == 0
        }
        4..16 => {
            let word = |at| {
                text.get(at..at + 4).and_then(<[u8]>::first_chunk).map_or(0, |word| u32::from_le_bytes(*word))
            };
            let words = steps::<4, 4>(text.len()).map(word).fold(0, |all, word| all << 32 | u128::from(word));
            bits(&words.to_le_bytes(), is_special) == 0
        }
        _ => plain_len(text) == text.len(),
    }
}

/// Finds the end of the string that `bytes`, at offset `at` of the input, begins with, and checks its escapes.
#[inline(always)]
pub(super) fn end(bytes: &[u8], at: usize) -> Result<End, Fault> {
    let len = plain_len(bytes);
    match bytes.get(len) {
        Some(b'"') => Ok(End { len, escaped: false }),
        _ => end_with_escapes(bytes, len, at),
    }
}

#[inline(never)]
fn end_with_escapes(bytes: &[u8], plain: usize, at: usize) -> Result<End, Fault> {
    let mut escaped = false;
    let mut rest = bytes.get(plain..).unwrap_or_default();
    loop {
        let len = bytes.len() - rest.len();
        let behind = match rest {
            [b'"', ..] => return Ok(End { len, escaped }),
            // The one that is written where none is needed, so that it may be everywhere.
            [b'\\', b'/', behind @ ..] => behind,
            [b'\\', b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't', behind @ ..] => behind,
            [b'\\', ..] => rest.get(Escape::read(rest, at + len)?.len..).unwrap_or_default(),
            [_, ..] => return Err(Fault::new(DecodeErrorKind::ControlCharacter, at + len)),
            [] => return Err(cut(at + len)),
        };
        escaped = true;
        rest = behind.get(plain_len(behind)..).unwrap_or_default();
    }
}

/// The input ends inside a string.
#[cold]
fn cut(at: usize) -> Fault {
    Fault::new(DecodeErrorKind::Unexpected { expected: Expected::Quote, found: Found::End }, at)
}

/// What an escape stands for, and how long it is.
struct Escape {
    character: char,
    len: usize,
}

impl Escape {
    /// Reads the escape that `bytes`, at offset `at` of the input, begins with.
    fn read(bytes: &[u8], at: usize) -> Result<Self, Fault> {
        let character = match bytes.get(1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return Self::read_code(bytes, at),
            Some(_) => return Err(Fault::new(DecodeErrorKind::InvalidEscape, at)),
            None => return Err(cut(at + 1)),
        };
        Ok(Escape { character, len: 2 })
    }

    /// Reads `\uXXXX`, and `\uXXXX\uXXXX` where the first is the high half of a pair.
    fn read_code(bytes: &[u8], at: usize) -> Result<Self, Fault> {
        let lone = Fault::new(DecodeErrorKind::LoneSurrogate, at);
        let high = hex(bytes, at)?;
        if let Some(character) = char::from_u32(high) {
            return Ok(Escape { character, len: 6 });
        }
        let rest = bytes.get(6..).unwrap_or_default();
        match rest {
            _ if high >= 0xdc00 => return Err(lone),
            [] | [b'\\'] => return Err(cut(at + bytes.len())),
            [b'\\', b'u', ..] => {}
            _ => return Err(lone),
        }
        let low = hex(rest, at + 6)?;
        if !(0xdc00..0xe000).contains(&low) {
            return Err(lone);
        }
        let code = 0x10000 + ((high & 0x3ff) << 10 | low & 0x3ff);
        let character = char::from_u32(code).ok_or_else(|| Fault::internal(at))?;
        Ok(Escape { character, len: 12 })
    }
}

/// The four digits of the `\uXXXX` that `bytes`, at offset `at` of the input, begins with.
fn hex(bytes: &[u8], at: usize) -> Result<u32, Fault> {
    let mut code = 0;
    for index in 2..6 {
        let digit = bytes.get(index).ok_or_else(|| cut(at + index))?;
        let digit = char::from(*digit).to_digit(16);
        code = code << 4 | digit.ok_or_else(|| Fault::new(DecodeErrorKind::InvalidEscape, at))?;
    }
    Ok(code)
}

/// Takes the escapes out of `text`, which stands at offset `at` of the input.
fn unescape(text: &str, at: usize) -> Result<String, Fault> {
    let internal = || Fault::internal(at);
    // Sixteen bytes are copied at a time, however few of them belong together; behind the last there is room for that.
    let mut out = Vec::with_capacity(text.len() + 16);
    let text = text.as_bytes();
    let mut rest = text;
    while !rest.is_empty() {
        // The last bytes are read with those before them: to put fewer than sixteen together takes longer.
        let chunk: [u8; 16] = match (rest.first_chunk(), text.last_chunk()) {
            (Some(chunk), _) => *chunk,
            (None, Some(last)) => (u128::from_le_bytes(*last) >> (128 - 8 * rest.len())).to_le_bytes(),
            (None, None) => padded(rest),
        };
        let plain = rest.len().min(bits(&chunk, |byte| byte == b'\\').trailing_zeros() as usize);
        let len = out.len() + plain;
        out.extend_from_slice(&chunk);
        out.truncate(len);
        match rest.get(plain..).ok_or_else(internal)? {
            // The one that may be everywhere, as where its end is found.
            [b'\\', b'/', tail @ ..] => {
                out.push(b'/');
                rest = tail;
            }
            escape @ [b'\\', ..] => {
                let Escape { character, len } = Escape::read(escape, at)?;
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                rest = escape.get(len..).ok_or_else(internal)?;
            }
            tail => rest = tail,
        }
    }
    String::from_utf8(out).map_err(|_| internal())
}

/// A run without escapes, or one escape, at the beginning of a string.
struct Piece<'a> {
    what: What<'a>,
    rest: &'a str,
}

enum What<'a> {
    Plain(&'a str),
    Escaped(char),
}

impl<'a> Piece<'a> {
    fn first(text: &'a str, at: usize) -> Result<Self, Fault> {
        let plain = plain_len(text.as_bytes());
        let (what, len) = match text.get(..plain) {
            Some(run) if plain > 0 => (What::Plain(run), plain),
            _ => {
                let escape = Escape::read(text.as_bytes(), at)?;
                (What::Escaped(escape.character), escape.len)
            }
        };
        let rest = text.get(len..).ok_or_else(|| Fault::internal(at))?;
        Ok(Piece { what, rest })
    }
}

impl RawString<'_> {
    /// Whether the string, escapes taken out, is this text. Nothing is allocated.
    pub(crate) fn is(&self, text: &str) -> bool {
        if !self.escaped {
            return self.text == text;
        }
        let (mut rest, mut left) = (self.text, text);
        while !rest.is_empty() {
            let Ok(piece) = Piece::first(rest, self.at) else { return false };
            let tail = match piece.what {
                What::Plain(run) => left.strip_prefix(run),
                What::Escaped(c) => left.strip_prefix(c),
            };
            let Some(tail) = tail else { return false };
            (rest, left) = (piece.rest, tail);
        }
        left.is_empty()
    }

    /// Where in the input byte `inner` of the string without its escapes is.
    #[cold]
    pub(crate) fn position(&self, inner: usize) -> usize {
        let mut rest = self.text;
        let mut left = inner;
        while let Ok(piece) = Piece::first(rest, self.at) {
            let len = match piece.what {
                What::Plain(run) if left < run.len() => break,
                What::Plain(run) => run.len(),
                What::Escaped(c) if left < c.len_utf8() => {
                    left = 0;
                    break;
                }
                What::Escaped(c) => c.len_utf8(),
            };
            left -= len;
            rest = piece.rest;
        }
        self.at + self.text.len() - rest.len() + left
    }
}

/// How long `text` is as JSON, without its quotes.
#[inline]
pub(crate) fn escaped_len(text: &str) -> usize {
    if is_plain(text.as_bytes()) {
        return text.len();
    }
    text.bytes().map(|byte| 1 + escape(byte).map_or(0, |escape| escape.len() - 1)).sum()
}

/// The pieces of `text` as JSON, without its quotes.
pub(crate) fn escaped(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    core::iter::from_fn(move || {
        let first = rest.bytes().next()?;
        let plain = plain_len(rest.as_bytes());
        let (run, behind) = rest.split_at_checked(plain.max(1))?;
        rest = behind;
        if plain > 0 { Some(run) } else { escape(first) }
    })
}

/// Writes `text` as JSON, without its quotes.
#[inline]
pub(crate) fn write_escaped(out: &mut Vec<u8>, text: &str) {
    escaped(text).for_each(|piece| out.extend_from_slice(piece.as_bytes()));
}

/// How a byte of a string has to be written, if not as itself.
fn escape(byte: u8) -> Option<&'static str> {
    const CONTROLS: [&str; 32] = [
        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\b", "\\t",
        "\\n", "\\u000b", "\\f", "\\r", "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012", "\\u0013",
        "\\u0014", "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001a", "\\u001b", "\\u001c",
        "\\u001d", "\\u001e", "\\u001f",
    ];
    match byte {
        b'"' => Some("\\\""),
        b'\\' => Some("\\\\"),
        _ => CONTROLS.get(usize::from(byte)).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    /// RFC 8259, section 7: what has to be escaped, in every place of strings of every length that is looked at otherwise.
    #[test]
    fn what_has_to_be_escaped_is_seen_wherever_it_is() {
        for len in (0..40).chain(90..100).chain([112, 127, 128, 129]) {
            assert!(is_plain(&vec![b'a'; len]) && is_plain(&vec![0xc3; len]), "{len}");
            for at in 0..len {
                for (byte, plain) in [
                    (b'"', false),
                    (b'\\', false),
                    (0, false),
                    (0x1f, false),
                    (b' ', true),
                    (b'/', true),
                    (0x7f, true),
                ] {
                    let mut text = vec![b'a'; len];
                    text[at] = byte;
                    assert_eq!(is_plain(&text), plain, "{text:?}");
                }
            }
        }
    }
}

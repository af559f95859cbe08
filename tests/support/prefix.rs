//! Where a fault is: the prefix property.

use super::oracle::{Verdict, verdict};
use omadm::{
    DecodeError,
    error::{DecodeErrorKind, Expected, Found},
};

pub(crate) fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

pub(crate) type Refusal = (usize, DecodeErrorKind);

pub(crate) fn refusal(error: &DecodeError) -> Refusal {
    (error.offset(), error.kind())
}

/// The prefix property. `text` is refused with `kind` at `offset`, and `again` reads other texts the same way.
///
/// What stands before the offset is sound, what stands there is at fault: cut at the offset, the text is refused there and
/// because it ends there. serde_json has to say so too, and that what stands at the offset cannot follow. This holds for
/// every kind but these:
///
/// - a limit: it says nothing of the text;
/// - `TrailingData`: what stands before it is a whole text, and accepted;
/// - `InvalidUtf8`: this is looked at before anything else, so that another fault may stand before it.
///
/// A fault of a literal, a leading zero or an escape is at its first byte, one of the protocol at the first byte of the
/// value, or of the character in it, that it is about. Returns whether serde_json could confirm the place: it stops at a
/// number that is out of its range.
pub(crate) fn check_place(
    text: &[u8],
    (offset, kind): Refusal,
    again: impl Fn(&[u8]) -> Result<(), DecodeError>,
) -> bool {
    assert!(offset <= text.len(), "{offset} in {}", lossy(text));
    let (cut, rest) = text.split_at(offset);
    let place = || format!("{kind:?} at {offset} of {}", lossy(text));
    let ends =
        |found: &DecodeErrorKind| matches!(found, DecodeErrorKind::Unexpected { found: Found::End, .. });
    let refused = again(cut).map_err(|error| refusal(&error));
    match kind {
        DecodeErrorKind::Limit(_) => return false,
        DecodeErrorKind::InvalidUtf8 => {
            assert_eq!(offset, std::str::from_utf8(text).unwrap_err().valid_up_to(), "{}", place());
            assert!(refused.is_ok() || refused.is_err_and(|(at, _)| at <= offset), "{}", place());
            return true;
        }
        DecodeErrorKind::TrailingData => {
            assert_eq!(refused, Ok(()), "{}", place());
            assert!(!b" \t\r\n".contains(&rest[0]), "{}", place());
            let said = verdict(cut);
            assert!(matches!(said, Verdict::Accepted | Verdict::OutOfRange), "{said:?}: {}", place());
            return said == Verdict::Accepted;
        }
        _ => {}
    }
    let Err((at, found)) = refused else { panic!("accepted without its end: {}", place()) };
    assert!(at == offset && ends(&found), "cut, {found:?} at {at}: {}", place());
    if ends(&kind) {
        assert_eq!(offset, text.len(), "{}", place());
    }
    match verdict(cut) {
        Verdict::Unfinished => {}
        Verdict::OutOfRange => return false,
        said => panic!("{said:?}: {}", place()),
    }
    let begins = |len: usize| verdict(&text[..(offset + len).min(text.len())]);
    match kind {
        DecodeErrorKind::ByteOrderMark => assert!(offset == 0 && rest.starts_with(b"\xef\xbb\xbf")),
        DecodeErrorKind::LeadingZero => {
            assert!(rest[0] == b'0' && rest[1].is_ascii_digit(), "{}", place());
            assert_eq!(begins(2), Verdict::Refused, "{}", place());
        }
        DecodeErrorKind::InvalidEscape => {
            let sound = match rest {
                [b'\\', b'u', hex @ ..] => hex.iter().take(4).all(u8::is_ascii_hexdigit),
                [b'\\', second, ..] => b"\"\\/bfnrt".contains(second),
                _ => true,
            };
            assert!(!sound, "{}", place());
        }
        DecodeErrorKind::LoneSurrogate => {
            assert!(matches!(rest, [b'\\', b'u', b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]));
        }
        DecodeErrorKind::ControlCharacter => {
            assert!(rest[0] < 0x20, "{}", place());
            assert_eq!(begins(1), Verdict::Refused, "{}", place());
        }
        DecodeErrorKind::Unexpected { expected: Expected::Value, found: Found::Byte(byte) } => {
            let word: &[u8] = match byte {
                b't' => b"true",
                b'f' => b"false",
                b'n' => b"null",
                _ => b"",
            };
            // A literal may end too early, or go wrong behind its first letter.
            let right = word.iter().zip(rest).take_while(|(a, b)| a == b).count();
            assert!(word.is_empty() || right < word.len(), "{}", place());
            assert_eq!(rest[0], byte, "{}", place());
            if right < rest.len() {
                assert_eq!(begins(right + character(&rest[right..])), Verdict::Refused, "{}", place());
            }
        }
        DecodeErrorKind::Unexpected {
            expected:
                Expected::MemberName
                | Expected::Colon
                | Expected::CommaOrBracket
                | Expected::CommaOrBrace
                | Expected::Digit,
            found: Found::Byte(byte),
        } => {
            assert_eq!(rest[0], byte, "{}", place());
            assert_eq!(begins(character(rest)), Verdict::Refused, "{}", place());
        }
        _ => {}
    }
    true
}

/// How long the first character is.
fn character(text: &[u8]) -> usize {
    text.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next()).map_or(1, char::len_utf8)
}

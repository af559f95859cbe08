//! Bytes as hex digits.

use omadm::error::Found;
use std::fmt;

/// Why a text is not the hex digits of a body, and where in it.
pub(crate) struct NoHex {
    problem: Problem,
    pub(crate) offset: usize,
}

enum Problem {
    NoDigit(u8),
    /// The last digit has no other one beside it.
    Half,
    TooLong,
}

impl fmt::Display for NoHex {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.problem {
            Problem::NoDigit(byte) => write!(f, "expected a hex digit, found {}", Found::Byte(byte))?,
            Problem::Half => f.write_str("a byte has two hex digits, the last one has one")?,
            Problem::TooLong => f.write_str("more hex digits and white space than allowed")?,
        }
        write!(f, " at byte {}", self.offset)
    }
}

/// How long a text may be that stands for so many bytes: each may have as much white space as digits.
pub(crate) const fn longest(bytes: usize) -> usize {
    bytes.saturating_mul(4)
}

/// Reads hex digits. White space means nothing, not even between the two of one byte.
pub(crate) fn decode(text: &[u8], most: usize) -> Result<Vec<u8>, NoHex> {
    let no_hex = |problem, offset| Err(NoHex { problem, offset });
    let mut bytes = Vec::new();
    let mut half = None;
    for (offset, byte) in text.iter().enumerate().take(most) {
        if byte.is_ascii_whitespace() {
            continue;
        }
        let Some(digit) = char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else {
            return no_hex(Problem::NoDigit(*byte), offset);
        };
        half = match half {
            None => Some((offset, digit)),
            Some((_, high)) => {
                bytes.push(high << 4 | digit);
                None
            }
        };
    }
    match half {
        _ if text.len() > most => no_hex(Problem::TooLong, most),
        Some((offset, _)) => no_hex(Problem::Half, offset),
        None => Ok(bytes),
    }
}

/// Bytes as they are read again.
pub(crate) fn spaced(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

/// The same without anything between.
pub(crate) fn plain(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

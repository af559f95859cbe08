//! A cursor that knows nothing but what is nearly always written: no blanks, no escapes. It goes ahead of the reader, which
//! follows it if all was so, and else stays where it is and reads the same with care.

use super::json::Reader;
use crate::ascii::find_in_word;

/// The cursor. Its own state is two numbers, which stay in registers.
pub(crate) struct Glance<'r, 'a> {
    reader: &'r Reader<'a>,
    at: usize,
    values: usize,
}

impl<'r, 'a> Glance<'r, 'a> {
    /// Enters the array that begins at the cursor of the reader, and goes on to its first element, which is a string.
    #[inline(always)]
    pub(crate) fn array_of_strings(reader: &'r Reader<'a>) -> Option<Self> {
        match reader.rest() {
            [b'[', b'"', ..] if reader.may_open() => {
                Glance { reader, at: reader.at + 1, values: reader.values() }.counted()
            }
            _ => None,
        }
    }

    #[inline(always)]
    fn counted(mut self) -> Option<Self> {
        self.values += 1;
        if self.values <= self.reader.max_values { Some(self) } else { None }
    }

    #[inline(always)]
    fn rest(&self) -> &'a [u8] {
        self.reader.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Whether there is another element, which is a string, and goes on to it. `None` if something else comes.
    #[inline(always)]
    pub(crate) fn next_string(&mut self) -> Option<bool> {
        match self.rest() {
            [b',', b'"', ..] if self.values < self.reader.max_values => {
                self.at += 1;
                self.values += 1;
                Some(true)
            }
            [b']', ..] => Some(false),
            _ => None,
        }
    }

    /// Reads the string at the cursor, which has up to seven bytes, with `read`, which gets them and the quote behind them as
    /// the low bytes of a word.
    #[inline(always)]
    pub(crate) fn word<T>(&mut self, read: impl FnOnce(u64) -> Option<T>) -> Option<T> {
        let rest = self.rest().get(1..)?;
        let word = match rest.first_chunk() {
            Some(word) => u64::from_le_bytes(*word),
            None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        let len = find_in_word(word, b'"').filter(|len| *len <= self.reader.max_string)?;
        let known = read(word & (u64::MAX >> (56 - 8 * len)))?;
        self.at += len + 2;
        Some(known)
    }

    /// Reads the string at the cursor while `read` looks for its end: see [`Reader::scanned`].
    #[inline(always)]
    pub(crate) fn string<T>(
        &mut self,
        read: impl FnOnce(&'a str) -> Option<(usize, T)>,
    ) -> Option<(&'a str, T)> {
        let scanned = self.reader.scan(self.at, read)?;
        self.at += scanned.0.len() + 2;
        Some(scanned)
    }

    /// A reader at the cursor, to look on with: what was counted since the array began is not in it.
    #[inline(always)]
    pub(crate) fn ahead(&self) -> Reader<'a> {
        let mut ahead = *self.reader;
        ahead.at = self.at;
        ahead
    }

    /// Leaves the array, whose end is at the cursor: where the reader is then to go on.
    #[inline(always)]
    pub(crate) fn leave(self) -> [usize; 3] {
        [self.at + 1, self.reader.depth(), self.values]
    }
}

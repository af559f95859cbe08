//! Strings, numbers and null at the cursor.

use super::{
    json::Reader,
    string::{self, RawString},
};
use crate::{
    ascii,
    error::{DecodeErrorKind, Expected, Fault},
    limits::Limit,
    text::Text,
};

impl<'a> Reader<'a> {
    /// Reads a string as it stands between its quotes.
    #[inline]
    pub(crate) fn raw_string(&mut self) -> Result<RawString<'a>, Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected(Expected::String));
        }
        self.quoted()
    }

    /// Reads the string whose quote is at the cursor.
    #[inline(always)]
    pub(crate) fn quoted(&mut self) -> Result<RawString<'a>, Fault> {
        let quote = self.at;
        let start = quote + 1;
        let end = string::end(self.text.as_bytes().get(start..).unwrap_or_default(), start)?;
        if end.len > self.max_string {
            return Err(Fault::new(DecodeErrorKind::Limit(Limit::StringBytes), quote));
        }
        self.at = start + end.len;
        let raw = RawString { text: self.since(start)?, escaped: end.escaped, at: start };
        self.advance(1);
        Ok(raw)
    }

    /// Reads a string without escapes, whose quote is at the cursor, with `read`. `None` for any other, or if `read` does not
    /// like it: then nothing was read.
    #[inline(always)]
    pub(crate) fn plain<T>(&mut self, read: impl FnOnce(&'a str) -> Option<T>) -> Option<T> {
        let text = self.plain_text(self.at)?;
        let value = read(text)?;
        self.advance(text.len() + 2);
        Some(value)
    }

    /// A string without escapes whose quote is at this place.
    ///
    /// What it returns fits into two registers, which a result that can be an error does not.
    #[inline(never)]
    pub(super) fn plain_text(&self, quote: usize) -> Option<&'a str> {
        let (b'"', rest) = self.text.as_bytes().get(quote..)?.split_first()? else { return None };
        let len = string::plain_len(rest);
        let start = quote + 1;
        match rest.get(len) {
            Some(b'"') if len <= self.max_string => self.text.get(start..start + len),
            _ => None,
        }
    }

    /// Reads a string of up to seven bytes that begins at the cursor with `read`, which gets them and the quote behind them as
    /// the low bytes of a word, escapes and all. `None` if it does not know them, or if the body ends too soon to tell: then nothing was read.
    #[inline(always)]
    pub(crate) fn word<T>(&mut self, read: impl FnOnce(u64) -> Option<T>) -> Option<T> {
        let (b'"', rest) = self.rest().split_first()? else { return None };
        let word = u64::from_le_bytes(*rest.first_chunk()?);
        let len = ascii::find_in_word(word, b'"').filter(|len| *len <= self.max_string)?;
        let known = read(word & (u64::MAX >> (56 - 8 * len)))?;
        self.advance(len + 2);
        Some(known)
    }

    /// Reads a string.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Text<'a>, Fault> {
        match self.plain(Some) {
            Some(text) => Ok(Text::from(text)),
            None => self.raw_string()?.text(),
        }
    }

    /// Reads a number as it stands.
    pub(crate) fn number(&mut self) -> Result<&'a str, Fault> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.unexpected(Expected::Integer));
        }
        let start = self.at;
        self.skip_number()?;
        self.since(start)
    }

    /// The number of three digits that begins at the cursor, where another member or the end of the object follows at once.
    #[inline(always)]
    pub(crate) fn three_digits(&self) -> Option<u16> {
        match self.rest() {
            [a @ b'1'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', b',' | b'}', ..] => {
                Some([a, b, c].into_iter().fold(0, |number, digit| 10 * number + u16::from(digit - b'0')))
            }
            _ => None,
        }
    }

    /// Passes over a number that begins at the cursor.
    pub(super) fn skip_number(&mut self) -> Result<(), Fault> {
        if self.byte() == Some(b'-') {
            self.advance(1);
        }
        if self.byte() == Some(b'0') {
            self.advance(1);
            if matches!(self.byte(), Some(b'0'..=b'9')) {
                return Err(Fault::new(DecodeErrorKind::LeadingZero, self.at - 1));
            }
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.advance(1);
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.advance(1);
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.advance(1);
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.advance(1);
        }
        if self.at == start { Err(self.unexpected_byte(Expected::Digit)) } else { Ok(()) }
    }

    /// Passes over `null` if that is what comes next.
    #[inline]
    pub(crate) fn null(&mut self) -> bool {
        if self.byte() == Some(b'"') {
            return false;
        }
        let null = self.peek() == Some(b'n') && self.rest().starts_with(b"null");
        if null {
            self.advance(4);
        }
        null
    }
}

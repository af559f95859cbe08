//! Strings, numbers and null at the cursor.
//!
//! | a string | read | for |
//! |---|---|---|
//! | `string` | its escapes taken out | most |
//! | `raw_string` | as it stands | what says where in it something is, and what is kept as it stands |
//! | `quoted` | the same, the quote being there | whoever has seen the quote |
//! | `scanned`, `scan` | while its grammar is checked, without escapes | URIs, which need not be looked at twice |
//! | `plain_text` | without escapes, moving nothing | the others, where nearly all have none |

use super::{
    json::Reader,
    string::{self, RawString},
};
use crate::{
    error::{DecodeErrorKind, Expected, Fault},
    limits::Limit,
    text::Text,
};

impl<'a> Reader<'a> {
    /// Reads a string as it stands between its quotes.
    #[inline]
    pub(crate) fn raw_string(&mut self) -> Result<RawString<'a>, Fault> {
        if self.peek() != Some(b'"') {
            // reached: tests/json_errors.rs has its message
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

    /// Reads a string whose quote is at the cursor while `read` looks for its end: it gets what is behind the quote, and says
    /// how many bytes it has read and what it knows of them. `None` if it has not read up to the closing quote: then nothing
    /// was read.
    #[inline(always)]
    pub(crate) fn scanned<T>(
        &mut self,
        read: impl FnOnce(&'a str) -> Option<(usize, T)>,
    ) -> Option<(&'a str, T)> {
        if self.byte() != Some(b'"') {
            return None;
        }
        let scanned = self.scan(self.at, read)?;
        self.advance(scanned.0.len() + 2);
        Some(scanned)
    }

    /// The same for the string whose quote is at `quote`.
    #[inline(always)]
    pub(super) fn scan<T>(
        &self,
        quote: usize,
        read: impl FnOnce(&'a str) -> Option<(usize, T)>,
    ) -> Option<(&'a str, T)> {
        let rest = self.text.get(quote + 1..)?;
        let (len, known) = read(rest)?;
        if rest.as_bytes().get(len) != Some(&b'"') || len > self.max_string {
            return None;
        }
        Some((rest.get(..len)?, known))
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

    /// Reads a string.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Text<'a>, Fault> {
        match self.plain_text(self.at) {
            Some(text) => {
                self.advance(text.len() + 2);
                Ok(Text::from(text))
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use alloc::format;

    #[test]
    fn a_plain_string_is_found_in_place() {
        // However many bytes are looked at at once.
        for len in 0..40 {
            let Some(string) = "abcdefghijklmnopqrstuvwxyz\u{e9}0123456789~/ ".get(..len) else { continue };
            for (before, behind) in [("", ""), ("", "\\\"\n"), ("[\n", ",\"x\"]")] {
                let text = format!("{before}\"{string}\"{behind}");
                let quote = before.len();
                for most in [len.saturating_sub(1), len, len + 1] {
                    let limits = Limits::default().with_string_bytes(most);
                    let reader = Reader::new(&text, &limits);
                    let expected = if len <= most { Some(string) } else { None };
                    assert_eq!(reader.plain_text(quote), expected, "{text}");
                }
            }
        }
        for text in
            ["", "a", "\"", "\"a", "a\"", "\"a\\\"", "\"a\\n\"", "\"\n\"", "\"0123456789abcdef\t\"", " \"a\""]
        {
            let reader = Reader::new(text, &Limits::default());
            assert_eq!(reader.plain_text(0), None, "{text:?}");
        }
    }

    #[test]
    fn what_is_scanned_is_a_whole_string() {
        // Reads letters, and says how many there were.
        let letters = |text: &str| {
            let len = text.bytes().take_while(u8::is_ascii_lowercase).count();
            if len > 0 { Some((len, len)) } else { None }
        };
        let exact = Limits::default().with_string_bytes(3);
        for (text, expected) in [
            ("\"abc\"", Some("abc")),
            ("\"abc\",\"d\"", Some("abc")),
            ("\"abcd\"", None),
            ("\"abc", None),
            ("\"abC\"", None),
            ("\"\"", None),
            (" \"abc\"", None),
            ("xabc\"", None),
            ("", None),
        ] {
            let mut reader = Reader::new(text, &exact);
            assert_eq!(reader.scanned(letters), expected.map(|found| (found, found.len())), "{text}");
            assert_eq!(reader.offset(), expected.map_or(0, |found| found.len() + 2), "{text}");
        }
    }

    #[test]
    fn three_digits_are_a_number_where_a_member_ends() {
        for (text, expected) in [
            ("200,", Some(200)),
            ("599}", Some(599)),
            ("123,x", Some(123)),
            ("987}", Some(987)),
            ("099,", None),
            ("20,", None),
            ("2000,", None),
            ("200 ,", None),
            ("200]", None),
            ("200", None),
            ("2e2,", None),
            (" 200,", None),
        ] {
            assert_eq!(Reader::new(text, &Limits::default()).three_digits(), expected, "{text}");
        }
    }
}

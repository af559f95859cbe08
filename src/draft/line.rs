//! The framing: lines, and the fields of a line (nom).

use crate::{
    ascii::graphic_len,
    error::{DecodeErrorKind, Fault},
    limits::{Limit, Limits},
};
use nom::{
    IResult, Parser,
    branch::alt,
    bytes::complete::{tag, take_while},
    character::complete::space0,
    combinator::eof,
};

/// What nom says; only that it failed is of use.
type Result<'a, T> = IResult<&'a str, T, ()>;

/// What separates the fields of a line.
pub(super) const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// What may be in a field.
fn is_field(c: char) -> bool {
    !is_blank(c) && !c.is_control()
}

fn line_end(input: &str) -> Result<'_, &str> {
    alt((tag("\r\n"), tag("\n"), eof)).parse(input)
}

/// A cursor that stands somewhere in a line.
#[derive(Clone, Copy)]
pub(super) struct Line<'a, 'l> {
    whole: &'a str,
    rest: &'a str,
    fields: usize,
    limits: &'l Limits,
}

impl<'a, 'l> Line<'a, 'l> {
    /// A cursor at the first line of a text.
    pub(super) fn first(whole: &'a str, limits: &'l Limits) -> Self {
        Line { whole, rest: whole, fields: 0, limits }
    }

    /// Where in the text the cursor is.
    pub(super) fn offset(&self) -> usize {
        self.whole.len() - self.rest.len()
    }

    /// What is from the cursor on.
    #[inline(always)]
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// How many fields were counted.
    #[inline(always)]
    pub(super) fn fields(&self) -> usize {
        self.fields
    }

    #[inline(always)]
    pub(super) fn limits(&self) -> &'l Limits {
        self.limits
    }

    /// Goes on by so many bytes, up to which there are so many fields in all.
    #[inline(always)]
    pub(super) fn advance(&mut self, bytes: usize, fields: usize) -> Option<()> {
        self.rest = self.rest.get(bytes..)?;
        self.fields = fields;
        Some(())
    }

    /// Whether all lines have been read.
    pub(super) fn is_last(&self) -> bool {
        self.rest.is_empty()
    }

    /// Skips blanks; whether a field begins here. A control character that ends no line is an error.
    #[inline]
    pub(super) fn has_field(&mut self) -> core::result::Result<bool, Fault> {
        if let Ok((rest, _)) = blanks(self.rest) {
            self.rest = rest;
        }
        match self.rest.chars().next() {
            Some('\u{feff}') if self.begins_line() => {
                // reached: tests/draft.rs has its message
                Err(Fault::new(DecodeErrorKind::LineByteOrderMark, self.offset()))
            }
            Some(c) if !c.is_control() => Ok(true),
            _ if line_end(self.rest).is_ok() => Ok(false),
            _ => Err(self.control()),
        }
    }

    /// Whether there is nothing but blanks before the cursor in its line.
    #[cold]
    fn begins_line(&self) -> bool {
        let before = self.whole.get(..self.offset()).unwrap_or_default().trim_end_matches(is_blank);
        before.is_empty() || before.ends_with('\n')
    }

    /// Counts a field, which is about to be read.
    #[inline]
    pub(super) fn count(&mut self) -> core::result::Result<(), Fault> {
        if self.fields >= self.limits.values {
            return Err(Fault::new(DecodeErrorKind::Limit(Limit::Values), self.offset()));
        }
        self.fields += 1;
        Ok(())
    }

    /// How many fields there are from the one at the cursor on; nothing is read.
    #[cold]
    pub(super) fn count_rest(&self) -> usize {
        let mut probe = *self;
        let mut count = 0;
        while probe.has_field().unwrap_or(false) && probe.field().is_ok() {
            count += 1;
        }
        count
    }

    /// Reads the field at the cursor.
    #[inline]
    pub(super) fn field(&mut self) -> core::result::Result<&'a str, Fault> {
        let plain = graphic_len(self.rest.as_bytes());
        let (field, rest) = match self.rest.as_bytes().get(plain) {
            // A blank or control character ends it, as does the end of the text.
            None | Some(0..=b' ' | 0x7f) => self.rest.split_at_checked(plain).unwrap_or_default(),
            Some(_) => field(self.rest).map(|(rest, field)| (field, rest)).unwrap_or(("", self.rest)),
        };
        if field.len() > self.limits.string_bytes {
            return Err(Fault::new(DecodeErrorKind::Limit(Limit::StringBytes), self.offset()));
        }
        self.rest = rest;
        Ok(field)
    }

    /// Goes to the end of the line, past fields that nobody understands, and says what there was. They are held to the
    /// limits like any other.
    pub(super) fn remainder(&mut self) -> core::result::Result<&'a str, Fault> {
        let start = self.offset();
        while self.has_field()? {
            self.count()?;
            self.field()?;
        }
        self.whole.get(start..self.offset()).ok_or_else(|| Fault::internal(start))
    }

    /// Goes to the next line from the end of this one.
    pub(super) fn next_line(&mut self) -> core::result::Result<(), Fault> {
        let (rest, _) = line_end(self.rest).map_err(|_| Fault::internal(self.offset()))?;
        self.rest = rest;
        Ok(())
    }

    #[cold]
    fn control(&self) -> Fault {
        Fault::new(DecodeErrorKind::Control, self.offset())
    }
}

#[inline]
fn blanks(input: &str) -> Result<'_, &str> {
    space0(input)
}

#[inline]
fn field(input: &str) -> Result<'_, &str> {
    take_while(is_field)(input)
}

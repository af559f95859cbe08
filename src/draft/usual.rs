//! Lines as nearly everybody writes them: one blank between two fields.

use super::line::Line;
use crate::{
    package::{Ahead, Places, Verb, read_usual},
    value::begins_as_server_uri,
};

/// Reads the command whose name is at the cursor and puts it behind `slots`. `None` for any other: then nothing was read.
#[inline(always)]
pub(super) fn command<'a>(line: &mut Line<'a, '_>, slots: &mut Places<'a>) -> Option<()> {
    let mut ahead = FieldsAhead { line, at: 0, counted: line.fields() };
    let name = ahead.rest().split(|byte| *byte <= b' ').next()?;
    ahead.count()?;
    let name = ahead.end_field(name.len())?;
    read_usual(Verb::from_draft_name(name)?, &mut ahead, slots)?;
    // The grammar is content only where the line ends.
    let (bytes, fields) = (ahead.at, ahead.counted);
    line.advance(bytes, fields)
}

/// The fields of a line from its cursor on.
struct FieldsAhead<'r, 'a, 'l> {
    line: &'r Line<'a, 'l>,
    at: usize,
    /// How many fields of the body were counted.
    counted: usize,
}

impl<'a> FieldsAhead<'_, 'a, '_> {
    #[inline(always)]
    fn rest(&self) -> &'a [u8] {
        self.line.rest().as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline(always)]
    fn count(&mut self) -> Option<()> {
        self.counted += 1;
        if self.counted <= self.line.limits().values { Some(()) } else { None }
    }

    /// Goes behind a field of so many bytes, if it ends there.
    #[inline(always)]
    fn end_field(&mut self, len: usize) -> Option<&'a str> {
        let ends = matches!(self.rest().get(len), None | Some(b' ' | b'\r' | b'\n'));
        if !ends || len > self.line.limits().string_bytes {
            return None;
        }
        let field = self.line.rest().get(self.at..self.at + len)?;
        self.at += len;
        Some(field)
    }
}

impl<'a> Ahead<'a> for FieldsAhead<'_, 'a, '_> {
    #[inline(always)]
    fn next(&mut self) -> Option<bool> {
        match self.rest() {
            [b' ', b'!'..=b'~', ..] => {
                self.at += 1;
                self.count().map(|()| true)
            }
            [] | [b'\n', ..] | [b'\r', b'\n', ..] => Some(false),
            _ => None,
        }
    }

    #[inline(always)]
    fn scanned<T>(&mut self, read: impl FnOnce(&'a str) -> Option<(usize, T)>) -> Option<(&'a str, T)> {
        let (len, known) = self.line.rest().get(self.at..).and_then(read)?;
        self.end_field(len).map(|field| (field, known))
    }

    #[inline(always)]
    fn is_server_uri(&self) -> bool {
        begins_as_server_uri(self.rest())
    }

    #[inline(always)]
    fn count_rest(&self) -> usize {
        let mut ahead = *self.line;
        ahead.advance(self.at, self.counted).map_or(0, |()| ahead.count_rest())
    }
}

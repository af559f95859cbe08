//! Lines as nearly everybody writes them: one blank between fields, and no fault. What is read here is read by the same grammar as
//! any other; but nothing is said of a refusal, since the line is then read once more.

use super::line::Line;
use crate::{
    error::{SlotErrorKind, WarningKind},
    package::{Parameters, Places, Verb, read_command},
    uri::{ClientUri, ServerUri},
    value::{Moid, begins_as_server_uri},
};

/// Something that is not as usual.
pub(super) struct Unusual;

/// Reads the command whose name is at the cursor and puts it behind `slots`. `None` for any other: then nothing was read.
#[inline(always)]
pub(super) fn command<'a>(line: &mut Line<'a, '_>, slots: &mut Places<'a>) -> Option<()> {
    let mut fields = Plain { line, at: 0, fields: line.fields() };
    let name = fields.rest().split(|byte| *byte <= b' ').next()?;
    fields.count().ok()?;
    let name = fields.end_field(name.len()).ok()?;
    read_command(Verb::from_draft_name(name)?, &mut fields, slots).ok()?;
    // The grammar is content only where the line ends.
    let (behind, fields) = (fields.at, fields.fields);
    line.advance(behind, fields)
}

/// The fields of a line from its cursor on.
struct Plain<'r, 'a, 'l> {
    line: &'r Line<'a, 'l>,
    at: usize,
    fields: usize,
}

impl<'a> Plain<'_, 'a, '_> {
    #[inline(always)]
    fn rest(&self) -> &'a [u8] {
        self.line.rest().as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline(always)]
    fn count(&mut self) -> Result<(), Unusual> {
        self.fields += 1;
        if self.fields <= self.line.limits().values { Ok(()) } else { Err(Unusual) }
    }

    /// Goes behind a field of so many bytes, if it ends there.
    #[inline(always)]
    fn end_field(&mut self, len: usize) -> Result<&'a str, Unusual> {
        let ends = matches!(self.rest().get(len), None | Some(b' ' | b'\r' | b'\n'));
        let field = self.line.rest().get(self.at..self.at + len);
        match field {
            Some(field) if ends && len <= self.line.limits().string_bytes => {
                self.at += len;
                Ok(field)
            }
            _ => Err(Unusual),
        }
    }

    /// Reads the field at the cursor while `read` looks for its end: it says how many bytes it has read and what it knows of
    /// them.
    #[inline(always)]
    fn scanned<T>(
        &mut self,
        read: impl FnOnce(&'a str) -> Option<(usize, T)>,
    ) -> Result<(&'a str, T), Unusual> {
        let (len, known) = self.line.rest().get(self.at..).and_then(read).ok_or(Unusual)?;
        self.end_field(len).map(|field| (field, known))
    }
}

impl<'a> Parameters<'a> for Plain<'_, 'a, '_> {
    type Refusal = Unusual;

    fn refuse(&self, _: SlotErrorKind, _: usize) -> Unusual {
        Unusual
    }

    #[inline(always)]
    fn next(&mut self) -> Result<bool, Unusual> {
        match self.rest() {
            [b' ', b'!'..=b'~', ..] => {
                self.at += 1;
                self.count().map(|()| true)
            }
            [] | [b'\n', ..] | [b'\r', b'\n', ..] => Ok(false),
            _ => Err(Unusual),
        }
    }

    #[inline(always)]
    fn offset(&self) -> usize {
        // Nobody is told of it.
        0
    }

    #[inline(always)]
    fn text_offset(&self, offset: usize) -> usize {
        offset
    }

    #[inline(always)]
    fn is_server_uri(&self) -> bool {
        begins_as_server_uri(self.rest())
    }

    #[inline(always)]
    fn count_rest(&self) -> usize {
        let mut ahead = *self.line;
        ahead.advance(self.at, self.fields).map_or(0, |()| ahead.count_rest())
    }

    #[inline(always)]
    fn client_uri(&mut self) -> Result<ClientUri<'a>, Unusual> {
        self.scanned(ClientUri::accept).map(ClientUri::accepted)
    }

    #[inline(always)]
    fn server_uri(&mut self) -> Result<ServerUri<'a>, Unusual> {
        self.scanned(ServerUri::accept).map(ServerUri::accepted)
    }

    #[inline(always)]
    fn moid(&mut self) -> Result<Moid<'a>, Unusual> {
        self.scanned(Moid::accept).map(|(text, ())| Moid::checked(text))
    }

    /// What leaves a warning is read once more, and leaves it then.
    #[inline(always)]
    fn warn(&mut self, _: WarningKind, _: usize) -> Result<(), Unusual> {
        Err(Unusual)
    }
}

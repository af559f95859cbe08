//! Commands as nearly everybody writes them in JSON: no blanks, no escapes.

use crate::{
    package::{Ahead, Places, Verb, read_usual},
    reader::{Glance, Reader},
    value::begins_as_server_uri,
};

/// Reads the command that begins at the cursor and puts it behind `slots`. `None` for any other: then nothing was read.
#[inline(always)]
pub(super) fn command<'a>(reader: &mut Reader<'a>, slots: &mut Places<'a>) -> Option<()> {
    let mut glance = Glance::array_of_strings(reader)?;
    let verb = glance.word(Verb::from_published_word)?;
    read_usual(verb, &mut glance, slots)?;
    // The grammar is content only where the bracket is.
    let behind = glance.leave();
    reader.go_to(behind);
    Some(())
}

impl<'a> Ahead<'a> for Glance<'_, 'a> {
    #[inline(always)]
    fn next(&mut self) -> Option<bool> {
        self.next_string()
    }

    #[inline(always)]
    fn scanned<T>(&mut self, read: impl FnOnce(&'a str) -> Option<(usize, T)>) -> Option<(&'a str, T)> {
        self.string(read)
    }

    #[inline(always)]
    fn is_server_uri(&self) -> bool {
        matches!(self.ahead().rest(), [_, uri @ ..] if begins_as_server_uri(uri))
    }

    #[inline(always)]
    fn count_rest(&self) -> usize {
        self.ahead().count_rest()
    }
}

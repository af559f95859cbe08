//! Commands as nearly everybody writes them: without blanks, without escapes, and without fault. What is read here is read by the
//! same grammar as any other; but nothing is said of a refusal, since the slot is then read once more.

use crate::{
    error::{SlotErrorKind, WarningKind},
    package::{Parameters, Places, Verb, read_command},
    reader::{Glance, Reader},
    uri::{ClientUri, ServerUri},
    value::{Moid, begins_as_server_uri},
};

/// Something that is not as usual.
pub(super) struct Unusual;

/// Reads the command that begins at the cursor and puts it behind `slots`. `None` for any other: then nothing was read.
#[inline(always)]
pub(super) fn command<'a>(reader: &mut Reader<'a>, slots: &mut Places<'a>) -> Option<()> {
    let mut glance = Glance::array_of_strings(reader)?;
    let verb = glance.word(Verb::from_published_word)?;
    let mut parameters = Plain(glance);
    read_command(verb, &mut parameters, slots).ok()?;
    // The grammar is content only where the bracket is.
    let behind = parameters.0.leave();
    reader.go_to(behind);
    Some(())
}

/// The parameters behind the name.
struct Plain<'r, 'a>(Glance<'r, 'a>);

impl<'a> Parameters<'a> for Plain<'_, 'a> {
    type Refusal = Unusual;

    fn refuse(&self, _: SlotErrorKind, _: usize) -> Unusual {
        Unusual
    }

    #[inline(always)]
    fn next(&mut self) -> Result<bool, Unusual> {
        self.0.next_string().ok_or(Unusual)
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
        matches!(self.0.ahead().rest(), [_, uri @ ..] if begins_as_server_uri(uri))
    }

    #[inline(always)]
    fn count_rest(&self) -> usize {
        self.0.ahead().count_rest()
    }

    #[inline(always)]
    fn client_uri(&mut self) -> Result<ClientUri<'a>, Unusual> {
        self.0.scanned(ClientUri::accept).map(ClientUri::accepted).ok_or(Unusual)
    }

    #[inline(always)]
    fn server_uri(&mut self) -> Result<ServerUri<'a>, Unusual> {
        self.0.scanned(ServerUri::accept).map(ServerUri::accepted).ok_or(Unusual)
    }

    #[inline(always)]
    fn moid(&mut self) -> Result<Moid<'a>, Unusual> {
        self.0.scanned(Moid::accept).map(|(text, ())| Moid::checked(text)).ok_or(Unusual)
    }

    /// What leaves a warning is read once more, and leaves it then.
    #[inline(always)]
    fn warn(&mut self, _: WarningKind, _: usize) -> Result<(), Unusual> {
        Err(Unusual)
    }
}

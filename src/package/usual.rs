//! Commands as nearly everybody writes them: without a blank too many, without escapes, and without fault. A dialect goes ahead
//! and reads them by the same grammar as any other; but nothing is said of a refusal, since the slot is then read once more with
//! care.

use super::{grammar::Parameters, grammar::read_command, places::Places, verb::Verb};
use crate::{
    error::{SlotErrorKind, WarningKind},
    uri::{ClientUri, ServerUri},
    value::Moid,
};

/// A cursor that knows nothing but what is usual in its dialect.
pub(crate) trait Ahead<'a> {
    /// Whether there is another parameter, and goes on to it. `None` if something else comes.
    fn next(&mut self) -> Option<bool>;
    /// Reads a parameter while `read` looks for its end: it gets what is behind its beginning, and says how many bytes it has
    /// read and what it knows of them.
    fn scanned<T>(&mut self, read: impl FnOnce(&'a str) -> Option<(usize, T)>) -> Option<(&'a str, T)>;
    /// Whether the parameter that is read next is a ServerURI rather than a ClientURI or MOID.
    fn is_server_uri(&self) -> bool;
    /// How many parameters there are from the one on that is read next.
    fn count_rest(&self) -> usize;
}

/// Reads the parameters of a command, and puts it behind `slots`. `None` if something is not as usual: then nothing was added.
#[inline(always)]
pub(crate) fn read_usual<'a>(verb: Verb, ahead: &mut impl Ahead<'a>, slots: &mut Places<'a>) -> Option<()> {
    slots.add(|place| read_command(verb, &mut Usual(ahead), place)).ok()
}

/// Something that is not as usual.
struct Unusual;

struct Usual<'c, A>(&'c mut A);

impl<'a, A: Ahead<'a>> Parameters<'a> for Usual<'_, A> {
    type Refusal = Unusual;

    #[inline(always)]
    fn refuse(&self, _: SlotErrorKind, _: usize) -> Unusual {
        Unusual
    }

    #[inline(always)]
    fn next(&mut self) -> Result<bool, Unusual> {
        self.0.next().ok_or(Unusual)
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
        self.0.is_server_uri()
    }

    #[inline(always)]
    fn count_rest(&self) -> usize {
        self.0.count_rest()
    }

    #[inline(always)]
    fn client_uri(&mut self) -> Result<ClientUri<'a>, Unusual> {
        self.0.scanned(ClientUri::accept).map(ClientUri::accepted).ok_or(Unusual)
    }

    #[inline(always)]
    fn server_uri(&mut self) -> Result<ServerUri<'a>, Unusual> {
        self.0.scanned(ServerUri::accept_usual).map(ServerUri::accepted).ok_or(Unusual)
    }

    #[inline(always)]
    fn moid(&mut self) -> Result<Moid<'a>, Unusual> {
        self.0.scanned(Moid::accept_usual).map(|(text, ())| Moid::accepted(text)).ok_or(Unusual)
    }

    /// What leaves a warning is read once more, and leaves it then.
    #[inline(always)]
    fn warn(&mut self, _: WarningKind, _: usize) -> Result<(), Unusual> {
        Err(Unusual)
    }
}

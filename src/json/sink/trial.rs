//! Both at once, for bodies of which it can be told about how long they are.

use super::{Sink, Tally, Total, Writer};
use crate::{
    error::EncodeErrorKind,
    limits::{Limit, Limits},
    package::Verb,
    status::StatusCode,
    value::Json,
};

/// Counts all of a body, and writes as much of it as there is room for.
pub(in crate::json) struct Trial<'v, 'l> {
    tally: Tally<'l>,
    writer: Writer<'v>,
}

impl<'v, 'l> Trial<'v, 'l> {
    pub(in crate::json) fn new(room: &'v mut [u8], limits: &'l Limits) -> Self {
        Trial { tally: Tally::new(limits), writer: Writer::new(room, true) }
    }

    /// What the tally says, and how much room is left if all was written.
    #[inline(always)]
    pub(in crate::json) fn finish(self) -> (Option<Total>, Option<usize>) {
        (self.tally.finish(), self.writer.left())
    }
}

/// Hands everything to the tally first, and then to the writer.
macro_rules! both {
    ($(fn $name:ident($($argument:ident: $type:ty),*);)*) => {
        $(
            #[inline(always)]
            fn $name(&mut self, $($argument: $type),*) {
                self.tally.$name($($argument),*);
                self.writer.plain = self.tally.is_plain();
                self.writer.$name($($argument),*);
            }
        )*
    };
}

impl Sink for Trial<'_, '_> {
    both! {
        fn begin(open: u8);
        fn end(close: u8);
        fn element();
        fn member(name: &'static str);
        fn foreign_member(name: &str);
        fn plain(text: &str);
        fn string(text: &str);
        fn raw(json: &Json<'_>);
        fn number(code: StatusCode);
        fn members(most: usize);
        fn begin_command(verb: Verb);
        fn parameter(index: usize, text: &str);
        fn end_command();
    }

    #[inline(always)]
    fn refuse(&mut self, kind: EncodeErrorKind) {
        self.tally.refuse(kind);
    }

    #[inline(always)]
    fn most(&self, limit: Limit) -> usize {
        self.tally.most(limit)
    }

    #[inline(always)]
    fn place(&mut self, _: usize) {}
}

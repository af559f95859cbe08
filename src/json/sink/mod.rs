//! Where a value is written to: a tally of its length and of what the limits are about, then a buffer of the right size, or both
//! at once; and where a limit is passed a counter that knows its way, to say where.
//!
//! All are driven by the same code, so that what is counted is what is written.

mod counter;
mod room;
mod tally;
mod trial;
mod writer;

pub(super) use counter::Counter;
pub(super) use tally::{Tally, Total};
pub(super) use trial::Trial;
pub(super) use writer::Writer;

use super::Codec;
use crate::{
    error::EncodeErrorKind,
    limits::Limit,
    package::Verb,
    status::StatusCode,
    text::Text,
    value::{Extensions, Json},
};

/// Takes a JSON text piece by piece. Commas are its matter.
pub(super) trait Sink {
    /// Begins an array or object.
    fn begin(&mut self, open: u8);
    /// Ends it.
    fn end(&mut self, close: u8);
    /// An element of an array follows.
    fn element(&mut self);
    /// A member follows that the protocol defines; its name needs no escape.
    fn member(&mut self, name: &'static str);
    /// A member follows that it does not.
    fn foreign_member(&mut self, name: &str);
    /// A string that needs no escape, as no URI does.
    fn plain(&mut self, text: &str);
    /// A string.
    fn string(&mut self, text: &str);
    /// A value as it stands.
    fn raw(&mut self, json: &Json<'_>);
    /// A status code.
    fn number(&mut self, code: StatusCode);
    /// An object had no more members than this.
    fn members(&mut self, most: usize);
    /// Begins a command.
    fn begin_command(&mut self, verb: Verb);
    /// Its next parameter, which needs no escape and has this index.
    fn parameter(&mut self, index: usize, text: &str);
    /// Ends it.
    fn end_command(&mut self);
    /// Something is wrong here.
    fn refuse(&mut self, kind: EncodeErrorKind);
    /// How many of something there may be.
    fn most(&self, limit: Limit) -> usize;
    /// Remembers where in the value it is, for errors: the place of an element, whose depth is that of its array.
    fn place(&mut self, index: usize);

    /// An element of an array of which an error says the place.
    #[inline(always)]
    fn indexed_element(&mut self, index: usize) {
        self.place(index);
        self.element();
    }

    /// An array of so many things at most.
    #[inline(always)]
    fn list<'a, T: Codec<'a>>(&mut self, items: &[T], limit: Limit)
    where
        Self: Sized,
    {
        self.begin(b'[');
        let most = self.most(limit);
        for (index, item) in items.iter().enumerate() {
            self.indexed_element(index);
            if index >= most {
                self.refuse(EncodeErrorKind::Limit(limit));
            }
            item.write(self);
        }
        self.end(b']');
    }

    /// An array of strings.
    #[inline(always)]
    fn strings(&mut self, strings: &[Text<'_>]) {
        self.begin(b'[');
        for (index, text) in strings.iter().enumerate() {
            self.indexed_element(index);
            self.string(text);
        }
        self.end(b']');
    }

    /// A member that may be left out.
    #[inline(always)]
    fn optional(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.member(name);
            self.string(text);
        }
    }

    /// The members of an object that the protocol does not define. None may have the name of one that it does.
    #[inline(always)]
    fn extensions(&mut self, extensions: &Extensions<'_>, defined: &[&str]) {
        self.members(defined.len() + extensions.len());
        for (name, value) in extensions.iter() {
            self.foreign_member(name);
            if defined.contains(&name) {
                self.refuse(EncodeErrorKind::ExtensionName);
            }
            self.raw(value);
        }
    }
}

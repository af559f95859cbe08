//! The buffer.

use super::{Sink, room::Room};
use crate::{error::EncodeErrorKind, limits::Limit, package::Verb, status::StatusCode, value::Json};

/// Writes as much as there is room for.
pub(in crate::json) struct Writer<'v> {
    room: Room<'v>,
    /// Whether nothing has been written since the last bracket.
    first: bool,
    /// Whether no string has to be escaped.
    pub(super) plain: bool,
}

impl<'v> Writer<'v> {
    pub(in crate::json) fn new(room: &'v mut [u8], plain: bool) -> Self {
        Writer { room: Room::new(room), first: true, plain }
    }

    /// How much room is left; `None` if there was too little.
    pub(in crate::json) fn left(&self) -> Option<usize> {
        self.room.left()
    }

    #[inline(always)]
    fn comma(&mut self) {
        self.room.first_bytes(usize::from(!self.first), b",");
        self.first = false;
    }
}

impl Sink for Writer<'_> {
    #[inline(always)]
    fn begin(&mut self, open: u8) {
        self.room.bytes([open]);
        self.first = true;
    }

    #[inline(always)]
    fn end(&mut self, close: u8) {
        self.room.bytes([close]);
        self.first = false;
    }

    #[inline(always)]
    fn element(&mut self) {
        self.comma();
    }

    #[inline(always)]
    fn member(&mut self, name: &'static str) {
        self.comma();
        self.room.name(name);
    }

    #[inline(always)]
    fn foreign_member(&mut self, name: &str) {
        self.comma();
        self.string(name);
        self.room.bytes(*b":");
    }

    #[inline(always)]
    fn plain(&mut self, text: &str) {
        self.room.bytes(*b"\"");
        self.room.text(text);
        self.room.bytes(*b"\"");
    }

    #[inline(always)]
    fn string(&mut self, text: &str) {
        if self.plain {
            return self.plain(text);
        }
        self.room.bytes(*b"\"");
        self.room.escaped(text);
        self.room.bytes(*b"\"");
    }

    #[inline(always)]
    fn raw(&mut self, json: &Json<'_>) {
        self.room.text(json.as_str());
    }

    #[inline(always)]
    fn number(&mut self, code: StatusCode) {
        let code = code.as_u16();
        // A status code has three digits.
        self.room.bytes([code / 100, code / 10 % 10, code % 10].map(|digit| b'0' + (digit & 15) as u8));
    }

    #[inline(always)]
    fn members(&mut self, _: usize) {}

    #[inline(always)]
    fn begin_command(&mut self, verb: Verb) {
        self.room.bytes(*b"[\"");
        let name = verb.padded();
        self.room.first_bytes(name.len(), &name.bytes);
    }

    #[inline(always)]
    fn parameter(&mut self, _: usize, text: &str) {
        self.room.bytes(*b"\",\"");
        self.room.text(text);
    }

    #[inline(always)]
    fn end_command(&mut self) {
        self.room.bytes(*b"\"]");
        self.first = false;
    }

    // unreachable: the tally was refused before
    fn refuse(&mut self, _: EncodeErrorKind) {
        debug_assert!(false, "what the tally lets through is written");
    }

    #[inline(always)]
    fn most(&self, _: Limit) -> usize {
        usize::MAX
    }

    #[inline(always)]
    fn place(&mut self, _: usize) {}
}

//! The buffer.

use super::Sink;
use crate::{error::EncodeErrorKind, limits::Limit, reader::write_escaped, status::StatusCode, value::Json};
use alloc::vec::Vec;

/// Writes into a buffer that is large enough.
pub(in crate::json) struct Writer<'v> {
    out: &'v mut Vec<u8>,
    /// Whether nothing has been written since the last bracket.
    first: bool,
    /// Whether no string has to be escaped.
    plain: bool,
}

impl<'v> Writer<'v> {
    pub(in crate::json) fn new(out: &'v mut Vec<u8>, plain: bool) -> Self {
        Writer { out, first: true, plain }
    }

    #[inline(always)]
    fn comma(&mut self) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
    }
}

impl Sink for Writer<'_> {
    #[inline(always)]
    fn begin(&mut self, open: u8) {
        self.out.push(open);
        self.first = true;
    }

    #[inline(always)]
    fn end(&mut self, close: u8) {
        self.out.push(close);
        self.first = false;
    }

    #[inline(always)]
    fn element(&mut self) {
        self.comma();
    }

    #[inline(always)]
    fn member(&mut self, name: &'static str) {
        self.comma();
        self.plain(name);
        self.out.push(b':');
    }

    fn foreign_member(&mut self, name: &str) {
        self.comma();
        self.string(name);
        self.out.push(b':');
    }

    #[inline(always)]
    fn plain(&mut self, text: &str) {
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
    }

    #[inline]
    fn string(&mut self, text: &str) {
        if self.plain {
            return self.plain(text);
        }
        self.out.push(b'"');
        write_escaped(self.out, text);
        self.out.push(b'"');
    }

    #[inline]
    fn raw(&mut self, json: &Json<'_>) {
        self.out.extend_from_slice(json.as_str().as_bytes());
    }

    #[inline]
    fn number(&mut self, code: StatusCode) {
        let code = code.as_u16();
        // A status code has three digits.
        self.out.extend([code / 100, code / 10 % 10, code % 10].map(|digit| b'0' + (digit & 15) as u8));
    }

    #[inline(always)]
    fn begin_plain(&mut self, first: &str) {
        self.out.extend_from_slice(b"[\"");
        self.out.extend_from_slice(first.as_bytes());
    }

    #[inline(always)]
    fn next_plain(&mut self, _: usize, text: &str) {
        self.out.extend_from_slice(b"\",\"");
        self.out.extend_from_slice(text.as_bytes());
    }

    #[inline(always)]
    fn end_plain(&mut self) {
        self.out.extend_from_slice(b"\"]");
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

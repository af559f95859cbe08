//! The tally: as little as is needed to know that all is well.

use super::Sink;
use crate::{
    error::EncodeErrorKind,
    limits::{Limit, Limits, MAX_DEPTH},
    package::Verb,
    reader::escaped_len,
    status::StatusCode,
    value::Json,
};

/// How deep the arrays and objects are nested that the protocol itself writes, at most.
const LEVELS: usize = 4;

/// The longest string that the protocol itself writes.
const NAME: usize = "AlertType".len();

/// Counts the bytes, and finds the largest of everything that has a limit. Near a limit it takes too much for granted, and leaves
/// the value to the counter.
pub(in crate::json) struct Tally<'l> {
    limits: &'l Limits,
    len: usize,
    first: bool,
    values: usize,
    /// Levels of the deepest value that is written as it stands.
    deepest: usize,
    /// Bytes of the longest string.
    longest: usize,
    /// Members of the largest object.
    members: usize,
    escapes: bool,
    refused: bool,
}

/// What is said of a value that may be written.
pub(in crate::json) struct Total {
    /// How long its text is.
    pub(in crate::json) len: usize,
    /// Whether none of its strings has to be escaped.
    pub(in crate::json) plain: bool,
}

impl<'l> Tally<'l> {
    pub(in crate::json) fn new(limits: &'l Limits) -> Self {
        Tally {
            limits,
            len: 0,
            first: true,
            values: 0,
            deepest: 0,
            longest: NAME,
            members: 0,
            escapes: false,
            refused: false,
        }
    }

    /// The total; `None` if it may be that something may not be written.
    #[inline(always)]
    pub(in crate::json) fn finish(&self) -> Option<Total> {
        let limits = self.limits;
        let fits = self.len <= limits.body_bytes.min(u32::MAX as usize)
            && LEVELS + self.deepest <= limits.depth.min(MAX_DEPTH)
            && self.values <= limits.values
            && self.members <= limits.members
            && self.longest <= limits.string_bytes;
        if fits && !self.refused { Some(Total { len: self.len, plain: !self.escapes }) } else { None }
    }

    /// How many bytes there were so far.
    pub(in crate::json) fn len(&self) -> usize {
        self.len
    }

    /// Whether no string so far has to be escaped.
    #[inline(always)]
    pub(super) fn is_plain(&self) -> bool {
        !self.escapes
    }

    /// A value, with the comma behind it.
    #[inline(always)]
    fn value(&mut self) {
        self.len += 1;
        self.first = false;
        self.values += 1;
    }

    #[inline(always)]
    fn quoted(&mut self, len: usize) {
        self.len += len + 2;
        self.longest = self.longest.max(len);
    }

    /// How long a string is when it is written.
    #[inline(always)]
    fn written(&mut self, text: &str) -> usize {
        let len = escaped_len(text);
        self.escapes |= len != text.len();
        len
    }
}

impl Sink for Tally<'_> {
    #[inline(always)]
    fn begin(&mut self, _: u8) {
        self.len += 1;
        self.first = true;
    }

    #[inline(always)]
    fn end(&mut self, _: u8) {
        // It takes the place of the last comma.
        self.len += usize::from(self.first);
        self.first = false;
    }

    #[inline(always)]
    fn element(&mut self) {
        self.value();
    }

    #[inline(always)]
    fn member(&mut self, name: &'static str) {
        self.value();
        self.len += name.len() + 3;
    }

    #[inline(always)]
    fn foreign_member(&mut self, name: &str) {
        self.value();
        let len = self.written(name);
        self.quoted(len);
        self.len += 1;
    }

    #[inline(always)]
    fn plain(&mut self, text: &str) {
        self.quoted(text.len());
    }

    #[inline(always)]
    fn string(&mut self, text: &str) {
        let len = self.written(text);
        self.quoted(len);
    }

    #[inline(always)]
    fn raw(&mut self, json: &Json<'_>) {
        let measure = json.measure();
        self.len += json.as_str().len();
        self.values += measure.values as usize;
        self.deepest = self.deepest.max(measure.depth as usize);
        self.members = self.members.max(measure.members as usize);
        self.longest = self.longest.max(measure.longest as usize);
    }

    #[inline(always)]
    fn number(&mut self, _: StatusCode) {
        self.len += 3;
    }

    #[inline(always)]
    fn members(&mut self, most: usize) {
        self.members = self.members.max(most);
    }

    #[inline(always)]
    fn begin_command(&mut self, verb: Verb) {
        self.values += 1;
        self.len += r#"[""]"#.len() + verb.padded().len();
    }

    #[inline(always)]
    fn parameter(&mut self, _: usize, text: &str) {
        self.values += 1;
        self.len += 1;
        self.quoted(text.len());
    }

    #[inline(always)]
    fn end_command(&mut self) {
        self.first = false;
    }

    #[inline(always)]
    fn refuse(&mut self, _: EncodeErrorKind) {
        self.refused = true;
    }

    #[inline(always)]
    fn most(&self, limit: Limit) -> usize {
        self.limits.of(limit)
    }

    #[inline(always)]
    fn place(&mut self, _: usize) {}
}

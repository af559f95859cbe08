//! A pull reader for JSON: a cursor over the input that is told what to expect next.
//!
//! It is `Copy`: a copy reads ahead and is thrown away; [`Reader::bookmark`] and [`Reader::go_to`] go back. That the text is UTF-8
//! was checked by [`text`](super::text). What it returns lies in the input, but for strings whose escapes were taken out.

use super::string::RawString;
use crate::{
    ascii,
    error::{DecodeErrorKind, Expected, Fault, Found},
    limits::{Limit, Limits, MAX_DEPTH},
};

/// Whether the next element or member is the first: the loop over an array or object keeps one.
pub(crate) struct First(bool);

/// The cursor.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// Arrays and objects that are open.
    depth: usize,
    /// Elements and members so far.
    values: usize,
    max_depth: usize,
    pub(super) max_values: usize,
    pub(super) max_string: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of a text.
    #[inline]
    pub(crate) fn new(text: &'a str, limits: &Limits) -> Self {
        Reader {
            text,
            at: 0, // reached: what is constant has no counter
            depth: 0,
            values: 0,
            max_depth: limits.depth.min(MAX_DEPTH),
            max_values: limits.values,
            max_string: limits.string_bytes,
        }
    }

    /// What changes while reading. It is taken number by number: a copy of the whole would wait for what was just written.
    #[inline(always)]
    pub(crate) fn bookmark(&self) -> [usize; 3] {
        [self.at, self.depth, self.values]
    }

    /// Goes to a bookmark.
    #[inline(always)]
    pub(crate) fn go_to(&mut self, bookmark: [usize; 3]) {
        [self.at, self.depth, self.values] = bookmark;
    }

    /// Where the cursor is.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    /// How many elements and members were passed so far.
    pub(crate) fn values(&self) -> usize {
        self.values
    }

    /// How many arrays and objects are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// How often `byte` stands behind the cursor: at least as often as arrays or objects begin with it.
    pub(crate) fn count_bytes(&self, byte: u8) -> usize {
        ascii::count(self.rest(), byte)
    }

    /// How many elements the array at the cursor has; nothing is read. An array that is broken has those before that.
    pub(crate) fn count_elements(&self) -> usize {
        let mut probe = *self;
        if probe.array().is_ok() { probe.count_rest() } else { 0 }
    }

    /// How many elements the array around the cursor has from the one on that begins there; nothing is read.
    pub(crate) fn count_rest(&self) -> usize {
        let mut probe = *self;
        let mut count = 0;
        while probe.raw().is_ok() {
            count += 1;
            if !probe.element(&mut First(false)).unwrap_or(false) {
                break;
            }
        }
        count
    }

    /// The text from `start` to the cursor.
    pub(super) fn since(&self, start: usize) -> Result<&'a str, Fault> {
        self.text.get(start..self.at).ok_or_else(|| Fault::internal(start))
    }

    #[inline(always)]
    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    pub(crate) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// The byte after white space.
    #[inline(always)]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.advance(1),
                other => return other,
            }
        }
    }

    /// What the next value is, as far as its first byte tells.
    pub(crate) fn found(&mut self) -> Found {
        match self.peek() {
            None => Found::End,
            Some(b'[') => Found::Array,
            Some(b'{') => Found::Object,
            Some(b'"') => Found::String,
            Some(b'-' | b'0'..=b'9') => Found::Number,
            Some(_) if self.rest().starts_with(b"true") || self.rest().starts_with(b"false") => {
                Found::Boolean
            }
            Some(_) if self.rest().starts_with(b"null") => Found::Null,
            Some(byte) => Found::Byte(byte),
        }
    }

    #[cold]
    pub(crate) fn unexpected(&mut self, expected: Expected) -> Fault {
        let found = self.found();
        Fault::new(DecodeErrorKind::Unexpected { expected, found }, self.at)
    }

    /// As [`Reader::unexpected`], for what stands at the cursor itself, without skipping white space.
    #[cold]
    pub(super) fn unexpected_byte(&self, expected: Expected) -> Fault {
        let found = self.byte().map_or(Found::End, Found::Byte);
        Fault::new(DecodeErrorKind::Unexpected { expected, found }, self.at)
    }

    /// As [`Reader::unexpected`], for punctuation: what is found is told as the byte it is.
    #[cold]
    fn punctuation(&mut self, expected: Expected) -> Fault {
        self.peek();
        self.unexpected_byte(expected)
    }

    #[cold]
    fn limit(&self, limit: Limit) -> Fault {
        Fault::new(DecodeErrorKind::Limit(limit), self.at)
    }

    /// Whether one more array or object may be open.
    #[inline(always)]
    pub(super) fn may_open(&self) -> bool {
        self.depth < self.max_depth
    }

    #[inline(always)]
    pub(super) fn open(&mut self) -> Result<(), Fault> {
        if !self.may_open() {
            return Err(self.limit(Limit::Depth));
        }
        self.depth += 1;
        self.advance(1);
        Ok(())
    }

    #[inline(always)]
    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.advance(1);
    }

    /// Counts an element or member, which is about to be read.
    #[inline(always)]
    pub(super) fn count(&mut self) -> Result<(), Fault> {
        if self.values >= self.max_values {
            return Err(self.limit(Limit::Values));
        }
        self.values += 1;
        Ok(())
    }

    /// Enters an array.
    #[inline]
    pub(crate) fn array(&mut self) -> Result<First, Fault> {
        match self.peek() {
            Some(b'[') => self.open().map(|()| First(true)),
            _ => Err(self.unexpected(Expected::Array)),
        }
    }

    /// Goes on to the next element, or leaves the array and says `false`.
    #[inline(always)]
    pub(crate) fn element(&mut self, first: &mut First) -> Result<bool, Fault> {
        match self.rest() {
            // As nearly everybody writes it, without blanks.
            [b',', b'"' | b'[' | b'{', ..] if !first.0 => {
                self.advance(1);
                self.count().map(|()| true)
            }
            [b'"' | b'[' | b'{', ..] if first.0 => {
                first.0 = false;
                self.count().map(|()| true)
            }
            [b']', ..] => {
                self.close();
                Ok(false)
            }
            _ => self.any_element(first),
        }
    }

    /// The same for any array.
    #[inline(never)]
    fn any_element(&mut self, first: &mut First) -> Result<bool, Fault> {
        match self.peek() {
            Some(b']') => {
                self.close();
                return Ok(false);
            }
            _ if first.0 => first.0 = false,
            Some(b',') => {
                self.advance(1);
                if self.peek() == Some(b']') {
                    return Err(self.punctuation(Expected::Value));
                }
            }
            _ => return Err(self.punctuation(Expected::CommaOrBracket)),
        }
        // A value has to follow: an end of input is told here, so that every reading of an element begins at one.
        match self.peek() {
            Some(_) => self.count().map(|()| true),
            None => Err(self.unexpected(Expected::Value)),
        }
    }

    /// Enters an object.
    #[inline]
    pub(crate) fn object(&mut self) -> Result<First, Fault> {
        match self.peek() {
            Some(b'{') => self.open().map(|()| First(true)),
            _ => Err(self.unexpected(Expected::Object)),
        }
    }

    /// Goes on to the next member and reads its name, or leaves the object and says `None`.
    #[inline(always)]
    pub(crate) fn member(&mut self, first: &mut First) -> Result<Option<RawString<'a>>, Fault> {
        // As nearly everybody writes it, without blanks and escapes.
        let quote = match self.rest() {
            [b'}', ..] => {
                self.close();
                return Ok(None);
            }
            [b',', b'"', ..] if !first.0 => self.at + 1,
            [b'"', ..] if first.0 => self.at,
            _ => return self.any_member(first),
        };
        let Some(text) = self.plain_text(quote) else { return self.any_member(first) };
        let behind = quote + text.len() + 2;
        match self.text.as_bytes().get(behind..) {
            Some([b':', b'!'..=b'~', ..]) if self.values < self.max_values => {
                first.0 = false;
                self.values += 1;
                self.at = behind + 1;
                Ok(Some(RawString { text, escaped: false, at: quote + 1 }))
            }
            _ => self.any_member(first),
        }
    }

    /// The same for any object.
    #[inline(never)]
    fn any_member(&mut self, first: &mut First) -> Result<Option<RawString<'a>>, Fault> {
        match self.peek() {
            Some(b'}') => {
                self.close();
                return Ok(None);
            }
            _ if first.0 => first.0 = false,
            Some(b',') => self.advance(1),
            _ => return Err(self.punctuation(Expected::CommaOrBrace)),
        }
        if self.peek() != Some(b'"') {
            return Err(self.punctuation(Expected::MemberName));
        }
        self.count()?;
        let name = self.raw_string()?;
        match self.peek() {
            Some(b':') => self.advance(1),
            _ => return Err(self.punctuation(Expected::Colon)),
        }
        match self.peek() {
            Some(_) => Ok(Some(name)),
            None => Err(self.unexpected(Expected::Value)),
        }
    }

    /// Makes sure that nothing but white space is left.
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(Fault::new(DecodeErrorKind::TrailingData, self.at)),
        }
    }
}

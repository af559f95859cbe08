//! Values that are kept as they stand: passed over without being understood, but checked and measured.

use super::{json::Reader, string::RawString};
use crate::error::{Expected, Fault};

/// What a raw value counts against the limits of a body that holds it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(crate) struct Measure {
    /// Levels of nesting in it.
    pub(crate) depth: u32,
    /// Elements and members in it, all levels together.
    pub(crate) values: u32,
    /// Bytes in its longest string.
    pub(crate) longest: u32,
    /// Members of its largest object, where these count: in an unreadable command. 0 anywhere else.
    pub(crate) members: u32,
}

/// A value as it stands in the input.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raw<'a> {
    pub(crate) text: &'a str,
    pub(crate) measure: Measure,
}

/// What somebody who wants to know more of a raw value is told while it is passed over.
///
/// An event is an error if the listener says so. Everything is borrowed from the input.
pub(crate) trait Listener<'a> {
    /// An object or array begins at this offset.
    fn open(&mut self, object: bool, offset: usize) -> Result<(), Fault>;
    /// The innermost of them ended at this offset.
    fn close(&mut self, object: bool, offset: usize) -> Result<(), Fault>;
    /// The name of a member.
    fn name(&mut self, name: RawString<'a>) -> Result<(), Fault>;
    /// A string, number, boolean or null from `start` to `end`.
    fn leaf(&mut self, start: usize, end: usize) -> Result<(), Fault>;
}

/// A listener that does not listen.
struct Deaf;

impl Listener<'_> for Deaf {
    #[inline(always)]
    fn open(&mut self, _: bool, _: usize) -> Result<(), Fault> {
        Ok(())
    }

    #[inline(always)]
    fn close(&mut self, _: bool, _: usize) -> Result<(), Fault> {
        Ok(())
    }

    #[inline(always)]
    fn name(&mut self, _: RawString<'_>) -> Result<(), Fault> {
        Ok(())
    }

    #[inline(always)]
    fn leaf(&mut self, _: usize, _: usize) -> Result<(), Fault> {
        Ok(())
    }
}

/// Which of the open arrays and objects are objects: one bit a level, the innermost lowest.
#[derive(Clone, Copy)]
struct Kinds(u128);

impl Kinds {
    fn push(&mut self, object: bool) {
        self.0 = self.0 << 1 | u128::from(object);
    }

    fn pop(&mut self) {
        self.0 >>= 1;
    }

    fn is_object(self) -> bool {
        self.0 & 1 == 1
    }
}

impl<'a> Reader<'a> {
    /// Reads any value as it stands.
    #[inline]
    pub(crate) fn raw(&mut self) -> Result<Raw<'a>, Fault> {
        self.raw_heard(&mut Deaf)
    }

    /// Reads any value as it stands and tells `listener` of it.
    ///
    /// It does not recurse: what is open is kept in one word, which is what [`MAX_DEPTH`](crate::limits::MAX_DEPTH)
    /// is about.
    pub(crate) fn raw_heard(&mut self, listener: &mut impl Listener<'a>) -> Result<Raw<'a>, Fault> {
        self.peek();
        let start = self.offset();
        let outer = self.depth();
        let values = self.values();
        let mut measure = Measure::default();
        let mut kinds = Kinds(0);
        loop {
            // A value begins here.
            match self.peek() {
                Some(open @ (b'[' | b'{')) => {
                    let object = open == b'{';
                    listener.open(object, self.offset())?;
                    self.open()?;
                    kinds.push(object);
                    measure.depth = measure.depth.max(narrow(self.depth() - outer));
                    if self.enter(object, &mut measure, listener)? {
                        continue;
                    }
                }
                _ => {
                    let (from, longest) = self.leaf()?;
                    measure.longest = measure.longest.max(longest);
                    listener.leaf(from, self.offset())?;
                }
            }
            // A value ended here; what is open may end with it.
            while self.depth() > outer {
                if self.go_on(kinds.is_object(), &mut measure, listener)? {
                    break;
                }
                listener.close(kinds.is_object(), self.offset())?;
                kinds.pop();
            }
            if self.depth() == outer {
                measure.values = narrow(self.values() - values);
                return Ok(Raw { text: self.since(start)?, measure });
            }
        }
    }

    /// Behind `[` or `{`: whether there is a value, or the end of it. `false` leaves the end to [`Reader::go_on`].
    fn enter(
        &mut self,
        object: bool,
        measure: &mut Measure,
        listener: &mut impl Listener<'a>,
    ) -> Result<bool, Fault> {
        match self.peek() {
            Some(byte) if byte == end_of(object) => Ok(false),
            _ if object => self.name(measure, listener).map(|()| true),
            _ => self.count().map(|()| true),
        }
    }

    /// Behind a value: `true` if `,` and another value follow, `false` if the array or object ended.
    #[inline(always)]
    fn go_on(
        &mut self,
        object: bool,
        measure: &mut Measure,
        listener: &mut impl Listener<'a>,
    ) -> Result<bool, Fault> {
        match self.peek() {
            Some(b',') => {
                self.advance(1);
                self.peek();
                if object {
                    self.name(measure, listener)?
                } else {
                    self.count()?
                }
                Ok(true)
            }
            Some(byte) if byte == end_of(object) => {
                self.close();
                Ok(false)
            }
            _ => Err(self.unexpected_byte(if object {
                Expected::CommaOrBrace
            } else {
                Expected::CommaOrBracket
            })),
        }
    }

    #[inline(always)]
    fn name(&mut self, measure: &mut Measure, listener: &mut impl Listener<'a>) -> Result<(), Fault> {
        if self.byte() != Some(b'"') {
            return Err(self.unexpected_byte(Expected::MemberName));
        }
        self.count()?;
        let name = self.raw_string()?;
        measure.longest = measure.longest.max(narrow(name.text.len()));
        listener.name(name)?;
        if self.peek() != Some(b':') {
            return Err(self.unexpected_byte(Expected::Colon));
        }
        self.advance(1);
        Ok(())
    }

    /// Reads a string, number, boolean or null: where it began, and how long it was if it was a string.
    #[inline(always)]
    fn leaf(&mut self) -> Result<(usize, u32), Fault> {
        let start = self.offset();
        let word: &[u8] = match self.byte() {
            Some(b'"') => return self.raw_string().map(|string| (start, narrow(string.text.len()))),
            Some(b'-' | b'0'..=b'9') => return self.skip_number().map(|()| (start, 0)),
            Some(b't') => b"true",
            Some(b'f') => b"false",
            Some(b'n') => b"null",
            _ => return Err(self.unexpected_byte(Expected::Value)),
        };
        if !self.rest().starts_with(word) {
            return Err(self.unexpected_byte(Expected::Value));
        }
        self.advance(word.len());
        Ok((start, 0))
    }
}

/// What an array or object ends with.
#[inline(always)]
const fn end_of(object: bool) -> u8 {
    if object { b'}' } else { b']' }
}

/// A count of things in a body, which is at most 4 GiB.
#[inline(always)]
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

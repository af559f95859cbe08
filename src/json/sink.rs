//! Where a value is written to: a counter that checks it, then a buffer of the right size.
//!
//! Both are driven by the same code, so that what is counted is what is written.

use super::Codec;
use crate::{
    error::{EncodeError, EncodeErrorKind},
    limits::{Limit, Limits, MAX_DEPTH},
    reader::{escaped_len, write_escaped},
    status::StatusCode,
    text::Text,
    value::{Extensions, Json},
};
use alloc::{format, string::String, vec::Vec};

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
    fn strings(&mut self, strings: &[Text<'_>]) {
        self.begin(b'[');
        for (index, text) in strings.iter().enumerate() {
            self.indexed_element(index);
            self.string(text);
        }
        self.end(b']');
    }

    /// A member that may be left out.
    fn optional(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.member(name);
            self.string(text);
        }
    }

    /// The members of an object that the protocol does not define. None may have the name of one that it does.
    #[inline]
    fn extensions(&mut self, extensions: &Extensions<'_>, defined: &[&str]) {
        for (name, value) in extensions.iter() {
            self.foreign_member(name);
            if defined.contains(&name) {
                self.refuse(EncodeErrorKind::ExtensionName);
            }
            self.raw(value);
        }
    }
}

/// Writes into a buffer that is large enough.
pub(super) struct Writer<'v> {
    out: &'v mut Vec<u8>,
    /// Whether nothing has been written since the last bracket.
    first: bool,
}

impl<'v> Writer<'v> {
    pub(super) fn new(out: &'v mut Vec<u8>) -> Self {
        Writer { out, first: true }
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

    fn refuse(&mut self, _: EncodeErrorKind) {
        debug_assert!(false, "what the counter lets through is written");
    }

    #[inline(always)]
    fn most(&self, _: Limit) -> usize {
        usize::MAX
    }

    #[inline(always)]
    fn place(&mut self, _: usize) {}
}

/// How many levels of the protocol's own an error's path can have.
const PLACES: usize = 8;

/// Where in the value the counter is, on one level.
#[derive(Clone, Copy)]
enum Place {
    Nowhere,
    Element(usize),
    Member(&'static str),
}

/// Counts the bytes and holds the value to the limits.
pub(super) struct Counter {
    len: usize,
    limits: Limits,
    first: bool,
    depth: usize,
    values: usize,
    /// Members of the objects that are open, by level.
    members: [usize; PLACES],
    places: [Place; PLACES],
    /// The name of the extension it is in.
    error: Option<EncodeError>,
}

impl Counter {
    pub(super) fn new(limits: Limits) -> Self {
        Counter {
            len: 0,
            limits,
            first: true,
            depth: 0,
            values: 0,
            members: [0; PLACES],
            places: [Place::Nowhere; PLACES],
            error: None,
        }
    }

    /// How long the text is, or what is wrong with the value.
    pub(super) fn finish(self) -> Result<usize, EncodeError> {
        match self.error {
            Some(error) => Err(error),
            None if self.len > self.limits.body_bytes.min(u32::MAX as usize) => {
                Err(EncodeError::new(EncodeErrorKind::Limit(Limit::BodyBytes), ""))
            }
            None => Ok(self.len),
        }
    }

    #[inline(always)]
    fn value(&mut self, members: usize) {
        if !self.first {
            self.len += 1;
        }
        self.first = false;
        self.values += 1;
        if self.values > self.limits.values {
            self.limit(Limit::Values);
        }
        if members > self.limits.members {
            self.limit(Limit::Members);
        }
    }

    #[inline(always)]
    fn named(&mut self, name: Place, len: usize) {
        let level = self.depth - 1;
        if let Some(place) = self.places.get_mut(level) {
            *place = name;
        }
        let mut members = 1;
        if let Some(count) = self.members.get_mut(level) {
            *count += 1;
            members = *count;
        }
        self.value(members);
        self.quoted(len);
        self.len += 1;
    }

    #[inline(always)]
    fn quoted(&mut self, len: usize) {
        self.len += len + 2;
        if len > self.limits.string_bytes {
            self.limit(Limit::StringBytes);
        }
    }

    #[cold]
    fn limit(&mut self, limit: Limit) {
        self.refuse(EncodeErrorKind::Limit(limit));
    }

    #[cold]
    fn path(&self) -> String {
        let mut path = String::new();
        for place in self.places.iter().take(self.depth) {
            match place {
                Place::Nowhere => {}
                Place::Element(index) => path.push_str(&format!("[{index}]")),
                Place::Member(name) => {
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(name);
                }
            }
        }
        path
    }
}

impl Sink for Counter {
    #[inline(always)]
    fn begin(&mut self, _: u8) {
        if let (Some(members), Some(place)) =
            (self.members.get_mut(self.depth), self.places.get_mut(self.depth))
        {
            *members = 0;
            *place = Place::Nowhere;
        }
        self.depth += 1;
        if self.depth > self.limits.depth.min(MAX_DEPTH) {
            self.limit(Limit::Depth);
        }
        self.len += 1;
        self.first = true;
    }

    #[inline(always)]
    fn end(&mut self, _: u8) {
        self.depth -= 1;
        self.len += 1;
        self.first = false;
    }

    #[inline(always)]
    fn element(&mut self) {
        self.value(0);
    }

    #[inline(always)]
    fn member(&mut self, name: &'static str) {
        self.named(Place::Member(name), name.len());
    }

    fn foreign_member(&mut self, name: &str) {
        self.named(Place::Nowhere, escaped_len(name));
    }

    #[inline(always)]
    fn plain(&mut self, text: &str) {
        self.quoted(text.len());
    }

    #[inline]
    fn string(&mut self, text: &str) {
        self.quoted(escaped_len(text));
    }

    fn raw(&mut self, json: &Json<'_>) {
        let measure = json.measure();
        self.len += json.as_str().len();
        self.values += measure.values as usize;
        let limits = self.limits;
        if self.depth + measure.depth as usize > limits.depth.min(MAX_DEPTH) {
            self.limit(Limit::Depth);
        }
        if self.values > limits.values {
            self.limit(Limit::Values);
        }
        if measure.members as usize > limits.members {
            self.limit(Limit::Members);
        }
        if measure.longest as usize > limits.string_bytes {
            self.limit(Limit::StringBytes);
        }
    }

    #[inline]
    fn number(&mut self, _: StatusCode) {
        self.len += 3;
    }

    #[cold]
    fn refuse(&mut self, kind: EncodeErrorKind) {
        if self.error.is_none() {
            self.error = Some(EncodeError::new(kind, self.path()));
        }
    }

    #[inline(always)]
    fn most(&self, limit: Limit) -> usize {
        self.limits.of(limit)
    }

    #[inline(always)]
    fn place(&mut self, index: usize) {
        if let Some(place) = self.depth.checked_sub(1).and_then(|level| self.places.get_mut(level)) {
            *place = Place::Element(index);
        }
    }
}

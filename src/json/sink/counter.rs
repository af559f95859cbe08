//! The counter that knows its way: slower than the tally, and asked only where something may be wrong.

use super::{Sink, Total};
use crate::{
    error::{EncodeError, EncodeErrorKind},
    limits::{Limit, Limits, MAX_DEPTH},
    package::Verb,
    reader::escaped_len,
    status::StatusCode,
    value::Json,
};
use alloc::{format, string::String};

/// How many levels of the protocol's own an error's path can have.
const PLACES: usize = 8;

/// Where in the value the counter is, on one level.
#[derive(Clone, Copy)]
enum Place {
    Nowhere,
    Element(usize),
    Member(&'static str),
}

/// Counts as the tally does, holds the value to the limits one by one, and keeps the place of the first that is passed.
pub(in crate::json) struct Counter {
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
    pub(in crate::json) fn new(limits: Limits) -> Self {
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

    /// The total, or what is wrong with the value.
    pub(in crate::json) fn finish(self) -> Result<Total, EncodeError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        if self.len > self.limits.body_bytes.min(u32::MAX as usize) {
            return Err(EncodeError::new(EncodeErrorKind::Limit(Limit::BodyBytes), ""));
        }
        Ok(Total { len: self.len, plain: false })
    }

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

    fn end(&mut self, _: u8) {
        self.depth -= 1;
        self.len += 1;
        self.first = false;
    }

    fn element(&mut self) {
        self.value(0);
    }

    fn member(&mut self, name: &'static str) {
        self.named(Place::Member(name), name.len());
    }

    fn foreign_member(&mut self, name: &str) {
        self.named(Place::Nowhere, escaped_len(name));
    }

    fn plain(&mut self, text: &str) {
        self.quoted(text.len());
    }

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

    fn number(&mut self, _: StatusCode) {
        self.len += 3;
    }

    fn members(&mut self, _: usize) {}

    fn begin_command(&mut self, verb: Verb) {
        self.begin(b'[');
        self.indexed_element(0);
        self.plain(verb.published_name());
    }

    fn parameter(&mut self, index: usize, text: &str) {
        self.indexed_element(index);
        self.plain(text);
    }

    fn end_command(&mut self) {
        self.end(b']');
    }

    #[cold]
    fn refuse(&mut self, kind: EncodeErrorKind) {
        if self.error.is_none() {
            self.error = Some(EncodeError::new(kind, self.path()));
        }
    }

    fn most(&self, limit: Limit) -> usize {
        self.limits.of(limit)
    }

    fn place(&mut self, index: usize) {
        if let Some(place) = self.depth.checked_sub(1).and_then(|level| self.places.get_mut(level)) {
            *place = Place::Element(index);
        }
    }
}

//! What commands of a server leave behind on a device, and how much of it.

use crate::status::StatusCode;
use alloc::vec::Vec;

/// How many there may be, if nothing else is said.
pub(super) const MOST: usize = 1_024;

/// One value for each key, in the order in which they came, and never more than so many.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Known<K, V> {
    entries: Vec<(K, V)>,
    most: usize,
}

impl<K: PartialEq, V> Known<K, V> {
    pub(super) const fn with_most(most: usize) -> Self {
        Known { entries: Vec::new(), most }
    }

    /// Keeps a value, in the place of one that has the same key. 413 if there are too many.
    pub(super) fn set(&mut self, key: K, value: V) -> StatusCode {
        let full = self.entries.len() >= self.most;
        match self.entries.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => *old = value,
            None if full => return StatusCode::CONTENT_TOO_LARGE,
            None => self.entries.push((key, value)),
        }
        StatusCode::OK
    }

    /// Forgets a value. 404 if there is none of this key.
    pub(super) fn remove(&mut self, is: impl Fn(&K) -> bool) -> StatusCode {
        match self.entries.iter().position(|(known, _)| is(known)) {
            Some(index) => {
                self.entries.remove(index);
                StatusCode::OK
            }
            None => StatusCode::NOT_FOUND,
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }
}

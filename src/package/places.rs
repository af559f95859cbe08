//! The list of slots while it is being filled.

use super::{command::Command, slot::Slot};
use alloc::vec::Vec;

/// Slots, each made in its place.
///
/// A slot is large beside what it is made of, and whoever pushes one makes it elsewhere and copies it. So the places are there
/// before, and hold an END, which is nothing but its tag.
pub(crate) struct Places<'a> {
    places: Vec<Slot<'a>>,
    taken: usize,
}

impl<'a> Places<'a> {
    /// So many places to begin with.
    pub(crate) fn new(places: usize) -> Self {
        let mut list = Vec::with_capacity(places);
        list.resize_with(places, || Slot::Command(Command::End));
        Places { places: list, taken: 0 }
    }

    /// How many slots there are.
    pub(crate) fn len(&self) -> usize {
        self.taken
    }

    /// Adds a slot.
    #[inline(always)]
    pub(crate) fn push(&mut self, slot: Slot<'a>) {
        match self.places.get_mut(self.taken) {
            // What was there holds nothing that would have to be dropped.
            Some(place) => core::mem::forget(core::mem::replace(place, slot)),
            None => self.places.push(slot),
        }
        self.taken += 1;
    }

    /// The slot that was added last.
    pub(crate) fn last(&self) -> Option<&Slot<'a>> {
        self.places.get(self.taken.checked_sub(1)?)
    }

    pub(crate) fn into_vec(mut self) -> Vec<Slot<'a>> {
        self.places.truncate(self.taken);
        self.places
    }
}

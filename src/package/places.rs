//! The list of slots while it is being filled.

use super::{command::Command, slot::Slot};
use crate::limits::give_back;
use alloc::vec::Vec;
use core::convert::Infallible;

/// Slots, each made in its place.
///
/// A slot is large beside what it is made of, and whoever pushes one makes it elsewhere and copies it. So there are places before
/// there are slots, and each holds an END, which is nothing but its tag.
pub(crate) struct Places<'a> {
    places: Vec<Slot<'a>>,
    taken: usize,
}

/// How many places are made at a time: only what is needed of the room is touched.
const STEP: usize = 64;

/// Where one slot is to be made.
pub(crate) struct Place<'s, 'a>(&'s mut Slot<'a>);

impl<'a> Place<'_, 'a> {
    /// Puts the slot there.
    #[inline(always)]
    pub(crate) fn fill(self, slot: Slot<'a>) {
        // What was there holds nothing that would have to be dropped, and is not looked at for it.
        core::mem::forget(core::mem::replace(self.0, slot));
    }
}

impl<'a> Places<'a> {
    /// Room for so many slots, of which the caller has to have made sure that it is not too much.
    pub(crate) fn new(room: usize) -> Self {
        let mut places = Places { places: Vec::with_capacity(room), taken: 0 };
        places.make(STEP.min(room));
        places
    }

    fn make(&mut self, more: usize) {
        self.places.resize_with(self.places.len() + more, || Slot::Command(Command::End));
    }

    /// How many slots there are.
    pub(crate) fn len(&self) -> usize {
        self.taken
    }

    /// Adds the slot that `make` fills a place with, as the last thing it does: what is filled and then fails is not dropped. If it
    /// fails, nothing was added.
    #[inline(always)]
    pub(crate) fn add<E>(&mut self, make: impl FnOnce(Place<'_, 'a>) -> Result<(), E>) -> Result<(), E> {
        if self.taken == self.places.len() {
            self.grow();
        }
        let place = self.places.get_mut(self.taken);
        debug_assert!(place.is_some(), "there is a place");
        if let Some(place) = place {
            make(Place(place))?;
            self.taken += 1;
        }
        Ok(())
    }

    /// Adds a slot.
    pub(crate) fn push(&mut self, slot: Slot<'a>) {
        let Ok(()) = self.add(|place| {
            place.fill(slot);
            Ok::<_, Infallible>(())
        });
    }

    #[cold]
    fn grow(&mut self) {
        let room = self.places.capacity() - self.places.len();
        // Where there was too little room the list doubles it, and places are made in that.
        self.make(room.clamp(1, STEP));
    }

    /// The slot that was added last.
    pub(crate) fn last(&self) -> Option<&Slot<'a>> {
        self.places.get(self.taken.checked_sub(1)?)
    }

    /// The slots. Room that was asked for in vain is given back.
    pub(crate) fn into_vec(mut self) -> Vec<Slot<'a>> {
        self.places.truncate(self.taken);
        give_back(&mut self.places);
        self.places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_slots_come_out_as_went_in_whatever_room_there_was() {
        for room in [0, 1, 2, 63, 64, 65, 200] {
            for slots in [0, 1, 2, 63, 64, 65, 129, 300] {
                let mut places = Places::new(room);
                for number in 0..slots {
                    assert_eq!(places.len(), number);
                    places.push(Slot::Command(Command::Get(crate::ClientUri::all_mos().into())));
                    assert_eq!(places.last().and_then(Slot::command).map(Command::name), Some("GET"));
                }
                let list = places.into_vec();
                assert_eq!(list.len(), slots);
                assert!(list.iter().all(|slot| !slot.is_end()));
                assert!(list.capacity() <= 4 * (slots + 4), "{slots} of {room}: {}", list.capacity());
            }
        }
    }
}

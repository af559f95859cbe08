//! Room for a body, filled from its beginning.

use crate::{ascii::steps, reader::escaped};
use core::mem;

/// What is left of the room. Nothing is ever written behind its end.
#[derive(Default)]
pub(super) struct Room<'v> {
    rest: &'v mut [u8],
    overrun: bool,
}

impl<'v> Room<'v> {
    pub(super) fn new(rest: &'v mut [u8]) -> Self {
        Room { rest, overrun: false }
    }

    /// How much of it is left; `None` if it was too small.
    pub(super) fn left(&self) -> Option<usize> {
        if self.overrun { None } else { Some(self.rest.len()) }
    }

    /// So many bytes, none if they are not there.
    #[inline(always)]
    fn next(&mut self, len: usize) -> &'v mut [u8] {
        match mem::take(&mut self.rest).split_at_mut_checked(len) {
            Some((next, rest)) => {
                self.rest = rest;
                next
            }
            None => {
                self.overrun = true;
                &mut []
            }
        }
    }

    #[inline(always)]
    pub(super) fn bytes<const N: usize>(&mut self, bytes: [u8; N]) {
        if let Some(next) = self.next(N).first_chunk_mut() {
            *next = bytes;
        }
    }

    /// The first `len` of some bytes. The others are written over by what follows.
    #[inline(always)]
    pub(super) fn first_bytes<const N: usize>(&mut self, len: usize, bytes: &[u8; N]) {
        match self.rest.first_chunk_mut() {
            Some(next) => {
                *next = *bytes;
                self.next(len);
            }
            None => bytes.iter().take(len).for_each(|byte| self.bytes([*byte])),
        }
    }

    /// The name of a member.
    #[inline(always)]
    pub(super) fn name(&mut self, name: &str) {
        if let [open, inside @ .., close, colon] = self.next(name.len() + r#""":"#.len()) {
            [*open, *close, *colon] = *b"\"\":";
            copy(inside, name.as_bytes());
        }
    }

    /// A text whose escapes have to be put in.
    #[inline(always)]
    pub(super) fn escaped(&mut self, text: &str) {
        *self = mem::take(self).with_escaped(text);
    }

    // By value, so that otherwise the room can be held in registers.
    #[inline(never)]
    fn with_escaped(mut self, text: &str) -> Self {
        escaped(text).for_each(|piece| self.text(piece));
        self
    }

    #[inline(always)]
    pub(super) fn text(&mut self, text: &str) {
        copy(self.next(text.len()), text.as_bytes());
    }
}

/// Copies all of `from`, which is as long as `to`.
///
/// No two texts are of one length, and what is decided by that is foreseen wrongly again and again, which takes longer than the
/// copy. So all that are of a usual length are copied in the same steps.
#[inline(always)]
fn copy(to: &mut [u8], from: &[u8]) {
    let _ = match from.len() {
        16..=96 => copy_in_steps::<16, 6>(to, from),
        4..16 => copy_in_steps::<4, 4>(to, from),
        0..4 => {
            to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            Some(())
        }
        // Another length means that there was no room.
        len => (len == to.len()).then(|| to.copy_from_slice(from)),
    };
}

#[inline(always)]
fn copy_in_steps<const CHUNK: usize, const STEPS: usize>(to: &mut [u8], from: &[u8]) -> Option<()> {
    for at in steps::<CHUNK, STEPS>(from.len()) {
        *to.get_mut(at..at + CHUNK)?.first_chunk_mut::<CHUNK>()? =
            *from.get(at..at + CHUNK)?.first_chunk()?;
    }
    Some(())
}

//! Room for a body whose length is known, filled from its beginning.

use crate::reader::escaped;
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

/// How many times sixteen bytes most texts are at most.
const STEPS: usize = 6;
const USUAL: usize = 16 * STEPS;

/// Copies all of `from`, which is as long as `to`.
///
/// No two texts are of one length, and what has to be decided by it is decided wrongly half the time, which takes longer than the
/// copy. So the usual ones are all copied in the same steps, which overlap where there is less to do.
#[inline(always)]
fn copy(to: &mut [u8], from: &[u8]) {
    match from.len() {
        16..=USUAL => {
            // There are as many bytes as were asked for, or the room has been overrun.
            let _ = copy_usual(to, from);
        }
        8..16 => copy_ends::<8>(to, from),
        4..8 => copy_ends::<4>(to, from),
        2..4 => copy_ends::<2>(to, from),
        0..2 => to.iter_mut().zip(from).for_each(|(to, from)| *to = *from),
        len if len == to.len() => to.copy_from_slice(from),
        _ => {}
    }
}

#[inline(always)]
fn copy_usual(to: &mut [u8], from: &[u8]) -> Option<()> {
    let last = from.len().checked_sub(16)?;
    for step in 0..STEPS {
        let at = last.min(16 * step);
        *to.get_mut(at..at + 16)?.first_chunk_mut::<16>()? = *from.get(at..at + 16)?.first_chunk()?;
    }
    Some(())
}

/// Copies the first and the last bytes, which together are all.
#[inline(always)]
fn copy_ends<const N: usize>(to: &mut [u8], from: &[u8]) {
    if let (Some(to), Some(from)) = (to.first_chunk_mut::<N>(), from.first_chunk()) {
        *to = *from;
    }
    if let (Some(to), Some(from)) = (to.last_chunk_mut::<N>(), from.last_chunk()) {
        *to = *from;
    }
}

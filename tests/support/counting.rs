//! An allocator that counts for each thread what it holds.
#![allow(unsafe_code, reason = "an allocator is an unsafe trait")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What one thread allocated since [`start`].
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Counts {
    held: usize,
    /// The most that was held at once.
    pub(crate) peak: usize,
    /// The most, while a reallocation holds both its old and its new size.
    pub(crate) moving: usize,
    pub(crate) allocations: usize,
    pub(crate) reallocations: usize,
}

impl Counts {
    const NONE: Counts = Counts { held: 0, peak: 0, moving: 0, allocations: 0, reallocations: 0 };

    fn grow(&mut self, by: usize) {
        self.held += by;
        self.peak = self.peak.max(self.held);
        self.moving = self.moving.max(self.held);
    }

    /// What was allocated before the count began may be given back during it.
    fn shrink(&mut self, by: usize) {
        self.held = self.held.saturating_sub(by);
    }
}

thread_local! {
    static COUNTS: Cell<Counts> = const { Cell::new(Counts::NONE) };
}

fn change(f: impl FnOnce(&mut Counts)) {
    // A thread that ends has no counts any more, and nobody who would look at them.
    let _ = COUNTS.try_with(|cell| {
        let mut counts = cell.get();
        f(&mut counts);
        cell.set(counts);
    });
}

// SAFETY: everything is handed to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        change(|counts| {
            counts.allocations += 1;
            counts.grow(layout.size());
        });
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        change(|counts| counts.shrink(layout.size()));
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        change(|counts| {
            counts.reallocations += 1;
            counts.moving = counts.moving.max(counts.held + size);
            counts.shrink(layout.size());
            counts.grow(size);
        });
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// What `f` allocates, and what it returns.
pub(crate) fn count<T>(f: impl FnOnce() -> T) -> (Counts, T) {
    COUNTS.set(Counts::NONE);
    let value = f();
    (COUNTS.get(), value)
}

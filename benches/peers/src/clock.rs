//! How long something takes: the time that the processor spends on it, so that what else the machine does costs it nothing
//! but cache.

use cpu_time::ThreadTime;
use std::{hint::black_box, time::Duration};

/// How long a turn should take at least: long beside what the clock itself takes, short beside what else the machine does.
const TURN: Duration = Duration::from_millis(1);

/// Something to be measured.
pub(crate) struct Contender<'c> {
    pub(crate) name: &'static str,
    /// Goes over the data so many times, and says how long that took.
    run: Box<dyn FnMut(usize) -> Duration + 'c>,
    passes: usize,
}

impl<'c> Contender<'c> {
    /// `run` is measured over `set`, the drop of what it returns included.
    pub(crate) fn new<T, R>(name: &'static str, set: &'c [T], mut run: impl FnMut(&'c T) -> R + 'c) -> Self {
        Self::made(name, move |passes| {
            let start = ThreadTime::now();
            for item in (0..passes).flat_map(|_| set) {
                black_box(run(black_box(item)));
            }
            start.elapsed()
        })
    }

    /// The same for what changes its data, which is made anew before each pass; that is not measured.
    pub(crate) fn destructive<R>(
        name: &'static str,
        set: &'c [Vec<u8>],
        mut run: impl FnMut(&mut [u8]) -> R + 'c,
    ) -> Self {
        let mut copies = set.to_vec();
        Self::each(name, move || {
            for (copy, original) in copies.iter_mut().zip(set) {
                copy.copy_from_slice(original);
            }
            let start = ThreadTime::now();
            for item in &mut copies {
                // What borrows from the copy is dropped before the next one.
                black_box(&run(black_box(item)));
            }
            start.elapsed()
        })
    }

    /// The same for what takes its data, which is made anew before each pass; that is not measured, nor is the drop of what
    /// `run` returns, which is not the result but what goes on.
    pub(crate) fn consuming<T, R>(
        name: &'static str,
        mut prepare: impl FnMut() -> Vec<T> + 'c,
        mut run: impl FnMut(T) -> R + 'c,
    ) -> Self {
        Self::each(name, move || {
            let items = prepare();
            let mut kept = Vec::with_capacity(items.len());
            let start = ThreadTime::now();
            kept.extend(items.into_iter().map(|item| run(black_box(item))));
            let elapsed = start.elapsed();
            black_box(kept);
            elapsed
        })
    }

    /// One whose passes are timed each for itself.
    fn each(name: &'static str, mut pass: impl FnMut() -> Duration + 'c) -> Self {
        Self::made(name, move |passes| (0..passes).map(|_| pass()).sum())
    }

    fn made(name: &'static str, run: impl FnMut(usize) -> Duration + 'c) -> Self {
        Contender { name, run: Box::new(run), passes: 1 }
    }

    /// Finds out how many passes a turn has.
    pub(crate) fn warm_up(&mut self) {
        (self.run)(1);
        let once = (self.run)(1).max(Duration::from_nanos(100));
        self.passes = (TURN.as_nanos() / once.as_nanos()) as usize + 1;
    }

    /// The time of one pass, in nanoseconds.
    pub(crate) fn turn(&mut self) -> f64 {
        (self.run)(self.passes).as_nanos() as f64 / self.passes as f64
    }
}

//! How long something takes.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// How long a turn should take at least: long beside what the clock itself takes, short beside what else the machine does.
const TURN: Duration = Duration::from_millis(1);

/// Something to be measured.
pub(crate) struct Contender<'c> {
    pub(crate) name: &'static str,
    /// Goes once over the data, and says how long that took.
    pass: Box<dyn FnMut() -> Duration + 'c>,
    passes: usize,
}

impl<'c> Contender<'c> {
    /// `run` is measured over `set`, the drop of what it returns included.
    pub(crate) fn new<T, R>(name: &'static str, set: &'c [T], mut run: impl FnMut(&'c T) -> R + 'c) -> Self {
        Self::made(name, move || {
            let start = Instant::now();
            for item in set {
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
        Self::made(name, move || {
            for (copy, original) in copies.iter_mut().zip(set) {
                copy.copy_from_slice(original);
            }
            let start = Instant::now();
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
        Self::made(name, move || {
            let items = prepare();
            let mut kept = Vec::with_capacity(items.len());
            let start = Instant::now();
            kept.extend(items.into_iter().map(|item| run(black_box(item))));
            let elapsed = start.elapsed();
            black_box(kept);
            elapsed
        })
    }

    fn made(name: &'static str, pass: impl FnMut() -> Duration + 'c) -> Self {
        Contender { name, pass: Box::new(pass), passes: 1 }
    }

    /// Finds out how many passes a turn has.
    pub(crate) fn warm_up(&mut self) {
        (self.pass)();
        let once = (self.pass)().max(Duration::from_nanos(100));
        self.passes = (TURN.as_nanos() / once.as_nanos()) as usize + 1;
    }

    /// The time of one pass, in nanoseconds.
    pub(crate) fn turn(&mut self) -> f64 {
        let total: Duration = (0..self.passes).map(|_| (self.pass)()).sum();
        total.as_nanos() as f64 / self.passes as f64
    }
}

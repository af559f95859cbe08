//! The warnings of a decoding while it goes on.

use crate::{
    error::{DecodeErrorKind, Fault, Path, Spot, Warning, WarningKind, Warnings},
    limits::Options,
};
use alloc::vec::Vec;

/// Collects warnings, or makes the first of them the error.
pub(crate) struct Notes {
    kept: Vec<(WarningKind, Spot)>,
    dropped: usize,
    most: usize,
    strict: bool,
    /// Whether it is open yet what will be made of what is being read: then nothing is an error.
    open: bool,
}

impl Notes {
    pub(crate) fn new(options: &Options) -> Self {
        // Strict needs the first, however few are wanted.
        let most = if options.strict { 1 } else { options.limits.warnings };
        Notes { kept: Vec::new(), dropped: 0, most, strict: options.strict, open: false }
    }

    /// Notes that something was tolerated at `offset`.
    #[cold]
    pub(crate) fn warn(&mut self, kind: WarningKind, offset: usize) -> Result<(), Fault> {
        self.warn_at(kind, Spot::at(offset))
    }

    /// Notes that something was tolerated.
    #[cold]
    pub(crate) fn warn_at(&mut self, kind: WarningKind, spot: Spot) -> Result<(), Fault> {
        if self.strict && !self.open {
            return Err(Fault { kind: DecodeErrorKind::Strict(kind), spot });
        }
        if self.kept.len() < self.most {
            self.kept.push((kind, spot));
        } else {
            self.dropped += 1;
        }
        Ok(())
    }

    /// Begins a reading that may be taken back by [`Notes::rewind`], or is kept by [`Notes::keep`].
    #[inline]
    pub(crate) fn bookmark(&mut self) -> (usize, usize) {
        self.open = true;
        (self.kept.len(), self.dropped)
    }

    /// Forgets what was noted since: it was about a reading that is taken back.
    #[cold]
    pub(crate) fn rewind(&mut self, (kept, dropped): (usize, usize)) {
        self.open = false;
        self.kept.truncate(kept);
        self.dropped = dropped;
    }

    /// Keeps what was noted since; the first of it is the error if the decoder is strict.
    #[inline]
    pub(crate) fn keep(&mut self) -> Result<(), Fault> {
        self.open = false;
        match self.kept.first() {
            Some(&(kind, spot)) if self.strict => Err(Fault { kind: DecodeErrorKind::Strict(kind), spot }),
            _ => Ok(()),
        }
    }

    /// The warnings, with the path that `path` finds for each offset. It is asked in the order of the offsets, so that it
    /// needs to walk over the input once.
    #[inline]
    pub(crate) fn finish(self, path: impl FnMut(usize) -> Path) -> Warnings {
        if self.kept.is_empty() { Warnings::new(Vec::new(), self.dropped) } else { self.located(path) }
    }

    #[cold]
    fn located(self, mut path: impl FnMut(usize) -> Path) -> Warnings {
        let mut places: Vec<_> = self.kept.iter().map(|(_, spot)| spot.offset).enumerate().collect();
        places.sort_unstable_by_key(|(_, offset)| *offset);
        let mut paths: Vec<_> = places.into_iter().map(|(index, offset)| (index, path(offset))).collect();
        paths.sort_unstable_by_key(|(index, _)| *index);
        let kept = self.kept.into_iter().zip(paths);
        let kept = kept.map(|((kind, spot), (_, path))| Warning::new(kind, spot, path));
        Warnings::new(kept.collect(), self.dropped)
    }
}

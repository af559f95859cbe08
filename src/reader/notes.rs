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
}

impl Notes {
    pub(crate) fn new(options: &Options) -> Self {
        Notes { kept: Vec::new(), dropped: 0, most: options.limits.warnings, strict: options.strict }
    }

    /// Notes that something was tolerated at `offset`.
    #[cold]
    pub(crate) fn warn(&mut self, kind: WarningKind, offset: usize) -> Result<(), Fault> {
        self.warn_at(kind, Spot::at(offset))
    }

    /// Notes that something was tolerated.
    #[cold]
    pub(crate) fn warn_at(&mut self, kind: WarningKind, spot: Spot) -> Result<(), Fault> {
        if self.strict {
            return Err(Fault { kind: DecodeErrorKind::Strict(kind), spot });
        }
        if self.kept.len() < self.most {
            self.kept.push((kind, spot));
        } else {
            self.dropped += 1;
        }
        Ok(())
    }

    /// How things stand, for [`Notes::rewind`].
    pub(crate) fn bookmark(&self) -> (usize, usize) {
        (self.kept.len(), self.dropped)
    }

    /// Forgets what was noted since: it was about a reading that is taken back.
    #[cold]
    pub(crate) fn rewind(&mut self, (kept, dropped): (usize, usize)) {
        self.kept.truncate(kept);
        self.dropped = dropped;
    }

    /// The warnings, with the path that `path` finds for each offset.
    pub(crate) fn finish(self, mut path: impl FnMut(usize) -> Path) -> Warnings {
        let kept = self.kept.into_iter();
        let kept = kept.map(|(kind, spot)| Warning::new(kind, spot, path(spot.offset)));
        Warnings::new(kept.collect(), self.dropped)
    }
}

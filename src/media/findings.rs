//! The warnings of reading headers, each with the header it is about.

use crate::{
    error::{DecodeError, DecodeErrorKind, Fault, Path, Spot, Warning, WarningKind, Warnings},
    limits::{Limits, Options},
};
use alloc::vec::Vec;

/// Collects warnings, or makes the first of them the error.
pub(super) struct Findings<'o> {
    options: &'o Options,
    kept: Vec<Warning>,
    dropped: usize,
}

impl<'o> Findings<'o> {
    pub(super) fn new(options: &'o Options) -> Self {
        Findings { options, kept: Vec::new(), dropped: 0 }
    }

    pub(super) const fn limits(&self) -> &'o Limits {
        &self.options.limits
    }

    /// Notes that something was tolerated in the value that `path` names.
    #[cold]
    pub(super) fn warn(
        &mut self,
        kind: WarningKind,
        spot: Spot,
        path: impl FnOnce() -> Path,
    ) -> Result<(), DecodeError> {
        if self.options.strict {
            return Err(DecodeError::new(Fault { kind: DecodeErrorKind::Strict(kind), spot }, path()));
        }
        if self.kept.len() < self.options.limits.warnings {
            self.kept.push(Warning::new(kind, spot, path()));
        } else {
            self.dropped += 1;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Warnings {
        Warnings::new(self.kept, self.dropped)
    }
}

/// An error in the value that `path` names.
#[cold]
pub(super) fn error(kind: DecodeErrorKind, offset: usize, path: Path) -> DecodeError {
    DecodeError::new(Fault::new(kind, offset), path)
}

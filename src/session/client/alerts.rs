//! Alerts from when they are queued until they have arrived.

use super::Misuse;
use crate::{
    body::Encoded,
    error::EncodeError,
    json,
    limits::Options,
    package::{Alert, Package3},
};
use alloc::vec::Vec;

/// What waits to be sent, and what was sent but not yet received for certain.
#[derive(Debug)]
pub(super) struct Alerts {
    waiting: Vec<Alert<'static>>,
    /// Those in the package whose response is awaited: nobody knows yet whether they arrived.
    travelling: Vec<Alert<'static>>,
}

impl Alerts {
    pub(super) const fn new(waiting: Vec<Alert<'static>>) -> Self {
        Alerts { waiting, travelling: Vec::new() }
    }

    /// Adds one. What travels counts too: it may come back, and what comes back is to fit into the next session.
    pub(super) fn queue(
        &mut self,
        alert: Alert<'static>,
        most: usize,
        options: &Options,
    ) -> Result<(), Misuse> {
        if self.waiting.len() + self.travelling.len() >= most {
            return Err(Misuse::TooManyAlerts);
        }
        let alone = Package3::new([]).with_alerts([alert]);
        json::encode(&alone, &mut Vec::new(), options).map_err(Misuse::Alert)?;
        self.waiting.extend(alone.alerts);
        Ok(())
    }

    /// Writes a package with as many of the alerts as fit into it, the first ones first. The others wait.
    pub(super) fn load(
        &mut self,
        encode: impl Fn(&[Alert<'static>]) -> Result<Encoded, EncodeError>,
    ) -> Result<Encoded, EncodeError> {
        let some = |count| encode(self.waiting.get(..count).unwrap_or_default());
        let all = self.waiting.len();
        let (count, encoded) = match some(all) {
            Ok(encoded) => (all, encoded),
            Err(_) => most(all, some)?,
        };
        let rest = self.waiting.split_off(count);
        self.travelling = core::mem::replace(&mut self.waiting, rest);
        Ok(encoded)
    }

    /// The package was answered.
    pub(super) fn arrived(&mut self) {
        self.travelling.clear();
    }

    pub(super) fn into_unsent(mut self) -> Vec<Alert<'static>> {
        self.travelling.append(&mut self.waiting);
        self.travelling
    }
}

/// How many below `too_many` can be written at most, by bisection: more alerts never take less room.
fn most(
    mut too_many: usize,
    some: impl Fn(usize) -> Result<Encoded, EncodeError>,
) -> Result<(usize, Encoded), EncodeError> {
    let mut best = (0, some(0)?);
    while too_many - best.0 > 1 {
        let middle = best.0 + (too_many - best.0) / 2;
        match some(middle) {
            Ok(encoded) => best = (middle, encoded),
            Err(_) => too_many = middle,
        }
    }
    Ok(best)
}

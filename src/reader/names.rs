//! Member names that may not stand twice.

use super::{
    json::Reader,
    raw::{Listener, Raw},
    string::RawString,
};
use crate::{
    error::{DecodeErrorKind, Fault},
    limits::{Limit, Limits},
    text::Text,
};
use alloc::vec::Vec;

/// Counts the members of one object that the model reads, against [`Limits::members`].
///
/// The limit bounds the search for repeated names, which compares each with those before it.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    left: usize,
    /// One bit for each known member that was met.
    met: u32,
}

impl Names {
    pub(crate) fn new(limits: &Limits) -> Self {
        Names { left: limits.members, met: 0 }
    }

    /// Counts one more member.
    #[inline(always)]
    pub(crate) fn count(&mut self, name: &RawString<'_>) -> Result<(), Fault> {
        match self.left.checked_sub(1) {
            Some(left) => self.left = left,
            None => return Err(Fault::new(DecodeErrorKind::Limit(Limit::Members), name.at - 1)),
        }
        Ok(())
    }

    /// Notes that the known member of this number, 0 to 31, was met.
    #[inline(always)]
    pub(crate) fn known(&mut self, number: usize, name: &RawString<'_>) -> Result<(), Fault> {
        if self.met >> number & 1 == 1 {
            return Err(repeated(name));
        }
        self.met |= 1 << number;
        Ok(())
    }

    /// Whether the known member of this number was met.
    pub(crate) fn has(&self, number: usize) -> bool {
        self.met >> number & 1 == 1
    }
}

/// The error of a name that stood before in the same object.
#[cold]
pub(crate) fn repeated(name: &RawString<'_>) -> Fault {
    Fault::new(DecodeErrorKind::RepeatedMember, name.at - 1)
}

/// Remembers which names may have stood before: one bit for each of 2,048 sums over a name.
///
/// With it an object of many members is not searched for each of them. Names can be made so that they have the same sum;
/// then they are searched, which [`Limits::members`] bounds.
pub(crate) struct Filter([u64; 32]);

impl Filter {
    /// Takes note of a name; whether it may have been there.
    pub(crate) fn insert(&mut self, name: &str) -> bool {
        // A number without pattern, whose multiples spread over all bits; the highest of them are spread best.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let sum = name
            .bytes()
            .fold(0, |sum: u64, byte| (sum ^ u64::from(byte)).wrapping_mul(SPREAD).rotate_left(29));
        let sum = sum.wrapping_mul(SPREAD) >> 53;
        let bit = 1 << (sum & 63);
        match self.0.get_mut((sum >> 6 & 31) as usize) {
            Some(word) => {
                let there = *word & bit != 0;
                *word |= bit;
                there
            }
            None => true, // unreachable: five bits are below 32
        }
    }
}

impl<'n> FromIterator<&'n str> for Filter {
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Self {
        let mut filter = Filter([0; 32]);
        for name in names {
            filter.insert(name);
        }
        filter
    }
}

/// The names of all objects that are open, innermost last.
struct Repeats<'a> {
    names: Vec<Text<'a>>,
    /// Where the names of each open object begin.
    starts: Vec<usize>,
    limit: usize,
    /// The most names that one object had.
    most: usize,
}

impl<'a> Listener<'a> for Repeats<'a> {
    fn open(&mut self, _: bool, _: usize) -> Result<(), Fault> {
        self.starts.push(self.names.len());
        Ok(())
    }

    fn close(&mut self, _: bool, _: usize) -> Result<(), Fault> {
        let start = self.starts.pop().unwrap_or_default();
        self.names.truncate(start);
        Ok(())
    }

    fn name(&mut self, name: RawString<'a>) -> Result<(), Fault> {
        let start = self.starts.last().copied().unwrap_or_default();
        let before = self.names.get(start..).unwrap_or_default();
        if before.len() >= self.limit {
            return Err(Fault::new(DecodeErrorKind::Limit(Limit::Members), name.at - 1));
        }
        let text = name.text()?;
        if before.contains(&text) {
            return Err(repeated(&name));
        }
        self.most = self.most.max(before.len() + 1);
        self.names.push(text);
        Ok(())
    }

    fn leaf(&mut self, _: usize, _: usize) -> Result<(), Fault> {
        Ok(())
    }
}

impl<'a> Reader<'a> {
    /// Reads any value as it stands, in which no object may have two members of one name: a slot that is unreadable
    /// is no raw value of the protocol, so it is held to what every object of a body is held to.
    pub(crate) fn raw_without_repeats(&mut self, limits: &Limits) -> Result<Raw<'a>, Fault> {
        let mut repeats = Repeats { names: Vec::new(), starts: Vec::new(), limit: limits.members, most: 0 };
        let mut raw = self.raw_heard(&mut repeats)?;
        raw.measure.members = u32::try_from(repeats.most).unwrap_or(u32::MAX);
        Ok(raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_once_and_counted_each_time() {
        let name = RawString { text: "x", escaped: false, at: 5 };
        let mut names = Names::new(&Limits::default().with_members(2));
        for number in [0, 3, 31] {
            assert!(!names.has(number));
            names.known(number, &name).unwrap();
            assert!(names.has(number));
            assert!(names.known(number, &name).is_err());
        }
        assert!([1, 2, 4, 30].iter().all(|number| !names.has(*number)));
        assert!(names.count(&name).is_ok() && names.count(&name).is_ok());
        // The quote is what the error is about.
        assert_eq!(names.count(&name).unwrap_err().spot.offset, 4);
    }

    /// What was noted is never taken for new; what was not seldom for old.
    #[test]
    fn a_filter_lets_no_repeated_name_pass() {
        let names: Vec<_> = (0..200).map(|number| alloc::format!("name{number}")).collect();
        let mut filter: Filter = names.iter().map(|name| &**name).collect();
        assert!(names.iter().all(|name| filter.insert(name)));
        let mut empty = Filter([0; 32]);
        let taken_for_old = names.iter().filter(|name| empty.insert(name)).count();
        assert!(taken_for_old < 40, "{taken_for_old}");
    }
}

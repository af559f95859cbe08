//! The grammar of section 4, read in one pass.

use super::{
    field::Field,
    name::{NodeName, XName},
};
use crate::{
    ascii::{MARK, PERCENT, Pieces, QUESTION, STOP, Survey, class, doubled, find, survey},
    error::{ParseError, ParseErrorKind},
    limits::MAX_URI_BYTES,
    value::{check_escapes, not_a_moid},
};

/// Where the parts of a ClientURI end. Each begins one byte behind the end of the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Parts {
    /// Of the MOID; 0 for `*`.
    moid: u16,
    /// Of the instance; as that of the path where the `/` behind it is missing.
    instance: u16,
    /// Of the path, a `/` at the end included.
    path: u16,
    short: bool,
    concrete: bool,
}

impl Parts {
    pub(super) const ALL_MOS: Parts = Parts { moid: 0, instance: 0, path: 1, short: false, concrete: false };

    pub(super) const fn moid(self) -> usize {
        self.moid as usize
    }

    pub(super) const fn instance(self) -> usize {
        self.instance as usize
    }

    pub(super) const fn path(self) -> usize {
        self.path as usize
    }

    pub(crate) const fn is_short(self) -> bool {
        self.short
    }

    pub(crate) const fn is_all_mos(self) -> bool {
        self.moid == 0
    }

    pub(super) const fn is_concrete(self) -> bool {
        self.concrete
    }
}

/// Reads a text that is a ClientURI; `None` if it is none. What it returns fits into a register.
#[inline(never)]
pub(super) fn accept(text: &str) -> Option<Parts> {
    parse(text).ok()
}

/// Reads a text that is a ClientURI.
#[inline(always)]
pub(super) fn parse(text: &str) -> Result<Parts, ParseError> {
    let bytes = text.as_bytes();
    if bytes.len() > MAX_URI_BYTES {
        return Err(ParseError::new(ParseErrorKind::TooLong, MAX_URI_BYTES));
    }
    let Survey { seen, slashes } = survey::<{ STOP | QUESTION | PERCENT | MARK }>(bytes);
    if seen & STOP != 0 {
        return Err(foreign(text));
    }
    let path = if seen & QUESTION != 0 { find(bytes, b'?').unwrap_or(bytes.len()) } else { bytes.len() };
    let address = bytes.get(..path).unwrap_or_default();
    let slashes = match path {
        ..64 => Slashes::of_bits(slashes & ((1 << path) - 1)),
        _ => Slashes::of_bytes(address),
    };
    let Some(Slashes { moid, instance, doubled }) = slashes else {
        return parse_without_address(text, path);
    };
    if let Some(kind) = not_a_moid(bytes.get(..moid).unwrap_or_default()) {
        return Err(ParseError::new(kind, 0));
    }
    if doubled {
        return Err(empty_node(address, instance));
    }
    let mut parts = Parts {
        moid: narrow(moid),
        instance: narrow(instance.unwrap_or(path)),
        path: narrow(path),
        short: instance.is_none(),
        concrete: true,
    };
    if seen & (MARK | PERCENT | QUESTION) != 0 {
        check(text, seen, &mut parts)?;
    }
    Ok(parts)
}

/// The first character that no ClientURI has, which is named before anything else.
#[cold]
fn foreign(text: &str) -> ParseError {
    let foreign = |c: char| !u8::try_from(c).is_ok_and(|byte| class(byte) & STOP == 0);
    match text.char_indices().find(|(_, c)| foreign(*c)) {
        Some((at, c)) => ParseError::new(ParseErrorKind::Character(c), at),
        None => {
            debug_assert!(false, "no foreign character: {text:?}");
            ParseError::new(ParseErrorKind::Character('\0'), 0)
        }
    }
}

/// Where the `/` of an address are.
struct Slashes {
    /// The one behind the MOID.
    moid: usize,
    /// The one behind the instance.
    instance: Option<usize>,
    /// Whether from that one on there are two side by side, with an empty name between them.
    doubled: bool,
}

impl Slashes {
    /// Those of an address of fewer than 64 bytes, one bit for each; `None` if there are none.
    #[inline(always)]
    fn of_bits(all: u64) -> Option<Self> {
        let behind = all & all.wrapping_sub(1);
        let place = |bits: u64| if bits == 0 { None } else { Some(bits.trailing_zeros() as usize) };
        Some(Slashes { moid: place(all)?, instance: place(behind), doubled: behind & behind << 1 != 0 })
    }

    /// Those of any address.
    fn of_bytes(address: &[u8]) -> Option<Self> {
        let moid = find(address, b'/')?;
        let behind = address.get(moid + 1..).unwrap_or_default();
        let instance = find(behind, b'/').map(|instance| moid + 1 + instance);
        let names = instance.and_then(|instance| address.get(instance + 1..)).unwrap_or_default();
        Some(Slashes { moid, instance, doubled: doubled(names, b'/') })
    }
}

/// The first of the names behind the instance, whose `/` is there, that is empty.
#[cold]
fn empty_node(address: &[u8], instance: Option<usize>) -> ParseError {
    let names = instance.and_then(|instance| address.get(instance + 1..)).unwrap_or_default();
    let before = names.iter().zip(core::iter::once(&b'/').chain(names));
    let at = before.take_while(|(byte, before)| **byte != b'/' || **before != b'/').count();
    ParseError::new(ParseErrorKind::EmptyNode, address.len() - names.len() + at)
}

/// Reads `*` and its query, or says what is wrong: there is no `/` behind what may be a MOID, which ends at `path`.
#[cold]
fn parse_without_address(text: &str, path: usize) -> Result<Parts, ParseError> {
    match not_a_moid(text.as_bytes().get(..path).unwrap_or_default()) {
        Some(ParseErrorKind::MoidIsStar) => {}
        Some(kind) => return Err(ParseError::new(kind, 0)),
        None => return Err(ParseError::new(ParseErrorKind::MoidAlone, path)),
    }
    check_escapes(text)?;
    check_fields(text, path + 1, Scope::AllMos)?;
    Ok(Parts::ALL_MOS)
}

/// Checks what only some ClientURIs have: escapes, `*`, x-names and a query.
fn check(text: &str, seen: u8, parts: &mut Parts) -> Result<(), ParseError> {
    if seen & PERCENT != 0 {
        check_escapes(text)?;
    }
    let mut letters = Letters::default();
    if seen & MARK != 0 {
        for (at, node) in nodes(text, *parts) {
            match node {
                NodeName::Name(_) => continue,
                NodeName::Any => {}
                NodeName::X(x) if letters.insert(x) => {}
                NodeName::X(_) => return Err(ParseError::new(ParseErrorKind::XNameRepeated, at)),
            }
            parts.concrete = false;
        }
    }
    let one_instance = text.get(parts.moid() + 1..parts.instance()) != Some("*");
    let named = check_fields(text, parts.path() + 1, Scope::Address { letters, one_instance })?;
    if letters == named {
        return Ok(());
    }
    match nodes(text, *parts).find(|(_, node)| matches!(node, NodeName::X(x) if !named.contains(*x))) {
        Some((at, _)) => Err(ParseError::new(ParseErrorKind::XNameWithoutNv, at)),
        None => Ok(()),
    }
}

/// The instance and the nodes of the path, each with its offset.
fn nodes(text: &str, parts: Parts) -> impl Iterator<Item = (usize, NodeName<'_>)> {
    let mut next = parts.moid() + 1;
    Pieces::new(text.get(next..parts.path()), b'/').map(move |name| {
        let at = next;
        next += name.len() + 1;
        (at, NodeName::new(name))
    })
}

/// What a query stands behind.
#[derive(Clone, Copy)]
enum Scope {
    AllMos,
    Address { letters: Letters, one_instance: bool },
}

/// Checks the query that begins at `from`, if there is one, and says which x-names it explains.
fn check_fields(text: &str, from: usize, scope: Scope) -> Result<Letters, ParseError> {
    let mut named = Letters::default();
    let (mut levels, mut cv) = (false, false);
    let mut next = from;
    for field in Pieces::new(text.get(from..), b'&') {
        let at = next;
        next += field.len() + 1;
        let error = |kind| Err(ParseError::new(kind, at));
        match (Field::read(field).map_err(|kind| ParseError::new(kind, at))?, scope) {
            (Field::Other { .. }, _) => {}
            (Field::Levels(_), _) if levels => return error(ParseErrorKind::LevelsRepeated),
            (Field::Levels(_), _) => levels = true,
            (_, Scope::AllMos) => return error(ParseErrorKind::FieldOfAllMos),
            (Field::Cv(_), _) if cv => return error(ParseErrorKind::CvRepeated),
            (Field::Cv(_), Scope::Address { one_instance: true, .. }) => cv = true,
            (Field::Cv(_), _) => return error(ParseErrorKind::CvNotOneInstance),
            (Field::Nv(nv), Scope::Address { letters, .. }) if letters.contains(nv.x()) => {
                named.insert(nv.x());
            }
            (Field::Nv(_), _) => return error(ParseErrorKind::NvWithoutXName),
        }
    }
    Ok(named)
}

/// A set of x-names.
#[derive(Clone, Copy, Default, PartialEq)]
struct Letters(u64);

impl Letters {
    const fn bit(x: XName) -> u64 {
        // `A` to `Z` and `a` to `z` lie within 64 of each other.
        1 << (x.letter() as u32 - 'A' as u32)
    }

    /// Adds one; `false` if it was there.
    const fn insert(&mut self, x: XName) -> bool {
        let new = !self.contains(x);
        self.0 |= Self::bit(x);
        new
    }

    const fn contains(self, x: XName) -> bool {
        self.0 & Self::bit(x) != 0
    }
}

/// An offset into a text of at most [`MAX_URI_BYTES`].
#[inline(always)]
fn narrow(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

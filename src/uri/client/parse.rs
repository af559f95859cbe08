//! The grammar of section 4, read in one pass.

use super::{
    field::Field,
    name::{NodeName, XName},
};
use crate::{
    ascii::{
        MARK, NAME_END, PATH_END, PERCENT, Pieces, STOP, Survey, below, class, doubled, find, is_usual, run,
        survey,
    },
    error::{ParseError, ParseErrorKind},
    limits::MAX_URI_BYTES,
    uri::parts::Packed,
    value::{check_escapes, not_a_moid},
};

/// Where the parts of a ClientURI end. Each begins one byte behind the end of the one before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Parts(Packed);

impl Parts {
    pub(super) const ALL_MOS: Parts = Parts(Packed::new([0, 0, 1], [false, false]));

    /// Those of an address whose path ends at `path`; `None` if it has no MOID, or an empty name.
    #[inline(always)]
    fn new(bytes: &[u8], slashes: Slashes, path: usize, concrete: bool) -> Option<Self> {
        let sound = !slashes.doubled && not_a_moid(bytes.get(..slashes.moid)?).is_none();
        if sound { Some(Self::of(&slashes, path, concrete)) } else { None }
    }

    #[inline(always)]
    fn of(slashes: &Slashes, path: usize, concrete: bool) -> Self {
        let instance = slashes.instance.unwrap_or(path);
        Parts(Packed::new([slashes.moid, instance, path], [slashes.instance.is_none(), concrete]))
    }

    /// What the query of this address stands behind.
    fn scope(self, text: &str, letters: Letters) -> Scope {
        let one_instance = text.get(self.moid_end() + 1..self.instance_end()) != Some("*");
        Scope::Address { letters, one_instance }
    }

    /// The end of the MOID; 0 for `*`.
    pub(super) const fn moid_end(self) -> usize {
        self.0.end::<0>()
    }

    /// The end of the instance; as that of the path where the `/` behind it is missing.
    pub(super) const fn instance_end(self) -> usize {
        self.0.end::<1>()
    }

    /// The end of the path, a `/` at the end included.
    pub(super) const fn path_end(self) -> usize {
        self.0.end::<2>()
    }

    pub(crate) const fn is_short(self) -> bool {
        self.0.flag::<0>()
    }

    pub(crate) const fn is_all_mos(self) -> bool {
        self.moid_end() == 0
    }

    pub(super) const fn is_concrete(self) -> bool {
        self.0.flag::<1>()
    }
}

/// Reads the ClientURI that `text` begins with, up to the first byte that none has, and says how long it is; `None` if that is
/// no ClientURI.
#[inline(never)]
pub(super) fn accept(text: &str) -> Option<(usize, Parts)> {
    let bytes = text.as_bytes();
    let survey = survey(bytes, is_usual);
    let len = survey.first_other();
    // Most hold nothing but names, and end before the survey does.
    if len < 64 && bytes.get(len).is_none_or(|byte| class(*byte) & STOP != 0) {
        let slashes = Slashes::of_bits(survey.slashes & below(len))?;
        return Some((len, Parts::new(bytes, slashes, len, true)?));
    }
    accept_any(text, survey)
}

/// Reads any other.
#[inline(never)]
fn accept_any(text: &str, survey: Survey) -> Option<(usize, Parts)> {
    let bytes = text.as_bytes();
    let mut others = survey.others;
    let mut letters = Letters::default();
    let (mut concrete, mut escapes) = (true, false);
    let mut next = 64;
    let path = loop {
        // The survey knows which of the first 64 bytes are worth a look; behind them it is every one.
        let at = if others != 0 { others.trailing_zeros() as usize } else { next };
        let class = bytes.get(at).map_or(STOP, |byte| class(*byte));
        if class & PATH_END != 0 {
            break at;
        }
        if class & PERCENT != 0 {
            escapes |= !is_plain_escape(bytes, at);
        } else if class & MARK != 0 {
            let node = marked(text, at);
            concrete &= !matches!(node, Some(NodeName::X(_) | NodeName::Any));
            if let Some(NodeName::X(x)) = node {
                if !letters.insert(x) {
                    return None;
                }
            }
        }
        if others != 0 {
            others &= others - 1;
        } else {
            next += 1;
        }
    };
    let slashes = match path {
        ..=64 => Slashes::of_bits(survey.slashes & below(path)),
        _ => Slashes::of_bytes(bytes.get(..path)?),
    };
    let Some(slashes) = slashes else { return accept_all_mos(text) };
    if path > MAX_URI_BYTES {
        return None;
    }
    let parts = Parts::new(bytes, slashes, path, concrete)?;
    let (len, named) = check_fields(text, path, parts.scope(text, letters)).ok()?;
    if escapes || find(bytes.get(path..len)?, b'%').is_some() {
        check_escapes(text.get(..len)?).ok()?;
    }
    if letters == named && len <= MAX_URI_BYTES { Some((len, parts)) } else { None }
}

/// Whether the `%` at `at` begins the escape of an ASCII character, which is sound wherever it stands.
fn is_plain_escape(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at + 1..) {
        Some([b'1'..=b'7', low, ..]) => low.is_ascii_hexdigit(),
        _ => false,
    }
}

/// The node that begins with the `*` or `(` at `at`, if it stands behind a `/`.
fn marked(text: &str, at: usize) -> Option<NodeName<'_>> {
    let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
    if before != Some(&b'/') {
        return None;
    }
    let end = run(text.as_bytes(), at, NAME_END);
    Some(NodeName::new(text.get(at..end)?))
}

/// Reads `*` and its query.
fn accept_all_mos(text: &str) -> Option<(usize, Parts)> {
    let behind = text.strip_prefix('*')?.bytes().next();
    if behind.is_some_and(|byte| class(byte) & PATH_END == 0) {
        return None;
    }
    let (len, _) = check_fields(text, 1, Scope::AllMos).ok()?;
    check_escapes(text.get(..len)?).ok()?;
    if len <= MAX_URI_BYTES { Some((len, Parts::ALL_MOS)) } else { None }
}

/// Reads a text that is a ClientURI, or says what is wrong with it.
#[inline]
pub(super) fn parse(text: &str) -> Result<Parts, ParseError> {
    match accept(text) {
        Some((len, parts)) if len == text.len() => Ok(parts),
        _ => Err(explain(text)),
    }
}

/// What is wrong with a text that is no ClientURI.
#[cold]
fn explain(text: &str) -> ParseError {
    match find_fault(text) {
        Err(error) => error,
        Ok(()) => {
            // unreachable: the grammar refused it, so a fault is found
            debug_assert!(false, "nothing is wrong: {text:?}");
            ParseError::new(ParseErrorKind::Character('\0'), text.len())
        }
    }
}

/// The first fault, in the order in which a reader would like to know.
fn find_fault(text: &str) -> Result<(), ParseError> {
    let bytes = text.as_bytes();
    if text.len() > MAX_URI_BYTES {
        return Err(ParseError::new(ParseErrorKind::TooLong, MAX_URI_BYTES));
    }
    // A character that no ClientURI has is named before anything else.
    let foreign = |c: char| !u8::try_from(c).is_ok_and(|byte| class(byte) & STOP == 0);
    if let Some((at, c)) = text.char_indices().find(|(_, c)| foreign(*c)) {
        return Err(ParseError::new(ParseErrorKind::Character(c), at));
    }
    let path = find(bytes, b'?').unwrap_or(bytes.len());
    let address = bytes.get(..path).unwrap_or_default();
    let Some(slashes) = Slashes::of_bytes(address) else {
        return match not_a_moid(address) {
            Some(ParseErrorKind::MoidIsStar) => {
                check_escapes(text)?;
                check_fields(text, path, Scope::AllMos).map(|_| ())
            }
            Some(kind) => Err(ParseError::new(kind, 0)),
            None => Err(ParseError::new(ParseErrorKind::MoidAlone, path)),
        };
    };
    if let Some(kind) = not_a_moid(bytes.get(..slashes.moid).unwrap_or_default()) {
        return Err(ParseError::new(kind, 0));
    }
    if slashes.doubled {
        return Err(empty_node(address, slashes.instance));
    }
    check_escapes(text)?;
    let mut letters = Letters::default();
    let x_names = || {
        let nodes = nodes(text, slashes.moid + 1, path);
        nodes.filter_map(|(at, node)| if let NodeName::X(x) = node { Some((at, x)) } else { None })
    };
    for (at, x) in x_names() {
        if !letters.insert(x) {
            return Err(ParseError::new(ParseErrorKind::XNameRepeated, at));
        }
    }
    let parts = Parts::of(&slashes, path, false);
    let (_, named) = check_fields(text, path, parts.scope(text, letters))?;
    match x_names().find(|(_, x)| !named.contains(*x)) {
        Some((at, _)) => Err(ParseError::new(ParseErrorKind::XNameWithoutNv, at)),
        None => Ok(()), // unreachable: the grammar refused it, so something is wrong
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
    /// Those of an address of at most 64 bytes, one bit for each; `None` if there are none.
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

/// The instance and the nodes of the path, which stand from `next` to `path`, each with its offset.
fn nodes(text: &str, mut next: usize, path: usize) -> impl Iterator<Item = (usize, NodeName<'_>)> {
    Pieces::new(text.get(next..path), b'/').map(move |name| {
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

/// Checks the query whose `?` is at `from`, if there is one, and says where it ends and which x-names it explains.
fn check_fields(text: &str, from: usize, scope: Scope) -> Result<(usize, Letters), ParseError> {
    let mut named = Letters::default();
    let (mut levels, mut cv) = (false, false);
    let mut end = from;
    // A `?` before the first field, a `&` before each other.
    while let Some(b'?' | b'&') = text.as_bytes().get(end) {
        let at = end + 1;
        let error = |kind| ParseError::new(kind, at);
        let (len, field) = Field::read(text.get(at..).unwrap_or_default()).map_err(error)?;
        end = at + len;
        match (field, scope) {
            (Field::Other { .. }, _) => {}
            (Field::Levels(_), _) if levels => return Err(error(ParseErrorKind::LevelsRepeated)),
            (Field::Levels(_), _) => levels = true,
            (_, Scope::AllMos) => return Err(error(ParseErrorKind::FieldOfAllMos)),
            (Field::Cv(_), _) if cv => return Err(error(ParseErrorKind::CvRepeated)),
            (Field::Cv(_), Scope::Address { one_instance: true, .. }) => cv = true,
            (Field::Cv(_), _) => return Err(error(ParseErrorKind::CvNotOneInstance)),
            (Field::Nv(nv), Scope::Address { letters, .. }) if letters.contains(nv.x()) => {
                named.insert(nv.x());
            }
            (Field::Nv(_), _) => return Err(error(ParseErrorKind::NvWithoutXName)),
        }
    }
    Ok((end, named))
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

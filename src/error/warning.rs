//! Tolerances that were used: what a strict decoder refuses.

use super::{ParseError, ParseErrorKind, Path, SlotErrorKind, Spot, place::write_place};
use alloc::vec::Vec;
use core::fmt;

/// A tolerance that was used: what a strict decoder refuses.
///
/// # Examples
///
/// ```
/// use omadm::error::WarningKind;
///
/// assert_eq!(WarningKind::NoCommands.to_string(), "a Package2 without any command");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum WarningKind {
    /// A command that cannot be understood keeps its place and is answered with an error (section 3).
    UnreadableSlot(SlotErrorKind),
    /// SUB's or DEFAULT's parameters in the other order; the change requests print both (section 3).
    ParametersSwapped,
    /// A Package2 without any command (section 2).
    NoCommands,
    /// Something stands behind an END (section 2).
    AfterEnd,
    /// `moid/left` or `moid/` for `moid/left/` and `moid//` (section 4).
    ShortAddress,
    /// Raw `[` or `]` in the path or query of a ServerURI, as in the published examples (section 5).
    Bracket,
    /// `null` for an optional array or string, as deployed implementations send it (section 6).
    Null,
    /// A MOS entry without a MIID, as deployed implementations send it (section 6).
    NoMiid,
    /// Management data that is one object instead of an array, as deployed implementations send it (section 6).
    SingleRecord,
    /// Management data without a ClientURI, as deployed implementations send it (section 6).
    NoClientUri,
    /// MOData that does not have exactly one member (section 6).
    NotOneNode,
    /// A line of a multipart body that ends without CR (RFC 2046 wants CRLF).
    BareLf,
    /// A DDF, SourceURI or TargetURI that is no URI; it is kept as text (section 6).
    Uri(ParseErrorKind),
    /// A MIID that no ClientURI could spell; it is kept as text (section 6).
    Miid(ParseErrorKind),
    /// A URI of a status that is no ClientURI; it is kept as text (section 6).
    Location(ParseErrorKind),
    /// No Accept, or an empty one: everything is taken to be acceptable (section 1).
    NoAccept,
    /// Media ranges separated by `;`, as [CR-CMD] prints them (section 1).
    AcceptSemicolon,
    /// A media range that cannot be read; it is left out, the others count (RFC 9110, section 12.5.1).
    MediaRange(ParseErrorKind),
    /// Both device headers are there, with the same value (section 1).
    BothDeviceHeaders,
    /// A Package1 without an alert that opens a session.
    NoOpeningAlert,
    /// A header that may stand once stands again, with the same value (RFC 9110, section 5.3).
    HeaderRepeated,
}

impl WarningKind {
    pub(crate) const fn cause(self) -> Option<ParseErrorKind> {
        match self {
            WarningKind::UnreadableSlot(slot) => slot.cause(),
            WarningKind::Uri(kind)
            | WarningKind::Miid(kind)
            | WarningKind::Location(kind)
            | WarningKind::MediaRange(kind) => Some(kind),
            _ => None,
        }
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WarningKind::UnreadableSlot(kind) => return write!(f, "unreadable command: {kind}"),
            WarningKind::ParametersSwapped => "the parameters stand in the other order",
            WarningKind::NoCommands => "a Package2 without any command",
            WarningKind::AfterEnd => "a command after END",
            WarningKind::ShortAddress => "a ClientURI without the `/` behind the instance",
            WarningKind::Bracket => "a ServerURI with an unescaped bracket",
            WarningKind::Null => "null for a member that could be left out",
            WarningKind::NoMiid => "a MOS entry without a MIID",
            WarningKind::SingleRecord => "management data that is not in an array",
            WarningKind::NoClientUri => "management data without a ClientURI",
            WarningKind::NotOneNode => "MOData does not have exactly one member",
            WarningKind::BareLf => "a line of a multipart body ends without CR",
            WarningKind::Uri(kind) => return write!(f, "not a URI: {kind}"),
            WarningKind::Miid(kind) => return write!(f, "a MIID that no ClientURI can name: {kind}"),
            WarningKind::Location(kind) => return write!(f, "not a ClientURI: {kind}"),
            WarningKind::NoAccept => "no Accept, everything is taken to be acceptable",
            WarningKind::AcceptSemicolon => "media ranges separated by `;`",
            WarningKind::MediaRange(kind) => return write!(f, "a media range that cannot be read: {kind}"),
            WarningKind::BothDeviceHeaders => "both device headers, with the same value",
            WarningKind::NoOpeningAlert => "no alert that opens a session",
            WarningKind::HeaderRepeated => "a header stands twice, with the same value",
        })
    }
}

/// A tolerance a decoder used, and where.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package1, json};
///
/// let decoded = json::decode::<Package1>(br#"{"Alert":null}"#, &Options::default()).unwrap();
/// let warning = decoded.warnings.iter().next().unwrap();
/// assert_eq!(warning.to_string(), "null for a member that could be left out at byte 9 (Alert)");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Warning {
    kind: WarningKind,
    offset: usize,
    path: Path,
    cause: Option<ParseError>,
}

impl Warning {
    #[cold]
    pub(crate) fn new(kind: WarningKind, spot: Spot, path: Path) -> Self {
        let cause = kind.cause().map(|kind: ParseErrorKind| ParseError::new(kind, spot.inner));
        Warning { kind, offset: spot.offset, path, cause }
    }

    /// What was tolerated.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Options, Package2, error::WarningKind, json};
    ///
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[]}"#, &Options::default()).unwrap();
    /// assert_eq!(decoded.warnings.iter().next().unwrap().kind(), WarningKind::NoCommands);
    /// ```
    pub const fn kind(&self) -> WarningKind {
        self.kind
    }

    /// Where: an offset into the input in bytes, at most its length.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[]}"#, &Options::default()).unwrap();
    /// assert_eq!(decoded.warnings.iter().next().unwrap().offset(), 7);
    /// ```
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Where, in the terms of the format.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[]}"#, &Options::default()).unwrap();
    /// assert_eq!(decoded.warnings.iter().next().unwrap().path().as_str(), "CMD");
    /// ```
    pub const fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        write_place(f, self.offset, &self.path)
    }
}

impl core::error::Error for Warning {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

/// The warnings of one decoding, in the order they were met: the first [`Limits::warnings`](crate::Limits::warnings)
/// of them, and how many there were.
///
/// # Examples
///
/// ```
/// use omadm::{Limits, Options, Package2, json};
///
/// let options = Options::default().with_limits(Limits::default().with_warnings(1));
/// let decoded = json::decode::<Package2>(br#"{"CMD":[[],[],["END"]]}"#, &options).unwrap();
/// assert_eq!(decoded.warnings.iter().count(), 1);
/// assert_eq!(decoded.warnings.total(), 2);
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Warnings {
    kept: Vec<Warning>,
    dropped: usize,
}

impl Warnings {
    pub(crate) fn new(kept: Vec<Warning>, dropped: usize) -> Self {
        Warnings { kept, dropped }
    }

    /// The same warnings of a part that begins at `offset` of a larger input and is called `part` there.
    pub(crate) fn within(mut self, offset: usize, part: &str) -> Self {
        for warning in &mut self.kept {
            warning.offset += offset;
            warning.path = warning.path.within(part);
        }
        self
    }

    /// Puts warnings behind these, of which so many are kept at most.
    pub(crate) fn append(&mut self, more: Warnings, most: usize) {
        self.dropped += more.dropped;
        for warning in more.kept {
            if self.kept.len() < most { self.kept.push(warning) } else { self.dropped += 1 }
        }
    }

    /// The warnings that were kept.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[["END"]]}"#, &Options::default()).unwrap();
    /// assert!(decoded.warnings.iter().next().is_none());
    /// ```
    pub fn iter(&self) -> core::slice::Iter<'_, Warning> {
        self.kept.iter()
    }

    /// How many there were, kept or not.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[[]]}"#, &Options::default()).unwrap();
    /// assert_eq!(decoded.warnings.total(), 1);
    /// ```
    pub fn total(&self) -> usize {
        self.kept.len().saturating_add(self.dropped)
    }

    /// Whether nothing had to be tolerated.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[["END"]]}"#, &Options::default()).unwrap();
    /// assert!(decoded.warnings.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }
}

impl<'a> IntoIterator for &'a Warnings {
    type Item = &'a Warning;
    type IntoIter = core::slice::Iter<'a, Warning>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What was decoded, and what had to be tolerated for it.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package2, json};
///
/// let decoded = json::decode::<Package2>(br#"{"CMD":[["END"]]}"#, &Options::default())?;
/// assert_eq!(decoded.value.commands.len(), 1);
/// assert!(decoded.warnings.is_empty());
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// What a strict decoder would have refused.
    pub warnings: Warnings,
}

impl<T> Decoded<T> {
    pub(crate) fn new(value: T, warnings: Warnings) -> Self {
        Decoded { value, warnings }
    }

    /// The same warnings with another value.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[["END"]]}"#, &Options::default())?;
    /// let owned = decoded.map(Package2::into_owned);
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Decoded<U> {
        Decoded { value: f(self.value), warnings: self.warnings }
    }
}

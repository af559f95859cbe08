//! What a decoder allows a peer to ask for, and how strict it is.

use alloc::vec::Vec;
use core::fmt;

/// How many levels of nesting a body may ever have, whatever [`Limits::depth`] says.
///
/// The reader keeps one bit a level; this is how many it keeps.
///
/// # Examples
///
/// ```
/// assert!(omadm::Limits::default().depth <= omadm::MAX_DEPTH);
/// ```
pub const MAX_DEPTH: usize = 128;

/// The longest ClientURI, ServerURI or MOID in bytes, whatever [`Limits::string_bytes`] says. *Decision* D16: offsets of its parts
/// then have two bytes.
///
/// # Examples
///
/// ```
/// assert_eq!(omadm::MAX_URI_BYTES, 65_535);
/// ```
pub const MAX_URI_BYTES: usize = 65_535;

/// Where a list stops growing by doubling: the rest is counted, so that what is kept of a body stays in proportion to it.
pub(crate) const LONG_LIST: usize = 16;

/// Gives back the room of a list that was made for far more than came.
#[inline]
pub(crate) fn give_back<T>(list: &mut Vec<T>) {
    if list.capacity() > 4 * (list.len() + 4) {
        list.shrink_to_fit();
    }
}

/// The most parameters of one media type; it bounds the search for repeated ones.
///
/// # Examples
///
/// ```
/// let many: String = (0..=omadm::MAX_PARAMETERS).map(|n| format!(";p{n}=x")).collect();
/// let error = omadm::MediaType::parse(&format!("text/plain{many}")).unwrap_err();
/// assert_eq!(error.kind(), omadm::error::ParseErrorKind::TooManyParameters);
/// ```
pub const MAX_PARAMETERS: usize = 32;

macro_rules! limits {
    ($($(#[$doc:meta])* $field:ident, $with:ident = $default:expr, $variant:ident, $unit:literal;)*) => {
        /// How much of everything one body may hold, and how much work it may ask for.
        ///
        /// The defaults are safe for a hostile peer: whatever a body holds, decoding it keeps at most 16 times its
        /// length and one MiB of heap. Each limit is checked before the memory it protects is taken, and by the
        /// encoders too, so that what one side writes the other side reads.
        ///
        /// # Examples
        ///
        /// ```
        /// use omadm::{Limits, Options};
        ///
        /// let limits = Limits::default().with_commands(10);
        /// let options = Options::default().with_limits(limits);
        /// assert_eq!(options.limits.commands, 10);
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[non_exhaustive]
        pub struct Limits {
            $($(#[$doc])* pub $field: usize,)*
        }

        impl Default for Limits {
            fn default() -> Self {
                Limits { $($field: $default,)* }
            }
        }

        impl Limits {
            $(
                #[doc = concat!("These limits with `", stringify!($field), "` changed.")]
                ///
                /// # Examples
                ///
                /// ```
                #[doc = concat!("let limits = omadm::Limits::default().", stringify!($with), "(7);")]
                #[doc = concat!("assert_eq!(limits.", stringify!($field), ", 7);")]
                /// ```
                pub const fn $with(mut self, $field: usize) -> Self {
                    self.$field = $field;
                    self
                }
            )*
        }

        impl Limits {
            /// The value of one limit.
            #[inline]
            pub(crate) const fn of(&self, limit: Limit) -> usize {
                match limit { $(Limit::$variant => self.$field,)* }
            }
        }

        /// One of the [`Limits`], as an error names it.
        ///
        /// # Examples
        ///
        /// ```
        /// assert_eq!(omadm::Limit::Depth.to_string(), "levels of nesting");
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum Limit {
            $(
                #[doc = concat!("[`Limits::", stringify!($field), "`].")]
                $variant,
            )*
        }

        impl fmt::Display for Limit {
            /// What is counted, and in which unit.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Limit::$variant => $unit,)* })
            }
        }
    };
}

limits! {
    /// Bytes in a body; 2 MiB. Checked before the first byte is read. At most 4 GiB count, which is what an offset
    /// inside a body can say.
    body_bytes, with_body_bytes = 2 << 20, BodyBytes, "bytes in the body";
    /// Levels of nesting, the outermost object being the first; 64. Costs no memory. Never more than [`MAX_DEPTH`].
    depth, with_depth = 64, Depth, "levels of nesting";
    /// Elements of arrays and members of objects in a body, all levels together; 65,536. Each keeps at most 40 bytes.
    values, with_values = 65_536, Values, "elements and members in the body";
    /// Commands in a Package2; 4,096. Each keeps about 100 bytes, understood or not.
    commands, with_commands = 4_096, Commands, "commands";
    /// Statuses in a Package3; 4,096. Each keeps about 80 bytes.
    statuses, with_statuses = 4_096, Statuses, "statuses";
    /// Alerts in a Package1 or Package3; 4,096. Each keeps about 200 bytes.
    alerts, with_alerts = 4_096, Alerts, "alerts";
    /// Management objects in a Package1; 4,096. Each keeps about 100 bytes.
    mos, with_mos = 4_096, Mos, "management objects";
    /// Members of one object that the model reads; 256. It bounds the search for repeated ones.
    members, with_members = 256, Members, "members in one object";
    /// Bytes in one string, as it stands between its quotes; 65,535. A borrowed string costs nothing, one with an
    /// escape in it is copied.
    string_bytes, with_string_bytes = 65_535, StringBytes, "bytes in a string";
    /// Parts of a multipart body; 4,097: the statuses, and data for each of 4,096 commands. Each keeps about 100 bytes.
    parts, with_parts = 4_097, Parts, "parts";
    /// Bytes of the header lines of one part; 8,192. Each line keeps about 50 bytes.
    part_header_bytes, with_part_header_bytes = 8_192, PartHeaderBytes, "bytes in the headers of a part";
    /// Media ranges in all Accept headers of a request together, and these headers themselves; 256. Each keeps about 80
    /// bytes, and 50 for each of its parameters.
    media_ranges, with_media_ranges = 256, MediaRanges, "media ranges";
    /// Nodes looked at to find out what addresses mean, and to collect it; 1,000,000. It bounds the time, not memory: a
    /// server can ask for `/*/*/*`, and for a comparison with every node there is. Every node counts each time it is
    /// looked at, those an `nv` field is compared with included.
    nodes, with_nodes = 1_000_000, Nodes, "nodes looked at";
    /// Warnings kept; 64. The rest are counted.
    warnings, with_warnings = 64, Warnings, "warnings";
}

impl Limits {
    /// What bounds a text that has been within its limits already.
    pub(crate) const NONE: Limits = Limits {
        body_bytes: usize::MAX,
        depth: MAX_DEPTH,
        values: usize::MAX,
        commands: usize::MAX,
        statuses: usize::MAX,
        alerts: usize::MAX,
        mos: usize::MAX,
        members: usize::MAX,
        string_bytes: usize::MAX,
        parts: usize::MAX,
        part_header_bytes: usize::MAX,
        media_ranges: usize::MAX,
        nodes: usize::MAX,
        warnings: 0,
    };
}

/// What a decoder or an encoder is told: its [`Limits`], and whether it is strict.
///
/// A tolerant decoder, which is the default, reads what deployed implementations really send and leaves a
/// [`Warning`](crate::Warning) for each tolerance. A strict one makes the first of these its error.
///
/// # Examples
///
/// ```
/// use omadm::Options;
///
/// assert!(!Options::default().strict);
/// assert!(Options::default().with_strict(true).strict);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// How much a body may hold.
    pub limits: Limits,
    /// Whether the first warning is an error.
    pub strict: bool,
}

impl Options {
    /// The defaults: tolerant, with limits that are safe for a hostile peer.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Options::new(), omadm::Options::default());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// The defaults, but strict.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::Options::strict().strict);
    /// ```
    pub fn strict() -> Self {
        Self::default().with_strict(true)
    }

    /// These options with other limits.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Limits, Options};
    ///
    /// let options = Options::default().with_limits(Limits::default().with_body_bytes(1 << 20));
    /// ```
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// These options, strict or tolerant.
    ///
    /// # Examples
    ///
    /// ```
    /// let options = omadm::Options::default().with_strict(true);
    /// ```
    pub const fn with_strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }
}

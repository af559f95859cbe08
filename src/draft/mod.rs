//! The draft dialect: text bodies, one command or status a line (section 8 of the protocol, [CR-CMD]).
//!
//! ```text
//! GET https://repo.example/new-mo
//! INCLUDE urn:oma:mo:oma-dm-devinfo:1.0//?Levels=1
//! END
//! ```
//!
//! The trap: **`GET` is two commands.** Here it takes a ServerURI and is the model's [`HGet`](crate::Command::HGet); what
//! reads nodes, the model's [`Get`](crate::Command::Get), is `INCLUDE`. `PUT` and `POST` are HPUT and HPOST; `HGET`, `HPUT`
//! and `HPOST` are read too. There is no SUB and no UNSUB, and no place for alerts and unknown members: these are errors
//! of encoding, never dropped.
//!
//! *Decision* D28: the change request gives the fields, not the framing. Name and parameters are separated by one blank, lines
//! end with CRLF. Read too: a lone LF, a missing last line end, runs of blanks and tabs between fields and at either end of
//! a line, blank lines.

mod decode;
mod encode;
mod line;
mod package2;
mod package3;
mod usual;

use self::line::Line;
use crate::{
    error::{DecodeError, Decoded, EncodeError, EncodeErrorKind, Fault},
    limits::{Limit, Options},
    package::{Package2, Package3},
    reader::Context,
};
use alloc::vec::Vec;

/// What can be a text body: Package#2 and Package#3.
///
/// Sealed: the protocol says what there is.
///
/// # Examples
///
/// ```
/// use omadm::{Decoded, DecodeError, Options, draft::{self, Document}};
///
/// fn strictly<'a, T: Document<'a>>(body: &'a [u8]) -> Result<Decoded<T>, DecodeError> {
///     draft::decode(body, &Options::strict())
/// }
/// assert!(strictly::<omadm::Package2>(b"END\r\n").is_ok());
/// ```
pub trait Document<'a>: sealed::Coded<'a> {}

impl<'a> Document<'a> for Package2<'a> {}
impl<'a> Document<'a> for Package3<'a> {}

mod sealed {
    use super::{Codec, decode, encode};
    use crate::{
        error::{DecodeError, Decoded, EncodeError},
        limits::Options,
    };
    use alloc::vec::Vec;

    pub trait Coded<'a>: Sized {
        fn decode_draft(body: &'a [u8], options: &Options) -> Result<Decoded<Self>, DecodeError>;
        fn encode_draft(&self, out: &mut Vec<u8>, options: &Options) -> Result<(), EncodeError>;
    }

    impl<'a, T: Codec<'a>> Coded<'a> for T {
        fn decode_draft(body: &'a [u8], options: &Options) -> Result<Decoded<Self>, DecodeError> {
            decode::decode(body, options)
        }

        fn encode_draft(&self, out: &mut Vec<u8>, options: &Options) -> Result<(), EncodeError> {
            encode::encode(self, out, options)
        }
    }
}

/// How one kind of body is read and written, line by line.
trait Codec<'a>: Sized {
    /// How many lines there may be.
    const LIMIT: Limit;
    /// The fewest bytes that a line takes: what bounds how many there can be.
    const LEAST: usize;
    /// What there is of it while it is read.
    type Reading;

    /// Begins to read so many lines at most.
    fn begin(lines: usize) -> Self::Reading;
    /// Reads a line that is not blank and adds what it says.
    fn read_line(
        reading: &mut Self::Reading,
        line: &mut Line<'a, '_>,
        context: &mut Context,
    ) -> Result<(), Fault>;
    /// Makes it of what was read.
    fn finish(reading: Self::Reading, context: &mut Context) -> Result<Self, Fault>;
    /// What of the whole the draft cannot say.
    fn refuse(&self) -> Option<EncodeErrorKind>;
    /// How many lines it is.
    fn lines(&self) -> usize;
    /// Hands the fields of a line over, or says why there is no such line.
    fn write_line(&self, index: usize, field: impl FnMut(&str)) -> Result<(), EncodeErrorKind>;
}

/// Reads a body.
///
/// The value borrows from `body`; `into_owned` lets go of it.
///
/// # Errors
///
/// With the byte offset and the line: a lone CR and other control characters, a byte order mark, invalid UTF-8, a line of
/// Package#3 that does not begin with a status code (`99`, `2000`, `OK`), what passes a limit, and under
/// [`Options::strict`] the first thing that would have been a warning. A bad line of Package#2 is an unreadable slot.
///
/// # Examples
///
/// ```
/// use omadm::{Command, Options, Package2, Package3, Slot, draft};
///
/// let body = b"GET https://repo.example/new-mo\r\nINCLUDE urn:oma:mo:x:1.0//\r\nGET urn:oma:mo:x:1.0//\r\n";
/// let decoded = draft::decode::<Package2>(body, &Options::default())?;
/// assert!(matches!(decoded.value.commands[0], Slot::Command(Command::HGet { .. })));
/// assert!(matches!(decoded.value.commands[1], Slot::Command(Command::Get(_))));
/// assert_eq!(
///     decoded.warnings.iter().next().unwrap().to_string(),
///     "unreadable command: GET takes a ServerURI in the draft dialect, INCLUDE reads nodes at byte 65 (line 3)"
/// );
///
/// let error = draft::decode::<Package3>(b"200\r\n99\r\n", &Options::default()).unwrap_err();
/// assert_eq!(error.to_string(), "expected a status code from 100 to 599 at byte 5 (line 2)");
/// # Ok::<(), omadm::DecodeError>(())
/// ```
pub fn decode<'a, T: Document<'a>>(body: &'a [u8], options: &Options) -> Result<Decoded<T>, DecodeError> {
    T::decode_draft(body, options)
}

/// Writes a body at the end of `out`, which grows at most once. On an error nothing is written.
///
/// # Errors
///
/// What the draft dialect cannot say, and what passes a limit.
///
/// # Examples
///
/// ```
/// use omadm::{Alert, Command, Options, Package2, Package3, draft};
///
/// let mut out = Vec::new();
/// draft::encode(&Package2::new([Command::End]), &mut out, &Options::default())?;
/// assert_eq!(out, b"END\r\n");
///
/// let package = Package3::new([]).with_alerts([Alert::new("urn:x")]);
/// let error = draft::encode(&package, &mut out, &Options::default()).unwrap_err();
/// assert_eq!(error.to_string(), "the draft dialect has no alerts in Package#3");
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn encode<'a>(
    value: &impl Document<'a>,
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<(), EncodeError> {
    value.encode_draft(out, options)
}

/// Writes a body, within the default limits.
///
/// # Errors
///
/// As [`encode`].
///
/// # Examples
///
/// ```
/// use omadm::{Package3, StatusCode, draft};
///
/// let body = draft::to_vec(&Package3::new([StatusCode::OK.into(), StatusCode::NOT_FOUND.into()]))?;
/// assert_eq!(body, b"200\r\n404\r\n");
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn to_vec<'a>(value: &impl Document<'a>) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    encode(value, &mut out, &Options::default())?;
    Ok(out)
}

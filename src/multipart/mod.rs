//! `multipart/mixed` bodies (RFC 2046 section 5.1, section 7 of the protocol): parts with their headers, read and written
//! in memory. What is in a part is somebody else's matter.
//!
//! A preamble and an epilogue are passed over, as is padding behind a boundary. Lines end with CRLF; a lone LF is read, with
//! a warning. A missing close delimiter is an error, and so is a line that begins with the boundary and is no delimiter.

mod boundary;
mod read;
mod write;

pub use boundary::Boundary;

pub(crate) use read::position_in_header;

use crate::{
    error::{DecodeError, Decoded, EncodeError},
    limits::Options,
    text::Text,
};
use alloc::vec::Vec;

/// One part of a body: its headers, and its bytes.
///
/// # Examples
///
/// ```
/// use omadm::multipart::Part;
///
/// let part = Part::new(b"{}").with_header("Content-Type", "application/json");
/// assert_eq!(part.header("content-type"), Some("application/json"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Part<'a> {
    /// The headers in their order: name and value, the white space around the value taken away, folded lines joined by a
    /// blank.
    pub headers: Vec<(Text<'a>, Text<'a>)>,
    /// The content.
    pub content: &'a [u8],
    /// Where the content begins in the body: an offset in bytes. 0 for a part that was not read.
    pub offset: usize,
    /// Where the first header begins in the body. 0 for a part that was not read.
    start: usize,
}

impl<'a> Part<'a> {
    /// A part without headers.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::multipart::Part::new(b"x").headers.is_empty());
    /// ```
    pub const fn new(content: &'a [u8]) -> Self {
        Part { headers: Vec::new(), content, offset: 0, start: 0 }
    }

    /// The same part with one more header.
    ///
    /// # Examples
    ///
    /// ```
    /// let part = omadm::multipart::Part::new(b"x").with_header("Content-ID", "<1>");
    /// assert_eq!(part.headers.len(), 1);
    /// ```
    pub fn with_header(mut self, name: impl Into<Text<'a>>, value: impl Into<Text<'a>>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The value of the first header of this name, in any case.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::multipart::Part::new(b"x").header("content-type"), None);
    /// ```
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// Takes a body apart.
///
/// # Errors
///
/// With the byte offset and the part: no part at all, no close delimiter, a line that begins with the boundary and goes on
/// otherwise (`--boundaryX`), a header line that is none, what passes a limit (bytes, parts, header bytes).
///
/// # Examples
///
/// ```
/// use omadm::{Options, multipart::{self, Boundary}};
///
/// let body = b"--b\r\nContent-Type: text/plain\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n";
/// let parts = multipart::decode(body, &Boundary::parse("b").unwrap(), &Options::default())?.value;
/// assert_eq!(parts[0].header("Content-Type"), Some("text/plain"));
/// assert_eq!(parts[1].content, b"two");
///
/// let error = multipart::decode(b"--b\r\n\r\none", &Boundary::parse("b").unwrap(), &Options::default()).unwrap_err();
/// assert_eq!(error.to_string(), "no line of the boundary closes the last part at byte 10 (part 1)");
/// # Ok::<(), omadm::DecodeError>(())
/// ```
pub fn decode<'a>(
    body: &'a [u8],
    boundary: &Boundary<'_>,
    options: &Options,
) -> Result<Decoded<Vec<Part<'a>>>, DecodeError> {
    read::decode(body, boundary, options)
}

/// Writes the parts at the end of `out`, which grows at most once, and says which boundary it took: one that is in no part.
/// The same parts give the same bytes.
///
/// # Errors
///
/// No part at all; a header whose name is no token, or whose value would not stay one line (`a\r\nb`) or begins or ends with
/// a blank; what passes a limit.
///
/// # Examples
///
/// ```
/// use omadm::{Options, multipart::{self, Part}};
///
/// let mut out = Vec::new();
/// let boundary = multipart::encode(&[Part::new(b"one"), Part::new(b"two")], &mut out, &Options::default())?;
/// assert_eq!(boundary, "omadm-0000000000");
/// let expected = b"--omadm-0000000000\r\n\r\none\r\n--omadm-0000000000\r\n\r\ntwo\r\n--omadm-0000000000--\r\n";
/// assert_eq!(out, expected);
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn encode(
    parts: &[Part<'_>],
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<Boundary<'static>, EncodeError> {
    write::encode(parts, out, options)
}

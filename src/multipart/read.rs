//! Taking a body apart. Linear in its length, whatever it is made of.

use super::{Boundary, Part};
use crate::{
    ascii::is_tchar,
    error::{DecodeError, DecodeErrorKind, Decoded, Fault, Path, WarningKind},
    limits::{Limit, Options},
    reader::{self, Context},
    text::Text,
};
use alloc::{format, vec::Vec};
use core::cell::Cell;
use memchr::{memchr, memchr_iter};

pub(super) fn decode<'a>(
    body: &'a [u8],
    boundary: &Boundary<'_>,
    options: &Options,
) -> Result<Decoded<Vec<Part<'a>>>, DecodeError> {
    let delimiter = format!("--{boundary}");
    // Where each part begins, for the errors.
    let starts = Cell::new(Vec::new());
    let read = |body: &'a [u8], context: &mut Context| {
        if body.len() > context.limits.body_bytes {
            return Err(Fault::new(DecodeErrorKind::Limit(Limit::BodyBytes), context.limits.body_bytes));
        }
        let mut cursor = Cursor { body, delimiter: delimiter.as_bytes(), warned: false };
        let mut begun = Vec::new();
        let parts = cursor.parts(context, &mut begun);
        starts.set(begun);
        parts
    };
    reader::decode(body, options, read, |offset| {
        let begun = starts.take();
        let part = begun.iter().take_while(|start| **start <= offset).count();
        starts.set(begun);
        if part == 0 { Path::default() } else { Path::new(format!("part {part}")) }
    })
}

/// What a line of the boundary is.
enum Delimiter {
    /// Another part follows, at this offset.
    Part(usize),
    /// There are no more parts.
    Close,
}

struct Cursor<'a, 'd> {
    body: &'a [u8],
    delimiter: &'d [u8],
    warned: bool,
}

impl<'a> Cursor<'a, '_> {
    fn parts(&mut self, context: &mut Context, begun: &mut Vec<usize>) -> Result<Vec<Part<'a>>, Fault> {
        let mut parts = Vec::new();
        let Some((_, first)) = self.find(0) else {
            return Err(Fault::new(DecodeErrorKind::NoDelimiter, 0));
        };
        let mut at = first;
        while let Delimiter::Part(start) = self.delimiter(at, context)? {
            if parts.len() >= context.limits.parts {
                return Err(Fault::new(DecodeErrorKind::Limit(Limit::Parts), at));
            }
            begun.push(start);
            let Some((end, next)) = self.find(start) else {
                return Err(Fault::new(DecodeErrorKind::NoCloseDelimiter, self.body.len()));
            };
            parts.push(self.part(start, end, context)?);
            at = next;
        }
        // There is at least one.
        if parts.is_empty() { Err(Fault::new(DecodeErrorKind::NoDelimiter, first)) } else { Ok(parts) }
    }

    /// The next line from `from` on that begins with the boundary: where what is before it ends, and where it begins itself.
    fn find(&self, from: usize) -> Option<(usize, usize)> {
        let rest = self.body.get(from..)?;
        if rest.starts_with(self.delimiter) {
            return Some((from, from));
        }
        // A search for the end of a line is the quickest there is, and what is sent here mostly has no lines.
        let is_boundary =
            |end: &usize| rest.get(end + 1..).is_some_and(|line| line.starts_with(self.delimiter));
        let end = memchr_iter(b'\n', rest).find(is_boundary)?;
        let has_cr = rest.get(..end).is_some_and(|line| line.ends_with(b"\r"));
        Some((from + end - usize::from(has_cr), from + end + 1))
    }

    /// Reads the line of the boundary at `at`.
    fn delimiter(&mut self, at: usize, context: &mut Context) -> Result<Delimiter, Fault> {
        let behind = at + self.delimiter.len();
        // The line that begins the body has none before it whose end could be wrong.
        if at > 0 && self.byte(at.wrapping_sub(2)) != Some(b'\r') {
            self.bare(at - 1, context)?;
        }
        let close = self.body.get(behind..).is_some_and(|rest| rest.starts_with(b"--"));
        let mut end = behind + if close { 2 } else { 0 };
        while matches!(self.byte(end), Some(b' ' | b'\t')) {
            end += 1;
        }
        match self.body.get(end..).unwrap_or_default() {
            [] if close => Ok(Delimiter::Close),
            [b'\r', b'\n', ..] if close => Ok(Delimiter::Close),
            [b'\r', b'\n', ..] => Ok(Delimiter::Part(end + 2)),
            [b'\n', ..] => {
                self.bare(end, context)?;
                Ok(if close { Delimiter::Close } else { Delimiter::Part(end + 1) })
            }
            [] | [b'\r'] => Err(Fault::new(DecodeErrorKind::NoCloseDelimiter, self.body.len())),
            // The first half of what closes it.
            [b'-'] if end == behind => Err(Fault::new(DecodeErrorKind::NoCloseDelimiter, self.body.len())),
            _ => Err(Fault::new(DecodeErrorKind::Delimiter, at)),
        }
    }

    /// Reads the headers of the part that lies between `start` and `end`.
    fn part(&mut self, start: usize, end: usize, context: &mut Context) -> Result<Part<'a>, Fault> {
        // Most parts have one.
        let mut headers: Vec<(Text<'a>, Text<'a>)> = Vec::with_capacity(usize::from(start < end));
        let mut at = start;
        // A part may have neither headers nor content; then the next line of the boundary follows at once.
        while at < end {
            // The end of the last line belongs to the boundary.
            let len = memchr(b'\n', self.body.get(at..end).unwrap_or_default());
            let (line_end, next) = len.map_or((end, end), |len| (at + len, at + len + 1));
            let mut line = self.body.get(at..line_end).unwrap_or_default();
            if len.is_some() {
                match line.strip_suffix(b"\r") {
                    Some(text) => line = text,
                    None => self.bare(line_end, context)?,
                }
            }
            if line.is_empty() {
                at = next;
                break;
            }
            if next - start > context.limits.part_header_bytes {
                return Err(Fault::new(DecodeErrorKind::Limit(Limit::PartHeaderBytes), start));
            }
            header(line, &mut headers).ok_or(Fault::new(DecodeErrorKind::PartHeader, at))?;
            at = next;
        }
        // A header may be as short as three bytes, and there may be thousands.
        headers.shrink_to_fit();
        Ok(Part { headers, content: self.body.get(at..end).unwrap_or_default(), offset: at, start })
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.body.get(at).copied()
    }

    /// A line ends at `at` without CR. It is said once.
    fn bare(&mut self, at: usize, context: &mut Context) -> Result<(), Fault> {
        if self.warned {
            return Ok(());
        }
        self.warned = true;
        context.notes.warn(WarningKind::BareLf, at)
    }
}

/// Reads a header line, or goes on with the one before; `None` if it is neither.
fn header<'a>(line: &'a [u8], headers: &mut Vec<(Text<'a>, Text<'a>)>) -> Option<()> {
    // To look at every byte is quicker than to stop at the first.
    let is_plain = line.iter().fold(true, |so_far, byte| so_far & (b' '..=b'~').contains(byte));
    let line = core::str::from_utf8(line)
        .ok()
        .filter(|line| is_plain || !line.contains(|c: char| c.is_control() && c != '\t'))?;
    if line.starts_with([' ', '\t']) {
        let (_, value) = headers.last_mut()?;
        let more = line.trim_matches([' ', '\t']);
        if value.is_empty() {
            *value = Text::from(more);
        } else if !more.is_empty() {
            // What was joined before is gone on with, not copied.
            let mut joined = core::mem::take(value).into_string();
            joined.push(' ');
            joined.push_str(more);
            *value = Text::from(joined);
        }
        return Some(());
    }
    let (name, value) = line.split_at_checked(memchr(b':', line.as_bytes())?)?;
    if !is_token(name) {
        return None;
    }
    headers.push((Text::from(name), Text::from(value.get(1..)?.trim_matches([' ', '\t']))));
    Some(())
}

/// Where in the body something is that lies so far in the value of a part's header, which may be folded. Headers are read
/// once more for it, so that parts need not keep where each of them is.
#[cold]
pub(crate) fn position_in_header(body: &[u8], part: &Part<'_>, header: usize, inner: usize) -> usize {
    let lines = body.get(part.start..part.offset).unwrap_or_default().split_inclusive(|byte| *byte == b'\n');
    let mut at = part.start;
    let mut begun = 0;
    let mut left = inner;
    let mut position = part.start;
    for line in lines {
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        begun += usize::from(!folded);
        if begun > header + 1 {
            break;
        }
        if begun == header + 1 {
            let name = if folded { 0 } else { memchr(b':', line).map_or(0, |colon| colon + 1) };
            let rest = line.get(name..).unwrap_or_default();
            let text = rest.trim_ascii();
            let value = at + name + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if text.is_empty() {
                // The value may still begin on a line that follows.
                position = position.max(value);
            } else {
                position = value + left.min(text.len());
                if left <= text.len() {
                    break;
                }
                // The blank that joins the lines.
                left -= text.len() + 1;
            }
        }
        at += line.len();
    }
    position
}

/// `token` of RFC 9110 section 5.6.2.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_tchar)
}

//! RFC 2046, section 5.1.1, read line by line.
//!
//! ```abnf
//! multipart-body    = [preamble CRLF] dash-boundary transport-padding CRLF body-part
//!                     *( CRLF dash-boundary transport-padding CRLF body-part )
//!                     CRLF dash-boundary "--" transport-padding [CRLF epilogue]
//! dash-boundary     = "--" boundary
//! transport-padding = *( SP / HTAB )
//! body-part         = *( header CRLF ) [CRLF *OCTET]
//! ```
//!
//! Where the crate reads more or less than this, so does the reading here:
//!
//! - a lone LF ends a line as well; where it ends one that is no content, its offset is told;
//! - the line end of one line of the boundary may be the one in front of the next, with an empty part between them;
//! - whatever line begins with the boundary is one of the boundary or an error, in the preamble too;
//! - a body that stops inside a line of the boundary is one that is not closed.

/// A part: its headers, unfolded, and where its content lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub headers: Vec<(String, String)>,
    pub offset: usize,
    pub content: Vec<u8>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NoDelimiter,
    NoCloseDelimiter,
    Delimiter,
    PartHeader,
}

/// What is wrong, where, and in which part, counted from 1; 0 is none of them.
pub type Stop = (Fault, usize, usize);

/// The parts, and the first LF without CR in a line that is no content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub parts: Vec<Part>,
    pub bare: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    CrLf,
    Lf,
    None,
}

/// A line without its end, and where it begins.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a [u8],
    end: End,
}

impl Line<'_> {
    /// Where the LF is that ends the line without CR.
    fn bare(&self) -> Option<usize> {
        (self.end == End::Lf).then_some(self.start + self.text.len())
    }
}

fn lines(body: &[u8]) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for whole in body.split_inclusive(|byte| *byte == b'\n') {
        let (text, end) = match whole {
            [text @ .., b'\r', b'\n'] => (text, End::CrLf),
            [text @ .., b'\n'] => (text, End::Lf),
            text => (text, End::None),
        };
        lines.push(Line { start, text, end });
        start += whole.len();
    }
    lines
}

fn is_padding(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// Whether what stands behind the boundary in the last line may go on to be right.
fn is_cut_off(rest: &[u8]) -> bool {
    let padding = rest.strip_prefix(b"--").unwrap_or(rest);
    rest == b"-" || is_padding(padding) || padding.strip_suffix(b"\r").is_some_and(is_padding)
}

/// Takes a body apart.
pub fn read(body: &[u8], boundary: &str) -> Result<Body, Stop> {
    let dash_boundary = [b"--", boundary.as_bytes()].concat();
    let lines = lines(body);
    let mut bare = Vec::new();
    let mut parts = Vec::new();
    // The first line of the part that is open.
    let mut open = None;
    for (number, line) in lines.iter().enumerate() {
        let Some(rest) = line.text.strip_prefix(dash_boundary.as_slice()) else { continue };
        if let Some(first) = open {
            let part = part(&lines[first..number], line.start, &mut bare);
            parts.push(part.map_err(|at| (Fault::PartHeader, at, parts.len() + 1))?);
        }
        bare.extend(number.checked_sub(1).and_then(|before| lines[before].bare()));
        let closes = rest.strip_prefix(b"--").is_some_and(is_padding);
        if !closes && line.end == End::None && is_cut_off(rest) {
            return Err((Fault::NoCloseDelimiter, body.len(), parts.len()));
        }
        bare.extend(line.bare());
        match (closes, open) {
            (true, Some(_)) => return Ok(Body { parts, bare: bare.into_iter().min() }),
            (true, None) => return Err((Fault::NoDelimiter, line.start, 0)),
            (false, _) if is_padding(rest) => open = Some(number + 1),
            (false, _) => return Err((Fault::Delimiter, line.start, parts.len())),
        }
    }
    match open {
        Some(_) => Err((Fault::NoCloseDelimiter, body.len(), parts.len() + 1)),
        None => Err((Fault::NoDelimiter, 0, 0)),
    }
}

/// Reads the part that these lines are, or says where the line begins that is no header. The end of the last line belongs to
/// the boundary behind it, which begins at `next`.
fn part(lines: &[Line<'_>], next: usize, bare: &mut Vec<usize>) -> Result<Part, usize> {
    let Some((last, before)) = lines.split_last() else {
        return Ok(Part { headers: Vec::new(), offset: next, content: Vec::new() });
    };
    let end = last.start + last.text.len();
    let mut headers: Vec<(String, Vec<String>)> = Vec::new();
    let mut offset = end;
    let mut content = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if number < before.len() {
            bare.extend(line.bare());
        }
        if line.text.is_empty() {
            for line in lines.iter().skip(number + 1) {
                content.extend_from_slice(line.text);
                content.extend_from_slice(match line.end {
                    _ if line.start == last.start => b"",
                    End::CrLf => b"\r\n",
                    End::Lf => b"\n",
                    End::None => b"",
                });
            }
            offset = end - content.len();
            break;
        }
        header(line.text, &mut headers).ok_or(line.start)?;
    }
    let unfolded = headers.into_iter().map(|(name, pieces)| {
        let pieces: Vec<String> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
        (name, pieces.join(" "))
    });
    Ok(Part { headers: unfolded.collect(), offset, content })
}

/// Reads a header line, or goes on with the one before it.
fn header(line: &[u8], headers: &mut Vec<(String, Vec<String>)>) -> Option<()> {
    let line = std::str::from_utf8(line).ok()?;
    if line.chars().any(|c| c != '\t' && matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}')) {
        return None;
    }
    let trimmed = |text: &str| text.trim_matches([' ', '\t']).to_owned();
    if line.starts_with([' ', '\t']) {
        headers.last_mut()?.1.push(trimmed(line));
        return Some(());
    }
    let colon = line.find(':')?;
    let name = &line[..colon];
    let is_token_char = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(is_token_char) {
        return None;
    }
    headers.push((name.to_owned(), vec![trimmed(&line[colon + 1..])]));
    Some(())
}

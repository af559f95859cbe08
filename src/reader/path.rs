//! Which path leads to an offset. Found by walking the input again, so that decoding pays nothing for it.

use crate::{error::Path, limits::MAX_DEPTH};
use alloc::{string::String, vec::Vec};
use core::fmt::Write;

/// The longest member name a path shows.
const MOST: usize = 64;

/// An array or object around the place the walk has come to.
enum Level<'a> {
    Element(usize),
    /// `None` before the first name and behind a comma.
    Member(Option<&'a str>),
}

/// Walks over JSON text, which has to be sound only up to the offset that is looked for.
pub(crate) struct Locator<'a> {
    text: &'a str,
    at: usize,
    levels: Vec<Level<'a>>,
    /// Levels beyond those that any body may have, which the text before bytes that are no UTF-8 can have all the same.
    deeper: usize,
    /// Whether a value ended and nothing of the next one has come yet: then the place belongs to what is around it.
    between: bool,
}

impl<'a> Locator<'a> {
    /// A walk over `input`, or over what of it is UTF-8.
    #[cold]
    pub(crate) fn new(input: &'a [u8]) -> Self {
        let text = core::str::from_utf8(input)
            .or_else(|error| core::str::from_utf8(input.get(..error.valid_up_to()).unwrap_or_default()))
            .unwrap_or_default();
        Locator { text, at: 0, levels: Vec::new(), deeper: 0, between: false }
    }

    /// The path to `offset`. Offsets have to rise from call to call.
    #[cold]
    pub(crate) fn path(&mut self, offset: usize) -> Path {
        debug_assert!(offset >= self.at, "there is no way back");
        while let Some(end) = self.token_end().filter(|_| self.at < offset) {
            if end > offset || self.is_cut(end) {
                return self.render(true);
            }
            self.pass(end);
        }
        self.render(self.lacks_digit(offset))
    }

    /// Where the token at the cursor ends.
    fn token_end(&self) -> Option<usize> {
        let bytes = self.text.as_bytes().get(self.at..)?;
        let len = match bytes.first()? {
            b'"' => string_len(bytes),
            b'[' | b']' | b'{' | b'}' | b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => 1,
            _ => bytes.iter().take_while(|byte| !b"\"[]{},: \t\r\n".contains(byte)).count(),
        };
        Some(self.at + len)
    }

    /// Whether the token that ends at `end`, the end of the text, is a string without its last quote.
    fn is_cut(&self, end: usize) -> bool {
        let token = self.text.get(self.at..end).unwrap_or_default();
        token.starts_with('"') && end == self.text.len() && !string_is_closed(token.as_bytes())
    }

    /// Whether a number before the offset is not complete: then the offset is about it.
    fn lacks_digit(&self, offset: usize) -> bool {
        let before = self.text.as_bytes().get(..offset).and_then(|bytes| bytes.last());
        self.between && matches!(before, Some(b'-' | b'+' | b'.' | b'e' | b'E')) && self.at == offset
    }

    /// Goes past the token that ends at `end`.
    fn pass(&mut self, end: usize) {
        let token = self.text.get(self.at..end).unwrap_or_default();
        match token.as_bytes().first() {
            Some(b'[' | b'{') if self.levels.len() >= MAX_DEPTH => self.deeper += 1,
            Some(b'[') => self.levels.push(Level::Element(0)),
            Some(b'{') => self.levels.push(Level::Member(None)),
            Some(b']' | b'}') if self.deeper > 0 => self.deeper -= 1,
            Some(b']' | b'}') => {
                self.levels.pop();
            }
            _ if self.deeper > 0 => {}
            Some(b',') => match self.levels.last_mut() {
                Some(Level::Element(index)) => *index += 1,
                Some(Level::Member(name)) => *name = None,
                None => {}
            },
            Some(b'"') => {
                if let Some(Level::Member(name @ None)) = self.levels.last_mut() {
                    *name = Some(token);
                    self.at = end;
                    return;
                }
            }
            _ => {}
        }
        match token.as_bytes().first() {
            Some(b' ' | b'\t' | b'\r' | b'\n') => {}
            Some(b'[' | b'{' | b',' | b':') => self.between = false,
            _ => self.between = true,
        }
        self.at = end;
    }

    /// The path to the cursor, or to what is `inside` the token there.
    fn render(&self, inside: bool) -> Path {
        let next = self.text.as_bytes().get(self.at);
        let mut path = String::new();
        for (depth, level) in self.levels.iter().enumerate() {
            let innermost = depth + 1 == self.levels.len() && self.deeper == 0;
            // Behind a value, at a comma or at a bracket the place is that of the array or object.
            let around = innermost && !inside && (self.between || matches!(next, Some(b',' | b']' | b'}')));
            match level {
                _ if around => {}
                Level::Element(index) => {
                    // Writing to a string does not fail.
                    let _ = write!(path, "[{index}]");
                }
                Level::Member(Some(name)) => push_name(&mut path, name),
                // The offset is that of a name: it is the member's.
                Level::Member(None) if next == Some(&b'"') && !inside => {
                    let end = self.token_end().unwrap_or_default();
                    push_name(&mut path, self.text.get(self.at..end).unwrap_or_default());
                }
                Level::Member(None) => {}
            }
        }
        Path::new(path)
    }
}

/// The length of the string that `bytes` begin with, quotes included, or of what there is of it.
fn string_len(bytes: &[u8]) -> usize {
    closing_quote(bytes).map_or(bytes.len(), |quote| quote + 1)
}

fn string_is_closed(bytes: &[u8]) -> bool {
    closing_quote(bytes).is_some()
}

fn closing_quote(bytes: &[u8]) -> Option<usize> {
    let mut escaped = false;
    for (index, byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(index),
            _ => {}
        }
    }
    None
}

/// Writes `.name`, or `["a name"]` where it is not plain.
fn push_name(path: &mut String, quoted: &str) {
    let name = quoted.strip_prefix('"').unwrap_or(quoted);
    let name = name.strip_suffix('"').unwrap_or(name);
    if !name.is_empty()
        && name.len() <= MOST
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        return;
    }
    path.push_str("[\"");
    name.chars().take(MOST).for_each(|c| push_char(path, c));
    path.push_str(if name.len() <= MOST { "" } else { "…" });
    path.push_str("\"]");
}

/// Writes a character of a name as it is, or as the escape JSON has for it where a terminal could obey it or it could hide
/// what stands beside it: JSON itself asks for none of DEL, of the controls behind ASCII and of marks of direction.
fn push_char(path: &mut String, c: char) {
    if matches!(c, '"' | '\\' | '\'') || c.escape_debug().len() == 1 {
        path.push(c);
        return;
    }
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing to a string does not fail.
        let _ = write!(path, "\\u{unit:04x}");
    }
}

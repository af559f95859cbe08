//! What stands around a byte of a body: the line that it is in, cut to what a terminal holds, or the bytes beside it.

use crate::screen;

/// How many columns are shown.
const WIDTH: usize = 72;
/// How many of them are behind the place, if there is so much.
const BEHIND: usize = 24;
/// How many bytes are looked at on one side. A character of four takes a column at least, so that one of which this cuts
/// a piece off is too far away to be shown.
const BYTES: usize = 4 * (WIDTH + 1);

/// A body in which there are places to be shown.
pub(crate) struct Places<'b> {
    body: &'b [u8],
    /// Where its lines begin; `None` where it is not made of lines.
    lines: Option<Vec<usize>>,
}

/// A place, with what is around it.
pub(crate) struct Excerpt {
    /// Where the text is from: the number of its line, from 1, or of its first byte, from 0.
    pub(crate) label: String,
    /// What is shown.
    pub(crate) text: String,
    /// How many columns of it are before the place.
    pub(crate) columns: usize,
    /// What is put under the place.
    pub(crate) caret: &'static str,
}

impl<'b> Places<'b> {
    /// In a body that is made of lines.
    pub(crate) fn in_text(body: &'b [u8]) -> Places<'b> {
        let breaks = body.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Places { body, lines: Some(lines) }
    }

    /// In a body of which every byte counts.
    pub(crate) const fn in_bytes(body: &'b [u8]) -> Places<'b> {
        Places { body, lines: None }
    }

    pub(crate) fn excerpt(&self, offset: usize) -> Excerpt {
        match &self.lines {
            Some(lines) => self.line(lines, offset),
            None => self.bytes(offset),
        }
    }

    /// The line around a byte.
    ///
    /// Its indentation is left out, and the end of the body is shown behind the last thing that is there: nobody is
    /// helped by an empty line.
    fn line(&self, lines: &[usize], offset: usize) -> Excerpt {
        let last = if offset < self.body.len() { offset } else { self.body.trim_ascii_end().len() };
        let number = lines.partition_point(|start| *start <= last);
        let start = number.checked_sub(1).and_then(|index| lines.get(index)).copied().unwrap_or(0);
        let (before, behind) = self.body.split_at_checked(last).unwrap_or((self.body, &[]));
        let before = before.get(start..).unwrap_or_default();
        let behind = behind.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let behind = behind.strip_suffix(b"\r").unwrap_or(behind);
        let blanks = before.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let window = Window::new(before.get(blanks..).unwrap_or_default(), behind, characters);
        let (text, columns) = window.text("…", "…");
        Excerpt { label: number.to_string(), text, columns, caret: "^" }
    }

    /// The bytes around one of them, as hex digits.
    fn bytes(&self, offset: usize) -> Excerpt {
        let (before, behind) = self.body.split_at_checked(offset).unwrap_or((self.body, &[]));
        let window = Window::new(before, behind, digits);
        let (text, columns) = window.text("… ", "…");
        let first = before.len() - window.left;
        Excerpt { label: format!("byte {first}"), text: text.trim_end().to_owned(), columns, caret: "^^" }
    }
}

/// What is shown of what is on both sides of a place.
struct Window {
    /// Backwards from the place.
    ahead: Vec<Cell>,
    after: Vec<Cell>,
    /// How many cells are shown on each side.
    left: usize,
    right: usize,
    /// How many columns are before the place.
    columns: usize,
    /// Whether there is more on a side.
    cut_left: bool,
    cut_right: bool,
}

impl Window {
    fn new(before: &[u8], behind: &[u8], cells: fn(&[u8]) -> Vec<Cell>) -> Window {
        let after = cells(behind.get(..BYTES).unwrap_or(behind));
        let reserved = fitting(after.iter(), BEHIND).1;
        let mut ahead = cells(before.get(before.len().saturating_sub(BYTES)..).unwrap_or(before));
        ahead.reverse();
        let (left, columns) = fitting(ahead.iter(), WIDTH - reserved);
        let (right, _) = fitting(after.iter(), WIDTH - columns);
        let cut_left = left < ahead.len() || before.len() > BYTES;
        let cut_right = right < after.len() || behind.len() > BYTES;
        Window { ahead, after, left, right, columns, cut_left, cut_right }
    }

    /// The text, with these marks where it is cut, and how many columns of it are before the place.
    fn text(&self, left: &str, right: &str) -> (String, usize) {
        let left = if self.cut_left { left } else { "" };
        let right = if self.cut_right { right } else { "" };
        let mut text = left.to_owned();
        let shown = self.ahead.iter().take(self.left).rev().chain(self.after.iter().take(self.right));
        shown.for_each(|cell| text.push_str(&cell.text));
        text.push_str(right);
        (text, left.chars().count() + self.columns)
    }
}

/// One character, or one byte that is part of none, as it is shown.
struct Cell {
    text: String,
    columns: usize,
}

/// Bytes as two digits each, and a blank.
fn digits(bytes: &[u8]) -> Vec<Cell> {
    bytes.iter().map(|byte| Cell { text: format!("{byte:02x} "), columns: 3 }).collect()
}

/// Bytes as the characters they are.
fn characters(bytes: &[u8]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for chunk in bytes.utf8_chunks() {
        cells.extend(chunk.valid().chars().map(|c| {
            let mut text = String::new();
            let columns = screen::push(&mut text, c);
            Cell { text, columns }
        }));
        cells.extend(chunk.invalid().iter().map(|byte| {
            let text = format!("\\x{byte:02x}");
            Cell { columns: text.len(), text }
        }));
    }
    cells
}

/// How many cells fit into so many columns, and how many columns they take.
fn fitting<'c>(cells: impl Iterator<Item = &'c Cell>, most: usize) -> (usize, usize) {
    let mut columns = 0;
    let mut count = 0;
    for cell in cells {
        if columns + cell.columns > most {
            break;
        }
        columns += cell.columns;
        count += 1;
    }
    (count, columns)
}

//! The line that a byte of a body stands in, cut to what a terminal holds.

use crate::screen;

/// How many columns a line is cut to.
const WIDTH: usize = 72;
/// How many of them are behind the place, if there is so much.
const BEHIND: usize = 24;
/// How many bytes are looked at on one side. A character of four takes a column at least, so that one of which this cuts
/// a piece off is too far away to be shown.
const BYTES: usize = 4 * (WIDTH + 1);

/// Where the lines of a body begin.
pub(crate) struct Lines<'b> {
    body: &'b [u8],
    starts: Vec<usize>,
}

/// A line with a place in it.
pub(crate) struct Excerpt {
    /// The number of the line, from 1.
    pub(crate) number: usize,
    /// The line as it is shown.
    pub(crate) text: String,
    /// How many columns of it are before the place.
    pub(crate) caret: usize,
}

impl<'b> Lines<'b> {
    pub(crate) fn new(body: &'b [u8]) -> Lines<'b> {
        let breaks = body.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        Lines { body, starts: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect() }
    }

    /// The line around a byte.
    ///
    /// Its indentation is left out, and the end of the body is shown behind the last thing that is there: nobody is
    /// helped by an empty line.
    pub(crate) fn excerpt(&self, offset: usize) -> Excerpt {
        let last = if offset < self.body.len() { offset } else { self.body.trim_ascii_end().len() };
        let number = self.starts.partition_point(|start| *start <= last);
        let start = number.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(0);
        let (before, behind) = self.body.split_at_checked(last).unwrap_or((self.body, &[]));
        let before = before.get(start..).unwrap_or_default();
        let behind = behind.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let behind = behind.strip_suffix(b"\r").unwrap_or(behind);
        let blanks = before.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let (text, caret) = window(before.get(blanks..).unwrap_or_default(), behind);
        Excerpt { number, text, caret }
    }
}

/// What is shown of a line, and how many columns of it are before the place.
fn window(before: &[u8], behind: &[u8]) -> (String, usize) {
    let after = cells(behind.get(..BYTES).unwrap_or(behind));
    let reserved = fitting(after.iter(), BEHIND).1;
    let mut ahead = cells(before.get(before.len().saturating_sub(BYTES)..).unwrap_or(before));
    ahead.reverse();
    let (left, columns) = fitting(ahead.iter(), WIDTH - reserved);
    let (right, _) = fitting(after.iter(), WIDTH - columns);
    let cut_left = left < ahead.len() || before.len() > BYTES;
    let cut_right = right < after.len() || behind.len() > BYTES;
    let mut text = String::from(if cut_left { "…" } else { "" });
    let shown = ahead.iter().take(left).rev().chain(after.iter().take(right));
    shown.for_each(|cell| text.push_str(&cell.text));
    text.push_str(if cut_right { "…" } else { "" });
    (text, columns + usize::from(cut_left))
}

/// One character, or one byte that is part of none, as it is shown.
struct Cell {
    text: String,
    columns: usize,
}

fn cells(bytes: &[u8]) -> Vec<Cell> {
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

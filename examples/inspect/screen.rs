//! What is written to a terminal: in colour where that is wanted, and escaped, because a body says what it likes.

use crate::hex;
use std::{
    env,
    io::{self, BufWriter, IsTerminal, Write},
};
use unicode_width::UnicodeWidthChar;

/// What a piece of text is to the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    /// What is looked for first.
    Strong,
    /// What only says what stands behind it.
    Faint,
    Good,
    Odd,
    Bad,
}

impl Style {
    /// The sequence that begins it (ECMA-48, Select Graphic Rendition).
    const fn code(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Strong => "\x1b[1m",
            Style::Faint => "\x1b[2m",
            Style::Good => "\x1b[32m",
            Style::Odd => "\x1b[33m",
            Style::Bad => "\x1b[1;31m",
        }
    }
}

/// A stream that a person reads.
pub(crate) struct Screen {
    out: Box<dyn Write>,
    terminal: bool,
    colour: bool,
}

impl Screen {
    pub(crate) fn stdout() -> Screen {
        Screen::new(io::stdout().lock())
    }

    pub(crate) fn stderr() -> Screen {
        Screen::new(io::stderr().lock())
    }

    /// Colour is for terminals, and for nobody who has set NO_COLOR to anything.
    fn new(out: impl Write + IsTerminal + 'static) -> Screen {
        let wanted = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let terminal = out.is_terminal();
        Screen { out: Box::new(BufWriter::new(out)), terminal, colour: wanted && terminal }
    }

    /// Writes a text, escaped, and says how many columns it takes.
    pub(crate) fn write(&mut self, style: Style, text: &str) -> io::Result<usize> {
        let mut shown = String::with_capacity(text.len());
        let columns = text.chars().map(|c| push(&mut shown, c)).sum();
        if self.colour && style != Style::Plain && !shown.is_empty() {
            write!(self.out, "{}{shown}\x1b[0m", style.code())?;
        } else {
            self.out.write_all(shown.as_bytes())?;
        }
        Ok(columns)
    }

    /// Writes a text, escaped, and ends the line.
    pub(crate) fn line(&mut self, text: &str) -> io::Result<()> {
        self.write(Style::Plain, text)?;
        self.out.write_all(b"\n")
    }

    /// Writes so many blanks.
    pub(crate) fn blanks(&mut self, count: usize) -> io::Result<()> {
        write!(self.out, "{:count$}", "")
    }

    /// Writes a body as it is; to a terminal as one that says the same, escaped where the terminal might obey it, or as
    /// hex digits if it is no text.
    pub(crate) fn body(&mut self, body: &[u8], is_binary: bool) -> io::Result<()> {
        match std::str::from_utf8(body) {
            _ if !self.terminal => self.out.write_all(body),
            Ok(text) if !is_binary => self.out.write_all(harmless(text).as_bytes()),
            _ => writeln!(self.out, "{}", hex::spaced(body)),
        }
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// How many columns a character takes, or `None` if it is to be escaped.
///
/// Controls are escaped because a terminal obeys them, and whatever takes no column of its own because it could hide what
/// stands beside it, or turn it around.
fn columns(c: char) -> Option<usize> {
    let printable = c.escape_debug().len() == 1 || matches!(c, '"' | '\'' | '\\');
    c.width().filter(|columns| printable && *columns > 0)
}

/// Adds a character as it is shown, and says how many columns that takes.
pub(crate) fn push(out: &mut String, c: char) -> usize {
    if let Some(columns) = columns(c) {
        out.push(c);
        return columns;
    }
    let start = out.len();
    match c {
        // `\t` and `\n` are shorter than their numbers.
        '\0'..='\x7f' => out.extend(c.escape_debug()),
        _ => out.extend(c.escape_unicode()),
    }
    // An escape is ASCII.
    out.len() - start
}

/// The same body, with the escapes of JSON. Whatever needs one stands in a string, but for line breaks and tabs, which never
/// do. What is not JSON has it only in a command that could not be read, and in a location that is none.
fn harmless(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    for c in body.chars() {
        match c {
            '\n' => out.push('\n'),
            '\t' | '\r' => out.push(' '),
            _ if columns(c).is_some() => out.push(c),
            _ => out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    out
}

/// A text that may be anything, beside others: in quotes unless nothing in it can be mistaken.
pub(crate) fn quoted(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\'));
    if plain { text.to_owned() } else { format!("{text:?}") }
}

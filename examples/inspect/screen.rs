//! What is written to a terminal: in colour where that is wanted, and escaped, because a body says what it likes.

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
        let colour = wanted && out.is_terminal();
        Screen { out: Box::new(BufWriter::new(out)), colour }
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

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Adds a character as it is shown, and says how many columns that takes.
///
/// Controls are escaped because a terminal obeys them, and whatever takes no column of its own because it could hide what
/// stands beside it, or turn it around.
pub(crate) fn push(out: &mut String, c: char) -> usize {
    let start = out.len();
    let as_it_is = c.escape_debug().len() == 1 || matches!(c, '"' | '\'' | '\\');
    match c.width() {
        Some(columns) if as_it_is && columns > 0 => {
            out.push(c);
            return columns;
        }
        // `\t` and `\n` are shorter than their numbers.
        _ if c.is_ascii() => out.extend(c.escape_debug()),
        _ => out.extend(c.escape_unicode()),
    }
    // An escape is ASCII.
    out.len() - start
}

/// A text that may be anything, beside others: in quotes unless nothing in it can be mistaken.
pub(crate) fn quoted(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\'));
    if plain { text.to_owned() } else { format!("{text:?}") }
}

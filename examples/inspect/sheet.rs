//! The page: titles, numbered rows, and labelled values in columns.

use crate::screen::{Screen, Style};
use std::io;

/// How wide the column of labels is, with what stands between it and the values.
const LABELS: usize = 11;
/// How much further in the parts of a value stand.
const INDENT: usize = 2;

/// A page that is written from top to bottom.
pub(crate) struct Sheet {
    screen: Screen,
    /// How wide the column of row numbers is.
    numbers: usize,
    /// How wide the column of names is.
    names: usize,
    /// Where in the line that was begun the labels will come; `None` at the beginning of a line.
    column: Option<usize>,
    /// Whether nothing has been written.
    empty: bool,
}

impl Sheet {
    pub(crate) fn new(screen: Screen) -> Sheet {
        Sheet { screen, numbers: 0, names: 0, column: None, empty: true }
    }

    /// What the page is about.
    pub(crate) fn heading(&mut self, text: &str) -> io::Result<()> {
        self.end_line()?;
        self.screen.write(Style::Strong, text)?;
        self.screen.line("")?;
        self.empty = false;
        Ok(())
    }

    /// Begins a table of so many rows, with a column of names if one is given a width.
    pub(crate) fn table(&mut self, title: &str, rows: usize, names: usize) -> io::Result<()> {
        self.end_line()?;
        if !self.empty {
            self.screen.line("")?;
        }
        self.numbers = format!("[{}]", rows.saturating_sub(1)).len() + 1;
        self.names = names;
        self.heading(title)
    }

    /// Begins a row. It is numbered as in the path of an error: from 0.
    pub(crate) fn row(&mut self, number: usize, name: &str, style: Style) -> io::Result<()> {
        self.end_line()?;
        let mut column = self.screen.write(Style::Faint, &format!("[{number}]"))?;
        if self.names > 0 {
            self.screen.blanks(self.numbers.saturating_sub(column))?;
            column = self.numbers + self.screen.write(style, name)?;
        }
        self.column = Some(column);
        Ok(())
    }

    /// A value, with what it is; `depth` is how many others it is a part of.
    pub(crate) fn field(&mut self, depth: usize, label: &str, value: &str) -> io::Result<()> {
        self.styled(depth, label, value, Style::Plain)
    }

    pub(crate) fn styled(&mut self, depth: usize, label: &str, value: &str, style: Style) -> io::Result<()> {
        let start = self.numbers + self.names + depth * INDENT;
        self.screen.blanks(start.saturating_sub(self.column.take().unwrap_or(0)))?;
        self.screen.write(Style::Faint, label)?;
        self.screen.blanks(LABELS.saturating_sub(depth * INDENT + label.len()).max(1))?;
        self.screen.write(style, if value.is_empty() { "\"\"" } else { value })?;
        self.screen.line("")
    }

    /// Ends the page.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.end_line()?;
        self.screen.flush()
    }

    fn end_line(&mut self) -> io::Result<()> {
        match self.column.take() {
            Some(_) => self.screen.line(""),
            None => Ok(()),
        }
    }
}

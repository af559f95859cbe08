//! Errors and warnings, each with the line it is about.

use crate::{
    excerpt::Lines,
    screen::{Screen, Style},
    show,
};
use omadm::{DecodeError, Warnings};
use std::io;

/// Writes notes about one body. Where standard error cannot be written to, there is nobody to tell.
pub(crate) struct Notes<'b> {
    screen: Screen,
    lines: Lines<'b>,
}

impl<'b> Notes<'b> {
    pub(crate) fn new(screen: Screen, body: &'b [u8]) -> Notes<'b> {
        Notes { screen, lines: Lines::new(body) }
    }

    /// Why a body could not be decoded, and what a server answers.
    pub(crate) fn error(&mut self, error: &DecodeError) {
        let _ = self.note(Style::Bad, "error", &error.to_string(), error.offset());
        self.remark("answer", &format!("HTTP status {}", show::status(error.http_status())));
    }

    /// What was tolerated. The first are kept, the rest are counted.
    pub(crate) fn warnings(&mut self, warnings: &Warnings) {
        for warning in warnings {
            let _ = self.note(Style::Odd, "warning", &warning.to_string(), warning.offset());
        }
        match warnings.total() - warnings.iter().count() {
            0 => {}
            more => {
                let _ = self.head(Style::Odd, "warning", &format!("and {more} more"));
            }
        }
    }

    /// A line that belongs to the note before it.
    pub(crate) fn remark(&mut self, label: &str, text: &str) {
        let _ = self.screen.line(&format!("  {label}: {text}"));
    }

    fn note(&mut self, style: Style, label: &str, message: &str, offset: usize) -> io::Result<()> {
        self.head(style, label, message)?;
        let excerpt = self.lines.excerpt(offset);
        let number = excerpt.number.to_string();
        self.screen.write(Style::Faint, &format!("  {number} | "))?;
        self.screen.line(&excerpt.text)?;
        self.screen.blanks(number.len() + 2)?;
        self.screen.write(Style::Faint, " | ")?;
        self.screen.blanks(excerpt.caret)?;
        self.screen.write(style, "^")?;
        self.screen.line("")
    }

    fn head(&mut self, style: Style, label: &str, message: &str) -> io::Result<()> {
        self.screen.write(style, label)?;
        self.screen.line(&format!(": {message}"))
    }
}

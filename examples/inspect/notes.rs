//! Errors and warnings, each with the place it is about.

use crate::{
    excerpt::Places,
    format::Format,
    hex::NoHex,
    screen::{Screen, Style},
    show,
};
use omadm::{DecodeError, Warnings};
use std::io;

/// Writes notes about one body. Where standard error cannot be written to, there is nobody to tell.
pub(crate) struct Notes<'b> {
    screen: Screen,
    places: Places<'b>,
}

impl<'b> Notes<'b> {
    pub(crate) const fn new(screen: Screen, places: Places<'b>) -> Notes<'b> {
        Notes { screen, places }
    }

    /// Why a text is not the hex digits of a body.
    pub(crate) fn no_hex(&mut self, error: &NoHex) {
        let _ = self.note(Style::Bad, "error", &error.to_string(), error.offset);
    }

    /// Why a body could not be decoded, and what a server answers.
    pub(crate) fn error(&mut self, error: &DecodeError) {
        let _ = match Format::is_to_blame(error) {
            true => self.head(Style::Bad, "error", &error.kind().to_string()),
            false => self.note(Style::Bad, "error", &error.to_string(), error.offset()),
        };
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

    /// What is to be known besides, and is no fault of the body.
    pub(crate) fn besides(&mut self, text: &str) {
        let _ = self.head(Style::Strong, "note", text);
    }

    /// A line that belongs to the note before it.
    pub(crate) fn remark(&mut self, label: &str, text: &str) {
        let _ = self.screen.line(&format!("  {label}: {text}"));
    }

    fn note(&mut self, style: Style, label: &str, message: &str, offset: usize) -> io::Result<()> {
        self.head(style, label, message)?;
        let excerpt = self.places.excerpt(offset);
        self.screen.write(Style::Faint, &format!("  {} | ", excerpt.label))?;
        self.screen.line(&excerpt.text)?;
        self.screen.blanks(excerpt.label.len() + 2)?;
        self.screen.write(Style::Faint, " | ")?;
        self.screen.blanks(excerpt.columns)?;
        self.screen.write(style, excerpt.caret)?;
        self.screen.line("")
    }

    fn head(&mut self, style: Style, label: &str, message: &str) -> io::Result<()> {
        self.screen.write(style, label)?;
        self.screen.line(&format!(": {message}"))
    }
}

//! The elements of a list of media ranges, one by one.

use super::{
    grammar::{self, Mode, Stop},
    media_type::{MediaType, trim},
    range::{MediaRange, RangeBuilder},
};
use crate::error::{ParseError, ParseErrorKind};
use core::str;

/// One media range of a list, or what should be one.
pub(super) struct Item<'a> {
    /// Where it begins, in the whole list.
    pub(super) at: usize,
    /// Where the `;` is that parts it from the one before, in the whole list.
    pub(super) semicolon: Option<usize>,
    /// The range; the error's offset is into the item.
    pub(super) range: Result<MediaRange<'a>, ParseError>,
}

/// `[ element ] *( OWS "," OWS [ element ] )` (RFC 9110, section 5.6.1.2), with blanks at both ends.
pub(super) struct Items<'a> {
    mode: Mode,
    /// What is behind the element's comma, and where.
    behind: Option<&'a [u8]>,
    next: usize,
    /// What is left of the element, and where.
    element: &'a str,
    at: usize,
    semicolon: Option<usize>,
}

impl<'a> Items<'a> {
    pub(super) fn new(list: &'a [u8], mode: Mode) -> Self {
        Items { mode, behind: Some(list), next: 0, element: "", at: 0, semicolon: None }
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        while self.element.is_empty() {
            let (element, behind) = grammar::element(self.behind?);
            let (lead, text) = trim(element);
            self.at = self.next + lead;
            self.next += element.len() + 1;
            self.behind = behind;
            if let Some(named) = MediaType::named(text) {
                return Some(Item {
                    at: self.at,
                    semicolon: None,
                    range: Ok(MediaRange::new(named.clone())),
                });
            }
            match str::from_utf8(text) {
                Ok(text) => self.element = text,
                Err(error) => {
                    let range = Err(ParseError::new(ParseErrorKind::NotUtf8, error.valid_up_to()));
                    return Some(Item { at: self.at, semicolon: None, range });
                }
            }
        }
        Some(self.item())
    }
}

impl<'a> Items<'a> {
    /// Reads what the element begins with, and leaves what [CR-CMD] would put behind a `;`.
    fn item(&mut self) -> Item<'a> {
        let (element, at, semicolon) = (self.element, self.at, self.semicolon.take());
        let offset = |rest: &str| element.len() - rest.len();
        let error = |stop: Stop<'_>| ParseError::new(stop.kind, offset(stop.rest));
        let mut builder = RangeBuilder::default();
        let (rest, fault) = match grammar::read(element, self.mode, &mut builder) {
            Ok((rest, fault)) => (rest, fault),
            Err(stop) => ("", Some(stop)),
        };
        self.element = grammar::next_range(rest).unwrap_or_default();
        if !self.element.is_empty() {
            self.at = at + offset(self.element);
            self.semicolon = rest.find(';').map(|semicolon| at + offset(rest) + semicolon);
        }
        Item { at, semicolon, range: fault.map_or_else(|| Ok(builder.finish()), |stop| Err(error(stop))) }
    }
}

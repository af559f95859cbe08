//! How media types are read.

use super::MediaType;
use crate::{
    error::{ParseError, ParseErrorKind},
    media::grammar::{self, Keep, Mode, Stop},
    text::Text,
    value::parse_traits,
};
use alloc::borrow::Cow;

impl<'a> MediaType<'a> {
    /// Reads a media type.
    ///
    /// Blanks may stand around `;` and nowhere else, `;` without a parameter behind it is passed over, a quoted value loses
    /// its quotes and escapes.
    ///
    /// # Errors
    ///
    /// Whatever is none: an empty text, `text`, `text/`, `/html`, `text /html`, ` text/html`, `text/html;charset`,
    /// `text/html;charset=`, `text/html; charset = utf-8`, `text/html;a="b`, `text/html;a="\r\n"`, `text/html;a=b;A=c`; and
    /// more than [`MAX_PARAMETERS`](crate::MAX_PARAMETERS) parameters.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = omadm::MediaType::parse("text/").unwrap_err();
    /// assert_eq!(error.to_string(), "expected a subtype behind `/` at byte 5");
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, ParseError> {
        if text.is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, 0));
        }
        let error = |stop: Stop<'_>| ParseError::new(stop.kind, text.len() - stop.rest.len());
        let mut builder = Builder::default();
        match grammar::read(text, Mode::MediaType, &mut builder).map_err(error)? {
            (_, None) => Ok(builder.media_type),
            (_, Some(fault)) => Err(error(fault)),
        }
    }

    /// Reads a media type from the value of a header, of which blanks at either end are no part (RFC 9110, section 5.5).
    ///
    /// # Errors
    ///
    /// What [`parse`](Self::parse) refuses, and bytes that are not UTF-8. The offset is into `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::MediaType;
    ///
    /// assert_eq!(MediaType::from_bytes(b" text/plain\t")?, MediaType::new("text", "plain")?);
    /// let error = MediaType::from_bytes(b" text/plain;a=\"\xff\"").unwrap_err();
    /// assert_eq!(error.to_string(), "it is not UTF-8 at byte 15");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn from_bytes(value: &'a [u8]) -> Result<Self, ParseError> {
        if let Some(named) = MediaType::named(value) {
            return Ok(named.clone());
        }
        let (lead, value) = trim(value);
        let moved = |kind, offset| ParseError::new(kind, lead + offset);
        let text = core::str::from_utf8(value)
            .map_err(|error| moved(ParseErrorKind::NotUtf8, error.valid_up_to()))?;
        Self::parse(text).map_err(|error| moved(error.kind(), error.offset()))
    }

    pub(crate) fn from_text(text: Text<'a>) -> Result<Self, ParseError> {
        match Cow::from(text) {
            Cow::Borrowed(text) => Self::parse(text),
            Cow::Owned(text) => MediaType::parse(&text).map(MediaType::into_owned),
        }
    }
}

/// How many blanks a header's value begins with, and the value without them and those at its end.
pub(in crate::media) fn trim(value: &[u8]) -> (usize, &[u8]) {
    let is_blank = |byte: &u8| *byte == b' ' || *byte == b'\t';
    let lead = value.iter().take_while(|byte| is_blank(byte)).count();
    let end = value.iter().rposition(|byte| !is_blank(byte)).map_or(lead, |last| last + 1);
    (lead, value.get(lead..end).unwrap_or_default())
}

/// Builds a media type from what the grammar reads.
pub(in crate::media) struct Builder<'a> {
    pub(in crate::media) media_type: MediaType<'a>,
}

impl Default for Builder<'_> {
    fn default() -> Self {
        Builder { media_type: MediaType::ANY }
    }
}

impl<'a> Keep<'a> for Builder<'a> {
    fn essence(&mut self, essence: &'a str, slash: usize) {
        self.media_type.essence = Text::from(essence);
        self.media_type.slash = slash;
    }

    fn parameter(&mut self, name: &'a str, value: Cow<'a, str>) -> Result<(), ParseErrorKind> {
        self.media_type.push(Text::from(name), Text::from(value))
    }
}

parse_traits!(MediaType);

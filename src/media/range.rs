//! Media ranges: what an Accept list is made of.

use super::{
    grammar::{self, Keep, Mode, Stop},
    media_type::{Builder, MediaType},
};
use crate::{
    error::{ParseError, ParseErrorKind},
    text::Text,
    value::parse_traits,
};
use alloc::borrow::Cow;
use core::fmt;

/// A media range with its weight, as in `text/*;q=0.5` (RFC 9110, sections 12.5.1 and 12.4.2).
///
/// `*/*` is any media type, `text/*` any whose type is `text`; `*` in another place, as in `*/html`, is a name like any
/// other. A parameter `q` is the weight, wherever it stands and whether it is quoted or not.
///
/// # Examples
///
/// ```
/// use omadm::{Accept, MediaRange, MediaType};
///
/// let accept = Accept::new([
///     MediaRange::new(MediaType::REQUEST),
///     MediaRange::new(MediaType::DM20).with_quality(500),
/// ]);
/// assert_eq!(accept.to_string(), "application/vnd.oma.dm.request+json, application/dm20;q=0.5");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MediaRange<'a> {
    media_type: MediaType<'a>,
    /// In thousandths, at most 1000.
    quality: u16,
}

/// The weight of a range that gives none.
const FULL: u16 = 1000;

impl<'a> MediaRange<'a> {
    /// The range of this media type with a weight of 1; `*/*` and `text/*` are the wildcards.
    ///
    /// A parameter `q` is left out: in a range it would be the weight.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{MediaRange, MediaType};
    ///
    /// let range = MediaRange::new(MediaType::new("text", "*")?);
    /// assert!(range.matches(&MediaType::new("text", "html")?));
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn new(mut media_type: MediaType<'a>) -> Self {
        media_type.remove("q");
        MediaRange { media_type, quality: FULL }
    }

    /// Reads a media range, with its weight if it has one.
    ///
    /// # Errors
    ///
    /// Whatever [`MediaType::parse`] refuses, and a weight that is none: `text/*;q=1.5`, `text/*;q=`, `text/*;q=1;q=1`.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::MediaRange;
    ///
    /// let range = MediaRange::parse("text/*; q=0.5")?;
    /// assert_eq!(range.quality(), 500);
    /// assert_eq!(range.to_string(), "text/*;q=0.5");
    /// let error = MediaRange::parse("text/*;q=2").unwrap_err();
    /// assert_eq!(error.to_string(), "`q` is not a number from 0 to 1 with at most three decimals at byte 7");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, ParseError> {
        if text.is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, 0));
        }
        let error = |stop: Stop<'_>| ParseError::new(stop.kind, text.len() - stop.rest.len());
        let mut builder = RangeBuilder::default();
        match grammar::read(text, Mode::Range, &mut builder).map_err(error)? {
            (_, None) => Ok(builder.finish()),
            (_, Some(fault)) => Err(error(fault)),
        }
    }

    fn from_text(text: Text<'a>) -> Result<Self, ParseError> {
        match Cow::from(text) {
            Cow::Borrowed(text) => Self::parse(text),
            Cow::Owned(text) => MediaRange::parse(&text).map(MediaRange::into_owned),
        }
    }

    /// `*/*`, with a weight of 1.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::MediaRange::any().to_string(), "*/*");
    /// ```
    pub const fn any() -> MediaRange<'static> {
        MediaRange { media_type: MediaType::ANY, quality: FULL }
    }

    /// The same range with this weight, in thousandths; 0 is not acceptable, and what is above 1000 is 1000.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::MediaRange;
    ///
    /// assert_eq!(MediaRange::any().with_quality(250).to_string(), "*/*;q=0.25");
    /// assert_eq!(MediaRange::any().with_quality(2000).quality(), 1000);
    /// ```
    pub fn with_quality(mut self, thousandths: u16) -> Self {
        self.quality = thousandths.min(FULL);
        self
    }

    /// The weight in thousandths, 0 to 1000.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::MediaRange::any().quality(), 1000);
    /// ```
    pub const fn quality(&self) -> u16 {
        self.quality
    }

    /// The range without its weight: a media type, or one with wildcards.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::MediaRange::any().media_type().essence(), "*/*");
    /// ```
    pub const fn media_type(&self) -> &MediaType<'a> {
        &self.media_type
    }

    /// Whether a media type is in the range: type and subtype are its, and each of the range's parameters is one of the
    /// media type's.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{MediaRange, MediaType};
    ///
    /// let range = MediaRange::new(MediaType::parse("text/plain;format=flowed")?);
    /// assert!(range.matches(&MediaType::parse("text/plain;charset=utf-8;format=flowed")?));
    /// assert!(!range.matches(&MediaType::parse("text/plain")?));
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn matches(&self, media_type: &MediaType<'_>) -> bool {
        let essence = match self.specificity().0 {
            0 => true,
            1 => self.media_type.type_().eq_ignore_ascii_case(media_type.type_()),
            _ => self.media_type.is(media_type),
        };
        essence && self.media_type.parameters_in(media_type)
    }

    /// How narrow the range is: how many of type and subtype it names, then its parameters.
    pub(super) fn specificity(&self) -> (u8, usize) {
        let named = match (self.media_type.type_(), self.media_type.subtype()) {
            ("*", "*") => 0,
            (_, "*") => 1,
            _ => 2,
        };
        (named, self.media_type.parameters().len())
    }

    /// The same range, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::MediaRange<'static> = omadm::MediaRange::any().into_owned();
    /// ```
    pub fn into_owned(self) -> MediaRange<'static> {
        MediaRange { media_type: self.media_type.into_owned(), quality: self.quality }
    }
}

impl<'a> From<MediaType<'a>> for MediaRange<'a> {
    fn from(media_type: MediaType<'a>) -> Self {
        MediaRange::new(media_type)
    }
}

impl fmt::Display for MediaRange<'_> {
    /// Writes the weight last, as RFC 9110 asks for, and only if it is not 1.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.media_type.fmt(f)?;
        match (self.quality, self.quality % 100, self.quality % 10) {
            (FULL, ..) => Ok(()),
            (0, ..) => f.write_str(";q=0"),
            (quality, 0, _) => write!(f, ";q=0.{}", quality / 100),
            (quality, _, 0) => write!(f, ";q=0.{:02}", quality / 10),
            (quality, ..) => write!(f, ";q=0.{quality:03}"),
        }
    }
}

impl fmt::Debug for MediaRange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for MediaRange<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

parse_traits!(MediaRange);

/// Builds a range from what the grammar reads.
#[derive(Default)]
pub(super) struct RangeBuilder<'a> {
    inner: Builder<'a>,
    quality: Option<u16>,
}

impl<'a> RangeBuilder<'a> {
    pub(super) fn finish(self) -> MediaRange<'a> {
        MediaRange { media_type: self.inner.media_type, quality: self.quality.unwrap_or(FULL) }
    }
}

impl<'a> Keep<'a> for RangeBuilder<'a> {
    fn essence(&mut self, essence: &'a str, slash: usize) {
        self.inner.essence(essence, slash);
    }

    fn parameter(&mut self, name: &'a str, value: Cow<'a, str>) -> Result<(), ParseErrorKind> {
        if !name.eq_ignore_ascii_case("q") {
            return self.inner.parameter(name, value);
        }
        let quality = qvalue(&value).ok_or(ParseErrorKind::Quality)?;
        match self.quality.replace(quality) {
            None => Ok(()),
            Some(_) => Err(ParseErrorKind::ParameterRepeated),
        }
    }
}

/// `qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )`, in thousandths.
fn qvalue(text: &str) -> Option<u16> {
    let (whole, decimals) = match text.as_bytes() {
        [whole] => (*whole, &[][..]),
        [whole, b'.', decimals @ ..] if decimals.len() <= 3 => (*whole, decimals),
        _ => return None,
    };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u16::from(byte - b'0'));
    let mut thousandths = digit(whole)?;
    for at in 0..3 {
        thousandths = thousandths * 10 + digit(*decimals.get(at).unwrap_or(&b'0'))?;
    }
    (thousandths <= FULL).then_some(thousandths)
}

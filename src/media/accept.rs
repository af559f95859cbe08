//! Accept lists.

use super::{
    findings::{self, Findings},
    grammar::Mode,
    list::Items,
    media_type::MediaType,
    range::MediaRange,
};
use crate::{
    error::{DecodeError, DecodeErrorKind, Decoded, ParseError, ParseErrorKind, Path, Spot, WarningKind},
    limits::{Limit, Limits, Options},
    text::Text,
    value::parse_traits,
};
use alloc::{borrow::Cow, format, string::ToString, vec::Vec};
use core::fmt;

/// What a peer would read, and what it likes best: the value of `Accept` and of `OMADM-Accept` (RFC 9110, section 12.5.1,
/// \[DM20\]).
///
/// A list without any range accepts nothing. A request without the header accepts everything, which is [`Accept::any`].
///
/// # Examples
///
/// ```
/// use omadm::{Accept, MediaType};
///
/// let accept = Accept::parse("application/vnd.oma.dm.request+json, application/*;q=0.5")?;
/// assert_eq!(accept.quality(&MediaType::DM20), 500);
/// assert_eq!(accept.negotiate(&[MediaType::DM20, MediaType::REQUEST]), Some(&MediaType::REQUEST));
/// assert_eq!(accept.negotiate(&[MediaType::MULTIPART_MIXED]), None); // 406
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Accept<'a> {
    ranges: Vec<MediaRange<'a>>,
}

impl<'a> Accept<'a> {
    /// The list of these media types or ranges. A peer may refuse one with more than [`Limits::media_ranges`].
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Accept, MediaType};
    ///
    /// let accept = Accept::new([MediaType::DM20, MediaType::TNDS20]);
    /// assert_eq!(accept.to_string(), "application/dm20, application/tnds20");
    /// ```
    pub fn new<R: Into<MediaRange<'a>>>(ranges: impl IntoIterator<Item = R>) -> Self {
        Accept { ranges: ranges.into_iter().map(Into::into).collect() }
    }

    /// `*/*`, which is what a request without the header means.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Accept, MediaType};
    ///
    /// assert_eq!(Accept::any().quality(&MediaType::DM20), 1000);
    /// ```
    pub fn any() -> Accept<'static> {
        Accept::new([MediaRange::any()])
    }

    /// Reads a list, each element of which has to be right; [`decode`](Self::decode) is the tolerant way.
    ///
    /// Elements may be empty, and so may the list. Blanks may stand around `,` and `;` and at both ends.
    ///
    /// # Errors
    ///
    /// The first element that is no media range: `text/`, `text/*;q=1.5`, `*;q=0.5`, `application/dm20; application/tnds20`;
    /// and more ranges than the default of [`Limits::media_ranges`].
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::Accept;
    ///
    /// assert_eq!(Accept::parse("text/*, , a/b;Q=0.50")?, Accept::parse("text/*,a/b;q=0.5")?);
    /// let error = Accept::parse("text/*;q=0.5, a/b;q=1.5").unwrap_err();
    /// assert_eq!(error.to_string(), "`q` is not a number from 0 to 1 with at most three decimals at byte 18");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, ParseError> {
        let mut ranges = Vec::new();
        for item in Items::new(text.as_bytes(), Mode::Range) {
            let range =
                item.range.map_err(|error| ParseError::new(error.kind(), item.at + error.offset()))?;
            if ranges.len() >= Limits::default().media_ranges {
                return Err(ParseError::new(ParseErrorKind::TooManyRanges, item.at));
            }
            ranges.push(range);
        }
        Ok(Accept { ranges })
    }

    pub(crate) fn from_text(text: Text<'a>) -> Result<Self, ParseError> {
        match Cow::from(text) {
            Cow::Borrowed(text) => Self::parse(text),
            Cow::Owned(text) => Accept::parse(&text).map(Accept::into_owned),
        }
    }

    /// Reads the values of all headers of one name, which are one list (RFC 9110, section 5.3).
    ///
    /// An element that cannot be read is left out with a warning, the others count. Two ranges separated by `;`, as
    /// [CR-CMD] prints them, are read as two, with a warning. Offsets are into the value that the path names: `[0]` for the
    /// first.
    ///
    /// # Errors
    ///
    /// A limit: more than [`Limits::media_ranges`], a value longer than [`Limits::string_bytes`]. If the options are strict,
    /// the first warning.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Accept, MediaType, Options};
    ///
    /// let decoded = Accept::decode(["a/b;q=1.5, c/d", "application/dm20; application/tnds20"], &Options::default())?;
    /// assert_eq!(decoded.value.to_string(), "c/d, application/dm20, application/tnds20");
    /// let warnings: Vec<String> = decoded.warnings.iter().map(ToString::to_string).collect();
    /// assert_eq!(warnings, [
    ///     "a media range that cannot be read: `q` is not a number from 0 to 1 with at most three decimals \
    ///      at byte 4 ([0])",
    ///     "media ranges separated by `;` at byte 16 ([1])",
    /// ]);
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn decode<V: AsRef<[u8]> + ?Sized + 'a>(
        values: impl IntoIterator<Item = &'a V>,
        options: &Options,
    ) -> Result<Decoded<Self>, DecodeError> {
        let mut findings = Findings::new(options);
        let values = values.into_iter().map(AsRef::as_ref);
        let accept = Self::read("", values, &mut findings)?;
        Ok(Decoded::new(accept.unwrap_or_default(), findings.finish()))
    }

    /// Reads the values of all headers of this name; `None` if there is not one element, right or wrong, in all of them.
    pub(super) fn read(
        header: &str,
        values: impl IntoIterator<Item = &'a [u8]>,
        findings: &mut Findings<'_>,
    ) -> Result<Option<Self>, DecodeError> {
        let limits = findings.limits();
        let mut ranges = Vec::new();
        let mut any = false;
        for (at, value) in values.into_iter().enumerate() {
            let path = || Path::new(format!("{header}[{at}]"));
            let limit = |limit, offset| findings::error(DecodeErrorKind::Limit(limit), offset, path());
            if value.len() > limits.string_bytes {
                return Err(limit(Limit::StringBytes, limits.string_bytes));
            }
            for item in Items::new(value, Mode::RangeOrNext) {
                any = true;
                if let Some(offset) = item.semicolon {
                    findings.warn(WarningKind::AcceptSemicolon, Spot::at(offset), path)?;
                }
                match item.range {
                    Ok(_) if ranges.len() >= limits.media_ranges => {
                        return Err(limit(Limit::MediaRanges, item.at));
                    }
                    Ok(range) => ranges.push(range),
                    Err(error) => {
                        let spot = Spot { offset: item.at + error.offset(), inner: error.offset() };
                        findings.warn(WarningKind::MediaRange(error.kind()), spot, path)?;
                    }
                }
            }
        }
        Ok(any.then_some(Accept { ranges }))
    }

    /// The ranges, in their order.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Accept::any().ranges()[0].quality(), 1000);
    /// ```
    pub fn ranges(&self) -> &[MediaRange<'a>] {
        &self.ranges
    }

    /// How much a media type is liked, in thousandths: the weight of the narrowest range it is in, 0 if that is its weight
    /// or there is no such range.
    ///
    /// A range with more parameters is narrower than one with less. *Decision* D3: of several that are equally narrow the
    /// greatest weight counts, so that their order means nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Accept, MediaType};
    ///
    /// let accept = Accept::parse("text/*;q=0.3, text/plain;q=0.7, */*;q=0.5")?;
    /// assert_eq!(accept.quality(&MediaType::parse("text/plain")?), 700);
    /// assert_eq!(accept.quality(&MediaType::parse("text/html")?), 300);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn quality(&self, media_type: &MediaType<'_>) -> u16 {
        self.best(media_type).1
    }

    /// The best of what a producer can offer: the most liked; of those the one that the narrowest range asks for; of those
    /// the first. `None` if nothing is acceptable, which a server answers with 406.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Accept, MediaType};
    ///
    /// let offers = [MediaType::REQUEST, MediaType::DM20];
    /// assert_eq!(Accept::parse("application/dm20, */*")?.negotiate(&offers), Some(&MediaType::DM20));
    /// assert_eq!(Accept::any().negotiate(&offers), Some(&MediaType::REQUEST));
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn negotiate<'o, 'm>(&self, offers: &'o [MediaType<'m>]) -> Option<&'o MediaType<'m>> {
        let mut chosen = None;
        let mut most = (0, (0, 0));
        for offer in offers {
            let (specificity, quality) = self.best(offer);
            if quality > 0 && (chosen.is_none() || (quality, specificity) > most) {
                chosen = Some(offer);
                most = (quality, specificity);
            }
        }
        chosen
    }

    /// How narrow the narrowest range around a media type is, and its weight.
    fn best(&self, media_type: &MediaType<'_>) -> ((u8, usize), u16) {
        let around = self.ranges.iter().filter(|range| range.matches(media_type));
        around.map(|range| (range.specificity(), range.quality())).max().unwrap_or_default()
    }

    /// The same list, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Accept<'static> = omadm::Accept::parse("a/b").unwrap().into_owned();
    /// ```
    pub fn into_owned(self) -> Accept<'static> {
        Accept { ranges: self.ranges.into_iter().map(MediaRange::into_owned).collect() }
    }
}

impl fmt::Display for Accept<'_> {
    /// Writes the ranges with `, ` between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, range) in self.ranges.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            range.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Accept<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Accept<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

parse_traits!(Accept);

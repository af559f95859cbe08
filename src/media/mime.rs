//! Conversions to and from the type `mime::Mime`, for those whose HTTP library speaks it.

use super::media_type::MediaType;
use crate::error::{ParseError, ParseErrorKind};
use alloc::string::ToString;
use mime::Mime;

impl TryFrom<&MediaType<'_>> for Mime {
    type Error = ParseError;

    /// The same media type as a `Mime`.
    ///
    /// # Errors
    ///
    /// A parameter whose value `mime` 0.3 cannot hold: an empty one, and one with `"`, `\` or HTAB in it (it reads neither
    /// `""` nor escapes). The offset is into the media type as it is written.
    fn try_from(media_type: &MediaType<'_>) -> Result<Self, Self::Error> {
        let text = media_type.to_string();
        let error = |at| ParseError::new(ParseErrorKind::MimeValue, at);
        // What is quoted or escaped by us, and not by `mime`.
        if let Some(at) = text.find(['\\', '\t']).or_else(|| text.find("=\"\"").map(|at| at + 1)) {
            return Err(error(at));
        }
        text.parse().map_err(|_| error(0))
    }
}

impl TryFrom<MediaType<'_>> for Mime {
    type Error = ParseError;

    /// As for the reference.
    fn try_from(media_type: MediaType<'_>) -> Result<Self, Self::Error> {
        Mime::try_from(&media_type)
    }
}

impl TryFrom<&Mime> for MediaType<'static> {
    type Error = ParseError;

    /// The media type that a `Mime` was read from, by RFC 9110.
    ///
    /// # Errors
    ///
    /// What `mime` 0.3 reads and RFC 9110 does not: a type without a subtype (`text/`), a value that is empty or quoted
    /// badly (`a/b; c=`, `a/b; c="\"`, `a/b; c=""d"`); and a parameter that stands twice, which [`MediaType::parse`] refuses.
    fn try_from(mime: &Mime) -> Result<Self, Self::Error> {
        // `mime` keeps blanks behind a quoted value.
        MediaType::parse(mime.as_ref().trim_end_matches(' ')).map(MediaType::into_owned)
    }
}

impl TryFrom<Mime> for MediaType<'static> {
    type Error = ParseError;

    /// As for the reference.
    fn try_from(mime: Mime) -> Result<Self, Self::Error> {
        MediaType::try_from(&mime)
    }
}

//! Which media type is which body, and how each is decoded and encoded: the one place that knows.

use omadm::{
    DecodeError, Decoded, Dialect, MediaType, Options, binary,
    body::{self, Body, Content},
    error::DecodeErrorKind,
    json,
    multipart::{self, Boundary, Part},
};
use std::fmt;

/// What a body is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Package0,
    Package1,
    Package2,
    Package3,
    ManagementData,
    /// What this tool has not heard of yet.
    Other,
}

impl Kind {
    pub(crate) fn of(content: &Content) -> Kind {
        match content {
            Content::Notification(_) => Kind::Package0,
            Content::Package1(_) => Kind::Package1,
            Content::Package2(_) => Kind::Package2,
            Content::Package3(_) => Kind::Package3,
            Content::ManagementData(_) => Kind::ManagementData,
            _ => Kind::Other,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Kind::Package0 => "Package#0",
            Kind::Package1 => "Package#1",
            Kind::Package2 => "Package#2",
            Kind::Package3 => "Package#3",
            Kind::ManagementData => "management data",
            Kind::Other => "another kind of body",
        })
    }
}

/// How a body is read or written.
pub(crate) struct Format {
    media_type: MediaType<'static>,
    /// `None` for what has parts: the first of them says what it is.
    kind: Option<Kind>,
}

/// All there are.
static FORMATS: [(MediaType<'static>, Option<Kind>); 10] = [
    (MediaType::NOTIFICATION, Some(Kind::Package0)),
    (MediaType::INITIATION, Some(Kind::Package1)),
    (MediaType::REQUEST, Some(Kind::Package2)),
    (MediaType::DM20, Some(Kind::Package2)),
    (MediaType::RESPONSE, Some(Kind::Package3)),
    (MediaType::DM20_STATUS, Some(Kind::Package3)),
    (MediaType::MO, Some(Kind::ManagementData)),
    (MediaType::DMMO, Some(Kind::ManagementData)),
    (MediaType::JSON, Some(Kind::ManagementData)),
    (MediaType::MULTIPART_MIXED, None),
];

/// A body that was decoded.
pub(crate) struct Whole<'b> {
    pub(crate) body: Body<'b>,
    /// Its parts, if it has any.
    pub(crate) parts: Vec<Part<'b>>,
}

/// A body that was encoded.
pub(crate) struct Written {
    pub(crate) bytes: Vec<u8>,
    /// The media type, where it is not the one that was asked for.
    pub(crate) became: Option<MediaType<'static>>,
}

impl Format {
    /// The format of a media type, whose parameters are kept.
    pub(crate) fn reading(media_type: MediaType<'static>) -> Result<Format, String> {
        match FORMATS.iter().find(|(known, _)| media_type.is(known)) {
            Some((_, kind)) => Ok(Format { media_type, kind: *kind }),
            None => Err(format!("unknown media type {media_type}")),
        }
    }

    /// The format of a media type that is to be written.
    pub(crate) fn writing(media_type: MediaType<'static>) -> Result<Format, String> {
        let format = Format::reading(media_type)?;
        if format.kind.is_none() {
            // Which dialect would the package in it be written in?
            let reason = "name that of the package, and with data it has parts";
            return Err(format!("nothing is written as {}: {reason}", format.media_type.essence()));
        }
        let media_type = &format.media_type;
        let is_plain = media_type.parameters().all(|(name, _)| name.eq_ignore_ascii_case("charset"));
        if !is_plain || !media_type.is_utf8() {
            return Err(format!("nothing is written with the parameters of {media_type}"));
        }
        Ok(format)
    }

    pub(crate) const fn media_type(&self) -> &MediaType<'static> {
        &self.media_type
    }

    /// Whether it is made of bytes and not of lines.
    pub(crate) fn is_binary(&self) -> bool {
        self.media_type.is(&MediaType::NOTIFICATION)
    }

    /// Whether an error is about the media type, and not about a place in the body.
    pub(crate) fn is_to_blame(error: &DecodeError) -> bool {
        let kind = matches!(
            error.kind(),
            DecodeErrorKind::NoBoundary | DecodeErrorKind::Boundary(_) | DecodeErrorKind::Charset
        );
        kind && error.path().as_str().is_empty()
    }

    /// Reads a body.
    pub(crate) fn decode<'b>(
        &self,
        bytes: &'b [u8],
        options: &Options,
    ) -> Result<Decoded<Whole<'b>>, DecodeError> {
        let decoded = body::decode(&self.media_type, bytes, options)?;
        let mut parts = Vec::new();
        // The body does not keep the headers of its parts.
        let boundary = self.media_type.parameter("boundary").filter(|_| self.kind.is_none());
        if let Some(boundary) = boundary.and_then(|boundary| Boundary::parse(boundary).ok()) {
            parts = multipart::decode(bytes, &boundary, options)?.value;
        }
        Ok(decoded.map(|body| Whole { body, parts }))
    }

    /// Writes a body, or says why it cannot be written so.
    pub(crate) fn encode(&self, body: &Body, options: &Options) -> Result<Written, String> {
        let kind = Kind::of(&body.content);
        if self.kind != Some(kind) {
            return Err(format!("{kind} cannot be written as {self}"));
        }
        let (dialect, data) = (dialect(&self.media_type), &body.data);
        let mut bytes = Vec::new();
        let result = match &body.content {
            Content::Package1(package) => body::encode_package1(package, data, dialect, options).map(Some),
            Content::Package2(package) => body::encode_package2(package, dialect, options).map(Some),
            Content::Package3(package) => body::encode_package3(package, data, dialect, options).map(Some),
            Content::ManagementData(data) => json::encode(data, &mut bytes, options).map(|()| None),
            Content::Notification(notification) => {
                binary::encode(notification, &mut bytes, options).map(|()| None)
            }
            _ => return Err(format!("{kind} cannot be written")),
        };
        match result.map_err(|error| format!("cannot be written as {self}: {error}"))? {
            Some(encoded) => {
                let became = Some(encoded.media_type).filter(|became| !became.is(&self.media_type));
                Ok(Written { bytes: encoded.bytes, became })
            }
            None => Ok(Written { bytes, became: None }),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.kind {
            Some(kind) => write!(f, "{kind}, {}", self.media_type),
            None => self.media_type.fmt(f),
        }
    }
}

/// The dialect that a media type belongs to.
pub(crate) fn dialect(media_type: &MediaType) -> Dialect {
    match [MediaType::DM20, MediaType::DM20_STATUS].iter().any(|draft| media_type.is(draft)) {
        true => Dialect::Draft,
        false => Dialect::Published,
    }
}

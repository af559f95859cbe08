//! From a media type and bytes to a body.

use super::{Body, Content};
use crate::{
    binary, draft,
    error::{DecodeError, DecodeErrorKind, Decoded, Fault, ParseError, Path, Spot},
    json,
    limits::Options,
    media::{MediaType, headers},
    multipart::{self, Boundary, Part},
};
use alloc::{format, vec::Vec};

/// What management data is received as.
const DATA: [MediaType<'static>; 3] = [MediaType::MO, MediaType::DMMO, MediaType::JSON];

pub(super) fn decode<'a>(
    media_type: &MediaType<'_>,
    bytes: &'a [u8],
    options: &Options,
) -> Result<Decoded<Body<'a>>, DecodeError> {
    if media_type.is(&MediaType::MULTIPART_MIXED) {
        return decode_parts(media_type, bytes, options);
    }
    let content = decode_content(media_type, bytes, options)?;
    Ok(content.map(|content| Body { content, data: Vec::new() }))
}

/// Reads what is not multipart.
fn decode_content<'a>(
    media_type: &MediaType<'_>,
    bytes: &'a [u8],
    options: &Options,
) -> Result<Decoded<Content<'a>>, DecodeError> {
    if !media_type.is_utf8() {
        return Err(error(DecodeErrorKind::Charset));
    }
    let is = |other: &MediaType<'_>| media_type.is(other);
    if is(&MediaType::INITIATION) {
        Ok(json::decode(bytes, options)?.map(Content::Package1))
    } else if is(&MediaType::REQUEST) {
        Ok(json::decode(bytes, options)?.map(Content::Package2))
    } else if is(&MediaType::RESPONSE) {
        Ok(json::decode(bytes, options)?.map(Content::Package3))
    } else if is(&MediaType::DM20) {
        Ok(draft::decode(bytes, options)?.map(Content::Package2))
    } else if is(&MediaType::DM20_STATUS) {
        Ok(draft::decode(bytes, options)?.map(Content::Package3))
    } else if DATA.iter().any(is) {
        Ok(json::decode(bytes, options)?.map(Content::ManagementData))
    } else if is(&MediaType::NOTIFICATION) {
        Ok(binary::decode(bytes, options)?.map(Content::Notification))
    } else {
        Err(error(DecodeErrorKind::UnsupportedMediaType))
    }
}

/// Reads a package with management data behind it.
fn decode_parts<'a>(
    media_type: &MediaType<'_>,
    bytes: &'a [u8],
    options: &Options,
) -> Result<Decoded<Body<'a>>, DecodeError> {
    let boundary = boundary(media_type)?;
    let parts = multipart::decode(bytes, &boundary, options)?;
    let mut warnings = parts.warnings;
    let mut content = None;
    let mut data = Vec::new();
    for (index, part) in parts.value.iter().enumerate() {
        let within = |error: DecodeError| error.within(part.offset, &format!("part {}", index + 1));
        let decoded = decode_part(part, options).map_err(within)?;
        let inner = decoded.warnings.within(part.offset, &format!("part {}", index + 1));
        warnings.append(inner, options.limits.warnings);
        let misplaced = || Err(within(error(DecodeErrorKind::UnsupportedMediaType)));
        match decoded.value {
            package @ (Content::Package1(_) | Content::Package3(_)) if index == 0 => content = Some(package),
            Content::ManagementData(record) if index > 0 => data.push(record),
            _ => return misplaced(),
        }
    }
    let content = content.ok_or_else(|| error(DecodeErrorKind::NoDelimiter))?;
    Ok(Decoded::new(Body { content, data }, warnings))
}

fn decode_part<'a>(part: &Part<'a>, options: &Options) -> Result<Decoded<Content<'a>>, DecodeError> {
    let Some(value) = part.header(headers::CONTENT_TYPE) else {
        return Err(error(DecodeErrorKind::NoContentType));
    };
    let media_type = MediaType::parse(value).map_err(content_type)?;
    for (name, value) in &part.headers {
        // What a part was packed with would have to be taken off first.
        let packed = match () {
            () if name.eq_ignore_ascii_case(headers::CONTENT_ENCODING) => {
                !value.eq_ignore_ascii_case("identity")
            }
            () if name.eq_ignore_ascii_case("Content-Transfer-Encoding") => {
                !["7bit", "8bit", "binary"].iter().any(|plain| value.eq_ignore_ascii_case(plain))
            }
            () => false,
        };
        if packed {
            return Err(error(DecodeErrorKind::ContentEncoding));
        }
    }
    decode_content(&media_type, part.content, options)
}

fn boundary<'m>(media_type: &'m MediaType<'_>) -> Result<Boundary<'m>, DecodeError> {
    let text = media_type.parameter("boundary").ok_or_else(|| error(DecodeErrorKind::NoBoundary))?;
    Boundary::parse(text).map_err(|parse| {
        let kind = DecodeErrorKind::Boundary(parse.kind());
        DecodeError::new(Fault { kind, spot: Spot { offset: 0, inner: parse.offset() } }, Path::default())
    })
}

/// The error of a Content-Type, which lies in no body: it points at the beginning.
fn content_type(parse: ParseError) -> DecodeError {
    let kind = DecodeErrorKind::ContentType(parse.kind());
    DecodeError::new(Fault { kind, spot: Spot { offset: 0, inner: parse.offset() } }, Path::default())
}

fn error(kind: DecodeErrorKind) -> DecodeError {
    DecodeError::new(Fault::new(kind, 0), Path::default())
}

//! From a media type and bytes to a body.

use super::{Body, Content};
use crate::{
    binary, draft,
    error::{DecodeError, DecodeErrorKind, Decoded, Fault, Path, Spot, Warnings},
    json,
    limits::Options,
    media::{MediaType, headers, known},
    multipart::{self, Boundary, Part},
};
use alloc::{format, vec::Vec};

/// What the first of several parts is received as: the packages that management data may follow.
const LEADING: [MediaType<'static>; 3] = [MediaType::INITIATION, MediaType::RESPONSE, MediaType::DM20_STATUS];

/// What management data is received as. *Decision* D2: in both dialects, so that a draft session can carry it too.
const DATA: [MediaType<'static>; 3] = [MediaType::MO, MediaType::DMMO, MediaType::JSON];

/// RFC 2045 section 6. HTTP has no such header, a part of a body may.
const TRANSFER_ENCODING: &str = "Content-Transfer-Encoding";

pub(super) fn decode<'a>(
    media_type: &MediaType<'_>,
    bytes: &'a [u8],
    options: &Options,
) -> Result<Decoded<Body<'a>>, DecodeError> {
    if media_type.is(&known::MULTIPART_MIXED) {
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
    if is(&known::INITIATION) {
        Ok(json::decode(bytes, options)?.map(Content::Package1))
    } else if is(&known::REQUEST) {
        Ok(json::decode(bytes, options)?.map(Content::Package2))
    } else if is(&known::RESPONSE) {
        Ok(json::decode(bytes, options)?.map(Content::Package3))
    } else if is(&known::DM20) {
        Ok(draft::decode(bytes, options)?.map(Content::Package2))
    } else if is(&known::DM20_STATUS) {
        Ok(draft::decode(bytes, options)?.map(Content::Package3))
    } else if DATA.iter().any(is) {
        Ok(json::decode(bytes, options)?.map(Content::ManagementData))
    } else if is(&known::NOTIFICATION) {
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
    let mut append = |more: Warnings| warnings.append(more, options.limits.warnings);
    let mut parts = parts.value.iter().zip(1..).map(|(part, number)| (part, format!("part {number}")));

    // There is at least one part, or the reading of the parts would have failed.
    let Some((part, name)) = parts.next() else { return Err(internal()) };
    let media_type = part_type(bytes, part, &LEADING, &name, options)?;
    append(media_type.warnings);
    let leading = decode_content(&media_type.value, part.content, options)
        .map_err(|error| error.within(part.offset, &name))?;
    append(leading.warnings.within(part.offset, &name));

    let mut data = Vec::new();
    for (part, name) in parts {
        append(part_type(bytes, part, &DATA, &name, options)?.warnings);
        let record = json::decode(part.content, options).map_err(|error| error.within(part.offset, &name))?;
        append(record.warnings.within(part.offset, &name));
        data.push(record.value);
    }
    Ok(Decoded::new(Body { content: leading.value, data }, warnings))
}

/// What a part is written in. What is wrong with it lies in a header, and is said before the content is looked at.
fn part_type<'p>(
    body: &[u8],
    part: &'p Part<'_>,
    expected: &[MediaType<'_>],
    name: &str,
    options: &Options,
) -> Result<Decoded<MediaType<'p>>, DecodeError> {
    // Where something is that lies so far in the value of that header.
    let position = |header: Option<usize>, inner: usize| match header {
        Some(header) => multipart::position_in_header(body, part, header, inner),
        None => part.offset,
    };
    let first = |wanted: &str| part.headers.iter().position(|(name, _)| name.eq_ignore_ascii_case(wanted));
    let pairs = part.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let media_type = headers::content_type_of(pairs, expected, options).map_err(|error| {
        let header = match error.kind() {
            DecodeErrorKind::ContentEncoding => part.headers.iter().position(|(name, value)| {
                name.eq_ignore_ascii_case(headers::CONTENT_ENCODING)
                    && headers::not_identity(value.as_bytes()).is_some()
            }),
            _ => first(error.path().as_str()),
        };
        // The header lies in the body: what is so far in its value is at least so far in there.
        let moved = position(header, error.offset()).saturating_sub(error.offset());
        error.within(moved, name)
    })?;
    let packed = part.headers.iter().position(|(name, value)| {
        name.eq_ignore_ascii_case(TRANSFER_ENCODING)
            && !["7bit", "8bit", "binary"].iter().any(|plain| value.eq_ignore_ascii_case(plain))
    });
    if packed.is_some() {
        let fault = Fault::new(DecodeErrorKind::ContentTransferEncoding, 0);
        let error = DecodeError::new(fault, Path::new(TRANSFER_ENCODING));
        return Err(error.within(position(packed, 0), name));
    }
    let warnings = media_type.warnings.within(position(first(headers::CONTENT_TYPE), 0), name);
    Ok(Decoded::new(media_type.value, warnings))
}

fn boundary<'m>(media_type: &'m MediaType<'_>) -> Result<Boundary<'m>, DecodeError> {
    let text = media_type.parameter("boundary").ok_or_else(|| error(DecodeErrorKind::NoBoundary))?;
    Boundary::parse(text).map_err(|parse| {
        let kind = DecodeErrorKind::Boundary(parse.kind());
        DecodeError::new(Fault { kind, spot: Spot { offset: 0, inner: parse.offset() } }, Path::default())
    })
}

// unreachable: a body without parts is no multipart body
fn internal() -> DecodeError {
    DecodeError::new(Fault::internal(0), Path::default())
}

fn error(kind: DecodeErrorKind) -> DecodeError {
    DecodeError::new(Fault::new(kind, 0), Path::default())
}

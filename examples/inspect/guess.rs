//! Which package a body is, told from its content.

use omadm::{
    DecodeError, Limits, ManagementData, MediaType, Options, Package1, Package2, Package3, Slot, StatusCode,
    draft,
    error::{DecodeErrorKind, Expected, Found, SlotErrorKind},
    json::{self, Document},
    multipart::Boundary,
};

/// The media type the content speaks for. A body that is broken gets the best guess, so that its error can be told.
pub(crate) fn media_type(body: &[u8]) -> MediaType<'static> {
    if body.first().is_some_and(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()) {
        // No text begins so, and every notification of a version that there is.
        return MediaType::NOTIFICATION;
    }
    // What fails a body before it is read says nothing about what it is.
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}');
    let word = text.split_ascii_whitespace().next().unwrap_or_default();
    if let Some(multipart) = multipart(text) {
        multipart
    } else if is_command(word) {
        MediaType::DM20
    } else if word.parse::<StatusCode>().is_ok() {
        MediaType::DM20_STATUS
    } else if is_array(text) {
        MediaType::MO
    } else if has::<Package2>(text, "CMD") {
        MediaType::REQUEST
    } else if has::<Package3>(text, "Status") {
        MediaType::RESPONSE
    } else if has::<ManagementData>(text, "MOData") {
        MediaType::MO
    } else {
        MediaType::INITIATION
    }
}

/// What has parts begins with a line of its boundary, unless something is said to those who cannot read it.
fn multipart(text: &str) -> Option<MediaType<'static>> {
    let line = text.lines().find(|line| !line.trim_ascii().is_empty())?;
    let boundary = line.strip_prefix("--")?.trim_ascii_end();
    Boundary::parse(boundary).ok()?;
    MediaType::MULTIPART_MIXED.with_parameter("boundary", boundary.to_owned()).ok()
}

/// Whether this is the name of a command in either dialect.
fn is_command(word: &str) -> bool {
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return false;
    }
    let command = format!("{{\"CMD\":[[\"{word}\"]]}}");
    let packages = [
        decode::<Package2>(&command),
        draft::decode(word.as_bytes(), &unlimited()).map(|decoded| decoded.value),
    ];
    packages.iter().flatten().flat_map(|package| &package.commands).any(|slot| match slot {
        Slot::Command(_) => true,
        Slot::Unreadable(slot) => slot.reason() != SlotErrorKind::UnknownCommand,
    })
}

/// Whether the text begins as an array: no package does, and the decoder of one says so.
fn is_array(text: &str) -> bool {
    let array = DecodeErrorKind::Unexpected { expected: Expected::Object, found: Found::Array };
    decode::<Package1>(text).is_err_and(|error| error.kind() == array && error.path().as_str().is_empty())
}

/// Whether the text has the member without which it is no `T`.
fn has<'t, T: Document<'t>>(text: &'t str, member: &'static str) -> bool {
    match decode::<T>(text) {
        Ok(_) => true,
        Err(error) if error.kind() == DecodeErrorKind::MissingMember(member) => false,
        // The decoder stopped before it could tell, in that member or elsewhere: then the name is looked for anywhere.
        Err(_) => text.contains(&format!("\"{member}\"")),
    }
}

fn decode<'t, T: Document<'t>>(text: &'t str) -> Result<T, DecodeError> {
    json::decode(text.as_bytes(), &unlimited()).map(|decoded| decoded.value)
}

/// A body that is too long is something, too.
fn unlimited() -> Options {
    Options::default().with_limits(Limits::default().with_body_bytes(usize::MAX))
}

//! Which package a body is, told from its content.

use crate::format::{Format, Kind};
use omadm::{
    DecodeError, Limits, ManagementData, Options, Package1, Package2, Package3,
    error::{DecodeErrorKind, Expected, Found},
    json::{self, Document},
};

/// The format the content speaks for. A body that is broken gets the best guess, so that its error can be told.
pub(crate) fn format(body: &[u8]) -> Format {
    // What fails a body before it is read says nothing about what it is.
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}');
    let kind = if is_array(text) {
        Kind::ManagementData
    } else if has::<Package2>(text, "CMD") {
        Kind::Package2
    } else if has::<Package3>(text, "Status") {
        Kind::Package3
    } else if has::<ManagementData>(text, "MOData") {
        Kind::ManagementData
    } else {
        Kind::Package1
    };
    Format::published(kind)
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
    let options = Options::default().with_limits(Limits::default().with_body_bytes(usize::MAX));
    json::decode(text.as_bytes(), &options).map(|decoded| decoded.value)
}

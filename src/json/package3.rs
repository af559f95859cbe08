//! Package#3: `{"Status": [{"sc": integer, "URI": [string...]?}, ...], "Alert": [...]?}`.

use super::{
    Codec, alert,
    member::{checked, is_null, list, members, strings},
    sink::Sink,
};
use crate::{
    error::{DecodeErrorKind, Fault, WarningKind},
    limits::Limit,
    package::{Package3, Status},
    reader::{Context, Reader},
    status::StatusCode,
    text::Text,
    uri::ClientUri,
    value::Extensions,
};
use alloc::vec::Vec;

const MEMBERS: &[&str] = &["Status", "Alert"];
const STATUS_MEMBERS: &[&str] = &["sc", "URI"];

impl<'a> Codec<'a> for Package3<'a> {
    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        reader.peek();
        let start = reader.offset();
        let (mut statuses, mut alerts, mut extensions) = (Vec::new(), Vec::new(), Extensions::new());
        let names = members(reader, context, &mut extensions, MEMBERS, |number, reader, context| {
            match number {
                0 => statuses = list(reader, context, Limit::Statuses)?,
                _ => alerts = alert::read_all(reader, context)?,
            }
            Ok(())
        })?;
        if !names.has(0) {
            return Err(Fault::new(DecodeErrorKind::MissingMember("Status"), start));
        }
        Ok(Package3 { statuses, alerts, extensions })
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        sink.begin(b'{');
        sink.member("Status");
        sink.list(&self.statuses, Limit::Statuses);
        alert::write_all(&self.alerts, sink);
        sink.extensions(&self.extensions, MEMBERS);
        sink.end(b'}');
    }

    fn guess(&self) -> Option<usize> {
        Some(30 * self.statuses.len() + alert::guess(&self.alerts))
    }
}

impl<'a> Codec<'a> for Status<'a> {
    const LEAST: usize = r#"{"sc":200},"#.len();

    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        let start = reader.offset();
        // Never seen: a status without a code is an error.
        let mut status = Status::new(StatusCode::INTERNAL_ERROR);
        let (code, locations) = (&mut status.code, &mut status.locations);
        let names =
            members(reader, context, &mut status.extensions, STATUS_MEMBERS, |number, reader, context| {
                match number {
                    0 => *code = read_code(reader)?,
                    _ if is_null(reader, context)? => {}
                    // reached: an arm has no counter of its own
                    _ => {
                        *locations = strings(reader, context, location)?;
                    }
                }
                Ok(())
            })?;
        if names.has(0) { Ok(status) } else { Err(Fault::new(DecodeErrorKind::MissingMember("sc"), start)) }
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        sink.begin(b'{');
        sink.member("sc");
        sink.number(self.code);
        if !self.locations.is_empty() {
            sink.member("URI");
            sink.strings(&self.locations);
        }
        sink.extensions(&self.extensions, STATUS_MEMBERS);
        sink.end(b'}');
    }
}

/// A location: a ClientURI, or with a warning a text that is none.
fn location<'a>(reader: &mut Reader<'a>, context: &mut Context) -> Result<Text<'a>, Fault> {
    reader.peek();
    let at = reader.offset();
    let short = core::cell::Cell::new(false);
    let accept =
        |text: &str| ClientUri::accept(text).filter(|(_, parts)| !parts.is_short()).map(|(len, _)| len);
    let check = |text: &str| ClientUri::parse(text).map(|uri| short.set(uri.is_short()));
    let text = checked(reader, context, accept, check, WarningKind::Location)?;
    if short.get() {
        context.notes.warn(WarningKind::ShortAddress, at)?;
    }
    Ok(text)
}

/// `sc`: an integer literal, 100 to 599. `2e2` is a number, but no such literal.
#[inline]
fn read_code(reader: &mut Reader<'_>) -> Result<StatusCode, Fault> {
    if let Some(code) = reader.three_digits().and_then(|code| StatusCode::try_from(code).ok()) {
        reader.advance(3);
        return Ok(code);
    }
    let literal = reader.number()?;
    literal.parse().map_err(|_| Fault::new(DecodeErrorKind::StatusCode, reader.offset() - literal.len()))
}

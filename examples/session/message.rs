//! What a message says, a line for each thing in it.

use http::HeaderMap;
use omadm::{
    Alert, Command, Dialect, ManagementData, MediaType, Options, Package1, Package2, Package3, Slot, Status,
    StatusCode,
    body::{self, Content},
    draft, headers, json,
};

/// A body as its headers say it is to be read; first its media type.
pub(crate) fn lines(headers: &HeaderMap, body: &[u8]) -> Vec<String> {
    let options = Options::default();
    let media_type = match headers::content_type(headers, &options) {
        Ok(decoded) => decoded.value,
        Err(_) if body.is_empty() => return vec!["no body".to_owned()],
        Err(error) => return vec![format!("{} bytes: {error}", body.len())],
    };
    // The boundary is nothing but what occurs nowhere else.
    let mut lines = vec![format!("{}, {} bytes", media_type.essence(), body.len())];
    match body::decode(&media_type, body, &options) {
        Ok(decoded) => {
            lines.extend(content(&decoded.value.content, &media_type));
            lines.extend(decoded.value.data.iter().map(data));
            lines.extend(decoded.warnings.iter().map(|warning| format!("warning: {warning}")));
        }
        Err(_) if media_type.is(&text_plain()) => lines.push(String::from_utf8_lossy(body).into_owned()),
        Err(error) => lines.push(error.to_string()),
    }
    lines
}

fn text_plain() -> MediaType<'static> {
    MediaType::parse("text/plain").unwrap_or(MediaType::ANY)
}

fn content(content: &Content, media_type: &MediaType) -> Vec<String> {
    match content {
        Content::Package1(package) => package1(package),
        Content::Package2(package) => package2(package, media_type),
        Content::Package3(package) => package3(package),
        Content::ManagementData(document) => vec![data(document)],
        _ => vec!["nothing that belongs into a session".to_owned()],
    }
}

fn package1(package: &Package1) -> Vec<String> {
    let mos = package.mos.iter().map(|mo| {
        let moid = mo.moid.as_ref().map_or("no MOID", |moid| moid.as_str());
        let miids: Vec<&str> = mo.miids.iter().map(|miid| miid.as_ref()).collect();
        format!("MO {moid} {miids:?}")
    });
    package.alerts.iter().map(alert).chain(mos).collect()
}

fn package2(package: &Package2, media_type: &MediaType) -> Vec<String> {
    let is_draft = media_type.is(&MediaType::DM20);
    let dialect = if is_draft { Dialect::Draft } else { Dialect::Published };
    let slot = |slot: &Slot| match slot {
        Slot::Command(known) => command(known, dialect),
        Slot::Unreadable(slot) => format!("{}: {}", slot.as_str(), slot.reason()),
    };
    package.commands.iter().map(slot).collect()
}

fn package3(package: &Package3) -> Vec<String> {
    package.statuses.iter().map(status).chain(package.alerts.iter().map(alert)).collect()
}

/// A command as it is written in a dialect.
pub(crate) fn command(command: &Command, dialect: Dialect) -> String {
    let package = Package2::new([command.clone()]);
    let written = match dialect {
        Dialect::Draft => draft::to_vec(&package),
        Dialect::Published => json::to_vec(&package),
    };
    let Ok(written) = written else { return command.name().to_owned() };
    let text = String::from_utf8_lossy(&written);
    let text = text.trim_end();
    text.strip_prefix("{\"CMD\":[").and_then(|text| text.strip_suffix("]}")).unwrap_or(text).to_owned()
}

/// A status, with where data was stored.
pub(crate) fn status(status: &Status) -> String {
    let mut text = code(status.code);
    for location in &status.locations {
        text += &format!(" {location}");
    }
    text
}

pub(crate) fn code(code: StatusCode) -> String {
    match code.reason() {
        Some(reason) => format!("{code} {reason}"),
        None => code.to_string(),
    }
}

fn alert(alert: &Alert) -> String {
    let mut text = format!("alert {}", alert.alert_type);
    text.extend(alert.source.iter().map(|source| format!(" from {source}")));
    text.extend(alert.data.iter().map(|data| format!(" {}", data.as_str())));
    text
}

pub(crate) fn data(data: &ManagementData) -> String {
    match json::to_vec(data) {
        Ok(document) => format!("data {}", String::from_utf8_lossy(&document)),
        Err(error) => format!("data that cannot be written: {error}"),
    }
}

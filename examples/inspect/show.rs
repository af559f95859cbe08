//! Packages, for a person.

use crate::{
    command,
    format::{self, Format, Kind, Whole},
    notification,
    screen::Style,
    sheet::Sheet,
    tree,
    uri::client_uri,
};
use omadm::{
    Alert, Dialect, Extensions, MediaType, Mo, Package1, Package2, Package3, Slot, Status, StatusCode,
    body::Content, headers, multipart::Part,
};
use std::io;

/// A whole body.
pub(crate) fn body(sheet: &mut Sheet, format: &Format, whole: &Whole) -> io::Result<()> {
    let Whole { body, parts } = whole;
    sheet.heading(&format!("{}, {}", Kind::of(&body.content), format.media_type()))?;
    let Some((first, rest)) = parts.split_first() else {
        return content(sheet, format.media_type(), &body.content);
    };
    let media_type = part(sheet, 1, Kind::of(&body.content), first)?;
    content(sheet, &media_type, &body.content)?;
    for (number, (piece, data)) in rest.iter().zip(&body.data).enumerate() {
        part(sheet, number + 2, Kind::ManagementData, piece)?;
        tree::records(sheet, data)?;
    }
    Ok(())
}

/// What a part is, numbered as in the path of an error: from 1.
fn part<'p>(sheet: &mut Sheet, number: usize, kind: Kind, part: &'p Part) -> io::Result<MediaType<'p>> {
    // It has been read by its media type.
    let media_type = part.header(headers::CONTENT_TYPE).and_then(|value| MediaType::parse(value).ok());
    let media_type = media_type.unwrap_or(MediaType::ANY);
    sheet.table(&format!("part {number}: {kind}, {media_type}"), 0, 0)?;
    for (name, value) in &part.headers {
        sheet.field(0, "header", &format!("{name}: {value}"))?;
    }
    Ok(media_type)
}

fn content(sheet: &mut Sheet, media_type: &MediaType, content: &Content) -> io::Result<()> {
    let dialect = format::dialect(media_type);
    match content {
        Content::Package1(package) => package1(sheet, package),
        Content::Package2(package) => package2(sheet, package, dialect),
        Content::Package3(package) => package3(sheet, package, dialect),
        Content::ManagementData(data) => tree::records(sheet, data),
        Content::Notification(notification) => notification::options(sheet, notification),
        // A body that this tool has not heard of yet.
        _ => sheet.heading(&format!("{content:?}")),
    }
}

fn package1(sheet: &mut Sheet, package: &Package1) -> io::Result<()> {
    sheet.table(&count(package.mos.len(), "management object"), package.mos.len(), 0)?;
    for (number, entry) in package.mos.iter().enumerate() {
        sheet.row(number, "", Style::Plain)?;
        mo(sheet, entry)?;
    }
    alerts(sheet, &package.alerts)?;
    package_extensions(sheet, &package.extensions)
}

fn mo(sheet: &mut Sheet, mo: &Mo) -> io::Result<()> {
    sheet.styled(0, "moid", mo.moid.as_ref().map_or("no MOID", |moid| moid.as_str()), Style::Strong)?;
    for miid in &mo.miids {
        sheet.field(0, "instance", miid)?;
    }
    if mo.miids.is_empty() {
        sheet.field(0, "instances", "none")?;
    }
    optional(sheet, "DDF", mo.ddf.as_deref())?;
    extensions(sheet, &mo.extensions)
}

fn package2(sheet: &mut Sheet, package: &Package2, dialect: Dialect) -> io::Result<()> {
    let unreadable = package.commands.iter().filter(|slot| matches!(slot, Slot::Unreadable(_))).count();
    let mut title = count(package.commands.len(), "command");
    if unreadable > 0 {
        title += &format!(", {unreadable} unreadable");
    }
    title += if package.has_end() { "; END: nothing is sent back" } else { "; to be answered by Package#3" };
    sheet.table(&title, package.commands.len(), command::names(dialect))?;
    for (number, slot) in package.commands.iter().enumerate() {
        command::slot(sheet, number, slot, dialect)?;
    }
    package_extensions(sheet, &package.extensions)
}

fn package3(sheet: &mut Sheet, package: &Package3, dialect: Dialect) -> io::Result<()> {
    let names = package.statuses.iter().map(|entry| status(entry.code).len() + 2).max().unwrap_or(0);
    sheet.table(&count(package.statuses.len(), "status"), package.statuses.len(), names)?;
    for (number, entry) in package.statuses.iter().enumerate() {
        let good = entry.code.is_success() || entry.code == StatusCode::NOT_MODIFIED;
        sheet.row(number, &status(entry.code), if good { Style::Good } else { Style::Bad })?;
        locations(sheet, entry)?;
        extensions(sheet, &entry.extensions)?;
    }
    // The draft has no place for them.
    if dialect == Dialect::Published {
        alerts(sheet, &package.alerts)?;
    }
    package_extensions(sheet, &package.extensions)
}

/// Where a command stored its data.
fn locations(sheet: &mut Sheet, status: &Status) -> io::Result<()> {
    for (text, uri) in status.locations.iter().zip(status.client_uris()) {
        match uri {
            Ok(uri) => client_uri(sheet, "location", &uri)?,
            Err(error) => {
                sheet.styled(0, "location", text, Style::Strong)?;
                sheet.styled(1, "no URI", &error.to_string(), Style::Odd)?;
            }
        }
    }
    Ok(())
}

fn alerts(sheet: &mut Sheet, alerts: &[Alert]) -> io::Result<()> {
    sheet.table(&count(alerts.len(), "alert"), alerts.len(), 0)?;
    for (number, alert) in alerts.iter().enumerate() {
        sheet.row(number, "", Style::Plain)?;
        sheet.styled(0, "type", alert.alert_type.as_str(), Style::Strong)?;
        if alert.alert_type.opens_session() {
            sheet.field(1, "note", "opens the session")?;
        }
        optional(sheet, "source", alert.source.as_deref())?;
        optional(sheet, "target", alert.target.as_deref())?;
        optional(sheet, "mark", alert.mark.as_ref().map(|mark| mark.as_str()))?;
        optional(sheet, "data type", alert.data_type.as_deref())?;
        optional(sheet, "data", alert.data.as_ref().map(|data| raw(data.as_str())).as_deref())?;
        extensions(sheet, &alert.extensions)?;
    }
    Ok(())
}

/// Members of the package itself that the protocol does not define.
fn package_extensions(sheet: &mut Sheet, all: &Extensions) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    sheet.table(&count(all.len(), "extension"), all.len(), 0)?;
    for (number, (name, value)) in all.iter().enumerate() {
        sheet.row(number, "", Style::Plain)?;
        sheet.field(0, "extension", &format!("{name:?}: {}", raw(value.as_str())))?;
    }
    Ok(())
}

/// Members of an entry that the protocol does not define.
pub(crate) fn extensions(sheet: &mut Sheet, extensions: &Extensions) -> io::Result<()> {
    extensions.iter().try_for_each(|(name, value)| {
        sheet.field(0, "extension", &format!("{name:?}: {}", raw(value.as_str())))
    })
}

/// A member that may be left out.
pub(crate) fn optional(sheet: &mut Sheet, label: &str, value: Option<&str>) -> io::Result<()> {
    value.map_or(Ok(()), |value| sheet.field(0, label, value))
}

/// A status with its name, if it has one.
pub(crate) fn status(code: StatusCode) -> String {
    match code.reason() {
        Some(reason) => format!("{code} {reason}"),
        None => code.to_string(),
    }
}

/// JSON as it was received, in one line: in a string line breaks and tabs are escaped, so these are white space.
pub(crate) fn raw(json: &str) -> String {
    json.split(['\n', '\r', '\t'])
        .map(|piece| piece.trim_matches(' '))
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// So many of something.
pub(crate) fn count(count: usize, what: &str) -> String {
    let plural = match what {
        "status" => "es",
        _ => "s",
    };
    match count {
        0 => format!("no {what}{plural}"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}{plural}"),
    }
}

//! Package#0: the options of a notification.

use crate::{
    date, hex,
    screen::{Style, quoted},
    sheet::Sheet,
    show::count,
};
use omadm::Notification;
use std::io;

/// How wide the column of option names is.
const NAMES: usize = 20;
/// How many bytes stand in a line.
const BYTES: usize = 16;

/// A whole notification. Its rows have the numbers of its options.
pub(crate) fn options(sheet: &mut Sheet, notification: &Notification) -> io::Result<()> {
    let Notification { server_id, preferred_connection, notification_id, digest, timestamp, .. } =
        notification;
    let known = [
        server_id.is_some(),
        preferred_connection.is_some(),
        notification_id.is_some(),
        digest.is_some(),
        timestamp.is_some(),
        notification.req_mos,
    ];
    let options = known.iter().filter(|is_there| **is_there).count() + notification.unknown.len();
    let last = notification.unknown.iter().next_back().map_or(known.len(), |(number, _)| number.into());
    let title = format!("version {}, {}", notification.version, count(options, "option"));
    sheet.table(&title, last + 1, NAMES)?;
    if let Some(server_id) = server_id {
        sheet.row(1, "SERVER-ID", Style::Strong)?;
        sheet.field(0, "text", &quoted(server_id))?;
    }
    if let Some(connection) = preferred_connection {
        let number = connection.as_u8();
        let name = connection.name().map(|name| format!(" ({name})")).unwrap_or_default();
        sheet.row(2, "PREFERRED-CON-TYPE", Style::Strong)?;
        sheet.field(0, "network", &format!("{number}{name}"))?;
    }
    if let Some(id) = notification_id {
        sheet.row(3, "NOTIFICATION-ID", Style::Strong)?;
        sheet.field(0, "id", &id.to_string())?;
    }
    if let Some(digest) = digest {
        sheet.row(4, "SHA256-DIGEST", Style::Strong)?;
        // Nobody has told this tool the server's secret.
        sheet.field(0, "digest", &format!("{} (not verified)", hex::plain(digest.as_bytes())))?;
    }
    if let Some(seconds) = timestamp {
        sheet.row(5, "TIMESTAMP", Style::Strong)?;
        sheet.field(0, "seconds", &seconds.to_string())?;
        sheet.field(0, "date", &date::utc(*seconds))?;
    }
    if notification.req_mos {
        sheet.row(6, "REQ-MOS", Style::Strong)?;
        sheet.field(0, "note", "Package#1 must list the client's management objects")?;
    }
    for (number, value) in notification.unknown.iter() {
        sheet.row(number.into(), "unknown", Style::Odd)?;
        bytes(sheet, value)?;
    }
    Ok(())
}

/// A value of which nothing is known.
fn bytes(sheet: &mut Sheet, value: &[u8]) -> io::Result<()> {
    sheet.field(0, "value", &count(value.len(), "byte"))?;
    value.chunks(BYTES).try_for_each(|bytes| sheet.field(0, "", &hex::spaced(bytes)))
}

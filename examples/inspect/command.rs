//! The commands of a Package#2.

use crate::{
    screen::{Style, quoted},
    sheet::Sheet,
    show,
    uri::client_uri,
};
use omadm::{ClientUri, Command, Dialect, Package2, ServerUri, Slot, Unreadable, draft};
use std::io;

/// How wide the column of command names is.
pub(crate) const fn names(dialect: Dialect) -> usize {
    match dialect {
        Dialect::Published => 9,
        Dialect::Draft => 15,
    }
}

/// One place in the list of commands.
pub(crate) fn slot(sheet: &mut Sheet, number: usize, slot: &Slot, dialect: Dialect) -> io::Result<()> {
    match slot {
        Slot::Command(command) => {
            sheet.row(number, &name(command, dialect), Style::Good)?;
            parameters(sheet, command)
        }
        Slot::Unreadable(slot) => unreadable(sheet, number, slot, dialect),
    }
}

/// The name of a command in a dialect, with the published one behind it where that is another: `GET` is two commands.
fn name(command: &Command, dialect: Dialect) -> String {
    let published = command.name();
    let line = match dialect {
        Dialect::Published => None,
        Dialect::Draft => draft::to_vec(&Package2::new([command.clone()])).ok(),
    };
    let line = line.and_then(|line| String::from_utf8(line).ok());
    match line.as_deref().and_then(|line| line.split_ascii_whitespace().next()) {
        Some(name) if name != published => format!("{name} ({published})"),
        _ => published.to_owned(),
    }
}

/// A command that could not be understood: why, and what answers it.
fn unreadable(sheet: &mut Sheet, number: usize, slot: &Unreadable, dialect: Dialect) -> io::Result<()> {
    let name = slot.name().map_or("?".to_owned(), |name| quoted(&name));
    sheet.row(number, if name.len() < names(dialect) { &name } else { "…" }, Style::Bad)?;
    sheet.styled(0, "unreadable", &format!("{}, at byte {}", slot.reason(), slot.offset()), Style::Bad)?;
    sheet.field(1, "answer", &show::status(slot.status()))?;
    sheet.field(1, "received", &show::raw(slot.as_str()))
}

fn parameters(sheet: &mut Sheet, command: &Command) -> io::Result<()> {
    match command {
        Command::HGet { from, to } => {
            server_uri(sheet, "from", from)?;
            to.iter().try_for_each(|to| client_uri(sheet, "to", to))
        }
        Command::HPut { to, data } | Command::HPost { to, data } => {
            server_uri(sheet, "to", to)?;
            client_uris(sheet, data)
        }
        Command::Delete(node) | Command::Unsub(node) => client_uri(sheet, "node", node),
        Command::Exec { node, report_to } => {
            client_uri(sheet, "node", node)?;
            report_to.iter().try_for_each(|to| server_uri(sheet, "report to", to))
        }
        Command::Get(data) => client_uris(sheet, data),
        Command::Show(page) => server_uri(sheet, "page", page),
        Command::Default { moid, from } => {
            sheet.styled(0, "moid", moid.as_str(), Style::Strong)?;
            server_uri(sheet, "from", from)
        }
        Command::Cont(server) => server_uri(sheet, "server", server),
        Command::End => Ok(()),
        Command::Sub { to, node } => {
            server_uri(sheet, "to", to)?;
            client_uri(sheet, "node", node)
        }
        // A command that this tool has not heard of yet.
        _ => sheet.field(0, "", &format!("{command:?}")),
    }
}

fn client_uris(sheet: &mut Sheet, uris: &[ClientUri]) -> io::Result<()> {
    uris.iter().try_for_each(|uri| client_uri(sheet, "data", uri))
}

fn server_uri(sheet: &mut Sheet, label: &str, uri: &ServerUri) -> io::Result<()> {
    sheet.styled(0, label, uri.as_str(), Style::Strong)
}

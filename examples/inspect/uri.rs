//! ClientURIs, taken apart.

use crate::{screen::Style, sheet::Sheet};
use omadm::{ClientUri, Encoded, Field, NodeName, Nv};
use std::io;

/// A ClientURI as it is written, and its parts below it.
pub(crate) fn client_uri(sheet: &mut Sheet, label: &str, uri: &ClientUri) -> io::Result<()> {
    sheet.styled(0, label, uri.as_str(), Style::Strong)?;
    match uri.moid() {
        None => sheet.field(1, "moid", "any, in every instance the server may see")?,
        Some(moid) => {
            sheet.field(1, "moid", moid.as_str())?;
            sheet.field(1, "instance", &uri.instance().map_or("the only one".to_owned(), node))?;
            let path: Vec<_> = uri.path().map(node).collect();
            sheet.field(
                1,
                "path",
                if path.is_empty() { "the instance itself".to_owned() } else { path.join(" / ") }.as_str(),
            )?;
        }
    }
    uri.fields().try_for_each(|field| query_field(sheet, field))
}

fn query_field(sheet: &mut Sheet, field: Field) -> io::Result<()> {
    match field {
        Field::Levels(levels) => sheet.field(1, "Levels", &levels.to_string()),
        Field::Nv(nv) => sheet.field(1, "nv", &condition(nv)),
        Field::Cv(cv) => sheet.field(1, "cv", &text(cv)),
        Field::Other { name, value: Some(value) } => {
            sheet.field(1, "other", &format!("{} = {}", text(name), text(value)))
        }
        Field::Other { name, value: None } => sheet.field(1, "other", &text(name)),
        // A field that this tool has not heard of yet.
        _ => sheet.field(1, "other", &format!("{field:?}")),
    }
}

/// What has to hold of the node that an x-name stands for.
fn condition(nv: Nv) -> String {
    let path: Vec<_> = nv.path().map(text).collect();
    format!("{} has {} = {}", nv.x(), path.join(" / "), text(nv.value()))
}

/// A node. A name is in quotes where it is not what is written, so that `%2A` is no wildcard here either.
fn node(node: NodeName) -> String {
    match node {
        NodeName::Name(name) => text(name),
        NodeName::Any | NodeName::X(_) => node.to_string(),
    }
}

/// A piece of a URI as it is written, or what it means in quotes where that is something else.
fn text(piece: Encoded) -> String {
    let decoded = piece.decode();
    let bare = !decoded.is_empty() && decoded == piece.as_str();
    if bare { decoded.into_owned() } else { format!("{decoded:?}") }
}

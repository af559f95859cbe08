//! Management data: the records and the nodes in them.

use crate::{
    screen::{Style, quoted},
    sheet::Sheet,
    show::{count, extensions, optional},
    uri::client_uri,
};
use omadm::{Leaf, ManagementData, MoData, Node};
use std::io;

/// How much further in the children of a node stand.
const INDENT: usize = 2;

/// A whole document.
pub(crate) fn records(sheet: &mut Sheet, data: &ManagementData) -> io::Result<()> {
    sheet.table(&count(data.records.len(), "record"), data.records.len(), 0)?;
    for (number, record) in data.records.iter().enumerate() {
        sheet.row(number, "", Style::Plain)?;
        match record.client_uri() {
            Some(uri) => client_uri(sheet, "node", uri)?,
            None => sheet.styled(0, "node", "no ClientURI", Style::Odd)?,
        }
        optional(sheet, "DDF", record.ddf.as_deref())?;
        optional(sheet, "CV", record.cv.as_deref())?;
        nodes(sheet, &record.data)?;
        extensions(sheet, &record.extensions)?;
    }
    Ok(())
}

/// The nodes of one record, each below its parent. What is open is kept in a list: a peer decides how deep it goes.
fn nodes(sheet: &mut Sheet, data: &MoData) -> io::Result<()> {
    let mut label = "data";
    let mut open: Vec<Box<dyn Iterator<Item = Node> + '_>> = vec![Box::new(data.nodes())];
    while let Some(siblings) = open.last_mut() {
        let Some(node) = siblings.next() else {
            open.pop();
            continue;
        };
        let indent = INDENT * (open.len() - 1);
        sheet.field(0, label, &format!("{:indent$}{}", "", line(&node)))?;
        label = "";
        open.push(Box::new(node.children()));
    }
    if label == "data" { sheet.field(0, label, "no node") } else { Ok(()) }
}

/// One node.
fn line(node: &Node) -> String {
    let name = quoted(&node.name());
    match node.leaf() {
        Some(Leaf::String(text)) => format!("{name} = {text:?}"),
        Some(leaf) => format!("{name} = {}", leaf.text().unwrap_or("null")),
        None if node.children().next().is_none() => format!("{name} (nothing below it)"),
        None => name,
    }
}

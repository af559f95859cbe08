//! Changing one field of a query.

use alloc::string::String;
use core::fmt::{Display, Write};

/// The path `text` with the fields of `query`, but those that are `replaced`, and `field` behind them.
pub(super) fn with_field(
    mut text: String,
    query: Option<&str>,
    replaced: impl Fn(&str) -> bool,
    field: impl Display,
) -> String {
    let mut separator = '?';
    for other in query.into_iter().flat_map(|query| query.split('&')).filter(|other| !replaced(other)) {
        text.push(separator);
        text.push_str(other);
        separator = '&';
    }
    // Writing to a string does not fail.
    let _ = write!(text, "{separator}{field}");
    text
}

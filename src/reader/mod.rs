//! Reading input, private. `Reader` reads JSON: `json`, with its strings and numbers in `scalar`, raw values in `raw` and repeated
//! names in `names`. `Glance` goes ahead of it where all is as usual. `Cursor` reads binary input. `Context` and `Notes` are those of
//! every decoder.

mod context;
mod cursor;
mod glance;
mod json;
mod names;
mod notes;
mod path;
mod raw;
mod scalar;
mod string;

pub(crate) use context::{Context, decode, text};
pub(crate) use cursor::Cursor;
pub(crate) use glance::Glance;
pub(crate) use json::{First, Reader};
pub(crate) use names::{Filter, Names, repeated};
pub(crate) use notes::Notes;
pub(crate) use path::Locator;
pub(crate) use raw::{Listener, Measure, Raw};
pub(crate) use string::{RawString, escaped, escaped_len, write_escaped};

//! How media types are written, and when two are the same.

use super::MediaType;
use crate::{ascii::is_tchar, text::Text};
use alloc::string::ToString;
use core::{
    fmt::{self, Write},
    hash::{Hash, Hasher},
};

impl fmt::Display for MediaType<'_> {
    /// Writes the media type as RFC 9110, section 8.3.1, prefers it: `text/html;charset=utf-8`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_lower(f, &self.essence)?;
        for (name, value) in &self.parameters {
            f.write_char(';')?;
            write_lower(f, name)?;
            f.write_char('=')?;
            write_value(f, value)?;
        }
        Ok(())
    }
}

fn write_lower(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    text.chars().try_for_each(|c| f.write_char(c.to_ascii_lowercase()))
}

/// Writes a value as a token, or as a quoted string if it is none.
fn write_value(f: &mut fmt::Formatter<'_>, value: &Text<'_>) -> fmt::Result {
    if !value.is_empty() && value.bytes().all(is_tchar) {
        return f.write_str(value);
    }
    f.write_char('"')?;
    for c in value.chars() {
        if c == '"' || c == '\\' {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}

impl fmt::Debug for MediaType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

impl PartialEq<MediaType<'_>> for MediaType<'_> {
    fn eq(&self, other: &MediaType<'_>) -> bool {
        // No name stands twice on either side.
        self.is(other) && self.parameters.len() == other.parameters.len() && self.parameters_in(other)
    }
}

impl Eq for MediaType<'_> {}

impl Hash for MediaType<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.essence.bytes().for_each(|byte| state.write_u8(byte.to_ascii_lowercase()));
        // Their order means nothing, so that how many there are is all that is the same in equal ones.
        state.write_usize(self.parameters.len());
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for MediaType<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

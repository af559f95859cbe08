//! Which path leads to a byte of a sound JSON text: written to be compared with what the crate says, not to be fast.

/// The path of the innermost value, or member, that the byte at `offset` belongs to.
pub(crate) fn path_of(text: &str, offset: usize) -> String {
    let mut walk = Walk { text, at: 0, offset, found: String::new() };
    walk.value("");
    walk.found
}

struct Walk<'t> {
    text: &'t str,
    at: usize,
    offset: usize,
    found: String,
}

impl<'t> Walk<'t> {
    fn space(&mut self) -> u8 {
        while self.text.as_bytes()[self.at].is_ascii_whitespace() {
            self.at += 1;
        }
        self.text.as_bytes()[self.at]
    }

    /// Passes a string and returns what is between its quotes.
    fn string(&mut self) -> &'t str {
        let start = self.at + 1;
        self.at = start;
        while self.text.as_bytes()[self.at] != b'"' {
            self.at += if self.text.as_bytes()[self.at] == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        &self.text[start..self.at - 1]
    }

    /// Passes something; if the byte is in it, and in nothing that is in it, this is its path.
    fn claim(&mut self, path: &str, pass: impl FnOnce(&mut Self)) {
        let start = self.at;
        let before = std::mem::take(&mut self.found);
        pass(self);
        if !(start..self.at).contains(&self.offset) {
            self.found = before;
        } else if self.found.is_empty() {
            path.clone_into(&mut self.found);
        }
    }

    fn value(&mut self, path: &str) {
        let first = self.space();
        self.claim(path, |walk| match first {
            b'"' => {
                walk.string();
            }
            b'[' | b'{' => {
                walk.at += 1;
                let mut index = 0;
                while !matches!(walk.space(), b']' | b'}') {
                    match walk.space() {
                        b',' => walk.at += 1,
                        _ if first == b'[' => {
                            walk.value(&format!("{path}[{index}]"));
                            index += 1;
                        }
                        _ => walk.member(path),
                    }
                }
                walk.at += 1;
            }
            _ => {
                let rest = &walk.text[walk.at..];
                let end = |c: char| c.is_ascii_whitespace() || ",]}".contains(c);
                walk.at += rest.find(end).unwrap_or(rest.len());
            }
        });
    }

    fn member(&mut self, around: &str) {
        let mut probe = Walk { at: self.at, found: String::new(), ..*self };
        let name = probe.string();
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
        let path = if !(1..=64).contains(&name.len()) || !name.chars().all(plain) {
            let more = if name.len() > 64 { "…" } else { "" };
            let shown: String = name.chars().take(64).map(shown).collect();
            format!("{around}[\"{shown}{more}\"]")
        } else if around.is_empty() {
            name.to_owned()
        } else {
            format!("{around}.{name}")
        };
        self.claim(&path, |walk| {
            walk.string();
            walk.space();
            walk.at += 1;
            walk.value(&path);
        });
    }
}

/// A character that a terminal prints, or the escape JSON has for it. An escape of JSON's own is printed as it stands.
fn shown(c: char) -> String {
    if c == '\'' || c == '"' || c == '\\' || c.escape_debug().len() == 1 {
        return c.to_string();
    }
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

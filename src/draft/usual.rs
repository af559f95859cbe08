//! Lines as nearly everybody writes them: one blank between two fields.

use super::line::Line;
use crate::{
    package::{Ahead, Places, Verb, read_usual},
    value::begins_as_server_uri,
};

/// Reads the command whose name is at the cursor and puts it behind `slots`. `None` for any other: then nothing was read.
#[inline(always)]
pub(super) fn command<'a>(line: &mut Line<'a, '_>, slots: &mut Places<'a>) -> Option<()> {
    let mut ahead = FieldsAhead { line, at: 0, counted: line.fields() };
    let name = ahead.rest().split(|byte| *byte <= b' ').next()?;
    ahead.count()?;
    let name = ahead.end_field(name.len())?;
    read_usual(Verb::from_draft_name(name)?, &mut ahead, slots)?;
    // The grammar is content only where the line ends.
    let (bytes, fields) = (ahead.at, ahead.counted);
    line.advance(bytes, fields)
}

/// The fields of a line from its cursor on.
struct FieldsAhead<'r, 'a, 'l> {
    line: &'r Line<'a, 'l>,
    at: usize,
    /// How many fields of the body were counted.
    counted: usize,
}

impl<'a> FieldsAhead<'_, 'a, '_> {
    #[inline(always)]
    fn rest(&self) -> &'a [u8] {
        self.line.rest().as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline(always)]
    fn count(&mut self) -> Option<()> {
        self.counted += 1;
        if self.counted <= self.line.limits().values { Some(()) } else { None }
    }

    /// Goes behind a field of so many bytes, if it ends there.
    #[inline(always)]
    fn end_field(&mut self, len: usize) -> Option<&'a str> {
        let ends = matches!(self.rest().get(len), None | Some(b' ' | b'\r' | b'\n'));
        if !ends || len > self.line.limits().string_bytes {
            return None;
        }
        let field = self.line.rest().get(self.at..self.at + len)?;
        self.at += len;
        Some(field)
    }
}

impl<'a> Ahead<'a> for FieldsAhead<'_, 'a, '_> {
    #[inline(always)]
    fn next(&mut self) -> Option<bool> {
        match self.rest() {
            [b' ', b'!'..=b'~', ..] => {
                self.at += 1;
                self.count().map(|()| true)
            }
            [] | [b'\n', ..] | [b'\r', b'\n', ..] => Some(false),
            _ => None,
        }
    }

    #[inline(always)]
    fn scanned<T>(&mut self, read: impl FnOnce(&'a str) -> Option<(usize, T)>) -> Option<(&'a str, T)> {
        let (len, known) = self.line.rest().get(self.at..).and_then(read)?;
        self.end_field(len).map(|field| (field, known))
    }

    #[inline(always)]
    fn is_server_uri(&self) -> bool {
        begins_as_server_uri(self.rest())
    }

    #[inline(always)]
    fn count_rest(&self) -> usize {
        let mut ahead = *self.line;
        ahead.advance(self.at, self.counted).map_or(0, |()| ahead.count_rest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, Slot};
    use alloc::{string::String, vec::Vec};

    /// What was read of the first line: its command as it is written, where the cursor is then, and how many fields were counted.
    fn read(text: &str, limits: &Limits) -> Option<(String, usize, usize)> {
        let (mut line, mut slots) = (Line::first(text, limits), Places::new(1));
        let usual = command(&mut line, &mut slots);
        let slots = slots.into_vec();
        let Some(()) = usual else {
            assert_eq!((line.offset(), line.fields(), slots.len()), (0, 0, 0), "{text:?}");
            return None;
        };
        let [Slot::Command(command)] = &slots[..] else { panic!("{text:?}: {slots:?}") };
        let mut fields = Vec::from([command.verb().draft_name()?]);
        let mut parameters = Vec::new();
        command.parameters(|_, parameter| parameters.push(String::from(parameter)));
        fields.extend(parameters.iter().map(String::as_str));
        Some((fields.join(" "), line.offset(), line.fields()))
    }

    const USUAL: [&str; 11] = [
        "GET https://h/x",
        "GET https://h/x?a=%20 urn:x//a",
        "PUT https://h/x *",
        "POST https://h:80/x urn:x/left/ urn:x//%41?Levels=1",
        "DELETE urn:x/left/a/(x)?nv=(x)/b:c",
        "EXEC urn:x//a https://h",
        "INCLUDE * urn:x//b *?Levels=1",
        "SHOW http://h/",
        "DEFAULT urn:x https://h/x",
        "CONT https://h/x",
        "END",
    ];

    #[test]
    fn what_is_usual_is_read_at_once() {
        for line in USUAL {
            let fields: Vec<_> = line.split(' ').collect();
            let longest = fields.iter().map(|field| field.len()).max().unwrap();
            let exact = Limits::default().with_values(fields.len()).with_string_bytes(longest);
            for end in ["", "\n", "\r\n", "\r\nEND", "\n\n"] {
                let text = String::from(line) + end;
                let expected = Some((String::from(line), line.len(), fields.len()));
                assert_eq!(read(&text, &exact), expected, "{text:?}");
            }
            assert_eq!(read(line, &exact.with_values(fields.len() - 1)), None, "{line}");
            assert_eq!(read(line, &exact.with_string_bytes(longest - 1)), None, "{line}");
        }
    }

    #[test]
    fn what_is_not_usual_is_left_to_be_read_with_care() {
        for line in USUAL {
            for text in [
                String::from(line) + " ",
                String::from(line) + "\t",
                String::from(line) + "\r",
                String::from(line) + "\u{e9}",
                String::from(line) + " https://h https://h",
                String::from(" ") + line,
                line.to_lowercase(),
                line.replacen(' ', "  ", 1) + if line.contains(' ') { "" } else { " " },
            ] {
                assert_eq!(read(&text, &Limits::default()), None, "{text:?}");
            }
        }
        for text in [
            "",
            "\n",
            "FROB",
            "SUB https://h urn:x//",
            "UNSUB urn:x//",
            "INCLUDE",
            "INCLUDE urn:x",
            // These leave a warning.
            "INCLUDE urn:x/left",
            "SHOW https://h/[a]",
            "DEFAULT https://h urn:x",
        ] {
            assert_eq!(read(text, &Limits::default()), None, "{text:?}");
        }
    }
}

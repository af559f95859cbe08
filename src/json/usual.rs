//! Commands as nearly everybody writes them in JSON: no blanks, no escapes.

use crate::{
    package::{Ahead, Places, Verb, read_usual},
    reader::{Glance, Reader},
    value::begins_as_server_uri,
};

/// Reads the command that begins at the cursor and puts it behind `slots`. `None` for any other: then nothing was read.
#[inline(always)]
pub(super) fn command<'a>(reader: &mut Reader<'a>, slots: &mut Places<'a>) -> Option<()> {
    let mut glance = Glance::array_of_strings(reader)?;
    let verb = glance.word(Verb::from_published_word)?;
    read_usual(verb, &mut glance, slots)?;
    // The grammar is content only where the bracket is.
    let behind = glance.leave();
    reader.go_to(behind);
    Some(())
}

impl<'a> Ahead<'a> for Glance<'_, 'a> {
    #[inline(always)]
    fn next(&mut self) -> Option<bool> {
        self.next_string()
    }

    #[inline(always)]
    fn scanned<T>(&mut self, read: impl FnOnce(&'a str) -> Option<(usize, T)>) -> Option<(&'a str, T)> {
        self.string(read)
    }

    #[inline(always)]
    fn is_server_uri(&self) -> bool {
        matches!(self.ahead().rest(), [_, uri @ ..] if begins_as_server_uri(uri))
    }

    #[inline(always)]
    fn count_rest(&self) -> usize {
        self.ahead().count_rest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, Slot};
    use alloc::{format, string::String, vec::Vec};

    /// What was read: the command as it is written, where the reader is then, and how many values were counted.
    fn read(text: &str, limits: &Limits) -> Option<(String, usize, usize)> {
        let mut reader = Reader::new(text, limits);
        let mut slots = Places::new(1);
        let usual = command(&mut reader, &mut slots);
        let slots = slots.into_vec();
        assert_eq!(reader.depth(), 0, "{text}");
        let Some(()) = usual else {
            assert_eq!((reader.offset(), reader.values(), slots.len()), (0, 0, 0), "{text}");
            return None;
        };
        let [Slot::Command(command)] = &slots[..] else { panic!("{text}: {slots:?}") };
        let mut strings = Vec::from([format!("\"{}\"", command.name())]);
        command.parameters(|_, parameter| strings.push(format!("\"{parameter}\"")));
        Some((format!("[{}]", strings.join(",")), reader.offset(), reader.values()))
    }

    const USUAL: [&str; 13] = [
        r#"["HGET","https://h/x"]"#,
        r#"["HGET","https://h/x?a=%20","urn:x//a"]"#,
        r#"["HPUT","https://h/x","*"]"#,
        r#"["HPOST","https://h:80/x","urn:x/left/","urn:x//%41?Levels=1"]"#,
        r#"["DELETE","urn:x/left/a/(x)?nv=(x)/b:c"]"#,
        r#"["EXEC","urn:x//a","https://h"]"#,
        r#"["GET","*","urn:x//b","*?Levels=1"]"#,
        r#"["SHOW","http://h/"]"#,
        r#"["DEFAULT","urn:x","https://h/x"]"#,
        r#"["CONT","https://h/x"]"#,
        r#"["SUB","https://h","urn:x//a"]"#,
        r#"["UNSUB","urn:x//a"]"#,
        r#"["END"]"#,
    ];

    #[test]
    fn what_is_usual_is_read_at_once() {
        for array in USUAL {
            let strings: Vec<_> = array.split(',').collect();
            let longest =
                strings.iter().map(|string| string.trim_matches(['[', ']', '"']).len()).max().unwrap();
            let exact = Limits::default().with_values(strings.len()).with_string_bytes(longest).with_depth(1);
            for end in ["", "]}", ",", " "] {
                let text = String::from(array) + end;
                let expected = Some((String::from(array), array.len(), strings.len()));
                assert_eq!(read(&text, &exact), expected, "{text}");
            }
            for less in [
                exact.with_values(strings.len() - 1),
                exact.with_string_bytes(longest - 1),
                exact.with_depth(0),
            ] {
                assert_eq!(read(array, &less), None, "{array}");
            }
        }
    }

    #[test]
    fn what_is_not_usual_is_left_to_be_read_with_care() {
        for array in USUAL {
            for text in [
                String::from(" ") + array,
                array.replacen('[', "[ ", 1),
                array.replacen("\"]", "\" ]", 1),
                array.replacen("\"]", "\",]", 1),
                array.replacen("\"]", "\"}", 1),
                array.replacen("\"]", "\",\"https://h\",\"https://h\"]", 1),
                array.replacen("\"]", "\",1]", 1),
                array.replacen("\"]", "\\u0061\"]", 1),
                array.replacen("\"]", "\u{e9}\"]", 1),
                array.to_lowercase(),
                String::from(&array[..array.len() - 1]),
                String::from(&array[..array.len() - 2]),
            ] {
                assert_eq!(read(&text, &Limits::default()), None, "{text}");
            }
        }
        for text in [
            "",
            "[",
            "[]",
            "[\"",
            r#"["FROB"]"#,
            r#"["INCLUDE","*"]"#,
            r#"["GET"]"#,
            r#"["GET","urn:x"]"#,
            // These leave a warning.
            r#"["GET","urn:x/left"]"#,
            r#"["SHOW","https://h/[a]"]"#,
            r#"["DEFAULT","https://h","urn:x"]"#,
            r#"["SUB","urn:x//a","https://h"]"#,
        ] {
            assert_eq!(read(text, &Limits::default()), None, "{text}");
        }
    }
}

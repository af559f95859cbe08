//! Texts to try a grammar with: what is put together by its rules, that changed at random, and its pieces in any order.

use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    test_runner::{Config, TestRunner},
};
use std::cell::Cell;

/// Runs `test`, which panics where a law does not hold, on this many values.
pub fn for_all<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value)) {
    let config = Config { failure_persistence: None, ..Config::with_cases(cases) };
    let outcome = TestRunner::new(config).run(&strategy, |value| {
        test(value);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// How many texts were right and how many were wrong.
#[derive(Default)]
pub struct Tally {
    right: Cell<u32>,
    wrong: Cell<u32>,
}

impl Tally {
    pub fn count(&self, right: bool) {
        let counter = if right { &self.right } else { &self.wrong };
        counter.set(counter.get() + 1);
    }

    /// Makes sure that at least a third of the texts were wrong, and a third right.
    pub fn assert_balanced(&self) {
        let (right, wrong) = (self.right.get(), self.wrong.get());
        assert!(3 * wrong >= right + wrong, "only {wrong} of {} texts are wrong", right + wrong);
        assert!(3 * right >= right + wrong, "only {right} of {} texts are right", right + wrong);
    }
}

/// One change to a text.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Remove,
    Insert(&'static str),
    Replace(&'static str),
    Swap(Index),
    Cut,
    Repeat(Index),
}

/// Texts of `base`, changed in one to three places; what is put in comes from `pieces`.
pub fn mutated(
    base: impl Strategy<Value = String>,
    pieces: &'static [&'static str],
) -> impl Strategy<Value = String> {
    let edit = prop_oneof![
        2 => Just(Edit::Remove),
        4 => select(pieces).prop_map(Edit::Insert),
        2 => select(pieces).prop_map(Edit::Replace),
        2 => any::<Index>().prop_map(Edit::Swap),
        1 => Just(Edit::Cut),
        1 => any::<Index>().prop_map(Edit::Repeat),
    ];
    (base, vec((any::<Index>(), edit), 1..=3)).prop_map(|(text, edits)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, edit) in edits {
            // One place more than there are characters: the end.
            let at = at.index(chars.len() + 1);
            let end = (at + 1).min(chars.len());
            match edit {
                Edit::Remove => drop(chars.drain(at..end)),
                Edit::Insert(piece) => drop(chars.splice(at..at, piece.chars())),
                Edit::Replace(piece) => drop(chars.splice(at..end, piece.chars())),
                Edit::Cut => chars.truncate(at),
                Edit::Swap(other) if at < chars.len() => {
                    let other = other.index(chars.len());
                    chars.swap(at, other);
                }
                Edit::Swap(_) => {}
                Edit::Repeat(other) => {
                    let from = other.index(chars.len() + 1).min(at);
                    let piece: Vec<char> = chars[from..at].to_vec();
                    drop(chars.splice(at..at, piece));
                }
            }
        }
        chars.into_iter().collect()
    })
}

/// Up to `most` of these pieces in any order.
pub fn scattered(pieces: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    vec(select(pieces), 0..=most).prop_map(|pieces| pieces.concat())
}

/// Calls `test` with every text of at most `most` of these pieces.
pub fn every_text(pieces: &[&str], most: usize, test: &mut impl FnMut(&str)) {
    let mut text = String::new();
    let mut chosen: Vec<usize> = Vec::new();
    loop {
        test(&text);
        if chosen.len() < most {
            chosen.push(0);
        } else {
            // The next text of this length, or of the length before once the last piece had its turn.
            while let Some(last) = chosen.pop() {
                if last + 1 < pieces.len() {
                    chosen.push(last + 1);
                    break;
                }
            }
            if chosen.is_empty() {
                return;
            }
        }
        text.clear();
        text.extend(chosen.iter().map(|piece| pieces[*piece]));
    }
}

/// The text percent-encoded (RFC 3986, section 2.1) but for these characters, which are ASCII.
pub fn encode(text: &str, kept: &str) -> String {
    text.bytes()
        .map(|byte| match char::from(byte) {
            c if kept.contains(c) && byte.is_ascii() => c.to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// What a hasher makes of a value.
pub fn hash(value: &impl std::hash::Hash) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The laws of a type that is a text and nothing else, on texts that may be right or wrong.
///
/// However it is made, a value is the same, and it is shown, compared and ordered as its text.
macro_rules! text_laws {
    ($type:ident, $texts:expr) => {{
        let texts: Vec<&str> = $texts;
        let mut values = Vec::new();
        for text in texts {
            let parsed = $type::parse(text);
            assert_eq!(text.parse::<$type<'static>>(), parsed, "{text:?}");
            assert_eq!($type::try_from(text), parsed, "{text:?}");
            assert_eq!($type::try_from(String::from(text)), parsed, "{text:?}");
            let Ok(value) = parsed else { continue };
            let owned: $type<'static> = value.clone().into_owned();
            for same in [value.clone(), owned, text.parse().unwrap()] {
                assert_eq!(same.as_str(), text);
                assert_eq!(AsRef::<str>::as_ref(&same), text);
                assert_eq!(same.to_string(), text);
                assert_eq!(format!("{same:?}"), format!("{text:?}"));
                assert_eq!($type::parse(&same.to_string()).as_ref(), Ok(&same));
                assert!(same == text && same == *text);
                assert!(same != "" && same != *"");
                assert_eq!(same, value);
                assert_eq!(uri_texts::hash(&same), uri_texts::hash(&value), "{text:?}");
            }
            values.push((text, value));
        }
        for (text, value) in &values {
            for (other_text, other) in &values {
                assert_eq!(value.cmp(other), text.cmp(other_text), "{text:?} {other_text:?}");
                assert_eq!(value.partial_cmp(other), Some(text.cmp(other_text)));
                assert_eq!(value == other, text == other_text, "{text:?} {other_text:?}");
            }
        }
        assert!(values.len() >= 3, "too few texts are right");
    }};
}
pub(crate) use text_laws;

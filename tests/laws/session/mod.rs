//! The laws of sessions: a script of bytes drives a client, a server or both, and a simple reference says of each step what
//! has to come of it. Called by `tests/session_model.rs` with random scripts and by fuzz targets with what the fuzzer finds.
//!
//! The reference knows the rules of section 2 as tables and counters. It shares no code with the sessions; bodies are read
//! by the codecs, which have laws of their own.

pub mod client;
pub mod commands;
pub mod pair;
pub mod refusal;
pub mod server;

use std::{collections::BTreeMap, fmt::Debug};

pub type Law = Result<(), String>;

/// A client session fed with a script.
pub fn client(script: &[u8]) -> Law {
    client::run(&mut Script::new(script)).map(drop)
}

/// A server session fed with a script.
pub fn server(script: &[u8]) -> Law {
    server::run(&mut Script::new(script)).map(drop)
}

/// Both, with a network between them that loses, repeats, reorders and cuts.
pub fn pair(script: &[u8]) -> Law {
    pair::run(&mut Script::new(script)).map(drop)
}

/// How often a method was tried in a state.
#[derive(Default)]
pub struct Seen(pub BTreeMap<(String, &'static str), usize>);

impl Seen {
    pub fn note(&mut self, state: impl Debug, method: &'static str) {
        *self.0.entry((format!("{state:?}"), method)).or_default() += 1;
    }

    pub fn add(&mut self, more: Seen) {
        for (key, count) in more.0 {
            *self.0.entry(key).or_default() += count;
        }
    }
}

pub fn same<V: PartialEq + Debug>(law: &str, left: V, right: V) -> Law {
    if left == right { Ok(()) } else { Err(format!("{law}:\n left: {left:?}\nright: {right:?}")) }
}

/// Bytes that decide what happens. Where none are left every choice is the first.
pub struct Script<'d> {
    left: &'d [u8],
}

impl<'d> Script<'d> {
    pub fn new(left: &'d [u8]) -> Self {
        Script { left }
    }

    pub fn is_over(&self) -> bool {
        self.left.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.left.split_first() else { return 0 };
        self.left = rest;
        *first
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::from(self.byte()) % end
    }

    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    /// Some of the bytes as they stand.
    pub fn bytes(&mut self) -> &'d [u8] {
        let (taken, rest) = self.left.split_at(self.byte_count());
        self.left = rest;
        taken
    }

    fn byte_count(&mut self) -> usize {
        usize::from(self.byte()).min(self.left.len())
    }
}

/// Headers as a library gives them.
pub type Headers = Vec<(String, Vec<u8>)>;

pub fn borrowed(headers: &Headers) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect()
}

pub fn owned<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Headers {
    pairs
        .into_iter()
        .map(|(name, value)| (name.as_ref().to_owned(), value.as_ref().as_bytes().to_vec()))
        .collect()
}

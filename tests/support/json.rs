//! What the tests of the JSON dialect have in common: the four bodies behind one door, and bodies with a mark in them.

// Each test file uses a part of it.
#![allow(dead_code)]

use omadm::{
    DecodeError, Decoded, EncodeError, ManagementData, Options, Package1, Package2, Package3, Warnings, json,
};
use std::{error::Error, fs, path::Path};

macro_rules! bodies {
    ($($body:ident = $type:ident;)*) => {
        /// Which of the bodies.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Body { $($body,)* }

        /// What a body says.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub(crate) enum Value<'a> { $($body($type<'a>),)* }

        impl Body {
            pub(crate) fn decode<'a>(
                self,
                body: &'a [u8],
                options: &Options,
            ) -> Result<Decoded<Value<'a>>, DecodeError> {
                match self {
                    $(Body::$body => {
                        json::decode::<$type<'a>>(body, options).map(|decoded| decoded.map(Value::$body))
                    })*
                }
            }
        }

        impl Value<'_> {
            pub(crate) fn encode_into(&self, out: &mut Vec<u8>, options: &Options) -> Result<(), EncodeError> {
                match self { $(Value::$body(value) => json::encode(value, out, options),)* }
            }

            pub(crate) fn encode(&self, options: &Options) -> Result<Vec<u8>, EncodeError> {
                let mut out = Vec::new();
                self.encode_into(&mut out, options)?;
                Ok(out)
            }

            pub(crate) fn into_owned(self) -> Value<'static> {
                match self { $(Value::$body(value) => Value::$body(value.into_owned()),)* }
            }
        }
    };
}

bodies! {
    P1 = Package1;
    P2 = Package2;
    P3 = Package3;
    Md = ManagementData;
}

/// The bodies under `tests/vectors`, by name.
pub(crate) fn bodies_on_file() -> Vec<(String, Body, Vec<u8>)> {
    let folders = [
        ("package1", Body::P1),
        ("package2", Body::P2),
        ("package3", Body::P3),
        ("management-data", Body::Md),
    ];
    let mut bodies = Vec::new();
    for (folder, body) in folders {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(folder);
        let mut files: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(files.iter().all(|file| files.contains(&file.with_extension("json"))), "{files:?}");
        for file in files.iter().filter(|file| file.extension().is_some_and(|ext| ext == "json")) {
            let name = format!("{folder}/{}", file.file_stem().unwrap().to_str().unwrap());
            bodies.push((name, body, fs::read(file).unwrap()));
        }
    }
    bodies
}

pub(crate) fn tolerant() -> Options {
    Options::default()
}

pub(crate) fn strict() -> Options {
    Options::strict()
}

/// Decodes what has to be decodable.
#[track_caller]
pub(crate) fn read(body: Body, input: &[u8]) -> Decoded<Value<'_>> {
    match body.decode(input, &tolerant()) {
        Ok(decoded) => decoded,
        Err(error) => panic!("{error}\n{}", String::from_utf8_lossy(input)),
    }
}

/// Encodes what has to be encodable.
#[track_caller]
pub(crate) fn write(value: &Value<'_>) -> String {
    match value.encode(&tolerant()) {
        Ok(bytes) => String::from_utf8(bytes).unwrap(),
        Err(error) => panic!("{error}\n{value:?}"),
    }
}

/// A body in which a `^` stands before the byte that matters, and U+FFFD for the byte 0xff: the bytes, and the offset.
#[track_caller]
pub(crate) fn marked(text: &str) -> (Vec<u8>, usize) {
    let (before, after) = text.split_once('^').unwrap_or_else(|| panic!("no mark: {text}"));
    assert!(!after.contains('^'), "two marks: {text}");
    let before = bytes(before);
    let at = before.len();
    ([before, bytes(after)].concat(), at)
}

/// The bytes of a text in which U+FFFD stands for the byte 0xff, which is never UTF-8.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for c in text.chars() {
        match c {
            '\u{fffd}' => bytes.push(0xff),
            _ => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

/// A kind with its place, as errors and warnings show it.
pub(crate) fn placed(kind: &str, offset: usize, path: &str) -> String {
    if path.is_empty() {
        format!("{kind} at byte {offset}")
    } else {
        format!("{kind} at byte {offset} ({path})")
    }
}

/// The same as the error of a strict decoder.
pub(crate) fn refused(kind: &str, offset: usize, path: &str) -> String {
    placed(&format!("{kind} (refused: strict)"), offset, path)
}

pub(crate) fn texts(warnings: &Warnings) -> Vec<String> {
    warnings.iter().map(ToString::to_string).collect()
}

/// What an error says of its cause.
pub(crate) fn cause(error: &dyn Error) -> Option<String> {
    error.source().map(ToString::to_string)
}

/// The names of the variants of an enum in the crate's own source.
#[track_caller]
pub(crate) fn variants(source: &str, name: &str) -> Vec<String> {
    let begin = format!("pub enum {name} {{\n");
    let body = source.split_once(&begin).unwrap_or_else(|| panic!("no enum {name}")).1;
    let body = body.split_once("\n}").unwrap().0;
    let lines = body.lines().filter_map(|line| line.strip_prefix("    "));
    let names = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    names.map(|line| line.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

/// The name of a variant, without what it holds.
pub(crate) fn variant(kind: &impl std::fmt::Debug) -> String {
    format!("{kind:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

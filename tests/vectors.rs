//! Whole bodies of the JSON dialect as files, each with what is expected beside it.
//!
//! `NAME.json` is the body, `NAME.expect` says what comes of it, a line for each thing:
//!
//! - `about:` what it is;
//! - `warns:` a warning, in the order of decoding, with its place; none means that a strict decoder reads it too;
//! - `writes:` what is written for it, or `the same` (a `␊` stands for a line feed, a `␉` for a tab);
//! - `fails:` the error, where it cannot be decoded.
//!
//! Each body is also decoded at every strict prefix, and with each bit of each byte flipped.

// The laws of generated bodies hold for these, too.
#[path = "support/json_path.rs"]
mod json_path;
#[allow(dead_code)]
mod laws;
#[path = "support/json.rs"]
mod support;

use json_path::path_of;
use laws::Native;
use omadm::error::{DecodeErrorKind, Expected, Found, WarningKind};
use std::{fs, path::Path};
use support::{Body, Value, bodies_on_file, read, strict, texts, tolerant, write};

struct Vector {
    name: String,
    body: Body,
    bytes: Vec<u8>,
    warns: Vec<String>,
    outcome: Outcome,
}

enum Outcome {
    Writes(String),
    Fails(String),
}

fn vectors() -> Vec<Vector> {
    bodies_on_file().into_iter().map(|(name, body, bytes)| vector(name, body, bytes)).collect()
}

fn vector(name: String, body: Body, bytes: Vec<u8>) -> Vector {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(format!("{name}.expect"));
    let expect = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let (mut warns, mut outcome) = (Vec::new(), None);
    for line in expect.lines() {
        let (key, value) = line.split_once(": ").unwrap_or_else(|| panic!("{name}: {line}"));
        let once = |outcome: Option<Outcome>, new| {
            assert!(outcome.is_none(), "{name}: {line}");
            Some(new)
        };
        match (key, value) {
            ("about", _) => {}
            ("warns", _) => warns.push(value.to_owned()),
            ("writes", "the same") => {
                outcome = once(outcome, Outcome::Writes(String::from_utf8(bytes.clone()).unwrap()));
            }
            ("writes", _) => {
                outcome = once(outcome, Outcome::Writes(value.replace('␊', "\n").replace('␉', "\t")));
            }
            ("fails", _) => outcome = once(outcome, Outcome::Fails(value.to_owned())),
            _ => panic!("{name}: {line}"),
        }
    }
    let outcome = outcome.unwrap_or_else(|| panic!("{name} neither writes nor fails"));
    Vector { name, body, bytes, warns, outcome }
}

/// What a strict decoder says where a tolerant one warns so.
fn as_refused(warning: &str) -> String {
    let (kind, place) = warning.rsplit_once(" at byte ").unwrap();
    format!("{kind} (refused: strict) at byte {place}")
}

#[test]
fn each_is_read_and_written_as_expected() {
    for Vector { name, body, bytes, warns, outcome } in vectors() {
        let (tolerantly, strictly) = (body.decode(&bytes, &tolerant()), body.decode(&bytes, &strict()));
        match outcome {
            Outcome::Fails(text) => {
                assert_eq!(tolerantly.unwrap_err().to_string(), text, "{name}");
                assert_eq!(strictly.unwrap_err().to_string(), text, "{name}");
                assert!(warns.is_empty(), "{name}: what fails says nothing else");
            }
            Outcome::Writes(text) => {
                let decoded = tolerantly.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(texts(&decoded.warnings), warns, "{name}");
                assert_eq!(write(&decoded.value), text, "{name}");
                match warns.first() {
                    None => assert_eq!(strictly.unwrap(), decoded, "{name}"),
                    Some(first) => {
                        assert_eq!(strictly.unwrap_err().to_string(), as_refused(first), "{name}");
                    }
                }
            }
        }
    }
}

#[test]
fn decoding_what_was_written_is_the_identity() {
    for Vector { name, body, bytes, outcome, .. } in vectors() {
        let Outcome::Writes(text) = outcome else { continue };
        let value = read(body, &bytes).value;
        let again = read(body, text.as_bytes());
        assert_eq!(again.value, value, "{name}");
        assert_eq!(write(&again.value), text, "{name}: what is written is written the same again");
        let owned = value.clone().into_owned();
        assert_eq!(owned, value, "{name}");
        assert_eq!(write(&owned), text, "{name}");
    }
}

/// What is written is what a strict peer reads, wherever nothing is kept that it would refuse as it stands.
#[test]
fn what_can_be_put_right_is_written_right() {
    let kept = |kind: WarningKind| match kind {
        WarningKind::UnreadableSlot(_)
        | WarningKind::NoCommands
        | WarningKind::AfterEnd
        | WarningKind::ShortAddress
        | WarningKind::Bracket
        | WarningKind::NoClientUri
        | WarningKind::NotOneNode
        | WarningKind::Uri(_)
        | WarningKind::Miid(_)
        | WarningKind::Location(_) => true,
        WarningKind::ParametersSwapped
        | WarningKind::Null
        | WarningKind::NoMiid
        | WarningKind::SingleRecord => false,
        other => panic!("{other:?} is new: is it kept?"),
    };
    for Vector { name, body, bytes, outcome, .. } in vectors() {
        let Outcome::Writes(text) = outcome else { continue };
        let first = read(body, &bytes).warnings;
        let first: Vec<_> = first.iter().map(|warning| warning.kind()).filter(|kind| kept(*kind)).collect();
        let second = read(body, text.as_bytes()).warnings;
        let second: Vec<_> = second.iter().map(|warning| warning.kind()).collect();
        assert_eq!(second, first, "{name}");
    }
}

fn keep_the_laws(body: Body, input: &[u8]) -> laws::Law {
    match body {
        Body::P1 => laws::body(&Native::<omadm::Package1>::new(), input),
        Body::P2 => laws::body(&Native::<omadm::Package2>::new(), input),
        Body::P3 => laws::body(&Native::<omadm::Package3>::new(), input),
        Body::Md => laws::body(&Native::<omadm::ManagementData>::new(), input),
    }
}

/// Decodes anything, and holds whatever comes of it to what is always true.
fn try_anything(body: Body, input: &[u8]) -> Result<(), DecodeErrorKind> {
    let shown = || String::from_utf8_lossy(input);
    // Somebody else says whether this is JSON, and where in it a byte is.
    let sound = std::str::from_utf8(input).ok().filter(|text| is_json(text) == Some(true));
    let (tolerantly, strictly) = (body.decode(input, &tolerant()), body.decode(input, &strict()));
    if let Err(error) = &strictly {
        assert!(error.offset() <= input.len(), "{error}: {}", shown());
        assert!(error.to_string().contains(error.path().as_str()), "{error}: {}", shown());
    }
    match &tolerantly {
        Err(error) => {
            assert!(strictly.is_err(), "only a tolerant decoder refuses {}", shown());
            assert!(error.offset() <= input.len(), "{error}: {}", shown());
            assert!(error.to_string().contains(error.path().as_str()), "{error}: {}", shown());
            assert!(!matches!(error.kind(), DecodeErrorKind::Internal | DecodeErrorKind::Strict(_)));
            if let DecodeErrorKind::Unexpected { found, .. } = error.kind() {
                // The end is found at the end, and everything else before it.
                assert_eq!(found == Found::End, error.offset() == input.len(), "{error}: {}", shown());
            }
            if let Some(text) = sound {
                let of_json = matches!(
                    error.kind(),
                    DecodeErrorKind::InvalidUtf8
                        | DecodeErrorKind::ByteOrderMark
                        | DecodeErrorKind::ControlCharacter
                        | DecodeErrorKind::InvalidEscape
                        | DecodeErrorKind::LoneSurrogate
                        | DecodeErrorKind::LeadingZero
                        | DecodeErrorKind::TrailingData
                );
                // What was expected can be a type then, never a piece of JSON.
                let of_json = of_json
                    || matches!(error.kind(), DecodeErrorKind::Unexpected { expected, .. } if !matches!(
                        expected,
                        Expected::Array | Expected::Object | Expected::String | Expected::Integer | Expected::Node
                    ));
                assert!(!of_json, "{error}: {text}");
                assert_eq!(error.path().as_str(), path_of(text, error.offset()), "{error}: {text}");
            }
            return Err(error.kind());
        }
        Ok(decoded) => {
            let text = std::str::from_utf8(input).unwrap();
            assert_ne!(is_json(text), Some(false), "only this decoder reads {text}");
            for warning in &decoded.warnings {
                assert!(warning.offset() < input.len(), "{warning}: {text}");
                assert_eq!(warning.path().as_str(), path_of(text, warning.offset()), "{warning}: {text}");
            }
            match (&strictly, decoded.warnings.iter().next()) {
                (Ok(same), None) => assert_eq!(same, decoded, "{text}"),
                (Err(error), Some(first)) => {
                    assert_eq!(error.kind(), DecodeErrorKind::Strict(first.kind()), "{text}");
                    assert_eq!((error.offset(), error.path()), (first.offset(), first.path()), "{text}");
                }
                (strictly, first) => panic!("{strictly:?}, {first:?}: {text}"),
            }
            round_trip(body, &decoded.value, text);
        }
    }
    Ok(())
}

/// Whether serde_json reads it; what it says of a text with a number too large for it does not tell.
fn is_json(text: &str) -> Option<bool> {
    match serde_json::from_str::<serde_json::Value>(text) {
        Err(error) if error.to_string().starts_with("number out of range") => None,
        result => Some(result.is_ok()),
    }
}

fn round_trip(body: Body, value: &Value<'_>, text: &str) {
    let written = write(value);
    let again = read(body, written.as_bytes());
    assert_eq!(again.value, *value, "{text}");
    assert_eq!(write(&again.value), written, "{text}");
}

#[test]
fn each_keeps_the_laws_and_each_half_of_one() {
    for Vector { name, body, bytes, .. } in vectors() {
        for input in [&bytes[..], &bytes[..bytes.len() / 2], &bytes[bytes.len() / 2..]] {
            keep_the_laws(body, input).unwrap_or_else(|broken| panic!("{name}: {broken}"));
        }
    }
}

#[test]
fn every_strict_prefix_is_refused() {
    for Vector { name, body, bytes, outcome, .. } in vectors() {
        let len = bytes.trim_ascii_end().len();
        for cut in 0..len {
            let result = try_anything(body, &bytes[..cut]);
            let Outcome::Writes(_) = outcome else { continue };
            let kind = result.expect_err(&name);
            // Of a sound body nothing can be wrong but that the rest is missing.
            let cut_off = match kind {
                DecodeErrorKind::Unexpected { found: Found::End, .. } => true,
                DecodeErrorKind::InvalidUtf8 => std::str::from_utf8(&bytes[..cut]).is_err(),
                // A piece of a literal is none, and a piece of a status code is no status code.
                DecodeErrorKind::Unexpected { found: Found::Byte(b't' | b'f' | b'n'), .. } => true,
                DecodeErrorKind::StatusCode => bytes[cut - 1].is_ascii_digit(),
                _ => false,
            };
            assert!(cut_off, "{name} up to byte {cut}: {kind}");
        }
    }
}

/// Wherever a byte that means something to JSON or to a URI comes to stand, too.
#[test]
fn every_replaced_byte_is_an_error_or_a_value() {
    for Vector { body, mut bytes, .. } in vectors() {
        for at in 0..bytes.len() {
            let before = bytes[at];
            for byte in *b"\"\\,:[]{} 0-.eutfn/*(?&%\0\x7f\xc3" {
                bytes[at] = byte;
                let _ = try_anything(body, &bytes);
            }
            bytes[at] = before;
        }
    }
}

#[test]
fn every_flipped_bit_is_an_error_or_a_value() {
    let mut outcomes = [0, 0];
    for Vector { body, mut bytes, .. } in vectors() {
        for at in 0..bytes.len() {
            for bit in 0..8 {
                bytes[at] ^= 1 << bit;
                outcomes[usize::from(try_anything(body, &bytes).is_ok())] += 1;
                bytes[at] ^= 1 << bit;
            }
        }
    }
    let [errors, values] = outcomes;
    assert!(errors > values / 10 && values > errors / 10, "{errors} errors, {values} values: one-sided");
}

/// Written at the end of what is there, and where that has room for it, nothing is moved.
#[test]
fn writing_appends_and_allocates_once() {
    for Vector { name, body, bytes, outcome, .. } in vectors() {
        let Outcome::Writes(text) = outcome else { continue };
        let value = read(body, &bytes).value;
        let mut out = Vec::with_capacity(text.len() + 2);
        out.extend_from_slice(b"\r\n");
        let before = (out.as_ptr(), out.capacity());
        value.encode_into(&mut out, &tolerant()).unwrap();
        assert_eq!(out, format!("\r\n{text}").as_bytes(), "{name}");
        assert_eq!((out.as_ptr(), out.capacity()), before, "{name}");
        assert_eq!(value.encode(&tolerant()).unwrap().capacity(), text.len(), "{name}");
    }
}

/// The shapes of the published examples are among the vectors: a name that goes missing is noticed.
#[test]
fn the_published_shapes_are_there() {
    let vectors = vectors();
    for name in [
        "package2/all-twelve",
        "package2/one-instance",
        "package2/wildcards",
        "package2/placeholder",
        "package3/several-uris",
        "package3/alerts",
        "package1/object-data",
        "package1/extensions",
        "package2/extensions",
        "package3/extensions",
        "management-data/extensions",
    ] {
        assert!(vectors.iter().any(|vector| vector.name == name), "{name}");
    }
    let twelve = vectors.iter().find(|vector| vector.name == "package2/all-twelve").unwrap();
    let Value::P2(package) = read(Body::P2, &twelve.bytes).value else { unreachable!() };
    let mut names: Vec<_> = package.commands.iter().map(|slot| slot.command().unwrap().name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 12);
}

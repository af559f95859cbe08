//! Writing, and the boundary that the writer takes.

use super::{boundary, naive};
use omadm::{
    EncodeError, Limit, Limits, Options,
    error::EncodeErrorKind,
    multipart::{self, Boundary, Part},
};

fn encode(parts: &[Part<'_>]) -> Result<(Boundary<'static>, Vec<u8>), EncodeError> {
    let mut out = Vec::new();
    multipart::encode(parts, &mut out, &Options::default()).map(|boundary| (boundary, out))
}

/// The boundary for parts of these contents; it is in none of them, and the body comes apart again.
fn taken(contents: &[&[u8]]) -> String {
    let parts: Vec<Part> = contents.iter().map(|content| Part::new(content)).collect();
    let (boundary, out) = encode(&parts).unwrap();
    for content in contents {
        assert!(!content.windows(boundary.as_str().len()).any(|part| part == boundary.as_str().as_bytes()));
    }
    let read = naive::read(&out, boundary.as_str()).unwrap();
    assert_eq!(read.parts.iter().map(|part| part.content.as_slice()).collect::<Vec<_>>(), contents);
    assert_eq!(read.bare, None);
    let lines = out.split(|byte| *byte == b'\n');
    let delimiter = format!("--{boundary}");
    assert_eq!(lines.filter(|line| line.starts_with(delimiter.as_bytes())).count(), contents.len() + 1);
    boundary.to_string()
}

#[test]
fn parts_are_written_as_rfc_2046_has_them() {
    let parts = [
        Part::new(b"one").with_header("Content-Type", "text/plain").with_header("X", ""),
        Part::new(b""),
        Part::new(b"\r\n").with_header("Content-ID", "<1>"),
    ];
    let (boundary, out) = encode(&parts).unwrap();
    assert_eq!(boundary, "omadm-0000000000");
    let expected = "--omadm-0000000000\r\nContent-Type: text/plain\r\nX: \r\n\r\none\r\n\
        --omadm-0000000000\r\n\r\n\r\n\
        --omadm-0000000000\r\nContent-ID: <1>\r\n\r\n\r\n\r\n\
        --omadm-0000000000--\r\n";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
    // Where a part was read does not show.
    let mut moved = parts[0].clone();
    moved.offset = 77;
    assert_eq!(encode(&[moved]).unwrap().1, encode(&parts[..1]).unwrap().1);
}

#[test]
fn it_writes_behind_what_is_there_and_nothing_on_an_error() {
    let mut out = b"before".to_vec();
    let options = Options::default();
    multipart::encode(&[Part::new(b"one")], &mut out, &options).unwrap();
    assert_eq!(out, b"before--omadm-0000000000\r\n\r\none\r\n--omadm-0000000000--\r\n");
    let whole = out.clone();
    multipart::encode(&[], &mut out, &options).unwrap_err();
    multipart::encode(&[Part::new(b"one"), Part::new(b"").with_header("a b", "")], &mut out, &options)
        .unwrap_err();
    assert_eq!(out, whole);
}

#[test]
fn the_boundary_is_in_no_part() {
    let number = |number: u64| format!("omadm-{number:010}").into_bytes();
    assert_eq!(taken(&[b""]), "omadm-0000000000");
    assert_eq!(taken(&[&number(1)]), "omadm-0000000000");
    assert_eq!(taken(&[&number(0)]), "omadm-0000000001");
    assert_eq!(taken(&[&number(0), &number(2)]), "omadm-0000000001");
    assert_eq!(taken(&[&number(1), &number(0)]), "omadm-0000000002");
    assert_eq!(taken(&[&number(2), b"", &number(0), &number(1), &number(4)]), "omadm-0000000003");
    assert_eq!(taken(&[&number(0), &number(0), &number(1), &number(1)]), "omadm-0000000002");
    assert_eq!(taken(&[&number(9_999_999_999), &number(0)]), "omadm-0000000001");
    // A whole body of the writer's own, in a part, and that in a part.
    let inner = encode(&[Part::new(b"one")]).unwrap().1;
    assert_eq!(taken(&[&inner]), "omadm-0000000001");
    let (_, outer) = encode(&[Part::new(&inner)]).unwrap();
    assert_eq!(taken(&[&outer]), "omadm-0000000002");
    // In the middle of a line, behind one another, one in another's beginning, with a digit more.
    assert_eq!(taken(&[b"xomadm-0000000000omadm-0000000001y"]), "omadm-0000000002");
    assert_eq!(taken(&[b"omadm-omadm-omadm-0000000000"]), "omadm-0000000001");
    assert_eq!(taken(&[b"omadm-00000000000000000001"]), "omadm-0000000001");
    assert_eq!(taken(&[b"\r\n--omadm-0000000000--\r\n--omadm-0000000001\r\n"]), "omadm-0000000002");
    // What is none: a digit less, at the end, in two parts, not a digit, other letters.
    assert_eq!(taken(&[b"omadm-000000000"]), "omadm-0000000000");
    assert_eq!(taken(&[b"omadm-000000000x", b"omadm-", b"0000000000"]), "omadm-0000000000");
    assert_eq!(
        taken(&[b"omadm-\xef\xbc\x90000000000", b"OMADM-0000000000", b"omadm0000000000"]),
        "omadm-0000000000"
    );
    // What is left of the line at the end of a part is not made whole by what follows.
    assert_eq!(
        taken(&[b"\r\n--", b"\r\n--omadm-", b"\r\n--omadm-000000000", b"\r", b"\n"]),
        "omadm-0000000000"
    );
    // A thousand of them, but for one.
    for missing in [0, 1, 500, 998, 999] {
        let all: Vec<u8> = (0..1000).rev().filter(|n| *n != missing).flat_map(number).collect();
        assert_eq!(taken(&[&all]), format!("omadm-{missing:010}"));
    }
    let all: Vec<u8> = (0..1000).flat_map(|n| number((n * 7) % 1000)).collect();
    assert_eq!(taken(&[&all[..8000], &all[8000..]]), "omadm-0000001000");
}

/// A header stands at the beginning of a line, and its name may be a boundary.
#[test]
fn the_boundary_is_in_no_header() {
    for (name, value, expected) in [
        ("--omadm-0000000000", "", "omadm-0000000001"),
        ("--omadm-0000000000--", "1", "omadm-0000000001"),
        ("--omadm-0000000001", "--omadm-0000000000", "omadm-0000000002"),
        ("A", "--omadm-0000000000", "omadm-0000000001"),
    ] {
        let part = Part::new(b"one").with_header("B", "2").with_header(name, value);
        let (boundary, out) = encode(&[part]).unwrap();
        assert_eq!(boundary, expected);
        let read = naive::read(&out, boundary.as_str()).unwrap();
        assert_eq!(read.parts[0].headers[1], (name.to_owned(), value.to_owned()));
    }
}

#[test]
fn the_same_parts_are_the_same_bytes() {
    let content = b"omadm-0000000000".repeat(3);
    let parts = [Part::new(&content).with_header("A", "1"), Part::new(b"")];
    let first = encode(&parts).unwrap();
    for _ in 0..10 {
        assert_eq!(encode(&parts.clone()).unwrap(), first);
    }
}

#[test]
fn a_header_stays_one_line_and_its_own() {
    let refused = "a header that is not one line of `name: value` (part 2)";
    let written = |name: &'static str, value: &str| {
        let value = value.to_owned();
        encode(&[Part::new(b"one"), Part::new(b"two").with_header("A", "1").with_header(name, value)])
            .map_err(|error| error.to_string())
    };
    for name in ["", "a b", "a:", "a:b", "a\r\nb", "é", "a\tb", " a", "a ", "\"a\"", "a(b)"] {
        assert_eq!(written(name, "1").unwrap_err(), refused, "{name:?}");
    }
    for value in ["\r", "\n", "\r\n", "a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\r\n 1", "a\0", "a\x7f", "a\u{85}b"]
    {
        assert_eq!(written("B", value).unwrap_err(), refused, "{value:?}");
    }
    // What would be lost on the way.
    for value in [" ", " a", "a ", "\ta", "a\t"] {
        assert_eq!(written("B", value).unwrap_err(), refused, "{value:?}");
    }
    for value in ["", "a", "a b", "a\tb", "a: b", "\u{a0}a\u{a0}", "é", "--b", "😀"] {
        let (boundary, out) = written("B", value).unwrap();
        let read = naive::read(&out, boundary.as_str()).unwrap();
        assert_eq!(read.parts[1].headers[1], ("B".to_owned(), value.to_owned()), "{value:?}");
    }
    let error = encode(&[Part::new(b"").with_header("a b", "")]).unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::PartHeader);
    assert_eq!(error.to_string(), "a header that is not one line of `name: value` (part 1)");
}

/// What one side writes at a limit, the other side reads at that limit; one below it neither does.
#[test]
fn limits_hold_both_ways() {
    let parts = [
        Part::new(b"one").with_header("Ab", "1").with_header("C", ""),
        Part::new(b"two").with_header("A", "1 2 3 4 5 6"),
        Part::new(b"three"),
    ];
    let (_, whole) = encode(&parts).unwrap();
    let limits = Limits::default();
    let cases = [
        (limits.with_parts(3), limits.with_parts(2), Limit::Parts, "more parts than allowed (part 3)"),
        (
            limits.with_part_header_bytes(16),
            limits.with_part_header_bytes(15),
            Limit::PartHeaderBytes,
            "more bytes in the headers of a part than allowed (part 2)",
        ),
        (
            limits.with_part_header_bytes(16),
            limits.with_part_header_bytes(11),
            Limit::PartHeaderBytes,
            "more bytes in the headers of a part than allowed (part 1)",
        ),
        (
            limits.with_body_bytes(whole.len()),
            limits.with_body_bytes(whole.len() - 1),
            Limit::BodyBytes,
            "more bytes in the body than allowed",
        ),
    ];
    for (enough, short, limit, expected) in cases {
        let (enough, short) = (Options::default().with_limits(enough), Options::default().with_limits(short));
        let mut out = Vec::new();
        let taken = multipart::encode(&parts, &mut out, &enough).unwrap();
        assert_eq!(out, whole);
        assert_eq!(multipart::decode(&out, &taken, &enough).unwrap().value.len(), 3, "{expected}");
        let error = multipart::encode(&parts, &mut out, &short).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.kind(), EncodeErrorKind::Limit(limit));
        assert!(multipart::decode(&out, &taken, &short).is_err(), "{expected}");
        assert_eq!(out, whole);
    }
    // Parts without headers have no header bytes.
    let none = Options::default().with_limits(limits.with_part_header_bytes(0));
    let mut out = Vec::new();
    let taken = multipart::encode(&parts[2..], &mut out, &none).unwrap();
    assert!(multipart::decode(&out, &taken, &none).is_ok());
}

#[test]
fn there_is_at_least_one_part() {
    let error = encode(&[]).unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::NoParts);
    assert_eq!(error.to_string(), "a multipart body without parts");
    let body = format!("--{}--\r\n", boundary("omadm-0000000000"));
    assert!(super::decode(body.as_bytes(), "omadm-0000000000", false).is_err());
}

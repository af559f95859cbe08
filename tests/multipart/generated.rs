//! Generated bodies and parts, against the naive reading.

use super::{agrees_with_the_naive_reading, naive};
use omadm::{
    Options,
    multipart::{self, Part},
};
use proptest::{
    collection::vec,
    prelude::*,
    strategy::ValueTree,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

const BOUNDARIES: [&str; 4] = ["b", "--", "a b", "simple boundary"];

fn line_end() -> impl Strategy<Value = &'static str> {
    prop_oneof![12 => Just("\r\n"), 1 => Just("\n")]
}

/// Lines of what a body is made of, and of what is almost that.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-c -]{0,4}",
        2 => Just(String::from("\r\n")),
        1 => Just(String::from("\n")),
        1 => Just(String::from("\r")),
        1 => Just(String::from("\r\n--")),
        1 => Just(String::from("\r\n --b")),
        1 => Just(String::from("\r\n--a ")),
        1 => Just(String::from("A: 1\r\n")),
        1 => Just(String::from("\0\u{e9}")),
    ];
    vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn header() -> impl Strategy<Value = String> {
    let line = ("[A-Za-z-]{1,4}|--b", "[ \t]{0,2}", "[!-~]?|[!-~][ -~\t]{0,6}[!-~]|\u{e9}", "[ \t]{0,2}");
    let line = line.prop_map(|(name, before, value, behind)| format!("{name}:{before}{value}{behind}"));
    let fold = prop::option::weighted(0.2, "[ \t]{1,2}[a-z: ]{0,4}");
    (line, line_end(), fold, line_end()).prop_map(|(line, end, fold, behind)| match fold {
        Some(fold) => format!("{line}{end}{fold}{behind}"),
        None => format!("{line}{end}"),
    })
}

fn part() -> impl Strategy<Value = String> {
    let whole = (vec(header(), 0..3), line_end(), text())
        .prop_map(|(headers, end, content)| format!("{}{end}{content}", headers.concat()));
    let headers_alone = vec(header(), 0..3).prop_map(|headers| headers.concat());
    prop_oneof![9 => whole, 1 => headers_alone]
}

/// Bodies with their boundaries, half of them with something inserted, removed or changed.
fn bodies() -> impl Strategy<Value = (Vec<u8>, &'static str)> {
    let padding = || prop_oneof![6 => Just(""), 1 => Just(" "), 1 => Just("\t ")];
    let preamble =
        prop_oneof![2 => Just(String::new()), 1 => (text(), line_end()).prop_map(|(text, end)| text + end)];
    let epilogue = prop_oneof![
        1 => Just(String::new()),
        2 => Just(String::from("\r\n")),
        1 => (line_end(), text()).prop_map(|(end, text)| format!("{end}{text}"))
    ];
    let parts = vec((padding(), line_end(), part(), line_end()), 1..4);
    let whole = (prop::sample::select(&BOUNDARIES[..]), preamble, parts, padding(), epilogue);
    let whole = whole
        .prop_map(|(boundary, preamble, parts, padding, epilogue)| {
            let parts = parts
                .into_iter()
                .map(|(padding, end, part, last)| format!("--{boundary}{padding}{end}{part}{last}"));
            let parts: String = parts.collect();
            (format!("{preamble}{parts}--{boundary}--{padding}{epilogue}").into_bytes(), boundary)
        })
        .boxed();
    let pieces: &[&[u8]] = &[
        b"--b",
        b"--b--",
        b"\r\n--b\r\n",
        b"\n",
        b"\r",
        b"\r\n",
        b"-",
        b" ",
        b"\t",
        b":",
        b"A: 1\r\n",
        b"\xff",
        b"\0",
        b"x",
        b"\r\n--a b\r\n",
        b"----",
        b"------",
    ];
    let change = (any::<prop::sample::Index>(), 0..4_u8, prop::sample::select(pieces.to_vec()), 0..6_usize);
    let broken = (whole.clone(), vec(change, 1..4)).prop_map(|((mut body, boundary), changes)| {
        for (at, how, piece, len) in changes {
            let at = at.index(body.len() + 1);
            let end = body.len().min(at + len);
            match how {
                0 => drop(body.splice(at..at, piece.iter().copied())),
                1 => drop(body.splice(at..end, piece.iter().copied())),
                2 => drop(body.drain(at..end)),
                _ if len == 0 => body.truncate(at),
                _ => {
                    if let Some(byte) = body.get_mut(at) {
                        *byte ^= 1 << len;
                    }
                }
            }
        }
        (body, boundary)
    });
    prop_oneof![1 => whole, 1 => broken]
}

#[test]
fn a_third_of_what_is_generated_is_invalid_and_a_third_is_not() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
    let (mut invalid, mut bare) = (0, 0);
    for _ in 0..900 {
        let (body, boundary) = bodies().new_tree(&mut runner).unwrap().current();
        match naive::read(&body, boundary) {
            Ok(read) => bare += usize::from(read.bare.is_some()),
            Err(_) => invalid += 1,
        }
    }
    assert!((300..600).contains(&invalid), "{invalid} of 900 are invalid");
    assert!((100..400).contains(&bare), "{bare} of 900 have a line without CR");
}

/// Contents of boundaries of the writer's own and of their pieces.
fn contents() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => "omadm-000000000[0-3]",
        1 => Just(String::from("omadm-")),
        1 => "0{8,10}[0-2]?",
        1 => "(\r\n|\n|\r)?(--)?",
        1 => "[a-z\u{e9}]{0,3}",
    ];
    vec(piece, 0..6).prop_map(|pieces| pieces.concat().into_bytes())
}

type Parts = Vec<(Vec<(String, String)>, Vec<u8>)>;

fn parts() -> impl Strategy<Value = Parts> {
    let value = "([!-~\u{e9}]([ -~\t\u{e9}]{0,6}[!-~\u{e9}])?)?|--omadm-000000000[0-3]";
    let header = ("[!#$%&'*+.^_`|~A-Za-z0-9-]{1,6}|--omadm-000000000[0-3](--)?", value);
    vec((vec(header, 0..3), contents()), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bodies_are_read_as_the_naive_reading_has_them((body, boundary) in bodies()) {
        agrees_with_the_naive_reading(&body, boundary);
    }

    #[test]
    fn parts_that_are_written_are_the_parts_that_are_read(parts in parts()) {
        let made: Vec<Part> = parts.iter().map(|(headers, content)| {
            headers.iter().fold(Part::new(content), |part, (name, value)| part.with_header(name.as_str(), value.as_str()))
        }).collect();
        let mut out = Vec::new();
        let boundary = multipart::encode(&made, &mut out, &Options::default()).unwrap();
        for (_, content) in &parts {
            prop_assert!(!content.windows(boundary.as_str().len()).any(|piece| piece == boundary.as_str().as_bytes()));
        }
        let read = naive::read(&out, boundary.as_str()).unwrap();
        let read: Parts = read.parts.into_iter().map(|part| (part.headers, part.content)).collect();
        prop_assert_eq!(read, parts);
        agrees_with_the_naive_reading(&out, boundary.as_str());
        let again = multipart::decode(&out, &boundary, &Options::strict()).unwrap().value;
        let mut twice = Vec::new();
        prop_assert_eq!(multipart::encode(&again, &mut twice, &Options::default()).unwrap(), boundary);
        prop_assert_eq!(twice, out);
    }

    /// What was read can be written.
    #[test]
    fn parts_that_were_read_are_written((body, boundary) in bodies()) {
        let Ok(read) = multipart::decode(&body, &super::boundary(boundary), &Options::default()) else { return Ok(()) };
        let mut out = Vec::new();
        let boundary = multipart::encode(&read.value, &mut out, &Options::default()).unwrap();
        let again = multipart::decode(&out, &boundary, &Options::strict()).unwrap().value;
        prop_assert_eq!(again.len(), read.value.len());
        for (one, other) in again.iter().zip(&read.value) {
            prop_assert_eq!((&one.headers, one.content), (&other.headers, other.content));
        }
    }
}

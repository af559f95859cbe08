//! `multipart/mixed`: RFC 2046's examples, exact errors, limits, the writer, and a naive reading of the RFC as oracle.

#[path = "multipart/faults.rs"]
mod faults;
#[path = "multipart/generated.rs"]
mod generated;
#[path = "multipart/linear.rs"]
mod linear;
#[path = "naive/multipart.rs"]
mod naive;
#[path = "multipart/vectors.rs"]
mod vectors;
#[path = "multipart/writer.rs"]
mod writer;

use omadm::{
    DecodeError, Decoded, Options,
    error::{DecodeErrorKind, WarningKind},
    multipart::{self, Boundary, Part},
};
use vectors::VECTORS;

fn boundary(text: &str) -> Boundary<'_> {
    Boundary::parse(text).unwrap()
}

fn decode<'a>(body: &'a [u8], text: &str, strict: bool) -> Result<Decoded<Vec<Part<'a>>>, DecodeError> {
    multipart::decode(body, &boundary(text), &Options::default().with_strict(strict))
}

/// What the naive reading says, compared with what the crate says: parts, offsets, warnings, errors and their places.
fn agrees_with_the_naive_reading(body: &[u8], boundary: &str) {
    let shown = body.escape_ascii();
    let expected = naive::read(body, boundary);
    let strict = decode(body, boundary, true);
    match decode(body, boundary, false) {
        Ok(Decoded { value: parts, warnings, .. }) => {
            let read = parts.iter().map(|part| {
                let end = part.offset + part.content.len();
                assert_eq!(&body[part.offset..end], part.content, "{shown}");
                let headers = part.headers.iter();
                naive::Part {
                    headers: headers.map(|(name, value)| (name.to_string(), value.to_string())).collect(),
                    offset: part.offset,
                    content: part.content.to_vec(),
                }
            });
            let places: Vec<usize> = warnings.iter().map(|warning| warning.offset()).collect();
            assert!(warnings.iter().all(|warning| warning.kind() == WarningKind::BareLf), "{shown}");
            let read = naive::Body { parts: read.collect(), bare: places.first().copied() };
            assert_eq!(Ok(read), expected, "{shown}");
            assert!(places.len() <= 1, "{shown}");
            match (strict, places.first()) {
                (Ok(strict), None) => assert_eq!(strict.value, parts, "{shown}"),
                (Err(error), Some(place)) => {
                    assert_eq!(error.kind(), DecodeErrorKind::Strict(WarningKind::BareLf), "{shown}");
                    assert_eq!(error.offset(), *place, "{shown}");
                }
                (strict, place) => panic!("{shown}: strict says {strict:?}, tolerant warns of {place:?}"),
            }
        }
        Err(error) => {
            let fault = match error.kind() {
                DecodeErrorKind::NoDelimiter => naive::Fault::NoDelimiter,
                DecodeErrorKind::NoCloseDelimiter => naive::Fault::NoCloseDelimiter,
                DecodeErrorKind::Delimiter => naive::Fault::Delimiter,
                DecodeErrorKind::PartHeader => naive::Fault::PartHeader,
                kind => panic!("{shown}: {kind:?}"),
            };
            let part = error.path().as_str();
            let part = if part.is_empty() { 0 } else { part.strip_prefix("part ").unwrap().parse().unwrap() };
            assert_eq!(Err((fault, error.offset(), part)), expected, "{shown}");
            let strict = strict.unwrap_err();
            assert!(
                strict == error || strict.kind() == DecodeErrorKind::Strict(WarningKind::BareLf),
                "{shown}"
            );
        }
    }
}

#[test]
fn vectors_are_read() {
    for vector in VECTORS {
        let name = vector.name;
        let decoded = decode(vector.body.as_bytes(), vector.boundary, false)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let parts: Vec<(Vec<(&str, &str)>, &str)> = decoded
            .value
            .iter()
            .map(|part| {
                let headers = part.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                (headers.collect(), std::str::from_utf8(part.content).unwrap())
            })
            .collect();
        let expected: Vec<_> =
            vector.parts.iter().map(|(headers, content)| (headers.to_vec(), *content)).collect();
        assert_eq!(parts, expected, "{name}");
        let warnings: Vec<String> = decoded.warnings.iter().map(ToString::to_string).collect();
        let strict = decode(vector.body.as_bytes(), vector.boundary, true);
        match vector.bare {
            None => {
                assert!(warnings.is_empty(), "{name}: {warnings:?}");
                assert_eq!(strict.unwrap().value, decoded.value, "{name}");
            }
            Some(place) => {
                let what = "a line of a multipart body ends without CR";
                assert_eq!(warnings, [format!("{what} at byte {place}")], "{name}");
                let refused = format!("{what} (refused: strict) at byte {place}");
                assert_eq!(strict.unwrap_err().to_string(), refused, "{name}");
            }
        }
        agrees_with_the_naive_reading(vector.body.as_bytes(), vector.boundary);
    }
}

#[test]
fn a_vector_with_lf_for_every_crlf_is_the_same_and_has_one_warning() {
    for vector in
        VECTORS.iter().filter(|vector| !vector.body.contains("\r\r") && !vector.body.contains("\n\r"))
    {
        let body = vector.body.replace("\r\n", "\n");
        let decoded = decode(body.as_bytes(), vector.boundary, false).unwrap();
        let contents: Vec<_> = decoded.value.iter().map(|part| part.content.to_vec()).collect();
        let expected: Vec<_> =
            vector.parts.iter().map(|(_, content)| content.replace("\r\n", "\n").into_bytes()).collect();
        assert_eq!(contents, expected, "{}", vector.name);
        assert_eq!(decoded.warnings.total(), 1, "{}", vector.name);
    }
}

#[test]
fn every_prefix_and_every_flipped_bit_of_the_vectors() {
    for vector in VECTORS {
        let body = vector.body.as_bytes();
        let closes = decode(body, vector.boundary, false)
            .unwrap()
            .value
            .last()
            .map(|part| part.offset + part.content.len());
        for end in 0..body.len() {
            agrees_with_the_naive_reading(&body[..end], vector.boundary);
            // What ends in front of the line that closes it is no value.
            if end <= closes.unwrap() {
                assert!(decode(&body[..end], vector.boundary, false).is_err(), "{}", vector.name);
            }
        }
        let mut body = body.to_vec();
        for bit in 0..body.len() * 8 {
            body[bit / 8] ^= 1 << (bit % 8);
            agrees_with_the_naive_reading(&body, vector.boundary);
            body[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

#[test]
fn a_header_is_found_in_any_case_and_the_first_counts() {
    let body = b"--b\r\ncontent-TYPE: 1\r\nContent-Type: 2\r\nX:\r\n\r\none\r\n--b--\r\n";
    let part = decode(body, "b", true).unwrap().value.remove(0);
    for name in ["Content-Type", "content-type", "CONTENT-TYPE", "cOnTeNt-TyPe"] {
        assert_eq!(part.header(name), Some("1"));
    }
    assert_eq!(part.header("x"), Some(""));
    assert_eq!(part.header("Content"), None);
    assert_eq!(part.header("Content-Type:"), None);
    assert_eq!(part.header(""), None);
    // Read is what was there.
    assert!(part.headers.iter().all(|(name, value)| name.is_borrowed() && value.is_borrowed()));
    let made = Part::new(b"one").with_header("content-TYPE", "1").with_header("Content-Type", "2");
    assert_eq!(part.headers[..2], made.headers[..]);
    assert_eq!((part.content, part.offset, made.offset), (made.content, 45, 0));
}

#[test]
fn what_is_read_fits_what_is_there() {
    // The room for headers is not more than 16 times what they are in the body.
    for count in [1, 2, 3, 5, 17, 100, 1000, 2700] {
        let body = format!("--b\r\n{}\r\none\r\n--b--\r\n", "a:\n".repeat(count));
        let part = decode(body.as_bytes(), "b", false).unwrap().value.remove(0);
        assert_eq!(part.headers.len(), count);
        assert!(part.headers.capacity() <= count, "{} for {count}", part.headers.capacity());
    }
}

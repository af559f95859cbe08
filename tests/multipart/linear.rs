//! Bodies on which a reader may lose itself. Each is as long as one may be by default: going back over what was read takes
//! minutes with it, going over it once a moment. So nothing is measured here; a test that does not end has failed.

use super::boundary;
use omadm::{
    DecodeError, Limits, Options,
    multipart::{self, Part},
};

const SIZE: usize = 2 << 20;

fn options() -> Options {
    let limits = Limits::default()
        .with_body_bytes(usize::MAX)
        .with_parts(usize::MAX)
        .with_part_header_bytes(usize::MAX);
    Options::default().with_limits(limits)
}

/// As much of `piece` as fills a body, between a beginning and an end.
fn filled(begin: &str, piece: &[u8], end: &str) -> Vec<u8> {
    [begin.as_bytes(), &piece.repeat(SIZE / piece.len()), end.as_bytes()].concat()
}

fn parts<'a>(body: &'a [u8], text: &str) -> Result<Vec<Part<'a>>, DecodeError> {
    multipart::decode(body, &boundary(text), &options()).map(|decoded| decoded.value)
}

#[test]
fn almost_boundaries() {
    let long = "-".repeat(70);
    let mixed = "ab".repeat(35);
    for text in ["b", "-", "--------", long.as_str(), mixed.as_str(), "simple boundary"] {
        let pieces: [Vec<u8>; 9] = [
            // The boundary but for its last character, on a line of its own.
            format!("\r\n--{}", &text[..text.len() - 1]).into_bytes(),
            // The boundary, on no line of its own.
            format!("\r--{text}").into_bytes(),
            format!(" --{text}").into_bytes(),
            // All that a line of the boundary begins with.
            b"\r\n".to_vec(),
            b"\r\n-".to_vec(),
            b"\r".to_vec(),
            b"\n".to_vec(),
            b"a".to_vec(),
            b"abb".to_vec(),
        ];
        for piece in pieces.iter().filter(|piece| !(text == "-" && piece.ends_with(b"-"))) {
            let body = filled(&format!("--{text}\r\n\r\n"), piece, &format!("\r\n--{text}--"));
            let read = parts(&body, text).unwrap();
            assert_eq!(read.len(), 1);
            assert!(read[0].content.len() > SIZE - 100);
            // The same in the preamble, and without an end.
            let body = filled("", piece, &format!("\r\n--{text}\r\n\r\n\r\n--{text}--"));
            assert_eq!(parts(&body, text).unwrap().len(), 1);
            let body = filled(&format!("--{text}\r\n\r\n"), piece, "");
            assert_eq!(parts(&body, text).unwrap_err().offset(), body.len());
        }
    }
    // Every byte of a line begins the boundary once more.
    for text in ["-", "--------", long.as_str()] {
        let body = filled(&format!("--{text}\r\n\r\nx"), b"-", &format!("\r\n--{text}--"));
        assert_eq!(parts(&body, text).unwrap()[0].content.len(), SIZE + 1);
    }
}

#[test]
fn many_parts_headers_and_folded_lines() {
    let body = filled("", b"--b\r\n", "--b--");
    assert_eq!(parts(&body, "b").unwrap().len(), SIZE / 5);
    let body = filled("--b\r\n", b"a:\n", "\r\n--b--");
    assert_eq!(parts(&body, "b").unwrap()[0].headers.len(), SIZE / 3);
    let body = filled("--b\r\na: b\r\n", b" c\n", "\r\n--b--");
    assert_eq!(parts(&body, "b").unwrap()[0].headers[0].1.len(), 1 + SIZE / 3 * 2);
    let body = filled("--b\r\na: b\r\n", b" \n", "\r\n--b--");
    assert_eq!(parts(&body, "b").unwrap()[0].headers[0].1, "b");
    let body = filled("--b\r\na: b\r\n", b" ", "\r\n\r\n\r\n--b--");
    assert_eq!(parts(&body, "b").unwrap()[0].headers[0].1, "b");
    let body = filled("--b", b" ", "\r\n\r\n\r\n--b--");
    assert_eq!(parts(&body, "b").unwrap().len(), 1);
    let body = filled("--b\r\n\r\n\r\n--b--", b"\t", "\r\n");
    assert_eq!(parts(&body, "b").unwrap().len(), 1);
}

#[test]
fn contents_that_take_the_writers_boundaries() {
    let all: String = (0..SIZE / 16).map(|number| format!("omadm-{:010}", number / 2 * 2)).collect();
    for content in [all.into_bytes(), filled("", b"omadm-", ""), filled("", b"omadm-0000000000", "")] {
        let mut out = Vec::new();
        let taken = multipart::encode(&[Part::new(&content), Part::new(b"")], &mut out, &options()).unwrap();
        assert!(taken == "omadm-0000000001" || taken == "omadm-0000000000");
    }
}

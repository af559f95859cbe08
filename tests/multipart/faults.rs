//! What is wrong, why, and where.

use super::{boundary, decode};
use omadm::{
    Limit, Limits, MediaType, Options, StatusCode,
    error::{DecodeErrorKind, ParseErrorKind},
    multipart::{self, Boundary},
};

const NO_DELIMITER: &str = "no line of the boundary begins a part";
const NO_CLOSE: &str = "no line of the boundary closes the last part";
const GOES_ON: &str = "a line begins with the boundary and goes on otherwise";
const HEADER: &str = "expected a header line of a part (`name: value`)";

/// The boundary is `b`: the body, what is wrong, and where.
const FAULTS: &[(&[u8], &str, &str)] = &[
    // There is no part.
    (b"", NO_DELIMITER, "0"),
    (b"text\r\n", NO_DELIMITER, "0"),
    (b"--a\r\n\r\n--B--\r\n", NO_DELIMITER, "0"),
    (b"x--b\r\n\r\n --b--\r\n", NO_DELIMITER, "0"),
    (b"\r--b\r\n\r\none\r--b--\r\n", NO_DELIMITER, "0"),
    (b"--b--", NO_DELIMITER, "0"),
    (b"--b--\r\n\r\n--b\r\n\r\n--b--\r\n", NO_DELIMITER, "0"),
    (b"x--b\r\n\r\n--b--\r\n", NO_DELIMITER, "8"),
    // It is cut off.
    (b"--b", NO_CLOSE, "3"),
    (b"--b\t ", NO_CLOSE, "5"),
    (b"--b\r", NO_CLOSE, "4"),
    (b"--b-", NO_CLOSE, "4"),
    (b"pre\r\n--b", NO_CLOSE, "8"),
    (b"--b\r\n", NO_CLOSE, "5 (part 1)"),
    (b"--b\n", NO_CLOSE, "4 (part 1)"),
    (b"--b\r\nA: 1", NO_CLOSE, "9 (part 1)"),
    (b"--b\r\n\r\none", NO_CLOSE, "10 (part 1)"),
    (b"--b\r\nno header\r\n", NO_CLOSE, "16 (part 1)"),
    (b"--b\r\n\r\none\r\n--b", NO_CLOSE, "15 (part 1)"),
    (b"--b\r\n\r\none\r\n--b-", NO_CLOSE, "16 (part 1)"),
    (b"--b\r\n\r\none\r\n--b--\r", NO_CLOSE, "18 (part 1)"),
    (b"--b\r\n\r\none\r\n--b\r\n", NO_CLOSE, "17 (part 2)"),
    (b"--b\r\n\r\none\r\n--b\r\nA: 1\r\n\r\ntwo\r\n --b--\r\n", NO_CLOSE, "38 (part 2)"),
    // A line of the boundary and of something else.
    (b"--bX\r\n", GOES_ON, "0"),
    (b"--b -", GOES_ON, "0"),
    (b"--b:\r\n\r\none\r\n--b--\r\n", GOES_ON, "0"),
    (b"--b\xff\r\n\r\none\r\n--b--\r\n", GOES_ON, "0"),
    (b"--b\rX\n\r\none\r\n--b--\r\n", GOES_ON, "0"),
    (b"--b \r \r\n\r\none\r\n--b--\r\n", GOES_ON, "0"),
    (b"pre\r\n--bb\r\n--b\r\n\r\none\r\n--b--\r\n", GOES_ON, "5"),
    (b"--b\r\n\r\none\r\n--bX", GOES_ON, "12 (part 1)"),
    (b"--b\r\n\r\none\r\n--b-\r\n--b--\r\n", GOES_ON, "12 (part 1)"),
    (b"--b\r\n\r\none\r\n--b --\r\n", GOES_ON, "12 (part 1)"),
    (b"--b\r\n\r\none\r\n--b---\r\n", GOES_ON, "12 (part 1)"),
    (b"--b\r\n\r\none\r\n--b--X\r\n", GOES_ON, "12 (part 1)"),
    (b"--b\r\n\r\none\r\n--b-- X\r\n", GOES_ON, "12 (part 1)"),
    (b"--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--bX\r\n--b--\r\n", GOES_ON, "24 (part 2)"),
    (b"--b\r\nA: 1\r\n--bX\r\n\r\none\r\n--b--\r\n", GOES_ON, "11 (part 1)"),
    // Lines that are no headers.
    (b"--b\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nno header\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\n: 1\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA B: 1\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA : 1\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\n\xc3\xa9: 1\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA\"B: 1\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\n A: 1\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\n \r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA: \xff\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA: \0\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA: \x7f\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA: \xc2\x85\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA: 1\r2\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA: 1\r\r\n\r\none\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA: 1\r\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\n\r\r\n--b--\r\n", HEADER, "5 (part 1)"),
    (b"--b\r\nA: 1\r\n\rB: 2\r\n\r\none\r\n--b--\r\n", HEADER, "11 (part 1)"),
    (b"--b\r\nA: 1\r\n 2\r\n \x01\r\n\r\none\r\n--b--\r\n", HEADER, "15 (part 1)"),
    (b"--b\r\n\r\none\r\n--b\r\nA: 1\r\ntwo\r\n--b--\r\n", HEADER, "23 (part 2)"),
    (b"pre\n--b\n\none\n--b\nA: 1\ntwo\n--b--\n", HEADER, "22 (part 2)"),
];

#[test]
fn a_fault_says_why_and_where() {
    for (body, kind, place) in FAULTS {
        let error = decode(body, "b", false).unwrap_err();
        let shown = body.escape_ascii();
        assert_eq!(error.to_string(), format!("{kind} at byte {place}"), "{shown}");
        assert_eq!(error.http_status(), StatusCode::BAD_REQUEST, "{shown}");
        assert!(error.offset() <= body.len(), "{shown}");
    }
    // Strict decoding refuses the same, and where a line has no CR it may say that first.
    for (body, kind, place) in FAULTS {
        let error = decode(body, "b", true).unwrap_err();
        if error.kind() != DecodeErrorKind::Strict(omadm::error::WarningKind::BareLf) {
            assert_eq!(error.to_string(), format!("{kind} at byte {place}"));
        } else {
            assert!(body.windows(2).any(|pair| pair[1] == b'\n' && pair[0] != b'\r') || body[0] == b'\n');
        }
    }
}

#[test]
fn a_boundary_is_1_to_70_characters_of_those_there_are() {
    let allowed = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'()+_,-./:=? ";
    for c in (0..=0x2ff_u32).filter_map(char::from_u32) {
        for text in [format!("a{c}a"), format!("{c}a")] {
            let boundary = Boundary::parse(&text);
            assert_eq!(boundary.is_ok(), allowed.contains(c), "{text:?}");
            if let Err(error) = boundary {
                assert_eq!(error.kind(), ParseErrorKind::Character(c));
                assert_eq!(error.offset(), text.find(c).unwrap());
            }
        }
    }
    for (text, expected) in [
        ("", "it is empty at byte 0"),
        (" ", "' ' may not stand here unescaped at byte 0"),
        ("a b ", "' ' may not stand here unescaped at byte 3"),
        ("a;b", "';' may not stand here unescaped at byte 1"),
        ("aé", "'é' may not stand here unescaped at byte 1"),
        ("a\r\nb", "'\\r' may not stand here unescaped at byte 1"),
        (&"x".repeat(71), "it is longer than 70 characters at byte 70"),
        (&format!("{};", "x".repeat(71)), "';' may not stand here unescaped at byte 71"),
        (&format!("{} ", "x".repeat(70)), "it is longer than 70 characters at byte 70"),
    ] {
        assert_eq!(Boundary::parse(text).unwrap_err().to_string(), expected, "{text:?}");
        assert_eq!(text.parse::<Boundary>().unwrap_err().to_string(), expected);
        assert_eq!(Boundary::try_from(text.to_owned()).unwrap_err().to_string(), expected);
    }
    for text in ["x".repeat(70), "x".to_owned(), "a b".to_owned(), " b".to_owned(), "?".to_owned()] {
        let boundary = Boundary::parse(&text).unwrap();
        assert_eq!(boundary, text.as_str());
        assert_eq!(boundary.to_string(), text);
        assert_eq!(boundary.as_str(), text);
        assert_eq!(format!("{boundary:?}"), format!("{text:?}"));
        assert_eq!(boundary.clone().into_owned(), text.parse::<Boundary>().unwrap());
        assert_eq!(serde_json::to_string(&boundary).unwrap(), format!("{text:?}"));
        assert_eq!(serde_json::from_str::<Boundary>(&format!("{text:?}")).unwrap(), boundary);
    }
}

/// RFC 2046, section 5.1.1: a boundary with a colon has to be quoted in the media type.
#[test]
fn a_boundary_is_taken_from_a_media_type() {
    for (text, expected) in [
        ("multipart/mixed; boundary=gc0p4Jq0M2Yt08j34c0p", Some("gc0p4Jq0M2Yt08j34c0p")),
        ("multipart/mixed; boundary=\"gc0pJq0M:08jU534c0p\"", Some("gc0pJq0M:08jU534c0p")),
        ("multipart/mixed; boundary=gc0pJq0M:08jU534c0p", None),
        ("multipart/mixed; boundary=\"simple boundary\"", Some("simple boundary")),
        ("multipart/mixed; boundary=\"---- main boundary ----\"", Some("---- main boundary ----")),
        ("Multipart/Mixed ; BOUNDARY=\"a\\b\"", Some("ab")),
    ] {
        let media_type = MediaType::parse(text).ok();
        let boundary = media_type.as_ref().and_then(|media_type| media_type.parameter("boundary"));
        assert_eq!(boundary, expected, "{text}");
        let Some(boundary) = boundary else { continue };
        let body = format!("--{boundary}\r\n\r\none\r\n--{boundary}--\r\n");
        assert_eq!(decode(body.as_bytes(), boundary, true).unwrap().value[0].content, b"one");
    }
}

/// One below and one above, and what is said.
#[test]
fn limits_of_reading() {
    let body = b"--b\r\nAb: 1\r\nC:\r\n\r\none\r\n--b\r\nA: 1\r\n 2\r\n--b--\r\n";
    let limits = Limits::default();
    let cases = [
        (
            limits.with_parts(2),
            limits.with_parts(1),
            Limit::Parts,
            "more parts than allowed at byte 23 (part 1)",
        ),
        (limits, limits.with_parts(0), Limit::Parts, "more parts than allowed at byte 0"),
        (
            limits.with_part_header_bytes(11),
            limits.with_part_header_bytes(10),
            Limit::PartHeaderBytes,
            "more bytes in the headers of a part than allowed at byte 5 (part 1)",
        ),
        (
            limits.with_body_bytes(body.len()),
            limits.with_body_bytes(body.len() - 1),
            Limit::BodyBytes,
            "more bytes in the body than allowed at byte 44",
        ),
    ];
    assert_eq!(body.len(), 45);
    for (enough, short, limit, expected) in cases {
        let read = |limits| {
            multipart::decode(body, &boundary("b"), &Options::default().with_limits(limits)).map(drop)
        };
        assert_eq!(read(enough), Ok(()), "{expected}");
        let error = read(short).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.kind(), DecodeErrorKind::Limit(limit));
        assert_eq!(error.http_status(), StatusCode::CONTENT_TOO_LARGE);
    }
    // In the second part, whose last header's end is the boundary's.
    let body = b"--b\r\n\r\n\r\n--b\r\nA: 1\r\n 2\r\n--b--\r\n";
    let read = |most| {
        let options = Options::default().with_limits(limits.with_part_header_bytes(most));
        multipart::decode(body, &boundary("b"), &options).map(drop).map_err(|error| error.to_string())
    };
    assert_eq!(read(8), Ok(()));
    let error = "more bytes in the headers of a part than allowed at byte 14 (part 2)";
    assert_eq!(read(7).unwrap_err(), error);
    assert_eq!(read(5).unwrap_err(), error);
    // Where there are no headers nothing is counted, however long the content is.
    let body = b"--b\r\n\r\ncontent without a line end\r\n--b--\r\n";
    let options = Options::default().with_limits(limits.with_part_header_bytes(0));
    assert!(multipart::decode(body, &boundary("b"), &options).is_ok());
    // A line without end is judged by its length, not by what is in it.
    let body = [b"--b\r\n", vec![0xff; 9000].as_slice(), b"\r\n--b--\r\n"].concat();
    let error = multipart::decode(&body, &boundary("b"), &Options::default()).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Limit(Limit::PartHeaderBytes));
}

#[test]
fn the_warning_counts_against_no_limit_but_is_kept_within_one() {
    let options = Options::default().with_limits(Limits::default().with_warnings(0));
    let decoded = multipart::decode(b"--b\n\none\n--b--\n", &boundary("b"), &options).unwrap();
    assert_eq!((decoded.warnings.iter().count(), decoded.warnings.total()), (0, 1));
}

//! What is wrong in a body of parts: exact texts, offsets into the whole body, and paths.

use super::{INITIATION, MO, MULTIPART, REQUEST, RESPONSE, decode, media_type, parts, warnings};
use omadm::{Limits, Options, StatusCode, body, error::DecodeErrorKind};
use std::error::Error;

const STATUS: &str = "application/dm20status";

/// So many bytes behind the beginning of the content of a part (counted from 0), or of what its Content-Type is and what
/// follows that in its headers.
#[derive(Clone, Copy)]
enum At {
    Content(usize, usize),
    Type(usize, usize),
}
use At::{Content, Type};

/// The parts, what is wrong with them, where, the path, and the HTTP status.
type Fault = (&'static [(&'static str, &'static str)], &'static str, At, &'static str, u16);

const FAULTS: &[Fault] = &[
    // The wrong package, or data, in the wrong place.
    (
        &[(REQUEST, r#"{"CMD":[["END"]]}"#)],
        "a media type that is not read here",
        Type(0, 0),
        "part 1: Content-Type",
        415,
    ),
    (
        &[("application/dm20", "END")],
        "a media type that is not read here",
        Type(0, 0),
        "part 1: Content-Type",
        415,
    ),
    (&[(MO, "[]")], "a media type that is not read here", Type(0, 0), "part 1: Content-Type", 415),
    (
        &[("application/json", "[]"), (STATUS, "200")],
        "a media type that is not read here",
        Type(0, 0),
        "part 1: Content-Type",
        415,
    ),
    (
        &[("application/vnd.oma.dm.notification", "\x10\0")],
        "a media type that is not read here",
        Type(0, 0),
        "part 1: Content-Type",
        415,
    ),
    (
        &[("multipart/mixed; boundary=c", "--c\r\n\r\n\r\n--c--")],
        "a media type that is not read here",
        Type(0, 0),
        "part 1: Content-Type",
        415,
    ),
    (&[("text/html", "200")], "a media type that is not read here", Type(0, 0), "part 1: Content-Type", 415),
    (
        &[(STATUS, "200"), (STATUS, "200")],
        "a media type that is not read here",
        Type(1, 0),
        "part 2: Content-Type",
        415,
    ),
    (
        &[(RESPONSE, r#"{"Status":[]}"#), (RESPONSE, r#"{"Status":[]}"#)],
        "a media type that is not read here",
        Type(1, 0),
        "part 2: Content-Type",
        415,
    ),
    (
        &[(STATUS, "200"), (MO, "[]"), (INITIATION, "{}")],
        "a media type that is not read here",
        Type(2, 0),
        "part 3: Content-Type",
        415,
    ),
    (
        &[(STATUS, "200"), (MO, "[]"), ("multipart/mixed; boundary=b", "")],
        "a media type that is not read here",
        Type(2, 0),
        "part 3: Content-Type",
        415,
    ),
    (
        &[(STATUS, "200"), ("application/vnd.oma.dm.notification", "\x10\0")],
        "a media type that is not read here",
        Type(1, 0),
        "part 2: Content-Type",
        415,
    ),
    (
        &[(STATUS, "200"), ("application/tnds20", "")],
        "a media type that is not read here",
        Type(1, 0),
        "part 2: Content-Type",
        415,
    ),
    // A media type that is none.
    (&[("", "200")], "malformed Content-Type: it is empty", Type(0, 0), "part 1: Content-Type", 415),
    (
        &[("application", "200")],
        "malformed Content-Type: expected `/` behind the type",
        Type(0, 11),
        "part 1: Content-Type",
        415,
    ),
    (
        &[(STATUS, "200"), ("text/", "[]")],
        "malformed Content-Type: expected a subtype behind `/`",
        Type(1, 5),
        "part 2: Content-Type",
        415,
    ),
    (
        &[(STATUS, "200"), (MO, "[]"), ("application/json;charset", "[]")],
        "malformed Content-Type: expected `=` behind the name of a parameter",
        Type(2, 24),
        "part 3: Content-Type",
        415,
    ),
    // Packed.
    (
        &[("application/dm20status\r\nContent-Transfer-Encoding: base64", "MjAw")],
        "a Content-Transfer-Encoding other than 7bit, 8bit and binary",
        Type(0, 51),
        "part 1: Content-Transfer-Encoding",
        415,
    ),
    (
        &[("application/dm20status\r\nContent-Encoding: gzip", "200")],
        "a Content-Encoding other than identity",
        Type(0, 42),
        "part 1: Content-Encoding",
        415,
    ),
    (
        &[(STATUS, "200"), ("application/json\r\ncontent-transfer-encoding: Quoted-Printable", "[]")],
        "a Content-Transfer-Encoding other than 7bit, 8bit and binary",
        Type(1, 45),
        "part 2: Content-Transfer-Encoding",
        415,
    ),
    (
        &[(STATUS, "200"), ("application/json\r\nCONTENT-ENCODING: identity, gzip", "[]")],
        "a Content-Encoding other than identity",
        Type(1, 46),
        "part 2: Content-Encoding",
        415,
    ),
    (
        &[(STATUS, "200"), ("application/json\r\nContent-Encoding: identity\r\nContent-Encoding: br", "[]")],
        "a Content-Encoding other than identity",
        Type(1, 64),
        "part 2: Content-Encoding",
        415,
    ),
    // The other headers are looked at before the content is.
    (
        &[(STATUS, "200"), ("application/json\r\nContent-Encoding: gzip", "\u{1f}\u{8b}")],
        "a Content-Encoding other than identity",
        Type(1, 36),
        "part 2: Content-Encoding",
        415,
    ),
    // Said twice.
    (
        &[("application/dm20status\r\nContent-Type: application/json", "200")],
        "the Content-Type stands twice, with different values",
        Type(0, 0),
        "part 1: Content-Type",
        415,
    ),
    // On a folded line, where it is in the body and not in what the lines are joined to.
    (
        &[(STATUS, "200"), ("application/json;\r\n \t charset =utf-8", "[]")],
        "malformed Content-Type: expected `=` behind the name of a parameter",
        Type(1, 29),
        "part 2: Content-Type",
        415,
    ),
    (
        &[("\r\n \r\n  application/dm20status;\r\n x=\"\r\n\tq", "200")],
        "malformed Content-Type: a quoted string has no end",
        Type(0, 35),
        "part 1: Content-Type",
        415,
    ),
    // What the decoders say, in the whole body.
    (&[(RESPONSE, "7")], "expected an object, found a number", Content(0, 0), "part 1", 400),
    (
        &[(RESPONSE, r#"{"Status":[{"sc":200},{"sc":2}]}"#)],
        "`sc` is not an integer from 100 to 599",
        Content(0, 28),
        "part 1: Status[1].sc",
        400,
    ),
    (
        &[(RESPONSE, r#"{"Status":[],"a":[1,]}"#)],
        "expected a value, found `]`",
        Content(0, 20),
        "part 1: a",
        400,
    ),
    (
        &[(RESPONSE, r#"{"\u0053tatus":[{"sc":99}]}"#)],
        "`sc` is not an integer from 100 to 599",
        Content(0, 22),
        "part 1: [\"\\u0053tatus\"][0].sc",
        400,
    ),
    (
        &[(RESPONSE, r#"{"Status":[]} "#), (MO, "[] x")],
        "expected the end of the input",
        Content(1, 3),
        "part 2",
        400,
    ),
    (
        &[(STATUS, "200\r\n99\r\n")],
        "expected a status code from 100 to 599",
        Content(0, 5),
        "part 1: line 2",
        400,
    ),
    (
        &[(STATUS, "200\r\n\x0b")],
        "a control character that ends no line",
        Content(0, 5),
        "part 1: line 2",
        400,
    ),
    (
        &[(INITIATION, r#"{"Alert":[{"AlertType":7}]}"#)],
        "expected a string, found a number",
        Content(0, 23),
        "part 1: Alert[0].AlertType",
        400,
    ),
    (
        &[(STATUS, "200"), (MO, "[7]")],
        "expected an object, found a number",
        Content(1, 1),
        "part 2: [0]",
        400,
    ),
    (
        &[(STATUS, "200"), (MO, "")],
        "expected an array, found the end of the input",
        Content(1, 0),
        "part 2",
        400,
    ),
    (
        &[(STATUS, ""), (MO, "[]"), (MO, r#"[{"MOData":{"a":{"b":[]}}}]"#)],
        "expected an object, a string, a number, a boolean or null, found an array",
        Content(2, 21),
        "part 3: [0].MOData.a.b",
        400,
    ),
    (
        &[(STATUS, "200"), (MO, "[]"), (MO, "\u{feff}[]")],
        "the input begins with a byte order mark",
        Content(2, 0),
        "part 3",
        400,
    ),
    // The first of two.
    (
        &[(STATUS, "99"), (MO, "7")],
        "expected a status code from 100 to 599",
        Content(0, 0),
        "part 1: line 1",
        400,
    ),
    // Whether it belongs there is said before what is wrong with it.
    (&[(REQUEST, "7")], "a media type that is not read here", Type(0, 0), "part 1: Content-Type", 415),
];

#[test]
fn a_fault_in_a_part_says_why_and_where() {
    for (list, kind, at, path, status) in FAULTS {
        let body = parts(list);
        let (Content(part, inside) | Type(part, inside)) = *at;
        let before: usize = list.iter().take(part).map(|part| parts(&[*part]).len() - 7).sum();
        let content = if let Content(..) = at { list[part].0.len() + "\r\n\r\n".len() } else { 0 };
        let offset = before + "--b\r\nContent-Type: ".len() + content + inside;
        let error = decode(MULTIPART, &body).unwrap_err();
        assert_eq!(error.to_string(), format!("{kind} at byte {offset} ({path})"), "{list:?}");
        assert_eq!(error.http_status().as_u16(), *status, "{list:?}");
        // The same offset in a body with something in front of it.
        let longer = [b"preamble\r\n".as_slice(), &body].concat();
        let error = decode(MULTIPART, &longer).unwrap_err();
        assert_eq!((error.offset(), error.path().as_str()), (offset + 10, *path), "{list:?}");
    }
}

/// By hand, so that nothing above counts for itself.
#[test]
fn offsets_by_hand() {
    let body = b"--b\r\nContent-Type: application/dm20status\r\n\r\n200\r\n--b\r\n\
        Content-Type: application/json\r\n\r\n[{\"MOData\":7}]\r\n--b--\r\n";
    //  5 + 38 + 2 = 45, 200, 48 + 2 + 5 = 55, + 32 + 2 = 89, + 11 = 100
    assert_eq!(&body[45..48], b"200");
    assert_eq!(&body[100..101], b"7");
    let error = decode(MULTIPART, body).unwrap_err();
    assert_eq!(error.to_string(), "expected an object, found a number at byte 100 (part 2: [0].MOData)");
    assert_eq!(error.offset(), 100);
    assert_eq!(error.path().as_str(), "part 2: [0].MOData");
    let body = b"--b\r\nContent-Type: application/json\r\n\r\n[]\r\n--b--\r\n";
    let error = decode(MULTIPART, body).unwrap_err();
    assert_eq!(error.to_string(), "a media type that is not read here at byte 19 (part 1: Content-Type)");
}

#[test]
fn invalid_utf8_in_a_part_keeps_its_cause() {
    let body = b"--b\r\nContent-Type: application/dm20status\r\n\r\n200 \xff\r\n--b--\r\n";
    let error = decode(MULTIPART, body).unwrap_err();
    assert_eq!(error.to_string(), "the input is not UTF-8 at byte 49 (part 1: line 1)");
    let source = error.source().unwrap().downcast_ref::<std::str::Utf8Error>().unwrap();
    assert_eq!(source.valid_up_to(), 4);
}

#[test]
fn an_untyped_part_is_an_error() {
    for (body, expected) in [
        ("--b\r\n\r\n200\r\n--b--", "the Content-Type is missing at byte 7 (part 1)"),
        ("--b\r\n--b--", "the Content-Type is missing at byte 5 (part 1)"),
        ("--b\r\nContent-ID: 1\r\n\r\n200\r\n--b--", "the Content-Type is missing at byte 22 (part 1)"),
        (
            "--b\r\nContent-Type: application/dm20status\r\n\r\n200\r\n--b\r\nX-Content-Type: application/json\r\n\r\n[]\r\n--b--",
            "the Content-Type is missing at byte 91 (part 2)",
        ),
    ] {
        let error = decode(MULTIPART, body.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), expected, "{body}");
        assert_eq!(error.http_status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
}

#[test]
fn what_a_part_is_not_packed_with() {
    for header in [
        "Content-Transfer-Encoding: 7bit",
        "content-transfer-encoding: 8BIT",
        "CONTENT-TRANSFER-ENCODING: Binary",
        "Content-Encoding: identity",
        "content-encoding: IDENTITY",
        "Content-Encodings: gzip",
        "X: gzip",
    ] {
        let body = parts(&[(&format!("{STATUS}\r\n{header}"), "200")]);
        assert!(decode(MULTIPART, &body).is_ok(), "{header}");
    }
}

/// As mail programs write long headers.
#[test]
fn a_folded_content_type_is_read() {
    for text in [
        "\r\n application/dm20status",
        "application/dm20status;\r\n\tcharset=utf-8",
        "\r\n \r\n application/dm20status\r\n ",
    ] {
        let body = parts(&[(text, "200")]);
        assert!(decode(MULTIPART, &body).is_ok(), "{text:?}");
    }
}

#[test]
fn a_boundary_is_needed_and_has_to_be_one() {
    let body = parts(&[(STATUS, "200")]);
    for (text, expected, offset) in [
        ("multipart/mixed", "the media type has no boundary at byte 0", None),
        ("multipart/mixed;charset=utf-8", "the media type has no boundary at byte 0", None),
        ("multipart/mixed;boundary=\"\"", "malformed boundary: it is empty at byte 0", Some(0)),
        (
            "multipart/mixed;boundary=\"b;\"",
            "malformed boundary: ';' may not stand here unescaped at byte 0",
            Some(1),
        ),
        (
            "multipart/mixed;boundary=\"b \"",
            "malformed boundary: ' ' may not stand here unescaped at byte 0",
            Some(1),
        ),
        (
            "multipart/mixed;boundary=\"\u{e9}\"",
            "malformed boundary: 'é' may not stand here unescaped at byte 0",
            Some(0),
        ),
    ] {
        let error = decode(text, &body).unwrap_err();
        assert_eq!(error.to_string(), expected, "{text}");
        assert_eq!(error.http_status(), StatusCode::BAD_REQUEST);
        let source =
            error.source().map(|source| source.downcast_ref::<omadm::error::ParseError>().unwrap().offset());
        assert_eq!(source, offset, "{text}");
    }
    let long = format!("multipart/mixed;boundary={}", "x".repeat(71));
    assert_eq!(
        decode(&long, &body).unwrap_err().to_string(),
        "malformed boundary: it is longer than 70 characters at byte 0"
    );
    // One that is one, and not that of the body.
    let error = decode("multipart/mixed;boundary=c", &body).unwrap_err();
    assert_eq!(error.to_string(), "no line of the boundary begins a part at byte 0");
    for text in ["b", "gc0pJq0M:08jU534c0p", "simple boundary", "---- main boundary ----", "?"] {
        let body = String::from_utf8(body.clone()).unwrap().replace("--b", &format!("--{text}"));
        assert!(decode(&format!("multipart/mixed; boundary=\"{text}\""), body.as_bytes()).is_ok(), "{text}");
    }
}

#[test]
fn what_is_wrong_with_the_parts_themselves() {
    for (body, expected) in [
        ("", "no line of the boundary begins a part at byte 0"),
        ("--b--\r\n", "no line of the boundary begins a part at byte 0"),
        (
            "--b\r\nContent-Type: application/dm20status\r\n\r\n99\r\n",
            "no line of the boundary closes the last part at byte 49 (part 1)",
        ),
        (
            "--b\r\nContent-Type application/dm20status\r\n\r\n99\r\n--b--",
            "expected a header line of a part (`name: value`) at byte 5 (part 1)",
        ),
        // The parts come first, whatever is in them.
        (
            "--b\r\nContent-Type: text/html\r\n\r\n99\r\n--bb\r\n",
            "a line begins with the boundary and goes on otherwise at byte 36 (part 1)",
        ),
    ] {
        let error = decode(MULTIPART, body.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.http_status(), StatusCode::BAD_REQUEST);
    }
}

/// Of the parts and of the body, one below and one above.
#[test]
fn limits_of_parts() {
    let body =
        parts(&[(STATUS, "200\r\n404"), (MO, "[]"), (MO, r#"[{"ClientURI":"urn:x//a","MOData":{"a":1}}]"#)]);
    let limits = Limits::default();
    for (enough, short, expected) in [
        (
            limits.with_parts(3),
            limits.with_parts(2),
            "more parts than allowed at byte 112 (part 2)".to_owned(),
        ),
        (
            limits.with_part_header_bytes(46),
            limits.with_part_header_bytes(45),
            "more bytes in the headers of a part than allowed at byte 60 (part 2)".to_owned(),
        ),
        (
            limits.with_body_bytes(body.len()),
            limits.with_body_bytes(body.len() - 1),
            format!("more bytes in the body than allowed at byte {}", body.len() - 1),
        ),
        (
            limits.with_statuses(2),
            limits.with_statuses(1),
            "more statuses than allowed at byte 50 (part 1: line 2)".to_owned(),
        ),
        (
            limits.with_depth(3),
            limits.with_depth(2),
            "more levels of nesting than allowed at byte 199 (part 3: [0].MOData)".to_owned(),
        ),
    ] {
        let read =
            |limits| body::decode(&media_type(MULTIPART), &body, &Options::default().with_limits(limits));
        assert!(read(enough).is_ok(), "{expected}: {:?}", read(enough));
        let error = read(short).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.http_status(), StatusCode::CONTENT_TOO_LARGE);
    }
}

/// A header that says the same again is a warning, where the header is.
#[test]
fn a_repeated_content_type_is_a_warning() {
    let body = parts(&[("application/dm20status\r\ncontent-type:  application/dm20status", "200")]);
    let decoded = decode(MULTIPART, &body).unwrap();
    let expected = "a header stands twice, with the same value";
    assert_eq!(warnings(&decoded), [format!("{expected} at byte 19 (part 1: Content-Type)")]);
    let error = body::decode(&media_type(MULTIPART), &body, &Options::strict()).unwrap_err();
    assert_eq!(error.to_string(), format!("{expected} (refused: strict) at byte 19 (part 1: Content-Type)"));
}

/// One warning of the lines, and those of each part, in their order, at their place in the whole body.
#[test]
fn warnings_of_parts() {
    let body = b"--b\nContent-Type: application/dm20status\n\n200 x\n200 y\n\n--b\n\
        Content-Type: application/json\n\n{\"MOData\":{\"a\":1},\"CV\":null}\n--b\n\
        Content-Type: application/json\n\n[]\n--b\n\
        Content-Type: application/json\n\n[{\"ClientURI\":\"urn:x/a\",\"MOData\":{}}]\n--b--\n";
    let decoded = decode(MULTIPART, body).unwrap();
    assert_eq!(
        warnings(&decoded),
        [
            "a line of a multipart body ends without CR at byte 3",
            "not a ClientURI: expected `/` after the MOID at byte 47 (part 1: line 1)",
            "not a ClientURI: expected `/` after the MOID at byte 53 (part 1: line 2)",
            "management data that is not in an array at byte 91 (part 2)",
            "null for a member that could be left out at byte 114 (part 2: CV)",
            "management data without a ClientURI at byte 91 (part 2)",
            "a ClientURI without the `/` behind the instance at byte 209 (part 4: [0].ClientURI)",
            "MOData does not have exactly one member at byte 228 (part 4: [0].MOData)",
        ]
    );
    // Strict says the first of them.
    let error = body::decode(&media_type(MULTIPART), body, &Options::strict()).unwrap_err();
    assert_eq!(error.to_string(), "a line of a multipart body ends without CR (refused: strict) at byte 3");
    let body = String::from_utf8(body.to_vec()).unwrap().replace('\n', "\r\n");
    let error = body::decode(&media_type(MULTIPART), body.as_bytes(), &Options::strict()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "not a ClientURI: expected `/` after the MOID (refused: strict) at byte 50 (part 1: line 1)"
    );
    assert!(matches!(error.kind(), DecodeErrorKind::Strict(_)));
}

/// However the warnings are spread over the parts, as many are kept as may be, the first of them, and all are counted.
#[test]
fn warnings_are_kept_within_their_limit() {
    let twice = r#"[{"MOData":{"a":1}},{"MOData":{"a":1}}]"#;
    let body = parts(&[(STATUS, "200 x\r\n200 y"), (MO, twice), (MO, "[]"), (MO, twice)]);
    let all = warnings(&decode(MULTIPART, &body).unwrap());
    assert_eq!(all.len(), 6);
    let of_parts: Vec<&str> = all
        .iter()
        .map(|text| text.split_once("(part ").unwrap().1.split([':', ')']).next().unwrap())
        .collect();
    assert_eq!(of_parts, ["1", "1", "2", "2", "4", "4"]);
    for most in 0..=7 {
        let options = Options::default().with_limits(Limits::default().with_warnings(most));
        let decoded = body::decode(&media_type(MULTIPART), &body, &options).unwrap();
        assert_eq!(warnings(&decoded), all[..most.min(6)], "{most}");
        assert_eq!(decoded.warnings.total(), 6, "{most}");
    }
    // With the warning of the lines among them.
    let body = String::from_utf8(body).unwrap().replace("\r\n", "\n");
    for most in 0..=8 {
        let options = Options::default().with_limits(Limits::default().with_warnings(most));
        let decoded = body::decode(&media_type(MULTIPART), body.as_bytes(), &options).unwrap();
        assert_eq!((decoded.warnings.iter().count(), decoded.warnings.total()), (most.min(7), 7), "{most}");
    }
}

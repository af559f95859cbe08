//! Media types: RFC 9110's grammar and examples, exact errors, a naive grammar and two libraries as oracles.

#[path = "media/generated.rs"]
mod generated;
#[path = "naive/media.rs"]
#[allow(dead_code)]
mod naive;
#[path = "media/oracles.rs"]
mod oracles;
#[path = "media/vectors.rs"]
mod vectors;

use omadm::{
    Accept, Dialect, MAX_PARAMETERS, MediaRange, MediaType,
    error::{ParseError, ParseErrorKind},
};
use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
};
use vectors::VECTORS;

/// What the naive grammar says, compared with what the crate says.
fn agrees_with_the_naive_grammar(text: &str) {
    let (expected, found) = (naive::media_type(text), MediaType::parse(text));
    match (&expected, &found) {
        (Some(expected), Ok(found)) => {
            assert!(found.type_().eq_ignore_ascii_case(&expected.main), "{text:?}");
            assert!(found.subtype().eq_ignore_ascii_case(&expected.subtype), "{text:?}");
            let parameters: Vec<_> = found
                .parameters()
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect();
            assert_eq!(parameters, expected.parameters, "{text:?}");
            let written = found.to_string();
            assert_eq!(
                naive::media_type(&written),
                Some(expected.clone()),
                "{text:?} is written {written:?}"
            );
            assert_eq!(MediaType::parse(&written).as_ref(), Ok(found), "{text:?} is written {written:?}");
        }
        (None, Err(error)) => {
            assert!(
                error.offset() <= text.len() && text.is_char_boundary(error.offset()),
                "{text:?}: {error}"
            );
        }
        _ => panic!("{text:?} is {expected:?}, and was read as {found:?}"),
    }
}

/// The same for bytes, of which those of a header are not always UTF-8, and have blanks around them.
fn bytes_agree_with_the_naive_grammar(bytes: &[u8]) {
    let found = MediaType::from_bytes(bytes);
    let expected = std::str::from_utf8(bytes).ok();
    let expected = expected.and_then(|text| naive::media_type(text.trim_matches([' ', '\t'])));
    assert_eq!(found.is_ok(), expected.is_some(), "{:?}", bytes.escape_ascii().to_string());
    if let Err(error) = found {
        assert!(error.offset() <= bytes.len(), "{:?}: {error}", bytes.escape_ascii().to_string());
    }
}

#[test]
fn vectors_are_read_and_written_as_they_should_be() {
    for (text, written) in VECTORS {
        let found = MediaType::parse(text).map(|media_type| media_type.to_string());
        assert_eq!(found.as_deref().ok(), *written, "{text:?}: {found:?}");
        agrees_with_the_naive_grammar(text);
    }
}

#[test]
fn every_prefix_and_every_flipped_bit_of_the_vectors() {
    for (text, _) in VECTORS {
        for end in 0..text.len() {
            bytes_agree_with_the_naive_grammar(&text.as_bytes()[..end]);
        }
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.as_bytes().to_vec();
                bytes[at] ^= 1 << bit;
                bytes_agree_with_the_naive_grammar(&bytes);
            }
        }
    }
}

#[test]
fn rfc_9110_8_3_1_the_four_examples_are_equivalent() {
    let all: Vec<MediaType> = VECTORS[..4].iter().map(|(text, _)| MediaType::parse(text).unwrap()).collect();
    for one in &all {
        for other in &all {
            assert_eq!(one, other);
            assert_eq!(hash(one), hash(other));
            assert!(one.is_utf8() && one.is(other));
        }
    }
}

fn hash(media_type: &MediaType) -> u64 {
    let mut hasher = DefaultHasher::new();
    media_type.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn what_makes_two_media_types_the_same() {
    let same = [
        ("a/b", "A/B"),
        ("a/b;c=d", "a/b;C=\"d\""),
        ("a/b;c=d;e=f", "a/b;e=f;c=d"),
        ("a/b;charset=ISO-8859-1", "a/b;CHARSET=iso-8859-1"),
        ("a/b;c=\"d\\ e\"", "a/b;c=\"d e\""),
    ];
    let different = [
        ("a/b", "a/c"),
        ("a/b", "c/b"),
        ("a/b", "a/b;c=d"),
        ("a/b;c=d", "a/b;c=D"),
        ("a/b;c=d", "a/b;e=d"),
        ("a/b;c=d", "a/b;c=d;e=f"),
        ("a/b;c=d;e=f", "a/b;c=f;e=d"),
        ("a/b;charset=utf-8", "a/b;charset=utf-16"),
        ("a/b;charset=utf-8", "a/b"),
    ];
    let parse = |text| MediaType::parse(text).unwrap();
    for (one, other) in same {
        assert_eq!(parse(one), parse(other));
        assert_eq!(hash(&parse(one)), hash(&parse(other)), "{one} {other}");
    }
    for (one, other) in different {
        assert_ne!(parse(one), parse(other));
        assert_ne!(parse(other), parse(one));
    }
}

#[test]
fn errors_say_what_and_where() {
    let cases = [
        ("", "it is empty at byte 0"),
        ("/html", "expected the type of a media type at byte 0"),
        (" text/html", "expected the type of a media type at byte 0"),
        ("text", "expected `/` behind the type at byte 4"),
        ("te xt/html", "expected `/` behind the type at byte 2"),
        ("text/", "expected a subtype behind `/` at byte 5"),
        ("text/;a=b", "expected a subtype behind `/` at byte 5"),
        ("text/html ", "expected `;` or the end at byte 9"),
        ("text/html,a/b", "expected `;` or the end at byte 9"),
        ("text/html/x", "expected `;` or the end at byte 9"),
        ("text/html;a=b c=d", "expected `;` or the end at byte 13"),
        ("text/html;a=\"b\"c", "expected `;` or the end at byte 15"),
        ("text/html; =b", "expected the name of a parameter at byte 11"),
        ("text/html; \"a\"=b", "expected the name of a parameter at byte 11"),
        ("text/html; a", "expected `=` behind the name of a parameter at byte 12"),
        ("text/html; a =b", "expected `=` behind the name of a parameter at byte 12"),
        ("text/html; a/b", "expected `=` behind the name of a parameter at byte 12"),
        ("text/html; a=", "expected the value of a parameter at byte 13"),
        ("text/html; a= b", "expected the value of a parameter at byte 13"),
        ("text/html; a=\u{e9}", "expected the value of a parameter at byte 13"),
        ("text/html; a=\"b", "a quoted string has no end at byte 13"),
        ("text/html; a=\"b\\", "a quoted string has no end at byte 13"),
        ("text/html; a=\"b\\\"", "a quoted string has no end at byte 13"),
        ("text/html; a=\"\u{e9}\rb\"", "a control character may not stand in a quoted string at byte 16"),
        ("text/html; a=\"b\\\n\"", "a control character may not stand in a quoted string at byte 16"),
        ("text/html; a=b; A=c; a=d", "a parameter stands twice at byte 16"),
    ];
    for (text, expected) in cases {
        assert_eq!(MediaType::parse(text).unwrap_err().to_string(), expected, "{text:?}");
        assert_eq!(text.parse::<MediaType>().unwrap_err().to_string(), expected, "{text:?}");
        assert_eq!(MediaType::try_from(text.to_owned()).unwrap_err().to_string(), expected, "{text:?}");
        assert_eq!(MediaType::try_from(text).unwrap_err().to_string(), expected, "{text:?}");
    }
}

#[test]
fn offsets_into_bytes_count_the_blanks_before() {
    let error = |bytes: &'static [u8]| MediaType::from_bytes(bytes).unwrap_err().to_string();
    assert_eq!(error(b" \ttext/ "), "expected a subtype behind `/` at byte 7");
    assert_eq!(error(b" \t"), "it is empty at byte 2");
    assert_eq!(error(b" a/b;c=\"\xe9\" "), "it is not UTF-8 at byte 8");
    assert_eq!(error(b"a/b;c=\"\xc3\xa9\xc3"), "it is not UTF-8 at byte 9");
    assert_eq!(error(b"\r\na/b"), "expected the type of a media type at byte 0");
}

#[test]
fn as_many_parameters_as_allowed_and_one_more() {
    let with = |count: usize| {
        let parameters: String = (0..count).map(|n| format!("; p{n}=x")).collect();
        format!("a/b{parameters}")
    };
    assert_eq!(MAX_PARAMETERS, 32);
    assert_eq!(MediaType::parse(&with(32)).unwrap().parameters().len(), 32);
    let error = MediaType::parse(&with(33)).unwrap_err();
    assert_eq!(error.to_string(), "it has more than 32 parameters at byte 219");
    assert_eq!(&with(33)[219..], "p32=x");
    let full = MediaType::parse(&with(32)).unwrap().into_owned();
    assert!(full.clone().with_parameter("P7", "y").is_ok());
    let error = full.with_parameter("p32", "x").unwrap_err();
    assert_eq!(error.kind(), ParseErrorKind::TooManyParameters);
    // The search for repeated names stays short however many there are.
    assert!(MediaType::parse(&with(200_000)).is_err());
}

#[test]
fn types_and_parameters_are_made_only_of_what_can_be_read() {
    let kind = |error: ParseError| (error.kind(), error.offset());
    let made = |main, subtype| MediaType::new(main, subtype).map(|made| made.to_string()).map_err(kind);
    assert_eq!(made("Text", "HTML"), Ok("text/html".to_owned()));
    assert_eq!(made("", "html"), Err((ParseErrorKind::Empty, 0)));
    assert_eq!(made("text", ""), Err((ParseErrorKind::Empty, 0)));
    assert_eq!(made("te/xt", "html"), Err((ParseErrorKind::NotInToken('/'), 2)));
    assert_eq!(made("text", "html;q=1"), Err((ParseErrorKind::NotInToken(';'), 4)));
    assert_eq!(made("text", "ht\r\nml"), Err((ParseErrorKind::NotInToken('\r'), 2)));

    let with = |name: &'static str, value: &'static str| {
        MediaType::JSON.with_parameter(name, value).map(|made| made.to_string()).map_err(kind)
    };
    assert_eq!(with("A", "b"), Ok("application/json;a=b".to_owned()));
    assert_eq!(with("a", ""), Ok("application/json;a=\"\"".to_owned()));
    assert_eq!(with("a", "b\"\\c"), Ok("application/json;a=\"b\\\"\\\\c\"".to_owned()));
    assert_eq!(with("", "b"), Err((ParseErrorKind::Empty, 0)));
    assert_eq!(with("a b", "b"), Err((ParseErrorKind::NotInToken(' '), 1)));
    assert_eq!(with("a=b", "b"), Err((ParseErrorKind::NotInToken('='), 1)));
    for control in (0..0x20_u8).chain([0x7f]).map(char::from) {
        let value = format!("\u{e9}{control}X-Evil: 1");
        let found = MediaType::JSON.with_parameter("a", value.as_str()).map_err(kind);
        let expected = (control != '\t').then_some((ParseErrorKind::QuotedControl, 2));
        assert_eq!(found.err(), expected, "{control:?}");
    }
}

#[test]
fn a_parameter_takes_the_place_of_one_of_the_same_name() {
    let media_type = MediaType::parse("a/b;x=1;Y=2;z=3").unwrap();
    let media_type = media_type.with_parameter("y", "4").unwrap().with_parameter("w", "5").unwrap();
    assert_eq!(media_type.to_string(), "a/b;x=1;y=4;z=3;w=5");
}

#[test]
fn the_media_types_of_the_protocol() {
    let all = [
        (MediaType::INITIATION, "application/vnd.oma.dm.initiation+json"),
        (MediaType::REQUEST, "application/vnd.oma.dm.request+json"),
        (MediaType::RESPONSE, "application/vnd.oma.dm.response+json"),
        (MediaType::MO, "application/vnd.oma.dm.mo+json"),
        (MediaType::DMMO, "application/dmmo+json"),
        (MediaType::JSON, "application/json"),
        (MediaType::DM20, "application/dm20"),
        (MediaType::DM20_STATUS, "application/dm20status"),
        (MediaType::TNDS20, "application/tnds20"),
        (MediaType::MULTIPART_MIXED, "multipart/mixed"),
        (MediaType::NOTIFICATION, "application/vnd.oma.dm.notification"),
    ];
    for (constant, text) in &all {
        assert_eq!(constant.to_string(), *text);
        assert_eq!(*constant, MediaType::parse(text).unwrap());
        assert_eq!(format!("{}/{}", constant.type_(), constant.subtype()), *text);
        let upper = format!("{} ;a=b", text.to_ascii_uppercase());
        for (other, _) in &all {
            assert_eq!(MediaType::parse(&upper).unwrap().is(other), other == constant, "{upper} {other}");
        }
    }
}

#[test]
fn charsets() {
    let charset = |text: &'static str| {
        let media_type = MediaType::parse(text).unwrap();
        (media_type.charset().map(str::to_owned), media_type.is_utf8())
    };
    assert_eq!(charset("a/b"), (None, true));
    assert_eq!(charset("a/b;CHARSET=\"uTf-8\""), (Some("uTf-8".to_owned()), true));
    assert_eq!(charset("a/b;charset=utf8"), (Some("utf8".to_owned()), false));
    assert_eq!(charset("a/b;charset=us-ascii"), (Some("us-ascii".to_owned()), false));
    assert_eq!(charset("a/b;charset=\"utf-8 \""), (Some("utf-8 ".to_owned()), false));
    assert_eq!(charset("a/b;charset=\"\""), (Some(String::new()), false));
}

#[cfg(feature = "serde")]
#[test]
fn serde_has_media_types_as_text() {
    let media_type: MediaType = serde_json::from_str(r#""Text/HTML; charset=\"utf-8\"""#).unwrap();
    assert_eq!(serde_json::to_string(&media_type).unwrap(), r#""text/html;charset=utf-8""#);
    let error = serde_json::from_str::<MediaType>(r#""text/""#).unwrap_err();
    assert!(error.to_string().starts_with("expected a subtype behind `/` at byte 5"), "{error}");
}

#[test]
fn what_is_shown_to_developers_is_the_text() {
    let media_type = MediaType::parse("a/b;c=d").unwrap();
    assert_eq!(format!("{media_type:?}"), r#""a/b;c=d""#);
    assert_eq!(format!("{:?}", MediaRange::parse("a/*;q=0.5").unwrap()), "a/*;q=0.5");
    assert_eq!(format!("{:?}", Accept::parse("a/*,b/c").unwrap()), r#""a/*, b/c""#);
    assert_eq!(
        [Dialect::Draft, Dialect::Published].map(|dialect| dialect.to_string()),
        ["draft", "published"]
    );
}

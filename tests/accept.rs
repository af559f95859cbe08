//! Accept lists: RFC 9110's examples and grammar, weights, precedence, [CR-CMD]'s `;`, limits.

#[path = "accept/generated.rs"]
mod generated;
#[path = "naive/media.rs"]
#[allow(dead_code)]
mod naive;
#[path = "accept/vectors.rs"]
mod vectors;

use omadm::{
    Accept, Decoded, Limits, MediaRange, MediaType, Options,
    error::{ParseErrorKind, WarningKind},
};
use vectors::VECTORS;

fn parse(text: &str) -> Accept<'_> {
    Accept::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn media(text: &str) -> MediaType<'_> {
    MediaType::parse(text).unwrap()
}

fn decode<'a>(lines: &[&'a [u8]]) -> Decoded<Accept<'a>> {
    Accept::decode(lines.iter().copied(), &Options::default()).unwrap()
}

fn naive_of(range: &MediaRange) -> naive::Range {
    let media_type = range.media_type();
    let parameters = media_type.parameters();
    let parameters = parameters.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    let media = naive::Media {
        main: media_type.type_().to_ascii_lowercase(),
        subtype: media_type.subtype().to_ascii_lowercase(),
        parameters: parameters.collect(),
    };
    (media, range.quality())
}

/// What the naive grammar makes of a list, compared with what the crate makes of it, by either of its two ways.
fn agrees_with_the_naive_grammar(text: &str) {
    let expected: Option<Vec<naive::Range>> = naive::list(text).into_iter().collect();
    let found = Accept::parse(text);
    match (&expected, &found) {
        (Some(expected), Ok(found)) => {
            assert_eq!(found.ranges().iter().map(naive_of).collect::<Vec<_>>(), *expected, "{text:?}");
            let written = found.to_string();
            assert_eq!(Accept::parse(&written).as_ref(), Ok(found), "{text:?} is written {written:?}");
            let again: Option<Vec<naive::Range>> = naive::list(&written).into_iter().collect();
            assert_eq!(again.as_ref(), Some(expected), "{text:?} is written {written:?}");
        }
        (None, Err(error)) => {
            assert!(
                error.offset() <= text.len() && text.is_char_boundary(error.offset()),
                "{text:?}: {error}"
            );
        }
        _ => panic!("{text:?} is {expected:?}, and was read as {found:?}"),
    }

    let expected = naive::tolerant_list(text);
    let found = decode(&[text.as_bytes()]);
    let ranges: Vec<naive::Range> = expected.iter().flatten().cloned().collect();
    assert_eq!(found.value.ranges().iter().map(naive_of).collect::<Vec<_>>(), ranges, "{text:?}");
    let unread = |kind| matches!(kind, WarningKind::MediaRange(_));
    let warnings = found.warnings.iter().filter(|warning| unread(warning.kind()));
    assert_eq!(warnings.count(), expected.iter().filter(|range| range.is_none()).count(), "{text:?}");
    for warning in &found.warnings {
        assert!(
            warning.offset() <= text.len() && text.is_char_boundary(warning.offset()),
            "{text:?}: {warning}"
        );
        if warning.kind() == WarningKind::AcceptSemicolon {
            assert_eq!(text.as_bytes().get(warning.offset()), Some(&b';'), "{text:?}: {warning}");
        }
    }
    assert_eq!(found.value.clone().into_owned(), found.value);
}

#[test]
fn vectors_are_read_as_they_should_be() {
    for (text, right) in VECTORS {
        assert_eq!(Accept::parse(text).is_ok(), *right, "{text:?}");
        agrees_with_the_naive_grammar(text);
    }
}

#[test]
fn every_prefix_and_every_flipped_bit_of_the_vectors() {
    let check = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => agrees_with_the_naive_grammar(text),
        Err(_) => {
            let found = decode(&[bytes]);
            assert!(!found.warnings.is_empty());
            assert!(found.warnings.iter().all(|warning| warning.offset() <= bytes.len()));
        }
    };
    for (text, _) in VECTORS {
        for end in 0..text.len() {
            check(&text.as_bytes()[..end]);
        }
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.as_bytes().to_vec();
                bytes[at] ^= 1 << bit;
                check(&bytes);
            }
        }
    }
}

#[test]
fn rfc_9110_12_5_1_a_preference_among_formats() {
    let accept = parse("audio/*; q=0.2, audio/basic");
    assert_eq!(accept.quality(&media("audio/basic")), 1000);
    assert_eq!(accept.quality(&media("audio/mpeg")), 200);
    assert_eq!(accept.quality(&media("video/mpeg")), 0);

    // text/html and text/x-c are equally liked, then text/x-dvi, then text/plain.
    let accept = parse("text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c");
    let qualities =
        ["text/plain", "text/html", "text/x-dvi", "text/x-c"].map(|text| accept.quality(&media(text)));
    assert_eq!(qualities, [500, 1000, 800, 1000]);
    let offers = ["text/plain", "text/x-dvi", "text/x-c", "text/html"].map(media);
    assert_eq!(accept.negotiate(&offers), Some(&offers[2]));
    assert_eq!(accept.negotiate(&offers[..2]), Some(&offers[1]));
    assert_eq!(accept.negotiate(&offers[..1]), Some(&offers[0]));
}

#[test]
fn rfc_9110_12_5_1_the_narrowest_range_counts() {
    // Each is given a weight of its own, to see which counts.
    let accept = parse("text/*;q=0.3, text/plain;q=0.2, text/plain;format=flowed;q=0.1, */*;q=0.4");
    assert_eq!(accept.quality(&media("text/plain;format=flowed")), 100);
    assert_eq!(accept.quality(&media("text/plain")), 200);
    assert_eq!(accept.quality(&media("text/html")), 300);
    assert_eq!(accept.quality(&media("image/jpeg")), 400);
}

#[test]
fn rfc_9110_12_5_1_the_table_of_quality_values() {
    let accept = parse(
        "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5",
    );
    let table = [
        ("text/plain;format=flowed", 1000),
        ("text/plain", 700),
        ("text/html", 300),
        ("image/jpeg", 500),
        ("text/plain;format=fixed", 400),
        // The RFC prints 0.7, left over from an older example; its rule gives 0.3 (erratum 7138).
        ("text/html;level=3", 300),
    ];
    for (text, quality) in table {
        assert_eq!(accept.quality(&media(text)), quality, "{text}");
    }
}

#[test]
fn one_bad_weight_costs_one_range() {
    let list = b"a/b;q=1.5, c/d;q=0.5;e=f, g/h;q=x;i=j, */*;q=0.1";
    let found = decode(&[list]);
    assert_eq!(found.value.to_string(), "c/d;e=f;q=0.5, */*;q=0.1");
    let warnings: Vec<String> = found.warnings.iter().map(ToString::to_string).collect();
    let text =
        "a media range that cannot be read: `q` is not a number from 0 to 1 with at most three decimals";
    assert_eq!(warnings, [format!("{text} at byte 4 ([0])"), format!("{text} at byte 30 ([0])")]);
    let source = |at| {
        let warning: &omadm::Warning = found.warnings.iter().nth(at).unwrap();
        std::error::Error::source(warning).unwrap().to_string()
    };
    assert_eq!(source(1), "`q` is not a number from 0 to 1 with at most three decimals at byte 4");
}

#[test]
fn every_kind_of_bad_range_says_what_and_where() {
    let cases: &[(&[u8], &str)] = &[
        (b"a/b, */", "expected a subtype behind `/` at byte 7 ([0])"),
        (b"a/b,  *;q=0.5", "expected `/` behind the type at byte 7 ([0])"),
        (b"a/b, ;", "expected the type of a media type at byte 5 ([0])"),
        (b"a/b, c/d e", "expected `;` or the end at byte 8 ([0])"),
        (b"a/b, c/d; =", "expected the name of a parameter at byte 10 ([0])"),
        (b"a/b, c/d; q", "expected `=` behind the name of a parameter at byte 11 ([0])"),
        (b"a/b, c/d; q=", "expected the value of a parameter at byte 12 ([0])"),
        (b"a/b, c/d;e=\"f, g/h", "a quoted string has no end at byte 11 ([0])"),
        (b"a/b, c/d;e=\"\0\"", "a control character may not stand in a quoted string at byte 12 ([0])"),
        (b"a/b, c/d;q=0;Q=0", "a parameter stands twice at byte 13 ([0])"),
        (b"a/b, c/d;e=f;e=f", "a parameter stands twice at byte 13 ([0])"),
        (b"a/b, c/d;e=\"\xff\"", "it is not UTF-8 at byte 12 ([0])"),
        (
            b"a/b, c/d; c/d;q=7",
            "`q` is not a number from 0 to 1 with at most three decimals at byte 14 ([0])",
        ),
    ];
    for (list, expected) in cases {
        let found = decode(&[list]);
        let warning = found.warnings.iter().last().unwrap().to_string();
        assert_eq!(warning, format!("a media range that cannot be read: {expected}"));
        assert_eq!(found.value.ranges()[0].to_string(), "a/b", "{warning}");
        let strict = Accept::decode([*list], &Options::strict()).unwrap_err();
        assert_eq!(strict.http_status().as_u16(), 400);
        if let Ok(text) = std::str::from_utf8(list) {
            assert!(Accept::parse(text).is_err(), "{text}");
        }
    }
}

#[test]
fn the_errors_of_a_list_have_offsets_into_all_of_it() {
    let error = |text: &str| text.parse::<Accept>().unwrap_err().to_string();
    assert_eq!(error("a/b, c/"), "expected a subtype behind `/` at byte 7");
    assert_eq!(
        error("a/b,, c/d;q=2"),
        "`q` is not a number from 0 to 1 with at most three decimals at byte 10"
    );
    assert_eq!(
        error("application/dm20; application/tnds20"),
        "expected `=` behind the name of a parameter at byte 29"
    );
    assert_eq!(Accept::try_from("a".to_owned()).unwrap_err().kind(), ParseErrorKind::NoSlash);
    assert_eq!(Accept::try_from("*/*"), Ok(Accept::any()));
}

#[test]
fn cr_cmd_ranges_separated_by_a_semicolon() {
    let found = decode(&[b"application/dm20; application/tnds20"]);
    assert_eq!(found.value, Accept::new([MediaType::DM20, MediaType::TNDS20]));
    let warnings: Vec<String> = found.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, ["media ranges separated by `;` at byte 16 ([0])"]);
    let strict = Accept::decode(["application/dm20; application/tnds20"], &Options::strict()).unwrap_err();
    assert_eq!(strict.to_string(), "media ranges separated by `;` (refused: strict) at byte 16 ([0])");

    let found = decode(&[b"a/b;q=0.5 ;\tc/d;q=1.5;e/f;g=h , i/j"]);
    assert_eq!(found.value.to_string(), "a/b;q=0.5, e/f;g=h, i/j");
    let warnings: Vec<(WarningKind, usize)> =
        found.warnings.iter().map(|warning| (warning.kind(), warning.offset())).collect();
    let expected = [
        (WarningKind::AcceptSemicolon, 10),
        (WarningKind::MediaRange(ParseErrorKind::Quality), 16),
        (WarningKind::AcceptSemicolon, 21),
    ];
    assert_eq!(warnings, expected);
}

#[test]
fn several_headers_are_one_list() {
    let found = decode(&[b"a/b, c/", b"", b" ,d/e;q=0.5", b"f/g; h/i"]);
    assert_eq!(found.value.to_string(), "a/b, d/e;q=0.5, f/g, h/i");
    let warnings: Vec<String> = found.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "a media range that cannot be read: expected a subtype behind `/` at byte 7 ([0])",
            "media ranges separated by `;` at byte 3 ([3])",
        ]
    );
    // A quoted string does not go on in the next header.
    assert_eq!(decode(&[b"a/b;c=\"d", b"e\", f/g"]).value.ranges().len(), 0);
}

#[test]
fn nothing_listed_is_nothing_accepted() {
    for list in ["", ",", " \t,"] {
        let accept = parse(list);
        assert_eq!(accept, Accept::default());
        assert_eq!(accept.quality(&MediaType::JSON), 0);
        assert_eq!(accept.negotiate(&[MediaType::JSON]), None);
    }
    assert_eq!(Accept::any().negotiate(&[]), None);
    assert_eq!(Accept::default().to_string(), "");
}

#[test]
fn a_weight_of_zero_refuses() {
    let accept = parse("application/*, application/dm20;q=0, */*;q=0.001");
    assert_eq!(accept.negotiate(&[MediaType::DM20]), None);
    assert_eq!(accept.quality(&MediaType::MULTIPART_MIXED), 1);
    let offers = [MediaType::DM20, MediaType::MULTIPART_MIXED, MediaType::JSON];
    assert_eq!(accept.negotiate(&offers), Some(&MediaType::JSON));
}

#[test]
fn of_what_is_liked_as_much_the_narrower_then_the_first() {
    let offers = [MediaType::REQUEST, MediaType::DM20];
    let negotiate = |list| parse(list).negotiate(&offers).map(ToString::to_string).unwrap_or_default();
    assert_eq!(negotiate("*/*"), offers[0].to_string());
    assert_eq!(negotiate("*/*, application/dm20"), offers[1].to_string());
    assert_eq!(negotiate("application/dm20, application/*"), offers[1].to_string());
    assert_eq!(negotiate("application/dm20, application/vnd.oma.dm.request+json"), offers[0].to_string());
    assert_eq!(negotiate("application/dm20;q=0.9, */*"), offers[0].to_string());
    assert_eq!(negotiate("APPLICATION/DM20"), offers[1].to_string());
    assert_eq!(negotiate("text/*"), "");
    // The same range twice: the greater weight, wherever it stands.
    for list in
        ["application/dm20;q=0.2, application/dm20;q=0.8", "application/dm20;q=0.8, application/dm20;q=0.2"]
    {
        assert_eq!(parse(list).quality(&MediaType::DM20), 800);
    }
}

#[test]
fn a_star_in_another_place_is_a_name() {
    let accept = parse("*/json, application/j*");
    assert_eq!(accept.quality(&MediaType::JSON), 0);
    assert_eq!(accept.quality(&media("*/json")), 1000);
}

#[test]
fn every_weight_is_written_shortest_and_read_back() {
    for thousandths in 0..=1000 {
        let range = MediaRange::any().with_quality(thousandths);
        let written = range.to_string();
        let weight = written.strip_prefix("*/*").unwrap();
        assert_eq!(parse(&written).ranges(), [range], "{written}");
        match weight.strip_prefix(";q=") {
            None => assert_eq!(thousandths, 1000),
            Some(weight) => {
                assert_eq!(naive::qvalue(weight), Some(thousandths), "{written}");
                assert!(!weight.contains('.') || !weight.ends_with('0'), "{written}");
            }
        }
    }
    assert_eq!(MediaRange::any().with_quality(u16::MAX).quality(), 1000);
}

#[test]
fn every_short_weight_is_read_as_the_rfc_has_it() {
    let letters = ["0", "1", "2", "5", ".", "-", "e", " "];
    let mut texts = vec![String::new()];
    for _ in 0..5 {
        let longer = texts.iter().flat_map(|text| letters.map(|letter| format!("{text}{letter}")));
        texts = longer.chain(texts.clone()).collect();
        texts.sort();
        texts.dedup();
    }
    for text in texts {
        let list = format!("a/b;q=\"{text}\"");
        let found = Accept::parse(&list).ok().map(|accept| accept.ranges()[0].quality());
        assert_eq!(found, naive::qvalue(&text), "{list}");
    }
}

#[test]
fn a_range_has_no_parameter_q_of_its_own() {
    let range = MediaRange::new(media("a/b;Q=0.1;c=d"));
    assert_eq!((range.to_string().as_str(), range.quality()), ("a/b;c=d", 1000));
}

/// What a range on its own is, is what it is as the only one of a list.
#[test]
fn a_range_is_read_like_a_list_of_one() {
    for text in ["text/*", "*/*;q=0.1", "a/b; c=\"d,e\" ;Q=\"0.5\"", "a/b;;q=1.000", "*/html"] {
        let range = MediaRange::parse(text).unwrap();
        assert_eq!(Accept::parse(text).unwrap().ranges(), std::slice::from_ref(&range), "{text}");
        assert_eq!(text.parse::<MediaRange<'_>>().unwrap(), range);
        assert_eq!(MediaRange::try_from(text).unwrap(), range);
        assert_eq!(MediaRange::try_from(text.to_owned()).unwrap(), range);
        assert_eq!(MediaRange::parse(&range.to_string()).unwrap(), range);
    }
    for text in ["*;q=0.5", "text/", "a/b;q=1.5", "a/b;q", "a/b;q=1;q=1", "a/b;c=d;C=d", "a/b c"] {
        let error = MediaRange::parse(text).unwrap_err();
        assert_eq!(Accept::parse(text).unwrap_err(), error, "{text}");
        assert_eq!(MediaRange::try_from(text.to_owned()).unwrap_err(), error);
    }
    // A list may be empty, have blanks at its ends, and go on.
    for (text, error) in [
        ("", "it is empty at byte 0"),
        (" a/b", "expected the type of a media type at byte 0"),
        ("a/b ", "expected `;` or the end at byte 3"),
        ("a/b,c/d", "expected `;` or the end at byte 3"),
    ] {
        assert_eq!(MediaRange::parse(text).unwrap_err().to_string(), error, "{text:?}");
    }
}

#[test]
fn as_many_ranges_as_allowed_and_one_more() {
    let list = |count| vec!["a/b"; count].join(",");
    assert_eq!(Limits::default().media_ranges, 256);
    assert_eq!(parse(&list(256)).ranges().len(), 256);
    let error = list(257).parse::<Accept>().unwrap_err();
    assert_eq!(error.to_string(), "it has too many media ranges at byte 1024");

    let options = Options::default().with_limits(Limits::default().with_media_ranges(2));
    assert!(Accept::decode(["a/b", "x, c/d,"], &options).is_ok());
    let error = Accept::decode(["a/b", "x, c/d, e/f"], &options).unwrap_err();
    assert_eq!(error.to_string(), "more media ranges than allowed at byte 8 ([1])");
    assert_eq!(error.http_status().as_u16(), 413);

    let options = Options::default().with_limits(Limits::default().with_string_bytes(3));
    assert!(Accept::decode(["a/b"], &options).is_ok());
    let error = Accept::decode(["a/b", "a/bc"], &options).unwrap_err();
    assert_eq!(error.to_string(), "more bytes in a string than allowed at byte 3 ([1])");

    let options = Options::default().with_limits(Limits::default().with_warnings(2));
    let found = Accept::decode(["a, b; c, d", "e/f; g/h"], &options).unwrap();
    assert_eq!((found.warnings.iter().count(), found.warnings.total()), (2, 4));
}

#[test]
fn long_lists_of_almost_anything_take_no_longer_than_they_are_long() {
    let pieces = [
        "\"", "\\", "\"\\", "a/b;", "a/b;c", ";", ",", "a/b;c=\"", "a/b; ", "a/b;c=d;", "\"a\",", "; a/",
        "\t",
    ];
    let options = Options::default().with_limits(Limits::default().with_media_ranges(usize::MAX));
    for piece in pieces {
        let list = piece.repeat(65_535 / piece.len());
        let _ = Accept::decode([&list], &options).unwrap();
        let _ = Accept::parse(&list);
    }
}

#[cfg(feature = "serde")]
#[test]
fn serde_has_lists_as_text() {
    let accept: Accept = serde_json::from_str(r#""Text/*; q=0.50, */*""#).unwrap();
    assert_eq!(serde_json::to_string(&accept).unwrap(), r#""text/*;q=0.5, */*""#);
    assert!(serde_json::from_str::<Accept>(r#""a/b;q=7""#).is_err());
}

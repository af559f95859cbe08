//! ClientURIs against the grammar of section 4, which `naive` transcribes rule by rule.

#[path = "naive/client_uri.rs"]
#[allow(dead_code, unreachable_pub)]
mod naive;
#[path = "support/uri_texts.rs"]
#[allow(dead_code, unreachable_pub)]
mod uri_texts;
#[path = "naive/vectors.rs"]
#[allow(dead_code, unreachable_pub)]
mod vectors;

use naive::{Field as Said, Node};
use omadm::{
    Address, ClientUri, Command, DeviceId, Encoded, Field, MAX_URI_BYTES, Moid, NodeName, Options, Package2,
    Slot, XName,
    error::{ParseError, ParseErrorKind, SlotErrorKind, WarningKind},
    json,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::borrow::Cow;
use uri_texts::{Tally, encode, every_text, for_all, mutated, scattered, text_laws};
use vectors::CLIENT_URIS;

/// `pchar` of RFC 3986 without escapes.
const PCHAR: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@";
/// `nv-name` without escapes.
const NV_NAME: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*+,;=@";
/// `qchar` without escapes.
const QCHAR: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*+,;=:@/?";
/// The name of an `other` without escapes.
const FIELD_NAME: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*+,;:@/?";

// The law: what the parser says of a text, and of every part, is what the grammar says.

/// Makes sure that parser and grammar agree on this text, and says whether it is a ClientURI.
fn agree(text: &str) -> bool {
    let expected = naive::parse(text);
    match (ClientUri::parse(text), &expected) {
        (Ok(uri), Some(expected)) => same_parts(&uri, text, expected),
        (Err(error), None) => plausible(text, error),
        (Ok(_), None) => panic!("{text:?} is malformed, and is read"),
        (Err(error), Some(_)) => panic!("{text:?} is a ClientURI, and is refused: {error}"),
    }
    expected.is_some()
}

fn pair(encoded: Encoded<'_>) -> (String, String) {
    let decoded = encoded.decode();
    assert!(encoded.is(&decoded), "{encoded} is not {decoded:?}");
    assert!(!encoded.is(&format!("{decoded}a")) && (decoded.is_empty() || !encoded.is("")));
    assert_eq!(matches!(decoded, Cow::Borrowed(_)), !encoded.as_str().contains('%'));
    (encoded.as_str().to_owned(), decoded.into_owned())
}

fn said_node(node: NodeName<'_>) -> Node {
    match node {
        NodeName::Any => Node::Any,
        NodeName::X(x) => Node::X(x.letter()),
        NodeName::Name(name) => {
            let (written, decoded) = pair(name);
            Node::Name(written, decoded)
        }
    }
}

fn said_field(field: Field<'_>) -> Said {
    match field {
        Field::Levels(levels) => Said::Levels(levels),
        Field::Nv(nv) => {
            let names: Vec<_> = nv.path().map(pair).collect();
            let mut backwards: Vec<_> = nv.path().rev().map(pair).collect();
            backwards.reverse();
            assert_eq!(names, backwards);
            Said::Nv { letter: nv.x().letter(), names, value: pair(nv.value()) }
        }
        Field::Cv(cv) => {
            let (written, decoded) = pair(cv);
            Said::Cv(written, decoded)
        }
        Field::Other { name, value } => {
            Said::Other { name: pair(name).0, value: value.map(|value| pair(value).0) }
        }
        other => panic!("a field the grammar does not have: {other:?}"),
    }
}

/// What a ClientURI says of itself, in the words of the grammar; the `/` at the end is read off the text.
fn said(uri: &ClientUri<'_>) -> naive::ClientUri {
    let fields = uri.fields().map(said_field).collect();
    let Some(moid) = uri.moid() else {
        assert!(uri.is_all_mos() && !uri.is_short() && uri.instance().is_none() && uri.path().count() == 0);
        return naive::ClientUri::AllMos { fields };
    };
    let path: Vec<Node> = uri.path().map(said_node).collect();
    let mut backwards: Vec<Node> = uri.path().rev().map(said_node).collect();
    backwards.reverse();
    assert_eq!(path, backwards, "{uri}");
    let address = uri.as_str().split('?').next().unwrap_or_default();
    naive::ClientUri::Address(naive::Address {
        moid: moid.to_string(),
        instance: uri.instance().map(said_node),
        trailing_slash: !path.is_empty() && address.ends_with('/'),
        path,
        short: uri.is_short(),
        fields,
    })
}

fn same_parts(uri: &ClientUri<'_>, text: &str, expected: &naive::ClientUri) {
    assert_eq!(said(uri), *expected, "{text:?}");
    assert_eq!(uri.query(), text.split_once('?').map(|(_, query)| query));
    let (fields, nodes): (_, Vec<&Node>) = match expected {
        naive::ClientUri::AllMos { fields } => (fields, vec![]),
        naive::ClientUri::Address(address) => {
            (&address.fields, address.instance.iter().chain(&address.path).collect())
        }
    };
    let levels = fields.iter().find_map(|field| match field {
        Said::Levels(levels) => Some(*levels),
        _ => None,
    });
    let cv = fields.iter().find_map(|field| match field {
        Said::Cv(written, _) => Some(written.as_str()),
        _ => None,
    });
    assert_eq!(uri.levels(), levels, "{text:?}");
    assert_eq!(uri.cv().as_ref().map(Encoded::as_str), cv, "{text:?}");
    for letter in ('A'..='Z').chain('a'..='z') {
        let expected: Vec<&Said> = fields
            .iter()
            .filter(|field| matches!(field, Said::Nv { letter: other, .. } if *other == letter))
            .collect();
        let nvs: Vec<Said> =
            uri.nv(XName::new(letter).unwrap()).map(|nv| said_field(Field::Nv(nv))).collect();
        assert_eq!(nvs.iter().collect::<Vec<_>>(), expected, "{text:?} ({letter})");
    }
    let all_mos = matches!(expected, naive::ClientUri::AllMos { .. });
    assert_eq!(uri.is_all_mos(), all_mos);
    assert_eq!(
        uri.is_concrete(),
        !all_mos && nodes.iter().all(|node| matches!(node, Node::Name(..))),
        "{text}"
    );
    let shown = uri.to_string();
    assert_eq!(ClientUri::parse(&shown).as_ref(), Ok(uri));
    match Address::parse(text) {
        Ok(address) => assert!(!all_mos && *address == *uri && address.into_client_uri() == *uri),
        Err(error) => assert!(all_mos && error.kind() == ParseErrorKind::StarAlone && error.offset() == 0),
    }
}

/// Makes sure that an error points at what it speaks of.
fn plausible(text: &str, error: ParseError) {
    let at = error.offset();
    let (before, rest) = text.split_at_checked(at).expect("an offset between two characters of the text");
    let field = |name: &str| before.ends_with(['?', '&']) && rest.starts_with(name);
    let node = before.ends_with('/') && matches!(rest.as_bytes(), [b'(', _, b')', ..]);
    let fits = match error.kind() {
        ParseErrorKind::Character(c) => rest.starts_with(c),
        ParseErrorKind::Escape => {
            let hex = |at| rest.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
            rest.starts_with('%') && !(hex(1) && hex(2))
        }
        ParseErrorKind::EscapedUtf8 => rest.starts_with('%') && !rest.starts_with("%00"),
        ParseErrorKind::EscapedNul => rest.starts_with("%00"),
        ParseErrorKind::NoMoid => at == 0 && (rest.is_empty() || rest.starts_with(['/', '?'])),
        ParseErrorKind::MoidIsStar => at == 0 && rest.starts_with("*/"),
        ParseErrorKind::MoidIsXName => {
            at == 0 && rest.starts_with('(') && matches!(rest.as_bytes().get(2..), Some([b')', ..]))
        }
        ParseErrorKind::MoidIsServerUri => {
            let lower = rest.to_ascii_lowercase();
            at == 0 && (lower.starts_with("http:") || lower.starts_with("https:"))
        }
        ParseErrorKind::MoidAlone => {
            at > 0 && !before.contains(['/', '?']) && (rest.is_empty() || rest.starts_with('?'))
        }
        ParseErrorKind::EmptyNode => before.ends_with('/') && rest.starts_with('/'),
        ParseErrorKind::EmptyField => {
            before.ends_with(['?', '&']) && (rest.is_empty() || rest.starts_with(['&', '=']))
        }
        ParseErrorKind::Levels => field("Levels"),
        ParseErrorKind::LevelsRepeated => field("Levels=") && before.contains("Levels="),
        ParseErrorKind::Nv => field("nv"),
        ParseErrorKind::NvWithoutXName => field("nv=("),
        ParseErrorKind::Cv => field("cv"),
        ParseErrorKind::CvRepeated => field("cv=") && before.contains("cv="),
        ParseErrorKind::CvNotOneInstance => field("cv=") && before.contains("/*"),
        ParseErrorKind::FieldOfAllMos => text.starts_with("*?") && (field("nv=") || field("cv=")),
        ParseErrorKind::XNameRepeated => node && before.contains(&rest[..3]),
        ParseErrorKind::XNameWithoutNv => {
            let query = rest.split_once('?').map(|(_, query)| query).unwrap_or_default();
            node && !query.split('&').any(|field| field.starts_with(&format!("nv={}/", &rest[..3])))
        }
        ParseErrorKind::TooLong => at == MAX_URI_BYTES && text.len() > MAX_URI_BYTES,
        other => panic!("{text:?} gives {other:?}, which is not about ClientURIs"),
    };
    assert!(fits, "{text:?} gives {error}");
}

/// Makes sure that the decoder, which reads a string and the ClientURI in it at once, agrees with the parser.
fn agree_in_a_slot(text: &str) {
    let string = serde_json::to_string(text).unwrap();
    let body = format!(r#"{{"CMD":[["GET",{string}]]}}"#);
    let decoded = json::decode::<Package2<'_>>(body.as_bytes(), &Options::default()).unwrap();
    let warnings: Vec<WarningKind> = decoded.warnings.iter().map(|warning| warning.kind()).collect();
    match (&decoded.value.commands[0], ClientUri::parse(text)) {
        (Slot::Command(Command::Get(read)), Ok(uri)) => {
            assert!(read.len() == 1 && read[0] == uri, "{text:?}");
            // Not only the text: what was kept of its parts as well.
            assert_eq!(said(&read[0]), said(&uri));
            assert_eq!(read[0].is_concrete(), uri.is_concrete());
            let expected = if uri.is_short() { vec![WarningKind::ShortAddress] } else { vec![] };
            assert_eq!(warnings, expected, "{text:?}");
        }
        (Slot::Unreadable(slot), Err(error)) => {
            assert_eq!(slot.reason(), SlotErrorKind::ClientUri(error.kind()), "{text:?}");
            if string.len() == text.len() + 2 {
                assert_eq!(slot.offset(), r#"{"CMD":[["GET",""#.len() + error.offset(), "{text:?}");
            }
        }
        (slot, parsed) => panic!("{text:?}: {slot:?}, but {parsed:?}"),
    }
}

#[test]
fn every_vector_is_read_as_the_grammar_says() {
    for (text, right) in CLIENT_URIS {
        assert_eq!(agree(text), *right, "{text:?}");
        agree_in_a_slot(text);
    }
}

/// A parser that looks at many bytes at a time has a place where it looks again: it is laid on every byte of every vector, in the
/// MOID, in the instance, and in the query.
#[test]
fn every_vector_is_read_as_the_grammar_says_however_long_its_parts_are() {
    for (text, _) in CLIENT_URIS {
        for more in 1..72 {
            let more = "p".repeat(more);
            for lengthened in
                [format!("{more}{text}"), text.replacen('/', &format!("/{more}"), 1), format!("{text}{more}")]
            {
                agree(&lengthened);
                agree_in_a_slot(&lengthened);
            }
        }
    }
}

#[test]
fn every_beginning_and_every_end_of_a_vector_is_read_as_the_grammar_says() {
    for (text, _) in CLIENT_URIS {
        for (at, _) in text.char_indices() {
            agree(&text[..at]);
            agree(&text[at..]);
        }
    }
}

#[test]
fn every_vector_with_one_character_changed_is_read_as_the_grammar_says() {
    for (text, _) in CLIENT_URIS {
        for (at, old) in text.char_indices() {
            for new in "/?&=:%*()xX0@ \u{e9}".chars() {
                let rest = &text[at + old.len_utf8()..];
                agree(&format!("{}{new}{rest}", &text[..at]));
            }
        }
    }
}

#[test]
fn every_short_text_is_read_as_the_grammar_says() {
    let mut right = 0;
    every_text(&["m", "/", "*", "(", "x", ")", "?", "&", "=", ":", "%"], 6, &mut |text| {
        right += u32::from(agree(text))
    });
    assert!(right > 10_000, "{right}");
}

#[test]
fn every_short_row_of_pieces_is_read_as_the_grammar_says() {
    let pieces = ["m", "/", "*", "(x)", "?", "&", ":", "nv=(x)/", "Levels=1", "cv=", "%41", "%C3"];
    let mut right = 0;
    every_text(&pieces, 5, &mut |text| right += u32::from(agree(text)));
    assert!(right > 5_000, "{right}");
    let mut right = 0;
    let queries = ["a", "&", "=", "nv=(x)/", "nv=(y)/", ":", "/", "Levels=", "1", "cv="];
    every_text(&queries, 4, &mut |text| {
        for address in ["*", "m/", "m/(x)/", "m/*/(x)", "m/i/(y)/(x)/?nv=(y)/a:&"] {
            right += u32::from(agree(&format!("{address}?{text}")));
            right += u32::from(agree(&format!("{address}{text}")));
        }
    });
    assert!(right > 5_000, "{right}");
}

// Random texts.

/// What is changed into a text to break it, or not.
const PIECES: &[&str] = &[
    "/",
    "//",
    "*",
    "**",
    "(x)",
    "(y)",
    "(X)",
    "(xy)",
    "()",
    "(",
    ")",
    "?",
    "&",
    "=",
    ":",
    "@",
    ".",
    "%",
    "%2",
    "%2A",
    "%41",
    "%C3%A9",
    "%C3",
    "%A9",
    "%00",
    "%zz",
    "a",
    "m",
    "x",
    "1",
    "Levels",
    "Levels=1",
    "Levels=",
    "cv",
    "cv=1",
    "cv=",
    "nv",
    "nv=",
    "nv=(x)/a:b",
    "nv=(y)/b/c:d",
    "nv=(x)",
    " ",
    "\u{e9}",
    "#",
    "[",
    "http:",
];

/// Pieces of which a random row has a chance to be a ClientURI.
const ROW: &[&str] = &[
    "m",
    "/",
    "/",
    "/",
    "a",
    "*",
    "(x)",
    "?",
    "&",
    "=",
    "%41",
    "Levels=1",
    "cv=1",
    "nv=(x)/a:b",
    ":",
    "%",
    "(",
];

fn letter() -> impl Strategy<Value = char> {
    select(&['x', 'y', 'X', 'A', 'Z', 'a', 'z'][..])
}

/// A node, as written.
fn node() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(&["a", "Data", "1", ".", "..", "a%2Fb", "%C3%A9", "%2A", "%28x%29", "**", "(xy)", "()", "(1)",
            "a:b&c=d", "!$'()*+,;", "@", "-_~", "%F0%9F%98%80", "%25", "%01"][..]).prop_map(String::from),
        1 => Just(String::from("*")),
        2 => letter().prop_map(|letter| format!("({letter})")),
    ]
}

/// A field of any kind but nv, as written.
fn field() -> impl Strategy<Value = String> {
    let value = select(&["", "a", "a=b", "/?", "%26", "(x)/a:b", "%C3%A9", ":@!$'()*+,;"][..]);
    let name = select(&["a", "b", "levels", "Levels/", "c%76", "/", "?", "nv:", "%3D"][..]);
    prop_oneof![
        3 => (name, option::of(value.clone())).prop_map(|(name, value)| match value {
            Some(value) => format!("{name}={value}"),
            None => String::from(name),
        }),
        2 => any::<u32>().prop_map(|levels| format!("Levels={levels}")),
        1 => (0_u32..3).prop_map(|levels| format!("Levels={levels:010}")),
        1 => value.prop_map(|value| format!("cv={value}")),
    ]
}

fn nv(letter: char, names: &[&str], value: &str) -> String {
    format!("nv=({letter})/{}:{value}", names.join("/"))
}

/// Texts put together by the rules of the grammar. Most are right; letters and fields may still stand twice.
fn by_the_rules() -> impl Strategy<Value = String> {
    let moid = select(
        &["m", "urn:oma:mo:sensor:1.0", "**", "%2A", "(xy)", "httpx:a", "h%74tp:", "@.-_~!$&'()*+,;="][..],
    );
    let names = vec(select(&["a", "ID", "%3A", "%26", "%2A", "%28x%29", "a=b", "(xy)", "@"][..]), 1..3);
    let values = select(&["", "GPS", "a:b", "/?=", "%C3%A9", "%26"][..]);
    let explained = vec((names, values, any::<bool>()), 8);
    let address = (moid, option::of(node()), vec(node(), 0..4), 0..8_u8, vec(field(), 0..3), explained)
        .prop_map(|(moid, instance, path, ends, mut fields, explained)| {
            let short = path.is_empty() && ends == 0;
            let instance = instance.unwrap_or_default();
            let mut letters: Vec<char> = Vec::new();
            for node in std::iter::once(&instance).chain(&path) {
                if let [b'(', letter, b')'] = node.as_bytes() {
                    if letter.is_ascii_alphabetic() {
                        letters.push(char::from(*letter));
                    }
                }
            }
            for (letter, (names, value, first)) in letters.into_iter().zip(explained) {
                fields.insert(if first { 0 } else { fields.len() }, nv(letter, &names, value));
            }
            let end = if !path.is_empty() && ends % 2 == 1 { "/" } else { "" };
            let slash = if short { "" } else { "/" };
            let query = if fields.is_empty() { String::new() } else { format!("?{}", fields.join("&")) };
            format!("{moid}/{instance}{slash}{}{end}{query}", path.join("/"))
        });
    let all_mos = vec(field(), 0..3).prop_map(|fields| match fields.is_empty() {
        true => String::from("*"),
        false => format!("*?{}", fields.join("&")),
    });
    prop_oneof![9 => address, 1 => all_mos]
}

#[test]
fn random_texts_are_read_as_the_grammar_says() {
    let tally = Tally::default();
    let texts = prop_oneof![
        4 => by_the_rules(),
        4 => mutated(by_the_rules(), PIECES),
        1 => scattered(ROW, 12),
        1 => vec(any::<char>(), 0..8).prop_map(String::from_iter),
    ];
    for_all(30_000, texts, |text| {
        tally.count(agree(&text));
        agree_in_a_slot(&text);
    });
    tally.assert_balanced();
}

#[test]
fn rows_of_pieces_are_read_as_the_grammar_says() {
    for_all(6_000, scattered(PIECES, 10), |text| {
        agree(&format!("m//{text}"));
    });
    for_all(3_000, scattered(PIECES, 6), |text| {
        agree(&format!("m/(x)/?nv=(x)/a:b&{text}"));
    });
    for_all(3_000, scattered(PIECES, 6), |text| {
        agree(&text);
    });
}

// Errors: the first thing wrong, its place, its words.

type Refusal = fn(&str) -> Option<ParseError>;

const CLIENT_URI: Refusal = |text| ClientUri::parse(text).err();
const ADDRESS: Refusal = |text| Address::parse(text).err();
const MOID: Refusal = |text| Moid::parse(text).err();
const DEVICE_ID: Refusal = |text| DeviceId::parse(text).err();
const X_NAME: Refusal = |text| text.parse::<XName>().err();

#[test]
fn every_error_says_what_is_wrong_and_where() {
    use ParseErrorKind::*;
    let long = |len| "a".repeat(len);
    let (long_id, long_moid) = (long(256), long(65_536));
    let (long_uri, long_address) = (format!("m//{}", long(65_533)), format!("m/{}/", long(65_533)));
    let cases: &[(Refusal, &str, ParseErrorKind, usize, &str)] = &[
        (DEVICE_ID, "", Empty, 0, "it is empty"),
        (DEVICE_ID, &long_id, DeviceIdTooLong, 255, "it is longer than 255 bytes"),
        (DEVICE_ID, "IMEI 1", Character(' '), 4, "' ' may not stand here unescaped"),
        (DEVICE_ID, "ab,c", Character(','), 2, "',' may not stand here unescaped"),
        (DEVICE_ID, "ab\r\nc", Character('\r'), 2, "'\\r' may not stand here unescaped"),
        (DEVICE_ID, "abc\u{e9}", Character('\u{e9}'), 3, "'\u{e9}' may not stand here unescaped"),
        (DEVICE_ID, "\u{7f}", Character('\u{7f}'), 0, "'\\u{7f}' may not stand here unescaped"),
        (X_NAME, "", XNameLetter, 0, "the letter of an x-name is A to Z or a to z"),
        (X_NAME, "x", XNameLetter, 0, "the letter of an x-name is A to Z or a to z"),
        (X_NAME, "(1)", XNameLetter, 0, "the letter of an x-name is A to Z or a to z"),
        (X_NAME, "(xy)", XNameLetter, 0, "the letter of an x-name is A to Z or a to z"),
        (X_NAME, "(\u{e9})", XNameLetter, 0, "the letter of an x-name is A to Z or a to z"),
        (X_NAME, "(x)/", XNameLetter, 0, "the letter of an x-name is A to Z or a to z"),
        (X_NAME, "*", XNameLetter, 0, "the letter of an x-name is A to Z or a to z"),
        (MOID, "", NoMoid, 0, "expected a MOID"),
        (MOID, "*", MoidIsStar, 0, "`*` is no MOID"),
        (MOID, "(Q)", MoidIsXName, 0, "an x-name is no MOID"),
        (MOID, "hTTp:x", MoidIsServerUri, 0, "a MOID does not begin with `http:` or `https:`"),
        (MOID, "httpS:", MoidIsServerUri, 0, "a MOID does not begin with `http:` or `https:`"),
        (MOID, "http://h", Character('/'), 5, "'/' may not stand here unescaped"),
        (MOID, "urn:x?", Character('?'), 5, "'?' may not stand here unescaped"),
        (MOID, "urn:\u{1F600}", Character('\u{1F600}'), 4, "'\u{1F600}' may not stand here unescaped"),
        (MOID, "urn:%4", Escape, 4, "`%` is not followed by two hexadecimal digits"),
        (MOID, "urn:%C3%A9%FF", EscapedUtf8, 10, "percent-encoded bytes are not UTF-8"),
        (MOID, "urn:%C3x%A9", EscapedUtf8, 4, "percent-encoded bytes are not UTF-8"),
        (MOID, "urn:%41%00", EscapedNul, 7, "a percent-encoded NUL"),
        (MOID, &long_moid, TooLong, 65_535, "it is longer than 65535 bytes"),
        (CLIENT_URI, "", NoMoid, 0, "expected a MOID"),
        (CLIENT_URI, "//", NoMoid, 0, "expected a MOID"),
        (CLIENT_URI, "?Levels=1", NoMoid, 0, "expected a MOID"),
        (CLIENT_URI, "*//", MoidIsStar, 0, "`*` is no MOID"),
        (CLIENT_URI, "(x)//?nv=(x)/a:b", MoidIsXName, 0, "an x-name is no MOID"),
        (CLIENT_URI, "(x)", MoidIsXName, 0, "an x-name is no MOID"),
        (CLIENT_URI, "https://h/x", MoidIsServerUri, 0, "a MOID does not begin with `http:` or `https:`"),
        (CLIENT_URI, "HTTP:", MoidIsServerUri, 0, "a MOID does not begin with `http:` or `https:`"),
        (CLIENT_URI, "urn:x", MoidAlone, 5, "expected `/` after the MOID"),
        (CLIENT_URI, "urn:x?Levels=1", MoidAlone, 5, "expected `/` after the MOID"),
        (CLIENT_URI, "urn:x//a b", Character(' '), 8, "' ' may not stand here unescaped"),
        (CLIENT_URI, "urn:x//\u{e9}/\u{e9}", Character('\u{e9}'), 7, "'\u{e9}' may not stand here unescaped"),
        (CLIENT_URI, "urn:x//a?b#c", Character('#'), 10, "'#' may not stand here unescaped"),
        (CLIENT_URI, "urn:x//a?b=[", Character('['), 11, "'[' may not stand here unescaped"),
        (CLIENT_URI, "urn:x//a?b=\"", Character('"'), 11, "'\"' may not stand here unescaped"),
        (CLIENT_URI, "* ", Character(' '), 1, "' ' may not stand here unescaped"),
        // What no ClientURI has is named before anything that stands in front of it.
        (CLIENT_URI, "*//%zz?nv=q \n", Character(' '), 11, "' ' may not stand here unescaped"),
        (CLIENT_URI, "urn:x//%zz", Escape, 7, "`%` is not followed by two hexadecimal digits"),
        (CLIENT_URI, "urn:x//a?b=%C3%A9%", Escape, 17, "`%` is not followed by two hexadecimal digits"),
        (CLIENT_URI, "*?a=%4", Escape, 4, "`%` is not followed by two hexadecimal digits"),
        (CLIENT_URI, "u%4//", Escape, 1, "`%` is not followed by two hexadecimal digits"),
        (CLIENT_URI, "urn:x//%FF", EscapedUtf8, 7, "percent-encoded bytes are not UTF-8"),
        (CLIENT_URI, "urn:x//%C3/%A9", EscapedUtf8, 7, "percent-encoded bytes are not UTF-8"),
        (CLIENT_URI, "urn:x//a?b=%41%E2%82", EscapedUtf8, 14, "percent-encoded bytes are not UTF-8"),
        (CLIENT_URI, "urn:x//%41%00%zz", EscapedNul, 10, "a percent-encoded NUL"),
        (CLIENT_URI, "*?%00", EscapedNul, 2, "a percent-encoded NUL"),
        (CLIENT_URI, "urn:x//a//b", EmptyNode, 9, "a node name is empty"),
        (CLIENT_URI, "urn:x///", EmptyNode, 7, "a node name is empty"),
        (CLIENT_URI, "urn:x/i/a//", EmptyNode, 10, "a node name is empty"),
        (CLIENT_URI, "urn:x//a?", EmptyField, 9, "a field of the query is empty"),
        (CLIENT_URI, "urn:x/?", EmptyField, 7, "a field of the query is empty"),
        (CLIENT_URI, "*?", EmptyField, 2, "a field of the query is empty"),
        (CLIENT_URI, "urn:x//?a&", EmptyField, 10, "a field of the query is empty"),
        (CLIENT_URI, "urn:x//?a&&b", EmptyField, 10, "a field of the query is empty"),
        (CLIENT_URI, "urn:x//?a&=b", EmptyField, 10, "a field of the query is empty"),
        (CLIENT_URI, "urn:x//?Levels", Levels, 8, "`Levels` is not a number from 0 to 4294967295"),
        (CLIENT_URI, "urn:x//?a&Levels=-1", Levels, 10, "`Levels` is not a number from 0 to 4294967295"),
        (CLIENT_URI, "*?Levels=4294967296", Levels, 2, "`Levels` is not a number from 0 to 4294967295"),
        (CLIENT_URI, "urn:x//?Levels=1&a&Levels=1", LevelsRepeated, 19, "`Levels` stands twice"),
        (CLIENT_URI, "*?Levels=1&Levels=2", LevelsRepeated, 11, "`Levels` stands twice"),
        (CLIENT_URI, "urn:x//(x)?nv=(x)/a:b&nv=q", Nv, 22, "`nv` is not `(x)/name:value`"),
        (CLIENT_URI, "urn:x//a?nv", Nv, 9, "`nv` is not `(x)/name:value`"),
        (CLIENT_URI, "*?nv=q", Nv, 2, "`nv` is not `(x)/name:value`"),
        (CLIENT_URI, "urn:x//a?b&cv", Cv, 11, "`cv` has no value"),
        (CLIENT_URI, "urn:x//a?cv=1&b&cv=1", CvRepeated, 16, "`cv` stands twice"),
        (CLIENT_URI, "urn:x/*/?a&cv=1", CvNotOneInstance, 11, "`cv` needs an address with one instance"),
        (CLIENT_URI, "urn:x/*?cv=1", CvNotOneInstance, 8, "`cv` needs an address with one instance"),
        (CLIENT_URI, "*?a&cv=1", FieldOfAllMos, 4, "`nv` and `cv` mean nothing after `*`"),
        (CLIENT_URI, "*?nv=(x)/a:b", FieldOfAllMos, 2, "`nv` and `cv` mean nothing after `*`"),
        (CLIENT_URI, "urn:x/(x)/a/(x)?nv=(x)/a:b", XNameRepeated, 12, "an x-name stands twice"),
        (CLIENT_URI, "urn:x//(y)/(x)/(y)/(x)", XNameRepeated, 15, "an x-name stands twice"),
        (CLIENT_URI, "urn:x/(x)/", XNameWithoutNv, 6, "an x-name has no `nv` field"),
        (CLIENT_URI, "urn:x/(x)/(y)/?nv=(x)/a:b", XNameWithoutNv, 10, "an x-name has no `nv` field"),
        (
            CLIENT_URI,
            "urn:x//a?b&nv=(x)/a:b",
            NvWithoutXName,
            11,
            "the x-name of an `nv` field is not in the address",
        ),
        (
            CLIENT_URI,
            "urn:x//(x)?nv=(X)/a:b",
            NvWithoutXName,
            11,
            "the x-name of an `nv` field is not in the address",
        ),
        (CLIENT_URI, &long_uri, TooLong, 65_535, "it is longer than 65535 bytes"),
        (ADDRESS, "*", StarAlone, 0, "`*` alone is not the address of a node"),
        (ADDRESS, "*?Levels=1", StarAlone, 0, "`*` alone is not the address of a node"),
        (ADDRESS, "*?cv=1", FieldOfAllMos, 2, "`nv` and `cv` mean nothing after `*`"),
        (ADDRESS, "urn:x", MoidAlone, 5, "expected `/` after the MOID"),
        (ADDRESS, &long_address, TooLong, 65_535, "it is longer than 65535 bytes"),
    ];
    for (parse, text, kind, offset, words) in cases {
        let error = parse(text).unwrap_or_else(|| panic!("{text:?} is read"));
        let start: String = text.chars().take(40).collect();
        assert_eq!((error.kind(), error.offset()), (*kind, *offset), "{start:?}");
        assert_eq!(error.kind().to_string(), *words, "{start:?}");
        assert_eq!(error.to_string(), format!("{words} at byte {offset}"), "{start:?}");
        assert!(std::error::Error::source(&error).is_none());
    }
}

#[test]
fn a_character_is_no_part_of_a_client_uri_anywhere_or_everywhere_the_grammar_has_it() {
    // Every byte of ASCII and some beyond, in every place of an address.
    for c in (0..128).map(char::from).chain(['\u{80}', '\u{e9}', '\u{ff0f}', '\u{1F600}']) {
        let places = [
            format!("{c}//"),
            format!("m{c}//"),
            format!("m/{c}/"),
            format!("m/i{c}/"),
            format!("m/{c}"),
            format!("m//{c}"),
            format!("m//a{c}"),
            format!("m//a{c}b/c"),
            format!("m//?{c}"),
            format!("m//?a{c}b"),
            format!("m//?a={c}"),
            format!("m//?cv={c}"),
            format!("m//?Levels={c}"),
            format!("m//?Levels=1{c}"),
            format!("m//(x)?nv=(x)/a{c}b:c"),
            format!("m//(x)?nv=(x)/a:{c}"),
            format!("m//({c})?nv=({c})/a:b"),
            format!("m//(x)?nv=({c})/a:b"),
            format!("{c}"),
            format!("*{c}"),
            format!("*?{c}"),
            format!("*?a{c}"),
            format!("m//%4{c}"),
            format!("m//%{c}1"),
            format!("m//(x{c}?nv=(x)/a:b"),
        ];
        for text in places {
            agree(&text);
            agree_in_a_slot(&text);
        }
    }
}

#[test]
fn a_character_is_judged_alike_wherever_it_stands_in_a_long_name() {
    // Longer than any number of bytes that a scanner may take at once, with each character at each place.
    let places: [(&str, &str); 8] = [
        ("", "//"),
        ("m/", "/"),
        ("m/", ""),
        ("m//", ""),
        ("m//b/", "/c?d"),
        ("m//?", ""),
        ("m//?b&cv=", "&c"),
        ("m//(x)?nv=(x)/", ":b"),
    ];
    let bytes = (0..128).map(char::from);
    for c in bytes.chain(['\u{80}', '\u{a5}', '\u{af}', '\u{e9}', '\u{2f2f}', '\u{1F600}']) {
        for at in 0..=17 {
            for (before, behind) in places {
                let text = format!("{before}{}{c}{}{behind}", "a".repeat(at), "b".repeat(17 - at));
                agree(&text);
                agree_in_a_slot(&text);
            }
        }
    }
    // Two of them side by side and apart.
    let marks = ["%", "%41", "%C3", "*", "(", "(x)", "/", "?", "&", "=", ":", "[", "\u{e9}", "~"];
    for one in marks {
        for other in marks {
            for gap in 0..=9 {
                for lead in 0..=8 {
                    let (lead, gap) = ("a".repeat(lead), "b".repeat(gap));
                    agree(&format!("m//{lead}{one}{gap}{other}cccccccc"));
                    agree(&format!("m/{lead}{one}{gap}{other}"));
                    agree(&format!("m//?{lead}{one}{gap}{other}"));
                }
            }
        }
    }
}

// The builder.

/// One step of a plan, with its name decoded.
#[derive(Clone, PartialEq, Debug)]
enum Step {
    Name(String),
    Any,
    X(char),
}

/// One field of a plan, decoded.
#[derive(Clone, PartialEq, Debug)]
enum Ask {
    Levels(u32),
    Cv(String),
    Nv(char, Vec<String>, String),
    Other(String, Option<String>),
}

/// What is to be built.
#[derive(Clone, PartialEq, Debug)]
struct Plan {
    moid: &'static str,
    instance: Option<Step>,
    path: Vec<Step>,
    fields: Vec<Ask>,
}

impl Plan {
    fn build(&self) -> Result<ClientUri<'static>, ParseError> {
        let x = |letter: char| XName::new(letter).unwrap();
        let mut builder = ClientUri::builder(&Moid::parse(self.moid).unwrap());
        builder = match &self.instance {
            None => builder,
            Some(Step::Name(name)) => builder.instance(name),
            Some(Step::Any) => builder.any_instance(),
            Some(Step::X(letter)) => builder.x_instance(x(*letter)),
        };
        for step in &self.path {
            builder = match step {
                Step::Name(name) => builder.node(name),
                Step::Any => builder.any_node(),
                Step::X(letter) => builder.x_node(x(*letter)),
            };
        }
        for field in &self.fields {
            builder = match field {
                Ask::Levels(levels) => builder.levels(*levels),
                Ask::Cv(validator) => builder.cv(validator),
                Ask::Nv(letter, names, value) => {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    builder.nv(x(*letter), &names, value)
                }
                Ask::Other(name, value) => builder.field(name, value.as_deref()),
            };
        }
        builder.build()
    }

    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.instance.iter().chain(&self.path)
    }

    fn letters(&self) -> Vec<char> {
        self.steps()
            .filter_map(|step| if let Step::X(letter) = step { Some(*letter) } else { None })
            .collect()
    }

    /// Whether there is a ClientURI that says this.
    fn can_be_said(&self) -> bool {
        let name = |name: &String| !name.is_empty() && !name.contains('\0');
        let letters = self.letters();
        let count = |f: fn(&Ask) -> bool| self.fields.iter().filter(|field| f(field)).count();
        let cvs = count(|field| matches!(field, Ask::Cv(_)));
        let explained =
            |letter| self.fields.iter().any(|field| matches!(field, Ask::Nv(other, ..) if *other == letter));
        self.steps().all(|step| if let Step::Name(text) = step { name(text) } else { true })
            && letters.iter().all(|letter| letters.iter().filter(|other| *other == letter).count() == 1)
            && letters.iter().all(|letter| explained(*letter))
            && count(|field| matches!(field, Ask::Levels(_))) <= 1
            && cvs <= 1
            && (cvs == 0 || self.instance != Some(Step::Any))
            && self.fields.iter().all(|field| match field {
                Ask::Levels(_) => true,
                Ask::Cv(validator) => !validator.contains('\0'),
                Ask::Nv(letter, names, value) => {
                    letters.contains(letter)
                        && !names.is_empty()
                        && names.iter().all(name)
                        && !value.contains('\0')
                }
                Ask::Other(text, value) => {
                    name(text) && !value.as_ref().is_some_and(|value| value.contains('\0'))
                }
            })
    }

    /// The text: no more is percent-encoded than has to be.
    fn text(&self) -> String {
        let name = |name: &str, kept: &str| match name {
            "*" => String::from("%2A"),
            _ if name.parse::<XName>().is_ok() => format!("%28{}%29", &name[1..2]),
            _ => encode(name, kept),
        };
        let step = |step: &Step| match step {
            Step::Name(text) => name(text, PCHAR),
            Step::Any => String::from("*"),
            Step::X(letter) => format!("({letter})"),
        };
        let path: Vec<String> = self.path.iter().map(step).collect();
        let fields: Vec<String> = self
            .fields
            .iter()
            .map(|field| match field {
                Ask::Levels(levels) => format!("Levels={levels}"),
                Ask::Cv(validator) => format!("cv={}", encode(validator, QCHAR)),
                Ask::Nv(letter, names, value) => {
                    let names: Vec<String> = names.iter().map(|text| name(text, NV_NAME)).collect();
                    format!("nv=({letter})/{}:{}", names.join("/"), encode(value, QCHAR))
                }
                Ask::Other(name, None) => encode(name, FIELD_NAME),
                Ask::Other(name, Some(value)) => {
                    format!("{}={}", encode(name, FIELD_NAME), encode(value, QCHAR))
                }
            })
            .collect();
        let query = if fields.is_empty() { String::new() } else { format!("?{}", fields.join("&")) };
        let instance = self.instance.as_ref().map(step).unwrap_or_default();
        format!("{}/{instance}/{}{query}", self.moid, path.join("/"))
    }
}

/// What the grammar reads, decoded, as the plan it would be. The values of other fields it does not decode; these are
/// taken from the ClientURI.
fn planned(uri: &ClientUri<'_>, moid: &'static str) -> Plan {
    let Some(naive::ClientUri::Address(address)) = naive::parse(uri.as_str()) else {
        panic!("{uri} is no address");
    };
    assert_eq!(address.moid, moid);
    assert!(!address.short && !address.trailing_slash, "{uri}");
    let step = |node: Node| match node {
        Node::Any => Step::Any,
        Node::X(letter) => Step::X(letter),
        Node::Name(_, decoded) => Step::Name(decoded),
    };
    let fields = address.fields.into_iter().zip(uri.fields()).map(|(said, field)| match (said, field) {
        (Said::Levels(levels), _) => Ask::Levels(levels),
        (Said::Cv(_, decoded), _) => Ask::Cv(decoded),
        (Said::Nv { letter, names, value }, _) => {
            Ask::Nv(letter, names.into_iter().map(|(_, decoded)| decoded).collect(), value.1)
        }
        (Said::Other { .. }, Field::Other { name, value }) => {
            Ask::Other(name.decode().into_owned(), value.map(|value| value.decode().into_owned()))
        }
        (said, field) => panic!("{uri}: {field:?} instead of {said:?}"),
    });
    Plan {
        moid,
        instance: address.instance.map(step),
        path: address.path.into_iter().map(step).collect(),
        fields: fields.collect(),
    }
}

/// Any name there could be, and now and then one that there could not.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => select(&["*", "**", "(x)", "(Z)", "(xy)", "()", "(x", "(\u{e9})", "%", "%41", "%zz", "%2A", "/", "a/b", "&", ":",
            "a:b&c=d", "=", "?", "#", "[]", " ", ".", "..", "\u{e9}", "\u{1F600}", "a", "Data", "+", "@", "\u{7f}", "\"", "\\",
            "\n", "nv", "http:", "-._~!$'()*,;"][..]).prop_map(String::from),
        4 => vec(any::<char>(), 1..5).prop_map(String::from_iter),
        4 => "[a-z]{1,3}",
    ]
}

/// Any text, and now and then one that no ClientURI says.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        13 => any_name(),
        1 => Just(String::new()),
        1 => any_name().prop_map(|name| format!("{name}\0")),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => any_text().prop_map(Step::Name),
        1 => Just(Step::Any),
        2 => letter().prop_map(Step::X),
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    let value = || prop_oneof![1 => Just(String::new()), 5 => any_text()];
    let field = prop_oneof![
        2 => any::<u32>().prop_map(Ask::Levels),
        2 => value().prop_map(Ask::Cv),
        1 => (letter(), vec(any_text(), 0..3), value()).prop_map(|(x, names, value)| Ask::Nv(x, names, value)),
        4 => (any_text(), option::of(value())).prop_map(|(name, value)| {
            // Those of the protocol have tests of their own.
            let name = if matches!(&*name, "Levels" | "nv" | "cv") { format!("{name}/") } else { name };
            Ask::Other(name, value)
        }),
    ];
    let moid = select(&["urn:oma:mo:x:1.0", "m", "**", "(xy)", "%2A"][..]);
    let explained = vec((vec(any_name(), 1..3), value(), 0..10_u8), 6);
    (moid, option::of(step()), vec(step(), 0..4), vec(field, 0..3), explained).prop_map(
        |(moid, instance, path, fields, explained)| {
            let mut plan = Plan { moid, instance, path, fields };
            for (letter, (names, value, forgotten)) in plan.letters().into_iter().zip(explained) {
                if forgotten != 0 {
                    plan.fields.push(Ask::Nv(letter, names, value));
                }
            }
            plan
        },
    )
}

#[test]
fn the_builder_builds_what_can_be_said_and_nothing_else() {
    let tally = Tally::default();
    for_all(6_000, plan(), |plan| {
        tally.count(plan.can_be_said());
        match plan.build() {
            Ok(uri) => {
                assert!(plan.can_be_said(), "{uri}");
                assert_eq!(uri, *plan.text());
                assert_eq!(planned(&uri, plan.moid), plan);
            }
            Err(error) => assert!(!plan.can_be_said(), "{plan:?}: {error}"),
        }
    });
    tally.assert_balanced();
}

#[test]
fn the_builder_says_what_cannot_be_built() {
    use ParseErrorKind::*;
    let x = XName::new('x').unwrap();
    let moid = Moid::parse("urn:x").unwrap();
    let new = || ClientUri::builder(&moid);
    for (builder, kind, offset) in [
        (new().node("a\0b"), EscapedNul, 8),
        (new().cv("\0"), EscapedNul, 11),
        (new().x_instance(x), XNameWithoutNv, 6),
        (new().x_instance(x).x_node(x).nv(x, &["a"], ""), XNameRepeated, 10),
        (new().nv(x, &["a"], ""), NvWithoutXName, 8),
        (new().x_node(x).nv(x, &[], "a"), Nv, 11),
        (new().x_node(x).nv(x, &[""], "a"), Nv, 11),
        (new().x_node(x).nv(x, &["a", ""], "a"), Nv, 11),
        (new().any_instance().cv("1"), CvNotOneInstance, 9),
        (new().cv("1").cv("1"), CvRepeated, 13),
        (new().levels(1).levels(1), LevelsRepeated, 17),
        (new().field("", None), EmptyField, 8),
        (new().field("", Some("a")), EmptyField, 8),
        (new().field("Levels", None), Levels, 8),
        (new().field("Levels", Some("-1")), Levels, 8),
        (new().field("nv", Some("q")), Nv, 8),
        (new().field("cv", None), Cv, 8),
    ] {
        let error = builder.clone().build().expect_err(&format!("{builder:?}"));
        assert_eq!((error.kind(), error.offset()), (kind, offset), "{builder:?}");
    }
    for builder in [new().instance(""), new().node(""), new().node("a").node("").node("b")] {
        assert_eq!(builder.build().unwrap_err().kind(), EmptyNode);
    }
    // A field of the protocol that is written by hand is that field.
    let uri =
        new().x_node(x).field("nv", Some("(x)/a:b")).field("Levels", Some("7")).field("cv", Some("")).build();
    let uri = uri.unwrap();
    assert_eq!((uri.levels(), uri.nv(x).count(), uri.cv().unwrap().as_str()), (Some(7), 1, ""));
}

#[test]
fn levels_are_set_in_place_of_those_there_were() {
    for_all(3_000, (by_the_rules(), any::<u32>()), |(text, levels)| {
        let Ok(uri) = ClientUri::parse(&text) else { return };
        let with = uri.with_levels(levels).unwrap();
        let mut expected = naive::parse(&text).unwrap();
        let fields = match &mut expected {
            naive::ClientUri::AllMos { fields } => fields,
            naive::ClientUri::Address(address) => &mut address.fields,
        };
        fields.retain(|field| !matches!(field, Said::Levels(_)));
        fields.push(Said::Levels(levels));
        same_parts(&with, with.as_str(), &expected);
        assert_eq!(with.with_levels(levels), Ok(with.clone()));
        assert!(with.same_address(&uri));
    });
}

// Addresses that are the same.

/// What an address means, apart from its query: the MOID as written, and the decoded steps.
fn meaning(text: &str) -> Option<(Option<String>, Option<Step>, Vec<Step>)> {
    let step = |node: Node| match node {
        Node::Any => Step::Any,
        Node::X(letter) => Step::X(letter),
        Node::Name(_, decoded) => Step::Name(decoded),
    };
    Some(match naive::parse(text)? {
        naive::ClientUri::AllMos { .. } => (None, None, vec![]),
        naive::ClientUri::Address(address) => {
            (Some(address.moid), address.instance.map(step), address.path.into_iter().map(step).collect())
        }
    })
}

#[test]
fn addresses_are_the_same_if_they_mean_the_same() {
    // Few names in many spellings, so that many pairs are the same.
    let name = select(&["a", "%61", "b", "%2A", "*", "A", "%C3%A9", "%c3%a9", "(x)", "(y)", "%28x%29"][..]);
    let uri = (
        select(&["m", "%6D"][..]),
        option::of(name.clone()),
        vec(name, 0..3),
        select(&["", "/"][..]),
        select(&["", "a&"][..]),
    )
        .prop_map(|(moid, instance, path, end, other)| {
            let short = path.is_empty() && end.is_empty();
            let (slash, end) = (if short { "" } else { "/" }, if path.is_empty() { "" } else { end });
            let address = format!("{moid}/{}{slash}{}{end}", instance.unwrap_or(""), path.join("/"));
            let nvs: Vec<String> = ["x", "y"]
                .into_iter()
                .filter(|letter| address.contains(&format!("({letter})")))
                .map(|letter| format!("nv=({letter})/a:{other}b"))
                .collect();
            match (nvs.is_empty(), other) {
                (true, "") => address,
                (true, _) => format!("{address}?a"),
                (false, _) => format!("{address}?{}", nvs.join("&")),
            }
        });
    let same = std::cell::Cell::new(0);
    let texts = prop_oneof![20 => uri, 1 => Just(String::from("*")), 1 => Just(String::from("*?a"))];
    for_all(6_000, vec(texts, 2..6), |texts| {
        let uris: Vec<_> = texts.iter().filter_map(|text| ClientUri::parse(text).ok()).collect();
        for one in &uris {
            assert!(one.same_address(one));
            for other in &uris {
                let expected = meaning(one.as_str()) == meaning(other.as_str());
                assert_eq!(one.same_address(other), expected, "{one} {other}");
                same.set(same.get() + u32::from(expected && one != other));
            }
        }
    });
    assert!(same.get() > 500, "{}", same.get());
}

#[test]
fn an_address_respelled_is_the_same() {
    for_all(3_000, plan(), |plan| {
        let Ok(uri) = plan.build() else { return };
        let step = |step: &Step| match step {
            Step::Name(name) => encode(name, "").to_lowercase(),
            Step::Any => String::from("*"),
            Step::X(letter) => format!("({letter})"),
        };
        let path: String = plan.path.iter().map(|node| step(node) + "/").collect();
        let instance = plan.instance.as_ref().map(step).unwrap_or_default();
        let query = uri.query().map(|query| format!("?unknown&{query}")).unwrap_or_default();
        let respelled = format!("{}/{instance}/{path}{query}", plan.moid);
        let respelled = ClientUri::parse(&respelled).unwrap();
        assert!(uri.same_address(&respelled) && respelled.same_address(&uri), "{uri} {respelled}");
        let below =
            ClientUri::parse(&format!("{}/{instance}/{path}below{query}", plan.moid)).unwrap().into_owned();
        assert!(!uri.same_address(&below) && !below.same_address(&uri), "{uri} {below}");
    });
}

// The longest there is.

/// Texts of this many bytes, each long in another part.
fn long_texts(len: usize) -> Vec<String> {
    let fill = |before: &str, piece: &str, after: &str| {
        let room = len - before.len() - after.len();
        let odd = "a".repeat(room % piece.len());
        let text = format!("{before}{}{odd}{after}", piece.repeat(room / piece.len()));
        assert_eq!(text.len(), len);
        text
    };
    vec![
        fill("", "m", "//"),
        fill("", "m", "/"),
        fill("", "%41", "//a?b"),
        fill("m/", "i", "/"),
        fill("m/", "i", ""),
        fill("m/", "i", "?a"),
        fill("m/", "i", "/a"),
        fill("m//", "a", ""),
        fill("m//", "a/", "b"),
        fill("m//", "*/", "b/"),
        fill("m//", "%C3%A9", "?Levels=1"),
        fill("m/i/a?", "b", ""),
        fill("m/i/a?", "b&", "c"),
        fill("m//?cv=", "1", ""),
        fill("m//?", "a&", "cv=1"),
        fill("m//(x)?nv=(x)/", "a/", ":b"),
        fill("m//(x)?nv=(x)/a:", "%26", ""),
        fill("*?", "a", ""),
        fill("*?", "a&", "Levels=1"),
    ]
}

#[test]
fn a_client_uri_has_at_most_65535_bytes() {
    for text in long_texts(65_535) {
        assert!(agree(&text), "{}", &text[..20]);
    }
    for text in long_texts(65_536).into_iter().chain([" ".repeat(65_536), "\u{e9}".repeat(40_000)]) {
        let error = ClientUri::parse(&text).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ParseErrorKind::TooLong, 65_535));
        assert!(naive::parse(&text).is_none());
    }
}

#[test]
fn what_is_as_long_as_is_allowed_has_a_fault_of_its_own() {
    let text = format!("m//{} ", "a".repeat(65_531));
    let error = ClientUri::parse(&text).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ParseErrorKind::Character(' '), 65_534));
}

#[test]
fn no_client_uri_is_built_beyond_65535_bytes() {
    let moid = Moid::parse("m").unwrap();
    let new = || ClientUri::builder(&moid);
    let x = XName::new('x').unwrap();
    let text = |len| "a".repeat(len);
    type Build<'b> = &'b dyn Fn(usize) -> Result<ClientUri<'static>, ParseError>;
    let builds: [(usize, Build<'_>); 8] = [
        ("m//".len(), &|len| new().instance(&text(len)).build()),
        ("m//".len(), &|len| new().node(&text(len)).build()),
        ("m//?".len(), &|len| new().field(&text(len), None).build()),
        ("m//?a=".len(), &|len| new().field("a", Some(&text(len))).build()),
        ("m//?cv=".len(), &|len| new().cv(&text(len)).build()),
        ("m//(x)?nv=(x)/:".len(), &|len| new().x_node(x).nv(x, &[&text(len)], "").build()),
        ("//".len(), &|len| ClientUri::builder(&Moid::parse(&text(len)).unwrap()).build()),
        ("m//?&Levels=1".len(), &|len| {
            ClientUri::parse(&format!("m//?{}&Levels=4294967295", text(len - 20)))?.with_levels(1)?;
            ClientUri::parse(&format!("m//?{}", text(len)))?.with_levels(1)
        }),
    ];
    for (at, (rest, build)) in builds.into_iter().enumerate() {
        assert_eq!(build(65_535 - rest).map(|uri| uri.as_str().len()), Ok(65_535), "{at}");
        let error = build(65_536 - rest).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ParseErrorKind::TooLong, 65_535), "{at}");
    }
    // Escapes count as they are written.
    assert!(new().node(&"\u{e9}".repeat(10_922)).build().is_ok());
    assert!(new().node(&"\u{e9}".repeat(10_923)).build().is_err());
}

// One text, many ways to it.

#[test]
fn a_client_uri_is_its_text() {
    text_laws!(ClientUri, CLIENT_URIS.iter().map(|(text, _)| *text).collect());
    text_laws!(Address, CLIENT_URIS.iter().map(|(text, _)| *text).collect());
    for_all(300, vec(by_the_rules(), 6), |texts| {
        let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        texts.extend(["m//", "m/", "*"]);
        text_laws!(ClientUri, texts);
    });
}

#[test]
fn however_a_client_uri_came_about_it_is_the_same() {
    let m = Moid::parse("m").unwrap();
    let parsed = ClientUri::parse("m/i/a?Levels=1").unwrap();
    let built = ClientUri::builder(&m).instance("i").node("a").levels(1).build().unwrap();
    let set = ClientUri::parse("m/i/a").unwrap().with_levels(1).unwrap();
    let address = Address::try_from(parsed.clone()).unwrap();
    for same in
        [built, set, address.clone().into(), address.clone().into_client_uri(), address.into_owned().into()]
    {
        assert_eq!(same, parsed);
        assert_eq!(uri_texts::hash(&same), uri_texts::hash(&parsed));
        assert_eq!(said(&same), said(&parsed));
    }
    let star = ClientUri::parse("*").unwrap();
    assert_eq!(ClientUri::all_mos(), star);
    assert_eq!(uri_texts::hash(&ClientUri::all_mos()), uri_texts::hash(&star));
    assert_eq!(ClientUri::all_mos().to_string(), "*");
    assert_eq!(Address::try_from(star).unwrap_err().kind(), ParseErrorKind::StarAlone);
    // Two texts of one meaning are two ClientURIs.
    assert_ne!(ClientUri::parse("m//a").unwrap(), ClientUri::parse("m//a/").unwrap());
    assert_ne!(ClientUri::parse("m//a").unwrap(), ClientUri::parse("m//%61").unwrap());
}

#[test]
fn an_x_name_is_a_letter_in_parentheses() {
    for c in (0..=0x2FF).filter_map(char::from_u32) {
        let x = XName::new(c);
        assert_eq!(x.map(XName::letter), Some(c).filter(char::is_ascii_alphabetic));
        assert_eq!(format!("({c})").parse::<XName>().ok(), x);
        if let Some(x) = x {
            assert_eq!((x.to_string(), format!("{x:?}")), (format!("({c})"), format!("({c})")));
            assert_eq!(x.cmp(&XName::new('m').unwrap()), c.cmp(&'m'));
        }
    }
}

#[test]
fn what_addresses_the_same() {
    let uris = [
        &["urn:x/", "urn:x//", "urn:x//?Levels=1"][..],
        &["urn:x/a", "urn:x/a/", "urn:x/%61/"],
        &["urn:x//a", "urn:x//%61", "urn:x//a/", "urn:x//a?a"],
        &["urn:x/a/b", "urn:x/%61/%62"],
        &["urn:x/a/b/c"],
        &["urn:x/a/b/d"],
        &["urn:x/*/b"],
        &["urn:x/*/*"],
        &["urn:x/(x)/b?nv=(x)/a:1"],
        &["urn:x/(y)/b?nv=(y)/a:1"],
        &["urn:y/a/b"],
        &["*", "*?Levels=1"],
    ];
    let all = uris.iter().enumerate().flat_map(|(group, texts)| texts.iter().map(move |text| (group, text)));
    for (group, one) in all.clone() {
        for (other_group, other) in all.clone() {
            let [a, b] = [one, other].map(|text| ClientUri::parse(text).expect(text));
            assert_eq!(a.same_address(&b), group == other_group, "{one} {other}");
        }
    }
}

#[test]
fn what_is_built_has_its_escapes_and_its_faults_their_place() {
    let moid = Moid::parse("urn:x").unwrap();
    let built = || ClientUri::builder(&moid);
    let fault = |error: ParseError| (error.kind(), error.offset());
    let empty = |at| (ParseErrorKind::EmptyNode, at);
    // `urn:x/` and `/` are before the names.
    assert_eq!(fault(built().instance("").build().unwrap_err()), empty(6));
    assert_eq!(fault(built().node("").build().unwrap_err()), empty(7));
    assert_eq!(fault(built().instance("abc").node("").build().unwrap_err()), empty(10));
    assert_eq!(fault(built().instance("abc").node("de").node("").node("f").build().unwrap_err()), empty(13));
    assert_eq!(fault(built().instance("").node("").build().unwrap_err()), empty(6));

    let x = XName::new('x').unwrap();
    let uri = built().x_node(x).nv(x, &["a:b&c/d%"], "1/2&3%").build().unwrap();
    assert_eq!(uri, "urn:x//(x)?nv=(x)/a%3Ab%26c%2Fd%25:1/2%263%25");
    let uri = built().field("a=b%c&d", Some("=")).field("e f", None).build().unwrap();
    assert_eq!(uri, "urn:x//?a%3Db%25c%26d==&e%20f");
    for (text, name) in [("urn:x//*", "*"), ("urn:x//(x)?nv=(x)/a:1", "(x)"), ("urn:x//%41", "%41")] {
        assert_eq!(ClientUri::parse(text).unwrap().path().next().unwrap().to_string(), name);
    }
}

//! The JSON reader against others: it accepts what serde_json accepts, reads the same strings out of it, keeps the same
//! raw values, and says truly where a text stops being JSON.
//!
//! A listed difference is one of these, and RFC 8259 allows each:
//!
//! - a number that no `f64` can hold, `1e400`, is read and kept as it is written: section 6 has no limit of magnitude and
//!   allows a reader to have one, which serde_json does; hifijson, which has none, has to agree;
//! - the limits of a body, of which section 9 allows any; here only nesting is deep enough to meet one;
//! - a name that stands twice in an object of the protocol: section 4 says that names SHOULD be unique. In a raw value it
//!   may, as in serde_json.
//!
//! With `--release` there are millions of cases, and `-- --nocapture` prints how many.

#[path = "support/oracle.rs"]
mod oracle;
#[path = "support/places.rs"]
mod places;
#[path = "support/prefix.rs"]
mod prefix;
#[path = "support/rng.rs"]
mod rng;
#[path = "support/texts.rs"]
mod texts;

use omadm::{
    DecodeError, Json, Limit, Limits, ManagementData, Options, Package1, Package2, Package3,
    error::{DecodeErrorKind, Expected, Found},
    json::{self, Document},
};
use oracle::Verdict;
use places::Place;
use prefix::{check_place, lossy, refusal};
use rng::Rng;
use std::ops::AddAssign;

/// Whether there is time for millions of cases.
const MILLIONS: bool = !cfg!(debug_assertions);

/// This many cases in a release build, so many in a plain `cargo test`.
const fn cases(release: usize, debug: usize) -> usize {
    if MILLIONS { release } else { debug }
}

/// How many cases there were.
#[derive(Clone, Copy, Default)]
struct Tally {
    accepted: usize,
    refused: usize,
    out_of_range: usize,
    unchecked: usize,
}

impl Tally {
    fn print(self, what: &str) {
        let Tally { accepted, refused, out_of_range, unchecked } = self;
        println!("{what}: {} cases, {accepted} accepted, {refused} refused", accepted + refused);
        if out_of_range + unchecked > 0 {
            println!("  {out_of_range} out of serde_json's range, {unchecked} faults behind such a number");
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.refused += other.refused;
        self.out_of_range += other.out_of_range;
        self.unchecked += other.unchecked;
    }
}

// Reading one text in one place.

fn bare(text: &[u8]) -> Result<(), DecodeError> {
    Json::parse(std::str::from_utf8(text).expect("a place between characters")).map(drop)
}

fn reads<'a, T: Document<'a>>(text: &'a [u8], options: &Options) -> Result<(), DecodeError> {
    json::decode::<T>(text, options).map(drop)
}

/// Compares what becomes of a text that stands alone. With `place` the place of a fault is checked too.
fn compare_bare(text: &str, place: bool) -> Tally {
    let theirs = serde_json::from_str::<serde_json::Value>(text);
    let ours = Json::parse(text);
    assert_eq!(ours.is_ok(), oracle::second_opinion(text.as_bytes()), "hifijson, and {ours:?}: {text}");
    let mut tally = Tally::default();
    match (ours, theirs) {
        (Ok(json), Ok(_)) => {
            assert_eq!(json.as_str(), oracle::trimmed(text));
            tally.accepted += 1;
        }
        (Ok(_), Err(error)) => {
            assert!(error.to_string().starts_with("number out of range"), "{error}: {text}");
            tally.accepted += 1;
            tally.out_of_range += 1;
        }
        (Err(error), Ok(_)) => panic!("{error}: {text}"),
        (Err(error), Err(_)) => {
            tally.refused += 1;
            if place && !check_place(text.as_bytes(), refusal(&error), bare) {
                tally.unchecked += 1;
            }
        }
    }
    tally
}

/// Whether two members of one object have the same name.
fn repeats(members: &[(String, &str)]) -> bool {
    let mut names: Vec<_> = members.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    names.windows(2).any(|pair| pair[0] == pair[1])
}

/// Compares what becomes of a text that is the value of an unknown member of a Package1.
fn compare_member(text: &[u8]) -> Tally {
    let body_text = [b"{\"x\":", text, b",\"Alert\":[]}"].concat();
    let decoded = json::decode::<Package1>(&body_text, &Options::default());
    let mut tally = Tally::default();
    let error = match (decoded, oracle::verdict(&body_text)) {
        (Ok(decoded), verdict @ (Verdict::Accepted | Verdict::OutOfRange)) => {
            let all = std::str::from_utf8(&body_text).unwrap();
            if verdict == Verdict::OutOfRange {
                assert!(oracle::second_opinion(&body_text), "{all}");
                tally.out_of_range += 1;
            }
            let members = oracle::members(all);
            assert!(!repeats(&members), "{all}");
            let extensions: Vec<_> = decoded
                .value
                .extensions
                .iter()
                .map(|(name, value)| (name.to_owned(), value.as_str()))
                .collect();
            assert_eq!(extensions, members[..members.len() - 1], "{all}");
            tally.accepted += 1;
            return tally;
        }
        (Ok(_), verdict) => panic!("{verdict:?}: {}", lossy(&body_text)),
        // The text broke out of its place, and made a member that stands twice.
        (Err(error), Verdict::Accepted) if error.kind() == DecodeErrorKind::RepeatedMember => {
            assert!(repeats(&oracle::members(&lossy(&body_text))), "{}", lossy(&body_text));
            error
        }
        (Err(error), Verdict::Accepted) => panic!("{error}: {}", lossy(&body_text)),
        (Err(error), _) => {
            assert!(!oracle::second_opinion(&body_text), "{error}: {}", lossy(&body_text));
            error
        }
    };
    tally.refused += 1;
    let again = |text: &[u8]| reads::<Package1>(text, &Options::default());
    tally.unchecked += usize::from(!check_place(&body_text, refusal(&error), again));
    tally
}

/// What a string becomes in every place where the reader meets one: decoded, or refused at the same byte.
///
/// `text` is the string with its quotes, or what should be one.
fn compare_string(text: &[u8]) -> Tally {
    let expected = serde_json::from_slice::<String>(text);
    let mut tally = Tally::default();
    let mut first = None;
    let mut compare = |begin: &str, end: &str, place: Place| {
        let body = [begin.as_bytes(), text, end.as_bytes()].concat();
        let error = match (place.string(&body), &expected) {
            (Ok(Some(string)), Ok(expected)) => {
                assert_eq!(string, *expected, "{}", lossy(&body));
                tally.accepted += 1;
                return;
            }
            (Err(error), Err(_)) => error,
            (ours, theirs) => panic!("{ours:?}, {theirs:?}: {}", lossy(&body)),
        };
        tally.refused += 1;
        // In each place it is the same fault at the same byte of the string. Behind the string it is at the same byte,
        // and what would have been right there depends on the place.
        let offset = error.offset().checked_sub(begin.len()).expect("the fault is behind what is sound");
        if offset < text.len() {
            let structure = matches!(error.kind(), DecodeErrorKind::Unexpected { .. });
            let found = (offset, (!structure).then(|| error.kind()));
            assert_eq!(found, *first.get_or_insert(found), "{}", lossy(&body));
        }
        check_place(&body, refusal(&error), |text| place.string(text).map(drop));
    };
    compare("{\"x\":", "}", Place::Raw);
    compare("{", ":0}", Place::Name);
    compare("{\"Alert\":[{\"AlertType\":", "}]}", Place::AlertType);
    compare("{\"Status\":[{\"sc\":200,\"URI\":[", "]}]}", Place::Location);
    compare("{\"MOS\":[{\"MIID\":[", "]}]}", Place::Miid);
    compare("[{\"MOData\":{", ":0}}]", Place::NodeName);
    compare("[{\"MOData\":{\"a\":", "}}]", Place::Leaf);
    compare("{\"CMD\":[[", "]]}", Place::CommandName);
    compare("{\"CMD\":[[\"GET\",", "]]}", Place::Parameter);
    compare("{\"CMD\":[[\"FROB\",", "]]}", Place::Unreadable);
    tally
}

fn quoted(text: &str) -> Vec<u8> {
    format!("\"{text}\"").into_bytes()
}

#[test]
fn every_escaped_code() {
    let mut tally = Tally::default();
    for code in 0..=0xffff_u32 {
        let lower = format!("\\u{code:04x}");
        let expected = char::from_u32(code).map(String::from);
        // What is said of serde_json is true of the number itself.
        assert_eq!(serde_json::from_slice::<String>(&quoted(&lower)).ok(), expected);
        tally += compare_string(&quoted(&lower));
        tally += compare_string(&quoted(&format!("ab\u{e4}\\u{code:04X}cdefgh")));
    }
    tally.print("every \\uXXXX in ten places, in lower and upper case");
}

#[test]
fn every_surrogate_at_the_bounds_of_the_low_ones() {
    let mut tally = Tally::default();
    for first in 0xd7ff..=0xe000_u16 {
        for second in [0x0000, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdc01, 0xdffe, 0xdfff, 0xe000, 0xffff_u16] {
            let expected = char::decode_utf16([first, second]).collect::<Result<String, _>>().ok();
            let cases = [
                format!("\\u{first:04x}\\u{second:04x}"),
                format!("\\u{first:04X}\\u{second:04X}"),
                format!("\\u{first:04x}\\u{second:04X}"),
                format!("\\u{first:04X}\\u{second:04x}"),
            ];
            for case in &cases {
                assert_eq!(serde_json::from_slice::<String>(&quoted(case)).ok(), expected);
                tally += compare_string(&quoted(case));
            }
        }
        // And what else can follow.
        for tail in [
            "",
            "\\",
            "\\u",
            "\\udc0",
            "\\udc0g",
            "\\n",
            "\\U dc00",
            "udc00",
            "\u{10000}",
            " \\udc00",
            "\"\\udc00",
        ] {
            let case = format!("\"\\u{first:04x}{tail}");
            tally += compare_string(case.as_bytes());
            tally += compare_string(&[case.as_bytes(), b"\""].concat());
        }
    }
    tally.print("every surrogate in ten places, in four spellings, before halves and before what is none");
}

/// Every pair of halves: a million.
#[test]
fn every_surrogate_pair() {
    let step = cases(1, 31);
    let mut tally = Tally::default();
    for high in (0xd800..=0xdbff_u32).step_by(step) {
        for low in (0xdc00..=0xdfff_u32).step_by(step) {
            let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            let body = format!("{{\"\\u{high:04x}\\u{low:04X}\":0}}");
            let name = Place::Name.string(body.as_bytes()).unwrap().unwrap();
            assert_eq!(name.chars().map(u32::from).collect::<Vec<_>>(), [code]);
            tally.accepted += 1;
        }
    }
    tally.print("surrogate pairs as a member name");
}

#[test]
fn every_byte_behind_a_backslash_and_for_every_digit() {
    let mut tally = Tally::default();
    for byte in 0..=0xff {
        tally += compare_string(&[b'"', b'\\', byte, b'"']);
        tally += compare_string(&[b'"', b'\\', byte]);
        for digit in 0..4 {
            for rest in [&b"\""[..], b"", b"0000\"", b"\\udc00\""] {
                let mut code = *b"d834";
                code[digit] = byte;
                tally += compare_string(&[b"\"\\u", &code[..], rest].concat());
                // Cut behind the digit.
                tally += compare_string(&[b"\"\\u", &code[..=digit], rest].concat());
            }
        }
    }
    tally.print("every byte behind a backslash and as each digit, in ten places");
}

#[test]
fn every_byte_at_every_alignment_of_the_scan() {
    let mut tally = Tally::default();
    let plain = b"abcdefghijklmnopqrstuvwx";
    let tails: &[&[u8]] = &[
        b"",
        b"a",
        b"abcdefg",
        b"abcdefgh",
        b"abcdefghi",
        b"abcdefghijklmnop",
        b"\\n",
        b"\\\\abcdefg",
        b"\x1fabcdefg",
        b"\"abcdefg",
        b"!abcdefg",
        b"#\x7f\xc3\xa4 bc",
        b"\xe2\x82\xac",
        b"\x80\x80\x80\x80\x80\x80\x80",
    ];
    for at in 0..=16 {
        for byte in 0..=0xff {
            for tail in tails {
                tally += compare_string(&[b"\"", &plain[..at], &[byte], tail, b"\""].concat());
                // Without its end.
                tally += compare_string(&[b"\"", &plain[..at], &[byte], tail].concat());
            }
        }
    }
    tally.print("every byte at every alignment, with 14 tails, in ten places");
}

/// A byte that ends the scan may set bits of those before it in the same word: every two bytes beside each other.
#[test]
fn every_two_bytes_at_every_alignment_of_the_scan() {
    let mut tally = Tally::default();
    let plain = b"abcdefghijklmnop";
    let step = cases(1, 5);
    let ends: &[&[u8]] = &[b"abcdefgh\"}", b"\"}"];
    let mut body = Vec::new();
    for at in 0..8 {
        for first in (0..=0xff_u8).step_by(step) {
            for second in (0..=0xff_u8).step_by(step) {
                for end in ends {
                    body.clear();
                    body.extend(b"{\"x\":\"");
                    body.extend(&plain[..at]);
                    body.extend([first, second]);
                    body.extend(*end);
                    let ours = json::decode::<Package1>(&body, &Options::default());
                    let theirs = oracle::verdict(&body);
                    assert_eq!(ours.is_ok(), theirs == Verdict::Accepted, "{}", lossy(&body));
                    if let Err(error) = ours {
                        tally.refused += 1;
                        let again = |text: &[u8]| Place::Raw.string(text).map(drop);
                        check_place(&body, refusal(&error), again);
                    } else {
                        tally.accepted += 1;
                    }
                }
            }
        }
    }
    tally.print("every two bytes at every alignment");
}

/// All texts of up to so many bytes of this alphabet, alone.
fn all_texts(alphabet: &[u8], release: usize, debug: usize) {
    let longest = cases(release, debug);
    // The place of a fault is the same question for every longer text: it is asked for the shorter ones.
    let placed = longest - 2;
    let mut tally = Tally::default();
    let mut digits = Vec::new();
    let mut text = String::new();
    loop {
        tally += compare_bare(&text, text.len() <= placed);
        // The next text of this length, or the first that is longer.
        let mut at = digits.len();
        loop {
            if at == 0 {
                digits.push(0);
                digits.fill(0);
                break;
            }
            at -= 1;
            digits[at] += 1;
            if digits[at] < alphabet.len() {
                break;
            }
            digits[at] = 0;
        }
        if digits.len() > longest {
            break;
        }
        text.clear();
        text.extend(digits.iter().map(|digit| char::from(alphabet[*digit])));
    }
    let alphabet = String::from_utf8_lossy(alphabet);
    tally.print(&format!("all texts of up to {longest} bytes of `{alphabet}`"));
}

#[test]
fn all_short_texts() {
    all_texts(b"[]{},:\"\\ 1-.e", 7, 5);
}

#[test]
fn all_short_texts_of_strings() {
    all_texts(b"\"\\u0dn, ", 7, 5);
}

#[test]
fn all_short_texts_of_numbers() {
    all_texts(b"-+.eE019 ,", 7, 5);
}

/// Literals are long: here they are letters of the alphabet, whole and cut.
#[test]
fn all_short_texts_of_words() {
    let words = ["true", "false", "null", "nul", "t", "\"\"", "[", "]", "{", "}", ",", ":", " ", "0"];
    let longest = cases(6, 4);
    let mut tally = Tally::default();
    let mut text = String::new();
    for count in 0..=longest {
        for number in 0..words.len().pow(count as u32) {
            text.clear();
            let mut rest = number;
            for _ in 0..count {
                text.push_str(words[rest % words.len()]);
                rest /= words.len();
            }
            tally += compare_bare(&text, count < longest);
        }
    }
    tally.print(&format!("all texts of up to {longest} words"));
}

/// Compares what becomes of an object as MOData, node by node. An array is refused there.
fn compare_mo_data(object: &str) -> Tally {
    let body = format!("[{{\"MOData\":{object}}}]");
    let mut tally = Tally::default();
    match (json::decode::<ManagementData>(body.as_bytes(), &Options::default()), oracle::first_array(object))
    {
        (Ok(decoded), None) => {
            let data = &decoded.value.records[0].data;
            assert_eq!(data.as_json().as_str(), object);
            assert_eq!(oracle::compare_nodes(data.nodes(), object), data.node_count(), "{object}");
            tally.accepted += 1;
        }
        (Err(error), Some(offset)) => {
            let kind = DecodeErrorKind::Unexpected { expected: Expected::Node, found: Found::Array };
            assert_eq!(refusal(&error), ("[{\"MOData\":".len() + offset, kind), "{object}");
            tally.refused += 1;
        }
        (ours, theirs) => panic!("{ours:?}, {theirs:?}: {object}"),
    }
    tally
}

/// Compares what becomes of an object as an alert's data, and of a string as its type.
fn compare_alert(string: &str, object: &str) -> Tally {
    let body = format!("{{\"Alert\":[{{\"Data\":{object} ,\"Mark\":{string},\"AlertType\":{string}}}]}}");
    let with_status = body.replacen('{', "{\"Status\":[],", 1);
    let decoded = json::decode::<Package3>(with_status.as_bytes(), &Options::default());
    assert!(decoded.is_ok_and(|decoded| decoded.value.alerts.len() == 1));
    let package = json::decode::<Package1>(body.as_bytes(), &Options::default()).unwrap().value;
    let alert = &package.alerts[0];
    assert_eq!(alert.data.as_ref().unwrap().as_str(), object);
    let expected: String = serde_json::from_str(string).unwrap();
    assert_eq!((alert.alert_type.as_str(), alert.mark.as_ref().unwrap().as_str()), (&*expected, &*expected));
    Tally { accepted: 1, ..Tally::default() }
}

#[test]
fn generated_and_mutated_texts() {
    let mut rng = Rng::new(1);
    let (mut alone, mut member, mut data, mut alert) = <(Tally, Tally, Tally, Tally)>::default();
    let mut text = String::new();
    for _ in 0..cases(500_000, 2_000) {
        text.clear();
        if rng.once_in(2) {
            texts::object(&mut rng, &mut text, 4);
            data += compare_mo_data(&text);
            let mut string = String::new();
            texts::string(&mut rng, &mut string);
            alert += compare_alert(&string, &text);
        } else {
            texts::value(&mut rng, &mut text, 4);
        }
        alone += compare_bare(&text, true);
        assert_eq!(alone.refused, 0, "the generator made what is no JSON: {text}");
        member += compare_member(text.as_bytes());
    }
    Tally::print(alone, "generated texts, alone");
    Tally::print(member, "generated texts as an unknown member");
    Tally::print(data, "generated objects as MOData");
    Tally::print(alert, "generated objects as an alert's Data, with generated strings");

    let (mut alone, mut member) = <(Tally, Tally)>::default();
    for _ in 0..cases(1_000_000, 5_000) {
        text.clear();
        texts::value(&mut rng, &mut text, 4);
        let mut bytes = std::mem::take(&mut text).into_bytes();
        texts::mutate(&mut rng, &mut bytes);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            alone += compare_bare(text, true);
        }
        member += compare_member(&bytes);
        text = String::from_utf8(bytes).unwrap_or_default();
    }
    alone.print("mutated texts, alone");
    member.print("mutated texts as an unknown member");
    assert!(member.refused > member.accepted / 2 && member.accepted > member.refused / 10);
}

#[test]
fn mutated_strings_in_every_place() {
    let mut rng = Rng::new(2);
    let mut tally = Tally::default();
    for _ in 0..cases(200_000, 2_000) {
        let mut text = String::new();
        texts::string(&mut rng, &mut text);
        // Names with a meaning are not what this is about.
        let mut bytes = text.into_bytes();
        if rng.once_in(2) {
            texts::mutate(&mut rng, &mut bytes);
        }
        // Still one string, or the beginning of one.
        let inner = bytes.get(1..bytes.len().saturating_sub(1)).unwrap_or_default();
        let quotes = inner.iter().filter(|byte| **byte == b'"').count();
        let escaped = inner.windows(2).filter(|pair| pair == b"\\\"").count();
        if bytes.first() == Some(&b'"') && quotes == escaped {
            tally += compare_string(&bytes);
        }
    }
    tally.print("generated and mutated strings in ten places");
}

/// Whole bodies, with every member of the protocol and some that it does not have.
const BODIES: &[(Body, &str)] = &[
    (
        Body::One,
        r#"{"MOS":[{"DDF":"http://d.example/x","MOID":"urn:oma:mo:x:1.0","MIID":["left","r\u0069ght"],"y":[1, {"z":null}]},{"MOID":null}],"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt","SourceURI":"http://s","TargetURI":null,"Mark":"minor","DataType":"int","Data":{"DM1x": 4660, "a":[true,"\ud834\udd1e"]}}],"x":-1.5e3}"#,
    ),
    (
        Body::Two,
        r#"{"CMD":[["HGET","https://repo.example/new-mo","urn:oma:mo:x:1.0/left/Data"],["GET","urn:oma:mo:x:1.0/(x)/?nv=(x)/ID:GPS&Levels=1","*"],["FROB",{"a":{"b":[1]},"c":"\u00e4"}],["EXEC","m\/\/Reset","http://h/"],["DEFAULT","http://h/[x]","urn:x"],7,[],["DELETE","m/"],["END"]],"x":{"a":1,"a":2}}"#,
    ),
    (
        Body::Three,
        r#"{"Status":[{"sc":200,"URI":["urn:oma:mo:x:1.0/left/","%"],"y":{}},{"sc":404, "URI":null},{ "sc" : 599 }], "Alert":[{"AlertType":"\u0074"}] , "x":"\n"}"#,
    ),
    (
        Body::Data,
        r#"[{"DDF":"http://d","ClientURI":"urn:oma:mo:x:1.0/left/","CV":"v\"1","MOData":{"left":{"ID":"GPS","Data":{"1":{"Value":12.5e0}},"e":{}}},"x":[]},{"ClientURI":"m//a","MOData":{"a":null}},{"MOData":{}}]"#,
    ),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Body {
    One,
    Two,
    Three,
    Data,
}

impl Body {
    fn decode(self, text: &[u8], options: &Options) -> Result<(), DecodeError> {
        match self {
            Body::One => reads::<Package1>(text, options),
            Body::Two => reads::<Package2>(text, options),
            Body::Three => reads::<Package3>(text, options),
            Body::Data => reads::<ManagementData>(text, options),
        }
    }
}

/// Whether a fault is one of the protocol, which a sound text can have.
fn of_the_protocol(kind: DecodeErrorKind) -> bool {
    use DecodeErrorKind as K;
    match kind {
        K::Unexpected { expected, found } => {
            matches!(
                expected,
                Expected::Array | Expected::Object | Expected::String | Expected::Integer | Expected::Node
            ) && !matches!(found, Found::End | Found::Byte(_))
        }
        K::RepeatedMember
        | K::MissingMember(_)
        | K::StatusCode
        | K::Moid(_)
        | K::ClientUri(_)
        | K::Strict(_) => true,
        _ => false,
    }
}

#[test]
fn mutated_bodies() {
    let mut rng = Rng::new(4);
    let mut tally = Tally::default();
    let (mut protocol, mut strictly) = (0, 0);
    for round in 0..cases(500_000, 4_000) {
        let (document, text) = BODIES[round % BODIES.len()];
        let mut text = text.as_bytes().to_vec();
        for _ in 0..rng.below(3) {
            texts::mutate(&mut rng, &mut text);
        }
        let options = Options::default().with_strict(rng.once_in(4));
        let verdict = oracle::verdict(&text);
        match document.decode(&text, &options) {
            Ok(()) => {
                tally.accepted += 1;
                match verdict {
                    Verdict::Accepted => {}
                    Verdict::OutOfRange => {
                        assert!(oracle::second_opinion(&text), "{}", lossy(&text));
                        tally.out_of_range += 1;
                    }
                    _ => panic!("{verdict:?}: {}", lossy(&text)),
                }
            }
            Err(error) => {
                tally.refused += 1;
                if verdict == Verdict::Accepted {
                    assert!(of_the_protocol(error.kind()), "{error}: {}", lossy(&text));
                    protocol += 1;
                }
                strictly += usize::from(matches!(error.kind(), DecodeErrorKind::Strict(_)));
                let again = |text: &[u8]| document.decode(text, &options);
                tally.unchecked += usize::from(!check_place(&text, refusal(&error), again));
            }
        }
    }
    tally.print("mutated bodies");
    println!("  of those refused, {protocol} are sound JSON and against the protocol, {strictly} are strict");
    assert!(
        tally.accepted > tally.refused / 10
            && tally.refused > tally.accepted
            && protocol > tally.refused / 50
    );
}

/// A sound text that is cut is refused where it ends, or at the beginning of the literal or the escape that is cut; or
/// what is left is whole.
#[test]
fn every_prefix_of_a_sound_text() {
    let mut rng = Rng::new(5);
    let mut tally = Tally::default();
    let mut check = |text: &[u8], again: &dyn Fn(&[u8]) -> Result<(), DecodeError>| {
        for len in 0..text.len() {
            let cut = &text[..len];
            let Err(error) = again(cut) else {
                assert!(
                    matches!(oracle::verdict(cut), Verdict::Accepted | Verdict::OutOfRange),
                    "{}",
                    lossy(cut)
                );
                tally.accepted += 1;
                continue;
            };
            tally.refused += 1;
            let token = &cut[error.offset()..];
            let sound = match error.kind() {
                DecodeErrorKind::Unexpected { found: Found::End, .. } => token.is_empty(),
                // The same, told where a value of the protocol is expected.
                DecodeErrorKind::Unexpected { found: Found::Byte(_), .. } => {
                    [&b"true"[..], b"false", b"null"]
                        .iter()
                        .any(|word| word.starts_with(token) && *word != token)
                }
                DecodeErrorKind::InvalidUtf8 => {
                    std::str::from_utf8(token).is_err_and(|e| e.error_len().is_none())
                }
                // `1` is no status code, and `10` is none.
                DecodeErrorKind::StatusCode => token.len() < 3 && token.iter().all(u8::is_ascii_digit),
                _ => false,
            };
            assert!(sound, "{error}: {}", lossy(cut));
            tally.unchecked += usize::from(!check_place(cut, refusal(&error), again));
        }
    };
    for (document, text) in BODIES {
        check(text.as_bytes(), &|text| document.decode(text, &Options::default()));
    }
    let member = |text: &[u8]| reads::<Package1>(text, &Options::default());
    for _ in 0..cases(50_000, 300) {
        let mut text = String::new();
        texts::value(&mut rng, &mut text, 4);
        let whole = format!("{{\"x\":{text}}}");
        check(whole.as_bytes(), &member);
        if text.is_ascii() {
            check(text.as_bytes(), &bare);
        }
    }
    tally.print("prefixes of sound texts");
}

/// Nesting: what is deeper than the limit is refused at the first bracket too many, wherever it stands, and depth is given
/// back when it is left.
#[test]
fn depth_is_a_limit_and_comes_back() {
    let limit = Options::default().limits.depth;
    let mut count = 0;
    for levels in [1, 2, 31, 32, 33, 63, 64, 65, 66, 127, 128, 129, 1_000] {
        for (open, close) in [("[", "]"), ("{\"\":", "}"), ("[{\"a\":", "}]"), ("{\"a\":[", "]}")] {
            let each = open.matches(['[', '{']).count();
            let times = levels / each;
            let deep = format!("{}0{}", open.repeat(times), close.repeat(times));
            // As often as that the depth is taken and given back.
            let several = format!("[{}]", vec![deep.as_str(); 70].join(","));
            for (text, levels) in [(&deep, times * each), (&several, times * each + 1)] {
                let outcome = Json::parse(text).map(drop).map_err(|error| refusal(&error));
                let brackets = text.bytes().enumerate().filter(|(_, byte)| b"[{".contains(byte));
                let first = brackets.map(|(at, _)| at).nth(limit);
                let expected = match first {
                    Some(at) if levels > limit => Err((at, DecodeErrorKind::Limit(Limit::Depth))),
                    _ => Ok(()),
                };
                assert_eq!(outcome, expected, "{levels} levels");
                count += 1;
            }
        }
    }
    // In a slot that is read twice, typed and raw, depth is not taken twice.
    for levels in [60, 61, 62, 63] {
        let slot = format!("[\"GET\",\"*\",{}{}]", "[".repeat(levels - 1), "]".repeat(levels - 1));
        let body_text = format!("{{\"CMD\":[{}]}}", [slot.as_str(); 5].join(","));
        let outcome =
            reads::<Package2>(body_text.as_bytes(), &Options::default()).map_err(|error| refusal(&error));
        let at = "{\"CMD\":[[\"GET\",\"*\",".len() + levels - 2;
        let expected =
            if levels + 2 > limit { Err((at, DecodeErrorKind::Limit(Limit::Depth))) } else { Ok(()) };
        assert_eq!(outcome, expected, "{levels} levels in a slot");
        count += 1;
    }
    println!("depth: {count} texts");
}

/// A name that stands twice, by what it decodes to, is an error in every object of the protocol and in a slot that is no
/// command. serde_json reads it, and so does this reader where a value is raw.
#[test]
fn a_repeated_member_is_an_error_of_the_protocol() {
    /// A body, what stands before an object in it, the object's members, and what stands behind it.
    type Object = (Body, &'static str, &'static [(&'static str, &'static str)], &'static str);
    const OBJECTS: &[Object] = &[
        (Body::One, "", &[("MOS", "[]"), ("Alert", "[]"), ("x", "1"), ("", "2")], ""),
        (
            Body::One,
            "{\"MOS\":[{},",
            &[("DDF", "\"a:b\""), ("MOID", "\"m\""), ("MIID", "[]"), ("x", "1"), ("y", "{}")],
            "]}",
        ),
        (
            Body::One,
            "{\"Alert\":[",
            &[
                ("AlertType", "\"t\""),
                ("SourceURI", "\"a:b\""),
                ("TargetURI", "\"a:b\""),
                ("Mark", "\"minor\""),
                ("DataType", "\"int\""),
                ("Data", "{}"),
                ("x", "1"),
            ],
            "]}",
        ),
        (Body::Two, "", &[("CMD", "[[\"END\"]]"), ("x", "[]"), ("CMDx", "0")], ""),
        (Body::Two, "{\"CMD\":[[\"FROB\",", &[("a", "0"), ("b", "[]"), ("", "{}")], "]]}"),
        (Body::Two, "{\"CMD\":[{\"a\":[", &[("a", "0"), ("b", "{\"a\":0}"), ("c", "[{}]")], "]}]}"),
        (Body::Three, "", &[("Status", "[]"), ("Alert", "[]"), ("x", "1")], ""),
        (Body::Three, "{\"Status\":[", &[("sc", "200"), ("URI", "[]"), ("x", "1"), ("y", "1")], "]}"),
        (
            Body::Data,
            "[",
            &[
                ("DDF", "\"a:b\""),
                ("ClientURI", "\"m//\""),
                ("CV", "\"1\""),
                ("MOData", "{\"a\":1}"),
                ("x", "1"),
            ],
            "]",
        ),
    ];
    let options = Options::default();
    let mut count = 0;
    for (document, begin, members, end) in OBJECTS {
        let write = |members: &[(String, &str)]| {
            let members: Vec<_> =
                members.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
            format!("{begin}{{{}}}{end}", members.join(","))
        };
        let plain: Vec<_> = members.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
        let sound = write(&plain);
        assert!(document.decode(sound.as_bytes(), &options).is_ok(), "{sound}");
        for (name, value) in *members {
            let mut spellings = vec![(*name).to_owned()];
            if let Some(letter) = name.chars().next() {
                spellings.push(format!("\\u{:04x}{}", u32::from(letter), &name[1..]));
            }
            for spelling in &spellings {
                // The one that is spelled otherwise stands second, behind every member, or first.
                for at in 1..=members.len() {
                    let mut twice = plain.clone();
                    twice.retain(|(other, _)| other != name);
                    twice.insert(0, ((*name).to_owned(), value));
                    twice.insert(at, (spelling.clone(), value));
                    let offset = write(&twice[..at]).len() - end.len() - 1 + ",".len();
                    let reversed = {
                        let mut twice = twice.clone();
                        (twice[0].0, twice[at].0) = (spelling.clone(), (*name).to_owned());
                        twice
                    };
                    let later = offset + spelling.len() - name.len();
                    for (members, offset) in [(&twice, offset), (&reversed, later)] {
                        let text = write(members);
                        let error = document.decode(text.as_bytes(), &options).expect_err(&text);
                        assert_eq!(refusal(&error), (offset, DecodeErrorKind::RepeatedMember), "{text}");
                        assert_eq!(oracle::verdict(text.as_bytes()), Verdict::Accepted, "{text}");
                        let again = |text: &[u8]| document.decode(text, &options);
                        assert!(check_place(text.as_bytes(), refusal(&error), again));
                        count += 1;
                    }
                }
            }
        }
        // As many members as are allowed, and one more.
        let most = options.limits.members;
        let mut many = plain.clone();
        let names: Vec<_> = (0..).map(|number| format!("n{number}")).take(most + 1 - many.len()).collect();
        many.extend(names.iter().map(|name| (name.clone(), "0")));
        let offset = write(&many[..most]).len() - end.len() - 1 + ",".len();
        let limit = DecodeErrorKind::Limit(Limit::Members);
        let decode = |members: &[(String, &str)]| {
            document.decode(write(members).as_bytes(), &options).map_err(|error| refusal(&error))
        };
        assert_eq!(decode(&many), Err((offset, limit)));
        assert_eq!(decode(&many[..most]), Ok(()));
        // The one too many is not compared: it is too many even if it stands twice.
        many[most].0 = many[0].0.clone();
        assert_eq!(decode(&many), Err((offset, limit)));
        count += 3;
    }
    println!("repeated members and one member too many: {count} texts");
}

/// Where the elements, members, brackets and strings of a sound text are.
#[derive(Default)]
struct Places {
    /// The first byte of each element and of each member's name.
    values: Vec<usize>,
    /// The brackets that open, and the level that begins there.
    levels: Vec<(usize, usize)>,
    /// The first quote of each string, and its length between the quotes.
    strings: Vec<(usize, usize)>,
}

impl Places {
    fn of(text: &str) -> Self {
        let mut places = Places::default();
        let (mut level, mut item) = (0, false);
        let mut bytes = text.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            if b" \t\r\n".contains(&byte) {
                continue;
            }
            if item && !b"]}".contains(&byte) {
                places.values.push(at);
            }
            item = b"[{,".contains(&byte);
            match byte {
                b'[' | b'{' => {
                    level += 1;
                    places.levels.push((at, level));
                }
                b']' | b'}' => level -= 1,
                b'"' => {
                    while let Some((end, byte)) = bytes.next() {
                        match byte {
                            b'"' => {
                                places.strings.push((at, end - at - 1));
                                break;
                            }
                            b'\\' => drop(bytes.next()),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        places
    }
}

/// With every limit that a text passes, it is refused where it passes it, and with the least that it needs it is not.
#[test]
fn a_limit_is_met_at_the_first_too_many() {
    let mut rng = Rng::new(6);
    let mut texts: Vec<(Body, String)> =
        BODIES.iter().map(|(body, text)| (*body, (*text).to_owned())).collect();
    for _ in 0..cases(10_000, 200) {
        let mut text = String::new();
        texts::object(&mut rng, &mut text, 3);
        texts.push((Body::One, format!("{{\"x\":{text}}}")));
        // In a slot names may not stand twice.
        if !text.contains("\"a\"")
            && !text.contains("\\u")
            && !text.contains("\"b\"")
            && !text.contains("\"\"")
        {
            let slot = format!("{{\"CMD\":[[\"FROB\",{text}]]}}");
            if Body::Two.decode(slot.as_bytes(), &Options::default()).is_ok() {
                texts.push((Body::Two, slot));
            }
        }
        if !text.contains('[') {
            texts.push((Body::Data, format!("[{{\"MOData\":{text}}}]")));
        }
    }
    let mut count = 0;
    for (document, text) in &texts {
        let places = Places::of(text);
        let mut check = |limits: Limits, expected: Option<(usize, Limit)>| {
            let outcome = document.decode(text.as_bytes(), &Options::default().with_limits(limits));
            let expected = expected.map(|(at, limit)| (at, DecodeErrorKind::Limit(limit)));
            assert_eq!(outcome.map_err(|error| refusal(&error)).err(), expected, "{text}");
            count += 1;
        };
        let all = Limits::default();
        for most in 0..=places.values.len() {
            let first = places.values.get(most).map(|at| (*at, Limit::Values));
            check(all.with_values(most), first);
        }
        for most in 0..=places.levels.iter().map(|(_, level)| *level).max().unwrap() {
            let first = places.levels.iter().find(|(_, level)| *level > most);
            check(all.with_depth(most), first.map(|(at, _)| (*at, Limit::Depth)));
        }
        for most in 0..=places.strings.iter().map(|(_, len)| *len).max().unwrap() {
            let first = places.strings.iter().find(|(_, len)| *len > most);
            check(all.with_string_bytes(most), first.map(|(at, _)| (*at, Limit::StringBytes)));
        }
        check(all.with_body_bytes(text.len()), None);
        check(all.with_body_bytes(text.len() - 1), Some((text.len() - 1, Limit::BodyBytes)));
    }
    println!("limits: {} texts, {count} cases", texts.len());
}

#[test]
fn what_the_other_bracket_closes_is_broken() {
    for value in ["{]", "[}", r#"{"a":1]"#, "[1}", r#"{"a":{]}"#, "[[}]", r#"[{"a":[]]"#, r#"{"a":[{}}"#] {
        assert!(omadm::Json::parse(value).is_err(), "{value}");
        let body = format!(r#"{{"Status":[],"x":{value}}}"#);
        let read = omadm::json::decode::<omadm::Package3<'_>>(body.as_bytes(), &omadm::Options::default());
        assert!(read.is_err(), "{body}");
    }
}

#[test]
fn two_low_surrogates_are_no_character() {
    for pair in [r"\udc00\udc00", r"\udfff\udfff", r"\udc00\ud800", r"\ud800\ud800", r"\udbff\udbff"] {
        let body = format!(r#"{{"Status":[{{"sc":200,"URI":["{pair}"]}}]}}"#);
        let read = omadm::json::decode::<omadm::Package3<'_>>(body.as_bytes(), &omadm::Options::default());
        assert!(read.is_err(), "{body}");
    }
}

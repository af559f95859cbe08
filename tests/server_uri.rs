//! ServerURIs against section 5 as `naive` transcribes it, and against two libraries that read RFC 3986.

#[path = "naive/server_uri.rs"]
#[allow(dead_code, unreachable_pub)]
mod naive;
#[path = "support/uri_texts.rs"]
#[allow(dead_code, unreachable_pub)]
mod uri_texts;
#[path = "naive/vectors.rs"]
#[allow(dead_code, unreachable_pub)]
mod vectors;

use iri_string::types::UriStr;
use omadm::{
    Command, InitiatedBy, MAX_URI_BYTES, Options, Package2, ServerUri, Slot,
    error::{ParseError, ParseErrorKind, SlotErrorKind, WarningKind},
    json,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::cell::Cell;
use uri_texts::{Tally, every_text, for_all, mutated, scattered, text_laws};
use vectors::SERVER_URIS;

// The law: what the parser says of a text, and of every part, is what the grammar says.

/// Makes sure that parser, grammar and libraries agree on this text, and says whether it is a ServerURI.
fn agree(text: &str) -> bool {
    let expected = naive::parse(text);
    match (ServerUri::parse(text), &expected) {
        (Ok(uri), Some(expected)) => same_parts(&uri, expected),
        (Err(error), None) => plausible(text, error),
        (Ok(_), None) => panic!("{text:?} is malformed, and is read"),
        (Err(error), Some(_)) => panic!("{text:?} is a ServerURI, and is refused: {error}"),
    }
    compare_with_libraries(text);
    expected.is_some()
}

fn same_parts(uri: &ServerUri<'_>, expected: &naive::ServerUri) {
    assert_eq!(uri.is_https(), expected.scheme.eq_ignore_ascii_case("https"), "{uri}");
    assert_eq!(uri.host(), expected.host, "{uri}");
    // A `:` with nothing behind it is no port.
    let port = expected.port.as_deref().filter(|port| !port.is_empty());
    assert_eq!(uri.port(), port.map(|port| port.parse().unwrap()), "{uri}");
    assert_eq!(uri.path(), expected.path, "{uri}");
    assert_eq!(uri.query(), expected.query.as_deref(), "{uri}");
    assert_eq!(uri.has_brackets(), expected.bracket, "{uri}");
    let shown = uri.to_string();
    assert_eq!(ServerUri::parse(&shown).as_ref(), Ok(uri));
    // Nothing is left out and nothing stands twice.
    let port = expected.port.as_ref().map(|port| format!(":{port}")).unwrap_or_default();
    let query = expected.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
    assert_eq!(uri, &*format!("{}://{}{port}{}{query}", expected.scheme, expected.host, expected.path));
}

/// Makes sure that an error points at what it speaks of.
fn plausible(text: &str, error: ParseError) {
    let at = error.offset();
    let (before, rest) = text.split_at_checked(at).expect("an offset between two characters of the text");
    // Where the authority is, which is what is behind `//`.
    let authority =
        before.strip_prefix_ignoring_case("http://").or(before.strip_prefix_ignoring_case("https://"));
    let in_authority = authority.is_some_and(|authority| !authority.contains(['/', '?', '#']));
    let fits = match error.kind() {
        ParseErrorKind::NotHttp => {
            let lower = text.to_ascii_lowercase();
            at == 0 && !lower.starts_with("http://") && !lower.starts_with("https://")
        }
        ParseErrorKind::NoHost => {
            authority == Some("") && (rest.is_empty() || rest.starts_with(['/', '?', '#', ':']))
        }
        ParseErrorKind::IpLiteral => authority == Some("") && rest.starts_with('['),
        ParseErrorKind::Port => in_authority && before.ends_with(':'),
        ParseErrorKind::UserInfo => in_authority && rest.starts_with('@'),
        ParseErrorKind::Fragment => authority.is_some_and(|a| !a.is_empty()) && rest.starts_with('#'),
        ParseErrorKind::Character(c) => {
            let may_end_a_host = ['/', '?', '#', ':'].contains(&c);
            authority.is_some_and(|a| !a.is_empty() || !may_end_a_host) && rest.starts_with(c)
        }
        ParseErrorKind::Escape => {
            let hex = |at| rest.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
            authority.is_some() && rest.starts_with('%') && !(hex(1) && hex(2))
        }
        ParseErrorKind::TooLong => at == MAX_URI_BYTES && text.len() > MAX_URI_BYTES,
        other => panic!("{text:?} gives {other:?}, which is not about ServerURIs"),
    };
    assert!(fits, "{text:?} gives {error}");
}

trait StripIgnoringCase {
    fn strip_prefix_ignoring_case(&self, prefix: &str) -> Option<&str>;
}

impl StripIgnoringCase for str {
    fn strip_prefix_ignoring_case(&self, prefix: &str) -> Option<&str> {
        let (head, rest) = self.split_at_checked(prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then_some(rest)
    }
}

/// Makes sure that the decoder, which reads a string and the ServerURI in it at once, agrees with the parser.
fn agree_in_a_slot(text: &str) {
    let string = serde_json::to_string(text).unwrap();
    let body = format!(r#"{{"CMD":[["SHOW",{string}]]}}"#);
    let decoded = json::decode::<Package2<'_>>(body.as_bytes(), &Options::default()).unwrap();
    let warnings: Vec<WarningKind> = decoded.warnings.iter().map(|warning| warning.kind()).collect();
    match (&decoded.value.commands[0], ServerUri::parse(text)) {
        (Slot::Command(Command::Show(read)), Ok(uri)) => {
            assert_eq!(*read, uri);
            // Not only the text: what was kept of its parts as well.
            same_parts(read, &naive::parse(text).unwrap());
            let expected = if uri.has_brackets() { vec![WarningKind::Bracket] } else { vec![] };
            assert_eq!(warnings, expected, "{text:?}");
        }
        (Slot::Unreadable(slot), Err(error)) => {
            assert_eq!(slot.reason(), SlotErrorKind::ServerUri(error.kind()), "{text:?}");
            if string.len() == text.len() + 2 {
                assert_eq!(slot.offset(), r#"{"CMD":[["SHOW",""#.len() + error.offset(), "{text:?}");
            }
        }
        (slot, parsed) => panic!("{text:?}: {slot:?}, but {parsed:?}"),
    }
}

// The libraries: they read RFC 3986, section 5 reads a part of it and a little more.

/// A URI as a library reads it.
#[derive(Debug)]
struct Read {
    scheme: String,
    authority: bool,
    userinfo: bool,
    host: String,
    port: Option<String>,
    path: String,
    query: Option<String>,
    fragment: bool,
}

impl Read {
    /// The port as a number; `None` where there is none, and where it is none of 16 bits.
    fn port_number(&self) -> Option<u16> {
        // The libraries have checked that these are digits, of which any number may be zeros in front.
        match self.port.as_deref()?.trim_start_matches('0') {
            "" if self.port.as_deref() == Some("") => None,
            "" => Some(0),
            digits => digits.parse().ok(),
        }
    }
}

fn by_fluent_uri(text: &str) -> Option<Read> {
    let uri = fluent_uri::Uri::parse(text).ok()?;
    let authority = uri.authority();
    Some(Read {
        scheme: uri.scheme().as_str().into(),
        authority: authority.is_some(),
        userinfo: authority.is_some_and(|authority| authority.has_userinfo()),
        host: authority.map(|authority| authority.host().into()).unwrap_or_default(),
        port: authority.and_then(|authority| Some(authority.port()?.as_str().into())),
        path: uri.path().as_str().into(),
        query: uri.query().map(|query| query.as_str().into()),
        fragment: uri.has_fragment(),
    })
}

fn by_iri_string(text: &str) -> Option<Read> {
    let uri = UriStr::new(text).ok()?;
    let authority = uri.authority_components();
    Some(Read {
        scheme: uri.scheme_str().into(),
        authority: authority.is_some(),
        userinfo: authority.is_some_and(|authority| authority.userinfo().is_some()),
        host: authority.map(|authority| authority.host().into()).unwrap_or_default(),
        port: authority.and_then(|authority| Some(authority.port()?.into())),
        path: uri.path_str().into(),
        query: uri.query_str().map(Into::into),
        fragment: uri.fragment().is_some(),
    })
}

type Ask = fn(&str) -> Option<Read>;

const LIBRARIES: [(&str, Ask); 2] = [("fluent-uri", by_fluent_uri), ("iri-string", by_iri_string)];

/// Where a library and this crate may answer differently.
struct Disagreement {
    name: &'static str,
    /// What RFC 3986 says of it.
    rfc: &'static str,
    /// What section 5 says of it.
    section_5: &'static str,
    outcome: Outcome,
    /// Whether this is such a text; what the library reads is there if it reads it.
    applies: fn(&str, Option<&Read>) -> bool,
    examples: &'static [&'static str],
}

#[derive(PartialEq, Debug)]
enum Outcome {
    /// The library reads it, the crate does not.
    Refused,
    /// The crate reads it, the library does not, until the brackets are escaped.
    Tolerated,
    /// Both read it; the library's port is the empty text, the crate says that there is none.
    NoPort,
}

/// Every one of them. Both libraries are right wherever the RFC is asked; none was found where they are not.
const DISAGREEMENTS: &[Disagreement] = &[
    Disagreement {
        name: "another scheme",
        rfc: "3.1: any scheme is generic syntax",
        section_5: "http or https, in any case",
        outcome: Outcome::Refused,
        applies: |_, read| read.is_some_and(|read| !is_http(&read.scheme)),
        examples: &["ftp://h", "httpx://h", "urn:a:http://h", "ws://h/", "h:", "http+x://h"],
    },
    Disagreement {
        name: "no authority",
        rfc: "3: hier-part may be path-absolute, path-rootless or path-empty",
        section_5: "with a host",
        outcome: Outcome::Refused,
        applies: |_, read| read.is_some_and(|read| !read.authority),
        examples: &["http:", "http:/h", "https:h", "http:?a", "http:/h//i"],
    },
    Disagreement {
        name: "an empty host",
        rfc: "3.2.2: reg-name may be empty, though the http scheme forbids it (RFC 9110, 4.2.1)",
        section_5: "with a non-empty host",
        outcome: Outcome::Refused,
        applies: |_, read| read.is_some_and(|read| read.authority && read.host.is_empty()),
        examples: &["http://", "http:///a", "http://?a", "http://:80", "http://u@", "https://#"],
    },
    Disagreement {
        name: "a userinfo",
        rfc: "3.2.1: authority = [ userinfo \"@\" ] host [ \":\" port ]",
        section_5: "without userinfo",
        outcome: Outcome::Refused,
        applies: |_, read| read.is_some_and(|read| read.userinfo),
        examples: &["http://@h", "http://u@h", "http://u:p@h:80/", "http://u%40:@[::1]", "http://:@h"],
    },
    Disagreement {
        name: "a port beyond 65535",
        rfc: "3.2.3: port = *DIGIT, of any length",
        section_5: "port at most 65535",
        outcome: Outcome::Refused,
        applies: |_, read| {
            read.is_some_and(|read| {
                read.port.as_deref().is_some_and(|p| !p.is_empty()) && read.port_number().is_none()
            })
        },
        examples: &[
            "http://h:65536",
            "http://h:0065536/",
            "http://[::1]:4295032831",
            "http://h:18446744073709551617",
        ],
    },
    Disagreement {
        name: "a fragment",
        rfc: "3: URI = scheme \":\" hier-part [ \"?\" query ] [ \"#\" fragment ]",
        section_5: "without fragment",
        outcome: Outcome::Refused,
        applies: |_, read| read.is_some_and(|read| read.fragment),
        examples: &["http://h#", "http://h/#a", "http://h?a#b?c"],
    },
    Disagreement {
        name: "more than 65535 bytes",
        rfc: "no limit",
        section_5: "a limit of this project",
        outcome: Outcome::Refused,
        applies: |text, _| text.len() > 65_535,
        // It has its own test: an example would be rather long.
        examples: &[],
    },
    Disagreement {
        name: "brackets in path and query",
        rfc: "3.3, 3.4: neither pchar nor query has `[` and `]`, they are percent-encoded",
        section_5: "accepted with a warning",
        outcome: Outcome::Tolerated,
        applies: |text, read| read.is_none() && text != with_brackets_escaped(text),
        examples: &["http://h/[DevID]", "http://h?[", "https://[::1]:/]?][?", "http://h/%5B[/"],
    },
    Disagreement {
        name: "an empty port",
        rfc: "3.2.3: port may be empty, then it means the default and should be left out",
        section_5: "nothing: the text is kept, and there is no port",
        outcome: Outcome::NoPort,
        applies: |_, read| read.is_some_and(|read| read.port.as_deref() == Some("")),
        examples: &["http://h:", "http://h:/a", "https://[::1]:?a"],
    },
];

fn is_http(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// The text with `[` and `]` behind the authority escaped.
fn with_brackets_escaped(text: &str) -> String {
    let authority = text.find("//").map_or(0, |at| at + 2);
    let end = text[authority..].find(['/', '?', '#']).map_or(text.len(), |end| authority + end);
    let (before, behind) = text.split_at(end);
    format!("{before}{}", behind.replace('[', "%5B").replace(']', "%5D"))
}

/// Makes sure that libraries and crate say the same of this text but for what the table lists; and that they do say
/// something else where it lists it.
fn compare_with_libraries(text: &str) {
    for (library, ask) in LIBRARIES {
        let read = ask(text);
        let listed: Vec<&Disagreement> =
            DISAGREEMENTS.iter().filter(|row| (row.applies)(text, read.as_ref())).collect();
        let names: Vec<&str> = listed.iter().map(|row| row.name).collect();
        let is_listed = |outcome| listed.iter().any(|row| row.outcome == outcome);
        match (&read, ServerUri::parse(text)) {
            (None, Err(_)) => {}
            (Some(_), Err(error)) => {
                assert!(is_listed(Outcome::Refused), "{library} reads {text:?}, which gives {error}");
            }
            (Some(read), Ok(uri)) => {
                assert!(!is_listed(Outcome::Refused), "{text:?} is read in spite of {names:?}");
                same_as_read(&uri, read);
                let no_port = read.port.is_some() && uri.port().is_none();
                assert_eq!(no_port, is_listed(Outcome::NoPort), "{library} reads {text:?} as {read:?}");
            }
            (None, Ok(uri)) => {
                assert!(is_listed(Outcome::Tolerated), "{library} refuses {text:?}");
                assert!(uri.has_brackets(), "{text:?}");
                let escaped = with_brackets_escaped(text);
                let escaped = ServerUri::parse(&escaped).expect("what is right with brackets is without");
                let read = ask(escaped.as_str());
                same_as_read(&escaped, &read.unwrap_or_else(|| panic!("{library} refuses {escaped}")));
                let unescaped = |text: &str| text.replace("%5B", "[").replace("%5D", "]");
                assert_eq!(unescaped(escaped.path()), unescaped(uri.path()));
                assert_eq!(escaped.query().map(unescaped), uri.query().map(unescaped));
                assert_eq!((escaped.host(), escaped.port()), (uri.host(), uri.port()));
            }
        }
    }
}

fn same_as_read(uri: &ServerUri<'_>, read: &Read) {
    assert_eq!(uri.is_https(), read.scheme.eq_ignore_ascii_case("https"), "{uri}");
    assert_eq!(uri.host(), read.host, "{uri}");
    assert_eq!(uri.port(), read.port_number(), "{uri}");
    assert_eq!(uri.path(), read.path, "{uri}");
    assert_eq!(uri.query(), read.query.as_deref(), "{uri}");
    assert!(!uri.has_brackets(), "{uri}");
}

#[test]
fn every_disagreement_that_is_listed_is_one() {
    for row in DISAGREEMENTS {
        println!("{}: RFC 3986, {}; section 5: {}", row.name, row.rfc, row.section_5);
        for text in row.examples {
            for read in LIBRARIES.map(|(_, ask)| ask(text)) {
                assert!((row.applies)(text, read.as_ref()), "{text:?} is no example of {}", row.name);
                let outcome = match (&read, ServerUri::parse(text)) {
                    (Some(_), Err(_)) => Outcome::Refused,
                    (None, Ok(uri)) if uri.has_brackets() => Outcome::Tolerated,
                    (Some(read), Ok(uri)) if read.port.is_some() && uri.port().is_none() => Outcome::NoPort,
                    (read, uri) => panic!("{text:?}, of {}: {read:?}, {uri:?}", row.name),
                };
                assert_eq!(outcome, row.outcome, "{text:?}");
            }
            agree(text);
        }
    }
}

// Texts.

/// A parser that looks at many bytes at a time has a place where it looks again: it is laid on every byte of every vector, in the
/// host, in the path, and in the query.
#[test]
fn every_vector_is_read_as_the_grammar_says_however_long_its_parts_are() {
    for (text, _) in SERVER_URIS {
        let path = text.get(8..).and_then(|rest| rest.find('/')).map_or(text.len(), |at| 8 + at + 1);
        for more in 1..72 {
            let more = "p".repeat(more);
            let (before, behind) = text.split_at(path);
            for lengthened in [
                text.replacen("://", &format!("://{more}"), 1),
                format!("{before}{more}{behind}"),
                format!("{text}{more}"),
            ] {
                agree(&lengthened);
                agree_in_a_slot(&lengthened);
            }
        }
    }
}

#[test]
fn every_vector_is_read_as_the_grammar_says() {
    for (text, right) in SERVER_URIS {
        assert_eq!(agree(text), *right, "{text:?}");
        agree_in_a_slot(text);
    }
}

#[test]
fn every_beginning_and_every_end_of_a_vector_is_read_as_the_grammar_says() {
    for (text, _) in SERVER_URIS {
        for (at, _) in text.char_indices() {
            agree(&text[..at]);
            agree(&text[at..]);
        }
    }
}

#[test]
fn every_vector_with_one_character_changed_is_read_as_the_grammar_says() {
    for (text, _) in SERVER_URIS {
        for (at, old) in text.char_indices() {
            for new in "/?#&=:%*()[]vxfF09.@ \\\u{e9}".chars() {
                let rest = &text[at + old.len_utf8()..];
                agree(&format!("{}{new}{rest}", &text[..at]));
            }
        }
    }
}

#[test]
fn every_short_row_of_pieces_is_read_as_the_grammar_says() {
    let mut right = 0;
    let pieces = ["h", "/", ":", "1", "?", "#", "@", "[::1]", "%41", "%", "[", "]"];
    every_text(&pieces, 5, &mut |text| right += u32::from(agree(&format!("http://{text}"))));
    assert!(right > 10_000, "{right}");
    let pieces = ["h", "t", "p", "s", "http", "HTTPS", ":", "/", "//"];
    let mut right = 0;
    every_text(&pieces, 4, &mut |text| right += u32::from(agree(text)));
    assert!(right > 5, "{right}");
}

#[test]
fn every_short_address_in_brackets_is_read_as_the_grammar_says() {
    let mut right = 0;
    for pieces in [
        &[":", "::", "1", "1:2:3:4", "5:6:7", "1.2.3.4", "1:"],
        &[":", "::", "fF09", "00000", "255.0.1.", "256", "10"],
    ] {
        every_text(pieces, 5, &mut |text| right += u32::from(agree(&format!("http://[{text}]"))));
    }
    assert!(right > 200, "{right}");
    let mut right = 0;
    every_text(&["v", "V", "1", "f", "g", ".", ":", "~", "@", "%41"], 4, &mut |text| {
        right += u32::from(agree(&format!("http://[{text}]:1/")));
    });
    assert!(right > 20, "{right}");
}

#[test]
fn a_character_is_no_part_of_a_server_uri_anywhere_or_everywhere_the_grammar_has_it() {
    for c in (0..128).map(char::from).chain(['\u{80}', '\u{e9}', '\u{ff0f}', '\u{1F600}']) {
        for before in [
            "",
            "htt",
            "http",
            "http:",
            "http:/",
            "http://",
            "http://h",
            "http://h:",
            "http://h:1",
            "http://h/",
            "http://h/a",
            "http://h?",
            "http://h?a",
            "http://h/%4",
            "http://[",
            "http://[::",
            "http://[v1.",
            "http://[v1.a]",
        ] {
            for behind in ["", "//h", "/h", "h", "1", "]", ":1/a?b", "@h"] {
                let text = format!("{before}{c}{behind}");
                agree(&text);
                agree_in_a_slot(&text);
            }
        }
    }
}

#[test]
fn a_character_is_judged_alike_wherever_it_stands_in_a_long_part() {
    // Longer than any number of bytes that a scanner may take at once, with each character at each place.
    let places: [(&str, &str); 7] = [
        ("http://", ""),
        ("https://", ":80/"),
        ("http://h/", ""),
        ("http://h/b/", "?c"),
        ("http://h?", ""),
        ("http://h:1/?b=", "&c"),
        ("http://[v1.", "]/"),
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
    let marks = ["%", "%41", "/", "?", "&", ":", "@", "#", "[", "]", "\u{e9}", "~"];
    for one in marks {
        for other in marks {
            for gap in 0..=9 {
                for lead in 0..=8 {
                    let (lead, gap) = ("a".repeat(lead), "b".repeat(gap));
                    agree(&format!("http://{lead}{one}{gap}{other}cccccccc"));
                    agree(&format!("http://h/{lead}{one}{gap}{other}"));
                    agree(&format!("http://h?{lead}{one}{gap}{other}"));
                }
            }
        }
    }
}

const PIECES: &[&str] = &[
    "http",
    "https",
    "://",
    "//",
    "/",
    ":",
    "@",
    "?",
    "#",
    "[",
    "]",
    "[::1]",
    "[v1.a]",
    "%",
    "%2",
    "%41",
    "%00",
    "%FF",
    "%zz",
    "0",
    "80",
    "65535",
    "65536",
    ".",
    "..",
    "1.2.3.4",
    "256",
    "a",
    "F",
    "::",
    "&",
    "=",
    "*",
    "(",
    "-",
    "~",
    " ",
    "\\",
    "\"",
    "\u{e9}",
    "{",
    "InitiatedBy=User",
];

fn h16() -> impl Strategy<Value = String> {
    "[0-9a-fA-F]{1,4}"
}

fn ipv4() -> impl Strategy<Value = String> {
    any::<[u8; 4]>().prop_map(|[a, b, c, d]| format!("{a}.{b}.{c}.{d}"))
}

/// Addresses of version 6, with groups left out or not, and now and then one group too many.
fn ipv6() -> impl Strategy<Value = String> {
    (vec(h16(), 10), option::weighted(0.3, ipv4()), 0..=8_usize, 0..=1_usize, any::<bool>()).prop_map(
        |(mut groups, ipv4, left, missing, short)| {
            let room = if ipv4.is_some() { 6 } else { 8 };
            if short {
                let left = left.min(room);
                let right = (room - left).saturating_sub(missing);
                let mut right: Vec<String> = groups.drain(..right).collect();
                right.extend(ipv4);
                format!("[{}::{}]", groups[..left.min(groups.len())].join(":"), right.join(":"))
            } else {
                groups.truncate(room - missing);
                groups.extend(ipv4);
                format!("[{}]", groups.join(":"))
            }
        },
    )
}

/// Texts put together by the rules of the grammar. Most are right.
fn by_the_rules() -> impl Strategy<Value = String> {
    let host = prop_oneof![
        4 => select(&["h", "dm.example", "%41%ff", "a-._~!$&'()*+,;=b", "1.2.3.4", "256.1.1.1", "1.2.3", "..", "H%C3%A9"][..])
            .prop_map(String::from),
        1 => ipv4(),
        2 => ipv6(),
        1 => "\\[[vV][0-9a-f]{1,3}\\.[a-z:!~]{1,4}\\]",
    ];
    let port = prop_oneof![
        3 => Just(String::new()),
        1 => Just(String::from(":")),
        3 => any::<u16>().prop_map(|port| format!(":{port}")),
        1 => (65_530..65_540_u32).prop_map(|port| format!(":{port}")),
        1 => any::<u16>().prop_map(|port| format!(":{port:09}")),
    ];
    let segment =
        select(&["", "a", "mo", ".", "..", "%2F", "%FF", "%00", "[DevID]", "@:", "!$&'()*+,;=", "-_~"][..]);
    let query = vec(
        select(&["a", "a=b", "?/", "[DevID]", "%26", "&", "InitiatedBy=User", "", "@:!$'()*+,;"][..]),
        0..4,
    );
    let scheme = select(&["http", "https", "HTTP", "hTTps"][..]);
    (scheme, host, port, vec(segment, 0..4), option::of(query)).prop_map(
        |(scheme, host, port, path, query)| {
            let path: String = path.iter().flat_map(|segment| ["/", segment]).collect();
            let query = query.map(|fields| format!("?{}", fields.join("&"))).unwrap_or_default();
            format!("{scheme}://{host}{port}{path}{query}")
        },
    )
}

#[test]
fn random_texts_are_read_as_the_grammar_says() {
    let tally = Tally::default();
    let texts = prop_oneof![
        4 => by_the_rules(),
        3 => mutated(by_the_rules(), PIECES),
        1 => scattered(PIECES, 6).prop_map(|text| format!("http://{text}")),
        1 => scattered(PIECES, 8),
        1 => vec(any::<char>(), 0..8).prop_map(String::from_iter),
    ];
    for_all(20_000, texts, |text| {
        tally.count(agree(&text));
        agree_in_a_slot(&text);
    });
    tally.assert_balanced();
}

// Errors.

#[test]
fn every_error_says_what_is_wrong_and_where() {
    use ParseErrorKind::*;
    let long = format!("http://h/{}", "a".repeat(65_527));
    let cases: &[(&str, ParseErrorKind, usize, &str)] = &[
        ("", NotHttp, 0, "it is not an absolute http or https URI"),
        ("/x", NotHttp, 0, "it is not an absolute http or https URI"),
        ("//h/x", NotHttp, 0, "it is not an absolute http or https URI"),
        ("ftp://h/", NotHttp, 0, "it is not an absolute http or https URI"),
        ("http:x", NotHttp, 0, "it is not an absolute http or https URI"),
        ("https:/h", NotHttp, 0, "it is not an absolute http or https URI"),
        (" http://h", NotHttp, 0, "it is not an absolute http or https URI"),
        ("http://", NoHost, 7, "the host is empty"),
        ("https:///x", NoHost, 8, "the host is empty"),
        ("http://?x", NoHost, 7, "the host is empty"),
        ("http://#x", NoHost, 7, "the host is empty"),
        ("hTTps://:443/", NoHost, 8, "the host is empty"),
        ("http://[::g]/", IpLiteral, 7, "the brackets hold no IP address"),
        ("https://[]", IpLiteral, 8, "the brackets hold no IP address"),
        ("http://[::1", IpLiteral, 7, "the brackets hold no IP address"),
        ("http://[1:2:3:4:5:6:7:8:9]", IpLiteral, 7, "the brackets hold no IP address"),
        ("http://[v1.]", IpLiteral, 7, "the brackets hold no IP address"),
        ("http://[fe80::1%25eth0]/", IpLiteral, 7, "the brackets hold no IP address"),
        ("http://h:65536", Port, 9, "the port is not a number up to 65535"),
        ("https://h:99999/", Port, 10, "the port is not a number up to 65535"),
        ("http://h:8a/", Port, 9, "the port is not a number up to 65535"),
        ("http://h:-1", Port, 9, "the port is not a number up to 65535"),
        ("http://h::1", Port, 9, "the port is not a number up to 65535"),
        ("http://[::1]:%38", Port, 13, "the port is not a number up to 65535"),
        ("http://h:99999999999999999999", Port, 9, "the port is not a number up to 65535"),
        ("http://u@h/", UserInfo, 8, "a userinfo is not allowed"),
        ("https://u:p@h/", UserInfo, 11, "a userinfo is not allowed"),
        ("http://@", UserInfo, 7, "a userinfo is not allowed"),
        ("http://u:99999@h/", UserInfo, 14, "a userinfo is not allowed"),
        ("http://[::1]@h", UserInfo, 12, "a userinfo is not allowed"),
        ("http://h#", Fragment, 8, "a fragment is not allowed"),
        ("http://h/a?b#c", Fragment, 12, "a fragment is not allowed"),
        ("http://h:1#", Fragment, 10, "a fragment is not allowed"),
        ("http://h/a b", Character(' '), 10, "' ' may not stand here unescaped"),
        ("http://h\\a", Character('\\'), 8, "'\\\\' may not stand here unescaped"),
        ("http://h/\u{e9}/\u{1F600}", Character('\u{e9}'), 9, "'\u{e9}' may not stand here unescaped"),
        ("http://h?a\u{1F600}", Character('\u{1F600}'), 10, "'\u{1F600}' may not stand here unescaped"),
        ("http://a[b]", Character('['), 8, "'[' may not stand here unescaped"),
        ("http://a]/", Character(']'), 8, "']' may not stand here unescaped"),
        ("http://[::1]x", Character('x'), 12, "'x' may not stand here unescaped"),
        ("http://h:80\n", Character('\n'), 11, "'\\n' may not stand here unescaped"),
        ("http://h/\"", Character('"'), 9, "'\"' may not stand here unescaped"),
        ("http://h/[\0", Character('\0'), 10, "'\\0' may not stand here unescaped"),
        ("http://h/%zz", Escape, 9, "`%` is not followed by two hexadecimal digits"),
        ("http://%4/", Escape, 7, "`%` is not followed by two hexadecimal digits"),
        ("https://h/%41?%4", Escape, 14, "`%` is not followed by two hexadecimal digits"),
        ("http://h/%%41", Escape, 9, "`%` is not followed by two hexadecimal digits"),
        (&long, TooLong, 65_535, "it is longer than 65535 bytes"),
    ];
    for (text, kind, offset, words) in cases {
        let error = ServerUri::parse(text).expect_err(text);
        let start: String = text.chars().take(40).collect();
        assert_eq!((error.kind(), error.offset()), (*kind, *offset), "{start:?}");
        assert_eq!(error.kind().to_string(), *words, "{start:?}");
        assert_eq!(error.to_string(), format!("{words} at byte {offset}"), "{start:?}");
    }
}

// The longest there is.

#[test]
fn a_server_uri_has_at_most_65535_bytes() {
    let texts = |len: usize| {
        let fill = |before: &str, after: &str| {
            let text = format!("{before}{}{after}", "a".repeat(len - before.len() - after.len()));
            assert_eq!(text.len(), len);
            text
        };
        let zeros = format!("http://h:{}", "0".repeat(len - 9));
        let escapes = format!("http://h/{}{}", "%41".repeat((len - 9) / 3), "b".repeat((len - 9) % 3));
        [
            fill("http://", ""),
            fill("https://", ":80/a?b"),
            fill("http://h/", ""),
            fill("http://h/", "?a"),
            fill("http://h?", ""),
            fill("http://[v1.", "]:1/"),
            zeros,
            escapes,
        ]
    };
    for text in texts(65_535) {
        assert!(agree(&text), "{}", &text[..20]);
    }
    // With brackets the libraries cannot be asked: escaped, the text is too long.
    let brackets = format!("http://h/[{}]", "a".repeat(65_535 - 11));
    same_parts(&ServerUri::parse(&brackets).unwrap(), &naive::parse(&brackets).unwrap());
    for text in texts(65_536).into_iter().chain([" ".repeat(65_536)]) {
        let error = ServerUri::parse(&text).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ParseErrorKind::TooLong, 65_535));
        compare_with_libraries(&text);
    }
}

#[test]
fn what_is_as_long_as_is_allowed_has_a_fault_of_its_own() {
    let text = format!("http://h/{} ", "a".repeat(65_525));
    let error = ServerUri::parse(&text).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (ParseErrorKind::Character(' '), 65_534));
}

// InitiatedBy.

/// The fields of a query: none of an empty one.
fn fields(query: Option<&str>) -> Vec<&str> {
    query.filter(|query| !query.is_empty()).map(|query| query.split('&').collect()).unwrap_or_default()
}

fn is_initiated_by(field: &&str) -> bool {
    field.split('=').next() == Some("InitiatedBy")
}

#[test]
fn initiated_by_replaces_its_own_and_leaves_everything_else() {
    let field = select(
        &[
            "a",
            "a=b",
            "InitiatedBy=User",
            "InitiatedBy=Device",
            "InitiatedBy",
            "InitiatedBy=",
            "InitiatedBy=x",
            "InitiatedBy=User=",
            "initiatedby=User",
            "InitiatedByX=User",
            "Initiated%42y=User",
            "[DevID]",
            "x=InitiatedBy=User",
            "?InitiatedBy=User",
            "%26",
            "a",
        ][..],
    );
    let before = select(
        &["http://h", "https://h:8443", "http://[::1]:/a", "http://h/InitiatedBy=User", "HTTP://h/[a]/"][..],
    );
    let replaced = Cell::new(0);
    for_all(6_000, (before, option::of(vec(field, 0..5)), any::<bool>()), |(before, query, user)| {
        let (by, other) = match user {
            true => (InitiatedBy::User, InitiatedBy::Device),
            false => (InitiatedBy::Device, InitiatedBy::User),
        };
        let text =
            format!("{before}{}", query.map(|fields| format!("?{}", fields.join("&"))).unwrap_or_default());
        let uri = ServerUri::parse(&text).unwrap();
        let with = uri.with_initiated_by(by).unwrap();
        // The whole text, put together here once more.
        let mut expected: Vec<&str> =
            fields(uri.query()).into_iter().filter(|field| !is_initiated_by(field)).collect();
        let own = if user { "InitiatedBy=User" } else { "InitiatedBy=Device" };
        expected.push(own);
        assert_eq!(with, *format!("{before}?{}", expected.join("&")));
        same_parts(&with, &naive::parse(with.as_str()).unwrap());
        // What was set is read, and setting it again changes nothing.
        assert_eq!(with.initiated_by(), Some(by));
        assert_eq!(with.with_initiated_by(by).as_ref(), Ok(&with));
        assert_eq!(with.with_initiated_by(other).unwrap().with_initiated_by(by).as_ref(), Ok(&with));
        assert_eq!(with.with_initiated_by(other), uri.with_initiated_by(other));
        replaced.set(replaced.get() + u32::from(fields(uri.query()).iter().any(is_initiated_by)));
    });
    assert!(replaced.get() > 1_000, "{}", replaced.get());
}

#[test]
fn initiated_by_is_read_where_the_query_says_it() {
    for (text, expected) in [
        ("http://h", None),
        ("http://h?", None),
        ("http://h/InitiatedBy=User", None),
        ("http://h?InitiatedBy=User", Some(InitiatedBy::User)),
        ("http://h?InitiatedBy=Device", Some(InitiatedBy::Device)),
        ("http://h/?a&b=c&InitiatedBy=Device&d", Some(InitiatedBy::Device)),
        ("http://h?InitiatedBy", None),
        ("http://h?InitiatedBy=", None),
        ("http://h?InitiatedBy=Server", None),
        ("http://h?InitiatedBy=user", None),
        ("http://h?InitiatedBy=User2", None),
        ("http://h?InitiatedBy=Use", None),
        ("http://h?initiatedBy=User", None),
        ("http://h?XInitiatedBy=User", None),
        ("http://h?a=InitiatedBy=User", None),
    ] {
        assert_eq!(ServerUri::parse(text).unwrap().initiated_by(), expected, "{text}");
    }
    assert_eq!((InitiatedBy::User.as_str(), InitiatedBy::Device.as_str()), ("User", "Device"));
}

#[test]
fn initiated_by_is_joined_by_the_character_that_is_missing() {
    for (text, expected) in [
        ("http://h", "http://h?InitiatedBy=User"),
        ("http://h/", "http://h/?InitiatedBy=User"),
        ("http://h?", "http://h?InitiatedBy=User"),
        ("http://h?a", "http://h?a&InitiatedBy=User"),
        ("http://h?InitiatedBy=Device", "http://h?InitiatedBy=User"),
        ("http://h?InitiatedBy=Device&a", "http://h?a&InitiatedBy=User"),
        ("http://h/b?a&InitiatedBy=Device&InitiatedBy&c", "http://h/b?a&c&InitiatedBy=User"),
        ("http://h?id=[DevID]", "http://h?id=[DevID]&InitiatedBy=User"),
    ] {
        assert_eq!(ServerUri::parse(text).unwrap().with_initiated_by(InitiatedBy::User).unwrap(), *expected);
    }
}

#[test]
fn initiated_by_does_not_make_a_server_uri_too_long() {
    let text = |len: usize| format!("http://h/{}", "a".repeat(len - 9));
    let (user, device) = ("?InitiatedBy=User".len(), "?InitiatedBy=Device".len());
    for (by, len) in [(InitiatedBy::User, 65_535 - user), (InitiatedBy::Device, 65_535 - device)] {
        let just = text(len);
        let with = ServerUri::parse(&just).unwrap().with_initiated_by(by).unwrap();
        assert_eq!((with.as_str().len(), with.initiated_by()), (65_535, Some(by)));
        let over = text(len + 1);
        let error = ServerUri::parse(&over).unwrap().with_initiated_by(by).unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ParseErrorKind::TooLong, 65_535));
    }
    // Where one is replaced, only the difference counts.
    let full = format!("http://h?{}&InitiatedBy=User", "a".repeat(65_535 - 9 - user));
    let full = ServerUri::parse(&full).unwrap();
    assert_eq!(full.with_initiated_by(InitiatedBy::User).unwrap(), full);
    assert!(full.with_initiated_by(InitiatedBy::Device).is_err());
}

// One text, many ways to it.

#[test]
fn a_server_uri_is_its_text() {
    text_laws!(ServerUri, SERVER_URIS.iter().map(|(text, _)| *text).collect());
    for_all(300, vec(by_the_rules(), 6), |texts| {
        let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        texts.extend(["http://h", "https://h", "http://h/"]);
        text_laws!(ServerUri, texts);
    });
    // Scheme and host are not made lower case: two texts, two ServerURIs.
    assert_ne!(ServerUri::parse("http://h").unwrap(), ServerUri::parse("HTTP://h").unwrap());
    assert_ne!(ServerUri::parse("http://h").unwrap(), ServerUri::parse("http://h/").unwrap());
}

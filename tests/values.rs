//! The laws that the documentation of the small values states.

#[path = "naive/client_uri.rs"]
#[allow(dead_code, unreachable_pub)]
mod naive;
#[path = "support/uri_texts.rs"]
#[allow(dead_code, unreachable_pub)]
mod uri_texts;

use omadm::{
    AlertType, ClientUri, DeviceId, Dialect, Encoded, Extensions, Field, Json, JsonObject, Leaf, Mark,
    MediaType, Mo, MoData, Moid, NodeName, NotificationVersion, OneOrMore, Options, Status, StatusCode, Text,
    UnknownOptions, error::ParseErrorKind,
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;
use std::{borrow::Cow, collections::HashSet};
use uri_texts::{Tally, encode, for_all, hash, mutated, scattered, text_laws};

/// Any text, with what needs care in JSON and in URIs more often than chance has it.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(&["\"", "\\", "/", "\0", "\u{1}", "\u{8}", "\t", "\n", "\u{c}", "\r", "\u{1f}", "\u{7f}", "\u{80}",
            "\u{2028}", "\u{fffd}", "\u{ffff}", "\u{10ffff}", "\u{1F600}", "\u{feff}", "%", "%41", "&", "*", "(x)", "",
            "\\u0041", "\\\"", "{", "}", "[", ",", ":", "null", "12345678"][..]).prop_map(String::from),
        2 => any::<char>().prop_map(String::from),
        2 => "[a-z]{1,9}",
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

// StatusCode.

#[test]
fn a_status_code_is_100_to_599_however_it_is_made() {
    for code in 0..=u16::MAX {
        let status = StatusCode::new(code);
        assert_eq!(status.is_some(), (100..=599).contains(&code), "{code}");
        assert_eq!(StatusCode::try_from(code).ok(), status);
        assert_eq!(format!("{code}").parse().ok(), status);
        if let Some(status) = status {
            assert_eq!((status.as_u16(), u16::from(status)), (code, code));
            assert_eq!((status.to_string(), format!("{status:?}")), (code.to_string(), code.to_string()));
            assert_eq!(status.is_success(), code / 100 == 2, "{code}");
            assert_eq!(status.cmp(&StatusCode::CONFLICT), code.cmp(&409));
        }
    }
    for text in [
        "",
        "2",
        "20",
        "2000",
        "0200",
        "+20",
        "-20",
        "+200",
        " 200",
        "200 ",
        "2 0",
        "20x",
        "2\u{661}0",
        "\u{662}00",
    ] {
        let error = text.parse::<StatusCode>().unwrap_err();
        assert_eq!(error.to_string(), "a status code is a number from 100 to 599", "{text:?}");
    }
}

#[test]
fn the_named_status_codes_are_those_of_the_protocol() {
    let named = [
        (StatusCode::OK, 200, "OK"),
        (StatusCode::ACCEPTED, 202, "Accepted"),
        (StatusCode::NO_CONTENT, 204, "No Content"),
        (StatusCode::NOT_MODIFIED, 304, "Not Modified"),
        (StatusCode::BAD_REQUEST, 400, "Bad Request"),
        (StatusCode::UNAUTHORIZED, 401, "Unauthorized"),
        (StatusCode::FORBIDDEN, 403, "Forbidden"),
        (StatusCode::NOT_FOUND, 404, "Not Found"),
        (StatusCode::COMMAND_NOT_ALLOWED, 405, "Command Not Allowed"),
        (StatusCode::NOT_ACCEPTABLE, 406, "Not Acceptable"),
        (StatusCode::REQUEST_TIMEOUT, 408, "Request Timeout"),
        (StatusCode::CONFLICT, 409, "Conflict"),
        (StatusCode::CONTENT_TOO_LARGE, 413, "Content Too Large"),
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, 415, "Unsupported Media Type"),
        (StatusCode::INTERNAL_ERROR, 500, "Internal Server Error"),
        (StatusCode::NOT_IMPLEMENTED, 501, "Not Implemented"),
        (StatusCode::SERVICE_UNAVAILABLE, 503, "Service Unavailable"),
    ];
    for code in 100..=599 {
        let name = named.iter().find(|(_, number, _)| *number == code);
        let status = StatusCode::new(code).unwrap();
        assert_eq!(status.reason(), name.map(|(_, _, reason)| *reason), "{code}");
        assert!(name.is_none_or(|(constant, ..)| *constant == status), "{code}");
    }
}

// MOIDs and device ids.

const MOIDS: &[&str] = &[
    "m",
    "urn:oma:mo:oma-dm-devinfo:1.0",
    "**",
    "%2A",
    "(xy)",
    "()",
    "(1)",
    "%28x%29",
    "http",
    "http%3A",
    "httpx:",
    "xhttp:",
    "-._~!$&'()*+,;=:@",
    "%C3%A9",
    "%F0%9F%98%80",
    "M",
    "m%41",
    "..",
    "",
    "*",
    "(x)",
    "(Z)",
    "http:",
    "hTTp:a",
    "HTTPS:",
    "a b",
    "a/b",
    "a?b",
    "a#",
    "[a]",
    "\u{e9}",
    "%",
    "%4",
    "%zz",
    "%00",
    "%FF",
    "%C3",
    "%C3x%A9",
    "a\n",
    "\\",
    "\"",
    "a%",
];

/// Makes sure that a text is a MOID if a ClientURI that begins with it has it for its MOID.
fn moid_agrees(text: &str) -> bool {
    let expected = match naive::parse(&format!("{text}//")) {
        Some(naive::ClientUri::Address(address)) => address.moid == text,
        _ => false,
    };
    let moid = Moid::parse(text);
    assert_eq!(moid.is_ok(), expected, "{text:?}: {moid:?}");
    if let Err(error) = moid {
        let rest = text.get(error.offset()..).expect("an offset between two characters");
        let fits = match error.kind() {
            ParseErrorKind::Character(c) => rest.starts_with(c),
            ParseErrorKind::Escape | ParseErrorKind::EscapedUtf8 => rest.starts_with('%'),
            ParseErrorKind::EscapedNul => rest.starts_with("%00"),
            ParseErrorKind::NoMoid => text.is_empty(),
            ParseErrorKind::MoidIsStar => text == "*",
            ParseErrorKind::MoidIsXName => text.len() == 3 && error.offset() == 0,
            ParseErrorKind::MoidIsServerUri => error.offset() == 0 && text.to_lowercase().starts_with("http"),
            other => panic!("{other:?} is not about MOIDs"),
        };
        assert!(fits, "{text:?} gives {error}");
    }
    expected
}

#[test]
fn a_moid_is_what_a_client_uri_may_begin_with() {
    let mut right = 0;
    for text in MOIDS {
        right += u32::from(moid_agrees(text));
    }
    assert_eq!(right, 18);
    text_laws!(Moid, MOIDS.to_vec());
    let by_the_rules = || {
        scattered(
            &[
                "urn:",
                "oma",
                ":",
                "1.0",
                "%41",
                "%C3%A9",
                "-._~",
                "!$&'()*+,;=",
                "@",
                "(x)",
                "*",
                "http",
                "s",
                "a",
            ],
            6,
        )
    };
    let pieces =
        &["/", "?", "#", " ", "%", "%zz", "%C3", "%00", "\u{e9}", "*", "(x)", "(", "http:", "a", "[", "|"];
    let tally = Tally::default();
    for_all(4_000, prop_oneof![3 => by_the_rules(), 4 => mutated(by_the_rules(), pieces)], |text| {
        tally.count(moid_agrees(&text));
    });
    tally.assert_balanced();
}

#[test]
fn a_moid_has_at_most_65535_bytes() {
    for piece in ["a", "%41"] {
        let text =
            |len: usize| format!("{}{}", piece.repeat(len / piece.len()), "b".repeat(len % piece.len()));
        assert_eq!(Moid::parse(&text(65_535)).map(|moid| moid.as_str().len()), Ok(65_535));
        let error = text(65_536).parse::<Moid<'_>>().unwrap_err();
        assert_eq!((error.kind(), error.offset()), (ParseErrorKind::TooLong, 65_535));
    }
}

#[test]
fn a_device_id_is_1_to_255_visible_characters_without_commas() {
    let right = |text: &str| {
        (1..=255).contains(&text.len())
            && text.bytes().all(|byte| (0x21..=0x7e).contains(&byte) && byte != b',')
    };
    for c in (0..=0xFF).filter_map(char::from_u32).chain(['\u{2028}', '\u{1F600}']) {
        for text in [format!("{c}"), format!("IMEI:{c}"), format!("a{c}b")] {
            assert_eq!(DeviceId::parse(&text).is_ok(), right(&text), "{text:?}");
            if let Err(error) = DeviceId::parse(&text) {
                assert_eq!(
                    (error.kind(), Some(error.offset())),
                    (ParseErrorKind::Character(c), text.find(c))
                );
            }
        }
    }
    for_all(2_000, prop_oneof!["[!-~]{0,20}", "[ -~]{0,10}", any_text(), "[!-+.-~]{250,260}"], |text| {
        assert_eq!(DeviceId::parse(&text).is_ok(), right(&text), "{text:?}");
    });
    for (len, expected) in [(254, true), (255, true), (256, false), (1_000_000, false)] {
        let text = "a".repeat(len);
        assert_eq!(DeviceId::parse(&text).is_ok(), expected, "{len}");
        if let Err(error) = DeviceId::parse(&text) {
            assert_eq!((error.kind(), error.offset()), (ParseErrorKind::DeviceIdTooLong, 255));
        }
    }
    assert_eq!(DeviceId::parse("").unwrap_err().kind(), ParseErrorKind::Empty);
    text_laws!(
        DeviceId,
        vec!["", "IMEI:493005100592800", "urn:uuid:1", "a", "B", "a b", "a,b", "~", "!", "\u{e9}"]
    );
}

// Texts with some names.

macro_rules! open_text_laws {
    ($type:ident) => {
        for_all(1_000, (any_text(), any_text()), |(text, other)| {
            let value = $type::new(text.as_str());
            let owned: $type<'static> = value.clone().into_owned();
            let ways = [
                $type::from(text.as_str()),
                $type::from(text.clone()),
                text.parse().unwrap(),
                $type::new(text.clone()),
                $type::new(Text::from(text.as_str())),
                owned,
            ];
            for same in ways {
                assert_eq!(same, value);
                assert_eq!(hash(&same), hash(&value));
                assert_eq!((same.as_str(), same.as_ref()), (text.as_str(), text.as_str()));
                assert_eq!((same.to_string(), format!("{same:?}")), (text.clone(), format!("{text:?}")));
                assert!(same == *text && same == text.as_str());
            }
            let other_value = $type::new(other.as_str());
            assert_eq!(value == other_value, text == other);
            assert_eq!(value.cmp(&other_value), text.cmp(&other));
        });
    };
}

#[test]
fn an_alert_type_is_any_text_and_three_open_a_session() {
    open_text_laws!(AlertType);
    let opening = [
        (AlertType::CLIENT_INITIATED_MGMT, "urn:oma:at:dm:2.0:ClientInitiatedMgmt"),
        (AlertType::SERVER_INITIATED_MGMT, "urn:oma:at:dm:2.0:ServerInitiatedMgmt"),
        (AlertType::BOOTSTRAP_COMPLETE, "urn:oma:at:dm:2.0:BootstrapComplete"),
    ];
    for (constant, text) in opening {
        assert_eq!(constant, text);
        assert!(AlertType::new(text).opens_session());
        for other in
            [text.to_uppercase(), format!("{text} "), format!(" {text}"), text[..text.len() - 1].to_owned()]
        {
            assert!(!AlertType::new(other).opens_session());
        }
    }
    for_all(500, any_text(), |text| assert!(!AlertType::new(text).opens_session()));
}

#[test]
fn a_mark_is_any_text_and_seven_have_names() {
    open_text_laws!(Mark);
    let named = [
        Mark::FATAL,
        Mark::CRITICAL,
        Mark::MINOR,
        Mark::WARNING,
        Mark::INFORMATIONAL,
        Mark::HARMLESS,
        Mark::INDETERMINATE,
    ];
    assert_eq!(
        named,
        ["fatal", "critical", "minor", "warning", "informational", "harmless", "indeterminate"]
    );
}

#[test]
fn a_text_is_its_string_borrowed_or_not() {
    for_all(1_000, (any_text(), any_text()), |(string, other)| {
        let borrowed = Text::from(string.as_str());
        let owned: Text<'static> = borrowed.clone().into_owned();
        assert!(borrowed.is_borrowed() && !owned.is_borrowed());
        assert!(owned.borrow().is_borrowed() && owned.clone().into_owned() == owned);
        assert!(Text::from(Cow::Borrowed(&*string)).is_borrowed());
        assert!(!Text::from(Cow::<str>::Owned(string.clone())).is_borrowed());
        assert!(std::ptr::eq(borrowed.as_str(), &*string), "it is copied");
        for same in [borrowed.clone(), owned.clone(), owned.borrow(), Text::from(string.clone())] {
            assert_eq!(same, borrowed);
            assert_eq!(hash(&same), hash(&borrowed));
            assert_eq!((&*same, same.as_str(), AsRef::<str>::as_ref(&same)), (&*string, &*string, &*string));
            assert_eq!((same.to_string(), format!("{same:?}")), (string.clone(), format!("{string:?}")));
            assert!(same == *string && same == string.as_str());
            assert_eq!(same.cmp(&Text::from(other.as_str())), string.cmp(&other));
            let other_text = Text::from(other.as_str());
            assert_eq!(same == other_text, string == other);
            assert_eq!(Cow::from(same.clone()), Cow::Borrowed(&*string));
            assert_eq!(same.into_string(), string);
        }
    });
    assert_eq!(Text::default(), "");
}

// Encoded.

/// What percent-encoding says (RFC 3986, section 2.1), byte by byte.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let len = if c == '%' { 3 } else { 1 };
        bytes.push(if c == '%' { u8::from_str_radix(&rest[1..3], 16).unwrap() } else { rest.as_bytes()[0] });
        rest = &rest[len..];
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn an_encoded_text_stands_for_what_was_encoded() {
    let kept = select(&["", "abcdefghijklmnopqrstuvwxyz", "aeiou0123456789/?:@!$'()*+,;=-._~"][..]);
    for_all(3_000, (any_text(), any_text(), kept, any::<bool>()), |(text, other, kept, lower)| {
        let (text, other) = (text.replace('\0', ""), other.replace('\0', ""));
        let mut written = encode(&text, kept);
        if lower {
            // Only what is escaped: kept letters are small already.
            written = written.to_lowercase();
        }
        let uri = format!("m//?cv={written}&{}", encode("x", ""));
        let uri = ClientUri::parse(&uri).unwrap();
        let cv: Encoded<'_> = uri.cv().unwrap();
        assert_eq!((cv.as_str(), cv.as_ref(), cv.to_string()), (&*written, &*written, written.clone()));
        assert_eq!(format!("{cv:?}"), format!("{written:?}"));
        assert_eq!((&*cv.decode(), decode(&written)), (&*text, text.clone()));
        assert_eq!(matches!(cv.decode(), Cow::Borrowed(_)), !written.contains('%'));
        assert!(cv.is(&text));
        assert_eq!(cv.is(&other), text == other);
        assert_eq!(cv.is(&written), text == written);
        for wrong in [format!("{text}a"), format!("a{text}"), text.chars().skip(1).collect::<String>()] {
            assert_eq!(cv.is(&wrong), text == wrong, "{cv} {wrong:?}");
        }
        // It compares as it is written.
        let Some(Field::Other { name, value: None }) = uri.fields().nth(1) else { panic!("{uri}") };
        assert_eq!((name.as_str(), &*name.decode(), name == cv), ("%78", "x", written == "%78"));
        assert_eq!(cv.cmp(&name), written.as_str().cmp("%78"));
    });
}

// Lists.

#[test]
fn one_or_more_is_a_list_that_is_not_empty() {
    assert!(OneOrMore::from_vec(Vec::<u8>::new()).is_none());
    for_all(1_000, (vec(any_text(), 0..6), vec(any_text(), 0..6)), |(list, more)| {
        let Some(whole) = OneOrMore::from_vec(list.clone()) else {
            assert!(list.is_empty());
            return;
        };
        // The same list, one after the other.
        let mut pushed = OneOrMore::new(list[0].clone());
        for (count, next) in list[1..].iter().enumerate() {
            assert_eq!(pushed.len(), count + 1);
            pushed.push(next.clone());
        }
        assert_eq!(OneOrMore::from(list[0].clone()), OneOrMore::new(list[0].clone()));
        for same in [whole.clone(), pushed, whole.clone().map(|text| text)] {
            assert_eq!(*same, *list);
            assert_eq!(same, whole);
            assert_eq!(hash(&same), hash(&whole));
            assert_eq!(format!("{same:?}"), format!("{list:?}"));
            assert!((&same).into_iter().eq(&list) && same.iter().eq(&list));
            assert!(same.clone().into_iter().eq(list.clone()));
            assert_eq!(same.clone().into_vec(), list);
            assert_eq!(
                *same.clone().map(|text| text.len()),
                *list.iter().map(String::len).collect::<Vec<_>>()
            );
            let mut longer = same;
            longer.push(String::from("x"));
            assert_eq!((longer.len(), longer.last().map(String::as_str)), (list.len() + 1, Some("x")));
            assert!(longer != whole && longer[..list.len()] == *list);
        }
        if let Some(more_whole) = OneOrMore::from_vec(more.clone()) {
            assert_eq!(whole == more_whole, list == more);
        }
    });
}

#[derive(Clone, Debug)]
enum Change {
    Insert(&'static str, u8),
    Remove(&'static str),
}

#[test]
fn extensions_are_a_list_in_which_no_name_stands_twice() {
    let name = select(&["a", "b", "", "a\"", "\u{e9}", "CMD", "A", "aa"][..]);
    let change = prop_oneof![
        3 => (name.clone(), any::<u8>()).prop_map(|(name, value)| Change::Insert(name, value)),
        1 => name.prop_map(Change::Remove),
    ];
    for_all(2_000, vec(change, 0..24), |changes| {
        let mut extensions = Extensions::new();
        let mut model: Vec<(&str, Json<'_>)> = Vec::new();
        for change in changes {
            match change {
                Change::Insert(name, value) => {
                    let value = Json::from(value);
                    let old = extensions.insert(name, value.clone());
                    match model.iter_mut().find(|(known, _)| *known == name) {
                        // What is replaced keeps its place.
                        Some((_, known)) => assert_eq!(old, Some(std::mem::replace(known, value))),
                        None => {
                            assert_eq!(old, None);
                            model.push((name, value));
                        }
                    }
                }
                Change::Remove(name) => {
                    let at = model.iter().position(|(known, _)| *known == name);
                    assert_eq!(extensions.remove(name), at.map(|at| model.remove(at).1));
                }
            }
            assert!(extensions.iter().eq(model.iter().map(|(name, value)| (*name, value))));
            assert!(extensions.iter().rev().eq(model.iter().rev().map(|(name, value)| (*name, value))));
            assert_eq!((extensions.len(), extensions.iter().len()), (model.len(), model.len()));
            assert_eq!(extensions.is_empty(), model.is_empty());
            for name in ["a", "b", "", "a\"", "\u{e9}", "CMD", "A", "aa", "nothing"] {
                let known = model.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
                assert_eq!(extensions.get(name), known);
            }
        }
        let mut again = Extensions::default();
        for (name, value) in &model {
            again.insert(String::from(*name), value.clone());
        }
        let owned: Extensions<'static> = extensions.clone().into_owned();
        assert_eq!((&again, &owned), (&extensions, &extensions));
        assert_eq!((hash(&again), hash(&owned)), (hash(&extensions), hash(&extensions)));
        let debug =
            model.iter().map(|(name, value)| format!("{name:?}: {value}")).collect::<Vec<_>>().join(", ");
        assert_eq!(format!("{extensions:?}"), format!("{{{debug}}}"));
        // In another order they are not the same.
        if model.len() > 1 {
            let mut turned = Extensions::new();
            for (name, value) in model.into_iter().rev() {
                turned.insert(name, value);
            }
            assert_ne!(turned, extensions);
        }
    });
}

// JSON.

/// A value to be made, with the members of objects in order.
#[derive(Clone, Debug)]
enum Tree {
    Null,
    Boolean(bool),
    Signed(i64),
    Unsigned(u64),
    String(String),
    Array(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        Just(Tree::Null),
        any::<bool>().prop_map(Tree::Boolean),
        any::<i64>().prop_map(Tree::Signed),
        any::<u64>().prop_map(Tree::Unsigned),
        any_text().prop_map(Tree::String),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Tree::Array),
            vec((any_text(), inner), 0..6).prop_map(Tree::Object),
        ]
    })
}

impl Tree {
    fn make(&self) -> Json<'static> {
        match self {
            Tree::Null => Json::null(),
            Tree::Boolean(value) => Json::from(*value),
            Tree::Signed(value) => Json::from(*value),
            Tree::Unsigned(value) => Json::from(*value),
            Tree::String(text) => Json::string(text),
            Tree::Array(elements) => Json::array(elements.iter().map(Tree::make)),
            Tree::Object(members) => Json::object(members.iter().map(|(name, tree)| (&**name, tree.make()))),
        }
    }

    /// As serde_json has it: of members of one name the last.
    fn value(&self) -> Value {
        match self {
            Tree::Null => Value::Null,
            Tree::Boolean(value) => Value::from(*value),
            Tree::Signed(value) => Value::from(*value),
            Tree::Unsigned(value) => Value::from(*value),
            Tree::String(text) => Value::from(text.as_str()),
            Tree::Array(elements) => elements.iter().map(Tree::value).collect(),
            Tree::Object(members) => {
                Value::Object(members.iter().map(|(name, tree)| (name.clone(), tree.value())).collect())
            }
        }
    }

    /// The text, once strings are escaped as `Json::string` escapes them.
    fn text(&self) -> String {
        match self {
            Tree::Null => String::from("null"),
            Tree::Boolean(value) => value.to_string(),
            Tree::Signed(value) => value.to_string(),
            Tree::Unsigned(value) => value.to_string(),
            Tree::String(text) => Json::string(text).to_string(),
            Tree::Array(elements) => {
                format!("[{}]", elements.iter().map(Tree::text).collect::<Vec<_>>().join(","))
            }
            Tree::Object(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(name, tree)| format!("{}:{}", Json::string(name), tree.text()))
                    .collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }
}

/// The laws of any JSON value, however it was made.
fn json_laws(json: &Json<'_>, text: &str) {
    assert_eq!((json.as_str(), json.as_ref()), (text, text));
    assert_eq!((json.to_string(), format!("{json:?}")), (text.to_owned(), text.to_owned()));
    assert!(*json == *text && *json == text && *json != "x");
    // "Two are equal if they are written the same."
    let read = Json::parse(text).unwrap();
    let owned: Json<'static> = json.clone().into_owned();
    assert_eq!((&read, &owned), (json, json));
    assert_eq!((hash(&read), hash(&owned)), (hash(json), hash(json)));
    assert_eq!(json.is_object(), text.starts_with('{'));
    match JsonObject::try_from(json.clone()) {
        Ok(object) => {
            assert!(json.is_object());
            assert_eq!(
                (object.as_str(), object.to_string(), format!("{object:?}")),
                (text, text.into(), text.into())
            );
            assert!(*object == *json && object == *text && object == text && object != "x");
            assert_eq!(JsonObject::parse(text).as_ref(), Ok(&object));
            assert_eq!(object.clone().into_owned(), object);
            assert_eq!(Json::from(object), *json);
        }
        Err(given_back) => {
            assert_eq!(given_back, *json);
            assert!(!json.is_object() && JsonObject::parse(text).is_err());
        }
    }
}

#[test]
fn a_json_string_is_read_as_the_text_it_was_made_of() {
    let law = |text: &str| {
        let json = Json::string(text);
        assert_eq!(serde_json::from_str::<String>(json.as_str()).unwrap(), text, "{json}");
        json_laws(&json, json.as_str());
        // As a name too.
        let object = JsonObject::new([(text, Json::null())]);
        let value: Value = serde_json::from_str(object.as_str()).unwrap();
        assert_eq!(value.as_object().unwrap().keys().collect::<Vec<_>>(), [text]);
    };
    for_all(4_000, any_text(), |text| law(&text));
    // Each character of the first planes alone, and each where the scanner takes eight bytes at a time.
    for c in (0..0x1100).chain(0xD7F0..0xE010).chain(0xFFF0..0x1_0010).filter_map(char::from_u32) {
        law(&c.to_string());
    }
    for c in ['"', '\\', '\u{1f}', '\u{7f}', '\u{80}', '\u{ffff}'] {
        for before in 0..18 {
            law(&format!("{}{c}{}", "a".repeat(before), "b".repeat(9)));
        }
    }
}

#[test]
fn json_that_is_made_is_read_as_what_it_was_made_of() {
    for_all(2_000, tree(), |tree| {
        let json = tree.make();
        assert_eq!(serde_json::from_str::<Value>(json.as_str()).unwrap(), tree.value());
        // No white space, and of members of one name every one.
        json_laws(&json, &tree.text());
        if let Tree::Object(members) = &tree {
            let object = JsonObject::new(members.iter().map(|(name, tree)| (&**name, tree.make())));
            assert_eq!(*object, json);
        }
    });
    for (made, text) in [
        (Json::from(i8::MIN), "-128"),
        (Json::from(i16::MIN), "-32768"),
        (Json::from(i32::MIN), "-2147483648"),
        (Json::from(i64::MIN), "-9223372036854775808"),
        (Json::from(u8::MAX), "255"),
        (Json::from(u16::MAX), "65535"),
        (Json::from(u32::MAX), "4294967295"),
        (Json::from(u64::MAX), "18446744073709551615"),
        (Json::from(0), "0"),
        (Json::from(true), "true"),
        (Json::from(false), "false"),
        (Json::null(), "null"),
        (Json::string(""), "\"\""),
        (Json::array([]), "[]"),
        (Json::object([]), "{}"),
        (Json::object([("a", Json::null()), ("a", Json::array([Json::null()]))]), r#"{"a":null,"a":[null]}"#),
    ] {
        json_laws(&made, text);
    }
}

#[test]
fn json_that_is_read_is_kept_as_it_is_written() {
    for_all(1_000, (tree(), "[ \t\r\n]{0,3}", "[ \t\r\n]{0,3}"), |(tree, before, behind)| {
        let value = tree.value();
        for text in [
            serde_json::to_string(&value).unwrap(),
            serde_json::to_string_pretty(&value).unwrap(),
            tree.text(),
        ] {
            let padded = format!("{before}{text}{behind}");
            let json = Json::parse(&padded).unwrap();
            json_laws(&json, &text);
            assert_eq!(
                JsonObject::parse(&padded).ok().map(Json::from),
                Some(json).filter(|json| json.is_object())
            );
        }
    });
    for text in [
        "1.0e2",
        "-0",
        "1E+400",
        r#""\u0041\/\ud83d\ude00""#,
        r#"{"a":1,"a":2}"#,
        "[ 1 ,\t2 ]",
        "\"\u{7f}\u{2028}\"",
    ] {
        json_laws(&Json::parse(text).unwrap(), text);
    }
    // Written otherwise, another value, whatever it means.
    let distinct: HashSet<Json<'_>> = ["1", "1.0", "1e0", "10e-1", "[1]", "[ 1]", r#""a""#, r#""\u0061""#]
        .map(|text| Json::parse(text).unwrap())
        .into();
    assert_eq!(distinct.len(), 8);
}

#[test]
fn json_is_made_of_text_in_every_way() {
    for text in ["{\"a\": 1.0}", " [1, 2]\n", "null", "\"\\u0041\"", "{", "01", ""] {
        let read = Json::parse(text);
        assert_eq!(text.parse::<Json<'_>>(), read.clone().map(Json::into_owned));
        assert_eq!(Json::try_from(text), read);
        assert_eq!(Json::try_from(text.to_owned()), read);
        let read = JsonObject::parse(text);
        assert_eq!(text.parse::<JsonObject<'_>>(), read.clone().map(JsonObject::into_owned));
        assert_eq!(JsonObject::try_from(text), read);
        assert_eq!(JsonObject::try_from(text.to_owned()), read);
    }
}

#[test]
fn what_is_no_json_says_why_and_where() {
    for (text, error) in [
        ("", "expected a value, found the end of the input at byte 0"),
        (" ", "expected a value, found the end of the input at byte 1"),
        ("01", "a number has a leading zero at byte 0"),
        (r#" "\x""#, "`\\` begins no escape of JSON at byte 2"),
        (r#""\ud800""#, "an escaped surrogate lacks its other half at byte 1"),
        (r#"{"a":1,}"#, "expected a member name, found `}` at byte 7"),
        ("[1] 2", "expected the end of the input at byte 4"),
        ("[1,2", "expected `,` or `]`, found the end of the input at byte 4"),
        ("\u{feff}{}", "the input begins with a byte order mark at byte 0"),
        ("\"a\nb\"", "a control character in a string is not escaped at byte 2"),
    ] {
        assert_eq!(Json::parse(text).unwrap_err().to_string(), error, "{text:?}");
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text:?}");
    }
    for (text, error) in [
        (" [1]", "expected an object, found an array at byte 1"),
        ("7", "expected an object, found a number at byte 0"),
        ("null", "expected an object, found null at byte 0"),
        ("\"{}\"", "expected an object, found a string at byte 0"),
        ("true", "expected an object, found a boolean at byte 0"),
        ("{} {}", "expected the end of the input at byte 3"),
        ("", "expected an object, found the end of the input at byte 0"),
    ] {
        assert_eq!(JsonObject::parse(text).unwrap_err().to_string(), error, "{text:?}");
    }
}

#[test]
fn json_is_made_as_deep_as_one_likes_and_read_within_the_limits() {
    let deep = |depth: usize| {
        (0..depth).fold(Json::null(), |inner, at| match at % 2 {
            0 => Json::array([inner]),
            _ => Json::object([("a", inner)]),
        })
    };
    json_laws(&deep(64), deep(64).as_str());
    assert_eq!(
        Json::parse(deep(65).as_str()).unwrap_err().to_string().split(" at byte").next(),
        Some("more levels of nesting than allowed")
    );
    assert!(deep(1_000).as_str().len() > 3_000);
}

#[test]
fn equal_values_are_shown_and_hashed_alike() {
    for (dialect, name) in [(Dialect::Draft, "draft"), (Dialect::Published, "published")] {
        assert_eq!(dialect.to_string(), name);
    }
    assert_eq!(NotificationVersion::ONE.to_string(), "1");
    let uri = ClientUri::parse("urn:x//a%20b").unwrap();
    let Some(NodeName::Name(name)) = uri.path().next() else { panic!("no name") };
    assert_eq!((name.as_ref(), name.to_string(), &*name.decode()), ("a%20b", "a%20b".to_owned(), "a b"));
    let text = Text::from("a");
    assert!(text == "a" && text != "b" && text == *"a" && text != *"b");
    let media = |text| hash(&MediaType::parse(text).unwrap());
    assert_eq!(media("A/B"), media("a/b"));
    assert_ne!(media("a/b"), media("a/c"));
}

#[test]
fn a_list_of_one_is_that_one() {
    let one = OneOrMore::from_vec(vec!['a']).unwrap();
    assert_eq!((&one, hash(&one)), (&OneOrMore::new('a'), hash(&OneOrMore::new('a'))));
    // The list that it came in is given back.
    let mut roomy = Vec::with_capacity(8);
    roomy.push('a');
    assert_eq!(OneOrMore::from_vec(roomy).unwrap().into_vec().capacity(), 1);
    assert_ne!(hash(&one), hash(&OneOrMore::new('b')));
    assert_eq!(OneOrMore::from_vec(vec!['a', 'b']).unwrap().into_vec(), ['a', 'b']);
    assert_eq!(OneOrMore::<char>::from_vec(vec![]), None);
}

#[test]
fn parts_of_packages_keep_what_is_put_into_them() {
    let mut options = UnknownOptions::new();
    assert!(options.is_empty());
    options.insert(9, &b"x"[..]).unwrap();
    assert!(!options.is_empty());

    let mut extensions = Extensions::new();
    extensions.insert("x", Json::parse("1").unwrap());
    let mo = || Mo::new(Moid::parse("urn:x").unwrap(), ["i"]);
    let with = mo().with_ddf("https://h/ddf").with_extensions(extensions.clone());
    assert_eq!((with.moid, with.miids), (mo().moid, mo().miids));
    assert_eq!((with.ddf.as_deref(), &with.extensions), (Some("https://h/ddf"), &extensions));

    let data = MoData::new(JsonObject::parse(r#"{"a":false,"b":true,"c":null}"#).unwrap()).unwrap();
    let leaves: Vec<_> = data.nodes().map(|node| node.leaf().unwrap()).collect();
    assert_eq!(leaves, [Leaf::Boolean(false), Leaf::Boolean(true), Leaf::Null]);

    let status = Status::new(StatusCode::OK).with_locations([ClientUri::parse("urn:x//a").unwrap()]);
    let uris: Result<Vec<_>, _> = status.client_uris().collect();
    assert_eq!(uris.unwrap(), ["urn:x//a"]);
}

#[test]
fn what_is_unreadable_is_told_apart_by_its_text_and_reason() {
    let slot = |body: &'static str| {
        let package = omadm::json::decode::<omadm::Package2<'_>>(body.as_bytes(), &Options::default());
        package.unwrap().value.commands.pop().unwrap()
    };
    let [frob, again, other] =
        [r#"{"CMD":[["FROB"]]}"#, r#"{"CMD":[["END"],["FROB"]]}"#, r#"{"CMD":[["BORF"]]}"#].map(slot);
    assert_eq!((&frob, hash(&frob)), (&again, hash(&again)));
    assert_ne!(frob, other);
    assert_ne!(hash(&frob), hash(&other));
}

//! The draft dialect [CR-CMD].

use omadm::{
    Address, Alert, ClientUri, Command, DecodeError, Extensions, Json, Limits, Options, Package2, Package3,
    Slot, Status, StatusCode, draft, error::SlotErrorKind, json, strategies,
};
use proptest::prelude::*;

fn read(body: &str) -> Package2<'_> {
    let decoded = draft::decode::<Package2>(body.as_bytes(), &Options::default()).unwrap();
    assert!(decoded.warnings.is_empty(), "{:?}", decoded.warnings);
    decoded.value
}

const CONTROL: char = '\u{1}';

/// Every command of [CR-CMD]'s table in the form the table gives, and in JSON.
const TABLE: &[(&str, &str)] = &[
    ("GET https://h/mo", r#"["HGET","https://h/mo"]"#),
    ("GET https://h/mo urn:x//a", r#"["HGET","https://h/mo","urn:x//a"]"#),
    ("PUT https://h/up urn:x//a", r#"["HPUT","https://h/up","urn:x//a"]"#),
    (
        "PUT https://h/up urn:x//a urn:x//b?Levels=1",
        r#"["HPUT","https://h/up","urn:x//a","urn:x//b?Levels=1"]"#,
    ),
    ("POST https://h/up *", r#"["HPOST","https://h/up","*"]"#),
    ("POST https://h/up *?Levels=1 urn:x//", r#"["HPOST","https://h/up","*?Levels=1","urn:x//"]"#),
    ("DELETE urn:x/left/Data", r#"["DELETE","urn:x/left/Data"]"#),
    ("EXEC urn:x//Reset", r#"["EXEC","urn:x//Reset"]"#),
    ("EXEC urn:x//Reset https://h/alert", r#"["EXEC","urn:x//Reset","https://h/alert"]"#),
    ("INCLUDE urn:x//a", r#"["GET","urn:x//a"]"#),
    ("INCLUDE * urn:x//a urn:x//b", r#"["GET","*","urn:x//a","urn:x//b"]"#),
    ("SHOW https://h/ui", r#"["SHOW","https://h/ui"]"#),
    ("DEFAULT urn:oma:mo:mms:1.0 https://h/mms", r#"["DEFAULT","urn:oma:mo:mms:1.0","https://h/mms"]"#),
    ("CONT https://h2/dm", r#"["CONT","https://h2/dm"]"#),
    ("END", r#"["END"]"#),
];

#[test]
fn every_command_of_the_table_in_both_directions() {
    for (line, array) in TABLE {
        let text = format!("{line}\r\n");
        let body = format!("{{\"CMD\":[{array}]}}");
        let package = read(&text);
        assert_eq!(json::to_vec(&package).unwrap(), body.as_bytes(), "{line}");
        let back = json::decode::<Package2>(body.as_bytes(), &Options::strict()).unwrap().value;
        assert_eq!(back, package);
        assert_eq!(draft::to_vec(&back).unwrap(), text.as_bytes());
    }
}

#[test]
fn the_published_spellings_are_read_too() {
    let package = read("HGET https://h/x\r\nHPUT https://h/x *\r\nHPOST https://h/x *\r\n");
    assert_eq!(
        draft::to_vec(&package).unwrap(),
        b"GET https://h/x\r\nPUT https://h/x *\r\nPOST https://h/x *\r\n"
    );
}

#[test]
fn the_framing_is_read_in_all_its_forms() {
    let canonical = read("GET https://h/x urn:x//\r\nEND\r\n");
    for text in [
        "GET https://h/x urn:x//\nEND\n",
        "GET https://h/x urn:x//\r\nEND",
        "  GET \t https://h/x\t\turn:x// \t\r\n\tEND  ",
        "\r\n\n \t\r\nGET https://h/x urn:x//\n\n\nEND\r\n\r\n",
    ] {
        assert_eq!(read(text), canonical, "{text:?}");
    }
}

/// Slots: the line, why it is none, where, and what answers it.
#[test]
fn a_bad_line_keeps_its_place() {
    let cases: &[(&str, &str, usize, u16)] = &[
        ("GET urn:x//a", "GET takes a ServerURI in the draft dialect, INCLUDE reads nodes", 4, 400),
        ("GET urn:x", "malformed ServerURI: it is not an absolute http or https URI", 4, 400),
        ("HGET urn:x//a", "malformed ServerURI: it is not an absolute http or https URI", 5, 400),
        (
            "INCLUDE https://h/x",
            "malformed ClientURI: a MOID does not begin with `http:` or `https:`",
            8,
            400,
        ),
        ("INCLUDE", "expected a ClientURI, found no more parameters", 7, 400),
        ("INCLUDE  ", "expected a ClientURI, found no more parameters", 9, 400),
        ("SUB https://h/x urn:x//", "unknown command", 0, 501),
        ("UNSUB urn:x//", "unknown command", 0, 501),
        ("get https://h/x", "unknown command", 0, 501),
        ("FROB a b c", "unknown command", 0, 501),
        ("END now", "one parameter too many", 4, 400),
        ("DELETE *", "malformed ClientURI: `*` alone is not the address of a node", 7, 400),
        ("DELETE urn:x//%zz", "malformed ClientURI: `%` is not followed by two hexadecimal digits", 14, 400),
        ("DELETE urn:x//é", "malformed ClientURI: 'é' may not stand here unescaped", 14, 400),
        ("SHOW http://h:99999/", "malformed ServerURI: the port is not a number up to 65535", 14, 400),
        ("DEFAULT * https://h/x", "malformed MOID: `*` is no MOID", 8, 400),
        ("[\"END\"]", "unknown command", 0, 501),
    ];
    for (line, reason, offset, status) in cases {
        let body = format!("SHOW https://h/1\r\n{line}\r\nEND\r\n");
        let decoded = draft::decode::<Package2>(body.as_bytes(), &Options::default()).unwrap();
        let slots = &decoded.value.commands;
        assert_eq!(slots.len(), 3, "{line}");
        assert!(slots[0].command().is_some() && slots[2].command() == Some(&Command::End), "{line}");
        let Slot::Unreadable(slot) = &slots[1] else { panic!("{line} is read") };
        assert_eq!(slot.reason().to_string(), *reason, "{line}");
        assert_eq!((slot.offset(), slot.status().as_u16()), (18 + offset, *status), "{line}");
        assert_eq!(slot.as_str(), *line);
        let warning = decoded.warnings.iter().next().unwrap().to_string();
        assert_eq!(warning, format!("unreadable command: {reason} at byte {} (line 2)", 18 + offset));
        let error = draft::decode::<Package2>(body.as_bytes(), &Options::strict()).unwrap_err();
        assert_eq!((error.offset(), error.path().as_str()), (18 + offset, "line 2"));
        assert_eq!(error.dm_status().as_u16(), *status);
        // Written back as it was, and in no other dialect.
        assert_eq!(draft::to_vec(&decoded.value).unwrap(), body.as_bytes());
        let error = json::to_vec(&decoded.value).unwrap_err().to_string();
        assert_eq!(
            error,
            "an unreadable command of the other dialect cannot be written in this one (CMD[1])"
        );
    }
}

#[test]
fn tolerances_are_those_of_the_model() {
    let cases = [
        ("", "a Package2 without any command at byte 0 (line 1)"),
        ("\r\n \n", "a Package2 without any command at byte 0 (line 1)"),
        ("END\r\nEND\r\nEND\r\n", "a command after END at byte 5 (line 2)"),
        ("DELETE urn:x/left\r\n", "a ClientURI without the `/` behind the instance at byte 7 (line 1)"),
        ("SHOW https://h/[DevID]\n", "a ServerURI with an unescaped bracket at byte 5 (line 1)"),
        ("\nDEFAULT https://h/x urn:x", "the parameters stand in the other order at byte 9 (line 2)"),
    ];
    for (body, expected) in cases {
        let decoded = draft::decode::<Package2>(body.as_bytes(), &Options::default()).unwrap();
        let warnings: Vec<_> = decoded.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(warnings, [expected], "{body:?}");
        let error = draft::decode::<Package2>(body.as_bytes(), &Options::strict()).unwrap_err();
        let (kind, place) = expected.split_once(" at byte").unwrap();
        assert_eq!(error.to_string(), format!("{kind} (refused: strict) at byte{place}"));
    }
}

#[test]
fn what_fails_the_body() {
    let cases: &[(&[u8], &str)] = &[
        (b"END\rEND\r\n", "a control character that ends no line at byte 3 (line 1)"),
        (b"END\r\nE\x00ND\r\n", "a control character that ends no line at byte 6 (line 2)"),
        (b"END\r\n\x0cEND", "a control character that ends no line at byte 5 (line 2)"),
        (b"END \x7f", "a control character that ends no line at byte 4 (line 1)"),
        (b"FROB x\x1b[0m\r\n", "a control character that ends no line at byte 6 (line 1)"),
        (b"END\r", "a control character that ends no line at byte 3 (line 1)"),
        (b"\xef\xbb\xbfEND\r\n", "the input begins with a byte order mark at byte 0 (line 1)"),
        (b"\n \xef\xbb\xbfFROB", "the line begins with a byte order mark at byte 2 (line 2)"),
        (b"END\r\nDELETE \xff\r\n", "the input is not UTF-8 at byte 12 (line 2)"),
    ];
    for (body, expected) in cases {
        let error = draft::decode::<Package2>(body, &Options::default()).unwrap_err();
        assert_eq!(error.to_string(), *expected);
        assert_eq!(error.http_status(), StatusCode::BAD_REQUEST);
    }
}

#[test]
fn statuses() {
    let body = b"200\r\n404\r\n200 urn:x/left/ urn:x/right/\r\n";
    let package = draft::decode::<Package3>(body, &Options::strict()).unwrap().value;
    assert_eq!(package.statuses[2].locations, ["urn:x/left/", "urn:x/right/"]);
    assert_eq!(draft::to_vec(&package).unwrap(), body);
    let text = r#"{"Status":[{"sc":200},{"sc":404},{"sc":200,"URI":["urn:x/left/","urn:x/right/"]}]}"#;
    assert_eq!(json::to_vec(&package).unwrap(), text.as_bytes());
    assert!(draft::decode::<Package3>(b"", &Options::strict()).unwrap().value.statuses.is_empty());
    for (body, expected) in [
        ("200\r\n99\r\n", "expected a status code from 100 to 599 at byte 5 (line 2)"),
        ("OK", "expected a status code from 100 to 599 at byte 0 (line 1)"),
        ("0200", "expected a status code from 100 to 599 at byte 0 (line 1)"),
        ("200,", "expected a status code from 100 to 599 at byte 0 (line 1)"),
        ("200\r404", "a control character that ends no line at byte 3 (line 1)"),
    ] {
        let error = draft::decode::<Package3>(body.as_bytes(), &Options::default()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let decoded = draft::decode::<Package3>(b"200 urn:x//%zz", &Options::default()).unwrap();
    assert_eq!(decoded.value.statuses[0].locations, ["urn:x//%zz"]);
    let warning = decoded.warnings.iter().next().unwrap();
    assert_eq!(
        warning.to_string(),
        "not a ClientURI: `%` is not followed by two hexadecimal digits at byte 11 (line 1)"
    );
}

#[test]
fn what_the_draft_cannot_say_is_named() {
    let node = Address::parse("urn:x//a").unwrap();
    let server = omadm::ServerUri::parse("https://h/").unwrap();
    let error = |value: &dyn Fn() -> Result<Vec<u8>, omadm::EncodeError>| value().unwrap_err().to_string();
    let sub = Package2::new([Command::End, Command::Sub { to: server, node: node.clone() }]);
    assert_eq!(error(&|| draft::to_vec(&sub)), "the draft dialect has no SUB (line 2)");
    let unsub = Package2::new([Command::Unsub(node)]);
    assert_eq!(error(&|| draft::to_vec(&unsub)), "the draft dialect has no UNSUB (line 1)");
    let mut extensions = Extensions::new();
    extensions.insert("x", Json::null());
    let package2 = Package2::new([]).with_extensions(extensions.clone());
    assert_eq!(error(&|| draft::to_vec(&package2)), "the draft dialect has no members of one's own");
    let package3 = Package3::new([]).with_extensions(extensions.clone());
    assert_eq!(error(&|| draft::to_vec(&package3)), "the draft dialect has no members of one's own");
    let status = Package3::new([Status::new(StatusCode::OK).with_extensions(extensions)]);
    assert_eq!(error(&|| draft::to_vec(&status)), "the draft dialect has no members of one's own (line 1)");
    let alerts = Package3::new([]).with_alerts([Alert::new("t")]);
    assert_eq!(error(&|| draft::to_vec(&alerts)), "the draft dialect has no alerts in Package#3");
    for location in ["", "a b", "a\tb", "a\nb", "a\u{85}b"] {
        let mut status = Status::new(StatusCode::OK);
        status.locations.push(location.into());
        let package = Package3::new([status]);
        assert_eq!(
            error(&|| draft::to_vec(&package)),
            "a location that no line of the draft dialect can hold (line 1)"
        );
    }
    let foreign = json::decode::<Package2>(br#"{"CMD":[["FROB"]]}"#, &Options::default()).unwrap().value;
    assert_eq!(
        error(&|| draft::to_vec(&foreign)),
        "an unreadable command of the other dialect cannot be written in this one (line 1)"
    );
}

/// Each limit one below and one above, reading and writing.
#[test]
fn limits_hold_both_ways() {
    type Read = fn(&[u8], &Options) -> Result<Vec<u8>, DecodeError>;
    fn commands(body: &[u8], options: &Options) -> Result<Vec<u8>, DecodeError> {
        draft::decode::<Package2>(body, options).map(|decoded| draft::to_vec(&decoded.value).unwrap())
    }
    fn statuses(body: &[u8], options: &Options) -> Result<Vec<u8>, DecodeError> {
        draft::decode::<Package3>(body, options).map(|decoded| draft::to_vec(&decoded.value).unwrap())
    }
    let limits = Limits::default();
    let cases: &[(Read, &str, Limits, Limits, &str)] = &[
        (
            commands,
            "END\r\nEND\r\nEND\r\n",
            limits.with_commands(3),
            limits.with_commands(2),
            "more commands than allowed at byte 10 (line 3)",
        ),
        (
            statuses,
            "200\r\n200\r\n",
            limits.with_statuses(2),
            limits.with_statuses(1),
            "more statuses than allowed at byte 5 (line 2)",
        ),
        (
            commands,
            "INCLUDE * *\r\nEND\r\n",
            limits.with_values(4),
            limits.with_values(3),
            "more elements and members in the body than allowed at byte 13 (line 2)",
        ),
        (
            commands,
            "INCLUDE urn:x//\r\n",
            limits.with_string_bytes(7),
            limits.with_string_bytes(6),
            "more bytes in a string than allowed at byte 0 (line 1)",
        ),
        // What is behind the reason why a line is unreadable is held to the limits too.
        (
            commands,
            "END urn:x//longer\r\n",
            limits.with_string_bytes(13),
            limits.with_string_bytes(12),
            "more bytes in a string than allowed at byte 4 (line 1)",
        ),
        (
            commands,
            "END\r\nFROB  one\ttwo three \r\n",
            limits.with_string_bytes(5),
            limits.with_string_bytes(4),
            "more bytes in a string than allowed at byte 19 (line 2)",
        ),
        (
            commands,
            "END\r\nFROB  one\ttwo three \r\n",
            limits.with_values(5),
            limits.with_values(4),
            "more elements and members in the body than allowed at byte 19 (line 2)",
        ),
        (
            commands,
            "SHOW http://h/x\r\n",
            limits.with_string_bytes(10),
            limits.with_string_bytes(9),
            "more bytes in a string than allowed at byte 5 (line 1)",
        ),
        (
            commands,
            "END\r\n",
            limits.with_body_bytes(5),
            limits.with_body_bytes(4),
            "more bytes in the body than allowed at byte 4",
        ),
    ];
    for (read, body, enough, short, expected) in cases {
        let body = body.as_bytes();
        assert!(read(body, &Options::default().with_limits(*enough)).is_ok(), "{expected}");
        let error = read(body, &Options::default().with_limits(*short)).unwrap_err();
        assert_eq!(error.to_string(), *expected);
        assert_eq!(error.http_status(), StatusCode::CONTENT_TOO_LARGE);
        let mut out = b"before".to_vec();
        let mut write = |limits: &Limits| {
            let options = Options::default().with_limits(*limits);
            let commands = draft::decode::<Package2>(body, &Options::default()).unwrap().value;
            match draft::decode::<Package3>(body, &Options::default()) {
                Ok(statuses) => draft::encode(&statuses.value, &mut out, &options),
                Err(_) => draft::encode(&commands, &mut out, &options),
            }
        };
        assert!(write(enough).is_ok(), "{expected}");
        assert_eq!(write(short).unwrap_err().to_string().split(" (").next(), expected.split(" at").next());
        assert!(out.starts_with(b"before"));
    }
}

#[test]
fn every_prefix_and_every_flipped_bit_is_an_error_or_a_value() {
    let mut bodies: Vec<String> = TABLE.iter().map(|(line, _)| format!("{line}\r\n")).collect();
    bodies.push(bodies.concat());
    bodies.push("200\r\n404 urn:x//%41\r\n".into());
    let check = |body: &[u8]| {
        for options in [Options::default(), Options::strict()] {
            if let Err(error) = draft::decode::<Package2>(body, &options) {
                assert!(error.offset() <= body.len() && error.path().as_str().starts_with("line "));
            }
            if let Err(error) = draft::decode::<Package3>(body, &options) {
                assert!(error.offset() <= body.len() && error.path().as_str().starts_with("line "));
            }
        }
    };
    for body in bodies {
        let body = body.into_bytes();
        for end in 0..=body.len() {
            check(&body[..end]);
        }
        for bit in 0..body.len() * 8 {
            let mut flipped = body.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            check(&flipped);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// model → draft → model → JSON → model.
    #[test]
    fn what_the_draft_can_say_survives_both_dialects(
        commands in prop::collection::vec(strategies::any::<Command<'static>>(), 0..8),
    ) {
        let sayable = commands.into_iter().filter(|c| !matches!(c, Command::Sub { .. } | Command::Unsub(_)));
        let package = Package2::new(sayable);
        let text = draft::to_vec(&package).unwrap();
        let from_text = draft::decode::<Package2>(&text, &Options::default()).unwrap().value;
        prop_assert_eq!(&from_text, &package);
        let body = json::to_vec(&from_text).unwrap();
        prop_assert_eq!(json::decode::<Package2>(&body, &Options::default()).unwrap().value, package);
    }

    #[test]
    fn any_text_is_an_error_or_keeps_as_many_slots_as_lines(
        lines in prop::collection::vec("(GET|INCLUDE|END|DELETE|x|200)?[ \t]?(urn:x//a|https://h/|\\*|%|é|\u{1})?[ \t]*", 0..6),
    ) {
        let body = lines.join("\n");
        let expected = lines.iter().filter(|line| !line.trim_matches([' ', '\t']).is_empty()).count();
        match draft::decode::<Package2>(body.as_bytes(), &Options::default()) {
            Ok(decoded) => {
                prop_assert!(!body.contains(CONTROL));
                prop_assert_eq!(decoded.value.commands.len(), expected);
                let again = draft::to_vec(&decoded.value).unwrap();
                prop_assert_eq!(draft::decode::<Package2>(&again, &Options::default()).unwrap().value, decoded.value);
            }
            Err(error) => {
                prop_assert!(body.contains(CONTROL), "{}", error);
                prop_assert_eq!(error.offset(), body.find(CONTROL).unwrap());
            }
        }
    }
}

#[test]
fn the_reason_of_the_trap_is_its_own_kind() {
    let decoded = draft::decode::<Package2>(b"GET *\r\n", &Options::default()).unwrap();
    let Slot::Unreadable(slot) = &decoded.value.commands[0] else { panic!() };
    assert_eq!(slot.reason(), SlotErrorKind::GetOfNodes);
    assert_eq!(slot.name().unwrap(), "GET");
    assert_eq!(Slot::from(Command::get([ClientUri::all_mos()]).unwrap()).command().unwrap().name(), "GET");
}

#[test]
fn locations_and_codes_of_statuses() {
    // A byte order mark begins a line, or it is a character as any other.
    let body = "200 urn:x/left \u{feff}x\r\n413 urn:x//\r\n";
    let decoded = draft::decode::<Package3>(body.as_bytes(), &Options::default()).unwrap();
    let warnings: Vec<_> = decoded.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "a ClientURI without the `/` behind the instance at byte 4 (line 1)",
            "not a ClientURI: '\\u{feff}' may not stand here unescaped at byte 15 (line 1)",
        ]
    );
    assert_eq!(draft::to_vec(&decoded.value).unwrap(), body.as_bytes());
    for code in 100..600 {
        let package = Package3::new([Status::new(StatusCode::new(code).unwrap())]);
        assert_eq!(draft::to_vec(&package).unwrap(), format!("{code}\r\n").as_bytes());
    }
}

//! Every kind of error and warning of the JSON dialect: its exact text, where it is and why, at several depths, and behind
//! an escape, where the offset has to be one into the input.
//!
//! In the tables a `^` stands before the byte the error is about, and U+FFFD for a byte that is not UTF-8.

#[path = "support/json.rs"]
mod support;

use omadm::{
    DecodeError, Limits, Options, Slot,
    error::{DecodeErrorKind, Expected, Found, ParseErrorKind, SlotErrorKind, WarningKind},
};
use std::{collections::BTreeSet, error::Error};
use support::{
    Body, Value, cause, marked, placed, read, refused, strict, texts, tolerant, variant, variants,
};

const KINDS: &str = concat!(
    include_str!("../src/error/decode.rs"),
    include_str!("../src/error/expected.rs"),
    include_str!("../src/error/parse.rs"),
    include_str!("../src/error/slot.rs"),
    include_str!("../src/error/warning.rs"),
);

/// One body, and what is said of it.
type Case = (Body, &'static str, &'static str, &'static str, Option<&'static str>);

/// What an error of one kind is answered with, over HTTP and as the status of a command, and bodies that have it.
struct Group {
    variant: &'static str,
    http: u16,
    dm: u16,
    /// The body with its mark, the kind's text, the path, the text of the cause.
    cases: &'static [Case],
}

const ERRORS: &[Group] = &[
    Group {
        variant: "Unexpected",
        http: 400,
        dm: 400,
        cases: &[
            (Body::P2, r"^[]", "expected an object, found an array", "", None),
            (Body::Md, r" ^7", "expected an array, found a number", "", None),
            (Body::P2, r#"{"CMD":^7}"#, "expected an array, found a number", "CMD", None),
            (Body::P3, r#"{"Status":[^7]}"#, "expected an object, found a number", "Status[0]", None),
            (
                Body::P3,
                r#"{"Status":[{"URI":[^[]]}]}"#,
                "expected a string, found an array",
                "Status[0].URI[0]",
                None,
            ),
            (Body::P1, r#"{"x":{"y":[0,^]}}"#, "expected a value, found `]`", "x.y", None),
            (Body::P2, r#"{"\u0043MD":^7}"#, "expected an array, found a number", r#"["\u0043MD"]"#, None),
            (
                Body::P1,
                r#"{"Alert":[{"AlertType":"\u00e9\n","Mark":^7}]}"#,
                "expected a string, found a number",
                "Alert[0].Mark",
                None,
            ),
        ],
    },
    Group {
        variant: "InvalidUtf8",
        http: 400,
        dm: 400,
        cases: &[
            (
                Body::P1,
                "^\u{fffd}",
                "the input is not UTF-8",
                "",
                Some("invalid utf-8 sequence of 1 bytes from index 0"),
            ),
            (
                Body::P1,
                "{\"x\":^\u{fffd}}",
                "the input is not UTF-8",
                "x",
                Some("invalid utf-8 sequence of 1 bytes from index 5"),
            ),
            (
                Body::P2,
                "{\"CMD\":[[\"GET\",\"a^\u{fffd}\"]]}",
                "the input is not UTF-8",
                "CMD[0][1]",
                Some("invalid utf-8 sequence of 1 bytes from index 17"),
            ),
            (
                Body::P2,
                "{\"CMD\":[[\"\\u0047ET\",\"\\u0061^\u{fffd}\"]]}",
                "the input is not UTF-8",
                "CMD[0][1]",
                Some("invalid utf-8 sequence of 1 bytes from index 27"),
            ),
        ],
    },
    Group {
        variant: "ByteOrderMark",
        http: 400,
        dm: 400,
        cases: &[(Body::P1, "^\u{feff}{}", "the input begins with a byte order mark", "", None)],
    },
    Group {
        variant: "ControlCharacter",
        http: 400,
        dm: 400,
        cases: &[
            (Body::P1, "{\"a^\u{1}\":0}", "a control character in a string is not escaped", "", None),
            (Body::P1, "{\"x\":\"a^\n\"}", "a control character in a string is not escaped", "x", None),
            (
                Body::P2,
                "{\"CMD\":[[\"GET\",\"*^\u{1f}\"]]}",
                "a control character in a string is not escaped",
                "CMD[0][1]",
                None,
            ),
            (
                Body::Md,
                "[{\"MOData\":{\"\\u0061\":\"\\u0062^\0\"}}]",
                "a control character in a string is not escaped",
                "[0].MOData[\"\\u0061\"]",
                None,
            ),
        ],
    },
    Group {
        variant: "InvalidEscape",
        http: 400,
        dm: 400,
        cases: &[
            (Body::P1, r#"{"a^\x":0}"#, r"`\` begins no escape of JSON", "", None),
            (Body::P1, r#"{"x":"^\u00g0"}"#, r"`\` begins no escape of JSON", "x", None),
            (Body::P2, r#"{"CMD":[["GET","^\'"]]}"#, r"`\` begins no escape of JSON", "CMD[0][1]", None),
            (
                Body::P2,
                r#"{"CMD":[["GET","\u0061\\^\U0061"]]}"#,
                r"`\` begins no escape of JSON",
                "CMD[0][1]",
                None,
            ),
        ],
    },
    Group {
        variant: "LoneSurrogate",
        http: 400,
        dm: 400,
        cases: &[
            (Body::P1, r#"{"^\ud800":0}"#, "an escaped surrogate lacks its other half", "", None),
            (Body::P1, r#"{"x":"^\udc00\ud800"}"#, "an escaped surrogate lacks its other half", "x", None),
            (
                Body::P2,
                r#"{"CMD":[["GET","^\ud83d\n"]]}"#,
                "an escaped surrogate lacks its other half",
                "CMD[0][1]",
                None,
            ),
            (
                Body::P2,
                r#"{"CMD":[["GET","\ud83d\ude00^\ud83d\ud83d\ude00"]]}"#,
                "an escaped surrogate lacks its other half",
                "CMD[0][1]",
                None,
            ),
        ],
    },
    Group {
        variant: "LeadingZero",
        http: 400,
        dm: 400,
        cases: &[
            (Body::P1, r#"{"x":^00}"#, "a number has a leading zero", "x", None),
            (Body::P1, r#"{"x":[-^01.5]}"#, "a number has a leading zero", "x[0]", None),
            (Body::P3, r#"{"Status":[{"sc":^0200}]}"#, "a number has a leading zero", "Status[0].sc", None),
            (
                Body::P3,
                r#"{"\u0053tatus":[{"s\u0063":^0200}]}"#,
                "a number has a leading zero",
                r#"["\u0053tatus"][0]["s\u0063"]"#,
                None,
            ),
        ],
    },
    Group {
        variant: "TrailingData",
        http: 400,
        dm: 400,
        cases: &[
            (Body::P1, r"{}^{}", "expected the end of the input", "", None),
            (Body::P2, r#"{"CMD":[["END"]]} ^,"#, "expected the end of the input", "", None),
            (Body::P1, "{\"\\u0078\":\"\\n\"}\n^\0", "expected the end of the input", "", None),
        ],
    },
    Group {
        variant: "RepeatedMember",
        http: 400,
        dm: 400,
        cases: &[
            (Body::P1, r#"{"MOS":[],^"MOS":7}"#, "a member stands twice", "MOS", None),
            (Body::P2, r#"{"x":0,"CMD":[["END"]],^"x":0}"#, "a member stands twice", "x", None),
            (Body::P1, r#"{"MOS":[{"MIID":[], ^"MIID":[]}]}"#, "a member stands twice", "MOS[0].MIID", None),
            (
                Body::P2,
                r#"{"CMD":[["FROB",{"a":{"b":1,^"b":1}}]]}"#,
                "a member stands twice",
                "CMD[0][1].a.b",
                None,
            ),
            (
                Body::P2,
                r#"{"CMD":[["END"]],^"\u0043MD":[]}"#,
                "a member stands twice",
                r#"["\u0043MD"]"#,
                None,
            ),
            (Body::P1, r#"{"\u00e9":0,^"é":0}"#, "a member stands twice", r#"["é"]"#, None),
        ],
    },
    Group {
        variant: "MissingMember",
        http: 400,
        dm: 400,
        cases: &[
            (Body::P2, r"^{}", "the member `CMD` is missing", "", None),
            (Body::P3, r#" ^{"status":[]}"#, "the member `Status` is missing", "", None),
            (Body::P3, r#"{"Status":[{"sc":200},^{}]}"#, "the member `sc` is missing", "Status[1]", None),
            (
                Body::P1,
                r#"{"Alert":[^{"Mark":"minor"}]}"#,
                "the member `AlertType` is missing",
                "Alert[0]",
                None,
            ),
            (
                Body::P3,
                r#"{"Status":[],"Alert":[ ^{}]}"#,
                "the member `AlertType` is missing",
                "Alert[0]",
                None,
            ),
            (Body::Md, r#"[^{"x":{"MOData":{}}}]"#, "the member `MOData` is missing", "[0]", None),
            (
                Body::Md,
                r#"[{"ClientURI":"urn:x\/\/","MOData":{"\n":"\u0061"}},^{}]"#,
                "the member `MOData` is missing",
                "[1]",
                None,
            ),
        ],
    },
    Group {
        variant: "StatusCode",
        http: 400,
        dm: 400,
        cases: &[
            (
                Body::P3,
                r#"{"Status":[{"sc":^99}]}"#,
                "`sc` is not an integer from 100 to 599",
                "Status[0].sc",
                None,
            ),
            (
                Body::P3,
                r#"{"Status":[{"URI":["\u0061//"],"\u0073c": ^600 }]}"#,
                "`sc` is not an integer from 100 to 599",
                r#"Status[0]["\u0073c"]"#,
                None,
            ),
        ],
    },
    Group {
        variant: "Moid",
        http: 400,
        dm: 400,
        cases: &[
            (
                Body::P1,
                r#"{"MOS":[{"MOID":"^*"}]}"#,
                "malformed MOID: `*` is no MOID",
                "MOS[0].MOID",
                Some("`*` is no MOID at byte 0"),
            ),
            (
                Body::P1,
                r#"{"MOS":[{"MOID":"\u0061\u0062^\u0020"}]}"#,
                "malformed MOID: ' ' may not stand here unescaped",
                "MOS[0].MOID",
                Some("' ' may not stand here unescaped at byte 2"),
            ),
            (
                Body::P1,
                r#"{"MOS":[{"MIID":[],"MOID":"\u0061b^ c"}]}"#,
                "malformed MOID: ' ' may not stand here unescaped",
                "MOS[0].MOID",
                Some("' ' may not stand here unescaped at byte 2"),
            ),
        ],
    },
    Group {
        variant: "ClientUri",
        http: 400,
        dm: 400,
        cases: &[
            (
                Body::Md,
                r#"[{"ClientURI":"urn:x^"}]"#,
                "malformed ClientURI: expected `/` after the MOID",
                "[0].ClientURI",
                Some("expected `/` after the MOID at byte 5"),
            ),
            (
                Body::Md,
                r#"[{"ClientURI":"urn:x//^%zz"}]"#,
                "malformed ClientURI: `%` is not followed by two hexadecimal digits",
                "[0].ClientURI",
                Some("`%` is not followed by two hexadecimal digits at byte 7"),
            ),
            (
                Body::Md,
                r#"[{"ClientURI":"^*"}]"#,
                "malformed ClientURI: it may address more than one node",
                "[0].ClientURI",
                Some("it may address more than one node at byte 0"),
            ),
            (
                Body::Md,
                r#"[{"ClientURI":"\u0075rn:x\/\/a?^\u004cevels"}]"#,
                "malformed ClientURI: `Levels` is not a number from 0 to 4294967295",
                "[0].ClientURI",
                Some("`Levels` is not a number from 0 to 4294967295 at byte 9"),
            ),
        ],
    },
];

/// A strict decoder for the first, a tolerant one for the second.
fn fail(body: Body, input: &[u8], options: &Options) -> DecodeError {
    body.decode(input, options).expect_err(&String::from_utf8_lossy(input))
}

#[track_caller]
fn assert_error(error: &DecodeError, text: &str, offset: usize, path: &str, why: Option<&str>) {
    assert_eq!(error.to_string(), placed(text, offset, path));
    assert_eq!(error.kind().to_string(), text);
    assert_eq!(error.offset(), offset, "{error}");
    assert_eq!(error.path().as_str(), path, "{error}");
    assert_eq!(error.path().to_string(), path, "{error}");
    assert_eq!(cause(error), why.map(str::to_owned), "{error}");
}

#[track_caller]
fn assert_answers(error: &DecodeError, http: u16, dm: u16) {
    assert_eq!(error.http_status().as_u16(), http, "{error}");
    assert_eq!(error.dm_status().as_u16(), dm, "{error}");
}

#[test]
fn each_error_says_what_and_where() {
    for group in ERRORS {
        for (body, input, text, path, why) in group.cases {
            let (input, offset) = marked(input);
            for options in [tolerant(), strict()] {
                let error = fail(*body, &input, &options);
                assert_error(&error, text, offset, path, *why);
                assert_answers(&error, group.http, group.dm);
                assert_eq!(variant(&error.kind()), group.variant);
            }
        }
    }
}

/// The limits have their own tests; here is what they have in common with other errors.
#[test]
fn a_limit_says_what_and_where() {
    let cases: &[(Limits, &str, &str, &str)] = &[
        (Limits::default().with_body_bytes(3), r#"{"C^MD":[]}"#, "more bytes in the body than allowed", ""),
        (Limits::default().with_depth(0), r#" ^{"CMD":[]}"#, "more levels of nesting than allowed", ""),
        (
            Limits::default().with_members(0),
            r#"{^"CMD":[]}"#,
            "more members in one object than allowed",
            "CMD",
        ),
        (Limits::default().with_commands(0), r#"{"CMD":[^0]}"#, "more commands than allowed", "CMD[0]"),
        (
            Limits::default().with_string_bytes(9),
            r#"{"\u0043MD":[["\u0047ET",^"\u0061\/\/"]]}"#,
            "more bytes in a string than allowed",
            r#"["\u0043MD"][0][1]"#,
        ),
    ];
    for (limits, input, text, path) in cases {
        let (input, offset) = marked(input);
        for strict in [false, true] {
            let error = fail(Body::P2, &input, &Options::default().with_limits(*limits).with_strict(strict));
            assert_error(&error, text, offset, path, None);
            assert_answers(&error, 413, 413);
            assert_eq!(variant(&error.kind()), "Limit");
        }
    }
}

/// The variant, and bodies that have it: the body with its mark, the text, the path, the text of the cause.
type Warn = (&'static str, &'static [Case]);

const WARNINGS: &[Warn] = &[
    (
        "ParametersSwapped",
        &[
            (
                Body::P2,
                r#"{"CMD":[["SUB",^"urn:x//","http://h"]]}"#,
                "the parameters stand in the other order",
                "CMD[0][1]",
                None,
            ),
            (
                Body::P2,
                r#"{"\u0043MD":[["\u0044EFAULT", ^"\u0068ttp:\/\/h","urn:x"]]}"#,
                "the parameters stand in the other order",
                r#"["\u0043MD"][0][1]"#,
                None,
            ),
        ],
    ),
    (
        "NoCommands",
        &[
            (Body::P2, r#"{"CMD": ^[ ]}"#, "a Package2 without any command", "CMD", None),
            (Body::P2, r#"{"\u0043MD":^[]}"#, "a Package2 without any command", r#"["\u0043MD"]"#, None),
        ],
    ),
    (
        "AfterEnd",
        &[
            (Body::P2, r#"{"CMD":[["END"],^["GET","*"]]}"#, "a command after END", "CMD[1]", None),
            (Body::P2, r#"{"CMD":[["\u0045ND"], ^["\u0045ND"]]}"#, "a command after END", "CMD[1]", None),
        ],
    ),
    (
        "ShortAddress",
        &[
            (
                Body::Md,
                r#"[{"ClientURI":^"urn:x/a","MOData":{"a":1}}]"#,
                "a ClientURI without the `/` behind the instance",
                "[0].ClientURI",
                None,
            ),
            (
                Body::P2,
                r#"{"CMD":[["GET","\u002a",^"urn:x\/"]]}"#,
                "a ClientURI without the `/` behind the instance",
                "CMD[0][2]",
                None,
            ),
        ],
    ),
    (
        "Bracket",
        &[
            (
                Body::P2,
                r#"{"CMD":[["SHOW",^"http://h/[DevID]"]]}"#,
                "a ServerURI with an unescaped bracket",
                "CMD[0][1]",
                None,
            ),
            (
                Body::P2,
                r#"{"CMD":[["HPUT", ^"http:\/\/h?\u005b","*"]]}"#,
                "a ServerURI with an unescaped bracket",
                "CMD[0][1]",
                None,
            ),
        ],
    ),
    (
        "Null",
        &[
            (Body::P1, r#"{"MOS":^null}"#, "null for a member that could be left out", "MOS", None),
            (
                Body::P1,
                r#"{"MOS":[{"DDF": ^null,"MIID":[]}]}"#,
                "null for a member that could be left out",
                "MOS[0].DDF",
                None,
            ),
            (
                Body::P3,
                r#"{"Status":[{"\u0055RI":^null,"sc":200}]}"#,
                "null for a member that could be left out",
                r#"Status[0]["\u0055RI"]"#,
                None,
            ),
        ],
    ),
    (
        "NoMiid",
        &[
            (Body::P1, r#"{"MOS":[ ^{}]}"#, "a MOS entry without a MIID", "MOS[0]", None),
            (
                Body::P1,
                r#"{"\u004dOS":[{"MIID":[]},^{"\u004dOID":"urn\u003ax"}]}"#,
                "a MOS entry without a MIID",
                r#"["\u004dOS"][1]"#,
                None,
            ),
        ],
    ),
    (
        "SingleRecord",
        &[(
            Body::Md,
            r#" ^{"\u0043lientURI":"urn:x\/\/","MOData":{"a":1}}"#,
            "management data that is not in an array",
            "",
            None,
        )],
    ),
    (
        "NoClientUri",
        &[
            (Body::Md, r#"[^{"MOData":{"a":1}}]"#, "management data without a ClientURI", "[0]", None),
            (
                Body::Md,
                r#"[ ^{"MO\u0044ata":{"\u0061":"\n"}}]"#,
                "management data without a ClientURI",
                "[0]",
                None,
            ),
        ],
    ),
    (
        "NotOneNode",
        &[
            (
                Body::Md,
                r#"[{"ClientURI":"urn:x//","MOData":^{}}]"#,
                "MOData does not have exactly one member",
                "[0].MOData",
                None,
            ),
            (
                Body::Md,
                r#"[{"ClientURI":"urn\u003ax\/\/","MOData": ^{"a":1,"b":2}}]"#,
                "MOData does not have exactly one member",
                "[0].MOData",
                None,
            ),
        ],
    ),
    (
        "Uri",
        &[
            (
                Body::P1,
                r#"{"MOS":[{"DDF":"^","MIID":[]}]}"#,
                "not a URI: it is empty",
                "MOS[0].DDF",
                Some("it is empty at byte 0"),
            ),
            (
                Body::P3,
                r#"{"Status":[],"Alert":[{"AlertType":"t","SourceURI":"\/^\u00e9"}]}"#,
                "not a URI: 'é' may not stand here unescaped",
                "Alert[0].SourceURI",
                Some("'é' may not stand here unescaped at byte 1"),
            ),
            (
                Body::P1,
                r#"{"Alert":[{"AlertType":"t","TargetURI":"\u0061\/^%"}]}"#,
                "not a URI: `%` is not followed by two hexadecimal digits",
                "Alert[0].TargetURI",
                Some("`%` is not followed by two hexadecimal digits at byte 2"),
            ),
        ],
    ),
    (
        "Miid",
        &[
            (
                Body::P1,
                r#"{"MOS":[{"MIID":["a","a^/b"]}]}"#,
                "a MIID that no ClientURI can name: '/' may not stand here unescaped",
                "MOS[0].MIID[1]",
                Some("'/' may not stand here unescaped at byte 1"),
            ),
            (
                Body::P1,
                r#"{"MOS":[{"MIID":["^\ud83d\ude00"]}]}"#,
                "a MIID that no ClientURI can name: '😀' may not stand here unescaped",
                "MOS[0].MIID[0]",
                Some("'😀' may not stand here unescaped at byte 0"),
            ),
            (
                Body::P1,
                r#"{"MOS":[{"MIID":["\u0061^\u002f"]}]}"#,
                "a MIID that no ClientURI can name: '/' may not stand here unescaped",
                "MOS[0].MIID[0]",
                Some("'/' may not stand here unescaped at byte 1"),
            ),
        ],
    ),
    (
        "Location",
        &[
            (
                Body::P3,
                r#"{"Status":[{"sc":200,"URI":["^"]}]}"#,
                "not a ClientURI: expected a MOID",
                "Status[0].URI[0]",
                Some("expected a MOID at byte 0"),
            ),
            (
                Body::P3,
                r#"{"Status":[{"sc":200,"URI":["urn\u003ax\/\/a\/^\/"]}]}"#,
                "not a ClientURI: a node name is empty",
                "Status[0].URI[0]",
                Some("a node name is empty at byte 9"),
            ),
        ],
    ),
];

#[track_caller]
fn assert_warning(
    body: Body,
    input: &str,
    text: &str,
    path: &str,
    why: Option<&str>,
    dm: u16,
) -> WarningKind {
    let (input, offset) = marked(input);
    let decoded = read(body, &input);
    assert_eq!(texts(&decoded.warnings), [placed(text, offset, path)]);
    let warning = decoded.warnings.iter().next().unwrap();
    assert_eq!(warning.kind().to_string(), text);
    assert_eq!(warning.offset(), offset);
    assert_eq!(warning.path().as_str(), path);
    assert_eq!(cause(warning), why.map(str::to_owned), "{warning}");

    let error = fail(body, &input, &strict());
    assert_eq!(error.to_string(), refused(text, offset, path));
    assert_eq!((error.offset(), error.path()), (offset, warning.path()));
    assert_eq!(error.kind(), DecodeErrorKind::Strict(warning.kind()));
    assert_eq!(cause(&error), why.map(str::to_owned), "{error}");
    assert_answers(&error, 400, dm);
    warning.kind()
}

#[test]
fn each_warning_says_what_and_where_and_strict_refuses_it() {
    for (name, cases) in WARNINGS {
        for (body, input, text, path, why) in *cases {
            let kind = assert_warning(*body, input, text, path, *why, 400);
            assert_eq!(variant(&kind), *name);
        }
    }
}

/// The variant, what the command is answered with, and slots that have it: the command with its mark, the text, where in
/// the command it is, the text of the cause.
type Refused =
    (&'static str, u16, &'static [(&'static str, &'static str, &'static str, Option<&'static str>)]);

const SLOTS: &[Refused] = &[
    (
        "UnknownCommand",
        501,
        &[
            (r#"[^"FROB"]"#, "unknown command", "[0]", None),
            (r#"[ ^"get","*"]"#, "unknown command", "[0]", None),
            (r#"[^""]"#, "unknown command", "[0]", None),
            (r#"[^"END "]"#, "unknown command", "[0]", None),
            (r#"[^"\u0045N\n"]"#, "unknown command", "[0]", None),
        ],
    ),
    (
        "NotAnArray",
        400,
        &[
            (r"^7", "expected a command (an array of strings), found a number", "", None),
            (r"^-0.0", "expected a command (an array of strings), found a number", "", None),
            (r#" ^"\u0045ND""#, "expected a command (an array of strings), found a string", "", None),
            (r#"^{"END":[]}"#, "expected a command (an array of strings), found an object", "", None),
            (r"^false", "expected a command (an array of strings), found a boolean", "", None),
            (r"^null", "expected a command (an array of strings), found null", "", None),
        ],
    ),
    (
        "Empty",
        400,
        &[
            (r"^[]", "expected the name of a command, found an empty array", "", None),
            ("\n^[\n]", "expected the name of a command, found an empty array", "", None),
        ],
    ),
    (
        "NotAString",
        400,
        &[
            (r#"[^["END"]]"#, "expected a string, found an array", "[0]", None),
            (r#"["GET",^{"a":1}]"#, "expected a string, found an object", "[1]", None),
            (r#"["GET","*", ^1]"#, "expected a string, found a number", "[2]", None),
            (r#"["\u0047ET","\u002a",^true]"#, "expected a string, found a boolean", "[2]", None),
            (r#"["SUB",^null]"#, "expected a string, found null", "[1]", None),
            (r#"["DEFAULT","urn:m",^[]]"#, "expected a string, found an array", "[2]", None),
        ],
    ),
    (
        "Missing",
        400,
        &[
            (r#"["GET"^]"#, "expected a ClientURI, found no more parameters", "", None),
            (r#"["SHOW" ^]"#, "expected a ServerURI, found no more parameters", "", None),
            (r#"["DEFAULT"^]"#, "expected a MOID, found no more parameters", "", None),
            (r#"["\u0053UB","http:\/\/h"^]"#, "expected a ClientURI, found no more parameters", "", None),
        ],
    ),
    (
        "TooMany",
        400,
        &[
            (r#"["END",^"x"]"#, "one parameter too many", "[1]", None),
            (r#"["END",^[1]]"#, "one parameter too many", "[1]", None),
            (r#"["\u0045XEC","\u0061\/\/","http:\/\/h", ^"\n"]"#, "one parameter too many", "[3]", None),
        ],
    ),
    (
        "ClientUri",
        400,
        &[
            (
                r#"["GET","^"]"#,
                "malformed ClientURI: expected a MOID",
                "[1]",
                Some("expected a MOID at byte 0"),
            ),
            (
                r#"["HPUT","http://h","*","urn:x^"]"#,
                "malformed ClientURI: expected `/` after the MOID",
                "[3]",
                Some("expected `/` after the MOID at byte 5"),
            ),
            (
                r#"["GET","\u0061\/\/^\/"]"#,
                "malformed ClientURI: a node name is empty",
                "[1]",
                Some("a node name is empty at byte 3"),
            ),
            (
                r#"["GET","\u0061\/\/b^\ud83d\ude00"]"#,
                "malformed ClientURI: '😀' may not stand here unescaped",
                "[1]",
                Some("'😀' may not stand here unescaped at byte 4"),
            ),
            (
                r#"["GET","^\u00e9\ud83d\ude00"]"#,
                "malformed ClientURI: 'é' may not stand here unescaped",
                "[1]",
                Some("'é' may not stand here unescaped at byte 0"),
            ),
        ],
    ),
    (
        "ServerUri",
        400,
        &[
            (
                r#"["SHOW","^ftp://h"]"#,
                "malformed ServerURI: it is not an absolute http or https URI",
                "[1]",
                Some("it is not an absolute http or https URI at byte 0"),
            ),
            (
                r#"["HGET","https:\/\/h\/^\t"]"#,
                "malformed ServerURI: '\\t' may not stand here unescaped",
                "[1]",
                Some("'\\t' may not stand here unescaped at byte 10"),
            ),
            (
                r#"["DEFAULT","urn:m","http:\/\/h^#"]"#,
                "malformed ServerURI: a fragment is not allowed",
                "[2]",
                Some("a fragment is not allowed at byte 8"),
            ),
        ],
    ),
    (
        "Moid",
        400,
        &[
            (
                r#"["DEFAULT","^","http://h"]"#,
                "malformed MOID: expected a MOID",
                "[1]",
                Some("expected a MOID at byte 0"),
            ),
            (
                r#"["DEFAULT","\u0061^\/","http://h"]"#,
                "malformed MOID: '/' may not stand here unescaped",
                "[1]",
                Some("'/' may not stand here unescaped at byte 1"),
            ),
        ],
    ),
];

/// What stands around a slot, and the path to it.
const AROUND: [(&str, &str, &str); 4] = [
    (r#"{"CMD":["#, "]}", "CMD[0]"),
    (r#"{"CMD":[["GET","*"],"#, r#",["END"]]}"#, "CMD[1]"),
    ("{\"é\":\"\\n\" ,\t\"CMD\":[\n", "\n]}", "CMD[0]"),
    (r#"{"\u0043MD":[["\u0047ET","\u002a"],"#, "]}", r#"["\u0043MD"][1]"#),
];

#[test]
fn each_bad_slot_says_what_and_where_and_how_it_is_answered() {
    for (name, status, cases) in SLOTS {
        for (slot, text, path, why) in *cases {
            for (before, after, outer) in AROUND {
                let input = format!("{before}{slot}{after}");
                let text = format!("unreadable command: {text}");
                let kind = assert_warning(Body::P2, &input, &text, &format!("{outer}{path}"), *why, *status);
                let WarningKind::UnreadableSlot(reason) = kind else { panic!("{kind:?}") };
                assert_eq!(variant(&reason), *name);
                assert_unreadable(&input, slot, reason, *status);
            }
        }
    }
}

/// What the slot itself says.
fn assert_unreadable(input: &str, slot: &str, reason: SlotErrorKind, status: u16) {
    let (input, offset) = marked(input);
    let Value::P2(package) = read(Body::P2, &input).value else { unreachable!() };
    let mut bad = package.commands.iter().filter_map(|slot| match slot {
        Slot::Unreadable(slot) => Some(slot),
        Slot::Command(_) => None,
    });
    let received = bad.next().unwrap();
    assert!(bad.next().is_none());
    assert_eq!(received.as_str(), slot.replace('^', "").trim());
    assert_eq!(received.reason(), reason);
    assert_eq!(received.offset(), offset);
    assert_eq!(received.status().as_u16(), status);
    assert_eq!(reason.status().as_u16(), status);
    // The name, where a JSON library sees one too.
    let json: serde_json::Value = serde_json::from_str(received.as_str()).unwrap();
    let name = json.get(0).and_then(|name| name.as_str());
    assert_eq!(received.name().as_deref(), name, "{}", received.as_str());
}

/// What a parameter can be malformed by: the parameter with its mark, and the text. It is malformed in the same way, and
/// in the same place, if every character of it is written as an escape.
const CLIENT_URIS: &[(&str, &str)] = &[
    ("urn:x//^ ", "' ' may not stand here unescaped"),
    ("urn:x//a^\u{e9}", "'é' may not stand here unescaped"),
    ("urn:x//^%4", "`%` is not followed by two hexadecimal digits"),
    ("urn:x//a%20^%C3%28", "percent-encoded bytes are not UTF-8"),
    ("urn:x//a^%00", "a percent-encoded NUL"),
    ("^/a/", "expected a MOID"),
    ("^*//", "`*` is no MOID"),
    ("^(x)//", "an x-name is no MOID"),
    ("^HTTPS:x//", "a MOID does not begin with `http:` or `https:`"),
    ("urn:x^", "expected `/` after the MOID"),
    ("urn:x//a/^/", "a node name is empty"),
    ("urn:x//?a&^", "a field of the query is empty"),
    ("urn:x//?a&^Levels=4294967296", "`Levels` is not a number from 0 to 4294967295"),
    ("urn:x//?Levels=1&^Levels=1", "`Levels` stands twice"),
    ("urn:x//(x)?^nv=(x)/:b", "`nv` is not `(x)/name:value`"),
    ("urn:x//?a&^cv", "`cv` has no value"),
    ("urn:x//?cv=1&^cv=1", "`cv` stands twice"),
    ("urn:x/*/?^cv=1", "`cv` needs an address with one instance"),
    ("*?Levels=1&^cv=1", "`nv` and `cv` mean nothing after `*`"),
    ("urn:x/(x)/^(x)?nv=(x)/a:b", "an x-name stands twice"),
    ("urn:x/(x)/^(y)?nv=(x)/a:b", "an x-name has no `nv` field"),
    ("urn:x//a?b&^nv=(x)/a:b", "the x-name of an `nv` field is not in the address"),
];

const SERVER_URIS: &[(&str, &str)] = &[
    ("^", "it is not an absolute http or https URI"),
    ("^http:/h", "it is not an absolute http or https URI"),
    ("http://^/a", "the host is empty"),
    ("http://^[::g]/", "the brackets hold no IP address"),
    ("http://h:^65536/", "the port is not a number up to 65535"),
    ("http://u^@h/", "a userinfo is not allowed"),
    ("http://h/^#f", "a fragment is not allowed"),
    ("http://h/^ ", "' ' may not stand here unescaped"),
    ("http://h/a^%zz", "`%` is not followed by two hexadecimal digits"),
];

#[test]
fn a_malformed_parameter_is_malformed_however_it_is_written() {
    let tables = [("GET", "ClientURI", CLIENT_URIS), ("SHOW", "ServerURI", SERVER_URIS)];
    for (command, what, table) in tables {
        for (uri, text) in table {
            let inner = uri.find('^').unwrap();
            let why = format!("{text} at byte {inner}");
            let kind = format!("unreadable command: malformed {what}: {text}");
            let escaped: String = uri
                .chars()
                .map(|c| if c == '^' { String::from("^") } else { format!("\\u{:04x}", u32::from(c)) })
                .collect();
            for uri in [*uri, &escaped] {
                let input = format!(r#"{{"CMD":[["{command}","{uri}"]]}}"#);
                assert_warning(Body::P2, &input, &kind, "CMD[0][1]", Some(&why), 400);
            }
        }
    }
}

#[test]
fn a_parameter_that_is_too_long() {
    let limits = Limits::default().with_string_bytes(1 << 20);
    let long = "a".repeat(65_535 - "urn:x//".len());
    for (uri, reason) in [
        (format!("urn:x//{long}"), None),
        (format!("urn:x//{long}b"), Some("malformed ClientURI: it is longer than 65535 bytes")),
        (format!("urn:x\\/\\/{long}b"), Some("malformed ClientURI: it is longer than 65535 bytes")),
    ] {
        let input = format!(r#"{{"CMD":[["GET","{uri}"]]}}"#);
        let decoded = Body::P2.decode(input.as_bytes(), &Options::default().with_limits(limits)).unwrap();
        // Behind 65,535 bytes of it, of which an escape takes two bytes for one.
        let at = input.len() - r#"b"]]}"#.len();
        let expected = reason.map(|reason| format!("unreadable command: {reason} at byte {at} (CMD[0][1])"));
        assert_eq!(texts(&decoded.warnings), Vec::from_iter(expected));
    }
}

/// What is expected where, and what can be found instead.
const SHAPES: &[(Body, &str, &str, &str)] = &[
    (Body::P1, r"^", "expected an object, found the end of the input", ""),
    (Body::P1, "\n ^", "expected an object, found the end of the input", ""),
    (Body::P1, r"^nul", "expected an object, found `n`", ""),
    (Body::P1, r#"{"MOS":^nope}"#, "expected an array, found `n`", "MOS"),
    (Body::P1, r#"{"MOS":[{"DDF":^xabc"}]}"#, "expected a string, found `x`", "MOS[0].DDF"),
    (Body::P1, r#"{"MOS":[{"MOID":^xabc"}]}"#, "expected a string, found `x`", "MOS[0].MOID"),
    (Body::P1, r#"{"MOS":[{"MIID":[^xabc"]}]}"#, "expected a string, found `x`", "MOS[0].MIID[0]"),
    (Body::P1, r"^null", "expected an object, found null", ""),
    (Body::P1, r"^true", "expected an object, found a boolean", ""),
    (Body::P1, "^\u{7f}", "expected an object, found byte 0x7f", ""),
    (Body::P1, "^\0{}", "expected an object, found byte 0x00", ""),
    (Body::P1, " ^\u{feff}{}", "expected an object, found a character outside ASCII", ""),
    (Body::P1, r"{^", "expected a member name, found the end of the input", ""),
    (Body::P1, r"{^'a':1}", "expected a member name, found `'`", ""),
    (Body::P1, r#"{"x":1,^}"#, "expected a member name, found `}`", ""),
    (Body::P1, r#"{"x":{"y":1,^}}"#, "expected a member name, found `}`", "x"),
    (Body::P1, r#"{"x":{^y:1}}"#, "expected a member name, found `y`", "x"),
    (Body::P1, r#"{"x":{^]}"#, "expected a member name, found `]`", "x"),
    (Body::P1, r#"{"x-y_z":[^}}"#, "expected a value, found `}`", "x-y_z"),
    (Body::P1, r#"{"x"^}"#, "expected `:`, found `}`", ""),
    (Body::P1, r#"{"x" ^=1}"#, "expected `:`, found `=`", "x"),
    (Body::P1, r#"{"x":{"y"^,1}}"#, "expected `:`, found `,`", "x"),
    (Body::P1, r#"{"x":[]^"y":2}"#, "expected `,` or `}`, found `\"`", ""),
    (Body::P1, r#"{"x":1^]"#, "expected `,` or `}`, found `]`", ""),
    (Body::P1, r#"{"x":"a"^"#, "expected `,` or `}`, found the end of the input", ""),
    (Body::P2, r#"{"CMD":[["GET","a"^"#, "expected `,` or `]`, found the end of the input", "CMD[0]"),
    (Body::P1, r#"{"x":{"y":[]^]}"#, "expected `,` or `}`, found `]`", "x"),
    (Body::P2, r#"{"CMD":[["END"] ^["END"]]}"#, "expected `,` or `]`, found `[`", "CMD"),
    (Body::P2, r#"{"CMD":[["END"^"x"]]}"#, "expected `,` or `]`, found `\"`", "CMD[0]"),
    (Body::P1, r#"{"x":[1 ^2]}"#, "expected `,` or `]`, found `2`", "x"),
    (Body::P1, r#"{"x":[1^}"#, "expected `,` or `]`, found `}`", "x"),
    (Body::P2, r#"{"CMD":[^,]}"#, "expected a value, found `,`", "CMD"),
    (Body::P2, r#"{"CMD":[^,["END"]]}"#, "expected a value, found `,`", "CMD"),
    (Body::P1, r#"{"MOS":[^,{"MIID":[]}]}"#, "expected an object, found `,`", "MOS"),
    (Body::P1, r#"{"MOS":[{"MIID":[^,"a"]}]}"#, "expected a string, found `,`", "MOS[0].MIID"),
    (Body::P1, r#"{^,"x":1}"#, "expected a member name, found `,`", ""),
    (Body::P1, r#"{"MOS":[{^,"MIID":[]}]}"#, "expected a member name, found `,`", "MOS[0]"),
    (Body::P1, r#"{"MOS":[]^"Alert":[]}"#, "expected `,` or `}`, found `\"`", ""),
    (Body::P1, r#"{"MOS":[{"MIID":["a"^"b"]}]}"#, "expected `,` or `]`, found `\"`", "MOS[0].MIID"),
    (Body::P2, r#"{"CMD":[["END"],^]}"#, "expected a value, found `]`", "CMD"),
    (Body::P2, r#"{"CMD":[["GET",^tru]]}"#, "expected a value, found `t`", "CMD[0][1]"),
    (Body::P1, r#"{"x":^True}"#, "expected a value, found `T`", "x"),
    (Body::P1, r#"{"x":^+1}"#, "expected a value, found `+`", "x"),
    (Body::P1, r#"{"x":^.5}"#, "expected a value, found `.`", "x"),
    (Body::P1, r#"{"x":-^x}"#, "expected a digit, found `x`", "x"),
    (Body::P1, r#"{"x":1.^e5}"#, "expected a digit, found `e`", "x"),
    (Body::P1, r#"{"x":1e+^-5}"#, "expected a digit, found `-`", "x"),
    (Body::P1, r#"{"x":1e^"#, "expected a digit, found the end of the input", "x"),
    (Body::P1, r#"{"x":"abc^"#, "expected `\"`, found the end of the input", "x"),
    (Body::P1, r#"{"x":"abc\^"#, "expected `\"`, found the end of the input", "x"),
    (Body::P1, r#"{"x":"abc\u00^"#, "expected `\"`, found the end of the input", "x"),
    (Body::P1, r#"{"x":"\ud83d^"#, "expected `\"`, found the end of the input", "x"),
    (Body::P1, r#"{"x":"\ud83d\ud^"#, "expected `\"`, found the end of the input", "x"),
    (Body::P3, r#"{"Status":[{"sc":^"200"}]}"#, "expected an integer, found a string", "Status[0].sc"),
    (Body::P3, r#"{"Status":[{"sc":^+200}]}"#, "expected an integer, found `+`", "Status[0].sc"),
    (
        Body::P1,
        r#"{"Alert":[{"AlertType":^{}}]}"#,
        "expected a string, found an object",
        "Alert[0].AlertType",
    ),
    (
        Body::Md,
        r#"[{"MOData":{"a":^[1]}}]"#,
        "expected an object, a string, a number, a boolean or null, found an array",
        "[0].MOData.a",
    ),
    (Body::Md, r#"^"[]""#, "expected an array, found a string", ""),
    (Body::P1, r#"{"MOS":[{"MIID":^{}}]}"#, "expected an array, found an object", "MOS[0].MIID"),
    (Body::Md, r#"[{"MOData":^[1]}]"#, "expected an object, found an array", "[0].MOData"),
];

#[test]
fn what_was_expected_and_what_was_found() {
    for (body, input, text, path) in SHAPES {
        let (input, offset) = marked(input);
        for options in [tolerant(), strict()] {
            assert_error(&fail(*body, &input, &options), text, offset, path, None);
        }
    }
}

/// The names of the variants that are in the tables.
fn seen<K: std::fmt::Debug>(kinds: impl IntoIterator<Item = K>) -> BTreeSet<String> {
    kinds.into_iter().map(|kind| variant(&kind)).collect()
}

/// What is wrong with text bodies, multipart bodies, headers and notifications, never with JSON.
const ERRORS_ELSEWHERE: &[&str] = &[
    "Boundary",
    "Charset",
    "ContentEncoding",
    "ContentTransferEncoding",
    "ContentType",
    "ContentTypesDiffer",
    "Control",
    "Delimiter",
    "DeviceId",
    "DeviceIdsDiffer",
    "NoBoundary",
    "NoCloseDelimiter",
    "NoContentType",
    "NoDelimiter",
    "NoDeviceId",
    "NotAcceptable",
    "Notification",
    "PartHeader",
    "LineByteOrderMark",
    "StatusLine",
    "UnsupportedMediaType",
];

/// What is tolerated in multipart bodies, headers and sessions.
const WARNINGS_ELSEWHERE: &[&str] = &[
    "AcceptSemicolon",
    "BareLf",
    "BothDeviceHeaders",
    "HeaderRepeated",
    "MediaRange",
    "NoAccept",
    "NoOpeningAlert",
];

/// Faults of values that are in no body: device ids, boundaries, media types, Accept lists.
const FAULTS_ELSEWHERE: &[&str] = &[
    "BoundaryTooLong",
    "DeviceIdTooLong",
    "MimeValue",
    "NoEquals",
    "NoParameterName",
    "NoParameterValue",
    "NoSemicolon",
    "NoSlash",
    "NoSubtype",
    "NoType",
    "NotInToken",
    "NotUtf8",
    "ParameterRepeated",
    "Quality",
    "QuoteUnclosed",
    "QuotedControl",
    "TooManyParameters",
    "TooManyRanges",
    "XNameLetter",
];

#[track_caller]
fn assert_complete(name: &str, seen: BTreeSet<String>, unreachable: &[&str]) {
    let all: BTreeSet<String> = variants(KINDS, name).into_iter().collect();
    assert!(all.len() > 3, "{name}: the source is read wrongly");
    let unreachable: BTreeSet<String> = unreachable.iter().map(|name| (*name).to_owned()).collect();
    assert!(seen.is_disjoint(&unreachable), "{name}: reached after all");
    assert_eq!(&seen | &unreachable, all, "{name}: left, what is tested; right, what there is");
}

/// The enums are open, so that the compiler does not say what is missing in the tables: the source does.
#[test]
fn no_kind_is_missing_in_the_tables() {
    let errors = ERRORS.iter().map(|group| group.variant.to_owned());
    let others = ["Limit", "Strict"].map(str::to_owned);
    // The one cannot happen, the other only to a command that serde reads on its own.
    assert_complete(
        "DecodeErrorKind",
        errors.chain(others).collect(),
        &[ERRORS_ELSEWHERE, &["Internal", "Command"]].concat(),
    );
    let warnings = WARNINGS.iter().map(|(name, _)| (*name).to_owned());
    assert_complete(
        "WarningKind",
        warnings.chain(["UnreadableSlot".to_owned()]).collect(),
        WARNINGS_ELSEWHERE,
    );
    // The draft's text alone has a GET that takes something else.
    let slots = SLOTS.iter().map(|(name, _, _)| (*name).to_owned());
    assert_complete("SlotErrorKind", slots.collect(), &["GetOfNodes"]);

    let (mut expected, mut found): (Vec<Expected>, Vec<Found>) = (Vec::new(), Vec::new());
    for (body, input, ..) in SHAPES {
        let DecodeErrorKind::Unexpected { expected: e, found: f } =
            fail(*body, &marked(input).0, &tolerant()).kind()
        else {
            panic!("{input}");
        };
        expected.push(e);
        found.push(f);
    }
    let slots = SLOTS.iter().flat_map(|(_, _, cases)| *cases);
    let inputs = slots.map(|(slot, ..)| slot.replace('^', ""));
    for input in inputs {
        let input = format!(r#"{{"CMD":[{input}]}}"#);
        match read(Body::P2, input.as_bytes()).warnings.iter().next().unwrap().kind() {
            WarningKind::UnreadableSlot(SlotErrorKind::Missing(e)) => expected.push(e),
            WarningKind::UnreadableSlot(SlotErrorKind::NotAString(f) | SlotErrorKind::NotAnArray(f)) => {
                found.push(f);
            }
            _ => {}
        }
    }
    assert_complete("Expected", seen(expected), &[]);
    assert_complete("Found", seen(found), &[]);
}

/// Which faults of a value a body can have: all but those of values that are in no body.
#[test]
fn no_fault_of_a_value_is_missing_in_the_tables() {
    let mut kinds: Vec<ParseErrorKind> = Vec::new();
    let mut note = |body: Body, input: &[u8]| {
        let mut source: Option<&dyn Error> = None;
        let decoded = body.decode(input, &tolerant());
        match &decoded {
            Ok(decoded) => {
                for warning in &decoded.warnings {
                    source = warning.source();
                }
            }
            Err(error) => source = error.source(),
        }
        let error = source.and_then(|source| source.downcast_ref::<omadm::ParseError>());
        kinds.extend(error.map(|error| error.kind()));
    };
    for (_, cases) in WARNINGS {
        cases.iter().for_each(|(body, input, ..)| note(*body, &marked(input).0));
    }
    for group in ERRORS {
        group.cases.iter().for_each(|(body, input, ..)| note(*body, &marked(input).0));
    }
    for (command, table) in [("GET", CLIENT_URIS), ("SHOW", SERVER_URIS)] {
        for (uri, _) in table {
            note(Body::P2, &marked(&format!(r#"{{"CMD":[["{command}","{uri}"]]}}"#)).0);
        }
    }
    note(Body::P1, br#"{"MOS":[{"MIID":["*"]}]}"#);
    note(Body::P2, br#"{"CMD":[["DELETE","*"]]}"#);
    // A string is as short by default; a test of its own raises the limit.
    let long = ["TooLong"];
    assert_complete("ParseErrorKind", seen(kinds), &[FAULTS_ELSEWHERE, &long].concat());
}

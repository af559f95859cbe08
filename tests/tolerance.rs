//! What is tolerated and what is not (sections 3 and 6 of the protocol): a tolerant decoder makes a value and exactly one
//! warning of it, a strict one exactly that error; and what no decoder takes.
//!
//! In the tables a `^` stands before the byte a warning or an error is about, and U+FFFD for a byte that is not UTF-8.

#[path = "support/json.rs"]
mod support;

use omadm::{Limits, Options, Slot, Unreadable};
use support::{Body, Value, marked, placed, read, refused, strict, texts, tolerant, write};

const NULL: &str = "null for a member that could be left out";
const SHORT: &str = "a ClientURI without the `/` behind the instance";
const BRACKET: &str = "a ServerURI with an unescaped bracket";
const SWAPPED: &str = "the parameters stand in the other order";

/// A body with its mark, the warning's text and path, what is written for it.
type Tolerated = (Body, &'static str, &'static str, &'static str, &'static str);

const TOLERATED: &[Tolerated] = &[
    // `null` for an optional array or string.
    (Body::P1, r#"{"MOS":^null}"#, NULL, "MOS", "{}"),
    (Body::P1, r#"{"Alert":^null}"#, NULL, "Alert", "{}"),
    (Body::P3, r#"{"Status":[],"Alert":^null}"#, NULL, "Alert", r#"{"Status":[]}"#),
    (Body::P1, r#"{"MOS":[{"DDF":^null,"MIID":[]}]}"#, NULL, "MOS[0].DDF", r#"{"MOS":[{"MIID":[]}]}"#),
    (Body::P1, r#"{"MOS":[{"MOID":^null,"MIID":[]}]}"#, NULL, "MOS[0].MOID", r#"{"MOS":[{"MIID":[]}]}"#),
    (
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","SourceURI":^null}]}"#,
        NULL,
        "Alert[0].SourceURI",
        r#"{"Alert":[{"AlertType":"t"}]}"#,
    ),
    (
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","TargetURI":^null}]}"#,
        NULL,
        "Alert[0].TargetURI",
        r#"{"Alert":[{"AlertType":"t"}]}"#,
    ),
    (
        Body::P3,
        r#"{"Status":[],"Alert":[{"AlertType":"t","Mark":^null}]}"#,
        NULL,
        "Alert[0].Mark",
        r#"{"Status":[],"Alert":[{"AlertType":"t"}]}"#,
    ),
    (
        Body::P3,
        r#"{"Status":[],"Alert":[{"AlertType":"t","DataType":^null}]}"#,
        NULL,
        "Alert[0].DataType",
        r#"{"Status":[],"Alert":[{"AlertType":"t"}]}"#,
    ),
    (Body::P3, r#"{"Status":[{"URI":^null,"sc":200}]}"#, NULL, "Status[0].URI", r#"{"Status":[{"sc":200}]}"#),
    (
        Body::Md,
        r#"[{"DDF":^null,"ClientURI":"urn:x//","MOData":{"a":1}}]"#,
        NULL,
        "[0].DDF",
        r#"[{"ClientURI":"urn:x//","MOData":{"a":1}}]"#,
    ),
    (
        Body::Md,
        r#"[{"ClientURI":"urn:x//","CV":^null,"MOData":{"a":1}}]"#,
        NULL,
        "[0].CV",
        r#"[{"ClientURI":"urn:x//","MOData":{"a":1}}]"#,
    ),
    // A MOS entry without MIID is written with an empty one.
    (
        Body::P1,
        r#"{"MOS":[{"MIID":["a"]},^{"MOID":"urn:m","x":1}]}"#,
        "a MOS entry without a MIID",
        "MOS[1]",
        r#"{"MOS":[{"MIID":["a"]},{"MOID":"urn:m","MIID":[],"x":1}]}"#,
    ),
    // A management data document that is one object is written as an array.
    (
        Body::Md,
        r#"^{"ClientURI":"urn:x//","MOData":{"a":1}}"#,
        "management data that is not in an array",
        "",
        r#"[{"ClientURI":"urn:x//","MOData":{"a":1}}]"#,
    ),
    (
        Body::Md,
        r#"[^{"MOData":{"a":1}}]"#,
        "management data without a ClientURI",
        "[0]",
        r#"[{"MOData":{"a":1}}]"#,
    ),
    (
        Body::Md,
        r#"[{"ClientURI":"urn:x//","MOData":^{}}]"#,
        "MOData does not have exactly one member",
        "[0].MOData",
        r#"[{"ClientURI":"urn:x//","MOData":{}}]"#,
    ),
    (
        Body::Md,
        r#"[{"ClientURI":"urn:x//","MOData":^{"a":1, "b":{"c":2}}}]"#,
        "MOData does not have exactly one member",
        "[0].MOData",
        r#"[{"ClientURI":"urn:x//","MOData":{"a":1, "b":{"c":2}}}]"#,
    ),
    // What should be a URI, the name of an instance or a location, and is none, is kept.
    (
        Body::P1,
        r#"{"MOS":[{"DDF":"a^ b","MIID":[]}]}"#,
        "not a URI: ' ' may not stand here unescaped",
        "MOS[0].DDF",
        r#"{"MOS":[{"DDF":"a b","MIID":[]}]}"#,
    ),
    (
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","SourceURI":"^"}]}"#,
        "not a URI: it is empty",
        "Alert[0].SourceURI",
        r#"{"Alert":[{"AlertType":"t","SourceURI":""}]}"#,
    ),
    (
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","TargetURI":"http://h/^%"}]}"#,
        "not a URI: `%` is not followed by two hexadecimal digits",
        "Alert[0].TargetURI",
        r#"{"Alert":[{"AlertType":"t","TargetURI":"http://h/%"}]}"#,
    ),
    (
        Body::Md,
        r#"[{"DDF":"^{}","ClientURI":"urn:x//","MOData":{"a":1}}]"#,
        "not a URI: '{' may not stand here unescaped",
        "[0].DDF",
        r#"[{"DDF":"{}","ClientURI":"urn:x//","MOData":{"a":1}}]"#,
    ),
    (
        Body::P1,
        r#"{"MOS":[{"MIID":["a","^(x)"]}]}"#,
        "a MIID that no ClientURI can name: `*` or an x-name is no name",
        "MOS[0].MIID[1]",
        r#"{"MOS":[{"MIID":["a","(x)"]}]}"#,
    ),
    (
        Body::P3,
        r#"{"Status":[{"sc":200,"URI":["urn:x//","^https://h/"]}]}"#,
        "not a ClientURI: a MOID does not begin with `http:` or `https:`",
        "Status[0].URI[1]",
        r#"{"Status":[{"sc":200,"URI":["urn:x//","https://h/"]}]}"#,
    ),
    // Packages that are odd as a whole.
    (Body::P2, r#"{"CMD":^[]}"#, "a Package2 without any command", "CMD", r#"{"CMD":[]}"#),
    (
        Body::P2,
        r#"{"CMD":[["END"],^["END"],["END"]]}"#,
        "a command after END",
        "CMD[1]",
        r#"{"CMD":[["END"],["END"],["END"]]}"#,
    ),
    // A short address keeps its spelling.
    (
        Body::Md,
        r#"[{"ClientURI":^"urn:x/a","MOData":{"a":1}}]"#,
        SHORT,
        "[0].ClientURI",
        r#"[{"ClientURI":"urn:x/a","MOData":{"a":1}}]"#,
    ),
];

/// A command with its mark, the warning's text, where in the command it is, what is written for the command.
const TOLERATED_COMMANDS: &[(&str, &str, &str, &str)] = &[
    (r#"["HGET","http://h",^"urn:x/"]"#, SHORT, "[2]", r#"["HGET","http://h","urn:x/"]"#),
    (r#"["HPUT","http://h","*",^"urn:x/a"]"#, SHORT, "[3]", r#"["HPUT","http://h","*","urn:x/a"]"#),
    (r#"["HPOST","http://h",^"urn:x/*"]"#, SHORT, "[2]", r#"["HPOST","http://h","urn:x/*"]"#),
    (r#"["DELETE",^"urn:x/a"]"#, SHORT, "[1]", r#"["DELETE","urn:x/a"]"#),
    (r#"["EXEC",^"urn:x\/a","http://h"]"#, SHORT, "[1]", r#"["EXEC","urn:x/a","http://h"]"#),
    (r#"["GET","urn:x//",^"urn:x/a?Levels=1"]"#, SHORT, "[2]", r#"["GET","urn:x//","urn:x/a?Levels=1"]"#),
    (r#"["SUB","http://h",^"urn:x/a"]"#, SHORT, "[2]", r#"["SUB","http://h","urn:x/a"]"#),
    (r#"["UNSUB",^"urn:x/a"]"#, SHORT, "[1]", r#"["UNSUB","urn:x/a"]"#),
    (r#"["HGET",^"http://h/[DevID]"]"#, BRACKET, "[1]", r#"["HGET","http://h/[DevID]"]"#),
    (r#"["HPUT",^"http://h?[DevID]","*"]"#, BRACKET, "[1]", r#"["HPUT","http://h?[DevID]","*"]"#),
    (r#"["HPOST",^"http://h/]","*"]"#, BRACKET, "[1]", r#"["HPOST","http://h/]","*"]"#),
    (r#"["EXEC","urn:x//",^"http://h/["]"#, BRACKET, "[2]", r#"["EXEC","urn:x//","http://h/["]"#),
    (r#"["SHOW",^"http:\/\/h\/\u005b"]"#, BRACKET, "[1]", r#"["SHOW","http://h/["]"#),
    (r#"["DEFAULT","urn:x",^"http://h/[]"]"#, BRACKET, "[2]", r#"["DEFAULT","urn:x","http://h/[]"]"#),
    (r#"["CONT",^"http://h/[]"]"#, BRACKET, "[1]", r#"["CONT","http://h/[]"]"#),
    (r#"["SUB",^"http://h/[]","urn:x//"]"#, BRACKET, "[1]", r#"["SUB","http://h/[]","urn:x//"]"#),
    (r#"["SUB",^"urn:x//","http://h"]"#, SWAPPED, "[1]", r#"["SUB","http://h","urn:x//"]"#),
    (r#"["DEFAULT",^"HTTPS://h","urn:x"]"#, SWAPPED, "[1]", r#"["DEFAULT","urn:x","HTTPS://h"]"#),
];

#[track_caller]
fn assert_tolerated(body: Body, input: &str, warning: &str, path: &str, writes: &str) {
    let (input, offset) = marked(input);
    let decoded = read(body, &input);
    assert_eq!(texts(&decoded.warnings), [placed(warning, offset, path)]);
    assert_eq!(decoded.warnings.total(), 1);
    assert_eq!(write(&decoded.value), writes);
    assert_eq!(read(body, writes.as_bytes()).value, decoded.value, "{writes}");

    let error = body.decode(&input, &strict()).unwrap_err();
    assert_eq!(error.to_string(), refused(warning, offset, path));
}

#[test]
fn each_tolerance_is_a_value_and_one_warning_or_one_error() {
    for (body, input, warning, path, writes) in TOLERATED {
        assert_tolerated(*body, input, warning, path, writes);
    }
    for (command, warning, path, writes) in TOLERATED_COMMANDS {
        let input = format!(r#"{{"CMD":[["SHOW","http://h"],{command},["END"]]}}"#);
        let writes = format!(r#"{{"CMD":[["SHOW","http://h"],{writes},["END"]]}}"#);
        assert_tolerated(Body::P2, &input, warning, &format!("CMD[1]{path}"), &writes);
    }
}

/// Two tolerances in one place are two warnings, and strict refuses the first.
#[test]
fn tolerances_add_up() {
    let no_miid = "a MOS entry without a MIID";
    let no_uri = "management data without a ClientURI";
    let cases: &[(Body, &str, &[&str])] = &[
        (
            Body::P1,
            r#"{"MOS":[{"MIID":null}]}"#,
            &[&placed(NULL, 16, "MOS[0].MIID"), &placed(no_miid, 8, "MOS[0]")],
        ),
        (
            Body::Md,
            r#"[{"ClientURI":null,"MOData":{"a":1}}]"#,
            &[&placed(NULL, 14, "[0].ClientURI"), &placed(no_uri, 1, "[0]")],
        ),
        (
            Body::P2,
            r#"{"CMD":[["SUB","urn:x/","http://h/[]"]]}"#,
            &[
                &placed(SHORT, 15, "CMD[0][1]"),
                &placed(SWAPPED, 15, "CMD[0][1]"),
                &placed(BRACKET, 24, "CMD[0][2]"),
            ],
        ),
        // What was tolerated in a command that is none in the end is forgotten with it.
        (
            Body::P2,
            r#"{"CMD":[["SUB","urn:x/","http://h/[]",""]]}"#,
            &[&placed("unreadable command: one parameter too many", 38, "CMD[0][3]")],
        ),
        (
            Body::P2,
            r#"{"CMD":[["END"],["FROB"],["END"]]}"#,
            &[
                &placed("a command after END", 16, "CMD[1]"),
                &placed("unreadable command: unknown command", 17, "CMD[1][0]"),
            ],
        ),
    ];
    for (body, input, warnings) in cases {
        assert_eq!(texts(&read(*body, input.as_bytes()).warnings), *warnings, "{input}");
        let (kind, place) = warnings[0].rsplit_once(" at byte ").unwrap();
        let error = body.decode(input.as_bytes(), &strict()).unwrap_err().to_string();
        assert_eq!(error, format!("{kind} (refused: strict) at byte {place}"), "{input}");
    }
}

/// What is free is no tolerance: a strict decoder takes it without a word.
#[test]
fn what_is_free_is_no_tolerance() {
    let cases: &[(Body, &str)] = &[
        (Body::P1, "{}"),
        (
            Body::P1,
            r#"{"Alert":[{"x":null,"Mark":"","AlertType":""}],"null":null,"MOS":[{"":{},"MIID":[]}]}"#,
        ),
        (Body::P1, "\t\r\n {\t\r\n }\t\r\n "),
        (Body::P2, r#"{"x":{"a":1,"a":2},"CMD":[["END"]],"cmd":null}"#),
        (Body::P2, r#"{"CMD":[["GET","urn:x/*/?Levels=0&x"]]}"#),
        (Body::P2, r#"{"CMD":[["HGET","HTTP://[::1]:0/"],["SHOW","http://h"]]}"#),
        (Body::P3, r#"{"Alert":[],"Status":[{"URI":[],"sc":599}]}"#),
        (Body::P3, r#"{"Status":[{"sc":200,"URI":["*","urn:x/(a)/?nv=(a)/b:"]}]}"#),
        (Body::Md, "[]"),
        (Body::Md, r#"[{"ClientURI":"urn:x//a?x","CV":"","MOData":{"":null},"z":[[]]}]"#),
    ];
    for (body, input) in cases {
        let decoded = body.decode(input.as_bytes(), &strict()).unwrap_or_else(|e| panic!("{e}: {input}"));
        assert!(decoded.warnings.is_empty(), "{input}");
        assert_eq!(decoded, read(*body, input.as_bytes()), "{input}");
    }
}

/// What a member has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Array,
    /// An array that may be null.
    ArrayOrNull,
    Object,
    String,
    StringOrNull,
    Integer,
}

/// Every place of every body with a type of its own: `@` stands for the value.
const TYPED: &[(Body, &str, &str, Is)] = &[
    (Body::P1, "@", "", Is::Object),
    (Body::P2, "@", "", Is::Object),
    (Body::P3, "@", "", Is::Object),
    (Body::P1, r#"{"MOS":@}"#, "MOS", Is::ArrayOrNull),
    (Body::P1, r#"{"MOS":[@]}"#, "MOS[0]", Is::Object),
    (Body::P1, r#"{"MOS":[{"DDF":@}]}"#, "MOS[0].DDF", Is::StringOrNull),
    (Body::P1, r#"{"MOS":[{"MOID":@}]}"#, "MOS[0].MOID", Is::StringOrNull),
    (Body::P1, r#"{"MOS":[{"MIID":@}]}"#, "MOS[0].MIID", Is::ArrayOrNull),
    (Body::P1, r#"{"MOS":[{"MIID":[@]}]}"#, "MOS[0].MIID[0]", Is::String),
    (Body::P1, r#"{"Alert":@}"#, "Alert", Is::ArrayOrNull),
    (Body::P1, r#"{"Alert":[@]}"#, "Alert[0]", Is::Object),
    (Body::P1, r#"{"Alert":[{"AlertType":@}]}"#, "Alert[0].AlertType", Is::String),
    (Body::P1, r#"{"Alert":[{"SourceURI":@}]}"#, "Alert[0].SourceURI", Is::StringOrNull),
    (Body::P1, r#"{"Alert":[{"TargetURI":@}]}"#, "Alert[0].TargetURI", Is::StringOrNull),
    (Body::P1, r#"{"Alert":[{"Mark":@}]}"#, "Alert[0].Mark", Is::StringOrNull),
    (Body::P1, r#"{"Alert":[{"DataType":@}]}"#, "Alert[0].DataType", Is::StringOrNull),
    (Body::P1, r#"{"Alert":[{"Data":@}]}"#, "Alert[0].Data", Is::Object),
    (Body::P2, r#"{"CMD":@}"#, "CMD", Is::Array),
    (Body::P3, r#"{"Status":@}"#, "Status", Is::Array),
    (Body::P3, r#"{"Status":[@]}"#, "Status[0]", Is::Object),
    (Body::P3, r#"{"Status":[{"sc":@}]}"#, "Status[0].sc", Is::Integer),
    (Body::P3, r#"{"Status":[{"URI":@}]}"#, "Status[0].URI", Is::ArrayOrNull),
    (Body::P3, r#"{"Status":[{"URI":[@]}]}"#, "Status[0].URI[0]", Is::String),
    (Body::P3, r#"{"Alert":@}"#, "Alert", Is::ArrayOrNull),
    (Body::P3, r#"{"Alert":[@]}"#, "Alert[0]", Is::Object),
    (Body::Md, r#"[@]"#, "[0]", Is::Object),
    (Body::Md, r#"[{"DDF":@}]"#, "[0].DDF", Is::StringOrNull),
    (Body::Md, r#"[{"ClientURI":@}]"#, "[0].ClientURI", Is::StringOrNull),
    (Body::Md, r#"[{"CV":@}]"#, "[0].CV", Is::StringOrNull),
    (Body::Md, r#"[{"MOData":@}]"#, "[0].MOData", Is::Object),
];

const VALUES: [(&str, &str); 7] = [
    ("[]", "an array"),
    ("{}", "an object"),
    (r#""""#, "a string"),
    ("-7e0", "a number"),
    ("true", "a boolean"),
    ("false", "a boolean"),
    ("null", "null"),
];

#[test]
fn a_value_of_another_type_is_an_error() {
    for (body, template, path, is) in TYPED {
        let (expected, mine) = match is {
            Is::Array => ("an array", &["[]"][..]),
            Is::ArrayOrNull => ("an array", &["[]", "null"][..]),
            Is::Object => ("an object", &["{}"][..]),
            Is::String => ("a string", &[r#""""#][..]),
            Is::StringOrNull => ("a string", &[r#""""#, "null"][..]),
            Is::Integer => ("an integer", &["-7e0"][..]),
        };
        for (value, found) in VALUES.iter().filter(|(value, _)| !mine.contains(value)) {
            let (input, offset) = marked(&template.replace('@', &format!("^{value}")));
            for options in [tolerant(), strict()] {
                let error = body.decode(&input, &options).unwrap_err().to_string();
                assert_eq!(error, placed(&format!("expected {expected}, found {found}"), offset, path));
            }
        }
    }
    // Management data is an array, or an object with a warning.
    for (value, found) in &VALUES[2..] {
        let error = Body::Md.decode(value.as_bytes(), &tolerant()).unwrap_err().to_string();
        assert_eq!(error, format!("expected an array, found {found} at byte 0"));
    }
}

/// A status code: the literal, and what is wrong with it.
const CODES: &[(&str, Option<&str>)] = &[
    ("100", None),
    ("599", None),
    ("299", None),
    ("^99", Some("`sc` is not an integer from 100 to 599")),
    ("^600", Some("`sc` is not an integer from 100 to 599")),
    ("^0", Some("`sc` is not an integer from 100 to 599")),
    ("^-200", Some("`sc` is not an integer from 100 to 599")),
    ("^2000", Some("`sc` is not an integer from 100 to 599")),
    ("^65736", Some("`sc` is not an integer from 100 to 599")),
    ("^4294967496", Some("`sc` is not an integer from 100 to 599")),
    ("^18446744073709551816", Some("`sc` is not an integer from 100 to 599")),
    ("^200.0", Some("`sc` is not an integer from 100 to 599")),
    ("^2e2", Some("`sc` is not an integer from 100 to 599")),
    ("^200e0", Some("`sc` is not an integer from 100 to 599")),
    ("^0200", Some("a number has a leading zero")),
    ("-^0200", Some("a number has a leading zero")),
    ("^+200", Some("expected an integer, found `+`")),
    ("^\u{662}00", Some("expected an integer, found a character outside ASCII")),
];

#[test]
fn a_status_code_is_a_literal_of_three_digits() {
    for (code, wrong) in CODES {
        let input = format!(r#"{{"Status":[{{"sc": {code} }}]}}"#);
        match wrong {
            None => assert_eq!(
                write(&read(Body::P3, input.as_bytes()).value),
                format!(r#"{{"Status":[{{"sc":{code}}}]}}"#)
            ),
            Some(wrong) => {
                let (input, offset) = marked(&input);
                let error = Body::P3.decode(&input, &tolerant()).unwrap_err().to_string();
                assert_eq!(error, placed(wrong, offset, "Status[0].sc"));
            }
        }
    }
}

/// What section 6 calls an error.
const REFUSED: &[(Body, &str, &str, &str)] = &[
    // A repeated member, in every object of a body, known or not.
    (Body::P1, r#"{"MOS":[],^"MOS":[]}"#, "a member stands twice", "MOS"),
    (Body::P1, r#"{"Alert":[],"MOS":[],^"Alert":[]}"#, "a member stands twice", "Alert"),
    (Body::P1, r#"{"Alert":null,^"Alert":[]}"#, "a member stands twice", "Alert"),
    (Body::P1, r#"{"x":0,"y":0,"z":0,^"x":0}"#, "a member stands twice", "x"),
    (Body::P1, r#"{"":0,^"":0}"#, "a member stands twice", r#"[""]"#),
    (Body::P1, r#"{"MOS":[{"DDF":"a",^"DDF":"a"}]}"#, "a member stands twice", "MOS[0].DDF"),
    (Body::P1, r#"{"MOS":[{"MOID":"a",^"MOID":"a"}]}"#, "a member stands twice", "MOS[0].MOID"),
    (Body::P1, r#"{"MOS":[{"MIID":[],^"MIID":[]}]}"#, "a member stands twice", "MOS[0].MIID"),
    (Body::P1, r#"{"MOS":[{"x":0,"MIID":[],^"x":1}]}"#, "a member stands twice", "MOS[0].x"),
    (
        Body::P1,
        r#"{"Alert":[{"AlertType":"t",^"AlertType":"t"}]}"#,
        "a member stands twice",
        "Alert[0].AlertType",
    ),
    (
        Body::P1,
        r#"{"Alert":[{"SourceURI":"t",^"SourceURI":"t"}]}"#,
        "a member stands twice",
        "Alert[0].SourceURI",
    ),
    (
        Body::P1,
        r#"{"Alert":[{"TargetURI":"t",^"TargetURI":"t"}]}"#,
        "a member stands twice",
        "Alert[0].TargetURI",
    ),
    (Body::P1, r#"{"Alert":[{"Mark":"t",^"Mark":"t"}]}"#, "a member stands twice", "Alert[0].Mark"),
    (Body::P1, r#"{"Alert":[{"DataType":"",^"DataType":""}]}"#, "a member stands twice", "Alert[0].DataType"),
    (Body::P1, r#"{"Alert":[{"Data":{},^"Data":{}}]}"#, "a member stands twice", "Alert[0].Data"),
    (Body::P1, r#"{"Alert":[{"x":{},^"x":{}}]}"#, "a member stands twice", "Alert[0].x"),
    (Body::P2, r#"{"CMD":[["END"]],^"CMD":[["END"]]}"#, "a member stands twice", "CMD"),
    (Body::P2, r#"{"x":0,^"x":0,"CMD":[["END"]]}"#, "a member stands twice", "x"),
    (Body::P3, r#"{"Status":[],^"Status":[]}"#, "a member stands twice", "Status"),
    (Body::P3, r#"{"Alert":[],^"Alert":[]}"#, "a member stands twice", "Alert"),
    (Body::P3, r#"{"Status":[{"sc":200,^"sc":200}]}"#, "a member stands twice", "Status[0].sc"),
    (Body::P3, r#"{"Status":[{"URI":[],^"URI":[]}]}"#, "a member stands twice", "Status[0].URI"),
    (Body::P3, r#"{"Status":[{"x":[],^"x":[]}]}"#, "a member stands twice", "Status[0].x"),
    (Body::P3, r#"{"Status":[],"Alert":[{"x":[],^"x":[]}]}"#, "a member stands twice", "Alert[0].x"),
    (Body::Md, r#"[{"DDF":"a",^"DDF":"a"}]"#, "a member stands twice", "[0].DDF"),
    (Body::Md, r#"[{"ClientURI":"a//",^"ClientURI":"a//"}]"#, "a member stands twice", "[0].ClientURI"),
    (Body::Md, r#"[{"CV":"a",^"CV":"a"}]"#, "a member stands twice", "[0].CV"),
    (Body::Md, r#"[{"MOData":{"a":1},^"MOData":{"a":1}}]"#, "a member stands twice", "[0].MOData"),
    (Body::Md, r#"[{"x":1,^"x":1}]"#, "a member stands twice", "[0].x"),
    // Repeated is what is the same once its escapes are gone, and nothing else.
    (Body::P1, r#"{"\u004d\u004f\u0053":[],^"MOS":[]}"#, "a member stands twice", "MOS"),
    (Body::P1, r#"{"a\/b":0,^"a\u002fb":0}"#, "a member stands twice", r#"["a\u002fb"]"#),
    (Body::P1, r#"{"\ud83d\ude00":0,^"😀":0}"#, "a member stands twice", r#"["😀"]"#),
    (Body::P1, r#"{"\u0000":0,^"\u0000":0}"#, "a member stands twice", r#"["\u0000"]"#),
    // A member that has to be there.
    (Body::P2, r#"^{"Status":[]}"#, "the member `CMD` is missing", ""),
    (Body::P3, r#"^{"CMD":[]}"#, "the member `Status` is missing", ""),
    (Body::P1, r#"{"Alert":[^{"alerttype":"t"}]}"#, "the member `AlertType` is missing", "Alert[0]"),
    (Body::P3, r#"{"Status":[^{"URI":["urn:x//"]}]}"#, "the member `sc` is missing", "Status[0]"),
    (Body::Md, r#"[^{"ClientURI":"urn:x//"}]"#, "the member `MOData` is missing", "[0]"),
    // An array in management data.
    (
        Body::Md,
        r#"[{"MOData":{"a":{"b":{"c":^[1]}}}}]"#,
        "expected an object, a string, a number, a boolean or null, found an array",
        "[0].MOData.a.b.c",
    ),
    // Behind, before and around the body.
    (Body::P1, "{}^x", "expected the end of the input", ""),
    (Body::P1, "{}\n^{}", "expected the end of the input", ""),
    (Body::P1, "{}^}", "expected the end of the input", ""),
    (Body::P1, "{}^\0", "expected the end of the input", ""),
    (Body::P1, "{}^\u{feff}", "expected the end of the input", ""),
    (Body::P1, "{}^\u{a0}", "expected the end of the input", ""),
    (Body::P1, "^\u{feff}{}", "the input begins with a byte order mark", ""),
    (Body::P1, "^\u{feff}", "the input begins with a byte order mark", ""),
    (Body::Md, "^\u{feff}[]", "the input begins with a byte order mark", ""),
    (Body::P1, "{\"x\":\"é^\u{fffd}\"}", "the input is not UTF-8", "x"),
    (Body::P1, "{}^\u{fffd}", "the input is not UTF-8", ""),
    // Surrogates by themselves.
    (Body::P1, r#"{"x":"^\ud800"}"#, "an escaped surrogate lacks its other half", "x"),
    (Body::P1, r#"{"x":"^\uDBFF\ue000"}"#, "an escaped surrogate lacks its other half", "x"),
    (Body::P1, r#"{"x":"^\uDFFF"}"#, "an escaped surrogate lacks its other half", "x"),
    (Body::P1, r#"{"x":["^\ud83d \ude00"]}"#, "an escaped surrogate lacks its other half", "x[0]"),
    (
        Body::P3,
        r#"{"Status":[{"sc":200,"x":{"^\ud83d":1}}]}"#,
        "an escaped surrogate lacks its other half",
        "Status[0].x",
    ),
    // White space is four bytes, and nothing of JavaScript is JSON.
    (Body::P1, "^\u{b}{}", "expected an object, found byte 0x0b", ""),
    (Body::P1, "{^\u{c}}", "expected a member name, found byte 0x0c", ""),
    (Body::P1, "^//\n{}", "expected an object, found `/`", ""),
    (Body::P1, r#"{"x":^NaN}"#, "expected a value, found `N`", "x"),
    (Body::P1, r#"{"x":^undefined}"#, "expected a value, found `u`", "x"),
    (Body::P1, r#"{"x":0^x10}"#, "expected `,` or `}`, found `x`", "x"),
    (Body::P1, r#"{"x":^'a'}"#, "expected a value, found `'`", "x"),
];

#[test]
fn what_section_6_calls_an_error_is_one_whatever_the_options() {
    for (body, input, text, path) in REFUSED {
        let (input, offset) = marked(input);
        for options in [tolerant(), strict()] {
            match body.decode(&input, &options) {
                Err(error) if options.strict && error.to_string().contains("(refused: strict)") => {
                    // A tolerance came first.
                    assert!(error.offset() <= offset, "{error}");
                }
                Err(error) => assert_eq!(error.to_string(), placed(text, offset, path)),
                Ok(decoded) => panic!("{decoded:?}"),
            }
        }
    }
}

/// Names that only look the same are different members, and inside raw values nothing is repeated.
#[test]
fn what_is_not_repeated() {
    let cases: &[(Body, &str)] = &[
        (Body::P1, r#"{"MOS":[],"mos":0,"MOS ":0,"MO\u0053\u0000":0}"#),
        (Body::P1, "{\"\u{e9}\":0,\"e\u{301}\":0}"),
        (Body::P1, r#"{"x":{"a":1,"a":1},"y":[{"a":1,"\u0061":1}]}"#),
        (Body::P1, r#"{"Alert":[{"AlertType":"t","Data":{"a":1,"a":{"b":1,"b":1}}}]}"#),
        (Body::P3, r#"{"Status":[{"sc":200,"x":{"sc":1,"sc":1}}]}"#),
        (Body::Md, r#"[{"ClientURI":"urn:x//","MOData":{"a":{"b":1,"b":1}},"x":{"a":1,"a":1}}]"#),
        (Body::P1, r#"{"MOS":[{"MIID":[],"x":0},{"MIID":[],"x":0}]}"#),
    ];
    for (body, input) in cases {
        assert!(read(*body, input.as_bytes()).warnings.is_empty(), "{input}");
    }
}

/// Slots that are no command: the slot with its mark, the status it is answered with, why, and where in the slot.
const BAD_SLOTS: &[(&str, u16, &str, &str)] = &[
    ("^null", 400, "expected a command (an array of strings), found null", ""),
    ("^true", 400, "expected a command (an array of strings), found a boolean", ""),
    ("^false", 400, "expected a command (an array of strings), found a boolean", ""),
    ("^0", 400, "expected a command (an array of strings), found a number", ""),
    ("^-1.50e+7", 400, "expected a command (an array of strings), found a number", ""),
    (r#"^"""#, 400, "expected a command (an array of strings), found a string", ""),
    (r#"^"END""#, 400, "expected a command (an array of strings), found a string", ""),
    (r#"^"\ud83d\ude00\/""#, 400, "expected a command (an array of strings), found a string", ""),
    ("^{}", 400, "expected a command (an array of strings), found an object", ""),
    (r#"^{"CMD":[["END"]]}"#, 400, "expected a command (an array of strings), found an object", ""),
    (r#"^{ "GET" : "*" }"#, 400, "expected a command (an array of strings), found an object", ""),
    ("^[]", 400, "expected the name of a command, found an empty array", ""),
    ("^[ \t]", 400, "expected the name of a command, found an empty array", ""),
    ("[^null]", 400, "expected a string, found null", "[0]"),
    ("[^[]]", 400, "expected a string, found an array", "[0]"),
    (r#"[^["END"]]"#, 400, "expected a string, found an array", "[0]"),
    ("[^[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]", 400, "expected a string, found an array", "[0]"),
    (r#"[^{"x":[{"y":{}}]},"END"]"#, 400, "expected a string, found an object", "[0]"),
    ("[^7]", 400, "expected a string, found a number", "[0]"),
    ("[^true]", 400, "expected a string, found a boolean", "[0]"),
    (r#"[^""]"#, 501, "unknown command", "[0]"),
    (r#"[^"FROB"]"#, 501, "unknown command", "[0]"),
    (r#"[^"FROB",["x"],{"y":1},null]"#, 501, "unknown command", "[0]"),
    (r#"[^"get","*"]"#, 501, "unknown command", "[0]"),
    (r#"[^"Get","*"]"#, 501, "unknown command", "[0]"),
    (r#"[^"end"]"#, 501, "unknown command", "[0]"),
    (r#"[^" END"]"#, 501, "unknown command", "[0]"),
    (r#"[^"END\u0000"]"#, 501, "unknown command", "[0]"),
    (r#"[^"GETS","*"]"#, 501, "unknown command", "[0]"),
    (r#"[^"GE","*"]"#, 501, "unknown command", "[0]"),
    (r#"[^"INCLUDE","urn:x//"]"#, 501, "unknown command", "[0]"),
    (r#"[^"PUT","https://h/x","urn:x//"]"#, 501, "unknown command", "[0]"),
    (r#"[^"\u00c9ND"]"#, 501, "unknown command", "[0]"),
    (r#"["END",^"x"]"#, 400, "one parameter too many", "[1]"),
    (r#"["END",^null]"#, 400, "one parameter too many", "[1]"),
    (r#"["END",^["END"]]"#, 400, "one parameter too many", "[1]"),
    (r#"["SHOW","http://h",^"http://h"]"#, 400, "one parameter too many", "[2]"),
    (r#"["GET"^]"#, 400, "expected a ClientURI, found no more parameters", ""),
    (r#"["GET"  ^]"#, 400, "expected a ClientURI, found no more parameters", ""),
    (r#"["HPUT","http://h"^]"#, 400, "expected a ClientURI, found no more parameters", ""),
    (r#"["GET",^null]"#, 400, "expected a string, found null", "[1]"),
    (r#"["GET",^7]"#, 400, "expected a string, found a number", "[1]"),
    (r#"["GET","*",^["*"]]"#, 400, "expected a string, found an array", "[2]"),
    (r#"["GET",^{"C":"*"}]"#, 400, "expected a string, found an object", "[1]"),
    (r#"["GET","^"]"#, 400, "malformed ClientURI: expected a MOID", "[1]"),
    (
        r#"["GET","^https://h/x"]"#,
        400,
        "malformed ClientURI: a MOID does not begin with `http:` or `https:`",
        "[1]",
    ),
    (
        r#"["GET","^hTTp:x//"]"#,
        400,
        "malformed ClientURI: a MOID does not begin with `http:` or `https:`",
        "[1]",
    ),
    (r#"["GET","^*//"]"#, 400, "malformed ClientURI: `*` is no MOID", "[1]"),
    (r#"["GET","^*/"]"#, 400, "malformed ClientURI: `*` is no MOID", "[1]"),
    (r#"["GET","*","^(x)//"]"#, 400, "malformed ClientURI: an x-name is no MOID", "[2]"),
    (
        r#"["GET","urn:x//a?^Levels=-1"]"#,
        400,
        "malformed ClientURI: `Levels` is not a number from 0 to 4294967295",
        "[1]",
    ),
    (
        r#"["GET","*?^Levels="]"#,
        400,
        "malformed ClientURI: `Levels` is not a number from 0 to 4294967295",
        "[1]",
    ),
    (r#"["GET","urn:x/(x)/?^nv=q"]"#, 400, "malformed ClientURI: `nv` is not `(x)/name:value`", "[1]"),
    (r#"["GET","*?^cv=1"]"#, 400, "malformed ClientURI: `nv` and `cv` mean nothing after `*`", "[1]"),
    (r#"["GET","urn:x//a^\"b"]"#, 400, "malformed ClientURI: '\"' may not stand here unescaped", "[1]"),
    (r#"["GET","urn:x//a^\\b"]"#, 400, "malformed ClientURI: '\\\\' may not stand here unescaped", "[1]"),
    (
        r#"["DELETE","urn:x\/\/^\u0025zz"]"#,
        400,
        "malformed ClientURI: `%` is not followed by two hexadecimal digits",
        "[1]",
    ),
    (r#"["DELETE","^*"]"#, 400, "malformed ClientURI: `*` alone is not the address of a node", "[1]"),
    (r#"["EXEC","^*?Levels=1"]"#, 400, "malformed ClientURI: `*` alone is not the address of a node", "[1]"),
    (
        r#"["HGET","http://h","^*"]"#,
        400,
        "malformed ClientURI: `*` alone is not the address of a node",
        "[2]",
    ),
    (r#"["SUB","http://h","^*"]"#, 400, "malformed ClientURI: `*` alone is not the address of a node", "[2]"),
    (r#"["UNSUB","^*"]"#, 400, "malformed ClientURI: `*` alone is not the address of a node", "[1]"),
    (
        r#"["HGET","^urn:x//","http://h"]"#,
        400,
        "malformed ServerURI: it is not an absolute http or https URI",
        "[1]",
    ),
    (r#"["SHOW","http://^"]"#, 400, "malformed ServerURI: the host is empty", "[1]"),
    (r#"["CONT","http://h/^#f"]"#, 400, "malformed ServerURI: a fragment is not allowed", "[1]"),
    (r#"["CONT","http://u^@h/[]"]"#, 400, "malformed ServerURI: a userinfo is not allowed", "[1]"),
    (r#"["DEFAULT","^*","http://h"]"#, 400, "malformed MOID: `*` is no MOID", "[1]"),
    (
        r#"["DEFAULT","http://h/[]","urn:x^\/"]"#,
        400,
        "malformed MOID: '/' may not stand here unescaped",
        "[2]",
    ),
];

/// Commands that write as they are read, without END, behind which a command is odd.
const GOOD_COMMANDS: [&str; 5] = [
    r#"["GET","*","urn:x//a"]"#,
    r#"["HGET","https://h/x","urn:x/left/"]"#,
    r#"["DEFAULT","urn:x","http://h"]"#,
    r#"["EXEC","urn:x//a"]"#,
    r#"["HPOST","http://h","urn:x/*/b"]"#,
];

fn slots(input: &[u8]) -> Vec<Slot<'_>> {
    let Value::P2(package) = read(Body::P2, input).value else { unreachable!() };
    package.commands
}

fn unreadable<'s, 'a>(slot: &'s Slot<'a>) -> &'s Unreadable<'a> {
    match slot {
        Slot::Unreadable(slot) => slot,
        Slot::Command(command) => panic!("{command:?}"),
    }
}

#[test]
fn a_bad_slot_does_not_cost_its_neighbours() {
    let good = format!(r#"{{"CMD":[{}]}}"#, GOOD_COMMANDS.join(","));
    let good = slots(good.as_bytes());
    for (bad, status, text, path) in BAD_SLOTS {
        for place in 0..GOOD_COMMANDS.len() {
            let mut commands = GOOD_COMMANDS;
            commands[place] = bad;
            let (input, offset) = marked(&format!(r#"{{"CMD":[{}]}}"#, commands.join(",")));
            let decoded = read(Body::P2, &input);
            let said = placed(&format!("unreadable command: {text}"), offset, &format!("CMD[{place}]{path}"));
            assert_eq!(texts(&decoded.warnings), [said]);
            // Byte for byte, the bad one and its neighbours.
            assert_eq!(write(&decoded.value).as_bytes(), input);

            let slots = slots(&input);
            assert_eq!(slots.len(), GOOD_COMMANDS.len(), "{bad}");
            for other in (0..slots.len()).filter(|other| *other != place) {
                assert_eq!(slots[other], good[other], "{bad}");
            }
            let slot = unreadable(&slots[place]);
            assert_eq!(slot.as_str(), bad.replace('^', ""));
            assert_eq!((slot.status().as_u16(), slot.offset()), (*status, offset), "{bad}");
            assert_eq!(slot.reason().to_string(), *text);
        }
    }
    assert!(BAD_SLOTS.len() >= 60);
}

/// All slots bad at once: each still in its place, with its own reason.
#[test]
fn bad_slots_do_not_cost_each_other() {
    let all: Vec<String> = BAD_SLOTS.iter().map(|(bad, ..)| bad.replace('^', "")).collect();
    let input = format!(r#"{{"CMD":[{}]}}"#, all.join(","));
    let slots = slots(input.as_bytes());
    assert_eq!(slots.len(), all.len());
    for (slot, (bad, status, text, _)) in slots.iter().zip(BAD_SLOTS) {
        let slot = unreadable(slot);
        assert_eq!(slot.as_str(), bad.replace('^', ""));
        assert_eq!(slot.status().as_u16(), *status, "{bad}");
        assert_eq!(slot.reason().to_string(), *text, "{bad}");
    }
    let decoded = read(Body::P2, input.as_bytes());
    assert_eq!((decoded.warnings.iter().count(), decoded.warnings.total()), (64, all.len()));
    assert_eq!(write(&decoded.value), input);
}

/// What inside a slot is the whole body's: broken JSON, a repeated member, a limit. The slot with its mark, the text, and
/// where in the slot.
const FATAL_SLOTS: &[(&str, &str, &str)] = &[
    (r#"["FROB",{"a":1,^"a":1}]"#, "a member stands twice", "[1].a"),
    (r#"{"a":1,"b":2,^"a":3}"#, "a member stands twice", ".a"),
    (r#"[[{"x":{"a":1,"b":{"a":1},^"\u0061":1}}]]"#, "a member stands twice", r#"[0][0].x["\u0061"]"#),
    (r#"[7,{"\u0061":1,^"a":1}]"#, "a member stands twice", "[1].a"),
    (r#"["END",{"":1,^"":1}]"#, "a member stands twice", r#"[1][""]"#),
    (r#"["GET",^nul]"#, "expected a value, found `n`", "[1]"),
    (r#"["FROB" ^"x"]"#, "expected `,` or `]`, found `\"`", ""),
    (r#"["GET","*" ^"x"]"#, "expected `,` or `]`, found `\"`", ""),
    (r#"["FROB",^]"#, "expected a value, found `]`", ""),
    (r#"["FROB",{"a":^}]"#, "expected a value, found `}`", "[1]"),
    (r#"["FROB",{^a:1}]"#, "expected a member name, found `a`", "[1]"),
    (r#"["FROB",{"a" ^1}]"#, "expected `:`, found `1`", "[1].a"),
    (r#"["FROB",^01]"#, "a number has a leading zero", "[1]"),
    (r#"["FROB",1.^x]"#, "expected a digit, found `x`", "[1]"),
    (r#"["FROB","^\x"]"#, r"`\` begins no escape of JSON", "[1]"),
    (r#"["GET","^\ud800"]"#, "an escaped surrogate lacks its other half", "[1]"),
    ("[\"GET\",\"a^\u{1}\"]", "a control character in a string is not escaped", "[1]"),
    ("[\"FROB\",\"a^\u{1}\"]", "a control character in a string is not escaped", "[1]"),
    ("[\"FROB\",\"a^\u{fffd}\"]", "the input is not UTF-8", "[1]"),
];

#[test]
fn what_is_fatal_in_a_slot_fails_the_body() {
    for (bad, text, path) in FATAL_SLOTS {
        let (input, offset) = marked(&format!(r#"{{"CMD":[["GET","*"],{bad},["END"]]}}"#));
        for options in [tolerant(), strict()] {
            let error = Body::P2.decode(&input, &options).expect_err(bad).to_string();
            assert_eq!(error, placed(text, offset, &format!("CMD[1]{path}")), "{bad}");
        }
    }
}

#[test]
fn a_limit_in_a_slot_fails_the_body() {
    let limits = Limits::default();
    let cases = [
        (limits.with_depth(4), r#"["FROB",[^[]]]"#, "more levels of nesting than allowed", "[1][0]"),
        (
            limits.with_values(5),
            r#"["FROB",[0,^0]]"#,
            "more elements and members in the body than allowed",
            "[1][1]",
        ),
        (limits.with_members(2), r#"{"a":0,"b":0,^"c":0}"#, "more members in one object than allowed", ".c"),
        (
            limits.with_string_bytes(9),
            r#"["FROB",^"0123456789"]"#,
            "more bytes in a string than allowed",
            "[1]",
        ),
        (
            limits.with_string_bytes(9),
            r#"["GET",^"urn:x//abc"]"#,
            "more bytes in a string than allowed",
            "[1]",
        ),
        (
            limits.with_string_bytes(9),
            r#"["FROB",{^"0123456789":0}]"#,
            "more bytes in a string than allowed",
            "[1].0123456789",
        ),
    ];
    for (limits, bad, text, path) in cases {
        let (input, offset) = marked(&format!(r#"{{"CMD":[{bad},["END"]]}}"#));
        for strict in [false, true] {
            let options = Options::default().with_limits(limits).with_strict(strict);
            let error = Body::P2.decode(&input, &options).expect_err(bad).to_string();
            assert_eq!(error, placed(text, offset, &format!("CMD[0]{path}")), "{bad}");
        }
    }
}

/// The parameters of each command, from the table of section 3.
const COMMANDS: [(&str, &[Takes]); 12] = [
    ("HGET", &[Takes::Server, Takes::MaybeAddress]),
    ("HPUT", &[Takes::Server, Takes::Clients]),
    ("HPOST", &[Takes::Server, Takes::Clients]),
    ("DELETE", &[Takes::Address]),
    ("EXEC", &[Takes::Address, Takes::MaybeServer]),
    ("GET", &[Takes::Clients]),
    ("SHOW", &[Takes::Server]),
    ("DEFAULT", &[Takes::Moid, Takes::Server]),
    ("CONT", &[Takes::Server]),
    ("END", &[]),
    ("SUB", &[Takes::Server, Takes::Address]),
    ("UNSUB", &[Takes::Address]),
];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Takes {
    Server,
    MaybeServer,
    /// A ClientURI that is not `*`.
    Address,
    MaybeAddress,
    /// One or more ClientURIs.
    Clients,
    Moid,
}

/// One parameter of each kind there is.
const PARAMETERS: [&str; 6] =
    [r#""urn:x//a""#, r#""https://h/x""#, r#""urn:m""#, r#""*""#, r#""(x)""#, r#"{"a":"urn:x//a"}"#];

/// What is wrong with a parameter where such a one is expected, and where: so many bytes behind its beginning.
fn wrong(takes: Takes, parameter: &str) -> Option<(String, usize)> {
    let client = |kind: &str, at| Some((format!("malformed ClientURI: {kind}"), at));
    let server = |kind: &str, at| Some((format!("malformed ServerURI: {kind}"), at));
    let moid = |kind: &str, at| Some((format!("malformed MOID: {kind}"), at));
    match (takes, parameter) {
        (_, r#"{"a":"urn:x//a"}"#) => Some((String::from("expected a string, found an object"), 0)),
        (Takes::Server | Takes::MaybeServer, r#""https://h/x""#) => None,
        (Takes::Server | Takes::MaybeServer, _) => server("it is not an absolute http or https URI", 1),
        (Takes::Moid, r#""urn:m""#) => None,
        (Takes::Moid, r#""urn:x//a""#) => moid("'/' may not stand here unescaped", 6),
        (Takes::Moid, r#""https://h/x""#) => moid("'/' may not stand here unescaped", 7),
        (Takes::Moid, r#""*""#) => moid("`*` is no MOID", 1),
        (Takes::Moid, _) => moid("an x-name is no MOID", 1),
        (_, r#""urn:x//a""#) => None,
        (Takes::Clients, r#""*""#) => None,
        (_, r#""*""#) => client("`*` alone is not the address of a node", 1),
        (_, r#""https://h/x""#) => client("a MOID does not begin with `http:` or `https:`", 1),
        (_, r#""urn:m""#) => client("expected `/` after the MOID", 6),
        (_, _) => client("an x-name is no MOID", 1),
    }
}

/// What a command with these parameters is by the table alone: which parameter has which fault, or none. A fault at
/// `parameters.len()` is one of the bracket.
fn judge(takes: &[Takes], parameters: &[&str]) -> Result<(), (usize, String, usize)> {
    let mut next = 0;
    for takes in takes {
        match (takes, parameters.get(next)) {
            (Takes::MaybeAddress | Takes::MaybeServer, None) => continue,
            (_, None) => {
                let what = match takes {
                    Takes::Server | Takes::MaybeServer => "ServerURI",
                    Takes::Moid => "MOID",
                    Takes::Address | Takes::MaybeAddress | Takes::Clients => "ClientURI",
                };
                return Err((next, format!("expected a {what}, found no more parameters"), 0));
            }
            (_, Some(_)) => {}
        }
        let most = if *takes == Takes::Clients { parameters.len() } else { next + 1 };
        while next < most {
            if let Some((kind, at)) = wrong(*takes, parameters[next]) {
                return Err((next, kind, at));
            }
            next += 1;
        }
    }
    if next < parameters.len() {
        return Err((next, String::from("one parameter too many"), 0));
    }
    Ok(())
}

/// Every command with none to four parameters of every kind.
#[test]
fn the_twelve_commands_take_what_the_table_says_and_nothing_else() {
    let mut lists: Vec<Vec<&str>> = vec![Vec::new()];
    let mut last = lists.clone();
    for _ in 0..4 {
        let longer = last.iter().flat_map(|list| PARAMETERS.map(|next| [&list[..], &[next]].concat()));
        last = longer.collect();
        lists.extend(last.iter().cloned());
    }
    let mut readable = 0;
    for (name, takes) in COMMANDS {
        for parameters in &lists {
            readable += usize::from(assert_judged(name, takes, parameters));
        }
    }
    // HGET, EXEC: 2; HPUT, HPOST: 2 and 4 and 8; GET: 2 to 16; DEFAULT and SUB: two orders; the others one each.
    assert_eq!(readable, 2 * 2 + 2 * 14 + 30 + 2 * 2 + 5);
}

fn assert_judged(name: &str, takes: &[Takes], parameters: &[&str]) -> bool {
    // SUB and DEFAULT are read in the other order, too: which it is, the first parameter says.
    let server_first = parameters.first() == Some(&r#""https://h/x""#);
    let swapped = match name {
        "DEFAULT" => server_first,
        "SUB" => !server_first && !parameters.is_empty(),
        _ => false,
    };
    let takes: Vec<Takes> = if swapped { takes.iter().rev().copied().collect() } else { takes.to_vec() };
    let (before, list) = (format!(r#"{{"CMD":[["{name}""#), |parameters: &[&str]| {
        parameters.iter().map(|parameter| format!(",{parameter}")).collect::<String>()
    });
    let input = format!("{before}{}]]}}", list(parameters));
    let decoded = read(Body::P2, input.as_bytes());
    let offset = |parameter: usize| {
        let comma = usize::from(parameter < parameters.len());
        before.len() + list(&parameters[..parameter]).len() + comma
    };
    match judge(&takes, parameters) {
        Ok(()) => {
            let expected = if swapped { vec![placed(SWAPPED, offset(0), "CMD[0][1]")] } else { Vec::new() };
            assert_eq!(texts(&decoded.warnings), expected, "{input}");
            let in_order: Vec<&str> =
                if swapped { parameters.iter().rev().copied().collect() } else { parameters.to_vec() };
            assert_eq!(write(&decoded.value), format!("{before}{}]]}}", list(&in_order)));
            true
        }
        Err((parameter, kind, at)) => {
            let path = match parameter < parameters.len() {
                true => format!("CMD[0][{}]", parameter + 1),
                false => String::from("CMD[0]"),
            };
            let said = placed(&format!("unreadable command: {kind}"), offset(parameter) + at, &path);
            assert_eq!(texts(&decoded.warnings), [said], "{input}");
            assert_eq!(write(&decoded.value), input);
            false
        }
    }
}

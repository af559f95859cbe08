//! The limits: each one below and one above, in every place it applies to, on the decoder and on the encoder; that the one
//! allows what the other does; and what an attacker sends.
//!
//! In the tables a `^` stands before the byte at which a decoder passes the limit.

#[path = "support/json.rs"]
mod support;

use omadm::{
    Alert, Command, DecodeError, EncodeError, Extensions, Json, JsonObject, Limit, Limits, MAX_DEPTH,
    ManagementData, MoData, Options, Package1, Package2, Package3, Status, StatusCode,
    error::WarningKind,
    error::{DecodeErrorKind, EncodeErrorKind},
};
use support::{Body, Value, bodies_on_file, marked, placed, read, texts, tolerant, write};

type With = fn(Limits, usize) -> Limits;

/// Each limit, how an error names it, and its default.
const LIMITS: [(&str, With, &str, usize); 10] = [
    ("BodyBytes", |l, n| l.with_body_bytes(n), "bytes in the body", 2 << 20),
    ("Depth", |l, n| l.with_depth(n), "levels of nesting", 64),
    ("Values", |l, n| l.with_values(n), "elements and members in the body", 65_536),
    ("Commands", |l, n| l.with_commands(n), "commands", 4_096),
    ("Statuses", |l, n| l.with_statuses(n), "statuses", 4_096),
    ("Alerts", |l, n| l.with_alerts(n), "alerts", 4_096),
    ("Mos", |l, n| l.with_mos(n), "management objects", 4_096),
    ("Members", |l, n| l.with_members(n), "members in one object", 256),
    ("StringBytes", |l, n| l.with_string_bytes(n), "bytes in a string", 65_535),
    ("Warnings", |l, n| l.with_warnings(n), "warnings", 64),
];

fn limit(name: &str) -> (With, String) {
    let (_, with, unit, _) = LIMITS.iter().find(|(known, ..)| *known == name).unwrap();
    (*with, format!("more {unit} than allowed"))
}

fn options(with: With, n: usize) -> Options {
    Options::default().with_limits(with(Limits::default(), n))
}

/// Limits that are no obstacle.
fn generous() -> Options {
    let limits = LIMITS.iter().fold(Limits::default(), |limits, (_, with, ..)| with(limits, 1 << 30));
    Options::default().with_limits(limits)
}

fn owned(body: Body, input: &[u8]) -> Value<'static> {
    let shown = || String::from_utf8_lossy(&input[..input.len().min(200)]).into_owned();
    body.decode(input, &generous()).unwrap_or_else(|error| panic!("{error}: {}", shown())).value.into_owned()
}

/// The limit, a body with its mark, how much it needs of the limit, where a decoder that allows one less says it is, and
/// where an encoder does.
type Place = (&'static str, Body, &'static str, usize, &'static str, &'static str);

const PLACES: &[Place] = &[
    ("BodyBytes", Body::P1, r#"{"x":1^}"#, 7, "", ""),
    ("BodyBytes", Body::P2, r#"{"CMD":[["END"]]^}"#, 17, "", ""),
    ("BodyBytes", Body::P3, r#"{"Status":[]^}"#, 13, "", ""),
    ("BodyBytes", Body::P3, r#"{"Status":[{"sc":200},{"sc":599}]^}"#, 34, "", ""),
    ("BodyBytes", Body::Md, "[^]", 2, "", ""),
    // The outermost object is the first level.
    ("Depth", Body::P1, "^{}", 1, "", ""),
    ("Depth", Body::P1, r#"{"MOS":[{"MIID":^["a"]}]}"#, 4, "MOS[0].MIID", "MOS[0].MIID"),
    ("Depth", Body::P1, r#"{"Alert":[^{"AlertType":"t"}]}"#, 3, "Alert[0]", "Alert[0]"),
    (
        "Depth",
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","Data":{"a":^{}}}]}"#,
        5,
        "Alert[0].Data.a",
        "Alert[0].Data",
    ),
    ("Depth", Body::P1, r#"{"x":^[]}"#, 2, "x", ""),
    ("Depth", Body::P1, r#"{"x":[{"y":^[0]}]}"#, 4, "x[0].y", ""),
    ("Depth", Body::P2, r#"{"CMD":[^["END"]]}"#, 3, "CMD[0]", "CMD[0]"),
    ("Depth", Body::P2, r#"{"CMD":[["END"],["FROB",[^[]]]]}"#, 5, "CMD[1][1][0]", "CMD[1]"),
    ("Depth", Body::P3, r#"{"Status":[{"sc":200,"URI":^["a//"]}]}"#, 4, "Status[0].URI", "Status[0].URI"),
    ("Depth", Body::P3, r#"{"Status":[{"sc":200,"x":^{}}]}"#, 4, "Status[0].x", "Status[0]"),
    ("Depth", Body::Md, "^[]", 1, "", ""),
    ("Depth", Body::Md, r#"[{"MOData":{"a":^{}}}]"#, 4, "[0].MOData.a", "[0].MOData"),
    ("Values", Body::P1, r#"{^"x":1}"#, 1, "x", ""),
    ("Values", Body::P1, r#"{"MOS":[{^"MIID":[]}]}"#, 3, "MOS[0].MIID", "MOS[0].MIID"),
    ("Values", Body::P1, r#"{"x":{"y":[0,1,^2]}}"#, 5, "x.y[2]", ""),
    (
        "Values",
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","Data":{^"a":0}}]}"#,
        5,
        "Alert[0].Data.a",
        "Alert[0].Data",
    ),
    ("Values", Body::P2, r#"{^"CMD":[]}"#, 1, "CMD", "CMD"),
    ("Values", Body::P2, r#"{"CMD":[["END"]],^"x":0}"#, 4, "x", ""),
    ("Values", Body::P2, r#"{"CMD":[{^"a":[]}]}"#, 3, "CMD[0].a", "CMD[0]"),
    ("Values", Body::P3, r#"{"Status":[{"sc":200},{^"sc":404}]}"#, 5, "Status[1].sc", "Status[1].sc"),
    ("Values", Body::Md, r#"[{"MOData":{"a":{^"b":1}}}]"#, 4, "[0].MOData.a.b", "[0].MOData"),
    ("Commands", Body::P2, r#"{"CMD":[^["END"]]}"#, 1, "CMD[0]", "CMD[0]"),
    ("Commands", Body::P2, r#"{"CMD":[["SHOW","http://h"],["GET","*"],^["END"]]}"#, 3, "CMD[2]", "CMD[2]"),
    ("Commands", Body::P2, r#"{"CMD":[["END"],[],^7]}"#, 3, "CMD[2]", "CMD[2]"),
    ("Statuses", Body::P3, r#"{"Status":[^{"sc":200}]}"#, 1, "Status[0]", "Status[0]"),
    ("Statuses", Body::P3, r#"{"Status":[{"sc":200},^{"sc":404}]}"#, 2, "Status[1]", "Status[1]"),
    ("Alerts", Body::P1, r#"{"Alert":[^{"AlertType":"t"}]}"#, 1, "Alert[0]", "Alert[0]"),
    (
        "Alerts",
        Body::P3,
        r#"{"Status":[],"Alert":[{"AlertType":"t"},^{"AlertType":"u"}]}"#,
        2,
        "Alert[1]",
        "Alert[1]",
    ),
    ("Mos", Body::P1, r#"{"MOS":[{"MIID":[]},{"MIID":[]},^{"MIID":[]}]}"#, 3, "MOS[2]", "MOS[2]"),
    // Known members count like others.
    ("Members", Body::P1, r#"{"MOS":[{"MIID":[]}],^"Alert":[{"AlertType":"t"}]}"#, 2, "Alert", "Alert"),
    ("Members", Body::P1, r#"{"MOS":[{"MIID":[]}],"x":0,^"y":0}"#, 3, "y", ""),
    (
        "Members",
        Body::P1,
        r#"{"MOS":[{"DDF":"urn:d","MOID":"urn:m",^"MIID":[]}]}"#,
        3,
        "MOS[0].MIID",
        "MOS[0].MIID",
    ),
    ("Members", Body::P1, r#"{"MOS":[{"MIID":[]},{"MIID":[],^"x":0}]}"#, 2, "MOS[1].x", "MOS[1]"),
    (
        "Members",
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","SourceURI":"s","TargetURI":"t","Mark":"m","DataType":"d",^"Data":{}}]}"#,
        6,
        "Alert[0].Data",
        "Alert[0].Data",
    ),
    ("Members", Body::P2, r#"{"CMD":[["END"]],"x":0,^"y":0}"#, 3, "y", ""),
    ("Members", Body::P3, r#"{"Status":[],^"x":0}"#, 2, "x", ""),
    ("Members", Body::P3, r#"{"Status":[{"sc":200,"URI":["a//"],^"x":0}]}"#, 3, "Status[0].x", "Status[0]"),
    (
        "Members",
        Body::P3,
        r#"{"Status":[],"Alert":[{"AlertType":"t","Mark":"m","x":0,^"y":0}]}"#,
        4,
        "Alert[0].y",
        "Alert[0]",
    ),
    (
        "Members",
        Body::Md,
        r#"[{"DDF":"d","ClientURI":"a//","CV":"1","MOData":{"a":0},^"x":0}]"#,
        5,
        "[0].x",
        "[0]",
    ),
    // Names of members and of commands, values, and strings in what is kept raw.
    ("StringBytes", Body::P2, r#"{^"CMD":[["END"]]}"#, 3, "CMD", "CMD"),
    ("StringBytes", Body::P1, r#"{^"twelve bytes":0}"#, 12, r#"["twelve bytes"]"#, ""),
    ("StringBytes", Body::P1, r#"{^"éééééé":0}"#, 12, r#"["éééééé"]"#, ""),
    ("StringBytes", Body::P1, r#"{"x":^"twelve bytes"}"#, 12, "x", ""),
    ("StringBytes", Body::P1, r#"{"x":[^"\u0041\u0042"]}"#, 12, "x[0]", ""),
    ("StringBytes", Body::P1, r#"{"x":{^"twelve bytes":0}}"#, 12, r#"x["twelve bytes"]"#, ""),
    (
        "StringBytes",
        Body::P1,
        r#"{"MOS":[{"DDF":^"urn:xxxxxxxx","MIID":[]}]}"#,
        12,
        "MOS[0].DDF",
        "MOS[0].DDF",
    ),
    (
        "StringBytes",
        Body::P1,
        r#"{"MOS":[{"MOID":^"urn:xxxxxxxx","MIID":[]}]}"#,
        12,
        "MOS[0].MOID",
        "MOS[0].MOID",
    ),
    (
        "StringBytes",
        Body::P1,
        r#"{"MOS":[{"MIID":["a",^"twelve_bytes"]}]}"#,
        12,
        "MOS[0].MIID[1]",
        "MOS[0].MIID[1]",
    ),
    (
        "StringBytes",
        Body::P1,
        r#"{"Alert":[{"AlertType":^"urn:xxxxxxxx"}]}"#,
        12,
        "Alert[0].AlertType",
        "Alert[0].AlertType",
    ),
    (
        "StringBytes",
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","SourceURI":^"urn:xxxxxxxx"}]}"#,
        12,
        "Alert[0].SourceURI",
        "Alert[0].SourceURI",
    ),
    (
        "StringBytes",
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","TargetURI":^"urn:xxxxxxxx"}]}"#,
        12,
        "Alert[0].TargetURI",
        "Alert[0].TargetURI",
    ),
    (
        "StringBytes",
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","Mark":^"\u0000\"\\\nxx"}]}"#,
        14,
        "Alert[0].Mark",
        "Alert[0].Mark",
    ),
    (
        "StringBytes",
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","DataType":^"twelve bytes"}]}"#,
        12,
        "Alert[0].DataType",
        "Alert[0].DataType",
    ),
    (
        "StringBytes",
        Body::P1,
        r#"{"Alert":[{"AlertType":"t","Data":{"a":^"twelve bytes"}}]}"#,
        12,
        "Alert[0].Data.a",
        "Alert[0].Data",
    ),
    ("StringBytes", Body::P2, r#"{"CMD":[[^"TWELVE BYTES"]]}"#, 12, "CMD[0][0]", "CMD[0]"),
    ("StringBytes", Body::P2, r#"{"CMD":[["GET",^"urn:xxxxxx//"]]}"#, 12, "CMD[0][1]", "CMD[0][1]"),
    ("StringBytes", Body::P2, r#"{"CMD":[["GET","*",^"urn:xxxxxx//"]]}"#, 12, "CMD[0][2]", "CMD[0][2]"),
    (
        "StringBytes",
        Body::P2,
        r#"{"CMD":[["HPUT","http://h",^"urn:xxxxxx//"]]}"#,
        12,
        "CMD[0][2]",
        "CMD[0][2]",
    ),
    (
        "StringBytes",
        Body::P2,
        r#"{"CMD":[["HPOST","http://h","*",^"urn:xxxxxx//"]]}"#,
        12,
        "CMD[0][3]",
        "CMD[0][3]",
    ),
    ("StringBytes", Body::P2, r#"{"CMD":[["SHOW",^"http://hhhhh"]]}"#, 12, "CMD[0][1]", "CMD[0][1]"),
    (
        "StringBytes",
        Body::P2,
        r#"{"CMD":[["DEFAULT",^"urn:xxxxxxxx","http://h"]]}"#,
        12,
        "CMD[0][1]",
        "CMD[0][1]",
    ),
    (
        "StringBytes",
        Body::P3,
        r#"{"Status":[{"sc":200,"URI":[^"urn:xxxxxx//"]}]}"#,
        12,
        "Status[0].URI[0]",
        "Status[0].URI[0]",
    ),
    ("StringBytes", Body::Md, r#"[{"DDF":^"urn:xxxxxxxx","MOData":{"a":1}}]"#, 12, "[0].DDF", "[0].DDF"),
    (
        "StringBytes",
        Body::Md,
        r#"[{"ClientURI":^"urn:xxxxxx//","MOData":{"a":1}}]"#,
        12,
        "[0].ClientURI",
        "[0].ClientURI",
    ),
    ("StringBytes", Body::Md, r#"[{"CV":^"twelve bytes","MOData":{"a":1}}]"#, 12, "[0].CV", "[0].CV"),
    (
        "StringBytes",
        Body::Md,
        r#"[{"MOData":{"a":{^"twelve bytes":1}}}]"#,
        12,
        r#"[0].MOData.a["twelve bytes"]"#,
        "[0].MOData",
    ),
    ("StringBytes", Body::Md, r#"[{"MOData":{"a":^"twelve bytes"}}]"#, 12, "[0].MOData.a", "[0].MOData"),
];

#[test]
fn each_limit_in_each_place_one_below_and_one_above() {
    for (name, body, input, need, decoder, encoder) in PLACES {
        let (with, text) = limit(name);
        let (input, offset) = marked(input);
        let (below, enough) = (options(with, need - 1), options(with, *need));
        let value = owned(*body, &input);

        let decoded = body.decode(&input, &enough);
        assert_eq!(decoded.unwrap_or_else(|error| panic!("{name} {need}: {error}")).value, value);
        let error = body.decode(&input, &below).expect_err(name);
        assert_eq!(error.to_string(), placed(&text, offset, decoder));

        let written = value.encode(&enough).unwrap_or_else(|error| panic!("{name} {need}: {error}"));
        assert_eq!(written, input, "a body of this table is written as it is read");
        let error = value.encode(&below).expect_err(name);
        assert_eq!(error.to_string(), told(&text, encoder), "{}", String::from_utf8_lossy(&input));
        assert_eq!(error.path(), *encoder);
    }
}

fn told(text: &str, path: &str) -> String {
    if path.is_empty() { text.to_owned() } else { format!("{text} ({path})") }
}

/// The decoder passes a limit where the encoder would not, because the body says more than what is written for it.
#[test]
fn what_is_not_written_counts_when_it_is_read() {
    let cases: &[Place] = &[
        ("StringBytes", Body::P1, r#"{"MOS":[{"MOID":^"\u0061\u0062","MIID":[]}]}"#, 12, "MOS[0].MOID", "ab"),
        ("StringBytes", Body::P1, r#"{"MOS":[{^"\u004dIID":[]}]}"#, 9, r#"MOS[0]["\u004dIID"]"#, "MIID"),
        ("StringBytes", Body::P2, r#"{"CMD":[["SHOW",^"http:\/\/h"]]}"#, 10, "CMD[0][1]", "http://h"),
        ("Members", Body::P1, r#"{"MOS":null,^"Alert":null}"#, 2, "Alert", "{}"),
        ("Values", Body::P3, r#"{"Status":[{"sc":200,^"URI":[]}]}"#, 4, "Status[0].URI", "200"),
        ("Depth", Body::P1, r#"{"MOS":^[]}"#, 2, "MOS", "{}"),
        ("BodyBytes", Body::P1, "{ ^}", 3, "", "{}"),
    ];
    for (name, body, input, need, path, written) in cases {
        let (with, text) = limit(name);
        let (input, offset) = marked(input);
        let value = body.decode(&input, &options(with, *need)).unwrap().value;
        let error = body.decode(&input, &options(with, need - 1)).unwrap_err();
        assert_eq!(error.to_string(), placed(&text, offset, path));
        let out = String::from_utf8(value.encode(&options(with, need - 1)).unwrap()).unwrap();
        assert!(out.contains(written), "{out}");
    }
}

/// An element that is one too many for the decoder, in every list; and how many elements and members are before it.
#[test]
fn elements_count_in_every_list() {
    let (with, text) = limit("Values");
    let cases: &[(Body, &str, usize, &str)] = &[
        (Body::P1, r#"{"MOS":[^{"MIID":[]}]}"#, 1, "MOS[0]"),
        (Body::P1, r#"{"MOS":[{"MIID":["a",^"b"]}]}"#, 4, "MOS[0].MIID[1]"),
        (Body::P1, r#"{"Alert":[{"AlertType":"t"},^{"AlertType":"t"}]}"#, 3, "Alert[1]"),
        (Body::P2, r#"{"CMD":[["END"],^["END"]]}"#, 3, "CMD[1]"),
        (Body::P2, r#"{"CMD":[[^"END"]]}"#, 2, "CMD[0][0]"),
        (Body::P2, r#"{"CMD":[["GET",^"*"]]}"#, 3, "CMD[0][1]"),
        (Body::P2, r#"{"CMD":[["FROB",[0,^0]]]}"#, 5, "CMD[0][1][1]"),
        (Body::P3, r#"{"Status":[^{"sc":200}]}"#, 1, "Status[0]"),
        (Body::P3, r#"{"Status":[{"sc":200,"URI":[^"a//"]}]}"#, 4, "Status[0].URI[0]"),
        (Body::Md, r#"[^{"MOData":{}}]"#, 0, "[0]"),
    ];
    for (body, input, before, path) in cases {
        let (input, offset) = marked(input);
        let error = body.decode(&input, &options(with, *before)).unwrap_err();
        assert_eq!(error.to_string(), placed(&text, offset, path));
        if let Err(error) = body.decode(&input, &options(with, before + 1)) {
            assert!(error.offset() > offset, "{error}");
        }
    }
}

/// The objects in an unreadable command are held to what those are that the model reads.
#[test]
fn members_count_in_an_unreadable_command() {
    let (with, text) = limit("Members");
    let cases: &[(&str, usize, &str)] = &[
        (r#"{"CMD":[{"a":0,^"b":0}]}"#, 2, "CMD[0].b"),
        (r#"{"CMD":[["FROB",{"a":{"b":0,"c":0,^"d":0}}]]}"#, 3, "CMD[0][1].a.d"),
        (r#"{"CMD":[["GET",{"a":0},{"b":0,^"c":0}]]}"#, 2, "CMD[0][2].c"),
    ];
    for (input, need, path) in cases {
        let (input, offset) = marked(input);
        assert!(Body::P2.decode(&input, &options(with, *need)).is_ok());
        let error = Body::P2.decode(&input, &options(with, need - 1)).unwrap_err();
        assert_eq!(error.to_string(), placed(&text, offset, path));
    }
    // Those in raw values are not: what is kept there is no concern of the model.
    let members: Vec<String> = (0..1000).map(|n| format!(r#""m{n}":{n}"#)).collect();
    let many = format!("{{{}}}", members.join(","));
    for (body, input) in [
        (Body::P1, format!(r#"{{"x":{many}}}"#)),
        (Body::P1, format!(r#"{{"Alert":[{{"AlertType":"t","Data":{many}}}]}}"#)),
        (Body::P3, format!(r#"{{"Status":[{{"sc":200,"x":[{many}]}}]}}"#)),
        (Body::Md, format!(r#"[{{"ClientURI":"a//","MOData":{{"a":{many}}}}}]"#)),
    ] {
        assert_eq!(write(&read(body, input.as_bytes()).value), input);
    }
}

fn repeat(item: &str, n: usize) -> String {
    vec![item; n].join(",")
}

/// Numbered members.
fn members(n: usize) -> String {
    (0..n).map(|n| format!(r#""m{n}":0"#)).collect::<Vec<_>>().join(",")
}

/// A body that needs exactly so much of the limit.
type Filled = (&'static str, Body, fn(usize) -> String);

const FILLED: &[Filled] = &[
    ("BodyBytes", Body::P1, |n| {
        // Values of 60,000 bytes, so that no string is too long, and a last one for the rest.
        let each = format!("\"{}\"", "a".repeat(59_998));
        let full = (n - 20) / 60_001;
        let list = format!("{{\"x\":[{},\"", repeat(&each, full));
        let rest = n - list.len() - 3;
        format!("{list}{}\"]}}", "b".repeat(rest))
    }),
    ("Depth", Body::P1, |n| format!("{{\"x\":{}{}}}", "[".repeat(n - 1), "]".repeat(n - 1))),
    ("Depth", Body::P2, |n| format!("{{\"CMD\":[{}{}]}}", "[".repeat(n - 2), "]".repeat(n - 2))),
    ("Depth", Body::P3, |n| {
        let data = format!("{}{{}}{}", "{\"a\":".repeat(n - 4), "}".repeat(n - 4));
        format!("{{\"Status\":[],\"Alert\":[{{\"AlertType\":\"t\",\"Data\":{data}}}]}}")
    }),
    ("Depth", Body::Md, |n| format!("[{{\"MOData\":{}1{}}}]", "{\"a\":".repeat(n - 2), "}".repeat(n - 2))),
    ("Values", Body::P1, |n| format!("{{\"x\":[{}]}}", repeat("0", n - 1))),
    ("Values", Body::P1, |n| format!("{{\"MOS\":[{{\"MIID\":[{}]}}]}}", repeat("\"a\"", n - 3))),
    ("Values", Body::P2, |n| format!("{{\"CMD\":[[\"GET\",{}]]}}", repeat("\"*\"", n - 3))),
    ("Values", Body::P3, |n| {
        format!("{{\"Status\":[{{\"sc\":200,\"URI\":[{}]}}]}}", repeat("\"a//\"", n - 4))
    }),
    ("Values", Body::Md, |n| format!("[{{\"MOData\":{{\"a\":{{{}}}}}}}]", members(n - 3))),
    ("Commands", Body::P2, |n| format!("{{\"CMD\":[{}]}}", repeat("[\"END\"]", n))),
    ("Commands", Body::P2, |n| format!("{{\"CMD\":[{}]}}", repeat("[]", n))),
    ("Statuses", Body::P3, |n| format!("{{\"Status\":[{}]}}", repeat("{\"sc\":200}", n))),
    ("Alerts", Body::P1, |n| format!("{{\"Alert\":[{}]}}", repeat("{\"AlertType\":\"t\"}", n))),
    ("Alerts", Body::P3, |n| format!("{{\"Status\":[],\"Alert\":[{}]}}", repeat("{\"AlertType\":\"t\"}", n))),
    ("Mos", Body::P1, |n| format!("{{\"MOS\":[{}]}}", repeat("{\"MIID\":[]}", n))),
    ("Members", Body::P1, |n| format!("{{{}}}", members(n))),
    ("Members", Body::P2, |n| format!("{{\"CMD\":[[\"END\"]],{}}}", members(n - 1))),
    ("Members", Body::P3, |n| format!("{{\"Status\":[{{\"sc\":200,{}}}]}}", members(n - 1))),
    ("Members", Body::Md, |n| format!("[{{\"MOData\":{{}},{}}}]", members(n - 1))),
    ("StringBytes", Body::P1, |n| format!("{{\"x\":\"{}\"}}", "a".repeat(n))),
    ("StringBytes", Body::P1, |n| format!("{{\"{}\":0}}", "a".repeat(n))),
    ("StringBytes", Body::P1, |n| format!("{{\"MOS\":[{{\"MIID\":[\"{}\"]}}]}}", "a".repeat(n))),
    ("StringBytes", Body::P2, |n| format!("{{\"CMD\":[[\"{}\"]]}}", "A".repeat(n))),
    ("StringBytes", Body::P2, |n| format!("{{\"CMD\":[[\"SHOW\",\"http://{}\"]]}}", "a".repeat(n - 7))),
    ("StringBytes", Body::Md, |n| format!("[{{\"CV\":\"{}\",\"MOData\":{{}}}}]", "a".repeat(n))),
];

#[test]
fn the_defaults_one_below_and_one_above() {
    for (name, body, fill) in FILLED {
        let (_, _, unit, default) = LIMITS.iter().find(|(known, ..)| known == name).unwrap();
        let text = format!("more {unit} than allowed");
        let inside = fill(*default);
        assert_eq!(write(&read(*body, inside.as_bytes()).value), inside, "{name}");
        let above = fill(default + 1);
        let error = body.decode(above.as_bytes(), &tolerant()).expect_err(name).to_string();
        assert!(error.starts_with(&text), "{error}");
        // A ServerURI that long is none, whatever the limits are.
        let value = owned(*body, above.as_bytes());
        assert_eq!(value.encode(&generous()).unwrap(), above.as_bytes(), "{name}");
        let error = value.encode(&tolerant()).expect_err(name).to_string();
        assert!(error.starts_with(&text), "{error}");
    }
    for (name, ..) in LIMITS.iter().filter(|(name, ..)| *name != "Warnings") {
        assert!(FILLED.iter().any(|(known, ..)| known == name), "{name}");
        assert!(PLACES.iter().any(|(known, ..)| known == name), "{name}");
    }
}

/// Limits of what is not JSON.
const ELSEWHERE: [&str; 4] = ["Parts", "PartHeaderBytes", "MediaRanges", "Nodes"];

/// The names, units and defaults are those of the source: a limit that is added there is missing here.
#[test]
fn no_limit_is_missing_in_the_tables() {
    let source = include_str!("../src/limits.rs");
    let lines = source.lines().filter(|line| line.starts_with("    ") && line.ends_with("\";"));
    let mut names = Vec::new();
    for line in lines {
        let (before, unit) = line.trim_end_matches("\";").split_once('"').unwrap();
        names.push((before.trim_end_matches(", ").rsplit(' ').next().unwrap().to_owned(), unit.to_owned()));
    }
    let all = names.len();
    names.retain(|(name, _)| !ELSEWHERE.contains(&name.as_str()));
    assert_eq!(all - names.len(), ELSEWHERE.len());
    assert_eq!(names, LIMITS.map(|(name, _, unit, _)| (name.to_owned(), unit.to_owned())));
    let defaults = Limits::default();
    for (name, with, _, default) in LIMITS {
        assert_eq!(with(defaults, default), defaults, "{name}");
        assert_ne!(with(defaults, default + 1), defaults, "{name}");
    }
}

/// Whatever the limits say, there are never more levels than [`MAX_DEPTH`].
#[test]
fn depth_has_a_limit_of_its_own() {
    let boundless = options(|l, n| l.with_depth(n), usize::MAX);
    let depth = FILLED.iter().filter(|(name, ..)| *name == "Depth");
    for (_, body, fill) in depth {
        let inside = fill(MAX_DEPTH);
        let value = body.decode(inside.as_bytes(), &boundless).unwrap().value;
        assert_eq!(value.encode(&boundless).unwrap(), inside.as_bytes());
        let above = fill(MAX_DEPTH + 1);
        let error = body.decode(above.as_bytes(), &boundless).unwrap_err().to_string();
        assert!(error.starts_with("more levels of nesting than allowed at byte"), "{error}");
    }
    // What is made deeper by hand is not written.
    let nested = |levels| (0..levels).fold(Json::null(), |inner, _| Json::array([inner]));
    let package = |levels| {
        let mut extensions = Extensions::new();
        extensions.insert("x", nested(levels));
        Value::P1(Package1::default().with_extensions(extensions))
    };
    assert!(package(MAX_DEPTH - 1).encode(&boundless).is_ok());
    let error = package(MAX_DEPTH).encode(&boundless).unwrap_err();
    assert_eq!(error.to_string(), "more levels of nesting than allowed");
    let data = |levels| (0..levels).fold(Json::null(), |inner, _| Json::object([("a", inner)]));
    assert!(MoData::new(JsonObject::try_from(data(MAX_DEPTH)).unwrap()).is_ok());
    let error = MoData::new(JsonObject::try_from(data(MAX_DEPTH + 1)).unwrap()).unwrap_err();
    let path = ["a"; MAX_DEPTH].join(".");
    assert_eq!(error.to_string(), placed("more levels of nesting than allowed", 5 * MAX_DEPTH, &path));
}

#[test]
fn warnings_are_kept_up_to_their_limit_and_counted_behind_it() {
    let input = r#"{"CMD":[[],["SUB","a//","http://h"],["SHOW","http://h/["],["SUB","a//","http://h/[",""],[],["END"]]}"#;
    let all = texts(&read(Body::P2, input.as_bytes()).warnings);
    assert_eq!(all.len(), 5);
    for most in [0, 1, 2, 3, 4, 5, 6, usize::MAX] {
        let limits = Limits::default().with_warnings(most);
        let options = Options::default().with_limits(limits);
        let decoded = Body::P2.decode(input.as_bytes(), &options).unwrap();
        assert_eq!(texts(&decoded.warnings), all[..most.min(5)], "{most}");
        assert_eq!(decoded.warnings.total(), 5, "{most}");
        assert!(!decoded.warnings.is_empty(), "{most}");
        let error = Body::P2.decode(input.as_bytes(), &options.with_strict(true)).unwrap_err();
        assert!(matches!(error.kind(), DecodeErrorKind::Strict(WarningKind::UnreadableSlot(_))), "{error}");
        assert_eq!(error.offset(), 8, "{most}");
    }
    for n in [63, 64, 65, 4096] {
        let input = format!("{{\"CMD\":[{}]}}", repeat("7", n));
        let warnings = read(Body::P2, input.as_bytes()).warnings;
        assert_eq!((warnings.iter().count(), warnings.total()), (n.min(64), n));
        let last = warnings.iter().last().unwrap();
        assert_eq!(last.path().as_str(), format!("CMD[{}]", n.min(64) - 1));
    }
}

/// Values that no body on file is like.
fn made_by_hand() -> Vec<Value<'static>> {
    let json = Json::object([
        ("a\u{0}\"é", Json::string("\u{1}\\\"\n\u{7f}😀")),
        ("", Json::array([Json::null(), Json::from(true), Json::from(-7), Json::array([])])),
        ("same", Json::object([("same", Json::string(""))])),
        ("same", Json::from(u64::MAX)),
    ]);
    let mut extensions = Extensions::new();
    extensions.insert("\u{0}\u{8}\"\\/", json.clone());
    extensions.insert("", Json::array([json.clone(), json.clone()]));
    extensions.insert("é😀", Json::string(&"\u{1b}".repeat(30)));
    let object = JsonObject::try_from(json).unwrap();
    let alert = Alert::new("t\u{0}")
        .with_mark("\"")
        .with_source("\t")
        .with_target("")
        .with_data("\u{e}", object)
        .with_extensions(extensions.clone());
    let status = Status::new(StatusCode::OK).with_extensions(extensions.clone());
    let statuses = [StatusCode::OK.into(), status, StatusCode::NOT_FOUND.into()];
    vec![
        Value::P1(Package1::default().with_alerts([alert.clone()]).with_extensions(extensions.clone())),
        Value::P2(Package2::new([Command::End]).with_extensions(extensions.clone())),
        Value::P3(Package3::new(statuses).with_alerts([alert]).with_extensions(extensions)),
        Value::Md(ManagementData::new([])),
    ]
}

fn limit_of_decoder(error: &DecodeError) -> Limit {
    let DecodeErrorKind::Limit(limit) = error.kind() else { panic!("{error}") };
    limit
}

fn limit_of_encoder(error: &EncodeError) -> Limit {
    let EncodeErrorKind::Limit(limit) = error.kind() else { panic!("{error}") };
    limit
}

/// What encodes within limits decodes within them, and the other way round for what is as it would be written: for every
/// body on file, with each limit from nothing to more than enough.
#[test]
fn the_encoder_allows_what_the_decoder_allows() {
    let on_file = bodies_on_file().into_iter().filter_map(|(_, body, bytes)| {
        body.decode(&bytes, &tolerant()).ok().map(|decoded| decoded.value.into_owned())
    });
    let mut both = [0, 0];
    for value in on_file.chain(made_by_hand()) {
        let body = match value {
            Value::P1(_) => Body::P1,
            Value::P2(_) => Body::P2,
            Value::P3(_) => Body::P3,
            Value::Md(_) => Body::Md,
        };
        let written = write(&value);
        for (name, with, ..) in LIMITS {
            for n in 0..=written.len() + 1 {
                let options = options(with, n);
                let allowed = match (value.encode(&options), body.decode(written.as_bytes(), &options)) {
                    (Ok(out), Ok(decoded)) => {
                        assert_eq!(out, written.as_bytes());
                        assert_eq!(decoded.value, value);
                        true
                    }
                    (Err(encoder), Err(decoder)) => {
                        assert_eq!(limit_of_encoder(&encoder), limit_of_decoder(&decoder), "{written}");
                        false
                    }
                    (Ok(_), Err(error)) => panic!("{name} {n}: written and not read: {error}: {written}"),
                    (Err(error), Ok(_)) => panic!("{name} {n}: read and not written: {error}: {written}"),
                };
                both[usize::from(allowed)] += 1;
                if allowed && n > 300 {
                    break;
                }
            }
        }
    }
    assert!(both[0] > 1000 && both[1] > 1000, "{both:?}");
}

/// All limits tight at once: as much of each as the value needs, and then one less of one of them.
#[test]
fn limits_do_not_get_in_each_others_way() {
    let input = r#"{"MOS":[{"DDF":"urn:d","MOID":"urn:m","MIID":["a","b"],"x":[[{}]]}],"Alert":[{"AlertType":"t"},{"AlertType":"u"}]}"#;
    let needs = [input.len(), 6, 15, 0, 0, 2, 1, 4, 9, 0];
    let tight = |less: Option<usize>| {
        LIMITS.iter().zip(needs).enumerate().fold(
            Limits::default(),
            |limits, (index, ((_, with, ..), need))| {
                with(limits, if less == Some(index) { need - 1 } else { need })
            },
        )
    };
    let value = owned(Body::P1, input.as_bytes());
    let options = |less| Options::default().with_limits(tight(less));
    assert_eq!(Body::P1.decode(input.as_bytes(), &options(None)).unwrap().value, value);
    assert_eq!(value.encode(&options(None)).unwrap(), input.as_bytes());
    for (index, (name, _, unit, _)) in LIMITS.iter().enumerate().filter(|(index, _)| needs[*index] > 0) {
        let text = format!("more {unit} than allowed");
        let error = Body::P1.decode(input.as_bytes(), &options(Some(index))).expect_err(name);
        assert_eq!(error.kind().to_string(), text);
        assert_eq!(value.encode(&options(Some(index))).expect_err(name).kind().to_string(), text);
    }
}

/// A limit that is passed is named where it is passed, and not one that was only reached before.
#[test]
fn a_limit_that_is_reached_is_not_one_that_is_passed() {
    let all = Limits::default();
    for (input, limits, text) in [
        (
            r#"{"CMD":[["FROB",{"a":1,"b":2}],["SHOW","https://h"]]}"#,
            all.with_members(2).with_string_bytes(8),
            "more bytes in a string than allowed (CMD[1][1])",
        ),
        (
            r#"{"CMD":[["FROB","12345"],["END"],["END"]]}"#,
            all.with_string_bytes(5).with_commands(2),
            "more commands than allowed (CMD[2])",
        ),
        (
            r#"{"CMD":[["FROB",[[]]],["END"],["END"]]}"#,
            all.with_depth(5).with_commands(2),
            "more commands than allowed (CMD[2])",
        ),
    ] {
        let value = owned(Body::P2, input.as_bytes());
        let error = value.encode(&Options::default().with_limits(limits)).unwrap_err();
        assert_eq!(error.to_string(), text, "{input}");
    }
}

/// What an attacker sends: the body, and the error in full.
fn hostile() -> Vec<(Body, String, String)> {
    let brackets = "[".repeat(100_000);
    let closed = format!("{brackets}{}", "]".repeat(100_000));
    let objects = "{\"a\":".repeat(100_000);
    let deep = |offset: usize, path: &str, inner: &str, levels: usize| {
        let path = format!("{path}{}", inner.repeat(levels));
        placed("more levels of nesting than allowed", offset, &path)
    };
    let distinct = members(100_000);
    let long = "a".repeat(100_000);
    let mut cases = vec![
        (Body::P1, format!("{{\"x\":{brackets}"), deep(5 + 63, "x", "[0]", 63)),
        (Body::P1, format!("{{\"x\":{closed}}}"), deep(5 + 63, "x", "[0]", 63)),
        (Body::P2, format!("{{\"CMD\":[],\"x\":{closed}}}"), deep(14 + 63, "x", "[0]", 63)),
        (Body::P2, format!("{{\"CMD\":{closed}}}"), deep(7 + 63, "CMD", "[0]", 63)),
        (Body::P2, format!("{{\"CMD\":[[\"FROB\",{brackets}"), deep(16 + 61, "CMD[0][1]", "[0]", 61)),
        (Body::P3, format!("{{\"x\":{brackets}"), deep(5 + 63, "x", "[0]", 63)),
        (
            Body::P3,
            format!("{{\"Status\":[{{\"sc\":200,\"x\":{closed}}}]}}"),
            deep(25 + 61, "Status[0].x", "[0]", 61),
        ),
        (
            Body::P1,
            format!("{{\"Alert\":[{{\"AlertType\":\"t\",\"Data\":{objects}"),
            deep(34 + 5 * 61, "Alert[0].Data", ".a", 61),
        ),
        (Body::Md, format!("[{{\"x\":{brackets}"), deep(6 + 62, "[0].x", "[0]", 62)),
        (Body::Md, format!("[{{\"MOData\":{objects}"), deep(11 + 5 * 62, "[0].MOData", ".a", 62)),
        // 2 MiB of `[],`, and one byte more.
        {
            let input = format!("{{\"CMD\":[{}[]]}}", "[],".repeat(((2 << 20) - 12) / 3));
            assert!((2 << 20) - 3 < input.len() && input.len() <= 2 << 20, "{}", input.len());
            (Body::P2, input, placed("more commands than allowed", 8 + 3 * 4096, "CMD[4096]"))
        },
        {
            let input = format!("{{\"CMD\":[{}[]]}}", "[],".repeat((2 << 20) / 3));
            (Body::P2, input, placed("more bytes in the body than allowed", 2 << 20, ""))
        },
        (
            Body::P2,
            format!("{{\"CMD\":[{}]}}", repeat("[\"END\"]", 5_000)),
            placed("more commands than allowed", 8 + 8 * 4096, "CMD[4096]"),
        ),
        (
            Body::P2,
            format!("{{\"CMD\":[{}]}}", repeat("[\"GET\",\"urn:oma:mo:x:1.0//a\"]", 5_000)),
            placed("more commands than allowed", 8 + 30 * 4096, "CMD[4096]"),
        ),
    ];
    // m0 to m9 take 7 bytes each with the comma, m10 to m99 take 8, and so on.
    let at_256 = 10 * 7 + 90 * 8 + 156 * 9;
    let at_65535 = 10 * 7 + 90 * 8 + 900 * 9 + 9_000 * 10 + 55_535 * 11;
    let too_many = "more members in one object than allowed";
    cases.extend([
        (Body::P1, format!("{{{distinct}}}"), placed(too_many, 1 + at_256, "m256")),
        (Body::P2, format!("{{{distinct}}}"), placed(too_many, 1 + at_256, "m256")),
        (
            Body::P3,
            format!("{{\"Status\":[{{{distinct}}}]}}"),
            placed(too_many, 12 + at_256, "Status[0].m256"),
        ),
        (Body::P1, format!("{{\"MOS\":[{{{distinct}}}]}}"), placed(too_many, 9 + at_256, "MOS[0].m256")),
        (Body::Md, format!("[{{{distinct}}}]"), placed(too_many, 2 + at_256, "[0].m256")),
        (
            Body::P2,
            format!("{{\"CMD\":[[\"FROB\",{{{distinct}}}]]}}"),
            placed(too_many, 17 + at_256, "CMD[0][1].m256"),
        ),
        // Inside a raw value there is no such limit, but that of all values.
        (
            Body::P1,
            format!("{{\"x\":{{{distinct}}}}}"),
            placed("more elements and members in the body than allowed", 6 + at_65535, "x.m65535"),
        ),
    ]);
    let too_long = "more bytes in a string than allowed";
    let shown = format!("[\"{}…\"]", &long[..64]);
    cases.extend([
        (Body::P1, format!("{{\"x\":\"{long}\"}}"), placed(too_long, 5, "x")),
        (Body::P1, format!("{{\"{long}\":0}}"), placed(too_long, 1, &shown)),
        (Body::P1, format!("{{\"x\":[{{\"{long}\":0}}]}}"), placed(too_long, 7, &format!("x[0]{shown}"))),
        (Body::P2, format!("{{\"CMD\":[[\"{long}\"]]}}"), placed(too_long, 9, "CMD[0][0]")),
        (Body::P2, format!("{{\"CMD\":[[\"GET\",\"{long}//\"]]}}"), placed(too_long, 15, "CMD[0][1]")),
        (Body::P2, format!("{{\"CMD\":[[\"SHOW\",\"http://{long}\"]]}}"), placed(too_long, 16, "CMD[0][1]")),
        (Body::P2, format!("{{\"CMD\":[[\"GET\",\"\\u0061{long}\"]]}}"), placed(too_long, 15, "CMD[0][1]")),
        (
            Body::P3,
            format!("{{\"Status\":[{{\"sc\":200,\"URI\":[\"{long}\"]}}]}}"),
            placed(too_long, 28, "Status[0].URI[0]"),
        ),
        (Body::Md, format!("[{{\"ClientURI\":\"{long}\"}}]"), placed(too_long, 14, "[0].ClientURI")),
        (Body::Md, format!("[{{\"MOData\":{{\"a\":\"{long}\"}}}}]"), placed(too_long, 16, "[0].MOData.a")),
    ]);
    cases
}

/// Each gets an error that names the limit, with its place; a strict decoder says the same, or something earlier.
#[test]
fn what_an_attacker_sends_is_refused_by_name() {
    for (body, input, expected) in hostile() {
        let error = body.decode(input.as_bytes(), &tolerant()).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.http_status(), StatusCode::CONTENT_TOO_LARGE);
        assert_eq!(error.dm_status(), StatusCode::CONTENT_TOO_LARGE);
        assert!(body.decode(input.as_bytes(), &Options::strict()).is_err());
    }
}

/// That the work is linear in the size of a body is for a count of instructions to say. What can be seen from here is that
/// a decoder stops where the limit is passed: nothing behind it is looked at, sound or not.
#[test]
fn nothing_behind_a_passed_limit_is_read() {
    for (body, input, expected) in hostile() {
        let error = body.decode(input.as_bytes(), &tolerant()).unwrap_err();
        let mut stop = error.offset();
        if expected.starts_with("more bytes in a string") {
            // How long it is, its end says.
            stop = input[stop + 1..].find('"').unwrap() + stop + 2;
        }
        if expected.starts_with("more members") {
            // A member is a name, a colon and a value.
            stop += input[stop..].find(',').unwrap();
        }
        if expected.starts_with("more bytes in the body") {
            // Not even that it is no UTF-8.
            stop = 0;
        }
        let mut bytes = input.clone().into_bytes();
        let junk = if stop == 0 { 0xff } else { 0x01 };
        bytes[stop..].fill(junk);
        if stop == error.offset() {
            // The byte at the mark is what the error is about.
            bytes[stop] = input.as_bytes()[stop];
        }
        let shown = &expected[..expected.len().min(60)];
        let said = body.decode(&bytes, &tolerant()).unwrap_err();
        assert_eq!((said.kind(), said.offset()), (error.kind(), error.offset()), "{shown}");
    }
}

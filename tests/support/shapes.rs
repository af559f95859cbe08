//! Bodies that cost the most heap or work for their length, each of any size: what `memory.rs` and `work.rs` measure.

use super::rng::Rng;
use omadm::{DecodeError, Decoded, EncodeError, ManagementData, Options, Package1, Package2, Package3, json};

/// What a body is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    One,
    Two,
    Three,
    Data,
}

/// A decoded body of any kind.
pub(crate) enum Value<'a> {
    One(Package1<'a>),
    Two(Package2<'a>),
    Three(Package3<'a>),
    Data(ManagementData<'a>),
}

#[allow(dead_code, reason = "work.rs only decodes")]
impl Value<'_> {
    pub(crate) fn into_owned(self) -> Value<'static> {
        match self {
            Value::One(package) => Value::One(package.into_owned()),
            Value::Two(package) => Value::Two(package.into_owned()),
            Value::Three(package) => Value::Three(package.into_owned()),
            Value::Data(data) => Value::Data(data.into_owned()),
        }
    }

    pub(crate) fn encode(&self, out: &mut Vec<u8>, options: &Options) -> Result<(), EncodeError> {
        match self {
            Value::One(package) => json::encode(package, out, options),
            Value::Two(package) => json::encode(package, out, options),
            Value::Three(package) => json::encode(package, out, options),
            Value::Data(data) => json::encode(data, out, options),
        }
    }
}

impl Kind {
    pub(crate) fn decode<'a>(
        self,
        body: &'a [u8],
        options: &Options,
    ) -> Result<Decoded<Value<'a>>, DecodeError> {
        Ok(match self {
            Kind::One => json::decode::<Package1>(body, options)?.map(Value::One),
            Kind::Two => json::decode::<Package2>(body, options)?.map(Value::Two),
            Kind::Three => json::decode::<Package3>(body, options)?.map(Value::Three),
            Kind::Data => json::decode::<ManagementData>(body, options)?.map(Value::Data),
        })
    }
}

/// A family of bodies that differ in size only.
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// The largest size within the default limits.
    pub(crate) most: usize,
    pub(crate) make: Box<dyn Fn(usize) -> Vec<u8>>,
}

/// What the default limits allow.
const VALUES: usize = 65_536;
const BODY: usize = 2 << 20;
const LIST: usize = 4_096;
const MEMBERS: usize = 256;
const DEPTH: usize = 64;

/// The one shape of which the size is that of an object.
#[allow(dead_code, reason = "memory.rs does not care")]
pub(crate) const ONE_OBJECT: &str = "extensions of one MOS entry";

/// How many extensions an object has in the shapes that are about extensions: where lists that grow by doubling or by
/// half have just grown, and where they are full.
const COUNTS: &[usize] = &[
    1, 2, 3, 4, 5, 6, 7, 9, 10, 13, 14, 17, 19, 20, 28, 29, 33, 42, 43, 63, 64, 65, 94, 95, 129, 141, 142,
    211, 212, 250,
];

/// Those of [`COUNTS`] that cost the most for their length.
const FEW: &[usize] = &[1, 5, 43, 95, 250];

/// `unit` so often, with commas between.
fn list(unit: &str, n: usize) -> String {
    let mut out = String::with_capacity((unit.len() + 1) * n);
    for index in 0..n {
        if index > 0 {
            out.push(',');
        }
        out.push_str(unit);
    }
    out
}

/// The shortest member name of this number that needs no escape: one letter as long as there are any.
fn name(number: usize) -> String {
    let letters = || (0x20_u8..0x80).filter(|byte| !matches!(byte, b'"' | b'\\')).map(char::from);
    match number {
        0 => String::new(),
        1..=94 => letters().nth(number - 1).into_iter().collect(),
        _ => [letters().nth(number / 94), letters().nth(number % 94)].into_iter().flatten().collect(),
    }
}

/// So many members of different names and this value, as short as can be.
fn members(count: usize, value: &str) -> String {
    (0..count).map(|number| format!("\"{}\":{value}", name(number))).collect::<Vec<_>>().join(",")
}

/// As [`members`], with every name written as an escape.
fn escaped_members(count: usize) -> String {
    (0..count).map(|number| format!("\"\\u{:04x}\":0", 0x100 + number)).collect::<Vec<_>>().join(",")
}

/// `{"key":[unit,unit,...]}`.
fn in_list(key: &str, unit: &str, n: usize) -> Vec<u8> {
    format!("{{\"{key}\":[{}]}}", list(unit, n)).into_bytes()
}

type MakeUri = fn(usize) -> String;

/// ClientURIs in which a part has to be looked for in another: name, largest size, and the URI.
const URIS: &[(&str, usize, MakeUri)] = &[
    ("a ClientURI of many nodes", 32_000, |n| format!("m/i{}", "/a".repeat(n))),
    ("a ClientURI of many encoded nodes", 16_000, |n| format!("m/i{}", "/%61".repeat(n))),
    ("a ClientURI of many fields", 32_000, |n| format!("m//?a{}", "&a".repeat(n))),
    ("a ClientURI of many nv of one x-name", 6_500, |n| {
        format!("m/(x)/?nv=(x)/a:{}", "&nv=(x)/a:".repeat(n))
    }),
    ("a ClientURI of many nodes, an x-name, and as many nv", 5_000, |n| {
        format!("m/i{}/(x)?nv=(x)/a:{}", "/a".repeat(n), "&nv=(x)/a:".repeat(n))
    }),
    ("a ClientURI of all x-names and many nv", 6_000, |n| {
        let letters: Vec<char> = ('a'..='z').chain('A'..='Z').collect();
        let names: String = letters.iter().map(|letter| format!("/({letter})")).collect();
        let fields = (0..n.max(letters.len())).map(|at| format!("nv=({})/a:", letters[at % letters.len()]));
        format!("m/i{names}?{}", fields.collect::<Vec<_>>().join("&"))
    }),
    ("a ClientURI of an nv with a long path", 32_000, |n| format!("m/(x)/?nv=(x)/a{}:", "/a".repeat(n))),
];

/// Shapes that a tolerant decoder accepts. With `every` one of them there are several hundred.
pub(crate) fn accepted(every: bool) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut add = |name: &str, kind, most, make: Box<dyn Fn(usize) -> Vec<u8>>| {
        shapes.push(Shape { name: name.to_owned(), kind, most, make });
    };

    // Package2: slots.
    for (name, slot) in [
        ("empty slots", "[]"),
        ("slots that are numbers", "0"),
        ("slots that are strings", "\"[[[[\""),
        ("END, and END again", "[\"END\"]"),
        ("GET of one *", "[\"GET\",\"*\"]"),
        ("GET of one escaped *", "[\"GET\",\"\\u002a\"]"),
        ("DELETE of a short address", "[\"DELETE\",\"m/\"]"),
        ("DELETE of an escaped address", "[\"DELETE\",\"m\\/\\/\"]"),
        ("EXEC with both parameters escaped", "[\"EXEC\",\"m\\/\\/\",\"http:\\/\\/h\"]"),
        ("DEFAULT the other way round, escaped", "[\"DEFAULT\",\"http:\\/\\/h\",\"\\u006d\"]"),
        ("SUB the other way round, with brackets", "[\"SUB\",\"m/\",\"http://h/[\"]"),
        ("unreadable only in its last parameter", "[\"GET\",\"*\",\"*\",\"*\",\"*\",\"*\",\"\"]"),
        ("unknown commands", "[\"\"]"),
    ] {
        add(name, Kind::Two, LIST, Box::new(move |n| in_list("CMD", slot, n)));
    }
    for (name, begin) in [("one GET of many *", "\"GET\""), ("one HPUT of many *", "\"HPUT\",\"http://h\"")] {
        let make = move |n| format!("{{\"CMD\":[[{begin},{}]]}}", list("\"*\"", n)).into_bytes();
        add(name, Kind::Two, VALUES - 4, Box::new(make));
    }
    let make = move |n| format!("{{\"CMD\":[[\"GET\",{}]]}}", list("\"\\u002a\"", n)).into_bytes();
    add("one GET of many escaped *", Kind::Two, VALUES - 3, Box::new(make));
    for count in [2, 3, 4, 5, 8, 9, 17, 33, 65, 129, 257, 513, 1025, 2049, 4097] {
        let slot = format!("[\"GET\",{}]", list("\"*\"", count));
        let most = ((VALUES - 1) / (count + 2)).min(LIST);
        add(&format!("GETs of {count} *"), Kind::Two, most, Box::new(move |n| in_list("CMD", &slot, n)));
    }
    // Package2: long URIs.
    for (name, most, uri) in URIS {
        let make = |n| {
            let uri = uri(n);
            format!("{{\"CMD\":[[\"GET\",\"{uri}\"],[\"GET\",\"{uri}%\"],[\"GET\",\"\\u002a{uri}%\"]]}}")
                .into_bytes()
        };
        add(name, Kind::Two, *most, Box::new(make));
        let make = |n| format!("{{\"Status\":[{{\"sc\":200,\"URI\":[\"{}\"]}}]}}", uri(n)).into_bytes();
        add(&format!("{name}, as a location"), Kind::Three, *most, Box::new(make));
    }
    let make = |n| {
        let uri = format!("http://h/{}", "[%20]/".repeat(n));
        format!("{{\"CMD\":[[\"SHOW\",\"{uri}\"],[\"SHOW\",\"{uri}%\"],[\"DEFAULT\",\"{uri}\",\"m\"]]}}")
            .into_bytes()
    };
    add("a long ServerURI", Kind::Two, 10_900, Box::new(make));
    let make =
        |n| format!("{{\"MOS\":[{{\"DDF\":\"a:{0}\",\"MIID\":[\"{0}\"]}}]}}", "%20".repeat(n)).into_bytes();
    add("a long DDF and a long MIID", Kind::One, 21_800, Box::new(make));

    // Package2: unreadable slots, in which names are kept to find repeated ones.
    for (name, object) in [
        ("unreadable slots of 256 members", members(MEMBERS, "0")),
        ("unreadable slots of 256 escaped members", escaped_members(MEMBERS)),
    ] {
        let slot = format!("[{{{object}}}]");
        let make = Box::new(move |n| in_list("CMD", &slot, n));
        add(name, Kind::Two, (VALUES - 1) / (MEMBERS + 2), make);
    }
    let make = |n: usize| {
        let begin = format!("{{{},\"~~\":", escaped_members(MEMBERS - 1)).repeat(n);
        format!("{{\"CMD\":[{begin}0{}]}}", "}".repeat(n)).into_bytes()
    };
    add("an unreadable slot of 256 members at each level", Kind::Two, DEPTH - 2, Box::new(make));
    let make = |n| in_list("CMD", &format!("{}{}", "{\"\":".repeat(60), "0".to_owned() + &"}".repeat(60)), n);
    add("unreadable slots 60 levels deep", Kind::Two, VALUES / 61 - 1, Box::new(make));
    // An empty list of commands, and brackets where they open nothing.
    let make = |n| format!("{{\"CMD\":[],\"x\":\"{}\"}}", "[".repeat(n)).into_bytes();
    add("brackets in a string behind an empty CMD", Kind::Two, 65_535, Box::new(make));

    let make = |n| {
        let uris = list("\"*\"", n);
        format!("{{\"CMD\":[[\"GET\",{uris}]],\"x\":\"{}\"}}", "[".repeat(LIST)).into_bytes()
    };
    add("one GET of many *, and brackets in a string", Kind::Two, VALUES - 5, Box::new(make));

    // Package1.
    let make = |n| format!("{{\"MOS\":[{{\"MIID\":[{}]}}]}}", list("\"\"", n)).into_bytes();
    add("empty MIIDs of one MOS entry", Kind::One, VALUES - 3, Box::new(make));
    let make = |n| format!("{{\"MOS\":[{{\"MIID\":[{}]}}]}}", list("\"\\u0061\"", n)).into_bytes();
    add("escaped MIIDs of one MOS entry", Kind::One, VALUES - 3, Box::new(make));
    for count in [1, 2, 4, 5, 9, 13] {
        let entry = format!("{{\"MIID\":[{}]}}", list("\"\"", count));
        let make = Box::new(move |n| in_list("MOS", &entry, n));
        add(
            &format!("MOS entries with {count} MIIDs"),
            Kind::One,
            ((VALUES - 1) / (count + 2)).min(LIST),
            make,
        );
    }
    add("empty MOS entries", Kind::One, LIST, Box::new(|n| in_list("MOS", "{}", n)));
    let entry = r#"{"DDF":"\u0061:b","MOID":"\u006d","MIID":["\u0061"]}"#;
    add("MOS entries with escapes", Kind::One, LIST, Box::new(move |n| in_list("MOS", entry, n)));
    let alert = r#"{"AlertType":""}"#;
    add("alerts", Kind::One, LIST, Box::new(move |n| in_list("Alert", alert, n)));
    let alert = r#"{"AlertType":"","Data":{}}"#;
    add("alerts with data", Kind::Three, LIST, {
        Box::new(move |n| format!("{{\"Status\":[],\"Alert\":[{}]}}", list(alert, n)).into_bytes())
    });
    let alert =
        r#"{"AlertType":"\n","SourceURI":"\n","TargetURI":"\n","Mark":"\n","DataType":"\n","Data":{}}"#;
    add("alerts with an escape in every string", Kind::One, LIST, {
        Box::new(move |n| in_list("Alert", alert, n))
    });
    let make = |n| {
        format!("{{\"MOS\":[{}],\"Alert\":[{}]}}", list("{}", n), list(r#"{"AlertType":""}"#, n)).into_bytes()
    };
    add("MOS entries and alerts", Kind::One, LIST, Box::new(make));
    let make = |n| format!("{{\"MOS\":[],\"Alert\":[],\"x\":\"{}\"}}", "{".repeat(n)).into_bytes();
    add("braces in a string behind empty MOS and Alert", Kind::One, 65_535, Box::new(make));
    let make = |n| {
        let miids = list("\"\"", n);
        format!("{{\"MOS\":[{{\"MIID\":[{miids}]}}],\"x\":\"{}\"}}", "{".repeat(LIST)).into_bytes()
    };
    add("empty MIIDs, and braces in a string", Kind::One, VALUES - 4, Box::new(make));
    // For each of the entries one place is looked for, and then one before it.
    let entry = format!("{{\"DDF\":\"\",\"x\":\"{}\"}}", "x".repeat(8_000));
    add("few long MOS entries with two warnings", Kind::One, 32, {
        Box::new(move |n| in_list("MOS", &entry, n))
    });
    let make = |n| {
        let data = "x".repeat(n / 64);
        let entry = format!("{{\"DDF\":\"\",\"x\":\"{data}\"}}");
        in_list("MOS", &entry, 64)
    };
    add("warnings that go back over long entries", Kind::One, BODY - 64 * 32, Box::new(make));

    // Package3.
    add("statuses", Kind::Three, LIST, Box::new(|n| in_list("Status", "{\"sc\":200}", n)));
    for (name, unit, most) in [
        ("empty locations of one status", "\"\"", VALUES - 4),
        ("escaped locations of one status", "\"\\u0061\"", VALUES - 4),
    ] {
        let make = move |n| in_list("Status", &format!("{{\"sc\":200,\"URI\":[{}]}}", list(unit, n)), 1);
        add(name, Kind::Three, most, Box::new(make));
    }
    for count in [1, 2, 5, 9, 13] {
        let status = format!("{{\"sc\":200,\"URI\":[{}]}}", list("\"\"", count));
        let make = Box::new(move |n| in_list("Status", &status, n));
        let most = ((VALUES - 1) / (count + 3)).min(LIST);
        add(&format!("statuses with {count} locations"), Kind::Three, most, make);
    }
    let make = |n| format!("{{\"Status\":[],\"Alert\":[],\"x\":\"{}\"}}", "{".repeat(n)).into_bytes();
    add("braces in a string behind empty Status and Alert", Kind::Three, 65_535, Box::new(make));

    let make = |n| {
        let (uris, braces) = (list("\"\"", n), "{".repeat(LIST));
        let status = format!("{{\"sc\":200,\"URI\":[{uris}]}}");
        format!("{{\"Alert\":[],\"Status\":[{status}],\"x\":\"{braces}\"}}").into_bytes()
    };
    add("empty locations, and braces in a string", Kind::Three, VALUES - 6, Box::new(make));

    // Management data.
    for (name, record, values) in [
        ("records without anything", "{\"MOData\":{}}", 2),
        ("records of one empty name", "{\"MOData\":{\"\":0}}", 3),
        ("records of two nodes", "{\"MOData\":{\"\":0,\"\":0}}", 4),
        ("records of five nodes", "{\"MOData\":{\"\":0,\"\":0,\"\":0,\"\":0,\"\":0}}", 7),
        ("records with a short address", "{\"ClientURI\":\"m/\",\"MOData\":{\"\":0}}", 4),
        (
            "records with an escape in every string",
            "{\"DDF\":\"\\n\",\"ClientURI\":\"m\\/\\/\",\"CV\":\"\\n\",\"MOData\":{\"\\n\":\"\\n\"}}",
            6,
        ),
    ] {
        let make = Box::new(move |n| format!("[{}]", list(record, n)).into_bytes());
        let most = (VALUES / values).min((BODY - 2) / (record.len() + 1));
        add(name, Kind::Data, most, make);
    }
    for (name, unit, most) in [
        ("a wide MOData of empty names", "\"\":0", VALUES - 2),
        ("a wide MOData of empty objects", "\"\":{}", VALUES - 2),
        ("a wide MOData of escaped names", "\"\\n\":0", VALUES - 2),
    ] {
        let make = move |n| format!("[{{\"MOData\":{{{}}}}}]", list(unit, n)).into_bytes();
        add(name, Kind::Data, most, Box::new(make));
    }
    let make = |n| {
        let deep = format!("{}0{}", "{\"\":".repeat(60), "}".repeat(60));
        format!("[{{\"MOData\":{{{}}}}}]", list(&format!("\"\":{deep}"), n)).into_bytes()
    };
    add("a MOData of deep branches", Kind::Data, (VALUES - 2) / 61, Box::new(make));
    let make = |n| format!("{{\"MOData\":{{\"a\":{{{}}}}}}}", list("\"b\":0", n)).into_bytes();
    add("one record that is not in an array", Kind::Data, VALUES - 2, Box::new(make));

    // Raw values, which cost nothing.
    for (name, unit, most) in [
        ("raw numbers", "0", VALUES - 1),
        ("raw arrays", "[]", VALUES - 1),
        ("raw members", "{\"\":0}", VALUES / 2 - 1),
    ] {
        add(name, Kind::One, most, Box::new(move |n| in_list("x", unit, n)));
    }
    let make = |n| format!("{{\"x\":\"{}\"}}", "\\u00e4".repeat(n)).into_bytes();
    add("a raw string of escapes", Kind::One, 65_535 / 6, Box::new(make));
    let make = |n| format!("{{{}\"x\":0}}", " ".repeat(n)).into_bytes();
    add("white space", Kind::One, BODY - 8, Box::new(make));
    let make = |n| format!("{{\"x\":{}}}", "9".repeat(n)).into_bytes();
    add("one long number", Kind::One, BODY - 8, Box::new(make));

    // Extensions of one object, and at every level.
    let make = |n| format!("{{\"MOS\":[{{{}}}]}}", members(n, "0")).into_bytes();
    add(ONE_OBJECT, Kind::One, MEMBERS, Box::new(make));
    for &count in if every { COUNTS } else { FEW } {
        let short = members(count, "0");
        let escaped = escaped_members(count);
        for (level, kind, begin, unit, end, own, least) in [
            ("a package", Kind::One, "", "{E}", "", 0, LIST),
            ("a MOS entry", Kind::One, "{\"MOS\":[", "{E}", "]}", 1, LIST),
            ("an alert", Kind::One, "{\"Alert\":[", "{\"AlertType\":\"\",E}", "]}", 2, LIST),
            ("a status", Kind::Three, "{\"Status\":[", "{\"sc\":200,E}", "]}", 2, LIST),
            ("a record", Kind::Data, "[", "{\"MOData\":{},E}", "]", 2, VALUES),
            ("a record of one node", Kind::Data, "[", "{\"MOData\":{\"\":0},E}", "]", 3, VALUES),
        ] {
            for (how, text) in [("", &short), (" escaped", &escaped)] {
                let unit = unit.replace('E', text);
                let (begin, end) = (begin.to_owned(), end.to_owned());
                let most = if level == "a package" {
                    1
                } else {
                    ((VALUES - 1) / (count + own)).min(least).min((BODY - 16) / (unit.len() + 1))
                };
                let make = move |n| format!("{begin}{}{end}", list(&unit, n)).into_bytes();
                add(&format!("{level} with {count}{how} extensions"), kind, most, Box::new(make));
            }
        }
    }
    shapes
}

/// Shapes that every decoder refuses: what was allocated before that counts too, and so does explaining the error.
pub(crate) fn refused() -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut add = |name: &str, kind, most, make: Box<dyn Fn(usize) -> Vec<u8>>| {
        shapes.push(Shape { name: name.to_owned(), kind, most, make });
    };
    for (name, unit, most) in [
        ("management data of numbers", "0", VALUES),
        ("management data of empty objects", "{}", VALUES),
        ("management data of empty arrays", "[]", VALUES),
    ] {
        add(name, Kind::Data, most, Box::new(move |n| format!("[{}]", list(unit, n)).into_bytes()));
    }
    let make = |n| format!("[{{\"MOData\":{{}}}},{}]", list("0", n)).into_bytes();
    add("management data of one record and numbers", Kind::Data, VALUES - 2, Box::new(make));
    let make = |n| format!("[{}", list("0", n)).into_bytes();
    add("management data without an end", Kind::Data, VALUES, Box::new(make));
    for (name, unit) in [("open arrays", "["), ("open objects", "{\"\":")] {
        let make = move |n| {
            let mut body = unit.repeat(n / unit.len()).into_bytes();
            body.push(0xff);
            body
        };
        add(&format!("{name} before a byte that is not UTF-8"), Kind::Two, BODY - 1, Box::new(make));
        let make = move |n| format!("{{\"x\":{}", unit.repeat(n / unit.len())).into_bytes();
        add(&format!("{name} past the depth"), Kind::Two, BODY - 8, Box::new(make));
    }
    let make = |n| {
        let mut body = b"{\"".to_vec();
        body.resize(n + 2, b'n');
        body.extend(b"\":\xff");
        body
    };
    add("a long name before a byte that is not UTF-8", Kind::Two, BODY - 8, Box::new(make));
    let make = |n: usize| {
        let name = "n".repeat(n / 60);
        format!("{{\"x\":{}]", format!("{{\"{name}\":").repeat(60)).into_bytes()
    };
    add("long names on the path of an error", Kind::Two, BODY - 8 - 60 * 5, Box::new(make));
    let make = |n| in_list("CMD", "[]", n);
    add("too many slots", Kind::Two, BODY / 3 - 8, Box::new(make));
    let make = |n| format!("{{\"CMD\":[[\"GET\",{}]]}}", list("\"*\"", n)).into_bytes();
    add("a GET with too many parameters", Kind::Two, BODY / 4 - 8, Box::new(make));
    let make = |n| format!("{{\"CMD\":[[\"GET\",{},{{\"a\":0,\"a\":0}}]]}}", list("\"*\"", n)).into_bytes();
    add("a repeated member at the end of a slot", Kind::Two, VALUES - 6, Box::new(make));
    let make = |n| format!("{{\"MOS\":[{{\"MIID\":[{},0]}}]}}", list("\"\\n\"", n)).into_bytes();
    add("MIIDs of which the last is a number", Kind::One, VALUES - 4, Box::new(make));
    let make = |n| format!("[{{\"MOData\":{{{},\"a\":[]}}}}]", list("\"\":0", n)).into_bytes();
    add("a MOData that ends in an array", Kind::Data, VALUES - 3, Box::new(make));
    shapes
}

/// Units of the lists of each kind of body: name of the list, and what can stand in it. `E` stands for extensions.
const UNITS: &[(Kind, &str, &[&str])] = &[
    (
        Kind::One,
        "MOS",
        &[
            "{}",
            "{\"MIID\":[]}",
            "{\"MIID\":[\"\"]}",
            "{\"MIID\":[\"a\",\"\\u0061\",\"a\",\"a\",\"\"]}",
            "{E}",
            "{\"DDF\":\"\\n\",\"MIID\":null,E}",
            "{\"MOID\":\"\\u006d\",\"MIID\":[\"a\",\"b\"],E}",
        ],
    ),
    (
        Kind::One,
        "Alert",
        &[
            "{\"AlertType\":\"\"}",
            "{\"AlertType\":\"\\n\",\"Mark\":null,E}",
            "{\"AlertType\":\"a\",\"Data\":{E}}",
        ],
    ),
    (
        Kind::Two,
        "CMD",
        &[
            "[]",
            "0",
            "[\"END\"]",
            "[\"GET\",\"*\"]",
            "[\"GET\",\"*\",\"*\"]",
            "[\"GET\",\"*\",\"*\",\"*\",\"\\u002a\",\"*\"]",
            "[\"HPUT\",\"http://h/[\",\"*\",\"m/\"]",
            "[\"DELETE\",\"m/\"]",
            "[\"FROB\",{E}]",
            "[\"GET\",\"*\",{\"~~\":{E}}]",
        ],
    ),
    (
        Kind::Three,
        "Status",
        &[
            "{\"sc\":200}",
            "{\"sc\":200,\"URI\":[\"\"]}",
            "{\"URI\":[\"m//\",\"\\n\"],\"sc\":404,E}",
            "{\"sc\":200,E}",
        ],
    ),
    (
        Kind::Data,
        "",
        &[
            "{\"MOData\":{}}",
            "{\"MOData\":{\"\":0}}",
            "{\"MOData\":{E},E}",
            "{\"CV\":\"\",\"ClientURI\":\"m/\",\"MOData\":{\"a\":{E}}}",
            "{\"MOData\":{\"\":{\"\":{\"\":{\"\":{}}}}},E}",
        ],
    ),
];

/// A random body that is accepted within the default limits.
#[allow(dead_code, reason = "work.rs is about known shapes")]
pub(crate) fn random(rng: &mut Rng) -> (Kind, Vec<u8>) {
    let (kind, key, units) = UNITS[rng.below(UNITS.len())];
    let mut values = 1 << (4 + rng.below(13));
    let mut lists = Vec::new();
    // Two units take turns: what one leaves half empty the other does not fill.
    let (one, two) = (rng.pick(units), rng.pick(units));
    let count = 1 + rng.below(300).min(rng.below(300));
    let text = if rng.once_in(4) { escaped_members(count.min(250)) } else { members(count.min(250), "0") };
    while lists.len() < LIST {
        let unit = if rng.once_in(2) { one } else { two };
        let cost = 12 + if unit.contains('E') { 2 * count } else { 0 };
        if values < cost {
            break;
        }
        values -= cost;
        // An E of a name is no place for extensions.
        lists.push(unit.replace("E}", &format!("{text}}}")));
    }
    let list = lists.join(",");
    let body = match (kind, rng.below(3)) {
        (Kind::Data, _) => format!("[{list}]"),
        (_, 0) => format!("{{\"{key}\":[{list}]}}"),
        (_, 1) => format!("{{\"{key}\":[{list}],\"x\":\"{}\"}}", "[".repeat(rng.below(LIST))),
        _ => format!("{{{},\"{key}\":[{list}]}}", members(1 + rng.below(200), "{}")),
    };
    (kind, body.into_bytes())
}

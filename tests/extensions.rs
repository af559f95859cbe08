//! Members that the protocol does not define: kept at every level, raw, in their order, and never mistaken for one it does.

#[path = "support/json.rs"]
mod support;

use omadm::{Extensions, Json, Options, Package1, error::DecodeErrorKind, json};
use support::{Body, Value, marked, placed, read, strict, tolerant, write};

type Find = for<'v, 'a> fn(&'v mut Value<'a>) -> &'v mut Extensions<'a>;

/// An object of a body that the model reads.
struct Object {
    body: Body,
    /// The body; a `@` stands where its other members begin, each with a comma before it.
    template: &'static str,
    /// Where the object is.
    path: &'static str,
    find: Find,
    /// The members it defines.
    defines: &'static [&'static str],
}

macro_rules! find {
    ($body:ident, $value:ident => $place:expr) => {
        |value| match value {
            Value::$body($value) => &mut $place,
            other => panic!("{other:?}"),
        }
    };
}

const ALERT: &[&str] = &["AlertType", "SourceURI", "TargetURI", "Mark", "DataType", "Data"];

const OBJECTS: &[Object] = &[
    Object {
        body: Body::P1,
        template: r#"{"MOS":[{"MIID":["a"]}],"Alert":[{"AlertType":"t"}]@}"#,
        path: "",
        find: find!(P1, package => package.extensions),
        defines: &["MOS", "Alert"],
    },
    Object {
        body: Body::P1,
        template: r#"{"MOS":[{"MIID":[]},{"MIID":["a"]@}]}"#,
        path: "MOS[1]",
        find: find!(P1, package => package.mos[1].extensions),
        defines: &["DDF", "MOID", "MIID"],
    },
    Object {
        body: Body::P1,
        template: r#"{"Alert":[{"AlertType":"t"},{"AlertType":"t"},{"AlertType":"t","Data":{}@}]}"#,
        path: "Alert[2]",
        find: find!(P1, package => package.alerts[2].extensions),
        defines: ALERT,
    },
    Object {
        body: Body::P2,
        template: r#"{"CMD":[["END"]]@}"#,
        path: "",
        find: find!(P2, package => package.extensions),
        defines: &["CMD"],
    },
    Object {
        body: Body::P3,
        template: r#"{"Status":[{"sc":200}]@}"#,
        path: "",
        find: find!(P3, package => package.extensions),
        defines: &["Status", "Alert"],
    },
    Object {
        body: Body::P3,
        template: r#"{"Status":[{"sc":200},{"sc":200,"URI":["urn:x//"]@}]}"#,
        path: "Status[1]",
        find: find!(P3, package => package.statuses[1].extensions),
        defines: &["sc", "URI"],
    },
    Object {
        body: Body::P3,
        template: r#"{"Status":[],"Alert":[{"AlertType":"t"@}]}"#,
        path: "Alert[0]",
        find: find!(P3, package => package.alerts[0].extensions),
        defines: ALERT,
    },
    Object {
        body: Body::Md,
        template: r#"[{"ClientURI":"urn:x//","MOData":{"a":1}},{"ClientURI":"urn:x//a","MOData":{"a":1}@}]"#,
        path: "[1]",
        find: find!(Md, data => data.records[1].extensions),
        defines: &["DDF", "ClientURI", "CV", "MOData"],
    },
];

impl Object {
    fn with(&self, members: &str) -> String {
        self.template.replace('@', members)
    }

    /// The value of its body without any others.
    fn bare(&self) -> Value<'static> {
        read(self.body, self.with("").as_bytes()).value.into_owned()
    }

    fn path_to(&self, member: &str) -> String {
        if self.path.is_empty() { member.to_owned() } else { format!("{}.{member}", self.path) }
    }
}

/// Names as they are, and as they may be written.
const NAMES: &[(&str, &str)] = &[
    ("x", "x"),
    ("a name", "a name"),
    ("", ""),
    ("é😀", "é\\ud83d\\ude00"),
    ("\u{0}\"\\/", "\\u0000\\\"\\\\\\/"),
    ("cmd", "cmd"),
    ("mos", "\\u006dos"),
    ("AlertType ", "AlertType "),
];

/// Values, which stay as they stand.
const RAW: &[&str] = &[
    "null",
    "-0.0E+00",
    "1e999",
    "123456789012345678901234567890",
    r#""\u0061\/é""#,
    "[ ]",
    "{ \"a\" : [1,\t2 ] , \"a\":{} }",
    r#"{"CMD":[["FROB"]],"MOS":null,"sc":99}"#,
];

#[test]
fn each_is_kept_as_it_stands_and_in_its_order() {
    for object in OBJECTS {
        let members: String =
            NAMES.iter().zip(RAW).map(|((_, written), raw)| format!(",\n \"{written}\" :{raw}\t")).collect();
        let input = object.with(&members);
        let decoded = object.body.decode(input.as_bytes(), &strict()).unwrap();
        let mut value = decoded.value;
        let extensions = (object.find)(&mut value);
        let kept: Vec<_> = extensions.iter().map(|(name, json)| (name, json.as_str())).collect();
        let expected: Vec<_> = NAMES.iter().zip(RAW).map(|((name, _), raw)| (*name, *raw)).collect();
        assert_eq!(kept, expected, "{}", object.path);
        for ((name, _), raw) in NAMES.iter().zip(RAW) {
            assert_eq!(extensions.get(name).unwrap(), raw);
        }
        let canonical: String = NAMES
            .iter()
            .zip(RAW)
            .map(|((name, _), raw)| format!(",{}:{raw}", serde_json::to_string(name).unwrap()))
            .collect();
        let canonical = object.with(&canonical);
        assert_eq!(write(&value), canonical);
        assert_eq!(read(object.body, canonical.as_bytes()).value, value);
        let owned = value.clone().into_owned();
        assert_eq!(owned, value);
        assert_eq!(write(&owned), canonical);
    }
}

/// Wherever they stand among the members that are defined, they are written behind them.
#[test]
fn they_are_written_behind_the_defined_members() {
    let cases = [
        (Body::P1, r#"{"b":1,"Alert":[],"a":2,"MOS":[{"b":1,"MIID":[],"a":2}],"c":3}"#, {
            r#"{"MOS":[{"MIID":[],"b":1,"a":2}],"b":1,"a":2,"c":3}"#
        }),
        (Body::P2, r#"{"b":1,"CMD":[],"a":2}"#, r#"{"CMD":[],"b":1,"a":2}"#),
        (
            Body::P3,
            r#"{"b":1,"Alert":[{"b":1,"Data":{},"a":2,"AlertType":"t","c":3}],"a":2,"Status":[{"b":1,"sc":200,"a":2}]}"#,
            r#"{"Status":[{"sc":200,"b":1,"a":2}],"Alert":[{"AlertType":"t","Data":{},"b":1,"a":2,"c":3}],"b":1,"a":2}"#,
        ),
        (
            Body::Md,
            r#"[{"b":1,"MOData":{"z":0},"a":2,"ClientURI":"urn:x//z","c":3}]"#,
            r#"[{"ClientURI":"urn:x//z","MOData":{"z":0},"b":1,"a":2,"c":3}]"#,
        ),
    ];
    for (body, input, expected) in cases {
        assert_eq!(write(&read(body, input.as_bytes()).value), expected);
    }
}

/// The name counts, not how it is written, and not where the other one stands.
#[test]
fn a_repeated_name_is_an_error_at_every_object() {
    for object in OBJECTS {
        for (members, name) in [
            (r#","x":0,^"x":0"#, "x"),
            (r#","x":0,"y":[{"x":0}],"z":0,^"\u0078":0"#, r#"["\u0078"]"#),
            (r#","\u00e9":0,^"é":0"#, r#"["é"]"#),
            (r#","":0,^"":{}"#, r#"[""]"#),
        ] {
            let (input, offset) = marked(&object.with(members));
            let separator = if name.starts_with('[') || object.path.is_empty() { "" } else { "." };
            let path = format!("{}{separator}{name}", object.path);
            for options in [tolerant(), strict()] {
                let error = object.body.decode(&input, &options).unwrap_err();
                assert_eq!(error.to_string(), placed("a member stands twice", offset, &path));
            }
        }
        // One that is defined is never one of these, however it is written.
        for name in object.defines {
            let first = format!("\\u{:04x}", u32::from(name.as_bytes()[0]));
            let escaped = format!("{first}{}", &name[1..]);
            let mut value = object.bare();
            assert!((object.find)(&mut value).get(name).is_none());
            let input = object.with("").replace(&format!("\"{name}\":"), &format!("\"{escaped}\":"));
            assert_eq!(write(&read(object.body, input.as_bytes()).value), object.with(""));
        }
    }
}

/// Among many members a name is looked for in another way than among few.
#[test]
fn a_repeated_name_is_found_among_many() {
    for count in [15, 16, 17, 18, 64, 255] {
        let names: Vec<String> = (0..count).map(|number| format!("n{number}")).collect();
        let members: String = names.iter().map(|name| format!("\"{name}\":0,")).collect();
        let body = format!("{{{members}\"n\":0}}");
        let read = json::decode::<Package1>(body.as_bytes(), &Options::strict()).unwrap().value;
        assert_eq!(read.extensions.len(), count + 1);
        for name in &names {
            for again in [name.clone(), name.replace('n', "\\u006e")] {
                let body = format!("{{{members}\"{again}\":0}}");
                let error = json::decode::<Package1>(body.as_bytes(), &Options::default()).unwrap_err();
                assert_eq!(
                    (error.kind(), error.offset()),
                    (DecodeErrorKind::RepeatedMember, 1 + members.len())
                );
            }
        }
    }
}

/// A name that its object defines would be read as something else: it is not written, whether the member itself is or not.
#[test]
fn a_name_that_collides_is_refused_at_every_object() {
    for object in OBJECTS {
        for name in object.defines {
            let mut value = object.bare();
            (object.find)(&mut value).insert("before", Json::from(1));
            (object.find)(&mut value).insert(*name, Json::null());
            let mut out = b"as it was".to_vec();
            let error = value.encode_into(&mut out, &tolerant()).unwrap_err();
            let text = "an extension has the name of a member of its object";
            let expected =
                if object.path.is_empty() { text.to_owned() } else { format!("{text} ({})", object.path) };
            assert_eq!(error.to_string(), expected, "{name}");
            assert_eq!(error.path(), object.path);
            assert_eq!(out, b"as it was");
            // The same without it is fine.
            (object.find)(&mut value).remove(name);
            assert_eq!(write(&value), object.with(r#","before":1"#));
        }
        let every = ["MOS", "Alert", "DDF", "MOID", "MIID", "CMD", "Status", "sc", "URI", "ClientURI", "CV"];
        let every = every.iter().chain(ALERT).chain(&["MOData"]);
        for name in every.filter(|name| !object.defines.contains(name)) {
            let mut value = object.bare();
            (object.find)(&mut value).insert(*name, Json::null());
            let written = write(&value);
            assert_eq!(written, object.with(&format!(",\"{name}\":null")));
            assert_eq!(read(object.body, written.as_bytes()).value, value);
        }
        for name in object.defines {
            for near in
                [name.to_lowercase() + "x", format!("{name} "), format!("\u{0}{name}"), name[1..].to_owned()]
            {
                let mut value = object.bare();
                (object.find)(&mut value).insert(near, Json::null());
                assert_eq!(read(object.body, write(&value).as_bytes()).value, value);
            }
        }
    }
}

/// What is inserted, replaced and taken out is where it should be when it is written.
#[test]
fn insert_replace_and_remove_keep_the_order() {
    for object in OBJECTS {
        let mut value = object.bare();
        let extensions = (object.find)(&mut value);
        assert!(extensions.is_empty());
        for (n, name) in ["c", "a", "b", "\"\n"].into_iter().enumerate() {
            assert_eq!(extensions.insert(name, Json::from(n as u64)), None);
        }
        assert_eq!(extensions.insert("a", Json::string("new")), Some(Json::from(1)));
        assert_eq!(extensions.remove("c"), Some(Json::from(0)));
        assert_eq!(extensions.remove("c"), None);
        assert_eq!(extensions.len(), 3);
        assert_eq!(extensions.insert("c", Json::object([("c", Json::null())])), None);
        let expected = object.with(r#","a":"new","b":2,"\"\n":3,"c":{"c":null}"#);
        assert_eq!(write(&value), expected);
        assert_eq!(read(object.body, expected.as_bytes()).value, value);
    }
}

/// Errors and warnings inside an extension are those of its place.
#[test]
fn what_is_broken_in_an_extension_is_told_with_its_path() {
    for object in OBJECTS {
        for (members, text, path) in [
            (r#","x":[{"y":^}]"#, "expected a value, found `}`", "x[0]"),
            (r#","x":{"y":[1,^01]}"#, "a number has a leading zero", "x.y[1]"),
            (r#","x":"^\q""#, r"`\` begins no escape of JSON", "x"),
        ] {
            let (input, offset) = marked(&object.with(members));
            let error = object.body.decode(&input, &tolerant()).unwrap_err().to_string();
            assert_eq!(error, placed(text, offset, &object.path_to(path)));
        }
    }
}

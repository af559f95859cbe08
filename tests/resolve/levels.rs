//! What `Levels` leaves out.

use super::{collected, memory, read};
use serde_json::{Map, Value, json};

/// Two instances; the first has five levels.
const TREE: &str = r#"[
    {"ClientURI":"urn:x/deep/","MOData":{"X":{
        "z":{"b":{"c":{"d":"five","e":1.50},"f":"four"},"g":{}},"h":null,"a":true}}},
    {"ClientURI":"urn:y//","MOData":{"Y":{"k":{"l":{}}}}}
]"#;

fn record(uri: &str, data: &str) -> String {
    format!(r#"[{{"ClientURI":"{uri}","MOData":{data}}}]"#)
}

#[test]
fn each_level_by_hand() {
    let tree = read(TREE);
    let full = r#"{"X":{"z":{"b":{"c":{"d":"five","e":1.50},"f":"four"},"g":{}},"h":null,"a":true}}"#;
    for (levels, data) in [
        ("Levels=0", r#"{"X":{}}"#),
        ("Levels=1", r#"{"X":{"z":{},"h":null,"a":true}}"#),
        ("Levels=2", r#"{"X":{"z":{"b":{},"g":{}},"h":null,"a":true}}"#),
        ("Levels=3", r#"{"X":{"z":{"b":{"c":{},"f":"four"},"g":{}},"h":null,"a":true}}"#),
        ("Levels=4", full),
        ("Levels=5", full),
        ("Levels=4294967295", full),
        ("none", full),
    ] {
        let expected = record("urn:x/deep/", data);
        assert_eq!(collected(&tree, &format!("urn:x/deep/?{levels}")), expected, "{levels}");
        assert_eq!(collected(&tree, &format!("urn:x/*/?a=b&{levels}")), expected, "{levels}");
        assert_eq!(collected(&memory(TREE), &format!("urn:x//?{levels}")), expected, "{levels}");
    }
}

#[test]
fn levels_count_from_the_node() {
    let tree = read(TREE);
    for (uri, data) in [
        ("urn:x/deep/z?Levels=0", r#"{"z":{}}"#),
        ("urn:x/deep/z?Levels=1", r#"{"z":{"b":{},"g":{}}}"#),
        ("urn:x/deep/z/b/c?Levels=1", r#"{"c":{"d":"five","e":1.50}}"#),
        ("urn:x/deep/z/b/c/e?Levels=0", r#"{"e":1.50}"#),
        ("urn:x/deep/z/g?Levels=7", r#"{"g":{}}"#),
    ] {
        assert_eq!(collected(&tree, uri), record(uri.split('?').next().unwrap(), data), "{uri}");
    }
}

#[test]
fn of_a_star_alone_no_levels_is_none() {
    let records = |x: &str, y: &str| {
        format!(
            r#"[{{"ClientURI":"urn:x/deep/","MOData":{{"X":{x}}}}},{{"ClientURI":"urn:y//","MOData":{{"Y":{y}}}}}]"#
        )
    };
    let tree = read(TREE);
    assert_eq!(collected(&tree, "*"), records("{}", "{}"));
    assert_eq!(collected(&tree, "*?flag"), records("{}", "{}"));
    assert_eq!(collected(&tree, "*?Levels=0"), records("{}", "{}"));
    assert_eq!(collected(&tree, "*?Levels=1"), records(r#"{"z":{},"h":null,"a":true}"#, r#"{"k":{}}"#));
    assert_eq!(
        collected(&tree, "*?Levels=9"),
        records(
            r#"{"z":{"b":{"c":{"d":"five","e":1.50},"f":"four"},"g":{}},"h":null,"a":true}"#,
            r#"{"k":{"l":{}}}"#
        )
    );
}

/// A node of which so many levels are left.
fn cut(node: &Value, levels: u32) -> Value {
    match (node, levels) {
        (Value::Object(_), 0) => json!({}),
        (Value::Object(members), _) => members
            .iter()
            .map(|(name, node)| (name.clone(), cut(node, levels - 1)))
            .collect::<Map<_, _>>()
            .into(),
        (leaf, _) => leaf.clone(),
    }
}

/// The records of a document, each node cut.
fn cut_records(document: &str, levels: u32) -> Value {
    let mut document: Value = serde_json::from_str(document).unwrap();
    for record in document.as_array_mut().unwrap() {
        for node in record["MOData"].as_object_mut().unwrap().values_mut() {
            *node = cut(node, levels);
        }
    }
    document
}

#[test]
fn levels_are_the_full_data_cut() {
    let tree = read(TREE);
    let mut records = 0;
    for path in ["", "/*", "/*/*", "/*/*/*", "/*/*/*/*", "/z", "/*/b", "/z/*/c"] {
        for moid in ["urn:x/*", "urn:y/*"] {
            let uri = format!("{moid}{path}");
            let full = collected(&tree, &uri);
            for levels in 0..=6 {
                let some: Value =
                    serde_json::from_str(&collected(&tree, &format!("{uri}?Levels={levels}"))).unwrap();
                assert_eq!(some, cut_records(&full, levels), "{uri} {levels}");
                records += some.as_array().unwrap().len();
            }
        }
    }
    assert_eq!(records, 7 * (2 + 4 + 3 + 3 - 1 + 2 + 1 + 1 + 1));
    let full = collected(&tree, "*?Levels=4294967295");
    for levels in 0..=6 {
        let some: Value = serde_json::from_str(&collected(&tree, &format!("*?Levels={levels}"))).unwrap();
        assert_eq!(some, cut_records(&full, levels), "{levels}");
    }
}

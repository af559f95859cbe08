//! DELETE, and what HGET stores, on a tree in memory.

use super::{addressed, collected, memory, read};
use omadm::{
    Address, Limits, Options,
    address::{AddressErrorKind as Kind, MemoryTree, deleted_by},
};
use serde_json::Value;

const TREE: &str = r#"[
    {"ClientURI":"urn:x/a/","CV":"a1","MOData":{"X":{"l":{"1":{"k":"p","v":1},"2":{"k":"q","v":2},"3":{}},"m":0}}},
    {"ClientURI":"urn:x/b/","CV":"b1","MOData":{"X":{"l":{"1":{"k":"p"}},"n":{"o":{"p":{"q":true}}}}}},
    {"ClientURI":"urn:y//","CV":"y1","MOData":{"Y":{"s":"t"}}}
]"#;

fn options() -> Options {
    Options::default()
}

fn at(address: &str) -> Address<'_> {
    Address::parse(address).expect(address)
}

/// Everything there is.
fn all(tree: &MemoryTree) -> Value {
    serde_json::from_str(&collected(tree, "*?Levels=4294967295")).unwrap()
}

/// DELETE that is refused changes nothing.
fn refused(tree: &mut MemoryTree, address: &str, status: u16, text: &str) {
    let before = tree.clone();
    let error = tree.delete(&at(address), &options()).expect_err(address);
    assert_eq!((error.dm_status().as_u16(), error.to_string().as_str()), (status, text), "{address}");
    assert_eq!(*tree, before, "{address}");
}

/// A document's node at an address without escapes: what holds it, and its name there.
fn node_at<'v>(document: &'v mut Value, address: &str) -> (&'v mut Value, String) {
    let mut parts = address.split('/');
    let (moid, name) = (parts.next().unwrap(), parts.next().unwrap());
    let uri = format!("{moid}/{name}/");
    let records = document.as_array_mut().unwrap();
    let record = records.iter_mut().find(|record| record["ClientURI"] == uri.as_str()).unwrap();
    let (mut name, data) = record["MOData"].as_object_mut().unwrap().iter_mut().next().unwrap();
    let (mut holder, mut path) = (data, parts.filter(|part| !part.is_empty()).peekable());
    let mut last = name.clone();
    while let Some(part) = path.next() {
        last = part.to_owned();
        if path.peek().is_some() {
            holder = &mut holder[part];
        }
    }
    name = &last;
    let name = name.clone();
    (holder, name)
}

/// Every node below the roots.
fn every_node(tree: &MemoryTree) -> Vec<String> {
    let mut nodes = Vec::new();
    for depth in 1.. {
        let found =
            ["urn:x", "urn:y"].map(|moid| addressed(tree, &format!("{moid}/*{}", "/*".repeat(depth))));
        if found.iter().all(Vec::is_empty) {
            return nodes;
        }
        nodes.extend(found.concat());
    }
    nodes
}

#[test]
fn deleting_any_node() {
    let whole = memory(TREE);
    let nodes = every_node(&whole);
    assert_eq!(nodes.len(), 9 + 7 + 1);
    for node in nodes {
        let mut tree = whole.clone();
        assert_eq!(tree.delete(&at(&node), &options()), Ok(1), "{node}");
        let mut expected = all(&whole);
        let (holder, name) = node_at(&mut expected, &node);
        assert!(holder.as_object_mut().unwrap().remove(&name).is_some(), "{node}");
        let uri = node.splitn(3, '/').take(2).collect::<Vec<_>>().join("/") + "/";
        let records = expected.as_array_mut().unwrap();
        let record = records.iter_mut().find(|record| record["ClientURI"] == uri.as_str()).unwrap();
        // The validator is not that of what is there now.
        assert!(record.as_object_mut().unwrap().remove("CV").is_some());
        assert_eq!(all(&tree), expected, "{node}");
        // What is left is a tree as any other.
        assert_eq!(every_node(&tree).len(), every_node(&memory(&expected.to_string())).len());
    }
}

#[test]
fn deleting_several() {
    let mut tree = memory(TREE);
    assert_eq!(tree.delete(&at("urn:x/*/l/1"), &options()), Ok(2));
    assert_eq!(addressed(&tree, "urn:x/*/l/*"), ["urn:x/a/l/2", "urn:x/a/l/3"]);
    assert_eq!(addressed(&tree, "urn:x/*/*"), ["urn:x/a/l", "urn:x/a/m", "urn:x/b/l", "urn:x/b/n"]);
    assert_eq!(tree.delete(&at("urn:x/*/*/*"), &options()), Ok(3));
    assert_eq!(addressed(&tree, "urn:x/*/*"), ["urn:x/a/l", "urn:x/a/m", "urn:x/b/l", "urn:x/b/n"]);
    assert_eq!(tree.delete(&at("urn:x/(q)/*?nv=(q)/m:0&Levels=0&flag"), &options()), Ok(2));
    assert_eq!(addressed(&tree, "urn:x/*/*"), ["urn:x/b/l", "urn:x/b/n"]);
    assert_eq!(tree.delete(&at("urn:x/a?cv=other"), &options()), Ok(1));
    assert_eq!(addressed(&tree, "*"), ["urn:x/b/", "urn:y//"]);
    assert_eq!(tree.delete(&at("urn:y//"), &options()), Ok(1));
    assert_eq!(tree.delete(&at("urn:x/*/"), &options()), Ok(1));
    assert_eq!(tree, MemoryTree::new());
}

/// They count where data is read. What is replaced, deleted or executed is the same node with them, of any validator.
#[test]
fn levels_and_cv_change_nothing_where_nothing_is_read() {
    let whole = memory(TREE);
    let data = read(r#"[{"ClientURI":"urn:elsewhere//","MOData":{"new":{"r":1}}}]"#);
    for node in every_node(&whole) {
        let change = |address: &str| {
            let (mut replaced, mut deleted) = (whole.clone(), whole.clone());
            let stored = replaced.replace(&at(address), &data, &options()).unwrap();
            deleted.delete(&at(address), &options()).unwrap();
            (stored.to_string(), replaced, deleted)
        };
        let plain = change(&node);
        for query in ["Levels=0", "Levels=1", "cv=a1", "cv=b1&Levels=0", "Levels=2&cv=other"] {
            let address = format!("{node}?{query}");
            assert_eq!(change(&address), plain, "{address}");
            assert_eq!(addressed(&whole, &address), addressed(&whole, &node), "{address}");
        }
    }
}

#[test]
fn deleting_what_is_not_there() {
    let mut tree = memory(TREE);
    refused(&mut tree, "urn:x/c/", 404, "no instance of this name at byte 6 (urn:x/c)");
    refused(&mut tree, "urn:x/a/o", 404, "no node of this name at byte 8 (urn:x/a/o)");
    refused(&mut tree, "urn:x//", 404, "several instances where one is meant at byte 6 (urn:x//)");
    refused(&mut tree, "urn:x/*/o", 404, "nothing is addressed at byte 0 (urn:x/*/o)");
    refused(&mut tree, "urn:z/*/", 404, "nothing is addressed at byte 0 (urn:z/*/)");
    refused(&mut tree, "urn:x/a/m/*", 404, "nothing is addressed at byte 0 (urn:x/a/m/*)");
    let text = "several candidates for (q): nv=(q)/k:p at byte 14 (urn:x/b/l/(q))";
    let mut twice = memory(&TREE.replace(r#""l":{"1":{"k":"p"}}"#, r#""l":{"1":{"k":"p"},"2":{"k":"p"}}"#));
    refused(&mut twice, "urn:x/*/l/(q)?nv=(q)/k:p", 404, text);
}

#[test]
fn deleting_what_is_permanent() {
    const TEXT: &str = "a permanent node would be deleted";
    let mut tree = memory(TREE);
    tree.make_permanent(&at("urn:x/b/n/o"), &options()).unwrap();
    refused(&mut tree, "urn:x/b/n/o", 405, &format!("{TEXT} at byte 10 (urn:x/b/n/o)"));
    // One of several, and what holds one.
    refused(&mut tree, "urn:x/*/*", 405, &format!("{TEXT} at byte 8 (urn:x/b/n)"));
    refused(&mut tree, "urn:x/b/", 405, &format!("{TEXT} at byte 6 (urn:x/b/)"));
    refused(&mut tree, "urn:x/*/", 405, &format!("{TEXT} at byte 6 (urn:x/b/)"));
    // What is wrong with the address goes before.
    refused(&mut tree, "urn:x/b/n/q", 404, "no node of this name at byte 10 (urn:x/b/n/q)");
    // What lies below it, or beside it, is not permanent.
    assert_eq!(tree.delete(&at("urn:x/b/n/*/p"), &options()), Ok(1));
    assert_eq!(tree.delete(&at("urn:x/*/l"), &options()), Ok(2));
    // What the server may not see counts all the same.
    tree.hide(&at("urn:x/b/n/o"), &options()).unwrap();
    refused(&mut tree, "urn:x/b/n", 405, &format!("{TEXT} at byte 8 (urn:x/b/n)"));
    refused(&mut tree, "urn:x/b/n/o", 404, "no node of this name at byte 10 (urn:x/b/n/o)");
}

#[test]
fn deleting_counts_the_nodes_below() {
    let tree = memory(TREE);
    let limited = |nodes: usize| Options::default().with_limits(Limits::default().with_nodes(nodes));
    // Three instances, of which one is found, and the nine nodes below its root.
    assert_eq!(deleted_by(&tree, &at("urn:x/a/"), &limited(3 + 9)).map(|nodes| nodes.len()), Ok(1));
    let error = deleted_by(&tree, &at("urn:x/a/"), &limited(3 + 8)).unwrap_err();
    assert_eq!(error.to_string(), "more nodes looked at than allowed at byte 6 (urn:x/a/)");
    assert_eq!(error.dm_status().as_u16(), 413);
}

#[test]
fn replacing_any_node() {
    let whole = memory(TREE);
    for (new, value) in
        [(r#"{"new":7}"#, "7"), (r#"{"new":{"r":{"s":1},"t":{}}}"#, r#"{"r":{"s":1},"t":{}}"#)]
    {
        let text = format!(r#"[{{"ClientURI":"urn:elsewhere//","CV":"e","MOData":{new}}}]"#);
        for node in every_node(&whole) {
            let mut tree = whole.clone();
            let stored = tree.replace(&at(&node), &read(&text), &options()).unwrap();
            assert_eq!(stored, node.as_str());
            let mut expected = all(&whole);
            let (holder, name) = node_at(&mut expected, &node);
            holder[name] = serde_json::from_str(value).unwrap();
            let (mut tree, mut expected) = (all(&tree), expected);
            for document in [&mut tree, &mut expected] {
                document.as_array_mut().unwrap().iter_mut().for_each(|record| record["CV"] = Value::Null);
            }
            assert_eq!(tree, expected, "{node}");
        }
    }
}

#[test]
fn replacing_a_root() {
    let mut tree = memory(TREE);
    let data = read(r#"[{"ClientURI":"urn:x/c/","CV":"new","MOData":{"Z":{"m":1}}}]"#);
    assert_eq!(tree.replace(&at("urn:x/(q)/?nv=(q)/m:0"), &data, &options()).unwrap(), "urn:x/a/");
    let expected = r#"[{"ClientURI":"urn:x/a/","CV":"new","MOData":{"X":{"m":1}}}]"#;
    assert_eq!(collected(&tree, "urn:x/a/"), expected);
    // A part of an instance leaves it without a validator.
    tree.replace(&at("urn:x/a/m"), &data, &options()).unwrap();
    assert_eq!(collected(&tree, "urn:x/a/"), r#"[{"ClientURI":"urn:x/a/","MOData":{"X":{"m":{"m":1}}}}]"#);
}

#[test]
fn replacing_needs_one_place_and_one_node() {
    let one = read(r#"[{"ClientURI":"urn:x/c/","MOData":{"Z":{"m":1}}}]"#);
    let two = read(TREE);
    let none = read("[]");
    let tolerant = |text| omadm::json::decode::<omadm::ManagementData>(text, &options()).unwrap().value;
    let double = tolerant(br#"[{"ClientURI":"urn:x/c/","MOData":{"a":1,"b":2}}]"#);
    let mut permanent = memory(TREE);
    permanent.make_permanent(&at("urn:x/a/l/2/v"), &options()).unwrap();
    let before = permanent.clone();
    for (address, data, kind, status) in [
        ("urn:x/c/", &one, Kind::NoInstance, 404),
        ("urn:x/a/z", &one, Kind::NoNode, 404),
        ("urn:x/*/z", &one, Kind::Nothing, 404),
        ("urn:x/*/l", &one, Kind::SeveralTargets, 404),
        ("urn:x/a/m", &two, Kind::NotOneNode, 400),
        ("urn:x/a/m", &none, Kind::NotOneNode, 400),
        ("urn:x/a/m", &double, Kind::NotOneNode, 400),
        ("urn:x/a/l", &one, Kind::Permanent, 405),
    ] {
        let error = permanent.replace(&at(address), data, &options()).expect_err(address);
        assert_eq!((error.kind(), error.dm_status().as_u16()), (kind, status), "{address}");
        assert_eq!(permanent, before, "{address}");
    }
    // The last of what is below counts as the first does.
    permanent.make_permanent(&at("urn:x/b/n/o/p/q"), &options()).unwrap();
    let error = permanent.replace(&at("urn:x/b/n/o/p"), &one, &options()).unwrap_err();
    assert_eq!((error.kind(), error.place()), (Kind::Permanent, "urn:x/b/n/o/p"));
    // What is permanent itself can be replaced, and stays so.
    permanent.make_permanent(&at("urn:x/a/l/1"), &options()).unwrap();
    permanent.replace(&at("urn:x/a/l/1"), &one, &options()).unwrap();
    permanent.replace(&at("urn:x/a/l/2/v"), &one, &options()).unwrap();
    let error = permanent.delete(&at("urn:x/a/l/2/v"), &options()).unwrap_err();
    assert_eq!(error.kind(), Kind::Permanent);
}

#[test]
fn storing_where_the_data_says() {
    let mut tree = memory(TREE);
    let text = r#"[
        {"ClientURI":"urn:x/c/","CV":"c1","MOData":{"X":{"d":{}}}},
        {"ClientURI":"urn:x/c/%64/(e","MOData":{"(e":{"f":1}}},
        {"ClientURI":"urn:x/c/d/(e/g","MOData":{"g":2}},
        {"ClientURI":"urn:x/b/l","MOData":{"l":3}},
        {"ClientURI":"urn:y//","MOData":{"Y":{"u":4}}},
        {"ClientURI":"urn:z/only/","MOData":{"Z":{}}},
        {"ClientURI":"urn:z//h?Levels=1","MOData":{"g":5}}
    ]"#;
    let data = read(text);
    let stored = tree.store(&data, &options()).unwrap();
    let places =
        ["urn:x/c/", "urn:x/c/d/(e", "urn:x/c/d/(e/g", "urn:x/b/l", "urn:y//", "urn:z/only/", "urn:z/only/h"];
    assert_eq!(stored, places);
    let expected = r#"[{"ClientURI":"urn:x/b/","MOData":{"X":{"l":3,"n":{"o":{}}}}}]"#;
    assert_eq!(collected(&tree, "urn:x/b/?Levels=2"), expected);
    let expected = r#"[{"ClientURI":"urn:x/c/","MOData":{"X":{"d":{"(e":{}}}}}]"#;
    assert_eq!(collected(&tree, "urn:x/c/?Levels=2"), expected);
    let expected = r#"[{"ClientURI":"urn:x/c/d/(e","MOData":{"(e":{"f":1,"g":2}}}]"#;
    assert_eq!(collected(&tree, "urn:x/c/d/(e"), expected);
    assert_eq!(collected(&tree, "urn:y//"), r#"[{"ClientURI":"urn:y//","MOData":{"Y":{"u":4}}}]"#);
    assert_eq!(collected(&tree, "urn:z//"), r#"[{"ClientURI":"urn:z/only/","MOData":{"Z":{"h":5}}}]"#);
    assert_eq!(addressed(&tree, "*"), ["urn:x/a/", "urn:x/b/", "urn:y//", "urn:x/c/", "urn:z/only/"]);
}

#[test]
fn storing_beside_nodes_of_the_same_name() {
    // A name is taken by a sibling only: not by what follows the parent, nor by what is below a sibling.
    let mut tree =
        memory(r#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":{"c":{"d":{"b":1}},"e":{"b":1}},"b":2}}}]"#);
    tree.store(&read(r#"[{"ClientURI":"urn:x//a/b","MOData":{"b":3}}]"#), &options()).unwrap();
    let expected =
        r#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":{"c":{"d":{"b":1}},"e":{"b":1},"b":3},"b":2}}}]"#;
    assert_eq!(collected(&tree, "urn:x//"), expected);
}

#[test]
fn storing_says_what_is_missing_in_the_address_as_it_is_written() {
    let mut tree = memory(TREE);
    let data = read(r#"[{"ClientURI":"urn:x/%61/%6c/none/n","MOData":{"n":1}}]"#);
    let error = tree.store(&data, &options()).unwrap_err();
    assert_eq!(error.to_string(), "no node of this name at byte 14 (urn:x/a/l/none)");
}

#[test]
fn storing_looks_at_no_more_nodes_than_allowed() {
    let limited = |nodes| Options::default().with_limits(Limits::default().with_nodes(nodes));
    let tree = memory(r#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":{},"b":{"c":1}}}}]"#);
    let data = read(r#"[{"ClientURI":"urn:x//b/d","MOData":{"d":1}}]"#);
    // However far it comes, it is too much that is looked at; nothing is taken for missing.
    let needed = (0..).find(|&nodes| tree.clone().store(&data, &limited(nodes)).is_ok()).unwrap();
    assert!(needed > 8, "{needed}");
    for nodes in 0..needed {
        let error = tree.clone().store(&data, &limited(nodes)).unwrap_err();
        assert_eq!(error.dm_status().as_u16(), 413, "{nodes}: {error}");
    }
    // Nor is it asked what there is to store.
    let tolerant = omadm::json::decode::<omadm::ManagementData>(
        br#"[{"ClientURI":"urn:x//b/d","MOData":{"d":1,"e":2}}]"#,
        &options(),
    );
    let error = tree.clone().store(&tolerant.unwrap().value, &limited(0)).unwrap_err();
    assert_eq!(error.dm_status().as_u16(), 413, "{error}");
}

#[test]
fn a_tree_that_says_nothing_of_it_has_no_permanent_nodes() {
    let data = read(TREE);
    assert_eq!(deleted_by(&data, &at("urn:x/*/l/1"), &options()).map(|nodes| nodes.len()), Ok(2));
}

#[test]
fn storing_is_all_or_nothing() {
    let mut tree = memory(TREE);
    tree.hide(&at("urn:x/a/m"), &options()).unwrap();
    let before = tree.clone();
    for (last, kind, status) in [
        (r#"{"ClientURI":"urn:x/a/none/n","MOData":{"n":1}}"#, Kind::NoNode, 404),
        (r#"{"ClientURI":"urn:x/a/l/1/k/n","MOData":{"n":1}}"#, Kind::NoNode, 404),
        (r#"{"ClientURI":"urn:x/none/n","MOData":{"n":1}}"#, Kind::NoInstance, 404),
        (r#"{"ClientURI":"urn:x//n","MOData":{"n":1}}"#, Kind::SeveralInstances, 404),
        (r#"{"ClientURI":"urn:x//","MOData":{"X":{}}}"#, Kind::SeveralInstances, 404),
        // Hidden: it cannot be replaced, and not be added either.
        (r#"{"ClientURI":"urn:x/a/m","MOData":{"m":1}}"#, Kind::NoNode, 404),
        // Beside an instance without a name there is no other.
        (r#"{"ClientURI":"urn:y/named/","MOData":{"Y":1}}"#, Kind::NoInstance, 404),
        (r#"{"MOData":{"m":1}}"#, Kind::NoClientUri, 400),
        (r#"{"ClientURI":"urn:x/a/n","MOData":{"m":1,"n":1}}"#, Kind::NotOneNode, 400),
        (r#"{"ClientURI":"urn:x/d/","MOData":{}}"#, Kind::NotOneNode, 400),
    ] {
        let text = format!(r#"[{{"ClientURI":"urn:x/a/l","MOData":{{"l":1}}}},{last}]"#);
        let data = omadm::json::decode::<omadm::ManagementData>(text.as_bytes(), &options()).unwrap().value;
        let error = tree.store(&data, &options()).expect_err(last);
        assert_eq!((error.kind(), error.dm_status().as_u16()), (kind, status), "{last}");
        assert_eq!(tree, before, "{last}");
    }
    // Whether an instance is there is not known if it cannot be looked for.
    let few = Options::default().with_limits(Limits::default().with_nodes(2));
    let data = read(r#"[{"ClientURI":"urn:x/new/","MOData":{"X":1}}]"#);
    let error = tree.store(&data, &few).unwrap_err();
    assert_eq!(error.to_string(), "more nodes looked at than allowed at byte 6 (urn:x/new)");
    assert_eq!(tree, before);
    let few = Options::default().with_limits(Limits::default().with_nodes(5));
    let data =
        read(r#"[{"ClientURI":"urn:x/a/l","MOData":{"l":1}},{"ClientURI":"urn:x/b/l","MOData":{"l":1}}]"#);
    let error = tree.store(&data, &few).unwrap_err();
    assert_eq!((error.dm_status().as_u16(), &tree), (413, &before));
}

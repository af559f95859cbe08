//! Names: as they are in the tree, percent-encoded in a ClientURI, escaped in JSON. And the law of addresses.

use super::{addressed, found, memory, read};
use omadm::{
    ClientUri, Options,
    address::{AddressErrorKind, MemoryTree, Tree, collect, resolve},
    error::ParseErrorKind,
};

/// Names that a ClientURI has to escape, that only look like something else, and that JSON escapes.
const TREE: &str = r#"[
    {"ClientURI":"urn:x/%2A/","MOData":{"X":{
        "*":{"(y)":"star"},"(y)":{"*":"letter"},"a/b":1,"a%2Fb":2,"a":{"b":3},"\u00e9\n\"\\":4,"é":5,
        " ":6,"&:=?#[]":{"~":7},"\u0061a":8,"日本":{"\ud83d\ude00":9},".":10,"..":11,"+":12,"%":13}}},
    {"ClientURI":"urn:x/(y%29/","MOData":{"X":{"\u0000":1}}},
    {"ClientURI":"urn:%C3%A9/a%20b/","MOData":{"X":{"a b":1}}},
    {"ClientURI":"urn:only//","MOData":{"Only":{"n":{"m":1}}}}
]"#;

#[test]
fn names_compare_decoded() {
    let tree = read(TREE);
    for (uri, address) in [
        ("urn:x/%2a/%2A/%28y)", "urn:x/%2A/%2A/%28y%29"),
        ("urn:x/%2A/(y%29/%2a", "urn:x/%2A/%28y%29/%2A"),
        ("urn:x/%2A/a%2Fb", "urn:x/%2A/a%2Fb"),
        ("urn:x/%2A/a%252Fb", "urn:x/%2A/a%252Fb"),
        ("urn:x/%2A/a/b", "urn:x/%2A/a/b"),
        ("urn:x/%2A/%61/%62", "urn:x/%2A/a/b"),
        ("urn:x/%2A/%c3%a9%0a%22%5c", "urn:x/%2A/%C3%A9%0A%22%5C"),
        ("urn:x/%2A/%C3%A9", "urn:x/%2A/%C3%A9"),
        ("urn:x/%2A/%20", "urn:x/%2A/%20"),
        ("urn:x/%2A/&:=%3f%23%5b%5d/~", "urn:x/%2A/&:=%3F%23%5B%5D/~"),
        ("urn:x/%2A/aa", "urn:x/%2A/aa"),
        ("urn:x/%2A/%E6%97%A5%E6%9C%AC/%F0%9F%98%80", "urn:x/%2A/%E6%97%A5%E6%9C%AC/%F0%9F%98%80"),
        ("urn:x/%2A/.", "urn:x/%2A/."),
        ("urn:x/%2A/%2e%2E", "urn:x/%2A/.."),
        ("urn:x/%2A/%2B", "urn:x/%2A/+"),
        ("urn:x/%2A/%25", "urn:x/%2A/%25"),
        ("urn:x/%28y)/", "urn:x/%28y%29/"),
        ("urn:%C3%A9/a%20b/a%20b", "urn:%C3%A9/a%20b/a%20b"),
    ] {
        assert_eq!(addressed(&tree, uri), [address], "{uri}");
        assert_eq!(addressed(&memory(TREE), uri), [address], "{uri}");
    }
    // MOIDs compare as they are written.
    let error = found(&tree, "urn:%c3%a9/a%20b/").1.unwrap();
    assert_eq!(error.kind(), AddressErrorKind::NoMoid);
    for none in
        ["urn:x/%2A/a%2fB", "urn:x/%2A/AA", "urn:x/%2A/%C3%A9%0A", "urn:x/%2A/aaa", "urn:x/%2A/u0061a"]
    {
        assert_eq!(found(&tree, none).1.expect(none).kind(), AddressErrorKind::NoNode, "{none}");
    }
}

/// The law: what is found, is found again at its address, alone.
fn law<'t, T: Tree>(tree: &'t T, uri: &str, name: impl Fn(&T::Node<'t>) -> String) -> usize {
    let uri = ClientUri::parse(uri).unwrap();
    let mut found = resolve(tree, &uri, &Options::default());
    let mut count = 0;
    while let Some(node) = found.next() {
        let (node, address) = (node.unwrap(), found.address().unwrap());
        assert!(address.is_concrete() && !address.is_short(), "{address}");
        let again: Vec<_> = resolve(tree, &address, &Options::default()).collect::<Result<_, _>>().unwrap();
        assert_eq!(again.iter().map(&name).collect::<Vec<_>>(), [name(&node)], "{address}");
        // What is collected there is one record, and says where it was.
        let collected = collect(tree, std::slice::from_ref(&address), &Options::default()).unwrap();
        assert_eq!(collected.data.records.len(), 1);
        assert_eq!(collected.data.records[0].client_uri(), Some(&address));
        count += 1;
    }
    count
}

#[test]
fn resolving_an_address_gives_its_node_again() {
    let text = TREE.replace(r#"{"\u0000":1}"#, "{}");
    let (document, memory) = (read(&text), memory(&text));
    let mut count = 0;
    for uri in ["*", "urn:x/*/*", "urn:x/*/*/*", "urn:x/*/*/*/*", "urn:%C3%A9/*/*", "urn:only/*/*/*"] {
        // Where a node lies in memory tells it from every other.
        let nodes = law(&document, uri, |node| format!("{:p} {node:?}", node.as_str()));
        assert_eq!(law(&memory, uri, |node| format!("{node:?}")), nodes);
        count += nodes;
    }
    assert_eq!(count, 4 + 15 + 5 + 1 + 1);
}

#[test]
fn a_node_that_cannot_be_named_is_found_but_not_collected() {
    let tree = read(TREE);
    let uri = ClientUri::parse("urn:x/%28y%29/*").unwrap();
    let mut found = resolve(&tree, &uri, &Options::default());
    assert_eq!(found.next().unwrap().unwrap().name(), "\0");
    let error = found.address().unwrap_err();
    assert_eq!(error.kind(), AddressErrorKind::Name(ParseErrorKind::EscapedNul));
    assert_eq!(
        error.to_string(),
        "no ClientURI can name the node: a percent-encoded NUL at byte 14 (urn:x/%28y%29/%00)"
    );
    assert_eq!(error.dm_status().as_u16(), 500);
    assert_eq!(collect(&tree, std::slice::from_ref(&uri), &Options::default()).unwrap_err(), error);
    assert_eq!(found.addresses().count(), 0);
    let mut addresses = resolve(&tree, &uri, &Options::default()).addresses();
    assert_eq!(addresses.next(), Some(Err(error)));
    assert_eq!(addresses.next(), None);
}

#[test]
fn names_of_the_same_length_and_longer_ones() {
    // Each escape of JSON is as long as a name that is not meant.
    let tree = read(r#"[{"ClientURI":"urn:x//","MOData":{"X":{"a\\b":1,"\u0061":2,"\\u0062":3,"c\td":4}}}]"#);
    assert_eq!(addressed(&tree, "urn:x//*"), ["urn:x//a%5Cb", "urn:x//a", "urn:x//%5Cu0062", "urn:x//c%09d"]);
    for (uri, value) in [("a%5Cb", "1"), ("a", "2"), ("%61", "2"), ("%5Cu0062", "3"), ("c%09d", "4")] {
        let uri = format!("urn:x//{uri}");
        let uri = ClientUri::parse(&uri).unwrap();
        let node = resolve(&tree, &uri, &Options::default()).next().unwrap().unwrap();
        assert_eq!(node.as_str(), value, "{uri}");
    }
    for none in ["a%5C%5Cb", "b", "%5Cu0061", "c%5Ctd", "a%5C", "c%09", "c%09dd"] {
        assert!(found(&tree, &format!("urn:x//{none}")).1.is_some(), "{none}");
    }
}

#[test]
fn an_instance_without_a_name() {
    let mut tree = MemoryTree::new();
    tree.store(&read(TREE), &Options::default()).unwrap();
    assert_eq!(addressed(&tree, "urn:only//n/*"), ["urn:only//n/m"]);
    assert_eq!(addressed(&tree, "urn:only/*/"), ["urn:only//"]);
    assert_eq!(found(&tree, "urn:only/Only/").1.unwrap().kind(), AddressErrorKind::NoInstance);
}

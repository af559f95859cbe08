//! `*`: what it addresses, in which order, and what is passed over below it.

use super::{addressed, collected, found, memory, read};
use omadm::{Address, ClientUri, Options, address::resolve};

const TREE: &str = r#"[
    {"ClientURI":"urn:x/b/","MOData":{"X":{"L":{"2":{"K":"p","V":1},"1":{"K":"q","V":2}},"M":{}}}},
    {"ClientURI":"urn:y/only/","MOData":{"Y":{}}},
    {"ClientURI":"urn:x/a/","MOData":{"X":{"L":{"3":{"K":"p"}}}}},
    {"ClientURI":"urn:x/c/","MOData":{"X":{"N":"leaf"}}}
]"#;

#[test]
fn what_is_there_in_the_order_of_the_tree() {
    let tree = read(TREE);
    assert_eq!(addressed(&tree, "*"), ["urn:x/b/", "urn:y/only/", "urn:x/a/", "urn:x/c/"]);
    assert_eq!(addressed(&tree, "*?Levels=0&q"), addressed(&tree, "*"));
    assert_eq!(addressed(&tree, "urn:x/*/"), ["urn:x/b/", "urn:x/a/", "urn:x/c/"]);
    assert_eq!(addressed(&tree, "urn:x/*"), ["urn:x/b/", "urn:x/a/", "urn:x/c/"]);
    assert_eq!(addressed(&tree, "urn:x/b/*"), ["urn:x/b/L", "urn:x/b/M"]);
    assert_eq!(addressed(&tree, "urn:x/b/*/*/"), ["urn:x/b/L/2", "urn:x/b/L/1"]);
    let all = ["urn:x/b/L/2/K", "urn:x/b/L/2/V", "urn:x/b/L/1/K", "urn:x/b/L/1/V", "urn:x/a/L/3/K"];
    assert_eq!(addressed(&tree, "urn:x/*/*/*/*"), all);
    assert_eq!(addressed(&tree, "urn:x/*/*/*/K"), ["urn:x/b/L/2/K", "urn:x/b/L/1/K", "urn:x/a/L/3/K"]);
}

#[test]
fn nothing_is_no_error_below_a_star() {
    let tree = read(TREE);
    for nothing in [
        "urn:none/*/",
        "urn:none/*/a/(q)?nv=(q)/a:1",
        "urn:y/*/*",
        "urn:y/only/*",
        "urn:x/c/N/*",
        "urn:x/b/M/*/a",
        "urn:x/*/none",
        "urn:x/*/L/none/*",
        "urn:x/b/*/2/none",
    ] {
        assert_eq!(addressed(&tree, nothing), Vec::<String>::new(), "{nothing}");
    }
    // Above the star it is one.
    let error = found(&tree, "urn:x/c/L/*").1.unwrap();
    assert_eq!(error.to_string(), "no node of this name at byte 8 (urn:x/c/L)");
    let error = found(&tree, "urn:none/b/*").1.unwrap();
    assert_eq!(error.to_string(), "no instance of this MOID at byte 0 (urn:none)");
}

#[test]
fn branches_without_a_candidate_are_passed_over() {
    let tree = read(TREE);
    // Neither `c`, which has no L, nor `a`, whose L has no such child.
    assert_eq!(addressed(&tree, "urn:x/*/L/(q)/V?nv=(q)/K:q"), ["urn:x/b/L/1/V"]);
    // `a` has a candidate, but it has no V.
    assert_eq!(addressed(&tree, "urn:x/*/L/(q)/V?nv=(q)/K:p"), ["urn:x/b/L/2/V"]);
    assert_eq!(addressed(&tree, "urn:x/*/*/(q)/V?nv=(q)/K:p"), ["urn:x/b/L/2/V"]);
}

#[test]
fn several_candidates_are_an_error_below_a_star_too() {
    let text = TREE.replace(r#"{"3":{"K":"p"}}"#, r#"{"3":{"K":"p"},"4":{"K":"p"}}"#);
    let tree = read(&text);
    let (addresses, error) = found(&tree, "urn:x/*/L/(q)?nv=(q)/K:p");
    assert_eq!(addresses, ["urn:x/b/L/2"]);
    let error = error.unwrap();
    assert_eq!(error.to_string(), "several candidates for (q): nv=(q)/K:p at byte 14 (urn:x/a/L/(q))");
    assert_eq!(error.dm_status().as_u16(), 404);
}

#[test]
fn the_instance_goes_with_the_node() {
    let tree = read(TREE);
    let uri = ClientUri::parse("urn:x/*/L").unwrap();
    let mut found = resolve(&tree, &uri, &Options::default());
    let mut instances = Vec::new();
    while let Some(node) = found.next() {
        assert_eq!(node.unwrap().name(), "L");
        instances.push(found.instance().unwrap().record().client_uri().unwrap().as_str());
    }
    assert_eq!(instances, ["urn:x/b/", "urn:x/a/"]);
}

#[test]
fn a_record_that_is_no_instance_is_not_there() {
    let text = r#"[
        {"ClientURI":"urn:x//a","MOData":{"a":1}},
        {"ClientURI":"urn:x//","MOData":{"one":{},"two":{}}},
        {"MOData":{"one":{}}},
        {"ClientURI":"urn:x/only?Levels=3","MOData":{"X":{"a":1}}}
    ]"#;
    let tree = omadm::json::decode::<omadm::ManagementData>(text.as_bytes(), &Options::default()).unwrap();
    assert_eq!(addressed(&tree.value, "*"), ["urn:x/only/"]);
    assert_eq!(addressed(&tree.value, "urn:x//a"), ["urn:x/only/a"]);
}

#[test]
fn what_is_hidden_is_not_there() {
    let mut tree = memory(TREE);
    let hide = |tree: &mut omadm::address::MemoryTree, address: &str| {
        tree.hide(&Address::parse(address).unwrap(), &Options::default()).unwrap();
    };
    hide(&mut tree, "urn:x/b/L/2");
    assert_eq!(addressed(&tree, "urn:x/b/L/*"), ["urn:x/b/L/1"]);
    assert_eq!(addressed(&tree, "urn:x/*/*/*/K"), ["urn:x/b/L/1/K", "urn:x/a/L/3/K"]);
    let error = found(&tree, "urn:x/b/L/2/K").1.unwrap();
    assert_eq!(error.to_string(), "no node of this name at byte 10 (urn:x/b/L/2)");
    let error = found(&tree, "urn:x/b/L/(q)?nv=(q)/K:p").1.unwrap();
    assert_eq!(error.to_string(), "no candidate for (q): nv=(q)/K:p at byte 14 (urn:x/b/L/(q))");
    // A leaf that is hidden decides nothing.
    hide(&mut tree, "urn:x/b/L/1/K");
    assert!(found(&tree, "urn:x/b/L/(q)?nv=(q)/K:q").1.is_some());
    // Of a `*`, any but the first, and the last.
    hide(&mut tree, "urn:x/b/M");
    assert_eq!(addressed(&tree, "urn:x/b/*"), ["urn:x/b/L"]);
    assert_eq!(
        collected(&tree, "urn:x/b/"),
        r#"[{"ClientURI":"urn:x/b/","MOData":{"X":{"L":{"1":{"V":2}}}}}]"#
    );
    // An instance is hidden with its root: of two there is one left, then none.
    hide(&mut tree, "urn:x/b/");
    hide(&mut tree, "urn:x/c/");
    assert_eq!(addressed(&tree, "*"), ["urn:y/only/", "urn:x/a/"]);
    assert_eq!(addressed(&tree, "urn:x//L/*"), ["urn:x/a/L/3"]);
    hide(&mut tree, "urn:x//");
    assert_eq!(addressed(&tree, "urn:x/*/"), Vec::<String>::new());
    let error = found(&tree, "urn:x/a/").1.unwrap();
    assert_eq!(error.to_string(), "no instance of this MOID at byte 0 (urn:x)");
}

//! What is said of an address that leads nowhere: exact texts, offsets, places, fields and statuses.

use super::{SENSORS, found, memory, read};
use omadm::{XName, address::AddressErrorKind as Kind};

const TREE: &str = r#"[
    {"ClientURI":"urn:x/left/","MOData":{"X":{
        "ID":"a","Same":"s","Num":1.50,"Yes":true,"Nil":null,"Sub":{"Leaf":"deep"},
        "List":{"1":{"K":"p","V":"q"},"2":{"K":"r","V":"q"},"3":{}}}}},
    {"ClientURI":"urn:x/right/","MOData":{"X":{"ID":"b","Same":"s"}}},
    {"ClientURI":"urn:y//","MOData":{"Y":{"twice":1,"twice":{"a":2}}}},
    {"ClientURI":"urn:z/one/","MOData":{"Z":{"n":1}}},
    {"ClientURI":"urn:z/one/","MOData":{"Z":{"n":2}}}
]"#;

/// A ClientURI of [`TREE`] that addresses nothing, and its error: text, kind, offset, field.
fn refused(uri: &str, text: &str, kind: Kind) -> (usize, Option<String>) {
    let (addresses, error) = found(&read(TREE), uri);
    let error = error.expect(uri);
    assert_eq!(addresses, Vec::<String>::new(), "{uri}");
    assert_eq!(error.to_string(), text, "{uri}");
    assert_eq!(error.kind(), kind, "{uri}");
    assert_eq!(error.dm_status().as_u16(), 404, "{uri}");
    assert!(text.ends_with(&format!("({})", error.place())), "{uri}: {}", error.place());
    // The offset is where the name or field that is told of stands.
    let place = error.field().unwrap_or_else(|| error.place().rsplit('/').next().unwrap());
    let rest = &uri[error.offset()..];
    assert!(rest.starts_with(place), "{uri}: {rest} is not {place}");
    (error.offset(), error.field().map(str::to_owned))
}

#[test]
fn instances() {
    refused("urn:w//", "no instance of this MOID at byte 0 (urn:w)", Kind::NoMoid);
    refused("urn:X/left/", "no instance of this MOID at byte 0 (urn:X)", Kind::NoMoid);
    refused("urn:w/left/a", "no instance of this MOID at byte 0 (urn:w)", Kind::NoMoid);
    refused("urn:w/(q)/?nv=(q)/ID:a", "no instance of this MOID at byte 0 (urn:w)", Kind::NoMoid);
    refused("urn:x//", "several instances where one is meant at byte 6 (urn:x//)", Kind::SeveralInstances);
    refused("urn:x//ID", "several instances where one is meant at byte 6 (urn:x//)", Kind::SeveralInstances);
    refused("urn:x/", "several instances where one is meant at byte 6 (urn:x//)", Kind::SeveralInstances);
    refused("urn:x/Left/", "no instance of this name at byte 6 (urn:x/Left)", Kind::NoInstance);
    refused("urn:x/lef%54/", "no instance of this name at byte 6 (urn:x/lef%54)", Kind::NoInstance);
    refused(
        "urn:z/one/",
        "several instances where one is meant at byte 6 (urn:z/one)",
        Kind::SeveralInstances,
    );
}

#[test]
fn nodes() {
    refused("urn:x/left/id", "no node of this name at byte 11 (urn:x/left/id)", Kind::NoNode);
    refused("urn:x/left/List/4/K", "no node of this name at byte 16 (urn:x/left/List/4)", Kind::NoNode);
    refused(
        "urn:x/left/List/1/%4b/a",
        "no node of this name at byte 22 (urn:x/left/List/1/K/a)",
        Kind::NoNode,
    );
    refused("urn:x/left/ID/a", "no node of this name at byte 14 (urn:x/left/ID/a)", Kind::NoNode);
    refused("urn:x/left/X", "no node of this name at byte 11 (urn:x/left/X)", Kind::NoNode);
    refused("urn:y//twice", "several nodes of this name at byte 7 (urn:y//twice)", Kind::SeveralNodes);
    refused("urn:y//twice/a", "several nodes of this name at byte 7 (urn:y//twice)", Kind::SeveralNodes);
    refused("urn:x/(q)/b?nv=(q)/ID:b", "no node of this name at byte 10 (urn:x/right/b)", Kind::NoNode);
}

#[test]
fn candidates() {
    let q = XName::new('q').unwrap();
    let none = Kind::NoCandidate(q);
    let several = Kind::SeveralCandidates(q);
    let (offset, field) =
        refused("urn:x/(q)/?nv=(q)/ID:c", "no candidate for (q): nv=(q)/ID:c at byte 11 (urn:x/(q))", none);
    assert_eq!((offset, field.as_deref()), (11, Some("nv=(q)/ID:c")));
    // Each field leaves one instance, of which the other does not hold: the second decides.
    refused(
        "urn:x/(q)/?nv=(q)/ID:a&nv=(q)/ID:b",
        "no candidate for (q): nv=(q)/ID:b at byte 23 (urn:x/(q))",
        none,
    );
    refused(
        "urn:x/(q)/?nv=(q)/ID:b&nv=(q)/ID:a",
        "no candidate for (q): nv=(q)/ID:a at byte 23 (urn:x/(q))",
        none,
    );
    // The first leaves none, whatever the second says.
    refused(
        "urn:x/(q)/?nv=(q)/ID:z&nv=(q)/ID:b",
        "no candidate for (q): nv=(q)/ID:z at byte 11 (urn:x/(q))",
        none,
    );
    refused(
        "urn:x/(q)/?Levels=1&nv=(q)/Same:s&a",
        "several candidates for (q): nv=(q)/Same:s at byte 20 (urn:x/(q))",
        several,
    );
    refused(
        "urn:x/left/List/(q)/K?nv=(q)/V:q",
        "several candidates for (q): nv=(q)/V:q at byte 22 (urn:x/left/List/(q))",
        several,
    );
    // Fields of another letter stand between; only those of this one count.
    refused(
        "urn:x/(p)/List/(q)/K?nv=(q)/V:q&nv=(p)/ID:a&nv=(q)/K:z",
        "no candidate for (q): nv=(q)/K:z at byte 44 (urn:x/left/List/(q))",
        none,
    );
    // A leaf has no children that could be candidates: no field was asked.
    refused("urn:x/left/ID/(q)?nv=(q)/a:1", "no candidate for (q) at byte 14 (urn:x/left/ID/(q))", none);
}

#[test]
fn what_follows_an_x_name_does_not_choose_it() {
    // Only `left` has a List, but both have `Same`.
    refused(
        "urn:x/(q)/List?nv=(q)/Same:s",
        "several candidates for (q): nv=(q)/Same:s at byte 15 (urn:x/(q))",
        Kind::SeveralCandidates(XName::new('q').unwrap()),
    );
}

#[test]
fn what_a_field_is_compared_with() {
    let tree = read(TREE);
    let one = |field: &str| found(&tree, &format!("urn:x/(q)/?nv=(q)/{field}")).0 == ["urn:x/left/"];
    for holds in ["Num:1.50", "Num:1%2e50", "Yes:true", "Sub/Leaf:deep", "%53ub/Leaf:d%65ep", "List/1/K:p"] {
        assert!(one(holds), "{holds}");
    }
    for does_not in
        ["Num:1.5", "Yes:True", "Nil:null", "Nil:", "Sub:deep", "Sub:", "sub/Leaf:deep", "List/3:"]
    {
        assert!(!one(does_not), "{does_not}");
    }
}

#[test]
fn after_an_error_there_is_nothing() {
    let tree = read(TREE);
    let uri = omadm::ClientUri::parse("urn:x//").unwrap();
    let mut found = omadm::address::resolve(&tree, &uri, &omadm::Options::default());
    assert!(found.next().unwrap().is_err());
    assert!(found.next().is_none());
    assert!(found.next().is_none());
    assert!(found.instance().is_none());
    assert_eq!(found.address().unwrap_err().kind(), Kind::Nothing);
}

#[test]
fn the_same_of_a_tree_in_memory() {
    let (document, memory) = (read(SENSORS), memory(SENSORS));
    for uri in ["/none/", "/left/none", "/left/Data/(y)?nv=(y)/Date:1", "/(y)/?nv=(y)/Data/1/Date:12.1"] {
        let uri = format!("urn:oma:mo:sensor:1.0{uri}");
        let (addresses, error) = found(&document, &uri);
        assert!(error.is_some(), "{uri}");
        assert_eq!(found(&memory, &uri), (addresses, error), "{uri}");
    }
}

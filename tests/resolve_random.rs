//! Random trees and random URIs against a resolver that enumerates every node and tests it.

#[path = "naive"]
#[allow(dead_code)]
mod naive {
    pub mod client_uri;
    pub mod resolver;
}

use naive::{
    client_uri,
    resolver::{self, Content, Instance, Node, Tree},
};
use omadm::{
    ClientUri, ManagementData, Options,
    address::{self, AddressErrorKind, MemoryTree},
    json,
};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::select,
    test_runner::{Config, TestRunner},
};
use std::cell::Cell;

const CASES: u32 = 12_000;

/// Percent-encodes whatever could be something other than a name.
fn encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
    name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The first of each name: the naive resolver judges trees whose siblings have names of their own.
fn distinct(nodes: Vec<Node>) -> Vec<Node> {
    let mut kept: Vec<Node> = Vec::new();
    for node in nodes {
        if kept.iter().all(|other| other.name != node.name) {
            kept.push(node);
        }
    }
    kept
}

fn trees() -> impl Strategy<Value = Tree> {
    let name = || select(&["a", "b", "1", "*", "(x)", "é/"][..]);
    let leaf = prop_oneof![
        4 => (name(), select(&["", "v", "w", "12.1", "true"][..])).prop_map(|(name, text)| Node::leaf(name, text)),
        1 => name().prop_map(Node::null),
    ];
    let node = leaf.prop_recursive(4, 40, 4, move |below| {
        (name(), vec(below, 0..5)).prop_map(|(name, nodes)| Node::interior(name, distinct(nodes)))
    });
    vec((select(&["m", "n"][..]), name(), node), 0..5).prop_map(|instances| {
        let mut kept: Vec<Instance> = Vec::new();
        for (moid, name, root) in instances {
            if kept.iter().all(|other| other.moid != moid || other.name != name) {
                kept.push(Instance { moid: moid.into(), name: name.into(), root });
            }
        }
        Tree { instances: kept }
    })
}

/// What one step of an address may be: a name (encoded ones and one that is nowhere among them), `*`, or an x-name whose
/// letter is chosen later.
fn steps() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        4 => select(&["a", "b", "1", "%61", "%2A", "%28x%29", "%C3%A9%2F", "none"][..]),
        5 => Just("*"),
        2 => Just("(@)"),
    ]
}

fn uris() -> impl Strategy<Value = String> {
    let name = || select(&["a", "b", "1", "%61", "%2A", "none"][..]);
    let field = (vec(name(), 1..3), select(&["", "v", "w", "%76", "12.1", "true", "null"][..]));
    let moid = select(&["m", "m", "n", "unknown"][..]);
    let instance = option::weighted(0.8, steps());
    (moid, instance, vec(steps(), 0..5), vec((field, any::<u8>()), 0..4)).prop_map(
        |(moid, instance, path, fields)| {
            let mut letters = Vec::new();
            let mut lettered = |step: &str| {
                if step != "(@)" {
                    return step.to_owned();
                }
                let letter = char::from(b'p' + u8::try_from(letters.len()).unwrap());
                letters.push(letter);
                format!("({letter})")
            };
            let instance = instance.map(&mut lettered).unwrap_or_default();
            let path: Vec<_> = path.into_iter().map(&mut lettered).collect();
            // Every letter needs a field; some get more.
            let nv = |letter: char, names: &[&str], value: &str| {
                format!("nv=({letter})/{}:{value}", names.join("/"))
            };
            let mut query: Vec<_> = letters
                .iter()
                .enumerate()
                .map(|(index, letter)| match fields.get(index) {
                    Some(((names, value), _)) => nv(*letter, names, value),
                    None => nv(*letter, &["a"], "v"),
                })
                .collect();
            for ((names, value), pick) in fields.iter().filter(|(_, pick)| pick % 3 == 0) {
                if let Some(letter) = letters.get(usize::from(*pick) % letters.len().max(1)) {
                    query.push(nv(*letter, names, value));
                }
            }
            let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
            format!("{moid}/{instance}/{}{query}", path.join("/"))
        },
    )
}

fn json_of(node: &Node) -> serde_json::Value {
    match &node.content {
        Content::Null => serde_json::Value::Null,
        // A number or boolean compares by its literal.
        Content::Leaf(text) if text == "12.1" => serde_json::json!(12.1),
        Content::Leaf(text) if text == "true" => serde_json::json!(true),
        Content::Leaf(text) => serde_json::json!(text),
        Content::Interior(_) => unreachable!("written member by member, in the order of the tree"),
    }
}

fn write(node: &Node, out: &mut String) {
    out.push_str(&serde_json::json!(node.name).to_string());
    out.push(':');
    let Content::Interior(below) = &node.content else {
        out.push_str(&json_of(node).to_string());
        return;
    };
    out.push('{');
    for (index, node) in below.iter().enumerate() {
        out.push_str(if index > 0 { "," } else { "" });
        write(node, out);
    }
    out.push('}');
}

fn document(tree: &Tree) -> String {
    let records = tree.instances.iter().map(|instance| {
        let mut root = String::new();
        write(&instance.root, &mut root);
        format!(r#"{{"ClientURI":"{}/{}/","MOData":{{{root}}}}}"#, instance.moid, encoded(&instance.name))
    });
    format!("[{}]", records.collect::<Vec<_>>().join(","))
}

/// The concrete address of the node that the naive resolver names by its place in the tree.
fn address_of(tree: &Tree, place: &[usize]) -> String {
    let instance = &tree.instances[place[0]];
    let names = (2..=place.len()).map(|depth| encoded(&tree.node(&place[..depth]).unwrap().name));
    format!("{}/{}/{}", instance.moid, encoded(&instance.name), names.collect::<Vec<_>>().join("/"))
}

fn naive_kind(kind: AddressErrorKind) -> String {
    let name = format!("{kind:?}").split('(').next().unwrap().to_owned();
    if name == "NoMoid" { String::from("UnknownMoid") } else { name }
}

#[test]
fn random_uris_address_what_the_naive_resolver_says() {
    // None, one, several, an error.
    let outcomes: [Cell<u32>; 4] = Default::default();
    let count = |index: usize| outcomes[index].set(outcomes[index].get() + 1);
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let result = TestRunner::new(config).run(&(trees(), uris()), |(tree, text)| {
        let expected = resolver::resolve(&tree, &client_uri::parse(&text).unwrap());
        let body = document(&tree);
        let options = Options::default();
        let document = json::decode::<ManagementData>(body.as_bytes(), &Options::strict()).unwrap().value;
        let mut memory = MemoryTree::new();
        memory.store(&document, &options).unwrap();
        let uri = ClientUri::parse(&text).unwrap();
        let addressed: Result<Vec<_>, _> = address::resolve(&document, &uri, &options).addresses().collect();
        let in_memory: Result<Vec<_>, _> = address::resolve(&memory, &uri, &options).addresses().collect();
        prop_assert_eq!(&addressed, &in_memory, "{} in {}", text, body);
        match (expected, addressed) {
            (Ok(places), Ok(addresses)) => {
                count(places.len().min(2));
                let expected: Vec<_> = places.iter().map(|place| address_of(&tree, place)).collect();
                let addresses: Vec<_> = addresses.iter().map(ToString::to_string).collect();
                prop_assert_eq!(addresses, expected, "{} in {}", text, body);
            }
            (Err(expected), Err(error)) => {
                count(3);
                prop_assert_eq!(naive_kind(error.kind()), format!("{:?}", expected), "{} in {}", text, body);
                prop_assert_eq!(error.dm_status().as_u16(), 404);
            }
            (expected, addressed) => prop_assert!(false, "{expected:?} {addressed:?}: {text} in {body}"),
        }
        Ok(())
    });
    result.unwrap();
    let [none, one, several, errors] = outcomes.map(Cell::into_inner);
    println!("{CASES} cases: {none} address nothing, {one} one node, {several} several, {errors} are errors");
    assert!(
        [none, one, several, errors].iter().all(|count| *count > CASES / 50),
        "a kind of outcome is too rare"
    );
}

//! The naive resolver is an oracle for others; here it is tried itself, and its table is run.

#[path = "naive"]
#[allow(dead_code, unreachable_pub)]
mod naive {
    pub mod client_uri;
    pub mod resolver;
}
#[path = "support/uri_texts.rs"]
#[allow(dead_code, unreachable_pub, unused_macros, unused_imports)]
mod uri_texts;

use naive::{
    client_uri,
    resolver::{At, Content, Instance, Node, Tree, resolve},
};
use proptest::{collection::vec, prelude::*, sample::select};
use std::cell::Cell;
use uri_texts::{encode, for_all};

/// Trees of three levels at most, whose siblings have distinct names.
fn tree() -> impl Strategy<Value = Tree> {
    let name = || select(&["a", "b", "1", "*", "(x)", "\u{e9}/"][..]);
    let leaf = prop_oneof![
        4 => (name(), select(&["", "v", "w", "12.1", "&:"][..])).prop_map(|(name, text)| Node::leaf(name, text)),
        1 => name().prop_map(Node::null),
    ];
    let node = leaf.prop_recursive(3, 24, 4, move |inner| {
        (name(), vec(inner, 0..4)).prop_map(|(name, children)| Node::interior(name, distinct(children)))
    });
    let moid = select(&["m", "n"][..]);
    vec((moid, name(), node), 0..4).prop_map(|instances| {
        let mut distinct: Vec<Instance> = Vec::new();
        for (moid, name, root) in instances {
            if !distinct.iter().any(|instance| instance.moid == moid && instance.name == name) {
                distinct.push(Instance { moid: moid.into(), name: name.into(), root });
            }
        }
        Tree { instances: distinct }
    })
}

fn distinct(nodes: Vec<Node>) -> Vec<Node> {
    let mut distinct: Vec<Node> = Vec::new();
    for node in nodes {
        if !distinct.iter().any(|other| other.name == node.name) {
            distinct.push(node);
        }
    }
    distinct
}

fn resolved(tree: &Tree, uri: &str) -> Result<Vec<At>, naive::resolver::NotFound> {
    resolve(tree, &client_uri::parse(uri).expect(uri))
}

#[test]
fn every_node_is_found_by_its_own_address_and_by_stars() {
    let deep = Cell::new(0);
    for_all(1_000, tree(), |tree| {
        let all = tree.every_node();
        for at in &all {
            let instance = &tree.instances[at[0]];
            let names: Vec<String> =
                (2..=at.len()).map(|depth| encode(&tree.node(&at[..depth]).unwrap().name, "ab1")).collect();
            let uri = format!("{}/{}/{}", instance.moid, encode(&instance.name, "ab1"), names.join("/"));
            assert_eq!(resolved(&tree, &uri), Ok(vec![at.clone()]), "{uri}");
            // With a `*` for every name it is among those of its depth, which are in tree order.
            let stars = vec!["*"; at.len()].join("/");
            let stars = resolved(
                &tree,
                &format!("{}/{stars}{}", instance.moid, if at.len() == 1 { "/" } else { "" }),
            );
            let expected: Vec<At> = all
                .iter()
                .filter(|other| other.len() == at.len() && tree.instances[other[0]].moid == instance.moid)
                .cloned()
                .collect();
            assert_eq!(stars, Ok(expected));
            deep.set(deep.get() + u32::from(at.len() > 2));
            // A name more leads nowhere.
            let below = format!("{uri}{}nothing", if at.len() == 1 { "" } else { "/" });
            assert_eq!(resolved(&tree, &below), Err(naive::resolver::NotFound::NoNode));
        }
    });
    assert!(deep.get() > 500, "{}", deep.get());
}

#[test]
fn an_x_name_is_the_one_node_with_that_leaf() {
    let (one, several) = (Cell::new(0), Cell::new(0));
    for_all(4_000, tree(), |tree| {
        for at in tree.every_node() {
            // Each leaf with a text says something of the node above it.
            let (Some(parent), Content::Leaf(text)) =
                (at.get(..at.len() - 1), &tree.node(&at).unwrap().content)
            else {
                continue;
            };
            if parent.is_empty() {
                continue;
            }
            let nv =
                format!("nv=(x)/{}:{}", encode(&tree.node(&at).unwrap().name, "ab1"), encode(text, "vw12."));
            let instance = &tree.instances[at[0]];
            let names: Vec<String> = (2..parent.len())
                .map(|depth| encode(&tree.node(&parent[..depth]).unwrap().name, "ab1"))
                .collect();
            let uri = match parent.len() {
                1 => format!("{}/(x)/?{nv}", instance.moid),
                _ => {
                    let above: String = names.iter().map(|name| format!("{name}/")).collect();
                    format!("{}/{}/{above}(x)?{nv}", instance.moid, encode(&instance.name, "ab1"))
                }
            };
            // The siblings of the node that have the leaf too.
            let same = |node: &Node| node.children().iter().any(|child| child == tree.node(&at).unwrap());
            let rivals = match parent.split_last() {
                Some((_, [])) => {
                    let of_the_moid = tree.instances.iter().filter(|other| other.moid == instance.moid);
                    of_the_moid.filter(|other| same(&other.root)).count()
                }
                Some((_, above)) => {
                    tree.node(above).unwrap().children().iter().filter(|node| same(node)).count()
                }
                None => unreachable!("a node has a parent here"),
            };
            let expected = match rivals {
                1 => Ok(vec![parent.to_vec()]),
                _ => Err(naive::resolver::NotFound::SeveralCandidates),
            };
            let count = if rivals == 1 { &one } else { &several };
            count.set(count.get() + 1);
            assert_eq!(resolved(&tree, &uri), expected, "{uri}");
        }
    });
    assert!(one.get() > 200 && several.get() > 20, "{one:?} {several:?}");
}

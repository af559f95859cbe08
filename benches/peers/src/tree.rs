//! Resolving an address that means every leaf of a large tree, beside walking over the tree.

use crate::{clock::Contender, contest::Contest};
use omadm::{
    ClientUri, Limits, ManagementData, Options,
    address::{Tree, resolve},
    json,
};

/// Six levels of ten: 1,111,110 nodes below the root, a million of them leaves.
const LEVELS: usize = 6;

pub(crate) fn run(contest: &mut Contest) {
    if !contest.wants("resolve/1m-nodes") {
        return;
    }
    let body = format!(r#"[{{"ClientURI":"urn:x//","MOData":{{"X":{}}}}}]"#, node(LEVELS));
    let limits = Limits::default().with_body_bytes(1 << 30).with_values(usize::MAX).with_nodes(usize::MAX);
    let options = Options::default().with_limits(limits);
    let tree = json::decode::<ManagementData>(body.as_bytes(), &options).unwrap().value;
    let uri = format!("urn:x/{}", "/*".repeat(LEVELS));
    let uri = ClientUri::parse(&uri).unwrap();
    let resolved = || resolve(&tree, &uri, &options).map(|node| node.unwrap()).count();
    let walked = || tree.instances(None).map(|instance| walk(&tree, tree.root(instance))).sum::<usize>();
    assert_eq!((resolved(), walked()), (1_000_000, 1_111_111));
    contest.run(
        "resolve/1m-nodes".to_owned(),
        0,
        vec![Contender::new("omadm", &[()], |()| resolved()), Contender::new("walk", &[()], |()| walked())],
    );
}

fn node(levels: usize) -> String {
    if levels == 0 {
        return "1".to_owned();
    }
    let below = node(levels - 1);
    let children: Vec<_> = (0..10).map(|number| format!(r#""n{number}":{below}"#)).collect();
    format!("{{{}}}", children.join(","))
}

/// Every node, looked at as a resolver has to: its name and whether it is a leaf.
fn walk<'t, T: Tree>(tree: &'t T, node: T::Node<'t>) -> usize {
    let mut nodes = 1;
    for child in tree.children(node) {
        std::hint::black_box(child);
        nodes += walk(tree, child);
    }
    nodes
}

//! The limit on what is looked at, on a tree of a million nodes and more that is nowhere kept.

use omadm::{
    ClientUri, Leaf, Limit, Limits, Moid, Options, StatusCode, XName,
    address::{AddressErrorKind, Tree, collect, resolve},
};
use std::{borrow::Cow, cell::Cell, iter::Once, ops::Range};

/// One instance whose nodes each have as many children as their level says, the last being leaves. It counts the nodes it
/// shows.
struct Wide {
    children: &'static [u32],
    shown: Cell<usize>,
    /// Whether it finds a node by its name.
    indexed: bool,
}

impl Wide {
    fn new(children: &'static [u32]) -> Self {
        Wide { children, shown: Cell::new(0), indexed: false }
    }
}

/// A node: its level, and its number among its siblings.
type Place = (usize, u32);

struct Children<'t> {
    tree: &'t Wide,
    level: usize,
    left: Range<u32>,
}

impl Iterator for Children<'_> {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        let number = self.left.next()?;
        self.tree.shown.set(self.tree.shown.get() + 1);
        Some((self.level, number))
    }
}

impl Tree for Wide {
    type Instance<'t> = ();
    type Instances<'t> = Once<()>;
    type Node<'t> = Place;
    type Children<'t> = Children<'t>;

    fn instances(&self, _: Option<&Moid<'_>>) -> Once<()> {
        self.shown.set(self.shown.get() + 1);
        std::iter::once(())
    }

    fn moid<'t>(&'t self, (): ()) -> Cow<'t, str> {
        "urn:x".into()
    }

    fn instance_name<'t>(&'t self, (): ()) -> Cow<'t, str> {
        "".into()
    }

    fn root(&self, (): ()) -> Place {
        (0, 0)
    }

    fn name<'t>(&'t self, (_, number): Place) -> Cow<'t, str> {
        number.to_string().into()
    }

    fn is_named(&self, (_, number): Place, name: &str) -> bool {
        name.parse() == Ok(number)
    }

    fn value<'t>(&'t self, (level, number): Place) -> Option<Leaf<'t>> {
        (level == self.children.len()).then(|| Leaf::Number(number.to_string().into()))
    }

    fn children<'t>(&'t self, (level, _): Place) -> Children<'t> {
        let count = self.children.get(level).copied().unwrap_or(0);
        Children { tree: self, level: level + 1, left: 0..count }
    }

    fn children_named<'t>(&'t self, node: Place, name: &str) -> Children<'t> {
        let mut children = self.children(node);
        if self.indexed {
            let number: u32 = name.parse().unwrap_or(u32::MAX);
            children.left = number.min(children.left.end)..number.saturating_add(1).min(children.left.end);
        }
        children
    }
}

fn allowing(nodes: usize) -> Options {
    Options::default().with_limits(Limits::default().with_nodes(nodes))
}

/// How many nodes are found, whether the limit ended it, and how many were shown.
fn walk(tree: &Wide, uri: &str, options: &Options) -> (usize, bool, usize) {
    tree.shown.set(0);
    let uri = ClientUri::parse(uri).unwrap();
    let (mut found, mut ended) = (0, false);
    for node in resolve(tree, &uri, options) {
        assert!(!ended);
        match node {
            Ok(_) => found += 1,
            Err(error) => {
                assert_eq!(error.kind(), AddressErrorKind::Limit(Limit::Nodes));
                assert_eq!(error.dm_status().as_u16(), 413);
                ended = true;
            }
        }
    }
    (found, ended, tree.shown.get())
}

const TENS: [u32; 6] = [10; 6];

#[test]
fn the_default_is_a_million() {
    assert_eq!(Limits::default().nodes, 1_000_000);
    let tree = Wide::new(&TENS);
    // The instance, and 10 + 100 + … + 1,000,000 nodes.
    let all = 1 + 1_111_110;
    let (found, ended, shown) = walk(&tree, "urn:x/*/*/*/*/*/*/*", &Options::default());
    // The one that is too many is shown, but not looked at.
    assert!(ended && shown == 1_000_001 && found < 1_000_000, "{found} {shown}");
    assert_eq!(walk(&tree, "urn:x/*/*/*/*/*/*/*", &allowing(all)), (1_000_000, false, all));
    assert_eq!(walk(&tree, "urn:x/*/*/*/*/*/*/*", &allowing(all - 1)), (999_999, true, all));
    let (found, ended, _) = walk(&tree, "urn:x/*/*/*/*/*/*", &Options::default());
    assert_eq!((found, ended), (100_000, false));
}

#[test]
fn a_million_siblings_are_streamed() {
    let tree = Wide::new(&[1_000_000]);
    assert_eq!(walk(&tree, "urn:x//*", &allowing(1_000_001)), (1_000_000, false, 1_000_001));
    assert_eq!(walk(&tree, "urn:x//*", &allowing(1_000_000)), (999_999, true, 1_000_001));
    // The first comes before the second is looked at.
    tree.shown.set(0);
    let uri = ClientUri::parse("urn:x//*").unwrap();
    let mut found = resolve(&tree, &uri, &Options::default());
    assert_eq!(tree.shown.get(), 0);
    assert_eq!(found.next().unwrap().unwrap(), (1, 0));
    assert_eq!(tree.shown.get(), 2);
    assert_eq!(found.next().unwrap().unwrap(), (1, 1));
    assert_eq!(tree.shown.get(), 3);
}

#[test]
fn a_tree_that_finds_names_is_not_walked_through() {
    let mut tree = Wide::new(&[1_000_000, 3]);
    assert_eq!(walk(&tree, "urn:x//999999/1", &allowing(1_000_004)), (1, false, 1_000_004));
    tree.indexed = true;
    assert_eq!(walk(&tree, "urn:x//999999/1", &allowing(3)), (1, false, 3));
    assert_eq!(walk(&tree, "urn:x/*/999999/*", &allowing(5)), (3, false, 5));
    let uri = ClientUri::parse("urn:x//1000000").unwrap();
    let error = resolve(&tree, &uri, &allowing(1)).next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "no node of this name at byte 7 (urn:x//1000000)");
}

#[test]
fn the_error_says_how_far_it_came() {
    let tree = Wide::new(&TENS);
    let uri = ClientUri::parse("urn:x//*/3/*?a").unwrap();
    // The instance; then of each child, itself, its ten children, and the ten of the one that is named 3.
    let mut found = resolve(&tree, &uri, &allowing(1 + 2 * 21 + 1 + 10 + 4));
    let nodes = found.by_ref().take(24).collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(nodes.last(), Some(&(3, 3)));
    assert_eq!(found.address().unwrap(), "urn:x//2/3/3");
    let error = found.next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "more nodes looked at than allowed at byte 11 (urn:x//2/3/*)");
    assert!(found.next().is_none());
}

#[test]
fn fields_times_candidates_count() {
    let tree = Wide::new(&[1_000, 1_000]);
    // Every candidate has a child for every field, and that it has one alone takes looking at all thousand.
    let fields: Vec<_> = (0..100).map(|field| format!("nv=(q)/{field}:{field}")).collect();
    let fields = fields.join("&");
    let uri = format!("urn:x//(q)?{fields}&nv=(q)/0:1");
    assert_eq!(walk(&tree, &uri, &Options::default()), (0, true, 1_000_001));
    let uri = ClientUri::parse(&uri).unwrap();
    let error = resolve(&tree, &uri, &Options::default()).next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "more nodes looked at than allowed at byte 7 (urn:x//(q))");
    // If all fields hold, two candidates are enough to tell that there are several.
    let uri = format!("urn:x//(q)?{fields}");
    let uri = ClientUri::parse(&uri).unwrap();
    let cost = 1 + 2 * (1 + 100 * 1_000);
    let kind = |nodes| resolve(&tree, &uri, &allowing(nodes)).next().unwrap().unwrap_err().kind();
    assert_eq!(kind(cost), AddressErrorKind::SeveralCandidates(XName::new('q').unwrap()));
    assert_eq!(kind(cost - 1), AddressErrorKind::Limit(Limit::Nodes));
    // The first field that does not hold is the last that is asked.
    let uri = format!("urn:x//(q)?nv=(q)/0:1&{fields}");
    let uri = ClientUri::parse(&uri).unwrap();
    let cost = 1 + 1_000 * (1 + 1_000);
    let error = |nodes| resolve(&tree, &uri, &allowing(nodes)).next().unwrap().unwrap_err();
    assert_eq!(error(cost - 1).kind(), AddressErrorKind::Limit(Limit::Nodes));
    assert_eq!(error(cost).to_string(), "no candidate for (q): nv=(q)/0:1 at byte 11 (urn:x//(q))");
}

#[test]
fn no_node_at_all_may_be_looked_at() {
    let tree = Wide::new(&[3]);
    for (uri, text) in [
        ("urn:x//", "more nodes looked at than allowed at byte 6 (urn:x//)"),
        ("urn:x/*/", "more nodes looked at than allowed at byte 6 (urn:x/*)"),
        ("*", "more nodes looked at than allowed at byte 0 (*)"),
    ] {
        let uri = ClientUri::parse(uri).unwrap();
        let error = resolve(&tree, &uri, &allowing(0)).next().unwrap().unwrap_err();
        assert_eq!(error.to_string(), text, "{uri}");
        assert!(resolve(&tree, &uri, &allowing(1)).next().unwrap().is_ok(), "{uri}");
    }
}

#[test]
fn a_depth_of_ten_thousand_takes_no_stack() {
    let tree = Wide::new(vec![1; 10_000].leak());
    let path = "/*".repeat(10_000);
    assert_eq!(walk(&tree, &format!("urn:x/{path}"), &Options::default()), (1, false, 10_001));
    let path = "/0".repeat(10_000);
    let uri = ClientUri::parse(Box::leak(format!("urn:x/{path}").into_boxed_str())).unwrap();
    let mut found = resolve(&tree, &uri, &Options::default());
    found.next().unwrap().unwrap();
    assert_eq!(found.address().unwrap(), uri);
    // What is collected is as deep as a document may be.
    let error = collect(&tree, &[ClientUri::parse("urn:x//").unwrap()], &Options::default()).unwrap_err();
    assert_eq!(error.kind(), AddressErrorKind::Limit(Limit::Depth));
}

#[test]
fn all_client_uris_share_the_limit() {
    let tree = Wide::new(&[10, 10]);
    let uri = ClientUri::parse("urn:x//").unwrap();
    // The instance, and all nodes below its root.
    let cost = 1 + 110;
    let collect = |uris: usize, nodes: usize| collect(&tree, &vec![uri.clone(); uris], &allowing(nodes));
    assert_eq!(collect(3, 3 * cost).unwrap().data.records.len(), 3);
    for (uris, nodes) in [(1, cost - 1), (2, 2 * cost - 1), (3, 3 * cost - 1)] {
        let error = collect(uris, nodes).unwrap_err();
        assert_eq!(error.to_string(), "more nodes looked at than allowed at byte 6 (urn:x//)", "{uris}");
    }
}

#[test]
fn a_tree_that_keeps_no_validators_is_sent_whatever_is_asked() {
    let tree = Wide::new(&[1]);
    for uri in ["urn:x//?cv=", "urn:x//?cv=xyzzy", "urn:x//"] {
        let collected = collect(&tree, &[ClientUri::parse(uri).unwrap()], &Options::default()).unwrap();
        assert_eq!(collected.status(), StatusCode::OK, "{uri}");
        assert_eq!(collected.data.records[0].cv, None, "{uri}");
    }
}

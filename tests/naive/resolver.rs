//! Which nodes a ClientURI addresses (protocol.md, section 4, "Resolving"), transcribed sentence by sentence.
//!
//! Written to be compared with the text, not to be fast: every node of the tree is looked at, and every step that leads
//! to it is judged anew. Include it beside the grammar it takes its ClientURIs from:
//!
//! ```ignore
//! #[path = "naive"]
//! mod naive {
//!     pub mod client_uri;
//!     pub mod resolver;
//! }
//! ```
//!
//! Where the text can be read in more than one way, this is how it is read here:
//!
//! - `*` addresses whatever is in its place, which may be nothing: on a leaf, on an interior node without children, and as
//!   the instance of an unknown MOID. That is the empty result and no error. Names and x-names are never that.
//! - An x-name below a `*` has its candidates in each branch anew: the children of its own parent.
//! - The steps are taken from left to right. A branch that was passed over is not asked again, so that an x-name behind a
//!   missing name does no harm; an x-name that is reached and has several candidates is an error of the whole, even if all
//!   of them lack what follows, and whatever the other branches give.
//! - "Below a `*`" counts the `*` of the instance, and every step behind the first `*`, not only the next.
//! - An nv field holds of a node if there is a leaf at the end of its path; an interior node there, or none, does not make
//!   it hold, whatever the value. So an nv field never holds of a leaf. A null has no text: nothing is equal to it, the
//!   empty value included.
//! - An unknown MOID is reported as that, however the instance is written; the name of an instance or an x-name is only
//!   looked for where there are instances.
//! - Siblings have distinct names in a tree. Where they have not, a name that fits several is treated as several
//!   candidates, since only `*` addresses several.
//! - The name of an instance's root is spelled by no ClientURI and plays no part.
//! - `Levels` and `cv` say what is sent of a node, not which node is addressed.

use super::client_uri::{Address, ClientUri, Field, Node as Step};

/// Everything a server may see, in tree order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    pub instances: Vec<Instance>,
}

/// One instance of an MO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Compared as it is written.
    pub moid: String,
    /// Decoded.
    pub name: String,
    pub root: Node,
}

/// A node and what is below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Decoded.
    pub name: String,
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Interior(Vec<Node>),
    /// The text of a string, the literal of a number or boolean.
    Leaf(String),
    /// A leaf that is null.
    Null,
}

/// Where a node lies: the index of its instance, then at each level that of the child. A root has one index.
pub type At = Vec<usize>;

/// Why a ClientURI addresses nothing that it could be answered with. Each is a 404.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NotFound {
    /// No instance has this MOID.
    UnknownMoid,
    /// Several instances where one is meant: by their MOID alone, or by the same name.
    SeveralInstances,
    /// The MOID has instances, none of this name.
    NoInstance,
    /// An x-name that stands for nothing.
    NoCandidate,
    /// An x-name that could stand for several.
    SeveralCandidates,
    /// A name that no child has.
    NoNode,
}

impl NotFound {
    /// "A missing name, none or several candidates: 404."
    pub fn status(self) -> u16 {
        404
    }
}

impl Tree {
    /// The node that lies there.
    pub fn node(&self, at: &[usize]) -> Option<&Node> {
        let (instance, below) = at.split_first()?;
        below.iter().try_fold(&self.instances.get(*instance)?.root, |node, index| node.children().get(*index))
    }

    /// Where every node lies, in tree order: a node before what is below it, and that before its next sibling.
    pub fn every_node(&self) -> Vec<At> {
        let mut all = Vec::new();
        for (index, instance) in self.instances.iter().enumerate() {
            instance.root.add_all(&[index], &mut all);
        }
        all
    }
}

impl Node {
    pub fn interior(name: &str, children: Vec<Node>) -> Node {
        Node { name: name.to_owned(), content: Content::Interior(children) }
    }

    pub fn leaf(name: &str, text: &str) -> Node {
        Node { name: name.to_owned(), content: Content::Leaf(text.to_owned()) }
    }

    pub fn null(name: &str) -> Node {
        Node { name: name.to_owned(), content: Content::Null }
    }

    pub fn children(&self) -> &[Node] {
        match &self.content {
            Content::Interior(children) => children,
            Content::Leaf(_) | Content::Null => &[],
        }
    }

    fn add_all(&self, at: &[usize], all: &mut Vec<At>) {
        all.push(at.to_vec());
        for (index, child) in self.children().iter().enumerate() {
            child.add_all(&[at, &[index]].concat(), all);
        }
    }
}

/// The nodes a ClientURI addresses, in tree order and each once, or why it addresses none.
pub fn resolve(tree: &Tree, uri: &ClientUri) -> Result<Vec<At>, NotFound> {
    match uri {
        // "It gives one record per instance the server may see."
        ClientUri::AllMos { .. } => Ok((0..tree.instances.len()).map(|index| vec![index]).collect()),
        ClientUri::Address(address) => {
            judge_instances(tree, address)?;
            judge_nodes(tree, address)?;
            let mut addressed = tree.every_node();
            addressed.retain(|at| at.len() == address.path.len() + 1 && is_on_the_way(tree, address, at));
            Ok(addressed)
        }
    }
}

/// "With an instance name, exactly one instance must have that MOID and name; without, exactly one must have that MOID;
/// an x-name stands for the one candidate (all instances of the MOID …). With `*` as the instance an unknown MOID gives
/// the empty result, otherwise 404."
fn judge_instances(tree: &Tree, address: &Address) -> Result<(), NotFound> {
    let known = tree.instances.iter().filter(|instance| instance.moid == address.moid).count();
    let meant = (0..tree.instances.len()).filter(|index| is_on_the_way(tree, address, &[*index])).count();
    match &address.instance {
        Some(Step::Any) => Ok(()),
        _ if known == 0 => Err(NotFound::UnknownMoid),
        Some(Step::X(_)) if meant == 0 => Err(NotFound::NoCandidate),
        Some(Step::X(_)) if meant > 1 => Err(NotFound::SeveralCandidates),
        Some(Step::Name(..)) if meant == 0 => Err(NotFound::NoInstance),
        Some(Step::Name(..)) | None if meant > 1 => Err(NotFound::SeveralInstances),
        Some(Step::X(_) | Step::Name(..)) | None => Ok(()),
    }
}

/// "A missing name, none or several candidates: 404. Only `*` addresses several; below a `*` a branch with a missing name
/// or no candidate is passed over, several candidates are 404 still."
fn judge_nodes(tree: &Tree, address: &Address) -> Result<(), NotFound> {
    for (depth, step) in address.path.iter().enumerate() {
        let below_star = address.instance == Some(Step::Any)
            || address.path.iter().take(depth).any(|step| *step == Step::Any);
        for parent in tree.every_node() {
            if parent.len() != depth + 1 || !is_on_the_way(tree, address, &parent) {
                continue;
            }
            let children = tree.node(&parent).map_or(0, |node| node.children().len());
            let meant = (0..children)
                .filter(|index| is_on_the_way(tree, address, &[parent.as_slice(), &[*index]].concat()))
                .count();
            match step {
                Step::Any => {}
                Step::X(_) | Step::Name(..) if meant > 1 => return Err(NotFound::SeveralCandidates),
                Step::X(_) if meant == 0 && !below_star => return Err(NotFound::NoCandidate),
                Step::Name(..) if meant == 0 && !below_star => return Err(NotFound::NoNode),
                Step::X(_) | Step::Name(..) => {}
            }
        }
    }
    Ok(())
}

/// Whether every step of the address, as far as this node is deep, fits the node or the one above it that it is about.
fn is_on_the_way(tree: &Tree, address: &Address, at: &[usize]) -> bool {
    let instance_fits = at.first().and_then(|index| tree.instances.get(*index)).is_some_and(|instance| {
        let step_fits = match &address.instance {
            None | Some(Step::Any) => true,
            Some(Step::X(letter)) => is_candidate(address, *letter, &instance.root),
            Some(Step::Name(_, decoded)) => instance.name == *decoded,
        };
        instance.moid == address.moid && step_fits
    });
    let mut steps = address.path.iter().zip(2..=at.len());
    instance_fits
        && at.len() <= address.path.len() + 1
        && steps.all(|(step, depth)| {
            let node = at.get(..depth).and_then(|at| tree.node(at));
            node.is_some_and(|node| match step {
                Step::Any => true,
                Step::X(letter) => is_candidate(address, *letter, node),
                Step::Name(_, decoded) => node.name == *decoded,
            })
        })
}

/// "… for which every nv field of its letter holds".
fn is_candidate(address: &Address, letter: char, node: &Node) -> bool {
    address.fields.iter().all(|field| match field {
        Field::Nv { letter: other, names, value } if *other == letter => holds(node, names, &value.1),
        _ => true,
    })
}

/// "The leaf at the field's path below it has the value (compared percent-decoded with the leaf's text, a number or
/// boolean by its literal)."
fn holds(node: &Node, names: &[(String, String)], value: &str) -> bool {
    match names.split_first() {
        None => node.content == Content::Leaf(value.to_owned()),
        Some(((_, name), rest)) => {
            node.children().iter().any(|child| child.name == *name && holds(child, rest, value))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::client_uri, *};

    const MOID: &str = "urn:oma:mo:sensor:1.0";

    /// The two instances of section 4's table.
    fn sensors() -> Tree {
        let sensor = |name: &str, id: &str, setting: &str, data: [[&str; 2]; 2]| {
            let data = data.iter().zip(["1", "2"]).map(|([date, value], name)| {
                Node::interior(name, vec![Node::leaf("Date", date), Node::leaf("Value", value)])
            });
            let children = vec![
                Node::leaf("ID", id),
                Node::leaf("Setting", setting),
                Node::interior("Data", data.collect()),
            ];
            Instance { moid: MOID.into(), name: name.into(), root: Node::interior("Sensor", children) }
        };
        Tree {
            instances: vec![
                sensor("left", "GPS", "0xB1", [["12.1", "a"], ["12.2", "b"]]),
                sensor("right", "Temperature", "0xB2", [["12.1", "c"], ["12.3", "d"]]),
            ],
        }
    }

    /// The nodes addressed, spelled as the table does: instance, then names.
    fn addressed(tree: &Tree, uri: &str) -> Result<Vec<String>, NotFound> {
        let uri = client_uri::parse(uri).expect(uri);
        let spelled = |at: At| {
            let mut names = vec![tree.instances[at[0]].name.as_str()];
            names.extend((2..=at.len()).map(|depth| tree.node(&at[..depth]).unwrap().name.as_str()));
            names.join("/")
        };
        Ok(resolve(tree, &uri)?.into_iter().map(spelled).collect())
    }

    #[test]
    fn the_table_of_section_4() {
        let table: [(&str, Result<&[&str], NotFound>); 10] = [
            ("/left/", Ok(&["left"])),
            ("//", Err(NotFound::SeveralInstances)),
            ("/(x)/?nv=(x)/ID:Temperature", Ok(&["right"])),
            ("/(x)/Data/1/Value?nv=(x)/ID:GPS", Ok(&["left/Data/1/Value"])),
            ("/right/Data/(x)/Value?nv=(x)/Date:12.1", Ok(&["right/Data/1/Value"])),
            ("/(x)/Data/(y)/Value?nv=(x)/ID:GPS&nv=(y)/Date:12.2", Ok(&["left/Data/2/Value"])),
            ("/*/Setting", Ok(&["left/Setting", "right/Setting"])),
            ("/(x)/Data/*/Value?nv=(x)/ID:GPS", Ok(&["left/Data/1/Value", "left/Data/2/Value"])),
            ("/(x)/Data/*/Value?nv=(x)/ID:GPS&nv=(x)/Setting:0xB2", Err(NotFound::NoCandidate)),
            (
                "/*/Data/*/Value",
                Ok(&["left/Data/1/Value", "left/Data/2/Value", "right/Data/1/Value", "right/Data/2/Value"]),
            ),
        ];
        for (uri, expected) in table {
            let expected = expected.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
            assert_eq!(addressed(&sensors(), &format!("{MOID}{uri}")), expected, "{uri}");
        }
    }

    #[test]
    fn every_reading_in_between() {
        let mut tree = sensors();
        let leaf = Node::leaf;
        let children = vec![
            Node::interior("Empty", vec![]),
            Node::null("Null"),
            leaf("*", "star"),
            leaf("(x)", ""),
            leaf("a/b", "12.10"),
            Node::interior(
                "Same",
                vec![Node::interior("1", vec![leaf("k", "v")]), Node::interior("2", vec![leaf("k", "v")])],
            ),
            Node::interior(
                "Other",
                vec![Node::interior("1", vec![leaf("k", "v"), leaf("j", "")]), leaf("2", "v")],
            ),
        ];
        tree.instances.push(Instance {
            moid: "o".into(),
            name: "é".into(),
            root: Node::interior("O", children),
        });
        let twin = Instance { moid: "t".into(), name: "twin".into(), root: leaf("T", "a") };
        tree.instances.extend([twin.clone(), twin]);
        use NotFound::*;
        let cases: &[(&str, Result<&[&str], NotFound>)] = &[
            ("*", Ok(&["left", "right", "é", "twin", "twin"])),
            ("*?Levels=0", Ok(&["left", "right", "é", "twin", "twin"])),
            // Instances.
            ("o//", Ok(&["é"])),
            ("o/", Ok(&["é"])),
            ("o/%C3%A9/", Ok(&["é"])),
            ("o/*/", Ok(&["é"])),
            ("O//", Err(UnknownMoid)),
            ("%6F//", Err(UnknownMoid)),
            ("z/left/", Err(UnknownMoid)),
            ("z/(x)/?nv=(x)/a:b", Err(UnknownMoid)),
            ("z/*/", Ok(&[])),
            ("z/*/a/(x)/*?nv=(x)/a:b", Ok(&[])),
            ("o/left/", Err(NoInstance)),
            ("o/O/", Err(NoInstance)),
            ("t/twin/", Err(SeveralInstances)),
            ("t//", Err(SeveralInstances)),
            ("t/*/", Ok(&["twin", "twin"])),
            // Names.
            ("o//%2A", Ok(&["é/*"])),
            ("o//%28x%29/", Ok(&["é/(x)"])),
            ("o//a%2Fb", Ok(&["é/a/b"])),
            ("o//a/b", Err(NoNode)),
            ("o//empty", Err(NoNode)),
            ("o//Null/a", Err(NoNode)),
            ("o//a%2Fb/c", Err(NoNode)),
            // `*` where there is nothing.
            ("o//Empty/*", Ok(&[])),
            ("o//Null/*", Ok(&[])),
            ("o//Empty/*/a", Ok(&[])),
            ("o//Empty/a/*", Err(NoNode)),
            ("o//*/*/k", Ok(&["é/Same/1/k", "é/Same/2/k", "é/Other/1/k"])),
            ("o//*/1", Ok(&["é/Same/1", "é/Other/1"])),
            ("o//*/3", Ok(&[])),
            // x-names.
            ("o//(x)?nv=(x)/1/j:", Ok(&["é/Other"])),
            ("o//(x)?nv=(x)/1/k:v", Err(SeveralCandidates)),
            ("o//(x)/2/k?nv=(x)/1/k:v", Err(SeveralCandidates)),
            ("o//(x)?nv=(x)/k:v", Err(NoCandidate)),
            ("o//Other/(x)?nv=(x)/k:v", Ok(&["é/Other/1"])),
            ("o//Other/(x)/z?nv=(x)/k:v", Err(NoNode)),
            ("o//Empty/(x)?nv=(x)/k:v", Err(NoCandidate)),
            ("o//Null/(x)?nv=(x)/k:v", Err(NoCandidate)),
            ("o/(x)/?nv=(x)/%2A:star", Ok(&["é"])),
            ("o/(x)/?nv=(x)/a%2Fb:12.10", Ok(&["é"])),
            ("o/(x)/?nv=(x)/a%2Fb:12.1", Err(NoCandidate)),
            ("o/(x)/?nv=(x)/%28x%29:", Ok(&["é"])),
            ("o/(x)/?nv=(x)/Null:", Err(NoCandidate)),
            ("o/(x)/?nv=(x)/Null:null", Err(NoCandidate)),
            ("o/(x)/?nv=(x)/Empty:", Err(NoCandidate)),
            ("t/(x)/?nv=(x)/T:a", Err(NoCandidate)),
            ("urn:oma:mo:sensor:1.0/(x)/?nv=(x)/Data/1/Date:12.1", Err(SeveralCandidates)),
            // x-names below `*`.
            ("urn:oma:mo:sensor:1.0/*/Data/(x)?nv=(x)/Date:12.1", Ok(&["left/Data/1", "right/Data/1"])),
            ("urn:oma:mo:sensor:1.0/*/Data/(x)?nv=(x)/Date:12.3", Ok(&["right/Data/2"])),
            ("urn:oma:mo:sensor:1.0/*/Data/(x)?nv=(x)/Date:0", Ok(&[])),
            ("o//*/(x)?nv=(x)/k:v", Err(SeveralCandidates)),
            ("o//*/(x)/z?nv=(x)/k:v", Err(SeveralCandidates)),
            ("o//*/(x)?nv=(x)/j:", Ok(&["é/Other/1"])),
            ("o//Same/*/(x)/*?nv=(x)/k:v", Ok(&[])),
        ];
        for (uri, expected) in cases {
            let expected = expected.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
            assert_eq!(addressed(&tree, uri), expected, "{uri}");
        }
        assert_eq!(addressed(&Tree { instances: vec![] }, "*"), Ok(vec![]));
        assert_eq!(NoNode.status(), 404);
    }
}

//! A tree in memory.

use super::Tree;
use crate::{
    package::{Leaf, Node},
    value::Moid,
};
use alloc::{borrow::Cow, string::String, vec::Vec};
use core::{fmt, iter::Enumerate, slice};

/// Management objects that are kept in memory, and can be changed as commands say.
///
/// It is what a client can be tried with, and enough for a device that keeps nothing else; a device with a store of its own
/// implements [`Tree`] for that. It is filled with [`store`](Self::store), and shows everything unless it is told to
/// [`hide`](Self::hide). Its nodes are kept in one list, in document order: nothing recurses.
///
/// # Examples
///
/// ```
/// use omadm::{Address, ManagementData, Options, StatusCode, address::{MemoryTree, get}, json};
///
/// let options = Options::default();
/// let body = br#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":{"b":1,"c":2}}}}]"#;
/// let mut tree = MemoryTree::new();
/// tree.store(&json::decode::<ManagementData>(body, &options)?.value, &options)?;
///
/// tree.delete(&Address::parse("urn:x//a/b")?, &options)?;
/// let answer = get(&tree, &[omadm::ClientUri::parse("urn:x//a")?], &options);
/// let expected = br#"[{"ClientURI":"urn:x//a","MOData":{"a":{"c":2}}}]"#;
/// assert_eq!(json::to_vec(answer.data().unwrap())?, expected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MemoryTree {
    pub(super) mos: Vec<Mo>,
}

/// An instance of a management object.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Mo {
    pub(super) moid: Moid<'static>,
    pub(super) name: String,
    pub(super) cv: Option<String>,
    /// All nodes in document order, the root first.
    pub(super) nodes: Vec<Entry>,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    /// `None` for an interior node.
    pub(super) value: Option<Leaf<'static>>,
    /// How many of the entries behind it are below it.
    pub(super) below: usize,
    pub(super) permanent: bool,
    pub(super) hidden: bool,
}

impl MemoryTree {
    /// A tree without any management object.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::address::{MemoryTree, Tree};
    ///
    /// assert_eq!(MemoryTree::new().instances(None).count(), 0);
    /// ```
    pub const fn new() -> Self {
        MemoryTree { mos: Vec::new() }
    }
}

/// The entries of a node of management data and of what is below it.
pub(super) fn entries(node: Node<'_>) -> Vec<Entry> {
    let entry = |(node, below): (Node<'_>, usize)| Entry {
        name: node.name().into_owned(),
        value: node.leaf().map(Leaf::into_owned),
        below,
        permanent: false,
        hidden: false,
    };
    node.with_below().map(entry).collect()
}

/// An instance in a [`MemoryTree`].
///
/// # Examples
///
/// ```
/// use omadm::address::{MemoryInstance, MemoryTree, Tree};
///
/// let tree = MemoryTree::new();
/// let instances: Vec<MemoryInstance<'_>> = tree.instances(None).collect();
/// assert!(instances.is_empty());
/// ```
#[derive(Clone, Copy)]
pub struct MemoryInstance<'t> {
    /// Which of the tree's it is.
    pub(super) index: usize,
    root: MemoryNode<'t>,
}

impl fmt::Debug for MemoryInstance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/", self.root.mo.moid, self.root.mo.name)
    }
}

/// The instances of a [`MemoryTree`], in the order in which they were stored.
///
/// # Examples
///
/// ```
/// use omadm::address::{MemoryInstances, MemoryTree, Tree};
///
/// let tree = MemoryTree::new();
/// let mut instances: MemoryInstances<'_> = tree.instances(None);
/// assert!(instances.next().is_none());
/// ```
#[derive(Clone)]
pub struct MemoryInstances<'t>(Enumerate<slice::Iter<'t, Mo>>);

impl<'t> Iterator for MemoryInstances<'t> {
    type Item = MemoryInstance<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        let rooted = |(index, mo)| Some(MemoryInstance { index, root: MemoryNode::new(mo, 0)? });
        self.0.find_map(rooted)
    }
}

impl fmt::Debug for MemoryInstances<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// A node in a [`MemoryTree`].
///
/// # Examples
///
/// ```
/// use omadm::{ManagementData, Options, address::{MemoryNode, MemoryTree, Tree}, json};
///
/// let body = br#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":1}}}]"#;
/// let mut tree = MemoryTree::new();
/// tree.store(&json::decode::<ManagementData>(body, &Options::default())?.value, &Options::default())?;
/// let root: MemoryNode<'_> = tree.root(tree.instances(None).next().unwrap());
/// assert_eq!(tree.name(root), "X");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct MemoryNode<'t> {
    mo: &'t Mo,
    entry: &'t Entry,
    /// Which of the entries it is.
    pub(super) index: usize,
}

impl<'t> MemoryNode<'t> {
    fn new(mo: &'t Mo, index: usize) -> Option<Self> {
        Some(MemoryNode { mo, entry: mo.nodes.get(index)?, index })
    }
}

impl fmt::Debug for MemoryNode<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entry.name.fmt(f)
    }
}

/// Nodes of a [`MemoryTree`] that stand beside each other, in their order.
///
/// # Examples
///
/// ```
/// use omadm::{ManagementData, Options, address::{MemoryChildren, MemoryTree, Tree}, json};
///
/// let body = br#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":1,"b":2}}}]"#;
/// let mut tree = MemoryTree::new();
/// tree.store(&json::decode::<ManagementData>(body, &Options::default())?.value, &Options::default())?;
/// let root = tree.root(tree.instances(None).next().unwrap());
/// let children: MemoryChildren<'_> = tree.children(root);
/// assert_eq!(children.count(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct MemoryChildren<'t> {
    mo: &'t Mo,
    next: usize,
    /// Behind the last of them and all that is below it.
    end: usize,
}

impl<'t> Iterator for MemoryChildren<'t> {
    type Item = MemoryNode<'t>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let node = MemoryNode::new(self.mo, self.next)?;
        self.next += 1 + node.entry.below;
        Some(node)
    }
}

impl fmt::Debug for MemoryChildren<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl Tree for MemoryTree {
    type Instance<'t> = MemoryInstance<'t>;
    type Instances<'t> = MemoryInstances<'t>;
    type Node<'t> = MemoryNode<'t>;
    type Children<'t> = MemoryChildren<'t>;

    fn instances<'t>(&'t self, _: Option<&Moid<'_>>) -> MemoryInstances<'t> {
        MemoryInstances(self.mos.iter().enumerate())
    }

    fn moid<'t>(&'t self, instance: MemoryInstance<'t>) -> Cow<'t, str> {
        instance.root.mo.moid.as_str().into()
    }

    fn instance_name<'t>(&'t self, instance: MemoryInstance<'t>) -> Cow<'t, str> {
        instance.root.mo.name.as_str().into()
    }

    fn root<'t>(&'t self, instance: MemoryInstance<'t>) -> MemoryNode<'t> {
        instance.root
    }

    #[inline]
    fn name<'t>(&'t self, node: MemoryNode<'t>) -> Cow<'t, str> {
        node.entry.name.as_str().into()
    }

    fn value<'t>(&'t self, node: MemoryNode<'t>) -> Option<Leaf<'t>> {
        node.entry.value.as_ref().map(Leaf::borrow)
    }

    #[inline]
    fn children<'t>(&'t self, node: MemoryNode<'t>) -> MemoryChildren<'t> {
        let next = node.index + 1;
        MemoryChildren { mo: node.mo, next, end: next + node.entry.below }
    }

    #[inline]
    fn is_visible<'t>(&'t self, node: MemoryNode<'t>) -> bool {
        !node.entry.hidden
    }

    fn is_permanent<'t>(&'t self, node: MemoryNode<'t>) -> bool {
        node.entry.permanent
    }

    fn cv<'t>(&'t self, instance: MemoryInstance<'t>) -> Option<Cow<'t, str>> {
        instance.root.mo.cv.as_deref().map(Cow::Borrowed)
    }
}

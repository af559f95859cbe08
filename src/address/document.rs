//! A JSON document as a tree.

use super::Tree;
use crate::{
    package::{Leaf, ManagementData, Node, Record, Siblings},
    value::Moid,
};
use alloc::borrow::Cow;
use core::{fmt, iter::FilterMap, slice};

/// An instance in a document: a record at an instance's root.
///
/// # Examples
///
/// ```
/// use omadm::{ManagementData, Options, address::Tree, json};
///
/// let body = br#"[{"ClientURI":"urn:x/left/","MOData":{"x":{}}},{"ClientURI":"urn:x//a","MOData":{"a":1}}]"#;
/// let data = json::decode::<ManagementData>(body, &Options::default())?.value;
/// let instances: Vec<_> = data.instances(None).collect();
/// assert_eq!(instances.len(), 1);
/// assert_eq!(instances[0].record().client_uri().unwrap(), "urn:x/left/");
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, Copy)]
pub struct DocumentInstance<'t> {
    record: &'t Record<'t>,
    root: Node<'t>,
}

impl<'t> DocumentInstance<'t> {
    fn new(record: &'t Record<'_>) -> Option<Self> {
        let uri = record.client_uri()?;
        let mut nodes = record.data.nodes();
        let (root, second) = (nodes.next()?, nodes.next());
        let is_instance = uri.is_concrete() && uri.path().next().is_none() && second.is_none();
        is_instance.then_some(DocumentInstance { record, root })
    }

    /// The record that holds it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// let body = br#"[{"ClientURI":"urn:x//","CV":"v1","MOData":{"x":{}}}]"#;
    /// let data = json::decode::<ManagementData>(body, &Options::default())?.value;
    /// assert_eq!(data.instances(None).next().unwrap().record().cv.as_deref(), Some("v1"));
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub const fn record(&self) -> &'t Record<'t> {
        self.record
    }
}

impl fmt::Debug for DocumentInstance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record.fmt(f)
    }
}

/// A document as a tree: each record at an instance's root is an instance, and its `CV` the validator.
///
/// *Decision* D21: a record that is not at a root, that has no ClientURI or whose MOData does not have exactly one member is no
/// part of the tree, since nothing could address it. `urn:x//` is an instance whose name is empty.
impl<'a> Tree for ManagementData<'a> {
    type Instance<'t>
        = DocumentInstance<'t>
    where
        Self: 't;
    type Instances<'t>
        = FilterMap<slice::Iter<'t, Record<'a>>, fn(&'t Record<'a>) -> Option<DocumentInstance<'t>>>
    where
        Self: 't;
    type Node<'t>
        = Node<'t>
    where
        Self: 't;
    type Children<'t>
        = Siblings<'t>
    where
        Self: 't;

    fn instances<'t>(&'t self, _: Option<&Moid<'_>>) -> Self::Instances<'t> {
        self.records.iter().filter_map(|record| DocumentInstance::new(record))
    }

    fn moid<'t>(&'t self, instance: DocumentInstance<'t>) -> Cow<'t, str> {
        let moid = instance.record.client_uri().and_then(|uri| uri.moid());
        moid.map_or(Cow::Borrowed(""), |moid| moid.into_text().into())
    }

    fn instance_name<'t>(&'t self, instance: DocumentInstance<'t>) -> Cow<'t, str> {
        let name = instance.record.client_uri().and_then(|uri| uri.instance()?.name());
        name.map_or(Cow::Borrowed(""), |name| name.decode())
    }

    fn root<'t>(&'t self, instance: DocumentInstance<'t>) -> Node<'t> {
        instance.root
    }

    #[inline]
    fn name<'t>(&'t self, node: Node<'t>) -> Cow<'t, str> {
        node.name()
    }

    #[inline]
    fn is_named<'t>(&'t self, node: Node<'t>, name: &str) -> bool {
        node.is_named(name)
    }

    #[inline]
    fn value<'t>(&'t self, node: Node<'t>) -> Option<Leaf<'t>> {
        node.leaf()
    }

    #[inline]
    fn children<'t>(&'t self, node: Node<'t>) -> Siblings<'t> {
        node.children()
    }

    fn cv<'t>(&'t self, instance: DocumentInstance<'t>) -> Option<Cow<'t, str>> {
        instance.record.cv.as_deref().map(Cow::Borrowed)
    }
}

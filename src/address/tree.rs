//! What addresses are resolved in.

use crate::{package::Leaf, value::Moid};
use alloc::borrow::Cow;

/// A device's nodes as one server may see them: management objects, each with a MOID, a name and a root.
///
/// It is what a client's own store, or a view of it for one server, has to say of itself to be addressed. Instances and
/// nodes are handles: a reference, a number, a row of a database; whatever is small and `Copy`. Nothing is copied out of the
/// store but what is asked for.
///
/// Two things are believed of it. Instances of one MOID differ in their names, nodes beside each other too; and only an
/// instance that is the only one of its MOID has an empty name. Where that does not hold an address is ambiguous: what has
/// the same name as another is found with `*` alone, and its own address is answered 404. And it does not change while it is
/// walked.
///
/// Implemented for [`ManagementData`](crate::ManagementData), so that a JSON document is a tree, and for
/// [`MemoryTree`](super::MemoryTree).
///
/// # Examples
///
/// A store of one's own:
///
/// ```
/// use omadm::{ClientUri, Leaf, Moid, Options, address::{Tree, resolve}};
/// use std::{borrow::Cow, slice::Iter};
///
/// struct Device(Vec<Mo>);
/// struct Mo { moid: &'static str, name: String, root: Item }
/// struct Item { name: String, value: Option<String>, below: Vec<Item> }
///
/// impl Tree for Device {
///     type Instance<'t> = &'t Mo;
///     type Instances<'t> = Iter<'t, Mo>;
///     type Node<'t> = &'t Item;
///     type Children<'t> = Iter<'t, Item>;
///
///     fn instances<'t>(&'t self, _: Option<&Moid<'_>>) -> Iter<'t, Mo> {
///         self.0.iter()
///     }
///     fn moid<'t>(&'t self, mo: &'t Mo) -> Cow<'t, str> {
///         mo.moid.into()
///     }
///     fn instance_name<'t>(&'t self, mo: &'t Mo) -> Cow<'t, str> {
///         (&mo.name).into()
///     }
///     fn root<'t>(&'t self, mo: &'t Mo) -> &'t Item {
///         &mo.root
///     }
///     fn name<'t>(&'t self, node: &'t Item) -> Cow<'t, str> {
///         (&node.name).into()
///     }
///     fn value<'t>(&'t self, node: &'t Item) -> Option<Leaf<'t>> {
///         node.value.as_ref().map(|text| Leaf::String(text.into()))
///     }
///     fn children<'t>(&'t self, node: &'t Item) -> Iter<'t, Item> {
///         node.below.iter()
///     }
/// }
///
/// let id = Item { name: "ID".into(), value: Some("GPS".into()), below: vec![] };
/// let root = Item { name: "Sensor".into(), value: None, below: vec![id] };
/// let device = Device(vec![Mo { moid: "urn:x", name: "left".into(), root }]);
/// let uri = ClientUri::parse("urn:x/(y)/*?nv=(y)/ID:GPS")?;
/// let addresses: Result<Vec<_>, _> = resolve(&device, &uri, &Options::default()).addresses().collect();
/// assert_eq!(addresses?, ["urn:x/left/ID"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Tree {
    /// An instance of a management object.
    type Instance<'t>: Copy
    where
        Self: 't;

    /// Instances in the order of the tree.
    type Instances<'t>: Iterator<Item = Self::Instance<'t>>
    where
        Self: 't;

    /// A node.
    type Node<'t>: Copy
    where
        Self: 't;

    /// Nodes beside each other, in the order of the tree.
    type Children<'t>: Iterator<Item = Self::Node<'t>>
    where
        Self: 't;

    /// The instances of this MOID, or all there are without one.
    ///
    /// It may give others too: they are looked at and passed over. So a tree of a few instances gives them all.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// assert_eq!(tree.instances(None).count(), 1);
    /// ```
    fn instances<'t>(&'t self, moid: Option<&Moid<'_>>) -> Self::Instances<'t>;

    /// The MOID of an instance.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let instance = tree.instances(None).next().unwrap();
    /// assert_eq!(tree.moid(instance), "urn:x");
    /// ```
    fn moid<'t>(&'t self, instance: Self::Instance<'t>) -> Cow<'t, str>;

    /// The name of an instance as it is, not percent-encoded: `left` in `urn:x/left/`. Empty if it has none, which is
    /// `urn:x//`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let instance = tree.instances(None).next().unwrap();
    /// assert_eq!(tree.instance_name(instance), "left");
    /// ```
    fn instance_name<'t>(&'t self, instance: Self::Instance<'t>) -> Cow<'t, str>;

    /// The root of an instance. Its own name is that of the definition, which no ClientURI spells: `DevInfo`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let instance = tree.instances(None).next().unwrap();
    /// assert_eq!(tree.name(tree.root(instance)), "X");
    /// ```
    fn root<'t>(&'t self, instance: Self::Instance<'t>) -> Self::Node<'t>;

    /// The name of a node as it is, not percent-encoded.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let root = tree.root(tree.instances(None).next().unwrap());
    /// assert_eq!(tree.name(root), "X");
    /// ```
    fn name<'t>(&'t self, node: Self::Node<'t>) -> Cow<'t, str>;

    /// The value of a leaf; `None` for an interior node, with or without children.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let root = tree.root(tree.instances(None).next().unwrap());
    /// assert_eq!(tree.value(root), None);
    /// let leaf = tree.children(root).next().unwrap();
    /// assert_eq!(tree.value(leaf), Some(omadm::Leaf::Number("1".into())));
    /// ```
    fn value<'t>(&'t self, node: Self::Node<'t>) -> Option<Leaf<'t>>;

    /// The nodes right below a node; none below a leaf.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let root = tree.root(tree.instances(None).next().unwrap());
    /// assert_eq!(tree.children(root).count(), 1);
    /// ```
    fn children<'t>(&'t self, node: Self::Node<'t>) -> Self::Children<'t>;

    /// Those of the children that may have this name: at least all that have.
    ///
    /// A tree that finds nodes by their names says so here; others are walked through. [`is_named`](Self::is_named) is asked
    /// of each all the same.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let root = tree.root(tree.instances(None).next().unwrap());
    /// assert!(tree.children_named(root, "a").any(|node| node.is_named("a")));
    /// ```
    #[inline]
    fn children_named<'t>(&'t self, node: Self::Node<'t>, _name: &str) -> Self::Children<'t> {
        self.children(node)
    }

    /// Whether a node has this name, case-sensitively. To be given where [`name`](Self::name) has to make a `String`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let root = tree.root(tree.instances(None).next().unwrap());
    /// assert!(tree.is_named(root, "X"));
    /// ```
    #[inline]
    fn is_named<'t>(&'t self, node: Self::Node<'t>, name: &str) -> bool {
        self.name(node) == name
    }

    /// Whether the server may see a node. One that it may not see is as if it were not there, and what is below it too; an
    /// instance is not there if its root is not.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let root = tree.root(tree.instances(None).next().unwrap());
    /// assert!(tree.is_visible(root));
    /// ```
    #[inline]
    fn is_visible<'t>(&'t self, _node: Self::Node<'t>) -> bool {
        true
    }

    /// Whether a node can never be deleted. DELETE of it, or of anything above it, is answered 405.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let root = tree.root(tree.instances(None).next().unwrap());
    /// assert!(!tree.is_permanent(root));
    /// ```
    #[inline]
    fn is_permanent<'t>(&'t self, _node: Self::Node<'t>) -> bool {
        false
    }

    /// The validator of an instance: a text that differs whenever anything in it does. `None` if it keeps none.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ManagementData, Options, address::Tree, json};
    /// # let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":1}}}]"#;
    /// # let tree = json::decode::<ManagementData>(body, &Options::default()).unwrap().value;
    /// let instance = tree.instances(None).next().unwrap();
    /// assert_eq!(tree.cv(instance).unwrap(), "v1");
    /// ```
    #[inline]
    fn cv<'t>(&'t self, _instance: Self::Instance<'t>) -> Option<Cow<'t, str>> {
        None
    }
}

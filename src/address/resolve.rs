//! From a ClientURI to the nodes it addresses.

use super::{
    Tree,
    error::{AddressError, AddressErrorKind},
    plan::Plan,
    search::Work,
    walk::{Star, Stop},
};
use crate::{
    error::ParseError,
    limits::Options,
    uri::{ClientUri, push_name},
    value::Moid,
};
use alloc::{string::String, vec::Vec};
use core::{fmt, iter::FusedIterator};

/// Finds the nodes that a ClientURI addresses (section 4 of the protocol): in the order of the tree, each once.
///
/// Nothing is looked at before the iterator is asked, and no more than it takes to give the next node; beside the path to it
/// nothing is kept. It does not recurse. [`Limits::nodes`](crate::Limits::nodes) bounds how many nodes are looked at.
/// `Levels` and `cv` say nothing of what is addressed; [`collect`](super::collect) minds them.
///
/// *Decision* D17: of a path step's name, too, there has to be exactly one. `*` addresses whatever there is, which may be
/// nothing: that is no error.
///
/// # Errors
///
/// An error is the last item. In a tree with the instances `left` and `right` of `urn:x`: `urn:y//`, `urn:x//`,
/// `urn:x/middle/`, `urn:x/left/nothing`, `urn:x/(y)/?nv=(y)/ID:neither`, and `urn:x/(y)/?nv=(y)/ID:both`. Below a `*` the
/// branches that lack a name or a candidate are passed over; several candidates are an error still. With `*` as the instance
/// an unknown MOID is no error.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, ManagementData, Options, address::resolve, json};
///
/// let body = br#"[{"ClientURI":"urn:x/left/","MOData":{"Sensor":{"ID":"GPS","Data":{"1":"a","2":"b"}}}}]"#;
/// let tree = json::decode::<ManagementData>(body, &Options::default())?.value;
///
/// let uri = ClientUri::parse("urn:x/(y)/Data/*?nv=(y)/ID:GPS")?;
/// let mut found = resolve(&tree, &uri, &Options::default());
/// let mut addresses = Vec::new();
/// while let Some(node) = found.next() {
///     assert!(!node?.is_interior());
///     addresses.push(found.address()?);
/// }
/// assert_eq!(addresses, ["urn:x/left/Data/1", "urn:x/left/Data/2"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn resolve<'t, 'u, T: Tree>(
    tree: &'t T,
    uri: &'u ClientUri<'_>,
    options: &Options,
) -> Resolve<'t, 'u, T> {
    Resolve::new(tree, uri, Work::new(options.limits.nodes))
}

/// The nodes that a ClientURI addresses: what [`resolve`] returns.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, ManagementData, Options, address::{Resolve, resolve}};
///
/// let tree = ManagementData::default();
/// let uri = ClientUri::parse("urn:x/*/")?;
/// let mut found: Resolve<'_, '_, ManagementData<'_>> = resolve(&tree, &uri, &Options::default());
/// assert!(found.next().is_none());
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
pub struct Resolve<'t, 'u, T: Tree> {
    pub(super) tree: &'t T,
    pub(super) plan: Plan<'u>,
    pub(super) work: Work,
    pub(super) stage: Stage,
    /// Instances that are left, if `*` stands for them.
    pub(super) instances: Option<T::Instances<'t>>,
    pub(super) instance: Option<T::Instance<'t>>,
    /// The root of the instance, and the nodes below it that all steps but the last have led to.
    pub(super) nodes: Vec<T::Node<'t>>,
    /// One for each `*` of the path that was come to.
    pub(super) stars: Vec<Star<'t, T>>,
    /// The node that was given last.
    pub(super) last: Option<T::Node<'t>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Start,
    Going,
    End,
}

impl<'t, 'u, T: Tree> Resolve<'t, 'u, T> {
    pub(super) fn new(tree: &'t T, uri: &'u ClientUri<'_>, work: Work) -> Self {
        Resolve {
            tree,
            plan: Plan::new(uri),
            work,
            stage: Stage::Start,
            instances: None,
            instance: None,
            nodes: Vec::new(),
            stars: Vec::new(),
            last: None,
        }
    }

    /// The address of the node that was given last: concrete, and resolving it gives that node again.
    ///
    /// # Errors
    ///
    /// Before the first node and behind the last. A name in the tree that no ClientURI can spell: an empty one, one with a
    /// NUL, or names that together pass 65,535 bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, address::resolve, json};
    /// let body = br#"[{"ClientURI":"urn:x//","MOData":{"Root":{"a b":1}}}]"#;
    /// let tree = json::decode::<ManagementData>(body, &Options::default())?.value;
    /// let uri = ClientUri::parse("urn:x/*/*")?;
    /// let mut found = resolve(&tree, &uri, &Options::default());
    /// assert!(found.address().is_err());
    /// found.next();
    /// assert_eq!(found.address()?, "urn:x//a%20b");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn address(&self) -> Result<ClientUri<'static>, AddressError> {
        let (Some(last), Some(instance)) = (self.last, self.instance) else {
            return Err(AddressError::new(AddressErrorKind::Nothing, 0, ""));
        };
        let moid = self.tree.moid(instance);
        let build = || {
            let mut builder = ClientUri::builder(&Moid::parse(&moid)?);
            let name = self.tree.instance_name(instance);
            if !name.is_empty() {
                builder = builder.instance(&name);
            }
            for node in self.nodes.iter().chain([&last]).skip(1) {
                builder = builder.node(&self.tree.name(*node));
            }
            builder.build()
        };
        build().map_err(|error: ParseError| self.error_here(AddressErrorKind::Name(error.kind())))
    }

    /// The instance that the node that was given last is in; `None` before the first node and behind the last.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, address::resolve, json};
    /// let body = br#"[{"ClientURI":"urn:x//","CV":"v1","MOData":{"Root":{"a":1}}}]"#;
    /// let tree = json::decode::<ManagementData>(body, &Options::default())?.value;
    /// let uri = ClientUri::parse("urn:x//a")?;
    /// let mut found = resolve(&tree, &uri, &Options::default());
    /// found.next();
    /// assert_eq!(found.instance().unwrap().record().cv.as_deref(), Some("v1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn instance(&self) -> Option<T::Instance<'t>> {
        self.last.and(self.instance)
    }

    /// The addresses of the nodes instead of the nodes, as [`Resolve::address`] says them. Here too an error is the last
    /// item.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, ManagementData, Options, address::resolve, json};
    /// let body = br#"[{"ClientURI":"urn:x//","MOData":{"Root":{"a":1}}}]"#;
    /// let tree = json::decode::<ManagementData>(body, &Options::default())?.value;
    /// for address in resolve(&tree, &ClientUri::all_mos(), &Options::default()).addresses() {
    ///     assert_eq!(address?, "urn:x//");
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn addresses(mut self) -> impl Iterator<Item = Result<ClientUri<'static>, AddressError>> {
        core::iter::from_fn(move || {
            let address = self.next()?.and_then(|_| self.address());
            if address.is_err() {
                self.end();
            }
            Some(address)
        })
    }

    /// Whether instances are addressed, not what is below them.
    pub(super) fn is_at_roots(&self) -> bool {
        self.plan.path.is_empty()
    }

    #[cold]
    fn end(&mut self) {
        self.stage = Stage::End;
        self.stars = Vec::new();
        self.instances = None;
        self.last = None;
    }

    #[cold]
    fn fail(&mut self, stop: Stop<'_>) -> AddressError {
        let error = self.error(stop);
        self.end();
        error
    }

    /// What is not the next node of the last `*`.
    #[inline(never)]
    fn next_slowly(&mut self) -> Option<Result<T::Node<'t>, AddressError>> {
        if self.stage == Stage::End {
            return None;
        }
        let next = self.advance().map_err(|stop| self.fail(stop)).transpose();
        if next.is_none() {
            self.end();
        }
        next
    }

    #[cold]
    fn error(&self, stop: Stop<'_>) -> AddressError {
        let (mut place, mut offset) = (String::new(), 0);
        match (stop.step, &self.plan.moid) {
            (Some(step), _) => {
                self.push_place(&mut place, step);
                if let Some(step) = self.plan.path.get(step) {
                    place.push_str(self.plan.written(step));
                    offset = step.offset;
                }
            }
            (None, Some(moid)) => {
                place.push_str(moid.as_str());
                if stop.kind != AddressErrorKind::NoMoid {
                    place.push('/');
                    offset = place.len();
                    place.push_str(self.plan.instance.as_ref().map_or("/", |step| self.plan.written(step)));
                }
            }
            (None, None) => place.push('*'),
        }
        let error = |offset| AddressError::new(stop.kind, offset, place);
        match stop.field {
            Some((at, field)) => error(at).with_field(field),
            None => error(offset),
        }
    }

    /// What is wrong with the node that was given last.
    #[cold]
    pub(super) fn error_here(&self, kind: AddressErrorKind) -> AddressError {
        let step = self.plan.path.last().or(self.plan.instance.as_ref());
        let moid = self.plan.moid.as_ref().map_or(0, |moid| moid.as_str().len() + 1);
        let mut place = String::new();
        self.push_place(&mut place, self.plan.path.len());
        if !self.is_at_roots() {
            place.pop();
        }
        AddressError::new(kind, step.map_or(moid, |step| step.offset), place)
    }

    /// Writes the address of the node that so many steps have led to, with a `/` behind it.
    fn push_place(&self, place: &mut String, steps: usize) {
        let Some(instance) = self.instance else { return };
        place.push_str(&self.tree.moid(instance));
        place.push('/');
        push_name(place, &self.tree.instance_name(instance), |_| true);
        place.push('/');
        for node in self.nodes.iter().chain(&self.last).skip(1).take(steps) {
            push_name(place, &self.tree.name(*node), |_| true);
            place.push('/');
        }
    }
}

impl<'t, T: Tree> Iterator for Resolve<'t, '_, T> {
    type Item = Result<T::Node<'t>, AddressError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        // What most nodes of a large answer are: one more of a `*` that ends the path.
        if let Some(Star { children, step, ends: true }) = self.stars.last_mut() {
            for node in children {
                if let Err(limit) = self.work.look() {
                    let stop = Stop::limit(limit, Some(*step));
                    return Some(Err(self.fail(stop)));
                }
                if self.tree.is_visible(node) {
                    self.last = Some(node);
                    return Some(Ok(node));
                }
            }
        }
        self.next_slowly()
    }
}

impl<T: Tree> FusedIterator for Resolve<'_, '_, T> {}

impl<T: Tree> fmt::Debug for Resolve<'_, '_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolve").field("uri", &self.plan.uri()).finish_non_exhaustive()
    }
}

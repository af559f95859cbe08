//! The walk from a tree's instances to the nodes that are addressed: one step at a time, and back to the last `*`.

use super::{
    Resolve, Tree,
    error::AddressErrorKind,
    plan::{Condition, Pick, Step},
    resolve::Stage,
    search::{Found, Judge, Work, child_named, only},
};
use crate::{limits::Limit, value::Moid};

/// A `*` of the path.
pub(super) struct Star<'t, T: Tree + 't> {
    /// What it has not stood for yet.
    pub(super) children: T::Children<'t>,
    /// Which step it is.
    pub(super) step: usize,
    /// Whether it is the last.
    pub(super) ends: bool,
}

/// Why the walk cannot go on.
pub(super) struct Stop<'u> {
    pub(super) kind: AddressErrorKind,
    /// The step of the path it came to; `None` for the instance.
    pub(super) step: Option<usize>,
    /// The `nv` field that decided, by its offset and text.
    pub(super) field: Option<(usize, &'u str)>,
}

impl<'u> Stop<'u> {
    fn new(kind: AddressErrorKind, step: Option<usize>) -> Self {
        Stop { kind, step, field: None }
    }

    #[cold]
    pub(super) fn limit(limit: Limit, step: Option<usize>) -> Self {
        Stop::new(AddressErrorKind::Limit(limit), step)
    }

    fn decided(kind: AddressErrorKind, step: Option<usize>, by: Option<&Condition<'u>>) -> Self {
        Stop { kind, step, field: by.map(|condition| (condition.offset, condition.text)) }
    }
}

impl<'t, 'u, T: Tree> Resolve<'t, 'u, T> {
    /// The next node, if there is one.
    pub(super) fn advance(&mut self) -> Result<Option<T::Node<'t>>, Stop<'u>> {
        loop {
            let (node, step) = match self.stars.last_mut() {
                Some(Star { children, step, .. }) => {
                    let step = *step;
                    let Some(node) = children.next() else {
                        self.stars.pop();
                        continue;
                    };
                    self.nodes.truncate(step + 1);
                    self.work.look().map_err(|limit| Stop::limit(limit, Some(step)))?;
                    if !self.tree.is_visible(node) {
                        continue;
                    }
                    (node, step + 1)
                }
                None => {
                    self.nodes.clear();
                    match self.next_root()? {
                        Some(root) => (root, 0),
                        None => return Ok(None),
                    }
                }
            };
            if let Some(node) = self.descend(node, step)? {
                return Ok(Some(node));
            }
        }
    }

    /// Goes down from a node as far as each step leads to one node. `None` if that ends at a `*`, or if what is below one
    /// lacks a step.
    fn descend(&mut self, from: T::Node<'t>, step: usize) -> Result<Option<T::Node<'t>>, Stop<'u>> {
        let (mut node, mut step) = (from, step);
        loop {
            let Some(Step { pick, .. }) = self.plan.path.get(step) else {
                self.last = Some(node);
                return Ok(Some(node));
            };
            self.nodes.push(node);
            if let Pick::Any = pick {
                let ends = step + 1 == self.plan.path.len();
                self.stars.push(Star { children: self.tree.children(node), step, ends });
                return Ok(None);
            }
            match self.child(node, step)? {
                Some(child) => node = child,
                None => return Ok(None),
            }
            step += 1;
        }
    }

    /// The one child that a step means which is no `*`.
    fn child(&mut self, node: T::Node<'t>, step: usize) -> Result<Option<T::Node<'t>>, Stop<'u>> {
        let (tree, work, plan) = (self.tree, &mut self.work, &self.plan);
        let stop = |limit| Stop::limit(limit, Some(step));
        let stopped = match plan.path.get(step).map(|step| &step.pick) {
            Some(Pick::Name(name)) => match child_named(tree, node, name, work).map_err(stop)? {
                Found::One(child) => return Ok(Some(child)),
                Found::None => Stop::new(AddressErrorKind::NoNode, Some(step)),
                Found::Several => return Err(Stop::new(AddressErrorKind::SeveralNodes, Some(step))),
            },
            Some(Pick::X(x, range)) => {
                let mut judge = Judge::new(plan.conditions(range));
                let fits =
                    |child, work: &mut Work| Ok(tree.is_visible(child) && judge.admits(tree, child, work)?);
                match only(tree.children(node), work, fits).map_err(stop)? {
                    Found::One(child) => return Ok(Some(child)),
                    Found::None => {
                        Stop::decided(AddressErrorKind::NoCandidate(*x), Some(step), judge.decided())
                    }
                    Found::Several => {
                        let kind = AddressErrorKind::SeveralCandidates(*x);
                        return Err(Stop::decided(kind, Some(step), judge.last()));
                    }
                }
            }
            Some(Pick::Any) | None => return Ok(None),
        };
        // Below a `*` what is missing is passed over.
        if self.stars.is_empty() && !plan.any_instance() { Err(stopped) } else { Ok(None) }
    }

    /// The root of the next instance, or of the only one.
    fn next_root(&mut self) -> Result<Option<T::Node<'t>>, Stop<'u>> {
        let (tree, moid) = (self.tree, self.plan.moid.as_ref());
        if self.stage == Stage::Start {
            self.stage = Stage::Going;
            if !self.plan.any_instance() {
                return self.only_root().map(Some);
            }
            self.instances = Some(tree.instances(moid));
        }
        for instance in self.instances.iter_mut().flatten() {
            self.work.look().map_err(|limit| Stop::limit(limit, None))?;
            let root = tree.root(instance);
            if is_of(tree, instance, moid) && tree.is_visible(root) {
                self.instance = Some(instance);
                return Ok(Some(root));
            }
        }
        Ok(None)
    }

    /// The root of the one instance that is meant.
    fn only_root(&mut self) -> Result<T::Node<'t>, Stop<'u>> {
        let (tree, moid, plan) = (self.tree, self.plan.moid.as_ref(), &self.plan);
        let pick = plan.instance.as_ref().map(|step| &step.pick);
        let mut judge = Judge::new(match pick {
            Some(Pick::X(_, range)) => plan.conditions(range),
            _ => &[],
        });
        let mut any = false;
        let fits = |instance, work: &mut Work| {
            let root = tree.root(instance);
            if !is_of(tree, instance, moid) || !tree.is_visible(root) {
                return Ok(false);
            }
            any = true;
            match pick {
                Some(Pick::Name(name)) => Ok(tree.instance_name(instance) == *name),
                Some(Pick::X(..)) => judge.admits(tree, root, work),
                Some(Pick::Any) | None => Ok(true),
            }
        };
        let found = only(tree.instances(moid), &mut self.work, fits);
        let kind = match (found.map_err(|limit| Stop::limit(limit, None))?, pick) {
            (Found::One(instance), _) => {
                self.instance = Some(instance);
                return Ok(tree.root(instance));
            }
            (Found::Several, Some(Pick::X(x, _))) => {
                return Err(Stop::decided(AddressErrorKind::SeveralCandidates(*x), None, judge.last()));
            }
            (Found::Several, _) => AddressErrorKind::SeveralInstances,
            (Found::None, _) if !any => AddressErrorKind::NoMoid,
            (Found::None, Some(Pick::X(x, _))) => {
                return Err(Stop::decided(AddressErrorKind::NoCandidate(*x), None, judge.decided()));
            }
            (Found::None, _) => AddressErrorKind::NoInstance,
        };
        Err(Stop::new(kind, None))
    }
}

fn is_of<'t, T: Tree>(tree: &'t T, instance: T::Instance<'t>, moid: Option<&Moid<'_>>) -> bool {
    moid.is_none_or(|moid| tree.moid(instance) == moid.as_str())
}

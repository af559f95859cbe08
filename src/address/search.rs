//! Looking for the one node that a step means.

use super::{Tree, plan::Condition};
use crate::limits::Limit;

/// How many nodes may still be looked at.
pub(super) struct Work {
    left: usize,
}

impl Work {
    pub(super) const fn new(nodes: usize) -> Self {
        Work { left: nodes }
    }

    /// Looks at one more.
    #[inline(always)]
    pub(super) fn look(&mut self) -> Result<(), Limit> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(Limit::Nodes),
        }
    }
}

/// What a search for exactly one came to.
#[derive(Clone, Copy)]
pub(super) enum Found<N> {
    None,
    One(N),
    Several,
}

/// The one of the candidates that fits. That there is no other is proved by looking for it.
#[inline]
pub(super) fn only<N: Copy>(
    candidates: impl Iterator<Item = N>,
    work: &mut Work,
    mut fits: impl FnMut(N, &mut Work) -> Result<bool, Limit>,
) -> Result<Found<N>, Limit> {
    let mut found = Found::None;
    for candidate in candidates {
        work.look()?;
        if fits(candidate, work)? {
            match found {
                Found::None => found = Found::One(candidate),
                _ => return Ok(Found::Several),
            }
        }
    }
    Ok(found)
}

/// The one child of this name.
#[inline]
pub(super) fn child_named<'t, T: Tree>(
    tree: &'t T,
    node: T::Node<'t>,
    name: &str,
    work: &mut Work,
) -> Result<Found<T::Node<'t>>, Limit> {
    let fits = |child, _: &mut Work| Ok(tree.is_named(child, name) && tree.is_visible(child));
    only(tree.children_named(node, name), work, fits)
}

/// The judge of the candidates for one x-name.
pub(super) struct Judge<'p, 'u> {
    conditions: &'p [Condition<'u>],
    /// The last condition that any candidate came to without passing it.
    decided: Option<usize>,
}

impl<'p, 'u> Judge<'p, 'u> {
    pub(super) const fn new(conditions: &'p [Condition<'u>]) -> Self {
        Judge { conditions, decided: None }
    }

    /// Whether all conditions hold of a candidate. The first that does not is the last that is asked.
    pub(super) fn admits<'t, T: Tree>(
        &mut self,
        tree: &'t T,
        candidate: T::Node<'t>,
        work: &mut Work,
    ) -> Result<bool, Limit> {
        for (index, condition) in self.conditions.iter().enumerate() {
            if !holds(tree, candidate, condition, work)? {
                self.decided = self.decided.max(Some(index));
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The condition that left no candidate over, as if each had been asked of all of them in turn.
    pub(super) fn decided(&self) -> Option<&'p Condition<'u>> {
        self.conditions.get(self.decided?)
    }

    /// The condition behind which there were still several.
    pub(super) fn last(&self) -> Option<&'p Condition<'u>> {
        self.conditions.last()
    }
}

/// Whether the leaf at the condition's path below a node has its value.
fn holds<'t, T: Tree>(
    tree: &'t T,
    candidate: T::Node<'t>,
    condition: &Condition<'_>,
    work: &mut Work,
) -> Result<bool, Limit> {
    let mut node = candidate;
    for name in &condition.path {
        match child_named(tree, node, name, work)? {
            Found::One(child) => node = child,
            Found::None | Found::Several => return Ok(false),
        }
    }
    Ok(tree.value(node).is_some_and(|leaf| leaf.text() == Some(&condition.value)))
}

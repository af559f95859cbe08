//! A ClientURI taken apart once, so that no node has to be compared with anything that must be read first.

use crate::{
    uri::{ClientUri, Field, NodeName, XName},
    value::Moid,
};
use alloc::{borrow::Cow, vec::Vec};
use core::ops::Range;

/// What a ClientURI asks of a tree.
pub(super) struct Plan<'u> {
    uri: &'u str,
    /// `None` for `*`.
    pub(super) moid: Option<Moid<'u>>,
    /// `None` if the only instance there is is meant.
    pub(super) instance: Option<Step<'u>>,
    /// The steps below the instance's root.
    pub(super) path: Vec<Step<'u>>,
    conditions: Vec<Condition<'u>>,
}

/// One step of an address.
pub(super) struct Step<'u> {
    pub(super) pick: Pick<'u>,
    /// Where it stands in the ClientURI.
    pub(super) offset: usize,
    pub(super) len: usize,
}

/// What a step picks.
pub(super) enum Pick<'u> {
    /// Everything in this place.
    Any,
    /// What has this name, escapes taken out.
    Name(Cow<'u, str>),
    /// The one candidate of which these conditions hold.
    X(XName, Range<usize>),
}

/// One `nv` field.
pub(super) struct Condition<'u> {
    x: XName,
    /// The names that lead to the leaf, escapes taken out.
    pub(super) path: Vec<Cow<'u, str>>,
    pub(super) value: Cow<'u, str>,
    /// Where the field stands in the ClientURI.
    pub(super) offset: usize,
    /// The field as it is written.
    pub(super) text: &'u str,
}

impl<'u> Plan<'u> {
    pub(super) fn new(uri: &'u ClientUri<'_>) -> Self {
        let mut conditions = conditions(uri);
        // Fields of one letter stand together, in the order in which they are written.
        conditions.sort_by_key(|condition| condition.x);
        let moid = uri.moid();
        let mut offset = moid.as_ref().map_or(0, |moid| moid.as_str().len() + 1);
        let instance = match &moid {
            None => Some(Step { pick: Pick::Any, offset, len: 1 }),
            Some(_) => uri.instance().map(|name| Step::new(name, offset, &conditions)),
        };
        offset += instance.as_ref().map_or(0, |step| step.len) + 1;
        let steps = uri.path().map(|name| {
            let step = Step::new(name, offset, &conditions);
            offset += step.len + 1;
            step
        });
        let path = steps.collect();
        Plan { uri: uri.as_str(), moid, instance, path, conditions }
    }

    /// The fields that say what an x-name stands for.
    #[inline]
    pub(super) fn conditions(&self, range: &Range<usize>) -> &[Condition<'u>] {
        self.conditions.get(range.clone()).unwrap_or_default()
    }

    /// A step as it is written.
    pub(super) fn written(&self, step: &Step<'_>) -> &'u str {
        self.uri.get(step.offset..step.offset + step.len).unwrap_or_default()
    }

    pub(super) const fn uri(&self) -> &'u str {
        self.uri
    }

    /// Whether `*` stands for the instance.
    pub(super) fn any_instance(&self) -> bool {
        matches!(self.instance, Some(Step { pick: Pick::Any, .. }))
    }
}

impl<'u> Step<'u> {
    fn new(name: NodeName<'u>, offset: usize, conditions: &[Condition<'_>]) -> Self {
        let (pick, len) = match name {
            NodeName::Any => (Pick::Any, 1),
            NodeName::Name(name) => (Pick::Name(name.decode()), name.as_str().len()),
            NodeName::X(x) => {
                let from = conditions.partition_point(|condition| condition.x < x);
                let to = conditions.partition_point(|condition| condition.x <= x);
                (Pick::X(x, from..to), 3)
            }
        };
        Step { pick, offset, len }
    }
}

fn conditions<'u>(uri: &'u ClientUri<'_>) -> Vec<Condition<'u>> {
    let query = uri.query().unwrap_or_default();
    let mut next = uri.as_str().len() - query.len();
    let mut conditions = Vec::new();
    for (field, text) in uri.fields().zip(query.split('&')) {
        let offset = next;
        next += text.len() + 1;
        if let Field::Nv(nv) = field {
            let path = nv.path().map(|name| name.decode()).collect();
            conditions.push(Condition { x: nv.x(), path, value: nv.value().decode(), offset, text });
        }
    }
    conditions
}

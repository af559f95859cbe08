//! What HGET does with the data it fetched.

use super::{
    MemoryTree,
    error::{AddressError, AddressErrorKind as Kind},
    memory::{Entry, Mo, entries},
    resolve::{Resolve, resolve},
    search::Work,
};
use crate::{
    limits::Options,
    package::{ManagementData, Record},
    uri::{Address, ClientUri, NodeName},
    value::Moid,
};
use alloc::{string::String, vec::Vec};

impl MemoryTree {
    /// Stores each record where it says that it belongs, as HGET without a ClientURI does, and says where that was. All or
    /// nothing.
    ///
    /// What is there is replaced. *Decision* D20: an instance that is not there is added, and so is a node whose parent is. An
    /// instance that is stored as a whole has the record's `CV` for its validator; one of which a part is stored has none.
    ///
    /// # Errors
    ///
    /// 400 for a record without a ClientURI or whose MOData does not have exactly one member; 404 where there is no place for
    /// it; 405 if a permanent node would be gone with what is replaced; 413 if more nodes would have to be looked at than
    /// [`Limits::nodes`](crate::Limits::nodes).
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{ManagementData, Options, address::MemoryTree, json};
    ///
    /// let options = Options::default();
    /// let body = br#"[{"ClientURI":"urn:x//","MOData":{"X":{}}},{"ClientURI":"urn:x//a","MOData":{"a":1}}]"#;
    /// let mut tree = MemoryTree::new();
    /// let stored = tree.store(&json::decode::<ManagementData>(body, &options)?.value, &options)?;
    /// assert_eq!(stored, ["urn:x//", "urn:x//a"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn store(
        &mut self,
        data: &ManagementData<'_>,
        options: &Options,
    ) -> Result<Vec<ClientUri<'static>>, AddressError> {
        let mut after = self.clone();
        let mut work = Work::new(options.limits.nodes);
        let records = data.records.iter();
        let stored = records.map(|record| after.store_record(record, &mut work)).collect::<Result<_, _>>()?;
        *self = after;
        Ok(stored)
    }

    /// Replaces the one node that an address means by the one the data has, as HGET with a ClientURI does, and says which
    /// that was.
    ///
    /// Where the data says that it belongs counts for nothing, and the node keeps its name. *Decision* D20: the data is one
    /// record.
    ///
    /// # Errors
    ///
    /// What [`resolve`] refuses, and 404 too if nothing or several nodes are addressed; 400 if there is not exactly one
    /// record, or its MOData does not have exactly one member; 405 if a permanent node below would be gone.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Address, ManagementData, Options, address::MemoryTree, json};
    ///
    /// let options = Options::default();
    /// let body = br#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":{"b":1}}}}]"#;
    /// let mut tree = MemoryTree::new();
    /// tree.store(&json::decode::<ManagementData>(body, &options)?.value, &options)?;
    ///
    /// let body = br#"[{"ClientURI":"urn:x//","MOData":{"new":{"c":2}}}]"#;
    /// let data = json::decode::<ManagementData>(body, &options)?.value;
    /// assert_eq!(tree.replace(&Address::parse("urn:x/*/a")?, &data, &options)?, "urn:x//a");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replace(
        &mut self,
        at: &Address<'_>,
        data: &ManagementData<'_>,
        options: &Options,
    ) -> Result<ClientUri<'static>, AddressError> {
        let mut found = resolve(&*self, at, options);
        let error = |kind| AddressError::new(kind, 0, at.as_str());
        let node = found.next().transpose()?;
        let (Some(node), Some(instance)) = (node, found.instance()) else {
            return Err(error(Kind::Nothing));
        };
        let place = Place { mo: instance.index, node: node.index, address: found.address()? };
        if found.next().transpose()?.is_some() {
            return Err(error(Kind::SeveralTargets));
        }
        let [record] = data.records.as_slice() else { return Err(error(Kind::NotOneNode)) };
        self.put(place, record)
    }

    fn store_record(
        &mut self,
        record: &Record<'_>,
        work: &mut Work,
    ) -> Result<ClientUri<'static>, AddressError> {
        let Some(uri) = record.client_uri() else {
            return Err(AddressError::new(Kind::NoClientUri, 0, ""));
        };
        let missing = match self.find(uri, work) {
            Ok(place) => return self.put(place, record),
            Err(error) if matches!(error.kind(), Kind::NoMoid | Kind::NoInstance | Kind::NoNode) => error,
            Err(error) => return Err(error),
        };
        let mut entries = one_node(record)?;
        let Some(moid) = uri.moid() else { return Err(missing) };
        let Some(last) = uri.path().next_back().and_then(NodeName::name) else {
            let name = uri.instance().and_then(NodeName::name);
            let name = name.map_or_else(String::new, |name| name.decode().into_owned());
            // An instance without a name is the only one; one of the same name is there but hidden.
            let barred = |mo: &Mo| name.is_empty() || mo.name.is_empty() || mo.name == name;
            if self.mos.iter().any(|mo| mo.moid == moid && barred(mo)) {
                return Err(missing);
            }
            let cv = record.cv.as_ref().map(|cv| String::from(cv.as_str()));
            self.mos.push(Mo { moid: moid.into_owned(), name, cv, nodes: entries });
            return self.find(uri, work).map(|place| place.address);
        };
        let place = match self.find(&parent(uri, &moid)?, work) {
            Err(error) if matches!(error.kind(), Kind::Limit(_)) => return Err(error),
            Err(_) => return Err(missing),
            Ok(place) => place,
        };
        if let Some(root) = entries.first_mut() {
            root.name = last.decode().into_owned();
        }
        let added = self.mos.get_mut(place.mo).is_some_and(|mo| mo.add(place.node, entries));
        if added { self.find(uri, work).map(|place| place.address) } else { Err(missing) }
    }

    /// The one node at a concrete address.
    fn find(&self, uri: &ClientUri<'_>, work: &mut Work) -> Result<Place, AddressError> {
        let mut found = Resolve::new(self, uri, core::mem::replace(work, Work::new(0)));
        let node = found.next().transpose();
        let place = node.and_then(|node| {
            let (Some(node), Some(instance)) = (node, found.instance()) else {
                return Err(AddressError::new(Kind::Nothing, 0, uri.as_str()));
            };
            Ok(Place { mo: instance.index, node: node.index, address: found.address()? })
        });
        *work = found.work;
        place
    }

    /// Replaces the node at a place.
    fn put(&mut self, place: Place, record: &Record<'_>) -> Result<ClientUri<'static>, AddressError> {
        let entries = one_node(record)?;
        let mo = self.mos.get_mut(place.mo);
        let replaced = mo.is_some_and(|mo| mo.replace(place.node, entries, record));
        if !replaced {
            return Err(AddressError::new(Kind::Permanent, 0, place.address.as_str()));
        }
        Ok(place.address)
    }
}

/// The one node of a record, and what is below it.
fn one_node(record: &Record<'_>) -> Result<Vec<Entry>, AddressError> {
    let mut nodes = record.data.nodes();
    match (nodes.next(), nodes.next()) {
        (Some(node), None) => Ok(entries(node)),
        _ => {
            let place = record.client_uri().map_or("", |uri| uri.as_str());
            Err(AddressError::new(Kind::NotOneNode, 0, place))
        }
    }
}

/// Where a node is.
struct Place {
    mo: usize,
    node: usize,
    address: ClientUri<'static>,
}

/// The address of what holds a node at a concrete address.
fn parent(uri: &ClientUri<'_>, moid: &Moid<'_>) -> Result<ClientUri<'static>, AddressError> {
    let mut builder = ClientUri::builder(moid);
    if let Some(NodeName::Name(name)) = uri.instance() {
        builder = builder.instance(&name.decode());
    }
    let mut path = uri.path();
    path.next_back();
    for name in path.filter_map(NodeName::name) {
        builder = builder.node(&name.decode());
    }
    builder.build().map_err(|error| AddressError::new(Kind::Name(error.kind()), error.offset(), uri.as_str()))
}

impl Mo {
    /// Puts nodes in the place of one and of what is below it, unless a permanent one would be gone. The node keeps its
    /// name, and is as permanent and as hidden as it was.
    fn replace(&mut self, index: usize, mut new: Vec<Entry>, record: &Record<'_>) -> bool {
        let Some(old) = self.nodes.get(index).cloned() else { return false };
        if self.nodes.iter().skip(index + 1).take(old.below).any(|entry| entry.permanent) {
            return false;
        }
        if let Some(root) = new.first_mut() {
            *root = Entry { value: root.value.take(), below: root.below, ..old.clone() };
        }
        self.grow_around(index, old.below + 1, new.len());
        self.nodes.splice(index..index + 1 + old.below, new);
        self.cv = record.cv.as_ref().filter(|_| index == 0).map(|cv| String::from(cv.as_str()));
        true
    }

    /// Adds nodes as the last child of an interior node, unless it is a leaf or has a child of that name, hidden or not.
    fn add(&mut self, parent: usize, new: Vec<Entry>) -> bool {
        let Some(entry) = self.nodes.get(parent) else { return false };
        let end = parent + 1 + entry.below;
        let mut child = parent + 1;
        while let Some(entry) = self.nodes.get(child).filter(|_| child < end) {
            if new.first().is_some_and(|new| new.name == entry.name) {
                return false;
            }
            child += 1 + entry.below;
        }
        if self.nodes.get(parent).is_none_or(|parent| parent.value.is_some()) {
            return false;
        }
        self.grow_around(parent, 0, new.len());
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.below += new.len();
        }
        self.nodes.splice(end..end, new);
        self.cv = None;
        true
    }

    /// Tells the nodes above one that other many are below them now.
    fn grow_around(&mut self, index: usize, old: usize, new: usize) {
        let mut at = 0;
        while let Some(entry) = self.nodes.get_mut(at).filter(|_| at < index) {
            if at + entry.below >= index {
                entry.below = entry.below - old + new;
                at += 1;
            } else {
                at += 1 + entry.below;
            }
        }
    }
}

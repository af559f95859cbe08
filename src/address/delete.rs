//! What DELETE does.

use super::{
    MemoryTree, Tree,
    error::{AddressError, AddressErrorKind},
    memory::Mo,
    resolve::resolve,
    search::Work,
};
use crate::{
    limits::{Limit, Options},
    uri::Address,
};
use alloc::{vec, vec::Vec};

/// A node in a tree, and the instance it is in.
///
/// # Examples
///
/// ```
/// use omadm::address::{MemoryTree, Target};
///
/// let none: Vec<Target<'_, MemoryTree>> = Vec::new();
/// ```
pub type Target<'t, T> = (<T as Tree>::Instance<'t>, <T as Tree>::Node<'t>);

/// The nodes that DELETE of this address deletes, each with its instance: all that is addressed, in the order of the tree.
/// What is below them goes with them.
///
/// *Decision* D18: a node is not deleted either if one below it is permanent, seen by the server or not.
///
/// # Errors
///
/// 404 for what [`resolve`] refuses, and where nothing is addressed; 405 if a node, or one below it, is permanent. Then
/// nothing is to be deleted. [`Limits::nodes`](crate::Limits::nodes) counts the nodes below too.
///
/// # Examples
///
/// ```
/// use omadm::{Address, ManagementData, Options, address::deleted_by, json};
///
/// let body = br#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":{"b":1},"c":2}}}]"#;
/// let tree = json::decode::<ManagementData>(body, &Options::default())?.value;
/// assert_eq!(deleted_by(&tree, &Address::parse("urn:x//*")?, &Options::default())?.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn deleted_by<'t, T: Tree>(
    tree: &'t T,
    address: &Address<'_>,
    options: &Options,
) -> Result<Vec<Target<'t, T>>, AddressError> {
    let mut found = resolve(tree, address, options);
    let mut nodes = Vec::new();
    let mut permanent = None;
    while let Some(node) = found.next() {
        let node = node?;
        if permanent.is_none() {
            let any = any_permanent(tree, node, &mut found.work);
            if any.map_err(|limit| found.error_here(AddressErrorKind::Limit(limit)))? {
                // What is wrong with the address itself goes before.
                permanent = Some(found.error_here(AddressErrorKind::Permanent));
            }
        }
        nodes.extend(found.instance().map(|instance| (instance, node)));
    }
    match permanent {
        Some(error) => Err(error),
        None if nodes.is_empty() => Err(AddressError::new(AddressErrorKind::Nothing, 0, address.as_str())),
        None => Ok(nodes),
    }
}

/// Whether a node is permanent, or any below it.
fn any_permanent<'t, T: Tree>(tree: &'t T, node: T::Node<'t>, work: &mut Work) -> Result<bool, Limit> {
    if tree.is_permanent(node) {
        return Ok(true);
    }
    let mut open = vec![tree.children(node)];
    while let Some(children) = open.last_mut() {
        let Some(child) = children.next() else {
            open.pop();
            continue;
        };
        work.look()?;
        if tree.is_permanent(child) {
            return Ok(true);
        }
        open.push(tree.children(child));
    }
    Ok(false)
}

impl MemoryTree {
    /// Deletes what an address means, as DELETE does, and says how many nodes were addressed. All or nothing.
    ///
    /// The instances of which something was deleted have no validator then.
    ///
    /// # Errors
    ///
    /// As [`deleted_by`].
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Address, ManagementData, Options, StatusCode, address::MemoryTree, json};
    ///
    /// let options = Options::default();
    /// let body = br#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":{"b":1},"c":2}}}]"#;
    /// let mut tree = MemoryTree::new();
    /// tree.store(&json::decode::<ManagementData>(body, &options)?.value, &options)?;
    /// tree.make_permanent(&Address::parse("urn:x//c")?, &options)?;
    ///
    /// let error = tree.delete(&Address::parse("urn:x//*")?, &options).unwrap_err();
    /// assert_eq!(error.dm_status(), StatusCode::COMMAND_NOT_ALLOWED);
    /// assert_eq!(tree.delete(&Address::parse("urn:x//a")?, &options)?, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn delete(&mut self, address: &Address<'_>, options: &Options) -> Result<usize, AddressError> {
        let nodes = deleted_by(self, address, options)?;
        let targets: Vec<(usize, usize)> = nodes.iter().map(|(mo, node)| (mo.index, node.index)).collect();
        for group in targets.chunk_by(|(a, _), (b, _)| a == b) {
            let mo = group.first().and_then(|(mo, _)| self.mos.get_mut(*mo));
            mo.into_iter().for_each(|mo| mo.delete(group.iter().map(|(_, node)| *node)));
        }
        self.mos.retain(|mo| !mo.nodes.is_empty());
        Ok(targets.len())
    }
}

impl Mo {
    /// Takes out nodes, of which none is below another, and what is below them. They come in rising order.
    fn delete(&mut self, targets: impl Iterator<Item = usize>) {
        self.cv = None;
        let mut gone = vec![false; self.nodes.len()];
        for target in targets {
            let below = self.nodes.get(target).map_or(0, |entry| entry.below);
            gone.iter_mut().skip(target).take(1 + below).for_each(|gone| *gone = true);
        }
        // How many are gone of those up to each, to tell how many are gone below it.
        let mut count = 0;
        let counts: Vec<usize> = gone
            .iter()
            .map(|gone| {
                count += usize::from(*gone);
                count
            })
            .collect();
        for (index, entry) in self.nodes.iter_mut().enumerate() {
            let (own, last) = (counts.get(index), counts.get(index + entry.below));
            entry.below -= last.zip(own).map_or(0, |(last, own)| last - own);
        }
        let mut gone = gone.into_iter();
        self.nodes.retain(|_| !gone.next().unwrap_or(false));
    }
}

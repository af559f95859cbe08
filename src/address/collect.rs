//! From addresses to management data (section 7 of the protocol).

use super::{
    Tree,
    error::{AddressError, AddressErrorKind},
    get::Collected,
    resolve::Resolve,
    room::Room,
    search::Work,
};
use crate::{
    limits::{Limits, Options},
    package::{ManagementData, MoBuilder, MoData, Record, Refused},
    uri::ClientUri,
};
use alloc::vec::Vec;

/// What is at every node that ClientURIs address, as one document: what HPUT and HPOST send, and what [`get`](super::get) answers.
///
/// One record per node, in the order of the ClientURIs and of the tree, under its concrete address: in a tree that keeps what
/// [`Tree`] says, resolving it gives that node again. `Levels` cuts; *Decision* D26: an interior node whose children it cuts off is
/// an empty object. Without it everything below the node is taken; *Decision* D15: but for `*`, which gives each root as an empty
/// object. A record at an instance's root tells its validator as `CV`. A ClientURI whose `cv` is its instance's validator adds no
/// record. What the server may not see is left out.
///
/// [`Options::limits`] hold for the document, so that it can be encoded with the same options; none is passed before it is
/// told. [`Limits::nodes`](crate::Limits::nodes) is for all ClientURIs together.
///
/// # Errors
///
/// The first ClientURI that fails, as [`resolve`](super::resolve) says; a name that no ClientURI can spell; a limit.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, ManagementData, Options, address::collect, json};
///
/// let body = br#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":{"b":1}}}}]"#;
/// let tree = json::decode::<ManagementData>(body, &Options::default())?.value;
///
/// let uris = [ClientUri::parse("urn:x//?Levels=1")?, ClientUri::parse("urn:x//a/*")?];
/// let collected = collect(&tree, &uris, &Options::default())?;
/// let expected = concat!(
///     r#"[{"ClientURI":"urn:x/left/","CV":"v1","MOData":{"X":{"a":{}}}},"#,
///     r#"{"ClientURI":"urn:x/left/a/b","MOData":{"b":1}}]"#
/// );
/// assert_eq!(String::from_utf8(json::to_vec(&collected.data)?)?, expected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn collect<T: Tree>(
    tree: &T,
    uris: &[ClientUri<'_>],
    options: &Options,
) -> Result<Collected, AddressError> {
    let room = Room::new(options.limits)
        .map_err(|limit| AddressError::new(AddressErrorKind::Limit(limit), 0, ""))?;
    let mut collector = Collector { room, records: Vec::new(), left_out: 0 };
    let mut work = Work::new(options.limits.nodes);
    for uri in uris {
        work = collector.add(Resolve::new(tree, uri, work), uri)?;
    }
    Ok(Collected { data: ManagementData { records: collector.records }, left_out: collector.left_out })
}

/// The document while it is made.
struct Collector {
    room: Room,
    records: Vec<Record<'static>>,
    left_out: usize,
}

impl Collector {
    /// Adds what one ClientURI addresses, and says what work is left.
    fn add<T: Tree>(
        &mut self,
        mut found: Resolve<'_, '_, T>,
        uri: &ClientUri<'_>,
    ) -> Result<Work, AddressError> {
        // Of `*` alone, no `Levels` is not everything.
        let levels = if uri.is_all_mos() { Some(uri.levels().unwrap_or(0)) } else { uri.levels() };
        let known = uri.cv();
        // Where there is a `cv` there is one instance; its validator may be dear, and is asked for once.
        let mut is_known = None;
        while let Some(node) = found.next() {
            let node = node?;
            let tree = found.tree;
            let cv = || found.instance().and_then(|instance| tree.cv(instance));
            if let Some(known) = known {
                if *is_known.get_or_insert_with(|| cv().is_some_and(|cv| known.is(&cv))) {
                    self.left_out += 1;
                    continue;
                }
            }
            let address = found.address()?;
            let cv = if found.is_at_roots() { cv() } else { None };
            let data = self
                .room
                .record(address.as_str(), cv.as_deref())
                .map_err(Refused::Limit)
                .and_then(|limits| copy(tree, node, levels, limits, &mut found.work))
                .map_err(|refused| match refused {
                    Refused::Limit(limit) => found.error_here(AddressErrorKind::Limit(limit)),
                    Refused::Number => found.error_here(AddressErrorKind::Number),
                })?;
            self.room.fill(&data);
            let mut record = Record::from_parts(Some(address), data);
            record.cv = cv.map(|cv| cv.into_owned().into());
            self.records.push(record);
        }
        Ok(found.work)
    }
}

/// A node, and so many levels below it.
fn copy<'t, T: Tree>(
    tree: &'t T,
    node: T::Node<'t>,
    levels: Option<u32>,
    limits: Limits,
    work: &mut Work,
) -> Result<MoData<'static>, Refused> {
    let levels = levels.map_or(usize::MAX, |levels| usize::try_from(levels).unwrap_or(usize::MAX));
    let mut builder = MoBuilder::new(limits)?;
    let mut open: Vec<T::Children<'t>> = Vec::new();
    let mut node = node;
    loop {
        let name = tree.name(node);
        match tree.value(node) {
            Some(leaf) => builder.leaf(&name, &leaf)?,
            None => {
                builder.open(&name)?;
                if open.len() < levels {
                    open.push(tree.children(node));
                } else {
                    builder.close()?;
                }
            }
        }
        node = loop {
            let Some(children) = open.last_mut() else { return Ok(builder.finish()) };
            let Some(child) = children.next() else {
                builder.close()?;
                open.pop();
                continue;
            };
            work.look()?;
            if tree.is_visible(child) {
                break child;
            }
        };
    }
}

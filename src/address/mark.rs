//! What a tree in memory is told of its nodes.

use super::{MemoryTree, error::AddressError, memory::Entry, resolve::resolve};
use crate::{limits::Options, uri::Address};
use alloc::vec::Vec;

impl MemoryTree {
    /// Makes every node an address means permanent: DELETE of it is answered 405.
    ///
    /// # Errors
    ///
    /// What [`resolve`] refuses; then nothing is changed. An address that means nothing is no error.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Address, Options, address::MemoryTree};
    ///
    /// let mut tree = MemoryTree::new();
    /// assert!(tree.make_permanent(&Address::parse("urn:x//")?, &Options::default()).is_err());
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn make_permanent(&mut self, address: &Address<'_>, options: &Options) -> Result<(), AddressError> {
        self.mark(address, options, |entry| entry.permanent = true)
    }

    /// Hides every node an address means from the server, with what is below it: for whatever is asked it is as if it were
    /// not there.
    ///
    /// # Errors
    ///
    /// As [`make_permanent`](Self::make_permanent).
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Address, ManagementData, Options, address::{MemoryTree, resolve}, json};
    ///
    /// let options = Options::default();
    /// let body = br#"[{"ClientURI":"urn:x//","MOData":{"X":{"a":1,"b":2}}}]"#;
    /// let mut tree = MemoryTree::new();
    /// tree.store(&json::decode::<ManagementData>(body, &options)?.value, &options)?;
    /// tree.hide(&Address::parse("urn:x//a")?, &options)?;
    /// let uri = Address::parse("urn:x//*")?;
    /// assert_eq!(resolve(&tree, &uri, &options).count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn hide(&mut self, address: &Address<'_>, options: &Options) -> Result<(), AddressError> {
        self.mark(address, options, |entry| entry.hidden = true)
    }

    fn mark(
        &mut self,
        address: &Address<'_>,
        options: &Options,
        mark: impl Fn(&mut Entry),
    ) -> Result<(), AddressError> {
        let mut found = resolve(&*self, address, options);
        let mut marked = Vec::new();
        while let Some(node) = found.next() {
            let node = node?.index;
            marked.extend(found.instance().map(|instance| (instance.index, node)));
        }
        for (mo, node) in marked {
            if let Some(entry) = self.mos.get_mut(mo).and_then(|mo| mo.nodes.get_mut(node)) {
                mark(entry);
            }
        }
        Ok(())
    }
}

//! What SUB leaves behind: subtrees that are sent whenever they change.

use crate::exchange::Exchanges;
use http::Method;
use omadm::{
    Address, ManagementData, Options, ServerUri, StatusCode,
    address::{MemoryTree, collect},
    session::client::Subscriptions,
};
use std::collections::HashMap;

#[derive(Default)]
pub(crate) struct Watch {
    subscriptions: Subscriptions,
    /// What was at each address when it was last looked at, by how the address is written.
    last: HashMap<String, ManagementData<'static>>,
}

impl Watch {
    /// SUB. What is there now is not sent.
    pub(crate) fn begin(
        &mut self,
        to: ServerUri<'static>,
        node: Address<'static>,
        tree: &MemoryTree,
    ) -> StatusCode {
        let there = match collect(tree, &[node.clone().into()], &Options::default()) {
            Ok(collected) => collected.data,
            Err(error) => return error.dm_status(),
        };
        let key = node.as_str().to_owned();
        let status = self.subscriptions.subscribe(to, node);
        if status.is_success() {
            self.last.insert(key, there);
        }
        status
    }

    /// UNSUB.
    pub(crate) fn end(&mut self, node: &Address) -> StatusCode {
        self.last.remove(node.as_str());
        self.subscriptions.unsubscribe(node)
    }

    /// Sends what is no longer as it was: what is gone as an empty document. How that went concerns nobody in the session.
    pub(crate) fn look(&mut self, step: &str, tree: &MemoryTree, exchanges: &Exchanges) {
        for (node, to) in self.subscriptions.iter() {
            let collected = collect(tree, &[node.clone().into()], &Options::default());
            let now = collected.map(|collected| collected.data).unwrap_or_default();
            if self.last.get(node.as_str()) != Some(&now) {
                let _ = exchanges.send(step, &Method::PUT, to, &now);
                self.last.insert(node.as_str().to_owned(), now);
            }
        }
    }
}

//! Which nodes of a device a ClientURI means, and what is done with them (sections 4 and 7 of the protocol).
//!
//! A [`Tree`] is what addresses are resolved in: a device's own store, a JSON document, or a [`MemoryTree`]. [`resolve`] finds
//! the nodes a [`ClientUri`](crate::ClientUri) addresses, [`collect`] makes management data of them, [`get`] answers a Get.
//! [`deleted_by`] says what DELETE deletes; [`MemoryTree`] does it, and stores what HGET has fetched.
//!
//! ```
//! use omadm::{ClientUri, ManagementData, Options, address::resolve, json};
//!
//! let body = br#"[{"ClientURI":"urn:x//","MOData":{"X":{"Data":{"1":{"Date":12.1},"2":{"Date":12.2}}}}}]"#;
//! let tree = json::decode::<ManagementData>(body, &Options::default())?.value;
//! let uri = ClientUri::parse("urn:x//Data/(y)?nv=(y)/Date:12.2")?;
//! for address in resolve(&tree, &uri, &Options::default()).addresses() {
//!     assert_eq!(address?, "urn:x//Data/2");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod collect;
mod delete;
mod document;
mod error;
mod get;
mod mark;
mod memory;
mod plan;
mod resolve;
mod room;
mod search;
mod store;
mod tree;
mod walk;

pub use collect::collect;
pub use delete::{Target, deleted_by};
pub use document::DocumentInstance;
pub use error::{AddressError, AddressErrorKind};
pub use get::{Answer, Collected, get};
pub use memory::{MemoryChildren, MemoryInstance, MemoryInstances, MemoryNode, MemoryTree};
pub use resolve::{Resolve, resolve};
pub use tree::Tree;

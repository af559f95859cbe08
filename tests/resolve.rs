//! Section 4 of the protocol from the outside: what is addressed, what is collected, what is changed.

use omadm::{
    ClientUri, ManagementData, Options,
    address::{AddressError, MemoryTree, Tree, collect, resolve},
    json,
};

#[path = "resolve/changes.rs"]
mod changes;
#[path = "resolve/errors.rs"]
mod errors;
#[path = "support/example.rs"]
mod example;
#[path = "resolve/levels.rs"]
mod levels;
#[path = "resolve/names.rs"]
mod names;
#[path = "resolve/room.rs"]
mod room;
#[path = "resolve/stars.rs"]
mod stars;
#[path = "resolve/table.rs"]
mod table;
#[path = "resolve/validators.rs"]
mod validators;
#[path = "resolve/work.rs"]
mod work;

/// The two sensors of section 4.
const SENSORS: &str = include_str!("../examples/packages/management-data-sensor-instances.json");

/// Reads a document that is as it should be.
fn read(text: &str) -> ManagementData<'_> {
    json::decode(text.as_bytes(), &Options::strict()).expect(text).value
}

/// The same instances in a tree that can be changed.
fn memory(text: &str) -> MemoryTree {
    let mut tree = MemoryTree::new();
    tree.store(&read(text), &Options::default()).expect(text);
    tree
}

/// What a ClientURI addresses, in the order found, and the error behind it if there is one.
fn found<T: Tree>(tree: &T, uri: &str) -> (Vec<String>, Option<AddressError>) {
    let uri = ClientUri::parse(uri).expect(uri);
    let (mut addresses, mut error) = (Vec::new(), None);
    for item in resolve(tree, &uri, &Options::default()).addresses() {
        assert_eq!(error, None, "{uri}: an error is the last item");
        match item {
            Ok(address) => addresses.push(address.to_string()),
            Err(last) => error = Some(last),
        }
    }
    (addresses, error)
}

/// What a ClientURI addresses, which is no error.
fn addressed<T: Tree>(tree: &T, uri: &str) -> Vec<String> {
    let (addresses, error) = found(tree, uri);
    assert_eq!(error, None, "{uri}");
    addresses
}

/// What is collected at a ClientURI, as JSON.
fn collected<T: Tree>(tree: &T, uri: &str) -> String {
    let collected = collect(tree, &[ClientUri::parse(uri).expect(uri)], &Options::default()).expect(uri);
    written(&collected.data)
}

/// A document as JSON, which the decoder finds nothing wrong with.
fn written(data: &ManagementData<'_>) -> String {
    let text = String::from_utf8(json::to_vec(data).unwrap()).unwrap();
    assert_eq!(&read(&text), data);
    text
}

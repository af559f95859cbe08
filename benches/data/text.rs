//! The texts that messages are made of.

use super::Rng;

const MOIDS: &[&str] = &[
    "urn:oma:mo:oma-dm-devinfo:1.2",
    "urn:oma:mo:oma-dm-devdetail:1.1",
    "urn:oma:mo:oma-fumo:1.0",
    "urn:oma:mo:oma-scomo:1.1",
    "urn:oma:mo:oma-lawmo:1.0",
    "urn:oma:mo:oma-diag-mon:1.1",
    "urn:oma:mo:sensor:1.0",
    "urn:oma:mo:ext-example-connectivity:2.0",
];

const NODES: &[&str] = &[
    "Data",
    "Setting",
    "Value",
    "Ext",
    "Operations",
    "Update",
    "PkgURL",
    "State",
    "Inventory",
    "Deployed",
    "ID",
    "Name",
    "Version",
    "URI",
    "MaxDepth",
    "NAP",
    "Conn",
    "Firmware",
    "Download",
    "Start",
    "Reports",
    "Wi-Fi",
];

const HOSTS: &[&str] =
    &["dm.example.com", "repo.example", "updates.operator.example.net", "10.0.0.17", "m.example:8443"];

/// A MOID.
pub(crate) fn moid(rng: &mut Rng) -> &'static str {
    rng.pick(MOIDS)
}

/// So many digits at most.
pub(crate) fn digits(rng: &mut Rng, most: u32) -> String {
    let digits = 1 + rng.below(most as usize) as u32;
    (rng.next() % 10_u64.pow(digits)).to_string()
}

/// The name of an instance.
pub(crate) fn instance(rng: &mut Rng) -> String {
    match rng.below(4) {
        0 => "left".to_owned(),
        1 => format!("GPS-{}", digits(rng, 4)),
        2 => digits(rng, 2),
        _ => format!("instance.{}", digits(rng, 6)),
    }
}

fn node(rng: &mut Rng) -> String {
    match rng.below(16) {
        0..3 => digits(rng, 3),
        3 => format!("{}%20{}", rng.pick(NODES), digits(rng, 1)),
        _ => rng.pick(NODES).to_owned(),
    }
}

/// A ClientURI that addresses something: two thirds by names alone.
pub(crate) fn client_uri(rng: &mut Rng) -> String {
    let root = if rng.once_in(2) { String::new() } else { instance(rng) };
    let mut path: Vec<_> = (0..rng.below(5)).map(|_| node(rng)).collect();
    let at = rng.below(path.len());
    let moid = moid(rng);
    let (root, query) = match rng.below(15) {
        0 => (root, format!("?Levels={}", rng.below(4))),
        1 => (root, format!("?cv={}", digits(rng, 8))),
        2 => {
            path.insert(at, "*".to_owned());
            (root, String::new())
        }
        3 => ("(x)".to_owned(), format!("?nv=(x)/{}:{}", node(rng), digits(rng, 4))),
        4 => {
            path.insert(at, "(y)".to_owned());
            (root, format!("?nv=(y)/{}/{}:{}&Levels=1", node(rng), node(rng), digits(rng, 4)))
        }
        _ => (root, String::new()),
    };
    format!("{moid}/{root}/{}{query}", path.join("/"))
}

/// A ServerURI.
pub(crate) fn server_uri(rng: &mut Rng) -> String {
    let host = rng.pick(HOSTS);
    let scheme = if rng.once_in(8) { "http" } else { "https" };
    let path: Vec<_> = (0..rng.below(4)).map(|_| node(rng).to_lowercase()).collect();
    let query =
        if rng.once_in(3) { format!("?id={}&v={}", digits(rng, 12), rng.below(9)) } else { String::new() };
    format!("{scheme}://{host}/{}{query}", path.join("/"))
}

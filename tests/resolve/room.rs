//! The limits of a document that is collected: one below and one above what the encoder would count.

use super::read;
use omadm::{
    ClientUri, Limit, Limits, ManagementData, Options,
    address::{AddressErrorKind, collect},
    json,
};

const TREE: &str = r#"[
    {"ClientURI":"urn:x/a/","CV":"v\"1","MOData":{"X":{"é\"":"a\tb","m":{"n":{"o":[]}}}}},
    {"ClientURI":"urn:x/b/","MOData":{"X":{"m":{"n":12.50,"o":true,"p":null},"q":{}}}}
]"#;

fn with(limits: Limits) -> Options {
    Options::default().with_limits(limits)
}

/// A limit, and how it is set.
type Edge = (Limit, fn(usize) -> Limits);

/// What one limit has to be for a document, by the encoder's own count.
fn needed(data: &ManagementData<'_>, with_limit: impl Fn(usize) -> Limits) -> usize {
    let fits = |most: usize| json::encode(data, &mut Vec::new(), &with(with_limit(most))).is_ok();
    let needed = (0..).find(|most| fits(*most)).unwrap();
    assert!(needed > 0);
    needed
}

#[test]
fn what_is_collected_can_be_encoded() {
    let text = TREE.replace("[]}", "{}}");
    let tree = read(&text);
    let edges: [Edge; 5] = [
        (Limit::BodyBytes, |most| Limits::default().with_body_bytes(most)),
        (Limit::Values, |most| Limits::default().with_values(most)),
        (Limit::Depth, |most| Limits::default().with_depth(most)),
        (Limit::StringBytes, |most| Limits::default().with_string_bytes(most)),
        (Limit::Members, |most| Limits::default().with_members(most)),
    ];
    for uris in [
        &["*"][..],
        &["urn:x/*/"],
        &["urn:x/a/"],
        &["urn:x/b/", "urn:x/*/m/*", "*?Levels=2"],
        &["urn:x/b/m/o"],
        &["urn:none/*/"],
    ] {
        let uris: Vec<_> = uris.iter().map(|uri| ClientUri::parse(uri).unwrap()).collect();
        let data = collect(&tree, &uris, &Options::default()).unwrap().data;
        for (limit, with_limit) in edges {
            if data.records.is_empty() && !matches!(limit, Limit::BodyBytes | Limit::Depth) {
                continue;
            }
            let needed = needed(&data, with_limit);
            let at = collect(&tree, &uris, &with(with_limit(needed)));
            assert_eq!(
                at.as_ref().map(|collected| &collected.data),
                Ok(&data),
                "{limit:?} {needed} {uris:?}"
            );
            let below = collect(&tree, &uris, &with(with_limit(needed - 1))).unwrap_err();
            assert_eq!(below.kind(), AddressErrorKind::Limit(limit), "{needed} {uris:?}");
            assert_eq!(below.dm_status().as_u16(), 413);
        }
    }
}

#[test]
fn a_limit_says_where_it_was_passed() {
    let text = TREE.replace("[]}", "{}}");
    let tree = read(&text);
    let uri = ClientUri::parse("urn:x/*/m").unwrap();
    let error = collect(&tree, &[uri], &with(Limits::default().with_body_bytes(100))).unwrap_err();
    assert_eq!(error.to_string(), "more bytes in the body than allowed at byte 8 (urn:x/b/m)");
}

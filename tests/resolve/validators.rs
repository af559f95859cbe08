//! `cv`: what is left out, what is told, and what a whole Get is answered.

use super::{collected, memory, read, written};
use omadm::{
    ClientUri, Options, StatusCode,
    address::{Answer, Tree, collect, get},
};

const TREE: &str = r#"[
    {"ClientURI":"urn:x/a/","CV":"v 1","MOData":{"X":{"n":1,"m":2}}},
    {"ClientURI":"urn:x/b/","CV":"v2","MOData":{"X":{"n":3}}},
    {"ClientURI":"urn:y//","MOData":{"Y":{"n":4}}}
]"#;

fn ask<T: Tree>(tree: &T, uris: &[&str]) -> Answer {
    let uris: Vec<_> = uris.iter().map(|uri| ClientUri::parse(uri).expect(uri)).collect();
    get(tree, &uris, &Options::default())
}

fn answered(uris: &[&str]) -> String {
    let answer = ask(&read(TREE), uris);
    assert_eq!(ask(&memory(TREE), uris), answer);
    assert_eq!((answer.status(), answer.error()), (StatusCode::OK, None), "{uris:?}");
    assert_eq!(answer.data(), answer.clone().into_data().as_ref());
    written(&answer.into_data().unwrap())
}

fn not_modified(uris: &[&str]) {
    let answer = ask(&read(TREE), uris);
    assert_eq!((answer.status(), answer.error()), (StatusCode::NOT_MODIFIED, None), "{uris:?}");
    assert_eq!(answer.data(), None);
    assert_eq!(answer.into_data(), None);
}

#[test]
fn a_good_copy_is_not_sent() {
    for uri in [
        "urn:x/a/?cv=v%201",
        "urn:x/a/?Levels=0&cv=v%201",
        "urn:x/a/n?cv=v%201",
        "urn:x/a/*?cv=%76%201",
        "urn:x/(q)/?nv=(q)/n:3&cv=v2",
    ] {
        not_modified(&[uri]);
    }
    not_modified(&["urn:x/a/?cv=v%201", "urn:x/b/n?cv=v2"]);
    // Nothing is addressed by the second, so that every record there is was left out.
    not_modified(&["urn:x/a/?cv=v%201", "urn:none/*/"]);
}

#[test]
fn another_copy_is_replaced() {
    let b = r#"[{"ClientURI":"urn:x/b/","CV":"v2","MOData":{"X":{"n":3}}}]"#;
    for uri in ["urn:x/b/?cv=v%201", "urn:x/b/?cv=V2", "urn:x/b/?cv=", "urn:x/b/?cv=v2%20", "urn:x/b/"] {
        assert_eq!(answered(&[uri]), b, "{uri}");
    }
    // An instance that keeps no validator is always sent, and tells none.
    for uri in ["urn:y//?cv=v2", "urn:y//?cv=", "urn:y//"] {
        assert_eq!(answered(&[uri]), r#"[{"ClientURI":"urn:y//","MOData":{"Y":{"n":4}}}]"#, "{uri}");
    }
}

#[test]
fn the_validator_is_told_at_the_root_alone() {
    assert_eq!(answered(&["urn:x/b/n?cv=v0"]), r#"[{"ClientURI":"urn:x/b/n","MOData":{"n":3}}]"#);
    assert_eq!(answered(&["urn:x/b/*"]), r#"[{"ClientURI":"urn:x/b/n","MOData":{"n":3}}]"#);
    let all = concat!(
        r#"[{"ClientURI":"urn:x/a/","CV":"v 1","MOData":{"X":{}}},"#,
        r#"{"ClientURI":"urn:x/b/","CV":"v2","MOData":{"X":{}}},"#,
    );
    assert_eq!(answered(&["*"]), format!(r#"{all}{{"ClientURI":"urn:y//","MOData":{{"Y":{{}}}}}}]"#));
    let two = all.trim_end_matches(',').to_owned() + "]";
    assert_eq!(answered(&["urn:x/*/?Levels=0"]), two);
    assert_eq!(answered(&["urn:x/a/?Levels=0", "urn:x/b/?Levels=0"]), two);
}

#[test]
fn what_is_left_out_leaves_the_rest() {
    let n = r#"[{"ClientURI":"urn:x/b/n","MOData":{"n":3}}]"#;
    assert_eq!(answered(&["urn:x/a/?cv=v%201", "urn:x/b/n"]), n);
    assert_eq!(answered(&["urn:x/b/n", "urn:x/a/?cv=v%201"]), n);
    let uris = ["urn:x/a/*?cv=v%201", "urn:x/b/n"].map(|uri| ClientUri::parse(uri).unwrap());
    let collected = collect(&read(TREE), &uris, &Options::default()).unwrap();
    assert_eq!((collected.left_out, collected.data.records.len()), (2, 1));
    assert_eq!(collected.status(), StatusCode::OK);
}

#[test]
fn nothing_is_an_empty_document() {
    assert_eq!(answered(&["urn:none/*/"]), "[]");
    assert_eq!(answered(&["urn:x/*/none", "urn:x/a/n/*"]), "[]");
    assert_eq!(answered(&[]), "[]");
    assert_eq!(collected(&read("[]"), "*"), "[]");
}

#[test]
fn a_get_is_all_or_nothing() {
    let refused = |uris: &[&str], expected: &str| {
        let answer = ask(&read(TREE), uris);
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{uris:?}");
        assert_eq!(answer.data(), None, "{uris:?}");
        assert_eq!(answer.error().unwrap().to_string(), expected, "{uris:?}");
        assert_eq!(answer.into_data(), None);
    };
    refused(&["urn:x/a/", "urn:x/c/"], "no instance of this name at byte 6 (urn:x/c)");
    refused(&["urn:x/c/", "urn:w//"], "no instance of this name at byte 6 (urn:x/c)");
    refused(&["urn:w//", "urn:x/c/"], "no instance of this MOID at byte 0 (urn:w)");
    // A good copy of the instance does not make an address good.
    refused(&["urn:x/a/none?cv=v%201"], "no node of this name at byte 8 (urn:x/a/none)");
}

#[test]
fn several_client_uris_keep_their_order() {
    let expected = concat!(
        r#"[{"ClientURI":"urn:y//n","MOData":{"n":4}},{"ClientURI":"urn:x/a/n","MOData":{"n":1}},"#,
        r#"{"ClientURI":"urn:x/b/n","MOData":{"n":3}},{"ClientURI":"urn:y//n","MOData":{"n":4}}]"#
    );
    assert_eq!(answered(&["urn:y//n", "urn:x/*/n", "urn:y//n"]), expected);
}

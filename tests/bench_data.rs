//! What the benchmarks measure with is what they say it is: counted, not believed. The counting is by plain text and
//! serde_json.

#[allow(dead_code, reason = "the benchmarks need more of it")]
#[path = "../benches/data/mod.rs"]
mod data;

use data::{K64, M1, ROT2K, ROT200};
use serde_json::Value;
use std::collections::HashSet;

/// The strings of each command.
fn commands(body: &[u8]) -> Vec<Vec<String>> {
    let body: Value = serde_json::from_slice(body).unwrap();
    serde_json::from_value(body["CMD"].clone()).unwrap()
}

/// The ClientURIs among the parameters of a command: what is no ServerURI and no MOID alone.
fn client_uris(command: &[String]) -> Vec<&str> {
    let is_client_uri = |text: &&str| !text.starts_with("http") && text.contains('/');
    command[1..].iter().map(String::as_str).filter(is_client_uri).collect()
}

fn is_plain(uri: &str) -> bool {
    let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
    query.is_empty() && path.split('/').all(|name| name != "*" && !name.starts_with('('))
}

#[test]
fn a_third_of_the_client_uris_is_more_than_names_and_a_quarter_of_the_commands_has_several() {
    for size in [ROT200, ROT2K, K64, M1] {
        let (mut uris, mut rich, mut total, mut several) = (0, 0, 0, 0);
        for command in data::set(size, data::package2).iter().flat_map(|body| commands(body)) {
            let all = client_uris(&command);
            uris += all.len();
            rich += all.iter().filter(|uri| !is_plain(uri)).count();
            total += usize::from(command[0] != "END");
            several += usize::from(all.len() > 1);
        }
        let (rich, several) = (rich as f64 / uris as f64, several as f64 / total as f64);
        println!(
            "{}: {uris} ClientURIs, {:.1} % rich; {total} commands, {:.1} % with several",
            size.name,
            rich * 100.0,
            several * 100.0
        );
        assert!((0.28..0.38).contains(&rich), "{}: {rich}", size.name);
        assert!((0.2..0.3).contains(&several), "{}: {several}", size.name);
    }
}

#[test]
fn bodies_of_a_set_differ_and_are_as_long_as_they_should_be() {
    type Make = fn(&mut data::Rng, usize) -> String;
    let packages: [Make; 3] = [data::package1, data::package2, data::package3];
    for make in packages {
        for (size, bodies, bytes) in
            [(ROT200, 256, 200), (ROT2K, 256, 2_048), (K64, 16, 65_536), (M1, 4, 1_048_576)]
        {
            let set = data::set(size, make);
            assert_eq!(set.len(), bodies, "{}", size.name);
            let different = set.iter().collect::<HashSet<_>>().len();
            // A short Package#1 is one management object of eight.
            assert!(different > bodies * 9 / 10, "{}: {different}", size.name);
            let mean = set.iter().map(Vec::len).sum::<usize>() / bodies;
            assert!(mean > bytes * 4 / 5 && mean < bytes * 6 / 5, "{}: {mean}", size.name);
        }
    }
}

#[test]
fn escaped_and_indented_bodies_say_the_same() {
    let plain = data::set(ROT2K, data::package2);
    for other in [data::escaped(&plain), data::indented(&plain)] {
        assert_ne!(plain, other);
        for (plain, other) in plain.iter().zip(&other) {
            assert_eq!(commands(plain), commands(other));
        }
    }
    let slashes = |bodies: &[Vec<u8>], what: &str| {
        bodies.iter().map(|body| String::from_utf8_lossy(body).matches(what).count()).sum::<usize>()
    };
    let escaped = data::escaped(&plain);
    assert_eq!(slashes(&escaped, "\\/"), slashes(&plain, "/"));
    assert_eq!(slashes(&escaped, "/"), slashes(&plain, "/"));
}

//! Nothing public that takes what a peer sends goes without a fuzz target, and no type of the model without `Arbitrary`.
//! Both are read off the sources, so that what is added later is asked for by name.

use std::{collections::BTreeSet, fs, path::Path};

/// What a function that takes input is called.
const TAKES_INPUT: [&str; 7] = ["decode", "parse", "handle", "accept", "from_bytes", "verify", "resolve"];

fn sources(folder: &str) -> Vec<(String, String)> {
    fn collect(folder: &Path, all: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, all);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                all.push((path.to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut all = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut all);
    all.sort();
    all
}

/// The name of the type that an `impl` is for: `impl<'a> Accept<'a> {` is `Accept`.
fn implemented(line: &str) -> Option<String> {
    let rest = line.strip_prefix("impl")?;
    let rest = if rest.starts_with('<') { rest.split_once("> ")?.1 } else { rest };
    let of = rest.rsplit(" for ").next()?.trim_start();
    Some(of.chars().take_while(|c| c.is_alphanumeric()).collect())
}

/// A public function that takes input: what it is called by, and where it stands.
struct WayIn {
    /// Any of these texts in a target is a call.
    calls: Vec<String>,
    place: String,
}

/// The public ways in. `unreachable_pub` sees to it that what is `pub` can be reached.
fn ways_in() -> Vec<WayIn> {
    let mut found = Vec::new();
    for (path, text) in sources("src") {
        let mut owner = None;
        let lines: Vec<_> = text.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            if line.starts_with("impl") {
                owner = implemented(line);
            }
            let declared =
                line.trim_start().strip_prefix("pub const fn ").or(line.trim_start().strip_prefix("pub fn "));
            let Some(declared) = declared else { continue };
            let name: String = declared.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !TAKES_INPUT.iter().any(|start| name.starts_with(start)) {
                continue;
            }
            // The parameters, which may stand on lines of their own.
            let rest = lines[number..].join(" ");
            let parameters =
                rest.split_once('(').unwrap().1.split_once(')').unwrap().0.replace([' ', '&'], "");
            let method = parameters.trim_start_matches("mut").starts_with("self");
            if matches!(parameters.trim_end_matches(','), "self" | "mutself") {
                continue;
            }
            let inside = line.starts_with(' ');
            let calls = match (&owner, method) {
                (_, true) => vec![format!(".{name}(")],
                (Some(owner), false) if inside => vec![format!("{owner}::{name}")],
                _ => {
                    // src/json/mod.rs and src/json/decode.rs are both `json`.
                    let module =
                        Path::new(&path).parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
                    // `http` is the crate where both are used.
                    let convert = (module == "http").then(|| format!("convert::{name}"));
                    [Some(format!("{module}::{name}")), convert].into_iter().flatten().collect()
                }
            };
            let place = format!("{path}:{}", number + 1);
            found.push(WayIn { calls, place });
        }
    }
    found
}

#[test]
fn every_way_in_has_a_target() {
    let targets: String =
        sources("tests/targets").into_iter().chain(sources("tests/laws")).map(|(_, text)| text).collect();
    let ways = ways_in();
    assert!(ways.len() >= 25, "only {} are found: this test reads the sources wrongly", ways.len());
    let without: Vec<_> = ways
        .iter()
        .filter(|way| !way.calls.iter().any(|call| targets.contains(call.as_str())))
        .map(|way| format!("{} at {}", way.calls.join(" or "), way.place))
        .collect();
    assert!(without.is_empty(), "no fuzz target in tests/targets calls\n{}", without.join("\n"));
}

/// What macros make of a type that is read from text: `FromStr`, `TryFrom` and serde's `Deserialize`.
const READ_FROM_TEXT: [&str; 3] = ["text_traits!(", "parse_traits!(", "read_from_text!("];

#[test]
fn every_type_that_is_read_from_text_has_a_target() {
    let targets: String = sources("tests/targets").into_iter().map(|(_, text)| text).collect();
    let mut types = BTreeSet::new();
    for (_, text) in sources("src") {
        for line in text.lines() {
            let by_macro = READ_FROM_TEXT.iter().find_map(|made_by| line.strip_prefix(made_by));
            let by_hand = line.starts_with("impl FromStr for ").then(|| implemented(line)).flatten();
            types.extend(by_macro.and_then(|rest| rest.strip_suffix(");").map(str::to_owned)).or(by_hand));
        }
    }
    assert!(types.len() >= 12, "only {types:?} are found: this test reads the sources wrongly");
    for name in types {
        let read = [format!("{name}::parse"), format!("{name}::try_from"), format!("parse::<{name}>")];
        assert!(read.iter().any(|call| targets.contains(call)), "no fuzz target reads {name} from text");
    }
}

/// Where the types are that make up the model.
const MODEL: [&str; 9] =
    ["binary", "body", "media", "multipart", "package", "status.rs", "text.rs", "uri", "value"];

/// What is public there and no value of its own: errors, views of another value, what is made of values, a secret, and the
/// memory of a client.
const NO_VALUES: [&str; 17] = [
    "ClientUriBuilder",
    "Encoded",
    "Field",
    "Fields",
    "Freshness",
    "InvalidOptionNumber",
    "InvalidStatusCode",
    "Node",
    "NodeName",
    "Nodes",
    "Nv",
    "PairError",
    "Part",
    "RecentIds",
    "Secret",
    "Siblings",
    "ClockTolerance",
];

#[test]
fn every_type_of_the_model_is_arbitrary() {
    let strategies: String = sources("src/strategies").into_iter().map(|(_, text)| text).collect();
    let implemented: BTreeSet<_> = strategies
        .lines()
        .filter(|line| line.contains("Arbitrary<'u> for "))
        .filter_map(implemented)
        .collect();
    let mut types = BTreeSet::new();
    for (path, text) in sources("src") {
        let path = path.split_once("/src/").unwrap().1;
        let module = path.split('/').next().unwrap();
        if !MODEL.contains(&module) {
            continue;
        }
        for line in text.lines() {
            let declared = line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum "));
            // `open_text!` is given the name on a line of its own.
            let by_macro = line.strip_prefix("    ").and_then(|line| line.strip_suffix(';'));
            let by_macro = by_macro
                .filter(|name| text.contains("\nopen_text! {") && name.chars().all(char::is_alphanumeric));
            let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric()).collect::<String>();
            types.extend(declared.or(by_macro).map(name));
        }
    }
    for name in NO_VALUES {
        assert!(types.remove(name), "there is no {name}");
    }
    assert!(types.len() >= 35, "only {types:?} are found: this test reads the sources wrongly");
    let without: Vec<_> = types.difference(&implemented).collect();
    assert!(without.is_empty(), "not Arbitrary: {without:?}");
}

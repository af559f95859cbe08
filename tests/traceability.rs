//! What `docs/` says of rules, tests, decisions and tolerances is so: nothing it names is missing, and nothing is missing in it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The cells of each row of a table.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let inside = |line: &&str| line.starts_with("| ") && line.ends_with(" |");
    text.lines().filter(inside).map(|line| line[2..line.len() - 2].split(" | ").collect())
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Whether a text is `3.14`, a rule.
fn is_rule(text: &str) -> bool {
    let parts = text.split_once('.');
    parts.is_some_and(|(a, b)| [a, b].iter().all(|part| part.parse::<u8>().is_ok()))
}

/// Whether the file has a test of this name: a function with `#[test]` right before it.
fn has_test(file: &str, name: &str) -> bool {
    let lines: Vec<&str> = file.lines().map(str::trim).collect();
    let function = format!("fn {name}(");
    let at = lines.iter().position(|line| line.starts_with(&function));
    at.is_some_and(|at| {
        let before = lines[..at].iter().rev();
        before.take_while(|line| line.starts_with(['#', '/'])).any(|line| *line == "#[test]")
    })
}

/// The rules that `protocol.md` states, each as `**3.14**`.
fn stated(protocol: &str) -> BTreeSet<String> {
    protocol.split("**").filter(|text| is_rule(text)).map(str::to_owned).collect()
}

/// What is wrong with the table of tests.
fn faults(table: &str, rules: &BTreeSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    let (mut seen, mut counts) = (BTreeSet::new(), std::collections::BTreeMap::new());
    for row in rows(table) {
        let (first, shown) = (row[0], row[row.len() - 1]);
        let request = first.split_once('-').filter(|(_, number)| number.parse::<u32>().is_ok());
        if let Some((request, number)) = request {
            let count: &mut u32 = counts.entry(request).or_default();
            *count += 1;
            if number != count.to_string() {
                found.push(format!("{first}: the rows are not counted up"));
            }
            let unknown = |rule: &&str| !rules.contains(*rule);
            found.extend(row[2].split(", ").filter(unknown).map(|rule| format!("{first}: no rule {rule}")));
        } else if is_rule(first) {
            if !seen.insert(first.to_owned()) {
                found.push(format!("{first}: stands twice"));
            }
        } else {
            continue;
        }
        let tests: Vec<_> = quoted(shown).filter_map(|quoted| quoted.split_once("::")).collect();
        if shown.starts_with("none: ") {
            continue;
        }
        if tests.is_empty() {
            found.push(format!("{first}: neither a test nor a reason"));
        }
        for (file, name) in tests {
            let path = root().join("tests").join(file).with_extension("rs");
            if !fs::read_to_string(path).is_ok_and(|text| has_test(&text, name)) {
                found.push(format!("{first}: no test `{file}::{name}`"));
            }
        }
    }
    found.extend(rules.difference(&seen).map(|rule| format!("{rule}: is not in the table")));
    found.extend(seen.difference(rules).map(|rule| format!("{rule}: is no rule")));
    if counts.len() != 5 {
        found.push(format!("{} change requests instead of five", counts.len()));
    }
    found
}

#[test]
fn every_rule_has_its_tests() {
    let rules = stated(&read("docs/protocol.md"));
    assert!(rules.len() > 100, "only {} rules were found", rules.len());
    let found = faults(&read("docs/traceability.md"), &rules);
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn what_is_wrong_in_the_table_is_found() {
    let rules = stated(&read("docs/protocol.md"));
    let table = read("docs/traceability.md");
    let test = quoted(&table).find(|quoted| quoted.starts_with("draft::every_command")).unwrap();
    let cases = [
        (test, "draft::every_comand", "no test `draft::every_comand`"),
        ("`draft::", "`drafts::", "no test `drafts::"),
        ("| 2.5 | one status", "| 2.99 | one status", "2.99: is no rule"),
        ("| 2.5 | one status", "| 2.99 | one status", "2.5: is not in the table"),
        ("| 2.5 | one status", "| 2.4 | one status", "2.4: stands twice"),
        ("| CMD-2 |", "| CMD-3 |", "CMD-3: the rows are not counted up"),
        ("| 1.1 | none: withdrawn", "| 1.1 | withdrawn", "neither a test nor a reason"),
        ("| 1.1 | none: withdrawn", "| 9.9 | none: withdrawn", "no rule 9.9"),
    ];
    for (from, to, complaint) in cases {
        assert!(table.contains(from), "{from}");
        let found = faults(&table.replace(from, to), &rules);
        assert_eq!(
            found.iter().any(|fault| fault.contains(complaint)),
            !complaint.is_empty(),
            "{to}: {found:?}"
        );
    }
    // A function that is no test, and a test that is only spoken of.
    for (text, is) in
        [("#[test]\nfn a() {}", true), ("fn a() {}", false), ("// fn a() {}\n#[test]\nfn ab() {}", false)]
    {
        assert_eq!(has_test(text, "a"), is, "{text}");
    }
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else {
            out.push(path);
        }
    }
}

#[test]
fn every_decision_says_where_it_is_carried_out() {
    let protocol = read("docs/protocol.md");
    let (rules, table) = protocol.split_once("\n## 11. ").unwrap();
    let (table, _) = table.split_once("\n## 12. ").unwrap();
    let is_decision = |word: &&str| word.strip_prefix('D').is_some_and(|number| number.parse::<u8>().is_ok());
    let mentioned: BTreeSet<&str> =
        rules.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_decision).collect();
    let listed: Vec<Vec<&str>> = rows(table).filter(|row| is_decision(&row[0])).collect();
    assert_eq!(listed.iter().map(|row| row[0]).collect::<BTreeSet<_>>(), mentioned);
    assert_eq!(listed.len(), mentioned.len(), "one stands twice");
    let mut places = BTreeSet::new();
    for row in &listed {
        assert!(row.len() == 4 && row.iter().all(|cell| !cell.is_empty()), "{row:?}");
        assert!(quoted(row[3]).count() > 0, "{row:?}");
        places.extend(quoted(row[3]).map(|place| (row[0].to_owned(), place.to_owned())));
    }
    for place in quoted(&read("docs/design.md")).filter(|quoted| quoted.starts_with("src/")) {
        assert!(root().join(place).exists(), "{place} does not exist");
    }
    // Where the table says so, the code says so by its number, and nowhere else.
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut decided = BTreeSet::new();
    for file in files {
        let place = file.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        let text = fs::read_to_string(&file).unwrap();
        for behind in text.split("*Decision*").skip(1) {
            let word = behind.trim_start().split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
            assert!(is_decision(&word), "{place}: which decision? {:?}", behind.get(..30));
            decided.insert((word.to_owned(), place.clone()));
        }
    }
    assert_eq!(decided, places);
}

#[test]
fn every_tolerance_is_in_the_table() {
    let source = read("src/error/warning.rs");
    let (_, variants) = source.split_once("pub enum WarningKind {").unwrap();
    let (variants, _) = variants.split_once("\n}").unwrap();
    let variants = variants.lines().map(str::trim).filter(|line| line.starts_with(char::is_uppercase));
    let variants: BTreeSet<&str> =
        variants.map(|line| line.split(|c: char| !c.is_alphanumeric()).next().unwrap()).collect();
    let protocol = read("docs/protocol.md");
    let (_, table) = protocol.split_once("\n## 12. ").unwrap();
    let rules = stated(&protocol);
    let listed: Vec<_> = rows(table).filter(|row| row[0].starts_with('`')).collect();
    assert!(listed.iter().all(|row| rules.contains(row[2])), "{listed:?}");
    assert_eq!(listed.iter().flat_map(|row| quoted(row[0])).collect::<BTreeSet<_>>(), variants);
}

#[test]
fn links_lead_somewhere() {
    let files =
        ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs/design.md", "docs/diagrams.md"];
    for file in files.into_iter().chain(["docs/protocol.md", "docs/stability.md", "docs/traceability.md"]) {
        let folder = root().join(file).parent().unwrap().to_owned();
        for link in read(file).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap();
            let elsewhere = link.starts_with('#') || link.contains("://");
            assert!(elsewhere || folder.join(path).exists(), "{file}: {link} leads nowhere");
        }
    }
}

//! A module imports only from the rows above its own; modules in one row do not see each other.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The rows, top first.
const ROWS: &[&[&str]] = &[
    &["ascii", "text", "status"],
    &["limits"],
    &["error"],
    &["reader"],
    &["value"],
    &["uri", "media"],
    &["package"],
    &["json", "draft", "multipart", "binary"],
    &["body"],
    &["address"],
    &["session"],
    &["http", "strategies"],
];

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

/// A file without its comments. Lines stay.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect()
}

/// What is wrong with one file of `module`, which lies `depth` modules below the crate's root.
fn offences(file: &Path, module: &str, depth: usize) -> Vec<String> {
    let code = code(file);
    let mut found = Vec::new();
    for (at, import) in imports(&code) {
        let complaint = match (row(&import), row(module)) {
            _ if import == module => continue,
            (Some(theirs), Some(ours)) if theirs < ours => continue,
            (None, _) => format!("`crate::{import}` is in no row"),
            _ => format!("`{module}` imports `{import}`, which is not above it"),
        };
        found.push((at, complaint));
    }
    let mut inline = false;
    let mut at = 0;
    for line in code.lines() {
        // A module inside the file, of which rustfmt puts the last brace where the first word was, is one level more.
        inline = line != "}"
            && (inline || line.contains("mod ") && line.ends_with(" {") && !line.starts_with(' '));
        if line.contains(&"super::".repeat(depth + usize::from(inline))) {
            found.push((at, "`super::` leads out of the module: say `crate::`".to_owned()));
        }
        at += line.len() + 1;
    }
    let line = |at: usize| code[..at].matches('\n').count() + 1;
    found.into_iter().map(|(at, what)| format!("{}:{}: {what}", file.display(), line(at))).collect()
}

/// The modules named by `crate::name` and `crate::{name, name::…}`, with their places. A name that does not begin with a
/// lower-case letter is no module.
fn imports(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, prefix) in code.match_indices("crate::") {
        let start = at + prefix.len();
        let mut starts = vec![start];
        if code[start..].starts_with('{') {
            starts = vec![start + 1];
            let mut depth = 0;
            for (offset, c) in code[start..].char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => starts.push(start + offset + 1),
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
        }
        for start in starts {
            let blank = code[start..].len() - code[start..].trim_start().len();
            let name: String =
                code[start + blank..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if name.starts_with(char::is_lowercase) {
                found.push((start + blank, name));
            }
        }
    }
    found
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn modules_import_only_from_above() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&source, &mut all);
    let mut found = Vec::new();
    let mut seen = 0;
    for file in all {
        let inside = file.strip_prefix(&source).unwrap();
        let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if module == "lib" {
            continue;
        }
        assert!(row(&module).is_some(), "`{module}` is in no row: add it to ROWS");
        // One `super` leads out of `a.rs` and `a/mod.rs`, two out of `a/b.rs`.
        let depth = inside.components().count() - usize::from(inside.ends_with("mod.rs"));
        found.extend(offences(&file, &module, depth));
        seen += 1;
    }
    assert!(seen > 20, "only {seen} files were looked at");
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// What of the machine a file asks for. The crate is `no_std`: sockets, files, clocks, threads, randomness and output are named
/// by `std::` or not at all, and what outlives a call is atomic or `static mut`.
fn of_the_machine(code: &str) -> Option<&'static str> {
    ["std::", "Atomic", "static mut "].into_iter().find(|name| code.contains(name))
}

#[test]
fn nothing_is_asked_of_the_machine() {
    let mut all = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    for file in all {
        assert_eq!(of_the_machine(&code(&file)), None, "{}", file.display());
    }
    assert_eq!(of_the_machine("use std::time::Instant;"), Some("std::"));
    assert_eq!(of_the_machine("static COUNT: AtomicUsize = AtomicUsize::new(0);"), Some("Atomic"));
}

#[test]
fn the_diagram_shows_the_rows() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagrams.md");
    let text = fs::read_to_string(file).unwrap();
    let (_, layers) = text.split_once("\n## The layers\n").unwrap();
    let (_, layers) = layers.split_once("```text\n").unwrap();
    let (layers, _) = layers.split_once("\n```").unwrap();
    // What a row is for stands further to the right.
    fn names(line: &str) -> Vec<&str> {
        line.split("    ").next().unwrap().split_whitespace().collect()
    }
    assert_eq!(layers.lines().map(names).collect::<Vec<_>>(), ROWS);
}

#[test]
fn no_file_has_more_than_400_lines_beside_its_tests() {
    for folder in ["src", "examples", "no-std/src"] {
        let mut all = Vec::new();
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut all);
        assert!(!all.is_empty(), "{folder}");
        for file in all {
            let text = fs::read_to_string(&file).unwrap();
            let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
            assert!(lines <= 400, "{} has {lines} lines", file.display());
        }
    }
}

#[test]
fn an_import_from_below_is_found() {
    let folder = std::env::temp_dir().join(format!("omadm-layering-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("x.rs");
    let text = "use crate::{\n    error::{Fault, body},\n    json::{self, decode},\n};\n// crate::session\n\
                fn f() -> crate::package::Alert {}\nuse crate::{text::Text, draft};\nuse super::super::json;\n";
    fs::write(&file, text).unwrap();
    let found = offences(&file, "value", 2);
    fs::remove_dir_all(&folder).unwrap();
    let expected = [("x.rs:3:", "json"), ("x.rs:6:", "package"), ("x.rs:7:", "draft"), ("x.rs:8:", "super")];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (line, (place, name)) in found.iter().zip(expected) {
        assert!(line.contains(place) && line.contains(name), "{line}");
    }
}

//! The ten rows of section 4's table, and the example that shows them.

use super::{SENSORS, found, memory, read};
use crate::example;
use std::{path::PathBuf, process::Command, sync::OnceLock};

const MOID: &str = "urn:oma:mo:sensor:1.0";
const FILE: &str = "examples/packages/management-data-sensor-instances.json";

/// What stands behind the MOID, and what it addresses; `None` for an error.
const ROWS: [(&str, Option<&[&str]>); 10] = [
    ("/left/", Some(&["/left/"])),
    ("//", None),
    ("/(x)/?nv=(x)/ID:Temperature", Some(&["/right/"])),
    ("/(x)/Data/1/Value?nv=(x)/ID:GPS", Some(&["/left/Data/1/Value"])),
    ("/right/Data/(x)/Value?nv=(x)/Date:12.1", Some(&["/right/Data/1/Value"])),
    ("/(x)/Data/(y)/Value?nv=(x)/ID:GPS&nv=(y)/Date:12.2", Some(&["/left/Data/2/Value"])),
    ("/*/Setting", Some(&["/left/Setting", "/right/Setting"])),
    ("/(x)/Data/*/Value?nv=(x)/ID:GPS", Some(&["/left/Data/1/Value", "/left/Data/2/Value"])),
    ("/(x)/Data/*/Value?nv=(x)/ID:GPS&nv=(x)/Setting:0xB2", None),
    (
        "/*/Data/*/Value",
        Some(&["/left/Data/1/Value", "/left/Data/2/Value", "/right/Data/1/Value", "/right/Data/2/Value"]),
    ),
];

/// The texts of the two errors of the table.
const ERRORS: [&str; 2] = [
    "several instances where one is meant at byte 22 (urn:oma:mo:sensor:1.0//)",
    "no candidate for (x): nv=(x)/Setting:0xB2 at byte 53 (urn:oma:mo:sensor:1.0/(x))",
];

fn absolute(addresses: &[&str]) -> Vec<String> {
    addresses.iter().map(|address| format!("{MOID}{address}")).collect()
}

#[test]
fn the_ten_rows() {
    let (document, memory) = (read(SENSORS), memory(SENSORS));
    let mut errors = ERRORS.iter();
    for (row, expected) in ROWS {
        let uri = format!("{MOID}{row}");
        let (addresses, error) = found(&document, &uri);
        assert_eq!(found(&memory, &uri), (addresses.clone(), error.clone()), "{row}");
        match expected {
            Some(expected) => {
                assert_eq!(error, None, "{row}");
                assert_eq!(addresses, absolute(expected), "{row}");
            }
            None => {
                let error = error.expect(row);
                assert!(addresses.is_empty(), "{row}");
                assert_eq!(error.to_string(), *errors.next().unwrap(), "{row}");
                assert_eq!(error.dm_status().as_u16(), 404, "{row}");
            }
        }
    }
    assert!(errors.next().is_none());
}

/// Exit status, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| example::program("resolve"));
    let output =
        Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_ten_rows_through_the_example() {
    let mut errors = ERRORS.iter();
    for (row, expected) in ROWS {
        let lines = expected
            .map(|expected| absolute(expected).iter().map(|line| format!("{line}\n")).collect::<String>());
        let expected = match lines {
            Some(lines) => (0, lines, String::new()),
            None => (1, String::new(), format!("404: {}\n", errors.next().unwrap())),
        };
        assert_eq!(run(&[FILE, &format!("{MOID}{row}")]), expected, "{row}");
    }
}

#[test]
fn the_example_collects() {
    let uri = format!("{MOID}/*/Data/1");
    let expected = concat!(
        r#"[{"ClientURI":"urn:oma:mo:sensor:1.0/left/Data/1","MOData":{"1":{"Date":12.1,"Value":"a"}}},"#,
        r#"{"ClientURI":"urn:oma:mo:sensor:1.0/right/Data/1","MOData":{"1":{"Date":12.1,"Value":"c"}}}]"#,
        "\n"
    );
    assert_eq!(run(&["--collect", FILE, &uri]), (0, expected.to_owned(), String::new()));
    let nothing = format!("{MOID}/*/Nothing");
    assert_eq!(run(&[FILE, &nothing, "--collect"]), (0, "[]\n".to_owned(), String::new()));
    assert_eq!(run(&[FILE, &nothing]), (0, String::new(), String::new()));
    let known = format!("{MOID}/left/?cv=left-7");
    assert_eq!(run(&[FILE, "--collect", &known]), (0, String::new(), "not modified (304)\n".to_owned()));
    let (status, out, error) = run(&["--collect", FILE, &format!("{MOID}//")]);
    assert_eq!((status, out, error), (1, String::new(), format!("404: {}\n", ERRORS[0])));
}

#[test]
fn the_example_says_how_it_is_called() {
    const USAGE: &str = "usage: resolve [--collect] DATA.json CLIENT-URI\n";
    let (status, out, error) = run(&["--help"]);
    assert_eq!((status, error.as_str()), (0, ""));
    assert!(out.starts_with(USAGE), "{out}");
    let usage = |arguments: &[&str], reason: &str| {
        assert_eq!(run(arguments), (2, String::new(), format!("{reason}\n{USAGE}")), "{arguments:?}");
    };
    usage(&[], "expected a file and a ClientURI, found 0 words");
    usage(&[FILE], "expected a file and a ClientURI, found 1 words");
    usage(&[FILE, "*", "*"], "expected a file and a ClientURI, found 3 words");
    usage(&["--collate", FILE, "*"], "unknown option --collate");
}

#[test]
fn the_example_says_what_it_cannot_read() {
    let expected = "urn:x: expected `/` after the MOID at byte 5\n";
    assert_eq!(run(&[FILE, "urn:x"]), (1, String::new(), expected.to_owned()));
    let (status, out, error) = run(&["examples/nothing.json", "*"]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(error.starts_with("examples/nothing.json: "), "{error}");
    let (status, out, error) = run(&["examples/resolve.rs", "*"]);
    let expected = "examples/resolve.rs: expected an array, found `/` at byte 0\n";
    assert_eq!((status, out.as_str(), error.as_str()), (1, "", expected));
}

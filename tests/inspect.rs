//! The tool `inspect`, run as a person runs it: on every body in `examples/packages`, and with every option.
//!
//! What it is expected to say of a body stands in `tests/inspect`, one file for each. `INSPECT_UPDATE=1 cargo test --test
//! inspect` writes them anew; what changed is to be read before it is committed.

#[path = "inspect/draft.rs"]
mod draft;
#[path = "support/example.rs"]
mod example;
#[path = "inspect/hex.rs"]
mod hex;
#[path = "inspect/multipart.rs"]
mod multipart;
#[path = "inspect/notification.rs"]
mod notification;
#[path = "inspect/packages.rs"]
mod packages;
#[path = "inspect/run.rs"]
mod run;

use omadm::{Notification, binary};
use packages::{
    DM20, DM20_STATUS, INITIATION, MO, NOTIFICATION, REQUEST, RESPONSE, files, package, packages, readable,
};
use run::{Outcome, command, feed, on_a_terminal, outcome, root, run, told};
use serde_json::Value;
use std::{env, fs, fs::File, io::Read, process::Stdio};

/// The line that section `Shown by` of the tool's description is about.
const NEIGHBOURS: &[u8] = br#"{"CMD":[["GET","urn:oma:mo:x:1.0//a"],["FROB","x"],["HGET"],["DELETE","urn:oma:mo:x:1.0//%zz"],["END"]]}"#;

/// The path of a package.
fn path(name: &str) -> String {
    package(name).path()
}

#[test]
fn every_package_is_shown_as_expected() {
    let update = env::var_os("INSPECT_UPDATE").is_some_and(|value| !value.is_empty());
    let packages = packages();
    let mut wrong = Vec::new();
    for package in &packages {
        let (name, shown) = (&package.name, package.run(&[]).render());
        if update {
            fs::write(package.expectation(), &shown).unwrap();
        }
        match fs::read_to_string(package.expectation()) {
            Ok(expected) if expected == shown => {}
            Ok(expected) => wrong.push(format!("--- {name}, expected\n{expected}--- {name}, got\n{shown}")),
            Err(_) => wrong.push(format!("--- {name} has no expectation")),
        }
    }
    for file in files("tests/inspect").iter().filter(|file| file.extension == "txt") {
        if !packages.iter().any(|package| package.name == file.name) {
            wrong.push(format!("--- {} is expected, but there is no such package", file.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn broken_packages_are_refused_and_others_are_not() {
    for package in packages() {
        let expected = if package.name.starts_with("broken-") { 1 } else { 0 };
        assert_eq!(package.run(&[]).status, expected, "{package:?}");
    }
}

/// The names of the kinds that are possible, each as its text begins.
#[test]
fn every_fault_and_every_tolerance_is_among_the_packages() {
    let said = packages().iter().map(|package| package.run(&[]).render()).collect::<String>();
    let faults = [
        "unreadable unknown command,",
        "unreadable expected a command (an array of strings), found a number,",
        "unreadable expected the name of a command, found an empty array,",
        "unreadable expected a string, found null,",
        "unreadable expected a ServerURI, found no more parameters,",
        "unreadable expected a ClientURI, found no more parameters,",
        "unreadable expected a MOID, found no more parameters,",
        "unreadable one parameter too many,",
        "unreadable malformed ClientURI: expected a MOID,",
        "unreadable malformed ClientURI: a MOID does not begin with `http:` or `https:`,",
        "unreadable malformed ClientURI: `*` is no MOID,",
        "unreadable malformed ClientURI: an x-name is no MOID,",
        "unreadable malformed ClientURI: expected `/` after the MOID,",
        "unreadable malformed ClientURI: ' ' may not stand here unescaped,",
        "unreadable malformed ClientURI: a node name is empty,",
        "unreadable malformed ClientURI: `%` is not followed by two hexadecimal digits,",
        "unreadable malformed ClientURI: percent-encoded bytes are not UTF-8,",
        "unreadable malformed ClientURI: a percent-encoded NUL,",
        "unreadable malformed ClientURI: a field of the query is empty,",
        "unreadable malformed ClientURI: `Levels` is not a number from 0 to 4294967295,",
        "unreadable malformed ClientURI: `Levels` stands twice,",
        "unreadable malformed ClientURI: `nv` is not `(x)/name:value`,",
        "unreadable malformed ClientURI: `cv` has no value,",
        "unreadable malformed ClientURI: `cv` stands twice,",
        "unreadable malformed ClientURI: `cv` needs an address with one instance,",
        "unreadable malformed ClientURI: `nv` and `cv` mean nothing after `*`,",
        "unreadable malformed ClientURI: an x-name stands twice,",
        "unreadable malformed ClientURI: an x-name has no `nv` field,",
        "unreadable malformed ClientURI: the x-name of an `nv` field is not in the address,",
        "unreadable malformed ClientURI: `*` alone is not the address of a node,",
        "unreadable malformed ServerURI: it is not an absolute http or https URI,",
        "unreadable malformed ServerURI: the host is empty,",
        "unreadable malformed ServerURI: the brackets hold no IP address,",
        "unreadable malformed ServerURI: the port is not a number up to 65535,",
        "unreadable malformed ServerURI: a userinfo is not allowed,",
        "unreadable malformed ServerURI: a fragment is not allowed,",
        "unreadable malformed ServerURI: ' ' may not stand here unescaped,",
        "unreadable malformed ServerURI: `%` is not followed by two hexadecimal digits,",
        "unreadable malformed MOID: ' ' may not stand here unescaped,",
        "unreadable malformed MOID: `*` is no MOID,",
        "unreadable GET takes a ServerURI in the draft dialect, INCLUDE reads nodes,",
        "error: a control character that ends no line at ",
        "error: the input is not UTF-8 at ",
        "error: the input begins with a byte order mark at ",
        "error: expected a status code from 100 to 599 at ",
        "error: no line of the boundary closes the last part at ",
        "error: a line begins with the boundary and goes on otherwise at ",
        "error: expected a header line of a part (`name: value`) at ",
        "error: the Content-Type is missing at ",
        "error: malformed Content-Type: expected a subtype behind `/` at ",
        "error: a media type that is not read here at ",
        "error: a charset other than UTF-8 at ",
        "error: a Content-Transfer-Encoding other than 7bit, 8bit and binary at ",
        "error: 1 byte is missing at ",
        "error: expected the end of the input at ",
        "error: a reserved bit is set at ",
        "error: the delta of an option is 0 at ",
        "error: expected a value of 2 bytes, found 1 at ",
        "error: a SERVER-ID is not UTF-8 at ",
    ];
    let tolerances = [
        "warning: unreadable command: ",
        "warning: the parameters stand in the other order at ",
        "warning: a Package2 without any command at ",
        "warning: a command after END at ",
        "warning: a ClientURI without the `/` behind the instance at ",
        "warning: a ServerURI with an unescaped bracket at ",
        "warning: null for a member that could be left out at ",
        "warning: a MOS entry without a MIID at ",
        "warning: management data that is not in an array at ",
        "warning: management data without a ClientURI at ",
        "warning: MOData does not have exactly one member at ",
        "warning: not a URI: ",
        "warning: a MIID that no ClientURI can name: ",
        "warning: not a ClientURI: ",
        "warning: a line of a multipart body ends without CR at ",
    ];
    let commands =
        ["GET", "HGET", "HPUT", "HPOST", "DELETE", "EXEC", "SHOW", "DEFAULT", "SUB", "UNSUB", "CONT"]
            .map(|name| format!("] {name} "));
    let draft =
        ["GET (HGET)", "PUT (HPUT)", "POST (HPOST)", "INCLUDE (GET)"].map(|name| format!("] {name} "));
    let commands = commands.iter().chain(&draft).map(String::as_str);
    let wanted = faults.iter().chain(&tolerances).copied().chain(commands);
    let missing: Vec<_> = wanted.filter(|text| !said.contains(text)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn what_the_content_tells_is_what_the_media_type_tells() {
    for (package, media_type) in readable() {
        assert_eq!(package.run(&[]), package.run(&["--as", &media_type]), "{package:?}");
    }
}

/// What is written for the bodies that hold what the other dialects of this world would not have written.
const REPAIRED: [(&str, &str); 5] = [
    (
        "package1-tolerances",
        r#"{"MOS":[{"MOID":"urn:oma:mo:oma-dm-devinfo:1.2","MIID":[]},{"DDF":"dm mo/devdetail.ddf","MIID":[]},{"MOID":"urn:oma:mo:sensor:1.0","MIID":["left","up/down","*",""]}],"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"},{"AlertType":"urn:oma:at:lawmo:1.0:lock","SourceURI":"the lock screen","TargetURI":"100%"}]}"#,
    ),
    (
        "package2-tolerances",
        r#"{"CMD":[["DEFAULT","urn:oma:mo:mms:1.0","https://repo.example.com/default/mms?device=[DevID]"],["DEFAULT","urn:oma:mo:browser:1.0","https://repo.example.com/default/browser"],["SUB","https://collector.example.com/[DevID]/left","urn:oma:mo:sensor:1.0/left/Data"],["GET","urn:oma:mo:sensor:1.0/left","urn:oma:mo:oma-dm-devinfo:1.2/"],["END"],["SHOW","https://self-care.example.com/bye"],["END"]]}"#,
    ),
    (
        "package3-tolerances",
        r#"{"Status":[{"sc":200},{"sc":200,"URI":["urn:oma:mo:wifi:1.0/office/","/wifi/office","https://h.example/x",""]}]}"#,
    ),
    (
        "management-data-single",
        r#"[{"ClientURI":"urn:oma:mo:oma-dm-devinfo:1.2//Lang","MOData":{"Lang":"en"}}]"#,
    ),
    (
        "management-data-tolerances",
        r#"[{"MOData":{"DevInfo": {"Lang": "en"}}},{"DDF":"not a ddf","MOData":{"DevInfo": {"Man": "Example"}}},{"ClientURI":"urn:oma:mo:sensor:1.0/left","MOData":{}},{"ClientURI":"urn:oma:mo:sensor:1.0//Data","MOData":{"1": {"Value": "a"}, "2": {"Value": "b"}}}]"#,
    ),
];

#[test]
fn a_body_is_written_back() {
    let json = readable().into_iter().filter(|(package, _)| package.extension == "json");
    for (package, media_type) in json {
        let name = &package.name;
        let told = package.run(&[]);
        let written = package.run(&["--to", &media_type]);
        // The warnings are the same, and the body stands alone.
        assert_eq!((written.status, &written.stderr), (0, &told.stderr), "{name}");
        match REPAIRED.iter().find(|(repaired, _)| repaired == name) {
            Some((_, expected)) => assert_eq!(written.stdout, *expected, "{name}"),
            None => {
                // Another reader of JSON finds in it what it finds in the original.
                let value = |text: &[u8]| serde_json::from_slice::<Value>(text).unwrap();
                assert_eq!(value(written.stdout.as_bytes()), value(&package.bytes()), "{name}");
                assert!(written.stdout.ends_with(['}', ']']), "{name}");
            }
        }
        // Written again it is the same byte for byte.
        assert_eq!(feed(&["--to", &media_type], written.stdout.as_bytes()).stdout, written.stdout, "{name}");
    }
    assert!(REPAIRED.iter().all(|(name, _)| package(name).extension == "json"));
    let as_it_was = run(&["--to", REQUEST, &path("package2-neighbours")]);
    assert_eq!(as_it_was.stdout.as_bytes(), NEIGHBOURS);
}

#[test]
fn neighbours_of_unreadable_commands_are_read() {
    let shown = feed(&[], NEIGHBOURS);
    assert_eq!(shown.status, 0);
    let expected = "\
Package#2, application/vnd.oma.dm.request+json

5 commands, 3 unreadable; END: nothing is sent back
[0] GET      data       urn:oma:mo:x:1.0//a
               moid     urn:oma:mo:x:1.0
               instance the only one
               path     a
[1] FROB     unreadable unknown command, at byte 39
               answer   501 Not Implemented
               received [\"FROB\",\"x\"]
[2] HGET     unreadable expected a ServerURI, found no more parameters, at byte 58
               answer   400 Bad Request
               received [\"HGET\"]
[3] DELETE   unreadable malformed ClientURI: `%` is not followed by two hexadecimal digits, at byte 89
               answer   400 Bad Request
               received [\"DELETE\",\"urn:oma:mo:x:1.0//%zz\"]
[4] END
";
    assert_eq!(shown.stdout, expected);
    let heads: Vec<_> = shown.stderr.lines().filter(|line| line.starts_with("warning")).collect();
    let unreadable = "warning: unreadable command:";
    assert_eq!(
        heads,
        [
            format!("{unreadable} unknown command at byte 39 (CMD[1][0])"),
            format!("{unreadable} expected a ServerURI, found no more parameters at byte 58 (CMD[2])"),
            format!(
                "{unreadable} malformed ClientURI: `%` is not followed by two hexadecimal digits at byte 89 (CMD[3][1])"
            ),
        ]
    );
    let strict = feed(&["--strict"], NEIGHBOURS);
    let expected = "\
error: unreadable command: unknown command (refused: strict) at byte 39 (CMD[1][0])
  1 | {\"CMD\":[[\"GET\",\"urn:oma:mo:x:1.0//a\"],[\"FROB\",\"x\"],[\"HGET\"],[\"DELETE\",\"u…
    |                                        ^
  answer: HTTP status 400 Bad Request
  read as: Package#2, application/vnd.oma.dm.request+json, told from its content
";
    assert_eq!(strict, Outcome { status: 1, stdout: String::new(), stderr: expected.to_owned() });
}

#[test]
fn strict_refuses_exactly_what_has_a_warning() {
    for package in packages() {
        let name = &package.name;
        let tolerant = package.run(&[]);
        let strict = package.run(&["--strict"]);
        let Some(first) = tolerant.stderr.lines().next().and_then(|line| line.strip_prefix("warning: "))
        else {
            assert_eq!(strict, tolerant, "{name}");
            continue;
        };
        assert_eq!((strict.status, strict.stdout.as_str()), (1, ""), "{name}");
        // The error is the first warning.
        let at = first.rfind(" at byte ").unwrap();
        let expected = format!("error: {} (refused: strict){}", &first[..at], &first[at..]);
        assert_eq!(strict.stderr.lines().next(), Some(expected.as_str()), "{name}");
    }
}

#[test]
fn the_content_tells_what_it_is() {
    let kinds = [
        ("Package#1, application/vnd.oma.dm.initiation+json", INITIATION),
        ("Package#2, application/vnd.oma.dm.request+json", REQUEST),
        ("Package#3, application/vnd.oma.dm.response+json", RESPONSE),
        ("management data, application/vnd.oma.dm.mo+json", MO),
    ];
    let bodies: [(&str, &str); 33] = [
        ("{}", INITIATION),
        (r#"{"MOS":[]}"#, INITIATION),
        (r#"{"x":{"CMD":[]}}"#, INITIATION),
        (r#"{"x":"\"CMD\""}"#, INITIATION),
        (r#"{"Alert":[{"AlertType":"x","Data":{"Status":[],"CMD":[],"MOData":{}}}]}"#, INITIATION),
        (r#"{"Alert":[{}]}"#, INITIATION),
        (r#"{"Alert":[[]]}"#, INITIATION),
        (r#"{"MOS":[}"#, INITIATION),
        ("", INITIATION),
        ("7", INITIATION),
        (r#"{"CMD":[["END"]]}"#, REQUEST),
        (r#"{"x":[],"CMD":[]}"#, REQUEST),
        (r#"{"Status":[{"sc":200}],"CMD":[["END"]]}"#, REQUEST),
        (r#"{"CMD":7}"#, REQUEST),
        (r#"{"CMD":[["END"],}"#, REQUEST),
        (r#"{"CMD":[["END"]],"x":}"#, REQUEST),
        (r#"{"x":,"CMD":[["END"]]}"#, REQUEST),
        (r#"{"CMD":[["END"]]} {}"#, REQUEST),
        ("\u{feff}{\"CMD\":[[\"END\"]]}", REQUEST),
        (r#"{"Status":[{"sc":200}]}"#, RESPONSE),
        (r#"{"Alert":[],"Status":[]}"#, RESPONSE),
        (r#"{"Alert":[{}],"Status":[]}"#, RESPONSE),
        (r#"{"Status":[{"sc":99}]}"#, RESPONSE),
        (r#"{"Status":[{"sc":200}],"Status":[]}"#, RESPONSE),
        (r#"{"Status":[{"sc":200}"#, RESPONSE),
        (r#"{"Status":[{"sc":200}],"Alert":[{"AlertType":"x","Data":{"CMD":1}}]}"#, RESPONSE),
        ("[]", MO),
        ("[", MO),
        (r#" [{"MOData":{"Status":1}}"#, MO),
        ("\u{feff}[{\"MOData\":{\"Status\":1}}]", MO),
        (r#"{"MOData":{"Status":1}}"#, MO),
        (r#"{"ClientURI":"urn:x//a","MOData":{"a":[1]}}"#, MO),
        (r#"{"ClientURI":"*","MOData":{"a":1}}"#, MO),
    ];
    for (body, media_type) in bodies {
        let (title, _) = kinds.iter().find(|(_, known)| *known == media_type).unwrap();
        assert_eq!(told(body.as_bytes()), *title, "{body}");
    }
}

#[test]
fn the_media_type_says_what_it_is() {
    let body = br#"{"CMD":[["END"]]}"#;
    let title =
        |arguments: &[&str]| feed(arguments, body).stdout.lines().next().unwrap_or_default().to_owned();
    assert_eq!(title(&["--as", INITIATION]), "Package#1, application/vnd.oma.dm.initiation+json");
    assert_eq!(
        title(&["--as=application/vnd.OMA.dm.initiation+JSON", "-"]),
        "Package#1, application/vnd.oma.dm.initiation+json"
    );
    assert_eq!(title(&["--as", REQUEST]), "Package#2, application/vnd.oma.dm.request+json");
    for media_type in ["application/dmmo+json", "application/json", MO] {
        let shown = feed(&["--as", media_type], b"[]");
        assert_eq!(shown.stdout, format!("management data, {media_type}\n\nno records\n"));
        assert_eq!(feed(&["--to", media_type], b" [ ] ").stdout, "[]");
    }
    // Its parameters are kept.
    let shown = feed(&["--as", r#"application/JSON ; charset="UTF-8";x="a b""#], b"[]");
    assert_eq!(
        shown.stdout.lines().next(),
        Some(r#"management data, application/json;charset=UTF-8;x="a b""#)
    );
    assert_eq!(feed(&["--to=application/json; charset=utf-8"], b" [ ] ").stdout, "[]");
    let refused = feed(&["--as", RESPONSE], body);
    let expected = "\
error: the member `Status` is missing at byte 0
  1 | {\"CMD\":[[\"END\"]]}
    | ^
  answer: HTTP status 400 Bad Request
  read as: Package#3, application/vnd.oma.dm.response+json
";
    assert_eq!(refused, Outcome { status: 1, stdout: String::new(), stderr: expected.to_owned() });
}

/// What is wrong with the media type has no place in the body.
#[test]
fn a_media_type_that_is_to_blame_is_named() {
    let cases = [
        (
            "application/json; charset=iso-8859-1",
            "a charset other than UTF-8",
            "415 Unsupported Media Type",
            "management data, application/json;charset=iso-8859-1",
        ),
        (
            "application/dm20;charset=\"\"",
            "a charset other than UTF-8",
            "415 Unsupported Media Type",
            "Package#2, application/dm20;charset=\"\"",
        ),
        ("multipart/mixed", "the media type has no boundary", "400 Bad Request", "multipart/mixed"),
        (
            "multipart/mixed; boundary=\"a;b\"",
            "malformed boundary: ';' may not stand here unescaped",
            "400 Bad Request",
            "multipart/mixed;boundary=\"a;b\"",
        ),
    ];
    for (media_type, problem, status, read_as) in cases {
        let stderr = format!("error: {problem}\n  answer: HTTP status {status}\n  read as: {read_as}\n");
        let expected = Outcome { status: 1, stdout: String::new(), stderr };
        assert_eq!(feed(&["--as", media_type], b"[]"), expected, "{media_type}");
    }
}

#[test]
fn what_cannot_be_written_is_said() {
    let refused = feed(&["--to", RESPONSE], br#"{"CMD":[["END"],["FROB"]]}"#);
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
    let first = "error: Package#2 cannot be written as Package#3, application/vnd.oma.dm.response+json";
    assert_eq!(refused.stderr.lines().next(), Some(first));
    assert!(
        refused.stderr.contains("\nwarning: unreadable command: unknown command at byte 17 (CMD[1][0])\n")
    );
    // In the array in which it belongs the record would be one level deeper than a reader allows.
    let record = |depth: usize| format!("{{\"MOData\":{}1{}}}", "{\"a\":".repeat(depth), "}".repeat(depth));
    assert_eq!(feed(&["--to", MO], record(62).as_bytes()).stdout, format!("[{}]", record(62)));
    assert_eq!(feed(&[], record(63).as_bytes()).status, 0);
    let refused = feed(&["--to", MO], record(63).as_bytes());
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
    let first = "error: cannot be written as management data, application/vnd.oma.dm.mo+json: more levels of nesting than allowed ([0].MOData)";
    assert_eq!(refused.stderr.lines().next(), Some(first));
}

#[test]
fn wrong_usage_is_said() {
    let file = path("package3-empty");
    let file = file.as_str();
    let wrong: [(&[&str], &str); 23] = [
        (&["--frob", file], "unknown option --frob"),
        (&["-s"], "unknown option -s"),
        (&["--as"], "--as needs a media type"),
        (&[file, "--to"], "--to needs a media type"),
        (&["--as", "text/html", file], "unknown media type text/html"),
        (&["--as", "", file], "malformed media type : it is empty at byte 0"),
        (&["--as="], "malformed media type : it is empty at byte 0"),
        (&["--to=text/", file], "malformed media type text/: expected a subtype behind `/` at byte 5"),
        (
            &["--as", "multipart/mixed; boundary", file],
            "malformed media type multipart/mixed; boundary: expected `=` behind the name of a parameter at byte 25",
        ),
        (&["--as", "application/tnds20", file], "unknown media type application/tnds20"),
        (&["--as", "*/*", file], "unknown media type */*"),
        (
            &["--as", "--strict", file],
            "malformed media type --strict: expected `/` behind the type at byte 8",
        ),
        (
            &["--to", "multipart/mixed; boundary=b", file],
            "nothing is written as multipart/mixed: name that of the package, and with data it has parts",
        ),
        (
            &["--to", "application/dm20; charset=latin-1", file],
            "nothing is written with the parameters of application/dm20;charset=latin-1",
        ),
        (
            &["--to", "application/json; charset=utf-8; x=y", file],
            "nothing is written with the parameters of application/json;charset=utf-8;x=y",
        ),
        (&["--as", MO, "--as", MO, file], "--as stands twice"),
        (&["--to", MO, "--to", MO, file], "--to stands twice"),
        (&["--strict=yes", file], "--strict takes no value"),
        (&["--hex=31", file], "--hex takes no value"),
        (&["--help=all"], "--help takes no value"),
        (&[file, file], "more than one FILE"),
        (&["-", file], "more than one FILE"),
        (&["--frob\x1b[31m\u{202e}"], "unknown option --frob\\u{1b}[31m\\u{202e}"),
    ];
    for (arguments, problem) in wrong {
        let stderr = format!("error: {problem}; --help says how it is used\n");
        assert_eq!(run(arguments), Outcome { status: 2, stdout: String::new(), stderr }, "{arguments:?}");
    }
    for (arguments, problem) in [
        (["no-such-file.json"].as_slice(), "error: cannot read no-such-file.json: "),
        (&["--", "--strict"], "error: cannot read --strict: "),
        (&["--", "--", "-"], "error: more than one FILE"),
        (&["examples"], "error: cannot read examples: "),
        (&[""], "error: cannot read : "),
    ] {
        let outcome = run(arguments);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.stderr.starts_with(problem), "{arguments:?}: {}", outcome.stderr);
        assert_eq!(outcome.stderr.lines().count(), 1, "{arguments:?}");
    }
}

#[test]
fn help_is_no_error() {
    let help = run(&["--help"]);
    assert_eq!((help.status, help.stderr.as_str()), (0, ""));
    assert!(
        help.stdout
            .contains("\nUsage: inspect [--as MEDIA-TYPE] [--hex] [--strict] [--to MEDIA-TYPE] [FILE]\n")
    );
    let json = [INITIATION, REQUEST, RESPONSE, MO, "application/dmmo+json", "application/json"];
    for named in json.iter().chain(&[NOTIFICATION, DM20, DM20_STATUS, "multipart/mixed; boundary=..."]) {
        assert!(help.stdout.contains(&format!("\n  {named} ")), "{named}");
    }
    assert!(help.stdout.lines().all(|line| line.len() <= 80));
    assert_eq!(run(&["-h"]), help);
    assert_eq!(run(&["--strict", "no-such-file.json", "--help"]), help);
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let name = path("package1-tolerances");
    let body = fs::read(root().join(&name)).unwrap();
    let shown = run(&[&name]);
    for arguments in [[].as_slice(), &["-"], &["--", "-"], &["--as", INITIATION]] {
        assert_eq!(feed(arguments, &body), shown, "{arguments:?}");
    }
    assert_eq!(run(&["--", &name]), shown);
}

#[test]
fn a_body_that_is_too_long_is_not_read_whole() {
    let most = 2 << 20;
    let told = "error: more bytes in the body than allowed at byte 2097152\n";
    let body = |len: usize| {
        let mut body = br#"{"CMD":[["END"]]}"#.to_vec();
        body.resize(len, b' ');
        body
    };
    assert_eq!(feed(&[], &body(most)).status, 0);
    let refused = feed(&[], &body(most + 1));
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
    assert!(refused.stderr.starts_with(told), "{}", refused.stderr);
    assert!(refused.stderr.contains("\n  answer: HTTP status 413 Content Too Large\n"), "{}", refused.stderr);
    // Something without an end.
    if let Ok(endless) = File::open("/dev/zero") {
        let refused = outcome(command().stdin(endless));
        assert_eq!(refused.status, 1);
        assert!(refused.stderr.starts_with(told), "{}", refused.stderr);
        assert_eq!(run(&["/dev/zero"]), refused);
    }
}

/// A body that fills more than a pipe holds, with a warning.
fn long_body() -> Vec<u8> {
    let command = r#"["GET","urn:oma:mo:x:1.0/left/Data/1/Value"],"#;
    format!(r#"{{"CMD":[{}["FROB"]]}}"#, command.repeat(4_000)).into_bytes()
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let file = env::temp_dir().join(format!("omadm-inspect-{}.json", std::process::id()));
    fs::write(&file, long_body()).unwrap();
    for arguments in [[].as_slice(), &["--to", REQUEST]] {
        let mut command = command();
        command.args(arguments).arg(&file).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut seen = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut seen).unwrap();
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{stderr}");
        assert!(stderr.starts_with("warning: unreadable command: unknown command at byte "), "{stderr}");
        assert_eq!(stderr.lines().count(), 3, "{stderr}");
    }
    fs::remove_file(&file).unwrap();
}

#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    for arguments in
        [["--help"].as_slice(), &[&path("package3-statuses")], &["--to", MO, &path("management-data-none")]]
    {
        let child =
            command().args(arguments).stdout(full.try_clone().unwrap()).stderr(Stdio::piped()).spawn();
        let output = child.unwrap().wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.starts_with("error: cannot write: "), "{stderr}");
    }
    // Where nobody hears of a warning, the status is what there is.
    let child = command().arg(path("broken-comma")).stdout(Stdio::piped()).stderr(full).spawn();
    assert_eq!(child.unwrap().wait().unwrap().code(), Some(1));
}

#[test]
fn colour_is_for_terminals() {
    let plain = run(&[&path("package2-neighbours")]);
    assert!(!plain.stdout.contains('\x1b') && !plain.stderr.contains('\x1b'));
    if !cfg!(target_os = "linux") {
        return;
    }
    let file = path("package2-neighbours");
    let on = |no_color| on_a_terminal(&[&file], no_color);
    let (Some(colour), Some(empty), Some(none)) = (on(None), on(Some("")), on(Some("0"))) else {
        return;
    };
    let statuses = on_a_terminal(&[&path("package3-statuses")], None).unwrap();
    for status in
        ["\x1b[32m200 OK\x1b[0m", "\x1b[32m304 Not Modified\x1b[0m", "\x1b[1;31m404 Not Found\x1b[0m"]
    {
        assert!(statuses.contains(status), "{statuses}");
    }
    assert_eq!(none, plain.stdout + &plain.stderr);
    assert_eq!(empty, colour);
    assert!(colour.contains("\x1b[1;31mFROB\x1b[0m"), "{colour}");
    assert!(colour.contains("\x1b[33mwarning\x1b[0m: unreadable command"), "{colour}");
    // Every sequence is one of ours, and without them it is the same text.
    let mut text = colour;
    for sequence in ["\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[33m", "\x1b[1;31m", "\x1b[0m"] {
        text = text.replace(sequence, "");
    }
    assert_eq!(text, none);
}

/// Characters that a terminal obeys, that cannot be seen, or that turn around what stands beside them.
fn is_dangerous(c: char) -> bool {
    let invisible = ['\u{200b}'..='\u{200f}', '\u{2028}'..='\u{202e}', '\u{2060}'..='\u{206f}'];
    c.is_control() && c != '\n'
        || invisible.iter().any(|range| range.contains(&c))
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{301}' | '\u{1160}' | '\u{fe0f}' | '\u{feff}' | '\u{e0041}')
}

#[test]
fn nothing_that_a_peer_says_reaches_the_terminal_unescaped() {
    // Raw where JSON allows it, escaped where it does not.
    let raw = "\u{7f}\u{9b}31m\u{85}\u{ad}\u{200b}\u{2028}\u{202e}\u{2066}\u{61c}\u{301}\u{1160}\u{fe0f}\u{feff}\u{e0041}";
    let evil = &format!("{raw}\\u001b]0;owned\\u0007\\r\\n\\u0000\\u0008");
    let bodies = [
        format!(
            r#"{{"MOS":[{{"DDF":"{evil}","MOID":"urn:x","MIID":["{evil}"],"{evil}":["{evil}"]}}],"Alert":[{{"AlertType":"{evil}","SourceURI":"{evil}","TargetURI":"{evil}","Mark":"{evil}","DataType":"{evil}","Data":{{"{evil}":"{evil}"}},"{evil}":1}}],"{evil}":"{evil}"}}"#
        ),
        format!(r#"{{"MOS":[{{"MOID":"{evil}","MIID":[]}}]}}"#),
        format!(
            r#"{{"CMD":[["{evil}"],["GET","{evil}"],["GET","urn:x//%1B%5B31m%E2%80%AE?%1B=%9B"],["GET","urn:x//%1B%5B31m%E2%80%AE?%1B=%C2%9B&cv=%07"],["SHOW","https://h/{evil}"],"{evil}",["DEFAULT","{evil}","https://h/"]],"{evil}":["{evil}"]}}"#
        ),
        format!(
            r#"{{"Status":[{{"sc":200,"URI":["{evil}","urn:x//{evil}"],"{evil}":"{evil}"}}],"{evil}":7}}"#
        ),
        format!(
            r#"[{{"ClientURI":"urn:x//a","DDF":"{evil}","CV":"{evil}","MOData":{{"{evil}":{{"{evil}":"{evil}"}}}},"{evil}":"{evil}"}}]"#
        ),
        format!(r#"[{{"ClientURI":"{evil}","MOData":{{}}}}]"#),
        format!(r#"{{"{evil}":[{{"{evil}":}}]}}"#),
        format!(r#"{{"{evil}":1,"{evil}":1}}"#),
        raw.to_owned(),
        format!("{{\"CMD\":[[\"{raw}\x1b[31m\x00\x08\r\"]]}}"),
        format!("{{\"{raw}\x1b[31m\":1}}"),
    ];
    let mut bodies: Vec<_> = bodies.into_iter().map(String::into_bytes).collect();
    bodies.push((0..=255).collect());
    // What is no control character, where the draft and the headers of parts allow it.
    let seen: String = raw.chars().filter(|c| !c.is_control()).collect();
    let lines = [
        format!(
            "FROB{seen}\r\nGET {seen}\tx\r\nINCLUDE {seen} \r\nDEFAULT {seen} https://h/\r\nEND {seen}\r\n"
        ),
        format!("200 {seen} urn:x//{seen}\r\n"),
        format!("200\r\n{seen}\r\n"),
        format!("SHOW https://h/{raw}\r\n"),
    ];
    bodies.extend(lines.map(String::into_bytes));
    let part = |header: &str, line: &str| {
        format!(
            "--b\r\nContent-Type: application/dm20status; x=\"{seen}\"\r\n{header}\r\n\r\n{line}\r\n--b--\r\n"
        )
    };
    bodies.push(part(&format!("X-Evil: {seen}"), &format!("200 {seen}")).into_bytes());
    bodies.push(part(&format!("X-Evil: {raw}"), "200").into_bytes());
    bodies.push(part("X: y", raw).into_bytes());
    let notification = Notification::new().with_server_id(format!("{raw}\x1b[31m"));
    bodies.push(binary::to_vec(&notification).unwrap());
    let as_all =
        ["application/dm20", "application/dm20status", "multipart/mixed; boundary=b", NOTIFICATION, MO]
            .map(|media_type| ["--as", media_type]);
    let as_all = as_all.iter().map(|arguments| arguments.as_slice());
    let ways: Vec<_> = [[].as_slice(), &["--strict"], &["--hex"]].into_iter().chain(as_all).collect();
    for body in bodies {
        for &arguments in &ways {
            let shown = feed(arguments, &body);
            let evil = shown.stdout.chars().chain(shown.stderr.chars()).find(|c| is_dangerous(*c));
            assert_eq!(evil, None, "{arguments:?} {}\n{shown:?}", String::from_utf8_lossy(&body));
        }
    }
}

#[test]
fn a_body_that_is_written_to_a_terminal_is_the_same_json_without_danger() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let body = "{\"x\":{\"a\u{9b}31m\u{7f}\u{e0041}\":\r\n\t \"\u{202e}é端\" },\"Status\":[]}";
    let file = env::temp_dir().join(format!("omadm-inspect-terminal-{}.json", std::process::id()));
    fs::write(&file, body).unwrap();
    let arguments = ["--to", RESPONSE, file.to_str().unwrap()];
    let (piped, shown) = (run(&arguments).stdout, on_a_terminal(&arguments, None));
    fs::remove_file(&file).unwrap();
    assert_eq!(piped, "{\"Status\":[],\"x\":{\"a\u{9b}31m\u{7f}\u{e0041}\":\r\n\t \"\u{202e}é端\" }}");
    if let Some(shown) = shown {
        let expected = "{\"Status\":[],\"x\":{\"a\\u009b31m\\u007f\\udb40\\udc41\": \n  \"\\u202eé端\" }}";
        assert_eq!(shown, expected);
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(value(&shown), value(&piped));
    }
}

/// What is shown under the error of a body: the line, and the caret.
fn excerpt(body: &[u8]) -> (String, String) {
    let shown = feed(&["--as", INITIATION], body);
    let mut lines = shown.stderr.lines().skip(1).map(str::to_owned);
    (lines.next().unwrap(), lines.next().unwrap())
}

#[test]
fn the_caret_stands_under_the_place() {
    // How the line is shown, and how many columns of it are before the place.
    let cases: [(&[u8], &str, usize); 18] = [
        (b"{7", "1 | {7", 1),
        // The end of the body is behind the last thing in it.
        (b"{\"x\":1", "1 | {\"x\":1", 6),
        (b"{\"x\":1 \r\n\r\n", "1 | {\"x\":1 ", 6),
        (b"{\n\"x\":1,\n\n\n", "2 | \"x\":1,", 6),
        (b" \n\t\n", "1 |  ", 0),
        // Indentation is left out, tabs inside are not.
        (b"{\r\n\t\t\"x\"\t 7\r\n}", "2 | \"x\"\\t 7", 6),
        (b"\t  7", "1 | 7", 0),
        (b"{\"x\":\"a\tb\"}", "1 | {\"x\":\"a\\tb\"}", 7),
        (b"{\"\x1b\x1b\":1}", "1 | {\"\\u{1b}\\u{1b}\":1}", 2),
        (b"{\"x\":\"\\u12\x00\"}", "1 | {\"x\":\"\\u12\\0\"}", 6),
        // Wide, narrow and combined.
        ("{\"管理\":7,7}".as_bytes(), "1 | {\"管理\":7,7}", 10),
        ("{\"größe😀\":7,7}".as_bytes(), "1 | {\"größe😀\":7,7}", 13),
        ("{\"e\u{301}\":7,7}".as_bytes(), "1 | {\"e\\u{301}\":7,7}", 14),
        ("{\"a\u{202e}b\":7,7}".as_bytes(), "1 | {\"a\\u{202e}b\":7,7}", 16),
        ("{7ü\u{ff}".as_bytes(), "1 | {7üÿ", 1),
        // No UTF-8.
        (b"{\"\xe4\":1}", "1 | {\"\\xe4\":1}", 2),
        (b"{\"\xc3\xa4\xc3\":1}", "1 | {\"ä\\xc3\":1}", 3),
        (b"{\"\xe7\xae\"}", "1 | {\"\\xe7\\xae\"}", 2),
    ];
    for (body, line, columns) in cases {
        let (shown, caret) = excerpt(body);
        let case = String::from_utf8_lossy(body);
        assert_eq!(shown, format!("  {line}"), "{case}");
        assert_eq!(caret, format!("    | {:columns$}^", ""), "{case}");
    }
}

#[test]
fn a_long_line_is_cut_to_a_window() {
    let long = |text: &str| text.repeat(60_000 / text.len());
    // The place in the middle, at the end and at the beginning; the dots take one column.
    let cases = [
        (
            format!("{{\"x\":\"{}\",7,\"y\":\"{}\"}}", long("a"), long("b")),
            "…",
            format!("{}\",7,\"y\":\"{}…", "a".repeat(46), "b".repeat(17)),
            49,
        ),
        (format!("{{\"x\":\"{}\",7", long("a")), "…", format!("{}\",7", "a".repeat(69)), 72),
        (format!("{{7,\"{}\"", long("a")), "", format!("{{7,\"{}…", "a".repeat(68)), 1),
        // Wide characters count twice, and are never halved.
        (
            format!("{{\"x\":\"{}\",7,\"y\":\"{}\"}}", long("端"), long("末")),
            "…",
            format!("{}\",7,\"y\":\"{}…", "端".repeat(23), "末".repeat(8)),
            49,
        ),
        (format!("{{\"x\":\"{}\",7", long("😀")), "…", format!("{}\",7", "😀".repeat(34)), 71),
        (format!("{{\"x\":\"{}", long("𐌰")), "…", "𐌰".repeat(72), 73),
        (format!("{{\"x\":\"{}\",7", long("é")), "…", format!("{}\",7", "é".repeat(69)), 72),
        // An escape is never cut.
        (format!("{{\"x\":\"{}\",7", long("\u{202e}")), "…", format!("{}\",7", "\\u{202e}".repeat(8)), 67),
    ];
    for (body, dots, line, columns) in cases {
        let (shown, caret) = excerpt(body.as_bytes());
        assert_eq!(shown, format!("  1 | {dots}{line}"));
        assert_eq!(caret, format!("    | {:columns$}^", ""), "{shown}");
    }
    // A line that fits is not cut.
    let body = format!("{{\"x\":\"{}\",7", "a".repeat(63));
    assert_eq!(excerpt(body.as_bytes()), (format!("  1 | {body}"), format!("    | {:71}^", "")));
}

#[test]
fn warnings_beyond_the_limit_are_counted() {
    let body = |count: usize| format!(r#"{{"CMD":[{}["END"]]}}"#, "7,".repeat(count));
    let heads = |count| {
        let shown = feed(&[], body(count).as_bytes());
        assert_eq!(shown.status, 0);
        let heads: Vec<_> = shown.stderr.lines().filter(|line| line.starts_with("warning: ")).collect();
        (heads.len(), heads.last().map(|head| (*head).to_owned()))
    };
    let last = "warning: unreadable command: expected a command (an array of strings), found a number at byte 134 (CMD[63])";
    assert_eq!(heads(64), (64, Some(last.to_owned())));
    assert_eq!(heads(65), (65, Some("warning: and 1 more".to_owned())));
    assert_eq!(heads(1_000), (65, Some("warning: and 936 more".to_owned())));
}

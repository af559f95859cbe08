//! The draft dialect, and from one dialect to the other.

use super::{
    packages::{DM20, DM20_STATUS, REQUEST, RESPONSE, package, readable},
    run::{Outcome, feed, run, told},
};

/// The lines that section `Shown by` of the tool's description is about, in both dialects.
const LINES: &str = "GET https://repo.example/new\r\nINCLUDE urn:oma:mo:x:1.0//?Levels=1\r\nEND\r\n";
const JSON: &str =
    r#"{"CMD":[["HGET","https://repo.example/new"],["GET","urn:oma:mo:x:1.0//?Levels=1"],["END"]]}"#;

fn plain(stdout: impl Into<String>) -> Outcome {
    Outcome { status: 0, stdout: stdout.into(), stderr: String::new() }
}

#[test]
fn a_body_goes_to_the_other_dialect_and_back() {
    let published = feed(&["--as", DM20, "--to", REQUEST], LINES.as_bytes());
    assert_eq!(published, plain(JSON));
    assert_eq!(feed(&["--as", REQUEST, "--to", DM20], JSON.as_bytes()), plain(LINES));
    // Its content tells, too.
    assert_eq!(feed(&["--to", REQUEST], LINES.as_bytes()), plain(JSON));
    assert_eq!(feed(&["--to", DM20], JSON.as_bytes()), plain(LINES));
    assert_eq!(package("package2-draft-include").bytes(), LINES.as_bytes());
    let statuses = "200 urn:oma:mo:x:1.0/left/ urn:oma:mo:x:1.0//\r\n404\r\n";
    let json = r#"{"Status":[{"sc":200,"URI":["urn:oma:mo:x:1.0/left/","urn:oma:mo:x:1.0//"]},{"sc":404}]}"#;
    assert_eq!(feed(&["--to", RESPONSE], statuses.as_bytes()), plain(json));
    assert_eq!(feed(&["--to", DM20_STATUS], json.as_bytes()), plain(statuses));
}

/// Every command that the draft has, by hand.
const COMMANDS: &str = concat!(
    r#"{"CMD":[["GET","urn:oma:mo:oma-dm-devinfo:1.2//","urn:oma:mo:sensor:1.0/left/Data/1?Levels=1"],"#,
    r#"["GET","*?Levels=1"],"#,
    r#"["HGET","https://repo.example.com/mo/wifi.json","urn:oma:mo:wifi:1.0/office/"],"#,
    r#"["HGET","https://repo.example.com/mo/new.json"],"#,
    r#"["HPUT","https://collector.example.com:8443/logs/17","urn:oma:mo:oma-diag:1.0//Log","#,
    r#""urn:oma:mo:sensor:1.0/*/Data"],"#,
    r#"["HPOST","http://collector.example.com/logs","urn:oma:mo:oma-diag:1.0//Log"],"#,
    r#"["DELETE","urn:oma:mo:sensor:1.0/left/Data/*"],"#,
    r#"["EXEC","urn:oma:mo:oma-fumo:1.0/Radio/DownloadAndUpdate","https://dm.example.com/reports/fumo"],"#,
    r#"["EXEC","urn:oma:mo:oma-lawmo:1.0//Operations/FullyLock"],"#,
    r#"["SHOW","https://self-care.example.com/welcome?step=2"],"#,
    r#"["DEFAULT","urn:oma:mo:mms:1.0","https://repo.example.com/default/mms?InitiatedBy=Device"],"#,
    r#"["CONT","https://dm-2.example.com/session/55"],["END"]]}"#,
);

/// What is written for the lines that were not written as the draft writes them.
const REPAIRED: [(&str, &str); 2] = [
    (
        "package2-draft-tolerances",
        "GET https://repo.example.com/mo/new.json\r\n\
         PUT https://h.example/x urn:oma:mo:x:1.0//a\r\n\
         POST https://h.example/x urn:oma:mo:x:1.0//a\r\n\
         DEFAULT urn:oma:mo:mms:1.0 https://repo.example.com/default/mms?device=[DevID]\r\n\
         INCLUDE urn:oma:mo:sensor:1.0/left urn:oma:mo:oma-dm-devinfo:1.2/\r\n\
         END\r\nSHOW https://self-care.example.com/bye\r\nEND\r\n",
    ),
    (
        "package3-draft-tolerances",
        "200 urn:oma:mo:wifi:1.0/office/ /wifi/office https://h.example/x\r\n404\r\n200 \"größe\"\r\n",
    ),
];

#[test]
fn every_command_and_every_line_is_written_back() {
    let commands = package("package2-draft-commands");
    assert_eq!(commands.run(&["--to", REQUEST]), plain(COMMANDS));
    let drafts: Vec<_> =
        readable().into_iter().filter(|(package, _)| package.extension.starts_with("dm20")).collect();
    assert_eq!(drafts.len(), 7);
    for (package, media_type) in drafts {
        let name = &package.name;
        let written = package.run(&["--to", &media_type]);
        assert_eq!((written.status, written.stderr), (0, package.run(&[]).stderr), "{name}");
        match REPAIRED.iter().find(|(repaired, _)| repaired == name) {
            Some((_, expected)) => assert_eq!(written.stdout, *expected, "{name}"),
            None => assert_eq!(written.stdout.as_bytes(), package.bytes(), "{name}"),
        }
        let other = if media_type == DM20 { REQUEST } else { RESPONSE };
        let there = package.run(&["--to", other]);
        match name.as_str() {
            "package2-draft-neighbours" | "package2-draft-faults" => assert_eq!(there.status, 1, "{name}"),
            // There and back again.
            _ => {
                let back = feed(&["--to", &media_type], there.stdout.as_bytes());
                assert_eq!((there.status, back.stdout), (0, written.stdout), "{name}");
            }
        }
    }
}

#[test]
fn what_a_dialect_cannot_say_is_not_dropped() {
    let cases: [(&str, &str, &str); 11] = [
        (
            r#"{"CMD":[["END"],["SUB","https://h/","urn:x//a"]]}"#,
            DM20,
            "the draft dialect has no SUB (line 2)",
        ),
        (r#"{"CMD":[["UNSUB","urn:x//a"]]}"#, DM20, "the draft dialect has no UNSUB (line 1)"),
        (r#"{"CMD":[["END"]],"x":1}"#, DM20, "the draft dialect has no members of one's own"),
        (
            r#"{"CMD":[["END"],["FROB"]]}"#,
            DM20,
            "an unreadable command of the other dialect cannot be written in this one (line 2)",
        ),
        (
            r#"{"Status":[{"sc":200}],"Alert":[{"AlertType":"x"}]}"#,
            DM20_STATUS,
            "the draft dialect has no alerts in Package#3",
        ),
        (r#"{"Status":[],"x":1}"#, DM20_STATUS, "the draft dialect has no members of one's own"),
        (
            r#"{"Status":[{"sc":200},{"sc":200,"x":1}]}"#,
            DM20_STATUS,
            "the draft dialect has no members of one's own (line 2)",
        ),
        (
            r#"{"Status":[{"sc":200,"URI":["a b"]}]}"#,
            DM20_STATUS,
            "a location that no line of the draft dialect can hold (line 1)",
        ),
        (
            "END\r\nFROB x\r\n",
            REQUEST,
            "an unreadable command of the other dialect cannot be written in this one (CMD[1])",
        ),
        (
            "INCLUDE *\r\nGET urn:x//a\r\n",
            REQUEST,
            "an unreadable command of the other dialect cannot be written in this one (CMD[1])",
        ),
        (
            "SUB https://h/ urn:x//a\r\n",
            REQUEST,
            "an unreadable command of the other dialect cannot be written in this one (CMD[0])",
        ),
    ];
    for (body, to, problem) in cases {
        let kind = if [DM20, REQUEST].contains(&to) { "Package#2" } else { "Package#3" };
        let refused = feed(&["--to", to], body.as_bytes());
        assert_eq!((refused.status, refused.stdout.as_str()), (1, ""), "{body}");
        let expected = format!("error: cannot be written as {kind}, {to}: {problem}");
        assert_eq!(refused.stderr.lines().next(), Some(expected.as_str()), "{body}");
    }
    // Another package is another package in every dialect.
    let cases = [
        ("END", DM20_STATUS, "Package#2 cannot be written as Package#3, application/dm20status"),
        ("200", REQUEST, "Package#3 cannot be written as Package#2, application/vnd.oma.dm.request+json"),
        ("{}", DM20, "Package#1 cannot be written as Package#2, application/dm20"),
        ("[]", DM20, "management data cannot be written as Package#2, application/dm20"),
    ];
    for (body, to, problem) in cases {
        let stderr = format!("error: {problem}\n");
        assert_eq!(
            feed(&["--to", to], body.as_bytes()),
            Outcome { status: 1, stdout: String::new(), stderr },
            "{body}"
        );
    }
}

#[test]
fn the_first_word_tells() {
    let commands = "Package#2, application/dm20";
    let statuses = "Package#3, application/dm20status";
    let json = "Package#1, application/vnd.oma.dm.initiation+json";
    let names = "GET PUT POST INCLUDE HGET HPUT HPOST DELETE EXEC SHOW DEFAULT CONT END SUB UNSUB";
    for name in names.split(' ') {
        for body in [name.to_owned(), format!("{name} x\r\n"), format!("\n \t{name}\tx\nFROB")] {
            assert_eq!(told(body.as_bytes()), commands, "{body:?}");
        }
        for body in [name.to_lowercase(), format!("{name}S x"), format!("x {name}"), format!("\"{name}\"")] {
            assert_eq!(told(body.as_bytes()), json, "{body:?}");
        }
    }
    let cases: [(&[u8], &str); 16] = [
        (b"200", statuses),
        (b"599 urn:x//a\r\n", statuses),
        (b"\r\n\t100\nOK\n", statuses),
        (b"404 x\x00", statuses),
        (b"99\r\n200\r\n", json),
        (b"600", json),
        (b"0200", json),
        (b"+20", json),
        (b"200,", json),
        (b"END;", json),
        (b"FROB x\r\nEND\r\n", json),
        (b"END\0", json),
        // Broken ones.
        (b"\xef\xbb\xbfEND\r\n", commands),
        (b"END\r\n\xff", commands),
        (b"DELETE urn:x//a\rEND", commands),
        (b"DELETE\xff", json),
    ];
    for (body, expected) in cases {
        assert_eq!(told(body), expected, "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn a_place_is_a_line() {
    let shown = feed(&["--as", DM20], b"END\r\n\r\n  FROB  \xc3\xa4\r\n");
    let expected = "\
warning: a command after END at byte 9 (line 3)
  3 | FROB  ä
    | ^
warning: unreadable command: unknown command at byte 9 (line 3)
  3 | FROB  ä
    | ^
";
    assert_eq!((shown.status, shown.stderr.as_str()), (0, expected));
    let expected = "\
error: expected a status code from 100 to 599 at byte 10 (line 3)
  3 | 2000
    | ^
  answer: HTTP status 400 Bad Request
  read as: Package#3, application/dm20status
";
    let refused = feed(&["--as", "Application/DM20status"], b"200\r\n404\r\n2000\r\n");
    assert_eq!(refused, Outcome { status: 1, stdout: String::new(), stderr: expected.to_owned() });
    // Nothing is a body, too.
    let shown = feed(&["--as", DM20], b"");
    let expected = "warning: a Package2 without any command at byte 0 (line 1)\n  1 | \n    | ^\n";
    assert_eq!((shown.status, shown.stderr.as_str()), (0, expected));
    assert_eq!(
        feed(&["--as", DM20_STATUS], b""),
        plain("Package#3, application/dm20status\n\nno statuses\n")
    );
}

#[test]
fn a_terminal_gets_no_command_of_the_body() {
    let file = std::env::temp_dir().join(format!("omadm-inspect-draft-{}.dm20", std::process::id()));
    std::fs::write(&file, "FROB \u{202e}é端\r\nEND\r\n").unwrap();
    let arguments = ["--as", DM20, "--to", DM20, file.to_str().unwrap()];
    let (piped, shown) = (run(&arguments).stdout, super::run::on_a_terminal(&arguments, None));
    std::fs::remove_file(&file).unwrap();
    assert_eq!(piped, "FROB \u{202e}é端\r\nEND\r\n");
    if let Some(shown) = shown {
        assert!(shown.starts_with("FROB \\u202eé端 \nEND \n"), "{shown:?}");
        assert!(!shown.contains('\u{202e}'), "{shown:?}");
    }
}

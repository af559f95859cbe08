//! A package with management data behind it.

use super::{
    packages::{DM20_STATUS, INITIATION, MO, RESPONSE, package, readable},
    run::{Outcome, feed, told},
};

const STATUSES: &str = "--b\r\nContent-Type: application/dm20status\r\n\r\n200\r\n404\r\n\r\n";
const DATA: &str = "--b\r\nContent-Type: application/vnd.oma.dm.mo+json\r\n\r\n\
    [{\"ClientURI\":\"urn:x//a\",\"MOData\":{\"a\":1}}]\r\n";
const END: &str = "--b--\r\n";

fn body() -> String {
    format!("{STATUSES}{DATA}{DATA}{END}")
}

const NOTE: &str = "note: written as multipart/mixed;boundary=omadm-0000000000\n";

#[test]
fn a_body_is_shown_part_by_part() {
    let expected = "\
Package#3, multipart/mixed;boundary=b

part 1: Package#3, application/dm20status
    header     Content-Type: application/dm20status

2 statuses
[0] 200 OK
[1] 404 Not Found

part 2: management data, application/vnd.oma.dm.mo+json
    header     Content-Type: application/vnd.oma.dm.mo+json

1 record
[0] node       urn:x//a
      moid     urn:x
      instance the only one
      path     a
    data       a = 1

part 3: management data, application/vnd.oma.dm.mo+json
    header     Content-Type: application/vnd.oma.dm.mo+json

1 record
[0] node       urn:x//a
      moid     urn:x
      instance the only one
      path     a
    data       a = 1
";
    let expected = Outcome { status: 0, stdout: expected.to_owned(), stderr: String::new() };
    assert_eq!(feed(&["--as", "Multipart/Mixed ; Boundary=\"b\""], body().as_bytes()), expected);
    assert_eq!(feed(&[], body().as_bytes()), expected);
    // A boundary means nothing to what has no parts.
    let shown = feed(&["--as", "application/json; boundary=b"], b"[]");
    assert_eq!(shown.stdout, "management data, application/json;boundary=b\n\nno records\n");
    // A package that nothing stands behind.
    let alone = feed(&[], format!("{STATUSES}{END}").as_bytes());
    assert_eq!(alone.stdout, expected.stdout.split("\npart 2").next().unwrap());
}

#[test]
fn a_package_is_written_with_its_data() {
    let part = |media_type: &str, content: &str| {
        format!("--omadm-0000000000\r\nContent-Type: {media_type}\r\n\r\n{content}\r\n")
    };
    let data = part(MO, r#"[{"ClientURI":"urn:x//a","MOData":{"a":1}}]"#).repeat(2);
    let end = "--omadm-0000000000--\r\n";
    let draft = part(DM20_STATUS, "200\r\n404\r\n") + &data + end;
    let published = part(RESPONSE, r#"{"Status":[{"sc":200},{"sc":404}]}"#) + &data + end;
    for (to, expected) in [(DM20_STATUS, &draft), (RESPONSE, &published)] {
        let expected = Outcome { status: 0, stdout: expected.clone(), stderr: NOTE.to_owned() };
        for from in [&body(), &draft, &published] {
            assert_eq!(feed(&["--to", to], from.as_bytes()), expected, "{to}");
        }
    }
    // Without data it is one document, and nothing is to be noted.
    let alone = feed(&["--to", RESPONSE], format!("{STATUSES}{END}").as_bytes());
    let stdout = r#"{"Status":[{"sc":200},{"sc":404}]}"#.to_owned();
    assert_eq!(alone, Outcome { status: 0, stdout, stderr: String::new() });
}

#[test]
fn every_body_is_written_back() {
    let multipart: Vec<_> =
        readable().into_iter().filter(|(package, _)| package.extension == "multipart").collect();
    assert_eq!(multipart.len(), 4);
    for (package, media_type) in multipart {
        let name = package.name.as_str();
        let to = match name {
            "package1-multipart-devinfo" => INITIATION,
            "package3-multipart-data" => RESPONSE,
            _ => DM20_STATUS,
        };
        let written = package.run(&["--to", to]);
        assert_eq!(
            (written.status, written.stderr),
            (0, NOTE.to_owned() + &package.run(&[]).stderr),
            "{name}"
        );
        if name == "package3-multipart-tolerances" {
            let expected = "--omadm-0000000000\r\nContent-Type: application/dm20status\r\n\r\n\
                200 /wifi/office\r\n200\r\n\r\n--omadm-0000000000\r\n\
                Content-Type: application/vnd.oma.dm.mo+json\r\n\r\n\
                [{\"ClientURI\":\"urn:oma:mo:oma-dm-devinfo:1.2//Lang\",\"MOData\":{\"Lang\":\"de --a b:c?\"}}]\r\n\
                --omadm-0000000000--\r\n";
            assert_eq!(written.stdout, expected);
        } else {
            assert_eq!(written.stdout.as_bytes(), package.bytes(), "{name}");
        }
        let title = package.run(&["--as", &media_type]).stdout.lines().next().unwrap().to_owned();
        assert!(title.starts_with(if to == INITIATION { "Package#1, " } else { "Package#3, " }), "{name}");
    }
}

#[test]
fn no_data_is_lost() {
    let with_alerts = package("package3-multipart-data");
    let cases = [
        (
            DM20_STATUS,
            "cannot be written as Package#3, application/dm20status: the draft dialect has no alerts in Package#3",
        ),
        (MO, "Package#3 cannot be written as management data, application/vnd.oma.dm.mo+json"),
        (INITIATION, "Package#3 cannot be written as Package#1, application/vnd.oma.dm.initiation+json"),
    ];
    for (to, problem) in cases {
        let stderr = format!("error: {problem}\n");
        assert_eq!(with_alerts.run(&["--to", to]), Outcome { status: 1, stdout: String::new(), stderr });
    }
    // A boundary that is in the data is not taken.
    let data = r#"[{"ClientURI":"urn:x//a","MOData":{"a":"--omadm-0000000000"}}]"#;
    let body = format!("{STATUSES}--b\r\nContent-Type: application/json\r\n\r\n{data}\r\n{END}");
    let written = feed(&["--to", DM20_STATUS], body.as_bytes());
    assert_eq!(written.stderr, "note: written as multipart/mixed;boundary=omadm-0000000001\n");
    assert!(written.stdout.ends_with(&format!("{data}\r\n--omadm-0000000001--\r\n")), "{}", written.stdout);
    // What is wrong in a part says in which. In the array in which it belongs this would be too deep.
    let record = format!("{{\"MOData\":{}1{}}}", "{\"a\":".repeat(63), "}".repeat(63));
    let body = format!("{STATUSES}--b\r\nContent-Type: application/json\r\n\r\n{record}\r\n{END}");
    let refused = feed(&["--to", RESPONSE], body.as_bytes());
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
    let first = "error: cannot be written as Package#3, application/vnd.oma.dm.response+json: more levels of nesting than allowed (part 2: [0].MOData)";
    assert_eq!(refused.stderr.lines().next(), Some(first));
}

#[test]
fn a_place_is_in_a_part_and_in_the_body() {
    let body = format!("{STATUSES}--b\r\nContent-Type: application/json\r\n\r\n[\r\n7]\r\n{END}");
    let expected = "\
error: expected an object, found a number at byte 99 (part 2: [0])
  11 | 7]
     | ^
  answer: HTTP status 400 Bad Request
  read as: multipart/mixed;boundary=b
";
    let refused = feed(&["--as", "multipart/mixed; boundary=b"], body.as_bytes());
    assert_eq!(refused, Outcome { status: 1, stdout: String::new(), stderr: expected.to_owned() });
    let body = format!("{STATUSES}{DATA}{END}").replace("\r\n", "\n").replace("404", "404 x");
    let expected = "\
warning: a line of a multipart body ends without CR at byte 3
  1 | --b
    |    ^
warning: not a ClientURI: expected `/` after the MOID at byte 51 (part 1: line 2)
  5 | 404 x
    |      ^
";
    assert_eq!(feed(&[], body.as_bytes()).stderr, expected);
    let refused = feed(&["--strict"], body.as_bytes());
    let first = "error: a line of a multipart body ends without CR (refused: strict) at byte 3";
    assert_eq!((refused.status, refused.stderr.lines().next()), (1, Some(first)));
    // The boundary that is given is the one that counts.
    let other = feed(&["--as", "multipart/mixed; boundary=c"], STATUSES.as_bytes());
    let expected = "\
error: no line of the boundary begins a part at byte 0
  1 | --b
    | ^
  answer: HTTP status 400 Bad Request
  read as: multipart/mixed;boundary=c
";
    assert_eq!(other, Outcome { status: 1, stdout: String::new(), stderr: expected.to_owned() });
}

#[test]
fn a_line_of_the_boundary_tells() {
    let package1 = "Package#1, application/vnd.oma.dm.initiation+json";
    let cases = [
        ("--b\r\n", "multipart/mixed;boundary=b"),
        ("--b", "multipart/mixed;boundary=b"),
        ("\n \r\n--b \t\n", "multipart/mixed;boundary=b"),
        ("--b--\r\n", "multipart/mixed;boundary=b--"),
        ("--a b:c?\r\n", "multipart/mixed;boundary=\"a b:c?\""),
        ("\u{feff}--b\r\n\r\n{\"CMD\":[]}\r\n--b--", "multipart/mixed;boundary=b"),
        ("--", package1),
        ("-- \r\n", package1),
        ("--é\r\n", package1),
        ("-b\r\n", package1),
        (" --b\r\n", package1),
        ("preamble\r\n--b\r\n", package1),
        ("--b\"\r\n", package1),
    ];
    for (body, expected) in cases {
        assert_eq!(told(body.as_bytes()), expected, "{body:?}");
    }
    let long = |count: usize| format!("--{}\r\n", "x".repeat(count));
    assert_eq!(told(long(70).as_bytes()), format!("multipart/mixed;boundary={}", "x".repeat(70)));
    assert_eq!(told(long(71).as_bytes()), package1);
}

//! Bodies that are given as hex digits.

use super::{
    packages::{NOTIFICATION, packages, readable},
    run::{Outcome, command, feed, outcome, run},
};
use std::fs::File;

#[test]
fn every_body_can_be_given_as_hex_digits() {
    for package in packages().iter().filter(|package| package.extension != "hex") {
        let digits: String = package.bytes().iter().map(|byte| format!("{byte:02X} ")).collect();
        assert_eq!(feed(&["--hex"], digits.as_bytes()), run(&[&package.path()]), "{package:?}");
    }
    // What is written is the body.
    let (json, media_type) =
        readable().into_iter().find(|(package, _)| package.name == "package2-neighbours").unwrap();
    let digits: String = json.bytes().iter().map(|byte| format!("{byte:02x}\n")).collect();
    assert_eq!(feed(&["--hex", "--to", &media_type], digits.as_bytes()), json.run(&["--to", &media_type]));
}

#[test]
fn white_space_means_nothing() {
    let expected = feed(&["--hex"], b"108030020aBc");
    assert_eq!(expected.status, 0);
    for digits in ["10 80 30 02 0a bc", "\t1 0 8\r\n\x0c0 30020ABC\n", "1080 3002\n0abc"] {
        assert_eq!(feed(&["--hex"], digits.as_bytes()), expected, "{digits:?}");
    }
}

#[test]
fn what_is_no_hex_digit_is_said() {
    let cases: [(&[u8], &str, &str, usize); 10] = [
        (b"10 8x", "expected a hex digit, found `x` at byte 4", "1 | 10 8x", 4),
        (b"0x10", "expected a hex digit, found `x` at byte 1", "1 | 0x10", 1),
        (b"10:80", "expected a hex digit, found `:` at byte 2", "1 | 10:80", 2),
        (b"10\n  80g0\n", "expected a hex digit, found `g` at byte 7", "2 | 80g0", 2),
        (b"10\x0080", "expected a hex digit, found byte 0x00 at byte 2", "1 | 10\\080", 2),
        ("1０".as_bytes(), "expected a hex digit, found a character outside ASCII at byte 1", "1 | 1０", 1),
        (b"1\xb2", "expected a hex digit, found a character outside ASCII at byte 1", "1 | 1\\xb2", 1),
        (b"1", "a byte has two hex digits, the last one has one at byte 0", "1 | 1", 0),
        (b"10 8 \n", "a byte has two hex digits, the last one has one at byte 3", "1 | 10 8 ", 3),
        // What comes first is said.
        (b"1 x", "expected a hex digit, found `x` at byte 2", "1 | 1 x", 2),
    ];
    for (text, problem, line, columns) in cases {
        let stderr = format!("error: {problem}\n  {line}\n    | {:columns$}^\n", "");
        for arguments in [["--hex"].as_slice(), &["--hex", "--strict", "--as", NOTIFICATION]] {
            let expected = Outcome { status: 1, stdout: String::new(), stderr: stderr.clone() };
            assert_eq!(feed(arguments, text), expected, "{}", String::from_utf8_lossy(text));
        }
    }
    // No digits are no bytes.
    assert_eq!(feed(&["--hex"], b" \n"), feed(&[], b""));
}

#[test]
fn a_body_that_is_too_long_is_not_read_whole() {
    let most: usize = 2 << 20;
    let digits = |len: usize, between: &str| {
        format!("{{\"CMD\":[[\"END\"]]}}{}", " ".repeat(len - 17))
            .bytes()
            .map(|byte| format!("{byte:02x}{between}"))
            .collect::<String>()
    };
    assert_eq!(feed(&["--hex"], digits(most, "").as_bytes()).status, 0);
    assert_eq!(feed(&["--hex"], digits(most, "  ").as_bytes()).status, 0);
    let refused = feed(&["--hex"], digits(most + 1, "").as_bytes());
    let told = "error: more bytes in the body than allowed at byte 2097152\n";
    assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
    assert!(refused.stderr.starts_with(told), "{}", refused.stderr);
    // White space counts, too: that of something without an end is not read.
    let told = "error: more hex digits and white space than allowed at byte 8388608\n";
    for text in [digits(most, "  ") + " ", " ".repeat(9_000_000)] {
        let refused = feed(&["--hex"], text.as_bytes());
        assert_eq!((refused.status, refused.stdout.as_str()), (1, ""));
        assert!(refused.stderr.starts_with(told), "{}", refused.stderr);
    }
    if let Ok(endless) = File::open("/dev/zero") {
        let refused = outcome(command().arg("--hex").stdin(endless));
        assert_eq!(refused.status, 1);
        let told = "error: expected a hex digit, found byte 0x00 at byte 0\n";
        assert!(refused.stderr.starts_with(told), "{}", refused.stderr);
    }
}

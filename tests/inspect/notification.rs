//! The notification.

use super::{
    packages::{NOTIFICATION, REQUEST, package, readable},
    run::{Outcome, feed, on_a_terminal, run, told},
};

const HEADER: &str = "Package#0, application/vnd.oma.dm.notification\n\n";

fn refused(stderr: &str) -> Outcome {
    Outcome { status: 1, stdout: String::new(), stderr: stderr.to_owned() }
}

#[test]
fn an_id_is_decimal() {
    let shown = HEADER.to_owned() + "version 1, 1 option\n[3] NOTIFICATION-ID     id         4660\n";
    let expected = Outcome { status: 0, stdout: shown, stderr: String::new() };
    let bytes = b"\x10\x80\x30\x02\x12\x34";
    assert_eq!(feed(&["--as", NOTIFICATION, "--hex"], b"10 80 30 02 12 34\n"), expected);
    assert_eq!(feed(&["--hex"], b"108030021234"), expected);
    assert_eq!(feed(&["--as", NOTIFICATION], bytes), expected);
    assert_eq!(feed(&[], bytes), expected);
}

#[test]
fn every_option_is_shown() {
    let shown = package("package0-all-options").run(&[]);
    let digest = (0x80..0xa0).map(|byte| format!("{byte:x}")).collect::<String>();
    let expected = format!(
        "{HEADER}\
version 1, 6 options
[1] SERVER-ID           text       dm.example.com
[2] PREFERRED-CON-TYPE  network    2 (WLAN)
[3] NOTIFICATION-ID     id         4660
[4] SHA256-DIGEST       digest     {digest} (not verified)
[5] TIMESTAMP           seconds    1700000000
                        date       2023-11-14 22:13:20 UTC
[6] REQ-MOS             note       Package#1 must list the client's management objects
"
    );
    assert_eq!(shown, Outcome { status: 0, stdout: expected, stderr: String::new() });
}

/// What GNU `date -u -d @SECONDS '+%Y-%m-%d %H:%M:%S'` says, and past what it knows Python's calendar, which repeats every
/// 146,097 days.
#[test]
fn a_timestamp_is_a_date() {
    let cases: [(u64, &str); 22] = [
        (0, "1970-01-01 00:00:00"),
        (1, "1970-01-01 00:00:01"),
        (86_399, "1970-01-01 23:59:59"),
        (86_400, "1970-01-02 00:00:00"),
        (2_678_399, "1970-01-31 23:59:59"),
        (2_678_400, "1970-02-01 00:00:00"),
        (31_535_999, "1970-12-31 23:59:59"),
        (31_536_000, "1971-01-01 00:00:00"),
        (68_169_600, "1972-02-29 00:00:00"),
        (94_694_399, "1972-12-31 23:59:59"),
        (951_782_400, "2000-02-29 00:00:00"),
        (951_868_800, "2000-03-01 00:00:00"),
        (1_709_164_800, "2024-02-29 00:00:00"),
        (1_700_000_000, "2023-11-14 22:13:20"),
        (4_107_542_399, "2100-02-28 23:59:59"),
        (4_107_542_400, "2100-03-01 00:00:00"),
        (4_294_967_295, "2106-02-07 06:28:15"),
        (12_622_780_799, "2369-12-31 23:59:59"),
        (12_622_780_800, "2370-01-01 00:00:00"),
        (13_574_563_200, "2400-02-29 00:00:00"),
        (253_402_300_800, "10000-01-01 00:00:00"),
        (u64::MAX, "584554051223-11-09 07:00:15"),
    ];
    for (seconds, date) in cases {
        let body = format!("10 80 50 08 {seconds:016x}");
        let stdout = format!(
            "{HEADER}version 1, 1 option\n[5] TIMESTAMP           seconds    {seconds}\n                        date       {date} UTC\n"
        );
        assert_eq!(feed(&["--hex"], body.as_bytes()), Outcome { status: 0, stdout, stderr: String::new() });
    }
}

#[test]
fn a_notification_is_written_back() {
    let all: Vec<_> = readable().into_iter().filter(|(_, media_type)| media_type == NOTIFICATION).collect();
    assert_eq!(all.len(), 5);
    for (package, _) in all {
        let name = package.name.as_str();
        let expected = match name {
            // A timestamp has four bytes, or where they do not suffice eight.
            "package0-late" => b"\x01\x00\x30\x02\xff\xff\x20\x08\0\0\0\x01\0\0\0\0".to_vec(),
            "package0-unknown" => {
                let body = package.body();
                let at = body.windows(3).position(|bytes| bytes == b"\x30\x01\0").unwrap();
                [&body[..at], b"\x30\x04\0\0\0\0", &body[at + 3..]].concat()
            }
            _ => package.body(),
        };
        let written = package.run_bytes(&["--to", NOTIFICATION]);
        assert_eq!(written, (0, expected, String::new()), "{name}");
    }
    let stderr = "error: Package#0 cannot be written as Package#2, application/vnd.oma.dm.request+json\n";
    assert_eq!(package("package0-session").run(&["--to", REQUEST]), refused(stderr));
}

#[test]
fn a_terminal_gets_hex_digits() {
    let path = package("package0-session").path();
    let arguments = ["--hex", "--to", NOTIFICATION, &path];
    let Some(shown) = on_a_terminal(&arguments, None) else { return };
    assert_eq!(shown, "11 00 10 0e 64 6d 2e 65 78 61 6d 70 6c 65 2e 63 6f 6d 20 02 12 34\n");
    assert_eq!(feed(&["--hex"], shown.as_bytes()), run(&["--hex", &path]));
    // Bytes that would be a text, too.
    let path = package("package0-empty").path();
    assert_eq!(on_a_terminal(&["--hex", "--to", NOTIFICATION, &path], None).unwrap(), "10 00\n");
}

#[test]
fn the_first_byte_tells() {
    let json = "Package#1, application/vnd.oma.dm.initiation+json";
    let notification = HEADER.trim_end();
    for byte in 0..=0x80 {
        let expected = match byte {
            b'[' => "management data, application/vnd.oma.dm.mo+json",
            b'\t' | b'\n' | b'\x0c' | b'\r' | b' '..=b'~' | 0x80 => json,
            _ => notification,
        };
        assert_eq!(told(&[byte]), expected, "{byte:#x}");
    }
    assert_eq!(told(b"\x10\x00{\"CMD\":[]}"), notification);
    assert_eq!(told(b"\n\x10\x00"), json);
}

#[test]
fn a_place_is_among_the_bytes_around_it() {
    // How the bytes are shown, and how many columns of them are before the place.
    let long = |bytes: &str| bytes.repeat(60);
    let cases: [(String, &str, &str, usize); 9] = [
        (String::new(), "2 bytes are missing at byte 0 (header)", "byte 0 | ", 0),
        ("10".to_owned(), "1 byte is missing at byte 1 (header)", "byte 0 | 10", 3),
        ("10 01".to_owned(), "a reserved bit is set at byte 1 (header)", "byte 0 | 10 01", 3),
        (
            "10 80 30 02 0a".to_owned(),
            "1 byte is missing at byte 5 (option 3 (NOTIFICATION-ID))",
            "byte 0 | 10 80 30 02 0a",
            15,
        ),
        // 24 bytes fit.
        (
            format!("10 00 {}", &long("20 ")[..66]),
            "expected the end of the input at byte 2 (after the header)",
            "byte 0 | 10 00 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20",
            6,
        ),
        (
            format!("10 00 {}", &long("20 ")[..69]),
            "expected the end of the input at byte 2 (after the header)",
            "byte 0 | 10 00 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 20 …",
            6,
        ),
        // Eight of them are the place and what is behind it.
        (
            format!("11 00 10 28 {} 00 00 {}", &long("41 ")[..120], long("42 ")),
            "the delta of an option is 0 at byte 44 (option 1 (SERVER-ID))",
            "byte 28 | … 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 00 00 42 42 42 42 42 42 …",
            50,
        ),
        // At the end there is more room before it.
        (
            format!("11 00 10 28 {} 20 02 12", &long("41 ")[..120]),
            "1 byte is missing at byte 47 (option 3 (NOTIFICATION-ID))",
            "byte 23 | … 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 20 02 12",
            74,
        ),
        (
            format!("10 80 1f ff {}", long("41 ").repeat(5)),
            "3795 bytes are missing at byte 304 (option 1 (SERVER-ID))",
            "byte 280 | … 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41 41",
            74,
        ),
    ];
    for (digits, problem, line, columns) in cases {
        let label = line.split(" | ").next().unwrap().len();
        let stderr = format!(
            "error: {problem}\n  {line}\n  {:label$} | {:columns$}^^\n  answer: HTTP status 400 Bad Request\n  read as: {}\n",
            "",
            "",
            HEADER.trim_end()
        );
        assert_eq!(feed(&["--hex", "--as", NOTIFICATION], digits.as_bytes()), refused(&stderr), "{digits}");
    }
}

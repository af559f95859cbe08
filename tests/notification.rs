//! Package#0: vectors by hand, every fault, every prefix, every bit, limits, and an independent reader and writer.

#[path = "naive/notification.rs"]
mod naive;

use naive::Naive;
use omadm::{
    Alert, AlertType, ClockTolerance, ConnectionType, Freshness, Limit, Limits, Notification,
    NotificationVersion, Options, Package1, RecentIds, Sha256Digest, UnknownOptions, binary,
    error::{DecodeErrorKind, EncodeErrorKind, NotificationErrorKind},
    json,
};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use std::{cell::Cell, error::Error};

fn hex(text: &str) -> Vec<u8> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(digits.len() % 2 == 0, "{text}");
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn decode(bytes: &[u8]) -> Result<Notification<'_>, omadm::DecodeError> {
    let decoded = binary::decode(bytes, &Options::default())?;
    assert_eq!(decoded.warnings.total(), 0);
    Ok(decoded.value)
}

fn unknown<const N: usize>(options: [(u16, Vec<u8>); N]) -> UnknownOptions<'static> {
    let mut unknown = UnknownOptions::new();
    for (number, value) in options {
        assert_eq!(unknown.insert(number, value).unwrap(), None);
    }
    unknown
}

fn limits(limits: Limits) -> Options {
    Options::default().with_limits(limits)
}

/// All six options.
///
/// ```text
/// 13 00   0001 00110 0000000   version 1, 6 options, reserved
/// 10 07   0001 000000000111    0 + 1 = 1 SERVER-ID, 7 bytes: dm.test
/// 10 01   0001 000000000001    1 + 1 = 2 PREFERRED-CON-TYPE, 1 byte: 2, WLAN
/// 10 02   0001 000000000010    2 + 1 = 3 NOTIFICATION-ID, 2 bytes: 0x1234 = 4660
/// 10 20   0001 000000100000    3 + 1 = 4 SHA256-DIGEST, 32 bytes
/// 10 04   0001 000000000100    4 + 1 = 5 TIMESTAMP, 4 bytes: 0x56b989c0 = 1455000000
/// 10 00   0001 000000000000    5 + 1 = 6 REQ-MOS, empty
/// ```
const FULL: &str = "1300 1007 646d2e74657374 1001 02 1002 1234 \
    1020 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f 1004 56b989c0 1000";

/// Gaps, unknown options, another version, a timestamp of three bytes, an empty SERVER-ID.
///
/// ```text
/// 22 80   0010 00101 0000000   version 2, 5 options (the last of the count's digits is in the second byte), reserved
/// 10 00   0001 000000000000    0 + 1 = 1 SERVER-ID, 0 bytes
/// 40 03   0100 000000000011    1 + 4 = 5 TIMESTAMP, 3 bytes: 0x0186a0 = 100000
/// 20 02   0010 000000000010    5 + 2 = 7, unknown, 2 bytes
/// f0 00   1111 000000000000    7 + 15 = 22, unknown, 0 bytes
/// 11 00   0001 000100000000    22 + 1 = 23, unknown, 256 bytes
/// ```
fn odd() -> Vec<u8> {
    let mut bytes = hex("2280 1000 4003 0186a0 2002 ff00 f000 1100");
    bytes.extend([0x5a; 256]);
    bytes
}

fn full() -> Notification<'static> {
    Notification::new()
        .with_server_id("dm.test")
        .with_preferred_connection(ConnectionType::WLAN)
        .with_notification_id(4660)
        .with_digest(std::array::from_fn(|place| place as u8))
        .with_timestamp(1_455_000_000)
        .with_req_mos(true)
}

#[test]
fn all_six_options() {
    let bytes = hex(FULL);
    let read = decode(&bytes).unwrap();
    assert_eq!(read, full());
    assert_eq!(read.version, NotificationVersion::ONE);
    assert!(read.server_id.as_ref().unwrap().is_borrowed());
    assert_eq!(binary::to_vec(&read).unwrap(), bytes);
    let owned = read.into_owned();
    assert!(!owned.server_id.as_ref().unwrap().is_borrowed());
    drop(bytes);
    assert_eq!(owned, full());
}

#[test]
fn gaps_unknown_options_and_another_version() {
    let bytes = odd();
    let read = decode(&bytes).unwrap();
    let expected = Notification::new()
        .with_version(NotificationVersion::new(2).unwrap())
        .with_server_id("")
        .with_timestamp(100_000)
        .with_unknown(unknown([(7, vec![0xff, 0]), (22, vec![]), (23, vec![0x5a; 256])]));
    assert_eq!(read, expected);
    let mut borrowed = read.clone();
    assert!(matches!(borrowed.unknown.remove(7), Some(std::borrow::Cow::Borrowed([0xff, 0]))));
    let mut owned = read.clone().into_owned();
    assert!(matches!(owned.unknown.remove(7), Some(std::borrow::Cow::Owned(_))));

    // The timestamp is written in four bytes. Nothing else changes, and what it says does not.
    let written = binary::to_vec(&read).unwrap();
    let mut again = hex("2280 1000 4004 000186a0 2002 ff00 f000 1100");
    again.extend([0x5a; 256]);
    assert_eq!(written, again);
    assert_eq!(decode(&written).unwrap(), read);
}

#[test]
fn strict_is_the_same() {
    for bytes in [hex(FULL), odd(), hex("0000"), hex("f000")] {
        let strict = binary::decode(&bytes, &Options::strict()).unwrap();
        assert_eq!(strict.value, decode(&bytes).unwrap());
        assert_eq!(strict.warnings.total(), 0);
    }
}

#[test]
fn each_option_alone() {
    // 10 80: 0001 00001 0000000. The first digit of an option is its number, since it is the first.
    let digest = Sha256Digest::new([0xab; 32]);
    let with_digest = format!("1080 4020 {}", "ab".repeat(32));
    for (bytes, notification) in [
        ("1000", Notification::new()),
        ("f000", Notification::new().with_version(NotificationVersion::new(15).unwrap())),
        ("1080 1001 61", Notification::new().with_server_id("a")),
        ("1080 1003 e282ac", Notification::new().with_server_id("€")),
        ("1080 2001 00", Notification::new().with_preferred_connection(ConnectionType::ANY)),
        ("1080 2001 01", Notification::new().with_preferred_connection(ConnectionType::CELLULAR)),
        ("1080 2001 02", Notification::new().with_preferred_connection(ConnectionType::WLAN)),
        ("1080 2001 03", Notification::new().with_preferred_connection(ConnectionType::WIRELINE)),
        ("1080 2001 ff", Notification::new().with_preferred_connection(ConnectionType::new(255))),
        ("1080 3002 0000", Notification::new().with_notification_id(0)),
        ("1080 3002 ffff", Notification::new().with_notification_id(65_535)),
        (&with_digest, Notification::new().with_digest(digest)),
        ("1080 5004 00000000", Notification::new().with_timestamp(0)),
        ("1080 5004 ffffffff", Notification::new().with_timestamp(4_294_967_295)),
        ("1080 5008 0000000100000000", Notification::new().with_timestamp(4_294_967_296)),
        ("1080 5008 ffffffffffffffff", Notification::new().with_timestamp(u64::MAX)),
        ("1080 6000", Notification::new().with_req_mos(true)),
        ("1080 7000", Notification::new().with_unknown(unknown([(7, vec![])]))),
        ("1080 f001 00", Notification::new().with_unknown(unknown([(15, vec![0])]))),
    ] {
        assert_eq!(decode(&hex(bytes)).unwrap(), notification, "{bytes}");
        assert_eq!(binary::to_vec(&notification).unwrap(), hex(bytes), "{bytes}");
    }
}

#[test]
fn a_timestamp_is_a_number_of_any_width() {
    for (bytes, seconds) in [
        ("1080 5001 07", 7),
        ("1080 5002 0007", 7),
        ("1080 5008 0000000000000007", 7),
        ("1080 5001 ff", 0xff),
        ("1080 5005 0102030405", 0x01_02030405),
        ("1080 5007 01020304050607", 0x010203_04050607),
    ] {
        let bytes = hex(bytes);
        let read = decode(&bytes).unwrap();
        assert_eq!(read, Notification::new().with_timestamp(seconds));
        assert_eq!(decode(&binary::to_vec(&read).unwrap()).unwrap(), read);
    }
}

#[test]
fn every_fault_says_what_and_where() {
    use NotificationErrorKind::{MissingBytes, ReservedBits, ServerIdUtf8, ValueLength, ZeroDelta};
    let length = |least, most, found| ValueLength { least, most, found };
    for (bytes, kind, text) in [
        // Bytes missing, in each place.
        ("", MissingBytes(2), "2 bytes are missing at byte 0 (header)"),
        ("10", MissingBytes(1), "1 byte is missing at byte 1 (header)"),
        ("1080", MissingBytes(2), "2 bytes are missing at byte 2 (after the header)"),
        ("1080 30", MissingBytes(1), "1 byte is missing at byte 3 (after the header)"),
        ("1080 3002", MissingBytes(2), "2 bytes are missing at byte 4 (option 3 (NOTIFICATION-ID))"),
        ("1080 3002 12", MissingBytes(1), "1 byte is missing at byte 5 (option 3 (NOTIFICATION-ID))"),
        (
            "1100 3002 1234",
            MissingBytes(2),
            "2 bytes are missing at byte 6 (after option 3 (NOTIFICATION-ID))",
        ),
        (
            "1100 3002 1234 10",
            MissingBytes(1),
            "1 byte is missing at byte 7 (after option 3 (NOTIFICATION-ID))",
        ),
        ("1080 9fff 0102", MissingBytes(4093), "4093 bytes are missing at byte 6 (option 9)"),
        ("1100 9000 40", MissingBytes(1), "1 byte is missing at byte 5 (after option 9)"),
        // Each reserved bit.
        ("1001", ReservedBits, "a reserved bit is set at byte 1 (header)"),
        ("1002", ReservedBits, "a reserved bit is set at byte 1 (header)"),
        ("1004", ReservedBits, "a reserved bit is set at byte 1 (header)"),
        ("1008", ReservedBits, "a reserved bit is set at byte 1 (header)"),
        ("1010", ReservedBits, "a reserved bit is set at byte 1 (header)"),
        ("1020", ReservedBits, "a reserved bit is set at byte 1 (header)"),
        ("10c0 6000", ReservedBits, "a reserved bit is set at byte 1 (header)"),
        // A delta of 0, first and later, also where the length would be wrong too.
        ("1080 0000", ZeroDelta, "the delta of an option is 0 at byte 2 (option 0)"),
        (
            "1100 3002 1234 0002 1234",
            ZeroDelta,
            "the delta of an option is 0 at byte 6 (option 3 (NOTIFICATION-ID))",
        ),
        ("1100 9001 00 0001 00", ZeroDelta, "the delta of an option is 0 at byte 5 (option 9)"),
        ("1100 6000 0001 00", ZeroDelta, "the delta of an option is 0 at byte 4 (option 6 (REQ-MOS))"),
        // Values of another length, told before it is asked whether there are so many bytes.
        (
            "1080 2000",
            length(1, 1, 0),
            "expected a value of 1 byte, found 0 at byte 2 (option 2 (PREFERRED-CON-TYPE))",
        ),
        (
            "1080 2002 0101",
            length(1, 1, 2),
            "expected a value of 1 byte, found 2 at byte 2 (option 2 (PREFERRED-CON-TYPE))",
        ),
        (
            "1080 3001 12",
            length(2, 2, 1),
            "expected a value of 2 bytes, found 1 at byte 2 (option 3 (NOTIFICATION-ID))",
        ),
        (
            "1080 3003 123456",
            length(2, 2, 3),
            "expected a value of 2 bytes, found 3 at byte 2 (option 3 (NOTIFICATION-ID))",
        ),
        (
            "1080 401f",
            length(32, 32, 31),
            "expected a value of 32 bytes, found 31 at byte 2 (option 4 (SHA256-DIGEST))",
        ),
        (
            "1080 4021",
            length(32, 32, 33),
            "expected a value of 32 bytes, found 33 at byte 2 (option 4 (SHA256-DIGEST))",
        ),
        (
            "1080 5000",
            length(1, 8, 0),
            "expected a value of 1 to 8 bytes, found 0 at byte 2 (option 5 (TIMESTAMP))",
        ),
        (
            "1080 5009 010203040506070809",
            length(1, 8, 9),
            "expected a value of 1 to 8 bytes, found 9 at byte 2 (option 5 (TIMESTAMP))",
        ),
        (
            "1080 6001 00",
            length(0, 0, 1),
            "expected a value of 0 bytes, found 1 at byte 2 (option 6 (REQ-MOS))",
        ),
        (
            "1100 1002 6161 4fff",
            length(1, 8, 4095),
            "expected a value of 1 to 8 bytes, found 4095 at byte 6 (option 5 (TIMESTAMP))",
        ),
        // Not UTF-8: the offset is that of the first byte that is not.
        ("1080 1001 ff", ServerIdUtf8, "a SERVER-ID is not UTF-8 at byte 4 (option 1 (SERVER-ID))"),
        (
            "1100 1005 6161e282c3 2001 00",
            ServerIdUtf8,
            "a SERVER-ID is not UTF-8 at byte 6 (option 1 (SERVER-ID))",
        ),
    ] {
        let bytes = hex(bytes);
        let error = decode(&bytes).unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(error.kind(), DecodeErrorKind::Notification(kind), "{text}");
        assert_eq!(error.kind().to_string(), kind.to_string());
        assert_eq!(error.http_status().as_u16(), 400);
        assert!(naive::decode(&bytes).is_none(), "{text}");
    }
}

#[test]
fn bytes_left_over() {
    for (bytes, text) in [
        ("1000 00", "expected the end of the input at byte 2 (after the header)"),
        ("1080 3002 1234 40", "expected the end of the input at byte 6 (after option 3 (NOTIFICATION-ID))"),
        // One option more than the count says.
        ("1080 9001 00 1000", "expected the end of the input at byte 5 (after option 9)"),
    ] {
        let bytes = hex(bytes);
        let error = decode(&bytes).unwrap_err();
        assert_eq!(error.to_string(), text);
        assert_eq!(error.kind(), DecodeErrorKind::TrailingData);
        assert!(error.source().is_none());
    }
}

#[test]
fn the_source_of_what_is_not_utf8() {
    let bytes = hex("1080 1005 6161e282c3");
    let error = decode(&bytes).unwrap_err();
    let source = error.source().unwrap().downcast_ref::<std::str::Utf8Error>().unwrap();
    assert_eq!(source, &std::str::from_utf8(&bytes[4..]).unwrap_err());
    assert!(decode(&hex("10")).unwrap_err().source().is_none());
}

/// Where the pieces of `FULL` end, and what an error calls a place inside each.
const PIECES: &[(usize, &str)] = &[
    (2, "header"),
    (4, "after the header"),
    (11, "option 1 (SERVER-ID)"),
    (13, "after option 1 (SERVER-ID)"),
    (14, "option 2 (PREFERRED-CON-TYPE)"),
    (16, "after option 2 (PREFERRED-CON-TYPE)"),
    (18, "option 3 (NOTIFICATION-ID)"),
    (20, "after option 3 (NOTIFICATION-ID)"),
    (52, "option 4 (SHA256-DIGEST)"),
    (54, "after option 4 (SHA256-DIGEST)"),
    (58, "option 5 (TIMESTAMP)"),
    (60, "after option 5 (TIMESTAMP)"),
];

#[test]
fn every_prefix() {
    let bytes = hex(FULL);
    assert_eq!(bytes.len(), PIECES.last().unwrap().0);
    for len in 0..bytes.len() {
        let error = decode(&bytes[..len]).unwrap_err();
        let (end, place) = PIECES.iter().find(|(end, _)| len < *end).unwrap();
        let missing = NotificationErrorKind::MissingBytes(end - len);
        assert_eq!(error.kind(), DecodeErrorKind::Notification(missing));
        assert_eq!((error.offset(), error.path().as_str()), (len, *place));
    }
    let bytes = odd();
    for len in 0..bytes.len() {
        let error = decode(&bytes[..len]).unwrap_err();
        assert_eq!(error.offset(), len);
        assert!(matches!(
            error.kind(),
            DecodeErrorKind::Notification(NotificationErrorKind::MissingBytes(_))
        ));
    }
}

#[test]
fn every_bit_flipped() {
    for bytes in [hex(FULL), odd()] {
        let (mut values, mut errors) = (0, 0);
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 0x80 >> (bit % 8);
            match (decode(&flipped), naive::decode(&flipped)) {
                (Ok(read), Some(naive)) => {
                    assert_eq!(read, naive::meaning(&naive), "bit {bit}");
                    assert_ne!(read, decode(&bytes).unwrap(), "bit {bit}");
                    values += 1;
                }
                (Err(error), None) => {
                    assert!(error.offset() <= flipped.len(), "bit {bit}");
                    assert!(!error.path().as_str().is_empty(), "bit {bit}");
                    errors += 1;
                }
                (read, naive) => panic!("bit {bit}: {read:?}, {naive:?}"),
            }
        }
        assert!(values > 40 && errors > 40, "{values} values, {errors} errors");
    }
}

// Limits.

#[test]
fn the_limit_of_the_body() {
    let bytes = hex(FULL);
    let (below, at) = (
        limits(Limits::default().with_body_bytes(bytes.len() - 1)),
        limits(Limits::default().with_body_bytes(bytes.len())),
    );
    assert!(binary::decode(&bytes, &at).is_ok());
    let error = binary::decode(&bytes, &below).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Limit(Limit::BodyBytes));
    assert_eq!(error.to_string(), "more bytes in the body than allowed at byte 59");
    assert_eq!(error.http_status().as_u16(), 413);

    let mut out = b"before".to_vec();
    let error = binary::encode(&full(), &mut out, &below).unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::Limit(Limit::BodyBytes));
    assert_eq!(error.to_string(), "more bytes in the body than allowed");
    assert_eq!(out, b"before");
    binary::encode(&full(), &mut out, &at).unwrap();
    assert_eq!(out, [b"before", &bytes[..]].concat());
}

#[test]
fn the_limit_of_a_string_is_for_the_server_id() {
    let notification =
        Notification::new().with_server_id("dm.test").with_unknown(unknown([(7, vec![0; 100])]));
    let bytes = binary::to_vec(&notification).unwrap();
    let (below, at) =
        (limits(Limits::default().with_string_bytes(6)), limits(Limits::default().with_string_bytes(7)));
    assert_eq!(binary::decode(&bytes, &at).unwrap().value, notification);
    let error = binary::decode(&bytes, &below).unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Limit(Limit::StringBytes));
    assert_eq!(error.to_string(), "more bytes in a string than allowed at byte 2 (option 1 (SERVER-ID))");

    let mut out = b"before".to_vec();
    let error = binary::encode(&notification, &mut out, &below).unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::Limit(Limit::StringBytes));
    assert_eq!(error.to_string(), "more bytes in a string than allowed (option 1 (SERVER-ID))");
    assert_eq!(out, b"before");
    binary::encode(&notification, &mut out, &at).unwrap();
    assert_eq!(out[6..], bytes);
}

#[test]
fn the_longest_value() {
    let long = |len: usize| {
        let text = "a".repeat(len);
        let server_id = Notification::new().with_server_id(text.clone());
        let other = Notification::new().with_unknown(unknown([(9, text.into_bytes())]));
        [(server_id, "1fff", "option 1 (SERVER-ID)"), (other, "9fff", "option 9")]
    };
    for (notification, head, _) in long(4095) {
        let bytes = binary::to_vec(&notification).unwrap();
        assert_eq!(bytes[2..4], hex(head));
        assert_eq!(bytes.len(), 2 + 2 + 4095);
        assert_eq!(decode(&bytes).unwrap(), notification);
    }
    for (notification, _, path) in long(4096) {
        let mut out = b"before".to_vec();
        let error = binary::encode(&notification, &mut out, &Options::default()).unwrap_err();
        assert_eq!(error.kind(), EncodeErrorKind::OptionValue { most: 4095 });
        assert_eq!(error.to_string(), format!("the value is longer than 4095 bytes ({path})"));
        assert_eq!(out, b"before");
    }
}

#[test]
fn the_furthest_option() {
    let with = |number| Notification::new().with_unknown(unknown([(number, vec![])]));
    let next = |number| with(number).with_req_mos(true);
    for (notification, bytes) in [(with(15), "1080 f000"), (next(21), "1100 6000 f000")] {
        assert_eq!(binary::to_vec(&notification).unwrap(), hex(bytes));
        assert_eq!(decode(&hex(bytes)).unwrap(), notification);
    }
    for (notification, number) in [(with(16), 16), (next(22), 22), (with(65_535), 65_535)] {
        let mut out = b"before".to_vec();
        let error = binary::encode(&notification, &mut out, &Options::default()).unwrap_err();
        assert_eq!(error.kind(), EncodeErrorKind::OptionGap { most: 15 });
        let text = format!("the number is more than 15 above the one before it (option {number})");
        assert_eq!((error.to_string(), out), (text, b"before".to_vec()));
    }
}

#[test]
fn the_most_options() {
    // 1f 80: 0001 11111 0000000. All are 15 apart: the last is 465, the highest number there is.
    let many = |count: u16| {
        let mut unknown = UnknownOptions::new();
        for place in 1..=count {
            unknown.insert(place * 15, [place as u8].to_vec()).unwrap();
        }
        Notification::new().with_unknown(unknown)
    };
    let mut bytes = hex("1f80");
    (1..=31).for_each(|place| bytes.extend([0xf0, 1, place]));
    assert_eq!(binary::to_vec(&many(31)).unwrap(), bytes);
    let read = decode(&bytes).unwrap();
    assert_eq!(read, many(31));
    assert_eq!(read.unknown.iter().next_back(), Some((465, &[31][..])));

    let mut out = b"before".to_vec();
    let error = binary::encode(&many(32), &mut out, &Options::default()).unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::OptionCount { most: 31 });
    assert_eq!(error.to_string(), "more than 31 options (option 480)");
    assert_eq!(out, b"before");

    // The known ones count: 6 and 25.
    let with = |count: u16| {
        let mut unknown = UnknownOptions::new();
        (7..7 + count).for_each(|number| assert!(unknown.insert(number, vec![]).is_ok()));
        full().with_unknown(unknown)
    };
    let bytes = binary::to_vec(&with(25)).unwrap();
    assert_eq!(bytes[..2], hex("1f80"));
    assert_eq!(decode(&bytes).unwrap(), with(25));
    let error = binary::to_vec(&with(26)).unwrap_err();
    assert_eq!(error.to_string(), "more than 31 options (option 32)");
}

#[test]
fn the_largest_notification_is_within_the_default_limits() {
    let mut unknown = UnknownOptions::new();
    (7..32).for_each(|number| assert!(unknown.insert(number, vec![0; 4095]).is_ok()));
    let notification = full().with_server_id("a".repeat(4095)).with_unknown(unknown);
    let bytes = binary::to_vec(&notification).unwrap();
    assert_eq!(decode(&bytes).unwrap(), notification);
    assert!(bytes.len() < Limits::default().body_bytes);
}

// Values.

#[test]
fn an_unknown_option_has_no_known_number() {
    let mut options = UnknownOptions::new();
    for number in 0..=6 {
        let error = options.insert(number, b"x").unwrap_err();
        assert_eq!(error.to_string(), "the number of an unknown option is above 6");
    }
    assert!(options.is_empty());
    for number in [9, 7, 65_535, 8] {
        assert_eq!(options.insert(number, b"x"), Ok(None));
    }
    assert_eq!(options.insert(8, vec![1, 2]), Ok(Some((&b"x"[..]).into())));
    let listed: Vec<_> = options.iter().collect();
    assert_eq!(listed, [(7, &b"x"[..]), (8, &[1, 2]), (9, b"x"), (65_535, b"x")]);
    assert_eq!((options.len(), options.get(8), options.get(10)), (4, Some(&[1, 2][..]), None));
    assert_eq!(format!("{options:?}"), "{7: [120], 8: [1, 2], 9: [120], 65535: [120]}");
}

#[test]
fn every_version_and_no_other() {
    for number in 0..=255 {
        let version = NotificationVersion::new(number);
        assert_eq!(version.map(NotificationVersion::as_u8), (number < 16).then_some(number));
        if let Some(version) = version {
            let bytes = binary::to_vec(&Notification::new().with_version(version)).unwrap();
            assert_eq!(bytes, [number * 16, 0]);
            assert_eq!(decode(&bytes).unwrap().version, version);
        }
    }
}

#[test]
fn every_connection_type() {
    let names = ["any", "cellular", "WLAN", "wireline"];
    for number in 0..=255 {
        let connection = ConnectionType::new(number);
        let name = names.get(usize::from(number)).copied();
        assert_eq!((connection.as_u8(), connection.name()), (number, name));
        assert_eq!(connection.to_string(), name.map_or(number.to_string(), str::to_owned));
    }
}

#[test]
fn a_digest_is_not_shown() {
    let shown = format!("{:?} {:#?}", full(), full());
    assert!(shown.contains("Sha256Digest(..)"), "{shown}");
    // The digest is 0, 1, 2, …
    assert!(!shown.contains("30, 31") && !shown.contains("1e1f"), "{shown}");
}

// What a client does with one.

#[test]
fn the_alert_that_opens_the_session() {
    for id in [0, 4660, 65_535] {
        let notification = Notification::new().with_notification_id(id);
        assert_eq!(notification.opening_alert(), Alert::server_initiated(id));
        let body = json::to_vec(&Package1::from(&notification)).unwrap();
        let expected = format!(
            "{{\"Alert\":[{{\"AlertType\":\"urn:oma:at:dm:2.0:ServerInitiatedMgmt\",\"DataType\":\"int\",\
             \"Data\":{{\"DM1x\":{id}}}}}]}}"
        );
        assert_eq!(String::from_utf8(body).unwrap(), expected);
    }
    let alert = full().with_notification_id(7).opening_alert();
    assert_eq!(alert.data.unwrap(), r#"{"DM1x":7}"#);
    assert_eq!(Notification::new().opening_alert(), Alert::new(AlertType::SERVER_INITIATED_MGMT));
}

#[test]
fn fresh_is_what_is_within_the_tolerance() {
    let at =
        |timestamp, now, tolerance| Notification::new().with_timestamp(timestamp).freshness(now, tolerance);
    let tolerance = ClockTolerance::new(60).with_behind(3600);
    for (timestamp, expected) in [
        (0, Freshness::TooOld),
        (6_399, Freshness::TooOld),
        (6_400, Freshness::Fresh),
        (10_000, Freshness::Fresh),
        (10_060, Freshness::Fresh),
        (10_061, Freshness::TooNew),
        (u64::MAX, Freshness::TooNew),
    ] {
        assert_eq!(at(timestamp, 10_000, tolerance), expected, "{timestamp}");
    }
    let none = ClockTolerance::new(0);
    assert_eq!(at(9, 10, none), Freshness::TooOld);
    assert_eq!(at(10, 10, none), Freshness::Fresh);
    assert_eq!(at(11, 10, none), Freshness::TooNew);
    assert_eq!(at(11, 10, none.with_ahead(1)), Freshness::Fresh);
    // At both ends of what a clock can say.
    assert_eq!(at(0, 0, none), Freshness::Fresh);
    assert_eq!(at(u64::MAX, u64::MAX, none), Freshness::Fresh);
    assert_eq!(at(u64::MAX, 0, ClockTolerance::new(u64::MAX)), Freshness::Fresh);
    assert_eq!(at(0, u64::MAX, ClockTolerance::new(u64::MAX)), Freshness::Fresh);
    assert_eq!(at(u64::MAX, 0, ClockTolerance::new(u64::MAX - 1)), Freshness::TooNew);
    assert_eq!(at(0, u64::MAX, ClockTolerance::new(u64::MAX - 1)), Freshness::TooOld);
    for now in [0, 10, u64::MAX] {
        assert_eq!(Notification::new().freshness(now, ClockTolerance::new(u64::MAX)), Freshness::Undated);
    }
}

#[test]
fn as_many_ids_are_remembered_as_there_is_room_for() {
    for most in [1, 2, 64] {
        let mut recent = RecentIds::new(most);
        for id in 0..most as u16 {
            assert!(recent.insert(id));
        }
        // Full, and every one is there still; seeing one again does not move it to the end.
        for id in 0..most as u16 {
            assert!(!recent.insert(id));
        }
        assert!(recent.insert(1000));
        assert!(!recent.contains(0), "the oldest made room");
        assert!((1..most as u16).all(|id| recent.contains(id)));
        assert_eq!(recent.iter().len(), most);
        assert_eq!(recent.iter().next_back(), Some(1000));
    }
    let mut none = RecentIds::new(0);
    assert!(none.insert(1) && none.insert(1) && !none.contains(1));
    let mut all = RecentIds::new(usize::MAX);
    assert!((0..=1000).all(|id| all.insert(id)) && all.insert(65_535));
    assert!((0..=1000).all(|id| !all.insert(id)) && !all.insert(65_535));
}

proptest! {
    #[test]
    fn recent_ids_are_the_last_different_ones(most in 0usize..6, ids in vec(0u16..8, 0..40)) {
        let mut recent = RecentIds::new(most);
        let mut model: Vec<u16> = Vec::new();
        for id in ids {
            let new = !model.contains(&id);
            if new {
                model.push(id);
                model = model.split_off(model.len().saturating_sub(most));
            }
            prop_assert_eq!(recent.insert(id), new);
            prop_assert_eq!(&recent.iter().collect::<Vec<_>>(), &model);
        }
        let mut kept = RecentIds::new(most);
        recent.iter().for_each(|id| assert!(kept.insert(id)));
        prop_assert_eq!(kept, recent);
    }
}

// Against the reader and writer of tests/naive.

fn any_unknown() -> impl Strategy<Value = UnknownOptions<'static>> {
    let value = prop_oneof![
        20 => vec(any::<u8>(), 0..12).boxed(),
        1 => prop_oneof![Just(4094), Just(4095), Just(4096), Just(4097)]
            .prop_map(|len| vec![0x5a; len]).boxed(),
    ];
    let few = vec((prop_oneof![12 => 1u16..=15, 1 => 16u16..=20], value.clone()), 0..6);
    let many = vec((1u16..=2, value), 20..34);
    prop_oneof![3 => few.boxed(), 1 => many.boxed()].prop_map(|options| {
        let mut unknown = UnknownOptions::new();
        let mut number = 6;
        for (delta, value) in options {
            number += delta;
            unknown.insert(number, value).unwrap();
        }
        unknown
    })
}

fn any_notification() -> impl Strategy<Value = Notification<'static>> {
    let server_id = prop_oneof![
        8 => any::<String>().boxed(),
        1 => prop_oneof![Just(4095), Just(4096)].prop_map(|len| "a".repeat(len)).boxed(),
    ];
    let seconds =
        prop_oneof![any::<u64>(), any::<u32>().prop_map(u64::from), (1u64 << 32) - 2..(1 << 32) + 2];
    let known = (
        0u8..16,
        proptest::option::of(server_id),
        proptest::option::of(any::<u8>()),
        proptest::option::of(any::<u16>()),
        proptest::option::of(any::<[u8; 32]>()),
        proptest::option::of(seconds),
        any::<bool>(),
    );
    (known, any_unknown()).prop_map(
        |((version, server_id, connection, id, digest, seconds, req_mos), unknown)| {
            let mut notification = Notification::new()
                .with_version(NotificationVersion::new(version).unwrap())
                .with_req_mos(req_mos)
                .with_unknown(unknown);
            notification.server_id = server_id.map(Into::into);
            notification.preferred_connection = connection.map(ConnectionType::new);
            notification.notification_id = id;
            notification.digest = digest.map(Sha256Digest::new);
            notification.timestamp = seconds;
            notification
        },
    )
}

/// Bytes as a notification has them, more or less: deltas of 0 and values of the wrong length among them.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let option =
        (prop_oneof![24 => 1u32..=3, 6 => 4u32..=15, 1 => Just(0u32)], any::<u64>(), vec(any::<u8>(), 40));
    let tail = prop_oneof![
        6 => Just(0i32),
        1 => -4..0i32,
        1 => 1..4i32,
    ];
    let count = prop_oneof![8 => Just(0i32), 1 => Just(1), 1 => Just(-1)];
    let reserved = prop_oneof![12 => Just(0u8), 1 => 1..128u8];
    (0u8..16, vec(option, 0..8), count, reserved, tail).prop_map(
        |(version, options, count, reserved, tail)| {
            let count = (options.len() as i32 + count).clamp(0, 31) as u16;
            let mut bytes =
                (u16::from(version) << 12 | count << 7 | u16::from(reserved)).to_be_bytes().to_vec();
            let mut number = 0;
            for (delta, chance, value) in options {
                number += delta;
                let right = match number {
                    1 => chance % 9,
                    2 => 1,
                    3 => 2,
                    4 => 32,
                    5 => 1 + chance % 8,
                    6 => 0,
                    _ => chance % 40,
                };
                let len = if chance >> 8 & 15 == 0 { chance >> 16 & 31 } else { right } as usize;
                // Most server ids are text.
                let value: Vec<u8> = if number == 1 && chance >> 24 & 7 != 0 {
                    b"a\xc3\xa9".repeat(3)[..len.min(9)].to_vec()
                } else {
                    value[..len].to_vec()
                };
                bytes.extend([(delta << 4) as u8, value.len() as u8]);
                bytes.extend(value);
            }
            if tail < 0 {
                bytes.truncate(bytes.len().saturating_sub(tail.unsigned_abs() as usize));
            } else {
                bytes.extend(vec![0x10; tail as usize]);
            }
            bytes
        },
    )
}

fn agree(bytes: &[u8]) -> bool {
    match (decode(bytes), naive::decode(bytes)) {
        (Ok(read), Some(naive)) => {
            assert_eq!(read, naive::meaning(&naive));
            let again = binary::to_vec(&read).unwrap();
            assert_eq!(decode(&again).unwrap(), read);
            assert_eq!(again, naive::encode(&naive::options(&read)).unwrap());
            true
        }
        (Err(error), None) => {
            assert!(error.offset() <= bytes.len(), "{error}");
            false
        }
        (read, naive) => panic!("{read:?}, {naive:?}"),
    }
}

#[test]
fn the_naive_reader_agrees() {
    let (valid, invalid) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config { cases: 20_000, ..Config::default() });
    let count = |ok: bool| if ok { valid.set(valid.get() + 1) } else { invalid.set(invalid.get() + 1) };
    runner
        .run(&any_bytes(), |bytes| {
            count(agree(&bytes));
            Ok(())
        })
        .unwrap();
    let (valid, invalid) = (valid.get(), invalid.get());
    assert!(valid > 6700 && invalid > 6700, "{valid} valid, {invalid} invalid");
}

#[test]
fn the_naive_writer_agrees() {
    let (written, refused) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config { cases: 3000, ..Config::default() });
    runner
        .run(&any_notification(), |notification| {
            let mut out = b"before".to_vec();
            match naive::encode(&naive::options(&notification)) {
                Some(bytes) => {
                    binary::encode(&notification, &mut out, &Options::default()).unwrap();
                    assert_eq!(out[6..], bytes);
                    assert_eq!(decode(&bytes).unwrap(), notification);
                    assert_eq!(naive::decode(&bytes), Some(naive::options(&notification)));
                    written.set(written.get() + 1);
                }
                None => {
                    assert!(binary::encode(&notification, &mut out, &Options::default()).is_err());
                    refused.set(refused.get() + 1);
                }
            }
            assert!(out.starts_with(b"before") && (out.len() > 6 || out == b"before"));
            Ok(())
        })
        .unwrap();
    let (written, refused) = (written.get(), refused.get());
    assert!(written > 1000 && refused > 1000, "{written} written, {refused} refused");
}

proptest! {
    /// What the crate's own strategies make can be written and is read again.
    #[test]
    fn what_the_strategies_make(notification in omadm::strategies::any::<Notification<'static>>()) {
        let bytes = binary::to_vec(&notification).unwrap();
        prop_assert_eq!(&naive::meaning(&naive::decode(&bytes).unwrap()), &notification);
        prop_assert_eq!(decode(&bytes).unwrap(), notification);
    }

    #[test]
    fn any_bytes_at_all(bytes in vec(any::<u8>(), 0..64)) {
        agree(&bytes);
    }
}

#[test]
fn naive_and_by_hand() {
    // The naive side is held to the vectors too.
    let naive = Naive { version: 1, options: vec![(3, vec![0x12, 0x34])] };
    assert_eq!(naive::encode(&naive), Some(hex("1080 3002 1234")));
    assert_eq!(naive::decode(&hex("1080 3002 1234")), Some(naive));
    assert_eq!(naive::meaning(&naive::decode(&hex(FULL)).unwrap()), full());
}

//! SHA256-DIGEST: digests computed elsewhere, every bit, and what must not verify.
#![cfg(feature = "digest")]

#[allow(dead_code)]
#[path = "naive/notification.rs"]
mod naive;

use omadm::{
    ConnectionType, Limit, Limits, Notification, NotificationVersion, Options, UnknownOptions,
    binary::{self, Secret},
    error::{DecodeErrorKind, EncodeErrorKind, NotificationErrorKind, VerifyError},
};
use proptest::{collection::vec, prelude::*};
use std::error::Error;

fn hex(text: &str) -> Vec<u8> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn verify<'a>(bytes: &'a [u8], secret: &[u8], auth_data: &[u8]) -> Result<Notification<'a>, VerifyError> {
    let decoded = binary::verify(bytes, &Secret::new(secret), auth_data, &Options::default())?;
    assert_eq!(decoded.warnings.total(), 0);
    Ok(decoded.value)
}

fn sign(notification: &Notification<'_>, secret: &[u8], auth_data: &[u8]) -> Vec<u8> {
    let mut out = b"before".to_vec();
    binary::encode_signed(notification, &Secret::new(secret), auth_data, &mut out, &Options::default())
        .unwrap();
    assert!(out.starts_with(b"before"));
    out.split_off(6)
}

/// A notification whose digest was computed by Python's hashlib.
struct Signed {
    /// What stands before the digest, the digest, and what stands behind it.
    pieces: [&'static str; 3],
    secret: Vec<u8>,
    auth_data: Vec<u8>,
}

impl Signed {
    fn bytes(&self) -> Vec<u8> {
        hex(&self.pieces.concat())
    }

    fn digest_at(&self) -> usize {
        hex(self.pieces[0]).len()
    }
}

/// ```text
/// python3 -c "import hashlib; n = bytes.fromhex('1300' '1007' '646d2e74657374' '100102' '10021234' '1020' + '00' * 32 +
///     '1004' '56b989c0' '1000'); print(hashlib.sha256(b'secret' + n + b'auth').hexdigest())"
/// ```
///
/// The bytes are those of `FULL` in tests/notification.rs.
fn full() -> Signed {
    Signed {
        pieces: [
            "1300 1007 646d2e74657374 1001 02 1002 1234 1020",
            "06cfa3dbe7e30cb7058486ec4ae40f4fa0368f3c9158d90a9f5dcce741bb7869",
            "1004 56b989c0 1000",
        ],
        secret: b"secret".to_vec(),
        auth_data: b"auth".to_vec(),
    }
}

/// Nothing but the digest, without a secret and authentication data.
///
/// ```text
/// python3 -c "import hashlib; print(hashlib.sha256(bytes.fromhex('10804020' + '00' * 32)).hexdigest())"
/// ```
fn only() -> Signed {
    Signed {
        pieces: ["1080 4020", "df977b6e6ed2307544502632aee32bd19524e415c9f33e7ccc6fe40792acb0bc", ""],
        secret: vec![],
        auth_data: vec![],
    }
}

/// A timestamp of three bytes, which this crate does not write, and an unknown option 20.
///
/// ```text
/// 12 00   0001 00100 0000000   version 1, 4 options, reserved
/// 30 02   0011 000000000010    0 + 3 = 3 NOTIFICATION-ID, 2 bytes: 7
/// 10 20   0001 000000100000    3 + 1 = 4 SHA256-DIGEST, 32 bytes
/// 10 03   0001 000000000011    4 + 1 = 5 TIMESTAMP, 3 bytes: 0x0186a0 = 100000
/// f0 03   1111 000000000011    5 + 15 = 20, unknown, 3 bytes: xyz
///
/// python3 -c "import hashlib; n = bytes.fromhex('1200' '30020007' '1020' + '00' * 32 + '10030186a0' 'f00378797a');
///     print(hashlib.sha256(bytes(range(256)) + n + b'\0\xff').hexdigest())"
/// ```
fn odd() -> Signed {
    Signed {
        pieces: [
            "1200 3002 0007 1020",
            "427e84cf2ce304cd5e3ea3291a8d1efc27d369e75bce45dbc924fb79b5ce08c5",
            "1003 0186a0 f003 78797a",
        ],
        secret: (0..=255).collect(),
        auth_data: vec![0, 0xff],
    }
}

#[test]
fn digests_computed_elsewhere_verify() {
    for signed in [full(), only(), odd()] {
        let bytes = signed.bytes();
        let read = verify(&bytes, &signed.secret, &signed.auth_data).unwrap();
        assert_eq!(read, binary::decode(&bytes, &Options::default()).unwrap().value);
        assert_eq!(read.digest.unwrap().as_bytes()[..], hex(signed.pieces[1]));
    }
}

#[test]
fn what_is_signed_has_the_digest_computed_elsewhere() {
    for signed in [full(), only()] {
        let bytes = signed.bytes();
        let notification = binary::decode(&bytes, &Options::default()).unwrap().value;
        // Whatever digest there was, or none.
        let mut bare = notification.clone();
        bare.digest = None;
        for notification in [&notification, &bare, &bare.clone().with_digest([0xff; 32])] {
            assert_eq!(sign(notification, &signed.secret, &signed.auth_data), bytes);
        }
    }
}

#[test]
fn the_bytes_verify_as_they_were_received() {
    // Written again, the timestamp has four bytes: these have another digest, and the old one does not verify them.
    let signed = odd();
    let bytes = signed.bytes();
    let read = verify(&bytes, &signed.secret, &signed.auth_data).unwrap();
    let again = binary::to_vec(&read).unwrap();
    assert_ne!(again, bytes);
    assert_eq!(verify(&again, &signed.secret, &signed.auth_data), Err(VerifyError::Mismatch));
    let again = sign(&read, &signed.secret, &signed.auth_data);
    assert_eq!(verify(&again, &signed.secret, &signed.auth_data).unwrap().timestamp, Some(100_000));
}

#[test]
fn no_flipped_bit_verifies() {
    for signed in [full(), only(), odd()] {
        let bytes = signed.bytes();
        let (mut mismatches, mut undecodable, mut without) = (0, 0, 0);
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 0x80 >> (bit % 8);
            let error = verify(&flipped, &signed.secret, &signed.auth_data).unwrap_err();
            // What the naive reader says of it tells which error it has to be.
            match naive::decode(&flipped) {
                None => {
                    assert!(matches!(error, VerifyError::Decode(_)), "bit {bit}: {error}");
                    undecodable += 1;
                }
                Some(naive) if naive.options.iter().all(|(number, _)| *number != 4) => {
                    assert_eq!(error, VerifyError::NoDigest, "bit {bit}");
                    without += 1;
                }
                Some(_) => {
                    assert_eq!(error, VerifyError::Mismatch, "bit {bit}");
                    mismatches += 1;
                }
            }
            let in_digest = (signed.digest_at()..signed.digest_at() + 32).contains(&(bit / 8));
            assert!(!in_digest || error == VerifyError::Mismatch, "bit {bit}");
        }
        assert!(mismatches > 256 && undecodable > 10, "{mismatches}, {undecodable}, {without}");
    }
}

#[test]
fn no_prefix_and_nothing_longer_verifies() {
    for signed in [full(), only(), odd()] {
        let bytes = signed.bytes();
        for len in 0..bytes.len() {
            let error = verify(&bytes[..len], &signed.secret, &signed.auth_data).unwrap_err();
            let VerifyError::Decode(error) = error else { panic!("{error}") };
            assert_eq!(error.offset(), len);
        }
        let longer = [&bytes[..], &[0]].concat();
        let error = verify(&longer, &signed.secret, &signed.auth_data).unwrap_err();
        assert!(
            matches!(&error, VerifyError::Decode(error) if error.kind() == DecodeErrorKind::TrailingData)
        );
    }
}

#[test]
fn another_secret_or_other_authentication_data_does_not_verify() {
    let bytes = full().bytes();
    for (secret, auth_data) in [
        (&b"Secret"[..], &b"auth"[..]),
        (b"secret\0", b"auth"),
        (b"secre", b"auth"),
        (b"", b"auth"),
        (b"secret", b"Auth"),
        (b"secret", b"auth\0"),
        (b"secret", b""),
        (b"auth", b"secret"),
        (b"", b"secretauth"),
    ] {
        assert_eq!(verify(&bytes, secret, auth_data), Err(VerifyError::Mismatch), "{secret:?} {auth_data:?}");
    }
    assert!(verify(&bytes, b"secret", b"auth").is_ok());
}

#[test]
fn each_error_says_what_is_wrong() {
    let plain = Notification::new().with_notification_id(7);
    let bytes = binary::to_vec(&plain).unwrap();
    let error = verify(&bytes, b"secret", b"auth").unwrap_err();
    assert_eq!(error, VerifyError::NoDigest);
    assert_eq!(error.to_string(), "the notification carries no SHA256-DIGEST");
    assert!(error.source().is_none());

    let bytes = binary::to_vec(&plain.with_digest([0; 32])).unwrap();
    let error = verify(&bytes, b"secret", b"auth").unwrap_err();
    assert_eq!(error, VerifyError::Mismatch);
    assert_eq!(error.to_string(), "the SHA256-DIGEST does not verify");
    assert!(error.source().is_none());

    let error = verify(&bytes[..9], b"secret", b"auth").unwrap_err();
    assert_eq!(error.to_string(), "31 bytes are missing at byte 9 (option 4 (SHA256-DIGEST))");
    assert!(error.source().is_none());
    let VerifyError::Decode(error) = error else { panic!("{error}") };
    let missing = NotificationErrorKind::MissingBytes(31);
    assert_eq!(error.kind(), DecodeErrorKind::Notification(missing));

    // The cause is passed on, not the same text twice.
    let error = verify(&hex("1080 1001 ff"), b"secret", b"auth").unwrap_err();
    assert_eq!(error.to_string(), "a SERVER-ID is not UTF-8 at byte 4 (option 1 (SERVER-ID))");
    assert!(error.source().unwrap().is::<std::str::Utf8Error>());
}

#[test]
fn limits_hold_here_too() {
    let signed = full();
    let bytes = signed.bytes();
    let secret = Secret::new(&signed.secret);
    let notification = binary::decode(&bytes, &Options::default()).unwrap().value;
    let with = |most| Options::default().with_limits(Limits::default().with_body_bytes(most));
    let (below, at) = (with(bytes.len() - 1), with(bytes.len()));

    assert!(binary::verify(&bytes, &secret, &signed.auth_data, &at).is_ok());
    let error = binary::verify(&bytes, &secret, &signed.auth_data, &below).unwrap_err();
    assert!(matches!(
        &error,
        VerifyError::Decode(error) if error.kind() == DecodeErrorKind::Limit(Limit::BodyBytes)
    ));

    let mut out = b"before".to_vec();
    let error = binary::encode_signed(&notification, &secret, b"auth", &mut out, &below).unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::Limit(Limit::BodyBytes));
    assert_eq!(out, b"before");
    binary::encode_signed(&notification, &secret, b"auth", &mut out, &at).unwrap();
    assert_eq!(out[6..], bytes);

    // A digest that is not there yet takes its place: one option and 34 bytes more.
    let mut unknown = UnknownOptions::new();
    (7..38).for_each(|number| assert!(unknown.insert(number, vec![]).is_ok()));
    let notification = Notification::new().with_req_mos(true).with_unknown(unknown);
    let mut out = b"before".to_vec();
    let error =
        binary::encode_signed(&notification, &secret, b"", &mut out, &Options::default()).unwrap_err();
    assert_eq!(error.kind(), EncodeErrorKind::OptionCount { most: 31 });
    assert_eq!(out, b"before");
}

#[test]
fn a_secret_is_not_shown() {
    let secret = Secret::new(b"hunter2");
    for shown in [format!("{secret:?}"), format!("{secret:#?}"), format!("{:?}", secret.clone().into_owned())]
    {
        assert_eq!(shown, "Secret(..)");
    }
    // Borrowed or owned, it is the same secret.
    let bytes = sign(&Notification::new(), b"hunter2", b"");
    let options = Options::default();
    assert!(binary::verify(&bytes, &secret.into_owned(), b"", &options).is_ok());
    assert!(binary::verify(&bytes, &Secret::new(b"hunter2".to_vec()), b"", &options).is_ok());
}

proptest! {
    #[test]
    fn what_is_signed_verifies_and_nothing_near_it(
        (version, id, seconds, server_id) in (0u8..16, any::<u16>(), any::<Option<u64>>(), any::<Option<String>>()),
        options in vec((1u16..=3, vec(any::<u8>(), 0..9)), 0..5),
        (secret, auth_data) in (vec(any::<u8>(), 0..200), vec(any::<u8>(), 0..200)),
        flip in any::<prop::sample::Index>(),
    ) {
        let mut unknown = UnknownOptions::new();
        let mut number = 6;
        for (delta, value) in options {
            number += delta;
            unknown.insert(number, value).unwrap();
        }
        let mut notification = Notification::new()
            .with_version(NotificationVersion::new(version).unwrap())
            .with_preferred_connection(ConnectionType::ANY)
            .with_notification_id(id)
            .with_unknown(unknown);
        notification.server_id = server_id.map(Into::into);
        notification.timestamp = seconds;

        let bytes = sign(&notification, &secret, &auth_data);
        let mut read = verify(&bytes, &secret, &auth_data).unwrap();
        prop_assert_eq!(&binary::to_vec(&read).unwrap(), &bytes);
        read.digest = None;
        prop_assert_eq!(read, notification);

        let bit = flip.index((secret.len() + bytes.len() + auth_data.len()) * 8);
        let mut all = [secret.clone(), bytes.clone(), auth_data.clone()];
        let mut byte = bit / 8;
        for part in &mut all {
            if let Some(place) = part.get_mut(byte) {
                *place ^= 1 << (bit % 8);
                break;
            }
            byte -= part.len();
        }
        prop_assert!(verify(&all[1], &all[0], &all[2]).is_err());
    }
}

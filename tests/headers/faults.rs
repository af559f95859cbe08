//! What is wrong with headers: which one, where in it, and the HTTP status to answer.

use super::{ACCEPT, DEVICE, INITIATION, Pairs, package1, refused, warnings};
use omadm::{Dialect, Limits, MediaType, Options, RequestHeaders, headers};

#[test]
fn who_the_device_is() {
    let with = |devices: Pairs<'static>| package1(&[&[INITIATION, ACCEPT], devices].concat());
    for (name, dialect_header) in [("omadm-devid", true), ("OMADM-DEVID", true), ("x-omadmdevid", false)] {
        let pairs = [INITIATION, ("Accept", "*/*"), (name, " IMEI:1\t")];
        let decoded = package1(&pairs).unwrap();
        assert_eq!(decoded.value.device_id, "IMEI:1");
        assert_eq!(decoded.value.dialect == Dialect::Published, dialect_header);
        assert!(decoded.warnings.is_empty());
    }
    let both = with(&[("X-OMADMDevID", "a"), ("OMADM-DevID", " a")]).unwrap();
    assert_eq!(both.value.device_id, "a");
    assert_eq!(warnings(&both), ["both device headers, with the same value at byte 0 (X-OMADMDevID)"]);
    let twice = with(&[("OMADM-DevID", "a"), ("OMADM-DevID", "a ")]).unwrap();
    assert_eq!(warnings(&twice), ["a header stands twice, with the same value at byte 0 (OMADM-DevID)"]);

    let bad: &[(Pairs<'static>, &str)] = &[
        (&[], "no header names the device at byte 0"),
        (&[("X-OMADM-DevID", "a")], "no header names the device at byte 0"),
        (&[("OMADM-DevID", "")], "malformed device id: it is empty at byte 0 (OMADM-DevID)"),
        (&[("OMADM-DevID", " \t")], "malformed device id: it is empty at byte 2 (OMADM-DevID)"),
        (
            &[("OMADM-DevID", " a b")],
            "malformed device id: ' ' may not stand here unescaped at byte 2 (OMADM-DevID)",
        ),
        (
            &[("X-OMADMDevID", "a,a")],
            "malformed device id: ',' may not stand here unescaped at byte 1 (X-OMADMDevID)",
        ),
        (
            &[("OMADM-DevID", "a\r\nX-Evil: 1")],
            "malformed device id: '\\r' may not stand here unescaped at byte 1 (OMADM-DevID)",
        ),
        (
            &[("OMADM-DevID", "a"), ("OMADM-DevID", "b")],
            "two headers name different devices at byte 0 (OMADM-DevID)",
        ),
        (
            &[("OMADM-DevID", "a"), ("OMADM-DevID", "A")],
            "two headers name different devices at byte 0 (OMADM-DevID)",
        ),
        (
            &[("OMADM-DevID", "a"), ("X-OMADMDevID", "b")],
            "two headers name different devices at byte 0 (X-OMADMDevID)",
        ),
        (
            &[("X-OMADMDevID", "a"), ("X-OMADMDevID", "a"), ("X-OMADMDevID", "b")],
            "two headers name different devices at byte 0 (X-OMADMDevID)",
        ),
        (
            &[("OMADM-DevID", "a"), ("X-OMADMDevID", "")],
            "two headers name different devices at byte 0 (X-OMADMDevID)",
        ),
    ];
    for (devices, text) in bad {
        assert_eq!(refused(with(devices)), ((*text).to_owned(), 400));
        assert_eq!(
            refused(headers::device_id(devices.to_vec(), &Options::default())),
            ((*text).to_owned(), 400)
        );
    }
    let long = "x".repeat(256);
    let text = "malformed device id: it is longer than 255 bytes at byte 255 (OMADM-DevID)";
    assert_eq!(refused(package1(&[INITIATION, ACCEPT, ("OMADM-DevID", &long)])), (text.to_owned(), 400));
    let bytes: [(&str, &[u8]); 1] = [("OMADM-DevID", b"a\xff")];
    let text = "malformed device id: it is not UTF-8 at byte 1 (OMADM-DevID)";
    assert_eq!(refused(headers::device_id(bytes, &Options::default())), (text.to_owned(), 400));
}

#[test]
fn what_the_body_is_written_in() {
    let with = |types: Pairs<'static>| package1(&[types, &[ACCEPT, DEVICE]].concat());
    let good = [
        "application/vnd.oma.dm.initiation+json",
        " Application/VND.OMA.DM.Initiation+JSON ; Charset=\"UTF-8\" ",
        "application/vnd.oma.dm.initiation+json;charset=utf-8;x=y",
        "multipart/mixed;boundary=x",
    ];
    for value in good {
        let decoded = package1(&[("content-type", value), ACCEPT, DEVICE]).unwrap();
        assert_eq!(decoded.value.content_type, MediaType::parse(value.trim()).unwrap());
    }
    let twice = with(&[INITIATION, INITIATION]).unwrap();
    assert_eq!(warnings(&twice), ["a header stands twice, with the same value at byte 0 (Content-Type)"]);

    let bad: &[(Pairs<'static>, &str)] = &[
        (&[], "the Content-Type is missing at byte 0"),
        (&[("Content-Type", "")], "malformed Content-Type: it is empty at byte 0 (Content-Type)"),
        (
            &[("Content-Type", " text/")],
            "malformed Content-Type: expected a subtype behind `/` at byte 6 (Content-Type)",
        ),
        (
            &[("Content-Type", "text/plain, text/plain")],
            "malformed Content-Type: expected `;` or the end at byte 10 (Content-Type)",
        ),
        (
            &[INITIATION, ("Content-Type", "text/plain")],
            "the Content-Type stands twice, with different values at byte 0 (Content-Type)",
        ),
        (&[("Content-Type", " text/plain")], "a media type that is not read here at byte 1 (Content-Type)"),
        (
            &[("Content-Type", "application/vnd.oma.dm.response+json")],
            "a media type that is not read here at byte 0 (Content-Type)",
        ),
        (
            &[("Content-Type", "multipart/form-data")],
            "a media type that is not read here at byte 0 (Content-Type)",
        ),
        (
            &[("Content-Type", "application/vnd.oma.dm.initiation+json; charset=utf-16")],
            "a charset other than UTF-8 at byte 0 (Content-Type)",
        ),
        (
            &[("Content-Type", "multipart/mixed;boundary=x;charset=us-ascii")],
            "a charset other than UTF-8 at byte 0 (Content-Type)",
        ),
        (
            &[INITIATION, ("content-encoding", "gzip")],
            "a Content-Encoding other than identity at byte 0 (Content-Encoding)",
        ),
        (
            &[INITIATION, ("Content-Encoding", "gzip"), ("Content-Encoding", "identity")],
            "a Content-Encoding other than identity at byte 0 (Content-Encoding)",
        ),
        (
            &[("Content-Encoding", "identity"), INITIATION, ("Content-Encoding", "identity ,\tbr")],
            "a Content-Encoding other than identity at byte 11 (Content-Encoding)",
        ),
    ];
    for (types, text) in bad {
        assert_eq!(refused(with(types)), ((*text).to_owned(), 415));
    }
    for encoding in ["identity", "IDENTITY", "", " , identity,"] {
        assert!(with(&[INITIATION]).is_ok());
        assert!(
            package1(&[INITIATION, ACCEPT, DEVICE, ("Content-Encoding", encoding)])
                .unwrap()
                .warnings
                .is_empty()
        );
    }
    let bytes: [(&str, &[u8]); 1] = [("Content-Type", b"a/b;c=\"\xff\"")];
    let text = "malformed Content-Type: it is not UTF-8 at byte 7 (Content-Type)";
    assert_eq!(refused(headers::content_type(bytes, &Options::default())), (text.to_owned(), 415));
}

#[test]
fn the_source_of_an_error_counts_from_the_value() {
    let error = package1(&[("Content-Type", " \ttext/"), ACCEPT, DEVICE]).unwrap_err();
    assert_eq!(error.offset(), 7);
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "expected a subtype behind `/` at byte 5");
    let error = package1(&[INITIATION, ACCEPT, ("OMADM-DevID", "\ta b")]).unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(
        (error.offset(), source.to_string().as_str()),
        (2, "' ' may not stand here unescaped at byte 1")
    );
}

#[test]
fn the_first_of_several_faults_is_the_one_that_is_said() {
    let all = [("Content-Type", "text/plain"), ("Accept", "text/html"), ("OMADM-DevID", "a b")];
    assert_eq!(refused(package1(&all)).1, 400);
    let no_fault_of_the_device = [all[0], all[1], DEVICE];
    assert_eq!(refused(package1(&no_fault_of_the_device)).1, 415);
    assert_eq!(refused(package1(&[INITIATION, all[1], DEVICE])).1, 406);
    assert!(package1(&[INITIATION, ACCEPT, DEVICE]).unwrap().warnings.is_empty());
}

#[test]
fn limits_hold_for_headers() {
    let options = |limits| Options::default().with_limits(limits);
    let with = |limits, pairs: &[(&'static str, &'static str)]| {
        RequestHeaders::decode_package1(pairs.to_vec(), &options(limits)).map(|decoded| decoded.value)
    };
    let pairs = [INITIATION, ACCEPT, ("accept", ""), DEVICE];
    let limits = Limits::default();
    assert!(with(limits.with_media_ranges(2), &pairs).is_ok());
    let text = "more media ranges than allowed at byte 0 (Accept)";
    assert_eq!(refused(with(limits.with_media_ranges(1), &pairs)), (text.to_owned(), 413));
    let pairs = [INITIATION, ("Accept", "*/*"), DEVICE];
    assert!(with(limits.with_string_bytes(38), &pairs).is_ok());
    let text = "more bytes in a string than allowed at byte 37 (Content-Type)";
    assert_eq!(refused(with(limits.with_string_bytes(37), &pairs)), (text.to_owned(), 413));
    let pairs = [("Content-Type", "multipart/mixed"), ACCEPT, DEVICE];
    let text = "more bytes in a string than allowed at byte 34 (Accept[0])";
    assert_eq!(refused(with(limits.with_string_bytes(34), &pairs)), (text.to_owned(), 413));
}

#[test]
fn strict_refuses_each_warning() {
    let strict = |pairs: Pairs<'static>| {
        let error = RequestHeaders::decode_package1(pairs.to_vec(), &Options::strict());
        refused(error.map(|decoded| decoded.value))
    };
    let cases: &[(Pairs<'static>, &str)] = &[
        (
            &[INITIATION, DEVICE],
            "no Accept, everything is taken to be acceptable (refused: strict) at byte 0 (Accept)",
        ),
        (
            &[INITIATION, ACCEPT, DEVICE, ("X-OMADMDevID", DEVICE.1)],
            "both device headers, with the same value (refused: strict) at byte 0 (X-OMADMDevID)",
        ),
        (
            &[INITIATION, INITIATION, ACCEPT, DEVICE],
            "a header stands twice, with the same value (refused: strict) at byte 0 (Content-Type)",
        ),
        (
            &[INITIATION, ACCEPT, ("Accept", "x"), DEVICE],
            "a media range that cannot be read: expected `/` behind the type (refused: strict) at byte 1 (Accept[1])",
        ),
    ];
    for (pairs, text) in cases {
        assert_eq!(strict(pairs), ((*text).to_owned(), 400));
    }
}

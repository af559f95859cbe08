//! The one door: media types, parts, pairing, exact errors, and a naive door as oracle.

#[path = "body/faults.rs"]
mod faults;
#[path = "body/generated.rs"]
mod generated;
#[path = "naive/multipart.rs"]
mod naive;
#[path = "body/pairing.rs"]
mod pairing;

use omadm::{
    AlertType, ClientUri, DecodeError, Decoded, Dialect, JsonObject, Limits, ManagementData, MediaType,
    MoData, Notification, Options, Package1, Package2, Package3, Record, StatusCode, Text, binary,
    body::{self, Body, Content},
    draft, json,
};

fn media_type(text: &str) -> MediaType<'_> {
    MediaType::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn decode<'a>(text: &str, bytes: &'a [u8]) -> Result<Decoded<Body<'a>>, DecodeError> {
    body::decode(&media_type(text), bytes, &Options::default())
}

fn warnings<T>(decoded: &Decoded<T>) -> Vec<String> {
    decoded.warnings.iter().map(ToString::to_string).collect()
}

/// A multipart body of the boundary `b`: the media type of each part, and its content.
fn parts(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts =
        parts.iter().map(|(text, content)| format!("--b\r\nContent-Type: {text}\r\n\r\n{content}\r\n"));
    (parts.collect::<String>() + "--b--\r\n").into_bytes()
}

const MULTIPART: &str = "multipart/mixed; boundary=b";
const INITIATION: &str = "application/vnd.oma.dm.initiation+json";
const REQUEST: &str = "application/vnd.oma.dm.request+json";
const RESPONSE: &str = "application/vnd.oma.dm.response+json";
const MO: &str = "application/vnd.oma.dm.mo+json";
const NOTIFICATION: &[u8] = b"\x10\x80\x30\x02\x12\x34";

/// Each media type, a body of it, and which package that is.
const KINDS: &[(&str, &[u8], &str)] = &[
    (INITIATION, b"{\"MOS\":[]}", "Package1"),
    (REQUEST, b"{\"CMD\":[[\"END\"]]}", "Package2"),
    (RESPONSE, b"{\"Status\":[{\"sc\":200}]}", "Package3"),
    ("application/dm20", b"END\r\n", "Package2"),
    ("application/dm20status", b"200\r\n", "Package3"),
    (MO, b"[{\"ClientURI\":\"urn:x//a\",\"MOData\":{\"a\":1}}]", "ManagementData"),
    ("application/dmmo+json", b"[]", "ManagementData"),
    ("application/json", b"[]", "ManagementData"),
    ("application/vnd.oma.dm.notification", NOTIFICATION, "Notification"),
];

/// What the decoder of the format says, whichever it is.
fn as_its_decoder<'a>(kind: &str, is_draft: bool, bytes: &'a [u8]) -> Result<Content<'a>, DecodeError> {
    let options = Options::default();
    Ok(match (kind, is_draft) {
        ("Package1", _) => Content::Package1(json::decode::<Package1>(bytes, &options)?.value),
        ("Package2", false) => Content::Package2(json::decode::<Package2>(bytes, &options)?.value),
        ("Package2", true) => Content::Package2(draft::decode::<Package2>(bytes, &options)?.value),
        ("Package3", false) => Content::Package3(json::decode::<Package3>(bytes, &options)?.value),
        ("Package3", true) => Content::Package3(draft::decode::<Package3>(bytes, &options)?.value),
        ("ManagementData", _) => {
            Content::ManagementData(json::decode::<ManagementData>(bytes, &options)?.value)
        }
        ("Notification", _) => Content::Notification(binary::decode(bytes, &options)?.value),
        _ => panic!("{kind}"),
    })
}

/// In whichever case, with whichever parameters, and with the charset that there is.
#[test]
fn every_media_type_leads_to_its_package() {
    for (text, bytes, kind) in KINDS {
        let expected = as_its_decoder(kind, text.contains("dm20"), bytes).unwrap();
        for spelled in [
            text.to_string(),
            text.to_uppercase(),
            format!("{text};charset=utf-8"),
            format!("{text} ; Charset=\"UTF-8\""),
            format!("{text};CHARSET=Utf-8;version=2.0"),
            format!("{text};boundary=b; q=0.1"),
        ] {
            let decoded = decode(&spelled, bytes).unwrap_or_else(|error| panic!("{spelled}: {error}"));
            assert_eq!(decoded.value.content, expected, "{spelled}");
            assert!(format!("{:?}", decoded.value.content).starts_with(kind), "{spelled}");
            assert!(decoded.value.data.is_empty() && decoded.warnings.is_empty(), "{spelled}");
            assert_eq!(decoded.value.clone().into_owned(), decoded.value);
        }
    }
}

/// A body goes to the decoder of its own media type, and to no other.
#[test]
fn no_media_type_leads_to_another_package() {
    for (text, _, kind) in KINDS {
        for (_, bytes, _) in KINDS {
            let expected = as_its_decoder(kind, text.contains("dm20"), bytes);
            let found = decode(text, bytes).map(|decoded| decoded.value.content);
            assert_eq!(found, expected, "{text}: {}", bytes.escape_ascii());
        }
    }
}

#[test]
fn another_charset_is_415() {
    for (text, bytes, _) in KINDS {
        for charset in
            ["us-ascii", "US-ASCII", "utf8", "utf-16", "iso-8859-1", "\"\"", "\"utf-8 \"", "utf-8x"]
        {
            let spelled = format!("{text};charset={charset}");
            let error = decode(&spelled, bytes).unwrap_err();
            assert_eq!(error.to_string(), "a charset other than UTF-8 at byte 0", "{spelled}");
            assert_eq!(error.http_status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
            // In a part as well; there it says in which.
            let spelled = format!("application/json;charset={charset}");
            let body = parts(&[("application/dm20status", "200"), (&spelled, "[]")]);
            let error = decode(MULTIPART, &body).unwrap_err();
            assert_eq!(
                error.to_string(),
                "a charset other than UTF-8 at byte 69 (part 2: Content-Type)",
                "{spelled}"
            );
            assert_eq!(error.http_status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
    }
}

#[test]
fn another_media_type_is_415_whatever_the_body() {
    for text in [
        "text/html",
        "text/json",
        "application/xml",
        "application/vnd.oma.dm.request",
        "application/vnd.oma.dm.requests+json",
        "application/vnd.oma.dm.mo+xml",
        "application/tnds20",
        "application/dm2",
        "application/dm20statuses",
        "application/*",
        "*/*",
        "multipart/related; boundary=b",
        "multipart/form-data; boundary=b",
        "multipart/mixed2; boundary=b",
    ] {
        for bytes in [b"END\r\n".as_slice(), b"", b"\xff", &parts(&[("application/dm20status", "200")])] {
            let error = decode(text, bytes).unwrap_err();
            assert_eq!(error.to_string(), "a media type that is not read here at byte 0", "{text}");
            assert_eq!(error.http_status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
            assert_eq!(error.dm_status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
    }
}

/// Strictness and limits go through the door.
#[test]
fn options_are_those_of_the_decoder() {
    let strict = Options::strict();
    let body = |text: &str, bytes, options: &Options| {
        body::decode(&media_type(text), bytes, options).map(drop).map_err(|error| error.to_string())
    };
    for (text, bytes, expected) in [
        (
            REQUEST,
            br#"{"CMD":[]}"#.as_slice(),
            "a Package2 without any command (refused: strict) at byte 7 (CMD)",
        ),
        ("application/dm20", b"", "a Package2 without any command (refused: strict) at byte 0 (line 1)"),
        (
            INITIATION,
            br#"{"MOS":null}"#,
            "null for a member that could be left out (refused: strict) at byte 7 (MOS)",
        ),
        (
            "application/dm20status",
            b"200 x",
            "not a ClientURI: expected `/` after the MOID (refused: strict) at byte 5 (line 1)",
        ),
        (
            "application/json",
            b"{\"MOData\":{\"a\":1}}",
            "management data that is not in an array (refused: strict) at byte 0",
        ),
    ] {
        assert_eq!(body(text, bytes, &Options::default()), Ok(()), "{text}");
        assert_eq!(body(text, bytes, &strict).unwrap_err(), expected);
    }
    for (text, bytes, _) in KINDS {
        let limit = |most| Options::default().with_limits(Limits::default().with_body_bytes(most));
        assert_eq!(body(text, bytes, &limit(bytes.len())), Ok(()), "{text}");
        let error = body::decode(&media_type(text), bytes, &limit(bytes.len() - 1)).unwrap_err();
        assert_eq!(error.http_status(), StatusCode::CONTENT_TOO_LARGE, "{text}");
    }
}

fn record(uri: &'static str, data: &'static str) -> Record<'static> {
    let data = MoData::new(JsonObject::parse(data).unwrap()).unwrap();
    Record::new(ClientUri::parse(uri).unwrap(), data).unwrap()
}

/// A device that opens a session with what it is [CR-FLOW].
#[test]
fn package1_carries_device_information() {
    let package = Package1::opening(AlertType::CLIENT_INITIATED_MGMT);
    let info = record("urn:oma:mo:oma-dm-devinfo:1.0//", r#"{"DevInfo":{"DevID":"IMEI:493005100592800"}}"#);
    let profile = record("urn:oma:mo:x:1.0/left/", r#"{"x":{"a":null}}"#);
    let data = [ManagementData::new([info]), ManagementData::new([profile])];
    let expected = "--omadm-0000000000\r\nContent-Type: application/vnd.oma.dm.initiation+json\r\n\r\n\
        {\"Alert\":[{\"AlertType\":\"urn:oma:at:dm:2.0:ClientInitiatedMgmt\"}]}\r\n\
        --omadm-0000000000\r\nContent-Type: application/vnd.oma.dm.mo+json\r\n\r\n\
        [{\"ClientURI\":\"urn:oma:mo:oma-dm-devinfo:1.0//\",\
        \"MOData\":{\"DevInfo\":{\"DevID\":\"IMEI:493005100592800\"}}}]\r\n\
        --omadm-0000000000\r\nContent-Type: application/vnd.oma.dm.mo+json\r\n\r\n\
        [{\"ClientURI\":\"urn:oma:mo:x:1.0/left/\",\"MOData\":{\"x\":{\"a\":null}}}]\r\n\
        --omadm-0000000000--\r\n";
    for dialect in [Dialect::Draft, Dialect::Published] {
        let encoded = body::encode_package1(&package, &data, dialect, &Options::default()).unwrap();
        assert_eq!(encoded.media_type.to_string(), "multipart/mixed;boundary=omadm-0000000000");
        assert_eq!(std::str::from_utf8(&encoded.bytes).unwrap(), expected);
        let decoded = body::decode(&encoded.media_type, &encoded.bytes, &Options::strict()).unwrap();
        assert_eq!(decoded.value.content, Content::Package1(package.clone()));
        assert_eq!(decoded.value.data, data);
        assert_eq!(decoded.value.clone().into_owned(), decoded.value);
        let id = decoded.value.data[0].records[0].data.nodes().next().unwrap().child("DevID").unwrap();
        assert_eq!(id.leaf().unwrap(), omadm::Leaf::String("IMEI:493005100592800".into()));
        // Without data it is sent plain.
        let encoded = body::encode_package1(&package, &[], dialect, &Options::default()).unwrap();
        assert_eq!(encoded.media_type, MediaType::INITIATION);
        assert_eq!(encoded.bytes, json::to_vec(&package).unwrap());
    }
}

#[test]
fn what_is_in_a_part_borrows_from_the_body() {
    let body = parts(&[(RESPONSE, r#"{"Status":[{"sc":200,"URI":["urn:x//a"]}]}"#), (MO, "[]")]);
    let decoded = decode(MULTIPART, &body).unwrap();
    let Content::Package3(package) = &decoded.value.content else { panic!() };
    assert!(package.statuses[0].locations.iter().all(Text::is_borrowed));
}

/// Packages whose data would be parts, without any: one part alone is as good as none.
#[test]
fn one_part_is_a_package_without_data() {
    for (text, bytes, kind) in KINDS.iter().filter(|(_, _, kind)| matches!(*kind, "Package1" | "Package3")) {
        let content = std::str::from_utf8(bytes).unwrap();
        let body = parts(&[(text, content)]);
        let decoded = decode(MULTIPART, &body).unwrap();
        assert_eq!(decoded.value.content, as_its_decoder(kind, text.contains("dm20"), bytes).unwrap());
        assert!(decoded.value.data.is_empty() && decoded.warnings.is_empty());
    }
}

#[test]
fn each_package_is_written_in_the_media_type_of_its_dialect() {
    let options = Options::default();
    let package2 = Package2::new([omadm::Command::End]);
    let package3 = Package3::new([StatusCode::OK.into()]);
    for (dialect, request, response) in [
        (Dialect::Draft, ("application/dm20", "END\r\n"), ("application/dm20status", "200\r\n")),
        (Dialect::Published, (REQUEST, r#"{"CMD":[["END"]]}"#), (RESPONSE, r#"{"Status":[{"sc":200}]}"#)),
    ] {
        let encoded = body::encode_package2(&package2, dialect, &options).unwrap();
        assert_eq!(
            (encoded.media_type.to_string().as_str(), encoded.bytes.as_slice()),
            (request.0, request.1.as_bytes())
        );
        let encoded = body::encode_package3(&package3, &[], dialect, &options).unwrap();
        assert_eq!(
            (encoded.media_type.to_string().as_str(), encoded.bytes.as_slice()),
            (response.0, response.1.as_bytes())
        );
    }
    assert_eq!(binary::to_vec(&Notification::new().with_notification_id(0x1234)).unwrap(), NOTIFICATION);
}

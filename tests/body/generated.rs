//! Generated bodies, against a naive door: the naive reading of the parts, and the decoder of each alone.

use super::{as_its_decoder, naive};
use omadm::{
    DecodeError, Dialect, ManagementData, MediaType, Options, Package1, Package2, Package3, Status,
    body::{self, Content},
    error::{DecodeErrorKind, EncodeErrorKind},
    strategies,
};
use proptest::{prelude::*, test_runner::TestCaseError};

/// What a body is, or that it is nothing.
#[derive(Debug, PartialEq)]
enum Read<'a> {
    Body(Content<'a>, Vec<ManagementData<'a>>),
    /// An error whose offset is known: that of a decoder, in the whole body.
    At(usize),
    /// An error in the headers of a part, which lie between these.
    Between(usize, usize),
    /// An error that the naive door has no offset for.
    Nothing,
}

/// What kind of body a media type is for, and whether it is the draft's.
fn kind(essence: &str) -> Option<(&'static str, bool)> {
    Some(match essence.to_ascii_lowercase().as_str() {
        "application/vnd.oma.dm.initiation+json" => ("Package1", false),
        "application/vnd.oma.dm.request+json" => ("Package2", false),
        "application/vnd.oma.dm.response+json" => ("Package3", false),
        "application/dm20" => ("Package2", true),
        "application/dm20status" => ("Package3", true),
        "application/vnd.oma.dm.mo+json" | "application/dmmo+json" | "application/json" => {
            ("ManagementData", false)
        }
        "application/vnd.oma.dm.notification" => ("Notification", false),
        _ => return None,
    })
}

fn single<'a>(media_type: &MediaType<'_>, bytes: &'a [u8]) -> Option<Result<Content<'a>, DecodeError>> {
    let charset = media_type.parameter("charset").unwrap_or("utf-8");
    let (kind, is_draft) = kind(media_type.essence())?;
    charset.eq_ignore_ascii_case("utf-8").then(|| as_its_decoder(kind, is_draft, bytes))
}

fn part<'a>(part: &naive::Part, index: usize, bytes: &'a [u8]) -> Option<Result<Content<'a>, usize>> {
    let named = |wanted: &str| {
        let headers = part.headers.iter().filter(move |(name, _)| name.eq_ignore_ascii_case(wanted));
        headers.map(|(_, value)| value.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    if named("content-encoding").iter().any(|value| value != "identity")
        || named("content-transfer-encoding")
            .iter()
            .any(|value| !["7bit", "8bit", "binary"].contains(&value.as_str()))
    {
        return None;
    }
    let value = match named("content-type").as_slice() {
        [] => return None,
        [first, more @ ..] if more.iter().any(|other| other != first) => return None,
        _ => &part.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?.1,
    };
    let kinds: &[&str] = if index == 0 { &["Package1", "Package3"] } else { &["ManagementData"] };
    let (kind, _) = kind(MediaType::parse(value).ok()?.essence())?;
    if !kinds.contains(&kind) {
        return None;
    }
    let content = &bytes[part.offset..part.offset + part.content.len()];
    let content = single(&MediaType::parse(value).ok()?, content)?;
    Some(content.map_err(|error| part.offset + error.offset()))
}

fn naive_door<'a>(media_type: &MediaType<'_>, bytes: &'a [u8]) -> Read<'a> {
    if !media_type.essence().eq_ignore_ascii_case("multipart/mixed") {
        return match single(media_type, bytes) {
            Some(Ok(content)) => Read::Body(content, Vec::new()),
            Some(Err(error)) => Read::At(error.offset()),
            None => Read::At(0),
        };
    }
    let boundary = media_type.parameter("boundary").filter(|text| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "'()+_,-./:=? ".contains(c);
        (1..=70).contains(&text.len()) && text.chars().all(allowed) && !text.ends_with(' ')
    });
    let Some(boundary) = boundary else { return Read::At(0) };
    let parts = match naive::read(bytes, boundary) {
        Ok(body) => body.parts,
        Err((_, offset, _)) => return Read::At(offset),
    };
    let mut first = None;
    let mut data = Vec::new();
    let mut before = 0;
    for (index, read) in parts.iter().enumerate() {
        match (index, part(read, index, bytes)) {
            (0, Some(Ok(content @ (Content::Package1(_) | Content::Package3(_))))) => first = Some(content),
            (1.., Some(Ok(Content::ManagementData(document)))) => data.push(document),
            (_, Some(Err(offset))) => return Read::At(offset),
            _ => return Read::Between(before, read.offset),
        }
        before = read.offset + read.content.len();
    }
    first.map_or(Read::Nothing, |first| Read::Body(first, data))
}

fn agrees_with_the_naive_door(media_type: &MediaType<'_>, bytes: &[u8]) {
    let shown = bytes.escape_ascii();
    match body::decode(media_type, bytes, &Options::default()) {
        Ok(decoded) => {
            let read = Read::Body(decoded.value.content, decoded.value.data);
            assert_eq!(read, naive_door(media_type, bytes), "{media_type}: {shown}");
            assert!(
                decoded.warnings.iter().all(|warning| warning.offset() <= bytes.len()),
                "{media_type}: {shown}"
            );
        }
        // The naive reading has no limits.
        Err(error) if matches!(error.kind(), DecodeErrorKind::Limit(_)) => {}
        Err(error) => {
            assert!(error.offset() <= bytes.len(), "{media_type}: {shown}: {error}");
            match naive_door(media_type, bytes) {
                Read::Between(start, end) => assert!(
                    (start..=end).contains(&error.offset()),
                    "{media_type}: {shown}: {error}: {start} to {end}"
                ),
                read => assert_eq!(Read::At(error.offset()), read, "{media_type}: {shown}: {error}"),
            }
        }
    }
}

fn options() -> ProptestConfig {
    ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(options())]

    #[test]
    fn valid_bodies_are_read_as_the_naive_door_has_them((media_type, bytes) in strategies::typed_bodies()) {
        agrees_with_the_naive_door(&media_type, &bytes);
        prop_assert!(body::decode(&media_type, &bytes, &Options::default()).is_ok());
    }

    #[test]
    fn nearly_valid_bodies_are_read_as_the_naive_door_has_them(
        (media_type, bytes) in strategies::nearly_valid_typed_bodies(),
    ) {
        agrees_with_the_naive_door(&media_type, &bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..options() })]

    #[test]
    fn hostile_bodies_are_read_as_the_naive_door_has_them(
        (media_type, bytes) in strategies::hostile_typed_bodies(),
    ) {
        agrees_with_the_naive_door(&media_type, &bytes);
    }

    /// Each prefix, and one bit of each byte.
    #[test]
    fn prefixes_and_flipped_bits((media_type, bytes) in strategies::typed_bodies(), bit in 0..8) {
        let mut bytes = bytes;
        bytes.truncate(600);
        for end in 0..=bytes.len() {
            agrees_with_the_naive_door(&media_type, &bytes[..end]);
        }
        for at in 0..bytes.len() {
            bytes[at] ^= 1_u8 << bit;
            agrees_with_the_naive_door(&media_type, &bytes);
            bytes[at] ^= 1_u8 << bit;
        }
    }
}

/// Reads back what was written, or says what the draft cannot say.
fn survives<'a>(
    written: Result<body::Encoded, omadm::EncodeError>,
    content: Content<'a>,
    data: &[ManagementData<'a>],
    dialect: Dialect,
) -> Result<(), TestCaseError> {
    let encoded = match written {
        Ok(encoded) => encoded,
        Err(error) => {
            let cannot_be_said = matches!(
                error.kind(),
                EncodeErrorKind::NoDraftAlerts
                    | EncodeErrorKind::NoDraftExtensions
                    | EncodeErrorKind::NoDraftCommand(_)
                    | EncodeErrorKind::OtherDialect
                    | EncodeErrorKind::DraftLocation
            );
            prop_assert!(dialect == Dialect::Draft && cannot_be_said, "{}", error);
            return Ok(());
        }
    };
    let decoded = body::decode(&encoded.media_type, &encoded.bytes, &Options::default()).unwrap();
    prop_assert_eq!(&decoded.value.content, &content);
    prop_assert_eq!(decoded.value.data.as_slice(), data);
    // As it goes over the wire: the media type is a text.
    let text = encoded.media_type.to_string();
    let again = body::decode(&MediaType::parse(&text).unwrap(), &encoded.bytes, &Options::default()).unwrap();
    prop_assert_eq!(again.value, decoded.value);
    prop_assert_eq!(encoded.media_type.is(&MediaType::MULTIPART_MIXED), !data.is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(options())]

    #[test]
    fn packages_are_read_as_they_were_written(
        package1 in strategies::any::<Package1<'static>>(),
        package2 in strategies::any::<Package2<'static>>(),
        package3 in strategies::any::<Package3<'static>>(),
        data in prop::collection::vec(strategies::any::<ManagementData<'static>>(), 0..3),
        dialect in strategies::any::<Dialect>(),
    ) {
        let options = Options::default();
        // Statuses alone are what both dialects can say.
        let statuses = Package3::new(package3.statuses.iter().map(|status| Status::new(status.code)));
        survives(
            body::encode_package1(&package1, &data, dialect, &options),
            Content::Package1(package1),
            &data,
            dialect,
        )?;
        survives(
            body::encode_package2(&package2, dialect, &options),
            Content::Package2(package2),
            &[],
            dialect,
        )?;
        for package in [statuses, package3] {
            survives(
                body::encode_package3(&package, &data, dialect, &options),
                Content::Package3(package),
                &data,
                dialect,
            )?;
        }
    }
}

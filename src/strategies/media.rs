//! Media types, what is made of them, and boundaries.

use super::text::{any_text, few, mostly};
use crate::{
    media::{Accept, Dialect, MediaRange, MediaType, PackageKind, RequestHeaders, ResponseHeaders},
    multipart::Boundary,
};
use alloc::string::String;
use arbitrary::{Arbitrary, Error, Result, Unstructured};

/// Those of the protocol.
pub(super) const NAMED: [MediaType<'static>; 11] = [
    MediaType::INITIATION,
    MediaType::REQUEST,
    MediaType::RESPONSE,
    MediaType::MO,
    MediaType::DMMO,
    MediaType::JSON,
    MediaType::DM20,
    MediaType::DM20_STATUS,
    MediaType::TNDS20,
    MediaType::MULTIPART_MIXED,
    MediaType::NOTIFICATION,
];

fn token(u: &mut Unstructured<'_>) -> Result<String> {
    const CHARACTERS: &[u8] = b"abcxyzABCXYZ0189!#$%&'*+-.^_`|~";
    let len = u.int_in_range(1..=8)?;
    (0..len).map(|_| u.choose(CHARACTERS).map(|byte| char::from(*byte))).collect()
}

/// The same media type with some of its letters in upper case.
pub(super) fn any_case(
    u: &mut Unstructured<'_>,
    media_type: &MediaType<'static>,
) -> Result<MediaType<'static>> {
    let mut essence = String::from(media_type.essence());
    for at in 0..essence.len() {
        if u.ratio(1, 8)? {
            essence.get_mut(at..=at).into_iter().for_each(str::make_ascii_uppercase);
        }
    }
    let mut respelled =
        MediaType::parse(&essence).map(MediaType::into_owned).map_err(|_| Error::IncorrectFormat)?;
    for (name, value) in media_type.parameters() {
        respelled = with_parameter(respelled, name, value)?;
    }
    Ok(respelled)
}

/// The same media type with one more parameter.
pub(super) fn with_parameter(
    media_type: MediaType<'static>,
    name: &str,
    value: &str,
) -> Result<MediaType<'static>> {
    media_type.with_parameter(String::from(name), String::from(value)).map_err(|_| Error::IncorrectFormat)
}

impl<'u> Arbitrary<'u> for MediaType<'static> {
    /// Mostly one of the protocol's, in any case, now and then with parameters.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let mut media_type = if u.ratio(3, 4)? {
            let named = u.choose(&NAMED).cloned()?;
            any_case(u, &named)?
        } else {
            MediaType::new(&token(u)?, &token(u)?).map_err(|_| Error::IncorrectFormat)?
        };
        if u.ratio(1, 2)? {
            for _ in 0..u.int_in_range(1..=3)? {
                let name = u.choose(&["charset", "boundary", "Charset", "q"])?;
                let name = if u.ratio(3, 4)? { String::from(*name) } else { token(u)? };
                let value = mostly(u, &["utf-8", "UTF-8", "b", "simple boundary", "0.5"])?;
                let value = value.replace(|c: char| c.is_ascii_control(), "");
                media_type = with_parameter(media_type, &name, &value)?;
            }
        }
        Ok(media_type)
    }
}

impl<'u> Arbitrary<'u> for MediaRange<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let range = match u.int_in_range(0..=5)? {
            0 => MediaRange::any(),
            1 => MediaRange::new(MediaType::new("application", "*").map_err(|_| Error::IncorrectFormat)?),
            _ => MediaRange::new(u.arbitrary()?),
        };
        Ok(if u.arbitrary()? { range.with_quality(u.int_in_range(0..=1000)?) } else { range })
    }
}

impl<'u> Arbitrary<'u> for Accept<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        few(u, 5, MediaRange::arbitrary).map(Accept::new)
    }
}

impl<'u> Arbitrary<'u> for Dialect {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        u.choose(&[Dialect::Draft, Dialect::Published]).copied()
    }
}

impl<'u> Arbitrary<'u> for PackageKind {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        u.choose(&[PackageKind::Package1, PackageKind::Package2, PackageKind::Package3]).copied()
    }
}

impl<'u> Arbitrary<'u> for RequestHeaders<'static> {
    /// Those of a Package#1 or a Package#3, now and then with another media type or Accept.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let new = if u.arbitrary()? { RequestHeaders::package1 } else { RequestHeaders::package3 };
        let mut headers = new(u.arbitrary()?, u.arbitrary()?);
        if u.ratio(1, 4)? {
            headers.content_type = u.arbitrary()?;
        }
        if u.ratio(1, 4)? {
            headers.accept = u.arbitrary()?;
        }
        Ok(headers)
    }
}

impl<'u> Arbitrary<'u> for ResponseHeaders<'static> {
    /// Those of a Package#2; in the published dialect, which alone can say it, now and then with the formats that the server
    /// accepts.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let headers = ResponseHeaders::new(u.arbitrary()?);
        let accepts = headers.dialect == Dialect::Published && u.arbitrary()?;
        Ok(if accepts { headers.with_accept(u.arbitrary()?) } else { headers })
    }
}

impl<'u> Arbitrary<'u> for Boundary<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let common = ["b", "simple boundary", "gc0pJq0M:08jU534c0p", "--", "omadm-0000000000"];
        let mut text = mostly(u, &common)?;
        if u.ratio(1, 4)? {
            text.push_str(&any_text(u)?.repeat(u.int_in_range(1..=6)?));
        }
        text.retain(|c| Boundary::parse(c.encode_utf8(&mut [0; 4])).is_ok());
        text.truncate(70);
        Boundary::try_from(if text.is_empty() { String::from("b") } else { text })
            .map_err(|_| Error::IncorrectFormat)
    }
}

//! The other ways in, as subjects: the draft dialect, bodies in parts, and the one door.

use super::laws::{Law, Said, Subject, options, place_and_text, same};
use omadm::{
    Command, DecodeError, Dialect, EncodeError, ManagementData, MediaType, Options, Package2, Package3, Slot,
    StatusCode, binary,
    body::{self, Body, Content},
    draft, json,
    multipart::{self, Boundary, Part},
};
use std::{fmt::Debug, marker::PhantomData};

/// The draft dialect as the crate has it.
pub struct Draft<T>(PhantomData<T>);

impl<T> Draft<T> {
    pub const fn new() -> Self {
        Draft(PhantomData)
    }
}

fn failed<T>(error: &DecodeError) -> Said<T> {
    Err(place_and_text(error))
}

/// What an owned value is: the same, and still there when its input is gone.
fn letting_go<B: Debug, O: Debug>(borrowed: B, into_owned: impl FnOnce(B) -> O) -> O {
    let shown = format!("{borrowed:?}");
    let owned = into_owned(borrowed);
    assert_eq!(shown, format!("{owned:?}"), "into_owned changed the value");
    owned
}

macro_rules! draft {
    ($($type:ident)*) => {
        $(
            impl Subject for Draft<$type<'static>> {
                type Value = $type<'static>;

                fn decode(&self, body: &[u8], strict: bool) -> Said<Self::Value> {
                    match draft::decode::<$type>(body, &options(strict)) {
                        Ok(decoded) => {
                            let warnings = decoded.warnings.iter().map(|warning| warning.offset()).collect();
                            Ok((letting_go(decoded.value, $type::into_owned), warnings))
                        }
                        Err(error) => failed(&error),
                    }
                }

                fn decode_owned(&self, body: &[u8]) -> Option<Self::Value> {
                    let input = body.to_vec();
                    let value = draft::decode::<$type>(&input, &options(false)).ok()?.value.into_owned();
                    drop(input);
                    Some(value)
                }

                fn encode(&self, value: &Self::Value) -> Result<Vec<u8>, String> {
                    draft::to_vec(value).map_err(|error| error.to_string())
                }

                fn tails(&self, _: &[u8]) -> &'static [&'static str] {
                    &[" ", "x", "\tEND", "]}", " urn:x//é", "\r\nEND\r\n", "\r\n200"]
                }
            }
        )*
    };
}

draft! { Package2 Package3 }

/// A text in front of a body that it takes to read it, on a line of its own, so that what is written says how it is read.
fn split(message: &[u8]) -> Option<(&str, &[u8])> {
    let end = message.iter().position(|byte| *byte == b'\n')?;
    Some((std::str::from_utf8(&message[..end]).ok()?, &message[end + 1..]))
}

fn joined(first: &str, body: &[u8]) -> Vec<u8> {
    [first.as_bytes(), b"\n", body].concat()
}

/// The offsets of a body, as those of the message that it is in.
fn moved<T>(said: Said<T>, by: usize) -> Said<T> {
    match said {
        Ok((value, warnings)) => Ok((value, warnings.into_iter().map(|offset| offset + by).collect())),
        Err((offset, error)) => Err((offset + by, error)),
    }
}

/// Taking bodies apart, as the crate has it. A message is the boundary on a line of its own, and the body.
pub struct Parts;

/// The headers of each part, and its content.
pub type PartsValue = Vec<(Vec<(String, String)>, Vec<u8>)>;

impl Parts {
    /// Headers may be longer as they are written than as they were read, so that their limit is out of the way.
    fn options(strict: bool) -> Options {
        let options = options(strict);
        options.with_limits(options.limits.with_part_header_bytes(usize::MAX))
    }

    /// The parts of a body, and the offsets of the warnings.
    pub fn read(
        body: &[u8],
        boundary: &Boundary<'_>,
        options: &Options,
    ) -> Result<(PartsValue, Vec<usize>), DecodeError> {
        let decoded = multipart::decode(body, boundary, options)?;
        let parts = decoded.value.iter().map(|part| {
            let texts = |(name, value): &(omadm::Text, omadm::Text)| (name.to_string(), value.to_string());
            (part.headers.iter().map(texts).collect(), part.content.to_vec())
        });
        Ok((parts.collect(), decoded.warnings.iter().map(|warning| warning.offset()).collect()))
    }

    /// Appends the body of these parts.
    pub fn write(
        value: &PartsValue,
        out: &mut Vec<u8>,
        options: &Options,
    ) -> Result<Boundary<'static>, EncodeError> {
        let parts: Vec<Part> = value
            .iter()
            .map(|(headers, content)| {
                let new = Part::new(content);
                headers
                    .iter()
                    .fold(new, |part, (name, value)| part.with_header(name.as_str(), value.as_str()))
            })
            .collect();
        multipart::encode(&parts, out, options)
    }
}

impl Subject for Parts {
    type Value = PartsValue;

    fn decode(&self, message: &[u8], strict: bool) -> Said<PartsValue> {
        let parsed = split(message).and_then(|(text, body)| Some((Boundary::parse(text).ok()?, body)));
        let Some((boundary, body)) = parsed else { return Err((message.len(), "no boundary".into())) };
        let said = Parts::read(body, &boundary, &Parts::options(strict)).or_else(|error| failed(&error));
        moved(said, message.len() - body.len())
    }

    fn decode_owned(&self, message: &[u8]) -> Option<PartsValue> {
        self.decode(message, false).ok().map(|(parts, _)| parts)
    }

    fn encode(&self, value: &PartsValue) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        let boundary =
            Parts::write(value, &mut out, &Parts::options(false)).map_err(|error| error.to_string())?;
        Ok(joined(boundary.as_str(), &out))
    }

    fn tails(&self, _: &[u8]) -> &'static [&'static str] {
        // On a line of their own: a line of the boundary may become another by what is put behind it.
        &["\r\n", "\r\nx", "\r\n--\r\n"]
    }
}

/// The one door, as the crate has it. A message is the media type on a line of its own, and the body.
pub struct Door;

/// A message of a media type and a body.
pub fn message(media_type: &MediaType<'_>, body: &[u8]) -> Vec<u8> {
    joined(&media_type.to_string(), body)
}

/// The dialect a body is written in, by its media type or that of its first part.
fn dialect(media_type: &MediaType<'_>, body: &[u8]) -> Dialect {
    let first = media_type.parameter("boundary").and_then(|text| {
        let parts = multipart::decode(body, &Boundary::parse(text).ok()?, &options(false)).ok()?.value;
        Some(MediaType::parse(parts.first()?.header("Content-Type")?).ok()?.into_owned())
    });
    let first = if media_type.is(&MediaType::MULTIPART_MIXED) { first } else { None };
    let media_type = first.as_ref().unwrap_or(media_type);
    let is_draft = media_type.is(&MediaType::DM20) || media_type.is(&MediaType::DM20_STATUS);
    if is_draft { Dialect::Draft } else { Dialect::Published }
}

/// Writes a body as the encoders have it.
pub fn encode(dialect: Dialect, body: &Body<'_>) -> Result<(MediaType<'static>, Vec<u8>), EncodeError> {
    let options = Options::default();
    let encoded = match &body.content {
        Content::Package1(package) => body::encode_package1(package, &body.data, dialect, &options)?,
        Content::Package2(package) => body::encode_package2(package, dialect, &options)?,
        Content::Package3(package) => body::encode_package3(package, &body.data, dialect, &options)?,
        Content::ManagementData(data) => return Ok((MediaType::MO, json::to_vec(data)?)),
        Content::Notification(notification) => {
            return Ok((MediaType::NOTIFICATION, binary::to_vec(notification)?));
        }
        content => panic!("{content:?} is of a kind that is not known here"),
    };
    Ok((encoded.media_type, encoded.bytes))
}

impl Subject for Door {
    type Value = (Dialect, Body<'static>);

    fn decode(&self, message: &[u8], strict: bool) -> Said<Self::Value> {
        let parsed = split(message).and_then(|(text, body)| Some((MediaType::parse(text).ok()?, body)));
        let Some((media_type, body)) = parsed else { return Err((message.len(), "no media type".into())) };
        let said = match body::decode(&media_type, body, &options(strict)) {
            Ok(decoded) => {
                let warnings = decoded.warnings.iter().map(|warning| warning.offset()).collect();
                Ok(((dialect(&media_type, body), letting_go(decoded.value, Body::into_owned)), warnings))
            }
            Err(error) => failed(&error),
        };
        moved(said, message.len() - body.len())
    }

    fn decode_owned(&self, message: &[u8]) -> Option<Self::Value> {
        let input = message.to_vec();
        let (text, body) = split(&input)?;
        let media_type = MediaType::parse(text).ok()?;
        let value = body::decode(&media_type, body, &options(false)).ok()?.value.into_owned();
        let value = (dialect(&media_type, body), value);
        drop(input);
        Some(value)
    }

    fn encode(&self, (dialect, value): &Self::Value) -> Result<Vec<u8>, String> {
        let (media_type, body) = encode(*dialect, value).map_err(|error| error.to_string())?;
        Ok(message(&media_type, &body))
    }

    fn tails(&self, message: &[u8]) -> &'static [&'static str] {
        let media_type = split(message).and_then(|(text, _)| MediaType::parse(text).ok());
        match media_type {
            Some(media_type) if media_type.is(&MediaType::MULTIPART_MIXED) => Parts.tails(message),
            // What is behind the last option may become one.
            Some(media_type) if media_type.is(&MediaType::NOTIFICATION) => &[],
            _ => &[" ", "]}", "x\"", "{\"a\":[1]}", ",\"é\":null}"],
        }
    }
}

/// How the data of a Package#3 is given to the commands that it answers.
pub type Pair = fn(
    &[Slot<'_>],
    &Package3<'_>,
    Vec<ManagementData<'static>>,
) -> Option<Vec<Option<ManagementData<'static>>>>;

/// As the crate does it.
pub fn native_pair(
    commands: &[Slot<'_>],
    answer: &Package3<'_>,
    data: Vec<ManagementData<'static>>,
) -> Option<Vec<Option<ManagementData<'static>>>> {
    body::pair(commands, answer, data).ok()
}

/// Data goes to the Gets that were answered 200, in their order, and nothing is left over or missing.
pub fn paired(
    pair: Pair,
    commands: &[Slot<'_>],
    answer: &Package3<'_>,
    data: &[ManagementData<'static>],
) -> Law {
    let mut expected = Vec::new();
    let mut left: Vec<_> = data.iter().rev().cloned().collect();
    let mut fits = commands.len() == answer.statuses.len();
    for (at, slot) in commands.iter().enumerate() {
        let is_get = slot.command().is_some_and(|command: &Command<'_>| command.name() == "GET");
        let answered = answer.statuses.get(at).is_some_and(|status| status.code == StatusCode::OK);
        expected.push(if is_get && answered {
            fits &= !left.is_empty();
            left.pop()
        } else {
            None
        });
    }
    let expected = (fits && left.is_empty()).then_some(expected);
    same("paired", pair(commands, answer, data.to_vec()), expected)
}

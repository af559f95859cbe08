//! The laws of the codecs, over the public API. Called by property tests, by the replay of corpora and by fuzz targets.
//!
//! A law says what is wrong as a text, so that its callers can shrink. It asks a [`Subject`], not the crate itself, so
//! that a wrong subject can show that each law is able to fail.

use arbitrary::Arbitrary;
use omadm::{
    Command, DecodeError, Limits, Options, Package2, Slot,
    json::{self, Document},
};
use std::{fmt::Debug, marker::PhantomData};

pub type Law = Result<(), String>;

/// What a decoder said: the value and the offsets of its warnings, or the offset of its error and its text.
pub type Said<V> = Result<(V, Vec<usize>), (usize, String)>;

/// A decoder with its encoder.
pub trait Subject {
    type Value: PartialEq + Debug;
    fn decode(&self, body: &[u8], strict: bool) -> Said<Self::Value>;
    /// As `decode`, but letting go of the input by `into_owned`.
    fn decode_owned(&self, body: &[u8]) -> Option<Self::Value>;
    fn encode(&self, value: &Self::Value) -> Result<Vec<u8>, String>;
    /// What does not make an error go away behind this body.
    fn tails(&self, _body: &[u8]) -> &'static [&'static str] {
        &[" ", "]}", "x\"", "{\"a\":[1]}", ",\"é\":null}"]
    }
}

/// A subject that serde knows too.
pub trait SerdeSubject: Subject {
    /// As `decode`, by serde.
    fn decode_by_serde(&self, body: &[u8]) -> Option<Self::Value>;
    fn encode_by_serde(&self, value: &Self::Value) -> Result<Vec<u8>, String>;
}

/// The JSON dialect as the crate has it.
pub struct Native<T>(PhantomData<T>);

impl<T> Native<T> {
    pub const fn new() -> Self {
        Native(PhantomData)
    }
}

pub fn options(strict: bool) -> Options {
    Options::default().with_strict(strict)
}

/// A document whose owned form is of the same family.
pub trait Family:
    Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned + for<'u> Arbitrary<'u>
{
    fn decode(body: &[u8], options: &Options) -> Result<(Self, Vec<usize>), omadm::DecodeError>;
    fn into_owned(self) -> Self;
    fn to_vec(&self) -> Result<Vec<u8>, omadm::EncodeError>;
}

macro_rules! family {
    ($($type:ident)*) => {
        $(
            impl Family for omadm::$type<'static> {
                fn decode(body: &[u8], options: &Options) -> Result<(Self, Vec<usize>), omadm::DecodeError> {
                    // Through the borrowed value: what is compared is what it was before it was copied.
                    let decoded = json::decode::<omadm::$type>(body, options)?;
                    let warnings = decoded.warnings.iter().map(|warning| warning.offset()).collect();
                    let borrowed = format!("{:?}", decoded.value);
                    let owned = decoded.value.into_owned();
                    assert_eq!(borrowed, format!("{owned:?}"), "into_owned changed the value");
                    Ok((owned, warnings))
                }

                fn into_owned(self) -> Self {
                    omadm::$type::into_owned(self)
                }

                fn to_vec(&self) -> Result<Vec<u8>, omadm::EncodeError> {
                    json::to_vec(self)
                }
            }
        )*
    };
}

family! { Package1 Package2 Package3 ManagementData }

/// What an error says. The place is told once, at the end: a path is made of the names in the body, which may read like a place.
pub fn place_and_text(error: &DecodeError) -> (usize, String) {
    let text = error.to_string();
    let place = match error.path().as_str() {
        "" => format!(" at byte {}", error.offset()),
        path => format!(" at byte {} ({path})", error.offset()),
    };
    let what = text.strip_suffix(&place);
    assert!(what.is_some_and(|what| !what.contains(" at byte ")), "{text}");
    (error.offset(), text)
}

impl<T: Family + Document<'static>> Subject for Native<T> {
    type Value = T;

    fn decode(&self, body: &[u8], strict: bool) -> Said<T> {
        T::decode(body, &options(strict)).map_err(|error| place_and_text(&error))
    }

    fn decode_owned(&self, body: &[u8]) -> Option<T> {
        // What is owned may not depend on the input any more: it is gone when the value is compared.
        let input = body.to_vec();
        let value = T::decode(&input, &options(false)).ok()?.0.into_owned();
        drop(input);
        Some(value)
    }

    fn encode(&self, value: &T) -> Result<Vec<u8>, String> {
        value.to_vec().map_err(|error| error.to_string())
    }
}

impl<T: Family + Document<'static>> SerdeSubject for Native<T> {
    fn decode_by_serde(&self, body: &[u8]) -> Option<T> {
        serde_json::from_slice(body).ok()
    }

    fn encode_by_serde(&self, value: &T) -> Result<Vec<u8>, String> {
        serde_json::to_vec(value).map_err(|error| error.to_string())
    }
}

pub fn same<V: PartialEq + Debug>(law: &str, left: V, right: V) -> Law {
    if left == right { Ok(()) } else { Err(format!("{law}:\n left: {left:?}\nright: {right:?}")) }
}

/// A value that can be written comes back the same.
pub fn round_trip<S: Subject>(subject: &S, value: &S::Value) -> Law {
    let Ok(body) = subject.encode(value) else { return Ok(()) };
    match subject.decode(&body, false) {
        Ok((back, _)) => same("round trip", &back, value),
        Err((_, error)) => Err(format!("round trip: {error} in {:?}", String::from_utf8_lossy(&body))),
    }
}

/// serde writes what the encoder writes.
pub fn serde_writes<S: SerdeSubject>(subject: &S, value: &S::Value) -> Law {
    let Ok(body) = subject.encode(value) else { return Ok(()) };
    same("serde writes", subject.encode_by_serde(value), Ok(body))
}

/// A value that both can write comes back the same through one after the other.
pub fn across<V, A, B>(first: &A, second: &B, value: &V) -> Law
where
    V: PartialEq + Debug,
    A: Subject<Value = V>,
    B: Subject<Value = V>,
{
    let (Ok(body), Ok(_)) = (first.encode(value), second.encode(value)) else { return Ok(()) };
    let (there, _) = first.decode(&body, false).map_err(|(_, error)| format!("across: {error}"))?;
    let body = second.encode(&there).map_err(|error| format!("across: {error}"))?;
    let (back, _) = second.decode(&body, false).map_err(|(_, error)| format!("across: {error}"))?;
    same("across", &back, value)
}

/// What was read is written in a form that is read the same and written the same.
pub fn canonical<S: Subject>(subject: &S, body: &[u8]) -> Law {
    let Ok((value, _)) = subject.decode(body, false) else { return Ok(()) };
    let canonical = subject
        .encode(&value)
        .map_err(|error| format!("canonical: what was read is not written: {error}"))?;
    let (again, _) = subject.decode(&canonical, false).map_err(|(_, error)| format!("canonical: {error}"))?;
    same("canonical: decode, encode, decode", &again, &value)?;
    same("canonical: a fixed point", subject.encode(&again), Ok(canonical))
}

/// What strict accepts, tolerant accepts with the same value and without a warning; what tolerant accepts without a
/// warning, strict accepts.
pub fn strictness<S: Subject>(subject: &S, body: &[u8]) -> Law {
    match (subject.decode(body, true), subject.decode(body, false)) {
        (Ok((strict, _)), Ok((tolerant, warnings))) => {
            same("strict: the same value", strict, tolerant)?;
            same("strict: no warnings", warnings, Vec::new())
        }
        (Ok(_), Err((_, error))) => Err(format!("strict accepts what tolerant refuses: {error}")),
        (Err((_, error)), Ok((_, warnings))) if warnings.is_empty() => {
            Err(format!("strict refuses what tolerant has no warning for: {error}"))
        }
        (Err((strict, _)), Ok((_, warnings))) => {
            same("strict: the error is a warning's", warnings.contains(&strict) || warnings.len() >= 64, true)
        }
        (Err(_), Err(_)) => Ok(()),
    }
}

/// Warnings and errors lie inside the input.
pub fn places<S: Subject>(subject: &S, body: &[u8]) -> Law {
    let inside = |offset: &usize| *offset <= body.len();
    match subject.decode(body, false) {
        Ok((_, warnings)) => same("places: warnings", warnings.iter().all(inside), true),
        Err((offset, error)) => match inside(&offset) {
            true => Ok(()),
            false => Err(format!("places: {error} lies outside {} bytes", body.len())),
        },
    }
}

/// A value that let go of its input is the value that was borrowed.
pub fn owned<S: Subject>(subject: &S, body: &[u8]) -> Law {
    same("owned", subject.decode_owned(body), subject.decode(body, false).ok().map(|(value, _)| value))
}

/// serde reads what the decoder reads.
pub fn serde_is_native<S: SerdeSubject>(subject: &S, body: &[u8]) -> Law {
    same("serde", subject.decode_by_serde(body), subject.decode(body, false).ok().map(|(value, _)| value))
}

/// An error before the end of the input stays where it is when valid text is appended.
pub fn errors_stay<S: Subject>(subject: &S, body: &[u8]) -> Law {
    let Err((offset, error)) = subject.decode(body, false) else { return Ok(()) };
    if offset >= body.len() || body.len() > 1 << 20 {
        return Ok(());
    }
    for tail in subject.tails(body) {
        let longer = [body, tail.as_bytes()].concat();
        match subject.decode(&longer, false) {
            Ok(_) => return Err(format!("errors stay: {error} is gone behind {tail:?}")),
            Err((moved, after)) => {
                same(&format!("errors stay: {error} became {after} behind {tail:?}"), moved, offset)?
            }
        }
    }
    Ok(())
}

/// All laws of a body.
pub fn body<S: Subject>(subject: &S, body: &[u8]) -> Law {
    places(subject, body)?;
    strictness(subject, body)?;
    canonical(subject, body)?;
    owned(subject, body)?;
    errors_stay(subject, body)
}

/// All laws of a body that serde reads too.
pub fn serde_body<S: SerdeSubject>(subject: &S, body: &[u8]) -> Law {
    self::body(subject, body)?;
    serde_is_native(subject, body)
}

/// How a list of slots is read.
pub type Slots = fn(&[u8]) -> Option<Vec<Slot<'static>>>;

/// As the crate reads it.
pub fn native_slots(body: &[u8]) -> Option<Vec<Slot<'static>>> {
    json::decode::<Package2>(body, &Options::default())
        .ok()
        .map(|decoded| decoded.value.into_owned().commands)
}

/// A slot replaced by any JSON within the limits leaves every other slot as it was.
pub fn neighbours(read: Slots, commands: &[Command<'_>], place: usize, replacement: &str) -> Law {
    if commands.is_empty() {
        return Ok(());
    }
    let place = place % commands.len();
    let written = |command: &Command<'_>| serde_json::to_string(command).map_err(|error| error.to_string());
    let mut texts = commands.iter().map(written).collect::<Result<Vec<_>, _>>()?;
    texts[place] = replacement.to_owned();
    let body = format!("{{\"CMD\":[{}]}}", texts.join(","));
    if body.len() > Limits::default().body_bytes {
        return Ok(());
    }
    let slots = read(body.as_bytes()).ok_or_else(|| format!("neighbours: {replacement} cost the body"))?;
    same("neighbours: as many slots", slots.len(), commands.len())?;
    for (index, (slot, command)) in slots.iter().zip(commands).enumerate() {
        if index != place {
            same("neighbours: the others", slot.command(), Some(command))?;
        }
    }
    Ok(())
}

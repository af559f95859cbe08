//! The published dialect: JSON bodies (section 6 of the protocol, \[DM20\], RFC 8259).
//!
//! [`decode`] reads a [`Package1`], [`Package2`], [`Package3`] or [`ManagementData`] from bytes, [`encode`] and [`to_vec`]
//! write one.
//!
//! Decoding is tolerant unless [`Options::strict`] says otherwise: what deployed implementations really send is read, and
//! each tolerance leaves a [`Warning`](crate::Warning). Member order is free, unknown members are kept raw; neither is a
//! warning.

mod alert;
mod decode;
mod encode;
mod guess;
mod management_data;
mod member;
mod package1;
mod package2;
mod package3;
#[cfg(feature = "serde")]
mod serde;
mod sink;
mod usual;

use self::sink::Sink;
use crate::{
    error::{DecodeError, Decoded, EncodeError, Fault},
    limits::{Limits, Options},
    package::{ManagementData, Package1, Package2, Package3},
    reader::{Context, Reader},
};
use alloc::vec::Vec;

/// What can be a JSON body: a package, or management data.
///
/// Sealed: the protocol says what there is.
///
/// # Examples
///
/// ```
/// use omadm::{Decoded, DecodeError, Options, json::{self, Document}};
///
/// fn strictly<'a, T: Document<'a>>(body: &'a [u8]) -> Result<Decoded<T>, DecodeError> {
///     json::decode(body, &Options::strict())
/// }
/// assert!(strictly::<omadm::Package2>(br#"{"CMD":[["END"]]}"#).is_ok());
/// ```
pub trait Document<'a>: sealed::Coded<'a> {}

impl<'a> Document<'a> for Package1<'a> {}
impl<'a> Document<'a> for Package2<'a> {}
impl<'a> Document<'a> for Package3<'a> {}
impl<'a> Document<'a> for ManagementData<'a> {}

mod sealed {
    use super::{Codec, decode, encode};
    use crate::{
        error::{DecodeError, Decoded, EncodeError},
        limits::Options,
    };
    use alloc::vec::Vec;

    pub trait Coded<'a>: Sized {
        fn decode_json(body: &'a [u8], options: &Options) -> Result<Decoded<Self>, DecodeError>;
        fn encode_json(&self, out: &mut Vec<u8>, options: &Options) -> Result<(), EncodeError>;
    }

    impl<'a, T: Codec<'a>> Coded<'a> for T {
        fn decode_json(body: &'a [u8], options: &Options) -> Result<Decoded<Self>, DecodeError> {
            decode::decode(body, options)
        }

        fn encode_json(&self, out: &mut Vec<u8>, options: &Options) -> Result<(), EncodeError> {
            encode::encode(self, out, options)
        }
    }
}

/// How one kind of body is read and written.
trait Codec<'a>: Sized {
    /// The fewest bytes that one takes in a list: what bounds how many there can be.
    const LEAST: usize = 1;

    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault>;
    fn write(&self, sink: &mut impl Sink);
    /// About how long it will be, if that can be told at a glance and its length takes time to count.
    fn guess(&self) -> Option<usize> {
        None
    }
    /// A little more than a long one will be, most of the time, if that can be told much sooner than its length can be counted.
    fn sample(&self, _: &Limits) -> Option<usize> {
        None
    }
}

/// Reads a body.
///
/// The value borrows from `body` wherever no escape is in the way; `into_owned` lets go of it.
///
/// # Errors
///
/// With the byte offset and the path: what is no JSON (`{"CMD":[}`, a lone surrogate, a byte order mark, invalid UTF-8),
/// what the protocol does not allow (`{}`, `{"CMD":7}`, a member that stands twice), what passes a limit, and under
/// [`Options::strict`] the first thing that would have been a warning.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package3, StatusCode, json};
///
/// let decoded = json::decode::<Package3>(br#"{"Status":[{"sc":200},{"sc":404}]}"#, &Options::default())?;
/// assert_eq!(decoded.value.statuses[1].code, StatusCode::NOT_FOUND);
///
/// let error = json::decode::<Package3>(br#"{"Status":[{"sc":99}]}"#, &Options::default()).unwrap_err();
/// assert_eq!(error.to_string(), "`sc` is not an integer from 100 to 599 at byte 17 (Status[0].sc)");
/// # Ok::<(), omadm::DecodeError>(())
/// ```
pub fn decode<'a, T: Document<'a>>(body: &'a [u8], options: &Options) -> Result<Decoded<T>, DecodeError> {
    T::decode_json(body, options)
}

/// Writes a body at the end of `out`. On an error nothing is written.
///
/// `out` grows once, by as much as is needed, or not at all if there is room for the body. But a [`Package2`] of 256 commands or more
/// for a buffer without any room is written into room for a quarter more than is to be expected by some of its commands; if
/// the others are so much longer that it was too little, the buffer grows a second time, and if it was more than four times too
/// much, it is given back. A short body takes up to 2,560 bytes of the stack while it is written.
///
/// # Errors
///
/// What the other side would refuse: a passed limit, or an extension with the name of a member that its object defines.
///
/// # Examples
///
/// ```
/// use omadm::{Command, Options, Package2, json};
///
/// let mut out = Vec::new();
/// json::encode(&Package2::new([Command::End]), &mut out, &Options::default())?;
/// assert_eq!(out, br#"{"CMD":[["END"]]}"#);
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn encode<'a>(
    value: &impl Document<'a>,
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<(), EncodeError> {
    value.encode_json(out, options)
}

/// Writes a body, within the default limits.
///
/// # Errors
///
/// As [`encode`].
///
/// # Examples
///
/// ```
/// use omadm::{Package3, StatusCode, json};
///
/// let body = json::to_vec(&Package3::new([StatusCode::OK.into()]))?;
/// assert_eq!(body, br#"{"Status":[{"sc":200}]}"#);
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn to_vec<'a>(value: &impl Document<'a>) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    encode(value, &mut out, &Options::default())?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is guessed of a body like those that are sent, beside how long it is.
    fn guessed<'a, T: Codec<'a> + Document<'a>>(body: &'a str) {
        let value = decode::<T>(body.as_bytes(), &Options::default()).unwrap().value;
        let (guess, len) = (value.guess().unwrap(), body.len());
        assert!((len / 2..2 * len).contains(&guess), "{guess} for {len}: {body}");
    }

    #[test]
    fn a_guess_is_about_right() {
        let list = |one: &str, count| alloc::vec![one; count].join(",");
        let mo = r#"{"DDF":"https://www.example.com/ddf/x.ddf","MOID":"urn:oma:mo:x:1.0","MIID":["left"]}"#;
        let alert = concat!(
            r#"{"AlertType":"urn:oma:at:dm:2.0:ServerInitiatedMgmt","SourceURI":"urn:oma:mo:x:1.0/left/Data","#,
            r#""Mark":"minor","DataType":"int","Data":{"DM1x":4660}}"#
        );
        let command = r#"["GET","urn:oma:mo:sensor:1.0/(x)/Data/*/Value?nv=(x)/ID:GPS"]"#;
        for count in [3, 30] {
            guessed::<Package1>(&alloc::format!("{{\"MOS\":[{}]}}", list(mo, count)));
            let (mos, alerts) = (list(mo, 2 * count), list(alert, count));
            guessed::<Package1>(&alloc::format!("{{\"MOS\":[{mos}],\"Alert\":[{alerts}]}}"));
            guessed::<Package2>(&alloc::format!("{{\"CMD\":[{}]}}", list(command, count)));
            let statuses = list(r#"{"sc":200},{"sc":200,"URI":["urn:oma:mo:x:1.0/left/"]}"#, count);
            guessed::<Package3>(&alloc::format!("{{\"Status\":[{statuses}]}}"));
            guessed::<Package3>(&alloc::format!("{{\"Status\":[{statuses}],\"Alert\":[{alerts}]}}"));
        }
    }
}

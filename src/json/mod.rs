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
    use alloc::string::String;

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

    /// A body with these commands, and what is in it.
    fn package(commands: &[&str]) -> (Package2<'static>, String) {
        let body = alloc::format!("{{\"CMD\":[{}]}}", commands.join(","));
        let package = decode::<Package2>(body.as_bytes(), &Options::default()).unwrap().value.into_owned();
        (package, body)
    }

    /// Also where every second, third, ... command is three times as long as the others, whichever of them is the first.
    #[test]
    fn a_sample_is_a_little_more() {
        let limits = Limits::default();
        let [long, short] = [120, 30].map(|len| alloc::format!("[\"GET\",\"urn:x//{}\"]", "a".repeat(len)));
        for count in [256, 257, 319, 320, 511, 512, 513, 2_000] {
            for period in 1..=17 {
                for phase in 0..period {
                    let turn = |at| if at % period == phase { &*long } else { &*short };
                    let (package, body) = package(&(0..count).map(turn).collect::<Vec<_>>());
                    let (guess, len) = (package.sample(&limits).unwrap(), body.len());
                    assert!(
                        (len..len * 8 / 5).contains(&guess),
                        "{count} {period} {phase}: {guess} for {len}"
                    );
                }
            }
        }
        assert_eq!(package(&alloc::vec![r#"["END"]"#; 255]).0.sample(&limits), None);
    }

    /// Many commands have a quarter more room than they need, unless there is room already.
    #[test]
    fn room_is_made_where_there_is_none() {
        let (package, body) = package(&alloc::vec![r#"["GET","urn:oma:mo:sensor:1.0//a"]"#; 256]);
        // The commands, each with a comma.
        let guess = (body.len() + 1 - r#"{"CMD":[]}"#.len()) * 5 / 4;
        assert_eq!(to_vec(&package).unwrap().capacity(), guess);
        for (before, spare, room) in [
            // Full, and not empty.
            (1_000, 0, 1_000 + guess),
            // Too little, and just enough.
            (0, 1, body.len()),
            (9_000, body.len() - 1, 9_000 + body.len()),
            (1_000, body.len(), 1_000 + body.len()),
            (0, 3 * body.len(), 3 * body.len()),
        ] {
            let mut out = Vec::with_capacity(before + spare);
            out.resize(before, b' ');
            encode(&package, &mut out, &Options::default()).unwrap();
            assert_eq!(out, [&alloc::vec![b' '; before], body.as_bytes()].concat());
            assert_eq!(out.capacity(), room, "for {before} and {spare}");
        }
        // No more than a body may have.
        let limits = Limits::default().with_body_bytes(body.len() + 3);
        let mut out = Vec::new();
        encode(&package, &mut out, &Options::default().with_limits(limits)).unwrap();
        assert_eq!((out.capacity(), &*out), (body.len() + 3, body.as_bytes()));
        // Extensions may be as long as they like.
        let extended = body.replace("]}", "],\"x\":0}");
        let extended = decode::<Package2>(extended.as_bytes(), &Options::default()).unwrap().value;
        let out = to_vec(&extended).unwrap();
        assert_eq!(out.capacity(), out.len());
    }

    /// A body of `END`s with one other command at some places.
    fn ends(
        count: usize,
        other: &str,
        places: impl IntoIterator<Item = usize>,
    ) -> (Package2<'static>, String) {
        let mut commands = alloc::vec![r#"["END"]"#; count];
        places.into_iter().for_each(|place| commands[place] = other);
        package(&commands)
    }

    /// A GET of so many bytes.
    fn get(len: usize) -> String {
        alloc::format!("[\"GET\",\"urn:x//{}\"]", "a".repeat(len - r#"["GET","urn:x//"]"#.len()))
    }

    /// What was guessed by commands that are longer than all others is given back.
    #[test]
    fn far_too_much_room_is_given_back() {
        let seen = (0..250_usize).map(|number| 8 * number + ((((number * 0x9e37) & 0xffff) * 8) >> 16));
        let (package, body) = ends(2_000, &get(600), seen);
        let (guess, out) = (package.sample(&Limits::default()).unwrap(), to_vec(&package).unwrap());
        assert!(guess > 4 * (body.len() + 4), "{guess} for {}", body.len());
        assert_eq!((out.capacity(), &*out), (body.len(), body.as_bytes()));
    }

    /// What is guessed is allocated, so that nothing is if a command that may stand for all is far too long.
    #[test]
    fn nothing_is_guessed_by_what_is_far_too_long() {
        let limits = Limits::default();
        // With its comma.
        let (package, body) = ends(256, &get(640 - 1), [0]);
        assert_eq!(package.sample(&limits), Some(4 * (63 * 8 + 640 + (63 * 8 + 640) / 4)));
        assert_eq!(to_vec(&package).unwrap(), body.as_bytes());
        let (package, body) = ends(256, &get(640), [0]);
        assert_eq!(package.sample(&limits), None);
        let out = to_vec(&package).unwrap();
        assert_eq!((out.capacity(), &*out), (body.len(), body.as_bytes()));
        // What is refused is not even guessed.
        assert_eq!(package.sample(&limits.with_commands(255)), None);
    }

    /// Where a command that is not looked at is too long for the room, all is written once more.
    #[test]
    fn what_is_longer_than_its_room_is_written_all_the_same() {
        let (package, body) = ends(1_000, &get(50_000), [1]);
        assert!(package.sample(&Limits::default()).unwrap() < body.len());
        let out = to_vec(&package).unwrap();
        assert_eq!((out.capacity(), &*out), (body.len(), body.as_bytes()));
        let mut out = Vec::from(*b"before");
        encode(&package, &mut out, &Options::default()).unwrap();
        assert_eq!(out, [b"before", body.as_bytes()].concat());
    }
}

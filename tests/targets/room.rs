//! Decoders and encoders with little room.

use super::{laws::Law, same};
use omadm::{DecodeError, EncodeError, Limits, Options};
use std::fmt::Debug;

type With = fn(Limits, usize) -> Limits;

/// One limit at a time. Warnings are no limit of what is read, and nodes none of a codec.
const LIMITS: [With; 12] = [
    Limits::with_body_bytes,
    Limits::with_depth,
    Limits::with_values,
    Limits::with_commands,
    Limits::with_statuses,
    Limits::with_alerts,
    Limits::with_mos,
    Limits::with_members,
    Limits::with_string_bytes,
    Limits::with_parts,
    Limits::with_part_header_bytes,
    Limits::with_media_ranges,
];

/// What is read with little room is what is read with enough, and what is not read for lack of it is answered 413. What was
/// read with enough is written with little or not at all, and read again in as little.
pub(super) fn little<T: PartialEq + Debug>(
    data: &[u8],
    decode: impl Fn(&[u8], &Options) -> Result<T, DecodeError>,
    encode: impl Fn(&T, &mut Vec<u8>, &Options) -> Result<(), EncodeError>,
) -> Law {
    let enough = decode(data, &Options::default());
    // All limits would be fifty decodings of every body: its length says which.
    let with = LIMITS[data.len() % LIMITS.len()];
    // More than 32 would be more than the default of some limit, and no little room.
    for most in [0, 1, 2, (data.len() / 2).min(32)] {
        let options = Options::default().with_limits(with(Limits::default(), most));
        match (decode(data, &options), &enough) {
            (Ok(little), enough) => same("little room: as with enough", Ok(&little), enough.as_ref())?,
            (Err(error), Ok(_)) => same(&format!("{error}: no room"), error.http_status().as_u16(), 413)?,
            (Err(error), Err(other)) if error.http_status().as_u16() != 413 => {
                same("little room: the same error", &error, other)?;
            }
            (Err(error), Err(_)) => same("the offset lies inside", error.offset() <= data.len(), true)?,
        }
        let Ok(value) = &enough else { continue };
        let mut out = b"before".to_vec();
        match encode(value, &mut out, &options) {
            Ok(()) => {
                let again = decode(&out[6..], &options).map_err(|error| error.to_string())?;
                same("what was written in little room is read in it", &again, value)?;
            }
            Err(_) => same("nothing is written on an error", out.as_slice(), b"before")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Law, Options, little};
    use omadm::{DecodeError, EncodeError, Package2, json};

    /// Two commands; its length asks for the limit of commands.
    const BODY: &[u8] = br#"{"CMD":[["GET","urn:x//"],["GET","urn:x//"]]}      "#;

    fn decode(body: &[u8], options: &Options) -> Result<Package2<'static>, DecodeError> {
        json::decode::<Package2>(body, options).map(|decoded| decoded.value.into_owned())
    }

    fn encode(value: &Package2<'_>, out: &mut Vec<u8>, options: &Options) -> Result<(), EncodeError> {
        json::encode(value, out, options)
    }

    fn broken(law: Law, by: &str) {
        let text = law.expect_err(by);
        assert!(text.contains(by), "{text}");
    }

    /// Half of a long body is deeper than the default allows: a decoder with that much room sees what is broken further in.
    #[test]
    fn a_long_body_has_no_more_room_than_by_default() {
        let body = format!("{:<145}", "[".repeat(70) + "}");
        assert_eq!(little(body.as_bytes(), decode, encode), Ok(()));
    }

    #[test]
    fn the_law_catches_who_breaks_it() {
        assert_eq!(little(BODY, decode, encode), Ok(()));
        let cut_short = |body: &[u8], options: &Options| {
            let mut package = decode(body, &Options::default())?;
            package.commands.truncate(options.limits.commands);
            Ok(package)
        };
        broken(little(BODY, cut_short, encode), "as with enough");
        let not_413 = |body: &[u8], options: &Options| {
            decode(body, options).or_else(|_| decode(b"", &Options::default()))
        };
        broken(little(BODY, not_413, encode), "no room");
        let another = |_: &[u8], options: &Options| match options.limits.commands {
            0..3 => decode(b"[", &Options::default()),
            _ => decode(b"", &Options::default()),
        };
        broken(little(BODY, another, encode), "the same error");
        let boundless = |value: &_, out: &mut _, _: &Options| encode(value, out, &Options::default());
        broken(little(BODY, decode, boundless), "commands");
        let half = |value: &_, out: &mut Vec<u8>, options: &Options| {
            out.push(b'{');
            encode(value, out, options)
        };
        broken(little(BODY, decode, half), "nothing is written");
    }
}

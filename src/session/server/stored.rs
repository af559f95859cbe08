//! A session as text, so that it can be kept between two requests, and taken up by another process.
//!
//! ```json
//! {"format":1,"device":"IMEI:1","dialect":"published","phase":"waiting",
//!  "limits":{"turns":1000,"commands":65536,"bytes":67108864,"alerts":1024},"bytes":65,
//!  "turns":[[{"CMD":[["EXEC","urn:oma:mo:x:1.0//Reset"]]},{"Status":[{"sc":202}]}],[{"CMD":[["GET","*"]]}]]}
//! ```
//!
//! A turn is its Package#2, and its Package#3 if it was answered.

use super::{
    Phase, Session, StatusResource,
    record::{Outcome, Turn},
};
use crate::{
    json::{self, Document},
    limits::{Limits, Options},
    media::Dialect,
    package::{Package2, Package3, Slot},
    value::DeviceId,
};
use alloc::{boxed::Box, collections::BTreeMap, format, string::String, vec::Vec};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error as _},
    ser::{Error as _, SerializeMap},
};
use serde_json::value::RawValue;

/// The one format that is written and read. It changes with the members below.
const FORMAT: u64 = 1;

/// What was within the limits of its session stays so.
const UNBOUNDED: Options = Options { limits: Limits::NONE, strict: false };

impl Serialize for Session {
    /// Writes the session with the version of the format. JSON is the only format this serves.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let turns = self.record.turns().iter().map(write_turn);
        let turns: Vec<_> = turns.collect::<Result<_, _>>().map_err(S::Error::custom)?;
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("format", &FORMAT)?;
        map.serialize_entry("device", &self.device)?;
        map.serialize_entry("dialect", dialect_name(self.dialect))?;
        map.serialize_entry("phase", phase_name(self.phase))?;
        map.serialize_entry("limits", &self.limits)?;
        map.serialize_entry("bytes", &self.bytes)?;
        map.serialize_entry("turns", &turns)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for Session {
    /// Reads what `Serialize` wrote. Another version of the format is an error that names it. JSON is the only format this
    /// serves.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(Members(BTreeMap::deserialize(deserializer)?)).map_err(D::Error::custom)
    }
}

/// The members of an object that have not been read.
struct Members(BTreeMap<String, Box<RawValue>>);

impl Members {
    fn take<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, String> {
        let raw = self.0.remove(name).ok_or_else(|| format!("a stored session without {name:?}"))?;
        serde_json::from_str(raw.get()).map_err(|error| format!("{name:?} of a stored session: {error}"))
    }
}

fn read(mut members: Members) -> Result<Session, String> {
    // The format says how to read the rest: it comes first.
    let format: u64 = members.take("format")?;
    if format != FORMAT {
        return Err(format!("a session stored in format {format}; this version reads format {FORMAT}"));
    }
    let device: DeviceId<'static> = members.take("device")?;
    let dialect =
        named([Dialect::Draft, Dialect::Published], dialect_name, &members.take::<String>("dialect")?)?;
    let phases = [Phase::Owing, Phase::Waiting, Phase::Over];
    let phase = named(phases, phase_name, &members.take::<String>("phase")?)?;
    let (limits, bytes) = (members.take("limits")?, members.take("bytes")?);
    let turns: Vec<Vec<Box<RawValue>>> = members.take("turns")?;
    if let Some(name) = members.0.keys().next() {
        return Err(format!("a stored session with {name:?}, which format {FORMAT} does not have"));
    }
    let mut record = StatusResource::new();
    for (index, turn) in turns.iter().enumerate() {
        let last = index + 1 == turns.len();
        let open = match phase {
            Phase::Waiting if last => Some(Outcome::Awaited),
            Phase::Over if last => Some(Outcome::Unanswered),
            _ => None,
        };
        record.push(read_turn(index + 1, turn, open)?);
    }
    let waits = record.turns().last().is_some_and(|turn| turn.outcome == Outcome::Awaited);
    if waits != (phase == Phase::Waiting) {
        return Err(String::from("a stored session that waits for no answer"));
    }
    Ok(Session { device, dialect, phase, limits, bytes, record })
}

fn write_turn(turn: &Turn) -> Result<Vec<Box<RawValue>>, String> {
    let mut packages = Vec::from([raw(&turn.package)?]);
    if let Outcome::Answered(statuses) = &turn.outcome {
        packages.push(raw(&Package3::new(statuses.iter().cloned()))?);
    }
    Ok(packages)
}

/// Reads a turn; one without a Package#3 came to `open`, if it may be there at all.
fn read_turn(number: usize, turn: &[Box<RawValue>], open: Option<Outcome>) -> Result<Turn, String> {
    let bad = |what: String| format!("turn {number} of a stored session: {what}");
    let (commands, statuses) = match turn {
        [commands] => (commands, None),
        [commands, statuses] => (commands, Some(statuses)),
        _ => return Err(bad(String::from("neither one package nor two"))),
    };
    let package2: Package2<'_> = document(commands).map_err(bad)?;
    let commands = package2.commands.len();
    let (outcome, statuses) = match (statuses, open) {
        (Some(statuses), _) => {
            let statuses = document::<Package3>(statuses).map_err(bad)?.into_owned().statuses;
            let found = statuses.len();
            (Outcome::Answered(statuses), found)
        }
        (None, Some(outcome)) => (outcome, commands),
        (None, None) => return Err(bad(String::from("it was not answered, and the session went on"))),
    };
    if statuses != commands || commands == 0 {
        return Err(bad(format!("{commands} commands and {statuses} statuses")));
    }
    let understood = package2.commands.into_iter().map(|slot| match slot.into_owned() {
        Slot::Command(command) => Ok(command),
        Slot::Unreadable(_) => Err(bad(String::from("a command that cannot be understood"))),
    });
    Ok(Turn { package: Package2::new(understood.collect::<Result<Vec<_>, _>>()?), outcome })
}

fn raw<'a>(package: &impl Document<'a>) -> Result<Box<RawValue>, String> {
    let mut out = Vec::new();
    json::encode(package, &mut out, &UNBOUNDED).map_err(|error| format!("{error}"))?;
    let text = String::from_utf8(out).map_err(|error| format!("{error}"))?;
    RawValue::from_string(text).map_err(|error| format!("{error}"))
}

fn document<'a, T: Document<'a>>(raw: &'a RawValue) -> Result<T, String> {
    let decoded = json::decode(raw.get().as_bytes(), &UNBOUNDED).map_err(|error| format!("{error}"))?;
    Ok(decoded.value)
}

const fn dialect_name(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Draft => "draft",
        Dialect::Published => "published",
    }
}

const fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Owing => "owing",
        Phase::Waiting => "waiting",
        Phase::Over => "over",
    }
}

fn named<T: Copy, const N: usize>(
    all: [T; N],
    name: impl Fn(T) -> &'static str,
    text: &str,
) -> Result<T, String> {
    let found = all.into_iter().find(|one| name(*one) == text);
    found.ok_or_else(|| format!("{text:?} in a stored session, which format {FORMAT} does not have"))
}

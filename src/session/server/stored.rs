//! A session as text, so that it can be kept between two requests, and taken up by another process.
//!
//! ```json
//! {"format":1,"device":"IMEI:1","dialect":"published","phase":"waiting",
//!  "limits":{"turns":1000,"commands":65536,"bytes":67108864,"alerts":1024},"bytes":65,
//!  "turns":[[{"CMD":[["EXEC","urn:oma:mo:x:1.0//Reset"]]},{"Status":[{"sc":202}]}],[{"CMD":[["GET","*"]]}]]}
//! ```
//!
//! A turn is its Package#2, and its Package#3 if it was answered.

use super::{CommandRecord, CommandState, Phase, Session};
use crate::{
    json::{self, Document},
    limits::{Limits, Options},
    media::Dialect,
    package::{Package2, Package3, Slot, Status},
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
        let turns = self.record.chunk_by(|one, other| one.turn() == other.turn());
        let turns: Vec<_> = turns.map(write_turn).collect::<Result<_, _>>().map_err(S::Error::custom)?;
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
    let mut record = Vec::new();
    for (index, turn) in turns.iter().enumerate() {
        let last = index + 1 == turns.len();
        let open = match phase {
            Phase::Waiting if last => Some(CommandState::Sent),
            Phase::Over if last => Some(CommandState::Unanswered),
            _ => None,
        };
        read_turn(index + 1, turn, open, &mut record)?;
    }
    let waits = record.last().is_some_and(|entry: &CommandRecord| *entry.state() == CommandState::Sent);
    if waits != (phase == Phase::Waiting) {
        return Err(String::from("a stored session that waits for no answer"));
    }
    Ok(Session { device, dialect, phase, limits, turns: turns.len(), bytes, record })
}

fn write_turn(entries: &[CommandRecord]) -> Result<Vec<Box<RawValue>>, String> {
    let package2 = Package2::new(entries.iter().map(|entry| entry.command().clone()));
    let statuses: Vec<_> = entries.iter().filter_map(|entry| entry.state().status().cloned()).collect();
    let mut turn = Vec::from([raw(&package2)?]);
    if !statuses.is_empty() {
        turn.push(raw(&Package3::new(statuses))?);
    }
    Ok(turn)
}

/// Reads a turn; one without a Package#3 is in the state `open`, if it may be there at all.
fn read_turn(
    number: usize,
    turn: &[Box<RawValue>],
    open: Option<CommandState>,
    record: &mut Vec<CommandRecord>,
) -> Result<(), String> {
    let bad = |what: String| format!("turn {number} of a stored session: {what}");
    let (commands, statuses) = match turn {
        [commands] => (commands, None),
        [commands, statuses] => (commands, Some(statuses)),
        _ => return Err(bad(String::from("neither one package nor two"))),
    };
    let package2: Package2<'_> = document(commands).map_err(bad)?;
    let states: Vec<CommandState> = match (statuses, open) {
        (Some(statuses), _) => {
            let package3: Package3<'_> = document(statuses).map_err(bad)?;
            let answered = |status: Status<'_>| CommandState::Answered(status.into_owned());
            package3.statuses.into_iter().map(answered).collect()
        }
        (None, Some(state)) => package2.commands.iter().map(|_| state.clone()).collect(),
        (None, None) => return Err(bad(String::from("it was not answered, and the session went on"))),
    };
    if states.len() != package2.commands.len() || states.is_empty() {
        return Err(bad(format!("{} commands and {} statuses", package2.commands.len(), states.len())));
    }
    for (slot, state) in package2.commands.into_iter().zip(states) {
        let Slot::Command(command) = slot.into_owned() else {
            return Err(bad(String::from("a command that cannot be understood")));
        };
        record.push(CommandRecord::new(number, command, state));
    }
    Ok(())
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

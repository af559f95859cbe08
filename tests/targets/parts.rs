//! Multipart bodies, the one door, and notifications.

use super::{
    laws::{self, Law, Subject},
    naive, room, same,
    wire::{self, Door, Parts},
};
use arbitrary::Unstructured;
use omadm::{
    Command, Dialect, ManagementData, MediaType, Options, Package3, Slot, Status, StatusCode, binary,
    body::{self, Content, PairError},
    multipart::{self, Boundary},
    strategies,
};

const BOUNDARIES: [&str; 5] = ["b", "gc0pJq0M:08jU534c0p", "a b", "-", "omadm-0000000000"];

pub(super) fn multipart(data: &[u8]) -> Law {
    let Some((&choice, input)) = data.split_first() else { return Ok(()) };
    let text = BOUNDARIES[usize::from(choice) % BOUNDARIES.len()];
    laws::body(&Parts, &[text.as_bytes(), b"\n", input].concat())?;
    let boundary = Boundary::parse(text).map_err(|error| error.to_string())?;
    in_little_room(input, &boundary)?;
    let decoded = multipart::decode(input, &boundary, &Options::default());
    let (parts, naive) = match (decoded, naive::multipart::read(input, text)) {
        (Ok(decoded), Ok(naive)) => (decoded.value, naive),
        (Err(_), Err(_)) => return Ok(()),
        (Err(error), Ok(_)) if error.http_status().as_u16() == 413 => return Ok(()),
        (ours, naive) => return Err(format!("{ours:?} is {naive:?}")),
    };
    let ours: Vec<_> = parts.iter().map(|part| (part.offset, part.content)).collect();
    let theirs: Vec<_> = naive.parts.iter().map(|part| (part.offset, part.content.as_slice())).collect();
    same("the parts", ours, theirs)
}

/// What is written has a boundary of its own, on a line in front of it.
fn in_little_room(input: &[u8], boundary: &Boundary<'_>) -> Law {
    let message = |boundary: &Boundary<'_>, body: &[u8]| [boundary.as_str().as_bytes(), b"\n", body].concat();
    room::little(
        &message(boundary, input),
        |message, options| {
            let end = message.iter().position(|byte| *byte == b'\n').unwrap();
            let boundary = Boundary::parse(std::str::from_utf8(&message[..end]).unwrap()).unwrap();
            Parts::read(&message[end + 1..], &boundary, options).map(|(parts, _)| parts)
        },
        |parts, out, options| {
            let mut body = Vec::new();
            let boundary = Parts::write(parts, &mut body, options)?;
            out.extend(message(&boundary, &body));
            Ok(())
        },
    )
}

const TYPES: [&str; 13] = [
    "application/vnd.oma.dm.initiation+json",
    "application/vnd.oma.dm.request+json",
    "application/vnd.oma.dm.response+json",
    "application/vnd.oma.dm.mo+json",
    "application/dmmo+json",
    "application/json",
    "application/dm20",
    "application/dm20status",
    "application/vnd.oma.dm.notification",
    "multipart/mixed; boundary=b",
    "MULTIPART/Mixed; boundary=\"omadm-0000000000\"",
    "application/json; charset=latin1",
    "text/html",
];

/// A body with a media type of the list, or with the one on its first line.
pub(super) fn door(data: &[u8]) -> Law {
    let Some((&choice, input)) = data.split_first() else { return Ok(()) };
    let message = match TYPES.get(usize::from(choice)) {
        Some(text) => [text.as_bytes(), b"\n", input].concat(),
        None => data.to_vec(),
    };
    laws::body(&Door, &message)?;
    let Some(end) = message.iter().position(|byte| *byte == b'\n') else { return Ok(()) };
    let media_type = std::str::from_utf8(&message[..end]).ok().and_then(|text| MediaType::parse(text).ok());
    let Some(media_type) = media_type else { return Ok(()) };
    match body::decode(&media_type, &message[end + 1..], &Options::default()) {
        Ok(_) => Ok(()),
        Err(error) => same("what is answered", [400, 413, 415].contains(&error.http_status().as_u16()), true),
    }
}

/// Bodies of every kind that are valid, nearly so, or hostile; and a body's value in the dialect that it did not come in.
pub(super) fn typed_bodies(data: &[u8]) -> Law {
    let mut u = Unstructured::new(data);
    let made = match u.int_in_range(0..=5) {
        Ok(0 | 1) => strategies::typed_body(&mut u),
        Ok(2..=4) => strategies::nearly_valid_typed_body(&mut u),
        _ => strategies::hostile_typed_body(&mut u),
    };
    let Ok((media_type, bytes)) = made else { return Ok(()) };
    let message = wire::message(&media_type, &bytes);
    laws::body(&Door, &message)?;
    if let Some(boundary) = media_type.parameter("boundary") {
        laws::body(&Parts, &[boundary.as_bytes(), b"\n", &bytes].concat())?;
    }
    let Ok(((dialect, body), _)) = Door.decode(&message, false) else { return Ok(()) };
    let other = if dialect == Dialect::Draft { Dialect::Published } else { Dialect::Draft };
    let value = (other, body);
    match &value.1.content {
        // What is unreadable is written in the dialect it was read in alone, and no draft body is a Package#1.
        Content::Package1(_) | Content::ManagementData(_) | Content::Notification(_) => Ok(()),
        _ => laws::round_trip(&Door, &value),
    }
}

/// Data goes to the Gets that it answers.
pub(super) fn pairing(data: &[u8]) -> Law {
    let mut u = Unstructured::new(data);
    let most = u.int_in_range(0..=12).unwrap_or(0);
    let mut slots = Vec::new();
    let mut statuses = Vec::new();
    for _ in 0..most {
        let Ok(slot) = u.arbitrary::<Slot<'static>>() else { break };
        slots.push(slot);
        statuses.extend(u.arbitrary().ok().map(Status::new));
    }
    // One more or less than there are commands, now and then.
    match u.int_in_range(0..=15) {
        Ok(0) => statuses.truncate(statuses.len().saturating_sub(1)),
        Ok(1) => statuses.push(Status::new(StatusCode::OK)),
        _ => {}
    }
    let answered = slots.iter().zip(&statuses).filter(|(slot, status)| {
        status.code == StatusCode::OK && matches!(slot.command(), Some(Command::Get(_)))
    });
    let documents = match u.int_in_range(0..=3) {
        Ok(0) => u.int_in_range(0..=6).unwrap_or(0),
        _ => answered.count(),
    };
    let data: Vec<_> =
        (0..documents).map(|_| u.arbitrary::<ManagementData<'static>>().unwrap_or_default()).collect();
    let answer = Package3::new(statuses);
    if let Err(error) = body::pair(&slots, &answer, data.clone()) {
        same("what is answered", error.http_status(), StatusCode::BAD_REQUEST)?;
        let (expected, found) = match error {
            PairError::Statuses { expected, found } | PairError::Parts { expected, found } => {
                (expected, found)
            }
            error => return Err(format!("{error:?} is not known here")),
        };
        same("two numbers that differ", expected == found, false)?;
        let text = error.to_string();
        let says = text.contains(&expected.to_string()) && text.ends_with(&found.to_string());
        same(&format!("{text}: it says what is wrong"), says, true)?;
    }
    wire::paired(wire::native_pair, &slots, &answer, &data)
}

pub(super) fn notification(data: &[u8]) -> Law {
    room::little(
        data,
        |bytes, options| binary::decode(bytes, options).map(|decoded| decoded.value.into_owned()),
        binary::encode,
    )?;
    let ours = binary::decode(data, &Options::default());
    let naive = naive::notification::decode(data);
    match (&ours, &naive) {
        (Ok(decoded), Some(naive)) => {
            let meaning = naive::notification::meaning(naive);
            same("what it says", &decoded.value, &meaning)?;
            let written = binary::to_vec(&decoded.value).map_err(|error| error.to_string())?;
            let again = binary::decode(&written, &Options::strict()).map_err(|error| error.to_string())?;
            same("written and read again", &again.value, &decoded.value)?;
        }
        (Err(error), None) => same("the offset lies inside", error.offset() <= data.len(), true)?,
        (Err(error), Some(_)) if error.http_status().as_u16() == 413 => {}
        (ours, naive) => return Err(format!("{ours:?} is {naive:?}")),
    }
    let mut u = Unstructured::new(data);
    let Ok(made) = u.arbitrary::<omadm::Notification<'static>>() else { return Ok(()) };
    let Ok(written) = binary::to_vec(&made) else { return Ok(()) };
    let again = binary::decode(&written, &Options::strict()).map_err(|error| error.to_string())?;
    same("made, written and read", &again.value, &made)?;
    signed(&mut u, &made)
}

/// What is signed verifies, and with one bit changed it does not.
fn signed(u: &mut Unstructured<'_>, made: &omadm::Notification<'_>) -> Law {
    let key: Vec<u8> = u.arbitrary().unwrap_or_default();
    let secret = binary::Secret::new(&key);
    let mut bytes = Vec::new();
    let options = Options::default();
    if binary::encode_signed(made, &secret, b"auth", &mut bytes, &options).is_err() {
        return Ok(());
    }
    let verified = binary::verify(&bytes, &secret, b"auth", &options).map_err(|error| error.to_string())?;
    same("signed and verified", verified.value.notification_id, made.notification_id)?;
    let at = u.int_in_range(0..=bytes.len() - 1).unwrap_or(0);
    bytes[at] ^= 1 << u.int_in_range(0..=7).unwrap_or(0);
    same("one bit", binary::verify(&bytes, &secret, b"auth", &options).is_err(), true)?;
    same("other data", binary::verify(&bytes, &secret, b"", &options).is_err(), true)
}

//! Multipart bodies, the one door, and notifications.

use super::{laws::Law, naive, same};
use arbitrary::Unstructured;
use omadm::{
    Dialect, MediaType, Options, binary,
    body::{self, Content},
    multipart::{self, Boundary, Part},
};

pub(super) fn multipart(data: &[u8]) -> Law {
    let Some((&choice, input)) = data.split_first() else { return Ok(()) };
    let text = ["b", "gc0pJq0M:08jU534c0p", "a b", "-", "omadm-0000000000"][usize::from(choice) % 5];
    let boundary = Boundary::parse(text).map_err(|error| error.to_string())?;
    let decoded = multipart::decode(input, &boundary, &Options::default());
    let naive = naive::multipart::read(input, text);
    let (parts, naive) = match (decoded, naive) {
        (Ok(decoded), Ok(naive)) => (decoded.value, naive),
        (Err(error), Err(_)) => return same("the offset lies inside", error.offset() <= input.len(), true),
        (Err(error), Ok(_)) if error.http_status().as_u16() == 413 => return Ok(()),
        (ours, naive) => return Err(format!("{ours:?} is {naive:?}")),
    };
    let ours: Vec<_> = parts.iter().map(|part| (part.offset, part.content)).collect();
    let theirs: Vec<_> = naive.parts.iter().map(|part| (part.offset, part.content.as_slice())).collect();
    same("the parts", ours, theirs)?;
    let mut out = Vec::new();
    let Ok(boundary) = multipart::encode(&parts, &mut out, &Options::default()) else { return Ok(()) };
    let again =
        multipart::decode(&out, &boundary, &Options::strict()).map_err(|error| error.to_string())?.value;
    let without_places = |parts: &[Part<'_>]| {
        parts.iter().map(|part| (part.headers.clone().len(), part.content.to_vec())).collect::<Vec<_>>()
    };
    same("written and read again", without_places(&again), without_places(&parts))
}

pub(super) fn door(data: &[u8]) -> Law {
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
    let Some((&choice, input)) = data.split_first() else { return Ok(()) };
    let text = TYPES[usize::from(choice) % TYPES.len()];
    let media_type = MediaType::parse(text).map_err(|error| error.to_string())?;
    let options = Options::default();
    let decoded = match body::decode(&media_type, input, &options) {
        Ok(decoded) => decoded,
        Err(error) => {
            same("the offset lies inside", error.offset() <= input.len(), true)?;
            return same("what is answered", [400, 413, 415].contains(&error.http_status().as_u16()), true);
        }
    };
    let inside = decoded.warnings.iter().all(|warning| warning.offset() <= input.len());
    same("warnings lie inside", inside, true)?;
    let body = decoded.value;
    same("owned", &body.clone().into_owned(), &body)?;
    for dialect in [Dialect::Published, Dialect::Draft] {
        let encoded = match &body.content {
            Content::Package1(package) => body::encode_package1(package, &body.data, dialect, &options),
            Content::Package2(package) => body::encode_package2(package, dialect, &options),
            Content::Package3(package) => body::encode_package3(package, &body.data, dialect, &options),
            _ => return Ok(()),
        };
        // What a dialect cannot say, and what multipart makes longer than a body may be, is refused.
        let Ok(encoded) = encoded else { continue };
        let again =
            body::decode(&encoded.media_type, &encoded.bytes, &options).map_err(|error| error.to_string())?;
        same("written and read again", &again.value, &body)?;
    }
    Ok(())
}

pub(super) fn notification(data: &[u8]) -> Law {
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
    same("made, written and read", again.value, made)
}

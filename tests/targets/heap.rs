//! What decoding takes of the heap: the bound that `Limits` documents, for bodies that the fuzzer makes large.

use super::{
    counting::{Counts, count},
    laws::Law,
    same,
};
use omadm::{
    Accept, ClientUri, ManagementData, MediaType, Options, Package1, Package2, Package3, RequestHeaders,
    ServerUri, binary, body, draft, json,
    multipart::{self, Boundary},
};

const MIB: usize = 1 << 20;
/// Where the factor of the bound weighs more than its constant.
const LONGEST: usize = 256 << 10;

/// Decodes and drops; what it returns is whether it was accepted.
type Decode = fn(&[u8], &Options) -> bool;

/// Every decoder, by the first byte.
const DECODERS: [Decode; 12] = [
    |data, options| json::decode::<Package1>(data, options).is_ok(),
    |data, options| json::decode::<Package2>(data, options).is_ok(),
    |data, options| json::decode::<Package3>(data, options).is_ok(),
    |data, options| json::decode::<ManagementData>(data, options).is_ok(),
    |data, options| draft::decode::<Package2>(data, options).is_ok(),
    |data, options| draft::decode::<Package3>(data, options).is_ok(),
    |data, options| binary::decode(data, options).is_ok(),
    |data, options| multipart::decode(data, &boundary(), options).is_ok(),
    |data, options| {
        body::decode(&MediaType::parse("multipart/mixed; boundary=b").unwrap(), data, options).is_ok()
    },
    |data, options| Accept::decode([data], options).is_ok(),
    |data, options| {
        let headers = [("content-type", data), ("accept", data), ("omadm-devid", b"IMEI:1".as_slice())];
        RequestHeaders::decode_package1(headers, options).is_ok()
    },
    |data, _| {
        let text = String::from_utf8_lossy(data);
        ClientUri::parse(&text).is_ok() | ServerUri::parse(&text).is_ok() | MediaType::parse(&text).is_ok()
    },
];

fn boundary() -> Boundary<'static> {
    Boundary::parse("b").unwrap()
}

/// Before, what is repeated, and behind: `choice times a b rest`.
fn grown(data: &[u8]) -> Option<(Decode, Vec<u8>)> {
    let [choice, times, a, b, rest @ ..] = data else { return None };
    let decode = DECODERS[usize::from(*choice) % DECODERS.len()];
    let from = usize::from(*a).min(rest.len());
    let to = from + usize::from(*b).min(rest.len() - from);
    let room = LONGEST.saturating_sub(rest.len()) / (to - from).max(1);
    // 1, 2, 4 … as often as there is room.
    let times = (1_usize << (times % 18)).min(room);
    Some((decode, [&rest[..from], &rest[from..to].repeat(times), &rest[to..]].concat()))
}

pub(super) fn all(data: &[u8]) -> Law {
    let Some((decode, body)) = grown(data) else { return Ok(()) };
    for options in [Options::default(), Options::strict()] {
        let (Counts { moving, allocations, .. }, _) = count(|| decode(&body, &options));
        let bound = 16 * body.len() + MIB;
        same(&format!("{moving} bytes of heap for {}", body.len()), moving <= bound, true)?;
        same(&format!("{allocations} allocations for {}", body.len()), allocations <= body.len() + 64, true)?;
    }
    Ok(())
}

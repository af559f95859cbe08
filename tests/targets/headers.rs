//! Headers of requests and responses.

use super::{laws::Law, same};
use arbitrary::Unstructured;
use omadm::{Accept, Dialect, MediaType, Options, RequestHeaders, ResponseHeaders, headers};

const NAMES: [&str; 7] = [
    headers::CONTENT_TYPE,
    headers::CONTENT_ENCODING,
    headers::ACCEPT,
    headers::OMADM_ACCEPT,
    headers::OMADM_DEV_ID,
    headers::X_OMADM_DEV_ID,
    "Date",
];

pub(super) fn all(data: &[u8]) -> Law {
    let mut u = Unstructured::new(data);
    let dialect = if u.arbitrary().unwrap_or(false) { Dialect::Draft } else { Dialect::Published };
    let mut received: Vec<(String, Vec<u8>)> = Vec::new();
    while let Ok(name) = u.choose(&NAMES) {
        let name =
            if u.arbitrary().unwrap_or(false) { name.to_ascii_lowercase() } else { (*name).to_owned() };
        let Ok(value) = u.arbitrary::<Vec<u8>>() else { break };
        received.push((name, value));
        if u.is_empty() || received.len() > 12 {
            break;
        }
    }
    let pairs = || received.iter().map(|(name, value)| (name.as_str(), value.as_slice()));
    for options in [Options::default(), Options::strict()] {
        for request in [
            RequestHeaders::decode_package1(pairs(), &options),
            RequestHeaders::decode_package3(dialect, pairs(), &options),
        ] {
            match request {
                Ok(decoded) => check_request(decoded.value)?,
                Err(error) => check_status(error.http_status().as_u16())?,
            }
        }
        match ResponseHeaders::decode(dialect, pairs(), &options) {
            Ok(decoded) => {
                check_lines(decoded.value.pairs().map(|(name, value)| (name, value.into_owned())))?;
                same("owned", &decoded.value.clone().into_owned(), &decoded.value)?;
                let map = http::HeaderMap::try_from(&decoded.value).map_err(|error| error.to_string())?;
                same("http has them all", map.len(), decoded.value.pairs().count())?;
            }
            Err(error) => check_status(error.http_status().as_u16())?,
        }
        for refused in
            [headers::device_id(pairs(), &options).err(), headers::content_type(pairs(), &options).err()]
        {
            refused.map_or(Ok(()), |error| check_status(error.http_status().as_u16()))?;
        }
    }
    Ok(())
}

/// What was understood can be sent and is understood the same, and splits nothing.
fn check_request(request: RequestHeaders<'_>) -> Law {
    let sent: Vec<_> = request.pairs().map(|(name, value)| (name, value.into_owned())).collect();
    check_lines(sent.iter().map(|(name, value)| (*name, value.clone())))?;
    let again = sent.iter().map(|(name, value)| (*name, value.as_str()));
    let device = headers::device_id(again, &Options::default()).map_err(|error| error.to_string())?.value;
    same("the device", &device, &request.device_id)?;
    let owned = request.clone().into_owned();
    same("owned", &owned, &request)?;
    let other = owned.with_accept(Accept::new([MediaType::MO]));
    let accept =
        other.pairs().find(|(name, _)| *name == headers::ACCEPT).map(|(_, value)| value.into_owned());
    same("another Accept", accept.as_deref(), Some("application/vnd.oma.dm.mo+json"))?;
    let map = http::HeaderMap::try_from(&request).map_err(|error| error.to_string())?;
    same("http has them all", map.len(), sent.len())
}

fn check_lines(lines: impl Iterator<Item = (&'static str, String)>) -> Law {
    for (name, value) in lines {
        let splits = value.bytes().any(|byte| matches!(byte, b'\r' | b'\n' | 0));
        same(&format!("{name} is one line"), splits, false)?;
    }
    Ok(())
}

fn check_status(status: u16) -> Law {
    same("what is answered", [400, 406, 413, 415].contains(&status), true)
}

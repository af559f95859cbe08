//! Sessions: the machines against their reference, and messages that no client and no server would send.

use super::{laws::Law, same, session_laws};
use arbitrary::{Result, Unstructured};
use omadm::{
    Command, DeviceId, Dialect, ManagementData, MediaType, Options, Package1, Package2, Package3, ServerUri,
    Status, StatusCode, body, headers, http as convert, json,
    session::{
        SessionLimits,
        client::{Opening, Step},
        server::{self, CommandState},
    },
    strategies,
};

pub(super) fn client(data: &[u8]) -> Law {
    session_laws::client(data)
}

pub(super) fn server(data: &[u8]) -> Law {
    session_laws::server(data)
}

pub(super) fn pair(data: &[u8]) -> Law {
    session_laws::pair(data)
}

/// A message with headers that are right, wrong or missing.
fn message(u: &mut Unstructured<'_>) -> Result<http::HeaderMap> {
    let mut map = http::HeaderMap::new();
    // Mostly what a device sends: a session is a row of messages that are right.
    if u.ratio(3, 4)? {
        let draft = u.arbitrary()?;
        let accept = if draft { "application/dm20" } else { "application/vnd.oma.dm.request+json" };
        let device = if draft { headers::X_OMADM_DEV_ID } else { headers::OMADM_DEV_ID };
        for (name, value) in [(headers::ACCEPT, accept), (device, "IMEI:1")] {
            let name = http::HeaderName::from_bytes(name.as_bytes()).unwrap();
            map.append(name, http::HeaderValue::from_static(value));
        }
        return Ok(map);
    }
    let names = [headers::ACCEPT, headers::OMADM_DEV_ID, headers::X_OMADM_DEV_ID, headers::CONTENT_ENCODING];
    for name in names {
        let value =
            u.choose(&["", "application/dm20", "application/vnd.oma.dm.request+json", "IMEI:1", "gzip"])?;
        if !value.is_empty() {
            map.append(
                http::HeaderName::from_bytes(name.as_bytes()).unwrap(),
                http::HeaderValue::from_static(value),
            );
        }
    }
    if u.ratio(1, 8)? {
        let value = u.arbitrary::<Vec<u8>>()?;
        if let Ok(value) = http::HeaderValue::from_bytes(&value) {
            map.append(http::header::CONTENT_TYPE, value);
        }
    }
    Ok(map)
}

/// A body, and its media type in the headers; now and then the answer to what a session waits for.
fn bytes(
    u: &mut Unstructured<'_>,
    map: &mut http::HeaderMap,
    waiting: Option<&server::Session>,
) -> Result<Vec<u8>> {
    let (media_type, body) = match (u.int_in_range(0..=11)?, waiting) {
        (8.., Some(session)) => answer(u, session)?,
        (0 | 8 | 9, _) => ("application/vnd.oma.dm.initiation+json".into(), strategies::body::<Package1>(u)?),
        (1 | 10.., _) => ("application/vnd.oma.dm.request+json".into(), strategies::body::<Package2>(u)?),
        (2, _) => ("application/vnd.oma.dm.response+json".into(), strategies::body::<Package3>(u)?),
        (3, _) => ("application/vnd.oma.dm.response+json".into(), strategies::nearly_valid::<Package3>(u)?),
        (4 | 5, _) => named(strategies::typed_body(u)?),
        (6, _) => named(strategies::nearly_valid_typed_body(u)?),
        _ => named(strategies::hostile_typed_body(u)?),
    };
    if let Ok(value) = http::HeaderValue::from_bytes(media_type.as_bytes()) {
        map.append(http::header::CONTENT_TYPE, value);
    }
    Ok(body)
}

fn named((media_type, body): (MediaType<'static>, Vec<u8>)) -> (String, Vec<u8>) {
    (media_type.to_string(), body)
}

/// A status for each command that is waited for, and data for each GET that is answered 200.
fn answer(u: &mut Unstructured<'_>, session: &server::Session) -> Result<(String, Vec<u8>)> {
    let awaited = session.record().iter().filter(|entry| entry.state() == CommandState::Sent);
    let (mut statuses, mut data) = (Vec::new(), Vec::new());
    for entry in awaited {
        let code = *u.choose(&[StatusCode::OK, StatusCode::NOT_FOUND, StatusCode::ACCEPTED])?;
        if code == StatusCode::OK && matches!(entry.command(), Command::Get(_)) {
            data.push(u.arbitrary::<ManagementData<'static>>()?);
        }
        statuses.push(Status::new(code));
    }
    let encoded =
        body::encode_package3(&Package3::new(statuses), &data, session.dialect(), &Options::default());
    let encoded = encoded.map_err(|_| arbitrary::Error::IncorrectFormat)?;
    Ok((encoded.media_type.to_string(), encoded.bytes))
}

/// Any message to both machines, through the types of the crate `http` and without: both say the same; a refusal does no
/// more to a stored session than it says; and a failed client is closed for good.
pub(super) fn http_messages(data: &[u8]) -> Law {
    let mut u = Unstructured::new(data);
    let options = if u.arbitrary().unwrap_or(false) { Options::strict() } else { Options::default() };
    let mut stored = None;
    for _ in 0..4 {
        let Ok(mut map) = message(&mut u) else { return Ok(()) };
        let Ok(body) = bytes(&mut u, &mut map, stored.as_ref()) else { return Ok(()) };
        let plain = server::accept(stored.clone(), &map, &body, &options, &SessionLimits::default());
        let mut request = http::Request::post("/dm").body(body).unwrap();
        *request.headers_mut() = map;
        let ours = convert::accept(stored.clone(), &request, &options, &SessionLimits::default());
        same("http says the same", &ours.result, &plain.result)?;
        same("http keeps the same", (&ours.session, &ours.ended), (&plain.session, &plain.ended))?;
        match &ours.result {
            Ok(_) => same("what is accepted has a session", ours.session.is_some(), true)?,
            Err(refusal) => {
                let code = refusal.response().status.as_u16();
                same("what is answered", [400, 406, 409, 413, 415].contains(&code), true)?;
                session_laws::refusal::refused(stored.as_ref(), refusal, ours.session.as_ref())?;
            }
        }
        stored = ours.session;
        let commands = u.arbitrary::<Vec<Command<'static>>>().unwrap_or_default();
        if let Some(session) = &mut stored
            && let Ok(response) = session.respond(commands.into_iter().take(8).collect::<Vec<_>>(), &options)
        {
            let response =
                http::Response::<Vec<u8>>::try_from(response).map_err(|error| error.to_string())?;
            json_is_read(&response)?;
        }
    }
    client_messages(&mut u)
}

fn json_is_read(response: &http::Response<Vec<u8>>) -> Law {
    let kind = response.headers().get("content-type").map(|value| value.as_bytes());
    if kind == Some(b"application/vnd.oma.dm.request+json") {
        json::decode::<Package2>(response.body(), &Options::default()).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn client_messages(u: &mut Unstructured<'_>) -> Law {
    let server = ServerUri::parse("https://dm.example/dm").map_err(|error| error.to_string())?;
    let device = DeviceId::parse("IMEI:1").map_err(|error| error.to_string())?;
    let dialect = if u.arbitrary().unwrap_or(false) { Dialect::Draft } else { Dialect::Published };
    let opening = Opening::new(server, device).with_dialect(dialect);
    let mut session = opening.open().map_err(|error| format!("{error:?}"))?;
    for _ in 0..4 {
        let Step::Post(_) = session.poll() else { return Ok(()) };
        let Ok(mut map) = message(u) else { return Ok(()) };
        let Ok(body) = bytes(u, &mut map, None) else { return Ok(()) };
        let mut response = http::Response::new(body);
        *response.headers_mut() = map;
        match convert::handle_response(&mut session, &response) {
            Ok(received) => {
                for _ in 0..received.commands {
                    if session.answer(StatusCode::NOT_FOUND).is_err() {
                        let Step::Execute(_) = session.poll() else { return Ok(()) };
                        session.answer(StatusCode::NOT_FOUND).map_err(|error| format!("{error:?}"))?;
                    }
                }
            }
            Err(error) => {
                same(&format!("{error}: closed"), matches!(session.poll(), Step::Closed), true)?;
                let again = convert::handle_response(&mut session, &response);
                return same("closed for good", again.is_err(), true);
            }
        }
    }
    Ok(())
}

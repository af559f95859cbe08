//! A device management server, as small as it can be: it reads what a device is, and ends.
//!
//!     cargo run --example minimal_server -- 127.0.0.1:8080

use axum::body::{Body, to_bytes};
use axum::{Router, extract::State, routing::post};
use http::{Request, Response};
use omadm::session::server::{Event, Session};
use omadm::session::{Response as Reply, SessionLimits};
use omadm::{ClientUri, Command, Options, StatusCode, headers, json};
use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

/// One session for each device. A server with several processes keeps them in a store they share.
type Sessions = Arc<Mutex<HashMap<String, Session>>>;

/// What is asked of a device: what it is, once.
fn next(session: &Session) -> Vec<Command<'static>> {
    match (session.record().is_empty(), ClientUri::parse("urn:oma:mo:oma-dm-devinfo:1.0//")) {
        (true, Ok(uri)) => vec![Command::Get(uri.into())],
        _ => vec![Command::End],
    }
}

fn reply(sessions: &Sessions, request: &Request<Vec<u8>>) -> Reply {
    let (options, limits) = (Options::default(), SessionLimits::default());
    let device = match headers::device_id(request.headers(), &options) {
        Ok(device) => device.value.to_string(),
        Err(error) => return Reply::refusing(error.http_status()),
    };
    let mut sessions = sessions.lock().unwrap_or_else(PoisonError::into_inner);
    let accepted = omadm::http::accept(sessions.remove(&device), request, &options, &limits);
    let Some(mut session) = accepted.session else {
        let refusal = accepted.result.err().map(|refusal| refusal.response());
        return refusal.unwrap_or_else(|| Reply::refusing(StatusCode::INTERNAL_ERROR));
    };
    let reply = match accepted.result {
        Err(refusal) => refusal.response(),
        Ok(event) => {
            if let Event::Answered(answered) = event {
                for document in answered.data {
                    let text = json::to_vec(&document).unwrap_or_default();
                    println!("{device}: {}", String::from_utf8_lossy(&text));
                }
            }
            let respond = session.respond(next(&session), &options);
            respond.unwrap_or_else(|_| Reply::refusing(StatusCode::INTERNAL_ERROR))
        }
    };
    if session.is_over() {
        let statuses = session.record().iter().filter_map(|entry| entry.state().status());
        let count = statuses.count();
        println!("{device}: the session is over, {count} answered");
    } else {
        sessions.insert(device, session);
    }
    reply
}

async fn serve(State(sessions): State<Sessions>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let reply = match to_bytes(body, Options::default().limits.body_bytes).await {
        Ok(bytes) => reply(&sessions, &Request::from_parts(head, bytes.to_vec())),
        Err(_) => Reply::refusing(StatusCode::CONTENT_TOO_LARGE),
    };
    let response: Result<Response<Vec<u8>>, _> = reply.try_into();
    response.unwrap_or_default().map(Body::from)
}

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).ok_or("usage: minimal_server ADDRESS")?;
    let app = Router::new().route("/dm", post(serve)).with_state(Sessions::default());
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        println!("listening on http://{}/dm", listener.local_addr()?);
        Ok(axum::serve(listener, app).await?)
    })
}

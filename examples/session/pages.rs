//! The Web Server Component: the page that SHOW shows.

use axum::{Router, body::Body, extract::State};
use http::{HeaderValue, header};
use std::time::Duration;
use tokio::{sync::watch, time::timeout};

/// How long the page waits for the session to go on.
const PATIENCE: Duration = Duration::from_secs(25);
/// With which Package#3 it is certain that the client has not waited: the second answers SHOW.
const SHOWN: usize = 2;

/// Gives the page when the session has gone on behind SHOW. A client that waits for its user waits in vain.
pub(crate) fn router(answered: watch::Receiver<usize>) -> Router {
    Router::new().fallback(page).with_state(answered)
}

async fn page(State(mut answered): State<watch::Receiver<usize>>) -> http::Response<Body> {
    let gone_on = timeout(PATIENCE, answered.wait_for(|count| *count >= SHOWN)).await;
    if !matches!(gone_on, Ok(Ok(_))) {
        let mut response = http::Response::new(Body::empty());
        *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
        return response;
    }
    let mut response = http::Response::new(Body::from("<!doctype html><title>Consent</title><p>May we?"));
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    let _ = response.headers_mut().try_insert(header::CONTENT_TYPE, html);
    response
}

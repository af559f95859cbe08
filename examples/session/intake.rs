//! A request's body, of which no more is kept than is allowed.

use axum::body::{Body, HttpBody};
use omadm::StatusCode;
use std::{future::poll_fn, pin::Pin, time::Duration};
use tokio::time::timeout;

/// How much of a body is read at all. A client that is still sending does not hear the answer, so that what is too much is
/// read and thrown away, but not for ever.
const DISCARDED: usize = 32 << 20;
/// How long a whole body may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a body of at most so many bytes, or says what to answer, and why.
pub(crate) async fn read(body: Body, most: usize) -> Result<Vec<u8>, (StatusCode, String)> {
    let slow = |_| (StatusCode::REQUEST_TIMEOUT, "the body takes too long".to_owned());
    timeout(PATIENCE, read_all(body, most)).await.map_err(slow)?
}

async fn read_all(mut body: Body, most: usize) -> Result<Vec<u8>, (StatusCode, String)> {
    let mut kept = Vec::new();
    let mut total = 0;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|error| (StatusCode::BAD_REQUEST, format!("the body is cut: {error}")))?;
        let Ok(data) = frame.into_data() else { continue };
        total += data.len();
        match total {
            _ if total > DISCARDED => break,
            _ if total > most => kept = Vec::new(),
            _ => kept.extend_from_slice(&data),
        }
    }
    match total > most {
        true => Err((StatusCode::CONTENT_TOO_LARGE, format!("a body of more than {most} bytes"))),
        false => Ok(kept),
    }
}

//! A Data Repository: it has management data for HGET, and takes what HPUT and HPOST bring.

use crate::intake;
use axum::{Router, body::Body, extract::State};
use http::{HeaderValue, Method, header};
use omadm::{
    MediaType, Options, StatusCode,
    body::{self, Content},
    headers,
};
use std::sync::{Arc, Mutex, PoisonError};

/// What can be fetched, by path.
const DOCUMENTS: [(&str, &str); 2] = [
    (
        "/new-mo",
        r#"[{"ClientURI":"urn:oma:mo:mms:1.0//","MOData":{"MMS":{"Proxy":"mms.example","Port":80}}}]"#,
    ),
    ("/setting", r#"[{"ClientURI":"urn:oma:mo:sensor:1.0/left/Setting","MOData":{"Setting":"0xC7"}}]"#),
];
/// Where one other media type than the usual is read, so that the client has to ask twice.
const OLD_FASHIONED: &str = "/log";

/// What was brought: method and path, and the document.
pub(crate) type Brought = Vec<(String, String)>;

#[derive(Clone, Default)]
pub(crate) struct Repository(Arc<Mutex<Brought>>);

impl Repository {
    pub(crate) fn router(&self) -> Router {
        Router::new().fallback(handle).with_state(self.clone())
    }

    pub(crate) fn brought(&self) -> Brought {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn handle(State(repository): State<Repository>, request: http::Request<Body>) -> http::Response<Body> {
    let (head, body) = request.into_parts();
    let path = head.uri.path();
    match head.method {
        Method::GET => match DOCUMENTS.iter().find(|(known, _)| *known == path) {
            Some((_, document)) => with(200, header::CONTENT_TYPE, MediaType::MO.essence(), document),
            None => status(404),
        },
        Method::PUT | Method::POST => {
            let body = match intake::read(body, Options::default().limits.body_bytes).await {
                Ok(body) => body,
                Err((code, _)) => return status(code.as_u16()),
            };
            let expected = if path == OLD_FASHIONED { MediaType::DMMO } else { MediaType::MO };
            let media_type = headers::content_type(&head.headers, &Options::default());
            let media_type = media_type.ok().map(|decoded| decoded.value).filter(|it| it.is(&expected));
            let Some(media_type) = media_type else {
                let name = header::HeaderName::from_static("omadm-accept");
                return with(415, name, expected.essence(), "");
            };
            match body::decode(&media_type, &body, &Options::default()) {
                Ok(decoded) if matches!(decoded.value.content, Content::ManagementData(_)) => {
                    let what = format!("{} {path}", head.method);
                    let document = String::from_utf8_lossy(&body).into_owned();
                    repository.0.lock().unwrap_or_else(PoisonError::into_inner).push((what, document));
                    status(204)
                }
                _ => status(StatusCode::BAD_REQUEST.as_u16()),
            }
        }
        _ => status(405),
    }
}

fn status(code: u16) -> http::Response<Body> {
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::from_u16(code).unwrap_or_default();
    response
}

fn with(code: u16, name: header::HeaderName, value: &str, body: &'static str) -> http::Response<Body> {
    let mut response = status(code);
    *response.body_mut() = Body::from(body);
    if let Ok(value) = HeaderValue::from_str(value) {
        let _ = response.headers_mut().try_insert(name, value);
    }
    response
}

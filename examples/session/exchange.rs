//! HGET, HPUT and HPOST: exchanges with a Data Repository, which are no part of the session.

use crate::{
    diagram::{Arrow, Diagram},
    message,
    web::{NoResponse, Web},
};
use http::{HeaderMap, HeaderValue, Method, Uri, header};
use omadm::{
    Accept, ManagementData, MediaType, Options, ServerUri, StatusCode,
    body::{self, Content},
    headers, json,
};

/// What management data is written in, the best first.
const WRITTEN: [MediaType<'static>; 3] = [MediaType::MO, MediaType::DMMO, MediaType::JSON];

/// The client's way to Data Repositories. What goes wrong is the status of the command.
pub(crate) struct Exchanges {
    web: Web,
    options: Options,
    diagram: Diagram,
}

impl Exchanges {
    pub(crate) const fn new(web: Web, options: Options, diagram: Diagram) -> Exchanges {
        Exchanges { web, options, diagram }
    }

    /// HGET's.
    pub(crate) fn fetch(&self, step: &str, from: &ServerUri) -> Result<ManagementData<'static>, StatusCode> {
        let mut request = http::Request::new(());
        *request.uri_mut() = target(from)?;
        insert(request.headers_mut(), header::ACCEPT, &Accept::new(WRITTEN).to_string())?;
        self.diagram.aside(step, Arrow::Out, "GET", &[from.to_string()]);
        let response = self.hear(step, self.web.send(request))?;
        expect(response.status(), |status| status == 200)?;
        let media_type = headers::content_type(response.headers(), &self.options);
        let media_type = media_type.map_err(|error| error.dm_status())?.value;
        let decoded = body::decode(&media_type, response.body(), &self.options);
        match decoded.map_err(|error| error.dm_status())?.value.content {
            Content::ManagementData(data) => Ok(data.into_owned()),
            _ => Err(StatusCode::UNSUPPORTED_MEDIA_TYPE),
        }
    }

    /// HPUT's and HPOST's. A repository that says which other format it reads is asked again.
    pub(crate) fn send(
        &self,
        step: &str,
        method: &Method,
        to: &ServerUri,
        data: &ManagementData,
    ) -> Result<(), StatusCode> {
        let [best, others @ ..] = &WRITTEN;
        let mut response = self.send_as(step, method, to, data, best)?;
        if response.status() == http::StatusCode::UNSUPPORTED_MEDIA_TYPE {
            let wanted = response.headers().get_all(headers::OMADM_ACCEPT);
            let wanted: Vec<&str> = wanted.iter().filter_map(|value| value.to_str().ok()).collect();
            if !wanted.is_empty() {
                let wanted = wanted.join(",");
                let wanted = Accept::parse(&wanted).map_err(|_| StatusCode::UNSUPPORTED_MEDIA_TYPE)?;
                let other = wanted.negotiate(others).ok_or(StatusCode::NOT_ACCEPTABLE)?;
                response = self.send_as(step, method, to, data, other)?;
            }
        }
        expect(response.status(), |status| (200..300).contains(&status))
    }

    fn send_as(
        &self,
        step: &str,
        method: &Method,
        to: &ServerUri,
        data: &ManagementData,
        media_type: &MediaType,
    ) -> Result<http::Response<Vec<u8>>, StatusCode> {
        let mut document = Vec::new();
        let written = json::encode(data, &mut document, &self.options);
        written.map_err(|_| StatusCode::CONTENT_TOO_LARGE)?;
        let mut request = http::Request::new(document);
        *request.method_mut() = method.clone();
        *request.uri_mut() = target(to)?;
        insert(request.headers_mut(), header::CONTENT_TYPE, &media_type.to_string())?;
        let lines = [format!("{to}, {media_type}"), message::data(data)];
        self.diagram.aside(step, Arrow::Out, method.as_str(), &lines);
        self.hear(step, self.web.send(request))
    }

    fn hear(
        &self,
        step: &str,
        response: Result<http::Response<Vec<u8>>, NoResponse>,
    ) -> Result<http::Response<Vec<u8>>, StatusCode> {
        match &response {
            Ok(response) => {
                let lines = message::lines(response.headers(), response.body());
                self.diagram.aside(step, Arrow::Back, response.status().as_str(), &lines);
            }
            Err(none) => {
                self.diagram.aside(step, Arrow::None, "", &[format!("no response: {}", none.problem)])
            }
        }
        response.map_err(|none| none.status)
    }
}

fn target(uri: &ServerUri) -> Result<Uri, StatusCode> {
    Uri::try_from(uri).map_err(|_| StatusCode::BAD_REQUEST)
}

fn insert(headers: &mut HeaderMap, name: header::HeaderName, value: &str) -> Result<(), StatusCode> {
    let value = HeaderValue::from_str(value).map_err(|_| StatusCode::INTERNAL_ERROR)?;
    headers.try_insert(name, value).map(|_| ()).map_err(|_| StatusCode::INTERNAL_ERROR)
}

/// What a repository refuses with is the status of the command; anything else that was not expected is 500.
fn expect(status: http::StatusCode, good: impl Fn(u16) -> bool) -> Result<(), StatusCode> {
    match status.as_u16() {
        code if good(code) => Ok(()),
        code if code >= 400 => Err(StatusCode::new(code).unwrap_or(StatusCode::INTERNAL_ERROR)),
        _ => Err(StatusCode::INTERNAL_ERROR),
    }
}

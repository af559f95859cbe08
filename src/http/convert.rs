//! What a session sends, as messages of the crate `http`.

use super::HttpError;
use crate::{
    error::ParseError,
    media::{RequestHeaders, ResponseHeaders},
    session::{Request, Response},
    status::{InvalidStatusCode, StatusCode},
    uri::ServerUri,
};
use ::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use alloc::{borrow::Cow, string::ToString, vec::Vec};

impl TryFrom<Request> for ::http::Request<Vec<u8>> {
    type Error = HttpError;

    /// The POST to send. Content-Length is added by whatever sends it.
    ///
    /// # Errors
    ///
    /// A target that `http::Uri` refuses: `https://d%6D.example/`, `http://[v1.:::::::::]/`, or one of 65,535 bytes.
    fn try_from(request: Request) -> Result<Self, Self::Error> {
        let mut message = ::http::Request::new(request.body);
        *message.method_mut() = Method::POST;
        *message.uri_mut() = Uri::try_from(&request.target)?;
        *message.headers_mut() = HeaderMap::try_from(&request.headers)?;
        Ok(message)
    }
}

impl TryFrom<Response> for ::http::Response<Vec<u8>> {
    type Error = HttpError;

    /// The response to send. Content-Length is added by whatever sends it.
    ///
    /// # Errors
    ///
    /// A header that `http` refuses; a session makes none.
    fn try_from(response: Response) -> Result<Self, Self::Error> {
        let mut message = ::http::Response::new(response.body);
        *message.status_mut() = response.status.into();
        if let Some(headers) = &response.headers {
            *message.headers_mut() = HeaderMap::try_from(headers)?;
        }
        Ok(message)
    }
}

impl TryFrom<&RequestHeaders<'_>> for HeaderMap {
    type Error = HttpError;

    /// The headers of a Package#1 or Package#3.
    ///
    /// # Errors
    ///
    /// A value that `http` refuses; there is none that a [`RequestHeaders`] can be built with.
    fn try_from(headers: &RequestHeaders<'_>) -> Result<Self, Self::Error> {
        map(headers.pairs())
    }
}

impl TryFrom<&ResponseHeaders<'_>> for HeaderMap {
    type Error = HttpError;

    /// The headers of a Package#2.
    ///
    /// # Errors
    ///
    /// A value that `http` refuses; there is none that a [`ResponseHeaders`] can be built with.
    fn try_from(headers: &ResponseHeaders<'_>) -> Result<Self, Self::Error> {
        map(headers.pairs())
    }
}

fn map<'h>(pairs: impl Iterator<Item = (&'static str, Cow<'h, str>)>) -> Result<HeaderMap, HttpError> {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|error| HttpError::Name(name, error))?;
        let value =
            HeaderValue::from_bytes(value.as_bytes()).map_err(|error| HttpError::Value(name, error))?;
        // `insert` and `append` panic where this is an error.
        headers.try_append(key, value).map_err(HttpError::TooMany)?;
    }
    Ok(headers)
}

impl TryFrom<&ServerUri<'_>> for Uri {
    type Error = HttpError;

    /// The same URI, with the port and the query it has.
    ///
    /// # Errors
    ///
    /// Percent-encoding in the host (`https://d%6D.example/`), more than eight colons in it, which no IPv6 address has and one of
    /// a later version may (`http://[v1.:::::::::]/`), and 65,535 bytes: `http` holds one less.
    fn try_from(uri: &ServerUri<'_>) -> Result<Self, Self::Error> {
        uri.as_str().parse().map_err(HttpError::Target)
    }
}

impl TryFrom<&Uri> for ServerUri<'static> {
    type Error = ParseError;

    /// The same URI: where a redirection leads, for instance.
    ///
    /// # Errors
    ///
    /// What is no ServerURI: `/dm`, `*`, `ftp://h/`, `http://user@h/`.
    fn try_from(uri: &Uri) -> Result<Self, Self::Error> {
        ServerUri::try_from(uri.to_string())
    }
}

impl From<StatusCode> for ::http::StatusCode {
    fn from(code: StatusCode) -> Self {
        // What is in our range is in that of `http`.
        ::http::StatusCode::from_u16(code.as_u16()).unwrap_or(::http::StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl TryFrom<::http::StatusCode> for StatusCode {
    type Error = InvalidStatusCode;

    /// The same status.
    ///
    /// # Errors
    ///
    /// 600 to 999, which `http` lets pass and RFC 9110, section 15, calls invalid.
    fn try_from(code: ::http::StatusCode) -> Result<Self, Self::Error> {
        code.as_u16().try_into()
    }
}

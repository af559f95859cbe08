//! The HTTP messages of a session.

use crate::{
    media::{RequestHeaders, ResponseHeaders},
    status::StatusCode,
    uri::ServerUri,
};
use alloc::vec::Vec;

/// An HTTP POST to send.
///
/// # Examples
///
/// ```
/// use omadm::{DeviceId, ServerUri, session::client::{Opening, Step}};
///
/// let server = ServerUri::parse("https://dm.example/dm")?;
/// let mut session = Opening::new(server, DeviceId::parse("IMEI:1")?).open().unwrap();
/// let Step::Post(request) = session.poll() else { panic!() };
/// assert_eq!(request.target, "https://dm.example/dm");
/// assert_eq!(request.headers.pairs().next().unwrap().0, "Content-Type");
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Request {
    /// Where it goes.
    pub target: ServerUri<'static>,
    /// The headers the protocol asks for; `pairs` gives names and values.
    pub headers: RequestHeaders<'static>,
    /// The body.
    pub body: Vec<u8>,
}

/// An HTTP response to send.
///
/// # Examples
///
/// ```
/// use omadm::{StatusCode, session::Response};
///
/// let response = Response::refusing(StatusCode::CONFLICT);
/// assert!(response.headers.is_none() && response.body.is_empty());
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers the protocol asks for, where there is a body.
    pub headers: Option<ResponseHeaders<'static>>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// A response without a body: something went wrong.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{StatusCode, session::Response};
    ///
    /// assert_eq!(Response::refusing(StatusCode::BAD_REQUEST).status.as_u16(), 400);
    /// ```
    pub const fn refusing(status: StatusCode) -> Self {
        Response { status, headers: None, body: Vec::new() }
    }
}

//! The messages of a session as those of the crate [`http`], which axum, hyper, ureq, reqwest and others speak.
//! Behind the feature `http`, which needs `std`.
//!
//! What a session sends is converted: [`session::Request`](crate::session::Request) into an `::http::Request<Vec<u8>>`,
//! [`session::Response`](crate::session::Response) into an `::http::Response<Vec<u8>>`, [`RequestHeaders`](crate::RequestHeaders)
//! and [`ResponseHeaders`](crate::ResponseHeaders) into a `HeaderMap`, [`ServerUri`](crate::ServerUri) into an `http::Uri`.
//! What `http` refuses is an [`HttpError`]; nothing panics, however many headers there are.
//!
//! What arrived needs no conversion. A `&HeaderMap` is what every function of this crate takes that takes headers, repeated
//! ones and those that are no text included: [`headers::device_id`](crate::headers::device_id),
//! [`RequestHeaders::decode_package1`](crate::RequestHeaders::decode_package1), and the rest. [`accept`] and
//! [`handle_response`] take whole messages.
//!
//! Two things stay the caller's: that a server answers nothing but POST, and that a body is read up to
//! [`Limits::body_bytes`](crate::Limits::body_bytes) and no further, before it is given to anything here.
//!
//! # Examples
//!
//! Both sides of a session, with nothing between them:
//!
//! ```
//! use omadm::{
//!     Address, Command, DeviceId, Options, ServerUri, StatusCode, headers, http,
//!     session::{SessionLimits, client::{Opening, Step}, server::Session},
//! };
//!
//! let (options, limits) = (Options::default(), SessionLimits::default());
//!
//! // The server: what `axum` and others hand over, and what they take back.
//! let mut stored: Option<Session> = None;
//! let mut serve = |request: ::http::Request<Vec<u8>>| -> Result<::http::Response<Vec<u8>>, http::HttpError> {
//!     let device = headers::device_id(request.headers(), &options).unwrap().value;
//!     assert_eq!(device, "IMEI:1");
//!     let accepted = http::accept(stored.take(), &request, &options, &limits);
//!     let response = match accepted.result {
//!         Err(refusal) => refusal.response(),
//!         Ok(_) => {
//!             let mut session = accepted.session.unwrap();
//!             let commands = match session.record().is_empty() {
//!                 true => vec![Command::Delete(Address::parse("urn:oma:mo:x:1.0//a").unwrap())],
//!                 false => vec![Command::End],
//!             };
//!             let response = session.respond(commands, &options).unwrap();
//!             stored = Some(session);
//!             response
//!         }
//!     };
//!     response.try_into()
//! };
//!
//! // The client.
//! let server = ServerUri::parse("https://dm.example/dm")?;
//! let mut session = Opening::new(server, DeviceId::parse("IMEI:1")?).open()?;
//! loop {
//!     match session.poll() {
//!         Step::Post(request) => {
//!             let response = serve(request.try_into()?)?;
//!             http::handle_response(&mut session, &response)?;
//!         }
//!         Step::Execute(_) => session.answer(StatusCode::NOT_FOUND)?,
//!         Step::Closed => break,
//!         _ => unreachable!(),
//!     }
//! }
//! assert_eq!(session.failure(), None);
//! assert_eq!(stored.unwrap().record().len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod convert;
mod error;

pub use error::HttpError;

use crate::{
    limits::Options,
    session::{
        SessionLimits,
        client::{self, Received},
        server::{self, Accepted},
    },
    status::StatusCode,
};

/// Takes a POST of a device whose session, if there is one, is `stored`: [`server::accept`] for a request of the crate
/// `http`. Its method and its URI are not looked at.
///
/// # Examples
///
/// ```
/// use omadm::{Options, StatusCode, http, session::SessionLimits};
///
/// let request = ::http::Request::post("/dm").header("content-type", "text/html").body("<html>")?;
/// let accepted = http::accept(None, &request, &Options::default(), &SessionLimits::default());
/// let response: ::http::Response<Vec<u8>> = accepted.result.unwrap_err().response().try_into()?;
/// assert_eq!(response.status(), 415);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn accept<B: AsRef<[u8]>>(
    stored: Option<server::Session>,
    request: &::http::Request<B>,
    options: &Options,
    limits: &SessionLimits,
) -> Accepted {
    server::accept(stored, request.headers(), request.body().as_ref(), options, limits)
}

/// Takes the response to the last POST: [`client::Session::handle_response`] for a response of the crate `http`.
///
/// A status of 600 to 999, which is none, counts as 500 (RFC 9110, section 15).
///
/// # Errors
///
/// As [`client::Session::handle_response`].
///
/// # Examples
///
/// ```
/// use omadm::{DeviceId, ServerUri, http, session::client::Opening};
///
/// let mut session = Opening::new(ServerUri::parse("https://h/")?, DeviceId::parse("IMEI:1")?).open()?;
/// session.poll();
/// let response = ::http::Response::builder().status(301).header("location", "https://h/dm").body("")?;
/// let error = http::handle_response(&mut session, &response).unwrap_err();
/// assert_eq!(error.to_string(), "the server redirects (301)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn handle_response<B: AsRef<[u8]>>(
    session: &mut client::Session,
    response: &::http::Response<B>,
) -> Result<Received, client::Error> {
    let status = StatusCode::try_from(response.status()).unwrap_or(StatusCode::INTERNAL_ERROR);
    session.handle_response(status, response.headers(), response.body().as_ref())
}

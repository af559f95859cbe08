//! The DM server: every POST goes into the session of its device, and out comes what it is answered with.

use crate::{
    diagram::{Arrow, Diagram, complain},
    intake, message,
};
use axum::{Router, body::Body, extract::State};
use http::{HeaderValue, Method, header};
use omadm::{
    Command, DeviceId, Dialect, Options, StatusCode, headers,
    session::{
        Response, SessionLimits,
        server::{Event, Session},
    },
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};
use tokio::sync::watch;

/// How many devices may have a session open. One more ends the session of the device that was silent longest.
const SESSIONS: usize = 1_024;

type Message = http::Response<Vec<u8>>;

pub(crate) struct Server {
    /// What every session is sent, a Package#2 for each POST.
    packages: Vec<Vec<Command<'static>>>,
    /// The only dialect that is spoken; `None` for both.
    dialect: Option<Dialect>,
    diagram: Diagram,
    on_end: Box<dyn Fn(&Session) + Send + Sync>,
    options: Options,
    limits: SessionLimits,
    /// One lock for all: two POSTs of one device are taken one after the other.
    open: Mutex<HashMap<DeviceId<'static>, Open>>,
    /// How many Package#3 were accepted.
    answered: watch::Sender<usize>,
}

struct Open {
    session: Session,
    heard: Instant,
}

impl Server {
    pub(crate) fn new(packages: Vec<Vec<Command<'static>>>, diagram: Diagram) -> Server {
        Server {
            packages,
            dialect: None,
            diagram,
            on_end: Box::new(|_| ()),
            options: Options::default(),
            limits: SessionLimits::default(),
            open: Mutex::default(),
            answered: watch::Sender::new(0),
        }
    }

    pub(crate) fn with_dialect(mut self, dialect: Option<Dialect>) -> Server {
        self.dialect = dialect;
        self
    }

    /// What is done with a session that is over.
    pub(crate) fn on_end(mut self, on_end: impl Fn(&Session) + Send + Sync + 'static) -> Server {
        self.on_end = Box::new(on_end);
        self
    }

    /// Who is told how many Package#3 were accepted.
    pub(crate) fn telling(mut self, answered: watch::Sender<usize>) -> Server {
        self.answered = answered;
        self
    }

    /// Any path.
    pub(crate) fn router(self: Arc<Self>) -> Router {
        Router::new().fallback(handle).with_state(self)
    }

    /// Takes a POST.
    fn take(&self, request: &http::Request<Vec<u8>>) -> Message {
        let device = match headers::device_id(request.headers(), &self.options) {
            Ok(device) => device.value.into_owned(),
            Err(error) => return self.refuse(Some(request), error.http_status(), &error.to_string()),
        };
        // What panicked with it has not left half a session: they are taken out and put back whole.
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let stored = open.remove(&device).map(|open| open.session);
        let accepted = omadm::http::accept(stored, request, &self.options, &self.limits);
        accepted.ended.iter().for_each(|session| (self.on_end)(session));
        let (response, session) = match (accepted.result, accepted.session) {
            (Ok(event), Some(session)) => self.respond(request, &event, session),
            (Err(refusal), session) => {
                (self.refuse(Some(request), refusal.http_status(), &refusal.to_string()), session)
            }
            // An event belongs to a session.
            (Ok(_), None) => (self.refuse(Some(request), StatusCode::INTERNAL_ERROR, "no session"), None),
        };
        match session {
            Some(session) if session.is_over() => (self.on_end)(&session),
            Some(session) => {
                self.make_room(&mut open);
                open.insert(device, Open { session, heard: Instant::now() });
            }
            None => {}
        }
        response
    }

    /// Answers with what is next for the session: what no package is left for is over.
    fn respond(
        &self,
        request: &http::Request<Vec<u8>>,
        event: &Event,
        mut session: Session,
    ) -> (Message, Option<Session>) {
        if self.dialect.is_some_and(|only| only != session.dialect()) {
            let problem = "a dialect that this server does not speak";
            return (self.refuse(Some(request), StatusCode::NOT_ACCEPTABLE, problem), None);
        }
        let sent = session.record().iter().last().map_or(0, |entry| entry.turn());
        let (step, name) = match event {
            Event::Answered(_) => (2 * sent + 1, "Package#3"),
            _ => (1, "Package#1"),
        };
        self.show(Some(request), &step.to_string(), &format!("POST {name}"));
        let package = self.packages.get(sent).cloned().unwrap_or_else(|| vec![Command::End]);
        let response = session.respond(package, &self.options).or_else(|misuse| {
            complain(&format!("Package#2 no. {} is END instead: {misuse}", sent + 1));
            session.respond([Command::End], &self.options)
        });
        let response = response.unwrap_or_else(|misuse| {
            complain(&format!("not even END can be sent: {misuse}"));
            Response::refusing(StatusCode::INTERNAL_ERROR)
        });
        let is_package = response.status == StatusCode::OK;
        let message = match Message::try_from(response) {
            Ok(message) => message,
            Err(error) => return (self.refuse(None, StatusCode::INTERNAL_ERROR, &error.to_string()), None),
        };
        let lines = message::lines(message.headers(), message.body());
        let label = format!("{} {}", message.status().as_u16(), if is_package { "Package#2" } else { "" });
        self.diagram.package(&(step + 1).to_string(), Arrow::ServerToClient, label.trim_end(), &lines);
        if let Event::Answered(_) = event {
            self.answered.send_modify(|count| *count += 1);
        }
        (message, is_package.then_some(session))
    }

    /// An answer that is no package, with the reason for whoever reads it.
    fn refuse(&self, request: Option<&http::Request<Vec<u8>>>, status: StatusCode, problem: &str) -> Message {
        self.show(request, "", "POST");
        self.diagram.package("", Arrow::ServerToClient, &message::code(status), &[problem.to_owned()]);
        let mut message = Message::new(format!("{problem}\n").into_bytes());
        *message.status_mut() = status.into();
        let text = HeaderValue::from_static("text/plain; charset=utf-8");
        // A map without anything in it has room.
        let _ = message.headers_mut().try_insert(header::CONTENT_TYPE, text);
        message
    }

    fn show(&self, request: Option<&http::Request<Vec<u8>>>, step: &str, label: &str) {
        if let Some(request) = request {
            let mut lines = message::lines(request.headers(), request.body());
            if let (Some(first), Ok(device)) =
                (lines.first_mut(), headers::device_id(request.headers(), &self.options))
            {
                *first = format!("{}: {first}", device.value);
            }
            self.diagram.package(step, Arrow::ClientToServer, label, &lines);
        }
    }

    fn make_room(&self, open: &mut HashMap<DeviceId<'static>, Open>) {
        if open.len() < SESSIONS {
            return;
        }
        let silent = open.iter().min_by_key(|(_, open)| open.heard).map(|(device, _)| device.clone());
        if let Some(mut open) = silent.and_then(|device| open.remove(&device)) {
            open.session.end();
            (self.on_end)(&open.session);
        }
    }
}

async fn handle(State(server): State<Arc<Server>>, request: http::Request<Body>) -> http::Response<Body> {
    let (head, body) = request.into_parts();
    let response = if head.method != Method::POST {
        let mut response = server.refuse(None, StatusCode::COMMAND_NOT_ALLOWED, "only POST is answered here");
        let _ = response.headers_mut().try_insert(header::ALLOW, HeaderValue::from_static("POST"));
        response
    } else {
        match intake::read(body, server.options.limits.body_bytes).await {
            Ok(body) => server.take(&http::Request::from_parts(head, body)),
            Err((status, problem)) => server.refuse(None, status, &problem),
        }
    };
    response.map(Body::from)
}

//! The Web Browser Component: what SHOW starts, and nobody in the session waits for.

use crate::{
    diagram::{Arrow, Diagram},
    stop::Stop,
    web::Web,
};
use http::Uri;
use omadm::{ServerUri, StatusCode};
use std::{
    thread::{self, JoinHandle},
    time::Duration,
};

/// How many pages may be open at once. A server can send any number of SHOWs.
const WINDOWS: usize = 8;

/// A browser that reads its page and closes.
pub(crate) struct Browser {
    web: Web,
    diagram: Diagram,
    windows: Vec<JoinHandle<Seen>>,
    /// The status of every page whose window is closed, where there was one.
    statuses: Vec<Option<u16>>,
}

/// What a user has seen: the status, and a line about it.
type Seen = (Option<u16>, String);

impl Browser {
    pub(crate) const fn new(web: Web, diagram: Diagram) -> Browser {
        Browser { web, diagram, windows: Vec::new(), statuses: Vec::new() }
    }

    /// Starts at a page. The status says whether it started, and never how it went.
    pub(crate) fn open(&mut self, step: &str, page: &ServerUri) -> StatusCode {
        self.close_finished();
        let Ok(target) = Uri::try_from(page) else { return StatusCode::INTERNAL_ERROR };
        if page.is_https() || self.windows.len() >= WINDOWS {
            return StatusCode::INTERNAL_ERROR;
        }
        self.diagram.aside(step, Arrow::Out, "browser", &[page.to_string()]);
        let (web, page) = (self.web.clone(), page.to_string());
        let window = thread::Builder::new().spawn(move || read(&web, target, &page));
        match window {
            Ok(window) => self.windows.push(window),
            Err(_) => return StatusCode::INTERNAL_ERROR,
        }
        StatusCode::OK
    }

    /// Waits until the user has seen it all.
    pub(crate) fn wait(&mut self, stop: &Stop) {
        while !self.windows.is_empty() && !stop.is_asked() {
            self.close_finished();
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The status of every page that was read.
    pub(crate) fn statuses(&self) -> &[Option<u16>] {
        &self.statuses
    }

    fn close_finished(&mut self) {
        let (finished, open): (Vec<_>, Vec<_>) = self.windows.drain(..).partition(JoinHandle::is_finished);
        self.windows = open;
        for window in finished {
            let (status, line) = window.join().unwrap_or((None, "the browser has crashed".to_owned()));
            self.statuses.push(status);
            self.diagram.aside("", Arrow::Back, "browser", &[line]);
        }
    }
}

fn read(web: &Web, target: Uri, page: &str) -> Seen {
    let mut request = http::Request::new(());
    *request.uri_mut() = target;
    match web.send(request) {
        Ok(response) => {
            let status = response.status();
            (Some(status.as_u16()), format!("{page}: {status}, {} bytes", response.body().len()))
        }
        Err(none) => (None, format!("{page}: {}", none.problem)),
    }
}

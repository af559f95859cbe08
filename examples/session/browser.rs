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
    windows: Vec<JoinHandle<String>>,
}

impl Browser {
    pub(crate) const fn new(web: Web, diagram: Diagram) -> Browser {
        Browser { web, diagram, windows: Vec::new() }
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

    fn close_finished(&mut self) {
        let (finished, open) = self.windows.drain(..).partition(JoinHandle::is_finished);
        self.windows = open;
        let finished: Vec<JoinHandle<String>> = finished;
        for window in finished {
            let line = window.join().unwrap_or_else(|_| "the browser has crashed".to_owned());
            self.diagram.aside("", Arrow::Back, "browser", &[line]);
        }
    }
}

fn read(web: &Web, target: Uri, page: &str) -> String {
    let mut request = http::Request::new(());
    *request.uri_mut() = target;
    match web.send(request) {
        Ok(response) => format!("{page}: {}, {} bytes", response.status(), response.body().len()),
        Err(none) => format!("{page}: {}", none.problem),
    }
}

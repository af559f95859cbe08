//! A device without `std`: `core`, `alloc`, and limits as small as its memory. `no-std/` links this very file into a binary
//! that has neither.

use alloc::{string::String, vec::Vec};
use core::fmt;
use omadm::{
    ClientUri, Command, DeviceId, Json, JsonObject, Limits, ManagementData, MoData, Options, Record,
    ServerUri, StatusCode, address,
    session::{
        Request, SessionLimits,
        client::{Answer, Error, Failure, Misuse, Opening, Step},
    },
};

/// What the server may make this device hold: bodies of 4 KiB with 16 commands.
pub fn options() -> Options {
    let limits = Limits::default()
        .with_body_bytes(4 << 10)
        .with_values(256)
        .with_commands(16)
        .with_alerts(4)
        .with_string_bytes(512)
        .with_warnings(2);
    Options::default().with_limits(limits)
}

/// What there is to manage.
#[derive(Debug, Default)]
pub struct Device {
    /// The one leaf, `urn:example:mo:lamp:1.0/1/On`. Executing `…/Toggle` changes it.
    pub on: bool,
}

/// What came over the link: an HTTP status, the Content-Type and the body.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The Content-Type.
    pub content_type: String,
    /// The body.
    pub body: Vec<u8>,
}

/// Why there was no session.
#[derive(Debug)]
pub enum Trouble {
    /// A fault of this program.
    Misuse(Misuse),
    /// The server's doing, or the link's.
    Failed(Failure),
    /// The server redirects, and this device does not follow.
    Redirected(StatusCode),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Misuse(misuse) => misuse.fmt(f),
            Trouble::Failed(failure) => failure.fmt(f),
            Trouble::Redirected(status) => write!(f, "redirected ({status})"),
        }
    }
}

impl Device {
    /// One session with a server. `exchange` sends a POST and brings what comes back, over whatever link there is.
    pub fn manage(
        &mut self,
        server: ServerUri<'static>,
        id: DeviceId<'static>,
        mut exchange: impl FnMut(&Request) -> Response,
    ) -> Result<(), Trouble> {
        let opening = Opening::new(server, id).with_options(options());
        let opening = opening.with_limits(SessionLimits::default().with_turns(8).with_commands(64));
        let mut session = opening.open().map_err(Trouble::Misuse)?;
        loop {
            match session.poll() {
                Step::Post(request) => {
                    let response = exchange(&request);
                    let status = StatusCode::new(response.status).unwrap_or(StatusCode::INTERNAL_ERROR);
                    let headers = [("Content-Type", &response.content_type)];
                    let handled = session.handle_response(status, headers, &response.body);
                    handled.map_err(|error| match error {
                        Error::Misuse(misuse) => Trouble::Misuse(misuse),
                        Error::Failed(failure) => Trouble::Failed(failure),
                        _ => Trouble::Redirected(status),
                    })?;
                }
                Step::Execute(command) => {
                    let (on, answer) = self.execute(command);
                    session.answer(answer).map_err(Trouble::Misuse)?;
                    self.on = on;
                }
                Step::Closed => break,
                _ => {}
            }
        }
        session.failure().map_or(Ok(()), |failure| Err(Trouble::Failed(failure.clone())))
    }

    fn execute(&self, command: &Command) -> (bool, Answer) {
        let on = match command {
            Command::Exec { node, report_to: None } if *node == "urn:example:mo:lamp:1.0/1/Toggle" => {
                !self.on
            }
            _ => self.on,
        };
        let answer = match command {
            // A document can stand for a tree, and a device this small needs no other.
            Command::Get(uris) => match self.document() {
                Some(document) => address::get(&document, uris, &options()).into(),
                None => StatusCode::INTERNAL_ERROR.into(),
            },
            Command::Exec { .. } if on != self.on => StatusCode::OK.into(),
            Command::Exec { .. } | Command::Delete(_) => StatusCode::NOT_FOUND.into(),
            _ => StatusCode::NOT_IMPLEMENTED.into(),
        };
        (on, answer)
    }

    /// Everything there is to read.
    fn document(&self) -> Option<ManagementData<'static>> {
        let data = JsonObject::new([("Lamp", Json::object([("On", self.on.into())]))]);
        let root = ClientUri::parse("urn:example:mo:lamp:1.0/1/").ok()?;
        Some(ManagementData::new([Record::new(root, MoData::new(data).ok()?).ok()?]))
    }
}

//! A server's turn in a session: what comes in, and what is sent next.

use super::Rng;
use omadm::{
    Command, Options, Package2, Slot, json,
    session::{
        SessionLimits,
        server::{Event, Session, accept},
    },
};

/// What a turn starts from.
pub(crate) struct Turn {
    opening: Vec<u8>,
    sent: Vec<Command<'static>>,
    pub(crate) package3: Vec<u8>,
    /// What the session sends next.
    pub(crate) next: Vec<Command<'static>>,
}

impl Turn {
    pub(crate) fn new(rng: &mut Rng) -> Self {
        let opening = super::package1(rng, 400).into_bytes();
        let sent = commands(rng);
        let statuses: Vec<_> = sent.iter().map(status).collect();
        let package3 = format!(r#"{{"Status":[{}]}}"#, statuses.join(",")).into_bytes();
        Turn { opening, sent, package3, next: commands(rng) }
    }

    /// The session that waits for the statuses, as it is in the memory of a server: a clone has no room for another turn.
    pub(crate) fn session(&self, options: &Options) -> Session {
        let headers = headers("application/vnd.oma.dm.initiation+json");
        let accepted = accept(None, headers, &self.opening, options, &SessionLimits::default());
        let mut session = accepted.session.unwrap();
        session.respond(self.sent.clone(), options).unwrap();
        session
    }

    /// The turn itself: the statuses come in, the next commands go out.
    pub(crate) fn play(
        session: Session,
        package3: &[u8],
        next: Vec<Command<'static>>,
        options: &Options,
    ) -> Session {
        let headers = headers("application/vnd.oma.dm.response+json");
        let accepted = accept(Some(session), headers, package3, options, &SessionLimits::default());
        assert!(matches!(accepted.result, Ok(Event::Answered(_))));
        let mut session = accepted.session.unwrap();
        std::hint::black_box(session.respond(next, options).unwrap());
        session
    }
}

fn headers(media_type: &'static str) -> [(&'static str, &'static str); 3] {
    [
        ("Content-Type", media_type),
        ("Accept", "application/vnd.oma.dm.request+json"),
        ("OMADM-DevID", "IMEI:490154203237518"),
    ]
}

/// Some eight commands.
fn commands(rng: &mut Rng) -> Vec<Command<'static>> {
    let body = super::package2(rng, 600).into_bytes();
    let package = json::decode::<Package2>(&body, &Options::default()).unwrap().value.into_owned();
    let command = |slot| match slot {
        Slot::Command(Command::End) | Slot::Unreadable(_) => None,
        Slot::Command(command) => Some(command),
    };
    package.commands.into_iter().filter_map(command).collect()
}

/// What a device answers; a Get is not answered 200, as its data would follow.
fn status(command: &Command<'_>) -> &'static str {
    match command {
        Command::Get(_) => r#"{"sc":404}"#,
        Command::HGet { to: None, .. } => r#"{"sc":200,"URI":["urn:oma:mo:sensor:1.0/left/"]}"#,
        Command::Exec { .. } => r#"{"sc":202}"#,
        _ => r#"{"sc":200}"#,
    }
}

//! A server's session, rule by rule (section 2), and as it is stored between two requests.

#[path = "session_server/headers.rs"]
mod headers;
#[path = "session_server/limits.rs"]
mod limits;
#[path = "session_server/posts.rs"]
mod posts;
#[path = "session_server/processes.rs"]
mod processes;
#[path = "session_server/record.rs"]
mod record;
#[path = "session_server/respond.rs"]
mod respond;
#[path = "session_server/stored.rs"]
mod stored;

use omadm::{
    Address, ClientUri, Command, Dialect, Options, ServerUri,
    session::{
        SessionLimits,
        server::{self, Accepted, Answered, Event, Opened, Refusal, Session},
    },
};

const BOTH: [Dialect; 2] = [Dialect::Published, Dialect::Draft];

/// A POST as its headers and body.
#[derive(Clone)]
struct Post {
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Post {
    fn new(dialect: Dialect, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let (accept, device) = match dialect {
            Dialect::Published => ("application/vnd.oma.dm.request+json", "OMADM-DevID"),
            Dialect::Draft => ("application/dm20", "X-OMADMDevID"),
        };
        let headers = [("Content-Type", content_type), ("Accept", accept), (device, "IMEI:1")];
        Post { headers: headers.map(|(name, value)| (name, value.to_owned())).to_vec(), body: body.into() }
    }

    fn package1(dialect: Dialect) -> Self {
        let body = r#"{"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"}]}"#;
        Post::new(dialect, "application/vnd.oma.dm.initiation+json", body)
    }

    /// A Package#3 of these codes.
    fn package3(dialect: Dialect, codes: &[u16]) -> Self {
        match dialect {
            Dialect::Published => {
                let codes: Vec<_> = codes.iter().map(|code| format!("{{\"sc\":{code}}}")).collect();
                let body = format!("{{\"Status\":[{}]}}", codes.join(","));
                Post::new(dialect, "application/vnd.oma.dm.response+json", body)
            }
            Dialect::Draft => {
                let body: String = codes.iter().map(|code| format!("{code}\r\n")).collect();
                Post::new(dialect, "application/dm20status", body)
            }
        }
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name, value.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self
    }
}

fn accept_within(stored: Option<Session>, post: &Post, limits: SessionLimits) -> Accepted {
    let headers: Vec<_> = post.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    server::accept(stored, headers, &post.body, &Options::default(), &limits)
}

fn accept(stored: Option<Session>, post: &Post) -> Accepted {
    accept_within(stored, post, SessionLimits::default())
}

/// A session that owes a response to its Package#1.
fn opened(dialect: Dialect) -> Session {
    accept(None, &Post::package1(dialect)).session.unwrap()
}

fn opened_within(limits: SessionLimits) -> Session {
    accept_within(None, &Post::package1(Dialect::Published), limits).session.unwrap()
}

/// A session that awaits the answer to these commands.
fn waiting(dialect: Dialect, commands: impl IntoIterator<Item = Command<'static>>) -> Session {
    let mut session = opened(dialect);
    session.respond(commands, &Options::default()).unwrap();
    session
}

fn opening_of(accepted: Accepted) -> Opened {
    match accepted.result {
        Ok(Event::Opened(opened)) => opened,
        other => panic!("{other:?}"),
    }
}

fn answered(accepted: Accepted) -> (Session, Answered) {
    match accepted.result {
        Ok(Event::Answered(answered)) => (accepted.session.unwrap(), answered),
        other => panic!("{other:?}"),
    }
}

/// A refusal that leaves the stored session as it was.
fn refused(stored: &Session, post: &Post) -> Refusal {
    let accepted = accept(Some(stored.clone()), post);
    assert_eq!(accepted.session.as_ref(), Some(stored), "a refusal changed the session");
    assert_eq!(accepted.ended, None);
    accepted.result.unwrap_err()
}

fn uri(text: &str) -> ServerUri<'static> {
    text.parse().unwrap()
}

fn node(text: &str) -> Address<'static> {
    text.parse().unwrap()
}

fn delete() -> Command<'static> {
    Command::Delete(node("urn:x//a"))
}

fn get() -> Command<'static> {
    Command::Get("*".parse::<ClientUri<'static>>().unwrap().into())
}

//! A client's session, rule by rule (section 2).

#[path = "session_client/alerts.rs"]
mod alerts;
#[path = "session_client/answers.rs"]
mod answers;
#[path = "session_client/limits.rs"]
mod limits;
#[path = "session_client/responses.rs"]
mod responses;
#[path = "session_client/room.rs"]
mod room;
#[path = "session_client/turns.rs"]
mod turns;

use omadm::{
    Command, DeviceId, Dialect, ServerUri, StatusCode,
    session::{
        Request,
        client::{Error, Opening, Received, Session, Step},
    },
};

const BOTH: [Dialect; 2] = [Dialect::Published, Dialect::Draft];

fn opening(dialect: Dialect) -> Opening {
    let server = ServerUri::parse("https://dm.example/dm").unwrap();
    Opening::new(server, DeviceId::parse("IMEI:1").unwrap()).with_dialect(dialect)
}

/// A session that awaits the response to its Package#1.
fn awaiting(opening: Opening) -> Session {
    let mut session = opening.open().unwrap();
    post(&mut session);
    session
}

fn post(session: &mut Session) -> Request {
    match session.poll() {
        Step::Post(request) => request,
        other => panic!("no POST: {other:?}"),
    }
}

fn command(session: &mut Session) -> Command<'static> {
    match session.poll() {
        Step::Execute(command) => command.clone(),
        other => panic!("no command: {other:?}"),
    }
}

fn is_closed(session: &mut Session) -> bool {
    matches!(session.poll(), Step::Closed)
}

/// A Package#2 of the session's dialect.
fn respond(session: &mut Session, body: &str) -> Result<Received, Error> {
    let media_type = match session.dialect() {
        Dialect::Published => "application/vnd.oma.dm.request+json",
        Dialect::Draft => "application/dm20",
    };
    session.handle_response(StatusCode::OK, [("Content-Type", media_type)], body.as_bytes())
}

/// The same commands in either dialect: `DELETE urn:x//a` and so on, one a line.
fn package2(dialect: Dialect, lines: &[&str]) -> String {
    match dialect {
        Dialect::Draft => lines.iter().flat_map(|line| [line, "\r\n"]).collect(),
        Dialect::Published => {
            let commands: Vec<_> = lines
                .iter()
                .map(|line| {
                    let fields: Vec<_> = line.split(' ').map(|field| format!("\"{field}\"")).collect();
                    format!("[{}]", fields.join(","))
                })
                .collect();
            format!("{{\"CMD\":[{}]}}", commands.join(","))
        }
    }
}

fn respond_with(session: &mut Session, lines: &[&str]) -> Received {
    let body = package2(session.dialect(), lines);
    respond(session, &body).unwrap()
}

/// The codes of a Package#3, and its alerts.
fn reported(request: &Request) -> (Vec<u16>, Vec<String>) {
    let body =
        omadm::body::decode(&request.headers.content_type, &request.body, &omadm::Options::strict()).unwrap();
    let omadm::body::Content::Package3(package) = body.value.content else { panic!("no Package#3") };
    let codes = package.statuses.iter().map(|status| status.code.as_u16()).collect();
    (codes, package.alerts.iter().map(|alert| alert.alert_type.to_string()).collect())
}

//! [CR-BASIC], steps 0 to 8, with both sides and everything beside them on the loopback interface.

use crate::{
    DONE, FAILED,
    client::Client,
    commands, device,
    diagram::{self, Arrow, Diagram},
    listen, message, pages,
    repository::Repository,
    server::Server,
    status,
    stop::Stop,
};
use axum::Router;
use omadm::{
    Alert, DeviceId, Dialect, Notification, Options, ServerUri,
    binary::{self, Secret},
    session::server::{CommandState, Session},
};
use std::sync::{Arc, mpsc};
use tokio::runtime::Runtime;

/// What server and client have agreed on before.
const SECRET: &[u8] = b"loopback";
const SERVER_ID: &str = "dm.example";
const NOTIFICATION_ID: u16 = 4660;
const DEVICE: &str = "IMEI:493005100592800";

/// What HGET fetches in step 6, and DELETE deletes in step 8.
const FETCHED: &str = "urn:oma:mo:mms:1.0";

/// A command of the server, with the status it is to be answered with. Those of a package with END are not answered.
type Expected = (String, Option<u16>);

/// Where everything listens.
struct Places {
    repository: String,
    pages: String,
    reports: String,
}

/// Steps 2, 4, 6 and 8: what the server sends.
fn packages(at: &Places) -> Vec<Vec<Expected>> {
    let Places { repository, pages, reports } = at;
    let answered = |command: &str, status| (command.to_owned(), Some(status));
    let last = |command: &str| (command.to_owned(), None);
    vec![
        vec![
            answered(r#"["GET","urn:oma:mo:oma-dm-devinfo:1.0//?Levels=1"]"#, 200),
            answered(r#"["DELETE","urn:oma:mo:sensor:1.0/left/Data/1"]"#, 200),
            // It is permanent.
            answered(r#"["DELETE","urn:oma:mo:oma-dm-devinfo:1.0//DevID"]"#, 405),
            answered(&format!(r#"["EXEC","urn:oma:mo:sensor:1.0/right/Calibrate","{reports}done"]"#), 202),
        ],
        vec![
            answered(&format!(r#"["SHOW","{pages}consent"]"#), 200),
            answered(r#"["GET","urn:oma:mo:sensor:1.0/(x)/Data/*/Value?nv=(x)/ID:Temperature"]"#, 200),
        ],
        vec![
            answered(&format!(r#"["HGET","{repository}new-mo"]"#), 200),
            answered(&format!(r#"["HGET","{repository}setting","urn:oma:mo:sensor:1.0/left/Setting"]"#), 200),
            answered(&format!(r#"["HGET","{repository}nothing"]"#), 404),
            answered(&format!(r#"["HPUT","{repository}backup","urn:oma:mo:sensor:1.0/left/"]"#), 200),
            answered(&format!(r#"["HPOST","{repository}log","urn:oma:mo:mms:1.0//Proxy"]"#), 200),
        ],
        vec![last(r#"["DELETE","urn:oma:mo:mms:1.0//"]"#), last(r#"["END"]"#)],
    ]
}

/// What the repository has to have in the end.
const BROUGHT: [(&str, &str); 2] = [
    (
        "PUT /backup",
        r#"[{"ClientURI":"urn:oma:mo:sensor:1.0/left/","MOData":{"Sensor":{"ID":"GPS","Setting":"0xC7","Calibrate":null,"Data":{"2":{"Date":12.2,"Value":"b"}}}}}]"#,
    ),
    ("POST /log", r#"[{"ClientURI":"urn:oma:mo:mms:1.0//Proxy","MOData":{"Proxy":"mms.example"}}]"#),
];

/// Runs it whole, and says whether every status was as expected.
pub(crate) fn run(runtime: &Runtime, stop: &Stop, dialect: Dialect) -> Result<u8, String> {
    let diagram = Diagram::new();
    let (sessions, over) = mpsc::channel::<Session>();
    let mut servers = Vec::new();
    let mut start = |router: Router| -> Result<String, String> {
        let (listener, at) = bind(runtime)?;
        servers.push(runtime.spawn(listen::serve(listener, router, stop.clone())));
        Ok(at)
    };
    let keep = || {
        let sessions = sessions.clone();
        move |session: &Session| drop(sessions.send(session.clone()))
    };

    let repository = Repository::default();
    let reports = Arc::new(Server::new(Vec::new(), diagram).on_end(keep()));
    let (listener, server_at) = bind(runtime)?;
    let waiting = tokio::sync::watch::Sender::new(0);
    let at = Places {
        repository: start(repository.router())?,
        pages: start(pages::router(waiting.subscribe()))?,
        reports: start(reports.router())?,
    };
    let expected = packages(&at);
    let lines = expected.iter().map(|package| {
        let commands: Vec<&str> = package.iter().map(|(command, _)| command.as_str()).collect();
        commands::package(&format!(r#"{{"CMD":[{}]}}"#, commands.join(",")))
    });
    let server = Server::new(lines.collect::<Result<_, _>>()?, diagram).on_end(keep()).telling(waiting);
    servers.push(runtime.spawn(listen::serve(listener, Arc::new(server).router(), stop.clone())));

    diagram.begin("[CR-BASIC], steps 0 to 8");
    let device = DeviceId::parse(DEVICE).map_err(|error| error.to_string())?;
    let data = device::usual_data();
    // Both sides see every package; the server prints them.
    let mut client = Client::new(device, dialect, &data, diagram.without_packages(), stop.clone())?;
    let notification = notify(diagram)?;
    let server = ServerUri::try_from(server_at).map_err(|error| error.to_string())?;
    let opening = client.opening(server).with_notification(&notification);
    let opening = opening.with_alert(Alert::new("urn:oma:at:omadm-example:1.0:battery-low"));
    let mut problems: Vec<String> = client.run(opening).err().into_iter().collect();

    let was_stopped = stop.is_asked();
    stop.ask();
    for server in servers {
        runtime.block_on(server).map_err(|error| format!("a server has crashed: {error}"))?;
    }
    if was_stopped {
        diagram::complain("stopped before the end");
        return Ok(FAILED);
    }
    // Shown, although the session did not wait; and deleted, although nobody was told.
    if client.device().shown() != [Some(200)] {
        problems.push(format!("the browser has seen {:?}", client.device().shown()));
    }
    if client.device().mos().iter().any(|mo| mo.moid.as_ref().is_some_and(|moid| *moid == FETCHED)) {
        problems.push("the commands beside END were not carried out".to_owned());
    }

    let over: Vec<Session> = over.try_iter().collect();
    over.iter().for_each(status::print);
    problems.extend(differences(&expected, over.first()));
    if over.get(1).is_none() {
        problems.push("nothing came of the EXEC".to_owned());
    }
    let brought = repository.brought();
    let brought = brought.iter().map(|(what, document)| (what.as_str(), document.as_str()));
    if !brought.clone().eq(BROUGHT) {
        problems.push(format!("the Data Repository has {:?}", brought.collect::<Vec<_>>()));
    }
    problems.iter().for_each(|problem| diagram::complain(problem));
    if problems.is_empty() {
        diagram::write("\nEvery status is as expected.\n");
    }
    Ok(if problems.is_empty() { DONE } else { FAILED })
}

/// Step 0: the notification, which a push service would bring, is signed by the server and verified by the client.
fn notify(diagram: Diagram) -> Result<Notification<'static>, String> {
    let (secret, options) = (Secret::new(SECRET), Options::default());
    let asked = Notification::new()
        .with_server_id(SERVER_ID)
        .with_notification_id(NOTIFICATION_ID)
        .with_req_mos(true);
    let mut bytes = Vec::new();
    binary::encode_signed(&asked, &secret, b"", &mut bytes, &options).map_err(|error| error.to_string())?;
    let verified = binary::verify(&bytes, &secret, b"", &options).map_err(|error| error.to_string())?.value;
    let lines = [
        format!("{} bytes, out of band, verified", bytes.len()),
        format!("notification {NOTIFICATION_ID} of {SERVER_ID}, which asks for the MOs"),
    ];
    diagram.package("0", Arrow::ServerToClient, "Package#0", &lines);
    Ok(verified.into_owned())
}

/// What in the status resource is not as it should be.
fn differences(expected: &[Vec<Expected>], session: Option<&Session>) -> Vec<String> {
    let Some(session) = session else { return vec!["the session has not ended".to_owned()] };
    let expected: Vec<_> = expected.iter().flatten().collect();
    let mut differences = Vec::new();
    if expected.len() != session.record().len() {
        differences.push(format!(
            "{} commands were sent instead of {}",
            session.record().len(),
            expected.len()
        ));
    }
    for ((_, expected), entry) in expected.into_iter().zip(session.record().iter()) {
        let found = match entry.state() {
            CommandState::Answered(status) => Some(status.code.as_u16()),
            _ => None,
        };
        if found != *expected {
            let command = message::command(entry.command(), Dialect::Published);
            let shown = |status: Option<u16>| status.map_or("no status".to_owned(), |code| code.to_string());
            differences.push(format!("{command}: {} instead of {}", shown(found), shown(*expected)));
        }
    }
    differences
}

fn bind(runtime: &Runtime) -> Result<(tokio::net::TcpListener, String), String> {
    let listener = runtime.block_on(listen::bind("127.0.0.1:0"));
    let listener = listener.map_err(|error| format!("cannot listen on the loopback interface: {error}"))?;
    let at = format!("http://{}/", listen::address(&listener));
    Ok((listener, at))
}

//! A server's turn in a session, beside the bare decoding and encoding that it cannot do without.

use crate::{
    clock::Contender,
    contest::Contest,
    data::{self, Rng},
};
use omadm::{
    Command, Options, Package2, Package3, Slot, json,
    session::{
        SessionLimits,
        server::{Event, Session, accept},
    },
};

/// What a turn starts from.
struct Turn {
    session: Session,
    package3: Vec<u8>,
    next: Vec<Command<'static>>,
}

pub(crate) fn run(contest: &mut Contest) {
    if !contest.wants("session/turn") {
        return;
    }
    let (options, limits) = (Options::default(), SessionLimits::default());
    let mut rng = Rng::new(29);
    let turns: Vec<_> = (0..256).map(|_| turn(&mut rng, &options, &limits)).collect();
    let turns = &turns;
    contest.run(
        "session/turn".to_owned(),
        0,
        vec![
            Contender::consuming(
                "omadm",
                || turns.iter().map(|turn| (turn.session.clone(), &turn.package3, turn.next.clone())).collect(),
                |(session, body, commands)| {
                    let headers = headers("application/vnd.oma.dm.response+json");
                    let accepted = accept(Some(session), headers, body, &options, &limits);
                    assert!(matches!(accepted.result, Ok(Event::Answered(_))));
                    let mut session = accepted.session.unwrap();
                    session.respond(commands, &options).unwrap();
                    session
                },
            ),
            Contender::consuming(
                "decode-encode",
                || turns.iter().map(|turn| (&turn.package3, turn.next.clone())).collect(),
                |(body, commands)| {
                    std::hint::black_box(json::decode::<Package3>(body, &options).unwrap());
                    let package = Package2::new(commands);
                    std::hint::black_box(json::to_vec(&package).unwrap());
                    package
                },
            ),
        ],
    );
}

fn headers(media_type: &'static str) -> [(&'static str, &'static str); 3] {
    [
        ("Content-Type", media_type),
        ("Accept", "application/vnd.oma.dm.request+json"),
        ("OMADM-DevID", "IMEI:490154203237518"),
    ]
}

fn turn(rng: &mut Rng, options: &Options, limits: &SessionLimits) -> Turn {
    let opening = data::package1(rng, 400);
    let headers = headers("application/vnd.oma.dm.initiation+json");
    let mut session = accept(None, headers, opening.as_bytes(), options, limits).session.unwrap();
    let sent = commands(rng);
    let statuses: Vec<_> = sent.iter().map(status).collect();
    session.respond(sent, options).unwrap();
    let package3 = format!(r#"{{"Status":[{}]}}"#, statuses.join(",")).into_bytes();
    Turn { session, package3, next: commands(rng) }
}

/// Some eight commands.
fn commands(rng: &mut Rng) -> Vec<Command<'static>> {
    let body = data::package2(rng, 600).into_bytes();
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

//! A server session and a reference of it.

use super::{
    Headers, Law, Script, Seen, borrowed,
    commands::{Kind, Told, command, kind_of},
    owned, same,
};
use omadm::{
    Command, Dialect, ManagementData, Options, Package3, StatusCode, body,
    session::{
        SessionLimits,
        server::{self, Accepted, CommandState, Event, Misuse, Refusal, Session},
    },
};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    Owing,
    Waiting,
    Over,
}

/// What came of a command: its code, `None` if it is awaited, 0 if it will not come.
type State = Option<u16>;

#[derive(Clone)]
struct Reference {
    dialect: Dialect,
    phase: Phase,
    record: Vec<(usize, Kind, State)>,
    turns: usize,
    bytes: usize,
}

impl Reference {
    fn end(&mut self) {
        self.phase = Phase::Over;
        for (_, _, state) in &mut self.record {
            state.get_or_insert(0);
        }
    }

    fn awaited(&self) -> impl Iterator<Item = &Kind> {
        self.record.iter().filter(|(_, _, state)| state.is_none()).map(|(_, kind, _)| kind)
    }
}

struct Both {
    session: Option<Session>,
    reference: Option<Reference>,
    limits: SessionLimits,
    options: Options,
    seen: Seen,
}

/// Runs a script and says what was tried.
pub fn run(script: &mut Script<'_>) -> Result<Seen, String> {
    let some = |script: &mut Script<'_>| *script.pick(&[1_000, 0, 1, 2, 5, 9]);
    let limits = SessionLimits::default()
        .with_turns(some(script))
        .with_commands(some(script))
        .with_bytes(*script.pick(&[1 << 20, 50, 250, 650]));
    let mut both =
        Both { session: None, reference: None, limits, options: Options::default(), seen: Seen::default() };
    while !script.is_over() {
        both.step(script)?;
        both.compare()?;
    }
    both.leave()?;
    both.compare()?;
    Ok(both.seen)
}

pub fn opening(dialect: Dialect, device: &str) -> (Headers, Vec<u8>) {
    let headers = owned([
        ("Content-Type", "application/vnd.oma.dm.initiation+json"),
        (
            "Accept",
            if dialect == Dialect::Draft {
                "application/dm20"
            } else {
                "application/vnd.oma.dm.request+json"
            },
        ),
        (dialect.device_header(), device),
    ]);
    (headers, br#"{"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"}]}"#.to_vec())
}

impl Both {
    fn step(&mut self, script: &mut Script<'_>) -> Law {
        match script.below(16) {
            0 | 1 => self.open(script),
            2..=4 => self.respond(script, false),
            5 => self.respond(script, true),
            6..=9 => self.report(script, 0),
            10 | 11 => {
                let fault = script.below(7);
                self.report(script, fault)
            }
            12 => self.post_raw(script),
            13 => self.store(),
            14 if script.below(4) == 0 => {
                self.note("end");
                self.session.iter_mut().for_each(Session::end);
                self.reference.iter_mut().for_each(Reference::end);
                Ok(())
            }
            _ => self.respond(script, false),
        }
    }

    fn note(&mut self, method: &'static str) {
        self.seen.note(self.reference.as_ref().map(|reference| reference.phase), method);
    }

    fn accept(&mut self, headers: &Headers, body: &[u8]) -> (Option<Session>, Result<Event, Refusal>) {
        let stored = self.session.take();
        let Accepted { session, ended, result, .. } =
            server::accept(stored, borrowed(headers), body, &self.options, &self.limits);
        self.session = session;
        (ended, result)
    }

    fn open(&mut self, script: &mut Script<'_>) -> Law {
        self.note("accept Package#1");
        let dialect = *script.pick(&[Dialect::Published, Dialect::Draft]);
        let other = script.below(16) == 15 && self.reference.is_some();
        let (headers, body) = opening(dialect, if other { "IMEI:2" } else { "IMEI:1" });
        let (ended, result) = self.accept(&headers, &body);
        if body.len() > self.limits.bytes {
            return same("too large to open", result.is_err() && ended.is_none(), true);
        }
        if other {
            return same("another device", result, Err(Refusal::OtherDevice));
        }
        same("opened", matches!(result, Ok(Event::Opened(_))), true)?;
        let before = self.reference.take();
        same("the one before", ended.is_some(), before.is_some())?;
        if let (Some(mut before), Some(ended)) = (before, ended) {
            before.end();
            compare(&ended, &before)?;
        }
        self.reference =
            Some(Reference { dialect, phase: Phase::Owing, record: Vec::new(), turns: 0, bytes: body.len() });
        Ok(())
    }

    fn respond(&mut self, script: &mut Script<'_>, ends: bool) -> Law {
        let mut commands: Vec<_> = (0..script.below(5)).map(|_| command(script.below(9))).collect();
        if ends {
            commands.insert(script.below(commands.len() + 1), Command::End);
        }
        self.respond_with(commands, ends)
    }

    fn respond_with(&mut self, commands: Vec<Command<'static>>, ends: bool) -> Law {
        self.note(if ends { "respond with END" } else { "respond" });
        let (Some(session), Some(reference)) = (&mut self.session, &mut self.reference) else {
            return Ok(());
        };
        let kinds: Vec<_> = commands.iter().map(kind_of).collect();
        let result = session.respond(commands, &self.options);
        if reference.phase != Phase::Owing {
            return same("nothing to respond to", result, Err(Misuse::NothingToRespondTo));
        }
        if kinds.is_empty() {
            return same("an empty turn", result, Err(Misuse::NoCommands));
        }
        let work = kinds.iter().filter(|kind| **kind != Kind::End).count();
        if !ends && reference.turns == self.limits.turns
            || reference.record.len() + work > self.limits.commands
        {
            return same("a limit", matches!(result, Err(Misuse::Limit(_))), true);
        }
        let response = result.map_err(|error| error.to_string())?;
        let headers = response.headers.ok_or("no headers")?;
        let read = body::decode(&headers.content_type, &response.body, &Options::default());
        let body::Content::Package2(package) = read.map_err(|error| error.to_string())?.value.content else {
            return Err("no Package#2".to_owned());
        };
        let sent: Vec<_> = package.commands.iter().map(super::commands::kind_of_slot).collect();
        same("what is sent", &sent, &kinds)?;
        reference.turns += 1;
        let turn = reference.turns;
        reference.record.extend(kinds.into_iter().map(|kind| (turn, kind, None)));
        reference.phase = Phase::Waiting;
        if ends {
            reference.end();
        }
        Ok(())
    }

    /// A Package#3: a right one, or one with a fault.
    fn report(&mut self, script: &mut Script<'_>, fault: usize) -> Law {
        self.note(if fault == 0 { "accept Package#3" } else { "accept a wrong Package#3" });
        let dialect = self.reference.as_ref().map_or(Dialect::Published, |reference| reference.dialect);
        let kinds: Vec<_> =
            self.reference.iter().flat_map(|reference| reference.awaited().cloned()).collect();
        let mut told: Vec<_> = kinds.iter().map(|kind| Told::fitting(kind, script)).collect();
        match fault {
            1 => told.push(Told::code(200)),
            2 if !told.is_empty() => drop(told.pop()),
            _ => {}
        }
        let mut data = vec![ManagementData::default(); told.iter().filter(|told| told.data).count()];
        if fault == 3 {
            data.push(ManagementData::default());
        }
        let package =
            Package3::new(told.iter().map(|told| omadm::Status::new(StatusCode::new(told.code).unwrap())));
        let encoded =
            body::encode_package3(&package, &data, dialect, &self.options).map_err(|e| e.to_string())?;
        let mut headers = owned([
            ("Content-Type", encoded.media_type.to_string().as_str()),
            ("Accept", "*/*"),
            (dialect.device_header(), if fault == 4 { "IMEI:2" } else { "IMEI:1" }),
        ]);
        let mut bytes = encoded.bytes;
        match fault {
            5 => headers.truncate(2),
            6 => bytes = b"\xff".to_vec(),
            _ => {}
        }
        let (ended, result) = self.accept(&headers, &bytes);
        same("nothing is replaced", ended.is_none(), true)?;
        if fault == 6 {
            return same("no body", matches!(result, Err(Refusal::Body(_))), true);
        }
        let limit = self.limits.bytes;
        let Some(reference) = self.reference.as_mut().filter(|reference| reference.phase != Phase::Over)
        else {
            return same("no session", result, Err(Refusal::NoSession));
        };
        if fault == 5 {
            return same("no device", matches!(result, Err(Refusal::Headers(_))), true);
        }
        if fault == 4 {
            return same("another device", result, Err(Refusal::OtherDevice));
        }
        if reference.phase == Phase::Owing {
            return same("answered already", result, Err(Refusal::AlreadyAnswered));
        }
        reference.bytes += bytes.len();
        if reference.bytes > limit {
            reference.end();
            return same("too many bytes", matches!(result, Err(Refusal::Limit(_))), true);
        }
        if matches!(fault, 1..=3) {
            reference.end();
            return same("unpaired", matches!(result, Err(Refusal::Unpaired(_))), true);
        }
        let Ok(Event::Answered(answered)) = result else { return Err(format!("{result:?}")) };
        let codes = |told: &Told| (told.code, told.data);
        let session = self.session.as_ref().ok_or("no session after an event")?;
        let answers: Vec<_> = answered
            .answers(session)
            .map(|answer| (answer.status.code.as_u16(), answer.data.is_some()))
            .collect();
        same("each with its own", answers, told.iter().map(codes).collect())?;
        same("all of the data", answered.data.len(), told.iter().filter(|told| told.data).count())?;
        let of_answers = answered.answers(session).map(|answer| kind_of(answer.command));
        same("the commands", of_answers.collect(), kinds.clone())?;
        let of_turn = session.last_turn().map(|entry| kind_of(entry.command()));
        same("those of the turn", of_turn.collect(), kinds)?;
        let open = reference.record.iter_mut().filter(|(_, _, state)| state.is_none());
        open.zip(&told).for_each(|((_, _, state), told)| *state = Some(told.code));
        reference.phase = Phase::Owing;
        Ok(())
    }

    /// Whatever it is, what is refused has a status of an error.
    fn post_raw(&mut self, script: &mut Script<'_>) -> Law {
        self.note("accept anything");
        const TYPES: [&str; 5] = [
            "application/vnd.oma.dm.request+json",
            "text/html",
            "application/dm20",
            "application/json",
            "text/",
        ];
        let content_type = *script.pick(&TYPES);
        let mut headers = opening(Dialect::Published, "IMEI:1").0;
        headers[0].1 = content_type.as_bytes().to_vec();
        let (_, result) = self.accept(&headers, script.bytes());
        let Err(refusal) = result else { return Err(format!("{content_type}: {result:?}")) };
        same("what is answered", [400, 413, 415].contains(&refusal.http_status().as_u16()), true)
    }

    /// What another process reads is the same.
    fn store(&mut self) -> Law {
        self.note("store");
        let Some(session) = &self.session else { return Ok(()) };
        let text = serde_json::to_string(session).map_err(|error| error.to_string())?;
        let again: Session = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
        same("what another process reads", &again, session)?;
        self.session = Some(again);
        Ok(())
    }

    fn compare(&self) -> Law {
        match (&self.session, &self.reference) {
            (Some(session), Some(reference)) => compare(session, reference),
            (None, None) => Ok(()),
            (session, _) => Err(format!("a session that should not be, or none: {session:?}")),
        }
    }

    /// END is a way out of every state.
    fn leave(&mut self) -> Law {
        if self.reference.as_ref().is_some_and(|reference| reference.phase == Phase::Waiting) {
            self.report(&mut Script::new(&[]), 0)?;
        }
        self.respond_with(vec![Command::End], true)?;
        match &self.session {
            Some(session) => same("over", session.is_over(), true),
            None => Ok(()),
        }
    }
}

fn compare(session: &Session, reference: &Reference) -> Law {
    same("over", session.is_over(), reference.phase == Phase::Over)?;
    same("dialect", session.dialect(), reference.dialect)?;
    let record = session.record().iter().map(|entry| {
        let state = match entry.state() {
            CommandState::Sent => None,
            CommandState::Answered(status) => Some(status.code.as_u16()),
            _ => Some(0),
        };
        (entry.turn(), kind_of(entry.command()), state)
    });
    same("the record", record.collect(), reference.record.clone())
}

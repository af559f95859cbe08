//! A client session and a reference of it.

use super::{
    Headers, Law, Script, Seen, borrowed,
    commands::{Kind, SLOTS, Told, body, kind, kind_of, kind_of_slot},
    owned, same,
};
use omadm::{
    Alert, DeviceId, Dialect, Notification, Options, ServerUri, StatusCode,
    body::Content,
    session::{
        Request, SessionLimits,
        client::{Error, Failure, Misuse, Opening, Session, Step},
    },
};

const HOME: &str = "https://dm.example/dm";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    Opening,
    Awaiting,
    Executing,
    Answered,
    Closed,
}

/// What the rules say, in counters and lists.
struct Reference {
    dialect: Dialect,
    limits: SessionLimits,
    opening: &'static str,
    phase: Phase,
    target: String,
    slots: Vec<Kind>,
    told: Vec<Told>,
    /// The CONT of this package that counts so far.
    moved: Option<String>,
    waiting: Vec<String>,
    travelling: Vec<String>,
    reports: usize,
    failed: bool,
    turns: usize,
    commands: usize,
    bytes: usize,
}

impl Reference {
    /// Slots that are nothing to execute are answered; behind the last comes the POST or the end.
    fn pass(&mut self) {
        while let Some(kind) = self.slots.get(self.told.len()) {
            match kind {
                Kind::End => self.told.push(Told::code(200)),
                Kind::Unreadable(code) => self.told.push(Told::code(*code)),
                _ => {
                    self.phase = Phase::Executing;
                    return;
                }
            }
        }
        if let Some(target) = self.moved.take() {
            self.target = target;
        }
        self.phase = if self.slots.contains(&Kind::End) { Phase::Closed } else { Phase::Answered };
    }

    /// What a Package#2 does; whether it is within the limits.
    fn receive(&mut self, slots: Vec<Kind>) -> bool {
        self.travelling.clear();
        let ends = slots.contains(&Kind::End);
        self.turns += usize::from(!ends);
        self.commands += slots.iter().filter(|kind| **kind != Kind::End).count();
        if self.turns > self.limits.turns || self.commands > self.limits.commands {
            self.close();
            return false;
        }
        (self.slots, self.told) = (slots, Vec::new());
        self.pass();
        true
    }

    fn close(&mut self) {
        (self.phase, self.failed) = (Phase::Closed, true);
    }
}

struct Both {
    session: Session,
    reference: Reference,
    alerts: usize,
    seen: Seen,
}

/// Runs a script and says what was tried.
pub fn run(script: &mut Script<'_>) -> Result<Seen, String> {
    let mut seen = Seen::default();
    loop {
        seen.add(run_one(script)?);
        if script.is_over() {
            return Ok(seen);
        }
    }
}

/// One session, until the script ends or has enough of it.
fn run_one(script: &mut Script<'_>) -> Result<Seen, String> {
    let mut both = open(script)?;
    while !script.is_over() {
        both.step(script)?;
        let enough = if both.reference.phase == Phase::Closed { 6 } else { 60 };
        if script.below(enough) == 1 {
            break;
        }
    }
    // There is a way out of every state; and in every state a session can be given up.
    if both.alerts % 2 == 0 {
        both.leave()?;
    }
    both.note("into_unsent_alerts");
    let unsent: Vec<_> =
        both.session.into_unsent_alerts().iter().map(|alert| alert.alert_type.to_string()).collect();
    let Reference { travelling, waiting, .. } = both.reference;
    same("what is given back", unsent, [travelling, waiting].concat())?;
    Ok(both.seen)
}

fn open(script: &mut Script<'_>) -> Result<Both, String> {
    let dialect = *script.pick(&[Dialect::Published, Dialect::Draft]);
    let some = |script: &mut Script<'_>| *script.pick(&[1_000, 0, 1, 2, 5, 9]);
    let limits = SessionLimits::default()
        .with_turns(some(script))
        .with_commands(some(script))
        .with_alerts(some(script))
        .with_bytes(*script.pick(&[1 << 20, 50, 250, 650]));
    let opening = Opening::new(ServerUri::parse(HOME).unwrap(), DeviceId::parse("IMEI:1").unwrap())
        .with_dialect(dialect)
        .with_limits(limits);
    let (opening, alert) = match script.below(3) {
        0 => (opening, "urn:oma:at:dm:2.0:ClientInitiatedMgmt"),
        1 => (opening.after_bootstrap(), "urn:oma:at:dm:2.0:BootstrapComplete"),
        _ => {
            let notification = Notification::new().with_notification_id(7);
            (opening.with_notification(&notification), "urn:oma:at:dm:2.0:ServerInitiatedMgmt")
        }
    };
    let reference = Reference {
        dialect,
        limits,
        opening: alert,
        phase: Phase::Opening,
        target: HOME.to_owned(),
        slots: Vec::new(),
        told: Vec::new(),
        moved: None,
        waiting: Vec::new(),
        travelling: Vec::new(),
        reports: 0,
        failed: false,
        turns: 0,
        commands: 0,
        bytes: 0,
    };
    let session = opening.open().map_err(|error| error.to_string())?;
    Ok(Both { session, reference, alerts: 0, seen: Seen::default() })
}

impl Both {
    fn step(&mut self, script: &mut Script<'_>) -> Law {
        match script.below(16) {
            0..=3 => self.poll(),
            4..=6 => {
                let kind = self.reference.slots.get(self.reference.told.len());
                let told = Told::fitting(kind.unwrap_or(&Kind::Plain), script);
                self.answer(told)
            }
            7 => self.answer(Told::any(script)),
            8 | 9 => {
                let slots: Vec<_> = (0..script.below(6)).map(|_| script.below(SLOTS.len())).collect();
                self.respond_with(&slots)
            }
            // A package that does not end, of what a server sends most.
            10 => {
                let slots: Vec<_> = (0..script.below(6)).map(|_| script.below(SLOTS.len() - 1)).collect();
                self.respond_with(&slots)
            }
            11 if script.below(3) == 0 => self.respond_badly(script),
            12 if script.below(3) == 0 => self.respond_raw(script.bytes()),
            11 | 12 => self.poll(),
            13 => self.queue(),
            14 => same(
                "reports",
                self.session.take_reports().len(),
                std::mem::take(&mut self.reference.reports),
            ),
            _ => {
                self.note("failure");
                same("failure", self.session.failure().is_some(), self.reference.failed)
            }
        }
    }

    fn note(&mut self, method: &'static str) {
        self.seen.note(self.reference.phase, method);
    }

    fn poll(&mut self) -> Law {
        self.note("poll");
        let phase = self.reference.phase;
        match (self.session.poll(), phase) {
            (Step::Post(request), Phase::Opening) => self.opened(&request),
            (Step::Post(request), Phase::Answered) => self.posted(&request),
            (Step::Execute(command), Phase::Executing) => {
                let wanted = &self.reference.slots[self.reference.told.len()];
                same("the command in turn", &kind_of(command), wanted)
            }
            (Step::Await, Phase::Awaiting) | (Step::Closed, Phase::Closed) => Ok(()),
            (step, phase) => Err(format!("{step:?} where the rules say {phase:?}")),
        }
    }

    fn sent(&mut self, request: &Request) -> Result<omadm::body::Body<'static>, String> {
        same("where it goes", request.target.as_str(), self.reference.target.as_str())?;
        same("who sends", request.headers.device_id.as_str(), "IMEI:1")?;
        let read = omadm::body::decode(&request.headers.content_type, &request.body, &Options::strict());
        self.reference.phase = Phase::Awaiting;
        Ok(read.map_err(|error| error.to_string())?.value.into_owned())
    }

    fn opened(&mut self, request: &Request) -> Law {
        let body = self.sent(request)?;
        let Content::Package1(package) = body.content else { return Err("no Package#1".to_owned()) };
        let alerts: Vec<_> = package.alerts.iter().map(|alert| alert.alert_type.to_string()).collect();
        self.reference.travelling = std::mem::take(&mut self.reference.waiting);
        let travelling = self.reference.travelling.iter().cloned();
        same(
            "alerts of Package#1",
            alerts,
            [self.reference.opening.to_owned()].into_iter().chain(travelling).collect(),
        )
    }

    fn posted(&mut self, request: &Request) -> Law {
        let body = self.sent(request)?;
        let Content::Package3(package) = body.content else { return Err("no Package#3".to_owned()) };
        let statuses: Vec<_> =
            package.statuses.iter().map(|status| (status.code.as_u16(), status.locations.len())).collect();
        let told = &self.reference.told;
        same(
            "a status for each command, in order",
            statuses,
            told.iter().map(|told| (told.code, told.locations)).collect(),
        )?;
        same("as many as commands", package.statuses.len(), self.reference.slots.len())?;
        same("data for each GET", body.data.len(), told.iter().filter(|told| told.data).count())?;
        if self.reference.dialect == Dialect::Published {
            self.reference.travelling = std::mem::take(&mut self.reference.waiting);
        }
        let alerts: Vec<_> = package.alerts.iter().map(|alert| alert.alert_type.to_string()).collect();
        same("alerts of Package#3", &alerts, &self.reference.travelling)
    }

    fn answer(&mut self, told: Told) -> Law {
        self.note("answer");
        let result = self.session.answer(told.answer());
        let reference = &mut self.reference;
        if reference.phase != Phase::Executing {
            return same("an answer to nothing", result, Err(Misuse::NothingToAnswer));
        }
        let kind = &reference.slots[reference.told.len()];
        same(
            &format!("whether {kind:?} is answered {told:?}: {result:?}"),
            result.is_ok(),
            told.may_answer(kind),
        )?;
        if result.is_ok() {
            match kind {
                Kind::Cont(target) if told.code == 200 => reference.moved = Some(target.to_string()),
                Kind::Exec | Kind::ExecReported if told.code == 202 => reference.reports += 1,
                _ => {}
            }
            reference.told.push(told);
            reference.pass();
        }
        Ok(())
    }

    fn headers(&self) -> Headers {
        let content_type = match self.reference.dialect {
            Dialect::Published => "application/vnd.oma.dm.request+json",
            Dialect::Draft => "application/dm20; charset=utf-8",
        };
        owned([("Date", "Tue, 15 Nov 1994 08:12:31 GMT"), ("content-type", content_type)])
    }

    fn respond_with(&mut self, slots: &[usize]) -> Law {
        self.note("handle_response, right");
        let (body, headers) = (body(slots, self.reference.dialect), self.headers());
        let result = self.session.handle_response(StatusCode::OK, borrowed(&headers), &body);
        let reference = &mut self.reference;
        if reference.phase != Phase::Awaiting {
            return same("a response not awaited", result, Err(Error::Misuse(Misuse::NotAwaiting)));
        }
        reference.bytes += body.len();
        let kinds: Vec<_> = slots.iter().map(|slot| kind(*slot)).collect();
        let (count, ends) = (kinds.len(), kinds.contains(&Kind::End));
        let within = reference.bytes <= reference.limits.bytes;
        if !within {
            reference.close();
        }
        let taken = within && reference.receive(kinds);
        match result {
            Ok(received) => {
                same("taken", true, taken)?;
                same("what was received", (received.commands, received.ends), (count, ends))
            }
            Err(Error::Failed(Failure::Limit(_))) => same("a limit", taken, false),
            Err(error) => Err(format!("refused: {error}")),
        }
    }

    fn respond_badly(&mut self, script: &mut Script<'_>) -> Law {
        self.note("handle_response, wrong");
        let mut headers = self.headers();
        let mut body = body(&[0, SLOTS.len() - 1], self.reference.dialect);
        let mut status = StatusCode::OK;
        let choice = script.below(9);
        match choice {
            0 => status = StatusCode::new(301).unwrap(),
            1 => {
                status =
                    *script.pick(&[404, 500, 202, 204, 101, 599].map(|code| StatusCode::new(code).unwrap()))
            }
            2 => headers[1].1 = b"text/html".to_vec(),
            3 => headers.truncate(1),
            4 => headers.push(("Content-Encoding".to_owned(), b"gzip".to_vec())),
            5 => headers[1].1.extend_from_slice(b"; charset=latin1"),
            6 => {
                headers[1].1 = match self.reference.dialect {
                    Dialect::Published => b"application/dm20".to_vec(),
                    Dialect::Draft => b"application/vnd.oma.dm.request+json".to_vec(),
                }
            }
            7 => body = b"\xff".to_vec(),
            _ => body = vec![b' '; 3 << 20],
        }
        let result = self.session.handle_response(status, borrowed(&headers), &body);
        if self.reference.phase != Phase::Awaiting {
            return same("a response not awaited", result, Err(Error::Misuse(Misuse::NotAwaiting)));
        }
        match result {
            Err(Error::Redirected(to)) if choice == 0 => same("the redirection", to, status),
            Err(Error::Failed(failure)) if choice != 0 => {
                self.reference.close();
                same("the failure stays", self.session.failure(), Some(&failure))?;
                same("it says something", failure.to_string().is_empty(), false)
            }
            other => Err(format!("{choice}: {other:?}")),
        }
    }

    /// Whatever it is, it is a Package#2 or it closes the session.
    fn respond_raw(&mut self, body: &[u8]) -> Law {
        self.note("handle_response, raw");
        let headers = self.headers();
        let result = self.session.handle_response(StatusCode::OK, borrowed(&headers), body);
        if self.reference.phase != Phase::Awaiting {
            return same("a response not awaited", result, Err(Error::Misuse(Misuse::NotAwaiting)));
        }
        self.reference.bytes += body.len();
        let media_type = omadm::MediaType::from_bytes(&headers[1].1).map_err(|error| error.to_string())?;
        let read = omadm::body::decode(&media_type, body, &Options::default());
        let slots = match read {
            Ok(read) if self.reference.bytes <= self.reference.limits.bytes => match read.value.content {
                Content::Package2(package) => package.commands.iter().map(kind_of_slot).collect(),
                _ => return Err("no Package#2".to_owned()),
            },
            _ => {
                self.reference.close();
                return same("what cannot be read", matches!(result, Err(Error::Failed(_))), true);
            }
        };
        same("taken", result.is_ok(), self.reference.receive(slots))
    }

    fn queue(&mut self) -> Law {
        self.note("queue_alert");
        self.alerts += 1;
        let alert = format!("urn:alert:{}", self.alerts);
        let result = self.session.queue_alert(Alert::new(alert.clone()));
        let reference = &mut self.reference;
        if reference.waiting.len() + reference.travelling.len() >= reference.limits.alerts {
            return same("too many alerts", result, Err(Misuse::TooManyAlerts));
        }
        reference.waiting.push(alert);
        same("queued", result, Ok(()))
    }

    /// To the end, and nothing behind it.
    fn leave(&mut self) -> Law {
        let mut left = self.reference.slots.len() + 8;
        while self.reference.phase != Phase::Closed {
            left = left.checked_sub(1).ok_or("no way out")?;
            self.poll()?;
            match self.reference.phase {
                Phase::Executing => self.answer(Told::code(500))?,
                Phase::Awaiting => self.respond_with(&[SLOTS.len() - 1])?,
                _ => {}
            }
        }
        self.poll()?;
        self.answer(Told::code(500))?;
        self.respond_with(&[0])?;
        self.poll()
    }
}

//! Both sessions with a network between them that loses, repeats, reorders and cuts messages.

use super::{
    Headers, Law, Script, Seen, borrowed,
    commands::{Told, command, kind_of},
    owned,
    refusal::refused,
    same,
};
use omadm::{
    Alert, Command, DeviceId, Dialect, Options, ServerUri, StatusCode,
    session::{
        Response, SessionLimits,
        client::{Answer, Opening, Session, Step},
        server::{self, Accepted, CommandState, Event},
    },
};

/// A message on its way.
#[derive(Clone)]
struct Post {
    headers: Headers,
    body: Vec<u8>,
    /// Which one of all that the client has sent.
    number: usize,
}

#[derive(Clone)]
struct Reply {
    status: StatusCode,
    headers: Headers,
    body: Vec<u8>,
}

struct Both {
    dialect: Dialect,
    client: Session,
    server: Option<server::Session>,
    options: Options,
    limits: SessionLimits,
    posts: Vec<Post>,
    replies: Vec<Reply>,
    /// Which of them is the next.
    replied: usize,
    /// What the client answered since the last Package#2.
    told: Vec<Told>,
    sent: usize,
    /// The number of the last POST that was taken.
    taken: usize,
    /// Whether a message came that was cut, or not when it was due: then both may have another view of what was said.
    astray: bool,
    client_over: bool,
    seen: Seen,
}

/// Runs a script and says what happened.
pub fn run(script: &mut Script<'_>) -> Result<Seen, String> {
    let dialect = *script.pick(&[Dialect::Published, Dialect::Draft]);
    let limits = SessionLimits::default();
    let mut both = Both {
        dialect,
        client: client(dialect, limits),
        server: None,
        options: Options::default(),
        limits,
        posts: Vec::new(),
        replies: Vec::new(),
        replied: 0,
        told: Vec::new(),
        sent: 0,
        taken: 0,
        astray: false,
        client_over: false,
        seen: Seen::default(),
    };
    while !script.is_over() {
        both.step(script)?;
        both.check()?;
    }
    both.finish()?;
    Ok(both.seen)
}

fn client(dialect: Dialect, limits: SessionLimits) -> Session {
    Opening::new(ServerUri::parse("https://dm.example/").unwrap(), DeviceId::parse("IMEI:1").unwrap())
        .with_dialect(dialect)
        .with_limits(limits)
        .open()
        .unwrap()
}

impl Both {
    fn step(&mut self, script: &mut Script<'_>) -> Law {
        match script.below(16) {
            0..=5 => self.client_goes_on(script),
            6..=8 => self.deliver_post(script),
            9..=11 => self.deliver_reply(script),
            12 => {
                self.note("lose a message");
                let _ = if script.below(2) == 0 {
                    self.posts.pop().is_some()
                } else {
                    self.replies.pop().is_some()
                };
                self.replied = self.replied.min(self.replies.len());
                Ok(())
            }
            13 => {
                self.note("queue an alert");
                let _ = self.client.queue_alert(Alert::new("urn:a"));
                Ok(())
            }
            // The client gives up and begins again.
            14 if self.client_over || script.below(8) == 1 => {
                self.note("begin again");
                self.client = client(self.dialect, self.limits);
                self.client_over = false;
                self.told.clear();
                if script.below(4) == 0 {
                    // What is on its way may come yet.
                    self.astray = true;
                } else {
                    (self.posts, self.replies, self.replied) = (Vec::new(), Vec::new(), 0);
                    self.astray = false;
                }
                Ok(())
            }
            _ => self.client_goes_on(script),
        }
    }

    fn note(&mut self, what: &'static str) {
        self.seen.note(if self.astray { "astray" } else { "in step" }, what);
    }

    fn client_goes_on(&mut self, script: &mut Script<'_>) -> Law {
        let kind = match self.client.poll() {
            Step::Post(request) => {
                same("nothing is sent after the end", self.client_over, false)?;
                self.seen.note("client", "post");
                self.sent += 1;
                let headers = owned(request.headers.pairs());
                self.posts.push(Post { headers, body: request.body, number: self.sent });
                return Ok(());
            }
            Step::Execute(command) => kind_of(command),
            Step::Closed => {
                self.client_over = true;
                self.seen.note("client", "closed");
                return Ok(());
            }
            _ => {
                self.seen.note("client", "wait");
                return Ok(());
            }
        };
        self.seen.note("client", "answer");
        let told = Told::fitting(&kind, script);
        self.client.answer(told.answer()).map_err(|error| format!("{kind:?}, {told:?}: {error}"))?;
        self.told.push(told);
        Ok(())
    }

    /// One of the messages on their way, which may arrive again later, or be cut.
    fn deliver_post(&mut self, script: &mut Script<'_>) -> Law {
        let Some(last) = self.posts.last() else { return Ok(()) };
        let rarely = script.below(12) == 1;
        if last.number <= self.taken && !rarely {
            return Ok(());
        }
        let choice = if rarely { script.below(self.posts.len()) } else { self.posts.len() - 1 };
        let mut post = self.posts[choice].clone();
        let due = post.number > self.taken && post.number == self.sent;
        let cut = script.below(24) == 7;
        if cut {
            post.body.truncate(script.below(post.body.len().max(1)));
        }
        if !due || cut {
            self.astray = true;
        }
        let before = self.server.clone();
        let Accepted { session, result, .. } = server::accept(
            self.server.take(),
            borrowed(&post.headers),
            &post.body,
            &self.options,
            &self.limits,
        );
        self.server = session;
        let event = match result {
            Ok(event) => event,
            Err(refusal) => {
                self.note("refused");
                if !self.astray {
                    return Err(format!("the server refuses what the client sends: {refusal}"));
                }
                refused(before.as_ref(), &refusal, self.server.as_ref())?;
                self.replies.push(reply(refusal.response()));
                return Ok(());
            }
        };
        self.taken = self.taken.max(post.number);
        self.note(if matches!(event, Event::Opened(_)) { "opened" } else { "answered" });
        if let Event::Answered(answered) = event {
            let waiting = |server: &server::Session| {
                server.record().iter().filter(|entry| entry.state() == CommandState::Sent).count()
            };
            let server = self.server.as_ref().ok_or("no session after an event")?;
            same(
                "as many as were sent",
                before.as_ref().map(waiting),
                Some(answered.answers(server).count()),
            )?;
            if !self.astray {
                let codes: Vec<_> = answered
                    .answers(server)
                    .map(|answer| (answer.status.code.as_u16(), answer.data.is_some()))
                    .collect();
                same(
                    "what the client said",
                    codes,
                    self.told.iter().map(|told| (told.code, told.data)).collect(),
                )?;
            }
        }
        let mut commands: Vec<_> = (0..script.below(4)).map(|_| command(script.below(9))).collect();
        if commands.is_empty() || script.below(4) == 3 {
            commands.push(Command::End);
        }
        let server = self.server.as_mut().ok_or("no session after an event")?;
        let response = server.respond(commands, &self.options).map_err(|error| error.to_string())?;
        self.replies.push(reply(response));
        Ok(())
    }

    fn deliver_reply(&mut self, script: &mut Script<'_>) -> Law {
        let rarely = script.below(12) == 1;
        // The last one, if it has not come yet; rarely any.
        let choice =
            if rarely && !self.replies.is_empty() { script.below(self.replies.len()) } else { self.replied };
        let Some(mut reply) = self.replies.get(choice).cloned() else { return Ok(()) };
        let stale = choice != self.replied;
        self.replied = self.replies.len();
        let cut = script.below(24) == 7;
        if cut {
            reply.body.truncate(script.below(reply.body.len().max(1)));
        }
        if stale || cut {
            self.astray = true;
        }
        let taken = self.client.handle_response(reply.status, borrowed(&reply.headers), &reply.body).is_ok();
        self.note(if taken { "reply taken" } else { "reply refused" });
        if taken {
            self.told.clear();
            // One that was not the answer to the last POST is taken for it: HTTP does not let it happen.
            self.astray |= self.taken != self.sent;
        }
        Ok(())
    }

    fn check(&self) -> Law {
        let Some(server) = &self.server else { return Ok(()) };
        let awaited = server.record().iter().filter(|entry| entry.state() == CommandState::Sent).count();
        same("what is awaited when all is over", server.is_over() && awaited > 0, false)?;
        let turns: Vec<_> = server.record().iter().map(|entry| entry.turn()).collect();
        same("turns rise", turns.is_sorted(), true)
    }

    /// Without further accidents both come to an end.
    fn finish(&mut self) -> Law {
        if self.astray {
            // What the client waits for may have been lost: it gives up, and a new session goes through.
            self.client = client(self.dialect, self.limits);
            self.client_over = false;
        }
        self.posts.clear();
        for _ in 0..64 {
            match self.client.poll() {
                Step::Post(request) => {
                    let stored = self.server.take();
                    let headers = owned(request.headers.pairs());
                    let accepted = server::accept(
                        stored,
                        borrowed(&headers),
                        &request.body,
                        &self.options,
                        &self.limits,
                    );
                    accepted.result.map_err(|refusal| refusal.to_string())?;
                    let mut server = accepted.session.ok_or("no session")?;
                    let response =
                        server.respond([Command::End], &self.options).map_err(|e| e.to_string())?;
                    self.server = Some(server);
                    let reply = reply(response);
                    let received =
                        self.client.handle_response(reply.status, borrowed(&reply.headers), &reply.body);
                    received.map_err(|error| error.to_string())?;
                }
                Step::Execute(_) => {
                    self.client
                        .answer(Answer::from(StatusCode::NOT_FOUND))
                        .map_err(|error| error.to_string())?;
                }
                Step::Closed => return Ok(()),
                // A message was lost: nobody will answer, and the caller gives up.
                _ => {
                    self.client = client(self.dialect, self.limits);
                }
            }
        }
        Err("both do not come to an end".to_owned())
    }
}

fn reply(response: Response) -> Reply {
    let headers = response.headers.iter().flat_map(|headers| owned(headers.pairs())).collect();
    Reply { status: response.status, headers, body: response.body }
}

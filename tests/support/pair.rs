//! A client's and a server's session with nothing but bytes between them.

use omadm::{
    Command, Options,
    session::{
        Request, Response, SessionLimits,
        client::{self, Answer, Opening, Step},
        server::{self, Accepted, Answered, Event, Opened},
    },
};

/// Both ends of one session. The server's is written out and read again after every request, as if each were another
/// process's.
pub(crate) struct Pair {
    pub(crate) client: client::Session,
    /// What the server's store holds.
    stored: Option<String>,
    /// The last POST.
    pub(crate) request: Option<Request>,
    /// The last response.
    pub(crate) response: Option<Response>,
}

#[allow(dead_code, reason = "no test needs all of it")]
impl Pair {
    pub(crate) fn new(opening: Opening) -> Self {
        Pair { client: opening.open().unwrap(), stored: None, request: None, response: None }
    }

    pub(crate) fn server(&self) -> server::Session {
        serde_json::from_str(self.stored.as_ref().expect("a session")).unwrap()
    }

    /// The client's next POST, taken by the server.
    pub(crate) fn post(&mut self) -> Event {
        let Step::Post(request) = self.client.poll() else { panic!("no POST is due") };
        let accepted = accept(self.stored.as_ref().map(|_| self.server()), &request);
        self.request = Some(request);
        self.stored = accepted.session.as_ref().map(|session| serde_json::to_string(session).unwrap());
        accepted.result.unwrap()
    }

    pub(crate) fn open(&mut self) -> Opened {
        match self.post() {
            Event::Opened(opened) => opened,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn report(&mut self) -> Answered {
        match self.post() {
            Event::Answered(answered) => answered,
            other => panic!("{other:?}"),
        }
    }

    /// The server's commands, taken by the client.
    pub(crate) fn respond(
        &mut self,
        commands: impl IntoIterator<Item = Command<'static>>,
    ) -> client::Received {
        let mut session = self.server();
        let response = session.respond(commands, &Options::strict()).unwrap();
        self.stored = Some(serde_json::to_string(&session).unwrap());
        let received = take(&mut self.client, &response).unwrap();
        self.response = Some(response);
        received
    }

    /// The command that is to be executed.
    pub(crate) fn command(&mut self) -> Command<'static> {
        match self.client.poll() {
            Step::Execute(command) => command.clone(),
            other => panic!("no command: {other:?}"),
        }
    }

    /// Executes the command that is due.
    pub(crate) fn execute(&mut self, name: &str, answer: impl Into<Answer>) {
        assert_eq!(self.command().name(), name);
        self.client.answer(answer).unwrap();
    }

    pub(crate) fn is_closed(&mut self) -> bool {
        matches!(self.client.poll(), Step::Closed)
    }

    /// The codes of the status resource; `None` for what has none.
    pub(crate) fn codes(&self) -> Vec<(&'static str, Option<u16>)> {
        let server = self.server();
        let code = |entry: server::CommandRecord| entry.state().status().map(|status| status.code.as_u16());
        server.record().iter().map(|entry| (entry.command().name(), code(entry))).collect()
    }
}

/// What the server says to a POST, strict as it is.
pub(crate) fn accept(stored: Option<server::Session>, request: &Request) -> Accepted {
    let pairs: Vec<_> = request.headers.pairs().collect();
    let headers: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_ref())).collect();
    server::accept(stored, headers, &request.body, &Options::strict(), &SessionLimits::default())
}

/// What the client says to a response.
pub(crate) fn take(
    client: &mut client::Session,
    response: &Response,
) -> Result<client::Received, client::Error> {
    let pairs: Vec<_> = response.headers.iter().flat_map(|headers| headers.pairs()).collect();
    let headers: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_ref())).collect();
    client.handle_response(response.status, headers, &response.body)
}

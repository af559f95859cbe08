//! The DM client: it sends what its session says, and does what comes back.

use crate::{
    device::Device,
    diagram::{Arrow, Diagram, complain},
    message,
    stop::Stop,
    web::Web,
};
use omadm::{
    Alert, DeviceId, Dialect, ManagementData, Options, ServerUri, StatusCode,
    session::client::{Answer, Misuse, Opening, Report, Session, Step},
};

/// What tells a server that an EXEC was carried out.
const DONE: &str = "urn:oma:at:omadm-example:1.0:done";

pub(crate) struct Client {
    id: DeviceId<'static>,
    dialect: Dialect,
    device: Device,
    web: Web,
    diagram: Diagram,
    stop: Stop,
}

impl Client {
    pub(crate) fn new(
        id: DeviceId<'static>,
        dialect: Dialect,
        data: &ManagementData,
        diagram: Diagram,
        stop: Stop,
    ) -> Result<Client, String> {
        let web = Web::new(Options::default().limits.body_bytes);
        let device = Device::new(data, &web, diagram)?;
        Ok(Client { id, dialect, device, web, diagram, stop })
    }

    pub(crate) const fn device(&self) -> &Device {
        &self.device
    }

    /// A session with what the device says of itself.
    pub(crate) fn opening(&self, server: ServerUri<'static>) -> Opening {
        let opening = Opening::new(server, self.id.clone()).with_dialect(self.dialect);
        let opening = opening.with_mos(self.device.mos());
        match self.device.devinfo() {
            Some(devinfo) => opening.with_data(devinfo),
            None => opening,
        }
    }

    /// Runs a session to its end, and then one for every EXEC that is to be reported on.
    pub(crate) fn run(&mut self, opening: Opening) -> Result<(), String> {
        let reports = self.session(opening);
        self.device.wait(&self.stop);
        for report in reports? {
            let Some(server) = report.report_to().filter(|_| !self.stop.is_asked()).cloned() else {
                continue;
            };
            let opening = report.opening(server, self.id.clone(), report.alert(DONE));
            self.diagram.aside(
                "",
                Arrow::None,
                "",
                &[String::new(), format!("To report on {}:", report.node())],
            );
            let more = self.session(opening.with_dialect(self.dialect))?;
            self.device.wait(&self.stop);
            if !more.is_empty() {
                complain(
                    "what an EXEC came to in a session that reports is not reported: that could go on for ever",
                );
            }
        }
        Ok(())
    }

    /// Runs one session, and gives what is to be reported. Alerts that have not arrived are told.
    fn session(&mut self, opening: Opening) -> Result<Vec<Report>, String> {
        let mut session = opening.open().map_err(|misuse| format!("no session can be opened: {misuse}"))?;
        let outcome = self.drive(&mut session);
        let reports = session.take_reports();
        let unsent: Vec<Alert<'_>> = session.into_unsent_alerts();
        for alert in unsent {
            complain(&format!("an alert has not arrived: {}", alert.alert_type));
        }
        outcome.map(|()| reports)
    }

    fn drive(&mut self, session: &mut Session) -> Result<(), String> {
        // A step for each message, as [CR-BASIC] counts them.
        let mut step = 0;
        while !self.stop.is_asked() {
            match session.poll() {
                Step::Post(request) => {
                    step += 1;
                    let request = http::Request::try_from(request).map_err(|error| error.to_string())?;
                    self.post(session, step, request)?;
                    step += 1;
                }
                Step::Execute(command) => {
                    let command = command.clone();
                    let answer = self.device.execute(&step.to_string(), &command);
                    let status = answer_with(session, answer)?;
                    self.device.say(&command, status);
                }
                Step::Closed => {
                    let failure = session.failure().map(ToString::to_string);
                    return failure.map_or(Ok(()), Err);
                }
                _ => return Err("the session waits for nothing that is under way".to_owned()),
            }
        }
        Ok(())
    }

    fn post(
        &self,
        session: &mut Session,
        step: usize,
        request: http::Request<Vec<u8>>,
    ) -> Result<(), String> {
        let name = if step == 1 { "POST Package#1" } else { "POST Package#3" };
        let mut lines = message::lines(request.headers(), request.body());
        lines.insert(0, request.uri().to_string());
        self.diagram.package(&step.to_string(), Arrow::ClientToServer, name, &lines);
        let response = self.web.send(request).map_err(|none| format!("no response: {}", none.problem))?;
        let lines = message::lines(response.headers(), response.body());
        let label = match response.status().as_u16() {
            200 => "200 Package#2".to_owned(),
            code => code.to_string(),
        };
        self.diagram.package(&(step + 1).to_string(), Arrow::ServerToClient, &label, &lines);
        let received = omadm::http::handle_response(session, &response);
        received.map(|_| ()).map_err(|error| format!("the session is over: {error}"))
    }
}

/// Answers a command, or says why it cannot be answered so.
fn answer_with(session: &mut Session, answer: Answer) -> Result<StatusCode, String> {
    let status = answer.status().code;
    let Err(misuse) = session.answer(answer) else { return Ok(status) };
    let status = match misuse {
        Misuse::DataTooLarge | Misuse::Data(_) => StatusCode::CONTENT_TOO_LARGE,
        _ => StatusCode::INTERNAL_ERROR,
    };
    complain(&format!("{misuse}; answered {status}"));
    session.answer(status).map_err(|misuse| misuse.to_string())?;
    Ok(status)
}

//! Taking a response.

use super::{Error, Failure, Misuse, Received, Session, State, Turn};
use crate::{
    body::{self, Content},
    media::ResponseHeaders,
    package::Package2,
    session::SessionLimit,
    status::StatusCode,
};

impl Session {
    /// Takes the response to the last POST.
    ///
    /// # Errors
    ///
    /// [`Error::Misuse`] if no response is awaited; nothing changes. [`Error::Redirected`] for a 3xx: the session goes on
    /// waiting for the response of where it leads, if the caller follows. [`Error::Failed`] for anything else that is not 200
    /// with a Package#2 of the session's dialect: the session is closed.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Alert, DeviceId, ServerUri, StatusCode, session::client::Opening};
    ///
    /// let server = ServerUri::parse("https://dm.example/dm")?;
    /// let mut session = Opening::new(server, DeviceId::parse("IMEI:1")?).open().unwrap();
    /// session.queue_alert(Alert::new("urn:oma:at:x:1.0")).unwrap();
    /// session.poll();
    /// let headers = [("Content-Type", "text/html")];
    /// let error = session.handle_response(StatusCode::OK, headers, b"<html>").unwrap_err();
    /// assert_eq!(error.to_string(), "a media type that is not read here at byte 0 (Content-Type)");
    /// assert_eq!(session.into_unsent_alerts(), [Alert::new("urn:oma:at:x:1.0")]);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn handle_response<'h, N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'h>(
        &mut self,
        status: StatusCode,
        headers: impl IntoIterator<Item = (N, &'h V)>,
        body: &[u8],
    ) -> Result<Received, Error> {
        if !matches!(self.state, State::Awaiting) {
            return Err(Error::Misuse(Misuse::NotAwaiting));
        }
        if (300..400).contains(&status.as_u16()) {
            return Err(Error::Redirected(status));
        }
        let read = self.read_response(status, headers, body);
        read.map_err(|failure| Error::Failed(self.fail(failure)))
    }

    fn read_response<'h, N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'h>(
        &mut self,
        status: StatusCode,
        headers: impl IntoIterator<Item = (N, &'h V)>,
        body: &[u8],
    ) -> Result<Received, Failure> {
        if status != StatusCode::OK {
            return Err(Failure::Status(status));
        }
        self.bytes = self.bytes.saturating_add(body.len());
        if self.bytes > self.limits.bytes {
            return Err(Failure::Limit(SessionLimit::Bytes));
        }
        let headers =
            ResponseHeaders::decode(self.dialect, headers, &self.options).map_err(Failure::Headers)?;
        let decoded =
            body::decode(&headers.value.content_type, body, &self.options).map_err(Failure::Body)?;
        let Content::Package2(package) = decoded.value.content else { return Err(Failure::NotPackage2) };
        let mut package = package.into_owned();
        let mut warnings = headers.warnings;
        warnings.append(decoded.warnings, self.options.limits.warnings);
        let received = Received {
            commands: package.commands.len(),
            ends: package.has_end(),
            accept: headers.value.accept.map(|accept| accept.into_owned()),
            extensions: core::mem::take(&mut package.extensions),
            warnings,
        };
        self.begin_turn(package)?;
        Ok(received)
    }

    fn begin_turn(&mut self, package: Package2<'static>) -> Result<(), Failure> {
        // The server has answered: what travelled has arrived.
        self.alerts.arrived();
        if !package.has_end() {
            self.turns = self.turns.saturating_add(1);
        }
        if self.turns > self.limits.turns {
            return Err(Failure::Limit(SessionLimit::Turns));
        }
        self.commands = self.commands.saturating_add(package.work());
        if self.commands > self.limits.commands {
            return Err(Failure::Limit(SessionLimit::Commands));
        }
        let turn = Turn::new(package, self.dialect, &self.options).map_err(Failure::Encode)?;
        self.settle(turn);
        Ok(())
    }

    /// Closes the session for good.
    pub(super) fn fail(&mut self, failure: Failure) -> Failure {
        self.state = State::Closed(Some(failure.clone()));
        failure
    }
}

//! HTTP exchanges of the client.

use omadm::StatusCode;
use std::{
    io::{self, Read},
    time::Duration,
};
use ureq::{Agent, AsSendBody};

/// How long an exchange may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whoever can be asked by HTTP. Nothing is encrypted, and redirections are left to the caller.
#[derive(Clone)]
pub(crate) struct Web {
    agent: Agent,
    /// How much of a body is read: one byte more than is allowed, which tells that it is too much.
    most: u64,
}

/// Why there is no response.
pub(crate) struct NoResponse {
    pub(crate) problem: String,
    /// The status of a command that needed it.
    pub(crate) status: StatusCode,
}

impl Web {
    pub(crate) fn new(most: usize) -> Web {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(PATIENCE))
            .proxy(None)
            .user_agent("omadm-session")
            .build();
        Web { agent: config.into(), most: u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1) }
    }

    /// Sends a request and reads the whole response.
    pub(crate) fn send<B: AsSendBody>(
        &self,
        request: http::Request<B>,
    ) -> Result<http::Response<Vec<u8>>, NoResponse> {
        if request.uri().scheme_str() == Some("https") {
            let problem = "https is not built into this example".to_owned();
            return Err(NoResponse { problem, status: StatusCode::INTERNAL_ERROR });
        }
        let (head, body) = self.agent.run(request)?.into_parts();
        let mut bytes = Vec::new();
        body.into_reader().take(self.most).read_to_end(&mut bytes)?;
        Ok(http::Response::from_parts(head, bytes))
    }
}

impl From<ureq::Error> for NoResponse {
    fn from(error: ureq::Error) -> NoResponse {
        let status = match error {
            ureq::Error::Timeout(_) => StatusCode::REQUEST_TIMEOUT,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        };
        NoResponse { problem: error.to_string(), status }
    }
}

impl From<io::Error> for NoResponse {
    fn from(error: io::Error) -> NoResponse {
        ureq::Error::from(error).into()
    }
}

//! Putting a POST together.

use super::{Failure, Session, State, Step, turn::Answers};
use crate::{
    body::{self, Encoded},
    error::EncodeError,
    media::{Dialect, RequestHeaders},
    package::{ManagementData, Package1, Package3},
    session::Request,
};

impl Session {
    pub(super) fn post_package1(
        &mut self,
        package: Package1<'static>,
        data: &[ManagementData<'static>],
    ) -> Step<'_> {
        let headers = RequestHeaders::package1(self.dialect, self.device.clone());
        let (dialect, options) = (self.dialect, self.options);
        let encoded = self.alerts.load(|alerts| {
            let all = package.alerts.iter().chain(alerts).cloned();
            body::encode_package1(&package.clone().with_alerts(all), data, dialect, &options)
        });
        self.post(headers, encoded)
    }

    pub(super) fn post_package3(&mut self, answers: Answers) -> Step<'_> {
        let headers = RequestHeaders::package3(self.dialect, self.device.clone());
        let (dialect, options) = (self.dialect, self.options);
        let package = Package3::new(answers.statuses);
        let encode =
            |package: &Package3<'_>| body::encode_package3(package, &answers.data, dialect, &options);
        let encoded = match dialect {
            Dialect::Published => {
                self.alerts.load(|alerts| encode(&package.clone().with_alerts(alerts.iter().cloned())))
            }
            // The draft's Package#3 has no place for alerts; they wait for the next Package#1.
            Dialect::Draft => encode(&package),
        };
        self.post(headers, encoded)
    }

    fn post(&mut self, headers: RequestHeaders<'static>, encoded: Result<Encoded, EncodeError>) -> Step<'_> {
        match encoded {
            Ok(encoded) => {
                self.state = State::Awaiting;
                Step::Post(Request {
                    target: self.target.clone(),
                    headers: headers.with_content_type(encoded.media_type),
                    body: encoded.bytes,
                })
            }
            Err(error) => {
                self.fail(Failure::Encode(error));
                Step::Closed
            }
        }
    }
}

//! A device, as small as it can be: it can be read, and nothing else.
//!
//!     cargo run --example minimal_client -- http://127.0.0.1:8080/dm

use omadm::session::client::{Answer, Opening, Step};
use omadm::{Command, DeviceId, ManagementData, Options, ServerUri, StatusCode, address, json};
use std::error::Error;
use ureq::Agent;

/// All there is to know of this device. Such a document is a tree; `own_tree` has one of its own.
const DEVICE: &str = r#"[{
    "ClientURI": "urn:oma:mo:oma-dm-devinfo:1.0//",
    "MOData": {"DevInfo": {"DevID": "IMEI:493005100592800", "Man": "Example", "Mod": "Minimal"}}
}]"#;

/// What is done with a command. The session sees to it that each is answered, once and in order.
fn execute(command: &Command, device: &ManagementData, options: &Options) -> Answer {
    println!("{}", command.name());
    match command {
        Command::Get(uris) => address::get(device, uris, options).into(),
        _ => StatusCode::NOT_IMPLEMENTED.into(),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let server = std::env::args().nth(1).ok_or("usage: minimal_client SERVER-URI")?;
    let server = ServerUri::parse(&server)?.into_owned();
    let options = Options::default();
    let device = json::decode::<ManagementData>(DEVICE.as_bytes(), &options)?.value;

    // The status of a response is the session's to judge, and where it redirects to is ours.
    let agent: Agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    let mut session = Opening::new(server, DeviceId::parse("IMEI:493005100592800")?).open()?;
    loop {
        match session.poll() {
            Step::Post(request) => {
                let request: http::Request<Vec<u8>> = request.try_into()?;
                let (head, mut body) = agent.run(request)?.into_parts();
                // No more is read than may be there; what is longer is an error of the session.
                let most = u64::try_from(options.limits.body_bytes)?;
                let body = body.with_config().limit(most).read_to_vec()?;
                let response = http::Response::from_parts(head, body);
                let received = omadm::http::handle_response(&mut session, &response)?;
                received.warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
            }
            Step::Execute(command) => {
                let answer = execute(command, &device, &options);
                session.answer(answer)?;
            }
            Step::Closed => break,
            _ => return Err("nothing to do".into()),
        }
    }
    session.failure().cloned().map_or(Ok(()), |failure| Err(failure.into()))
}

//! Fuzzes a handler of one's own: a device that executes what a server sends is given packages that are valid, nearly valid and
//! hostile, and has to keep rules of its own.
//!
//! The packages are made of bytes, here those of a small generator, so that a run can be repeated. In a fuzz target of
//! cargo-fuzz they are what the fuzzer gives: `fuzz_target!(|data: &[u8]| check(&mut Unstructured::new(data), …))`; in a property
//! test `omadm::strategies::nearly_valid_typed_bodies()` and its siblings make and shrink the same.

use arbitrary::Unstructured;
use omadm::{
    Address, ClientUri, Command, DeviceId, Dialect, ManagementData, MediaType, Options, Package2, ServerUri,
    StatusCode,
    address::{MemoryTree, get},
    draft, json,
    session::client::{Answer, Opening, Step},
    strategies,
};
use std::{env, error::Error, process::ExitCode};

const USAGE: &str = "usage: fuzz_handler [--faulty] [ROUNDS]

Gives a device ROUNDS packages of each kind, 2000 if it is not said, and prints what became of them.
With --faulty the device forgets that a node is permanent, and is found out.";

/// What is put to the test: your own code stands here.
struct Device {
    tree: MemoryTree,
    options: Options,
    faulty: bool,
}

const SENSORS: &[u8] = br#"[
    {"ClientURI":"urn:oma:mo:sensor:1.0/left/","MOData":{"Sensor":{"ID":"GPS","Data":{"1":{"Value":"a"},"2":{}}}}},
    {"ClientURI":"urn:oma:mo:x:1.0/left/","MOData":{"X":{"ID":1,"Setting":{"Value":true},"Data":{}}}}
]"#;

/// The node that no server may delete.
const IDENTITY: &str = "urn:oma:mo:sensor:1.0/left/ID";

impl Device {
    fn new(faulty: bool) -> Result<Self, Box<dyn Error>> {
        let options = Options::default();
        let mut tree = MemoryTree::new();
        tree.store(&json::decode::<ManagementData>(SENSORS, &options)?.value, &options)?;
        if !faulty {
            tree.make_permanent(&Address::parse(IDENTITY)?, &options)?;
        }
        Ok(Device { tree, options, faulty })
    }

    fn execute(&mut self, command: &Command<'_>) -> Answer {
        match command {
            Command::Get(uris) => {
                let answer = get(&self.tree, uris, &self.options);
                let status = answer.status();
                answer.into_data().map_or_else(|| status.into(), Answer::data)
            }
            Command::Delete(address) => match self.tree.delete(address, &self.options) {
                Ok(_) => StatusCode::OK.into(),
                Err(error) => error.dm_status().into(),
            },
            Command::Default { .. } | Command::Cont(_) => StatusCode::OK.into(),
            _ => StatusCode::NOT_IMPLEMENTED.into(),
        }
    }
}

/// What became of packages.
#[derive(Default)]
struct Outcome {
    refused: usize,
    accepted: usize,
    commands: usize,
    answered_with_data: usize,
}

/// One package for a device, and the rules that it has to keep whatever the package says.
fn check(
    media_type: &str,
    body: &[u8],
    device: &mut Device,
    outcome: &mut Outcome,
) -> Result<(), Box<dyn Error>> {
    let is_draft = media_type.starts_with("application/dm20");
    let dialect = if is_draft { Dialect::Draft } else { Dialect::Published };
    let opening = Opening::new(ServerUri::parse("https://dm.example/dm")?, DeviceId::parse("IMEI:1")?);
    let mut session = opening.with_dialect(dialect).open()?;
    let Step::Post(_) = session.poll() else { return Err("a session begins with a POST".into()) };

    let headers = [("Content-Type", media_type)];
    let Ok(received) = session.handle_response(StatusCode::OK, headers, body) else {
        outcome.refused += 1;
        return match session.poll() {
            Step::Closed => Ok(()),
            step => Err(format!("a session that failed goes on: {step:?}").into()),
        };
    };
    outcome.accepted += 1;
    outcome.commands += received.commands;
    // A session that never ends would be one that a server can hold a device with.
    for _ in 0..=received.commands {
        match session.poll() {
            Step::Execute(command) => {
                let command = command.clone();
                session.answer(device.execute(&command))?;
            }
            Step::Post(request) => {
                let text = request.headers.content_type.to_string();
                outcome.answered_with_data += usize::from(text.starts_with("multipart/"));
                break;
            }
            _ => break,
        }
    }
    if let Step::Execute(command) = session.poll() {
        return Err(format!("{} is executed once too often", command.name()).into());
    }
    let identity = get(&device.tree, &[ClientUri::parse(IDENTITY)?], &device.options);
    match identity.status() {
        StatusCode::OK => Ok(()),
        status => Err(format!("the device does not know who it is any more ({status})").into()),
    }
}

/// How a package is made of bytes.
type Make = fn(&mut Unstructured<'_>) -> arbitrary::Result<(MediaType<'static>, Vec<u8>)>;

const KINDS: [(&str, Make); 5] = [
    ("valid, published", |u| Ok((MediaType::REQUEST, strategies::body::<Package2>(u)?))),
    ("valid, draft", |u| {
        // What the draft dialect cannot say is left out.
        let mut package: Package2<'static> = u.arbitrary()?;
        package.extensions = Default::default();
        package.commands.retain(|slot| {
            let alone = slot.command().map(|command| Package2::new([command.clone()]));
            alone.is_some_and(|alone| draft::to_vec(&alone).is_ok())
        });
        Ok((MediaType::DM20, draft::to_vec(&package).map_err(|_| arbitrary::Error::IncorrectFormat)?))
    }),
    ("nearly valid", |u| Ok((MediaType::REQUEST, strategies::nearly_valid::<Package2>(u)?))),
    ("hostile", |u| Ok((MediaType::REQUEST, strategies::hostile(u)?))),
    ("of any kind", strategies::nearly_valid_typed_body),
];

/// A small generator, so that a run can be repeated.
fn bytes(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..1500).map(|_| next()).collect()
}

fn run(rounds: u64, faulty: bool) -> Result<(), Box<dyn Error>> {
    println!("{:<18}{:>9}{:>10}{:>10}{:>11}", "packages", "refused", "accepted", "commands", "with data");
    for (name, make) in KINDS {
        let mut outcome = Outcome::default();
        for seed in 0..rounds {
            let bytes = bytes(seed);
            let Ok((media_type, body)) = make(&mut Unstructured::new(&bytes)) else { continue };
            let mut device = Device::new(faulty)?;
            check(&media_type.to_string(), &body, &mut device, &mut outcome).map_err(|error| {
                let fault = if device.faulty { " (as it was told to)" } else { "" };
                format!("{name}, seed {seed}: {error}{fault}\n{}", String::from_utf8_lossy(&body))
            })?;
        }
        let Outcome { refused, accepted, commands, answered_with_data } = outcome;
        println!("{name:<18}{refused:>9}{accepted:>10}{commands:>10}{answered_with_data:>11}");
    }
    Ok(())
}

fn main() -> ExitCode {
    let mut arguments: Vec<_> = env::args().skip(1).collect();
    let faulty = arguments.first().is_some_and(|first| first == "--faulty");
    if faulty {
        arguments.remove(0);
    }
    let rounds = match arguments.as_slice() {
        [] => Ok(2000),
        [rounds] => rounds.parse().map_err(|_| ()),
        _ => Err(()),
    };
    let Ok(rounds) = rounds else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(rounds, faulty) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::run;

    #[test]
    fn a_device_that_is_right_keeps_the_rules() {
        run(100, false).unwrap();
    }

    #[test]
    fn a_device_that_forgets_who_it_is_is_found_out() {
        let error = run(2000, true).unwrap_err().to_string();
        assert!(error.contains("does not know who it is any more (404)"), "{error}");
        assert!(error.contains("DELETE"), "{error}");
    }
}

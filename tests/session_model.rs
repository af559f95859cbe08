//! Random operation lists on a client session, a server session and the pair, against a simple reference: every method in
//! every state. `OMADM_TRANSITIONS` says how many steps each of the three takes at least.

#[path = "support/rng.rs"]
mod rng;
#[path = "laws/session/mod.rs"]
mod session;

use rng::Rng;
use session::{Law, Script};

/// Steps of each model in an everyday run.
const EVERYDAY: usize = 60_000;

fn wanted() -> usize {
    std::env::var("OMADM_TRANSITIONS").map_or(EVERYDAY, |text| text.parse().expect("a number of transitions"))
}

fn noise(rng: &mut Rng, len: usize) -> Vec<u8> {
    (0..len).map(|_| rng.next().to_le_bytes()[0]).collect()
}

fn drive(name: &str, run: impl Fn(&mut Script<'_>) -> Result<usize, String>) {
    let (mut steps, mut scripts) = (0, 0);
    while steps < wanted() {
        scripts += 1;
        let mut rng = Rng::new(scripts);
        let len = 1 + rng.below(400);
        let script = noise(&mut rng, len);
        match run(&mut Script::new(&script)) {
            Ok(more) => steps += more,
            Err(broken) => panic!("{name}, script {scripts}: {broken}"),
        }
    }
    println!("{name}: {steps} transitions in {scripts} sessions");
}

#[test]
fn a_client_keeps_the_rules() {
    drive("client", session::client::run);
}

#[test]
fn a_server_keeps_the_rules() {
    drive("server", session::server::run);
}

#[test]
fn a_pair_keeps_the_rules() {
    drive("pair", session::pair::run);
}

#[test]
fn a_law_takes_any_script() {
    let laws: [fn(&[u8]) -> Law; 3] = [session::client, session::server, session::pair];
    for law in laws {
        law(b"").unwrap();
        for byte in 0..=255 {
            law(&[byte; 40]).unwrap();
        }
    }
}

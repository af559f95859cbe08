//! Random operation lists on a client session, a server session and the pair, against a simple reference: every method in
//! every state. `OMADM_TRANSITIONS` says how many steps each of the three takes at least.

#[path = "support/rng.rs"]
mod rng;
#[path = "laws/session/mod.rs"]
mod session;

use rng::Rng;
use session::{Law, Script, Seen};
use std::collections::BTreeSet;

/// Steps of each model in an everyday run.
const EVERYDAY: usize = 100_000;

fn wanted() -> usize {
    std::env::var("OMADM_TRANSITIONS").map_or(EVERYDAY, |text| text.parse().expect("a number of transitions"))
}

fn noise(rng: &mut Rng, len: usize) -> Vec<u8> {
    (0..len).map(|_| rng.next().to_le_bytes()[0]).collect()
}

fn drive(name: &str, run: impl Fn(&mut Script<'_>) -> Result<Seen, String>) -> Seen {
    let (mut all, mut scripts) = (Seen::default(), 0);
    let transitions = |seen: &Seen| seen.0.values().sum::<usize>();
    while transitions(&all) < wanted() {
        scripts += 1;
        let mut rng = Rng::new(scripts);
        let len = 1 + rng.below(400);
        let script = noise(&mut rng, len);
        match run(&mut Script::new(&script)) {
            Ok(seen) => all.add(seen),
            Err(broken) => panic!("{name}, script {scripts}: {broken}"),
        }
    }
    println!("{name}: {} transitions in {scripts} sessions", transitions(&all));
    all
}

/// Every method was tried in every state, and more than a few times.
fn every_method_in_every_state(seen: &Seen, states: &[&str]) {
    let methods: BTreeSet<_> = seen.0.keys().map(|(_, method)| *method).collect();
    for state in states {
        for method in &methods {
            let count = seen.0.get(&(state.to_string(), method)).copied().unwrap_or_default();
            assert!(count > 20, "{method} in {state}: {count} times");
        }
    }
    let known: BTreeSet<_> = seen.0.keys().map(|(state, _)| state.as_str()).collect();
    assert_eq!(known, states.iter().copied().collect());
}

#[test]
fn a_client_keeps_the_rules() {
    let seen = drive("client", session::client::run);
    every_method_in_every_state(&seen, &["Opening", "Awaiting", "Executing", "Answered", "Closed"]);
}

#[test]
fn a_server_keeps_the_rules() {
    let seen = drive("server", session::server::run);
    every_method_in_every_state(&seen, &["None", "Some(Owing)", "Some(Waiting)", "Some(Over)"]);
}

#[test]
fn a_pair_keeps_the_rules() {
    let seen = drive("pair", session::pair::run);
    for what in ["opened", "answered", "reply taken"] {
        for state in ["\"in step\"", "\"astray\""] {
            let count = seen.0.get(&(state.to_owned(), what)).copied().unwrap_or_default();
            assert!(count > 200, "{what} {state}: {count} times");
        }
    }
    assert!(seen.0[&("\"client\"".to_owned(), "closed")] > 200);
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

//! Fuzzing your own handler with what this crate exports: valid, nearly valid and hostile packages.
//!
//!     cargo run --example fuzz_handler
//!
//! In a project of your own this is a test, with `omadm = { version = "…", features = ["proptest"] }` among the
//! dev-dependencies. As a libFuzzer target (cargo-fuzz) it is the same with the feature `arbitrary`:
//!
//! ```ignore
//! fuzz_target!(|bytes: &[u8]| {
//!     let mut u = Unstructured::new(bytes);
//!     if let Ok(body) = omadm::strategies::nearly_valid::<Package2>(&mut u) {
//!         held(&body);
//!     }
//! });
//! ```

use omadm::{
    Command, Limits, Options, Package2, Package3, Slot, Status, StatusCode, json,
    strategies::{bodies, hostile_bodies, nearly_valid_bodies},
};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::{cell::Cell, error::Error};

/// Your own: what a device does with a package.
fn handle(package: &Package2) -> Package3<'static> {
    let statuses = package.commands.iter().map(|slot| match slot {
        Slot::Command(Command::Exec { report_to: Some(_), .. }) => Status::new(StatusCode::ACCEPTED),
        Slot::Command(Command::Get(uris)) if uris.len() > 16 => Status::new(StatusCode::CONTENT_TOO_LARGE),
        Slot::Command(_) => Status::new(StatusCode::OK),
        Slot::Unreadable(slot) => Status::new(slot.status()),
    });
    Package3::new(statuses)
}

/// What has to hold, whatever arrives. Whether it was a package at all.
fn held(body: &[u8]) -> Result<bool, TestCaseError> {
    let options = Options::default().with_limits(Limits::default().with_body_bytes(64 << 10));
    let Ok(decoded) = json::decode::<Package2>(body, &options) else { return Ok(false) };
    let answer = handle(&decoded.value);
    let is = |holds: bool, law: &str| if holds { Ok(()) } else { Err(TestCaseError::fail(law.to_owned())) };
    is(answer.statuses.len() == decoded.value.commands.len(), "one status for each command")?;
    for (slot, status) in decoded.value.commands.iter().zip(&answer.statuses) {
        let refused = status.code.as_u16() >= 400;
        is(slot.command().is_some() || refused, "what cannot be understood is not answered 200")?;
    }
    is(json::to_vec(&answer).is_ok(), "what is answered can be sent")?;
    Ok(true)
}

fn main() -> Result<(), Box<dyn Error>> {
    // A runner counts its cases over all it runs, so each strategy has its own.
    let runner = || TestRunner::new(Config { cases: 500, failure_persistence: None, ..Config::default() });
    let (packages, others) = (Cell::new(0), Cell::new(0));
    let count = |body: Vec<u8>| {
        let counter = if held(&body)? { &packages } else { &others };
        counter.set(counter.get() + 1);
        Ok(())
    };
    runner().run(&bodies::<Package2>(), count)?;
    runner().run(&nearly_valid_bodies::<Package2>(), count)?;
    runner().run(&hostile_bodies(), count)?;
    println!("{} packages were handled, {} bodies were none", packages.get(), others.get());
    // A strategy that makes nothing but garbage, or nothing but packages, would test little.
    if packages.get() < 500 || others.get() < 100 { Err("too few of one kind".into()) } else { Ok(()) }
}

//! `cargo bench --bench ratios`: builds and runs the contest with the peers, a package of its own in `benches/peers`.
//! What stands behind `--` goes to it.

use std::{
    path::Path,
    process::{Command, exit},
};

fn main() {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("a benchmark is no test: cargo bench --bench ratios");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let status = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--release", "--locked", "--manifest-path"])
        .arg(root.join("benches/peers/Cargo.toml"))
        .arg("--target-dir")
        .arg(root.join("target/peers"))
        .arg("--")
        .args(arguments)
        .status();
    exit(status.ok().and_then(|status| status.code()).unwrap_or(1));
}

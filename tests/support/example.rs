//! An example that a test runs as a program.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// Where the example of this name is. `cargo test` has built it beside this test; one that is missing or old, as after
/// `cargo test --test NAME`, is built now.
pub(crate) fn program(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let test = env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).expect("target/<profile>/deps/<test>");
    let program = profile.join("examples").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    let built = program.metadata().and_then(|metadata| metadata.modified());
    let examples = root.join("examples");
    let sources = [root.join("src"), examples.join(name), examples.join(name).with_extension("rs")];
    if !built.is_ok_and(|built| sources.iter().all(|source| newest(source) <= built)) {
        build(name, root, profile);
    }
    assert!(program.is_file(), "{} is not built: run `cargo build --example {name}`", program.display());
    program
}

/// When a file was changed, or the last one in a folder. What is not there was never changed.
fn newest(path: &Path) -> SystemTime {
    match path.metadata() {
        Ok(metadata) if metadata.is_dir() => {
            let inside = fs::read_dir(path).unwrap().map(|entry| newest(&entry.unwrap().path()));
            inside.max().unwrap_or(SystemTime::UNIX_EPOCH)
        }
        Ok(metadata) => metadata.modified().unwrap(),
        Err(_) => SystemTime::UNIX_EPOCH,
    }
}

fn build(example: &str, root: &Path, profile: &Path) {
    let name = match profile.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(name) => name,
    };
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.current_dir(root).args(["build", "--quiet", "--example", example, "--profile", name]);
    cargo.arg("--target-dir").arg(profile.parent().unwrap());
    assert!(cargo.status().unwrap().success(), "the example cannot be built");
}

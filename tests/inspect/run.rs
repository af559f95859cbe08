//! Runs the tool.

use crate::example;
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
    thread,
};

/// What came of a run.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Outcome {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// As it is kept in a file.
    pub(crate) fn render(&self) -> String {
        format!("exit status {}\n=== stdout\n{}=== stderr\n{}", self.status, self.stdout, self.stderr)
    }
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The tool, called from the root of the project and with an environment that says nothing about colour.
pub(crate) fn command() -> Command {
    let mut command = Command::new(program());
    command.current_dir(root()).env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

pub(crate) fn run(arguments: &[&str]) -> Outcome {
    outcome(command().args(arguments))
}

/// Runs the tool with this on its standard input.
pub(crate) fn feed(arguments: &[&str], input: &[u8]) -> Outcome {
    let mut command = command();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The tool may stop reading before all is written.
    let writer = thread::spawn(move || stdin.write_all(&input).is_ok());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    decode(output)
}

/// Runs the tool, which may write what is no text.
pub(crate) fn bytes(arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let output = command().args(arguments).output().unwrap();
    (output.status.code().expect("it was killed"), output.stdout, String::from_utf8(output.stderr).unwrap())
}

pub(crate) fn outcome(command: &mut Command) -> Outcome {
    decode(command.output().unwrap())
}

fn decode(output: std::process::Output) -> Outcome {
    Outcome {
        status: output.status.code().expect("it was killed"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| example::program("inspect"))
}

/// What the tool writes to a terminal, where there is `script` to make one.
pub(crate) fn on_a_terminal(arguments: &[&str], no_color: Option<&str>) -> Option<String> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let line = format!("'{}' '{}'", program().display(), arguments.join("' '"));
    let mut script = Command::new("script");
    script.args(["-q", "-e", "-c", &line, "/dev/null"]).current_dir(root()).stdin(Stdio::null());
    script.env_remove("NO_COLOR").envs(no_color.map(|value| ("NO_COLOR", value)));
    let output = script.output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n"))
}

/// What the tool takes a body for, as it says when it has shown it or refused it.
pub(crate) fn told(body: &[u8]) -> String {
    let shown = feed(&[], body);
    let line = match shown.status {
        0 => shown.stdout.lines().next().unwrap(),
        _ => {
            let line = shown.stderr.lines().last().and_then(|line| line.strip_prefix("  read as: "));
            line.and_then(|line| line.strip_suffix(", told from its content")).unwrap()
        }
    };
    line.to_owned()
}

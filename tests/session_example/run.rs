//! Runs the example, and whatever it talks with.

use crate::example;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        mpsc::{self, Receiver},
    },
    thread,
    time::{Duration, Instant},
};

/// How long anything may take. It is for machines that do other things too; what hangs, hangs longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came of a run.
pub(crate) struct Outcome {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn run(arguments: &[&str]) -> Outcome {
    let mut command = Command::new(program());
    command.args(arguments).current_dir(root());
    Running::start(command).finish()
}

/// A process with what it has printed so far. It is killed if the test is over first.
pub(crate) struct Running {
    child: Child,
    lines: Receiver<String>,
    stdout: String,
    stderr: Option<thread::JoinHandle<String>>,
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Running {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let spawned = command.spawn();
        let mut child = spawned.unwrap_or_else(|error| panic!("{:?}: {error}", command.get_program()));
        let (sender, lines) = mpsc::channel();
        let stdout = child.stdout.take().unwrap();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                if sender.send(line.unwrap()).is_err() {
                    break;
                }
            }
        });
        let mut stderr = child.stderr.take().unwrap();
        let stderr = thread::spawn(move || {
            let mut text = String::new();
            stderr.read_to_string(&mut text).unwrap();
            text
        });
        Running { child, lines, stdout: String::new(), stderr: Some(stderr) }
    }

    /// The example with these arguments.
    pub(crate) fn example(arguments: &[&str]) -> Running {
        let mut command = Command::new(program());
        command.args(arguments).current_dir(root());
        Running::start(command)
    }

    /// A server on a free port, with its address.
    pub(crate) fn server(arguments: &[&str]) -> (Running, String) {
        let mut server = Running::example(&[&["server", "--listen", "127.0.0.1:0"], arguments].concat());
        let line = server.line();
        let url = line.strip_prefix("listening on ").unwrap_or_else(|| panic!("{line:?}"));
        let address = url.strip_prefix("http://").and_then(|url| url.strip_suffix('/')).unwrap().to_owned();
        (server, address)
    }

    /// The next line it prints.
    pub(crate) fn line(&mut self) -> String {
        let line = self.lines.recv_timeout(PATIENCE);
        let line = line.unwrap_or_else(|error| panic!("no line: {error}; so far:\n{}", self.stdout));
        self.stdout += &line;
        self.stdout.push('\n');
        line
    }

    /// Ctrl-C.
    pub(crate) fn interrupt(&self) {
        let killed = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
    }

    /// Waits until it ends.
    pub(crate) fn finish(mut self) -> Outcome {
        let start = Instant::now();
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None if start.elapsed() > PATIENCE => panic!("it does not end; so far:\n{}", self.stdout),
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            self.stdout += &line;
            self.stdout.push('\n');
        }
        Outcome {
            status: status.code().expect("it was killed"),
            stdout: std::mem::take(&mut self.stdout),
            stderr: self.stderr.take().unwrap().join().unwrap(),
        }
    }

    /// Stops it as Ctrl-C does, and wants it to have nothing against that.
    pub(crate) fn stop(self) -> String {
        self.interrupt();
        let outcome = self.finish();
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
        assert!(outcome.stdout.ends_with("stopped\n"), "{}", outcome.stdout);
        outcome.stdout
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection that does not wait for ever.
pub(crate) fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Writes these bytes and reads one response: its status, and all of it.
pub(crate) fn ask(address: &str, request: &[u8]) -> (u16, String) {
    let mut stream = connect(address);
    // A server may answer before all is written.
    let _ = stream.write_all(request);
    response(&mut stream)
}

/// Reads a response with Content-Length, or to the end.
pub(crate) fn response(stream: &mut TcpStream) -> (u16, String) {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    while !is_whole(&bytes) {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            Err(error) => panic!("{error}; so far: {}", String::from_utf8_lossy(&bytes)),
        }
    }
    let text = String::from_utf8(bytes).unwrap();
    let status = text.split(' ').nth(1).and_then(|code| code.parse().ok());
    (status.unwrap_or_else(|| panic!("no response: {text:?}")), text)
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_some_and(|length| body.len() >= length.parse().unwrap())
}

fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| example::program("session"))
}

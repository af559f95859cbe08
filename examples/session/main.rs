//! A session between a DM server and a DM client over HTTP, and either of them alone against anybody else's other side.
//!
//! ```text
//! cargo run --example session
//! ```
//!
//! The crate has no sockets: here `axum` brings the server's, `ureq` the client's, and nothing passes between them but what
//! `session::server::Session` and `session::client::Session` say. `scenario` is the whole of [CR-BASIC]; `server` and
//! `client` are what either side does, `device` what the client's commands do, `repository` and `pages` the servers beside
//! the session.

mod arguments;
mod browser;
mod client;
mod commands;
mod device;
mod diagram;
mod exchange;
mod intake;
mod listen;
mod message;
mod pages;
mod repository;
mod scenario;
mod server;
mod status;
mod stop;
mod watch;
mod web;

use arguments::{ClientJob, Request, ServerJob};
use client::Client;
use diagram::Diagram;
use omadm::{ManagementData, Options, json};
use server::Server;
use std::{env, fs, io, path::Path, process::ExitCode, sync::Arc, time::Duration};
use stop::Stop;
use tokio::runtime::{self, Runtime};

/// Everything went as it should, or Ctrl-C stopped it.
const DONE: u8 = 0;
/// It did not.
const FAILED: u8 = 1;
/// The example was called wrongly, or could not read or listen.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let status = match arguments::parse(env::args_os().skip(1)) {
        Ok(request) => run(request),
        Err(problem) => Err(format!("{problem}; --help says how it is used")),
    };
    ExitCode::from(status.unwrap_or_else(|problem| {
        diagram::complain(&problem);
        USAGE
    }))
}

fn run(request: Request) -> Result<u8, String> {
    let job = match request {
        Request::Help => {
            diagram::write(arguments::HELP);
            return Ok(DONE);
        }
        job => job,
    };
    let runtime = runtime().map_err(|error| format!("cannot start: {error}"))?;
    let stop = Stop::on_signal(&runtime).map_err(|error| format!("cannot wait for Ctrl-C: {error}"))?;
    let status = match job {
        Request::Whole { dialect } => scenario::run(&runtime, &stop, dialect),
        Request::Server(job) => serve(&runtime, stop, job),
        Request::Client(job) => manage(&stop, *job),
        Request::Help => Ok(DONE),
    };
    runtime.shutdown_timeout(Duration::from_secs(1));
    status
}

fn runtime() -> io::Result<Runtime> {
    runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}

/// The server alone, until it is stopped.
fn serve(runtime: &Runtime, stop: Stop, job: ServerJob) -> Result<u8, String> {
    let commands = match &job.commands {
        Some(file) => commands::read(file)?,
        None => Vec::new(),
    };
    let listener = runtime
        .block_on(listen::bind(&job.listen))
        .map_err(|error| format!("cannot listen on {}: {error}", job.listen))?;
    let diagram = Diagram::new();
    diagram.begin(&format!("listening on http://{}/", listen::address(&listener)));
    let server = Server::new(commands, diagram).with_dialect(job.dialect).on_end(status::print);
    runtime.block_on(listen::serve(listener, Arc::new(server).router(), stop));
    diagram::write("stopped\n");
    Ok(DONE)
}

/// The client alone: one session, and those that report what came of its EXECs.
fn manage(stop: &Stop, job: ClientJob) -> Result<u8, String> {
    let data = match &job.data {
        Some(file) => read_data(file)?,
        None => device::usual_data(),
    };
    let diagram = Diagram::new();
    diagram.begin(&format!("{} at {}", job.device, job.server));
    let mut client = Client::new(job.device, job.dialect, &data, diagram, stop.clone())?;
    let opening = client.opening(job.server);
    Ok(match client.run(opening) {
        Ok(()) => DONE,
        Err(problem) => {
            diagram::complain(&problem);
            FAILED
        }
    })
}

fn read_data(file: &Path) -> Result<ManagementData<'static>, String> {
    let shown = file.display();
    let body = fs::read(file).map_err(|error| format!("cannot read {shown}: {error}"))?;
    let decoded = json::decode::<ManagementData>(&body, &Options::default())
        .map_err(|error| format!("{shown} is no management data: {error}"))?;
    for warning in &decoded.warnings {
        diagram::complain(&format!("{shown}: {warning}"));
    }
    Ok(decoded.value.into_owned())
}

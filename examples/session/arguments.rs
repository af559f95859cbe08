//! The command line.

use omadm::{DeviceId, Dialect, ServerUri};
use std::{ffi::OsString, path::PathBuf};

pub(crate) const HELP: &str = "\
Runs an OMA DM session over HTTP and prints each message as it passes.

Usage: session [--dialect DIALECT]
       session server --listen ADDRESS [--commands FILE] [--dialect DIALECT]
       session client URL [--data FILE] [--device ID] [--dialect DIALECT]

Without a side it runs both of them, and a Data Repository, on the loopback
interface, and then prints the session's status resource.

server  takes POSTs on any path; sessions are kept apart by the device's id
  --listen ADDRESS   such as 127.0.0.1:8080; with port 0 any that is free, and
                     the first line that is printed says which
  --commands FILE    what every session is sent: one JSON Package#2 a line, one
                     for each POST; after the last, or without this, END
  --dialect DIALECT  take sessions of this dialect alone; otherwise of both

client  opens one session there, and one for each EXEC that it is to report on
  URL                http: only
  --data FILE        the management data the device has, as JSON
  --device ID        who the device is; otherwise IMEI:493005100592800
  --dialect DIALECT  what it speaks; otherwise published

  --help             print this

DIALECT is draft or published. Ctrl-C stops it when what is under way is done.
Nothing is encrypted, and no redirection is followed.

Exit status: 0 all went as it should, or Ctrl-C stopped a side; 1 a session
failed or, without a side, a status is not as expected; 2 called wrongly, or
not able to read a file or to listen.
";

/// Who a client is if it is not told.
const DEVICE: &str = "IMEI:493005100592800";

/// What the command line asks for.
pub(crate) enum Request {
    Help,
    Whole { dialect: Dialect },
    Server(ServerJob),
    Client(Box<ClientJob>),
}

pub(crate) struct ServerJob {
    pub(crate) listen: String,
    pub(crate) commands: Option<PathBuf>,
    /// `None` for both.
    pub(crate) dialect: Option<Dialect>,
}

pub(crate) struct ClientJob {
    pub(crate) server: ServerUri<'static>,
    pub(crate) data: Option<PathBuf>,
    pub(crate) device: DeviceId<'static>,
    pub(crate) dialect: Dialect,
}

/// The options, each with its value, whichever side they are for.
#[derive(Default)]
struct Options {
    listen: Option<OsString>,
    commands: Option<OsString>,
    data: Option<OsString>,
    device: Option<OsString>,
    dialect: Option<OsString>,
}

/// Reads the command line, without the name of the program.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, String> {
    let mut arguments = arguments.into_iter();
    let mut words = Vec::new();
    let mut options = Options::default();
    let mut only_words = false;
    while let Some(argument) = arguments.next() {
        let text = argument.to_string_lossy();
        if only_words || !text.starts_with('-') {
            words.push(text.into_owned());
            continue;
        }
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(OsString::from(value))),
            None => (&*text, None),
        };
        let option = match name {
            "--" if value.is_none() => {
                only_words = true;
                continue;
            }
            "--help" | "-h" if value.is_none() => return Ok(Request::Help),
            "--listen" => &mut options.listen,
            "--commands" => &mut options.commands,
            "--data" => &mut options.data,
            "--device" => &mut options.device,
            "--dialect" => &mut options.dialect,
            _ => return Err(format!("unknown option {text}")),
        };
        let value = value.or_else(|| arguments.next()).ok_or_else(|| format!("{name} needs a value"))?;
        if option.replace(value).is_some() {
            return Err(format!("{name} stands twice"));
        }
    }
    request(&words, options)
}

fn request(words: &[String], mut options: Options) -> Result<Request, String> {
    let dialect = options.dialect.take().map(|value| dialect(&value.to_string_lossy())).transpose()?;
    let (side, rest) = match words.split_first() {
        Some((side, rest)) => (Some(side.as_str()), rest),
        None => (None, words),
    };
    let request = match (side, rest) {
        (None, _) => Request::Whole { dialect: dialect.unwrap_or(Dialect::Published) },
        (Some("server"), []) => {
            let listen = options.listen.take().ok_or("the server needs --listen ADDRESS")?;
            let commands = options.commands.take().map(PathBuf::from);
            Request::Server(ServerJob { listen: listen.to_string_lossy().into_owned(), commands, dialect })
        }
        (Some("client"), [url]) => {
            let device = options.device.take();
            let device = device.map_or(DEVICE.into(), |value| value.to_string_lossy().into_owned());
            Request::Client(Box::new(ClientJob {
                server: server(url)?,
                data: options.data.take().map(PathBuf::from),
                device: DeviceId::try_from(device).map_err(|error| format!("no device id: {error}"))?,
                dialect: dialect.unwrap_or(Dialect::Published),
            }))
        }
        (Some("client"), []) => return Err("the client needs a URL".to_owned()),
        (Some("server"), [word, ..]) | (Some("client"), [_, word, ..]) => {
            return Err(format!("there is no use for {word}"));
        }
        (Some(side), _) => return Err(format!("{side} is neither server nor client")),
    };
    let Options { listen, commands, data, device, dialect: _ } = options;
    let left = [("--listen", listen), ("--commands", commands), ("--data", data), ("--device", device)];
    match left.into_iter().find(|(_, value)| value.is_some()) {
        Some((name, _)) => Err(format!("there is no use for {name} here")),
        None => Ok(request),
    }
}

fn dialect(text: &str) -> Result<Dialect, String> {
    match text {
        "draft" => Ok(Dialect::Draft),
        "published" => Ok(Dialect::Published),
        _ => Err(format!("the dialect {text} is neither draft nor published")),
    }
}

fn server(url: &str) -> Result<ServerUri<'static>, String> {
    let server = ServerUri::parse(url).map_err(|error| format!("{url} is no ServerURI: {error}"))?;
    match server.is_https() {
        true => Err(format!("{url}: https is not built into this example")),
        false => Ok(server.into_owned()),
    }
}

//! Says which nodes of a management data document a ClientURI addresses.

use omadm::{
    ClientUri, ManagementData, Options,
    address::{AddressError, get, resolve},
    json,
};
use std::{
    env,
    error::Error,
    fs,
    io::{self, Write},
    process::ExitCode,
};

const USAGE: &str = "usage: resolve [--collect] DATA.json CLIENT-URI";

const HELP: &str = "
Resolves CLIENT-URI in the management data of DATA.json, whose records at an instance's root are the
instances, and prints the concrete ClientURI of each node it addresses, one a line.

  --collect  print the management data at the nodes instead, cut at Levels, as a GET is answered
  --help     print this

Exit status: 0, also if nothing is addressed; 1 if the file or the ClientURI cannot be read or addresses
nothing where it has to, with the reason on standard error; 2 if it is called in another way.
";

/// What the command line asks for.
struct Request {
    collect: bool,
    file: String,
    uri: String,
}

impl Request {
    fn read(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut collect = false;
        let mut words = Vec::new();
        for argument in arguments {
            match argument.as_str() {
                "--collect" => collect = true,
                option if option.starts_with("--") => return Err(format!("unknown option {option}")),
                _ => words.push(argument),
            }
        }
        match <[String; 2]>::try_from(words) {
            Ok([file, uri]) => Ok(Request { collect, file, uri }),
            Err(words) => Err(format!("expected a file and a ClientURI, found {} words", words.len())),
        }
    }

    /// What to print.
    fn answer(&self) -> Result<String, Box<dyn Error>> {
        let options = Options::default();
        let body = fs::read(&self.file).map_err(|error| format!("{}: {error}", self.file))?;
        let decoded = json::decode::<ManagementData>(&body, &options)
            .map_err(|error| format!("{}: {error}", self.file))?;
        for warning in &decoded.warnings {
            eprintln!("warning: {}: {warning}", self.file);
        }
        let tree = decoded.value;
        let uri = ClientUri::parse(&self.uri).map_err(|error| format!("{}: {error}", self.uri))?;
        if self.collect {
            return collect(&tree, uri, &options);
        }
        let mut lines = String::new();
        for address in resolve(&tree, &uri, &options).addresses() {
            lines += &format!("{}\n", address.map_err(|error| failed(&error))?);
        }
        Ok(lines)
    }
}

fn collect(
    tree: &ManagementData<'_>,
    uri: ClientUri<'_>,
    options: &Options,
) -> Result<String, Box<dyn Error>> {
    let answer = get(tree, &[uri], options);
    if let Some(error) = answer.error() {
        return Err(failed(error).into());
    }
    match answer.data() {
        Some(data) => Ok(String::from_utf8(json::to_vec(data)?)? + "\n"),
        None => {
            eprintln!("not modified ({})", answer.status());
            Ok(String::new())
        }
    }
}

/// What a command with this ClientURI would be answered with, and why.
fn failed(error: &AddressError) -> String {
    format!("{}: {error}", error.dm_status())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help") {
        return print(&format!("{USAGE}\n{HELP}"));
    }
    let request = match Request::read(arguments.into_iter()) {
        Ok(request) => request,
        Err(reason) => {
            eprintln!("{reason}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match request.answer() {
        Ok(text) => print(&text),
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// Prints, and is content if nobody reads to the end.
fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

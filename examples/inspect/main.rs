//! Shows an OMA DM body to a person: what is in it, what is wrong with it, and where.
//!
//! ```text
//! cargo run -q --example inspect -- examples/packages/package2-commands.json
//! ```
//!
//! It calls nothing but the public interface of the crate: `body::decode` and the encoders in `format`, everything a
//! package can be asked in `show`, `command`, `uri`, `tree` and `notification`, and what an error or a warning says in
//! `notes`.

mod arguments;
mod command;
mod date;
mod excerpt;
mod format;
mod guess;
mod hex;
mod notes;
mod notification;
mod screen;
mod sheet;
mod show;
mod tree;
mod uri;

use arguments::{Job, Request};
use excerpt::Places;
use format::{Format, Whole};
use notes::Notes;
use omadm::{Decoded, Options};
use screen::{Screen, Style};
use sheet::Sheet;
use std::{
    env,
    fs::File,
    io::{self, Read, Write},
    path::Path,
    process::ExitCode,
};

/// The body could be decoded, and encoded if that was asked for.
const DECODED: u8 = 0;
/// It could not.
const REFUSED: u8 = 1;
/// The tool was called wrongly, or could not read or write.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let status = match arguments::parse(env::args_os().skip(1)) {
        Ok(Request::Help) => written(io::stdout().lock().write_all(arguments::HELP.as_bytes()), DECODED),
        Ok(Request::Inspect(job)) => inspect(job),
        Err(problem) => fail(&format!("{problem}; --help says how it is used")),
    };
    ExitCode::from(status)
}

fn inspect(job: Job) -> u8 {
    let options = Options::default().with_strict(job.strict);
    let most = match job.hex {
        true => hex::longest(options.limits.body_bytes),
        false => options.limits.body_bytes,
    };
    let mut body = match read(job.file.as_deref(), most) {
        Ok(body) => body,
        Err(error) => return fail(&format!("cannot read {}: {error}", job.source())),
    };
    if job.hex {
        body = match hex::decode(&body, most) {
            Ok(body) => body,
            Err(error) => {
                Notes::new(Screen::stderr(), Places::in_text(&body)).no_hex(&error);
                return REFUSED;
            }
        };
    }
    let is_told = job.format.is_none();
    let format = match job.format.map_or_else(|| Format::reading(guess::media_type(&body)), Ok) {
        Ok(format) => format,
        Err(problem) => return fail(&problem),
    };
    let places = if format.is_binary() { Places::in_bytes(&body) } else { Places::in_text(&body) };
    let mut notes = Notes::new(Screen::stderr(), places);
    let decoded = match format.decode(&body, &options) {
        Ok(decoded) => decoded,
        Err(error) => {
            notes.error(&error);
            let told = if is_told { ", told from its content" } else { "" };
            notes.remark("read as", &format!("{format}{told}"));
            return REFUSED;
        }
    };
    let status = match &job.to {
        None => written(print(&format, &decoded.value), DECODED),
        Some(to) => convert(&decoded, to, &options, &mut notes),
    };
    notes.warnings(&decoded.warnings);
    status
}

/// Reads no more than tells that it is too much.
fn read(file: Option<&Path>, most: usize) -> io::Result<Vec<u8>> {
    let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut body = Vec::new();
    match file {
        Some(path) => File::open(path)?.take(most).read_to_end(&mut body)?,
        None => io::stdin().lock().take(most).read_to_end(&mut body)?,
    };
    Ok(body)
}

fn print(format: &Format, whole: &Whole) -> io::Result<()> {
    let mut sheet = Sheet::new(Screen::stdout());
    show::body(&mut sheet, format, whole)?;
    sheet.finish()
}

/// Writes the body, and nothing but the body, in the other format.
fn convert(decoded: &Decoded<Whole>, to: &Format, options: &Options, notes: &mut Notes) -> u8 {
    match to.encode(&decoded.value.body, options) {
        Ok(body) => {
            let mut screen = Screen::stdout();
            let status =
                written(screen.body(&body.bytes, to.is_binary()).and_then(|()| screen.flush()), DECODED);
            if let Some(media_type) = body.became {
                notes.besides(&format!("written as {media_type}"));
            }
            status
        }
        Err(problem) => {
            say(&problem);
            REFUSED
        }
    }
}

/// The exit status after writing. A reader who has seen enough, as `head`, is no failure.
fn written(result: io::Result<()>, status: u8) -> u8 {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => fail(&format!("cannot write: {error}")),
        _ => status,
    }
}

fn fail(problem: &str) -> u8 {
    say(problem);
    USAGE
}

/// What cannot be written to standard error cannot be said anywhere.
fn say(problem: &str) {
    let mut screen = Screen::stderr();
    let _ = screen.write(Style::Bad, "error").and_then(|_| screen.line(&format!(": {problem}")));
}

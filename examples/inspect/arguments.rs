//! The command line.

use crate::format::Format;
use omadm::MediaType;
use std::{
    borrow::Cow,
    ffi::{OsStr, OsString},
    path::PathBuf,
};

pub(crate) const HELP: &str = "\
Shows an OMA DM body to a person: what is in it, and what is wrong with it.

Usage: inspect [--as MEDIA-TYPE] [--hex] [--strict] [--to MEDIA-TYPE] [FILE]

FILE is the body; `-` or nothing is standard input.

  --as MEDIA-TYPE  what the body is, as its Content-Type would say it;
                   otherwise its content tells
  --hex            what is read are hex digits of the body, in which white
                   space means nothing
  --strict         refuse what is otherwise tolerated with a warning
  --to MEDIA-TYPE  write the body again, and nothing else, to standard output,
                   in its own dialect or in the other one
  --help           print this

Media types:
  application/vnd.oma.dm.notification     Package#0
  application/vnd.oma.dm.initiation+json  Package#1
  application/vnd.oma.dm.request+json     Package#2
  application/dm20                        Package#2 of the draft dialect
  application/vnd.oma.dm.response+json    Package#3
  application/dm20status                  Package#3 of the draft dialect
  application/vnd.oma.dm.mo+json          management data
  application/dmmo+json                   management data
  application/json                        management data
  multipart/mixed; boundary=...           a package and management data

A package with management data behind it is read as multipart/mixed, and is
written as such when --to names the media type of the package. What the headers
of its parts say besides the media type is not written.

Warnings and errors go to standard error, with the place in the body.
Exit status: 0 decoded; 1 not decodable or not encodable, with --strict also
after any warning; 2 called wrongly, or not able to read or write.
";

/// What the command line asks for.
pub(crate) enum Request {
    Help,
    Inspect(Job),
}

/// What to do with which body.
#[derive(Default)]
pub(crate) struct Job {
    /// `None` for standard input.
    pub(crate) file: Option<PathBuf>,
    /// `--as`
    pub(crate) format: Option<Format>,
    pub(crate) hex: bool,
    pub(crate) strict: bool,
    /// `--to`
    pub(crate) to: Option<Format>,
}

impl Job {
    /// What the body is read from, for messages.
    pub(crate) fn source(&self) -> Cow<'_, str> {
        self.file.as_ref().map_or("standard input".into(), |path| path.to_string_lossy())
    }
}

/// Reads the command line, without the name of the program.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, String> {
    let mut arguments = arguments.into_iter();
    let mut job = Job::default();
    let mut file = None;
    let mut only_files = false;
    while let Some(argument) = arguments.next() {
        let text = argument.to_string_lossy();
        if only_files || !text.starts_with('-') || text == "-" {
            if file.replace(argument).is_some() {
                return Err("more than one FILE".to_owned());
            }
            continue;
        }
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (&*text, None),
        };
        match (name, value) {
            ("--", None) => only_files = true,
            ("--help" | "-h", None) => return Ok(Request::Help),
            ("--hex", None) => job.hex = true,
            ("--strict", None) => job.strict = true,
            ("--as", value) => set(&mut job.format, name, value, &mut arguments, Format::reading)?,
            ("--to", value) => set(&mut job.to, name, value, &mut arguments, Format::writing)?,
            ("--help" | "-h" | "--hex" | "--strict", Some(_)) => {
                return Err(format!("{name} takes no value"));
            }
            _ => return Err(format!("unknown option {text}")),
        }
    }
    job.file = file.filter(|file| file.as_os_str() != OsStr::new("-")).map(PathBuf::from);
    Ok(Request::Inspect(job))
}

/// Sets an option whose value is a media type, which may be the argument behind it.
fn set(
    option: &mut Option<Format>,
    name: &str,
    value: Option<String>,
    arguments: &mut impl Iterator<Item = OsString>,
    format: fn(MediaType<'static>) -> Result<Format, String>,
) -> Result<(), String> {
    let value = value.or_else(|| arguments.next().map(|next| next.to_string_lossy().into_owned()));
    let value = value.ok_or_else(|| format!("{name} needs a media type"))?;
    let media_type =
        MediaType::parse(&value).map_err(|error| format!("malformed media type {value}: {error}"))?;
    match option.replace(format(media_type.into_owned())?) {
        None => Ok(()),
        Some(_) => Err(format!("{name} stands twice")),
    }
}

//! What is printed: a sequence diagram with the messages beside it.

use std::io::{self, Write};

/// How far two lifelines are apart.
const SPAN: usize = 22;
/// How much of a line of a message is shown.
const MOST: usize = 160;

/// Who says something to whom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrow {
    ServerToClient,
    ClientToServer,
    /// To a Data Repository or a web server, from what the client has for it.
    Out,
    Back,
    /// Nobody: the client does something.
    None,
}

/// A sequence diagram on standard output. It is written a message at a time, so that what runs beside it does not mix.
#[derive(Clone, Copy)]
pub(crate) struct Diagram {
    packages: bool,
}

impl Diagram {
    pub(crate) const fn new() -> Diagram {
        Diagram { packages: true }
    }

    /// For the one of two sides in one process that leaves the packages to the other.
    pub(crate) const fn without_packages(self) -> Diagram {
        Diagram { packages: false }
    }

    /// Says what it is about, and who is who.
    pub(crate) fn begin(self, title: &str) {
        let heads = format!("{:6}{:<w$}{:<w$}{}", "", "DM Server", "DM Client", "Others", w = SPAN + 1);
        let first = rows("", Arrow::None, "", &[]);
        write(&format!("{}\n\n{}\n{first}", harmless(title), heads.trim_end()));
    }

    /// A package of the session, or its refusal.
    pub(crate) fn package(self, step: &str, arrow: Arrow, label: &str, lines: &[String]) {
        if self.packages {
            write(&rows(step, arrow, label, lines));
        }
    }

    /// Something else.
    pub(crate) fn aside(self, step: &str, arrow: Arrow, label: &str, lines: &[String]) {
        write(&rows(step, arrow, label, lines));
    }
}

/// An arrow with the first line beside it, and the others below.
fn rows(step: &str, arrow: Arrow, label: &str, lines: &[String]) -> String {
    let blank = " ".repeat(SPAN);
    let (left, right) = match arrow {
        Arrow::ServerToClient => (pointing_right(label), blank.clone()),
        Arrow::ClientToServer => (pointing_left(label), blank.clone()),
        Arrow::Out => (blank.clone(), pointing_right(label)),
        Arrow::Back => (blank.clone(), pointing_left(label)),
        Arrow::None => (blank.clone(), format!(" {label:<w$}", w = SPAN - 1)),
    };
    let row = |step: &str, left: &str, right: &str, line: &str| {
        let row = format!(" {step:<5}│{left}│{right}│  {}", shown(line));
        row.trim_end().to_owned() + "\n"
    };
    let mut text = row(step, &left, &right, lines.first().map_or("", String::as_str));
    text.extend(lines.iter().skip(1).map(|line| row("", &blank, &blank, line)));
    text
}

fn pointing_right(label: &str) -> String {
    format!("{:─<w$}▶", format!("─── {label} "), w = SPAN - 1)
}

fn pointing_left(label: &str) -> String {
    format!("◀{:─>w$}", format!(" {label} ───"), w = SPAN - 1)
}

/// A line without anything a terminal obeys, and not longer than is read.
pub(crate) fn shown(line: &str) -> String {
    let mut shown = harmless(line);
    if let Some((at, _)) = shown.char_indices().nth(MOST) {
        shown.truncate(at);
        shown.push('…');
    }
    shown
}

/// A text of the peer's without anything a terminal obeys, or that hides what stands beside it.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c.escape_debug().len() == 1 || matches!(c, '"' | '\'' | '\\') {
            true => out.push(c),
            false => out.extend(c.escape_debug()),
        }
    }
    out
}

/// Writes to standard output. Nobody reading it any more is no reason to stop.
pub(crate) fn write(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Says what went wrong. What cannot be written to standard error cannot be said anywhere.
pub(crate) fn complain(problem: &str) {
    let _ = writeln!(io::stderr().lock(), "error: {}", harmless(problem));
}

//! What a server is told to send.

use omadm::{Command, Options, Package2, Slot, json};
use std::{fs, path::Path};

/// Reads a file of one JSON Package#2 a line. Blank lines are nothing.
pub(crate) fn read(file: &Path) -> Result<Vec<Vec<Command<'static>>>, String> {
    let text =
        fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let packages = lines.map(|(number, line)| {
        package(line).map_err(|problem| format!("{}, line {}: {problem}", file.display(), number + 1))
    });
    packages.collect()
}

/// The commands of a package, all of which have to be understood.
pub(crate) fn package(line: &str) -> Result<Vec<Command<'static>>, String> {
    let package =
        json::decode::<Package2>(line.as_bytes(), &Options::default()).map_err(|e| e.to_string())?;
    let commands = package.value.into_owned().commands.into_iter().map(|slot| match slot {
        Slot::Command(command) => Ok(command),
        Slot::Unreadable(slot) => Err(format!("{} at byte {}", slot.reason(), slot.offset())),
    });
    let commands: Vec<_> = commands.collect::<Result<_, _>>()?;
    match commands.is_empty() {
        true => Err("no command at all".to_owned()),
        false => Ok(commands),
    }
}

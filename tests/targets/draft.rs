//! The draft dialect.

use super::{laws::Law, same};
use arbitrary::{Arbitrary, Unstructured};
use omadm::{
    Command, DecodeError, Options, Package2, Package3, Slot,
    draft::{self, Document},
    json,
};

/// What holds of any body: `owned` lets go of the input.
fn body<'a, T>(data: &'a [u8], owned: impl Fn(T) -> T) -> Result<Option<T>, String>
where
    T: Document<'a> + PartialEq + std::fmt::Debug + Clone,
{
    let inside = |error: &DecodeError| {
        same("the offset lies inside", error.offset() <= data.len(), true)?;
        same(
            "the line is one of the body",
            error.path().as_str().is_empty() || line(error) <= lines(data),
            true,
        )
    };
    let tolerant = draft::decode::<T>(data, &Options::default());
    let strict = draft::decode::<T>(data, &Options::strict());
    match (&tolerant, &strict) {
        (Ok(tolerant), Ok(strict)) => {
            same("strict: the same value", &strict.value, &tolerant.value)?;
            same("strict: no warnings", tolerant.warnings.total(), 0)?;
        }
        (Ok(tolerant), Err(error)) => {
            inside(error)?;
            let first = tolerant.warnings.iter().next().map(|warning| warning.offset());
            same("strict: the first warning is the error", first, Some(error.offset()))?;
        }
        (Err(error), Err(_)) => inside(error)?,
        (Err(error), Ok(_)) => return Err(format!("only strict accepts: {error}")),
    }
    let Ok(decoded) = tolerant else { return Ok(None) };
    same("owned", &owned(decoded.value.clone()), &decoded.value)?;
    Ok(Some(decoded.value))
}

fn line(error: &DecodeError) -> usize {
    error.path().as_str().trim_start_matches("line ").parse().unwrap_or(usize::MAX)
}

fn lines(data: &[u8]) -> usize {
    1 + data.iter().filter(|byte| **byte == b'\n').count()
}

pub(super) fn package2(data: &[u8]) -> Law {
    let Some(package) = body::<Package2>(data, |package| package.into_owned())? else { return Ok(()) };
    let written = draft::to_vec(&package).map_err(|error| error.to_string())?;
    let again =
        draft::decode::<Package2>(&written, &Options::default()).map_err(|error| error.to_string())?;
    same("written and read again", &again.value, &package)?;
    let text = String::from_utf8_lossy(data);
    let filled = text.lines().filter(|line| !line.trim_matches([' ', '\t']).is_empty()).count();
    same("as many slots as lines", package.commands.len(), filled)?;
    // What is readable here is readable there.
    let readable = Package2::new(package.commands.iter().filter_map(Slot::command).cloned());
    let body = json::to_vec(&readable).map_err(|error| error.to_string())?;
    let there = json::decode::<Package2>(&body, &Options::default()).map_err(|error| error.to_string())?;
    same("the other dialect", there.value, readable)
}

pub(super) fn package3(data: &[u8]) -> Law {
    let Some(package) = body::<Package3>(data, |package| package.into_owned())? else { return Ok(()) };
    let written = draft::to_vec(&package).map_err(|error| error.to_string())?;
    let again =
        draft::decode::<Package3>(&written, &Options::default()).map_err(|error| error.to_string())?;
    same("written and read again", &again.value, &package)?;
    let body = json::to_vec(&package).map_err(|error| error.to_string())?;
    let there = json::decode::<Package3>(&body, &Options::default()).map_err(|error| error.to_string())?;
    same("the other dialect", there.value, package)
}

/// model → draft → model → JSON → model, or the draft cannot say it.
pub(super) fn both_dialects(data: &[u8]) -> Law {
    let mut u = Unstructured::new(data);
    let Ok(commands) = Vec::<Command<'static>>::arbitrary(&mut u) else { return Ok(()) };
    let unsayable = commands.iter().any(|command| matches!(command, Command::Sub { .. } | Command::Unsub(_)));
    let package = Package2::new(commands);
    let text = match draft::to_vec(&package) {
        Ok(text) => text,
        Err(error) if unsayable => return same("it is named", error.to_string().contains("SUB"), true),
        Err(error) => return Err(error.to_string()),
    };
    let from_text =
        draft::decode::<Package2>(&text, &Options::default()).map_err(|error| error.to_string())?.value;
    same("the draft", &from_text, &package)?;
    let body = json::to_vec(&from_text).map_err(|error| error.to_string())?;
    let from_json =
        json::decode::<Package2>(&body, &Options::default()).map_err(|error| error.to_string())?.value;
    same("JSON", from_json, package)
}

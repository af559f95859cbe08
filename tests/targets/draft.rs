//! The draft dialect.

use super::{
    laws::{self, Law, Native, Subject},
    room, same,
    wire::Draft,
};
use arbitrary::{Arbitrary, Unstructured};
use omadm::{
    Command, Options, Package2, Package3, Slot,
    draft::{self, Document},
};

/// An error names a line of the body, and strict decoding the first warning.
fn lines<'a, T: Document<'a>>(data: &'a [u8]) -> Law {
    let tolerant = draft::decode::<T>(data, &Options::default());
    if let Err(error) = &tolerant {
        let line = error.path().as_str().trim_start_matches("line ").parse().unwrap_or(usize::MAX);
        let lines = 1 + data.iter().filter(|byte| **byte == b'\n').count();
        same("the line is one of the body", error.path().as_str().is_empty() || line <= lines, true)?;
    }
    if let (Ok(tolerant), Err(error)) = (&tolerant, draft::decode::<T>(data, &Options::strict())) {
        let first = tolerant.warnings.iter().next().map(|warning| warning.offset());
        same("strict: the first warning is the error", first, Some(error.offset()))?;
    }
    Ok(())
}

pub(super) fn package2(data: &[u8]) -> Law {
    let subject = Draft::<Package2<'static>>::new();
    laws::body(&subject, data)?;
    lines::<Package2>(data)?;
    let decode = |body: &[u8], options: &Options| {
        draft::decode::<Package2>(body, options).map(|decoded| decoded.value.into_owned())
    };
    room::little(data, decode, draft::encode)?;
    let Ok((package, _)) = subject.decode(data, false) else { return Ok(()) };
    let text = String::from_utf8_lossy(data);
    let filled = text.lines().filter(|line| !line.trim_matches([' ', '\t']).is_empty()).count();
    same("as many slots as lines", package.commands.len(), filled)?;
    // What is readable here is readable there.
    across(&Package2::new(package.commands.iter().filter_map(Slot::command).cloned()))
}

pub(super) fn package3(data: &[u8]) -> Law {
    let subject = Draft::<Package3<'static>>::new();
    laws::body(&subject, data)?;
    lines::<Package3>(data)?;
    let decode = |body: &[u8], options: &Options| {
        draft::decode::<Package3>(body, options).map(|decoded| decoded.value.into_owned())
    };
    room::little(data, decode, draft::encode)?;
    let Ok((package, _)) = subject.decode(data, false) else { return Ok(()) };
    across(&package)
}

fn across<T>(value: &T) -> Law
where
    T: PartialEq + std::fmt::Debug,
    Draft<T>: Subject<Value = T>,
    Native<T>: Subject<Value = T>,
{
    laws::across(&Draft::new(), &Native::new(), value)?;
    laws::across(&Native::new(), &Draft::new(), value)
}

/// What the draft can say survives both dialects, one after the other and the other way round; what it cannot is named.
pub(super) fn both_dialects(data: &[u8]) -> Law {
    let mut u = Unstructured::new(data);
    let Ok(commands) = Vec::<Command<'static>>::arbitrary(&mut u) else { return Ok(()) };
    let unsayable = commands.iter().any(|command| matches!(command, Command::Sub { .. } | Command::Unsub(_)));
    let package = Package2::new(commands);
    match draft::to_vec(&package) {
        Ok(_) => same("what is written has no SUB", unsayable, false)?,
        Err(error) => same("it is named", unsayable && error.to_string().contains("SUB"), true)?,
    }
    across(&package)?;
    let Ok(answer) = Package3::arbitrary(&mut u) else { return Ok(()) };
    across(&answer)
}

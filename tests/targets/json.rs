//! The JSON dialect.

use super::{
    laws::{self, Family, Law, Native},
    room, same,
};
use arbitrary::{Arbitrary, Unstructured};
use omadm::{
    Command, Json, JsonObject, Limits, ManagementData, Options, Package1, Package2, Package3, Slot,
    json::{self, Document},
};

fn body<T: Family + Document<'static>>(data: &[u8]) -> Law {
    laws::serde_body(&Native::<T>::new(), data)?;
    room::little(data, |body, options| T::decode(body, options).map(|(value, _)| value), json::encode)
}

pub(super) fn package1(data: &[u8]) -> Law {
    body::<Package1<'static>>(data)
}

pub(super) fn package2(data: &[u8]) -> Law {
    body::<Package2<'static>>(data)
}

pub(super) fn package3(data: &[u8]) -> Law {
    body::<Package3<'static>>(data)
}

pub(super) fn management_data(data: &[u8]) -> Law {
    body::<ManagementData<'static>>(data)
}

/// The reader accepts what serde_json accepts, and both understand the same.
pub(super) fn reader(data: &[u8]) -> Law {
    let Ok(text) = std::str::from_utf8(data) else { return Ok(()) };
    let ours = Json::parse(text);
    let theirs = serde_json::from_str::<serde_json::Value>(text);
    if let Ok(object) = JsonObject::parse(text) {
        same("an object is JSON", ours.as_ref().map(Json::as_str), Ok(object.as_str()))?;
        same("an object", theirs.as_ref().map_or(true, serde_json::Value::is_object), true)?;
    } else if let Ok(json) = &ours {
        same("no object, or not one of ours", json.as_str().starts_with('{'), false)?;
    }
    match (&ours, &theirs) {
        (Ok(json), Ok(value)) => {
            let again: serde_json::Value =
                serde_json::from_str(json.as_str()).map_err(|error| error.to_string())?;
            same("the value", &again, value)
        }
        // Numbers beyond its own, and nesting beyond its own 128 levels, which is ours as well.
        (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => Ok(()),
        (Ok(_), Err(error)) => Err(format!("serde_json refuses: {error}")),
        (Err(error), Ok(_)) if error.http_status().as_u16() == 413 => Ok(()),
        (Err(error), Ok(_)) => Err(format!("only serde_json accepts: {error}")),
        (Err(error), Err(_)) => same("the offset lies inside", error.offset() <= text.len(), true),
    }
}

/// Models that were never read: what can be written within limits can be read within them, and is the same.
pub(super) fn encoders(data: &[u8]) -> Law {
    let mut u = Unstructured::new(data);
    let Ok(kind) = u.int_in_range(0..=3) else { return Ok(()) };
    let small = u.arbitrary().unwrap_or(false);
    let most = u.int_in_range(0..=40).unwrap_or(40);
    let limits = match small {
        true => {
            Limits::default().with_values(most).with_string_bytes(most).with_members(most).with_depth(most)
        }
        false => Limits::default(),
    };
    let options = Options::default().with_limits(limits);
    match kind {
        0 => encoder::<Package1<'static>>(&mut u, &options),
        1 => encoder::<Package2<'static>>(&mut u, &options),
        2 => encoder::<Package3<'static>>(&mut u, &options),
        _ => encoder::<ManagementData<'static>>(&mut u, &options),
    }
}

fn encoder<T>(u: &mut Unstructured<'_>, options: &Options) -> Law
where
    T: for<'u> Arbitrary<'u> + Document<'static> + laws::Family + std::fmt::Debug,
{
    let Ok(value) = T::arbitrary(u) else { return Ok(()) };
    let mut out = b"before".to_vec();
    match json::encode(&value, &mut out, options) {
        Err(_) => same("nothing is written on an error", out.as_slice(), b"before"),
        Ok(()) => {
            let (back, _) =
                <T as laws::Family>::decode(&out[6..], options).map_err(|error| error.to_string())?;
            same("what was written is read", &back, &value)?;
            laws::round_trip(&Native::<T>::new(), &value)?;
            laws::serde_writes(&Native::<T>::new(), &value)
        }
    }
}

/// A slot replaced by any JSON leaves its neighbours alone.
pub(super) fn neighbours(data: &[u8]) -> Law {
    let mut u = Unstructured::new(data);
    let Ok(place) = u.int_in_range(0..=7) else { return Ok(()) };
    let Ok(commands) = Vec::<Command<'static>>::arbitrary(&mut u) else { return Ok(()) };
    let rest = u.take_rest();
    let Ok(text) = std::str::from_utf8(rest) else { return Ok(()) };
    // A slot may not hold a member twice: through a value that cannot.
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else { return Ok(()) };
    let replacement = value.to_string();
    let alone = format!("{{\"CMD\":[{replacement}]}}");
    if json::decode::<Package2>(alone.as_bytes(), &Options::default())
        .is_err_and(|e| e.http_status().as_u16() == 413)
    {
        return Ok(());
    }
    on_its_own(&alone, &replacement)?;
    let commands = &commands[..commands.len().min(8)];
    laws::neighbours(laws::native_slots, commands, place, &replacement)
}

/// A slot that serde reads on its own is the one in a package; a command is read if it is one.
fn on_its_own(package: &str, text: &str) -> Law {
    let package: Package2<'static> = serde_json::from_str(package).map_err(|error| error.to_string())?;
    let [slot] = package.commands.as_slice() else { return Err(format!("{package:?} for {text}")) };
    let read: Slot<'static> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    same("the same command", read.command(), slot.command())?;
    same("the same command", serde_json::from_str::<Command<'static>>(text).ok().as_ref(), slot.command())?;
    let written = serde_json::to_string(&read).map_err(|error| error.to_string())?;
    same("written as in a package", Ok(&written), serde_json::to_string(slot).as_ref().map_err(drop))?;
    let Slot::Unreadable(unreadable) = &read else { return Ok(()) };
    let unreadable = serde_json::to_string(unreadable).map_err(|error| error.to_string())?;
    same("what is unreadable is written as it stood", unreadable.as_str(), text)
}

//! Members that several objects have in common.

use super::Codec;
use crate::{
    error::{DecodeErrorKind, Fault, ParseError, ParseErrorKind, Spot, WarningKind},
    limits::{LONG_LIST, Limit},
    reader::{Context, Filter, Names, RawString, Reader, repeated},
    text::Text,
    uri::{accept_usual_uri, check_uri},
    value::{Extensions, Json},
};
use alloc::vec::Vec;

/// Reads the members of an object. `known` reads the value of a member it knows, whose number it says; what it does not
/// know becomes an extension.
///
/// It says which of the known members there were.
#[inline(always)]
pub(super) fn members<'a>(
    reader: &mut Reader<'a>,
    context: &mut Context,
    extensions: &mut Extensions<'a>,
    known_names: &[&str],
    mut known: impl FnMut(usize, &mut Reader<'a>, &mut Context) -> Result<(), Fault>,
) -> Result<Names, Fault> {
    let mut first = reader.object()?;
    let mut names = Names::new(&context.limits);
    let mut seen = None;
    while let Some(name) = reader.member(&mut first)? {
        names.count(&name)?;
        let number = match name.escaped {
            false => known_names.iter().position(|known| name.text == *known),
            true => known_names.iter().position(|known| name.is(known)),
        };
        match number {
            Some(number) => {
                names.known(number, &name)?;
                known(number, reader, context)?;
            }
            None => extension(reader, extensions, &mut seen, name.text()?, &name)?,
        }
    }
    Ok(names)
}

/// How many extensions are searched one by one.
const FEW: usize = 16;

fn extension<'a>(
    reader: &mut Reader<'a>,
    extensions: &mut Extensions<'a>,
    seen: &mut Option<Filter>,
    text: Text<'a>,
    name: &RawString<'a>,
) -> Result<(), Fault> {
    if extensions.len() >= FEW {
        let known = extensions.iter().map(|(name, _)| name);
        let seen = seen.get_or_insert_with(|| known.collect());
        // What the filter has not seen is new; the rest is looked for.
        if seen.insert(&text) && extensions.get(&text).is_some() {
            return Err(repeated(name));
        }
    } else if extensions.get(&text).is_some() {
        return Err(repeated(name));
    }
    extensions.push(text, Json::from_raw(reader.raw()?));
    Ok(())
}

/// Whether the value is `null`, which is read as if the member were not there.
#[inline(always)]
pub(super) fn is_null(reader: &mut Reader<'_>, context: &mut Context) -> Result<bool, Fault> {
    if !reader.null() {
        return Ok(false);
    }
    context.notes.warn(WarningKind::Null, reader.offset() - "null".len())?;
    Ok(true)
}

/// Reads a string, or `null`.
pub(super) fn string<'a>(reader: &mut Reader<'a>, context: &mut Context) -> Result<Option<Text<'a>>, Fault> {
    if is_null(reader, context)? { Ok(None) } else { reader.string().map(Some) }
}

/// Reads a string that should be a URI, or `null`.
pub(super) fn uri<'a>(reader: &mut Reader<'a>, context: &mut Context) -> Result<Option<Text<'a>>, Fault> {
    if is_null(reader, context)? {
        return Ok(None);
    }
    checked(reader, context, accept_usual_uri, check_uri, WarningKind::Uri).map(Some)
}

/// Reads a string that should pass a check; what does not is kept, with a warning. `accept` says of what nearly always stands
/// there how long it is, and leaves the rest to `check`.
#[inline]
pub(super) fn checked<'a>(
    reader: &mut Reader<'a>,
    context: &mut Context,
    accept: impl Fn(&str) -> Option<usize>,
    check: impl Fn(&str) -> Result<(), ParseError>,
    warning: impl Fn(ParseErrorKind) -> WarningKind,
) -> Result<Text<'a>, Fault> {
    if let Some((text, ())) = reader.scanned(|text| accept(text).map(|len| (len, ()))) {
        return Ok(Text::from(text));
    }
    let raw = reader.raw_string()?;
    let text = raw.text()?;
    if let Err(error) = check(&text) {
        context.notes.warn_at(warning(error.kind()), spot(&raw, error))?;
    }
    Ok(text)
}

/// Where in the input an error of a string is.
#[cold]
pub(super) fn spot(raw: &RawString<'_>, error: ParseError) -> Spot {
    Spot { offset: raw.position(error.offset()), inner: error.offset() }
}

/// Reads an array of objects, of which there may be so many.
#[inline]
pub(super) fn list<'a, T: Codec<'a>>(
    reader: &mut Reader<'a>,
    context: &mut Context,
    limit: Limit,
) -> Result<Vec<T>, Fault> {
    let most = context.limits.of(limit);
    let mut first = reader.array()?;
    // Nobody has more objects than there are braces, nor more than there is room for: the list is allocated once.
    let room = reader.rest().len() / T::LEAST;
    let mut list = Vec::with_capacity(reader.count_bytes(b'{').min(room).min(most));
    while reader.element(&mut first)? {
        if list.len() >= most {
            return Err(Fault::new(DecodeErrorKind::Limit(limit), reader.offset()));
        }
        list.push(T::read(reader, context)?);
    }
    Ok(list)
}

/// Reads an array of strings.
pub(super) fn strings<'a>(
    reader: &mut Reader<'a>,
    context: &mut Context,
    read: impl Fn(&mut Reader<'a>, &mut Context) -> Result<Text<'a>, Fault>,
) -> Result<Vec<Text<'a>>, Fault> {
    let mut first = reader.array()?;
    let mut list = Vec::new();
    while reader.element(&mut first)? {
        if list.len() == LONG_LIST {
            list.reserve_exact(reader.count_rest());
        }
        list.push(read(reader, context)?);
    }
    Ok(list)
}

//! Which parameters a command takes: one grammar for both dialects, which only cut their input into parameters.

use super::{command::Command, verb::Verb};
use crate::{
    error::{Expected, Fault, SlotErrorKind, Spot, WarningKind},
    uri::{Address, ClientUri, ServerUri},
    value::{Moid, OneOrMore},
};
use alloc::vec::Vec;

/// Why a slot is no command.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The slot is sound, but no command: it becomes unreadable.
    Slot(SlotErrorKind, Spot),
    /// Something that may concern the whole body.
    Fault(Fault),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Refusal::Fault(fault)
    }
}

/// The parameters of one slot, as a dialect reads them.
pub(crate) trait Parameters<'a> {
    /// Goes on to the next parameter; `false` if there is none, however often it is asked.
    fn next(&mut self) -> Result<bool, Refusal>;
    /// Where the parameter begins that is read next, or where there is none.
    fn offset(&self) -> usize;
    /// Where the text of a parameter begins of which [`Parameters::offset`] said that it begins at `offset`.
    fn text_offset(&self, offset: usize) -> usize;
    /// Whether the parameter that is read next is a ServerURI rather than a ClientURI or MOID.
    fn is_server_uri(&self) -> bool;
    /// How many parameters there are from the one on that is read next.
    fn count_rest(&self) -> usize;
    /// Reads a parameter.
    fn client_uri(&mut self) -> Result<ClientUri<'a>, Refusal>;
    /// Reads a parameter.
    fn server_uri(&mut self) -> Result<ServerUri<'a>, Refusal>;
    /// Reads a parameter.
    fn moid(&mut self) -> Result<Moid<'a>, Refusal>;
    /// Notes that something was tolerated.
    fn warn(&mut self, kind: WarningKind, offset: usize) -> Result<(), Fault>;
}

/// Reads the parameters of a command, all of them and no more, and hands the command to `keep`.
///
/// A command is large beside what it is made of. So each is made where it is kept, and moved nowhere on the way.
#[inline(always)]
pub(crate) fn read_command<'a, P: Parameters<'a>, T>(
    verb: Verb,
    parameters: &mut P,
    keep: impl FnOnce(Command<'a>) -> T,
) -> Result<T, Refusal> {
    let p = parameters;
    match verb {
        Verb::HGet => {
            let from = server_uri(p)?;
            let to = if p.next()? { Some(read_address(p)?) } else { None };
            end(p)?;
            Ok(keep(Command::HGet { from, to }))
        }
        Verb::HPut => {
            let (to, data) = (server_uri(p)?, one_or_more(p)?);
            Ok(keep(Command::HPut { to, data }))
        }
        Verb::HPost => {
            let (to, data) = (server_uri(p)?, one_or_more(p)?);
            Ok(keep(Command::HPost { to, data }))
        }
        Verb::Delete => {
            let node = address(p)?;
            end(p)?;
            Ok(keep(Command::Delete(node)))
        }
        Verb::Exec => {
            let node = address(p)?;
            let report_to = if p.next()? { Some(read_server_uri(p)?) } else { None };
            end(p)?;
            Ok(keep(Command::Exec { node, report_to }))
        }
        Verb::Get => {
            let uris = one_or_more(p)?;
            Ok(keep(Command::Get(uris)))
        }
        Verb::Show => {
            let uri = server_uri(p)?;
            end(p)?;
            Ok(keep(Command::Show(uri)))
        }
        Verb::Cont => {
            let uri = server_uri(p)?;
            end(p)?;
            Ok(keep(Command::Cont(uri)))
        }
        Verb::End => {
            end(p)?;
            Ok(keep(Command::End))
        }
        Verb::Unsub => {
            let node = address(p)?;
            end(p)?;
            Ok(keep(Command::Unsub(node)))
        }
        Verb::Default => read_default(p).map(keep),
        Verb::Sub => read_sub(p).map(keep),
    }
}

/// Reads the parameters of DEFAULT, in whichever order they are.
#[inline(never)]
fn read_default<'a>(p: &mut impl Parameters<'a>) -> Result<Command<'a>, Refusal> {
    require(p, Expected::Moid)?;
    let command = if p.is_server_uri() {
        let from = swapped(p)?;
        require(p, Expected::Moid)?;
        Command::Default { moid: p.moid()?, from }
    } else {
        Command::Default { moid: p.moid()?, from: server_uri(p)? }
    };
    end(p).map(|()| command)
}

/// Reads the parameters of SUB, in whichever order they are.
#[inline(never)]
fn read_sub<'a>(p: &mut impl Parameters<'a>) -> Result<Command<'a>, Refusal> {
    require(p, Expected::ServerUri)?;
    let command = if p.is_server_uri() {
        Command::Sub { to: read_server_uri(p)?, node: address(p)? }
    } else {
        let at = p.offset();
        let node = read_address(p)?;
        p.warn(WarningKind::ParametersSwapped, at)?;
        Command::Sub { node, to: server_uri(p)? }
    };
    end(p).map(|()| command)
}

/// Makes sure that there are no more parameters.
#[inline(always)]
fn end<'a>(p: &mut impl Parameters<'a>) -> Result<(), Refusal> {
    if p.next()? { Err(Refusal::Slot(SlotErrorKind::TooMany, Spot::at(p.offset()))) } else { Ok(()) }
}

/// A ServerURI that stands first where it should stand second.
fn swapped<'a>(p: &mut impl Parameters<'a>) -> Result<ServerUri<'a>, Refusal> {
    let at = p.offset();
    let uri = read_server_uri(p)?;
    p.warn(WarningKind::ParametersSwapped, at)?;
    Ok(uri)
}

#[inline(always)]
fn require<'a>(p: &mut impl Parameters<'a>, expected: Expected) -> Result<(), Refusal> {
    if p.next()? {
        Ok(())
    } else {
        Err(Refusal::Slot(SlotErrorKind::Missing(expected), Spot::at(p.offset())))
    }
}

#[inline(always)]
fn server_uri<'a>(p: &mut impl Parameters<'a>) -> Result<ServerUri<'a>, Refusal> {
    require(p, Expected::ServerUri)?;
    read_server_uri(p)
}

#[inline(always)]
fn read_server_uri<'a>(p: &mut impl Parameters<'a>) -> Result<ServerUri<'a>, Refusal> {
    let at = p.offset();
    let uri = p.server_uri()?;
    if uri.has_brackets() {
        p.warn(WarningKind::Bracket, at)?;
    }
    Ok(uri)
}

#[inline(always)]
fn read_client_uri<'a>(p: &mut impl Parameters<'a>) -> Result<ClientUri<'a>, Refusal> {
    let at = p.offset();
    let uri = p.client_uri()?;
    if uri.is_short() {
        p.warn(WarningKind::ShortAddress, at)?;
    }
    Ok(uri)
}

#[inline(always)]
fn address<'a>(p: &mut impl Parameters<'a>) -> Result<Address<'a>, Refusal> {
    require(p, Expected::ClientUri)?;
    read_address(p)
}

#[inline(always)]
fn read_address<'a>(p: &mut impl Parameters<'a>) -> Result<Address<'a>, Refusal> {
    let at = p.text_offset(p.offset());
    let refused =
        |error: crate::error::ParseError| Refusal::Slot(SlotErrorKind::ClientUri(error.kind()), Spot::at(at));
    Address::try_from(read_client_uri(p)?).map_err(refused)
}

/// Where a list stops growing by doubling: the rest is counted, so that what is kept of a body stays in proportion to it.
const MANY: usize = 16;

#[inline(always)]
fn one_or_more<'a>(p: &mut impl Parameters<'a>) -> Result<OneOrMore<ClientUri<'a>>, Refusal> {
    require(p, Expected::ClientUri)?;
    let first = read_client_uri(p)?;
    if !p.next()? {
        return Ok(OneOrMore::new(first));
    }
    // Lists of commands rarely have more than four.
    let mut uris = Vec::with_capacity(4);
    uris.push(first);
    loop {
        if uris.len() == MANY {
            uris.reserve_exact(p.count_rest());
        }
        uris.push(read_client_uri(p)?);
        if !p.next()? {
            return Ok(OneOrMore::many(uris));
        }
    }
}

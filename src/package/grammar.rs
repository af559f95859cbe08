//! Which parameters a command takes: one grammar for both dialects, which only cut their input into parameters.

use super::{command::Command, verb::Verb};
use crate::{
    error::{Expected, Fault, SlotErrorKind, Spot, WarningKind},
    uri::{Address, ClientUri, ServerUri},
    value::{Moid, OneOrMore},
};

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

/// Reads the parameters of a command, all of them and no more.
#[inline]
pub(crate) fn read_command<'a, P: Parameters<'a>>(
    verb: Verb,
    parameters: &mut P,
) -> Result<Command<'a>, Refusal> {
    let p = parameters;
    let command = match verb {
        Verb::HGet => {
            Command::HGet { from: server_uri(p)?, to: if p.next()? { Some(read_address(p)?) } else { None } }
        }
        Verb::HPut => Command::HPut { to: server_uri(p)?, data: one_or_more(p)? },
        Verb::HPost => Command::HPost { to: server_uri(p)?, data: one_or_more(p)? },
        Verb::Delete => Command::Delete(address(p)?),
        Verb::Exec => Command::Exec {
            node: address(p)?,
            report_to: if p.next()? { Some(read_server_uri(p)?) } else { None },
        },
        Verb::Get => Command::Get(one_or_more(p)?),
        Verb::Show => Command::Show(server_uri(p)?),
        Verb::Cont => Command::Cont(server_uri(p)?),
        Verb::End => Command::End,
        Verb::Unsub => Command::Unsub(address(p)?),
        Verb::Default => {
            require(p, Expected::Moid)?;
            if p.is_server_uri() {
                let from = swapped(p)?;
                require(p, Expected::Moid)?;
                Command::Default { moid: p.moid()?, from }
            } else {
                Command::Default { moid: p.moid()?, from: server_uri(p)? }
            }
        }
        Verb::Sub => {
            require(p, Expected::ServerUri)?;
            if p.is_server_uri() {
                Command::Sub { to: read_server_uri(p)?, node: address(p)? }
            } else {
                let at = p.offset();
                let node = read_address(p)?;
                p.warn(WarningKind::ParametersSwapped, at)?;
                Command::Sub { node, to: server_uri(p)? }
            }
        }
    };
    if p.next()? { Err(Refusal::Slot(SlotErrorKind::TooMany, Spot::at(p.offset()))) } else { Ok(command) }
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
    let mut uris = OneOrMore::new(read_client_uri(p)?);
    while p.next()? {
        if uris.len() == MANY {
            uris.reserve_exact(p.count_rest());
        }
        uris.push(read_client_uri(p)?);
    }
    Ok(uris)
}

//! Which parameters a command takes: one grammar for both dialects, which only cut their input into parameters.

use super::{command::Command, places::Place, slot::Slot, verb::Verb};
use crate::{
    error::{Expected, Fault, SlotErrorKind, Spot, WarningKind},
    limits::LONG_LIST,
    uri::{Address, ClientUri, ServerUri},
    value::{FEW, Moid, OneOrMore},
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
    /// Why a slot is no command: [`Refusal`], or nothing where it is read once more if it is none.
    type Refusal;

    /// A refusal of the slot.
    fn refuse(&self, kind: SlotErrorKind, at: usize) -> Self::Refusal;
    /// Goes on to the next parameter; `false` if there is none, however often it is asked.
    fn next(&mut self) -> Result<bool, Self::Refusal>;
    /// Where the parameter begins that is read next, or where there is none.
    fn offset(&self) -> usize;
    /// Where the text of a parameter begins of which [`Parameters::offset`] said that it begins at `offset`.
    fn text_offset(&self, offset: usize) -> usize;
    /// Whether the parameter that is read next is a ServerURI rather than a ClientURI or MOID.
    fn is_server_uri(&self) -> bool;
    /// How many parameters there are from the one on that is read next.
    fn count_rest(&self) -> usize;
    /// Reads the parameter that [`Parameters::next`] went on to; the same for the next two.
    fn client_uri(&mut self) -> Result<ClientUri<'a>, Self::Refusal>;
    fn server_uri(&mut self) -> Result<ServerUri<'a>, Self::Refusal>;
    fn moid(&mut self) -> Result<Moid<'a>, Self::Refusal>;
    /// Notes that something was tolerated.
    fn warn(&mut self, kind: WarningKind, offset: usize) -> Result<(), Self::Refusal>;
}

/// Reads the parameters of a command, all of them and no more, and fills `place` with the command.
///
/// A command is large beside what it is made of. So each is made where it is kept, and moved nowhere on the way.
#[inline(always)]
pub(crate) fn read_command<'a, P: Parameters<'a>>(
    verb: Verb,
    parameters: &mut P,
    place: Place<'_, 'a>,
) -> Result<(), P::Refusal> {
    let p = parameters;
    match verb {
        Verb::HGet => {
            let from = next_server_uri(p)?;
            let to = if p.next()? { Some(read_address(p)?) } else { None };
            end(p)?;
            keep(place, Command::HGet { from, to });
        }
        Verb::HPut => {
            let (to, data) = (next_server_uri(p)?, next_client_uris(p)?);
            keep(place, Command::HPut { to, data });
        }
        Verb::HPost => {
            let (to, data) = (next_server_uri(p)?, next_client_uris(p)?);
            keep(place, Command::HPost { to, data });
        }
        Verb::Delete => {
            let node = next_address(p)?;
            end(p)?;
            keep(place, Command::Delete(node));
        }
        Verb::Exec => {
            let node = next_address(p)?;
            let report_to = if p.next()? { Some(read_server_uri(p)?) } else { None };
            end(p)?;
            keep(place, Command::Exec { node, report_to });
        }
        Verb::Get => {
            let uris = next_client_uris(p)?;
            keep(place, Command::Get(uris));
        }
        Verb::Show => {
            let uri = next_server_uri(p)?;
            end(p)?;
            keep(place, Command::Show(uri));
        }
        Verb::Cont => {
            let uri = next_server_uri(p)?;
            end(p)?;
            keep(place, Command::Cont(uri));
        }
        Verb::End => {
            end(p)?;
            keep(place, Command::End);
        }
        Verb::Unsub => {
            let node = next_address(p)?;
            end(p)?;
            keep(place, Command::Unsub(node));
        }
        Verb::Default => keep(place, read_default(p)?),
        Verb::Sub => keep(place, read_sub(p)?),
    }
    Ok(())
}

#[inline(always)]
fn keep<'a>(place: Place<'_, 'a>, command: Command<'a>) {
    place.fill(Slot::Command(command));
}

/// Reads the parameters of DEFAULT. *Decision* D12: in whichever order they are, the other one with a warning.
#[inline(always)]
fn read_default<'a, P: Parameters<'a>>(p: &mut P) -> Result<Command<'a>, P::Refusal> {
    require(p, Expected::Moid)?;
    let command = if p.is_server_uri() {
        let at = p.offset();
        let from = read_server_uri(p)?;
        p.warn(WarningKind::ParametersSwapped, at)?;
        require(p, Expected::Moid)?;
        Command::Default { moid: p.moid()?, from }
    } else {
        Command::Default { moid: p.moid()?, from: next_server_uri(p)? }
    };
    end(p).map(|()| command)
}

/// Reads the parameters of SUB. *Decision* D12, as for DEFAULT.
#[inline(always)]
fn read_sub<'a, P: Parameters<'a>>(p: &mut P) -> Result<Command<'a>, P::Refusal> {
    require(p, Expected::ServerUri)?;
    let command = if p.is_server_uri() {
        Command::Sub { to: read_server_uri(p)?, node: next_address(p)? }
    } else {
        let at = p.offset();
        let node = read_address(p)?;
        p.warn(WarningKind::ParametersSwapped, at)?;
        Command::Sub { node, to: next_server_uri(p)? }
    };
    end(p).map(|()| command)
}

/// Makes sure that there are no more parameters.
#[inline(always)]
fn end<'a, P: Parameters<'a>>(p: &mut P) -> Result<(), P::Refusal> {
    if p.next()? { Err(p.refuse(SlotErrorKind::TooMany, p.offset())) } else { Ok(()) }
}

#[inline(always)]
fn require<'a, P: Parameters<'a>>(p: &mut P, expected: Expected) -> Result<(), P::Refusal> {
    if p.next()? { Ok(()) } else { Err(p.refuse(SlotErrorKind::Missing(expected), p.offset())) }
}

/// Goes on to a parameter, which has to be there, and reads it.
#[inline(always)]
fn next_server_uri<'a, P: Parameters<'a>>(p: &mut P) -> Result<ServerUri<'a>, P::Refusal> {
    require(p, Expected::ServerUri)?;
    read_server_uri(p)
}

#[inline(always)]
fn read_server_uri<'a, P: Parameters<'a>>(p: &mut P) -> Result<ServerUri<'a>, P::Refusal> {
    let at = p.offset();
    let uri = p.server_uri()?;
    if uri.has_brackets() {
        p.warn(WarningKind::Bracket, at)?;
    }
    Ok(uri)
}

#[inline(always)]
fn read_client_uri<'a, P: Parameters<'a>>(p: &mut P) -> Result<ClientUri<'a>, P::Refusal> {
    let at = p.offset();
    let uri = p.client_uri()?;
    if uri.is_short() {
        p.warn(WarningKind::ShortAddress, at)?;
    }
    Ok(uri)
}

/// Goes on to a parameter, which has to be there, and reads it.
#[inline(always)]
fn next_address<'a, P: Parameters<'a>>(p: &mut P) -> Result<Address<'a>, P::Refusal> {
    require(p, Expected::ClientUri)?;
    read_address(p)
}

#[inline(always)]
fn read_address<'a, P: Parameters<'a>>(p: &mut P) -> Result<Address<'a>, P::Refusal> {
    let at = p.text_offset(p.offset());
    let uri = read_client_uri(p)?;
    Address::try_from(uri).map_err(|error| p.refuse(SlotErrorKind::ClientUri(error.kind()), at))
}

/// Goes on to the last parameters, of which there has to be one, and reads them.
#[inline(always)]
fn next_client_uris<'a, P: Parameters<'a>>(p: &mut P) -> Result<OneOrMore<ClientUri<'a>>, P::Refusal> {
    require(p, Expected::ClientUri)?;
    let first = read_client_uri(p)?;
    if !p.next()? {
        return Ok(OneOrMore::new(first));
    }
    let mut uris = Vec::with_capacity(FEW);
    uris.push(first);
    loop {
        if uris.len() == LONG_LIST {
            uris.reserve_exact(p.count_rest());
        }
        uris.push(read_client_uri(p)?);
        if !p.next()? {
            return Ok(OneOrMore::many(uris));
        }
    }
}

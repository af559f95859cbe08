//! Package#2: `{"CMD": [[name, parameter...], ...]}`.

use super::{
    Codec, guess,
    member::{members, spot},
    sink::Sink,
    usual,
};
use crate::{
    error::{DecodeErrorKind, EncodeErrorKind, Fault, Found, SlotErrorKind, Spot, WarningKind},
    limits::{Limit, Limits},
    package::{
        Command, Ending, Package2, Parameters, Places, Received, Refusal, Slot, Unreadable, Verb,
        read_command,
    },
    reader::{Context, First, Notes, RawString, Reader},
    uri::{ClientUri, ServerUri},
    value::{Extensions, Json, Moid, begins_as_server_uri},
};
use alloc::vec::Vec;

const MEMBERS: &[&str] = &["CMD"];

/// About how many bytes a command takes.
const USUAL: usize = 80;

impl<'a> Codec<'a> for Package2<'a> {
    #[inline(always)]
    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        reader.peek();
        let start = reader.offset();
        let (mut commands, mut extensions) = (Vec::new(), Extensions::new());
        let names = members(reader, context, &mut extensions, MEMBERS, |_, reader, context| {
            commands = slots(reader, context)?;
            Ok(())
        })?;
        if !names.has(0) {
            return Err(Fault::new(DecodeErrorKind::MissingMember("CMD"), start));
        }
        Ok(Package2 { commands, extensions })
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        sink.begin(b'{');
        sink.member("CMD");
        sink.list(&self.commands, Limit::Commands);
        sink.extensions(&self.extensions, MEMBERS);
        sink.end(b'}');
    }

    fn guess(&self) -> Option<usize> {
        Some(self.commands.len().saturating_mul(USUAL))
    }

    fn sample(&self, limits: &Limits) -> Option<usize> {
        let may_be = self.extensions.is_empty() && self.commands.len() <= limits.commands;
        if may_be { guess::by_sample(&self.commands, USUAL, limits) } else { None }
    }
}

fn slots<'a>(reader: &mut Reader<'a>, context: &mut Context) -> Result<Vec<Slot<'a>>, Fault> {
    reader.peek();
    let start = reader.offset();
    let mut first = reader.array()?;
    let most = context.limits.commands;
    // Nobody has more commands than there are brackets, nor more than there is room for: for these the list is allocated once.
    let room = reader.rest().len() / r#"[""]"#.len();
    let mut slots = Places::new(reader.count_bytes(b'[').min(room).min(most));
    let mut ending = Ending::default();
    // How many commands in a row were read with care. Behind two it is not worth while to try each: who writes otherwise than nearly
    // everybody does so throughout. Two in seventeen are tried again.
    let mut unusual = 0_usize;
    while reader.element(&mut first)? {
        let at = reader.offset();
        if slots.len() >= most {
            return Err(Fault::new(DecodeErrorKind::Limit(Limit::Commands), at));
        }
        ending.before(&mut context.notes, at)?;
        let may_be_usual = matches!(unusual % 17, 0 | 1);
        if may_be_usual && usual::command(reader, &mut slots).is_some() {
            unusual = 0;
        } else {
            any_slot(reader, context, &mut slots)?;
            unusual += 1;
        }
        ending.after(slots.last());
    }
    if slots.len() == 0 {
        context.notes.warn(WarningKind::NoCommands, start)?;
    }
    Ok(slots.into_vec())
}

/// Reads one place of the list, however it is written: typed, and if that is not to be done raw.
#[inline(never)]
fn any_slot<'a>(reader: &mut Reader<'a>, context: &mut Context, slots: &mut Places<'a>) -> Result<(), Fault> {
    let bookmark = reader.bookmark();
    let noted = context.notes.bookmark();
    match command(reader, &mut context.notes, slots) {
        Ok(()) => context.notes.keep(),
        // Broken JSON, a passed limit, or strictness: these are the body's.
        Err(Refusal::Fault(fault)) => Err(fault),
        Err(Refusal::Slot(reason, spot)) => {
            reader.go_to(bookmark);
            context.notes.rewind(noted);
            slots.push(unreadable(reader, context, reason, spot)?);
            Ok(())
        }
    }
}

impl<'a> Codec<'a> for Slot<'a> {
    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        let mut slots = Places::new(1);
        any_slot(reader, context, &mut slots)?;
        slots.into_vec().pop().ok_or_else(|| Fault::internal(reader.offset()))
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        match self {
            Slot::Command(command) => command.write(sink),
            Slot::Unreadable(slot) => match slot.received() {
                Received::Json(json) => sink.raw(json),
                Received::Line(_) => sink.refuse(EncodeErrorKind::OtherDialect),
            },
        }
    }
}

impl<'a> Codec<'a> for Command<'a> {
    /// Reads a command on its own, where there is no slot to keep what is none.
    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        let mut slots = Places::new(1);
        command(reader, &mut context.notes, &mut slots).map_err(|refusal| match refusal {
            Refusal::Fault(fault) => fault,
            Refusal::Slot(reason, spot) => Fault { kind: DecodeErrorKind::Command(reason), spot },
        })?;
        match slots.into_vec().pop() {
            Some(Slot::Command(command)) => Ok(command),
            _ => Err(Fault::internal(reader.offset())), // unreachable: what was read is a command
        }
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        sink.begin_command(self.verb());
        self.parameters(|index, parameter| sink.parameter(index, parameter));
        sink.end_command();
    }
}

#[cold]
fn unreadable<'a>(
    reader: &mut Reader<'a>,
    context: &mut Context,
    reason: SlotErrorKind,
    spot: Spot,
) -> Result<Slot<'a>, Fault> {
    let raw = reader.raw_without_repeats(&context.limits)?;
    context.notes.warn_at(WarningKind::UnreadableSlot(reason), spot)?;
    let received = Received::Json(Json::from_raw(raw));
    Ok(Slot::Unreadable(Unreadable::new(received, reason, spot.offset)))
}

fn command<'a>(reader: &mut Reader<'a>, notes: &mut Notes, slots: &mut Places<'a>) -> Result<(), Refusal> {
    if reader.peek() != Some(b'[') {
        return Err(refuse(reader, SlotErrorKind::NotAnArray));
    }
    let start = reader.offset();
    let mut first = reader.array()?;
    if !reader.element(&mut first)? {
        return Err(Refusal::Slot(SlotErrorKind::Empty, Spot::at(start)));
    }
    let at = reader.offset();
    let name = string(reader)?;
    let verb = Verb::from_published_name(&name.text()?)
        .ok_or(Refusal::Slot(SlotErrorKind::UnknownCommand, Spot::at(at)))?;
    slots.add(|place| read_command(verb, &mut Array { reader, first, ended: false, at, notes }, place))
}

/// The parameters of a command, as the elements of an array.
struct Array<'r, 'a> {
    reader: &'r mut Reader<'a>,
    first: First,
    /// Whether the array was left.
    ended: bool,
    at: usize,
    notes: &'r mut Notes,
}

impl<'a> Parameters<'a> for Array<'_, 'a> {
    type Refusal = Refusal;

    #[cold]
    fn refuse(&self, kind: SlotErrorKind, at: usize) -> Refusal {
        Refusal::Slot(kind, Spot::at(at))
    }

    fn next(&mut self) -> Result<bool, Refusal> {
        if self.ended {
            return Ok(false);
        }
        let more = self.reader.element(&mut self.first)?;
        self.ended = !more;
        // Where there is none, the place is that of the bracket.
        self.at = if more { self.reader.offset() } else { self.reader.offset() - 1 };
        Ok(more)
    }

    fn offset(&self) -> usize {
        self.at
    }

    fn text_offset(&self, offset: usize) -> usize {
        // Behind the quote.
        offset + 1
    }

    fn is_server_uri(&self) -> bool {
        let mut probe = *self.reader;
        probe.string().is_ok_and(|text| begins_as_server_uri(text.as_bytes()))
    }

    #[cold]
    fn count_rest(&self) -> usize {
        self.reader.count_rest()
    }

    fn client_uri(&mut self) -> Result<ClientUri<'a>, Refusal> {
        let raw = string(self.reader)?;
        ClientUri::from_text(raw.text()?)
            .map_err(|error| Refusal::Slot(SlotErrorKind::ClientUri(error.kind()), spot(&raw, error)))
    }

    fn server_uri(&mut self) -> Result<ServerUri<'a>, Refusal> {
        let raw = string(self.reader)?;
        ServerUri::from_text(raw.text()?)
            .map_err(|error| Refusal::Slot(SlotErrorKind::ServerUri(error.kind()), spot(&raw, error)))
    }

    fn moid(&mut self) -> Result<Moid<'a>, Refusal> {
        let raw = string(self.reader)?;
        Moid::from_text(raw.text()?)
            .map_err(|error| Refusal::Slot(SlotErrorKind::Moid(error.kind()), spot(&raw, error)))
    }

    #[cold]
    fn warn(&mut self, kind: WarningKind, offset: usize) -> Result<(), Refusal> {
        Ok(self.notes.warn(kind, offset)?)
    }
}

/// Reads a string of a slot, in which nothing else may be.
#[inline]
fn string<'a>(reader: &mut Reader<'a>) -> Result<RawString<'a>, Refusal> {
    if reader.peek() == Some(b'"') {
        Ok(reader.quoted()?)
    } else {
        Err(refuse(reader, SlotErrorKind::NotAString))
    }
}

#[cold]
fn refuse(reader: &mut Reader<'_>, kind: impl Fn(Found) -> SlotErrorKind) -> Refusal {
    let found = reader.found();
    Refusal::Slot(kind(found), Spot::at(reader.offset()))
}

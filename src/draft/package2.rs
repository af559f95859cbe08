//! Package#2: `application/dm20`.

use super::{Codec, line::Line, usual};
use crate::{
    error::{EncodeErrorKind, Fault, ParseError, SlotErrorKind, Spot, WarningKind},
    limits::Limit,
    package::{
        Ending, Package2, Parameters, Places, Received, Refusal, Slot, Unreadable, Verb, read_command,
    },
    reader::{Context, Notes},
    text::Text,
    uri::{ClientUri, ServerUri},
    value::{Extensions, Moid, begins_as_server_uri},
};

/// A Package#2 that is being read.
pub(super) struct Lines<'a> {
    commands: Places<'a>,
    ending: Ending,
}

impl<'a> Codec<'a> for Package2<'a> {
    const LIMIT: Limit = Limit::Commands;
    const LEAST: usize = "END\n".len();
    type Reading = Lines<'a>;

    fn begin(lines: usize) -> Lines<'a> {
        Lines { commands: Places::new(lines), ending: Ending::default() }
    }

    fn read_line(lines: &mut Lines<'a>, line: &mut Line<'a, '_>, context: &mut Context) -> Result<(), Fault> {
        lines.ending.before(&mut context.notes, line.offset())?;
        slot(line, context, &mut lines.commands)?;
        lines.ending.after(lines.commands.last());
        Ok(())
    }

    fn finish(lines: Lines<'a>, context: &mut Context) -> Result<Self, Fault> {
        if lines.commands.len() == 0 {
            context.notes.warn(WarningKind::NoCommands, 0)?;
        }
        Ok(Package2 { commands: lines.commands.into_vec(), extensions: Extensions::new() })
    }

    fn refuse(&self) -> Option<EncodeErrorKind> {
        if self.extensions.is_empty() { None } else { Some(EncodeErrorKind::NoDraftExtensions) }
    }

    fn lines(&self) -> usize {
        self.commands.len()
    }

    fn write_line(&self, index: usize, mut field: impl FnMut(&str)) -> Result<(), EncodeErrorKind> {
        match self.commands.get(index) {
            Some(Slot::Command(command)) => {
                field(command.verb().draft_name().ok_or(EncodeErrorKind::NoDraftCommand(command.name()))?);
                command.parameters(|_, parameter| field(parameter));
                Ok(())
            }
            Some(Slot::Unreadable(slot)) => match slot.received() {
                Received::Line(line) => {
                    field(line);
                    Ok(())
                }
                Received::Json(_) => Err(EncodeErrorKind::OtherDialect),
            },
            None => Err(EncodeErrorKind::Internal), // unreachable: no more lines are asked for than there are commands
        }
    }
}

/// Reads one line: as a command, and if that is not to be done as it stands.
#[inline(always)]
fn slot<'a>(line: &mut Line<'a, '_>, context: &mut Context, slots: &mut Places<'a>) -> Result<(), Fault> {
    match usual::command(line, slots) {
        Some(()) => Ok(()),
        None => any_slot(line, context, slots),
    }
}

/// The same, however it is written.
#[inline(never)]
fn any_slot<'a>(line: &mut Line<'a, '_>, context: &mut Context, slots: &mut Places<'a>) -> Result<(), Fault> {
    let bookmark = *line;
    let noted = context.notes.bookmark();
    match command(line, &mut context.notes, slots) {
        Ok(()) => context.notes.keep(),
        Err(Refusal::Fault(fault)) => Err(fault),
        Err(Refusal::Slot(reason, spot)) => {
            *line = bookmark;
            context.notes.rewind(noted);
            let received = line.remainder()?;
            context.notes.warn_at(WarningKind::UnreadableSlot(reason), spot)?;
            let received = Received::Line(Text::from(received));
            slots.push(Slot::Unreadable(Unreadable::new(received, reason, spot.offset)));
            Ok(())
        }
    }
}

fn command<'a>(line: &mut Line<'a, '_>, notes: &mut Notes, slots: &mut Places<'a>) -> Result<(), Refusal> {
    let at = line.offset();
    line.count()?;
    let name = line.field()?;
    let verb =
        Verb::from_draft_name(name).ok_or(Refusal::Slot(SlotErrorKind::UnknownCommand, Spot::at(at)))?;
    slots.add(|place| read_command(verb, &mut Fields { line, notes, is_get: name == "GET" }, place))
}

/// The parameters of a command, as the fields of a line.
struct Fields<'r, 'a, 'l> {
    line: &'r mut Line<'a, 'l>,
    notes: &'r mut Notes,
    /// Whether the command is written `GET`, which is another one in the published dialect.
    is_get: bool,
}

impl<'a> Fields<'_, 'a, '_> {
    /// Reads a field that `parse` has to like.
    fn parsed<T>(
        &mut self,
        parse: impl Fn(Text<'a>) -> Result<T, ParseError>,
        kind: impl Fn(&str, ParseError) -> SlotErrorKind,
    ) -> Result<T, Refusal> {
        let at = self.line.offset();
        let field = self.line.field()?;
        parse(Text::from(field)).map_err(|error| {
            let kind = kind(field, error);
            // What is said of the field as a whole points at its beginning.
            let inner = if kind == SlotErrorKind::GetOfNodes { 0 } else { error.offset() };
            Refusal::Slot(kind, Spot { offset: at + inner, inner })
        })
    }
}

impl<'a> Parameters<'a> for Fields<'_, 'a, '_> {
    type Refusal = Refusal;

    #[cold]
    fn refuse(&self, kind: SlotErrorKind, at: usize) -> Refusal {
        Refusal::Slot(kind, Spot::at(at))
    }

    #[inline]
    fn next(&mut self) -> Result<bool, Refusal> {
        let more = self.line.has_field()?;
        if more {
            self.line.count()?;
        }
        Ok(more)
    }

    fn offset(&self) -> usize {
        self.line.offset()
    }

    fn text_offset(&self, offset: usize) -> usize {
        offset
    }

    fn is_server_uri(&self) -> bool {
        let mut probe = *self.line;
        probe.field().is_ok_and(|field| begins_as_server_uri(field.as_bytes()))
    }

    #[cold]
    fn count_rest(&self) -> usize {
        self.line.count_rest()
    }

    #[inline]
    fn client_uri(&mut self) -> Result<ClientUri<'a>, Refusal> {
        self.parsed(ClientUri::from_text, |_, error| SlotErrorKind::ClientUri(error.kind()))
    }

    #[inline]
    fn server_uri(&mut self) -> Result<ServerUri<'a>, Refusal> {
        let is_get = self.is_get;
        self.parsed(ServerUri::from_text, |field, error| match ClientUri::parse(field) {
            Ok(_) if is_get => SlotErrorKind::GetOfNodes,
            _ => SlotErrorKind::ServerUri(error.kind()),
        })
    }

    fn moid(&mut self) -> Result<Moid<'a>, Refusal> {
        self.parsed(Moid::from_text, |_, error| SlotErrorKind::Moid(error.kind()))
    }

    #[cold]
    fn warn(&mut self, kind: WarningKind, offset: usize) -> Result<(), Refusal> {
        Ok(self.notes.warn(kind, offset)?)
    }
}

//! The places in the command list of Package#2.

use super::command::Command;
use crate::{error::SlotErrorKind, status::StatusCode, text::Text, value::Json};

/// One place in the command list. Statuses answer by position, so an unreadable command keeps its place.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package2, Slot, json};
///
/// let decoded = json::decode::<Package2>(br#"{"CMD":[["FROB","x"],["END"]]}"#, &Options::default())?;
/// assert!(matches!(&decoded.value.commands[0], Slot::Unreadable(slot) if slot.status().as_u16() == 501));
/// assert!(matches!(&decoded.value.commands[1], Slot::Command(_)));
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Slot<'a> {
    /// A command.
    Command(Command<'a>),
    /// Something else, which is answered with an error.
    Unreadable(Unreadable<'a>),
}

impl<'a> Slot<'a> {
    /// The command, if it is one.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Command, Slot};
    ///
    /// assert_eq!(Slot::from(Command::End).command(), Some(&Command::End));
    /// ```
    pub const fn command(&self) -> Option<&Command<'a>> {
        match self {
            Slot::Command(command) => Some(command),
            Slot::Unreadable(_) => None,
        }
    }

    pub(crate) const fn is_end(&self) -> bool {
        matches!(self, Slot::Command(Command::End))
    }

    /// The same slot, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Slot<'static> = omadm::Slot::from(omadm::Command::End).into_owned();
    /// ```
    pub fn into_owned(self) -> Slot<'static> {
        match self {
            Slot::Command(command) => Slot::Command(command.into_owned()),
            Slot::Unreadable(slot) => Slot::Unreadable(slot.into_owned()),
        }
    }
}

impl<'a> From<Command<'a>> for Slot<'a> {
    fn from(command: Command<'a>) -> Self {
        Slot::Command(command)
    }
}

/// A command that could not be understood: what was received, why, and what answers it. Only decoders make one.
///
/// It is written back as it was received, in the dialect it was read in and in no other.
///
/// # Examples
///
/// ```
/// use omadm::{Options, Package2, Slot, error::SlotErrorKind, json};
///
/// let decoded = json::decode::<Package2>(br#"{"CMD":[["FROB", 1]]}"#, &Options::default())?;
/// let Slot::Unreadable(slot) = &decoded.value.commands[0] else { panic!() };
/// assert_eq!(slot.reason(), SlotErrorKind::UnknownCommand);
/// assert_eq!(slot.offset(), 9);
/// assert_eq!(slot.as_str(), r#"["FROB", 1]"#);
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Unreadable<'a> {
    received: Received<'a>,
    reason: SlotErrorKind,
    // Offsets are into a body of at most 4 GiB.
    offset: u32,
}

/// What an unreadable command was received as.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Received<'a> {
    Json(Json<'a>),
    /// A line of the draft dialect, without its end.
    Line(Text<'a>),
}

impl<'a> Unreadable<'a> {
    pub(crate) fn new(received: Received<'a>, reason: SlotErrorKind, offset: usize) -> Self {
        Unreadable { received, reason, offset: u32::try_from(offset).unwrap_or(u32::MAX) }
    }

    pub(crate) const fn received(&self) -> &Received<'a> {
        &self.received
    }

    /// What was received, as it stood in the body.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, Slot, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[7]}"#, &Options::default())?;
    /// assert!(matches!(&decoded.value.commands[0], Slot::Unreadable(slot) if slot.as_str() == "7"));
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn as_str(&self) -> &str {
        match &self.received {
            Received::Json(json) => json.as_str(),
            Received::Line(line) => line,
        }
    }

    /// What is wrong with it.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, Slot, json, error::SlotErrorKind};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[[]]}"#, &Options::default())?;
    /// assert!(matches!(&decoded.value.commands[0], Slot::Unreadable(slot) if slot.reason() == SlotErrorKind::Empty));
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub const fn reason(&self) -> SlotErrorKind {
        self.reason
    }

    /// Where in the body: an offset in bytes. It is not compared.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, Slot, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[["END",""]]}"#, &Options::default())?;
    /// assert!(matches!(&decoded.value.commands[0], Slot::Unreadable(slot) if slot.offset() == 15));
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub const fn offset(&self) -> usize {
        self.offset as usize
    }

    /// The status that answers it: 501 for an unknown name, 400 for anything else.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, Slot, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[["HGET"]]}"#, &Options::default())?;
    /// assert!(matches!(&decoded.value.commands[0], Slot::Unreadable(slot) if slot.status().as_u16() == 400));
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub const fn status(&self) -> StatusCode {
        self.reason.status()
    }

    /// The name of the command, where what was received has one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, Slot, json};
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[["FROB"]]}"#, &Options::default())?;
    /// assert!(matches!(&decoded.value.commands[0], Slot::Unreadable(slot) if slot.name().unwrap() == "FROB"));
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn name(&self) -> Option<Text<'_>> {
        match &self.received {
            Received::Json(json) => json.first_string(),
            Received::Line(line) => line.split_ascii_whitespace().next().map(Text::from),
        }
    }

    /// The same slot, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Options, Package2, Slot, Unreadable, json};
    /// # fn keep(slot: Unreadable<'static>) {}
    /// let decoded = json::decode::<Package2>(br#"{"CMD":[["FROB"]]}"#, &Options::default())?;
    /// for slot in decoded.value.commands {
    ///     if let Slot::Unreadable(slot) = slot {
    ///         keep(slot.into_owned());
    ///     }
    /// }
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn into_owned(self) -> Unreadable<'static> {
        let received = match self.received {
            Received::Json(json) => Received::Json(json.into_owned()),
            Received::Line(line) => Received::Line(line.into_owned()),
        };
        Unreadable { received, reason: self.reason, offset: self.offset }
    }
}

// Where it stood is no part of what it is: what is written and read again is the same.
impl PartialEq for Unreadable<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.received == other.received && self.reason == other.reason
    }
}

impl Eq for Unreadable<'_> {}

impl core::hash::Hash for Unreadable<'_> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.received.hash(state);
    }
}

//! Package#2: what a server sends.

use super::{command::Command, slot::Slot};
use crate::{
    error::{Fault, WarningKind},
    reader::Notes,
    value::Extensions,
};
use alloc::vec::Vec;

/// Commands for a client, in the order in which it executes them \[DM20\].
///
/// # Examples
///
/// ```
/// use omadm::{Address, ClientUri, Command, Package2, json};
///
/// let package = Package2::new([
///     Command::Get(ClientUri::all_mos().into()),
///     Command::Exec { node: Address::parse("urn:oma:mo:x:1.0//Reset")?, report_to: None },
///     Command::End,
/// ]);
/// let bytes = json::to_vec(&package).unwrap();
/// assert_eq!(bytes, br#"{"CMD":[["GET","*"],["EXEC","urn:oma:mo:x:1.0//Reset"],["END"]]}"#);
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub struct Package2<'a> {
    /// The commands; each is answered by the status at the same place of Package#3.
    pub commands: Vec<Slot<'a>>,
    /// Members the protocol does not define.
    pub extensions: Extensions<'a>,
}

impl<'a> Package2<'a> {
    /// A package of these commands.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::Package2::new([omadm::Command::End]).has_end());
    /// ```
    pub fn new(commands: impl IntoIterator<Item = Command<'a>>) -> Self {
        let commands = commands.into_iter().map(Slot::Command).collect();
        Package2 { commands, extensions: Extensions::new() }
    }

    /// The same package with these extensions.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Command, Extensions, Json, Package2, json};
    ///
    /// let mut extensions = Extensions::new();
    /// extensions.insert("x", Json::from(1));
    /// let package = Package2::new([Command::End]).with_extensions(extensions);
    /// assert_eq!(json::to_vec(&package).unwrap(), br#"{"CMD":[["END"]],"x":1}"#);
    /// ```
    pub fn with_extensions(mut self, extensions: Extensions<'a>) -> Self {
        self.extensions = extensions;
        self
    }

    /// Whether an END is among the commands, wherever it stands: then the session is over and nothing is sent back.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(!omadm::Package2::default().has_end());
    /// ```
    pub fn has_end(&self) -> bool {
        self.commands.iter().any(Slot::is_end)
    }

    /// How many commands a session's limit counts. END does not: a session has to be able to end.
    pub(crate) fn work(&self) -> usize {
        self.commands.iter().filter(|slot| !slot.is_end()).count()
    }

    /// The same package, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Package2<'static> = omadm::Package2::default().into_owned();
    /// ```
    pub fn into_owned(self) -> Package2<'static> {
        Package2 {
            commands: self.commands.into_iter().map(Slot::into_owned).collect(),
            extensions: self.extensions.into_owned(),
        }
    }
}

/// Watches for what stands behind an END while a package is read.
///
/// *Decision* D7: it is read with a warning, and executed.
#[derive(Default)]
pub(crate) struct Ending {
    ended: bool,
    warned: bool,
}

impl Ending {
    /// A slot begins at `offset`. One warning is given for all that stands behind the first END.
    #[inline]
    pub(crate) fn before(&mut self, notes: &mut Notes, offset: usize) -> Result<(), Fault> {
        if self.ended && !self.warned {
            self.warned = true;
            notes.warn(WarningKind::AfterEnd, offset)?;
        }
        Ok(())
    }

    /// A slot was read.
    #[inline]
    pub(crate) fn after(&mut self, slot: Option<&Slot<'_>>) {
        self.ended |= slot.is_some_and(Slot::is_end);
    }
}

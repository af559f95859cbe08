//! The commands (section 3 of the protocol).

use super::verb::Verb;
use crate::{
    uri::{Address, ClientUri, ServerUri},
    value::{Moid, OneOrMore},
};

/// What a server wants a client to do. Named as in \[DM20\]; the draft's text spells some of them differently [CR-CMD].
///
/// # Examples
///
/// ```
/// use omadm::{Address, ClientUri, Command};
///
/// let command = Command::get([ClientUri::parse("urn:oma:mo:oma-dm-devinfo:1.0//?Levels=1")?]).unwrap();
/// assert_eq!(command.name(), "GET");
/// let command = Command::Delete(Address::parse("urn:oma:mo:x:1.0/left/Data/1")?);
/// assert_eq!(command.name(), "DELETE");
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Command<'a> {
    /// `HGET S C?`: fetch `from` with HTTP GET and store it at `to`, replacing what is there, or where the client
    /// chooses. The status names where.
    HGet {
        /// Where the data is.
        from: ServerUri<'a>,
        /// The one node to store it at.
        to: Option<Address<'a>>,
    },
    /// `HPUT S C+`: send the data at every one of `data` with HTTP PUT, as one JSON document.
    HPut {
        /// Where the data goes.
        to: ServerUri<'a>,
        /// Which data.
        data: OneOrMore<ClientUri<'a>>,
    },
    /// `HPOST S C+`: the same with HTTP POST.
    HPost {
        /// Where the data goes.
        to: ServerUri<'a>,
        /// Which data.
        data: OneOrMore<ClientUri<'a>>,
    },
    /// `DELETE C`: delete every node addressed and everything below it.
    Delete(Address<'a>),
    /// `EXEC C S?`: execute a node.
    Exec {
        /// The one node to execute.
        node: Address<'a>,
        /// Where the outcome is reported in a new session; then the status is 202 or an error.
        report_to: Option<ServerUri<'a>>,
    },
    /// `GET C+`, the draft's `INCLUDE`: put the data at every ClientURI into Package#3.
    Get(OneOrMore<ClientUri<'a>>),
    /// `SHOW S`: start a browser there. The status says whether it started, *Decision* D9: 500 if it
    /// did not; the session goes on at once.
    Show(ServerUri<'a>),
    /// `DEFAULT M S`: where to fetch the configuration of a kind of management object when it is missing.
    Default {
        /// The kind.
        moid: Moid<'a>,
        /// Where to fetch it.
        from: ServerUri<'a>,
    },
    /// `CONT S`: this and every later Package#3 goes there.
    Cont(ServerUri<'a>),
    /// `END`: this is the last package of the session; nothing is sent back.
    End,
    /// `SUB S C`: send the subtree with HTTP PUT whenever it changes. Not in the draft.
    Sub {
        /// Where the data goes.
        to: ServerUri<'a>,
        /// The one node to watch.
        node: Address<'a>,
    },
    /// `UNSUB C`: undo the SUB whose ClientURI is written the same. Not in the draft.
    Unsub(Address<'a>),
}

impl<'a> Command<'a> {
    /// GET of these ClientURIs, or `None` without any.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{ClientUri, Command};
    ///
    /// let command = Command::get([ClientUri::all_mos()]).unwrap();
    /// assert!(matches!(command, Command::Get(uris) if uris.len() == 1));
    /// ```
    pub fn get(uris: impl IntoIterator<Item = ClientUri<'a>>) -> Option<Self> {
        OneOrMore::from_vec(uris.into_iter().collect()).map(Command::Get)
    }

    /// The command's name in \[DM20\].
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Command::End.name(), "END");
    /// ```
    pub const fn name(&self) -> &'static str {
        self.verb().published_name()
    }

    pub(crate) const fn verb(&self) -> Verb {
        match self {
            Command::HGet { .. } => Verb::HGet,
            Command::HPut { .. } => Verb::HPut,
            Command::HPost { .. } => Verb::HPost,
            Command::Delete(_) => Verb::Delete,
            Command::Exec { .. } => Verb::Exec,
            Command::Get(_) => Verb::Get,
            Command::Show(_) => Verb::Show,
            Command::Default { .. } => Verb::Default,
            Command::Cont(_) => Verb::Cont,
            Command::End => Verb::End,
            Command::Sub { .. } => Verb::Sub,
            Command::Unsub(_) => Verb::Unsub,
        }
    }

    /// Hands the parameters over in the order in which they are written, with their places behind the name.
    #[inline(always)]
    pub(crate) fn parameters(&self, mut write: impl FnMut(usize, &str)) {
        // In every command there is at most one text before the ClientURIs, and one behind them.
        let (before, uris, behind): (Option<&str>, &[ClientUri<'a>], Option<&str>) = match self {
            Command::HGet { from, to } => (Some(from.as_str()), to.as_ref().map_or(&[], list), None),
            Command::HPut { to, data } | Command::HPost { to, data } => (Some(to.as_str()), data, None),
            Command::Delete(node) | Command::Unsub(node) => (None, list(node), None),
            Command::Exec { node, report_to } => {
                (None, list(node), report_to.as_ref().map(ServerUri::as_str))
            }
            Command::Get(uris) => (None, uris, None),
            Command::Show(uri) | Command::Cont(uri) => (Some(uri.as_str()), &[], None),
            Command::Default { moid, from } => (Some(moid.as_str()), &[], Some(from.as_str())),
            Command::Sub { to, node } => (Some(to.as_str()), list(node), None),
            Command::End => (None, &[], None),
        };
        let mut place = 0;
        let mut write = |text: &str| {
            place += 1;
            write(place, text);
        };
        if let Some(text) = before {
            write(text);
        }
        for uri in uris {
            write(uri.as_str());
        }
        if let Some(text) = behind {
            write(text);
        }
    }

    /// The same command, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Command<'static> = omadm::Command::End.into_owned();
    /// ```
    pub fn into_owned(self) -> Command<'static> {
        match self {
            Command::HGet { from, to } => {
                Command::HGet { from: from.into_owned(), to: to.map(Address::into_owned) }
            }
            Command::HPut { to, data } => {
                Command::HPut { to: to.into_owned(), data: data.map(ClientUri::into_owned) }
            }
            Command::HPost { to, data } => {
                Command::HPost { to: to.into_owned(), data: data.map(ClientUri::into_owned) }
            }
            Command::Delete(node) => Command::Delete(node.into_owned()),
            Command::Exec { node, report_to } => {
                Command::Exec { node: node.into_owned(), report_to: report_to.map(ServerUri::into_owned) }
            }
            Command::Get(uris) => Command::Get(uris.map(ClientUri::into_owned)),
            Command::Show(uri) => Command::Show(uri.into_owned()),
            Command::Default { moid, from } => {
                Command::Default { moid: moid.into_owned(), from: from.into_owned() }
            }
            Command::Cont(uri) => Command::Cont(uri.into_owned()),
            Command::End => Command::End,
            Command::Sub { to, node } => Command::Sub { to: to.into_owned(), node: node.into_owned() },
            Command::Unsub(node) => Command::Unsub(node.into_owned()),
        }
    }
}

/// A list of one address.
#[inline(always)]
fn list<'c, 'a>(node: &'c Address<'a>) -> &'c [ClientUri<'a>] {
    core::slice::from_ref(node)
}

//! The packages of the protocol and what they are made of.

mod alert;
mod command;
mod grammar;
mod management_data;
mod mo_builder;
mod mo_data;
mod node;
mod notification;
mod package1;
mod package2;
mod package3;
mod places;
mod slot;
mod status;
mod usual;
mod verb;

pub use alert::Alert;
pub use command::Command;
pub use management_data::{ManagementData, Record};
pub use mo_data::MoData;
pub use node::{Leaf, Node, Siblings};
pub use notification::{
    ClockTolerance, ConnectionType, Freshness, InvalidOptionNumber, Notification, NotificationVersion,
    RecentIds, Sha256Digest, UnknownOptions,
};
pub use package1::{Mo, Package1};
pub use package2::Package2;
pub use package3::Package3;
pub use slot::{Slot, Unreadable};
pub use status::Status;

pub(crate) use grammar::{Parameters, Refusal, read_command};
pub(crate) use mo_builder::{MoBuilder, Refused};
pub(crate) use notification::option;
pub(crate) use package2::Ending;
pub(crate) use places::Places;
pub(crate) use slot::Received;
pub(crate) use usual::{Ahead, read_usual};
pub(crate) use verb::Verb;

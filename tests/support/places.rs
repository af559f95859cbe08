//! The places where the reader meets a string.

use super::oracle;
use omadm::{
    ClientUri, Command, DecodeError, Leaf, ManagementData, Options, Package1, Package2, Package3, Slot, json,
};

/// A place where a string can stand.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Raw,
    Name,
    AlertType,
    Location,
    Miid,
    NodeName,
    Leaf,
    CommandName,
    Parameter,
    Unreadable,
}

impl Place {
    /// Decodes the body and gives back the one string in it.
    pub(crate) fn string(self, body: &[u8]) -> Result<Option<String>, DecodeError> {
        let options = &Options::default();
        let decoded = |raw: &str| serde_json::from_str(raw).ok();
        Ok(match self {
            Place::Raw => {
                let package = json::decode::<Package1>(body, options)?.value;
                package.extensions.iter().next().and_then(|(_, json)| decoded(json.as_str()))
            }
            Place::Name => {
                let package = json::decode::<Package1>(body, options)?.value;
                package.extensions.iter().next().map(|(name, _)| name.to_owned())
            }
            Place::AlertType => {
                let package = json::decode::<Package1>(body, options)?.value;
                package.alerts.first().map(|alert| alert.alert_type.as_str().to_owned())
            }
            Place::Miid => {
                let package = json::decode::<Package1>(body, options)?.value;
                package.mos.first().and_then(|mo| Some(mo.miids.first()?.as_str().to_owned()))
            }
            Place::Location => {
                let package = json::decode::<Package3>(body, options)?.value;
                package
                    .statuses
                    .first()
                    .and_then(|status| Some(status.locations.first()?.as_str().to_owned()))
            }
            Place::NodeName => {
                let data = json::decode::<ManagementData>(body, options)?.value;
                data.records.first().and_then(|record| Some(record.data.nodes().next()?.name().into_owned()))
            }
            Place::Leaf => {
                let data = json::decode::<ManagementData>(body, options)?.value;
                let node = data.records.first().and_then(|record| record.data.nodes().next());
                match node.and_then(|node| node.leaf()) {
                    Some(Leaf::String(text)) => Some(text.into_owned()),
                    _ => None,
                }
            }
            Place::CommandName => {
                let package = json::decode::<Package2>(body, options)?.value;
                match package.commands.first() {
                    Some(Slot::Unreadable(slot)) => slot.name().map(|name| name.as_str().to_owned()),
                    Some(Slot::Command(command)) => Some(command.name().to_owned()),
                    None => None,
                }
            }
            Place::Parameter => {
                let package = json::decode::<Package2>(body, options)?.value;
                match package.commands.first() {
                    Some(Slot::Command(Command::Get(uris))) => uris.first().map(ToString::to_string),
                    Some(Slot::Unreadable(slot)) => {
                        let string = decoded(oracle::elements(slot.as_str())[1]);
                        // Had it been a ClientURI, it would have been read as one.
                        string.filter(|text: &String| ClientUri::parse(text).is_err())
                    }
                    _ => None,
                }
            }
            Place::Unreadable => {
                let package = json::decode::<Package2>(body, options)?.value;
                match package.commands.first() {
                    Some(Slot::Unreadable(slot)) => decoded(oracle::elements(slot.as_str())[1]),
                    _ => None,
                }
            }
        })
    }
}

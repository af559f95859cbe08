//! The media types of the protocol.

use super::MediaType;
use crate::text::Text;
use alloc::vec::Vec;

macro_rules! named {
    ($($(#[$doc:meta])* $name:ident = $type:literal / $subtype:literal;)*) => {
        impl MediaType<'static> {
            $(
                $(#[$doc])*
                pub const $name: MediaType<'static> = MediaType {
                    essence: Text::from_static(concat!($type, "/", $subtype)),
                    slash: $type.len(),
                    parameters: Vec::new(),
                };
            )*

            /// The one of these that this is, letter for letter: what peers mostly send needs no grammar.
            pub(in crate::media) fn named(text: &[u8]) -> Option<&'static Self> {
                match text {
                    $(_ if text == concat!($type, "/", $subtype).as_bytes() => Some(&known::$name),)*
                    _ => None,
                }
            }
        }

        /// The same at a place of their own: a constant is made anew, and dropped, wherever it is looked at.
        pub(crate) mod known {
            use super::MediaType;

            $(pub(crate) static $name: MediaType<'static> = MediaType::$name;)*
        }
    };
}

named! {
    /// Package#1, in both dialects \[DM20\]. *Decision* D1: the draft defines none.
    INITIATION = "application" / "vnd.oma.dm.initiation+json";
    /// Package#2 of the published dialect \[DM20\].
    REQUEST = "application" / "vnd.oma.dm.request+json";
    /// Package#3 of the published dialect \[DM20\].
    RESPONSE = "application" / "vnd.oma.dm.response+json";
    /// Management data as it is written. *Decision* D2: section 1 of the protocol.
    MO = "application" / "vnd.oma.dm.mo+json";
    /// Management data as others write it; read only.
    DMMO = "application" / "dmmo+json";
    /// JSON of no particular kind; management data is read from it.
    JSON = "application" / "json";
    /// Package#2 of the draft dialect [CR-CMD].
    DM20 = "application" / "dm20";
    /// Package#3 of the draft dialect [CR-CMD].
    DM20_STATUS = "application" / "dm20status";
    /// Management data, as the draft names and does not define it [CR-CMD].
    TNDS20 = "application" / "tnds20";
    /// A package with management data behind it (section 7 of the protocol, RFC 2046).
    MULTIPART_MIXED = "multipart" / "mixed";
    /// The notification, Package#0. *Decision* D31: section 10 of the protocol.
    NOTIFICATION = "application" / "vnd.oma.dm.notification";
    /// Any media type at all, in a media range.
    ANY = "*" / "*";
}

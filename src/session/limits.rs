//! How much of everything one session may hold.

#[cfg(feature = "serde")]
use alloc::{collections::BTreeMap, string::String};
use core::fmt;

macro_rules! session_limits {
    ($($(#[$doc:meta])* $field:ident, $with:ident = $default:expr, $variant:ident, $unit:literal;)*) => {
        /// How much of everything one session may hold, beside the [`Limits`](crate::Limits) of each body.
        ///
        /// # Examples
        ///
        /// ```
        /// use omadm::session::SessionLimits;
        ///
        /// assert_eq!(SessionLimits::default().with_turns(5).turns, 5);
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[non_exhaustive]
        pub struct SessionLimits {
            $($(#[$doc])* pub $field: usize,)*
        }

        impl Default for SessionLimits {
            fn default() -> Self {
                SessionLimits { $($field: $default,)* }
            }
        }

        impl SessionLimits {
            $(
                #[doc = concat!("These limits with `", stringify!($field), "` changed.")]
                ///
                /// # Examples
                ///
                /// ```
                #[doc = concat!("let limits = omadm::session::SessionLimits::default().", stringify!($with), "(7);")]
                #[doc = concat!("assert_eq!(limits.", stringify!($field), ", 7);")]
                /// ```
                pub const fn $with(mut self, $field: usize) -> Self {
                    self.$field = $field;
                    self
                }
            )*
        }

        #[cfg(feature = "serde")]
        impl SessionLimits {
            /// The limits with their names.
            fn entries(&self) -> impl Iterator<Item = (&'static str, usize)> {
                [$((stringify!($field), self.$field),)*].into_iter()
            }

            /// The limit of this name.
            fn entry(&mut self, name: &str) -> Option<&mut usize> {
                Some(match name {
                    $(stringify!($field) => &mut self.$field,)*
                    _ => return None,
                })
            }
        }

        /// One of the [`SessionLimits`], as an error names it.
        ///
        /// # Examples
        ///
        /// ```
        /// assert_eq!(omadm::session::SessionLimit::Turns.to_string(), "turns");
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum SessionLimit {
            $(
                #[doc = concat!("[`SessionLimits::", stringify!($field), "`].")]
                $variant,
            )*
        }

        impl fmt::Display for SessionLimit {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(SessionLimit::$variant => $unit,)* })
            }
        }
    };
}

session_limits! {
    /// Exchanges of Package#2 and Package#3, the last one with END not counted; 1,000. Against a server that never says END
    /// and keeps a device busy, with empty packages for one.
    turns, with_turns = 1_000, Turns, "turns";
    /// Commands in all packages together, END not counted; 65,536. Against a server that makes a device work without end, and
    /// it bounds the status resource a server keeps.
    commands, with_commands = 65_536, Commands, "commands";
    /// Bytes received in all bodies together; 64 MiB. Against a peer that sends many bodies that are each allowed.
    bytes, with_bytes = 64 << 20, Bytes, "bytes";
    /// Alerts that have not arrived, waiting or on their way; 1,024. Against an event that somebody makes repeat on a device,
    /// while no session comes about.
    alerts, with_alerts = 1_024, Alerts, "alerts";
}

#[cfg(feature = "serde")]
impl serde::Serialize for SessionLimits {
    /// Writes an object of the limits.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for SessionLimits {
    /// Reads an object of limits; one that is not there has its default.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let mut limits = SessionLimits::default();
        for (name, value) in BTreeMap::<String, usize>::deserialize(deserializer)? {
            let unknown = || D::Error::custom(format_args!("no limit is called {name:?}"));
            *limits.entry(&name).ok_or_else(unknown)? = value;
        }
        Ok(limits)
    }
}

//! What all types have in common that are a text and nothing else.

/// The conversions of a type that is made from text by `from_text(Text) -> Result<Self, ParseError>`.
macro_rules! parse_traits {
    ($type:ident) => {
        impl core::str::FromStr for $type<'static> {
            type Err = $crate::error::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::from_text($crate::text::Text::from(alloc::string::String::from(text)))
            }
        }

        impl<'a> TryFrom<&'a str> for $type<'a> {
            type Error = $crate::error::ParseError;

            fn try_from(text: &'a str) -> Result<Self, Self::Error> {
                Self::from_text($crate::text::Text::from(text))
            }
        }

        impl TryFrom<alloc::string::String> for $type<'static> {
            type Error = $crate::error::ParseError;

            fn try_from(text: alloc::string::String) -> Result<Self, Self::Error> {
                Self::from_text($crate::text::Text::from(text))
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $type<'_> {
            /// Reads the text, as `FromStr` does.
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <alloc::string::String as serde::Deserialize>::deserialize(deserializer)?;
                Self::from_text($crate::text::Text::from(text)).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// The same for a type that is a text, with `as_str`.
macro_rules! text_traits {
    ($type:ident) => {
        $crate::value::parse_traits!($type);
        $crate::value::text_type!($type);
    };
}

/// How a type that is a text is shown, compared and serialized; it has `as_str`.
macro_rules! text_type {
    ($type:ident) => {
        #[cfg(feature = "serde")]
        impl serde::Serialize for $type<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $crate::value::used_as_text!($type);

        impl core::fmt::Display for $type<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(self.as_str(), f)
            }
        }

        impl core::fmt::Debug for $type<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Debug::fmt(self.as_str(), f)
            }
        }
    };
}

/// The uses of a type with `as_str` in place of its text.
macro_rules! used_as_text {
    ($type:ident) => {
        impl AsRef<str> for $type<'_> {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $type<'_> {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $type<'_> {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }
    };
}

/// Equality, order and hash of a type that has more than its text: those of the text.
macro_rules! compared_by_text {
    ($type:ident) => {
        impl PartialEq for $type<'_> {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $type<'_> {}

        impl PartialOrd for $type<'_> {
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $type<'_> {
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl core::hash::Hash for $type<'_> {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }
    };
}

/// A type that is any text, some of which have names: an open code space.
macro_rules! open_text {
    (
        $(#[$doc:meta])* $type:ident;
        $($(#[$constant_doc:meta])* $constant:ident = $value:literal;)*
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type<'a>($crate::text::Text<'a>);

        impl $type<'_> {
            $(
                $(#[$constant_doc])*
                pub const $constant: &'static str = $value;
            )*
        }

        impl<'a> $type<'a> {
            /// The value with this text, whatever it is.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = concat!("let value = omadm::", stringify!($type), "::new(\"x\");")]
            /// assert_eq!(value, "x");
            /// ```
            pub fn new(text: impl Into<$crate::text::Text<'a>>) -> Self {
                $type(text.into())
            }

            /// The text.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = concat!("assert_eq!(omadm::", stringify!($type), "::new(\"x\").as_str(), \"x\");")]
            /// ```
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// The same value, no longer borrowed.
            ///
            /// # Examples
            ///
            /// ```
            #[doc = concat!("let owned: omadm::", stringify!($type), "<'static> = omadm::", stringify!($type), "::new(\"x\").into_owned();")]
            /// ```
            pub fn into_owned(self) -> $type<'static> {
                $type(self.0.into_owned())
            }
        }

        impl<'a> From<&'a str> for $type<'a> {
            fn from(text: &'a str) -> Self {
                $type::new(text)
            }
        }

        impl From<alloc::string::String> for $type<'_> {
            fn from(text: alloc::string::String) -> Self {
                $type::new(text)
            }
        }

        impl core::str::FromStr for $type<'static> {
            type Err = core::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok($type::new(alloc::string::String::from(text)))
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $type<'_> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <alloc::string::String as serde::Deserialize>::deserialize(deserializer).map($type::new)
            }
        }

        $crate::value::text_type!($type);
    };
}

pub(super) use open_text;
pub(crate) use {compared_by_text, parse_traits, text_traits, text_type, used_as_text};

//! Text that is borrowed from the input where it can be.

use alloc::{borrow::Cow, string::String};
use core::{fmt, ops::Deref};

/// A string borrowed from what was decoded, or owned where it had to be made (an escape was in it, or a caller made it).
///
/// # Examples
///
/// ```
/// use omadm::Text;
///
/// let text = Text::from("left");
/// assert_eq!(text, "left");
/// assert!(text.is_borrowed());
/// assert!(!text.into_owned().is_borrowed());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text<'a>(Cow<'a, str>);

impl Text<'static> {
    /// A text that is known when the crate is compiled.
    pub(crate) const fn from_static(text: &'static str) -> Self {
        Text(Cow::Borrowed(text))
    }
}

impl<'a> Text<'a> {
    /// The text.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Text::from("left").as_str(), "left");
    /// ```
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the text still lies in the input it was read from.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(!omadm::Text::from(String::from("left")).is_borrowed());
    /// ```
    pub fn is_borrowed(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }

    /// The same text, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Text<'static> = omadm::Text::from("left").into_owned();
    /// assert_eq!(owned, "left");
    /// ```
    pub fn into_owned(self) -> Text<'static> {
        Text(Cow::Owned(self.0.into_owned()))
    }

    /// The same text, borrowed from this one.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned = omadm::Text::from(String::from("left"));
    /// assert!(owned.borrow().is_borrowed());
    /// ```
    pub fn borrow(&self) -> Text<'_> {
        Text(Cow::Borrowed(&self.0))
    }

    /// The text as a `String`, copied only if it was borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let text: String = omadm::Text::from("left").into_string();
    /// ```
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl<'a> From<&'a str> for Text<'a> {
    #[inline]
    fn from(text: &'a str) -> Self {
        Text(Cow::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Text(text)
    }
}

impl<'a> From<Text<'a>> for Cow<'a, str> {
    fn from(text: Text<'a>) -> Self {
        text.0
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for Text<'_> {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Text<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Text<'_> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <String as serde::Deserialize>::deserialize(deserializer).map(Text::from)
    }
}

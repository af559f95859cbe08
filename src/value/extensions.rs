//! Members that the protocol does not know.

use super::json::Json;
use crate::text::Text;
use alloc::vec::Vec;

/// The members of an object that the protocol does not define, raw and in the order received.
///
/// No name stands in it twice. They are written back after the members the protocol defines.
///
/// # Examples
///
/// ```
/// use omadm::{Json, Options, Package2, json};
///
/// let decoded = json::decode::<Package2>(br#"{"x":{"y": 1},"CMD":[["END"]]}"#, &Options::default())?;
/// assert_eq!(decoded.value.extensions.get("x").unwrap().as_str(), r#"{"y": 1}"#);
/// # Ok::<(), omadm::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Extensions<'a>(Vec<(Text<'a>, Json<'a>)>);

impl<'a> Extensions<'a> {
    /// No extensions.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::Extensions::new().is_empty());
    /// ```
    pub const fn new() -> Self {
        Extensions(Vec::new())
    }

    /// The value of the member of this name.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Extensions::new().get("x"), None);
    /// ```
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Adds a member at the end, or replaces the one of this name and returns what it was.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Extensions, Json};
    ///
    /// let mut extensions = Extensions::new();
    /// assert_eq!(extensions.insert("x", Json::from(1)), None);
    /// assert_eq!(extensions.insert("x", Json::from(2)), Some(Json::from(1)));
    /// assert_eq!(extensions.len(), 1);
    /// ```
    pub fn insert(&mut self, name: impl Into<Text<'a>>, value: Json<'a>) -> Option<Json<'a>> {
        let name = name.into();
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => Some(core::mem::replace(old, value)),
            None => {
                self.0.push((name, value));
                None
            }
        }
    }

    /// Adds a member that is known not to be there.
    pub(crate) fn push(&mut self, name: Text<'a>, value: Json<'a>) {
        if self.0.len() == self.0.capacity() {
            // One extension is common, and what is kept of a body is bounded by its length.
            self.0.reserve_exact((self.0.len() / 2).max(1));
        }
        self.0.push((name, value));
    }

    /// Takes the member of this name out.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Extensions, Json};
    ///
    /// let mut extensions = Extensions::new();
    /// extensions.insert("x", Json::null());
    /// assert_eq!(extensions.remove("x"), Some(Json::null()));
    /// assert!(extensions.is_empty());
    /// ```
    pub fn remove(&mut self, name: &str) -> Option<Json<'a>> {
        let index = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(index).1)
    }

    /// The members in their order.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Extensions::new().iter().count(), 0);
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Json<'a>)> + DoubleEndedIterator {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many members there are.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Extensions::new().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::Extensions::new().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same members, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::Extensions<'static> = omadm::Extensions::new().into_owned();
    /// ```
    #[inline]
    pub fn into_owned(self) -> Extensions<'static> {
        // Hardly anything has one.
        if self.is_empty() {
            return Extensions::new();
        }
        Extensions(self.0.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }
}

impl core::fmt::Debug for Extensions<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

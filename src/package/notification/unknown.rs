//! Options that the protocol does not define.

use super::option;
use alloc::{borrow::Cow, vec::Vec};
use core::fmt;

/// The options of a notification that the protocol does not define: a number above 6 each, and bytes. They stand in
/// rising order, no number twice \[DM20\].
///
/// Not every set of numbers can be written. An option says how far it is above the one before it, in four bits: from
/// 6, or whatever the last known option is, to the first of them, and from each to the next, there are at most 15
/// steps. And a notification has at most 31 options. The rest is an error of the encoder.
///
/// # Examples
///
/// ```
/// use omadm::UnknownOptions;
///
/// let mut unknown = UnknownOptions::new();
/// unknown.insert(9, b"x")?;
/// unknown.insert(7, b"")?;
/// assert_eq!(unknown.iter().collect::<Vec<_>>(), [(7, &b""[..]), (9, b"x")]);
/// # Ok::<(), omadm::InvalidOptionNumber>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct UnknownOptions<'a>(Vec<(u16, Cow<'a, [u8]>)>);

impl<'a> UnknownOptions<'a> {
    /// No options.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::UnknownOptions::new().is_empty());
    /// ```
    pub const fn new() -> Self {
        UnknownOptions(Vec::new())
    }

    /// Adds an option, or replaces the value of the one of this number and returns what it was.
    ///
    /// # Errors
    ///
    /// A number up to 6: 0 is none, and the protocol defines 1 to 6, which have fields of their own.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::UnknownOptions;
    ///
    /// let mut unknown = UnknownOptions::new();
    /// assert_eq!(unknown.insert(9, b"x")?, None);
    /// assert_eq!(unknown.insert(9, vec![1, 2])?.unwrap(), &b"x"[..]);
    /// assert!(unknown.insert(6, b"").is_err());
    /// # Ok::<(), omadm::InvalidOptionNumber>(())
    /// ```
    pub fn insert(
        &mut self,
        number: u16,
        value: impl Into<Cow<'a, [u8]>>,
    ) -> Result<Option<Cow<'a, [u8]>>, InvalidOptionNumber> {
        if number <= option::REQ_MOS {
            return Err(InvalidOptionNumber(()));
        }
        let value = value.into();
        match self.place(number) {
            Ok(index) => Ok(self.0.get_mut(index).map(|(_, old)| core::mem::replace(old, value))),
            Err(index) => {
                self.0.insert(index, (number, value));
                Ok(None)
            }
        }
    }

    /// Takes the option of this number out.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::UnknownOptions;
    ///
    /// let mut unknown = UnknownOptions::new();
    /// unknown.insert(9, b"x")?;
    /// assert_eq!(unknown.remove(9).unwrap(), &b"x"[..]);
    /// assert_eq!(unknown.remove(9), None);
    /// # Ok::<(), omadm::InvalidOptionNumber>(())
    /// ```
    pub fn remove(&mut self, number: u16) -> Option<Cow<'a, [u8]>> {
        self.place(number).ok().map(|index| self.0.remove(index).1)
    }

    /// The value of the option of this number.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::UnknownOptions::new().get(9), None);
    /// ```
    pub fn get(&self, number: u16) -> Option<&[u8]> {
        let (_, value) = self.0.get(self.place(number).ok()?)?;
        Some(value)
    }

    /// The options in their order.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::UnknownOptions::new().iter().count(), 0);
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u16, &[u8])> + DoubleEndedIterator {
        self.0.iter().map(|(number, value)| (*number, &**value))
    }

    /// How many options there are.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::UnknownOptions::new().len(), 0);
    /// ```
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::UnknownOptions::new().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same options, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::UnknownOptions<'static> = omadm::UnknownOptions::new().into_owned();
    /// ```
    pub fn into_owned(self) -> UnknownOptions<'static> {
        let owned = self.0.into_iter().map(|(number, value)| (number, Cow::Owned(value.into_owned())));
        UnknownOptions(owned.collect())
    }

    fn place(&self, number: u16) -> Result<usize, usize> {
        self.0.binary_search_by_key(&number, |(number, _)| *number)
    }
}

impl fmt::Debug for UnknownOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// A number that no unknown option has: 0, or that of an option the protocol defines.
///
/// # Examples
///
/// ```
/// let error = omadm::UnknownOptions::new().insert(3, b"x").unwrap_err();
/// assert_eq!(error.to_string(), "the number of an unknown option is above 6");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InvalidOptionNumber(());

impl fmt::Display for InvalidOptionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the number of an unknown option is above {}", option::REQ_MOS)
    }
}

impl core::error::Error for InvalidOptionNumber {}

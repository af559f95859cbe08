//! A list that is never empty.

use alloc::{vec, vec::Vec};
use core::{fmt, ops::Deref};

/// Room for the first list of more than one: commands rarely have more than four ClientURIs.
pub(crate) const FEW: usize = 4;

/// One or more of something, in order. One costs no allocation, none cannot be said.
///
/// # Examples
///
/// ```
/// use omadm::OneOrMore;
///
/// let mut list = OneOrMore::new(1);
/// list.push(2);
/// assert_eq!(*list, [1, 2]);
/// assert_eq!(OneOrMore::from_vec(Vec::<u8>::new()), None);
/// ```
#[derive(Clone)]
pub struct OneOrMore<T>(Inner<T>);

#[derive(Clone)]
enum Inner<T> {
    One(T),
    /// Never empty.
    Many(Vec<T>),
}

impl<T> OneOrMore<T> {
    /// A list of one.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(*omadm::OneOrMore::new('a'), ['a']);
    /// ```
    pub const fn new(one: T) -> Self {
        OneOrMore(Inner::One(one))
    }

    /// The list of these, or `None` if there are none.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::OneOrMore::from_vec(vec![1, 2]).unwrap().len(), 2);
    /// ```
    pub fn from_vec(mut many: Vec<T>) -> Option<Self> {
        match many.len() {
            0 => None,
            1 => many.pop().map(Self::new),
            _ => Some(OneOrMore(Inner::Many(many))),
        }
    }

    /// Adds one at the end.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut list = omadm::OneOrMore::new('a');
    /// list.push('b');
    /// assert_eq!(*list, ['a', 'b']);
    /// ```
    #[inline]
    pub fn push(&mut self, next: T) {
        match &mut self.0 {
            Inner::Many(many) => many.push(next),
            Inner::One(_) => {
                let many = OneOrMore(Inner::Many(Vec::with_capacity(FEW)));
                let one = core::mem::replace(self, many);
                if let (Inner::Many(many), Inner::One(one)) = (&mut self.0, one.0) {
                    many.push(one);
                    many.push(next);
                }
            }
        }
    }

    /// A list of which the caller knows that it has two or more.
    #[inline]
    pub(crate) fn many(many: Vec<T>) -> Self {
        debug_assert!(many.len() > 1, "a list of one is not kept as a list");
        OneOrMore(Inner::Many(many))
    }

    /// The list as a `Vec`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::OneOrMore::new(1).into_vec(), [1]);
    /// ```
    pub fn into_vec(self) -> Vec<T> {
        match self.0 {
            Inner::One(one) => vec![one],
            Inner::Many(many) => many,
        }
    }

    /// The list of what `f` makes of each.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(*omadm::OneOrMore::new(1).map(|n| n + 1), [2]);
    /// ```
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> OneOrMore<U> {
        OneOrMore(match self.0 {
            Inner::One(one) => Inner::One(f(one)),
            Inner::Many(many) => Inner::Many(many.into_iter().map(f).collect()),
        })
    }
}

impl<T> Deref for OneOrMore<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Inner::One(one) => core::slice::from_ref(one),
            Inner::Many(many) => many,
        }
    }
}

impl<T> From<T> for OneOrMore<T> {
    fn from(one: T) -> Self {
        Self::new(one)
    }
}

impl<T> IntoIterator for OneOrMore<T> {
    type Item = T;
    type IntoIter = alloc::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<'a, T> IntoIterator for &'a OneOrMore<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

// A list of one that was made by `push` and one made by `new` are the same list.
impl<T: PartialEq> PartialEq for OneOrMore<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for OneOrMore<T> {}

impl<T: core::hash::Hash> core::hash::Hash for OneOrMore<T> {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for OneOrMore<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

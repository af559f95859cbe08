//! Which notifications were seen already.

use alloc::collections::VecDeque;

/// The ids of the last notifications, so that one that is sent twice opens one session.
///
/// The caller owns one for every server: ids of different servers have nothing to do with each other. It remembers as
/// many ids as it was made for; then the oldest makes room for the next. There are 65,536 ids, so that more room than
/// that is never used. It takes 2 to 4 bytes for each id it remembers, and looks at each of them once for every
/// notification.
///
/// What nobody signed must not get in: a notification is remembered when its digest is verified and its timestamp
/// fresh. Otherwise anybody who sends enough of them makes the client forget the ids that matter.
///
/// # Examples
///
/// ```
/// use omadm::RecentIds;
///
/// let mut recent = RecentIds::new(2);
/// assert!(recent.insert(1));
/// assert!(recent.insert(2));
/// assert!(!recent.insert(1));
/// // There is room for two: 1 makes room for 3.
/// assert!(recent.insert(3));
/// assert!(recent.insert(1));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecentIds {
    ids: VecDeque<u16>,
    most: usize,
}

impl RecentIds {
    /// A memory for so many ids. One for none remembers nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::RecentIds::new(64).iter().count(), 0);
    /// ```
    pub const fn new(most: usize) -> Self {
        RecentIds { ids: VecDeque::new(), most }
    }

    /// Whether this id is remembered.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(!omadm::RecentIds::new(64).contains(4660));
    /// ```
    pub fn contains(&self, notification_id: u16) -> bool {
        self.ids.contains(&notification_id)
    }

    /// Remembers an id, and says whether it is a new one. One that is remembered already keeps its place in the order.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut recent = omadm::RecentIds::new(64);
    /// assert!(recent.insert(4660));
    /// assert!(!recent.insert(4660));
    /// ```
    pub fn insert(&mut self, notification_id: u16) -> bool {
        if self.contains(notification_id) {
            return false;
        }
        if self.ids.len() >= self.most {
            self.ids.pop_front();
        }
        if self.most > 0 {
            self.ids.push_back(notification_id);
        }
        true
    }

    /// The ids, oldest first: what a device keeps over a restart and inserts again.
    ///
    /// # Examples
    ///
    /// ```
    /// let mut recent = omadm::RecentIds::new(64);
    /// recent.insert(7);
    /// recent.insert(5);
    /// assert_eq!(recent.iter().collect::<Vec<_>>(), [7, 5]);
    /// ```
    pub fn iter(&self) -> impl ExactSizeIterator<Item = u16> + DoubleEndedIterator {
        self.ids.iter().copied()
    }
}

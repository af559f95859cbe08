//! Whether a notification is recent, by the caller's clock.

/// How far a notification's timestamp may be from the caller's clock, in seconds and in both directions.
///
/// # Examples
///
/// ```
/// use omadm::ClockTolerance;
///
/// // A push service may keep a message for an hour; clocks differ by a minute.
/// let tolerance = ClockTolerance::new(60).with_behind(3600);
/// assert_eq!((tolerance.behind, tolerance.ahead), (3600, 60));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct ClockTolerance {
    /// How many seconds a timestamp may lie behind the clock: the time a message may be on its way.
    pub behind: u64,
    /// How many seconds a timestamp may lie ahead of the clock: by how much clocks may differ.
    pub ahead: u64,
}

impl ClockTolerance {
    /// So many seconds behind the clock and ahead of it.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ClockTolerance::new(60).ahead, 60);
    /// ```
    pub const fn new(seconds: u64) -> Self {
        ClockTolerance { behind: seconds, ahead: seconds }
    }

    /// The same tolerance with so many seconds behind the clock.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ClockTolerance::new(60).with_behind(3600).behind, 3600);
    /// ```
    pub const fn with_behind(mut self, seconds: u64) -> Self {
        self.behind = seconds;
        self
    }

    /// The same tolerance with so many seconds ahead of the clock.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ClockTolerance::new(60).with_ahead(5).ahead, 5);
    /// ```
    pub const fn with_ahead(mut self, seconds: u64) -> Self {
        self.ahead = seconds;
        self
    }
}

/// What the caller's clock says of a notification's timestamp.
///
/// # Examples
///
/// ```
/// use omadm::{Freshness, Notification, ClockTolerance};
///
/// let notification = Notification::new().with_timestamp(1_000);
/// assert_eq!(notification.freshness(1_060, ClockTolerance::new(60)), Freshness::Fresh);
/// assert_eq!(notification.freshness(1_061, ClockTolerance::new(60)), Freshness::TooOld);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Freshness {
    /// The timestamp is within the tolerance.
    Fresh,
    /// The timestamp is further behind the clock than tolerated: perhaps an old notification sent again.
    TooOld,
    /// The timestamp is further ahead of the clock than tolerated.
    TooNew,
    /// There is no timestamp.
    Undated,
}

impl Freshness {
    /// Both numbers are POSIX times in seconds.
    pub(super) const fn of(timestamp: Option<u64>, now: u64, tolerance: ClockTolerance) -> Self {
        match timestamp {
            None => Freshness::Undated,
            Some(timestamp) if now.saturating_sub(timestamp) > tolerance.behind => Freshness::TooOld,
            Some(timestamp) if timestamp.saturating_sub(now) > tolerance.ahead => Freshness::TooNew,
            Some(_) => Freshness::Fresh,
        }
    }
}

//! How much an alert matters.

use super::macros::open_text;

open_text! {
    /// The importance of an alert. The protocol's seven have names; any other is carried through \[DM20\].
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::Mark;
    ///
    /// assert_eq!(Mark::new(Mark::FATAL), "fatal");
    /// ```
    Mark;
    /// Fatal.
    FATAL = "fatal";
    /// Critical.
    CRITICAL = "critical";
    /// Minor.
    MINOR = "minor";
    /// A warning.
    WARNING = "warning";
    /// For information.
    INFORMATIONAL = "informational";
    /// Harmless.
    HARMLESS = "harmless";
    /// Of unknown importance.
    INDETERMINATE = "indeterminate";
}

//! The two dialects, and what each is called on the wire.

use super::{OMADM_DEV_ID, X_OMADM_DEV_ID};
use crate::media::{Accept, MediaType};
use core::fmt;

/// One of the packages that travel over HTTP.
///
/// # Examples
///
/// ```
/// use omadm::{MediaType, PackageKind};
///
/// assert_eq!(PackageKind::of(&MediaType::DM20), Some(PackageKind::Package2));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PackageKind {
    /// The client opens a session.
    Package1,
    /// The server's commands.
    Package2,
    /// The client's statuses.
    Package3,
}

impl PackageKind {
    /// All three, in their order.
    const ALL: [PackageKind; 3] = [PackageKind::Package1, PackageKind::Package2, PackageKind::Package3];

    /// The package that a media type is for, in either dialect; `None` for a multipart body, which says it by its first part,
    /// and for anything else.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{MediaType, PackageKind};
    ///
    /// assert_eq!(PackageKind::of(&MediaType::INITIATION), Some(PackageKind::Package1));
    /// assert_eq!(PackageKind::of(&MediaType::MULTIPART_MIXED), None);
    /// ```
    pub fn of(media_type: &MediaType<'_>) -> Option<Self> {
        let is = |dialect: Dialect, kind| media_type.is(&dialect.media_type(kind));
        PackageKind::ALL.into_iter().find(|kind| is(Dialect::Published, *kind) || is(Dialect::Draft, *kind))
    }
}

/// How packages are written: as the change requests have it, or as the published protocol does (section 1).
///
/// # Examples
///
/// ```
/// use omadm::{Dialect, MediaType, PackageKind};
///
/// assert_eq!(Dialect::Draft.media_type(PackageKind::Package3), MediaType::DM20_STATUS);
/// assert_eq!(Dialect::Published.to_string(), "published");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Dialect {
    /// Text bodies [CR-CMD].
    Draft,
    /// JSON bodies \[DM20\].
    Published,
}

impl Dialect {
    /// The media type of a package.
    ///
    /// *Decision* D1: Package#1 is the published one in both dialects; the draft defines none.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Dialect, MediaType, PackageKind};
    ///
    /// assert_eq!(Dialect::Published.media_type(PackageKind::Package2), MediaType::REQUEST);
    /// ```
    #[inline]
    pub const fn media_type(self, kind: PackageKind) -> MediaType<'static> {
        match (self, kind) {
            (_, PackageKind::Package1) => MediaType::INITIATION,
            (Dialect::Draft, PackageKind::Package2) => MediaType::DM20,
            (Dialect::Draft, PackageKind::Package3) => MediaType::DM20_STATUS,
            (Dialect::Published, PackageKind::Package2) => MediaType::REQUEST,
            (Dialect::Published, PackageKind::Package3) => MediaType::RESPONSE,
        }
    }

    /// The name of the header that says who the device is. Both are read in both dialects.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Dialect, headers};
    ///
    /// assert_eq!(Dialect::Draft.device_header(), headers::X_OMADM_DEV_ID);
    /// ```
    pub const fn device_header(self) -> &'static str {
        match self {
            Dialect::Draft => X_OMADM_DEV_ID,
            Dialect::Published => OMADM_DEV_ID,
        }
    }

    /// What a client accepts: Package#2, and in the draft `application/tnds20` as well [CR-CMD].
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::Dialect::Draft.accept().to_string(), "application/dm20, application/tnds20");
    /// ```
    pub fn accept(self) -> Accept<'static> {
        match self {
            Dialect::Draft => Accept::new([MediaType::DM20, MediaType::TNDS20]),
            Dialect::Published => Accept::new([MediaType::REQUEST]),
        }
    }

    /// The same as text.
    pub(super) const fn accept_text(self) -> &'static str {
        match self {
            Dialect::Draft => "application/dm20, application/tnds20",
            Dialect::Published => "application/vnd.oma.dm.request+json",
        }
    }

    /// The dialect whose Package#2 an Accept list likes better, the published one if it likes both as well; `None` if it
    /// likes neither.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Accept, Dialect};
    ///
    /// assert_eq!(Dialect::preferred(&Accept::parse("application/dm20, */*")?), Some(Dialect::Draft));
    /// assert_eq!(Dialect::preferred(&Accept::any()), Some(Dialect::Published));
    /// assert_eq!(Dialect::preferred(&Accept::parse("text/html")?), None);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn preferred(accept: &Accept<'_>) -> Option<Self> {
        let offers =
            [Dialect::Published, Dialect::Draft].map(|dialect| dialect.media_type(PackageKind::Package2));
        let chosen = accept.negotiate(&offers)?;
        Some(if chosen.is(&MediaType::DM20) { Dialect::Draft } else { Dialect::Published })
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Dialect::Draft => "draft",
            Dialect::Published => "published",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn what_is_accepted_is_one_list_and_its_text() {
        for dialect in [Dialect::Published, Dialect::Draft] {
            assert_eq!(dialect.accept().to_string(), dialect.accept_text());
        }
    }
}

//! The notification and what it is made of.

use super::text::{any_text, few, maybe};
use crate::package::{ConnectionType, Notification, NotificationVersion, Sha256Digest, UnknownOptions};
use alloc::vec::Vec;
use arbitrary::{Arbitrary, Error, Result, Unstructured};

impl<'u> Arbitrary<'u> for NotificationVersion {
    /// Mostly 1.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        if u.ratio(3, 4)? {
            return Ok(NotificationVersion::ONE);
        }
        NotificationVersion::new(u.int_in_range(0..=15)?).ok_or(Error::IncorrectFormat)
    }
}

impl<'u> Arbitrary<'u> for ConnectionType {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let number = if u.ratio(3, 4)? { u.int_in_range(0..=3)? } else { u.arbitrary()? };
        Ok(ConnectionType::new(number))
    }
}

impl<'u> Arbitrary<'u> for Sha256Digest {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        u.arbitrary().map(Sha256Digest::new)
    }
}

impl<'u> Arbitrary<'u> for UnknownOptions<'static> {
    /// Options that a notification can hold, whatever others it has.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let mut unknown = UnknownOptions::new();
        let mut number = 0;
        for (delta, value) in few(u, 6, |u| Ok((u.int_in_range(1..=15)?, u.arbitrary::<Vec<u8>>()?)))? {
            // The first is above the known ones, and not too far above none at all.
            number = if number == 0 { 7 + delta % 9 } else { number + delta };
            unknown.insert(number, value).map_err(|_| Error::IncorrectFormat)?;
        }
        Ok(unknown)
    }
}

impl<'u> Arbitrary<'u> for Notification<'static> {
    /// A notification that can be written.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let mut notification = Notification::new()
            .with_version(u.arbitrary()?)
            .with_req_mos(u.arbitrary()?)
            .with_unknown(u.arbitrary()?);
        notification.server_id = maybe(u, any_text)?.map(Into::into);
        notification.preferred_connection = u.arbitrary()?;
        notification.notification_id = u.arbitrary()?;
        notification.digest = u.arbitrary()?;
        notification.timestamp = maybe(u, |u| {
            // Both widths it is written in.
            if u.ratio(3, 4)? { u.arbitrary::<u32>().map(u64::from) } else { u.arbitrary() }
        })?;
        Ok(notification)
    }
}

//! From a notification to bytes.

use super::{
    layout::{BYTES, header_widths, join, largest, option_widths},
    path,
};
use crate::{
    error::{EncodeError, EncodeErrorKind},
    limits::{Limit, Limits, Options},
    package::{Notification, Sha256Digest, option},
};
use alloc::vec::Vec;

/// Writes `notification`, but with this digest, and says where in `out` the value of the digest is.
pub(super) fn write(
    notification: &Notification<'_>,
    digest: Option<&Sha256Digest>,
    out: &mut Vec<u8>,
    options: &Options,
) -> Result<Option<usize>, EncodeError> {
    let mut measure = Measure { limits: options.limits, count: 0, number: 0, len: BYTES };
    each_option(notification, digest, |number, value| measure.option(number, value))?;
    if measure.len > options.limits.body_bytes {
        return Err(EncodeError::new(EncodeErrorKind::Limit(Limit::BodyBytes), ""));
    }
    let start = out.len();
    out.reserve_exact(measure.len);
    let mut writing = Writing { out, number: 0, digest_at: None };
    let written = writing
        .header(notification, measure.count)
        .and_then(|()| each_option(notification, digest, |number, value| writing.option(number, value)));
    let digest_at = writing.digest_at;
    if written.is_err() {
        out.truncate(start); // unreachable: what was measured can be written
    }
    written.map(|()| digest_at)
}

/// Calls `each` with the number and the value of every option, in rising order.
fn each_option(
    notification: &Notification<'_>,
    digest: Option<&Sha256Digest>,
    mut each: impl FnMut(u16, &[u8]) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    if let Some(server_id) = &notification.server_id {
        each(option::SERVER_ID, server_id.as_bytes())?;
    }
    if let Some(connection) = notification.preferred_connection {
        each(option::PREFERRED_CON_TYPE, &[connection.as_u8()])?;
    }
    if let Some(id) = notification.notification_id {
        each(option::NOTIFICATION_ID, &id.to_be_bytes())?;
    }
    if let Some(digest) = digest {
        each(option::SHA256_DIGEST, digest.as_bytes())?;
    }
    match notification.timestamp.map(|seconds| (seconds, u32::try_from(seconds))) {
        Some((_, Ok(seconds))) => each(option::TIMESTAMP, &seconds.to_be_bytes())?,
        Some((seconds, Err(_))) => each(option::TIMESTAMP, &seconds.to_be_bytes())?,
        None => {}
    }
    if notification.req_mos {
        each(option::REQ_MOS, &[])?;
    }
    // Their numbers are above those of the known options.
    notification.unknown.iter().try_for_each(|(number, value)| each(number, value))
}

/// Holds options to what can be written, and counts.
struct Measure {
    limits: Limits,
    count: u16,
    number: u16,
    len: usize,
}

impl Measure {
    fn option(&mut self, number: u16, value: &[u8]) -> Result<(), EncodeError> {
        let refuse = |kind| Err(EncodeError::new(kind, path(number)));
        let [farthest, longest] = option_widths().map(largest);
        let [_, most, _] = header_widths().map(largest);
        if number.saturating_sub(self.number) > farthest {
            return refuse(EncodeErrorKind::OptionGap { most: farthest });
        }
        if value.len() > usize::from(longest) {
            return refuse(EncodeErrorKind::OptionValue { most: longest });
        }
        if number == option::SERVER_ID && value.len() > self.limits.string_bytes {
            return refuse(EncodeErrorKind::Limit(Limit::StringBytes));
        }
        if self.count >= most {
            return refuse(EncodeErrorKind::OptionCount { most });
        }
        self.count += 1;
        self.number = number;
        self.len += BYTES + value.len();
        Ok(())
    }
}

/// Writes what was measured.
struct Writing<'v> {
    out: &'v mut Vec<u8>,
    number: u16,
    digest_at: Option<usize>,
}

impl Writing<'_> {
    fn header(&mut self, notification: &Notification<'_>, count: u16) -> Result<(), EncodeError> {
        self.pair(join(header_widths(), [notification.version.as_u8().into(), count, 0]))
    }

    fn option(&mut self, number: u16, value: &[u8]) -> Result<(), EncodeError> {
        let delta = number.saturating_sub(self.number);
        let len = u16::try_from(value.len()).ok();
        self.pair(len.and_then(|len| join(option_widths(), [delta, len])))?;
        if number == option::SHA256_DIGEST {
            self.digest_at = Some(self.out.len());
        }
        self.out.extend_from_slice(value);
        self.number = number;
        Ok(())
    }

    /// Writes two bytes that were joined from fields, all of which fit.
    fn pair(&mut self, joined: Option<u16>) -> Result<(), EncodeError> {
        let Some(joined) = joined else {
            debug_assert!(false, "what was measured can be written"); // unreachable: it was measured
            return Err(EncodeError::new(EncodeErrorKind::Internal, ""));
        };
        self.out.extend(joined.to_be_bytes());
        Ok(())
    }
}

//! From bytes to a notification.

use super::{
    layout::{header_widths, option_widths, split},
    path,
};
use crate::{
    error::{DecodeError, DecodeErrorKind, Fault, NotificationErrorKind, Path},
    limits::{Limit, Limits, Options},
    package::{ConnectionType, Notification, NotificationVersion, Sha256Digest, option},
    reader::Cursor,
    text::Text,
};
use alloc::format;
use core::str::Utf8Error;

/// A notification, and where in the input its digest stands.
pub(super) struct Read<'a> {
    pub(super) notification: Notification<'a>,
    #[cfg_attr(not(feature = "digest"), allow(dead_code))]
    pub(super) digest_at: Option<usize>,
}

pub(super) fn read<'a>(bytes: &'a [u8], options: &Options) -> Result<Read<'a>, DecodeError> {
    let most = options.limits.body_bytes;
    if bytes.len() > most {
        return Err(DecodeError::new(
            Fault::new(DecodeErrorKind::Limit(Limit::BodyBytes), most),
            Path::default(),
        ));
    }
    let mut reading = Reading {
        cursor: Cursor::new(bytes),
        place: Place::Header,
        limits: options.limits,
        not_utf8: None,
        read: Read { notification: Notification::new(), digest_at: None },
    };
    match reading.all() {
        Ok(()) => Ok(reading.read),
        Err(fault) => Err(reading.explain(fault)),
    }
}

/// What an error is about.
#[derive(Clone, Copy)]
enum Place {
    Header,
    AfterHeader,
    Option(u16),
    AfterOption(u16),
}

struct Reading<'a> {
    cursor: Cursor<'a>,
    place: Place,
    limits: Limits,
    /// What `core` says of a SERVER-ID that is not UTF-8.
    not_utf8: Option<Utf8Error>,
    read: Read<'a>,
}

impl<'a> Reading<'a> {
    fn all(&mut self) -> Result<(), Fault> {
        let count = self.header()?;
        self.place = Place::AfterHeader;
        let mut number = 0;
        for _ in 0..count {
            number = self.option(number)?;
            self.place = Place::AfterOption(number);
        }
        self.cursor.end()
    }

    /// Reads the header, and says how many options there are.
    fn header(&mut self) -> Result<u16, Fault> {
        let [version, count, reserved] = split(header_widths(), self.cursor.u16()?);
        if reserved != 0 {
            // The reserved bits are the low ones, which the second byte holds.
            return Err(fault(NotificationErrorKind::ReservedBits, 1));
        }
        let version = u8::try_from(version).ok().and_then(NotificationVersion::new);
        self.read.notification.version = version.ok_or_else(|| Fault::internal(0))?;
        Ok(count)
    }

    /// Reads the option behind that of number `before`, and says its number.
    fn option(&mut self, before: u16) -> Result<u16, Fault> {
        let head = self.cursor.offset();
        let [delta, len] = split(option_widths(), self.cursor.u16()?);
        let number = before.checked_add(delta).ok_or_else(|| Fault::internal(head))?;
        self.place = Place::Option(number);
        if delta == 0 {
            return Err(fault(NotificationErrorKind::ZeroDelta, head));
        }
        let (least, most) = lengths(number);
        if !(least..=most).contains(&len) {
            return Err(fault(NotificationErrorKind::ValueLength { least, most, found: len }, head));
        }
        if number == option::SERVER_ID && usize::from(len) > self.limits.string_bytes {
            return Err(Fault::new(DecodeErrorKind::Limit(Limit::StringBytes), head));
        }
        let at = self.cursor.offset();
        let value = self.cursor.take(len.into())?;
        self.value(number, value, at)?;
        Ok(number)
    }

    /// Takes in the value of an option, which has a length it may have.
    fn value(&mut self, number: u16, value: &'a [u8], at: usize) -> Result<(), Fault> {
        let internal = || Fault::internal(at);
        let notification = &mut self.read.notification;
        match number {
            option::SERVER_ID => {
                let text = core::str::from_utf8(value).map_err(|error| {
                    self.not_utf8 = Some(error);
                    fault(NotificationErrorKind::ServerIdUtf8, at + error.valid_up_to())
                })?;
                notification.server_id = Some(Text::from(text));
            }
            option::PREFERRED_CON_TYPE => {
                let number = u8::try_from(number_of(value)).map_err(|_| internal())?;
                notification.preferred_connection = Some(ConnectionType::new(number));
            }
            option::NOTIFICATION_ID => {
                let id = u16::try_from(number_of(value)).map_err(|_| internal())?;
                notification.notification_id = Some(id);
            }
            option::SHA256_DIGEST => {
                let digest = value.try_into().map_err(|_| internal())?;
                notification.digest = Some(Sha256Digest::new(digest));
                self.read.digest_at = Some(at);
            }
            option::TIMESTAMP => notification.timestamp = Some(number_of(value)),
            option::REQ_MOS => notification.req_mos = true,
            _ => {
                notification.unknown.insert(number, value).map_err(|_| internal())?;
            }
        }
        Ok(())
    }

    #[cold]
    fn explain(self, fault: Fault) -> DecodeError {
        let path = match self.place {
            Place::Header => "header".into(),
            Place::AfterHeader => "after the header".into(),
            Place::Option(number) => path(number),
            Place::AfterOption(number) => format!("after {}", path(number)),
        };
        let error = DecodeError::new(fault, Path::new(path));
        if self.not_utf8.is_some() { error.with_utf8_source(self.not_utf8) } else { error }
    }
}

/// The fewest and the most bytes that the value of an option may have.
const fn lengths(number: u16) -> (u16, u16) {
    match number {
        option::PREFERRED_CON_TYPE => (1, 1),
        option::NOTIFICATION_ID => (2, 2),
        option::SHA256_DIGEST => (32, 32),
        option::TIMESTAMP => (1, 8),
        option::REQ_MOS => (0, 0),
        _ => (0, u16::MAX),
    }
}

/// Up to eight bytes as a number, the highest one first.
fn number_of(value: &[u8]) -> u64 {
    value.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cold]
fn fault(kind: NotificationErrorKind, offset: usize) -> Fault {
    Fault::new(DecodeErrorKind::Notification(kind), offset)
}

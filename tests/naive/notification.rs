//! A notification, read and written digit by digit from the table in section 10 of the protocol: bytes are a text of `0` and
//! `1`, from which as many digits are cut off as the table says. It knows nothing but right and wrong.

use omadm::{ConnectionType, Notification, NotificationVersion, Sha256Digest, UnknownOptions};

/// The version, and the options in their order: number and value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Naive {
    pub(crate) version: u32,
    pub(crate) options: Vec<(u32, Vec<u8>)>,
}

struct Digits(String);

impl Digits {
    fn cut(&mut self, count: usize) -> Option<u32> {
        if self.0.len() < count {
            return None;
        }
        let rest = self.0.split_off(count);
        let digits = std::mem::replace(&mut self.0, rest);
        Some(u32::from_str_radix(&digits, 2).unwrap())
    }
}

pub(crate) fn decode(bytes: &[u8]) -> Option<Naive> {
    let mut digits = Digits(bytes.iter().map(|byte| format!("{byte:08b}")).collect());
    let version = digits.cut(4)?;
    let count = digits.cut(5)?;
    if digits.cut(7)? != 0 {
        return None;
    }
    let mut options = Vec::new();
    let mut number = 0;
    for _ in 0..count {
        let delta = digits.cut(4)?;
        let len = digits.cut(12)?;
        let mut value = Vec::new();
        for _ in 0..len {
            value.push(digits.cut(8)? as u8);
        }
        if delta == 0 {
            return None;
        }
        number += delta;
        let right = match number {
            1 => String::from_utf8(value.clone()).is_ok(),
            2 => len == 1,
            3 => len == 2,
            4 => len == 32,
            5 => (1..=8).contains(&len),
            6 => len == 0,
            _ => true,
        };
        if !right {
            return None;
        }
        options.push((number, value));
    }
    digits.0.is_empty().then_some(Naive { version, options })
}

/// `None` if a notification cannot hold it.
pub(crate) fn encode(naive: &Naive) -> Option<Vec<u8>> {
    if naive.options.len() > 31 {
        return None;
    }
    let mut digits = format!("{:04b}{:05b}0000000", naive.version, naive.options.len());
    let mut before = 0;
    for (number, value) in &naive.options {
        if *number - before > 15 || value.len() > 4095 {
            return None;
        }
        digits += &format!("{:04b}{:012b}", number - before, value.len());
        value.iter().for_each(|byte| digits += &format!("{byte:08b}"));
        before = *number;
    }
    Some(digits.as_bytes().chunks(8).map(|byte| byte.iter().fold(0, |n, d| n * 2 + (d - b'0'))).collect())
}

/// What the options mean.
pub(crate) fn meaning(naive: &Naive) -> Notification<'static> {
    let mut notification =
        Notification::new().with_version(NotificationVersion::new(naive.version as u8).unwrap());
    let mut unknown = UnknownOptions::new();
    for (number, value) in &naive.options {
        notification = match number {
            1 => notification.with_server_id(String::from_utf8(value.clone()).unwrap()),
            2 => notification.with_preferred_connection(ConnectionType::new(value[0])),
            3 => notification.with_notification_id(u16::from(value[0]) * 256 + u16::from(value[1])),
            4 => notification.with_digest(Sha256Digest::new(value[..].try_into().unwrap())),
            5 => {
                let mut seconds = 0;
                for byte in value {
                    seconds = seconds * 256 + u64::from(*byte);
                }
                notification.with_timestamp(seconds)
            }
            6 => notification.with_req_mos(true),
            _ => {
                unknown.insert(*number as u16, value.clone()).unwrap();
                notification
            }
        };
    }
    notification.with_unknown(unknown)
}

/// The options of a notification as they have to be written.
pub(crate) fn options(notification: &Notification<'_>) -> Naive {
    let mut options = Vec::new();
    if let Some(id) = &notification.server_id {
        options.push((1, id.as_bytes().to_vec()));
    }
    if let Some(connection) = notification.preferred_connection {
        options.push((2, vec![connection.as_u8()]));
    }
    if let Some(id) = notification.notification_id {
        options.push((3, vec![(id / 256) as u8, (id % 256) as u8]));
    }
    if let Some(digest) = notification.digest {
        options.push((4, digest.as_bytes().to_vec()));
    }
    if let Some(seconds) = notification.timestamp {
        let width = if seconds < 4_294_967_296 { 4 } else { 8 };
        options.push((5, (0..width).rev().map(|place| (seconds >> (8 * place)) as u8).collect()));
    }
    if notification.req_mos {
        options.push((6, vec![]));
    }
    options.extend(notification.unknown.iter().map(|(number, value)| (number.into(), value.to_vec())));
    Naive { version: notification.version.as_u8().into(), options }
}

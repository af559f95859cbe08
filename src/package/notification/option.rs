//! The options that the protocol defines, by number.

/// SERVER-ID.
pub(crate) const SERVER_ID: u16 = 1;
/// PREFERRED-CON-TYPE.
pub(crate) const PREFERRED_CON_TYPE: u16 = 2;
/// NOTIFICATION-ID.
pub(crate) const NOTIFICATION_ID: u16 = 3;
/// SHA256-DIGEST.
pub(crate) const SHA256_DIGEST: u16 = 4;
/// TIMESTAMP.
pub(crate) const TIMESTAMP: u16 = 5;
/// REQ-MOS, the last.
pub(crate) const REQ_MOS: u16 = 6;

/// The name of an option that the protocol defines.
pub(crate) const fn name(number: u16) -> Option<&'static str> {
    Some(match number {
        SERVER_ID => "SERVER-ID",
        PREFERRED_CON_TYPE => "PREFERRED-CON-TYPE",
        NOTIFICATION_ID => "NOTIFICATION-ID",
        SHA256_DIGEST => "SHA256-DIGEST",
        TIMESTAMP => "TIMESTAMP",
        REQ_MOS => "REQ-MOS",
        _ => return None,
    })
}

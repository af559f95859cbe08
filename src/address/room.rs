//! How much of its limits a document has used up, counted as the encoder counts it.

use crate::{
    limits::{Limit, Limits, MAX_DEPTH},
    package::MoData,
    reader::escaped_len,
};

/// Levels around MOData: the document and the record.
const AROUND: usize = 2;

/// What a document may still hold.
pub(super) struct Room {
    /// Bytes and values are those that are left.
    limits: Limits,
    first: bool,
}

impl Room {
    pub(super) fn new(limits: Limits) -> Result<Self, Limit> {
        let body_bytes = limits.body_bytes.min(u32::MAX as usize);
        let mut room = Room { limits: limits.with_body_bytes(body_bytes), first: true };
        if limits.depth == 0 {
            return Err(Limit::Depth);
        }
        room.take("[]".len(), 0)?;
        Ok(room)
    }

    /// Takes what a record needs around its MOData, and says what that may hold.
    pub(super) fn record(&mut self, uri: &str, cv: Option<&str>) -> Result<Limits, Limit> {
        let (uri_len, cv_len) = (uri.len(), cv.map(escaped_len));
        // Names of members are strings too.
        let longest = uri_len.max(cv_len.unwrap_or(0)).max("ClientURI".len());
        if longest > self.limits.string_bytes {
            return Err(Limit::StringBytes);
        }
        let mut bytes = r#"{"ClientURI":"","MOData":}"#.len() + uri_len + usize::from(!self.first);
        let mut members = 2;
        if let Some(len) = cv_len {
            bytes = bytes.saturating_add(r#","CV":"""#.len() + len);
            members += 1;
        }
        if members > self.limits.members {
            return Err(Limit::Members);
        }
        self.take(bytes, members + 1)?;
        self.first = false;
        let depth = self.limits.depth.min(MAX_DEPTH).saturating_sub(AROUND);
        Ok(self.limits.with_depth(depth))
    }

    /// Takes what the MOData needs, which has kept to what it may.
    pub(super) fn fill(&mut self, data: &MoData<'_>) {
        let json = data.as_json();
        let taken = self.take(json.as_str().len(), json.measure().values as usize);
        debug_assert!(taken.is_ok(), "the builder holds to its limits");
    }

    fn take(&mut self, bytes: usize, values: usize) -> Result<(), Limit> {
        self.limits.body_bytes = self.limits.body_bytes.checked_sub(bytes).ok_or(Limit::BodyBytes)?;
        self.limits.values = self.limits.values.checked_sub(values).ok_or(Limit::Values)?;
        Ok(())
    }
}

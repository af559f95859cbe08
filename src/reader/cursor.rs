//! A cursor over binary input.

use crate::error::{DecodeErrorKind, Fault, NotificationErrorKind};

/// What has not been read yet, and how much there was.
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
    len: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor at the beginning.
    pub(crate) const fn new(input: &'a [u8]) -> Self {
        Cursor { rest: input, len: input.len() }
    }

    /// How many bytes have been read.
    pub(crate) const fn offset(&self) -> usize {
        self.len - self.rest.len()
    }

    /// The next `len` bytes.
    pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], Fault> {
        let Some((bytes, rest)) = self.rest.split_at_checked(len) else {
            let missing = NotificationErrorKind::MissingBytes(len - self.rest.len());
            return Err(Fault::new(DecodeErrorKind::Notification(missing), self.len));
        };
        self.rest = rest;
        Ok(bytes)
    }

    /// The next two bytes as a number, the higher one first.
    pub(crate) fn u16(&mut self) -> Result<u16, Fault> {
        let start = self.offset();
        let bytes = self.take(2)?.try_into().map_err(|_| Fault::internal(start))?;
        Ok(u16::from_be_bytes(bytes))
    }

    /// Makes sure that nothing is left.
    pub(crate) fn end(&self) -> Result<(), Fault> {
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(Fault::new(DecodeErrorKind::TrailingData, self.offset()))
    }
}

//! Package#3: `application/dm20status`.

use super::{
    Codec,
    line::{Line, is_blank},
};
use crate::{
    error::{DecodeErrorKind, EncodeErrorKind, Fault, Spot, WarningKind},
    limits::{LONG_LIST, Limit, give_back},
    package::{Package3, Status},
    reader::Context,
    text::Text,
    uri::ClientUri,
};
use alloc::vec::Vec;

impl<'a> Codec<'a> for Package3<'a> {
    const LIMIT: Limit = Limit::Statuses;
    const LEAST: usize = "200\n".len();
    type Reading = Self;

    fn begin(lines: usize) -> Self {
        Package3::new(Vec::with_capacity(lines))
    }

    fn read_line(package: &mut Self, line: &mut Line<'a, '_>, context: &mut Context) -> Result<(), Fault> {
        let at = line.offset();
        line.count()?;
        let code = line.field()?.parse().map_err(|_| Fault::new(DecodeErrorKind::StatusLine, at))?;
        let mut status = Status::new(code);
        while line.has_field()? {
            line.count()?;
            if status.locations.len() == LONG_LIST {
                status.locations.reserve_exact(line.count_rest());
            }
            let at = line.offset();
            let location = line.field()?;
            match ClientUri::parse(location) {
                Ok(uri) if uri.is_short() => context.notes.warn(WarningKind::ShortAddress, at)?,
                Ok(_) => {}
                Err(error) => {
                    let spot = Spot { offset: at + error.offset(), inner: error.offset() };
                    context.notes.warn_at(WarningKind::Location(error.kind()), spot)?;
                }
            }
            status.locations.push(Text::from(location));
        }
        package.statuses.push(status);
        Ok(())
    }

    fn finish(mut package: Self, _: &mut Context) -> Result<Self, Fault> {
        // Blank lines were taken for statuses.
        give_back(&mut package.statuses);
        Ok(package)
    }

    fn refuse(&self) -> Option<EncodeErrorKind> {
        if !self.alerts.is_empty() {
            return Some(EncodeErrorKind::NoDraftAlerts);
        }
        if self.extensions.is_empty() { None } else { Some(EncodeErrorKind::NoDraftExtensions) }
    }

    fn lines(&self) -> usize {
        self.statuses.len()
    }

    fn write_line(&self, index: usize, mut field: impl FnMut(&str)) -> Result<(), EncodeErrorKind> {
        let status = self.statuses.get(index).ok_or(EncodeErrorKind::Internal)?;
        if !status.extensions.is_empty() {
            return Err(EncodeErrorKind::NoDraftExtensions);
        }
        let code = status.code.as_u16();
        // A status code has three digits.
        let digits = [code / 100, code / 10 % 10, code % 10].map(|digit| b'0' + (digit & 15) as u8);
        field(core::str::from_utf8(&digits).map_err(|_| EncodeErrorKind::Internal)?);
        for location in &status.locations {
            if location.is_empty() || location.chars().any(|c| is_blank(c) || c.is_control()) {
                return Err(EncodeErrorKind::DraftLocation);
            }
            field(location);
        }
        Ok(())
    }
}

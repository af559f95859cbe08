//! Alerts: `{"AlertType": string, "SourceURI"?, "TargetURI"?, "Mark"?, "DataType"?, "Data"?: any object}`.

use super::{
    Codec,
    member::{is_null, list, members, string, uri},
    sink::Sink,
};
use crate::{
    error::{DecodeErrorKind, Expected, Fault, Found},
    limits::Limit,
    package::Alert,
    reader::{Context, Reader},
    value::{AlertType, JsonObject, Mark},
};
use alloc::vec::Vec;

const MEMBERS: &[&str] = &["AlertType", "SourceURI", "TargetURI", "Mark", "DataType", "Data"];

/// Reads the value of `Alert`.
pub(super) fn read_all<'a>(reader: &mut Reader<'a>, context: &mut Context) -> Result<Vec<Alert<'a>>, Fault> {
    if is_null(reader, context)? { Ok(Vec::new()) } else { list(reader, context, Limit::Alerts) }
}

/// Writes the member `Alert`, if there are any.
#[inline(always)]
pub(super) fn write_all(alerts: &[Alert<'_>], sink: &mut impl Sink) {
    if !alerts.is_empty() {
        sink.member("Alert");
        sink.list(alerts, Limit::Alerts);
    }
}

pub(super) fn guess(alerts: &[Alert<'_>]) -> usize {
    160 * alerts.len()
}

impl<'a> Codec<'a> for Alert<'a> {
    const LEAST: usize = r#"{"AlertType":""},"#.len();

    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        let start = reader.offset();
        let mut alert = Alert::new("");
        let mut extensions = core::mem::take(&mut alert.extensions);
        let names = members(reader, context, &mut extensions, MEMBERS, |number, reader, context| {
            match number {
                0 => alert.alert_type = AlertType::new(reader.string()?),
                1 => alert.source = uri(reader, context)?,
                2 => alert.target = uri(reader, context)?,
                3 => alert.mark = string(reader, context)?.map(Mark::new),
                4 => alert.data_type = string(reader, context)?,
                _ if reader.found() != Found::Object => return Err(reader.unexpected(Expected::Object)),
                _ => alert.data = Some(JsonObject::from_raw(reader.raw()?)),
            }
            Ok(())
        })?;
        alert.extensions = extensions;
        if names.has(0) {
            Ok(alert)
        } else {
            Err(Fault::new(DecodeErrorKind::MissingMember("AlertType"), start))
        }
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        sink.begin(b'{');
        sink.member("AlertType");
        sink.string(self.alert_type.as_str());
        sink.optional("SourceURI", self.source.as_deref());
        sink.optional("TargetURI", self.target.as_deref());
        sink.optional("Mark", self.mark.as_ref().map(Mark::as_str));
        sink.optional("DataType", self.data_type.as_deref());
        if let Some(data) = &self.data {
            sink.member("Data");
            sink.raw(data);
        }
        sink.extensions(&self.extensions, MEMBERS);
        sink.end(b'}');
    }
}

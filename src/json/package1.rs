//! Package#1: `{"MOS": [{"DDF": uri?, "MOID": string?, "MIID": [string...]}, ...]?, "Alert": [...]?}`.

use super::{
    Codec, alert,
    member::{checked, is_null, list, members, spot, strings, uri},
    sink::Sink,
};
use crate::{
    error::{DecodeErrorKind, Fault, WarningKind},
    limits::Limit,
    package::{Mo, Package1},
    reader::{Context, Reader},
    uri::{accept_usual_miid, check_miid},
    value::{Extensions, Moid},
};
use alloc::vec::Vec;

const MEMBERS: &[&str] = &["MOS", "Alert"];
const MO_MEMBERS: &[&str] = &["DDF", "MOID", "MIID"];

impl<'a> Codec<'a> for Package1<'a> {
    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        let (mut mos, mut alerts, mut extensions) = (Vec::new(), Vec::new(), Extensions::new());
        members(reader, context, &mut extensions, MEMBERS, |number, reader, context| {
            match number {
                0 if is_null(reader, context)? => {}
                0 => mos = list(reader, context, Limit::Mos)?,
                _ => alerts = alert::read_all(reader, context)?,
            }
            Ok(())
        })?;
        Ok(Package1 { mos, alerts, extensions })
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        sink.begin(b'{');
        if !self.mos.is_empty() {
            sink.member("MOS");
            sink.list(&self.mos, Limit::Mos);
        }
        alert::write_all(&self.alerts, sink);
        sink.extensions(&self.extensions, MEMBERS);
        sink.end(b'}');
    }

    fn guess(&self) -> Option<usize> {
        Some(80 * self.mos.len() + alert::guess(&self.alerts))
    }
}

impl<'a> Codec<'a> for Mo<'a> {
    const LEAST: usize = r#"{},"#.len();

    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        let start = reader.offset();
        let mut mo = Mo::default();
        let (ddf, moid, miids) = (&mut mo.ddf, &mut mo.moid, &mut mo.miids);
        let mut absent = true;
        members(reader, context, &mut mo.extensions, MO_MEMBERS, |number, reader, context| {
            match number {
                0 => *ddf = uri(reader, context)?,
                1 => *moid = read_moid(reader, context)?,
                _ if is_null(reader, context)? => {}
                // reached: an arm has no counter of its own
                _ => {
                    absent = false;
                    *miids = strings(reader, context, |reader, context| {
                        checked(reader, context, accept_usual_miid, check_miid, WarningKind::Miid)
                    })?;
                }
            }
            Ok(())
        })?;
        if absent {
            context.notes.warn(WarningKind::NoMiid, start)?;
        }
        Ok(mo)
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        sink.begin(b'{');
        sink.optional("DDF", self.ddf.as_deref());
        if let Some(moid) = &self.moid {
            sink.member("MOID");
            sink.plain(moid.as_str());
        }
        sink.member("MIID");
        sink.strings(&self.miids);
        sink.extensions(&self.extensions, MO_MEMBERS);
        sink.end(b'}');
    }
}

fn read_moid<'a>(reader: &mut Reader<'a>, context: &mut Context) -> Result<Option<Moid<'a>>, Fault> {
    if is_null(reader, context)? {
        return Ok(None);
    }
    if let Some((text, ())) = reader.scanned(Moid::accept_usual) {
        return Ok(Some(Moid::accepted(text)));
    }
    let raw = reader.raw_string()?;
    match Moid::from_text(raw.text()?) {
        Ok(moid) => Ok(Some(moid)),
        Err(error) => Err(Fault { kind: DecodeErrorKind::Moid(error.kind()), spot: spot(&raw, error) }),
    }
}

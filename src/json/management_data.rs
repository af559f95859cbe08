//! Management data: `[{"DDF": uri?, "ClientURI": string, "CV": string?, "MOData": object}, ...]` (section 7).
//!
//! *Decision* D27: what the draft calls one JSON object is this array as well.

use super::{
    Codec,
    member::{is_null, members, spot, string, uri},
    sink::Sink,
};
use crate::{
    error::{DecodeErrorKind, Fault, Found, ParseError, ParseErrorKind, WarningKind},
    package::{ManagementData, MoData, Record},
    reader::{Context, Reader},
    uri::ClientUri,
    value::Extensions,
};
use alloc::{vec, vec::Vec};

const MEMBERS: &[&str] = &["DDF", "ClientURI", "CV", "MOData"];

impl<'a> Codec<'a> for ManagementData<'a> {
    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        if reader.found() == Found::Object {
            context.notes.warn(WarningKind::SingleRecord, reader.offset())?;
            return Ok(ManagementData { records: vec![Record::read(reader, context)?] });
        }
        // A record is large beside what it may be written as, so that a list that doubles would be too much.
        let mut records =
            Vec::with_capacity(reader.count_elements().min(reader.rest().len() / Record::LEAST));
        let mut first = reader.array()?;
        while reader.element(&mut first)? {
            records.push(Record::read(reader, context)?);
        }
        Ok(ManagementData { records })
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        sink.begin(b'[');
        for (index, record) in self.records.iter().enumerate() {
            sink.indexed_element(index);
            record.write(sink);
        }
        sink.end(b']');
    }
}

impl<'a> Codec<'a> for Record<'a> {
    const LEAST: usize = r#"{"MOData":{}},"#.len();

    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        let start = reader.offset();
        let (mut ddf, mut client_uri, mut cv, mut data) = (None, None, None, None);
        let mut extensions = Extensions::new();
        members(reader, context, &mut extensions, MEMBERS, |number, reader, context| {
            match number {
                0 => ddf = uri(reader, context)?,
                1 => client_uri = read_client_uri(reader, context)?,
                2 => cv = string(reader, context)?,
                _ => data = Some(MoData::read(reader, context)?),
            }
            Ok(())
        })?;
        let data = data.ok_or_else(|| Fault::new(DecodeErrorKind::MissingMember("MOData"), start))?;
        if client_uri.is_none() {
            context.notes.warn(WarningKind::NoClientUri, start)?;
        }
        let mut record = Record::from_parts(client_uri, data);
        record.ddf = ddf;
        record.cv = cv;
        record.extensions = extensions;
        Ok(record)
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        sink.begin(b'{');
        sink.optional("DDF", self.ddf.as_deref());
        if let Some(uri) = self.client_uri() {
            sink.member("ClientURI");
            sink.plain(uri.as_str());
        }
        sink.optional("CV", self.cv.as_deref());
        sink.member("MOData");
        self.data.write(sink);
        sink.extensions(&self.extensions, MEMBERS);
        sink.end(b'}');
    }
}

impl<'a> Codec<'a> for MoData<'a> {
    fn read(reader: &mut Reader<'a>, context: &mut Context) -> Result<Self, Fault> {
        reader.peek();
        let at = reader.offset();
        let data = MoData::from_reader(reader)?;
        if data.nodes().count() != 1 {
            context.notes.warn(WarningKind::NotOneNode, at)?;
        }
        Ok(data)
    }

    #[inline(always)]
    fn write(&self, sink: &mut impl Sink) {
        sink.raw(self.as_json());
    }
}

fn read_client_uri<'a>(
    reader: &mut Reader<'a>,
    context: &mut Context,
) -> Result<Option<ClientUri<'a>>, Fault> {
    if is_null(reader, context)? {
        return Ok(None);
    }
    let at = reader.offset();
    let raw = reader.raw_string()?;
    let concrete = |uri: ClientUri<'a>| {
        if uri.is_concrete() { Ok(uri) } else { Err(ParseError::new(ParseErrorKind::NotConcrete, 0)) }
    };
    match ClientUri::from_text(raw.text()?).and_then(concrete) {
        Ok(uri) => {
            if uri.is_short() {
                context.notes.warn(WarningKind::ShortAddress, at)?;
            }
            Ok(Some(uri))
        }
        Err(error) => Err(Fault { kind: DecodeErrorKind::ClientUri(error.kind()), spot: spot(&raw, error) }),
    }
}

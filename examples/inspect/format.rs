//! Which media type is which body, and how each is decoded and encoded: the one place that knows.

use omadm::{DecodeError, Decoded, ManagementData, Options, Package1, Package2, Package3, json};
use std::fmt;

/// A body that was decoded.
pub(crate) enum Body<'b> {
    Package1(Package1<'b>),
    Package2(Package2<'b>),
    Package3(Package3<'b>),
    ManagementData(ManagementData<'b>),
}

/// What a media type says a body is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Package1,
    Package2,
    Package3,
    ManagementData,
}

impl Body<'_> {
    fn kind(&self) -> Kind {
        match self {
            Body::Package1(_) => Kind::Package1,
            Body::Package2(_) => Kind::Package2,
            Body::Package3(_) => Kind::Package3,
            Body::ManagementData(_) => Kind::ManagementData,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Kind::Package1 => "Package#1",
            Kind::Package2 => "Package#2",
            Kind::Package3 => "Package#3",
            Kind::ManagementData => "management data",
        })
    }
}

/// How a body is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Format {
    media_type: &'static str,
    kind: Kind,
}

const fn format(media_type: &'static str, kind: Kind) -> Format {
    Format { media_type, kind }
}

/// All there are; where there are several of a kind, the first is the one to write.
const FORMATS: [Format; 6] = [
    format("application/vnd.oma.dm.initiation+json", Kind::Package1),
    format("application/vnd.oma.dm.request+json", Kind::Package2),
    format("application/vnd.oma.dm.response+json", Kind::Package3),
    format("application/vnd.oma.dm.mo+json", Kind::ManagementData),
    format("application/dmmo+json", Kind::ManagementData),
    format("application/json", Kind::ManagementData),
];

impl Format {
    /// The format of a media type, which is written in any case (RFC 9110 section 8.3.1).
    pub(crate) fn from_media_type(text: &str) -> Option<Format> {
        FORMATS.into_iter().find(|format| format.media_type.eq_ignore_ascii_case(text))
    }

    /// The published format of a kind of body.
    pub(crate) const fn published(kind: Kind) -> Format {
        let [package1, package2, package3, management_data, ..] = FORMATS;
        match kind {
            Kind::Package1 => package1,
            Kind::Package2 => package2,
            Kind::Package3 => package3,
            Kind::ManagementData => management_data,
        }
    }

    /// Reads a body.
    pub(crate) fn decode<'b>(
        self,
        body: &'b [u8],
        options: &Options,
    ) -> Result<Decoded<Body<'b>>, DecodeError> {
        match self.kind {
            Kind::Package1 => json::decode(body, options).map(|decoded| decoded.map(Body::Package1)),
            Kind::Package2 => json::decode(body, options).map(|decoded| decoded.map(Body::Package2)),
            Kind::Package3 => json::decode(body, options).map(|decoded| decoded.map(Body::Package3)),
            Kind::ManagementData => {
                json::decode(body, options).map(|decoded| decoded.map(Body::ManagementData))
            }
        }
    }

    /// Writes a body, or says why it cannot be written so.
    pub(crate) fn encode(self, body: &Body, options: &Options) -> Result<Vec<u8>, String> {
        if self.kind != body.kind() {
            return Err(format!("{} cannot be written as {self}", body.kind()));
        }
        let mut out = Vec::new();
        let result = match body {
            Body::Package1(package) => json::encode(package, &mut out, options),
            Body::Package2(package) => json::encode(package, &mut out, options),
            Body::Package3(package) => json::encode(package, &mut out, options),
            Body::ManagementData(data) => json::encode(data, &mut out, options),
        };
        result.map(|()| out).map_err(|error| format!("cannot be written as {self}: {error}"))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}, {}", self.kind, self.media_type)
    }
}

//! From a package and its data to a media type and bytes.

use crate::{
    draft,
    error::EncodeError,
    json,
    limits::Options,
    media::{Dialect, MediaType, PackageKind, headers},
    multipart::{self, Part},
    package::{ManagementData, Package1, Package2, Package3},
    text::Text,
};
use alloc::{string::ToString, vec::Vec};

/// A body that is ready to be sent.
///
/// # Examples
///
/// ```
/// use omadm::{Command, Dialect, Options, Package2, body};
///
/// let package = Package2::new([Command::End]);
/// let encoded = body::encode_package2(&package, Dialect::Published, &Options::default())?;
/// assert_eq!(encoded.media_type.to_string(), "application/vnd.oma.dm.request+json");
/// # Ok::<(), omadm::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Encoded {
    /// What goes into Content-Type.
    pub media_type: MediaType<'static>,
    /// The body.
    pub bytes: Vec<u8>,
}

/// Writes a Package#1 with the device information and other management data that it carries [CR-FLOW].
///
/// # Errors
///
/// What the encoders say; errors of a part name it.
///
/// # Examples
///
/// ```
/// use omadm::{AlertType, Dialect, Options, Package1, body};
///
/// let package = Package1::opening(AlertType::CLIENT_INITIATED_MGMT);
/// let encoded = body::encode_package1(&package, &[], Dialect::Published, &Options::default())?;
/// assert_eq!(encoded.media_type.to_string(), "application/vnd.oma.dm.initiation+json");
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn encode_package1(
    package: &Package1<'_>,
    data: &[ManagementData<'_>],
    dialect: Dialect,
    options: &Options,
) -> Result<Encoded, EncodeError> {
    // The draft defines no Package#1 of its own.
    let mut bytes = Vec::new();
    json::encode(package, &mut bytes, options)?;
    assemble(dialect.media_type(PackageKind::Package1), bytes, data, options)
}

/// Writes a Package#2.
///
/// # Errors
///
/// What the encoder of the dialect says.
///
/// # Examples
///
/// ```
/// use omadm::{Command, Dialect, Options, Package2, body};
///
/// let encoded = body::encode_package2(&Package2::new([Command::End]), Dialect::Draft, &Options::default())?;
/// assert_eq!(encoded.bytes, b"END\r\n");
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn encode_package2(
    package: &Package2<'_>,
    dialect: Dialect,
    options: &Options,
) -> Result<Encoded, EncodeError> {
    let bytes = write_package2(package, dialect, options)?;
    Ok(Encoded { media_type: dialect.media_type(PackageKind::Package2), bytes })
}

/// The same for who knows the media type.
pub(crate) fn write_package2(
    package: &Package2<'_>,
    dialect: Dialect,
    options: &Options,
) -> Result<Vec<u8>, EncodeError> {
    write(package, dialect, options)
}

/// Writes a Package#3 with the data of its Gets that were answered 200, in their order.
///
/// # Errors
///
/// What the encoders say; errors of a part name it.
///
/// # Examples
///
/// ```
/// use omadm::{Dialect, ManagementData, Options, Package3, StatusCode, body};
///
/// let package = Package3::new([StatusCode::OK.into()]);
/// let data = [ManagementData::new([])];
/// let encoded = body::encode_package3(&package, &data, Dialect::Published, &Options::default())?;
/// assert_eq!(encoded.media_type.to_string(), "multipart/mixed;boundary=omadm-0000000000");
/// # Ok::<(), omadm::EncodeError>(())
/// ```
pub fn encode_package3(
    package: &Package3<'_>,
    data: &[ManagementData<'_>],
    dialect: Dialect,
    options: &Options,
) -> Result<Encoded, EncodeError> {
    let bytes = write(package, dialect, options)?;
    assemble(dialect.media_type(PackageKind::Package3), bytes, data, options)
}

/// Writes what each dialect has a form of its own for.
fn write<'a>(
    package: &(impl json::Document<'a> + draft::Document<'a>),
    dialect: Dialect,
    options: &Options,
) -> Result<Vec<u8>, EncodeError> {
    let mut bytes = Vec::new();
    match dialect {
        Dialect::Published => json::encode(package, &mut bytes, options)?,
        Dialect::Draft => draft::encode(package, &mut bytes, options)?,
    }
    Ok(bytes)
}

/// Puts data behind a package; a package without any is sent plain.
fn assemble(
    media_type: MediaType<'static>,
    bytes: Vec<u8>,
    data: &[ManagementData<'_>],
    options: &Options,
) -> Result<Encoded, EncodeError> {
    if data.is_empty() {
        return Ok(Encoded { media_type, bytes });
    }
    let mut documents = Vec::with_capacity(data.len());
    for (index, data) in data.iter().enumerate() {
        let mut document = Vec::new();
        json::encode(data, &mut document, options).map_err(|error| error.within_part(index + 2))?;
        documents.push(document);
    }
    let part = |media_type: &MediaType<'_>, content| {
        Part::new(content).with_header(headers::CONTENT_TYPE, Text::from(media_type.to_string()))
    };
    let mut parts = Vec::with_capacity(1 + documents.len());
    parts.push(part(&media_type, &bytes));
    parts.extend(documents.iter().map(|document| part(&MediaType::MO, document.as_slice())));
    let mut out = Vec::new();
    let boundary = multipart::encode(&parts, &mut out, options)?;
    let media_type = MediaType::MULTIPART_MIXED
        .with_parameter("boundary", boundary.to_string())
        .map_err(|_| EncodeError::internal())?;
    Ok(Encoded { media_type, bytes: out })
}

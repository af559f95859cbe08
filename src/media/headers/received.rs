//! What a message's headers say, and what is wrong with them.

use super::{
    ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, Dialect, OMADM_ACCEPT, OMADM_DEV_ID, PackageKind, X_OMADM_DEV_ID,
};
use crate::{
    error::{DecodeError, DecodeErrorKind, Decoded, Fault, ParseErrorKind, Path, Spot, WarningKind},
    limits::{Limit, Limits, Options},
    media::{
        Accept, MediaType,
        findings::{self, Findings},
        media_type::trim,
    },
    value::{DeviceId, OneOrMore},
};

/// A header that may stand once.
#[derive(Clone, Copy, Default)]
struct Single<'a> {
    value: Option<&'a [u8]>,
    /// It stood again.
    again: bool,
    /// It stood again, with another value.
    differs: bool,
}

impl<'a> Single<'a> {
    fn push(&mut self, value: &'a [u8]) {
        if let Some(first) = self.value {
            self.again = true;
            self.differs |= trim(first).1 != trim(value).1;
        } else {
            self.value = Some(value);
        }
    }

    /// The value, if it is always the same.
    #[inline]
    fn get(
        self,
        name: &str,
        differs: DecodeErrorKind,
        findings: &mut Findings<'_>,
    ) -> Result<Option<&'a [u8]>, DecodeError> {
        if self.differs {
            return Err(findings::error(differs, 0, Path::new(name)));
        }
        if self.again {
            findings.warn(WarningKind::HeaderRepeated, Spot::at(0), || Path::new(name))?;
        }
        Ok(self.value)
    }
}

/// The values of a header that may stand more than once, which it rarely does.
type Values<'a> = Option<OneOrMore<&'a [u8]>>;

/// The headers that the protocol looks at.
#[derive(Default)]
pub(crate) struct Received<'a> {
    content_type: Single<'a>,
    published_device: Single<'a>,
    draft_device: Single<'a>,
    /// The first value with something other than identity in it, and where that is.
    encoded: Option<usize>,
    accept: Values<'a>,
    omadm_accept: Values<'a>,
}

impl<'a> Received<'a> {
    /// Looks through the headers of a message.
    pub(crate) fn new<N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'a>(
        headers: impl IntoIterator<Item = (N, &'a V)>,
        limits: &Limits,
    ) -> Result<Self, DecodeError> {
        let mut received = Received::default();
        received.read(headers, limits)?;
        Ok(received)
    }

    /// Looks through more headers of it.
    pub(crate) fn read<N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'a>(
        &mut self,
        headers: impl IntoIterator<Item = (N, &'a V)>,
        limits: &Limits,
    ) -> Result<(), DecodeError> {
        for (name, value) in headers {
            let (name, value) = (name.as_ref(), value.as_ref());
            // Mostly they are spelled as the protocol has them.
            let is = |other: &str| name == other || name.eq_ignore_ascii_case(other);
            if is(CONTENT_TYPE) {
                self.content_type.push(value);
            } else if is(OMADM_DEV_ID) {
                self.published_device.push(value);
            } else if is(X_OMADM_DEV_ID) {
                self.draft_device.push(value);
            } else if is(CONTENT_ENCODING) {
                self.encoded = self.encoded.or_else(|| not_identity(value));
            } else if is(ACCEPT) {
                push(&mut self.accept, value, ACCEPT, limits)?;
            } else if is(OMADM_ACCEPT) {
                push(&mut self.omadm_accept, value, OMADM_ACCEPT, limits)?;
            }
        }
        Ok(())
    }

    /// Who the device is.
    pub(super) fn device_id(&self, findings: &mut Findings<'_>) -> Result<DeviceId<'a>, DecodeError> {
        let (name, value) = self.device_value(findings)?;
        parse_device(name, value)
    }

    /// Whether the device is this one. What it is called is known to be a device id.
    #[inline]
    pub(super) fn is_of(
        &self,
        device: &DeviceId<'_>,
        findings: &mut Findings<'_>,
    ) -> Result<bool, DecodeError> {
        let (name, value) = self.device_value(findings)?;
        if value == device.as_str().as_bytes() {
            return Ok(true);
        }
        Ok(parse_device(name, value)? == *device)
    }

    /// The header that says who the device is, and its value.
    #[inline]
    fn device_value(&self, findings: &mut Findings<'_>) -> Result<(&'static str, &'a [u8]), DecodeError> {
        let differ = DecodeErrorKind::DeviceIdsDiffer;
        let published = self.published_device.get(OMADM_DEV_ID, differ, findings)?;
        let draft = self.draft_device.get(X_OMADM_DEV_ID, differ, findings)?;
        Ok(match (published, draft) {
            (None, None) => return Err(findings::error(DecodeErrorKind::NoDeviceId, 0, Path::default())),
            (Some(one), Some(other)) if trim(one).1 != trim(other).1 => {
                return Err(findings::error(differ, 0, Path::new(X_OMADM_DEV_ID)));
            }
            (Some(value), None) => (OMADM_DEV_ID, value),
            (None, Some(value)) => (X_OMADM_DEV_ID, value),
            (Some(value), Some(_)) => {
                findings.warn(WarningKind::BothDeviceHeaders, Spot::at(0), || Path::new(X_OMADM_DEV_ID))?;
                (OMADM_DEV_ID, value)
            }
        })
    }

    /// Whether only the draft's header names the device.
    pub(super) const fn only_draft_device(&self) -> bool {
        self.published_device.value.is_none() && self.draft_device.value.is_some()
    }

    /// What the body is written in: one of `expected` if there are any, in UTF-8, and not packed.
    pub(super) fn content_type(
        &self,
        expected: &[MediaType<'_>],
        findings: &mut Findings<'_>,
    ) -> Result<MediaType<'a>, DecodeError> {
        let path = || Path::new(CONTENT_TYPE);
        let differ = DecodeErrorKind::ContentTypesDiffer;
        let Some(value) = self.content_type.get(CONTENT_TYPE, differ, findings)? else {
            return Err(findings::error(DecodeErrorKind::NoContentType, 0, Path::default()));
        };
        let most = findings.limits().string_bytes;
        if value.len() > most {
            return Err(findings::error(DecodeErrorKind::Limit(Limit::StringBytes), most, path()));
        }
        let (lead, _) = trim(value);
        let media_type = MediaType::from_bytes(value).map_err(|parse| {
            let spot = Spot { offset: parse.offset(), inner: parse.offset() - lead };
            DecodeError::new(Fault { kind: DecodeErrorKind::ContentType(parse.kind()), spot }, path())
        })?;
        if !expected.is_empty() && !expected.iter().any(|other| other.is(&media_type)) {
            return Err(unsupported(value));
        }
        if !media_type.is_utf8() {
            return Err(findings::error(DecodeErrorKind::Charset, lead, path()));
        }
        if let Some(at) = self.encoded {
            return Err(findings::error(DecodeErrorKind::ContentEncoding, at, Path::new(CONTENT_ENCODING)));
        }
        Ok(media_type)
    }

    /// The media type of a message that says no more about its body than the name of a known one. There is nothing to be found
    /// out about it, and so it is with most.
    pub(crate) fn known_content_type(&self, options: &Options) -> Option<&'static MediaType<'static>> {
        let value = self.content_type.value.filter(|value| value.len() <= options.limits.string_bytes)?;
        if self.content_type.again || self.encoded.is_some() { None } else { MediaType::named(value) }
    }

    /// The media type, whichever it is; what there is to say about it is said when it is known which is expected.
    pub(crate) fn any_content_type(&self, options: &Options) -> Result<MediaType<'a>, DecodeError> {
        self.content_type(&[], &mut Findings::new(options))
    }

    /// What is still to be said about what [`any_content_type`](Self::any_content_type) gave, when it is known whether that is
    /// expected.
    #[inline]
    pub(super) fn expect(&self, is_expected: bool, findings: &mut Findings<'_>) -> Result<(), DecodeError> {
        let value = self.content_type.get(CONTENT_TYPE, DecodeErrorKind::ContentTypesDiffer, findings)?;
        if is_expected { Ok(()) } else { Err(unsupported(value.unwrap_or_default())) }
    }

    /// What the client reads; everything, with a warning, if it does not say.
    pub(super) fn accept(&self, findings: &mut Findings<'_>) -> Result<Accept<'a>, DecodeError> {
        match Accept::read(ACCEPT, all(&self.accept).iter().copied(), findings)? {
            Some(accept) => Ok(accept),
            None => {
                findings.warn(WarningKind::NoAccept, Spot::at(0), || Path::new(ACCEPT))?;
                Ok(Accept::any())
            }
        }
    }

    /// Whether the client accepts the Package#2 of a dialect.
    #[inline]
    pub(super) fn accepts(&self, dialect: Dialect, findings: &mut Findings<'_>) -> Result<bool, DecodeError> {
        let limits = findings.limits();
        let usual = dialect.accept_text();
        // What clients of the dialect send, ours among them, need not be read. It has at most two ranges.
        if matches!(all(&self.accept), [only] if *only == usual.as_bytes())
            && usual.len() <= limits.string_bytes
            && limits.media_ranges >= 2
        {
            return Ok(true);
        }
        Ok(self.accept(findings)?.quality(&dialect.media_type(PackageKind::Package2)) > 0)
    }

    /// What the server reads, if it says.
    pub(super) fn omadm_accept(
        &self,
        findings: &mut Findings<'_>,
    ) -> Result<Option<Accept<'a>>, DecodeError> {
        Accept::read(OMADM_ACCEPT, all(&self.omadm_accept).iter().copied(), findings)
    }
}

fn parse_device<'a>(name: &str, value: &'a [u8]) -> Result<DeviceId<'a>, DecodeError> {
    let (lead, text) = trim(value);
    let error = |kind, at| {
        let spot = Spot { offset: lead + at, inner: at };
        DecodeError::new(Fault { kind: DecodeErrorKind::DeviceId(kind), spot }, Path::new(name))
    };
    let text =
        core::str::from_utf8(text).map_err(|utf8| error(ParseErrorKind::NotUtf8, utf8.valid_up_to()))?;
    DeviceId::parse(text).map_err(|parse| error(parse.kind(), parse.offset()))
}

fn unsupported(content_type: &[u8]) -> DecodeError {
    findings::error(DecodeErrorKind::UnsupportedMediaType, trim(content_type).0, Path::new(CONTENT_TYPE))
}

fn push<'a>(
    values: &mut Values<'a>,
    value: &'a [u8],
    name: &str,
    limits: &Limits,
) -> Result<(), DecodeError> {
    if all(values).len() >= limits.media_ranges {
        let kind = DecodeErrorKind::Limit(Limit::MediaRanges);
        return Err(findings::error(kind, 0, Path::new(name)));
    }
    match values {
        Some(values) => values.push(value),
        None => *values = Some(OneOrMore::new(value)),
    }
    Ok(())
}

fn all<'v, 'a>(values: &'v Values<'a>) -> &'v [&'a [u8]] {
    values.as_deref().unwrap_or_default()
}

/// Where in a list of codings the first is that is not identity.
pub(crate) fn not_identity(value: &[u8]) -> Option<usize> {
    let mut at = 0;
    for coding in value.split(|byte| *byte == b',') {
        let (lead, name) = trim(coding);
        if !name.is_empty() && !name.eq_ignore_ascii_case(b"identity") {
            return Some(at + lead);
        }
        at += coding.len() + 1;
    }
    None
}

/// What a message says it is written in, before it is known which package it should be: any media type, in UTF-8, not packed.
///
/// # Errors
///
/// With HTTP status 415: no Content-Type, two that differ, `text/`, `text/plain;charset=latin1`, and `Content-Encoding: gzip`.
///
/// # Examples
///
/// ```
/// use omadm::{MediaType, Options, PackageKind, headers};
///
/// let received = [("Content-Type", "application/dm20status")];
/// let media_type = headers::content_type(received, &Options::default())?.value;
/// assert_eq!(PackageKind::of(&media_type), Some(PackageKind::Package3));
/// # Ok::<(), omadm::DecodeError>(())
/// ```
pub fn content_type<'a, N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'a>(
    headers: impl IntoIterator<Item = (N, &'a V)>,
    options: &Options,
) -> Result<Decoded<MediaType<'a>>, DecodeError> {
    content_type_of(headers, &[], options)
}

/// The same, and one of `expected` if there are any.
pub(crate) fn content_type_of<'a, N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'a>(
    headers: impl IntoIterator<Item = (N, &'a V)>,
    expected: &[MediaType<'_>],
    options: &Options,
) -> Result<Decoded<MediaType<'a>>, DecodeError> {
    let mut findings = Findings::new(options);
    let media_type = Received::new(headers, &options.limits)?.content_type(expected, &mut findings)?;
    Ok(Decoded::new(media_type, findings.finish()))
}

/// Who sent a message, before it is known which session, and so which dialect, it belongs to.
///
/// # Errors
///
/// With HTTP status 400: neither header is there, a value is no [`DeviceId`], two values differ.
///
/// # Examples
///
/// ```
/// use omadm::{Options, headers};
///
/// let received = [("x-omadmdevid", "IMEI:493005100592800")];
/// assert_eq!(headers::device_id(received, &Options::default())?.value, "IMEI:493005100592800");
/// # Ok::<(), omadm::DecodeError>(())
/// ```
pub fn device_id<'a, N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'a>(
    headers: impl IntoIterator<Item = (N, &'a V)>,
    options: &Options,
) -> Result<Decoded<DeviceId<'a>>, DecodeError> {
    let mut findings = Findings::new(options);
    let device_id = Received::new(headers, &options.limits)?.device_id(&mut findings)?;
    Ok(Decoded::new(device_id, findings.finish()))
}

//! What a client sends.

use super::{ACCEPT, CONTENT_TYPE, Dialect, PackageKind, received::Received};
use crate::{
    error::{DecodeError, DecodeErrorKind, Decoded, Path},
    limits::Options,
    media::{
        Accept, MediaType,
        findings::{self, Findings},
        known,
    },
    value::DeviceId,
};
use alloc::{borrow::Cow, string::ToString};

/// The headers of Package#1 and Package#3 (section 1, [CR-CMD], \[DM20\]).
///
/// # Examples
///
/// ```
/// use omadm::{DeviceId, Dialect, RequestHeaders};
///
/// let sent = RequestHeaders::package3(Dialect::Draft, DeviceId::parse("IMEI:1")?);
/// let lines: Vec<String> = sent.pairs().map(|(name, value)| format!("{name}: {value}")).collect();
/// assert_eq!(lines, [
///     "Content-Type: application/dm20status",
///     "Accept: application/dm20, application/tnds20",
///     "X-OMADMDevID: IMEI:1",
/// ]);
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct RequestHeaders<'a> {
    /// What the session speaks.
    pub dialect: Dialect,
    /// What the body is written in: the package's media type, or `multipart/mixed` with data behind it.
    pub content_type: MediaType<'a>,
    /// What the client reads.
    pub accept: Accept<'a>,
    /// Who the client is.
    pub device_id: DeviceId<'a>,
}

impl<'a> RequestHeaders<'a> {
    /// The headers of a Package#1 without data.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, Dialect, MediaType, RequestHeaders};
    /// let sent = RequestHeaders::package1(Dialect::Draft, DeviceId::parse("IMEI:1").unwrap());
    /// assert_eq!(sent.content_type, MediaType::INITIATION);
    /// ```
    pub fn package1(dialect: Dialect, device_id: DeviceId<'a>) -> Self {
        Self::new(PackageKind::Package1, dialect, device_id)
    }

    /// The headers of a Package#3 without data.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, Dialect, MediaType, RequestHeaders};
    /// let sent = RequestHeaders::package3(Dialect::Published, DeviceId::parse("IMEI:1").unwrap());
    /// assert_eq!(sent.content_type, MediaType::RESPONSE);
    /// ```
    pub fn package3(dialect: Dialect, device_id: DeviceId<'a>) -> Self {
        Self::new(PackageKind::Package3, dialect, device_id)
    }

    fn new(kind: PackageKind, dialect: Dialect, device_id: DeviceId<'a>) -> Self {
        RequestHeaders {
            dialect,
            content_type: dialect.media_type(kind),
            accept: dialect.accept(),
            device_id,
        }
    }

    /// The same headers for a body in another media type: `multipart/mixed` with its boundary.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, Dialect, MediaType, RequestHeaders};
    /// let sent = RequestHeaders::package3(Dialect::Published, DeviceId::parse("IMEI:1")?)
    ///     .with_content_type(MediaType::MULTIPART_MIXED.with_parameter("boundary", "b")?);
    /// assert_eq!(sent.pairs().next().unwrap().1, "multipart/mixed;boundary=b");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn with_content_type(mut self, content_type: MediaType<'a>) -> Self {
        self.content_type = content_type;
        self
    }

    /// The same headers of a client that reads something else or more.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Accept, DeviceId, Dialect, MediaType, RequestHeaders};
    /// let sent = RequestHeaders::package1(Dialect::Published, DeviceId::parse("IMEI:1").unwrap())
    ///     .with_accept(Accept::new([MediaType::REQUEST, MediaType::MO]));
    /// ```
    pub fn with_accept(mut self, accept: Accept<'a>) -> Self {
        self.accept = accept;
        self
    }

    /// The headers as name and value. No value has a control character other than HTAB in it, so that none can be more than
    /// one header.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, Dialect, RequestHeaders};
    /// let sent = RequestHeaders::package1(Dialect::Published, DeviceId::parse("IMEI:1").unwrap());
    /// assert!(sent.pairs().any(|(name, value)| name == "OMADM-DevID" && value == "IMEI:1"));
    /// ```
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
        [
            (CONTENT_TYPE, Cow::Owned(self.content_type.to_string())),
            (ACCEPT, Cow::Owned(self.accept.to_string())),
            (self.dialect.device_header(), Cow::Borrowed(self.device_id.as_str())),
        ]
        .into_iter()
    }

    /// Checks the headers of what should be a Package#1, plain or multipart, and finds which dialect the session speaks:
    /// the draft if Accept prefers `application/dm20` or only X-OMADMDevID is there (*Decision* D4).
    ///
    /// Names are compared without regard to case. Warnings: no Accept, which means everything is acceptable; ranges that
    /// cannot be read or are separated by `;`; both device headers; a header that stands twice with the same value.
    ///
    /// # Errors
    ///
    /// The first of these, but a limit when it is met:
    /// - 400: no device header, one that is no [`DeviceId`] (`a b`), two values that differ, in one header or the other;
    /// - 415: no Content-Type, one that cannot be read (`text/`), that differs from another, that is no Package#1
    ///   (`text/plain`), with a charset other than UTF-8; a Content-Encoding other than identity;
    /// - 406: an Accept that leaves out the Package#2 of the dialect (`text/html`);
    /// - 413: a limit, [`Limits::media_ranges`](crate::Limits::media_ranges) or
    ///   [`Limits::string_bytes`](crate::Limits::string_bytes);
    /// - 400: the first warning, if the options are strict.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Dialect, Options, RequestHeaders};
    ///
    /// let received = [
    ///     ("Content-Type", "application/vnd.oma.dm.initiation+json; charset=utf-8"),
    ///     ("OMADM-DevID", "IMEI:1"),
    /// ];
    /// let decoded = RequestHeaders::decode_package1(received, &Options::default())?;
    /// assert_eq!(decoded.value.dialect, Dialect::Published);
    /// assert_eq!(decoded.warnings.total(), 1); // no Accept
    /// # Ok::<(), omadm::DecodeError>(())
    /// ```
    pub fn decode_package1<N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'a>(
        headers: impl IntoIterator<Item = (N, &'a V)>,
        options: &Options,
    ) -> Result<Decoded<Self>, DecodeError> {
        Self::received_package1(&Received::new(headers, &options.limits)?, options)
    }

    pub(crate) fn received_package1(
        received: &Received<'a>,
        options: &Options,
    ) -> Result<Decoded<Self>, DecodeError> {
        Self::decode(PackageKind::Package1, None, received, options)
    }

    /// Checks the headers of what should be a Package#3, plain or multipart, of a session that speaks this dialect.
    ///
    /// # Errors
    ///
    /// As [`decode_package1`](Self::decode_package1) says, with the media types of the dialect.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Dialect, Options, RequestHeaders, StatusCode};
    ///
    /// let received = [
    ///     ("Content-Type", "application/dm20status"),
    ///     ("Accept", "application/dm20"),
    ///     ("X-OMADMDevID", "IMEI:1"),
    /// ];
    /// assert!(RequestHeaders::decode_package3(Dialect::Draft, received, &Options::strict()).is_ok());
    /// let error = RequestHeaders::decode_package3(Dialect::Published, received, &Options::default()).unwrap_err();
    /// assert_eq!(error.http_status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    /// ```
    pub fn decode_package3<N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'a>(
        dialect: Dialect,
        headers: impl IntoIterator<Item = (N, &'a V)>,
        options: &Options,
    ) -> Result<Decoded<Self>, DecodeError> {
        let received = Received::new(headers, &options.limits)?;
        Self::decode(PackageKind::Package3, Some(dialect), &received, options)
    }

    /// The same checks for a session that only wants to know whether the headers are of its device. Nothing is made of what
    /// they say, and `content_type` is what the caller has made of it already.
    #[inline]
    pub(crate) fn check_package3(
        dialect: Dialect,
        device: &DeviceId<'_>,
        content_type: &MediaType<'_>,
        received: &Received<'_>,
        options: &Options,
    ) -> Result<Decoded<bool>, DecodeError> {
        let mut findings = Findings::new(options);
        let is_of_device = received.is_of(device, &mut findings)?;
        let is_expected = content_type.is(&dialect.media_type(PackageKind::Package3))
            || content_type.is(&known::MULTIPART_MIXED);
        received.expect(is_expected, &mut findings)?;
        if !received.accepts(dialect, &mut findings)? {
            return Err(not_acceptable());
        }
        Ok(Decoded::new(is_of_device, findings.finish()))
    }

    fn decode(
        kind: PackageKind,
        session: Option<Dialect>,
        received: &Received<'a>,
        options: &Options,
    ) -> Result<Decoded<Self>, DecodeError> {
        let mut findings = Findings::new(options);
        let device_id = received.device_id(&mut findings)?;
        // Package#1, of which alone the dialect is not known, is the same in both.
        let plain = session.unwrap_or(Dialect::Published).media_type(kind);
        let content_type = received.content_type(&[plain, MediaType::MULTIPART_MIXED], &mut findings)?;
        let accept = received.accept(&mut findings)?;
        let dialect = session.unwrap_or_else(|| match Dialect::preferred(&accept) {
            _ if received.only_draft_device() => Dialect::Draft,
            preferred => preferred.unwrap_or(Dialect::Published),
        });
        if accept.quality(&dialect.media_type(PackageKind::Package2)) == 0 {
            return Err(not_acceptable());
        }
        let headers = RequestHeaders { dialect, content_type, accept, device_id };
        Ok(Decoded::new(headers, findings.finish()))
    }

    /// The same headers, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{DeviceId, Dialect, RequestHeaders};
    /// let id = DeviceId::parse("IMEI:1").unwrap();
    /// let owned: RequestHeaders<'static> = RequestHeaders::package1(Dialect::Draft, id).into_owned();
    /// ```
    pub fn into_owned(self) -> RequestHeaders<'static> {
        RequestHeaders {
            dialect: self.dialect,
            content_type: self.content_type.into_owned(),
            accept: self.accept.into_owned(),
            device_id: self.device_id.into_owned(),
        }
    }
}

fn not_acceptable() -> DecodeError {
    findings::error(DecodeErrorKind::NotAcceptable, 0, Path::new(ACCEPT))
}

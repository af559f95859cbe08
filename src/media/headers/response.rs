//! What a server sends.

use super::{CONTENT_TYPE, Dialect, OMADM_ACCEPT, PackageKind, received::Received};
use crate::{
    error::{DecodeError, Decoded},
    limits::Options,
    media::{Accept, MediaType, findings::Findings},
};
use alloc::{borrow::Cow, string::ToString};

/// The headers of Package#2 (section 1, [CR-CMD], \[DM20\]).
///
/// # Examples
///
/// ```
/// use omadm::{Accept, Dialect, MediaType, ResponseHeaders};
///
/// let sent = ResponseHeaders::new(Dialect::Published)
///     .with_accept(Accept::new([MediaType::RESPONSE, MediaType::MULTIPART_MIXED]));
/// let lines: Vec<String> = sent.pairs().map(|(name, value)| format!("{name}: {value}")).collect();
/// assert_eq!(lines, [
///     "Content-Type: application/vnd.oma.dm.request+json",
///     "OMADM-Accept: application/vnd.oma.dm.response+json, multipart/mixed",
/// ]);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct ResponseHeaders<'a> {
    /// What the session speaks.
    pub dialect: Dialect,
    /// What the body is written in.
    pub content_type: MediaType<'a>,
    /// What the server reads. The draft has no header for it: there it is neither written nor read.
    pub accept: Option<Accept<'a>>,
}

impl<'a> ResponseHeaders<'a> {
    /// The headers of a Package#2, without OMADM-Accept.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Dialect, MediaType, ResponseHeaders};
    /// assert_eq!(ResponseHeaders::new(Dialect::Draft).content_type, MediaType::DM20);
    /// ```
    pub const fn new(dialect: Dialect) -> Self {
        ResponseHeaders { dialect, content_type: dialect.media_type(PackageKind::Package2), accept: None }
    }

    /// The same headers of a server that says what it reads.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Accept, Dialect, MediaType, ResponseHeaders};
    /// let sent = ResponseHeaders::new(Dialect::Published).with_accept(Accept::new([MediaType::RESPONSE]));
    /// assert_eq!(sent.pairs().count(), 2);
    /// ```
    pub fn with_accept(mut self, accept: Accept<'a>) -> Self {
        self.accept = Some(accept);
        self
    }

    /// The headers as name and value. No value has a control character other than HTAB in it, so that none can be more than
    /// one header.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Dialect, ResponseHeaders};
    /// let sent = ResponseHeaders::new(Dialect::Draft);
    /// assert!(sent.pairs().eq([("Content-Type", "application/dm20".into())]));
    /// ```
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
        let accept = self.accept.as_ref().filter(|_| self.dialect == Dialect::Published);
        [(CONTENT_TYPE, Cow::Owned(self.content_type.to_string()))]
            .into_iter()
            .chain(accept.map(|accept| (OMADM_ACCEPT, Cow::Owned(accept.to_string()))))
    }

    /// Checks the headers of what should be a Package#2, plain or multipart, of a session that speaks this dialect.
    ///
    /// Names are compared without regard to case. Warnings: ranges of OMADM-Accept that cannot be read or are separated by
    /// `;`; a Content-Type that stands twice with the same value. An OMADM-Accept without any range says nothing.
    ///
    /// # Errors
    ///
    /// No Content-Type, one that cannot be read (`text/`), that differs from another, that is not the dialect's
    /// (`text/html`), with a charset other than UTF-8; a Content-Encoding other than identity; a limit; the first warning, if
    /// the options are strict. A client ends its session with each of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::{Dialect, Options, ResponseHeaders};
    ///
    /// let received = [("content-type", "application/dm20"), ("date", "Tue, 15 Nov 1994 08:12:31 GMT")];
    /// assert!(ResponseHeaders::decode(Dialect::Draft, received, &Options::default()).is_ok());
    /// let error = ResponseHeaders::decode(Dialect::Published, received, &Options::default()).unwrap_err();
    /// assert_eq!(error.to_string(), "a media type that is not read here at byte 0 (Content-Type)");
    /// ```
    pub fn decode<N: AsRef<str>, V: AsRef<[u8]> + ?Sized + 'a>(
        dialect: Dialect,
        headers: impl IntoIterator<Item = (N, &'a V)>,
        options: &Options,
    ) -> Result<Decoded<Self>, DecodeError> {
        let mut findings = Findings::new(options);
        let received = Received::new(headers, &options.limits)?;
        let expected = [dialect.media_type(PackageKind::Package2), MediaType::MULTIPART_MIXED];
        let content_type = received.content_type(&expected, &mut findings)?;
        let accept = match dialect {
            Dialect::Draft => None,
            Dialect::Published => received.omadm_accept(&mut findings)?,
        };
        Ok(Decoded::new(ResponseHeaders { dialect, content_type, accept }, findings.finish()))
    }

    /// The same headers, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{Dialect, ResponseHeaders};
    /// let owned: ResponseHeaders<'static> = ResponseHeaders::new(Dialect::Draft).into_owned();
    /// ```
    pub fn into_owned(self) -> ResponseHeaders<'static> {
        ResponseHeaders {
            dialect: self.dialect,
            content_type: self.content_type.into_owned(),
            accept: self.accept.map(Accept::into_owned),
        }
    }
}

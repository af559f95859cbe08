//! ServerURIs: places on the web (section 5 of the protocol).

mod initiated_by;
mod parse;

pub use initiated_by::InitiatedBy;

use parse::Parts;

use crate::{
    error::ParseError,
    text::Text,
    value::{compared_by_text, text_traits},
};

/// An absolute `http` or `https` URI (RFC 3986) with a host, without userinfo and fragment \[DM20\].
///
/// *Decision* D22: raw `[` and `]` in path and query are accepted, with a warning of the decoder, because the published
/// examples use them as placeholders.
///
/// # Examples
///
/// ```
/// use omadm::ServerUri;
///
/// let uri = ServerUri::parse("https://dm.example:8443/mo?id=[DevID]")?;
/// assert!(uri.is_https());
/// assert_eq!(uri.host(), "dm.example");
/// assert_eq!(uri.port(), Some(8443));
/// assert_eq!(uri.path(), "/mo");
/// assert_eq!(uri.query(), Some("id=[DevID]"));
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone)]
pub struct ServerUri<'a> {
    text: Text<'a>,
    parts: Parts,
}

impl<'a> ServerUri<'a> {
    /// Reads a ServerURI.
    ///
    /// # Errors
    ///
    /// Whatever section 5 does not allow: `ftp://h/`, `/x`, `http:x`, `http:///x` (no host), `http://u@h/`, `http://h/#f`,
    /// `http://h:70000/`, `http://[::g]/`, `http://h/a b`, `http://h/%zz`; and more than 65,535 bytes.
    ///
    /// # Examples
    ///
    /// ```
    /// let error = omadm::ServerUri::parse("https://h:99999/").unwrap_err();
    /// assert_eq!(error.to_string(), "the port is not a number up to 65535 at byte 10");
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, ParseError> {
        Self::from_text(Text::from(text))
    }

    /// Reads the ServerURI that `text` begins with, if it is one of the usual ones, and says how long it is and what its parts
    /// are. It ends with the first byte that cannot be in one.
    #[inline(always)]
    pub(crate) fn accept_usual(text: &str) -> Option<(usize, Parts)> {
        parse::accept_usual(text)
    }

    /// The ServerURI of a text that was read.
    #[inline(always)]
    pub(crate) fn accepted((text, parts): (&'a str, Parts)) -> Self {
        ServerUri { text: Text::from(text), parts }
    }

    #[inline]
    pub(crate) fn from_text(text: Text<'a>) -> Result<Self, ParseError> {
        let parts = parse::parse(&text)?;
        Ok(ServerUri { text, parts })
    }

    /// The ServerURI as it is written.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ServerUri::parse("http://h").unwrap().as_str(), "http://h");
    /// ```
    #[inline]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Whether the scheme is `https`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::ServerUri::parse("HTTPS://h").unwrap().is_https());
    /// assert!(!omadm::ServerUri::parse("http://h").unwrap().is_https());
    /// ```
    pub fn is_https(&self) -> bool {
        self.parts.is_https()
    }

    /// The host as it is written, an IP address of version 6 in its brackets.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ServerUri::parse("http://[::1]:80/").unwrap().host(), "[::1]");
    /// ```
    pub fn host(&self) -> &str {
        self.slice(self.parts.host_start(), self.parts.host_end())
    }

    /// The port, where one is given.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::ServerUri;
    ///
    /// assert_eq!(ServerUri::parse("http://h:8080/")?.port(), Some(8080));
    /// assert_eq!(ServerUri::parse("http://h:/")?.port(), None);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn port(&self) -> Option<u16> {
        self.slice(self.parts.host_end() + 1, self.parts.authority_end()).parse().ok()
    }

    /// The path as it is written; it may be empty.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ServerUri::parse("http://h/a/b?c").unwrap().path(), "/a/b");
    /// ```
    pub fn path(&self) -> &str {
        self.slice(self.parts.authority_end(), self.parts.path_end())
    }

    /// The query as it is written, without its `?`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::ServerUri::parse("http://h/?").unwrap().query(), Some(""));
    /// ```
    pub fn query(&self) -> Option<&str> {
        self.text.get(self.parts.path_end() + 1..)
    }

    /// Whether there is a raw `[` or `]` in path or query, which RFC 3986 does not allow.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(omadm::ServerUri::parse("http://h/[DevID]").unwrap().has_brackets());
    /// ```
    pub fn has_brackets(&self) -> bool {
        self.parts.has_brackets()
    }

    /// The same ServerURI, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::ServerUri<'static> = omadm::ServerUri::parse("http://h").unwrap().into_owned();
    /// ```
    pub fn into_owned(self) -> ServerUri<'static> {
        ServerUri { text: self.text.into_owned(), parts: self.parts }
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        // Where a part is left out, it would begin behind its end.
        self.text.get(from..to).unwrap_or_default()
    }
}

compared_by_text!(ServerUri);
text_traits!(ServerUri);

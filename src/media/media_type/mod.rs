//! Media types.

mod display;
mod named;
mod parse;

pub(crate) use named::known;
pub(super) use parse::{Builder, trim};

use super::grammar::{is_quotable, is_token_char};
use crate::{
    error::{ParseError, ParseErrorKind},
    limits::MAX_PARAMETERS,
    text::Text,
};
use alloc::{format, vec::Vec};

/// A media type, as in `application/json;charset=utf-8` (RFC 9110, section 8.3.1).
///
/// Those of the protocol are constants; any other can be parsed or made.
///
/// Types, subtypes and the names of parameters are compared without regard to case, and so is the value of `charset`
/// (RFC 2046, section 4.1.2); other values as they are, whether they were quoted or not. The order of parameters means
/// nothing (RFC 6838, section 4.3). It is written in lower case, except for the values, and quoted where it has to be.
///
/// *Decision* D6: a second parameter of the same name is an error. RFC 9110 does not say; by RFC 6838, section 4.3, it is one,
/// and where some readers take the first and some the last it is better to take neither.
///
/// # Examples
///
/// ```
/// use omadm::MediaType;
///
/// let media_type = MediaType::parse("Application/JSON ; charset=\"UTF-8\"")?;
/// assert!(media_type.is(&MediaType::JSON));
/// assert_eq!(media_type.charset(), Some("UTF-8"));
/// assert_eq!(media_type.to_string(), "application/json;charset=UTF-8");
/// assert_eq!(media_type, MediaType::JSON.with_parameter("charset", "utf-8")?);
/// # Ok::<(), omadm::error::ParseError>(())
/// ```
#[derive(Clone)]
pub struct MediaType<'a> {
    /// Type, `/` and subtype, as written.
    essence: Text<'a>,
    /// Where the `/` is.
    slash: usize,
    /// No two names are the same.
    parameters: Vec<(Text<'a>, Text<'a>)>,
}

impl<'a> MediaType<'a> {
    /// The media type of this type and subtype, without parameters.
    ///
    /// # Errors
    ///
    /// A type or subtype that is not a token: `""`, `"te xt"`, `"html;q=1"`. The offset is into the one that is none.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::MediaType::new("text", "html")?.to_string(), "text/html");
    /// assert!(omadm::MediaType::new("text", "html;q=1").is_err());
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn new(main: &str, subtype: &str) -> Result<MediaType<'static>, ParseError> {
        check_token(main)?;
        check_token(subtype)?;
        let essence = Text::from(format!("{main}/{subtype}"));
        Ok(MediaType { essence, slash: main.len(), parameters: Vec::new() })
    }

    /// The type, as it is written: `application`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::MediaType::DM20.type_(), "application");
    /// ```
    pub fn type_(&self) -> &str {
        self.essence.get(..self.slash).unwrap_or_default()
    }

    /// The subtype, as it is written: `vnd.oma.dm.mo+json`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::MediaType::DM20.subtype(), "dm20");
    /// ```
    pub fn subtype(&self) -> &str {
        self.essence.get(self.slash + 1..).unwrap_or_default()
    }

    /// Type and subtype, as they are written; to compare them there is [`is`](Self::is).
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::MediaType::parse("Text/HTML;a=b")?.essence(), "Text/HTML");
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn essence(&self) -> &str {
        self.essence.as_str()
    }

    /// Whether type and subtype are those of `other`, whatever the parameters.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::MediaType;
    ///
    /// let media_type = MediaType::parse("MULTIPART/Mixed; boundary=x")?;
    /// assert!(media_type.is(&MediaType::MULTIPART_MIXED));
    /// assert_ne!(media_type, MediaType::MULTIPART_MIXED);
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    #[inline]
    pub fn is(&self, other: &MediaType<'_>) -> bool {
        same_essence(&self.essence, &other.essence)
    }

    /// The parameters as name and value, in their order; names as they are written, values without quotes and escapes.
    ///
    /// # Examples
    ///
    /// ```
    /// let media_type = omadm::MediaType::parse(r#"a/b; Name="x \"y\"""#)?;
    /// assert_eq!(media_type.parameters().next(), Some(("Name", r#"x "y""#)));
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn parameters(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of the parameter of this name, in any case.
    ///
    /// # Examples
    ///
    /// ```
    /// let media_type = omadm::MediaType::parse("multipart/mixed; Boundary=x")?;
    /// assert_eq!(media_type.parameter("boundary"), Some("x"));
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The charset, as it is written. To see whether it is one that is read, there is [`is_utf8`](Self::is_utf8).
    ///
    /// # Examples
    ///
    /// ```
    /// assert_eq!(omadm::MediaType::JSON.charset(), None);
    /// ```
    pub fn charset(&self) -> Option<&str> {
        self.parameter("charset")
    }

    /// Whether the charset is UTF-8, in any case, or none is given, which with every media type of the protocol means UTF-8.
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::MediaType;
    ///
    /// assert!(MediaType::JSON.is_utf8());
    /// assert!(MediaType::JSON.with_parameter("charset", "Utf-8")?.is_utf8());
    /// assert!(!MediaType::JSON.with_parameter("charset", "iso-8859-1")?.is_utf8());
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn is_utf8(&self) -> bool {
        self.charset().is_none_or(|charset| charset.eq_ignore_ascii_case("utf-8"))
    }

    /// The same media type with this parameter, in the place of one of the same name if there is one.
    ///
    /// # Errors
    ///
    /// A name that is not a token: `""`, `"a b"`; a value with a control character other than HTAB: `"a\r\nb"`. The offset
    /// is into the one that is wrong. And a parameter more than [`MAX_PARAMETERS`].
    ///
    /// # Examples
    ///
    /// ```
    /// use omadm::MediaType;
    ///
    /// let multipart = MediaType::MULTIPART_MIXED.with_parameter("boundary", "a b")?;
    /// assert_eq!(multipart.to_string(), r#"multipart/mixed;boundary="a b""#);
    /// assert!(MediaType::JSON.with_parameter("a", "b\r\nX-Evil: c").is_err());
    /// # Ok::<(), omadm::error::ParseError>(())
    /// ```
    pub fn with_parameter(
        mut self,
        name: impl Into<Text<'a>>,
        value: impl Into<Text<'a>>,
    ) -> Result<Self, ParseError> {
        let (name, value) = (name.into(), value.into());
        check_token(&name)?;
        if let Some((at, _)) = value.char_indices().find(|(_, c)| !is_quotable(*c)) {
            return Err(ParseError::new(ParseErrorKind::QuotedControl, at));
        }
        match self.parameters.iter_mut().find(|(other, _)| other.eq_ignore_ascii_case(&name)) {
            Some(parameter) => *parameter = (name, value),
            None => self.push(name, value).map_err(|kind| ParseError::new(kind, 0))?,
        }
        Ok(self)
    }

    /// The same media type, no longer borrowed.
    ///
    /// # Examples
    ///
    /// ```
    /// let owned: omadm::MediaType<'static> = omadm::MediaType::parse("a/b").unwrap().into_owned();
    /// ```
    pub fn into_owned(self) -> MediaType<'static> {
        let parameters = self.parameters.into_iter();
        MediaType {
            essence: self.essence.into_owned(),
            slash: self.slash,
            parameters: parameters.map(|(name, value)| (name.into_owned(), value.into_owned())).collect(),
        }
    }

    /// Takes a parameter out.
    pub(in crate::media) fn remove(&mut self, name: &str) {
        self.parameters.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    }

    /// Whether every parameter is one of `other` too.
    pub(in crate::media) fn parameters_in(&self, other: &MediaType<'_>) -> bool {
        self.parameters().all(|(name, value)| other.parameter(name).is_some_and(|it| same(name, value, it)))
    }

    fn push(&mut self, name: Text<'a>, value: Text<'a>) -> Result<(), ParseErrorKind> {
        if self.parameter(&name).is_some() {
            return Err(ParseErrorKind::ParameterRepeated);
        }
        if self.parameters.len() >= MAX_PARAMETERS {
            return Err(ParseErrorKind::TooManyParameters);
        }
        self.parameters.push((name, value));
        Ok(())
    }
}

// Apart from `is`, so that a constant that something is compared with need not be made and dropped.
fn same_essence(one: &str, other: &str) -> bool {
    one.len() == other.len() && (one == other || one.eq_ignore_ascii_case(other))
}

/// Whether two values of the parameter `name` are the same.
fn same(name: &str, one: &str, other: &str) -> bool {
    one == other || name.eq_ignore_ascii_case("charset") && one.eq_ignore_ascii_case(other)
}

fn check_token(text: &str) -> Result<(), ParseError> {
    match text.char_indices().find(|(_, c)| !is_token_char(*c)) {
        Some((at, c)) => Err(ParseError::new(ParseErrorKind::NotInToken(c), at)),
        None if text.is_empty() => Err(ParseError::new(ParseErrorKind::Empty, 0)),
        None => Ok(()),
    }
}

//! The query of a ClientURI, field by field.

use super::name::{NodeName, XName};
use crate::{
    ascii::{NV_NAME_END, VALUE_END, run},
    error::ParseErrorKind,
    value::Encoded,
};

/// One field of a ClientURI's query (section 4 of the protocol).
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, Field};
///
/// let uri = ClientUri::parse("urn:x//?Levels=2&cv=a%20b&flag").unwrap();
/// let fields: Vec<_> = uri.fields().collect();
/// assert_eq!(fields[0], Field::Levels(2));
/// assert!(matches!(fields[1], Field::Cv(cv) if cv.is("a b")));
/// assert!(matches!(fields[2], Field::Other { name, value: None } if name.is("flag")));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Field<'a> {
    /// `Levels=n`: the node and at most n levels below it.
    Levels(u32),
    /// `nv=(x)/name:value`: what has to hold of the node that an x-name stands for.
    Nv(Nv<'a>),
    /// `cv=value`: the validator of the copy that the server has.
    Cv(Encoded<'a>),
    /// Any other field. It is kept and means nothing.
    Other {
        /// What stands before the first `=`.
        name: Encoded<'a>,
        /// What stands behind it; `None` without a `=`.
        value: Option<Encoded<'a>>,
    },
}

impl<'a> Field<'a> {
    /// Reads the field that `text` begins with, and says how long it is: up to a `&`, or the first byte that no query has. Of its
    /// escapes nothing is known yet.
    #[inline]
    pub(super) fn read(text: &'a str) -> Result<(usize, Self), ParseErrorKind> {
        match text.as_bytes() {
            [b'n', b'v', b'=', ..] => {
                let (end, nv) = Nv::read(text).ok_or(ParseErrorKind::Nv)?;
                Ok((end, Field::Nv(nv)))
            }
            [b'L', b'e', b'v', b'e', b'l', b's', b'=', ..] => levels(text).ok_or(ParseErrorKind::Levels),
            [b'c', b'v', b'=', ..] => {
                let (end, cv) = value(text, "cv=".len()).ok_or(ParseErrorKind::Cv)?;
                Ok((end, Field::Cv(cv)))
            }
            _ => other(text),
        }
    }
}

/// The value that begins at `from`, and where it ends.
#[inline]
fn value(text: &str, from: usize) -> Option<(usize, Encoded<'_>)> {
    let end = run(text.as_bytes(), from, VALUE_END);
    Some((end, Encoded::new(text.get(from..end)?)))
}

/// `1*10DIGIT`, at most 4,294,967,295.
fn levels<'a>(text: &str) -> Option<(usize, Field<'a>)> {
    let from = "Levels=".len();
    let end = run(text.as_bytes(), from, VALUE_END);
    let digits = text.get(from..end)?;
    let plain = digits.len() <= 10 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { Some((end, Field::Levels(digits.parse().ok()?))) } else { None }
}

/// Any other field, or none.
#[inline(never)]
fn other(text: &str) -> Result<(usize, Field<'_>), ParseErrorKind> {
    let end = run(text.as_bytes(), 0, VALUE_END);
    let field = text.get(..end).unwrap_or_default();
    let (name, value) = field.split_once('=').map_or((field, None), |(name, value)| (name, Some(value)));
    match name {
        "" => Err(ParseErrorKind::EmptyField),
        "Levels" => Err(ParseErrorKind::Levels),
        "nv" => Err(ParseErrorKind::Nv),
        "cv" => Err(ParseErrorKind::Cv),
        _ => Ok((end, Field::Other { name: Encoded::new(name), value: value.map(Encoded::new) })),
    }
}

/// `nv=(x)/name:value`: the leaf at `name` below the node that `(x)` stands for has this value.
///
/// # Examples
///
/// ```
/// use omadm::{ClientUri, XName};
///
/// let uri = ClientUri::parse("urn:x/(y)/?nv=(y)/Ext/ID:GPS").unwrap();
/// let nv = uri.nv(XName::new('y').unwrap()).next().unwrap();
/// assert_eq!(nv.path().map(|name| name.decode()).collect::<Vec<_>>(), ["Ext", "ID"]);
/// assert!(nv.value().is("GPS"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Nv<'a> {
    x: XName,
    path: &'a str,
    value: Encoded<'a>,
}

impl<'a> Nv<'a> {
    /// Reads the field, whose `nv=` is there, and says where it ends.
    fn read(text: &'a str) -> Option<(usize, Self)> {
        let bytes = text.as_bytes();
        let [b'(', letter, b')', b'/', ..] = bytes.get("nv=".len()..)? else { return None };
        let x = XName::new(char::from(*letter))?;
        let path = "nv=(x)/".len();
        let mut name = path;
        loop {
            let end = run(bytes, name, NV_NAME_END);
            if !matches!(NodeName::new(text.get(name..end)?), NodeName::Name(name) if !name.as_str().is_empty())
            {
                return None;
            }
            match bytes.get(end) {
                Some(b'/') => name = end + 1,
                Some(b':') => {
                    let path = text.get(path..end)?;
                    let (end, value) = value(text, end + 1)?;
                    return Some((end, Nv { x, path, value }));
                }
                _ => return None,
            }
        }
    }

    /// The x-name this is about.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Field};
    /// let uri = ClientUri::parse("urn:x/(y)/?nv=(y)/ID:1").unwrap();
    /// assert!(matches!(uri.fields().next(), Some(Field::Nv(nv)) if nv.x().letter() == 'y'));
    /// ```
    pub const fn x(&self) -> XName {
        self.x
    }

    /// The names that lead from the node to the leaf; at least one.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Field};
    /// let uri = ClientUri::parse("urn:x/(y)/?nv=(y)/a/b:1").unwrap();
    /// assert!(matches!(uri.fields().next(), Some(Field::Nv(nv)) if nv.path().count() == 2));
    /// ```
    pub fn path(&self) -> impl DoubleEndedIterator<Item = Encoded<'a>> + Clone + use<'a> {
        self.path.split('/').map(Encoded::new)
    }

    /// The value the leaf has to have.
    ///
    /// # Examples
    ///
    /// ```
    /// # use omadm::{ClientUri, Field};
    /// let uri = ClientUri::parse("urn:x/(y)/?nv=(y)/ID:a:b").unwrap();
    /// assert!(matches!(uri.fields().next(), Some(Field::Nv(nv)) if nv.value().is("a:b")));
    /// ```
    pub const fn value(&self) -> Encoded<'a> {
        self.value
    }
}

/// The fields of a query, in order.
///
/// # Examples
///
/// ```
/// let uri = omadm::ClientUri::parse("urn:x//").unwrap();
/// assert_eq!(uri.fields().count(), 0);
/// ```
#[derive(Clone, Debug)]
pub struct Fields<'a>(Option<&'a str>);

impl<'a> Fields<'a> {
    pub(super) fn new(query: Option<&'a str>) -> Self {
        Fields(query)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.0.take()?;
        let field = Field::read(text);
        debug_assert!(field.is_ok(), "the parser has read every field once already");
        let (end, field) = field.ok()?;
        self.0 = text.get(end + 1..);
        Some(field)
    }
}

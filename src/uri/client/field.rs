//! The query of a ClientURI, field by field.

use super::name::{NodeName, XName};
use crate::{
    ascii::{self, Pieces, find},
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
    /// Reads what stands between two `&`, of which only the characters and escapes have been checked.
    pub(super) fn read(field: &'a str) -> Result<Self, ParseErrorKind> {
        let end = find(field.as_bytes(), b'=');
        let (name, value) =
            (field.get(..end.unwrap_or(field.len())), end.and_then(|end| field.get(end + 1..)));
        match name.unwrap_or_default() {
            "" => Err(ParseErrorKind::EmptyField),
            "Levels" => value.and_then(levels).map(Field::Levels).ok_or(ParseErrorKind::Levels),
            "nv" => value.and_then(Nv::read).map(Field::Nv).ok_or(ParseErrorKind::Nv),
            "cv" => value.map(Encoded::new).map(Field::Cv).ok_or(ParseErrorKind::Cv),
            name => Ok(Field::Other { name: Encoded::new(name), value: value.map(Encoded::new) }),
        }
    }
}

/// `1*10DIGIT`, at most 4,294,967,295.
/// What stands before and behind the first `separator`.
fn split(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = find(text.as_bytes(), separator)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

fn levels(digits: &str) -> Option<u32> {
    let plain = digits.len() <= 10 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
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
    fn read(text: &'a str) -> Option<Self> {
        let (address, value) = split(text, b':')?;
        let (x, path) = split(address, b'/')?;
        let NodeName::X(x) = NodeName::new(x) else { return None };
        // `:` and `&` cannot be here: they end it.
        let is_name = |name: &str| {
            !name.is_empty()
                && name.bytes().all(|byte| ascii::is_pchar(byte) || byte == b'%')
                && matches!(NodeName::new(name), NodeName::Name(_))
        };
        if Pieces::new(Some(path), b'/').all(is_name) {
            Some(Nv { x, path, value: Encoded::new(value) })
        } else {
            None
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
pub struct Fields<'a>(Pieces<'a>);

impl<'a> Fields<'a> {
    pub(super) fn new(query: Option<&'a str>) -> Self {
        Fields(Pieces::new(query, b'&'))
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let field = Field::read(self.0.next()?);
        debug_assert!(field.is_ok(), "the parser has read every field once already");
        field.ok()
    }
}

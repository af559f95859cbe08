//! The ClientURI grammar (protocol.md, section 4), transcribed rule by rule.
//!
//! Written to be compared with the text, not to be fast. Every separator is an ASCII character that the rule to its
//! left excludes, so splitting at its first occurrence reads exactly what the grammar reads.

/// Longest ClientURI in bytes (a limit of this project).
const MAX_LENGTH: usize = 65_535;

/// A ClientURI (section 4, rule `client-uri`).
#[derive(Debug, PartialEq, Eq)]
pub enum ClientUri {
    /// `*`: every MO the server may see (rule `all-mos`).
    AllMos {
        /// The fields of the query, in order; empty without a query.
        fields: Vec<Field>,
    },
    /// Nodes of the instances of one MO (rule `address`).
    Address(Address),
}

/// What follows a MOID (section 4, rule `address`).
#[derive(Debug, PartialEq, Eq)]
pub struct Address {
    /// The MOID as written.
    pub moid: String,
    /// The instance; none stands for the only one there is.
    pub instance: Option<Node>,
    /// The nodes below the instance's root.
    pub path: Vec<Node>,
    /// Whether a `/` follows a path of at least one node.
    pub trailing_slash: bool,
    /// Whether the `/` after the instance is missing, which is read with a warning.
    pub short: bool,
    /// The fields of the query, in order; empty without a query.
    pub fields: Vec<Field>,
}

/// A step of an address (section 4, rule `node`).
#[derive(Debug, PartialEq, Eq)]
pub enum Node {
    /// `*`.
    Any,
    /// The letter of an x-name.
    X(char),
    /// A real name, as written and percent-decoded.
    Name(String, String),
}

/// A field of the query (section 4, rule `field`).
#[derive(Debug, PartialEq, Eq)]
pub enum Field {
    /// Rule `levels`.
    Levels(u32),
    /// Rule `nv`.
    Nv {
        /// The letter of the x-name.
        letter: char,
        /// The names of the path to the leaf, each as written and percent-decoded.
        names: Vec<(String, String)>,
        /// The value the leaf must have, as written and percent-decoded.
        value: (String, String),
    },
    /// Rule `cv`: the validator, as written and percent-decoded.
    Cv(String, String),
    /// Rule `other`: an unknown field.
    Other {
        /// The name as written.
        name: String,
        /// The value as written, if there is a `=`.
        value: Option<String>,
    },
}

/// What a ClientURI says, as the grammar of section 4 reads it; None where the text is malformed.
pub fn parse(text: &str) -> Option<ClientUri> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    // `client-uri = all-mos / address`: no text is both, a MOID is never `*`.
    all_mos(text).or_else(|| address(text))
}

/// `all-mos = "*" [ "?" query ]`; "after `*` only `Levels` and unknown fields may stand".
fn all_mos(text: &str) -> Option<ClientUri> {
    let (head, fields) = split_query(text)?;
    let allowed = |field: &Field| matches!(field, Field::Levels(_) | Field::Other { .. });
    (head == "*" && fields.iter().all(allowed)).then_some(ClientUri::AllMos { fields })
}

/// `address = moid "/" [ node ] "/" [ path [ "/" ] ] [ "?" query ]`, or one of the tolerated spellings without the
/// second `/`: "`moid/left` and `moid/` are read as `moid/left/` and `moid//`".
fn address(text: &str) -> Option<ClientUri> {
    let (head, fields) = split_query(text)?;
    let (moid_text, rest) = head.split_once('/')?;
    let (instance_text, path_text, short) = match rest.split_once('/') {
        Some((instance, path)) => (instance, path, false),
        None => (rest, "", true),
    };
    let (path, trailing_slash) = optional_path(path_text)?;
    let address = Address {
        moid: moid(moid_text)?,
        instance: match instance_text {
            "" => None,
            name => Some(node(name)?),
        },
        path,
        trailing_slash,
        short,
        fields,
    };
    (letters_agree(&address) && cv_applies(&address)).then_some(ClientUri::Address(address))
}

/// The text before `[ "?" query ]`, and the fields of that query.
///
/// Nothing before the query may hold a `?`, so the first one starts the query.
fn split_query(text: &str) -> Option<(&str, Vec<Field>)> {
    match text.split_once('?') {
        None => Some((text, Vec::new())),
        Some((head, rest)) => Some((head, query(rest)?)),
    }
}

/// `moid = 1*pchar`, "not `*`, not an x-name, not beginning with http: or https: in any case".
fn moid(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let refused =
        text == "*" || x_name(text).is_some() || lower.starts_with("http:") || lower.starts_with("https:");
    // Its decoded form is not part of the result, yet it must have one.
    let _decoded = non_empty(text).and_then(|text| decode(text, plain_pchar))?;
    (!refused).then(|| text.to_owned())
}

/// `[ path [ "/" ] ]`, and whether the last `/` is there.
fn optional_path(text: &str) -> Option<(Vec<Node>, bool)> {
    if text.is_empty() {
        return Some((Vec::new(), false));
    }
    match text.strip_suffix('/') {
        Some(before) => Some((path(before)?, true)),
        None => Some((path(text)?, false)),
    }
}

/// `path = node *( "/" node )`.
fn path(text: &str) -> Option<Vec<Node>> {
    text.split('/').map(node).collect()
}

/// `node = "*" / x-name / real-name`.
fn node(text: &str) -> Option<Node> {
    if text == "*" {
        return Some(Node::Any);
    }
    if let Some(letter) = x_name(text) {
        return Some(Node::X(letter));
    }
    let (written, decoded) = real_name(text)?;
    Some(Node::Name(written, decoded))
}

/// `x-name = "(" ALPHA ")"`, case-sensitive.
fn x_name(text: &str) -> Option<char> {
    let mut inner = text.strip_prefix('(')?.strip_suffix(')')?.chars();
    let letter = inner.next()?;
    (letter.is_ascii_alphabetic() && inner.next().is_none()).then_some(letter)
}

/// `real-name = 1*pchar`, "as written neither `*` nor an x-name".
fn real_name(text: &str) -> Option<(String, String)> {
    if text == "*" || x_name(text).is_some() {
        return None;
    }
    both(non_empty(text)?, plain_pchar)
}

/// `query = field *( "&" field )`, with `Levels` and `cv` "at most once".
fn query(text: &str) -> Option<Vec<Field>> {
    let fields: Vec<Field> = text.split('&').map(field).collect::<Option<_>>()?;
    let levels = fields.iter().filter(|f| matches!(f, Field::Levels(_)));
    let cvs = fields.iter().filter(|f| matches!(f, Field::Cv(..)));
    (levels.count() <= 1 && cvs.count() <= 1).then_some(fields)
}

/// `field = levels / nv / cv / other`: the name alone decides, because "a field named Levels, nv or cv that does not
/// fit its rule makes the ClientURI malformed: it is never an unknown field".
fn field(text: &str) -> Option<Field> {
    let (name, value) = match text.split_once('=') {
        None => (text, None),
        Some((name, value)) => (name, Some(value)),
    };
    match name {
        "Levels" => levels(value?),
        "nv" => nv(value?),
        "cv" => cv(value?),
        _ => other(name, value),
    }
}

/// What follows the `=` in `levels = %s"Levels=" 1*10DIGIT`, "at most 4294967295".
fn levels(text: &str) -> Option<Field> {
    let digits = (1..=10).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    // u32 ends at 4294967295, and digits alone leave no sign to be misread.
    let number = if digits { text.parse().ok() } else { None };
    number.map(Field::Levels)
}

/// What follows the `=` in `nv = %s"nv=" x-name "/" nv-name *( "/" nv-name ) ":" value`.
fn nv(text: &str) -> Option<Field> {
    // Neither an x-name nor an nv-name holds a `:`, so the first one ends the names.
    let (before, value_text) = text.split_once(':')?;
    let (x_text, names_text) = before.split_once('/')?;
    Some(Field::Nv {
        letter: x_name(x_text)?,
        names: names_text.split('/').map(nv_name).collect::<Option<_>>()?,
        value: value(value_text)?,
    })
}

/// `nv-name = 1*( <pchar but ":" and "&"> )`, "not `*`, not an x-name".
fn nv_name(text: &str) -> Option<(String, String)> {
    if text == "*" || x_name(text).is_some() {
        return None;
    }
    both(non_empty(text)?, |c| plain_pchar(c) && c != ':' && c != '&')
}

/// What follows the `=` in `cv = %s"cv=" value`.
fn cv(text: &str) -> Option<Field> {
    let (written, decoded) = value(text)?;
    Some(Field::Cv(written, decoded))
}

/// `other = 1*( <qchar but "="> ) [ "=" value ]`.
fn other(name: &str, value_text: Option<&str>) -> Option<Field> {
    let (name, _decoded) = both(non_empty(name)?, |c| plain_qchar(c) && c != '=')?;
    let value = match value_text {
        None => None,
        Some(text) => Some(value(text)?.0),
    };
    Some(Field::Other { name, value })
}

/// `value = *qchar`.
fn value(text: &str) -> Option<(String, String)> {
    both(text, plain_qchar)
}

/// `qchar = <pchar but "&"> / "/" / "?"`, apart from `pct-encoded`.
fn plain_qchar(c: char) -> bool {
    (plain_pchar(c) && c != '&') || c == '/' || c == '?'
}

/// `pchar = unreserved / pct-encoded / sub-delims / ":" / "@"` (RFC 3986, appendix A), apart from `pct-encoded`.
fn plain_pchar(c: char) -> bool {
    let unreserved = c.is_ascii_alphanumeric() || "-._~".contains(c);
    let sub_delims = "!$&'()*+,;=".contains(c);
    unreserved || sub_delims || c == ':' || c == '@'
}

/// The text, unless it is empty: the `1*` of a rule.
fn non_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// The text as written and percent-decoded.
fn both(text: &str, plain: impl Fn(char) -> bool) -> Option<(String, String)> {
    let decoded = decode(text, plain)?;
    Some((text.to_owned(), decoded))
}

/// Decodes `*( plain / pct-encoded )`: "percent-encoded bytes decode to UTF-8 without NUL, or the URI is malformed".
fn decode(text: &str, plain: impl Fn(char) -> bool) -> Option<String> {
    let mut bytes = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '%' {
            // `pct-encoded = "%" HEXDIG HEXDIG` (RFC 3986, section 2.1), in either case.
            let high = chars.next()?.to_digit(16)?;
            let low = chars.next()?.to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else if plain(c) {
            // The grammar has no character outside ASCII, so this one is its own byte.
            bytes.push(u8::try_from(c).ok()?);
        } else {
            return None;
        }
    }
    let decoded = String::from_utf8(bytes).ok()?;
    (!decoded.contains('\0')).then_some(decoded)
}

/// "Each x-name letter occurs at most once in instance and path together, has at least one nv field, and every nv
/// field has its x-name; else malformed."
fn letters_agree(address: &Address) -> bool {
    let nodes = address.instance.iter().chain(&address.path);
    let in_nodes: Vec<char> = nodes
        .filter_map(|node| match node {
            Node::X(letter) => Some(*letter),
            Node::Any | Node::Name(..) => None,
        })
        .collect();
    let in_nvs: Vec<char> = address
        .fields
        .iter()
        .filter_map(|field| match field {
            Field::Nv { letter, .. } => Some(*letter),
            Field::Levels(_) | Field::Cv(..) | Field::Other { .. } => None,
        })
        .collect();
    let once = |letter: &char| in_nodes.iter().filter(|other| *other == letter).count() == 1;
    in_nodes.iter().all(once)
        && in_nodes.iter().all(|letter| in_nvs.contains(letter))
        && in_nvs.iter().all(|letter| in_nodes.contains(letter))
}

/// "`cv` applies to an address with one instance, elsewhere malformed".
///
/// Only `*` as the instance addresses several: a real name, an x-name and no instance each stand for exactly one. A
/// `*` in the path multiplies nodes, not instances.
fn cv_applies(address: &Address) -> bool {
    let has_cv = address.fields.iter().any(|f| matches!(f, Field::Cv(..)));
    !has_cv || address.instance != Some(Node::Any)
}

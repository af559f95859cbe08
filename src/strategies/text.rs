//! Texts, addresses and JSON.

use crate::{
    text::Text,
    uri::{Address, ClientUri, ClientUriBuilder, InitiatedBy, NodeName, ServerUri, XName},
    value::{AlertType, DeviceId, Extensions, Json, JsonObject, Mark, Moid, OneOrMore},
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};
use arbitrary::{Arbitrary, Error, Result, Unstructured};

/// Any of these, and now and then anything.
pub(super) fn mostly(u: &mut Unstructured<'_>, common: &[&str]) -> Result<String> {
    if u.ratio(3, 4)? { u.choose(common).map(|text| text.to_string()) } else { any_text(u) }
}

/// Short text with everything that is hard: quotes, escapes, controls, all lengths of UTF-8.
pub(super) fn any_text(u: &mut Unstructured<'_>) -> Result<String> {
    const HARD: &[char] = &[
        '"', '\\', '/', '\n', '\0', '\u{1f}', '%', '&', '=', '?', '*', '(', ')', ':', ' ', '\u{7f}', 'é',
        '\u{2028}', '😀',
    ];
    let len = u.int_in_range(0..=12)?;
    (0..len).map(|_| if u.ratio(1, 4)? { u.choose(HARD).copied() } else { letter(u) }).collect()
}

fn letter(u: &mut Unstructured<'_>) -> Result<char> {
    Ok(char::from(u.int_in_range(b'a'..=b'z')?))
}

/// A name of a node: not empty, without NUL.
pub(super) fn name(u: &mut Unstructured<'_>) -> Result<String> {
    let mut name =
        mostly(u, &["Data", "1", "2", "Setting", "Value", "ID", "left", "*", "(x)", "a/b", "é", "."])?;
    name.retain(|c| c != '\0');
    Ok(if name.is_empty() { String::from("x") } else { name })
}

/// A few of something.
pub(super) fn few<'u, T>(
    u: &mut Unstructured<'u>,
    most: usize,
    mut one: impl FnMut(&mut Unstructured<'u>) -> Result<T>,
) -> Result<Vec<T>> {
    let len = u.int_in_range(0..=most)?;
    (0..len).map(|_| one(u)).collect()
}

/// One of something, or none.
pub(super) fn maybe<'u, T>(
    u: &mut Unstructured<'u>,
    one: impl FnOnce(&mut Unstructured<'u>) -> Result<T>,
) -> Result<Option<T>> {
    if u.arbitrary()? { one(u).map(Some) } else { Ok(None) }
}

/// A text that should be a URI, and now and then is not.
pub(super) fn uri_text(u: &mut Unstructured<'_>) -> Result<Text<'static>> {
    mostly(u, &["http://www.example.com/x.ddf", "urn:oma:mo:x:1.0//a", "urn:oma:mo:x:1.0/left/"])
        .map(Text::from)
}

impl<'u> Arbitrary<'u> for Text<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        any_text(u).map(Text::from)
    }
}

impl<'u> Arbitrary<'u> for AlertType<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let common = [
            AlertType::CLIENT_INITIATED_MGMT,
            AlertType::SERVER_INITIATED_MGMT,
            AlertType::BOOTSTRAP_COMPLETE,
            "urn:oma:at:x:1.0",
        ];
        mostly(u, &common).map(AlertType::new)
    }
}

impl<'u> Arbitrary<'u> for Mark<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let common = [
            Mark::FATAL,
            Mark::CRITICAL,
            Mark::MINOR,
            Mark::WARNING,
            Mark::INFORMATIONAL,
            Mark::HARMLESS,
            Mark::INDETERMINATE,
        ];
        mostly(u, &common).map(Mark::new)
    }
}

impl<'u> Arbitrary<'u> for Moid<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let common = [
            "urn:oma:mo:x:1.0",
            "urn:oma:mo:oma-dm-devinfo:1.0",
            "urn:oma:mo:sensor:1.0",
            "m",
            "a%2Fb",
            "httpx:",
        ];
        let text =
            if u.ratio(3, 4)? { u.choose(&common)?.to_string() } else { format!("urn:{}", letter(u)?) };
        Moid::try_from(text).map_err(|_| Error::IncorrectFormat)
    }
}

impl<'u> Arbitrary<'u> for DeviceId<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let digits = few(u, 15, |u| u.int_in_range(b'!'..=b'~'))?;
        let text: String = digits.into_iter().map(char::from).filter(|c| *c != ',').collect();
        DeviceId::try_from(format!("IMEI:{text}")).map_err(|_| Error::IncorrectFormat)
    }
}

impl<'u> Arbitrary<'u> for XName {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        XName::new(*u.choose(&['x', 'y', 'X', 'a', 'Z'])?).ok_or(Error::IncorrectFormat)
    }
}

impl<'u> Arbitrary<'u> for InitiatedBy {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        u.choose(&[InitiatedBy::User, InitiatedBy::Device]).copied()
    }
}

impl<'u> Arbitrary<'u> for ClientUri<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        if u.ratio(1, 12)? {
            let all = ClientUri::all_mos();
            return if u.arbitrary()? {
                all.with_levels(u.arbitrary()?).map_err(|_| Error::IncorrectFormat)
            } else {
                Ok(all)
            };
        }
        let moid = Moid::arbitrary(u)?;
        let mut letters = Vec::new();
        let builder = instance(u, ClientUri::builder(&moid), &mut letters)?;
        let builder = path(u, builder, &mut letters)?;
        let builder = fields(u, builder, &letters)?;
        let uri = builder.build().map_err(|_| Error::IncorrectFormat)?;
        respell(u, uri)
    }
}

/// An x-name that does not stand in the address yet.
fn fresh(u: &mut Unstructured<'_>, letters: &mut Vec<XName>) -> Result<Option<XName>> {
    let x = XName::arbitrary(u)?;
    if letters.contains(&x) {
        return Ok(None);
    }
    letters.push(x);
    Ok(Some(x))
}

fn instance(
    u: &mut Unstructured<'_>,
    b: ClientUriBuilder,
    letters: &mut Vec<XName>,
) -> Result<ClientUriBuilder> {
    Ok(match u.int_in_range(0..=5)? {
        0 | 1 => b,
        2 | 3 => b.instance(&name(u)?),
        4 => match fresh(u, letters)? {
            Some(x) => b.x_instance(x),
            None => b,
        },
        _ => b.any_instance(),
    })
}

fn path(
    u: &mut Unstructured<'_>,
    mut b: ClientUriBuilder,
    letters: &mut Vec<XName>,
) -> Result<ClientUriBuilder> {
    for _ in 0..u.int_in_range(0..=4)? {
        b = match u.int_in_range(0..=7)? {
            0 => b.any_node(),
            1 => match fresh(u, letters)? {
                Some(x) => b.x_node(x),
                None => b.any_node(),
            },
            _ => b.node(&name(u)?),
        };
    }
    Ok(b)
}

fn fields(u: &mut Unstructured<'_>, mut b: ClientUriBuilder, letters: &[XName]) -> Result<ClientUriBuilder> {
    for x in letters {
        let names = few(u, 2, name)?;
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.push("ID");
        b = b.nv(*x, &names, &any_text(u)?.replace('\0', ""));
    }
    if u.ratio(1, 4)? {
        b = b.levels(u.int_in_range(0..=5)?);
    }
    if u.ratio(1, 8)? {
        let value = maybe(u, any_text)?.map(|text| text.replace('\0', ""));
        b = b.field(&format!("f{}", name(u)?), value.as_deref());
    }
    Ok(b)
}

/// The same address spelled in another of the ways that are read.
fn respell(u: &mut Unstructured<'_>, uri: ClientUri<'static>) -> Result<ClientUri<'static>> {
    let text = match u.int_in_range(0..=11)? {
        0 if uri.query().is_none() && uri.path().next().is_some() => format!("{uri}/"),
        1 if uri.query().is_none() && uri.path().next().is_none() => {
            uri.as_str().strip_suffix('/').map_or_else(|| uri.to_string(), ToString::to_string)
        }
        // A validator needs one instance.
        2 if uri.instance() != Some(NodeName::Any) => {
            let separator = if uri.query().is_some() { '&' } else { '?' };
            format!("{uri}{separator}cv={}", u.int_in_range(0..=99)?)
        }
        _ => return Ok(uri),
    };
    ClientUri::try_from(text).map_err(|_| Error::IncorrectFormat)
}

impl<'u> Arbitrary<'u> for Address<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let uri = ClientUri::arbitrary(u)?;
        match Address::try_from(uri) {
            Ok(address) => Ok(address),
            Err(_) => Address::parse("urn:oma:mo:x:1.0//a").map_err(|_| Error::IncorrectFormat),
        }
    }
}

/// A ClientURI that names one node.
pub(super) fn concrete(u: &mut Unstructured<'_>) -> Result<ClientUri<'static>> {
    let moid = Moid::arbitrary(u)?;
    let mut builder = ClientUri::builder(&moid);
    if let Some(instance) = maybe(u, name)? {
        builder = builder.instance(&instance);
    }
    for node in few(u, 3, name)? {
        builder = builder.node(&node);
    }
    builder.build().map_err(|_| Error::IncorrectFormat)
}

impl<'u> Arbitrary<'u> for ServerUri<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let scheme = u.choose(&["https", "http", "HTTPS", "hTtP"])?;
        let host =
            u.choose(&["dm.example", "h", "192.0.2.1", "[2001:db8::1]", "[v1.a:b]", "%C3%A9", "a_b.!$"])?;
        let port = u.choose(&["", ":", ":80", ":8443", ":65535", ":00080"])?;
        let path = u.choose(&["", "/", "/mo/1", "//", "/a%20b/(c)", "/[DevID]"])?;
        let query = u.choose(&["", "?", "?id=1&b", "?InitiatedBy=User", "?a=[x]", "?a?/b"])?;
        ServerUri::try_from(format!("{scheme}://{host}{port}{path}{query}"))
            .map_err(|_| Error::IncorrectFormat)
    }
}

impl<'u> Arbitrary<'u> for Json<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        json(u, 4)
    }
}

/// Any JSON value of at most so many levels.
fn json(u: &mut Unstructured<'_>, levels: usize) -> Result<Json<'static>> {
    let literals = ["0", "-0", "1.50", "1e400", "-12.5E-3", "true", "false", "null", "4660"];
    match u.int_in_range(0..=6)? {
        0 if levels > 0 => few(u, 4, |u| json(u, levels - 1)).map(Json::array),
        1 | 2 if levels > 0 => json_object(u, levels).map(Json::from),
        3 | 4 => any_text(u).map(|text| Json::string(&text)),
        _ => Json::parse(u.choose(&literals)?).map(Json::into_owned).map_err(|_| Error::IncorrectFormat),
    }
}

fn json_object(u: &mut Unstructured<'_>, levels: usize) -> Result<JsonObject<'static>> {
    let members = few(u, 4, |u| Ok((any_text(u)?, json(u, levels.saturating_sub(1))?)))?;
    Ok(object(&members))
}

pub(super) fn object(members: &[(String, Json<'static>)]) -> JsonObject<'static> {
    JsonObject::new(members.iter().map(|(name, value)| (name.as_str(), value.clone())))
}

impl<'u> Arbitrary<'u> for JsonObject<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        json_object(u, 4)
    }
}

impl<'u> Arbitrary<'u> for Extensions<'static> {
    /// Members whose names no object of the protocol defines.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let mut extensions = Extensions::new();
        if u.ratio(1, 4)? {
            for _ in 0..u.int_in_range(1..=3)? {
                extensions.insert(format!("x-{}", any_text(u)?), Json::arbitrary(u)?);
            }
        }
        Ok(extensions)
    }
}

impl<'u, T: Arbitrary<'u>> Arbitrary<'u> for OneOrMore<T> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let mut list = OneOrMore::new(T::arbitrary(u)?);
        for _ in 0..u.int_in_range(0..=5)?.min(u.int_in_range(0..=5)?) {
            list.push(T::arbitrary(u)?);
        }
        Ok(list)
    }
}

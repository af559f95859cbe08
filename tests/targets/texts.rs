//! Values that are texts, against the grammars written from the ABNF.

use super::{laws::Law, naive, queries, same};
use arbitrary::Unstructured;
use omadm::{
    Accept, Address, ClientUri, DeviceId, Field, MediaRange, MediaType, Moid, NodeName, Options, ServerUri,
    StatusCode, XName, multipart::Boundary,
};
use serde::de::DeserializeOwned;
use std::{
    fmt::{Debug, Display},
    hash::{DefaultHasher, Hash, Hasher},
};

/// A text that is read is written the same, and read the same again; an error lies inside.
fn as_written<'a, T>(text: &'a str, parsed: &Result<T, omadm::ParseError>) -> Law
where
    T: Display + PartialEq + Debug + TryFrom<String, Error = omadm::ParseError> + 'a,
{
    match parsed {
        Ok(value) => {
            same("written as it was read", value.to_string().as_str(), text)?;
            same("read again", &T::try_from(value.to_string()), parsed)
        }
        Err(error) => same("the offset lies inside", error.offset() <= text.len(), true),
    }
}

/// A value is the text that it is written as, for those who own a text and for serde.
fn as_text<T>(value: &T, written: &str) -> Law
where
    T: PartialEq + Debug + TryFrom<String, Error = omadm::ParseError> + serde::Serialize + DeserializeOwned,
{
    same("of a text that is owned", T::try_from(written.to_owned()).as_ref(), Ok(value))?;
    let json = serde_json::to_value(value).map_err(|error| error.to_string())?;
    same("serde writes the text", &json, &written.into())?;
    same(
        "serde reads the text",
        &serde_json::from_value::<T>(json).map_err(|error| error.to_string())?,
        value,
    )
}

fn hashed(value: &impl Hash) -> u64 {
    let mut state = DefaultHasher::new();
    value.hash(&mut state);
    state.finish()
}

pub(super) fn client_uri(data: &[u8]) -> Law {
    let Ok(text) = std::str::from_utf8(data) else { return Ok(()) };
    let ours = ClientUri::try_from(text.to_owned());
    as_written(text, &ours)?;
    let naive = naive::client_uri::parse(text);
    let (Ok(uri), Some(naive)) = (&ours, &naive) else {
        return same("the verdict of the grammar", ours.is_ok(), naive.is_some());
    };
    let fields = match naive {
        naive::client_uri::ClientUri::AllMos { fields } => {
            same("all", uri.is_all_mos(), true)?;
            fields
        }
        naive::client_uri::ClientUri::Address(address) => {
            same("moid", uri.moid().map(|moid| moid.to_string()), Some(address.moid.clone()))?;
            same("instance", uri.instance().map(named), address.instance.as_ref().map(node))?;
            same("path", uri.path().map(named).collect::<Vec<_>>(), address.path.iter().map(node).collect())?;
            same("short", uri.is_short(), address.short)?;
            &address.fields
        }
    };
    same("fields", uri.fields().map(field).collect::<Vec<_>>(), fields.iter().map(naive_field).collect())?;
    queries::client(uri)
}

fn named(name: NodeName<'_>) -> String {
    name.name().map_or_else(|| format!("{name}"), |name| format!("name {}", name.decode()))
}

fn node(node: &naive::client_uri::Node) -> String {
    match node {
        naive::client_uri::Node::Any => "*".into(),
        naive::client_uri::Node::X(letter) => format!("({letter})"),
        naive::client_uri::Node::Name(_, decoded) => format!("name {decoded}"),
    }
}

fn field(field: Field<'_>) -> String {
    match field {
        Field::Levels(levels) => format!("levels {levels}"),
        Field::Cv(cv) => format!("cv {}", cv.decode()),
        Field::Nv(nv) => {
            let names: Vec<_> = nv.path().map(|name| name.decode().into_owned()).collect();
            format!("nv {} {names:?} {}", nv.x().letter(), nv.value().decode())
        }
        Field::Other { name, value } => {
            format!("other {name} {:?}", value.map(|value| value.as_str().to_owned()))
        }
        other => format!("{other:?}"),
    }
}

fn naive_field(field: &naive::client_uri::Field) -> String {
    match field {
        naive::client_uri::Field::Levels(levels) => format!("levels {levels}"),
        naive::client_uri::Field::Cv(_, decoded) => format!("cv {decoded}"),
        naive::client_uri::Field::Nv { letter, names, value } => {
            let names: Vec<_> = names.iter().map(|(_, decoded)| decoded.clone()).collect();
            format!("nv {letter} {names:?} {}", value.1)
        }
        naive::client_uri::Field::Other { name, value } => format!("other {name} {value:?}"),
    }
}

pub(super) fn server_uri(data: &[u8]) -> Law {
    let Ok(text) = std::str::from_utf8(data) else { return Ok(()) };
    let ours = ServerUri::try_from(text.to_owned());
    as_written(text, &ours)?;
    let naive = naive::server_uri::parse(text);
    let (Ok(uri), Some(naive)) = (&ours, &naive) else {
        return same("the verdict of the grammar", ours.is_ok(), naive.is_some());
    };
    same("host", uri.host(), naive.host.as_str())?;
    same("port", uri.port(), naive.port.as_ref().and_then(|port| port.parse().ok()))?;
    same("path", uri.path(), naive.path.as_str())?;
    same("query", uri.query(), naive.query.as_deref())?;
    same("brackets", uri.has_brackets(), naive.bracket)?;
    queries::server(uri)?;
    through_http(uri)
}

/// What the crate `http` makes of a target names the same server and the same resource.
fn through_http(uri: &ServerUri<'_>) -> Law {
    let Ok(theirs) = http::Uri::try_from(uri) else {
        let colons = uri.host().bytes().filter(|byte| *byte == b':').count();
        let refused = uri.host().contains('%') || colons > 8 || uri.as_str().len() > 65_534;
        return same("why http refuses", refused, true);
    };
    let again = ServerUri::try_from(&theirs).map_err(|error| format!("{theirs} of http: {error}"))?;
    same(
        "http: the server",
        (again.is_https(), again.host(), again.port()),
        (uri.is_https(), uri.host(), uri.port()),
    )?;
    let path = if uri.path().is_empty() { "/" } else { uri.path() };
    same("http: the resource", (again.path(), again.query()), (path, uri.query()))
}

/// Whatever names are given, what is built is read by the grammar as just these names.
pub(super) fn client_uri_builder(data: &[u8]) -> Law {
    let mut u = Unstructured::new(data);
    let Ok(moid) = u.arbitrary::<Moid<'static>>() else { return Ok(()) };
    let mut builder = ClientUri::builder(&moid);
    let mut expected = Vec::new();
    let mut letters = Vec::new();
    while let Ok(step) = u.int_in_range(0..=5) {
        let x = u.arbitrary::<XName>().unwrap_or_else(|_| XName::new('x').unwrap());
        let name: String = u.arbitrary().unwrap_or_default();
        match step {
            0 => {
                builder = builder.node(&name);
                expected.push(format!("name {name}"));
            }
            1 => {
                builder = builder.any_node();
                expected.push("*".into());
            }
            2 => {
                builder = builder.x_node(x).nv(x, &[&name], &name);
                expected.push(x.to_string());
                letters.push(format!("nv {} {:?} {name}", x.letter(), [&name]));
            }
            3 => builder = builder.levels(u.arbitrary().unwrap_or_default()),
            4 => builder = builder.field(&format!("f{name}"), u.arbitrary().unwrap_or_default()),
            _ => builder = builder.instance(&name),
        }
        if u.is_empty() {
            break;
        }
    }
    let Ok(uri) = builder.build() else { return Ok(()) };
    client_uri(uri.as_str().as_bytes())?;
    same("path", uri.path().map(named).collect::<Vec<_>>(), expected)?;
    let fields = uri.fields().filter(|field| matches!(field, Field::Nv(_))).map(field);
    same("nv", fields.collect::<Vec<_>>(), letters)
}

pub(super) fn media_type(data: &[u8]) -> Law {
    let Ok(text) = std::str::from_utf8(data) else { return Ok(()) };
    let ours = MediaType::parse(text);
    let naive = naive::media::media_type(text);
    same("the verdict of the grammar", ours.is_ok(), naive.is_some())?;
    if let Ok(media_type) = ours {
        let written = media_type.to_string();
        as_text(&media_type.clone().into_owned(), &written)?;
        let loud = MediaType::parse(&written.to_uppercase()).map(|loud| (loud == media_type, hashed(&loud)));
        if let Ok((true, hash)) = loud {
            same("what is equal has one hash", hash, hashed(&media_type))?;
        }
        same("read again", MediaType::parse(&written).as_ref(), Ok(&media_type))?;
        same(
            "a fixed point",
            MediaType::parse(&written).map(|again| again.to_string()).as_deref(),
            Ok(&*written),
        )?;
        // What the crate `mime` can hold comes back from it.
        if let Ok(theirs) = mime::Mime::try_from(&media_type) {
            same("mime: the same", MediaType::try_from(&theirs).as_ref(), Ok(&media_type))?;
        }
    }
    Ok(())
}

pub(super) fn accept(data: &[u8]) -> Law {
    if let Ok(Ok(range)) = std::str::from_utf8(data).map(MediaRange::parse) {
        let written = range.to_string();
        as_text(&range.clone().into_owned(), &written)?;
        for quality in [0, 1, 1000, 1001] {
            let other = range.clone().with_quality(quality);
            same("its weight", other.quality(), quality.min(1000))?;
            same("and nothing else", other.media_type(), range.media_type())?;
        }
        same("a range is read again", MediaRange::parse(&written).as_ref(), Ok(&range))?;
        let list = Accept::parse(&written).map_err(|error| format!("{error} in {written:?}"))?;
        same("a range is a list of one", list.ranges(), std::slice::from_ref(&range))?;
    }
    let decoded = Accept::decode([data], &Options::default());
    if let Ok(accept) = Accept::decode([data], &Options::strict()) {
        same("strict accepts what tolerant accepts", decoded.as_ref().ok(), Some(&accept))?;
    }
    let Ok(decoded) = decoded else { return Ok(()) };
    let accept = decoded.value.into_owned();
    let written = accept.to_string();
    as_text(&accept, &written)?;
    let again = Accept::parse(&written).map_err(|error| format!("{error} in {written:?}"))?;
    same("written and read again", &again, &accept)?;
    for offer in [MediaType::REQUEST, MediaType::DM20] {
        same(
            "what is chosen has a weight",
            accept.negotiate(std::slice::from_ref(&offer)).is_some(),
            accept.quality(&offer) > 0,
        )?;
    }
    Ok(())
}

pub(super) fn values(data: &[u8]) -> Law {
    let Ok(text) = std::str::from_utf8(data) else { return Ok(()) };
    as_written(text, &Moid::try_from(text.to_owned()))?;
    as_written(text, &Address::try_from(text.to_owned()))?;
    as_written(text, &Boundary::try_from(text.to_owned()))?;
    let device = DeviceId::try_from(text.to_owned());
    as_written(text, &device)?;
    let safe =
        !text.is_empty() && text.len() <= 255 && text.bytes().all(|b| (0x21..0x7f).contains(&b) && b != b',');
    same("a device id is what cannot split a header", device.is_ok(), safe)?;
    // A MOID followed by the slashes of an address is the address of its only instance.
    let address = format!("{text}//");
    let address = ClientUri::parse(&address).is_ok_and(|uri| uri.moid().is_some_and(|moid| moid == text));
    same("a MOID makes an address", Moid::parse(text).is_ok() && text.len() < 65_534, address)?;
    let letter = match text.as_bytes() {
        [b'(', letter, b')'] if letter.is_ascii_alphabetic() => Some(char::from(*letter)),
        _ => None,
    };
    same("an x-name", text.parse::<XName>().ok().map(XName::letter), letter)?;
    let code = text.parse::<StatusCode>().ok().map(|code| code.to_string());
    let digits =
        text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit()) && ("100".."600").contains(&text);
    same("a status code", code.as_deref(), digits.then_some(text))
}

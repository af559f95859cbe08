//! The bodies as one writes them by hand for serde who wants speed: borrowed where that can be, commands read straight into
//! an enum without a list in between, and every URI put through the checks that ours puts it through.

use omadm::{ClientUri, Moid, ServerUri};
use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A string that is borrowed where it has no escapes. `Cow` alone would never be.
pub(crate) struct Str<'a>(pub(crate) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text<'a>(PhantomData<&'a ()>);
        impl<'de: 'a, 'a> Visitor<'de> for Text<'a> {
            type Value = Str<'a>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Str<'a>, E> {
                Ok(Str(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Str<'a>, E> {
                Ok(Str(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text(PhantomData))
    }
}

/// A string that passed a check.
macro_rules! checked {
    ($name:ident, $check:expr) => {
        pub(crate) struct $name<'a>(#[allow(dead_code)] Str<'a>);

        impl<'de: 'a, 'a> Deserialize<'de> for $name<'a> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Str::deserialize(deserializer)?;
                if $check(&text.0) { Ok($name(text)) } else { Err(D::Error::custom(stringify!($name))) }
            }
        }
    };
}

checked!(Client, |text| ClientUri::parse(text).is_ok());
checked!(Server, |text| ServerUri::parse(text).is_ok());
checked!(Identifier, |text| Moid::parse(text).is_ok());
checked!(Uri, |text: &str| !text.is_empty() && text.bytes().all(is_uri) && escapes(text));
checked!(Instance, |text: &str| !text.is_empty() && text.bytes().all(is_name) && escapes(text));

const fn in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';'
        )
        || matches!(byte, b'=' | b':' | b'@' | b'%')
}

const fn table(more: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = in_name(byte as u8);
        byte += 1;
    }
    let mut index = 0;
    while index < more.len() {
        table[more[index] as usize] = true;
        index += 1;
    }
    table
}

fn is_name(byte: u8) -> bool {
    static TABLE: [bool; 256] = table(b"");
    TABLE[byte as usize]
}

fn is_uri(byte: u8) -> bool {
    static TABLE: [bool; 256] = table(b"/?#[]");
    TABLE[byte as usize]
}

fn escapes(text: &str) -> bool {
    let hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    memchr::memchr_iter(b'%', text.as_bytes()).all(|at| {
        let behind = &text.as_bytes()[at + 1..];
        hex(behind.first()) && hex(behind.get(1))
    })
}

#[derive(Deserialize)]
pub(crate) struct Package2<'a> {
    #[serde(rename = "CMD", borrow)]
    #[allow(dead_code)]
    commands: Vec<Command<'a>>,
}

#[allow(dead_code)]
pub(crate) enum Command<'a> {
    HGet(Server<'a>, Option<Client<'a>>),
    HPut(Server<'a>, Client<'a>, Vec<Client<'a>>),
    HPost(Server<'a>, Client<'a>, Vec<Client<'a>>),
    Delete(Client<'a>),
    Exec(Client<'a>, Option<Server<'a>>),
    Get(Client<'a>, Vec<Client<'a>>),
    Show(Server<'a>),
    Default(Identifier<'a>, Server<'a>),
    Cont(Server<'a>),
    End,
    Sub(Server<'a>, Client<'a>),
    Unsub(Client<'a>),
}

impl<'de: 'a, 'a> Deserialize<'de> for Command<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<'a>(PhantomData<&'a ()>);
        impl<'de: 'a, 'a> Visitor<'de> for List<'a> {
            type Value = Command<'a>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a command")
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Command<'a>, S::Error> {
                let name: Str<'a> = one(&mut seq)?;
                let command = match name.0.as_bytes() {
                    b"HGET" => Command::HGet(one(&mut seq)?, seq.next_element()?),
                    b"HPUT" => Command::HPut(one(&mut seq)?, one(&mut seq)?, rest(&mut seq)?),
                    b"HPOST" => Command::HPost(one(&mut seq)?, one(&mut seq)?, rest(&mut seq)?),
                    b"DELETE" => Command::Delete(one(&mut seq)?),
                    b"EXEC" => Command::Exec(one(&mut seq)?, seq.next_element()?),
                    b"GET" => Command::Get(one(&mut seq)?, rest(&mut seq)?),
                    b"SHOW" => Command::Show(one(&mut seq)?),
                    b"DEFAULT" => Command::Default(one(&mut seq)?, one(&mut seq)?),
                    b"CONT" => Command::Cont(one(&mut seq)?),
                    b"END" => Command::End,
                    b"SUB" => Command::Sub(one(&mut seq)?, one(&mut seq)?),
                    b"UNSUB" => Command::Unsub(one(&mut seq)?),
                    _ => return Err(S::Error::custom("unknown command")),
                };
                // One parameter more is refused by the deserializer, which wants the end of the list.
                Ok(command)
            }
        }
        deserializer.deserialize_seq(List(PhantomData))
    }
}

fn one<'de, T: Deserialize<'de>, S: SeqAccess<'de>>(seq: &mut S) -> Result<T, S::Error> {
    seq.next_element()?.ok_or_else(|| S::Error::custom("too few parameters"))
}

fn rest<'de, T: Deserialize<'de>, S: SeqAccess<'de>>(seq: &mut S) -> Result<Vec<T>, S::Error> {
    let mut list = Vec::new();
    while let Some(item) = seq.next_element()? {
        list.push(item);
    }
    Ok(list)
}

/// `V` is what the peer keeps an open value in.
#[derive(Deserialize)]
#[serde(bound = "'de: 'a, V: Deserialize<'de>")]
pub(crate) struct Package1<'a, V> {
    #[serde(rename = "MOS", default)]
    #[allow(dead_code)]
    mos: Vec<Mo<'a>>,
    #[serde(rename = "Alert", default = "Vec::new")]
    #[allow(dead_code)]
    alerts: Vec<Alert<'a, V>>,
}

#[derive(Deserialize)]
#[serde(bound = "'de: 'a")]
#[allow(dead_code)]
struct Mo<'a> {
    #[serde(rename = "DDF")]
    ddf: Option<Uri<'a>>,
    #[serde(rename = "MOID")]
    moid: Option<Identifier<'a>>,
    #[serde(rename = "MIID")]
    miids: Vec<Instance<'a>>,
}

#[derive(Deserialize)]
#[serde(bound = "'de: 'a, V: Deserialize<'de>")]
#[allow(dead_code)]
pub(crate) struct Package3<'a, V> {
    #[serde(rename = "Status")]
    statuses: Vec<Status<'a>>,
    #[serde(rename = "Alert", default = "Vec::new")]
    alerts: Vec<Alert<'a, V>>,
}

#[derive(Deserialize)]
#[serde(bound = "'de: 'a")]
#[allow(dead_code)]
struct Status<'a> {
    sc: u16,
    #[serde(rename = "URI", default)]
    locations: Vec<Client<'a>>,
}

#[derive(Deserialize)]
#[serde(bound = "'de: 'a, V: Deserialize<'de>")]
#[allow(dead_code)]
struct Alert<'a, V> {
    #[serde(rename = "AlertType")]
    alert_type: Str<'a>,
    #[serde(rename = "SourceURI")]
    source: Option<Uri<'a>>,
    #[serde(rename = "TargetURI")]
    target: Option<Uri<'a>>,
    #[serde(rename = "Mark")]
    mark: Option<Str<'a>>,
    #[serde(rename = "DataType")]
    data_type: Option<Str<'a>>,
    #[serde(rename = "Data")]
    data: Option<V>,
}

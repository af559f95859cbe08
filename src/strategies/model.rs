//! Packages and what they are made of.

use super::text::{any_text, concrete, few, maybe, name, object, uri_text};
use crate::{
    body::{Body, Content},
    json,
    limits::Options,
    package::{
        Alert, Command, Leaf, ManagementData, Mo, MoData, Package1, Package2, Package3, Record, Slot, Status,
        Unreadable,
    },
    status::StatusCode,
    text::Text,
    value::{AlertType, Json},
};
use alloc::{borrow::Cow, format, vec::Vec};
use arbitrary::{Arbitrary, Error, Result, Unstructured};

impl<'u> Arbitrary<'u> for StatusCode {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let code = if u.ratio(3, 4)? {
            *u.choose(&[200, 202, 304, 400, 404, 405, 500, 501])?
        } else {
            u.int_in_range(100..=599)?
        };
        StatusCode::new(code).ok_or(Error::IncorrectFormat)
    }
}

impl<'u> Arbitrary<'u> for Command<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        Ok(match u.int_in_range(0..=13)? {
            0 => Command::HGet { from: u.arbitrary()?, to: u.arbitrary()? },
            1 => Command::HPut { to: u.arbitrary()?, data: u.arbitrary()? },
            2 => Command::HPost { to: u.arbitrary()?, data: u.arbitrary()? },
            3 => Command::Delete(u.arbitrary()?),
            4 => Command::Exec { node: u.arbitrary()?, report_to: u.arbitrary()? },
            5 => Command::Show(u.arbitrary()?),
            6 => Command::Default { moid: u.arbitrary()?, from: u.arbitrary()? },
            7 => Command::Cont(u.arbitrary()?),
            8 => Command::End,
            9 => Command::Sub { to: u.arbitrary()?, node: u.arbitrary()? },
            10 => Command::Unsub(u.arbitrary()?),
            _ => Command::Get(u.arbitrary()?),
        })
    }
}

impl<'u> Arbitrary<'u> for Slot<'static> {
    /// Mostly a command; now and then what a decoder makes of something that is none.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        if u.ratio(7, 8)? { u.arbitrary().map(Slot::Command) } else { u.arbitrary().map(Slot::Unreadable) }
    }
}

impl<'u> Arbitrary<'u> for Unreadable<'static> {
    /// What the decoder of the published dialect makes of something that is no command.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let text = match u.int_in_range(0..=6)? {
            0 => format!("[{}]", Json::string(&any_text(u)?)),
            1 => Json::null().as_str().into(),
            2 => format!("[\"GET\",{}]", Json::string(&any_text(u)?)),
            3 => format!("[\"END\",{}]", u.arbitrary::<u16>()?),
            4 => format!("[\"DELETE\",{},{}]", Json::string(&any_text(u)?), Json::string(&any_text(u)?)),
            5 => format!("[\"FROB\",{}]", u.arbitrary::<Json>()?),
            _ => "[]".into(),
        };
        let body = format!("{{\"CMD\":[{text}]}}");
        let decoded = json::decode::<Package2>(body.as_bytes(), &Options::default());
        match decoded.ok().and_then(|mut decoded| decoded.value.commands.pop()) {
            Some(Slot::Unreadable(slot)) => Ok(slot.into_owned()),
            // A text that happens to be a command.
            _ => Err(Error::IncorrectFormat),
        }
    }
}

impl<'u> Arbitrary<'u> for Status<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let mut status = Status::new(u.arbitrary()?);
        if u.ratio(1, 4)? {
            status.locations = few(u, 3, uri_text)?;
        }
        Ok(status.with_extensions(u.arbitrary()?))
    }
}

impl<'u> Arbitrary<'u> for Alert<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let mut alert = Alert::new(AlertType::arbitrary(u)?);
        alert.source = maybe(u, uri_text)?;
        alert.target = maybe(u, uri_text)?;
        alert.mark = u.arbitrary()?;
        alert.data_type = u.arbitrary()?;
        alert.data = u.arbitrary()?;
        Ok(alert.with_extensions(u.arbitrary()?))
    }
}

impl<'u> Arbitrary<'u> for Mo<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        Ok(Mo {
            ddf: maybe(u, uri_text)?,
            moid: u.arbitrary()?,
            miids: few(u, 3, |u| name(u).map(Text::from))?,
            extensions: u.arbitrary()?,
        })
    }
}

impl<'u> Arbitrary<'u> for Package1<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let mos = few(u, 4, Mo::arbitrary)?;
        let alerts = few(u, 3, Alert::arbitrary)?;
        Ok(Package1::default().with_mos(mos).with_alerts(alerts).with_extensions(u.arbitrary()?))
    }
}

impl<'u> Arbitrary<'u> for Package2<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        Ok(Package2 { commands: few(u, 8, Slot::arbitrary)?, extensions: u.arbitrary()? })
    }
}

impl<'u> Arbitrary<'u> for Package3<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let statuses = few(u, 8, Status::arbitrary)?;
        let alerts = few(u, 2, Alert::arbitrary)?;
        Ok(Package3::new(statuses).with_alerts(alerts).with_extensions(u.arbitrary()?))
    }
}

/// The members of an interior node, of at most so many levels.
fn tree(u: &mut Unstructured<'_>, levels: usize) -> Result<Vec<(alloc::string::String, Json<'static>)>> {
    few(u, 4, |u| {
        let node = match u.int_in_range(0..=6)? {
            0..=2 if levels > 0 => object(&tree(u, levels - 1)?).into(),
            3 => Json::from(u.arbitrary::<i32>()?),
            4 => Json::from(u.arbitrary::<bool>()?),
            5 => Json::null(),
            _ => Json::string(&any_text(u)?),
        };
        Ok((name(u)?, node))
    })
}

impl<'u> Arbitrary<'u> for MoData<'static> {
    /// One node, as it should be.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let root = object(&tree(u, 4)?).into();
        MoData::new(object(&[(name(u)?, root)])).map_err(|_| Error::IncorrectFormat)
    }
}

impl<'u> Arbitrary<'u> for Leaf<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        Ok(match u.int_in_range(0..=3)? {
            0 => Leaf::Boolean(u.arbitrary()?),
            1 => Leaf::Null,
            2 => Leaf::Number(Cow::Borrowed(u.choose(&["0", "-1.5", "1e9"])?)),
            _ => Leaf::String(Cow::Owned(any_text(u)?)),
        })
    }
}

impl<'u> Arbitrary<'u> for Record<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let mut record = Record::new(concrete(u)?, u.arbitrary()?).map_err(|_| Error::IncorrectFormat)?;
        record.ddf = maybe(u, uri_text)?;
        record.cv = u.arbitrary()?;
        Ok(record.with_extensions(u.arbitrary()?))
    }
}

impl<'u> Arbitrary<'u> for ManagementData<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        few(u, 4, Record::arbitrary).map(ManagementData::new)
    }
}

impl<'u> Arbitrary<'u> for Content<'static> {
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        Ok(match u.int_in_range(0..=4)? {
            0 => Content::Package1(u.arbitrary()?),
            1 => Content::Package2(u.arbitrary()?),
            2 => Content::Package3(u.arbitrary()?),
            3 => Content::ManagementData(u.arbitrary()?),
            _ => Content::Notification(u.arbitrary()?),
        })
    }
}

impl<'u> Arbitrary<'u> for Body<'static> {
    /// With data behind it only where there may be some.
    fn arbitrary(u: &mut Unstructured<'u>) -> Result<Self> {
        let content = Content::arbitrary(u)?;
        let data = match &content {
            Content::Package1(_) | Content::Package3(_) => few(u, 3, ManagementData::arbitrary)?,
            _ => Vec::new(),
        };
        Ok(Body { content, data })
    }
}

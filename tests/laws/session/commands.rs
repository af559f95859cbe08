//! Commands as texts, what each may be answered with, and answers.

use super::Script;
use omadm::{
    Address, ClientUri, Command, Dialect, ManagementData, Moid, ServerUri, Slot, Status, StatusCode,
    session::client::Answer,
};
use std::borrow::Cow;

/// What is known of a slot without having read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    HGetAt,
    HGetAnywhere,
    Get,
    Exec,
    ExecReported,
    Cont(Cow<'static, str>),
    End,
    /// DELETE, SHOW and others of which the session knows nothing more.
    Plain,
    /// What is no command, and its status.
    Unreadable(u16),
}

use Kind::*;

/// Slots: what they are, and how they are written in the published dialect and in the draft.
pub const SLOTS: &[(Kind, &str, &str)] = &[
    (Plain, r#"["DELETE","urn:x//a"]"#, "DELETE urn:x//a"),
    (Get, r#"["GET","urn:x//a","*"]"#, "INCLUDE urn:x//a *"),
    (Get, r#"["GET","urn:x//a?Levels=0"]"#, "INCLUDE urn:x//a?Levels=0"),
    (HGetAt, r#"["HGET","https://r/1","urn:x//a"]"#, "GET https://r/1 urn:x//a"),
    (HGetAnywhere, r#"["HGET","https://r/1"]"#, "HGET https://r/1"),
    (Plain, r#"["HPUT","https://r/1","urn:x//a"]"#, "PUT https://r/1 urn:x//a"),
    (Plain, r#"["HPOST","https://r/1","*"]"#, "HPOST https://r/1 *"),
    (Exec, r#"["EXEC","urn:x//a"]"#, "EXEC urn:x//a"),
    (ExecReported, r#"["EXEC","urn:x//a","https://o/"]"#, "EXEC urn:x//a https://o/"),
    (Plain, r#"["SHOW","https://u/"]"#, "SHOW https://u/"),
    (Plain, r#"["DEFAULT","urn:m","https://m/"]"#, "DEFAULT urn:m https://m/"),
    (Cont(Cow::Borrowed("https://s/1")), r#"["CONT","https://s/1"]"#, "CONT https://s/1"),
    (Cont(Cow::Borrowed("https://s/2")), r#"["CONT","https://s/2"]"#, "CONT https://s/2"),
    (Unreadable(501), r#"["FROB","x"]"#, "FROB x"),
    (Unreadable(400), r#"["CONT","no uri"]"#, "CONT nouri"),
    (Unreadable(400), r#"["DELETE","*"]"#, "DELETE *"),
    (Unreadable(400), r#"["END","x"]"#, "END x"),
    (Unreadable(400), "[]", "CONT"),
    (End, r#"["END"]"#, "END"),
];

/// A body of these slots.
pub fn body(slots: &[usize], dialect: Dialect) -> Vec<u8> {
    let texts = slots.iter().map(|slot| &SLOTS[*slot]);
    match dialect {
        Dialect::Published => {
            let texts: Vec<_> = texts.map(|(_, published, _)| *published).collect();
            format!("{{\"CMD\":[{}]}}", texts.join(",")).into_bytes()
        }
        Dialect::Draft => texts.flat_map(|(_, _, draft)| [*draft, "\r\n"]).collect::<String>().into_bytes(),
    }
}

pub fn kind(slot: usize) -> Kind {
    SLOTS[slot].0.clone()
}

/// A command as a server gives it.
pub fn command(choice: usize) -> Command<'static> {
    let (uri, node) = (ServerUri::parse("https://h/").unwrap(), Address::parse("urn:x//a").unwrap());
    match choice % 9 {
        0 => Command::Delete(node),
        1 => Command::Get(ClientUri::all_mos().into()),
        2 => Command::HGet { from: uri, to: None },
        3 => Command::HGet { from: uri, to: Some(node) },
        4 => Command::Exec { node, report_to: Some(uri) },
        5 => Command::Exec { node, report_to: None },
        6 => Command::Show(uri),
        7 => Command::Default { moid: Moid::parse("urn:m").unwrap(), from: uri },
        _ => Command::HPut { to: uri, data: ClientUri::all_mos().into() },
    }
}

/// What a command is, in the terms of the reference.
pub fn kind_of(command: &Command<'_>) -> Kind {
    match command {
        Command::HGet { to: None, .. } => HGetAnywhere,
        Command::HGet { .. } => HGetAt,
        Command::Get(_) => Get,
        Command::Exec { report_to: None, .. } => Exec,
        Command::Exec { .. } => ExecReported,
        Command::Cont(to) => Cont(Cow::Owned(to.to_string())),
        Command::End => End,
        _ => Plain,
    }
}

pub fn kind_of_slot(slot: &Slot<'_>) -> Kind {
    match slot {
        Slot::Command(command) => kind_of(command),
        Slot::Unreadable(slot) => Unreadable(slot.status().as_u16()),
    }
}

/// An answer, told in the terms of the reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Told {
    pub code: u16,
    pub locations: usize,
    pub data: bool,
}

impl Told {
    pub fn code(code: u16) -> Self {
        Told { code, locations: 0, data: false }
    }

    /// Any answer, allowed or not.
    pub fn any(script: &mut Script<'_>) -> Self {
        const CODES: [u16; 12] = [200, 200, 200, 202, 404, 500, 204, 304, 399, 400, 100, 599];
        let choice = script.byte();
        let code = *script.pick(&CODES);
        let data = choice & 3 == 0;
        // Data comes with 200 by its type.
        Told {
            code: if data { 200 } else { code },
            locations: usize::from(choice >> 2 & 3).saturating_sub(1),
            data,
        }
        .normal()
    }

    fn normal(self) -> Self {
        Told { locations: if self.data { 0 } else { self.locations }, ..self }
    }

    /// What a command of this kind may be answered with.
    pub fn may_answer(self, kind: &Kind) -> bool {
        let Told { code, locations, data } = self;
        let data_is_right = data == (*kind == Get && code == 200);
        let code_is_right = match kind {
            ExecReported => code == 202 || code >= 400,
            Exec => true,
            _ => code != 202,
        };
        let locations_are_right = match kind {
            HGetAnywhere => code != 200 || locations > 0,
            HGetAt => true,
            _ => locations == 0,
        };
        data_is_right && code_is_right && locations_are_right
    }

    /// One that this kind may be answered with.
    pub fn fitting(kind: &Kind, script: &mut Script<'_>) -> Self {
        let wanted = Told::any(script);
        if wanted.may_answer(kind) {
            return wanted;
        }
        match kind {
            Get => Told { code: 200, locations: 0, data: true },
            HGetAnywhere => Told { code: 200, locations: 1, data: false },
            ExecReported => Told::code(202),
            _ => Told::code(200),
        }
    }

    pub fn answer(self) -> Answer {
        if self.data {
            return Answer::data(ManagementData::default());
        }
        let locations = (0..self.locations).map(|_| ClientUri::parse("urn:x//b").unwrap());
        Status::new(StatusCode::new(self.code).unwrap()).with_locations(locations).into()
    }
}

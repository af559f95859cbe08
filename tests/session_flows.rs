//! The conversations that the change requests describe, as tests named after their steps. Each step begins where the one
//! before it ended, in both dialects.

#[path = "session_flows/basic.rs"]
mod basic;
#[path = "session_flows/call.rs"]
mod call;
#[path = "session_flows/overview.rs"]
mod overview;
#[path = "support/pair.rs"]
mod pair;

use omadm::{
    Address, ClientUri, Command, DeviceId, Dialect, ManagementData, Mo, Moid, Options, ServerUri, json,
    session::client::Opening,
};

const BOTH: [Dialect; 2] = [Dialect::Published, Dialect::Draft];

const DEVINFO: &str =
    r#"[{"ClientURI":"urn:oma:mo:oma-dm-devinfo:1.0//","MOData":{"DevInfo":{"Man":"ACME","Mod":"X1"}}}]"#;

fn data(text: &str) -> ManagementData<'static> {
    json::decode::<ManagementData>(text.as_bytes(), &Options::strict()).unwrap().value.into_owned()
}

fn server(text: &str) -> ServerUri<'static> {
    text.parse().unwrap()
}

fn node(text: &str) -> Address<'static> {
    text.parse().unwrap()
}

fn device() -> DeviceId<'static> {
    DeviceId::parse("IMEI:493005100592800").unwrap()
}

/// A session of a device that says what it is.
fn opening(dialect: Dialect) -> Opening {
    Opening::new(server("https://dm.example/dm"), device())
        .with_dialect(dialect)
        .with_options(Options::strict())
        .with_data(data(DEVINFO))
        .with_mos([Mo::new(Moid::parse("urn:oma:mo:oma-dm-devinfo:1.0").unwrap(), ["DevInfo"])])
}

fn get(uri: &str) -> Command<'static> {
    Command::Get(uri.parse::<ClientUri<'static>>().unwrap().into())
}

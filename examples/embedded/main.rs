//! Embedded use: a device without `std`, with a server's answers played to it.
//!
//!     cargo run --example embedded
//!
//! `device.rs` is the guide. It is compiled here, where it can be watched, and in `no-std/`, which has no `std` at all.

extern crate alloc;

mod device;

use device::{Device, Response};
use omadm::{DeviceId, ServerUri};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut answers = [
        r#"{"CMD":[["EXEC","urn:example:mo:lamp:1.0/1/Toggle"],["GET","urn:example:mo:lamp:1.0/1/On"],["FROB"]]}"#,
        r#"{"CMD":[["END"]]}"#,
    ]
    .into_iter();
    let mut lamp = Device::default();
    let mut sent = Vec::new();
    let server = ServerUri::parse("https://dm.example/dm")?;
    let managed = lamp.manage(server, DeviceId::parse("IMEI:493005100592800")?, |request| {
        println!("POST {}\n{}\n", request.target, String::from_utf8_lossy(&request.body));
        sent.push(request.body.clone());
        let body = answers.next().unwrap_or_default();
        println!("200\n{body}\n");
        let content_type = "application/vnd.oma.dm.request+json".into();
        Response { status: 200, content_type, body: body.into() }
    });
    managed.map_err(|trouble| trouble.to_string())?;
    println!("the lamp is {}", if lamp.on { "on" } else { "off" });

    let last = String::from_utf8(sent.pop().ok_or("nothing was sent")?)?;
    assert!(last.contains(r#"{"Status":[{"sc":200},{"sc":200},{"sc":501}]}"#), "{last}");
    assert!(last.contains(r#"{"On":true}"#), "{last}");
    Ok(())
}

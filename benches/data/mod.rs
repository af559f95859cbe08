//! Messages to measure with: the same in every run, different from one to the next, so that no branch predictor learns them.
//!
//! They are written by hand and not by the encoder, which is measured. About a third of the ClientURIs have wildcards,
//! x-names or queries, and about a quarter of the commands have several of them.

#[path = "../../tests/support/rng.rs"]
mod rng;
mod text;
mod turn;

pub(crate) use rng::Rng;
pub(crate) use text::{client_uri, server_uri};
#[allow(unused_imports, reason = "not everything that measures needs it")]
pub(crate) use turn::Turn;

use text::{digits, instance, moid};

/// What is asked of a set: how many bodies, and about how long each is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) name: &'static str,
    pub(crate) bodies: usize,
    pub(crate) bytes: usize,
}

pub(crate) const ROT200: Size = Size { name: "rot200", bodies: 256, bytes: 200 };
pub(crate) const ROT2K: Size = Size { name: "rot2k", bodies: 256, bytes: 2 << 10 };
pub(crate) const K64: Size = Size { name: "64k", bodies: 16, bytes: 64 << 10 };
pub(crate) const M1: Size = Size { name: "1m", bodies: 4, bytes: 1 << 20 };

/// Bodies of one size.
pub(crate) fn set(size: Size, body: impl Fn(&mut Rng, usize) -> String) -> Vec<Vec<u8>> {
    let mut rng = Rng::new(7);
    // One in eight more or less: messages are not all of one length.
    let mut about = |bytes: usize| bytes * 7 / 8 + rng.below(bytes / 4);
    let lengths: Vec<_> = (0..size.bodies).map(|_| about(size.bytes)).collect();
    lengths.into_iter().map(|bytes| body(&mut rng, bytes).into_bytes()).collect()
}

/// A Package#1 of about so many bytes.
pub(crate) fn package1(rng: &mut Rng, bytes: usize) -> String {
    let opening = r#""Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"}]}"#;
    let mut mos = Vec::new();
    let mut len = opening.len() + 9;
    while len + 80 < bytes || mos.is_empty() {
        let mo = mo(rng);
        len += mo.len() + 1;
        mos.push(mo);
    }
    format!(r#"{{"MOS":[{}],{opening}"#, mos.join(","))
}

fn mo(rng: &mut Rng) -> String {
    let moid = moid(rng);
    let ddf = match rng.below(3) {
        0 => format!(
            r#""DDF":"https://www.example.com/ddf/{}-{}.ddf","#,
            moid.rsplit(':').nth(1).unwrap(),
            rng.below(9)
        ),
        _ => String::new(),
    };
    let instances = if rng.once_in(4) { 2 + rng.below(3) } else { 1 };
    let instances: Vec<_> = (0..instances).map(|_| format!(r#""{}""#, instance(rng))).collect();
    format!(r#"{{{ddf}"MOID":"{moid}","MIID":[{}]}}"#, instances.join(","))
}

/// A Package#2 of about so many bytes.
pub(crate) fn package2(rng: &mut Rng, bytes: usize) -> String {
    let commands: Vec<_> = commands(rng, bytes, true)
        .iter()
        .map(|command| {
            format!("[{}]", command.iter().map(|text| format!(r#""{text}""#)).collect::<Vec<_>>().join(","))
        })
        .collect();
    format!(r#"{{"CMD":[{}]}}"#, commands.join(","))
}

/// The same commands in both dialects, without those that only one of them has.
pub(crate) fn both_dialects(size: Size) -> [Vec<Vec<u8>>; 2] {
    let json = set(size, |rng, bytes| {
        let list = commands(rng, bytes, false);
        let list = list.iter().map(|command| format!(r#"["{}"]"#, command.join(r#"",""#)));
        format!(r#"{{"CMD":[{}]}}"#, list.collect::<Vec<_>>().join(","))
    });
    let draft = set(size, |rng, bytes| {
        let lines = commands(rng, bytes, false).into_iter().map(|mut command| {
            let name = match command[0].as_str() {
                "HGET" => "GET",
                "HPUT" => "PUT",
                "HPOST" => "POST",
                "GET" => "INCLUDE",
                other => other,
            };
            command[0] = name.to_owned();
            command.join(" ") + "\r\n"
        });
        lines.collect()
    });
    [json, draft]
}

/// Commands whose JSON is about so many bytes long; the last one ends the session.
fn commands(rng: &mut Rng, bytes: usize, all: bool) -> Vec<Vec<String>> {
    let mut commands = Vec::new();
    let mut len = r#"{"CMD":[["END"]]}"#.len();
    while len + 60 < bytes || commands.is_empty() {
        let command = command(rng, all);
        len += command.iter().map(|text| text.len() + 3).sum::<usize>() + 2;
        commands.push(command);
    }
    commands.push(vec!["END".to_owned()]);
    commands
}

fn command(rng: &mut Rng, all: bool) -> Vec<String> {
    let words: &[&str] = match rng.below(32) {
        0..13 => &["GET", "C+"],
        13..16 => &["HPUT", "S", "C+"],
        16..18 => &["HPOST", "S", "C+"],
        18..22 => &["EXEC", "A", "S?"],
        22..25 => &["DELETE", "A"],
        25..28 => &["HGET", "S", "A?"],
        28 if all => &["SUB", "S", "A"],
        29 if all => &["UNSUB", "A"],
        30 => &["DEFAULT", "M", "S"],
        31 => rng.pick(&[&["SHOW", "S"], &["CONT", "S"]]),
        _ => &["GET", "C+"],
    };
    let mut command = Vec::new();
    for word in words {
        match *word {
            "S" => command.push(server_uri(rng)),
            "A" => command.push(client_uri(rng)),
            "M" => command.push(moid(rng).to_owned()),
            "S?" if rng.once_in(2) => command.push(server_uri(rng)),
            "A?" if rng.once_in(2) => command.push(client_uri(rng)),
            "S?" | "A?" => {}
            "C+" => {
                let more = if rng.below(9) < 4 { 1 + rng.below(3) } else { 0 };
                command.extend((0..=more).map(|_| client_uri(rng)));
            }
            name => command.push(name.to_owned()),
        }
    }
    command
}

/// A Package#3 of about so many bytes.
pub(crate) fn package3(rng: &mut Rng, bytes: usize) -> String {
    let mut statuses = Vec::new();
    let mut alerts = Vec::new();
    let mut len = r#"{"Status":[],"Alert":[]}"#.len();
    while len + 40 < bytes || statuses.is_empty() {
        let (list, item) =
            if rng.once_in(12) { (&mut alerts, alert(rng)) } else { (&mut statuses, status(rng)) };
        len += item.len() + 1;
        list.push(item);
    }
    let alerts =
        if alerts.is_empty() { String::new() } else { format!(r#","Alert":[{}]"#, alerts.join(",")) };
    format!(r#"{{"Status":[{}]{alerts}}}"#, statuses.join(","))
}

fn status(rng: &mut Rng) -> String {
    let code = rng.pick(&["200", "200", "200", "200", "202", "304", "404", "405", "500"]);
    match rng.below(4) {
        0 => {
            let more = if rng.once_in(4) { 1 + rng.below(3) } else { 0 };
            let uris: Vec<_> = (0..=more).map(|_| format!(r#""{}""#, client_uri(rng))).collect();
            format!(r#"{{"sc":{code},"URI":[{}]}}"#, uris.join(","))
        }
        _ => format!(r#"{{"sc":{code}}}"#),
    }
}

fn alert(rng: &mut Rng) -> String {
    let kind = rng.pick(&["download-state", "install-result", "diagnostic-event", "roaming"]);
    let source = client_uri(rng);
    let mark = rng.pick(&["informational", "warning", "minor", "critical"]);
    format!(
        r#"{{"AlertType":"urn:oma:at:example:{kind}","SourceURI":"{source}","Mark":"{mark}","DataType":"object","Data":{{"state":"done","code":{},"id":"{}"}}}}"#,
        rng.below(1000),
        digits(rng, 12),
    )
}

/// The same bodies with every `/` written `\/`.
#[allow(dead_code, reason = "not everything that measures needs it")]
pub(crate) fn escaped(bodies: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let escape = |byte: &u8| if *byte == b'/' { vec![b'\\', b'/'] } else { vec![*byte] };
    bodies.iter().map(|body| body.iter().flat_map(escape).collect()).collect()
}

/// The same bodies with a line for each element, indented.
#[allow(dead_code, reason = "not everything that measures needs it")]
pub(crate) fn indented(bodies: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let pretty = |body: &Vec<u8>| {
        let (mut out, mut depth, mut inside) = (Vec::new(), 0, false);
        let line = |out: &mut Vec<u8>, depth: usize| {
            out.push(b'\n');
            out.resize(out.len() + 2 * depth, b' ');
        };
        for byte in body {
            inside ^= *byte == b'"';
            match byte {
                b'[' | b'{' if !inside => {
                    out.push(*byte);
                    depth += 1;
                    line(&mut out, depth);
                }
                b']' | b'}' if !inside => {
                    depth -= 1;
                    line(&mut out, depth);
                    out.push(*byte);
                }
                b',' if !inside => {
                    out.push(*byte);
                    line(&mut out, depth);
                }
                b':' if !inside => out.extend(b": "),
                _ => out.push(*byte),
            }
        }
        out
    };
    bodies.iter().map(pretty).collect()
}

/// A document of management data of about so many bytes.
#[allow(dead_code, reason = "not everything that measures needs it")]
pub(crate) fn management_data(rng: &mut Rng, bytes: usize) -> String {
    let mut leaves = Vec::new();
    let mut len = 100;
    while len < bytes {
        let leaf = format!(
            r#""Node-{}":{{"Value":"{}","State":{}}}"#,
            leaves.len(),
            digits(rng, 16),
            rng.below(100)
        );
        len += leaf.len() + 1;
        leaves.push(leaf);
    }
    let data = leaves.join(",");
    format!(r#"[{{"ClientURI":"{}/left/Data","MOData":{{"Data":{{{data}}}}}}}]"#, moid(rng))
}

/// The boundary of [`parts`].
#[allow(dead_code, reason = "not everything that measures needs it")]
pub(crate) const BOUNDARY: &str = "gc0p4Jq0M2Yt08j34c0p";

/// A status document and management data in parts, of about so many bytes together.
#[allow(dead_code, reason = "not everything that measures needs it")]
pub(crate) fn parts(rng: &mut Rng, bytes: usize) -> Vec<u8> {
    let statuses = package3(rng, 1000);
    let mut body =
        format!("--{BOUNDARY}\r\nContent-Type: application/vnd.oma.dm.response+json\r\n\r\n{statuses}");
    while body.len() + (4 << 10) < bytes {
        let data = management_data(rng, 4 << 10);
        body += &format!("\r\n--{BOUNDARY}\r\nContent-Type: application/vnd.oma.dm.mo+json\r\n\r\n{data}");
    }
    (body + "\r\n--" + BOUNDARY + "--\r\n").into_bytes()
}

//! What is written in steps of many bytes, at once or after it was counted, is what serde_json writes: for strings of every
//! length, with something to be escaped in every place, and for bodies of every length around those at which the way changes.

use omadm::{
    Address, Alert, ClientUri, Command, Extensions, Json, JsonObject, Limit, Limits, Moid, Options, Package2,
    Package3, ServerUri, Status, StatusCode, Text, error::EncodeErrorKind, json,
};
use serde_json::Value;

/// A text of so many bytes, each unlike its neighbours.
fn text(len: usize) -> String {
    (0..len).map(|at| char::from(b'a' + (at % 25) as u8)).collect()
}

/// A status with these locations, and how it is written.
fn status(locations: &[&str]) -> (Status<'static>, String) {
    let mut status = Status::new(StatusCode::OK);
    status.locations = locations.iter().map(|location| Text::from(location.to_string())).collect();
    (status, format!(r#"{{"sc":200,"URI":{}}}"#, Value::from(locations.to_vec())))
}

fn assert_written(statuses: &[(Status<'static>, String)]) -> usize {
    let body = json::to_vec(&Package3::new(statuses.iter().map(|(status, _)| status.clone()))).unwrap();
    let written: Vec<_> = statuses.iter().map(|(_, written)| written.as_str()).collect();
    assert_eq!(String::from_utf8_lossy(&body), format!(r#"{{"Status":[{}]}}"#, written.join(",")));
    body.len()
}

#[test]
fn strings_of_every_length_with_an_escape_in_every_place() {
    for len in 0..120 {
        let plain = text(len);
        assert_written(&[status(&[&plain])]);
        for at in 0..len {
            // `\x7f` and what is no ASCII stand for themselves.
            for special in ["\"", "\\", "\n", "\0", "\x1f", " ", "!", "#", "]", "\x7f", "é"] {
                let text = format!("{}{special}{}", &plain[..at], &plain[at + 1..]);
                assert_written(&[status(&[&text])]);
            }
        }
    }
}

#[test]
fn parameters_of_every_length() {
    for len in 1..300 {
        let uri = format!("urn:x//{}", text(len));
        let command = Command::get([ClientUri::parse(&uri).unwrap()]).unwrap();
        let body = json::to_vec(&Package2::new([command, Command::End])).unwrap();
        assert_eq!(body, format!(r#"{{"CMD":[["GET","{uri}"],["END"]]}}"#).as_bytes());
    }
}

/// Statuses of every length up to the one from which on they are counted first, and beyond; made of many strings and of few.
#[test]
fn bodies_of_every_length() {
    for step in [1, 40, 400] {
        let mut statuses = Vec::new();
        let mut len = 0;
        while len < 6_000 {
            statuses.push(status(&[&text(step), &text(len % 7)]));
            len = assert_written(&statuses);
        }
    }
    for len in (0..700).chain(2_300..2_800) {
        assert_written(&[status(&[&text(len)])]);
    }
}

/// What looks short and is not, and what looks long and is not.
#[test]
fn bodies_that_are_not_as_long_as_they_look() {
    let data = format!(r#"{{"a":"{}"}}"#, text(5_000));
    let alert = Alert::new("x").with_data("y", JsonObject::parse(&data).unwrap());
    let body = json::to_vec(&Package3::new([]).with_alerts([alert])).unwrap();
    let written = format!(r#"{{"Status":[],"Alert":[{{"AlertType":"x","DataType":"y","Data":{data}}}]}}"#);
    assert_eq!(body, written.as_bytes());

    let body = json::to_vec(&Package2::new(vec![Command::End; 200])).unwrap();
    assert_eq!(body, format!(r#"{{"CMD":[{}]}}"#, [r#"["END"]"#; 200].join(",")).as_bytes());
}

/// Every command, last in its body, where there is no room behind it.
#[test]
fn each_name_at_the_end() {
    let uri = || ClientUri::parse("urn:x//").unwrap();
    let node = || Address::parse("urn:x//").unwrap();
    let server = || ServerUri::parse("http://h").unwrap();
    let commands = [
        Command::HGet { from: server(), to: None },
        Command::HPut { to: server(), data: uri().into() },
        Command::HPost { to: server(), data: uri().into() },
        Command::Delete(node()),
        Command::Exec { node: node(), report_to: Some(server()) },
        Command::Get(uri().into()),
        Command::Show(server()),
        Command::Default { moid: Moid::parse("m").unwrap(), from: server() },
        Command::Cont(server()),
        Command::End,
        Command::Sub { to: server(), node: node() },
        Command::Unsub(node()),
    ];
    for command in &commands {
        // Written on the stack, counted first, and written in room that is guessed, or that is there.
        for (count, room) in [(1, 0), (40, 0), (300, 0), (300, 1 << 16)] {
            let mut body = Vec::with_capacity(room);
            let package = Package2::new(vec![command.clone(); count]);
            json::encode(&package, &mut body, &Options::default()).unwrap();
            let value: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(value["CMD"].as_array().unwrap().len(), count);
            assert_eq!(value["CMD"][count - 1][0], command.name());
            assert_eq!(value.to_string().as_bytes(), body);
            let read = json::decode::<Package2>(&body, &Options::default()).unwrap().value;
            assert_eq!(read.commands[count - 1].command(), Some(command));
        }
    }
}

/// The tally takes more members for granted than there are, a longer string and a deeper body: the counter decides.
#[test]
fn a_limit_is_exact_however_long_the_body() {
    for count in [1, 200] {
        let mut extensions = Extensions::new();
        extensions.insert("\"", Json::parse("[[1]]").unwrap());
        let package = Package3::new(vec![Status::new(StatusCode::OK).with_extensions(extensions); count]);
        let limits = |members, depth, string| {
            let limits = Limits::default().with_members(members).with_depth(depth);
            Options::default().with_limits(limits.with_string_bytes(string))
        };
        // `{"sc":200,"\"":[[1]]}` has two members, its value is on levels 4 and 5, and "Status" is the longest string.
        let mut out = Vec::new();
        json::encode(&package, &mut out, &limits(2, 5, 6)).unwrap();
        let one = r#"{"sc":200,"\"":[[1]]}"#;
        assert_eq!(
            String::from_utf8(out).unwrap(),
            format!(r#"{{"Status":[{}]}}"#, vec![one; count].join(","))
        );
        for (options, limit) in [
            (limits(1, 5, 6), Limit::Members),
            (limits(2, 4, 6), Limit::Depth),
            (limits(2, 5, 5), Limit::StringBytes),
        ] {
            let error = json::encode(&package, &mut Vec::new(), &options).unwrap_err();
            assert_eq!(error.kind(), EncodeErrorKind::Limit(limit));
        }
    }
}

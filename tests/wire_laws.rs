//! The laws over the ways in that are not JSON alone: the draft dialect, bodies in parts, the one door.

#[allow(dead_code)]
mod laws;
#[path = "laws/wire.rs"]
mod wire;

use laws::{Law, Native, Said, Subject};
use omadm::{
    Accept, ClientUri, Command, DeviceId, Dialect, ManagementData, MediaRange, MediaType, Options, Package2,
    Package3, Slot, Status, StatusCode,
    body::{self, Body, Content},
    multipart::Boundary,
    strategies,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestCaseError, test_runner::TestRunner};
use std::fmt::Display;
use wire::{Door, Draft, Parts};

fn config(cases: u32) -> ProptestConfig {
    // What fails becomes a named test, not a seed in a file.
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

fn check(law: Law) -> Result<(), TestCaseError> {
    law.map_err(TestCaseError::fail)
}

/// The laws of a body that came with a media type: of the door, and of what is behind it.
fn keeps_the_laws(media_type: &MediaType<'_>, bytes: &[u8]) -> Law {
    laws::body(&Door, &wire::message(media_type, bytes))?;
    if media_type.is(&MediaType::DM20) {
        laws::body(&Draft::<Package2<'static>>::new(), bytes)?;
    }
    if media_type.is(&MediaType::DM20_STATUS) {
        laws::body(&Draft::<Package3<'static>>::new(), bytes)?;
    }
    match media_type.parameter("boundary") {
        Some(boundary) => laws::body(&Parts, &[boundary.as_bytes(), b"\n", bytes].concat()),
        None => Ok(()),
    }
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn valid_bodies_keep_the_laws((media_type, bytes) in strategies::typed_bodies()) {
        prop_assert!(body::decode(&media_type, &bytes, &Options::default()).is_ok());
        check(keeps_the_laws(&media_type, &bytes))?;
    }

    #[test]
    fn nearly_valid_bodies_keep_the_laws((media_type, bytes) in strategies::nearly_valid_typed_bodies()) {
        check(keeps_the_laws(&media_type, &bytes))?;
    }

    #[test]
    fn values_round_trip(value in strategies::any::<Body<'static>>(), dialect in strategies::any::<Dialect>()) {
        // The others are the same in both.
        let is_of_one = matches!(value.content, Content::Package2(_) | Content::Package3(_));
        let dialect = if is_of_one { dialect } else { Dialect::Published };
        check(laws::round_trip(&Door, &(dialect, value)))?;
    }
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn hostile_bodies_keep_the_laws((media_type, bytes) in strategies::hostile_typed_bodies()) {
        check(keeps_the_laws(&media_type, &bytes))?;
    }

    /// A body that is not the media type's, and that of another media type.
    #[test]
    fn strangers_keep_the_laws(
        (_, bytes) in strategies::typed_bodies(),
        media_type in strategies::any::<MediaType<'static>>(),
    ) {
        check(keeps_the_laws(&media_type, &bytes))?;
    }

    #[test]
    fn packages_survive_both_dialects(
        package2 in strategies::any::<Package2<'static>>(),
        package3 in strategies::any::<Package3<'static>>(),
        commands in prop::collection::vec(strategies::any::<Command<'static>>(), 0..6),
        codes in prop::collection::vec(strategies::any::<StatusCode>(), 0..6),
    ) {
        // Not many whole packages can be said in the draft dialect; those made of what it has can.
        let commands = Package2::new(commands);
        let statuses = Package3::new(codes.into_iter().map(Status::new));
        for package in [package2, commands] {
            check(laws::round_trip(&Draft::<Package2<'static>>::new(), &package))?;
            check(laws::across(&Draft::<Package2<'static>>::new(), &Native::<Package2<'static>>::new(), &package))?;
            check(laws::across(&Native::<Package2<'static>>::new(), &Draft::<Package2<'static>>::new(), &package))?;
        }
        for package in [package3, statuses] {
            check(laws::round_trip(&Draft::<Package3<'static>>::new(), &package))?;
            check(laws::across(&Draft::<Package3<'static>>::new(), &Native::<Package3<'static>>::new(), &package))?;
            check(laws::across(&Native::<Package3<'static>>::new(), &Draft::<Package3<'static>>::new(), &package))?;
        }
    }

    #[test]
    fn data_is_given_to_the_gets_that_were_answered(
        slots in prop::collection::vec(strategies::any::<Slot<'static>>(), 0..6),
        codes in prop::collection::vec(strategies::any::<StatusCode>(), 6),
        more in -1..=1_isize,
        data in prop::collection::vec(strategies::any::<ManagementData<'static>>(), 6),
        documents in prop::option::weighted(0.3, 0..6_usize),
    ) {
        let statuses = slots.len().saturating_add_signed(if documents.is_some() { more } else { 0 });
        let answer = Package3::new(codes.into_iter().take(statuses).map(Status::new));
        let gets = slots.iter().zip(&answer.statuses).filter(|(slot, status)| {
            slot.command().is_some_and(|command| command.name() == "GET") && status.code == StatusCode::OK
        });
        let documents = documents.unwrap_or(gets.count());
        check(wire::paired(wire::native_pair, &slots, &answer, &data[..documents.min(6)]))?;
    }
}

/// What is written is read as what it was.
fn reads_itself<T: Display + PartialEq + std::fmt::Debug + std::str::FromStr>(
    value: &T,
) -> Result<(), TestCaseError> {
    let text = value.to_string();
    match text.parse::<T>() {
        Ok(back) => prop_assert_eq!(&back, value, "{}", text),
        Err(_) => prop_assert!(false, "{} is not read", text),
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn what_headers_hold_is_read_as_it_is_written(
        media_type in strategies::any::<MediaType<'static>>(),
        range in strategies::any::<MediaRange<'static>>(),
        accept in strategies::any::<Accept<'static>>(),
        boundary in strategies::any::<Boundary<'static>>(),
        device in strategies::any::<DeviceId<'static>>(),
    ) {
        reads_itself(&media_type)?;
        reads_itself(&accept)?;
        reads_itself(&Accept::new([range]))?;
        reads_itself(&boundary)?;
        reads_itself(&device)?;
    }
}

/// Messages on which the self-tests of the laws are tried: something of everything.
fn corpus() -> Vec<Vec<u8>> {
    let parts = "--b\r\nContent-Type: application/dm20status\r\n\r\n200 urn:x//\r\n200\r\n--b\r\n\
        Content-Type: application/json\r\n\r\n[]\r\n";
    [
        "application/dm20\nGET https://h/x\r\nEND\r\n".to_owned(),
        "application/dm20\nDELETE urn:x/a\r\nFROB\r\nINCLUDE *".to_owned(),
        "application/dm20\nEND\r\nE\x01D\r\nEND\r\n".to_owned(),
        "application/dm20status\n200\r\n99\r\n200\r\n".to_owned(),
        "application/dm20;charset=us-ascii\nEND\r\n".to_owned(),
        "text/html\n<html>".to_owned(),
        r#"application/vnd.oma.dm.response+json
{"Status":[{"sc":200}],"x":1}"#
            .to_owned(),
        format!("multipart/mixed;boundary=b\n{parts}--b--\r\n"),
        format!("multipart/mixed;boundary=b\n{}--b--", parts.replace("[]", "[{\"MOData\":{\"a\":1}}]")),
        format!("multipart/mixed;boundary=b\n{}--b--\n", parts.replace("\r\n", "\n")),
        format!("multipart/mixed;boundary=b\n{}--b--\r\n", parts.replace("[]", "[{}]")),
        format!("multipart/mixed;boundary=b\n{parts}--bX"),
        format!("multipart/mixed;boundary=b\n{parts}"),
        "no media type".to_owned(),
    ]
    .map(String::into_bytes)
    .to_vec()
}

/// A door with one fault.
struct Wrong(&'static str);

impl Wrong {
    fn is(&self, fault: &str) -> bool {
        self.0 == fault
    }
}

type Value = (Dialect, Body<'static>);

impl Subject for Wrong {
    type Value = Value;

    fn decode(&self, message: &[u8], strict: bool) -> Said<Value> {
        let mut said = Door.decode(message, strict);
        let head = message.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        match &mut said {
            Ok(((_, body), warnings)) => {
                if self.is("reading loses the last part") {
                    body.data.pop();
                }
                if self.is("warnings of parts are not given") && !body.data.is_empty() {
                    warnings.clear();
                }
                if self.is("warnings of parts are offsets of the part's end") {
                    warnings.iter_mut().for_each(|offset| *offset += message.len() / 2);
                }
                if self.is("strict does not read the parts") && strict {
                    body.data.clear();
                }
            }
            Err((offset, _)) => {
                if self.is("errors of parts are counted from the end") && *offset > head {
                    *offset = message.len() - 1;
                }
                if self.is("errors lie in the headers") {
                    *offset = message.len() + head;
                }
                if self.is("strict takes what is not text") && strict {
                    return Door.decode(b"application/dm20\nEND\r\n", false);
                }
            }
        }
        said
    }

    fn decode_owned(&self, message: &[u8]) -> Option<Value> {
        let mut value = Door.decode_owned(message)?;
        if self.is("owning loses the data") {
            value.1.data.clear();
        }
        Some(value)
    }

    fn encode(&self, value: &Value) -> Result<Vec<u8>, String> {
        if self.is("data is not written") && !value.1.data.is_empty() {
            return Err("no".into());
        }
        if self.is("everything is written in one dialect") {
            return Door.encode(&(Dialect::Published, value.1.clone()));
        }
        let mut message = Door.encode(value)?;
        if self.is("writing adds a blank line") {
            message.extend_from_slice(b"\r\n");
        }
        if self.is("writing adds a part") && !value.1.data.is_empty() {
            let mut more = value.clone();
            more.1.data.push(ManagementData::default());
            message = Door.encode(&more)?;
        }
        Ok(message)
    }

    fn tails(&self, message: &[u8]) -> &'static [&'static str] {
        Door.tails(message)
    }
}

#[test]
fn every_law_catches_a_door_that_breaks_it() {
    type OfBody = fn(&Wrong, &[u8]) -> Law;
    let fails = |law: OfBody, fault| corpus().iter().any(|body| law(&Wrong(fault), body).is_err());
    let round_trip: OfBody = |wrong, message| match Door.decode(message, false) {
        Ok((value, _)) => laws::round_trip(wrong, &value),
        Err(_) => Ok(()),
    };
    let caught: &[(&str, OfBody, &[&str])] = &[
        (
            "round_trip",
            round_trip,
            &["reading loses the last part", "everything is written in one dialect", "writing adds a part"],
        ),
        (
            "canonical",
            laws::canonical,
            &["data is not written", "everything is written in one dialect", "writing adds a part"],
        ),
        (
            "strictness",
            laws::strictness,
            &[
                "warnings of parts are not given",
                "strict does not read the parts",
                "strict takes what is not text",
            ],
        ),
        (
            "places",
            laws::places,
            &["warnings of parts are offsets of the part's end", "errors lie in the headers"],
        ),
        ("owned", laws::owned, &["owning loses the data"]),
        ("errors_stay", laws::errors_stay, &["errors of parts are counted from the end"]),
    ];
    for (name, law, faults) in caught {
        assert!(!fails(*law, "none"), "{name} fails without a fault");
        for fault in *faults {
            assert!(fails(*law, fault), "{name} does not catch: {fault}");
        }
    }
}

#[test]
fn pairing_is_caught_when_it_is_wrong() {
    let get = || Slot::from(Command::get([ClientUri::all_mos()]).unwrap());
    let commands = [get(), Command::End.into(), get()];
    let answer = Package3::new([StatusCode::NOT_FOUND, StatusCode::OK, StatusCode::OK].map(Status::new));
    let data = [ManagementData::default()];
    let to_the_first: wire::Pair = |commands, _, data| {
        let mut data = data.into_iter();
        Some(commands.iter().map(|_| data.next()).collect())
    };
    let to_whatever_is_ok: wire::Pair = |_, answer, data| {
        let mut data = data.into_iter();
        let given = answer
            .statuses
            .iter()
            .map(|status| if status.code == StatusCode::OK { data.next() } else { None });
        Some(given.collect())
    };
    let without_counting: wire::Pair = |commands, answer, mut data| {
        data.truncate(1);
        wire::native_pair(commands, answer, data)
    };
    let two = [ManagementData::default(), ManagementData::default()];
    assert_eq!(wire::paired(wire::native_pair, &commands, &answer, &data), Ok(()));
    assert_eq!(wire::paired(wire::native_pair, &commands, &answer, &two), Ok(()));
    assert!(wire::paired(to_the_first, &commands, &answer, &data).is_err());
    assert!(wire::paired(to_whatever_is_ok, &commands, &answer, &data).is_err());
    assert!(wire::paired(without_counting, &commands, &answer, &two).is_err());
}

/// The strategies are worth something only if they reach both sides of every decision, and every kind of body.
#[test]
fn the_strategies_make_valid_and_invalid_bodies_of_every_kind() {
    fn share(bodies: impl Strategy<Value = (MediaType<'static>, Vec<u8>)>) -> (f64, Vec<String>) {
        let mut runner = TestRunner::deterministic();
        let (mut accepted, mut kinds) = (0, Vec::new());
        for _ in 0..600 {
            let (media_type, bytes) = bodies.new_tree(&mut runner).unwrap().current();
            if let Ok(decoded) = body::decode(&media_type, &bytes, &Options::default()) {
                accepted += 1;
                let kind = format!("{:?}", decoded.value.content);
                let kind = kind.split(['(', ' ']).next().unwrap().to_owned();
                let dialect = if media_type.to_string().contains("dm20") { "draft" } else { "published" };
                let data = if decoded.value.data.is_empty() { "alone" } else { "with data" };
                let warned = if decoded.warnings.is_empty() { "well" } else { "warned" };
                kinds.push(format!("{kind}, {dialect}, {data}"));
                kinds.push(format!("{dialect}, {data}, {warned}"));
            }
        }
        kinds.sort();
        kinds.dedup();
        (f64::from(accepted) / 600.0, kinds)
    }
    let (valid, kinds) = share(strategies::typed_bodies());
    assert_eq!(valid, 1.0);
    for kind in [
        "Package1, published, alone",
        "Package1, published, with data",
        "Package2, draft, alone",
        "Package2, published, alone",
        "Package3, draft, alone",
        "Package3, published, alone",
        "Package3, published, with data",
        "ManagementData, published, alone",
        "Notification, published, alone",
        "draft, alone, warned",
        "draft, alone, well",
        "published, with data, warned",
        "published, with data, well",
    ] {
        assert!(kinds.iter().any(|known| known == kind), "{kind} is not in {kinds:#?}");
    }
    let (nearly, _) = share(strategies::nearly_valid_typed_bodies());
    assert!((0.1..0.67).contains(&nearly), "{nearly}");
    let (hostile, _) = share(strategies::hostile_typed_bodies());
    assert!(hostile < 0.67, "{hostile}");
}

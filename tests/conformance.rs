//! The JSON texts of `vectors/json`, in the spirit of RFC 8259, in every place where JSON enters.
//!
//! `accept` has to be read, `refuse` has to be refused, and for `choose` the RFC leaves it to the reader: `choose.txt`
//! says what this one does and why. What a place adds to that is said where it is defined, and checked with serde_json.

#[path = "support/oracle.rs"]
mod oracle;
#[path = "support/prefix.rs"]
mod prefix;

use omadm::{
    DecodeError, Extensions, Json, JsonObject, Limit, ManagementData, MoData, Options, Package1, Package2,
    Package3, Slot,
    error::{DecodeErrorKind, Expected, Found, SlotErrorKind},
    json,
};
use oracle::Verdict;
use prefix::{check_place, refusal};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// One text, and whether it is to be read.
struct Vector {
    name: String,
    text: Vec<u8>,
    accepted: bool,
}

fn directory() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "vectors", "json"].iter().collect()
}

fn vectors() -> Vec<Vector> {
    let decisions = fs::read_to_string(directory().join("choose.txt")).unwrap();
    let mut decisions: BTreeMap<&str, bool> = decisions
        .lines()
        .map(|line| {
            let mut fields = line.split('\t');
            let (name, decision) = (fields.next().unwrap(), fields.next().unwrap());
            assert!(fields.next().is_some_and(|reason| !reason.is_empty()), "{name} has no reason");
            (name, decision == "accept" || decision != "refuse" && panic!("{name}: {decision}"))
        })
        .collect();
    let mut vectors = Vec::new();
    for part in ["accept", "refuse", "choose"] {
        for entry in fs::read_dir(directory().join(part)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let accepted = match part {
                "choose" => decisions.remove(&*name).unwrap_or_else(|| panic!("{name} is not decided")),
                _ => part == "accept",
            };
            vectors.push(Vector { name: format!("{part}/{name}"), text: fs::read(path).unwrap(), accepted });
        }
    }
    assert!(decisions.is_empty(), "decided, but not there: {decisions:?}");
    vectors.sort_by(|a, b| a.name.cmp(&b.name));
    vectors
}

/// What has to become of a text in a place.
#[derive(PartialEq, Eq, Debug)]
enum Outcome {
    Accepted,
    /// Refused at this offset of the text.
    At(usize, DecodeErrorKind),
    /// Refused as no JSON.
    Refused,
}

/// A place where JSON enters.
struct Place {
    name: &'static str,
    /// What stands before the text and behind it.
    around: (&'static str, &'static str),
    /// Levels of nesting around it.
    levels: usize,
    /// What the place makes of a text that is accepted alone and no deeper than the limit.
    rule: fn(&str) -> Outcome,
    /// Decodes a body and hands what became of the text to a check.
    read: fn(&[u8], Check<'_>) -> Result<(), DecodeError>,
}

type Check<'c> = &'c mut dyn FnMut(&Read<'_>);

/// What became of a text.
enum Read<'a> {
    Raw(&'a str),
    Nodes(&'a MoData<'a>),
}

/// A raw value is anything.
fn anything(_: &str) -> Outcome {
    Outcome::Accepted
}

/// An alert's data is an object.
fn an_object(text: &str) -> Outcome {
    let at = text.len() - text.trim_ascii_start().len();
    let found = match text.as_bytes()[at] {
        b'{' => return Outcome::Accepted,
        b'[' => Found::Array,
        b'"' => Found::String,
        b't' | b'f' => Found::Boolean,
        b'n' => Found::Null,
        _ => Found::Number,
    };
    Outcome::At(at, DecodeErrorKind::Unexpected { expected: Expected::Object, found })
}

/// A node is no array, and none is below it.
fn a_node(text: &str) -> Outcome {
    match oracle::first_array(oracle::trimmed(text)) {
        Some(at) => {
            let kind = DecodeErrorKind::Unexpected { expected: Expected::Node, found: Found::Array };
            Outcome::At(text.len() - text.trim_ascii_start().len() + at, kind)
        }
        None => Outcome::Accepted,
    }
}

/// MOData is an object of nodes.
fn mo_data(text: &str) -> Outcome {
    match an_object(text) {
        Outcome::Accepted => a_node(text),
        refused => refused,
    }
}

/// In a slot that is no command no name may stand twice: it is no raw value of the protocol.
fn without_repeats(text: &str) -> Outcome {
    match first_repeated(oracle::trimmed(text)) {
        Some(at) => {
            Outcome::At(text.len() - text.trim_ascii_start().len() + at, DecodeErrorKind::RepeatedMember)
        }
        None => Outcome::Accepted,
    }
}

/// Where the first name stands that stood before in its object.
fn first_repeated(value: &str) -> Option<usize> {
    let within = |piece: &&str| Some(oracle::offset(piece, value) + first_repeated(piece)?);
    match value.as_bytes()[0] {
        b'[' => oracle::elements(value).iter().find_map(within),
        b'{' => {
            let members = oracle::members(value);
            let mut before = Vec::new();
            let mut behind = 1;
            for (name, member) in &members {
                if before.contains(&name) {
                    // The quote is the first one behind the member before.
                    return Some(behind + value[behind..].find('"').unwrap());
                }
                before.push(name);
                if let Some(at) = within(member) {
                    return Some(at);
                }
                behind = oracle::offset(member, value) + member.len();
            }
            None
        }
        _ => None,
    }
}

/// How deep a text is that is JSON.
fn depth(text: &[u8]) -> usize {
    let (mut open, mut most) = (0, 0);
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open -= 1,
            b'"' => {
                while let Some(byte) = bytes.next().filter(|byte| **byte != b'"') {
                    if *byte == b'\\' {
                        bytes.next();
                    }
                }
            }
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// The bracket that opens this level.
fn bracket(text: &[u8], level: usize) -> usize {
    (0..text.len()).find(|at| depth(&text[..=*at]) == level).unwrap()
}

/// The one extension of an object.
fn extension<'a>(extensions: &'a Extensions<'_>) -> Read<'a> {
    assert_eq!(extensions.len(), 1);
    Read::Raw(extensions.get("x").unwrap().as_str())
}

/// The value of the one member of an object, as it stands.
fn member<'a>(object: &'a JsonObject<'_>) -> Read<'a> {
    let members = oracle::members(object.as_str());
    assert_eq!(members.len(), 1);
    Read::Raw(members[0].1)
}

/// The one thing behind the name in a slot that is no command.
fn parameter(package: &Package2<'_>, reason: SlotErrorKind, check: Check<'_>) {
    let [Slot::Unreadable(slot)] = &*package.commands else { panic!("{package:?}") };
    assert_eq!(slot.reason(), reason);
    check(&Read::Raw(oracle::elements(slot.as_str())[1]));
}

const PLACES: &[Place] = &[
    Place {
        name: "an unknown member of Package1",
        around: ("{\"x\":", "}"),
        levels: 1,
        rule: anything,
        read: |body, check| {
            let package = json::decode::<Package1>(body, &Options::strict())?.value;
            check(&extension(&package.extensions));
            Ok(())
        },
    },
    Place {
        name: "an unknown member of Package2",
        around: ("{\"CMD\":[[\"END\"]],\"x\":", "}"),
        levels: 1,
        rule: anything,
        read: |body, check| {
            let package = json::decode::<Package2>(body, &Options::strict())?.value;
            check(&extension(&package.extensions));
            Ok(())
        },
    },
    Place {
        name: "an unknown member of Package3",
        around: ("{\"x\":", ",\"Status\":[{\"sc\":200}]}"),
        levels: 1,
        rule: anything,
        read: |body, check| {
            let package = json::decode::<Package3>(body, &Options::strict())?.value;
            check(&extension(&package.extensions));
            Ok(())
        },
    },
    Place {
        name: "an unknown member of a MOS entry",
        around: ("{\"MOS\":[{\"x\":", ",\"MIID\":[]}]}"),
        levels: 3,
        rule: anything,
        read: |body, check| {
            let package = json::decode::<Package1>(body, &Options::strict())?.value;
            check(&extension(&package.mos[0].extensions));
            Ok(())
        },
    },
    Place {
        name: "an unknown member of an alert",
        around: ("{\"Alert\":[{\"AlertType\":\"t\",\"x\":", "}]}"),
        levels: 3,
        rule: anything,
        read: |body, check| {
            let package = json::decode::<Package1>(body, &Options::strict())?.value;
            check(&extension(&package.alerts[0].extensions));
            Ok(())
        },
    },
    Place {
        name: "an unknown member of a status",
        around: ("{\"Status\":[{\"x\":", ",\"sc\":200}]}"),
        levels: 3,
        rule: anything,
        read: |body, check| {
            let package = json::decode::<Package3>(body, &Options::strict())?.value;
            check(&extension(&package.statuses[0].extensions));
            Ok(())
        },
    },
    Place {
        name: "an unknown member of a record",
        around: ("[{\"ClientURI\":\"m//\",\"x\":", ",\"MOData\":{\"a\":1}}]"),
        levels: 2,
        rule: anything,
        read: |body, check| {
            let data = json::decode::<ManagementData>(body, &Options::strict())?.value;
            check(&extension(&data.records[0].extensions));
            Ok(())
        },
    },
    Place {
        name: "an alert's Data",
        around: ("{\"Alert\":[{\"AlertType\":\"t\",\"Data\":", "}]}"),
        levels: 3,
        rule: an_object,
        read: |body, check| {
            let package = json::decode::<Package1>(body, &Options::strict())?.value;
            check(&Read::Raw(package.alerts[0].data.as_ref().unwrap().as_str()));
            Ok(())
        },
    },
    Place {
        name: "a member of an alert's Data",
        around: ("{\"Alert\":[{\"AlertType\":\"t\",\"Data\":{\"d\":", "}}]}"),
        levels: 4,
        rule: anything,
        read: |body, check| {
            let package = json::decode::<Package1>(body, &Options::strict())?.value;
            check(&member(package.alerts[0].data.as_ref().unwrap()));
            Ok(())
        },
    },
    Place {
        name: "MOData",
        around: ("[{\"ClientURI\":\"m//\",\"MOData\":", "}]"),
        levels: 2,
        rule: mo_data,
        read: |body, check| {
            // Not strict: more or fewer nodes than one are a warning.
            let data = json::decode::<ManagementData>(body, &Options::default())?.value;
            check(&Read::Nodes(&data.records[0].data));
            Ok(())
        },
    },
    Place {
        name: "a node of MOData",
        around: ("[{\"ClientURI\":\"m//\",\"MOData\":{\"d\":", "}}]"),
        levels: 3,
        rule: a_node,
        read: |body, check| {
            let data = json::decode::<ManagementData>(body, &Options::strict())?.value;
            let data = &data.records[0].data;
            assert_eq!(data.nodes().count(), 1);
            check(&Read::Raw(data.nodes().next().unwrap().as_str()));
            oracle::compare_nodes(data.nodes(), data.as_json().as_str());
            Ok(())
        },
    },
    Place {
        name: "behind the name of an unknown command",
        around: ("{\"CMD\":[[\"FROB\",", "]]}"),
        levels: 3,
        rule: without_repeats,
        read: |body, check| {
            let package = json::decode::<Package2>(body, &Options::default())?.value;
            parameter(&package, SlotErrorKind::UnknownCommand, check);
            Ok(())
        },
    },
    Place {
        name: "one parameter too many",
        around: ("{\"CMD\":[[\"END\",", "]]}"),
        levels: 3,
        rule: without_repeats,
        read: |body, check| {
            let package = json::decode::<Package2>(body, &Options::default())?.value;
            parameter(&package, SlotErrorKind::TooMany, check);
            Ok(())
        },
    },
    Place {
        name: "in the place of a command",
        around: ("{\"CMD\":[[\"END\"],", ",[\"END\"]]}"),
        levels: 2,
        rule: without_repeats,
        read: |body, check| {
            let package = json::decode::<Package2>(body, &Options::default())?.value;
            let [Slot::Command(_), Slot::Unreadable(slot), Slot::Command(_)] = &*package.commands else {
                panic!("{package:?}")
            };
            check(&Read::Raw(slot.as_str()));
            Ok(())
        },
    },
];

/// What has to become of a vector in a place.
fn expected(place: &Place, vector: &Vector) -> Outcome {
    let limit = Options::default().limits.depth;
    if !vector.accepted {
        return Outcome::Refused;
    }
    let text = std::str::from_utf8(&vector.text).unwrap();
    let deeper = (depth(&vector.text) + place.levels > limit)
        .then(|| (bracket(&vector.text, limit + 1 - place.levels), DecodeErrorKind::Limit(Limit::Depth)));
    match ((place.rule)(text), deeper) {
        // Whichever comes first.
        (Outcome::At(at, kind), Some((deeper, _))) if at < deeper => Outcome::At(at, kind),
        (_, Some((at, kind))) => Outcome::At(at, kind),
        (outcome, None) => outcome,
    }
}

/// Whether a text that is refused alone is JSON in this place, by what stands around it: `1,2` in an array.
fn breaks_out(place: &Place, vector: &Vector, body: &[u8]) -> bool {
    let breaks_out = !vector.accepted
        && oracle::verdict(&vector.text) == Verdict::Refused
        && oracle::verdict(body) == Verdict::Accepted;
    if breaks_out {
        // Only the commands are in an array.
        let slots = oracle::members(std::str::from_utf8(body).unwrap())[0].1;
        assert!(place.around.0.starts_with("{\"CMD\":["), "{} as {}", vector.name, place.name);
        let repeated = first_repeated(slots).map(|at| at + "{\"CMD\":".len());
        match json::decode::<Package2>(body, &Options::default()) {
            Ok(_) => assert_eq!(repeated, None, "{}", vector.name),
            Err(error) => {
                assert_eq!(error.kind(), DecodeErrorKind::RepeatedMember, "{}", vector.name);
                assert_eq!(Some(error.offset()), repeated, "{}", vector.name);
            }
        }
    }
    breaks_out
}

#[test]
fn every_vector_in_every_place() {
    let vectors = vectors();
    assert!(vectors.len() >= 250);
    let accepted = vectors.iter().filter(|vector| vector.accepted).count();
    println!("{} texts: {accepted} to accept, {} to refuse", vectors.len(), vectors.len() - accepted);

    let mut cases = 0;
    for place in PLACES {
        let (mut accepted, mut refused, mut deep, mut protocol, mut out) = (0, 0, 0, 0, 0);
        for vector in &vectors {
            let (before, behind) = place.around;
            let body = [before.as_bytes(), &vector.text, behind.as_bytes()].concat();
            if breaks_out(place, vector, &body) {
                out += 1;
                continue;
            }
            let outcome = (place.read)(&body, &mut |read| {
                let text = std::str::from_utf8(&vector.text).unwrap();
                match read {
                    Read::Raw(raw) => assert_eq!(*raw, oracle::trimmed(text), "{}", vector.name),
                    Read::Nodes(data) => {
                        assert_eq!(data.as_json().as_str(), oracle::trimmed(text), "{}", vector.name);
                        oracle::compare_nodes(data.nodes(), oracle::trimmed(text));
                    }
                }
            });
            let expected = expected(place, vector);
            match &outcome {
                Ok(()) => {
                    assert_eq!(expected, Outcome::Accepted, "{} as {}", vector.name, place.name);
                    accepted += 1;
                }
                Err(error) if expected == Outcome::Refused => {
                    let again = |text: &[u8]| (place.read)(text, &mut |_| {});
                    check_place(&body, refusal(error), again);
                    refused += 1;
                }
                Err(error) => {
                    let found = Outcome::At(error.offset() - before.len(), error.kind());
                    assert_eq!(found, expected, "{} as {}", vector.name, place.name);
                    if error.kind() == DecodeErrorKind::Limit(Limit::Depth) {
                        deep += 1
                    } else {
                        protocol += 1
                    }
                }
            }
        }
        println!(
            "{}: {accepted} accepted; {refused} refused, and {deep} that are too deep there and {protocol} against the \
             protocol; {out} that are JSON there",
            place.name
        );
        cases += vectors.len();
    }
    println!("{cases} cases");
}

#[test]
fn every_vector_bare() {
    let (mut accepted, mut refused, mut not_text) = (0, 0, 0);
    for Vector { name, text, accepted: expected } in vectors() {
        let Ok(text) = std::str::from_utf8(&text) else {
            // It cannot even be handed over. In a body it is refused, as above.
            assert!(!expected, "{name}");
            not_text += 1;
            continue;
        };
        let json = Json::parse(text);
        assert_eq!(json.is_ok(), expected, "{name}: {json:?}");
        let object = JsonObject::parse(text);
        match json {
            Ok(json) => {
                assert_eq!(json.as_str(), oracle::trimmed(text), "{name}");
                assert_eq!(object.is_ok(), json.as_str().starts_with('{'), "{name}");
                accepted += 1;
            }
            Err(error) => {
                assert!(object.is_err(), "{name}");
                let again = |cut: &[u8]| Json::parse(&text[..cut.len()]).map(drop);
                check_place(text.as_bytes(), refusal(&error), again);
                refused += 1;
            }
        }
    }
    println!("bare: {accepted} accepted, {refused} refused, {not_text} not UTF-8");
}

/// The vectors are right: serde_json says the same, but for what is listed.
#[test]
fn the_vectors_say_what_serde_json_says() {
    let (mut same, mut limits, mut numbers) = (0, 0, 0);
    for Vector { name, text, accepted } in vectors() {
        match (accepted, oracle::verdict(&text)) {
            (true, Verdict::Accepted) | (false, Verdict::Unfinished | Verdict::Refused) => same += 1,
            // Its limits are others: 128 levels, and strings of any length.
            (false, Verdict::Accepted) => {
                let long = name.starts_with("choose/string-bytes-65536");
                assert!(long || depth(&text) > Options::default().limits.depth, "{name}");
                limits += 1;
            }
            (true, Verdict::OutOfRange) => {
                assert!(oracle::second_opinion(&text), "{name}");
                numbers += 1;
            }
            (accepted, verdict) => panic!("{name}: {accepted}, {verdict:?}"),
        }
    }
    println!("vectors: {same} decided as by serde_json; {limits} within its limits, {numbers} past them");
}

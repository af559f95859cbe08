//! How often decoding and encoding allocate, to the allocation, over messages like those that are sent, each different from
//! the one before. What is expected is counted by serde_json.

#[path = "support/counting.rs"]
mod counting;
#[allow(dead_code, reason = "the benchmarks need more of it")]
#[path = "../benches/data/mod.rs"]
mod data;

use counting::count;
use data::{K64, ROT2K, ROT200, Size};
use omadm::{
    ClientUri, Command, ManagementData, Options, Package1, Package2, Package3, ServerUri, Slot, draft, json,
};
use serde_json::Value;

type Make = fn(&mut data::Rng, usize) -> String;

/// Bodies of each size that the default limits allow.
fn bodies(make: Make) -> impl Iterator<Item = Vec<u8>> {
    [ROT200, ROT2K, K64].into_iter().flat_map(move |size: Size| data::set(size, make))
}

/// The members of an array, none if it is not there.
fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// One allocation for each of these that is not empty.
fn not_empty(lists: &[&[Value]]) -> usize {
    lists.iter().filter(|list| !list.is_empty()).count()
}

/// How many times a list that begins with room for four doubles.
fn doublings(len: usize) -> usize {
    (2..).map(|power| 1 << power).take_while(|room| *room < len).count()
}

/// Commands with several ClientURIs, and the doublings of their lists.
fn several(commands: &[Value]) -> (usize, usize) {
    let uris = commands.iter().map(|command| {
        let strings = command.as_array().unwrap();
        match strings[0].as_str().unwrap() {
            "GET" => strings.len() - 1,
            "HPUT" | "HPOST" => strings.len() - 2,
            _ => 0,
        }
    });
    let lists = uris.filter(|count| *count > 1);
    lists.fold((0, 0), |(lists, grown), count| (lists + 1, grown + doublings(count)))
}

/// Asserts what decoding and encoding in one dialect cost.
macro_rules! assert_costs {
    ($codec:ident, $package:ty, $body:expr, $expected:expr) => {
        let (body, options) = ($body, Options::default());
        let (counts, decoded) = count(|| $codec::decode::<$package>(body, &options).unwrap());
        assert!(decoded.warnings.is_empty());
        let text = String::from_utf8_lossy(body);
        assert_eq!((counts.allocations, counts.reallocations), $expected, "decoding {text}");

        let (counts, encoded) = count(|| $codec::to_vec(&decoded.value).unwrap());
        assert_eq!((counts.allocations, counts.reallocations), (1, 0), "encoding {text}");
        assert_eq!(encoded, *body);
        let mut out = Vec::with_capacity(encoded.len());
        let (counts, ()) = count(|| $codec::encode(&decoded.value, &mut out, &options).unwrap());
        assert_eq!((counts.allocations, counts.reallocations), (0, 0), "into a large buffer {text}");
        assert_eq!(out, encoded);
    };
}

#[test]
fn a_package2_is_one_and_one_for_each_command_with_several_client_uris() {
    let mut lists = 0;
    for body in bodies(data::package2) {
        let value: Value = serde_json::from_slice(&body).unwrap();
        let (several, grown) = several(list(&value, "CMD"));
        assert_costs!(json, Package2, &body, (1 + several, grown));
        lists += several;
    }
    assert!(lists > 500, "{lists}");
}

#[test]
fn a_package1_is_one_for_each_list() {
    for body in bodies(data::package1) {
        let value: Value = serde_json::from_slice(&body).unwrap();
        let (mos, alerts) = (list(&value, "MOS"), list(&value, "Alert"));
        let names: Vec<_> = mos.iter().map(|mo| list(mo, "MIID")).collect();
        let grown = names.iter().map(|names| doublings(names.len())).sum::<usize>();
        assert_costs!(json, Package1, &body, (not_empty(&[mos, alerts]) + not_empty(&names), grown));
    }
}

#[test]
fn a_package3_is_one_for_each_list() {
    for body in bodies(data::package3) {
        let value: Value = serde_json::from_slice(&body).unwrap();
        let (statuses, alerts) = (list(&value, "Status"), list(&value, "Alert"));
        let locations: Vec<_> = statuses.iter().map(|status| list(status, "URI")).collect();
        let grown = locations.iter().map(|locations| doublings(locations.len())).sum::<usize>();
        assert_costs!(json, Package3, &body, (not_empty(&[statuses, alerts]) + not_empty(&locations), grown));
    }
}

#[test]
fn the_draft_is_the_same() {
    let [json, draft] = data::both_dialects(ROT2K);
    for (json, draft) in json.iter().zip(&draft) {
        let value: Value = serde_json::from_slice(json).unwrap();
        let (several, grown) = several(list(&value, "CMD"));
        assert_costs!(draft, Package2, draft, (1 + several, grown));
    }
    for body in bodies(data::package3) {
        let package = json::decode::<Package3>(&body, &Options::default()).unwrap().value;
        // The draft has no place for alerts.
        let statuses = package.statuses;
        let locations = statuses.iter().filter(|status| !status.locations.is_empty()).count();
        let grown = statuses.iter().map(|status| doublings(status.locations.len())).sum::<usize>();
        let draft = draft::to_vec(&Package3::new(statuses)).unwrap();
        assert_costs!(draft, Package3, &draft, (1 + locations, grown));
    }
}

/// For how many ClientURIs the first command of a package, a GET, has room.
fn room_for_client_uris(package: Package2<'_>) -> usize {
    match package.commands.into_iter().next() {
        Some(Slot::Command(Command::Get(uris))) => uris.into_vec().capacity(),
        other => panic!("no GET: {other:?}"),
    }
}

/// What a body keeps stays in proportion to it: behind the first few a list is counted before it grows, wherever it stands and
/// however it is written.
#[test]
fn a_long_list_has_room_for_what_is_in_it_and_for_no_more() {
    let options = Options::default();
    for count in [65, 66, 100, 128, 129, 500] {
        let strings = |string: &str, separator: &str| vec![string; count].join(separator);
        let uris = |separator: &str| strings("\"urn:x//a\"", separator);
        for list in [uris(","), uris(" , "), uris(",").replacen("a\",", "\\u0061\",", count - 1)] {
            for body in [
                format!("{{\"CMD\":[[\"GET\",{list}]]}}"),
                format!("{{\"CMD\":[[\"GET\",{list}],[\"HPUT\",\"https://h\",{list}],[\"END\"]]}}"),
            ] {
                let package = json::decode::<Package2>(body.as_bytes(), &options).unwrap().value;
                assert_eq!(room_for_client_uris(package), count, "{body}");
            }
            let body = format!("{{\"Status\":[{{\"sc\":200,\"URI\":[{list}]}},{{\"sc\":404}}]}}");
            let package = json::decode::<Package3>(body.as_bytes(), &options).unwrap().value;
            assert_eq!(package.statuses[0].locations.capacity(), count, "{body}");
        }
        let body = format!("{{\"MOS\":[{{\"MIID\":[{}]}}]}}", strings("\"a\"", ","));
        let package = json::decode::<Package1>(body.as_bytes(), &options).unwrap().value;
        assert_eq!(package.mos[0].miids.capacity(), count, "{body}");
        for (blank, end) in [(" ", ""), ("  ", ""), (" ", "\r\nEND\r\n"), ("\t ", "\n\nINCLUDE *\n")] {
            let body = format!("INCLUDE{blank}{}{end}", strings("urn:x//a", blank));
            let package = draft::decode::<Package2>(body.as_bytes(), &options).unwrap().value;
            assert_eq!(room_for_client_uris(package), count, "{body}");
            let body = format!("200{blank}{}{}", strings("urn:x//a", blank), end.replace("INCLUDE *", "404"));
            let body = body.replace("END", "500");
            let package = draft::decode::<Package3>(body.as_bytes(), &options).unwrap().value;
            assert_eq!(package.statuses[0].locations.capacity(), count, "{body}");
        }
    }
    for count in [0, 1, 2, 5, 100] {
        let records = vec![r#"{"MOData":{"a":1}}"#; count].join(" ,\n");
        for body in [format!("[{records}]"), format!(" [ {records} ] ")] {
            let data = json::decode::<ManagementData>(body.as_bytes(), &options).unwrap().value;
            assert_eq!(data.records.capacity(), count, "{body}");
        }
    }
}

/// Brackets that begin no command make room for no more of them than the body could hold.
#[test]
fn what_stands_elsewhere_makes_little_room() {
    let options = Options::default();
    // Behind the list's bracket are 26 bytes, and a command takes four.
    let body = br#"{"CMD":[["END"]],"x":"[[[[[[[[[["}"#;
    assert_eq!(json::decode::<Package2>(body, &options).unwrap().value.commands.capacity(), 26 / 4);
    // 59 bytes, of which an object takes three, a status eleven, an alert sixteen.
    let body = |list: &str| format!("{{\"{list}\":[],\"x\":\"{}\"}}", "{".repeat(50));
    let (mos, statuses) = (body("MOS"), body("Status"));
    let package1 = json::decode::<Package1>(mos.as_bytes(), &options).unwrap().value;
    assert_eq!(package1.mos.capacity(), 59 / 3);
    let package3 = json::decode::<Package3>(statuses.as_bytes(), &options).unwrap().value;
    assert_eq!(package3.statuses.capacity(), 59 / 11);
}

/// To count a list is not worth the while for a few.
#[test]
fn a_short_list_doubles_its_room() {
    let options = Options::default();
    for (counts, room) in [(2..=4, 4), (5..=8, 8), (9..=16, 16)] {
        for count in counts {
            let uris = vec!["\"urn:x//a\""; count].join(",");
            let body = format!("{{\"Status\":[{{\"sc\":200,\"URI\":[{uris}]}}]}}");
            let package = json::decode::<Package3>(body.as_bytes(), &options).unwrap().value;
            assert_eq!(package.statuses[0].locations.capacity(), room, "{body}");
            for body in
                [format!("{{\"CMD\":[[\"GET\",{uris}]]}}"), format!("{{\"CMD\":[ [\"GET\",{uris}]]}}")]
            {
                let package = json::decode::<Package2>(body.as_bytes(), &options).unwrap().value;
                assert_eq!(room_for_client_uris(package), room, "{body}");
            }
            let body = format!("INCLUDE{}", " urn:x//a".repeat(count));
            let package = draft::decode::<Package2>(body.as_bytes(), &options).unwrap().value;
            assert_eq!(room_for_client_uris(package), room, "{body}");
            let body = format!("200{}", " urn:x//a".repeat(count));
            let package = draft::decode::<Package3>(body.as_bytes(), &options).unwrap().value;
            assert_eq!(package.statuses[0].locations.capacity(), room, "{body}");
        }
    }
}

/// What is guessed by some commands may be too little, where another is far longer: then a second list is allocated, and only then.
#[test]
fn a_command_that_is_not_looked_at_may_cost_a_second_list() {
    let options = Options::default();
    for (len, expected) in [(700, 1), (4_000, 2)] {
        let mut commands = vec![String::from(r#"["GET","urn:x//a"]"#); 512];
        commands[1] = format!(r#"["GET","urn:x//{}"]"#, "a".repeat(len));
        let body = format!(r#"{{"CMD":[{}]}}"#, commands.join(","));
        let package = json::decode::<Package2>(body.as_bytes(), &options).unwrap().value;
        let (counts, encoded) = count(|| json::to_vec(&package).unwrap());
        assert_eq!((counts.allocations, counts.reallocations), (expected, 0), "{len}");
        assert_eq!(encoded, body.as_bytes());
    }
}

/// More commands than are allowed cost nothing.
#[test]
fn what_is_refused_is_not_allocated() {
    let package = Package2::new(vec![Command::End; 5_000]);
    let (counts, refused) = count(|| json::encode(&package, &mut Vec::new(), &Options::default()).is_err());
    assert!(refused);
    assert!(counts.peak < 100, "{}", counts.peak);
}

#[test]
fn an_address_is_read_in_place() {
    for text in ["urn:x//a", "urn:x/left/a%20b/%41?cv=%20%7e&x=%31", "*?x=%41", "urn:x/(x)/?nv=(x)/a:%42"] {
        let (counts, read) = count(|| ClientUri::parse(text).is_ok());
        assert_eq!((read, counts.allocations), (true, 0), "{text}");
    }
    for text in ["https://h", "HTTP://[::1]:80/a/[b]?c=%41#"] {
        let (counts, _) = count(|| ServerUri::parse(text).is_ok());
        assert_eq!(counts.allocations, 0, "{text}");
    }
}

/// One extension is common, and has room for no more; many grow by half.
#[test]
fn extensions_grow_by_half() {
    const ROOM: [usize; 10] = [1, 2, 3, 4, 6, 9, 13, 19, 28, 42];
    for count in 1..42 {
        let members: Vec<_> = (0..count).map(|number| format!("\"x{number}\":0")).collect();
        let body = format!("{{{}}}", members.join(","));
        let (counts, package) =
            counting::count(|| json::decode::<Package1>(body.as_bytes(), &Options::default()).unwrap().value);
        assert_eq!(package.extensions.len(), count);
        let grown = ROOM.iter().position(|room| *room >= count).unwrap();
        assert_eq!((counts.allocations, counts.reallocations), (1, grown), "{body}");
    }
}

/// A line is taken for a status or command before it is known to be blank. The room is made once, for no more lines than the
/// body has room for; what is far too much of it is given back.
#[test]
fn blank_lines_leave_little_room() {
    let options = Options::default();
    // How many lines there are, and blank ones behind them; then the room that is kept, and how often it was made anew.
    for (lines, blank, room, again) in [
        (1, 0, 2, 0),
        (5, 0, 6, 0),
        (65, 0, 66, 0),
        (5, 5, 7, 0),
        (5, 116, 35, 0),
        // Four times what four more would need is kept, and nothing above that.
        (1, 72, 20, 0),
        (1, 76, 1, 1),
        (6, 132, 40, 0),
        (6, 136, 6, 1),
        (6, 4_000, 6, 1),
        (0, 60, 16, 0),
        (0, 64, 0, 0),
    ] {
        let body = |line: &str| line.repeat(lines) + &"\n".repeat(blank);
        let text = body("200\n");
        let (counts, decoded) = count(|| draft::decode::<Package3>(text.as_bytes(), &options).unwrap().value);
        assert_eq!(decoded.statuses.len(), lines);
        assert_eq!((decoded.statuses.capacity(), counts.allocations), (room, 1), "{lines} and {blank}");
        assert_eq!(counts.reallocations, again, "{lines} and {blank}");
        let text = body("FRB\n");
        let decoded = draft::decode::<Package2>(text.as_bytes(), &options).unwrap().value;
        assert_eq!(
            (decoded.commands.len(), decoded.commands.capacity()),
            (lines, room),
            "{lines} and {blank}"
        );
    }
}

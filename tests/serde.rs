//! The serde impls: adapters over the one decoder and encoder.

use omadm::{
    Address, Alert, AlertType, ClientUri, Command, DeviceId, Extensions, InitiatedBy, Json, JsonObject,
    Limits, ManagementData, Mark, MediaRange, Mo, Moid, OneOrMore, Options, Package1, Package2, Package3,
    ServerUri, Slot, Status, StatusCode, Text, XName, json,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

const PACKAGE1: &str = r#"{"MOS":[{"DDF":"http://d.example/x","MOID":"urn:oma:mo:x:1.0","MIID":["left"],"a":[1, 2]}],"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt","Mark":"minor","Data":{"n": 1.0}}],"b":null}"#;
const PACKAGE2: &str = r#"{"CMD":[["HGET","https://h/x","urn:oma:mo:x:1.0//a"],["FROB", {"x":1e2}],["GET","*","urn:oma:mo:x:1.0//"],["END"]],"x":{"y": [] }}"#;
const PACKAGE3: &str = r#"{"Status":[{"sc":200,"URI":["urn:oma:mo:x:1.0/left/"]},{"sc":404,"note":"\u0041"}],"Alert":[{"AlertType":"t"}]}"#;
const DATA: &str = r#"[{"ClientURI":"urn:oma:mo:x:1.0//a","CV":"1","MOData":{"a": {"b":1.50}}}]"#;

/// Serializes to the encoder's bytes, and comes back by every way in that serde_json has.
fn round_trips<T>(value: &T, text: &str)
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::to_string(value).unwrap(), text);
    assert_eq!(serde_json::to_vec(value).unwrap(), text.as_bytes());
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value);
    assert_eq!(&serde_json::from_slice::<T>(text.as_bytes()).unwrap(), value);
    assert_eq!(&serde_json::from_reader::<_, T>(text.as_bytes()).unwrap(), value);
}

/// As above, and through a `serde_json::Value`, which keeps no order and no literals.
fn round_trips_as_value<T>(value: &T, text: &str)
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    round_trips(value, text);
    let tree = serde_json::to_value(value).unwrap();
    assert_eq!(tree, serde_json::from_str::<serde_json::Value>(text).unwrap());
    assert_eq!(&serde_json::from_value::<T>(tree).unwrap(), value);
}

#[test]
fn a_package_is_what_the_codec_reads_and_writes() {
    let options = Options::default();
    round_trips(&json::decode::<Package1>(PACKAGE1.as_bytes(), &options).unwrap().value, PACKAGE1);
    round_trips(&json::decode::<Package2>(PACKAGE2.as_bytes(), &options).unwrap().value, PACKAGE2);
    round_trips(&json::decode::<ManagementData>(DATA.as_bytes(), &options).unwrap().value, DATA);
    // The encoder leaves raw values as they stand, and writes a name as it is.
    round_trips(&json::decode::<Package3>(PACKAGE3.as_bytes(), &options).unwrap().value, PACKAGE3);
}

#[test]
fn the_pieces_of_a_package_stand_alone() {
    let uri = ClientUri::parse("urn:oma:mo:x:1.0//a?Levels=1").unwrap();
    let command = Command::Get(OneOrMore::from(uri.clone()));
    round_trips_as_value(&command.clone().into_owned(), r#"["GET","urn:oma:mo:x:1.0//a?Levels=1"]"#);
    round_trips_as_value(&Slot::Command(command.into_owned()), r#"["GET","urn:oma:mo:x:1.0//a?Levels=1"]"#);
    let slots: Vec<Slot<'_>> = serde_json::from_str(r#"[["FROB"],["END"]]"#).unwrap();
    assert!(matches!(&slots[0], Slot::Unreadable(slot) if slot.status() == StatusCode::NOT_IMPLEMENTED));
    assert_eq!(serde_json::to_string(&slots).unwrap(), r#"[["FROB"],["END"]]"#);
    round_trips_as_value(
        &Status::new(StatusCode::OK).with_locations([uri]).into_owned(),
        r#"{"sc":200,"URI":["urn:oma:mo:x:1.0//a?Levels=1"]}"#,
    );
    round_trips_as_value(&Alert::new("t").with_mark(Mark::FATAL), r#"{"AlertType":"t","Mark":"fatal"}"#);
    round_trips_as_value(
        &Mo::new(Moid::parse("urn:x").unwrap(), ["a"]).into_owned(),
        r#"{"MOID":"urn:x","MIID":["a"]}"#,
    );
    let data: ManagementData<'_> = serde_json::from_str(DATA).unwrap();
    round_trips(&data.records[0].clone(), &DATA[1..DATA.len() - 1]);
    round_trips(&data.records[0].data.clone(), r#"{"a": {"b":1.50}}"#);
}

#[test]
fn a_command_that_is_none_is_an_error_with_its_place() {
    let error = serde_json::from_str::<Command<'_>>(r#"["DELETE","urn:x//%zz"]"#).unwrap_err();
    let text = "unreadable command: malformed ClientURI: `%` is not followed by two hexadecimal digits at byte 18 ([1])";
    assert!(error.to_string().starts_with(text), "{error}");
    // What is too large is said to be.
    let long = format!(r#"["{}"]"#, "a".repeat(65_536));
    let error = serde_json::from_str::<Command<'_>>(&long).unwrap_err();
    assert!(error.to_string().starts_with("more bytes in a string than allowed at byte 1 "), "{error}");
}

#[test]
fn errors_carry_our_offset_and_path() {
    let error = serde_json::from_str::<Package3<'_>>(r#"  {"Status":[{"sc":99}]}"#).unwrap_err();
    // Counted from where the package begins.
    let text = "`sc` is not an integer from 100 to 599 at byte 17 (Status[0].sc)";
    assert!(error.to_string().starts_with(text), "{error}");
}

#[test]
fn values_are_their_text() {
    round_trips_as_value(&ClientUri::parse("*?Levels=1").unwrap().into_owned(), r#""*?Levels=1""#);
    round_trips_as_value(&Address::parse("urn:x//").unwrap().into_owned(), r#""urn:x//""#);
    round_trips_as_value(&ServerUri::parse("http://h/").unwrap().into_owned(), r#""http://h/""#);
    round_trips_as_value(&Moid::parse("urn:x").unwrap().into_owned(), r#""urn:x""#);
    round_trips_as_value(&MediaRange::parse("Text/*; q=0.50").unwrap().into_owned(), r#""text/*;q=0.5""#);
    round_trips_as_value(&DeviceId::parse("IMEI:1").unwrap().into_owned(), r#""IMEI:1""#);
    round_trips_as_value(&AlertType::new("\u{1}\"").into_owned(), r#""\u0001\"""#);
    round_trips_as_value(&Mark::new("x").into_owned(), r#""x""#);
    round_trips_as_value(&Text::from("ä").into_owned(), r#""ä""#);
    round_trips_as_value(&XName::new('q').unwrap(), r#""(q)""#);
    round_trips_as_value(&InitiatedBy::Device, r#""Device""#);
    round_trips_as_value(&StatusCode::OK, "200");
    round_trips_as_value(&OneOrMore::new(StatusCode::OK), "[200]");
    round_trips_as_value(&Json::array([Json::null(), Json::from(1)]), "[null,1]");
    round_trips(&Json::parse("[1.0,  2]").unwrap().into_owned(), "[1.0,  2]");
    round_trips_as_value(&JsonObject::new([("a", Json::from(true))]), r#"{"a":true}"#);
    let mut extensions = Extensions::new();
    extensions.insert("b", Json::from(1));
    extensions.insert("a", Json::parse("2.0").unwrap());
    round_trips(&extensions.into_owned(), r#"{"b":1,"a":2.0}"#);
}

#[test]
fn what_the_values_refuse_serde_refuses() {
    fn refused<T: DeserializeOwned + std::fmt::Debug>(text: &str, message: &str) {
        let error = serde_json::from_str::<T>(text).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
    refused::<ClientUri<'_>>(r#""urn:x""#, "expected `/` after the MOID at byte 5");
    refused::<Address<'_>>(r#""*""#, "`*` alone is not the address of a node at byte 0");
    refused::<ServerUri<'_>>(r#""ftp://h""#, "it is not an absolute http or https URI at byte 0");
    refused::<Moid<'_>>(r#""a b""#, "' ' may not stand here unescaped at byte 1");
    refused::<DeviceId<'_>>(r#""a,b""#, "',' may not stand here unescaped at byte 1");
    refused::<StatusCode>("99", "a status code is a number from 100 to 599");
    refused::<StatusCode>("\"200\"", "invalid type: string \"200\", expected u16");
    refused::<XName>(r#""x""#, "the letter of an x-name is A to Z or a to z at byte 0");
    refused::<InitiatedBy>(r#""user""#, "expected `User` or `Device`");
    refused::<OneOrMore<u8>>("[]", "invalid length 0, expected one or more");
    refused::<JsonObject<'_>>("[]", "expected an object, found an array at byte 0");
    refused::<Json<'_>>(r#""\ud800""#, "an escaped surrogate lacks its other half at byte 1");
    refused::<Extensions<'_>>(r#"{"a":1,"\u0061":2}"#, "a member stands twice");
    refused::<Extensions<'_>>("[]", "invalid type: sequence, expected an object");
}

/// As in a body: the search for a name that stands twice is bounded.
#[test]
fn extensions_are_as_many_as_an_object_has_members() {
    let object = |count: usize| {
        let members: Vec<String> = (0..count).map(|number| format!("\"{number}\":0")).collect();
        format!("{{{}}}", members.join(","))
    };
    let most = Limits::default().members;
    assert_eq!(serde_json::from_str::<Extensions<'_>>(&object(most)).unwrap().len(), most);
    let error = serde_json::from_str::<Extensions<'_>>(&object(most + 1)).unwrap_err().to_string();
    assert!(error.starts_with("more members in one object than allowed"), "{error}");
}

#[test]
fn a_user_s_own_struct_may_hold_them() {
    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Stored {
        device: DeviceId<'static>,
        waiting: Vec<Command<'static>>,
    }
    let text = r#"{"device":"IMEI:1","waiting":[["DELETE","urn:x//a"],["END"]]}"#;
    let stored = Stored {
        device: DeviceId::parse("IMEI:1").unwrap(),
        waiting: vec![Command::Delete(Address::parse("urn:x//a").unwrap()), Command::End],
    };
    round_trips_as_value(&stored, text);
}

//! Faults of the JSON dialect that were found and mended, each by the input that showed it.

#[path = "support/json.rs"]
mod support;

use omadm::{Alert, Limits, Mo, Options, Package1, json};
use support::{Body, read, tolerant};

fn within(limits: Limits) -> Options {
    Options::default().with_limits(limits)
}

/// Members inside an unreadable slot count when it is read, and not when it is written.
#[test]
fn what_encodes_within_limits_decodes_within_them() {
    let value = read(Body::P2, br#"{"CMD":[{"a":1,"b":2}]}"#).value;
    let options = within(Limits::default().with_members(1));
    let error = value.encode(&options).unwrap_err();
    assert_eq!(error.to_string(), "more members in one object than allowed (CMD[0])");
    assert!(value.encode(&within(Limits::default().with_members(2))).is_ok());
}

/// The encoder's path of an element that is one value too many is that of the element before it, or of the list.
#[test]
fn the_encoder_names_the_element_that_is_too_many() {
    for (body, input, most, path) in [
        (Body::P3, r#"{"Status":[{"sc":200},{"sc":404}]}"#, 1, "Status[0]"),
        (Body::P3, r#"{"Status":[{"sc":200},{"sc":404}]}"#, 3, "Status[1]"),
        (Body::P2, r#"{"CMD":[["GET","*"]]}"#, 2, "CMD[0][0]"),
        (Body::P2, r#"{"CMD":[["GET","*"]]}"#, 3, "CMD[0][1]"),
        (Body::P1, r#"{"MOS":[{"MIID":["a","b"]}]}"#, 4, "MOS[0].MIID[1]"),
        (Body::Md, r#"[{"MOData":{}},{"MOData":{}}]"#, 2, "[1]"),
    ] {
        let options = within(Limits::default().with_values(most));
        // The decoder has it right.
        assert_eq!(body.decode(input.as_bytes(), &options).unwrap_err().path().as_str(), path);
        let value = read(body, input.as_bytes()).value;
        assert_eq!(value.encode(&options).unwrap_err().path(), path, "{input} with {most} values");
    }
}

/// Section 4: `moid/left` and `moid/` are read with a warning. In the URI of a status they are read without one.
#[test]
fn a_short_address_in_a_status_is_a_warning() {
    let input = br#"{"Status":[{"sc":200,"URI":["urn:x/left"]}]}"#;
    assert_eq!(read(Body::P3, input).warnings.total(), 1);
    assert!(Body::P3.decode(input, &Options::strict()).is_err());
}

/// The path to a byte inside a string that the sound part of the input breaks off in depends on the byte before it.
#[test]
fn the_path_into_a_broken_off_string() {
    for (input, path) in [
        (&b"{\"CMD\":[[\"GET\",\"a\xff\"]]}"[..], "CMD[0][1]"),
        (b"{\"CMD\":[[\"GET\",\"\xff\"]]}", "CMD[0][1]"),
        (b"{\"CMD\":[[\"GET\",\"a \xff\"]]}", "CMD[0][1]"),
        (b"{\"CMD\":[[\"GET\",\"urn:\xff\"]]}", "CMD[0][1]"),
        (b"{\"CMD\":[[\"GET\",\"a]\xff\"]]}", "CMD[0][1]"),
        (b"{\"CMD\":[[\"GET\",\"a\\\"\xff\"]]}", "CMD[0][1]"),
        (b"{\"CMD\":[[\"GET\",\"a", "CMD[0][1]"),
        (b"{\"CMD\":[[\"GET\",\"", "CMD[0][1]"),
        (b"{\"CMD\":[[\"GET\",\"urn:", "CMD[0][1]"),
        (b"{\"CMD\":[[\"GET\",\"a ", "CMD[0][1]"),
        (b"{\"x\":\"", "x"),
    ] {
        let error = Body::P2.decode(input, &tolerant()).unwrap_err();
        assert_eq!(error.path().as_str(), path, "{error}: {}", String::from_utf8_lossy(input));
    }
}

/// What is not UTF-8 is found before anything is read, at whatever depth: a path has as many levels as a body may have.
#[test]
fn the_path_into_more_levels_than_a_body_may_have() {
    let open = |levels: usize| "[".repeat(levels);
    let close = |levels: usize| "]".repeat(levels);
    let first = |levels: usize| "[0]".repeat(levels);
    for (text, path) in [
        (open(127), first(127)),
        (open(128), first(128)),
        (open(129), first(128)),
        (open(200), first(128)),
        // What stands in the levels that are not shown is in the last one that is.
        (open(200) + "1,2,3", first(128)),
        (open(128) + r#"{"a":[1,{"b":2,"c"#, first(128)),
        (open(128) + r#"0,{"a":[1,{"b":2,"c"#, first(127) + "[1]"),
        (open(200) + &close(72) + ",", first(127) + "[1]"),
        (open(200) + "{}" + &close(72) + ",0,", first(127) + "[2]"),
        (open(200) + &close(73) + ",", first(126) + "[1]"),
        (open(200) + &close(200 - 2) + ",", first(1) + "[1]"),
    ] {
        let input = [text.as_bytes(), b"\xff"].concat();
        let error = Body::Md.decode(&input, &tolerant()).unwrap_err();
        assert_eq!((error.offset(), error.path().as_str()), (text.len(), path.as_str()), "{text}");
    }
}

/// A digit that is missing is the number's fault, whatever stands in its place.
#[test]
fn the_path_to_a_number_without_a_digit() {
    for (input, path) in [
        (&br#"{"x":-x}"#[..], "x"),
        (br#"{"x":- }"#, "x"),
        (br#"{"x":-}"#, "x"),
        (br#"{"x":[1.]}"#, "x[0]"),
        (br#"{"x":[1e,0]}"#, "x[0]"),
    ] {
        let error = Body::P1.decode(input, &tolerant()).unwrap_err();
        assert_eq!(error.path().as_str(), path, "{error}");
    }
}

/// An error is written into logs and to terminals: what a peer calls its members must not be obeyed there, nor hide.
#[test]
fn a_path_has_nothing_in_it_that_a_terminal_obeys() {
    for (name, shown) in [
        ("a\u{9b}31m", r#"["a\u009b31m"]"#),
        ("\u{7f}\u{85}", r#"["\u007f\u0085"]"#),
        ("\u{202e}\u{2028}\u{feff}", r#"["\u202e\u2028\ufeff"]"#),
        ("\u{e0041}", r#"["\udb40\udc41"]"#),
        (r#"é'端😀\n\u001b\"\\"#, r#"["é'端😀\n\u001b\"\\"]"#),
    ] {
        let input = format!("{{\"{name}\":[01]}}");
        let error = Body::P1.decode(input.as_bytes(), &tolerant()).unwrap_err();
        assert_eq!(error.path().as_str(), format!("{shown}[0]"));
    }
    let long = format!("{{\"{}\":[01]}}", "\u{9b}".repeat(100));
    let error = Body::P1.decode(long.as_bytes(), &tolerant()).unwrap_err();
    assert_eq!(error.path().as_str(), format!("[\"{}…\"][0]", "\\u009b".repeat(64)));
}

/// Limits: "whatever a body holds, decoding it keeps at most 16 times its length and one MiB of heap".
#[test]
fn empty_lists_keep_no_memory_for_braces_elsewhere() {
    let input = format!(r#"{{"MOS":[],"Alert":[],"x":"{}"}}"#, "{".repeat(4096));
    let package = json::decode::<Package1>(input.as_bytes(), &tolerant()).unwrap().value;
    let kept = package.mos.capacity() * size_of::<Mo>() + package.alerts.capacity() * size_of::<Alert>();
    let most = 16 * input.len() + (1 << 20);
    assert!(kept <= most, "{kept} bytes kept of {} bytes, at most {most} are promised", input.len());
}

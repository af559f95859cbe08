//! What people who depend on the crate count on (`docs/stability.md`): which types there are and what may be done with them,
//! which crates come along, and whose types stand in the public API.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

/// A public type: its name, and how it is declared with its attributes and its fields or variants.
struct Type {
    name: String,
    is_enum: bool,
    declaration: String,
}

impl Type {
    fn is_non_exhaustive(&self) -> bool {
        self.declaration.contains("#[non_exhaustive]")
    }

    fn has_public_fields(&self) -> bool {
        self.declaration.lines().skip_while(|line| !line.trim().starts_with("pub struct")).skip(1).any(
            |line| {
                // In the macros of the limits a field is `$(… pub $field`.
                line.trim().trim_start_matches("$($(#[$doc])* ").starts_with("pub ")
            },
        )
    }
}

/// The public types. `unreachable_pub` is denied, so that each `pub` in the sources is public for good.
fn types() -> Vec<Type> {
    let mut all = Vec::new();
    files(&root().join("src"), &mut all);
    let mut found = Vec::new();
    for file in all {
        let text = fs::read_to_string(file).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let declared = line.trim();
            let kind = ["pub struct ", "pub enum "].into_iter().find(|kind| declared.starts_with(kind));
            let Some(kind) = kind else { continue };
            let name: String =
                declared[kind.len()..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let before = lines[..at].iter().rev().take_while(|line| line.trim().starts_with(['#', '/']));
            let indent = line.len() - line.trim_start().len();
            let end = format!("{}}}", " ".repeat(indent));
            let rows = if declared.ends_with('{') {
                lines[at..].iter().position(|line| *line == end).unwrap()
            } else {
                0
            };
            let before: Vec<&str> = before.copied().collect();
            let declaration = [before, lines[at..=at + rows].to_vec()].concat().join("\n");
            // The macro of the types that are a text makes `$type`.
            if !name.is_empty() {
                found.push(Type { name, is_enum: kind == "pub enum ", declaration });
            }
        }
    }
    assert!(found.len() > 90, "only {} types were found", found.len());
    found
}

macro_rules! send_and_sync {
    ($($type:ty),* $(,)?) => {
        fn is<T: Send + Sync>() {}
        $(is::<$type>();)*
        const NAMES: &[&str] = &[$(stringify!($type)),*];
    };
}

#[test]
fn every_public_type_is_send_and_sync() {
    use omadm::{
        address::*,
        binary::Secret,
        body::{Body, Content, PairError},
        error::*,
        multipart::{Boundary, Part},
        session::*,
        *,
    };
    send_and_sync!(
        Accept,
        AddressError,
        AddressErrorKind,
        Address,
        Alert,
        AlertType,
        Answer,
        Body,
        Boundary,
        ClientUri,
        ClientUriBuilder,
        Collected,
        Command,
        ConnectionType,
        Content,
        DecodeError,
        DecodeErrorKind,
        Decoded<()>,
        DeviceId,
        Dialect,
        DocumentInstance,
        EncodeError,
        EncodeErrorKind,
        Encoded,
        Expected,
        Extensions,
        Field,
        Fields,
        Found,
        Freshness,
        InitiatedBy,
        InvalidOptionNumber,
        InvalidStatusCode,
        Json,
        JsonObject,
        Leaf,
        Limit,
        Limits,
        ManagementData,
        Mark,
        MediaRange,
        MediaType,
        MemoryChildren,
        MemoryInstance,
        MemoryInstances,
        MemoryNode,
        MemoryTree,
        Mo,
        MoData,
        Moid,
        Node,
        NodeName,
        Nodes,
        Notification,
        NotificationErrorKind,
        NotificationVersion,
        Nv,
        OneOrMore<()>,
        Options,
        Package1,
        Package2,
        Package3,
        PackageKind,
        PairError,
        ParseError,
        ParseErrorKind,
        Part,
        Path,
        RecentIds,
        Record,
        Request,
        RequestHeaders,
        Resolve<'static, 'static, MemoryTree>,
        Response,
        ResponseHeaders,
        Secret,
        ServerUri,
        SessionLimit,
        SessionLimits,
        Sha256Digest,
        Siblings,
        Slot,
        SlotErrorKind,
        Status,
        StatusCode,
        Text,
        ClockTolerance,
        UnknownOptions,
        Unreadable,
        VerifyError,
        Warning,
        WarningKind,
        Warnings,
        XName,
        body::Encoded,
        client::Answer,
        client::DefaultRequest,
        client::Defaults,
        client::Error,
        client::Failure,
        client::Misuse,
        client::Opening,
        client::Received,
        client::Report,
        client::Session,
        client::Step,
        client::Subscriptions,
        http::HttpError,
        server::Accepted,
        server::Answered,
        server::CommandAnswer,
        server::CommandRecord,
        server::CommandState,
        server::Event,
        server::Misuse,
        server::Opened,
        server::StatusResource,
        server::Refusal,
        server::Session,
    );
    // As often as a name is declared it has to be here.
    let mut counts: BTreeMap<&str, i32> = BTreeMap::new();
    let types = types();
    types.iter().for_each(|found| *counts.entry(&found.name).or_default() += 1);
    for name in NAMES {
        let name = name.split('<').next().unwrap().rsplit("::").next().unwrap().trim();
        *counts.entry(name).or_default() -= 1;
    }
    // Made by a macro, so that their names are in no declaration.
    ["AlertType", "Mark"].iter().for_each(|name| *counts.entry(name).or_default() += 1);
    counts.retain(|_, count| *count != 0);
    assert!(counts.is_empty(), "declared (1) and not here, or here (-1) and not declared: {counts:?}");
}

#[test]
fn non_exhaustive_is_as_the_review_says() {
    let text = fs::read_to_string(root().join("docs/stability.md")).unwrap();
    let (_, tables) = text.split_once("| enum | exhaustive because |").unwrap();
    let (exhaustive, others) = tables.split_once("| enum | `non_exhaustive` because |").unwrap();
    let (others, _) = others.split_once("\n\n").unwrap();
    let names = |table: &'static str| -> BTreeSet<&'static str> {
        let cells = table.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
        cells.flat_map(|cell| cell.split('`')).filter(|name| name.starts_with(char::is_alphabetic)).collect()
    };
    let short = |name: &'static str| name.rsplit("::").next().unwrap();
    let exhaustive: BTreeSet<_> = names(Box::leak(exhaustive.into())).into_iter().map(short).collect();
    let others: BTreeSet<_> = names(Box::leak(others.into())).into_iter().map(short).collect();
    assert!(exhaustive.is_disjoint(&others));
    let mut seen = BTreeSet::new();
    for found in types() {
        let name = found.name.as_str();
        if found.is_enum {
            assert_eq!(exhaustive.contains(name), !found.is_non_exhaustive(), "{name}");
            assert_eq!(others.contains(name), found.is_non_exhaustive(), "{name}");
            seen.insert(found.name);
        } else {
            // Made with `new` and changed with `with_…`, or not to be changed at all.
            assert_eq!(found.has_public_fields(), found.is_non_exhaustive(), "{name}");
        }
    }
    let listed = exhaustive.union(&others).map(|name| (*name).to_owned()).collect();
    assert_eq!(seen, listed);
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).current_dir(root()).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn at_most_twelve_crates_by_default() {
    let tree =
        cargo(&["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let crates: BTreeSet<&str> = tree.lines().map(|line| line.split(" (").next().unwrap()).collect();
    println!("{} crates: {crates:?}", crates.len());
    assert!(crates.iter().any(|name| name.starts_with("omadm ")) && crates.len() > 1);
    assert!(crates.len() <= 12, "{crates:?}");
}

#[test]
fn no_dependency_asks_for_a_newer_rust() {
    let tree = cargo(&[
        "tree",
        "--locked",
        "--offline",
        "--all-features",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]);
    let used: BTreeSet<String> =
        tree.lines().map(|line| line.split(" (").next().unwrap().replacen(" v", " ", 1)).collect();
    // Of other platforms there may be crates that were never fetched here.
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata =
        cargo(&["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", host]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let numbers = |text: &str| -> Vec<u32> { text.split('.').map(|part| part.parse().unwrap()).collect() };
    let mut seen = 0;
    for package in metadata["packages"].as_array().unwrap() {
        let name = format!("{} {}", package["name"].as_str().unwrap(), package["version"].as_str().unwrap());
        if used.contains(&name) {
            seen += 1;
            let needs = package["rust_version"].as_str().unwrap_or("1.0");
            assert!(numbers(needs) <= numbers("1.85.0"), "{name} needs Rust {needs}");
        }
    }
    assert_eq!(seen, used.len());
}

/// The paths in a line of `api.txt` that lead into another crate and may not: only serde's traits may, and what the features
/// are for that are called after the crates they convert to.
fn foreign(line: &str) -> Vec<&str> {
    const OWN: [&str; 4] = ["omadm", "core", "alloc", "std"];
    const PRIMITIVE: [&str; 4] = ["u8", "u16", "u32", "u64"];
    const CONVERSIONS: [&str; 4] = ["mime", "http", "arbitrary", "proptest"];
    const SERDE: [&str; 4] = [
        "serde_core::ser::Serialize",
        "serde_core::ser::Serializer",
        "serde_core::de::Deserialize",
        "serde_core::de::Deserializer",
    ];
    let paths = line.split(|c: char| !(c.is_alphanumeric() || "_:".contains(c)));
    paths
        .filter(|path| path.contains("::") && path.starts_with(|c: char| c.is_lowercase() || c == '_'))
        .filter(|path| {
            let first = path.split("::").next().unwrap_or_default();
            ![&OWN[..], &PRIMITIVE, &CONVERSIONS].concat().contains(&first)
                && !SERDE.iter().any(|item| {
                    path.strip_prefix(item).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
                })
        })
        .collect()
}

#[test]
fn the_public_api_names_no_type_of_a_dependency() {
    let api = fs::read_to_string(root().join("api.txt")).unwrap();
    let lines: Vec<&str> =
        api.lines().filter(|line| !line.starts_with('#') || line.starts_with("#[")).collect();
    assert!(lines.len() > 1000, "only {} lines", lines.len());
    for line in lines {
        assert!(foreign(line).is_empty(), "{line}: {:?}", foreign(line));
    }
    let cases: [(&str, &[&str]); 5] = [
        ("pub fn omadm::x(a: nom::IResult<u8>) -> serde_json::Value", &["nom::IResult", "serde_json::Value"]),
        ("impl<'a> serde_core::ser::Serialize for omadm::Text<'a>", &[]),
        ("impl core::convert::From<serde_core::de::Error> for omadm::X", &["serde_core::de::Error"]),
        ("pub fn <T as core::convert::Into<U>>::into(self) -> T::Out", &[]),
        ("pub fn omadm::y() -> &memchr::Memchr<'_>", &["memchr::Memchr"]),
    ];
    for (line, expected) in cases {
        assert_eq!(foreign(line), expected, "{line}");
    }
}

/// A number as prose has it.
fn written(number: usize) -> String {
    if number % (1 << 20) == 0 {
        return format!("{} MiB", number >> 20);
    }
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

#[test]
fn the_limits_of_security_md_are_the_defaults() {
    let (limits, session) = (omadm::Limits::default(), omadm::session::SessionLimits::default());
    let four = [limits.commands, limits.statuses, limits.alerts, limits.mos];
    assert_eq!(four, [four[0]; 4]);
    let expected = [
        ("bytes", written(limits.body_bytes)),
        ("levels of nesting", written(limits.depth)),
        ("elements and members", written(limits.values)),
        ("commands, statuses, alerts, MOs", format!("{} each", written(four[0]))),
        ("members of one object", written(limits.members)),
        ("bytes in a string", written(limits.string_bytes)),
        ("parts", written(limits.parts)),
        ("bytes in the headers of a part", written(limits.part_header_bytes)),
        ("media ranges", written(limits.media_ranges)),
        ("nodes looked at", written(limits.nodes)),
        ("warnings kept", written(limits.warnings)),
        ("turns", written(session.turns)),
        ("commands", written(session.commands)),
        ("bytes received", written(session.bytes)),
        ("alerts that wait", written(session.alerts)),
    ];
    // None is left out.
    let fields = format!("{limits:?}{session:?}").matches(": ").count();
    assert_eq!(fields, expected.len() - 1 + four.len());
    let text = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let (_, table) = text.split_once("| per body |").unwrap();
    let (_, table) = table.split_once("|---|---|---|---|\n").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let cells =
        table.lines().map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    let listed: BTreeMap<_, _> = cells
        .flat_map(|cells| {
            [(cells[0].to_owned(), cells[1].to_owned()), (cells[2].to_owned(), cells[3].to_owned())]
        })
        .filter(|(what, _)| !what.is_empty())
        .collect();
    assert_eq!(listed, expected.into_iter().map(|(what, most)| (what.to_owned(), most)).collect());
}

//! A command that is written as usual is read ahead; with one blank more it is read with care. Both have to say the same, to the
//! byte, within whatever limits: in JSON with a blank behind each slot's bracket, in the draft with two between name and parameter.

use omadm::{
    DecodeError, Decoded, Limits, Options, Package2, Slot, draft,
    error::{DecodeErrorKind, WarningKind},
    json,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// What came of a body: the slots, and where what was warned of; or the error.
type Said = Result<(Vec<String>, Vec<(WarningKind, usize, String)>, usize), (DecodeErrorKind, usize, String)>;

/// `place` says where a byte of this body is in the other.
fn said(decoded: Result<Decoded<Package2<'_>>, DecodeError>, place: impl Fn(usize) -> usize) -> Said {
    let slot = |slot: &Slot<'_>| match slot {
        Slot::Command(command) => format!("{command:?}"),
        // What was received has the blank in it.
        Slot::Unreadable(slot) => format!("{:?} {:?}", slot.reason(), slot.name()),
    };
    let decoded = decoded.map_err(|error| (error.kind(), place(error.offset()), error.path().to_string()))?;
    let warnings = &decoded.warnings;
    let warned = warnings.iter().map(|one| (one.kind(), place(one.offset()), one.path().to_string()));
    Ok((decoded.value.commands.iter().map(slot).collect(), warned.collect(), warnings.total()))
}

/// Parameters that are right, nearly right, and long enough to pass the 64 bytes that are looked at at once.
fn parameter() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "a",
        "9",
        "~",
        "!",
        "(",
        "*",
        "=",
        "@",
        ":",
        "/",
        "//",
        "?",
        "&",
        "%41",
        "%C3%A9",
        "%2",
        "%00",
        "[",
        "]",
        "é",
        "(x)",
        "/(x)/",
        "/*/",
        "nv=(x)/a:b",
        "?nv=(x)/ID:GPS",
        "Levels=1",
        "?cv=a",
        "#",
        "http://",
        "\u{7f}",
    ]);
    let begin = select(vec![
        "",
        "urn:x/",
        "urn:x//",
        "urn:x/(x)/",
        "*",
        "https://h/",
        "http://h:80",
        "HTTP://[::1]/",
    ]);
    let end = select(vec!["", "?Levels=1", "?nv=(x)/a:b", "?a=b", "%20", "/"]);
    (begin, 0..72_usize, vec(piece, 0..4), end).prop_map(|(begin, length, pieces, end)| {
        format!("{begin}{}{}{end}", "p".repeat(length), pieces.concat())
    })
}

/// A ClientURI (`C`), ServerURI (`S`) or MOID (`M`) without fault, of any length around 64 bytes.
fn sound(kind: char) -> impl Strategy<Value = String> {
    let ends = match kind {
        'C' => vec!["", "/", "?Levels=1", "/(x)?nv=(x)/a:b&cv=c", "/*/%20", "/a!b"],
        'S' => vec!["", "?a=b", "%20", "/a/b?c/d?e", "/~"],
        _ => vec!["", "%20", "!"],
    };
    let begin = match kind {
        'C' => "urn:x/left/",
        'S' => "https://h.example:80/",
        _ => "urn:x",
    };
    (0..72_usize, select(ends)).prop_map(move |(length, end)| format!("{begin}{}{end}", "p".repeat(length)))
}

/// Every command of both dialects, with the parameters it takes.
fn sound_command() -> impl Strategy<Value = Vec<String>> {
    let shape = select(vec![
        ("HGET", "SC"),
        ("HGET", "S"),
        ("HPUT", "SCC"),
        ("HPOST", "SC"),
        ("DELETE", "C"),
        ("EXEC", "C"),
        ("EXEC", "CS"),
        ("GET", "C"),
        ("GET", "CCCCC"),
        ("GET", "CCCCCCCCCCCCCCCCCC"),
        ("SHOW", "S"),
        ("DEFAULT", "MS"),
        ("DEFAULT", "SM"),
        ("CONT", "S"),
        ("END", ""),
        ("SUB", "SC"),
        ("SUB", "CS"),
        ("UNSUB", "C"),
        ("INCLUDE", "CC"),
        ("PUT", "SC"),
        ("POST", "SCC"),
        ("GET", "S"),
    ]);
    shape.prop_flat_map(|(name, kinds)| {
        let parameters: Vec<_> = kinds.chars().map(|kind| sound(kind).boxed()).collect();
        parameters.prop_map(move |mut parameters| {
            parameters.insert(0, name.to_owned());
            parameters
        })
    })
}

fn commands() -> impl Strategy<Value = Vec<Vec<String>>> {
    let name = select(vec![
        "HGET", "HPUT", "DELETE", "EXEC", "GET", "DEFAULT", "END", "SUB", "INCLUDE", "FROB", "get", "",
    ]);
    let any = (name, vec(parameter(), 0..4)).prop_map(|(name, mut parameters)| {
        parameters.insert(0, name.to_owned());
        parameters
    });
    let command = prop_oneof![3 => sound_command(), 1 => any];
    // Behind some that have to be read with care the next are too, for a while.
    prop_oneof![4 => vec(command.clone(), 0..4), 1 => vec(command, 0..40)]
}

fn options() -> impl Strategy<Value = Options> {
    let limits = prop_oneof![
        4 => Just(Limits::default()),
        1 => (0..25_usize).prop_map(|most| Limits::default().with_values(most)),
        1 => (0..90_usize).prop_map(|most| Limits::default().with_string_bytes(most)),
        1 => (0..4_usize).prop_map(|most| Limits::default().with_commands(most)),
        1 => (0..5_usize).prop_map(|most| Limits::default().with_depth(most)),
    ];
    (limits, any::<bool>())
        .prop_map(|(limits, strict)| Options::default().with_limits(limits).with_strict(strict))
}

/// Each text written by `usual`, and the same with a blank put in behind the first `before` of it: the whole bodies, and where
/// the blanks are in the first.
fn both(texts: &[String], before: char, joint: &str) -> (String, String, Vec<usize>) {
    let (mut usual, mut careful, mut blanks) = (String::new(), String::new(), Vec::new());
    for (index, text) in texts.iter().enumerate() {
        let joint = if index == 0 { "" } else { joint };
        let at = text.find(before).map_or(text.len(), |at| at + 1);
        blanks.push(usual.len() + joint.len() + at);
        usual = usual + joint + text;
        careful = careful + joint + &text[..at] + " " + &text[at..];
    }
    (usual, careful, blanks)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_says_the_same_with_a_blank(commands in commands(), options in options(), cut in option::weighted(0.1, 0..400_usize)) {
        let slots: Vec<_> = commands.iter().map(|command| format!("[\"{}\"]", command.join("\",\""))).collect();
        let (usual, careful, blanks) = both(&slots, '[', ",");
        const HEAD: &str = r#"{"CMD":["#;
        let [usual, careful] = [usual, careful].map(|list| format!("{HEAD}{list}]}}"));
        let place = |at: usize| at + blanks.iter().filter(|blank| *blank + HEAD.len() <= at).count();
        let cut = cut.filter(|cut| usual.is_char_boundary(*cut)).unwrap_or(usual.len()).min(usual.len());
        let ours = said(json::decode(&usual.as_bytes()[..cut], &options), place);
        let theirs = said(json::decode(&careful.as_bytes()[..place(cut)], &options), |at| at);
        prop_assert_eq!(ours, theirs, "{}", usual);
    }

    #[test]
    fn the_draft_says_the_same_with_a_blank(commands in commands(), options in options(), end in select(vec!["\r\n", "\n"])) {
        let lines: Vec<_> = commands.iter().map(|command| command.join(" ")).filter(|line| line.contains(' ')).collect();
        let (usual, careful, blanks) = both(&lines, ' ', end);
        let place = |at: usize| at + blanks.iter().filter(|blank| **blank <= at).count();
        let ours = said(draft::decode(usual.as_bytes(), &options), place);
        let theirs = said(draft::decode(careful.as_bytes(), &options), |at| at);
        prop_assert_eq!(ours, theirs, "{:?}", usual);
    }
}

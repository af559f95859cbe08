//! The example `session`: whole, and either side of it with a peer that is not ours, or means no good.

#[path = "session_example/client.rs"]
mod client;
#[path = "support/example.rs"]
mod example;
#[path = "session_example/hostile.rs"]
mod hostile;
#[path = "session_example/run.rs"]
mod run;
#[path = "session_example/server.rs"]
mod server;

use run::{Running, root, run};
use std::{collections::BTreeMap, env, fs};

/// What is printed, with the ports, which are any that were free, and the lengths that depend on them put in order.
fn steady(text: &str) -> String {
    let mut ports = BTreeMap::new();
    let mut steady = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("127.0.0.1:") {
        let (before, behind) = rest.split_at(at + "127.0.0.1:".len());
        let end = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        let next = ports.len() + 1;
        let number: usize = *ports.entry(behind[..end].to_owned()).or_insert(next);
        steady += &format!("{before}PORT-{number}");
        rest = &behind[end..];
    }
    steady += rest;
    let lines = steady.lines().map(|line| match line.strip_suffix(" bytes") {
        Some(begin) => begin.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned() + "… bytes\n",
        None => line.to_owned() + "\n",
    });
    lines.collect()
}

/// Runs it whole and compares what it prints with what is kept. `UPDATE=1` keeps what it prints now.
fn whole(arguments: &[&str], file: &str) {
    let outcome = run(arguments);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
    let found = steady(&outcome.stdout);
    let file = root().join("tests/session_example").join(file);
    if env::var_os("UPDATE").is_some() {
        fs::write(&file, &found).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap();
    for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "{}:{}", file.display(), number + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{found}");
}

#[test]
fn cr_basic_steps_0_to_8_published() {
    whole(&[], "published.txt");
}

#[test]
fn cr_basic_steps_0_to_8_draft() {
    whole(&["--dialect", "draft"], "draft.txt");
}

/// What is kept above is only as good as what was kept: the steps in their order, and the status resource, by hand.
#[test]
fn the_steps_and_the_status_resource_are_those_of_cr_basic() {
    let outcome = run(&["--dialect=published"]);
    let (diagram, resource) = outcome.stdout.split_once("\nStatus resource of the session with ").unwrap();
    let steps: Vec<&str> = diagram.lines().filter_map(|line| line.split(['│', '◀']).next()).collect();
    let mut steps: Vec<&str> = steps.into_iter().map(str::trim).filter(|step| !step.is_empty()).collect();
    steps.dedup();
    let expected = ["0", "1", "2", "3", "4", "4.1", "5", "6", "6.1", "7", "8", "1", "2"];
    assert_eq!(steps[2..], expected, "{diagram}");

    let resource = resource.split_once("\n\n").unwrap().0;
    let mut entries = resource.lines();
    assert_eq!(entries.next(), Some("IMEI:493005100592800"));
    let expected = [
        ("1", "200 OK", "GET"),
        ("1", "200 OK", "DELETE"),
        ("1", "405 Command Not Allowed", "DELETE"),
        ("1", "202 Accepted", "EXEC"),
        ("2", "200 OK", "SHOW"),
        ("2", "200 OK", "GET"),
        ("3", "200 OK", "HGET"),
        ("3", "200 OK", "HGET"),
        ("3", "404 Not Found", "HGET"),
        ("3", "200 OK", "HPUT"),
        ("3", "200 OK", "HPOST"),
        ("4", "unanswered", "DELETE"),
        ("4", "unanswered", "END"),
    ];
    for (turn, state, command) in expected {
        let entry = entries.next().unwrap();
        assert!(entry.starts_with(&format!("  Package#2 no. {turn}  {state}   ")), "{entry}");
        assert!(entry.contains(&format!("  [\"{command}\"")), "{entry}");
    }
    assert_eq!(entries.next(), None);

    // The browser has its page only after step 5, and the last package is executed though nothing is sent back.
    let place = |what: &str| diagram.find(what).unwrap_or_else(|| panic!("{what}\n{diagram}"));
    assert!(place(" 5    │") < place("◀───────── browser"));
    let last = &diagram[place(" 8    │")..place("To report on")];
    assert!(last.contains("│ DELETE               │  200 OK"), "{last}");
}

#[test]
fn help_says_how_it_is_used() {
    for arguments in [&["--help"][..], &["-h"], &["server", "--help"], &["client", "--listen", "x", "--help"]]
    {
        let outcome = run(arguments);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
        for option in
            ["server", "client", "--listen", "--commands", "--data", "--device", "--dialect", "--help"]
        {
            assert!(outcome.stdout.contains(option), "{option}");
        }
        assert!(outcome.stdout.lines().all(|line| line.len() <= 80), "{}", outcome.stdout);
    }
}

#[test]
fn what_it_is_called_with_wrongly_is_told() {
    let data = "examples/session/device.json";
    for (arguments, problem) in [
        (&["repository"][..], "repository is neither server nor client"),
        (&["server"], "the server needs --listen ADDRESS"),
        (&["server", "--listen"], "--listen needs a value"),
        (&["server", "--listen", "127.0.0.1:0", "more"], "there is no use for more"),
        (&["server", "--listen", "127.0.0.1:0", "--data", data], "there is no use for --data here"),
        (&["server", "--listen=127.0.0.1:0", "--listen=x"], "--listen stands twice"),
        (&["client"], "the client needs a URL"),
        (&["client", "http://h/", "http://h/"], "there is no use for http://h/"),
        (&["client", "http://h/", "--listen", "x"], "there is no use for --listen here"),
        (&["client", "https://h/"], "https://h/: https is not built into this example"),
        (&["client", "h:80"], "h:80 is no ServerURI: it is not an absolute http or https URI at byte 0"),
        (
            &["client", "http://h/", "--device", "a b"],
            "no device id: ' ' may not stand here unescaped at byte 1",
        ),
        (&["--dialect", "latin"], "the dialect latin is neither draft nor published"),
        (&["--dialect"], "--dialect needs a value"),
        (&["--commands", "x"], "there is no use for --commands here"),
        (&["--verbose"], "unknown option --verbose"),
    ] {
        let outcome = run(arguments);
        let expected = format!("error: {problem}; --help says how it is used\n");
        assert_eq!((outcome.status, outcome.stderr, outcome.stdout), (2, expected, String::new()));
    }
}

#[test]
fn what_cannot_be_read_or_listened_on_is_told() {
    let folder = env::temp_dir().join(format!("omadm-session-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let missing = folder.join("missing").to_str().unwrap().to_owned();
    let broken = file("broken", "\n{\"CMD\":[[\"END\"]]}\n{\"CMD\":[[\"END\"]}\n");
    let unreadable = file("unreadable", "{\"CMD\":[[\"FROB\"]]}");
    let nothing = file("nothing", "{\"CMD\":[]}");
    let data = file("data", "[1]");
    let nowhere = file("nowhere", r#"[{"ClientURI":"urn:x//a","MOData":{"a":1}}]"#);
    let (_server, taken) = Running::server(&[]);
    let taken = taken.as_str();
    for (arguments, problem) in [
        (["server", "--listen", "127.0.0.1:0", "--commands", &missing], format!("cannot read {missing}: ")),
        (["server", "--listen", "127.0.0.1:0", "--commands", &broken], format!("{broken}, line 3: ")),
        (
            ["server", "--listen", "127.0.0.1:0", "--commands", &unreadable],
            format!("{unreadable}, line 1: unknown command at byte 9"),
        ),
        (
            ["server", "--listen", "127.0.0.1:0", "--commands", &nothing],
            format!("{nothing}, line 1: no command at all"),
        ),
        (["server", "--listen", taken, "--dialect", "draft"], format!("cannot listen on {taken}: ")),
        (["server", "--listen", "nowhere", "--dialect", "draft"], "cannot listen on nowhere: ".to_owned()),
        (["client", "http://127.0.0.1:9/", "--data", &missing, "--"], format!("cannot read {missing}: ")),
        (["client", "http://127.0.0.1:9/", "--data", &data, "--"], format!("{data} is no management data: ")),
        (["client", "http://127.0.0.1:9/", "--data", &nowhere, "--"], "the data has no place: ".to_owned()),
    ] {
        let outcome = run(&arguments);
        assert_eq!(outcome.status, 2, "{arguments:?}: {}", outcome.stderr);
        assert!(outcome.stderr.starts_with(&format!("error: {problem}")), "{}", outcome.stderr);
        assert_eq!(outcome.stderr.lines().count(), 1, "{}", outcome.stderr);
    }
    fs::remove_dir_all(&folder).unwrap();
}

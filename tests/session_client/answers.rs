//! What each command may be answered with, and what was forgotten.

use super::{BOTH, awaiting, command, is_closed, opening, post, respond_with};
use omadm::{
    ClientUri, Dialect, Extensions, InitiatedBy, Json, ManagementData, Status, StatusCode,
    session::client::{Answer, DefaultRequest, Defaults, Misuse, Subscriptions},
};

fn code(code: u16) -> Answer {
    StatusCode::new(code).unwrap().into()
}

fn stored() -> Answer {
    Answer::stored([ClientUri::parse("urn:x//b").unwrap()])
}

/// Which codes an answer without more may have, by the rules: a sign for each of 100 to 599.
fn allowed(session_line: &str, code: u16) -> Result<(), Misuse> {
    let mut words = session_line.split(' ');
    let (name, last) = (words.next().unwrap(), words.next_back().unwrap_or_default());
    match (name, code) {
        ("GET", 200) => Err(Misuse::DataMissing),
        ("EXEC", 202) => Ok(()),
        (_, 202) => Err(Misuse::AcceptedWithoutExec),
        ("EXEC", 100..=399) if last.starts_with("https:") => Err(Misuse::ExecNotAccepted),
        ("HGET", 200) if last.starts_with("https:") => Err(Misuse::LocationMissing),
        _ => Ok(()),
    }
}

const COMMANDS: [&str; 13] = [
    "HGET https://r/",
    "HGET https://r/ urn:x//a",
    "HPUT https://r/ *",
    "HPOST https://r/ *",
    "DELETE urn:x//a",
    "EXEC urn:x//a",
    "EXEC urn:x//a https://o/",
    "GET *",
    "SHOW https://u/",
    "DEFAULT urn:m https://d/",
    "CONT https://s/",
    "SUB https://s/ urn:x//a",
    "UNSUB urn:x//a",
];

#[test]
fn every_code_for_every_command() {
    let mut refused = 0;
    for line in COMMANDS {
        for number in 100..=599 {
            let mut session = awaiting(opening(Dialect::Published));
            respond_with(&mut session, &[line]);
            let expected = allowed(line, number);
            assert_eq!(session.answer(code(number)), expected, "{line}: {number}");
            if expected.is_err() {
                refused += 1;
                // Nothing has changed: another answer can be given.
                command(&mut session);
                session.answer(code(404)).unwrap();
            }
            post(&mut session);
        }
    }
    // 12 without EXEC that are answered 202, one EXEC with 299 of 100 to 399, GET and one HGET with 200.
    assert_eq!(refused, 11 + 299 + 1 + 1);
}

#[test]
fn only_a_get_that_is_answered_200_has_data() {
    for line in COMMANDS {
        let mut session = awaiting(opening(Dialect::Published));
        respond_with(&mut session, &[line]);
        let expected = if line == "GET *" { Ok(()) } else { Err(Misuse::DataNotWanted) };
        assert_eq!(session.answer(Answer::data(ManagementData::default())), expected, "{line}");
    }
}

#[test]
fn only_an_hget_has_locations() {
    for line in COMMANDS {
        let mut session = awaiting(opening(Dialect::Published));
        respond_with(&mut session, &[line]);
        let expected = match line.split(' ').next().unwrap() {
            "HGET" => Ok(()),
            "GET" => Err(Misuse::DataMissing),
            "EXEC" if line.contains("https") => Err(Misuse::ExecNotAccepted),
            _ => Err(Misuse::LocationNotWanted),
        };
        assert_eq!(session.answer(stored()), expected, "{line}");
    }
}

#[test]
fn a_status_that_cannot_be_written_is_refused() {
    let mut extensions = Extensions::new();
    extensions.insert("sc", Json::from(1));
    let bad = Status::new(StatusCode::OK).with_extensions(extensions);
    for dialect in BOTH {
        let mut session = awaiting(opening(dialect));
        respond_with(&mut session, &["DELETE urn:x//a"]);
        let error = session.answer(bad.clone()).unwrap_err();
        assert!(matches!(error, Misuse::Status(_)), "{error:?}");
        let text = match dialect {
            Dialect::Published => "an extension has the name of a member of its object (Status[0])",
            Dialect::Draft => "the draft dialect has no members of one's own (line 1)",
        };
        assert_eq!(error.to_string(), text);
        session.answer(code(200)).unwrap();
        post(&mut session);
    }
}

#[test]
fn what_the_caller_forgot_says_so() {
    for (misuse, text) in [
        (Misuse::NotAwaiting, "no response is awaited"),
        (Misuse::NothingToAnswer, "no command is being executed"),
        (Misuse::DataMissing, "a GET answered 200 needs its data"),
        (Misuse::DataNotWanted, "only a GET answered 200 has data"),
        (Misuse::DataTooLarge, "the answers would not fit into the body"),
        (Misuse::ExecNotAccepted, "an EXEC with a ServerURI is answered 202 or with an error"),
        (Misuse::AcceptedWithoutExec, "only an EXEC is answered 202"),
        (Misuse::LocationMissing, "an HGET without a ClientURI that is answered 200 needs a location"),
        (Misuse::LocationNotWanted, "only an HGET has locations"),
        (Misuse::TooManyAlerts, "more alerts than may wait"),
        (Misuse::MosMissing, "the notification asked for the MOs"),
    ] {
        assert_eq!(misuse.to_string(), text);
    }
}

#[test]
fn an_exec_that_was_accepted_leaves_a_report() {
    for dialect in BOTH {
        let mut session = awaiting(opening(dialect));
        respond_with(&mut session, &["EXEC urn:x//a https://o/", "EXEC urn:x//b", "EXEC urn:x//c", "END"]);
        for number in [202, 202, 200] {
            session.answer(code(number)).unwrap();
        }
        let reports = session.take_reports();
        assert_eq!(reports.len(), 2);
        assert_eq!(reports[0].node(), "urn:x//a");
        assert_eq!(reports[0].report_to().unwrap(), "https://o/");
        assert_eq!(reports[1].report_to(), None);
        assert!(session.take_reports().is_empty());
        assert!(is_closed(&mut session));
        // The command's ServerURI wins; where it has none, it is the caller's to say.
        let home = || omadm::ServerUri::parse("https://home/").unwrap();
        let device = || omadm::DeviceId::parse("IMEI:1").unwrap();
        for (report, target) in reports.iter().zip(["https://o/", "https://home/"]) {
            let alert = report.alert("urn:done");
            assert_eq!(alert.source.as_ref().unwrap(), report.node().as_str());
            let mut later = report.opening(home(), device(), alert).open().unwrap();
            let request = post(&mut later);
            assert_eq!(request.target, target);
            assert!(
                String::from_utf8(request.body)
                    .unwrap()
                    .contains(r#"{"AlertType":"urn:done","SourceURI":"urn:x//"#)
            );
        }
    }
}

#[test]
fn a_report_is_there_though_the_session_fails_later() {
    let mut session = awaiting(opening(Dialect::Published));
    respond_with(&mut session, &["EXEC urn:x//a https://o/"]);
    session.answer(code(202)).unwrap();
    post(&mut session);
    super::respond(&mut session, "").unwrap_err();
    assert_eq!(session.take_reports().len(), 1);
}

#[test]
fn defaults_and_subscriptions_have_an_end() {
    let (uri, most) = (omadm::ServerUri::parse("https://h/").unwrap(), 3);
    let mut defaults = Defaults::with_most(most);
    let mut subscriptions = Subscriptions::with_most(most);
    for number in 0..=most {
        let expected = if number < most { StatusCode::OK } else { StatusCode::CONTENT_TOO_LARGE };
        let moid = omadm::Moid::parse(&format!("urn:{number}")).unwrap().into_owned();
        assert_eq!(defaults.set(moid, uri.clone()), expected);
        let node = omadm::Address::parse(&format!("urn:x//{number}")).unwrap().into_owned();
        assert_eq!(subscriptions.subscribe(uri.clone(), node), expected);
    }
    // What is known can be replaced all the same.
    assert_eq!(defaults.set(omadm::Moid::parse("urn:1").unwrap(), uri.clone()), StatusCode::OK);
    assert_eq!(subscriptions.subscribe(uri, "urn:x//1".parse().unwrap()), StatusCode::OK);
    assert_eq!((defaults.iter().count(), subscriptions.iter().count()), (most, most));
    assert_eq!(subscriptions.unsubscribe(&"urn:x//1".parse().unwrap()), StatusCode::OK);
    assert_eq!(subscriptions.unsubscribe(&"urn:x//1".parse().unwrap()), StatusCode::NOT_FOUND);
    assert_eq!((Defaults::default(), Subscriptions::default()), (Defaults::new(), Subscriptions::new()));
}

#[test]
fn what_default_says_last_is_what_is_done() {
    let moid = |text| omadm::Moid::parse(text).unwrap();
    let uri = |text| omadm::ServerUri::parse(text).unwrap();
    let mut defaults = Defaults::new();
    for (kind, from) in [("urn:a", "https://h/old"), ("urn:b", "https://h/b"), ("urn:a", "https://h/new?x")] {
        assert_eq!(defaults.set(moid(kind), uri(from)), StatusCode::OK);
    }
    let known: Vec<_> = defaults.iter().map(|(moid, from)| (moid.as_str(), from.as_str())).collect();
    assert_eq!(known, [("urn:a", "https://h/new?x"), ("urn:b", "https://h/b")]);
    let wanted = |kind, by, dialect| defaults.request(&moid(kind), by, dialect).map(Result::unwrap);
    assert_eq!(
        wanted("urn:a", InitiatedBy::User, Dialect::Published),
        Some(DefaultRequest::Fetch(uri("https://h/new?x&InitiatedBy=User")))
    );
    assert_eq!(
        wanted("urn:b", InitiatedBy::Device, Dialect::Draft),
        Some(DefaultRequest::Open(uri("https://h/b?InitiatedBy=Device")))
    );
    assert_eq!(wanted("urn:A", InitiatedBy::User, Dialect::Draft), None);
}

#[test]
fn what_sub_says_last_is_what_is_watched_until_unsub_says_it_the_same() {
    let node = |text: &str| omadm::Address::parse(text).unwrap().into_owned();
    let uri = |text| omadm::ServerUri::parse(text).unwrap();
    let mut subscriptions = Subscriptions::new();
    for (to, of) in
        [("https://h/old", "urn:x//a"), ("https://h/b", "urn:x//%61"), ("https://h/new", "urn:x//a")]
    {
        assert_eq!(subscriptions.subscribe(uri(to), node(of)), StatusCode::OK);
    }
    let watched: Vec<_> = subscriptions.iter().map(|(node, to)| (node.as_str(), to.as_str())).collect();
    assert_eq!(watched, [("urn:x//a", "https://h/new"), ("urn:x//%61", "https://h/b")]);
    // It means the same node, but it is not written the same.
    assert_eq!(subscriptions.unsubscribe(&node("urn:x//a/")), StatusCode::NOT_FOUND);
    assert_eq!(subscriptions.unsubscribe(&node("urn:x//a")), StatusCode::OK);
    assert_eq!(subscriptions.unsubscribe(&node("urn:x//a")), StatusCode::NOT_FOUND);
    assert_eq!(subscriptions.iter().map(|(node, _)| node.as_str()).collect::<Vec<_>>(), ["urn:x//%61"]);
}

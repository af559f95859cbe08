//! Answers that would not fit into a body are refused when they are given, not when it is too late.

use super::{BOTH, awaiting, is_closed, opening, post, respond_with};
use omadm::{
    ClientUri, Dialect, Extensions, Json, Limits, ManagementData, Options, Status, StatusCode, json,
    session::{
        Request,
        client::{Answer, Misuse, Step},
    },
};

/// A document of about so many bytes.
fn data(len: usize) -> ManagementData<'static> {
    let body = format!(r#"[{{"ClientURI":"urn:x//a","MOData":{{"a":"{}"}}}}]"#, "x".repeat(len));
    json::decode::<ManagementData>(body.as_bytes(), &Options::strict()).unwrap().value.into_owned()
}

/// Runs one turn in which every GET and HGET is answered at length, or 413 if that is refused; how often it was.
fn turn(dialect: Dialect, limits: Limits, commands: &[&str], lens: &[usize]) -> (Request, usize) {
    let mut session = awaiting(opening(dialect).with_options(Options::default().with_limits(limits)));
    respond_with(&mut session, commands);
    let mut refused = 0;
    let mut lens = lens.iter().cycle();
    loop {
        let is_get = match session.poll() {
            Step::Execute(command) => command.name() == "GET",
            Step::Post(request) => return (request, refused),
            other => panic!("{other:?}"),
        };
        let len = *lens.next().unwrap();
        let answer = match is_get {
            true => Answer::data(data(len)),
            false => Answer::stored(
                (0..len).map(|number| ClientUri::parse(&format!("urn:x//{number}")).unwrap().into_owned()),
            ),
        };
        match session.answer(answer) {
            Ok(()) => {}
            Err(Misuse::DataTooLarge) => {
                refused += 1;
                session.answer(StatusCode::CONTENT_TOO_LARGE).unwrap();
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}

fn commands(dialect: Dialect) -> [&'static str; 7] {
    match dialect {
        Dialect::Published => {
            ["GET *", "HGET https://r/", "FROB", "GET *", "HGET https://r/", "GET *", "GET *"]
        }
        Dialect::Draft => {
            ["INCLUDE *", "HGET https://r/", "FROB", "INCLUDE *", "HGET https://r/", "INCLUDE *", "INCLUDE *"]
        }
    }
}

#[test]
fn to_the_byte() {
    let lens = [300, 20, 1, 50, 900, 7, 2_000];
    for dialect in BOTH {
        let (request, refused) = turn(dialect, Limits::default(), &commands(dialect), &lens);
        assert_eq!(refused, 0);
        let exact = request.body.len();
        let (same, refused) =
            turn(dialect, Limits::default().with_body_bytes(exact), &commands(dialect), &lens);
        assert_eq!((refused, same.body), (0, request.body));
        let (less, refused) =
            turn(dialect, Limits::default().with_body_bytes(exact - 1), &commands(dialect), &lens);
        assert_eq!(refused, 1);
        assert!(less.body.len() < exact);
    }
}

/// The first part makes a body of several out of one, which costs more than the part.
#[test]
fn to_the_byte_with_the_first_part() {
    for (dialect, command) in [(Dialect::Published, "GET *"), (Dialect::Draft, "INCLUDE *")] {
        for commands in [&[command][..], &["FROB", command]] {
            let refused = |limit| turn(dialect, Limits::default().with_body_bytes(limit), commands, &[300]).1;
            let exact = turn(dialect, Limits::default(), commands, &[300]).0.body.len();
            for limit in exact - 150..exact + 10 {
                assert_eq!(refused(limit), usize::from(limit < exact), "{limit} of {exact}");
            }
        }
    }
}

#[test]
fn whatever_the_limit_the_turn_is_reported() {
    let lens = [300, 20, 1, 50, 900, 7, 400];
    for dialect in BOTH {
        let most = turn(dialect, Limits::default(), &commands(dialect), &lens).0.body.len() + 10;
        for limit in (200..most).step_by(7) {
            let (request, _) =
                turn(dialect, Limits::default().with_body_bytes(limit), &commands(dialect), &lens);
            assert!(request.body.len() <= limit, "{limit}");
        }
    }
}

#[test]
fn no_more_elements_than_a_body_may_have() {
    let hget = ["HGET https://r/"; 3];
    let values = |most| turn(Dialect::Published, Limits::default().with_values(most), &hget, &[10]).1;
    // Three statuses of a code, a list and ten locations in it, in a list that is a member.
    let exact = 1 + 3 * (1 + 2 + 10);
    assert_eq!(values(exact), 0);
    assert_eq!(values(exact - 1), 1);
    assert_eq!(values(exact - 11), 1);
    assert_eq!(values(exact - 12), 2);
}

/// What stands in an extension counts as anything else.
#[test]
fn no_more_elements_than_a_body_may_have_in_extensions_either() {
    let refused = |most| {
        let options = Options::default().with_limits(Limits::default().with_values(most));
        let mut session = awaiting(opening(Dialect::Published).with_options(options));
        respond_with(&mut session, &["DELETE urn:x//a"; 3]);
        let mut extensions = Extensions::new();
        extensions.insert("x", Json::parse("[0,{},0,{\"y\":0}]").unwrap());
        let status = Status::new(StatusCode::OK).with_extensions(extensions);
        let long = (0..3).filter(|_| match session.answer(status.clone()) {
            Ok(()) => false,
            Err(misuse) => {
                assert_eq!(misuse, Misuse::DataTooLarge);
                session.answer(StatusCode::OK).unwrap();
                true
            }
        });
        let refused = long.count();
        post(&mut session);
        refused
    };
    // Three statuses of a code and an extension with five, in a list that is a member.
    let exact = 1 + 3 * (1 + 1 + 1 + 5);
    assert_eq!([exact, exact - 1, exact - 6, exact - 7].map(refused), [0, 1, 1, 2]);
}

#[test]
fn no_more_parts_than_a_body_may_have() {
    let parts = |most| turn(Dialect::Published, Limits::default().with_parts(most), &["GET *"; 3], &[1]).1;
    assert_eq!(parts(4), 0);
    assert_eq!(parts(3), 1);
    assert_eq!(parts(2), 2);
    assert_eq!([1, 0].map(parts), [3, 3]);
}

#[test]
fn a_package_that_could_not_even_be_answered_with_codes_is_refused_before_anything_is_executed() {
    let options = Options::default().with_limits(Limits::default().with_statuses(2));
    let mut session = awaiting(opening(Dialect::Published).with_options(options));
    let error = super::respond(&mut session, &super::package2(Dialect::Published, &["FROB"; 3])).unwrap_err();
    assert_eq!(error.to_string(), "more statuses than allowed (Status[2])");
    assert!(is_closed(&mut session));
    // With END nothing has to be sent back.
    let mut session = awaiting(opening(Dialect::Published).with_options(options));
    respond_with(&mut session, &["FROB", "FROB", "END"]);
    assert!(is_closed(&mut session));
}

#[test]
fn with_end_there_is_room_for_everything() {
    let options = Options::default().with_limits(Limits::default().with_body_bytes(300));
    let mut session = awaiting(opening(Dialect::Published).with_options(options));
    respond_with(&mut session, &["GET *", "GET *", "END"]);
    for _ in 0..2 {
        session.answer(Answer::data(data(200))).unwrap();
    }
    assert!(is_closed(&mut session));
    let mut session = awaiting(opening(Dialect::Published).with_options(options));
    respond_with(&mut session, &["HGET https://r/", "HGET https://r/", "END"]);
    for _ in 0..2 {
        session.answer(Answer::stored(vec![ClientUri::parse("urn:x//a").unwrap(); 20])).unwrap();
    }
    assert!(is_closed(&mut session));
}

#[test]
fn alerts_make_room_for_answers() {
    let options = Options::default().with_limits(Limits::default().with_body_bytes(2_000));
    let mut session = awaiting(opening(Dialect::Published).with_options(options));
    session.queue_alert(omadm::Alert::new("a".repeat(1_500))).unwrap();
    respond_with(&mut session, &["GET *"]);
    session.answer(Answer::data(data(1_500))).unwrap();
    assert!(post(&mut session).body.len() > 1_500);
    respond_with(&mut session, &["FROB"]);
    assert!(String::from_utf8(post(&mut session).body).unwrap().contains("aaa"));
}

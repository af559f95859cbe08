//! The server alone, against clients that mean no good. After each of them it still serves.

use crate::run::{Running, ask, connect, response};
use std::{io::Write, thread, time::Duration};

const BODY: &str = r#"{"Alert":[{"AlertType":"urn:oma:at:dm:2.0:ClientInitiatedMgmt"}]}"#;
const HEAD: &str = "Host: h\r\nContent-Type: application/vnd.oma.dm.initiation+json\r\n\
                    Accept: application/vnd.oma.dm.request+json\r\nOMADM-DevID: IMEI:1\r\n";
const END: &str = r#"{"CMD":[["END"]]}"#;

/// A Package#1 with these headers besides.
fn package1(version: &str, more: &str) -> String {
    format!("POST /dm {version}\r\n{HEAD}{more}Content-Length: {}\r\n\r\n{BODY}", BODY.len())
}

fn serves(address: &str) {
    let (status, text) = ask(address, package1("HTTP/1.1", "").as_bytes());
    assert_eq!(status, 200, "{text}");
    assert!(text.ends_with(END), "{text}");
}

/// That this is answered so, with this in it, and harms nobody.
fn answered(request: &[u8], status: u16, with: &str) {
    let (server, address) = Running::server(&[]);
    let (found, text) = ask(&address, request);
    assert_eq!(found, status, "{text}");
    assert!(text.contains(with), "{text}");
    serves(&address);
    server.stop();
}

#[test]
fn http_1_0_is_served() {
    answered(package1("HTTP/1.0", "").as_bytes(), 200, END);
}

#[test]
fn chunks_are_served() {
    let (begin, end) = BODY.split_at(10);
    let request = format!(
        "POST / HTTP/1.1\r\n{HEAD}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{begin}\r\n{:x};x=y\r\n{end}\r\n0\r\nX: y\r\n\r\n",
        begin.len(),
        end.len()
    );
    answered(request.as_bytes(), 200, END);
}

#[test]
fn a_client_that_waits_for_100_gets_it() {
    let (server, address) = Running::server(&[]);
    let mut stream = connect(&address);
    let request = package1("HTTP/1.1", "Expect: 100-continue\r\nConnection: close\r\n");
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    stream.write_all(format!("{head}\r\n\r\n").as_bytes()).unwrap();
    let mut interim = [0; 25];
    std::io::Read::read_exact(&mut stream, &mut interim).unwrap();
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(body.as_bytes()).unwrap();
    assert_eq!(response(&mut stream).0, 200);
    server.stop();
}

#[test]
fn other_methods_are_405() {
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "FROB"] {
        let request = format!("{method} / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        answered(request.as_bytes(), 405, "allow: POST\r\n");
    }
}

#[test]
fn headers_that_are_wrong_are_told() {
    for (from, to, status, problem) in [
        ("OMADM-DevID: IMEI:1\r\n", "", 400, "no header names the device"),
        ("IMEI:1", "a b", 400, "(OMADM-DevID)"),
        ("IMEI:1", "\u{e9}", 400, "(OMADM-DevID)"),
        ("Content-Type: application/vnd.oma.dm.initiation+json\r\n", "", 415, "the Content-Type is missing"),
        ("vnd.oma.dm.initiation+json", "json", 400, "the member `MOData` is missing"),
        ("vnd.oma.dm.initiation+json", "vnd.oma.dm.response+json", 400, "the member `Status` is missing"),
        ("application/vnd.oma.dm.initiation+json", "text/html", 415, "a media type that is not read here"),
        ("initiation+json", "initiation+json;charset=latin1", 415, "(Content-Type)"),
        ("Accept: application/vnd.oma.dm.request+json", "Accept: text/html", 406, "(Accept)"),
        ("Host: h\r\n", "Host: h\r\nContent-Encoding: gzip\r\n", 415, "(Content-Encoding)"),
        ("Host: h\r\n", "Host: h\r\nX-OMADMDevID: IMEI:2\r\n", 400, "different devices"),
        (BODY, &BODY.replace('[', "{"), 400, "at byte"),
    ] {
        let request = package1("HTTP/1.1", "");
        assert!(request.contains(from), "{from}");
        answered(request.replace(from, to).as_bytes(), status, problem);
    }
}

#[test]
fn what_no_client_sends_is_told() {
    for (media_type, body) in [
        ("application/vnd.oma.dm.request+json", END),
        ("application/dm20", "END\r\n"),
        ("application/vnd.oma.dm.mo+json", "[]"),
        ("application/vnd.oma.dm.notification", "\x10\0"),
    ] {
        let head = HEAD.replace("application/vnd.oma.dm.initiation+json", media_type);
        let request = format!("POST / HTTP/1.1\r\n{head}Content-Length: {}\r\n\r\n{body}", body.len());
        answered(request.as_bytes(), 415, "a body that a client does not send");
    }
}

#[test]
fn too_many_or_too_long_headers_are_431() {
    let many: String = (0..200).map(|n| format!("X-{n}: y\r\n")).collect();
    let long = format!("X: {}\r\n", "y".repeat(1 << 20));
    for more in [many, long] {
        let (server, address) = Running::server(&[]);
        let (status, text) = ask(&address, package1("HTTP/1.1", &more).as_bytes());
        assert_eq!(status, 431, "{text}");
        serves(&address);
        server.stop();
    }
}

#[test]
fn what_is_no_http_is_400() {
    answered(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, "");
    answered(b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400, "");
    answered(b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400, "");
}

/// Read to its end and thrown away, so that the client, which is still sending, hears the answer. It could go on with the
/// connection.
#[test]
fn a_body_over_the_limit_is_413_when_it_has_been_read() {
    let (server, address) = Running::server(&[]);
    for length in [(2 << 20) + 1, 31 << 20] {
        let mut stream = connect(&address);
        let head = format!("POST / HTTP/1.1\r\n{HEAD}Content-Length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&vec![b' '; length]).unwrap();
        let (status, text) = response(&mut stream);
        assert_eq!(status, 413, "{text}");
        assert!(text.ends_with("a body of more than 2097152 bytes\n"), "{text}");
        stream.write_all(package1("HTTP/1.1", "").as_bytes()).unwrap();
        assert_eq!(response(&mut stream).0, 200);
    }
    // One byte less is read, and is what it is.
    let body = format!("{}{BODY}", " ".repeat((2 << 20) - BODY.len()));
    let request = format!("POST / HTTP/1.1\r\n{HEAD}Content-Length: {}\r\n\r\n{body}", body.len());
    let (status, text) = ask(&address, request.as_bytes());
    assert_eq!(status, 200, "{text}");
    server.stop();
}

/// What never ends is not read for ever.
#[test]
fn a_body_without_an_end_is_413_after_32_mib() {
    let (server, address) = Running::server(&[]);
    let mut stream = connect(&address);
    stream
        .write_all(format!("POST / HTTP/1.1\r\n{HEAD}Transfer-Encoding: chunked\r\n\r\n").as_bytes())
        .unwrap();
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    let mut sent = 0;
    // The server stops reading and closes, which a write hears of some time later.
    while sent < 256 << 20 && stream.write_all(chunk.as_bytes()).is_ok() {
        sent += chunk.len();
    }
    assert!((32 << 20..256 << 20).contains(&sent), "{sent}");
    serves(&address);
    assert!(server.stop().contains("413 Content Too Large"));
}

#[test]
fn a_cut_body_is_nobody_s_session() {
    let (server, address) = Running::server(&[]);
    let request = package1("HTTP/1.1", "");
    let mut stream = connect(&address);
    stream.write_all(&request.as_bytes()[..request.len() - 10]).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    drop(stream);
    serves(&address);
    let printed = server.stop();
    assert_eq!(printed.matches("Status resource").count(), 1, "{printed}");
}

/// Clients that say nothing, or hardly anything, keep nobody else waiting.
#[test]
fn slow_clients_keep_nobody_waiting() {
    let (server, address) = Running::server(&[]);
    let request = package1("HTTP/1.1", "");
    let slow: Vec<_> = [0, 1, 20, 100, request.len() - 1]
        .into_iter()
        .cycle()
        .take(200)
        .map(|length| {
            let mut stream = connect(&address);
            stream.write_all(&request.as_bytes()[..length]).unwrap();
            stream
        })
        .collect();
    serves(&address);
    drop(slow);
    serves(&address);
    server.stop();
}

/// One of two Package#3 that answer the same package is the answer, and the other one a mistake, however they arrive.
#[test]
fn two_posts_of_one_device_at_once() {
    let (server, address) = Running::server(&["--commands", "tests/peers/commands.jsonl"]);
    let answer = r#"{"Status":[{"sc":404},{"sc":404}]}"#;
    let head = HEAD.replace("initiation", "response");
    let package3 = format!("POST / HTTP/1.1\r\n{head}Content-Length: {}\r\n\r\n{answer}", answer.len());
    for _ in 0..20 {
        assert_eq!(ask(&address, package1("HTTP/1.1", "").as_bytes()).0, 200);
        let mut streams: Vec<_> = (0..8).map(|_| connect(&address)).collect();
        let (head, last) = package3.split_at(package3.len() - 1);
        streams.iter_mut().for_each(|stream| stream.write_all(head.as_bytes()).unwrap());
        let threads: Vec<_> = streams
            .into_iter()
            .map(|mut stream| {
                let last = last.to_owned();
                thread::spawn(move || {
                    stream.write_all(last.as_bytes()).unwrap();
                    response(&mut stream)
                })
            })
            .collect();
        let answers: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        // The second one has another number of statuses than there are commands: with it the session is over.
        let mut statuses: Vec<u16> = answers.iter().map(|(status, _)| *status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses[0], 200, "{answers:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{answers:?}");
        assert!(statuses[1..].iter().all(|status| [400, 409].contains(status)), "{answers:?}");
    }
    server.stop();
}

#[cfg(unix)]
#[test]
fn ctrl_c_lets_what_is_under_way_finish() {
    let (server, address) = Running::server(&[]);
    let request = package1("HTTP/1.1", "");
    let mut stream = connect(&address);
    stream.write_all(&request.as_bytes()[..request.len() - 1]).unwrap();
    // The server has to have seen it.
    serves(&address);
    thread::sleep(Duration::from_millis(200));
    server.interrupt();
    thread::sleep(Duration::from_millis(500));
    assert!(std::net::TcpStream::connect(&address).is_err(), "it still listens");
    stream.write_all(&request.as_bytes()[request.len() - 1..]).unwrap();
    let (status, text) = response(&mut stream);
    assert_eq!(status, 200, "{text}");
    let outcome = server.finish();
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
    assert!(outcome.stdout.ends_with("stopped\n"), "{}", outcome.stdout);
}

/// Nor do those that have not said what they want keep it from ending.
#[cfg(unix)]
#[test]
fn ctrl_c_waits_for_nobody_who_says_nothing() {
    let (server, address) = Running::server(&[]);
    let mut streams = Vec::new();
    for length in [0, 5, 50] {
        let mut stream = connect(&address);
        stream.write_all(&package1("HTTP/1.1", "").as_bytes()[..length]).unwrap();
        streams.push(stream);
    }
    serves(&address);
    let start = std::time::Instant::now();
    server.stop();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[cfg(unix)]
#[test]
fn whoever_asks_twice_does_not_wait() {
    let (server, address) = Running::server(&[]);
    let mut stream = connect(&address);
    stream.write_all(b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n").unwrap();
    serves(&address);
    server.interrupt();
    // It has heard it when it no longer listens.
    while std::net::TcpStream::connect(&address).is_ok() {
        thread::sleep(Duration::from_millis(5));
    }
    server.interrupt();
    assert_eq!(server.finish().status, 130);
}

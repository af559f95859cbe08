//! The headers of a Package#3: a session takes and refuses those that `RequestHeaders::decode_package3` does.

use super::{BOTH, Post, answered, delete, waiting};
use omadm::{
    Dialect, Limits, Options, RequestHeaders, headers,
    session::{
        SessionLimits,
        server::{Event, Refusal, accept},
    },
};

const CONTENT_TYPES: [&[&str]; 8] = [
    &["application/vnd.oma.dm.response+json"],
    &["application/dm20status"],
    &["Application/DM20Status; charset=UTF-8"],
    &[" application/vnd.oma.dm.response+json\t"],
    &["application/dm20status", "application/dm20status"],
    &["application/dm20status", "text/html"],
    &["application/dm20status;charset=latin1"],
    &[],
];

const ACCEPTS: [&[&str]; 12] = [
    &["application/vnd.oma.dm.request+json"],
    &["application/dm20, application/tnds20"],
    &["application/dm20,application/tnds20"],
    &["application/dm20", "application/vnd.oma.dm.request+json"],
    &["application/vnd.oma.dm.request+json;q=0, application/dm20;q=0"],
    &["application/dm20; application/vnd.oma.dm.request+json"],
    &["*/*"],
    &["text/html"],
    &["a, application/dm20, b/c;q=9"],
    &["application/*;q=0.5"],
    &[""],
    &[],
];

const DEVICES: [&[(&str, &str)]; 9] = [
    &[("OMADM-DevID", "IMEI:1")],
    &[("x-omadmdevid", "IMEI:1")],
    &[("OMADM-DevID", " IMEI:1 ")],
    &[("OMADM-DevID", "IMEI:2")],
    &[("OMADM-DevID", "IMEI:1"), ("OMADM-DevID", "IMEI:1\t")],
    &[("OMADM-DevID", "IMEI:1"), ("X-OMADMDevID", "IMEI:1")],
    &[("OMADM-DevID", "IMEI:1"), ("X-OMADMDevID", "IMEI:2")],
    &[("OMADM-DevID", "IMEI 1")],
    &[],
];

fn options() -> Vec<Options> {
    let within = |limits: Limits| Options::default().with_limits(limits);
    let limits = Limits::default;
    let mut options = vec![Options::default(), Options::strict()];
    options.extend([0, 1, 2].map(|ranges| within(limits().with_media_ranges(ranges))));
    options.extend([34, 35, 36].map(|bytes| within(limits().with_string_bytes(bytes))));
    options
}

fn check(dialect: Dialect, headers: &[(&str, &str)], options: &Options) {
    let pairs = || headers.iter().map(|(name, value)| (*name, *value));
    let body = &Post::package3(dialect, &[200]).body;
    let session = waiting(dialect, [delete()]);
    let accepted = accept(Some(session), pairs(), body, options, &SessionLimits::default());
    // What the body is written in has to be known first.
    let expected = headers::content_type(pairs(), options)
        .and_then(|_| RequestHeaders::decode_package3(dialect, pairs(), options));
    match (expected, accepted.result) {
        (Ok(expected), Ok(Event::Answered(answered))) => {
            assert_eq!(expected.value.device_id, "IMEI:1");
            assert_eq!(answered.warnings, expected.warnings, "{headers:?}");
        }
        (Ok(expected), Err(Refusal::OtherDevice)) => assert_ne!(expected.value.device_id, "IMEI:1"),
        (Err(expected), Err(Refusal::Headers(error))) => assert_eq!(error, expected, "{headers:?}"),
        // The body of the other dialect is read before it is known to be none of this session's.
        (Err(expected), Err(Refusal::Body(_))) => assert_eq!(expected.http_status().as_u16() / 100, 4),
        (expected, result) => panic!("{headers:?}: {expected:?}, {result:?}"),
    }
}

#[test]
fn they_are_those_that_are_decoded() {
    for dialect in BOTH {
        for options in options() {
            for (types, accepts, devices) in combinations() {
                let types = types.iter().map(|value| ("Content-Type", *value));
                let accepts = accepts.iter().map(|value| ("Accept", *value));
                let headers: Vec<_> = types.chain(accepts).chain(devices.iter().copied()).collect();
                check(dialect, &headers, &options);
            }
        }
    }
}

type Combination =
    (&'static [&'static str], &'static [&'static str], &'static [(&'static str, &'static str)]);

fn combinations() -> impl Iterator<Item = Combination> {
    let accepts = ACCEPTS.into_iter().flat_map(|accepts| DEVICES.map(|devices| (accepts, devices)));
    accepts.flat_map(|(accepts, devices)| CONTENT_TYPES.map(|types| (types, accepts, devices)))
}

#[test]
fn what_a_client_sends_is_taken_without_a_warning() {
    for dialect in BOTH {
        let sent = RequestHeaders::package3(dialect, "IMEI:1".parse().unwrap());
        let pairs: Vec<_> = sent.pairs().collect();
        let headers = pairs.iter().map(|(name, value)| (*name, value.as_ref()));
        let (session, body) = (waiting(dialect, [delete()]), Post::package3(dialect, &[200]).body);
        let limits = SessionLimits::default();
        let (_, answered) = answered(accept(Some(session), headers, &body, &Options::strict(), &limits));
        assert!(answered.warnings.is_empty());
    }
}

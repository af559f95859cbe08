//! URIs, the draft dialect, multipart.

use crate::{
    clock::Contender,
    contest::Contest,
    data::{self, ROT2K, Rng},
};
use fluent_uri::{Uri, UriRef};
use omadm::{
    ClientUri, Options, Package2, ServerUri, draft, json,
    multipart::{self, Boundary},
};

pub(crate) fn run(contest: &mut Contest) {
    uris(contest);
    dialects(contest);
    multipart(contest);
}

fn uris(contest: &mut Contest) {
    let mut rng = Rng::new(11);
    let client: Vec<_> = (0..4096).map(|_| data::client_uri(&mut rng)).collect();
    let server: Vec<_> = (0..4096).map(|_| data::server_uri(&mut rng)).collect();
    contest.run(
        "client-uri/rot".to_owned(),
        client.iter().map(String::len).sum(),
        vec![
            Contender::new("omadm", &client, |text| ClientUri::parse(text).unwrap()),
            // `*` is a relative reference.
            Contender::new("fluent-uri", &client, |text| UriRef::parse(text.as_str()).unwrap()),
        ],
    );
    contest.run(
        "server-uri/rot".to_owned(),
        server.iter().map(String::len).sum(),
        vec![
            Contender::new("omadm", &server, |text| ServerUri::parse(text).unwrap()),
            Contender::new("fluent-uri", &server, |text| Uri::parse(text.as_str()).unwrap()),
        ],
    );
}

/// The same commands in both dialects.
fn dialects(contest: &mut Contest) {
    let [json, draft] = data::both_dialects(ROT2K);
    let options = Options::default();
    for (json, draft) in json.iter().zip(&draft) {
        let same = draft::decode::<Package2>(draft, &options).unwrap().value;
        assert_eq!(same, json::decode::<Package2>(json, &options).unwrap().value);
    }
    let pairs: Vec<_> = json.into_iter().zip(draft).collect();
    contest.run(
        "draft/package2/rot2k".to_owned(),
        0,
        vec![
            Contender::new("omadm", &pairs, |(_, draft)| draft::decode::<Package2>(draft, &options).unwrap()),
            Contender::new("json", &pairs, |(json, _)| json::decode::<Package2>(json, &options).unwrap()),
        ],
    );
}

/// Parts, beside one search for a byte that is not there.
fn multipart(contest: &mut Contest) {
    let mut rng = Rng::new(13);
    let bodies: Vec<_> = (0..16).map(|_| data::parts(&mut rng, 64 << 10)).collect();
    let boundary = Boundary::parse(data::BOUNDARY).unwrap();
    let options = Options::default();
    contest.run(
        "multipart/64k".to_owned(),
        bodies.iter().map(Vec::len).sum(),
        vec![
            Contender::new("omadm", &bodies, |body| multipart::decode(body, &boundary, &options).unwrap()),
            Contender::new("memchr", &bodies, |body| memchr::memchr(0, body)),
        ],
    );
}

//! A server's turn in a session, beside the bare decoding and encoding that it cannot do without.

use crate::{
    clock::Contender,
    contest::Contest,
    data::{Rng, Turn},
};
use omadm::{Options, Package2, Package3, json};
use std::hint::black_box;

pub(crate) fn run(contest: &mut Contest) {
    if !contest.wants("session/turn") {
        return;
    }
    let options = Options::default();
    let mut rng = Rng::new(29);
    let turns: Vec<_> = (0..256).map(|_| Turn::new(&mut rng)).collect();
    let turns = &turns;
    contest.run(
        "session/turn".to_owned(),
        0,
        vec![
            Contender::consuming(
                "omadm",
                || turns.iter().map(|turn| (turn.session(&options), &turn.package3, turn.next.clone())).collect(),
                |(session, package3, next)| Turn::play(session, package3, next, &options),
            ),
            Contender::consuming(
                "decode-encode",
                || turns.iter().map(|turn| (&turn.package3, turn.next.clone())).collect(),
                |(package3, next)| {
                    black_box(json::decode::<Package3>(package3, &options).unwrap());
                    let package = Package2::new(next);
                    black_box(json::to_vec(&package).unwrap());
                    package
                },
            ),
        ],
    );
}

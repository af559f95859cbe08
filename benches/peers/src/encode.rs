//! Encoding: values that were decoded from the same bodies, into a buffer that each makes for itself.

use crate::{
    clock::Contender,
    contest::Contest,
    data::{self, K64, ROT2K, ROT200},
    decode::options,
    derived,
};
use omadm::{Package1, Package2, Package3, json};

macro_rules! contest {
    ($contest:ident, $name:literal, $make:expr, $ours:ty, $derived:ty) => {
        for size in [ROT200, ROT2K, K64] {
            let name = format!("encode/{}/{}", $name, size.name);
            if !$contest.wants(&name) {
                continue;
            }
            let set = data::set(size, $make);
            let ours: Vec<_> =
                set.iter().map(|body| json::decode::<$ours>(body, &options()).unwrap().value).collect();
            let theirs: Vec<_> =
                set.iter().map(|body| serde_json::from_slice::<$derived>(body).unwrap()).collect();
            for ((body, ours), theirs) in set.iter().zip(&ours).zip(&theirs) {
                assert_eq!(*body, json::to_vec(ours).unwrap());
                assert_eq!(*body, serde_json::to_vec(theirs).unwrap());
            }
            let contenders = vec![
                Contender::new("omadm", &ours, |value| json::to_vec(value).unwrap()),
                Contender::new("serde-json", &theirs, |value| serde_json::to_vec(value).unwrap()),
            ];
            $contest.run(name, set.iter().map(Vec::len).sum(), contenders);
        }
    };
}

pub(crate) fn run(contest: &mut Contest) {
    contest!(contest, "package1", data::package1, Package1, derived::Package1);
    contest!(contest, "package2", data::package2, Package2, derived::Package2);
    contest!(contest, "package3", data::package3, Package3, derived::Package3);
}

//! Decoding.

use crate::{
    checked,
    clock::Contender,
    contest::Contest,
    data::{self, K64, M1, ROT2K, ROT200},
    derived,
};
use omadm::{Limits, Options, Package1, Package2, Package3, json};
use serde::de::IgnoredAny;
use simd_json::BorrowedValue;
use sonic_rs::LazyValue;

/// The limits that the largest bodies need.
pub(crate) fn options() -> Options {
    let limits = Limits::default().with_commands(1 << 16).with_statuses(1 << 17).with_alerts(1 << 16);
    Options::default().with_limits(limits.with_mos(1 << 16).with_values(1 << 20))
}

/// Everybody who decodes a package.
macro_rules! contest {
    ($contest:ident, $name:literal, $make:expr, $ours:ty, $derived:ty, $sonic:ty, $simd:ty) => {
        for size in [ROT200, ROT2K, K64, M1] {
            let name = format!("decode/{}/{}", $name, size.name);
            if !$contest.wants(&name) {
                continue;
            }
            let set = data::set(size, $make);
            let options = options();
            for body in &set {
                let decoded = json::decode::<$ours>(body, &options).unwrap();
                assert!(decoded.warnings.is_empty(), "{:?}", decoded.warnings);
                sonic_rs::from_slice::<$sonic>(body).unwrap();
                simd_json::serde::from_slice::<$simd>(&mut body.clone()).unwrap();
            }
            let mut buffers = simd_json::Buffers::default();
            let contenders = vec![
                Contender::new("omadm", &set, |body| json::decode::<$ours>(body, &options).unwrap()),
                Contender::new("ignored-any", &set, |body| {
                    serde_json::from_slice::<IgnoredAny>(body).unwrap()
                }),
                Contender::new("owned-derive", &set, |body| {
                    serde_json::from_slice::<$derived>(body).unwrap()
                }),
                Contender::new("value", &set, |body| {
                    serde_json::from_slice::<serde_json::Value>(body).unwrap()
                }),
                Contender::new("sonic-checked", &set, |body| sonic_rs::from_slice::<$sonic>(body).unwrap()),
                Contender::destructive("simd-checked", &set, |body| {
                    drop(simd_json::serde::from_slice_with_buffers::<$simd>(body, &mut buffers).unwrap())
                }),
            ];
            $contest.run(name, set.iter().map(Vec::len).sum(), contenders);
        }
    };
}

pub(crate) fn run(contest: &mut Contest) {
    contest!(
        contest,
        "package1",
        data::package1,
        Package1,
        derived::Package1,
        checked::Package1<LazyValue>,
        checked::Package1<BorrowedValue>
    );
    contest!(
        contest,
        "package2",
        data::package2,
        Package2,
        derived::Package2,
        checked::Package2,
        checked::Package2
    );
    contest!(
        contest,
        "package3",
        data::package3,
        Package3,
        derived::Package3,
        checked::Package3<LazyValue>,
        checked::Package3<BorrowedValue>
    );
    let plain = data::set(ROT2K, data::package2);
    for (name, set) in [("escaped2k", data::escaped(&plain)), ("indented2k", data::indented(&plain))] {
        let options = options();
        let contenders = vec![
            Contender::new("omadm", &set, |body| json::decode::<Package2>(body, &options).unwrap()),
            Contender::new("ignored-any", &set, |body| serde_json::from_slice::<IgnoredAny>(body).unwrap()),
        ];
        contest.run(format!("decode/package2/{name}"), set.iter().map(Vec::len).sum(), contenders);
    }
}

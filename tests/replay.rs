//! What the fuzzer found worth keeping, on stable: every file of the corpora goes through its target. And a sample of
//! generated inputs, so that a target that cannot run is seen without a fuzzer.

mod targets;

use std::{collections::BTreeSet, fs, path::Path};
use targets::TARGETS;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn the_corpora_keep_the_laws() {
    let (mut files, mut length) = (0, 0);
    for (name, _) in TARGETS {
        let before = files;
        let folder = root().join("fuzz/corpus").join(name);
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let bytes = fs::read(entry.unwrap().path()).unwrap();
            targets::run(name, &bytes);
            files += 1;
            length += bytes.len();
        }
        assert!(files > before, "{name} has no corpus");
    }
    println!("{files} files of {} targets, {length} bytes", TARGETS.len());
    assert!(files >= 1000 && length <= 2 << 20, "{files} files, {length} bytes");
}

#[test]
fn every_target_has_its_program_and_no_program_lacks_a_target() {
    let targets: BTreeSet<_> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(targets.len(), TARGETS.len());
    assert_eq!(names_in(&root().join("fuzz/fuzz_targets")), targets);
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    for (name, _) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is missing in fuzz/Cargo.toml");
        let program = fs::read_to_string(root().join(format!("fuzz/fuzz_targets/{name}.rs"))).unwrap();
        assert!(
            program.contains(&format!("omadm_fuzz::run(\"{name}\", data)")),
            "{name} runs another target"
        );
    }
}

/// A small generator, so that the same bytes come every time.
fn noise(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let len = next() as usize % 600;
    (0..len).map(|_| next().to_le_bytes()[0]).collect()
}

#[test]
fn every_target_runs_on_noise() {
    for (name, _) in TARGETS {
        for seed in 1..400 {
            targets::run(name, &noise(seed));
        }
    }
}

#[test]
fn every_target_runs_on_the_bodies_of_the_examples() {
    for entry in fs::read_dir(root().join("examples/packages")).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for (name, _) in TARGETS {
            targets::run(name, &bytes);
            for choice in 0..13 {
                targets::run(name, &[&[choice], bytes.as_slice()].concat());
            }
        }
    }
}

#[test]
fn every_target_has_its_settings_and_every_dictionary_is_used() {
    let settings = fs::read_to_string(root().join("fuzz/targets.txt")).unwrap();
    let rows: Vec<Vec<_>> = settings
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(
        rows.iter().map(|row| row[0]).collect::<Vec<_>>(),
        TARGETS.iter().map(|(name, _)| *name).collect::<Vec<_>>()
    );
    let mut used = BTreeSet::new();
    for row in rows {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!((100..=4096).contains(&row[1].parse::<usize>().unwrap()), "{row:?}");
        assert!(["0", "1"].contains(&row[2]), "{row:?}");
        used.extend(row[3].split('+').filter(|name| *name != "-").map(str::to_owned));
    }
    assert_eq!(names_in(&root().join("fuzz/dictionaries")), used);
    for name in used {
        let text = fs::read_to_string(root().join(format!("fuzz/dictionaries/{name}.dict"))).unwrap();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let word = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).expect(line);
            // libFuzzer reads `\\`, `\"` and `\xNN`; it refuses the whole dictionary for anything else.
            let mut rest = word;
            while let Some((_, escape)) = rest.split_once('\\') {
                let hex = escape.starts_with('x')
                    && escape.get(1..3).is_some_and(|hex| u8::from_str_radix(hex, 16).is_ok());
                assert!(hex || escape.starts_with(['\\', '"']), "{name}: {line}");
                rest = &escape[if hex { 3 } else { 1 }..];
            }
            assert!(!word.is_empty() && rest.chars().all(|c| c.is_ascii() && c != '"'), "{name}: {line}");
        }
    }
}

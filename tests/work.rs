//! What decoding costs in instructions: a body twice as long costs at most 2.2 times as many, whatever is in it.
//!
//! The shapes are those of `memory.rs`. What is counted is one call of a decoder, as callgrind sees it: the same in every
//! run, however busy the machine. Without valgrind the test says so and does nothing.

#[path = "support/rng.rs"]
mod rng;
#[path = "support/shapes.rs"]
mod shapes;

use omadm::{DecodeError, Decoded, Options};
use shapes::{Kind, Shape, Value};
use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
};

/// The most that twice as much may cost.
const MOST: f64 = 2.2;

/// The most instructions that a byte may cost: a name is compared with all before it in its object, of which there are
/// 255 at most.
const MOST_A_BYTE: f64 = 1_500.0;

/// How long the longer body of a shape is, about.
const LEN: usize = 256 << 10;

/// Where the bodies are written for the run under callgrind, and where it writes its counts.
fn directory() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("work")
}

/// The function below, as callgrind calls it.
const MEASURED: &str = "work::omadm_work_measured";

/// The one function that callgrind looks at. What it read is given back elsewhere.
#[inline(never)]
fn omadm_work_measured(kind: Kind, body: &[u8]) -> Result<Decoded<Value<'_>>, DecodeError> {
    black_box(kind.decode(black_box(body), &Options::default()))
}

/// The run under callgrind: decodes the bodies that the test has written.
#[test]
#[ignore = "started by the other test, under callgrind"]
fn under_callgrind() {
    for line in fs::read_to_string(directory().join("list")).unwrap().lines() {
        let (kind, file) = line.split_once(' ').unwrap();
        let kind = [Kind::One, Kind::Two, Kind::Three, Kind::Data]
            .into_iter()
            .find(|known| format!("{known:?}") == kind)
            .unwrap();
        let body = fs::read(directory().join(file)).unwrap();
        // A thread has a heap of its own, in which no holes are left that a list could grow in or out of.
        std::thread::scope(|scope| {
            scope.spawn(|| drop(omadm_work_measured(kind, &body)));
        });
    }
}

/// The largest size of which twice as much is within the limits, and not much longer than [`LEN`].
fn size(shape: &Shape) -> usize {
    let mut n = shape.most / 2;
    while n > 1 && (shape.make)(2 * n).len() > LEN {
        n /= 2;
    }
    n
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes half a minute: cargo test --release --test work")]
fn twice_the_body_is_twice_the_work() {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("SKIPPED: valgrind is not installed, no instructions were counted");
        return;
    }
    let _ = fs::remove_dir_all(directory());
    fs::create_dir_all(directory()).unwrap();
    let shapes = shapes::accepted(false).into_iter().chain(shapes::refused());
    // Some shapes are of one size.
    let shapes: Vec<_> = shapes.filter(|shape| shape.most > 1).collect();
    let mut list = String::new();
    let mut bodies = Vec::new();
    for shape in &shapes {
        for n in [size(shape), 2 * size(shape)] {
            let body = (shape.make)(n);
            let file = bodies.len().to_string();
            fs::write(directory().join(&file), &body).unwrap();
            list += &format!("{:?} {file}\n", shape.kind);
            bodies.push((n, body.len()));
        }
    }
    fs::write(directory().join("list"), list).unwrap();

    let out = directory().join("callgrind.out");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--combine-dumps=no", "--dump-line=no"])
        .args(["--toggle-collect", "--dump-after"].map(|option| format!("{option}={MEASURED}")))
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "under_callgrind", "--ignored", "--test-threads=1"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let counts: Vec<u64> = (1..=bodies.len())
        .map(|number| {
            let profile = fs::read_to_string(format!("{}.{number}", out.display())).unwrap();
            let totals = profile.lines().find_map(|line| line.strip_prefix("totals: "));
            totals.unwrap().trim().parse().unwrap()
        })
        .collect();

    let (mut worst, mut worst_a_byte) = (0.0_f64, 0.0_f64);
    let mut exceeding = Vec::new();
    for (shape, (bodies, counts)) in shapes.iter().zip(bodies.chunks(2).zip(counts.chunks(2))) {
        let ratio = counts[1] as f64 / counts[0] as f64;
        let a_byte = counts[1] as f64 / bodies[1].1 as f64;
        println!(
            "{:<52} n {:>6} to {:>7}  body {:>7}  instructions {:>10} to {:>10}, {ratio:.3} times, {a_byte:>6.1} a byte",
            shape.name, bodies[0].0, bodies[1].0, bodies[1].1, counts[0], counts[1],
        );
        worst_a_byte = worst_a_byte.max(a_byte);
        worst = worst.max(ratio);
        if ratio > MOST {
            exceeding.push(shape.name.as_str());
        }
    }
    println!(
        "{} shapes, {} bodies: at most {worst:.3} times the work for twice the body, and {worst_a_byte:.1} instructions a byte",
        shapes.len(),
        bodies.len(),
    );
    assert!(worst_a_byte <= MOST_A_BYTE);
    assert_eq!(exceeding, [""; 0]);
    fs::remove_dir_all(directory()).unwrap();
}

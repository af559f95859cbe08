//! What decoding and encoding cost in instructions: a body twice as long costs at most 2.1 times as many, whatever is in it.
//!
//! Bodies of each package in each dialect grow from 1 KB to 1 MB; those of `memory.rs`, which cost the most, are decoded at two
//! sizes. What is counted is one call, as callgrind sees it: the same in every run, however busy the machine. Without valgrind
//! the tests say so and do nothing.

#[path = "support/growth.rs"]
mod growth;
#[path = "support/rng.rs"]
mod rng;
#[path = "support/shapes.rs"]
mod shapes;

use growth::{Codec, TIMES};
use omadm::Options;
use shapes::{Kind, Shape};
use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::Command,
};

/// The most that twice as much may cost.
const MOST: f64 = 2.1;

/// The most instructions that a byte may cost: a name is compared with all before it in its object, of which there are
/// 255 at most.
const MOST_A_BYTE: f64 = 1_500.0;

/// How long the longer body of a shape is, about.
const LEN: usize = 256 << 10;

/// The function below, as callgrind calls it.
const MEASURED: &str = "work::omadm_work_measured";

/// The one function that callgrind looks at. What it makes is given back elsewhere.
#[inline(never)]
fn omadm_work_measured(run: &mut dyn FnMut()) {
    run();
}

/// Bodies to be measured, each in a file, and what is to be done with each in a list.
struct Bodies {
    directory: PathBuf,
    list: String,
    count: usize,
}

impl Bodies {
    fn new(name: &str) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).unwrap();
        Bodies { directory, list: String::new(), count: 0 }
    }

    fn add(&mut self, task: &str, body: &[u8]) {
        fs::write(self.directory.join(self.count.to_string()), body).unwrap();
        self.list += &format!("{task} {}\n", self.count);
        self.count += 1;
    }

    /// How many instructions each call took, of which there are so many.
    fn measure(self, calls: usize) -> Vec<u64> {
        fs::write(self.directory.join("list"), &self.list).unwrap();
        let out = self.directory.join("callgrind.out");
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--combine-dumps=no", "--dump-line=no"])
            .args(["--toggle-collect", "--dump-after"].map(|option| format!("{option}={MEASURED}")))
            .arg(format!("--callgrind-out-file={}", out.display()))
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "under_callgrind", "--ignored", "--test-threads=1"])
            .env("OMADM_WORK", &self.directory)
            // Otherwise a long copy counts as an instruction for each byte, a short one for each 32.
            .env(
                "GLIBC_TUNABLES",
                "glibc.cpu.x86_rep_movsb_threshold=1073741824:glibc.cpu.x86_rep_stosb_threshold=1073741824",
            )
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let count = |number| {
            let profile = fs::read_to_string(format!("{}.{number}", out.display())).unwrap();
            let totals = profile.lines().find_map(|line| line.strip_prefix("totals: "));
            totals.unwrap().trim().parse().unwrap()
        };
        let counts = (1..=calls).map(count).collect();
        fs::remove_dir_all(self.directory).unwrap();
        counts
    }
}

fn valgrind_is_there() -> bool {
    let there = Command::new("valgrind").arg("--version").output().is_ok();
    if !there {
        println!("SKIPPED: valgrind is not installed, no instructions were counted");
    }
    there
}

/// The run under callgrind: does what the list says.
#[test]
#[ignore = "started by the other tests, under callgrind"]
fn under_callgrind() {
    let directory = PathBuf::from(std::env::var("OMADM_WORK").unwrap());
    for line in fs::read_to_string(directory.join("list")).unwrap().lines() {
        let (task, file) = line.split_once(' ').unwrap();
        let body = &fs::read(directory.join(file)).unwrap();
        let kind = [Kind::One, Kind::Two, Kind::Three, Kind::Data];
        let kind = kind.into_iter().find(|kind| format!("{kind:?}") == task);
        let codec = Codec::ALL.into_iter().find(|codec| format!("{codec:?}") == task);
        assert!(kind.is_some() != codec.is_some(), "{task}");
        // A thread has a heap of its own, in which no holes are left that a list could grow in or out of.
        std::thread::scope(|scope| {
            scope.spawn(|| {
                if let Some(codec) = codec {
                    codec.run(body, |run| omadm_work_measured(run));
                }
                if let Some(kind) = kind {
                    let mut decoded = None;
                    omadm_work_measured(&mut || {
                        decoded = Some(black_box(kind.decode(black_box(body), &Options::default())));
                    });
                }
            });
        });
    }
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes half a minute: cargo test --release --test work")]
fn the_work_grows_as_the_body() {
    if !valgrind_is_there() {
        return;
    }
    let (all, mut bodies, mut lengths) = (growth::all(), Bodies::new("growth"), Vec::new());
    for series in &all {
        for times in TIMES {
            let body = series.body(times);
            bodies.add(&format!("{:?}", series.codec), &body);
            lengths.push(body.len());
        }
    }
    assert!(lengths.iter().min() >= Some(&1000) && lengths.iter().max() >= Some(&(1 << 20)));
    // Each is decoded and encoded.
    let counts = bodies.measure(2 * lengths.len());
    let mut exceeding = Vec::new();
    let mut worst = 0.0_f64;
    for (at, series) in all.iter().enumerate() {
        let range = at * TIMES.len()..(at + 1) * TIMES.len();
        for (way, name) in ["decode", "encode"].iter().enumerate() {
            let counts: Vec<_> = range.clone().map(|body| counts[2 * body + way]).collect();
            let ratios: Vec<_> = counts.windows(2).map(|pair| pair[1] as f64 / pair[0] as f64).collect();
            let most = ratios.iter().copied().fold(0.0, f64::max);
            let a_byte = counts[TIMES.len() - 1] as f64 / lengths[range.end - 1] as f64;
            println!("{name} {:<36} at most {most:.3} times, {a_byte:>6.1} a byte", series.name);
            worst = worst.max(most);
            if most > MOST && series_alone(series, way) > MOST {
                exceeding.push(format!("{name} {}: {ratios:.3?}", series.name));
            }
        }
    }
    println!("{} series, {} bodies: at most {worst:.3} times the work", all.len(), lengths.len());
    assert_eq!(exceeding, [""; 0]);
}

/// As [`measured_alone`]: the most that a doubling of this series takes, decoding (0) or encoding (1).
fn series_alone(series: &growth::Series, way: usize) -> f64 {
    let mut bodies = Bodies::new("series-alone");
    for times in TIMES {
        bodies.add(&format!("{:?}", series.codec), &series.body(times));
    }
    let counts = bodies.measure(2 * TIMES.len());
    let counts: Vec<_> = counts.chunks(2).map(|body| body[way]).collect();
    let most = counts.windows(2).map(|pair| pair[1] as f64 / pair[0] as f64).fold(0.0, f64::max);
    println!("{}, alone: at most {most:.3} times", series.name);
    most
}

/// The largest size of which twice as much is within the limits, and not much longer than [`LEN`].
fn size(shape: &Shape) -> usize {
    let mut n = shape.most / 2;
    while n > 1 && (shape.make)(2 * n).len() > LEN {
        n /= 2;
    }
    n
}

/// How many times the work twice the body is, in a process that does nothing else: the allocator, which is counted too, does not
/// tidy up after others there. Measured with a heap that is new and with one that has been used, of which the lesser counts: an
/// allocator adds work in either, and a decoder that does too much does so in both.
fn measured_alone(shape: &Shape) -> f64 {
    let mut files = Bodies::new("alone");
    for n in [size(shape), 2 * size(shape)].repeat(2) {
        files.add(&format!("{:?}", shape.kind), &(shape.make)(n));
    }
    let counts = files.measure(4);
    let ratios = counts.chunks(2).map(|counts| counts[1] as f64 / counts[0] as f64);
    let ratio = ratios.fold(f64::INFINITY, f64::min);
    println!("{}, alone: {ratio:.3} times", shape.name);
    ratio
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes half a minute: cargo test --release --test work")]
fn twice_the_body_is_twice_the_work() {
    if !valgrind_is_there() {
        return;
    }
    let shapes = shapes::accepted(false).into_iter().chain(shapes::refused());
    // Some shapes are of one size.
    let shapes: Vec<_> = shapes.filter(|shape| shape.most > 1).collect();
    let mut files = Bodies::new("shapes");
    let mut bodies = Vec::new();
    for shape in &shapes {
        for n in [size(shape), 2 * size(shape)] {
            let body = (shape.make)(n);
            files.add(&format!("{:?}", shape.kind), &body);
            bodies.push((n, body.len()));
        }
    }
    let counts = files.measure(bodies.len());

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
        if ratio > MOST && measured_alone(shape) > MOST {
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
}

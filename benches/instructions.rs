//! `.ci/instructions` runs this: what decoding, encoding and the parsing of URIs cost in instructions, as callgrind counts them.
//! That is the same in every run, however busy the machine, so two percent more is a finding and not noise.
//!
//! The figures that it compares with stand in `benches/instructions.txt`; `-- write` writes them anew. They are those of one
//! compiler and one libc. With others each figure is taken beside the yardstick, which is not our code and is counted in the
//! same run; compilers differ by more than two percent, so there it takes more to fail.

#[allow(dead_code, reason = "the ratios need more of it")]
#[path = "data/mod.rs"]
mod data;

use data::{Rng, Size, Turn};
use omadm::{
    ClientUri, ManagementData, Options, Package1, Package2, Package3, ServerUri, draft, json,
    multipart::{self, Boundary},
};
use serde::de::IgnoredAny;
use std::{env, error::Error, fs, hint::black_box, path::Path, process::Command};

/// How many times the committed figure one may be.
const MOST: f64 = 1.02;

/// The same with another compiler or libc, where both are taken beside the yardstick.
const MOST_ELSEWHERE: f64 = 1.15;

/// serde_json as it passes over a body and keeps nothing.
const YARDSTICK: &str = "yardstick";

/// The function below, as callgrind calls it.
const MEASURED: &str = "instructions::omadm_instructions_measured";

/// The one function that callgrind looks into.
#[inline(never)]
fn omadm_instructions_measured(run: &mut dyn FnMut()) {
    run();
}

/// What is measured: named in the run that compares, run under callgrind, in the same order.
struct Cases {
    counting: bool,
    /// Names, and over how many bytes they go.
    named: Vec<(String, usize)>,
}

impl Cases {
    /// `run` over each of a set, the drop of what it returns included.
    fn add<'t, T, R>(&mut self, name: String, bytes: usize, set: &'t [T], mut run: impl FnMut(&'t T) -> R) {
        self.named.push((name, bytes));
        if self.counting {
            omadm_instructions_measured(&mut || {
                for item in set {
                    black_box(run(black_box(item)));
                }
            });
        }
    }
}

/// Both ways of one codec.
macro_rules! both_ways {
    ($cases:expr, $codec:ident, $package:ty, $name:expr, $set:expr) => {{
        let (options, set, bytes) = (Options::default(), $set, total($set));
        let decode = |body| $codec::decode::<$package>(body, &options).unwrap();
        $cases.add(format!("decode/{}", $name), bytes, set, |body| decode(body));
        let values: Vec<$package> = set.iter().map(|body| decode(body).value).collect();
        $cases.add(format!("encode/{}", $name), bytes, &values, |value| $codec::to_vec(value).unwrap());
    }};
}

fn cases(cases: &mut Cases) {
    // Enough of them that no single one decides.
    let short = Size { name: "200", bodies: 64, bytes: 200 };
    let long = Size { name: "2k", bodies: 32, bytes: 2 << 10 };

    let yardstick = data::set(long, data::package2);
    cases.add(YARDSTICK.to_owned(), total(&yardstick), &yardstick, |body| {
        serde_json::from_slice::<IgnoredAny>(body).unwrap()
    });
    for size in [short, long] {
        let name = |package| format!("json/{package}/{}", size.name);
        both_ways!(cases, json, Package1, name("package1"), &data::set(size, data::package1));
        both_ways!(cases, json, Package2, name("package2"), &data::set(size, data::package2));
        both_ways!(cases, json, Package3, name("package3"), &data::set(size, data::package3));
    }
    // Many commands are written in another way.
    let many = Size { name: "64k", bodies: 2, bytes: 64 << 10 };
    both_ways!(cases, json, Package2, "json/package2/64k", &data::set(many, data::package2));
    let documents = data::set(long, data::management_data);
    both_ways!(cases, json, ManagementData, "json/management-data/2k", &documents);
    let plain = data::set(long, data::package2);
    both_ways!(cases, json, Package2, "json/package2/escaped2k", &data::escaped(&plain));
    both_ways!(cases, json, Package2, "json/package2/indented2k", &data::indented(&plain));

    let [_, commands] = data::both_dialects(long);
    both_ways!(cases, draft, Package2, "draft/package2/2k", &commands);
    let statuses: Vec<_> = data::set(long, data::package3).iter().map(|body| as_draft(body)).collect();
    both_ways!(cases, draft, Package3, "draft/package3/2k", &statuses);

    let mut rng = Rng::new(11);
    let uris: Vec<_> = (0..1024).map(|_| data::client_uri(&mut rng)).collect();
    let bytes = uris.iter().map(String::len).sum();
    cases.add("client-uri".to_owned(), bytes, &uris, |text| ClientUri::parse(text).unwrap());
    let uris: Vec<_> = (0..1024).map(|_| data::server_uri(&mut rng)).collect();
    let bytes = uris.iter().map(String::len).sum();
    cases.add("server-uri".to_owned(), bytes, &uris, |text| ServerUri::parse(text).unwrap());

    let bodies: Vec<_> = (0..4).map(|_| data::parts(&mut rng, 64 << 10)).collect();
    let (boundary, options) = (Boundary::parse(data::BOUNDARY).unwrap(), Options::default());
    cases.add("multipart/64k".to_owned(), total(&bodies), &bodies, |body| {
        multipart::decode(body, &boundary, &options).unwrap()
    });

    let turns: Vec<_> = (0..64).map(|_| Turn::new(&mut rng)).collect();
    // A turn takes what it starts from. What goes on is not dropped.
    let mut starts: Vec<_> =
        turns.iter().rev().map(|turn| (turn.session(&options), turn.next.clone())).collect();
    let bytes = turns.iter().map(|turn| turn.package3.len()).sum();
    cases.add("session/turn".to_owned(), bytes, &turns, |turn| {
        let (session, next) = starts.pop().unwrap();
        std::mem::forget(Turn::play(session, &turn.package3, next, &options));
    });
}

fn total(bodies: &[Vec<u8>]) -> usize {
    bodies.iter().map(Vec::len).sum()
}

/// The statuses of a Package3; the draft has no place for its alerts.
fn as_draft(body: &[u8]) -> Vec<u8> {
    let package = json::decode::<Package3>(body, &Options::default()).unwrap().value;
    draft::to_vec(&Package3::new(package.statuses)).unwrap()
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let asked = |what: &str| arguments.iter().any(|argument| argument == what);
    let mut all = Cases { counting: asked("count"), named: Vec::new() };
    if asked("count") {
        cases(&mut all);
        return Ok(());
    }
    if !asked("--bench") {
        println!("a benchmark is no test: .ci/instructions");
        return Ok(());
    }
    cases(&mut all);
    let counts = count(all.named.len())?;
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.txt");
    let head = head()?;
    if asked("write") {
        let mut lines = head;
        for ((name, _), count) in all.named.iter().zip(&counts) {
            lines += &format!("{name} {count}\n");
        }
        fs::write(&committed, lines)?;
        println!("{}: {} figures", committed.display(), counts.len());
        return Ok(());
    }
    compare(&all.named, &counts, &head, &fs::read_to_string(&committed)?)
}

/// The instructions of each case.
fn count(cases: usize) -> Result<Vec<u64>, Box<dyn Error>> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("instructions");
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory)?;
    let out = directory.join("out");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--combine-dumps=no", "--dump-line=no"])
        .args(["--toggle-collect", "--dump-after"].map(|option| format!("{option}={MEASURED}")))
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(env::current_exe()?)
        .arg("count")
        // The name of a directory is not to move the stack.
        .env_clear()
        // A long copy, or a long run of zeros, is not to count as one instruction for each byte.
        .env(
            "GLIBC_TUNABLES",
            "glibc.cpu.x86_rep_movsb_threshold=1073741824:glibc.cpu.x86_rep_stosb_threshold=1073741824",
        )
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let count = |number| {
        let profile = fs::read_to_string(format!("{}.{number}", out.display()))?;
        let totals = profile.lines().find_map(|line| line.strip_prefix("totals: "));
        Ok(totals.ok_or("a profile without totals")?.trim().parse()?)
    };
    (1..=cases).map(count).collect()
}

/// What the figures hold for.
fn head() -> Result<String, Box<dyn Error>> {
    let said = |program: &str, argument: &str| {
        let output = Command::new(program).arg(argument).output()?;
        Ok::<_, Box<dyn Error>>(String::from_utf8(output.stdout)?)
    };
    let rustc = said("rustc", "-vV")?;
    let about = |key: &str| rustc.lines().find_map(|line| line.strip_prefix(key)).unwrap_or("unknown");
    let libc = said("getconf", "GNU_LIBC_VERSION").unwrap_or_default();
    Ok(format!(
        "# Instructions of each case of benches/instructions.rs. Written by .ci/instructions write.\n# rustc {} for {}, {}\n",
        about("release: "),
        about("host: "),
        libc.trim(),
    ))
}

fn compare(
    named: &[(String, usize)],
    counts: &[u64],
    head: &str,
    committed: &str,
) -> Result<(), Box<dyn Error>> {
    let known: Vec<(&str, u64)> = committed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(name, count)| Some((name, count.parse().ok()?)))
        .collect();
    let names = known.iter().map(|(name, _)| *name);
    if !names.eq(named.iter().map(|(name, _)| name.as_str())) {
        return Err("other cases than benches/instructions.txt has: .ci/instructions write".into());
    }
    // Which figures came out another time, and what is made of that.
    let same = committed.starts_with(head);
    let (most, unit) =
        if same { (MOST, 1.0) } else { (MOST_ELSEWHERE, counts[0] as f64 / known[0].1 as f64) };
    if !same {
        println!(
            "The committed figures are those of another compiler or libc, so all are taken beside serde_json:"
        );
        println!("{}", committed.lines().nth(1).unwrap_or_default());
    }
    let (mut more, mut less) = (Vec::new(), Vec::new());
    for (((name, bytes), count), (_, known)) in named.iter().zip(counts).zip(&known) {
        let times = *count as f64 / *known as f64 / unit;
        let change = (times - 1.0) * 100.0;
        println!("{name:<32} {count:>10} {:>7.2} a byte {change:>+7.2} %", *count as f64 / *bytes as f64);
        if times > most {
            more.push(format!("{name} {change:+.2} %"));
        }
        if times < 1.0 / most {
            less.push(name.as_str());
        }
    }
    if !more.is_empty() {
        let allowed = (most - 1.0) * 100.0;
        return Err(format!("more than {allowed:.0} % above what is committed: {}", more.join(", ")).into());
    }
    if same && !less.is_empty() {
        println!("Less than is committed, so that it could grow again unseen: .ci/instructions write");
    }
    Ok(())
}

//! What decoding keeps on the heap: at most 16 times the length of the body and one MiB, whatever a peer sends within
//! the default limits.
//!
//! Two figures are counted. *Held* is the sum of the sizes that were asked for and not yet given back. *Moving* counts a
//! reallocation as both its old and its new size while it lasts, which is what it needs where the allocator cannot grow
//! in place and copies, as the default `GlobalAlloc::realloc` does. The bound is one on the larger of them, moving: it
//! holds with every allocator.
//!
//! `cargo test --release --test memory -- --nocapture` tries every size and prints the figures.

#[path = "support/counting.rs"]
mod counting;
#[path = "support/rng.rs"]
mod rng;
#[path = "support/shapes.rs"]
mod shapes;

use counting::{Counts, count};
use omadm::{DecodeError, MediaType, Options, Package2, body, json};
use rng::Rng;
use shapes::{Kind, Shape, Value};

const MIB: usize = 1 << 20;

/// Whether every size is tried: a plain `cargo test` is quick.
const EVERYTHING: bool = !cfg!(debug_assertions);

/// The body of one shape that came nearest to its bound.
#[derive(Default)]
struct Nearest {
    counts: Counts,
    n: usize,
    len: usize,
    /// How much of its bound it needs.
    share: f64,
}

impl Nearest {
    /// `factor`: what the bound allows for each byte.
    fn see(&mut self, n: usize, len: usize, counts: Counts, factor: usize) {
        let share = counts.moving as f64 / (factor * len + MIB) as f64;
        if share >= self.share {
            *self = Nearest { counts, n, len, share };
        }
    }

    fn exceeds(&self) -> bool {
        self.share > 1.0
    }

    fn print(&self, name: &str) {
        let per_byte = |bytes: usize| bytes as f64 / self.len.max(1) as f64;
        println!(
            "{name:<52} n {:>7}  body {:>7}  held {:>8} ({:>6.2} x body)  moving {:>8} ({:>6.2} x body)  {:>5.1} % of the bound",
            self.n,
            self.len,
            self.counts.peak,
            per_byte(self.counts.peak),
            self.counts.moving,
            per_byte(self.counts.moving),
            self.share * 100.0,
        );
    }
}

/// The sizes at which a shape is measured: the largest, and those at which a list has just grown.
fn sizes(shape: &Shape) -> Vec<usize> {
    let mut sizes = vec![shape.most];
    // With extensions only the largest counts: each object is the same.
    if !shape.name.contains("extension") {
        let least = if EVERYTHING { 0 } else { 12 };
        let powers = (least..20).map(|power| 1_usize << power);
        sizes.extend(powers.flat_map(|n| [n, n + 1, n + n / 2, n + n / 2 + 1]).filter(|n| *n < shape.most));
    }
    sizes
}

/// Measures bodies made of every shape at every size, and says which shapes pass the bound.
fn measure(shapes: &[Shape], factor: usize, run: impl Fn(&Shape, Vec<u8>) -> (Counts, usize)) -> Vec<&str> {
    let mut exceeding = Vec::new();
    let mut bodies = 0;
    for shape in shapes {
        let mut nearest = Nearest::default();
        for n in sizes(shape) {
            let (counts, len) = run(shape, (shape.make)(n));
            nearest.see(n, len, counts, factor);
            bodies += 1;
        }
        nearest.print(&shape.name);
        if nearest.exceeds() {
            exceeding.push(shape.name.as_str());
        }
    }
    println!("{} shapes, {bodies} bodies: {} pass the bound", shapes.len(), exceeding.len());
    exceeding
}

fn decode(shape: &Shape, body: &[u8]) -> (Counts, Result<(), DecodeError>) {
    let (counts, decoded) = count(|| shape.kind.decode(body, &Options::default()));
    (counts, decoded.map(drop))
}

#[test]
fn decoding_stays_within_its_bound() {
    let shapes = shapes::accepted(EVERYTHING);
    println!("-- accepted");
    let exceeding = measure(&shapes, 16, |shape, body| {
        let (counts, decoded) = decode(shape, &body);
        assert_eq!(decoded, Ok(()), "{}", shape.name);
        (counts, body.len())
    });
    assert_eq!(exceeding, [""; 0]);
}

#[test]
fn refusing_stays_within_its_bound() {
    let shapes = shapes::refused();
    println!("-- refused");
    let exceeding = measure(&shapes, 16, |shape, body| {
        let (counts, decoded) = decode(shape, &body);
        // Some are refused for their size alone.
        assert!(decoded.is_err() || body.len() < MIB, "{}", shape.name);
        (counts, body.len())
    });
    assert_eq!(exceeding, [""; 0]);
}

#[test]
fn an_error_at_the_end_stays_within_the_bound() {
    let shapes = shapes::accepted(false);
    let mut bodies = 0;
    for shape in &shapes {
        let body = (shape.make)(shape.most);
        let cut = &body[..body.len() - 1];
        let mut not_utf8 = body.clone();
        not_utf8.push(0xff);
        for (body, options) in
            [(cut, Options::default()), (&not_utf8, Options::default()), (&body, Options::strict())]
        {
            let mut nearest = Nearest::default();
            let (counts, _) = count(|| shape.kind.decode(body, &options).map(drop));
            nearest.see(shape.most, body.len(), counts, 16);
            assert!(!nearest.exceeds(), "{}", shape.name);
            bodies += 1;
        }
    }
    println!("-- {bodies} bodies without their last byte, with one that is not UTF-8, and strict");
}

/// Lines of `name` with so many parameters each, as many as the limits allow.
fn lines(name: &str, parameter: &str, count: usize) -> String {
    let line = |count| format!("{name}{}\n", parameter.repeat(count));
    let fields = name.split(' ').count();
    let whole = (65_536 / (fields + count)).min(4_096);
    let left = (65_536 - whole * (fields + count)).saturating_sub(fields);
    let last = if left > 0 && whole < 4_096 { line(left) } else { String::new() };
    line(count).repeat(whole) + &last
}

/// A body of so many parts behind the statuses, in each of which stands this; not longer than is allowed.
fn parts(count: usize, part: &str) -> String {
    let count = count.min(((2 << 20) - 100) / (part.len() + 5));
    let part = format!("--b\n{part}\n");
    format!("--b\nContent-Type:application/dm20status\n\n200\n{}--b--", part.repeat(count))
}

/// What is promised for JSON is promised for every body: the draft dialect, and what has parts.
#[test]
fn bodies_of_every_kind_stay_within_the_bound() {
    let mut bodies: Vec<(String, &str, String)> = Vec::new();
    let counts = (0..17).flat_map(|power| [(1_usize << power) - 1, 1 << power, (1 << power) + 1]);
    for count in counts.filter(|count| *count < 65_536) {
        for (name, parameter) in
            [("INCLUDE", " *"), ("FROB", " *"), ("INCLUDE", " m/"), ("PUT http://h", " *")]
        {
            let body = lines(name, parameter, count);
            bodies.push((format!("lines of {name} with {count}{parameter}"), "application/dm20", body));
        }
        for location in [" *", " /"] {
            let body = lines("200", location, count);
            bodies.push((format!("statuses with {count}{location}"), "application/dm20status", body));
        }
    }
    let typed = |rest: &str| format!("Content-Type:application/json\n{rest}");
    let headers = typed(&("a:\n".repeat((8_192 - 30) / 3) + "\n[]"));
    let folded = typed(&("a:b\n".to_owned() + &" c\n".repeat((8_192 - 34) / 3) + "\n[]"));
    let leaves = typed(&format!("\n[{{\"MOData\":{{\"\":{{{}\"\":0}}}}}}]", "\"\":0,".repeat(1_000)));
    for (name, part) in [
        ("empty documents", typed("\n[]")),
        ("empty records", typed("\n{\"MOData\":{}}")),
        (
            "many empty records",
            typed(&format!("\n[{}{{\"MOData\":{{}}}}]", "{\"MOData\":{}},".repeat(2_000))),
        ),
        ("many leaves", leaves),
        ("short headers", headers),
        ("folded headers", folded),
    ] {
        for count in [1, 2, 63, 64, 65, 256, 257, 1_024, 1_025, 2_049, 4_096] {
            let body = parts(count, &part);
            bodies.push((format!("{count} parts of {name}"), "multipart/mixed;boundary=b", body));
        }
    }
    let mut nearest = (String::new(), Nearest::default());
    let mut exceeding = Vec::new();
    for (name, media_type, body) in &bodies {
        let media_type = MediaType::parse(media_type).unwrap();
        let run = || body::decode(&media_type, body.as_bytes(), &Options::default()).map(drop);
        let (counts, decoded) = count(run);
        assert_eq!(decoded, Ok(()), "{name}");
        let mut one = Nearest::default();
        one.see(1, body.len(), counts, 16);
        if one.exceeds() {
            one.print(name);
            exceeding.push(name);
        }
        if one.share > nearest.1.share {
            nearest = (name.clone(), one);
        }
    }
    println!("-- {} bodies of the draft dialect and in parts", bodies.len());
    nearest.1.print(&nearest.0);
    assert_eq!(exceeding, [""; 0]);
}

#[test]
fn into_owned_adds_at_most_the_length_of_the_body() {
    let shapes = shapes::accepted(false);
    let mut most = 0.0_f64;
    for shape in &shapes {
        let body = (shape.make)(shape.most);
        let (decoding, decoded) = count(|| shape.kind.decode(&body, &Options::default()));
        drop(decoded);
        let (counts, owned) = count(|| {
            shape.kind.decode(&body, &Options::default()).map(|decoded| decoded.map(Value::into_owned))
        });
        assert!(owned.is_ok(), "{}", shape.name);
        let added = counts.moving.saturating_sub(decoding.moving);
        assert!(added <= body.len(), "{}: {added} more for {} bytes", shape.name, body.len());
        most = most.max(added as f64 / body.len() as f64);
    }
    println!("-- into_owned: {} shapes, at most {most:.2} x body more than decoding", shapes.len());
}

#[test]
fn random_bodies_stay_within_the_bound() {
    let mut rng = Rng::new(3);
    let bodies = if EVERYTHING { 5_000 } else { 300 };
    let mut nearest = Nearest::default();
    let mut accepted = 0;
    for n in 0..bodies {
        let (kind, mut body) = shapes::random(&mut rng);
        if rng.once_in(3) {
            let at = rng.below(body.len());
            body[at] = rng.next() as u8;
        }
        let (counts, decoded) = count(|| kind.decode(&body, &Options::default()).map(drop));
        accepted += usize::from(decoded.is_ok());
        nearest.see(n, body.len(), counts, 16);
        assert!(!nearest.exceeds(), "{}", String::from_utf8_lossy(&body));
    }
    println!("-- {bodies} random bodies, {accepted} accepted");
    nearest.print("the nearest of them");
    assert!(accepted > bodies / 2 && accepted < bodies);
}

/// Allocations and reallocations of decoding a Package2 of these slots.
fn allocations(slots: &str) -> (usize, usize) {
    let body = format!("{{\"CMD\":[{slots}]}}");
    let (counts, decoded) = count(|| json::decode::<Package2>(body.as_bytes(), &Options::default()));
    assert!(decoded.unwrap().warnings.is_empty());
    (counts.allocations, counts.reallocations)
}

#[test]
fn a_package2_is_one_allocation_and_one_for_each_list_of_client_uris() {
    let single = [
        r#"["END"]"#,
        r#"["HGET","https://h/x"]"#,
        r#"["HGET","https://h/x","m//a"]"#,
        r#"["HPUT","https://h/x","m//a"]"#,
        r#"["HPOST","https://h/x","*"]"#,
        r#"["DELETE","m//a"]"#,
        r#"["EXEC","m//a","https://h/x"]"#,
        r#"["GET","m/(x)/a?nv=(x)/b:c&Levels=1"]"#,
        r#"["SHOW","https://h/x"]"#,
        r#"["DEFAULT","m","https://h/x"]"#,
        r#"["CONT","https://h/x"]"#,
        r#"["SUB","https://h/x","m//a"]"#,
        r#"["UNSUB","m//a"]"#,
    ];
    for command in single {
        assert_eq!(allocations(command), (1, 0), "{command}");
        // END is last, where it belongs.
        let four = [command, r#"["GET","m//a"]"#, r#"["GET","m//a"]"#, r#"["END"]"#];
        assert_eq!(allocations(&four[usize::from(command == single[0])..].join(",")), (1, 0), "{command}");
    }
    let uris = |name: &str, count: usize| format!("[{name}{}]", ",\"m//a\"".repeat(count));
    for name in [r#""GET""#, r#""HPUT","http://h""#, r#""HPOST","http://h""#] {
        // Lists of four are allocated at once and double from there.
        for (count, expected) in
            [(1, (1, 0)), (2, (2, 0)), (4, (2, 0)), (5, (2, 1)), (8, (2, 1)), (9, (2, 2)), (17, (2, 3))]
        {
            assert_eq!(allocations(&uris(name, count)), expected, "{name} {count}");
        }
        let several = [uris(name, 2), uris(name, 1), uris(name, 4), uris(name, 3)];
        assert_eq!(allocations(&several.join(",")), (4, 0), "{name}");
    }
    assert_eq!(allocations(&vec![r#"["GET","m//a"]"#; 4_096].join(",")), (1, 0));
    // An escape costs one more, and only where it is.
    assert_eq!(allocations(r#"["GET","m\/\/a"],["GET","m//a"]"#), (2, 0));
    println!(
        "-- allocations: {} commands alone and among others, and lists of 1 to 17 ClientURIs",
        single.len()
    );
}

/// As long as it is, but for many commands, whose room is guessed by some of them and made a quarter larger than that.
#[test]
fn encoding_is_one_allocation_or_none() {
    let mut bodies = 0;
    for shape in shapes::accepted(false) {
        for most in [1, 64, 256] {
            if shape.name == shapes::ONE_OBJECT && most == 256 {
                // `MIID`, which is written even where it was not there, is one member too many.
                continue;
            }
            let body = (shape.make)(shape.most.min(most));
            let decoded = shape.kind.decode(&body, &Options::default()).unwrap().value;
            let (counts, out) = count(|| {
                let mut out = Vec::new();
                decoded.encode(&mut out, &Options::default()).unwrap();
                out
            });
            let name = format!("{} {}", shape.most.min(most), shape.name);
            assert_eq!((counts.allocations, counts.reallocations), (1, 0), "{name}");
            let guessed = matches!(shape.kind, Kind::Two) && most == 256;
            let room = if guessed { out.len() * 4 / 3 } else { out.len() };
            assert!((out.len()..=room).contains(&counts.peak), "{name}: {} for {}", counts.peak, out.len());
            let mut buffer = Vec::with_capacity(out.len());
            let (counts, ()) = count(|| decoded.encode(&mut buffer, &Options::default()).unwrap());
            assert_eq!((counts.allocations, counts.reallocations), (0, 0), "{name}");
            assert_eq!(buffer, out, "{name}");
            bodies += 1;
        }
    }
    println!("-- {bodies} bodies encoded, one allocation each, and none into a buffer that is large enough");
}

//! `cargo bench --bench fleet`: a server's part for a million devices, on one core. Package#1 comes in, Package#2 goes out,
//! Package#3 comes in, END goes out; ten thousand sessions are open at a time. Beside it a copy of the same bytes, and what a
//! session takes on the heap and written out. `-- 50000` plays fewer devices.

// The sets of bodies in it are for the ratios.
#[allow(dead_code)]
#[path = "data/mod.rs"]
mod data;

use data::Rng;
use omadm::{
    Command, Options, Package2, Slot, json,
    session::{
        SessionLimits,
        server::{Event, Session, accept},
    },
};
use std::{hint::black_box, time::Instant};

/// An allocator that counts what is held.
#[allow(unsafe_code, reason = "an allocator is an unsafe trait")]
mod counting {
    use std::{
        alloc::{GlobalAlloc, Layout, System},
        sync::atomic::{AtomicUsize, Ordering::Relaxed},
    };

    struct Counting;

    #[global_allocator]
    static ALLOCATOR: Counting = Counting;
    static HELD: AtomicUsize = AtomicUsize::new(0);

    // SAFETY: everything is handed to the system's allocator as it is.
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            HELD.store(HELD.load(Relaxed) + layout.size(), Relaxed);
            unsafe { System.alloc(layout) }
        }

        unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
            HELD.store(HELD.load(Relaxed) - layout.size(), Relaxed);
            unsafe { System.dealloc(pointer, layout) }
        }

        unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            HELD.store(HELD.load(Relaxed) + size - layout.size(), Relaxed);
            unsafe { System.realloc(pointer, layout, size) }
        }
    }

    /// Bytes on the heap. There is one thread.
    pub(crate) fn held() -> usize {
        HELD.load(Relaxed)
    }
}

/// What passes between the server and one device.
struct Exchange {
    package1: Vec<u8>,
    commands: Vec<Command<'static>>,
    package3: Vec<u8>,
}

impl Exchange {
    /// An exchange about so many commands.
    fn new(rng: &mut Rng, commands: usize) -> Self {
        let mut list: Vec<Command<'static>> = Vec::new();
        while list.len() < commands {
            let body = data::package2(rng, 2 << 10).into_bytes();
            let package = json::decode::<Package2>(&body, &Options::default()).unwrap().value.into_owned();
            list.extend(package.commands.into_iter().filter_map(|slot| match slot {
                Slot::Command(Command::End) | Slot::Unreadable(_) => None,
                Slot::Command(command) => Some(command),
            }));
        }
        list.truncate(commands);
        let statuses: Vec<_> = list.iter().map(|command| answer(rng, command)).collect();
        Exchange {
            package1: data::package1(rng, 400).into_bytes(),
            commands: list,
            package3: format!(r#"{{"Status":[{}]}}"#, statuses.join(",")).into_bytes(),
        }
    }

    fn bytes(&self, sent: usize) -> usize {
        self.package1.len() + self.package3.len() + sent
    }
}

/// The status of a command. A Get is not answered 200: its data would follow.
fn answer(rng: &mut Rng, command: &Command<'_>) -> String {
    match command {
        Command::Get(_) => r#"{"sc":404}"#.to_owned(),
        Command::HGet { to: None, .. } => format!(r#"{{"sc":200,"URI":["{}/left/"]}}"#, "urn:oma:mo:x:1.0"),
        Command::Exec { .. } if rng.once_in(2) => r#"{"sc":202}"#.to_owned(),
        _ => r#"{"sc":200}"#.to_owned(),
    }
}

/// A server: what it is told once, and what it keeps of each device.
struct Server {
    options: Options,
    limits: SessionLimits,
    received: usize,
    sent: usize,
}

impl Server {
    /// A POST of a device, up to the session it leaves.
    fn post(&mut self, stored: Option<Session>, media_type: &str, device: &str, body: &[u8]) -> Session {
        let headers = [
            ("Content-Type", media_type),
            ("Accept", "application/vnd.oma.dm.request+json"),
            ("OMADM-DevID", device),
        ];
        self.received += body.len();
        let accepted = accept(stored, headers, body, &self.options, &self.limits);
        match accepted.result {
            Ok(Event::Opened(_) | Event::Answered(_)) => accepted.session.unwrap(),
            other => panic!("{other:?}"),
        }
    }

    fn respond(&mut self, session: &mut Session, commands: impl IntoIterator<Item = Command<'static>>) {
        let response = session.respond(commands, &self.options).unwrap();
        self.sent += response.body.len();
        black_box(response);
    }

    fn open(&mut self, device: &str, exchange: &Exchange) -> Session {
        let mut session =
            self.post(None, "application/vnd.oma.dm.initiation+json", device, &exchange.package1);
        // What a server has waiting for a device it has somewhere: here it is copied.
        self.respond(&mut session, exchange.commands.iter().cloned());
        session
    }

    fn close(&mut self, session: Session, device: &str, exchange: &Exchange) -> Session {
        let media_type = "application/vnd.oma.dm.response+json";
        let mut session = self.post(Some(session), media_type, device, &exchange.package3);
        self.respond(&mut session, [Command::End]);
        session
    }
}

fn device(number: usize) -> String {
    format!("IMEI:{:015}", number)
}

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("a benchmark is no test: cargo bench --bench fleet");
        return;
    }
    let devices = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    println!("| commands | sessions a second | the bytes copied, times a second | bytes | heap | stored |");
    println!("|---|---|---|---|---|---|");
    // The figure is that of four commands; how it grows shows with fewer devices.
    for commands in [1, 4, 16, 64] {
        play(commands, if commands == 4 { devices } else { devices / 20 });
    }
    println!();
    println!(
        "{devices} devices on one core, with four commands in the Package#2 of each; a twentieth of them with"
    );
    println!(
        "other numbers. bytes: of the four bodies of a session. heap: bytes that a session holds which waits for"
    );
    println!("its Package#3, the value itself included. stored: bytes of the same session as JSON.");
}

fn play(commands: usize, devices: usize) {
    const OPEN: usize = 10_000;
    let mut rng = Rng::new(23);
    let exchanges: Vec<_> = (0..256).map(|_| Exchange::new(&mut rng, commands)).collect();
    let names: Vec<_> = (0..OPEN).map(device).collect();
    let mut server =
        Server { options: Options::default(), limits: SessionLimits::default(), received: 0, sent: 0 };

    let (mut heap, mut written) = (0, 0);
    let start = Instant::now();
    let mut looking = std::time::Duration::ZERO;
    let mut played = 0;
    while played < devices {
        let before = counting::held();
        let mut open = Vec::with_capacity(OPEN);
        for (number, name) in names.iter().enumerate() {
            open.push(server.open(name, &exchanges[(played + number) % exchanges.len()]));
        }
        if heap == 0 {
            let look = Instant::now();
            heap = (counting::held() - before) / OPEN;
            written =
                open.iter().map(|session| serde_json::to_vec(session).unwrap().len()).sum::<usize>() / OPEN;
            looking = look.elapsed();
        }
        for (number, (session, name)) in open.into_iter().zip(&names).enumerate() {
            black_box(server.close(session, name, &exchanges[(played + number) % exchanges.len()]));
        }
        played += OPEN;
    }
    let rate = played as f64 / (start.elapsed() - looking).as_secs_f64();
    let bytes = (server.received + server.sent) / played;

    // The same bytes, copied once.
    let bodies: Vec<_> = exchanges.iter().map(|exchange| vec![b'a'; exchange.bytes(bytes / 2)]).collect();
    let total: usize = bodies.iter().map(Vec::len).sum();
    let mut into = Vec::with_capacity(bodies.iter().map(Vec::len).max().unwrap_or(0));
    let start = Instant::now();
    const ROUNDS: usize = 2_000;
    for _ in 0..ROUNDS {
        for body in &bodies {
            into.clear();
            into.extend_from_slice(black_box(body));
            black_box(&into);
        }
    }
    let copied = (ROUNDS * total) as f64 / start.elapsed().as_secs_f64() / bytes as f64;
    println!("| {commands} | {rate:.0} | {copied:.0} | {bytes} | {heap} | {written} |");
}

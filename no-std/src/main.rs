//! A device without `std` that runs one session and exits with 0, or with the number of the step that failed.

#![no_std]
#![no_main]

extern crate alloc;

#[path = "../../examples/embedded/device.rs"]
mod device;

use core::{
    alloc::{GlobalAlloc, Layout},
    cell::UnsafeCell,
    panic::PanicInfo,
    ptr::null_mut,
    sync::atomic::{AtomicUsize, Ordering},
};
use device::{Device, Response};
use omadm::{
    DeviceId, Notification, Options, ServerUri,
    binary::{self, Secret},
};

/// All the memory there is. Nothing is ever given back.
const MEMORY: usize = 64 << 10;

struct Bump {
    memory: UnsafeCell<[u8; MEMORY]>,
    used: AtomicUsize,
}

// SAFETY: what is handed out does not overlap, since `used` only grows, by one exchange each.
unsafe impl Sync for Bump {}

// SAFETY: what is handed out lies in `memory`, is as large and aligned as asked for, and is handed out once.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let base = self.memory.get() as usize;
        let mut used = self.used.load(Ordering::Relaxed);
        loop {
            let begin = (base + used).next_multiple_of(layout.align()) - base;
            let Some(end) = begin.checked_add(layout.size()).filter(|end| *end <= MEMORY) else {
                return null_mut();
            };
            match self.used.compare_exchange_weak(used, end, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return (base + begin) as *mut u8,
                Err(now) => used = now,
            }
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static MEMORY_OF_THE_DEVICE: Bump = Bump { memory: UnsafeCell::new([0; MEMORY]), used: AtomicUsize::new(0) };

#[link(name = "c")]
unsafe extern "C" {
    fn abort() -> !;
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    // SAFETY: it takes nothing and does not return.
    unsafe { abort() }
}

/// What the host's start-up code calls.
#[unsafe(no_mangle)]
extern "C" fn main(_: i32, _: *const *const u8) -> i32 {
    match run() {
        Ok(()) => 0,
        Err(step) => step,
    }
}

fn run() -> Result<(), i32> {
    // A notification that the server has signed.
    let secret = Secret::new(b"secret");
    let mut notification = alloc::vec::Vec::new();
    let asks = Notification::new().with_notification_id(4660);
    binary::encode_signed(&asks, &secret, b"", &mut notification, &Options::default()).map_err(|_| 1)?;
    let asked = binary::verify(&notification, &secret, b"", &device::options()).map_err(|_| 2)?.value;
    if asked.notification_id != Some(4660) {
        return Err(3);
    }

    // The session that it asks for: two turns, one of them with data, and a command nobody knows.
    let mut answers = [
        &br#"{"CMD":[["EXEC","urn:example:mo:lamp:1.0/1/Toggle"],["GET","urn:example:mo:lamp:1.0/1/On"],["FROB"]]}"#[..],
        br#"{"CMD":[["DELETE","urn:example:mo:lamp:1.0/1/On"],["END"]]}"#,
    ]
    .into_iter();
    let mut posts = 0;
    let mut lamp = Device::default();
    let server = ServerUri::parse("https://dm.example/dm").map_err(|_| 4)?;
    let id = DeviceId::parse("IMEI:493005100592800").map_err(|_| 5)?;
    let managed = lamp.manage(server, id, |request| {
        posts += usize::from(!request.body.is_empty());
        Response {
            status: 200,
            content_type: "application/vnd.oma.dm.request+json".into(),
            body: answers.next().unwrap_or_default().into(),
        }
    });
    managed.map_err(|_| 6)?;
    if lamp.on && posts == 2 { Ok(()) } else { Err(7) }
}

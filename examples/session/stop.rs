//! Ctrl-C.

use std::{io, process};
use tokio::{runtime::Runtime, sync::watch};

/// Whether somebody wants it to stop. What is under way is finished first; whoever asks twice does not wait.
#[derive(Clone)]
pub(crate) struct Stop(watch::Sender<bool>);

impl Stop {
    /// From now on Ctrl-C no longer ends the process.
    pub(crate) fn on_signal(runtime: &Runtime) -> io::Result<Stop> {
        let stop = Stop(watch::Sender::new(false));
        let asked = stop.clone();
        let _in_runtime = runtime.enter();
        let mut signals = signals()?;
        runtime.spawn(async move {
            signals.recv().await;
            asked.ask();
            signals.recv().await;
            // As a shell says it of a program that SIGINT has killed.
            process::exit(130);
        });
        Ok(stop)
    }

    /// Wants it to.
    pub(crate) fn ask(&self) {
        self.0.send_replace(true);
    }

    pub(crate) fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is.
    pub(crate) async fn asked(&self) {
        // The sender is here, so that it cannot be gone.
        let _ = self.0.subscribe().wait_for(|asked| *asked).await;
    }
}

#[cfg(unix)]
fn signals() -> io::Result<tokio::signal::unix::Signal> {
    tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())
}

#[cfg(windows)]
fn signals() -> io::Result<tokio::signal::windows::CtrlC> {
    tokio::signal::windows::ctrl_c()
}

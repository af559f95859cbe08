//! Connections: taken in until somebody stops it, and not for ever from a peer that says nothing.

use crate::stop::Stop;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use std::{io, time::Duration};
use tokio::{
    net::TcpListener,
    task::JoinSet,
    time::{sleep, timeout},
};

/// How long a peer may take for the headers of a request.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long what is under way may go on after somebody has stopped it.
const GRACE: Duration = Duration::from_secs(5);

pub(crate) async fn bind(address: &str) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Where it listens, which is told to whoever asked for port 0.
pub(crate) fn address(listener: &TcpListener) -> String {
    listener.local_addr().map_or_else(|error| error.to_string(), |address| address.to_string())
}

/// Serves until it is stopped, and then what is under way. It is what `axum::serve` does, with a limit to the patience.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: Stop) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.asked() => break,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file descriptors, most likely: some will be free again.
            sleep(Duration::from_millis(100)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        connections.spawn(async move {
            // A peer that goes away is no news.
            let _ = connection.await;
        });
    }
    drop(listener);
    let _ = timeout(GRACE, graceful.shutdown()).await;
    // What is left must not run into a runtime that is no longer there.
    connections.shutdown().await;
}

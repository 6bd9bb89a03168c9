//! A small server: HTTP/1.1 without encryption, with bounds on connections, headers and time. Whoever wants it encrypted
//! puts it behind a program that does that; of what it serves, every byte can be checked by those who get it.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many connections are served at once; the next ones wait.
const MOST_CONNECTIONS: usize = 1_024;
/// A request has to be there, with all its headers, within this time.
const HEADERS: Duration = Duration::from_secs(10);
/// No connection lasts longer.
const CONNECTION: Duration = Duration::from_secs(600);
/// Headers are not longer than this, in bytes.
const LONGEST_HEADERS: usize = 16 << 10;
/// So long nothing is accepted after the system has refused a connection, as when no file handle is left.
const REST: Duration = Duration::from_millis(100);

/// Serves for good, or until the process is ended; nothing is lost by that.
pub(crate) fn serve(listener: TcpListener, router: Router) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(accept(listener, router))
}

async fn accept(listener: TcpListener, router: Router) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let seats = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    while let Ok(seat) = Arc::clone(&seats).acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(connection(stream, router.clone(), seat))),
            Err(_) => tokio::time::sleep(REST).await,
        }
    }
    Ok(())
}

async fn connection(stream: tokio::net::TcpStream, router: Router, _seat: OwnedSemaphorePermit) {
    // A short answer is not held back to be sent with the next; where the system refuses that, it only comes later.
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(LONGEST_HEADERS);
    let served = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    // A client that goes away or dawdles harms nobody but itself.
    let _ = tokio::time::timeout(CONNECTION, served).await;
}

//! The wish that the program end: a person at the keyboard, or the system that shuts a service down.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Whether an end was asked for.
#[derive(Debug)]
pub(crate) struct Ending(Arc<AtomicBool>);

impl Ending {
    /// From now on the first interrupt (Ctrl-C, SIGINT) or SIGTERM asks for an end, and the second one ends the program.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn listen() -> io::Result<Self> {
        let asked = Arc::new(AtomicBool::new(false));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let mut signals = runtime.block_on(async { Signals::new() })?;
        let told = Arc::clone(&asked);
        thread::spawn(move || {
            runtime.block_on(async {
                signals.next().await;
                told.store(true, Ordering::Relaxed);
                signals.next().await;
                std::process::exit(130);
            });
        });
        Ok(Ending(asked))
    }

    /// Whether it was asked for.
    pub(crate) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        std::future::poll_fn(|context| {
            let (one, other) = (self.interrupt.poll_recv(context), self.terminate.poll_recv(context));
            if one.is_ready() || other.is_ready() {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        })
        .await;
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Signals)
    }

    async fn next(&mut self) {
        // A system that has no such signal asks for no end.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

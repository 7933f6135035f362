//! The end of the server: asked for by a signal or by whoever started it, and never in the middle of an answer.

use std::net::SocketAddr;
use std::time::Duration;

use axum_server::Handle;

/// Asks a server to end, from any thread.
#[derive(Clone)]
pub struct Stopper {
    pub(super) handle: Handle<SocketAddr>,
    pub(super) time: Duration,
}

impl Stopper {
    /// Takes no more connections, finishes what was asked for, and then ends; what is not finished in the time of a
    /// request is cut off.
    pub fn stop(&self) {
        self.handle.graceful_shutdown(Some(self.time));
    }

    /// Stops at the first signal to end, and cuts everything off at the second.
    pub(super) async fn on_signals(self) {
        let Ok(mut signals) = Signals::listen() else {
            tracing::error!("signals can't be listened to: this server can only be killed");
            return;
        };
        let name = signals.next().await;
        tracing::info!(signal = name, "stopping: what was asked for is finished first");
        self.stop();
        let name = signals.next().await;
        tracing::warn!(signal = name, "stopping at once");
        self.handle.shutdown();
    }
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> std::io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) -> &'static str {
        use std::future::poll_fn;
        use std::task::Poll;
        poll_fn(|context| match (self.terminate.poll_recv(context), self.interrupt.poll_recv(context)) {
            (Poll::Ready(_), _) => Poll::Ready("SIGTERM"),
            (_, Poll::Ready(_)) => Poll::Ready("SIGINT"),
            _ => Poll::Pending,
        })
        .await
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> std::io::Result<Signals> {
        Ok(Signals)
    }

    async fn next(&mut self) -> &'static str {
        // Where it can't be waited for, the first try has said so.
        let _ = tokio::signal::ctrl_c().await;
        "Ctrl+C"
    }
}

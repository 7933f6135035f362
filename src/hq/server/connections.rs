//! Connections: no more at once than the limits say, together and from one address. What is too much is closed before
//! anything is read from it; a desk takes that as a line that is down, and tries later. Whoever doesn't read its
//! answers loses its place: hyper has a time for requests to arrive in, and none for answers to go out.

use std::collections::HashMap;
use std::future::{Ready, ready};
use std::io::{self, IoSlice};
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

use super::limits::ServerLimits;
use super::metrics::{Counted, Metrics};

/// Lets connections in while there is room.
#[derive(Clone)]
pub(super) struct Doorkeeper {
    metrics: Arc<Metrics>,
    most: usize,
    most_of_address: usize,
    time: Duration,
    open: Arc<Mutex<Open>>,
}

#[derive(Default)]
struct Open {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// A connection that was let in; its place is free again when it ends.
pub(super) struct Connection {
    stream: TcpStream,
    time: Duration,
    /// Until when the other side has to take something, where it takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    _place: Place,
}

struct Place {
    open: Arc<Mutex<Open>>,
    from: IpAddr,
    _counted: Counted,
}

impl Doorkeeper {
    /// Nobody is in.
    pub fn new(limits: &ServerLimits, metrics: Arc<Metrics>) -> Doorkeeper {
        let ServerLimits { connections, address_connections, time, .. } = *limits;
        Doorkeeper { metrics, most: connections, most_of_address: address_connections, time, open: Arc::default() }
    }

    fn let_in(&self, from: IpAddr) -> io::Result<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let of_address = open.by_address.get(&from).copied().unwrap_or_default();
        if open.all >= self.most || of_address >= self.most_of_address {
            self.metrics.connections_refused.inc();
            return Err(io::Error::other("too many connections"));
        }
        open.all += 1;
        open.by_address.insert(from, of_address + 1);
        Ok(Place { open: self.open.clone(), from, _counted: Counted::one(&self.metrics.connections) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all = open.all.saturating_sub(1);
        match open.by_address.get_mut(&self.from) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(open.by_address.remove(&self.from)),
        }
    }
}

impl<S> Accept<TcpStream, S> for Doorkeeper {
    type Stream = Connection;
    type Service = S;
    type Future = Ready<io::Result<(Connection, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        // An answer is small and awaited: it must not wait for more to send.
        let place = stream.set_nodelay(true).and_then(|()| stream.peer_addr()).map(|from: SocketAddr| from.ip());
        let place = place.and_then(|from| self.let_in(from.to_canonical()));
        let time = self.time;
        ready(place.map(|place| (Connection { stream, time, stalled: None, _place: place }, service)))
    }
}

impl Connection {
    /// What became of a write, unless the other side has taken nothing for too long.
    fn unless_stalled(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let time = self.time;
        let until = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(time)));
        until.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Connection {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, into)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.unless_stalled(context, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(context, parts);
        this.unless_stalled(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

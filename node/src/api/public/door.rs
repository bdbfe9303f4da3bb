//! Connections from anywhere: so many at once, and none that does nothing for long.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep, sleep_until};

use super::limit::{Connections, Counted, Source};

/// Connections at once, of all sources.
const CONNECTIONS: usize = 512;

/// Longest time in which nothing is read or written. A request that is being worked on takes less.
const IDLE: Duration = Duration::from_secs(60);

/// Pause after the system refused a connection, for want of files perhaps.
const PAUSE: Duration = Duration::from_millis(200);

/// A listener that bounds its connections.
pub(super) struct Door {
    listener: TcpListener,
    places: Arc<Semaphore>,
    connections: Connections,
}

impl Door {
    pub(super) fn new(listener: TcpListener) -> Self {
        Self { listener, places: Arc::new(Semaphore::new(CONNECTIONS)), connections: Connections::default() }
    }
}

/// Where a connection comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) SocketAddr);

impl Connected<IncomingStream<'_, Door>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        Self(*stream.remote_addr())
    }
}

impl Listener for Door {
    type Io = Visit;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Visit, SocketAddr) {
        loop {
            let Ok(place) = Arc::clone(&self.places).acquire_owned().await else {
                // The semaphore is never closed.
                sleep(PAUSE).await;
                continue;
            };
            match self.listener.accept().await {
                Ok((stream, address)) => {
                    // One of a source that has too many is closed at once.
                    if let Some(counted) = self.connections.open(Source::of(address.ip())) {
                        return (Visit::new(stream, place, counted), address);
                    }
                }
                Err(error) => {
                    tracing::debug!(error = %error, "a connection to the public door failed");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// A connection that ends when nothing happens for long.
pub(super) struct Visit {
    stream: TcpStream,
    idle: Pin<Box<Sleep>>,
    _place: OwnedSemaphorePermit,
    _counted: Counted,
}

impl Visit {
    fn new(stream: TcpStream, place: OwnedSemaphorePermit, counted: Counted) -> Self {
        Self { stream, idle: Box::pin(sleep_until(Instant::now() + IDLE)), _place: place, _counted: counted }
    }

    fn stir(&mut self) {
        self.idle.as_mut().reset(Instant::now() + IDLE);
    }

    /// What a side says that waits: when it has waited for too long, the connection ends.
    fn waited<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        ready!(self.idle.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Visit {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match Pin::new(&mut self.stream).poll_read(context, into) {
            Poll::Pending => self.waited(context),
            read => {
                self.stir();
                read
            }
        }
    }
}

impl AsyncWrite for Visit {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.stream).poll_write(context, bytes) {
            Poll::Pending => self.waited(context),
            written => {
                self.stir();
                written
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

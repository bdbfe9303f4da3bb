//! Listening.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Why the API is not served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address is not of this machine alone.
    #[error(
        "the API would listen on {listen}, which other machines reach; it has no protection against them. Use \
         127.0.0.1, and an SSH tunnel or a proxy with its own login for others"
    )]
    NotLoopback {
        /// The address.
        listen: SocketAddr,
    },
    /// Another program has the port.
    #[error(
        "port {} on {} is taken by another program, perhaps another node; stop it, or choose another port for \
         `api.listen` (0 lets the system choose)",
        listen.port(), listen.ip()
    )]
    PortTaken {
        /// The address.
        listen: SocketAddr,
    },
    /// The operating system refused.
    #[error("cannot listen on {listen}")]
    Io {
        /// The address.
        listen: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
}

/// An API that is being served.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    task: JoinHandle<io::Result<()>>,
}

impl ServeError {
    /// What the system said about an address.
    pub(super) fn of(listen: SocketAddr, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::AddrInUse => Self::PortTaken { listen },
            _ => Self::Io { listen, source },
        }
    }
}

impl Serving {
    /// A task that serves at an address.
    pub(super) fn new(address: SocketAddr, task: JoinHandle<io::Result<()>>) -> Self {
        Self { address, task }
    }

    /// The address, with the port that the system chose.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until the requests under way are answered, at most `limit`. Call after `shutdown` was completed.
    pub async fn ended(mut self, limit: Duration) {
        if tokio::time::timeout(limit, &mut self.task).await.is_err() {
            tracing::warn!("requests were still under way when the API ended");
            self.task.abort();
        }
    }
}

/// Serves on a loopback address until `shutdown` completes.
///
/// # Errors
/// [`ServeError`]; nothing listens then.
pub async fn serve(
    listen: SocketAddr,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<Serving, ServeError> {
    if !listen.ip().is_loopback() {
        return Err(ServeError::NotLoopback { listen });
    }
    let listener = TcpListener::bind(listen).await.map_err(|error| ServeError::of(listen, error))?;
    let address = listener.local_addr().map_err(|error| ServeError::of(listen, error))?;
    let served = axum::serve(listener, router).with_graceful_shutdown(shutdown);
    Ok(Serving::new(address, tokio::spawn(async move { served.await })))
}

//! HQ's server: HTTP over a store, for desks. It keeps nothing between two requests but counters and rates, so
//! several nodes may serve one store, and one may be stopped at any time.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};

mod answer;
mod asked;
mod at_store;
mod connections;
mod limits;
pub mod log;
mod metrics;
mod observe;
mod office;
mod rates;
mod routes;
mod site;
mod stop;
mod tls;

pub use limits::ServerLimits;
pub use routes::ROUTES;
pub use stop::Stopper;
pub use tls::TlsError;

use connections::Doorkeeper;
use site::Site;

use super::Hq;
use crate::settings::{HqSettings, TlsFiles};

/// How the server is started.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// The address to listen on; port 0 for any that is free.
    pub listen: SocketAddr,
    /// The certificate; plain HTTP without one.
    pub tls: Option<TlsFiles>,
    /// True where plain HTTP is meant, though not on loopback: something before the server speaks TLS.
    pub insecure: bool,
    /// How much of the server anybody may have.
    pub limits: ServerLimits,
}

impl ServerOptions {
    /// As the settings say, with plain HTTP on loopback alone.
    pub fn of(settings: &HqSettings) -> ServerOptions {
        let HqSettings { listen, tls, limits, .. } = settings;
        ServerOptions { listen: *listen, tls: tls.clone(), insecure: false, limits: ServerLimits::of(limits) }
    }
}

/// Why the server can't be started, or had to end.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// TLS can't be spoken, or must be.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The address can't be listened on.
    #[error("{listen}: {error}")]
    Listen {
        /// The address.
        listen: SocketAddr,
        /// What the system said.
        error: io::Error,
    },
    /// The system gives no threads, or the listening socket broke.
    #[error("{0}")]
    Run(io::Error),
}

/// A server that listens already; it answers once it runs.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<RustlsConfig>,
    handle: Handle<SocketAddr>,
    site: Arc<Site>,
}

/// How often those who have not asked for a while are forgotten.
const FORGETTING: Duration = Duration::from_secs(60);

/// The most bytes of a connection's that are held unread, and of a request's head.
const BUFFER: usize = 64 << 10;

impl Server {
    /// Listens, so that whoever connects from now on is answered as soon as the server runs.
    pub fn bind(hq: Hq, options: &ServerOptions) -> Result<Server, ServeError> {
        let ServerOptions { listen, tls, insecure, limits } = options;
        let tls = tls::prepare(tls.as_ref(), *listen, *insecure)?;
        let unheard = |error| ServeError::Listen { listen: *listen, error };
        let listener = TcpListener::bind(listen).map_err(unheard)?;
        let address = listener.local_addr().map_err(unheard)?;
        let site = Arc::new(Site::new(hq, *limits));
        Ok(Server { listener, address, tls, handle: Handle::new(), site })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where desks find it.
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// What ends it.
    pub fn stopper(&self) -> Stopper {
        Stopper { handle: self.handle.clone(), time: self.site.limits.time }
    }

    /// Answers until it is stopped, and with `signals` also until a signal to end comes. Then what was asked for is
    /// finished, and nothing runs any more when this returns.
    pub fn run(self, signals: bool) -> Result<(), ServeError> {
        // One more for what is not the store's: reading names and files.
        let threads = self.site.limits.threads.saturating_add(1);
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder.enable_all().max_blocking_threads(threads).thread_name("okno-hq").build();
        let runtime = runtime.map_err(ServeError::Run)?;
        // The connections to PostgreSQL block as they close, which none of the runtime's threads may: the last who
        // has the store lets go of it here, when these have ended.
        let site = self.site.clone();
        let ended = runtime.block_on(self.serve(signals)).map_err(ServeError::Run);
        drop(runtime);
        drop(site);
        ended
    }

    async fn serve(self, signals: bool) -> io::Result<()> {
        tracing::info!(url = self.url(), "serving");
        if signals {
            tokio::spawn(self.stopper().on_signals());
        }
        tokio::spawn(forget_idle(self.site.clone()));
        let site = self.site;
        let limits = site.limits;
        let doorkeeper = Doorkeeper::new(&limits, site.metrics.clone());
        let service = routes::router(site.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let mut server = axum_server::from_tcp(self.listener)?.handle(self.handle).http1_only();
        server.http_builder().http1().header_read_timeout(limits.time).max_buf_size(BUFFER);
        let ended = match self.tls {
            Some(tls) => {
                let acceptor = RustlsAcceptor::new(tls).handshake_timeout(limits.time).acceptor(doorkeeper);
                server.acceptor(acceptor).serve(service).await
            }
            None => server.acceptor(doorkeeper).serve(service).await,
        };
        // A client may have gone while its batch is being stored.
        site.store.idle().await;
        tracing::info!("stopped");
        ended
    }
}

async fn forget_idle(site: Arc<Site>) {
    loop {
        tokio::time::sleep(FORGETTING).await;
        site.rates.forget_idle();
    }
}

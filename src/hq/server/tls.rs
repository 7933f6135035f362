//! TLS: the certificate and its key, and where the server may do without.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum_server::tls_rustls::RustlsConfig;
use rustls::ServerConfig;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::settings::TlsFiles;

/// Why TLS can't be spoken, or must be.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file can't be read.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file doesn't hold what it should.
    #[error("{path}: {why}")]
    Malformed {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Certificate and key can't be used together.
    #[error("{0}")]
    Unusable(rustls::Error),
    /// What desks and HQ say to each other would cross a network in the clear.
    #[error("{0} is no loopback address, and there is no certificate")]
    Needed(SocketAddr),
}

/// What to serve with at an address: TLS where there is a certificate, plain HTTP on loopback or where it is meant.
pub(super) fn prepare(
    files: Option<&TlsFiles>,
    listen: SocketAddr,
    insecure: bool,
) -> Result<Option<RustlsConfig>, TlsError> {
    match files {
        Some(files) => load(files).map(|config| Some(RustlsConfig::from_config(Arc::new(config)))),
        None if insecure || listen.ip().to_canonical().is_loopback() => Ok(None),
        None => Err(TlsError::Needed(listen)),
    }
}

fn load(files: &TlsFiles) -> Result<ServerConfig, TlsError> {
    let TlsFiles { certificate: cert, key } = files;
    let certs = CertificateDer::pem_slice_iter(&read(cert)?).collect::<Result<Vec<_>, _>>();
    let certs = certs.map_err(|error| malformed(cert, &error))?;
    if certs.is_empty() {
        return Err(malformed(cert, &pem::Error::NoItemsFound));
    }
    let secret = PrivateKeyDer::from_pem_slice(&read(key)?).map_err(|error| malformed(key, &error))?;
    // Named, so that it doesn't hang on what else in the process speaks TLS.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = builder.and_then(|builder| builder.with_no_client_auth().with_single_cert(certs, secret));
    let mut config = config.map_err(TlsError::Unusable)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|error| TlsError::File { path: path.to_owned(), error })
}

fn malformed(path: &Path, error: &pem::Error) -> TlsError {
    TlsError::Malformed { path: path.to_owned(), why: error.to_string() }
}

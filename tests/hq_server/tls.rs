//! TLS, with an authority that the test made, and the places where the server does without.

use std::net::TcpStream;
use std::sync::Arc;
use std::thread;

use okno::hq::server::{ServeError, Server, ServerLimits, ServerOptions, TlsError};
use okno::settings::TlsFiles;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tempfile::TempDir;

use crate::http::{Http, connect};
use crate::scene::{new_hq, options};

/// An authority, and a certificate of it for `localhost` in files.
struct Certified {
    authority: CertificateDer<'static>,
    files: TlsFiles,
    folder: TempDir,
}

fn certified() -> Certified {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let cert = CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let files = TlsFiles { certificate: folder.path().join("cert.pem"), key: folder.path().join("key.pem") };
    std::fs::write(&files.certificate, cert.pem()).unwrap();
    std::fs::write(&files.key, key.serialize_pem()).unwrap();
    Certified { authority: authority.der().clone(), files, folder }
}

fn over_tls(stream: TcpStream, authority: &CertificateDer<'static>) -> Http<StreamOwned<ClientConnection, TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = builder.with_root_certificates(roots).with_no_client_auth();
    let client = ClientConnection::new(Arc::new(config), ServerName::try_from("localhost").unwrap()).unwrap();
    Http::over(StreamOwned::new(client, stream))
}

#[test]
fn a_desk_that_trusts_the_authority_is_answered_and_others_see_that_it_is_not_theirs() {
    let Certified { authority, files, folder: _folder } = certified();
    let folder = tempfile::tempdir().unwrap();
    // Beyond loopback, which a certificate allows.
    let listen = "0.0.0.0:0".parse().unwrap();
    let options = ServerOptions { listen, tls: Some(files), ..options(ServerLimits::default()) };
    let server = Server::bind(new_hq(&folder), &options).unwrap();
    let (port, stopper) = (server.address().port(), server.stopper());
    assert_eq!(server.url(), format!("https://0.0.0.0:{port}"));
    let run = thread::spawn(move || server.run(false));
    let address = ([127, 0, 0, 1], port).into();
    let mut http = over_tls(connect(address), &authority);
    assert_eq!(http.get("/v1/hello").status, 200);
    assert_eq!(http.get("/v1/users").refusal().code(), "unsigned");

    let mut plain = Http::to(address);
    plain.send(b"GET /v1/hello HTTP/1.1\r\nhost: hq\r\n\r\n");
    assert!(plain.reply().is_err());
    let mut stranger = over_tls(connect(address), &certified().authority);
    stranger.try_send(b"GET /v1/hello HTTP/1.1\r\nhost: hq\r\n\r\n").unwrap_err();
    assert_eq!(http.get("/v1/hello").status, 200);
    stopper.stop();
    run.join().unwrap().unwrap();
}

#[test]
fn what_is_wrong_with_the_files_is_said_before_anything_is_served() {
    let Certified { files, folder, .. } = certified();
    let other = certified();
    let folder = folder.path();
    let refused = |cert: &std::path::Path, key: &std::path::Path| {
        let tls = Some(TlsFiles { certificate: cert.to_owned(), key: key.to_owned() });
        let home = tempfile::tempdir().unwrap();
        match Server::bind(new_hq(&home), &ServerOptions { tls, ..options(ServerLimits::default()) }) {
            Err(ServeError::Tls(error)) => error,
            other => panic!("{:?}", other.map(|server| server.url())),
        }
    };
    let (missing, empty) = (folder.join("none.pem"), folder.join("empty.pem"));
    std::fs::write(&empty, "").unwrap();
    assert!(matches!(refused(&missing, &files.key), TlsError::File { path, .. } if path == missing));
    assert!(matches!(refused(&files.certificate, &missing), TlsError::File { path, .. } if path == missing));
    assert!(matches!(refused(&empty, &files.key), TlsError::Malformed { path, .. } if path == empty));
    assert!(matches!(refused(&files.certificate, &empty), TlsError::Malformed { path, .. } if path == empty));
    assert!(matches!(refused(&files.key, &files.key), TlsError::Malformed { path, .. } if path == files.key));
    let twice = refused(&files.certificate, &files.certificate);
    assert!(matches!(twice, TlsError::Malformed { path, .. } if path == files.certificate));
    assert!(matches!(refused(&files.certificate, &other.files.key), TlsError::Unusable(_)));
}

#[test]
fn plain_http_beyond_this_machine_must_be_meant() {
    for (listen, insecure, served) in [
        ("127.0.0.1:0", false, true),
        ("[::ffff:127.0.0.1]:0", false, true),
        ("0.0.0.0:0", false, false),
        ("0.0.0.0:0", true, true),
        ("192.0.2.1:0", false, false),
    ] {
        let home = tempfile::tempdir().unwrap();
        let options = ServerOptions { listen: listen.parse().unwrap(), insecure, ..options(ServerLimits::default()) };
        let refused = matches!(Server::bind(new_hq(&home), &options), Err(ServeError::Tls(TlsError::Needed(_))));
        assert_eq!(refused, !served, "{listen} {insecure}");
    }
}

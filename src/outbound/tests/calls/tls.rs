//! Servers over TLS. The certificates are those that the runtime's tests of its exporter have.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use outbound::{CallError, Client, ClientConfig, ClientError, Request, Retries, TlsFiles, Url};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::told;

fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.join("../runtime/tests/tls").join(name)
}

/// A server that shows its own certificate and asks for one of the same authority.
async fn server() -> Url {
    rustls_graviola::default_provider().install_default().ok();
    let chain = CertificateDer::pem_file_iter(file("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(file("server.key")).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(file("authority.pem")).unwrap())
        .unwrap();
    let verifier = WebPkiClientVerifier::builder(Arc::new(roots));
    let tls = rustls::ServerConfig::builder()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(chain.map(Result::unwrap).collect(), key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(tls));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut request = [0; 4096];
            let Ok(1..) = stream.read(&mut request).await else {
                continue;
            };
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok";
            stream.write_all(answer).await.ok();
            stream.shutdown().await.ok();
        }
    });
    format!("https://localhost:{port}").parse().unwrap()
}

fn trusted() -> TlsFiles {
    TlsFiles {
        certificate: Some(file("authority.pem")),
        client_certificate: Some(file("client.pem")),
        client_key: Some(file("client.key")),
    }
}

fn client(base: &Url, tls: TlsFiles) -> Result<Client, ClientError> {
    rustls_graviola::default_provider().install_default().ok();
    Client::new(ClientConfig {
        tls,
        retries: Retries {
            attempts_max: 1,
            ..Retries::default()
        },
        ..ClientConfig::new(base.clone())
    })
}

async fn refusal(base: &Url, tls: TlsFiles) -> CallError {
    client(base, tls)
        .unwrap()
        .call(Request::get(""))
        .await
        .unwrap_err()
}

#[tokio::test]
async fn both_sides_show_who_they_are() {
    let url = server().await;
    let client = client(&url, trusted()).unwrap();
    assert_eq!(client.call(Request::get("")).await.unwrap().body, "ok");
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_is_not_talked_to() {
    let url = server().await;
    let stranger = TlsFiles {
        certificate: Some(file("stranger.pem")),
        ..trusted()
    };
    let error = refusal(&url, stranger).await;
    assert!(matches!(error, CallError::Tls { .. }), "{error:?}");
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
}

#[tokio::test]
async fn a_server_that_wants_a_certificate_says_so() {
    let url = server().await;
    let nameless = TlsFiles {
        client_certificate: None,
        client_key: None,
        ..trusted()
    };
    let error = refusal(&url, nameless).await;
    assert!(matches!(error, CallError::Tls { .. }), "{error:?}");
    assert!(error.to_string().contains("CertificateRequired"), "{error}");
}

#[test]
fn files_that_do_not_hold_what_they_should_are_named() {
    let url = "https://localhost:1".parse().unwrap();
    let check = |tls: TlsFiles, expected: &str| {
        let error = told(&client(&url, tls).unwrap_err());
        let shown = error.replace(file("").to_str().unwrap(), "");
        assert!(shown.contains(expected), "{shown}");
    };
    check(
        TlsFiles {
            certificate: Some(file("gone.pem")),
            ..trusted()
        },
        "the certificates of the trusted authorities for https://localhost:1 could not be read from gone.pem: No such file",
    );
    check(
        TlsFiles {
            certificate: Some(file("client.key")),
            ..trusted()
        },
        "expected the certificates of the trusted authorities for https://localhost:1 in PEM in client.key, found none",
    );
    check(
        TlsFiles {
            client_key: Some(file("client.pem")),
            ..trusted()
        },
        "expected the client key for https://localhost:1 in PEM in client.pem, found none",
    );
    check(
        TlsFiles {
            client_key: None,
            ..trusted()
        },
        "a client certificate is set for https://localhost:1 without its key: set both or none",
    );
}

#[test]
fn certificates_that_would_not_be_used_are_refused() {
    let url = "http://localhost:1".parse().unwrap();
    let error = client(&url, trusted()).unwrap_err();
    assert!(matches!(error, ClientError::TlsUnused { .. }), "{error}");
}

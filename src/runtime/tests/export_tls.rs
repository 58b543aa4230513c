//! Receivers that are reached over TLS, over both protocols.
//!
//! The certificates in `tls/` are made for these tests alone and trusted by nobody else.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

#[path = "support/exporting.rs"]
mod exporting;
#[path = "support/receiver.rs"]
mod receiver;
#[path = "support/schemas.rs"]
mod schemas;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use exporting::{PROTOCOLS, alone, config, emit, install, otlp, shut_down};
use receiver::{Answer, Receiver};
use runtime::Config;
use runtime::config::{OtlpConfig, Protocol};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;

fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.join("tests/tls").join(name)
}

/// A receiver that shows its own certificate and asks for one of the same authority.
fn receiver() -> Receiver {
    let chain = CertificateDer::pem_file_iter(file("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(file("server.key")).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    let authority = CertificateDer::from_pem_file(file("authority.pem")).unwrap();
    roots.add(authority).unwrap();
    let verifier = WebPkiClientVerifier::builder(Arc::new(roots))
        .build()
        .unwrap();
    let mut tls = rustls::ServerConfig::builder()
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain.map(Result::unwrap).collect(), key)
        .unwrap();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let address = "127.0.0.1:0".parse().unwrap();
    Receiver::at(address, Some(Arc::new(tls)), |_, _| Answer::Ok)
}

fn trusted(protocol: Protocol, receiver: &Receiver) -> OtlpConfig {
    let url = format!("https://localhost:{}", receiver.address.port());
    OtlpConfig {
        certificate: Some(file("authority.pem")),
        client_certificate: Some(file("client.pem")),
        client_key: Some(file("client.key")),
        ..otlp(protocol, &url)
    }
}

fn exported(otlp: OtlpConfig) -> u64 {
    let telemetry = install(Config {
        shutdown_timeout: Duration::from_secs(2),
        ..config(otlp)
    });
    emit(10);
    shut_down(telemetry, 10).exported
}

#[test]
fn both_sides_show_who_they_are() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = receiver();
        assert_eq!(exported(trusted(protocol, &receiver)), 10, "{protocol:?}");
        assert_eq!(receiver.spans().len(), 10);
    }
}

#[test]
fn nothing_is_sent_to_a_receiver_that_nobody_vouches_for() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = receiver();
        let otlp = OtlpConfig {
            certificate: Some(file("stranger.pem")),
            ..trusted(protocol, &receiver)
        };
        assert_eq!(exported(otlp), 0, "{protocol:?}");
        assert_eq!(receiver.received().len(), 0);
    }
}

#[test]
fn a_receiver_may_insist_on_a_certificate() {
    let _alone = alone();
    for protocol in PROTOCOLS {
        let receiver = receiver();
        let otlp = OtlpConfig {
            client_certificate: None,
            client_key: None,
            ..trusted(protocol, &receiver)
        };
        assert_eq!(exported(otlp), 0, "{protocol:?}");
        assert_eq!(receiver.received().len(), 0);
    }
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let _alone = alone();
    let url = "https://localhost:1";
    let refused = |otlp: OtlpConfig| {
        let error = runtime::install(config(otlp), exporting::resource());
        let error = error.expect_err("files that cannot be used").to_string();
        error.replace(env!("CARGO_MANIFEST_DIR"), "…")
    };
    let plain = || otlp(Protocol::HttpProtobuf, url);
    let missing = OtlpConfig {
        certificate: Some(file("missing.pem")),
        ..plain()
    };
    assert_eq!(
        refused(missing),
        "the OTLP certificate of an authority could not be read from …/tests/tls/missing.pem",
    );
    let wrong = OtlpConfig {
        certificate: Some(file("client.key")),
        ..plain()
    };
    assert_eq!(
        refused(wrong),
        "…/tests/tls/client.key holds no certificate of an authority in PEM format, which OTLP needs",
    );
    let swapped = OtlpConfig {
        client_certificate: Some(file("client.pem")),
        client_key: Some(file("client.pem")),
        ..plain()
    };
    assert_eq!(
        refused(swapped),
        "…/tests/tls/client.pem holds no private key in PEM format, which OTLP needs",
    );
    let half = OtlpConfig {
        client_key: Some(file("client.key")),
        ..plain()
    };
    assert!(refused(half).starts_with("OTLP has a client key but no client certificate"));
}

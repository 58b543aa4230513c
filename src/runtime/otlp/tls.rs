//! Whom the exporter trusts, and how it says who it is.

use std::fs;
use std::path::Path;

use reqwest::{Certificate, ClientBuilder, Identity};
use rustls::crypto::CryptoProvider;

use crate::config::OtlpConfig;
use crate::otlp::client::ClientError;

/// What files should hold.
const AUTHORITIES: &str = "certificate of an authority";
const CERTIFICATE: &str = "certificate";
const KEY: &str = "private key";

pub(super) fn configure(
    builder: ClientBuilder,
    config: &OtlpConfig,
    is_https: bool,
) -> Result<ClientBuilder, ClientError> {
    // The client would panic; it asks even if it will never speak TLS.
    if CryptoProvider::get_default().is_none() {
        return Err(ClientError::NoTlsProvider);
    }
    if !is_https {
        // A container without the files of the system's authorities needs none for this.
        return Ok(builder.tls_certs_only([]));
    }
    let builder = match &config.certificate {
        Some(path) => builder.tls_certs_only(authorities(path)?),
        None => builder,
    };
    match (&config.client_certificate, &config.client_key) {
        (Some(certificate), Some(key)) => Ok(builder.identity(identity(certificate, key)?)),
        (Some(_), None) => Err(half(CERTIFICATE, "key")),
        (None, Some(_)) => Err(half("key", CERTIFICATE)),
        (None, None) => Ok(builder),
    }
}

const fn half(found: &'static str, missing: &'static str) -> ClientError {
    ClientError::HalfIdentity { found, missing }
}

fn authorities(path: &Path) -> Result<Vec<Certificate>, ClientError> {
    let pem = read(path, AUTHORITIES)?;
    let found = Certificate::from_pem_bundle(&pem).unwrap_or_default();
    if found.is_empty() {
        return Err(not_pem(path, AUTHORITIES));
    }
    Ok(found)
}

fn identity(certificate: &Path, key: &Path) -> Result<Identity, ClientError> {
    let mut pem = read(certificate, CERTIFICATE)?;
    if !Certificate::from_pem_bundle(&pem).is_ok_and(|found| !found.is_empty()) {
        return Err(not_pem(certificate, CERTIFICATE));
    }
    pem.push(b'\n');
    pem.extend(read(key, KEY)?);
    Identity::from_pem(&pem).map_err(|_| not_pem(key, KEY))
}

fn read(path: &Path, what: &'static str) -> Result<Vec<u8>, ClientError> {
    fs::read(path).map_err(|source| ClientError::File {
        what,
        path: path.to_owned(),
        source,
    })
}

fn not_pem(path: &Path, what: &'static str) -> ClientError {
    ClientError::Pem {
        what,
        path: path.to_owned(),
    }
}

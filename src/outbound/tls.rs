//! Whom to trust, and how to say who one is.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use reqwest::{Certificate, ClientBuilder, Identity};
use rustls::crypto::CryptoProvider;

use crate::config::TlsFiles;
use crate::error::ClientError;
use crate::server::Server;

/// What files should hold.
const AUTHORITIES: &str = "certificates of the trusted authorities";
const CERTIFICATE: &str = "client certificate";
const KEY: &str = "client key";

pub(crate) fn configure(
    builder: ClientBuilder,
    server: &Server,
    files: &TlsFiles,
) -> Result<ClientBuilder, ClientError> {
    let shown = || Arc::clone(&server.shown);
    // The HTTP library would panic; it asks even if it will never speak TLS.
    if CryptoProvider::get_default().is_none() {
        return Err(ClientError::NoTls { server: shown() });
    }
    if !server.is_https() {
        if !files.is_empty() {
            return Err(ClientError::TlsUnused { server: shown() });
        }
        // A container without the files of the system's authorities needs none for this.
        return Ok(builder.tls_certs_only([]));
    }
    let files_of = Files(server);
    let builder = match &files.certificate {
        Some(path) => builder.tls_certs_only(files_of.authorities(path)?),
        None => builder,
    };
    let half = |found, missing| ClientError::HalfIdentity {
        server: shown(),
        found,
        missing,
    };
    match (&files.client_certificate, &files.client_key) {
        (Some(certificate), Some(key)) => {
            Ok(builder.identity(files_of.identity(certificate, key)?))
        }
        (Some(_), None) => Err(half("certificate", "key")),
        (None, Some(_)) => Err(half("key", "certificate")),
        (None, None) => Ok(builder),
    }
}

/// Reads files for a server, which errors name.
struct Files<'a>(&'a Server);

impl Files<'_> {
    fn authorities(&self, path: &Path) -> Result<Vec<Certificate>, ClientError> {
        let pem = self.read(path, AUTHORITIES)?;
        let found = Certificate::from_pem_bundle(&pem).unwrap_or_default();
        if found.is_empty() {
            return Err(self.not_pem(path, AUTHORITIES));
        }
        Ok(found)
    }

    fn identity(&self, certificate: &Path, key: &Path) -> Result<Identity, ClientError> {
        let mut pem = self.read(certificate, CERTIFICATE)?;
        if !Certificate::from_pem_bundle(&pem).is_ok_and(|found| !found.is_empty()) {
            return Err(self.not_pem(certificate, CERTIFICATE));
        }
        pem.push(b'\n');
        pem.extend(self.read(key, KEY)?);
        Identity::from_pem(&pem).map_err(|_| self.not_pem(key, KEY))
    }

    fn read(&self, path: &Path, what: &'static str) -> Result<Vec<u8>, ClientError> {
        fs::read(path).map_err(|source| ClientError::File {
            server: Arc::clone(&self.0.shown),
            what,
            path: path.to_owned(),
            source,
        })
    }

    fn not_pem(&self, path: &Path, what: &'static str) -> ClientError {
        ClientError::Pem {
            server: Arc::clone(&self.0.shown),
            what,
            path: path.to_owned(),
        }
    }
}

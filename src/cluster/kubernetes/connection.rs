//! The connection to the API: TLS, credentials, compression.

use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::rt::TokioExecutor;
use kube::client::{Body, ConfigExt};
use kube::{Client, Config};
use tower::{BoxError, ServiceBuilder};
use tower_http::decompression::DecompressionLayer;

use super::error::ConnectError;
use crate::limits::CONNECT_SECONDS_MAX;

/// A client for the cluster. Runs the program that the kubeconfig names for credentials, if it does.
///
/// The layers are those of kube's own client, without the one that logs requests: they are spans here.
pub(super) fn open(config: &Config) -> Result<Client, ConnectError> {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        return Err(ConnectError::NoTls);
    }
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_connect_timeout(Some(Duration::from_secs(CONNECT_SECONDS_MAX)));
    match proxy(config)? {
        Some(proxy) => with_connector(config, Tunnel::new(proxy, tcp)),
        None => with_connector(config, tcp),
    }
}

/// The proxy that the kubeconfig or the environment names, unless the environment exempts the server.
fn proxy(config: &Config) -> Result<Option<Uri>, ConnectError> {
    let Some(proxy) = &config.proxy_url else {
        return Ok(None);
    };
    let host = config.cluster_url.host().unwrap_or_default();
    let listed = ["NO_PROXY", "no_proxy"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok())
        .is_some_and(|list| is_exempt(host, &list));
    // As everywhere: what is on this machine is not behind a proxy.
    if listed || is_local(host) {
        return Ok(None);
    }
    if proxy.scheme_str() == Some("http") {
        return Ok(Some(proxy.clone()));
    }
    Err(ConnectError::Unusable(
        "expected a proxy with an http:// URL, found another scheme; set NO_PROXY to the server's host to do without"
            .to_owned(),
    ))
}

fn is_local(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Whether a list such as `localhost,.example.org` names the host, or a domain it is in.
fn is_exempt(host: &str, list: &str) -> bool {
    list.split(',').map(str::trim).any(|entry| {
        let domain = entry.trim_start_matches("*.").trim_start_matches('.');
        entry == "*"
            || (!domain.is_empty()
                && (host == domain
                    || host
                        .strip_suffix(domain)
                        .is_some_and(|rest| rest.ends_with('.'))))
    })
}

fn with_connector<C>(config: &Config, connector: C) -> Result<Client, ConnectError>
where
    C: tower::Service<Uri> + Clone + Send + Sync + 'static,
    C::Response: hyper_util::client::legacy::connect::Connection
        + hyper::rt::Read
        + hyper::rt::Write
        + Send
        + Unpin
        + 'static,
    C::Future: Send + 'static,
    C::Error: Into<BoxError>,
{
    let tls = config
        .rustls_https_connector_with_connector(connector)
        .map_err(|error| unusable(&error))?;
    let http =
        hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build::<_, Body>(tls);
    let service = ServiceBuilder::new()
        .layer(config.base_uri_layer())
        .layer(DecompressionLayer::new().gzip(!config.disable_compression))
        .option_layer(config.auth_layer().map_err(|error| unusable(&error))?)
        .layer(
            config
                .extra_headers_layer()
                .map_err(|error| unusable(&error))?,
        )
        .map_err(BoxError::from)
        .service(http);
    Ok(Client::new(service, config.default_namespace.clone()))
}

/// What is wrong with the credentials, without them, and without the output of whoever was asked for them.
fn unusable(error: &kube::Error) -> ConnectError {
    ConnectError::Unusable(match error {
        kube::Error::Auth(error) => credentials(error).to_owned(),
        kube::Error::RustlsTls(error) => format!("its certificates cannot be used: {error}"),
        kube::Error::InferKubeconfig(_) => {
            "its client certificate or key cannot be read".to_owned()
        }
        _ => "its settings are not valid".to_owned(),
    })
}

/// What went wrong when credentials were asked for.
pub(super) fn credentials(error: &kube::client::AuthError) -> &'static str {
    use kube::client::AuthError;
    match error {
        AuthError::AuthExecStart(_) | AuthError::MissingCommand => {
            "the program that the kubeconfig names for credentials could not be started"
        }
        AuthError::AuthExecRun { .. } => {
            "the program that the kubeconfig names for credentials failed; run it by hand to see why"
        }
        AuthError::ReadTokenFile(..) => "the file that holds the token cannot be read",
        AuthError::AuthExecParse(_) | AuthError::ExecPluginFailed => {
            "the program that the kubeconfig names for credentials answered with none"
        }
        _ => {
            "the kubeconfig's user has credentials of a kind that is not supported, or that are not valid"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_domains_are_exempt_from_the_proxy() {
        assert!(is_exempt("127.0.0.1", "localhost, 127.0.0.1"));
        assert!(is_exempt("api.example.org", ".example.org"));
        assert!(is_exempt("example.org", "*.example.org"));
        assert!(is_exempt("anything", "*"));
        assert!(!is_exempt("badexample.org", "example.org"));
        assert!(!is_exempt("example.org", ""));
    }
}

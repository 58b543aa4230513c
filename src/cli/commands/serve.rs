//! `serve`: the HTTP API.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use http_api::{HttpConfig, StatusSource};
use knowledge::Collection;
use runtime::config::Configured;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use vectorstore::VectorStore;

use crate::backends::store;
use crate::config::Config;
use crate::run::Outcome;
use crate::{output, signals, telemetry};

pub(crate) async fn run(config: &Config, configured: &Configured) -> anyhow::Result<Outcome> {
    let store = Arc::new(store::open(config)?);
    for collection in Collection::ALL {
        store.initialize(collection).await?;
    }
    let address = SocketAddr::new(config.http.host, config.http.port);
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}: choose another --host or --port"))?;
    let stopped = signals::stop()?;
    announce(listener.local_addr()?);
    let health_spans = configured.config.health_spans;
    let configured = configured.clone();
    let config = HttpConfig {
        health_spans,
        tracing: StatusSource::new(move || telemetry::status(&configured)),
        ..HttpConfig::default()
    };
    serve(listener, store, config, stopped).await?;
    Ok(Outcome::Complete)
}

/// Serves until `stopped`, and then until all requests are finished or the process is asked to stop once more.
async fn serve(
    listener: TcpListener,
    store: Arc<VectorStore>,
    config: HttpConfig,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let (begun, stopping) = oneshot::channel();
    let shutdown = async move {
        stopped.await;
        // Heard from now on, before anybody is told.
        let once_more = signals::stop();
        output::say(
            "Stopping: requests in progress are finished first; once more breaks them off.",
        );
        // Nobody waits for it any more if the server has ended by itself.
        begun.send(once_more).ok();
    };
    let broken_off = async {
        match stopping.await {
            Ok(Ok(once_more)) => once_more.await,
            _ => std::future::pending().await,
        }
    };
    tokio::select! {
        served = http_api::serve(listener, http_api::router(store, config), shutdown) => {
            served.context("the server ended by itself")
        }
        () = broken_off => Ok(()),
    }
}

fn announce(address: SocketAddr) {
    output::say(&format!("Listening on http://{address}"));
    output::say(&format!(
        "  alive: http://{address}/healthz   ready: http://{address}/readyz"
    ));
    if address.ip().is_loopback() {
        output::say(
            "  reached from this machine only; --host 0.0.0.0 opens it to others (there is no authentication)",
        );
    }
}

//! `serve`: the HTTP API.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use http_api::{HttpConfig, ScanParts, Scans, StatusSource};
use knowledge::Collection;
use runtime::config::Configured;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use vectorstore::{StoreError, VectorStore};

use crate::backends::{cluster, inference, store};
use crate::config::{Config, VectorBackend};
use crate::run::Outcome;
use crate::{output, signals, telemetry};

/// Before the store is tried again for the first time.
const RETRY_DELAY_FIRST: Duration = Duration::from_millis(500);

/// Between two tries at most.
const RETRY_DELAY_MAX: Duration = Duration::from_secs(15);

pub(crate) async fn run(config: &Config, configured: &Configured) -> anyhow::Result<Outcome> {
    for warning in config.warnings() {
        output::say(&format!("warning: {warning}"));
    }
    let store = Arc::new(store::open(config).await?);
    if config.vector.backends == [VectorBackend::Embedded] {
        initialize(&store).await?;
    } else {
        // A server may start later than this one; until then `/readyz` says that nothing is ready.
        tokio::spawn(initialize_in_the_end(Arc::clone(&store)));
    }
    let scans = scans(config, &store).await?;
    let address = SocketAddr::new(config.http.host, config.http.port);
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}: choose another --host or --port"))?;
    let stopped = signals::stop()?;
    announce(listener.local_addr()?, config);
    let health_spans = configured.config.health_spans;
    let configured = configured.clone();
    let tokens = config.http.tokens.iter().map(|token| token.known.clone());
    let config = HttpConfig {
        health_spans,
        tracing: StatusSource::new(move || telemetry::status(&configured)),
        scans: Some(scans),
        tokens: tokens.collect(),
        request_time_max: config.http.request_timeout,
        shutdown_time_max: config.http.shutdown_timeout,
    };
    serve(listener, store, config, stopped).await?;
    Ok(Outcome::Complete)
}

/// Scans read the cluster when the first of them runs: a server starts without one.
async fn scans(config: &Config, store: &Arc<VectorStore>) -> anyhow::Result<Scans> {
    let parts = ScanParts {
        store: Arc::clone(store),
        cluster: Arc::new(cluster::LateCluster::new(config)),
        inference: Arc::from(inference::inference(config)?),
    };
    Ok(Scans::open(config.data_dir()?, parts).await?)
}

async fn initialize(store: &VectorStore) -> Result<(), StoreError> {
    for collection in Collection::ALL {
        store.initialize(collection).await?;
    }
    Ok(())
}

/// Tries until it succeeds.
async fn initialize_in_the_end(store: Arc<VectorStore>) {
    let mut delay = RETRY_DELAY_FIRST;
    while let Err(error) = initialize(&store).await {
        tracing::warn!(
            error = &error as &(dyn std::error::Error + 'static),
            "the vector store is not ready yet"
        );
        tokio::time::sleep(delay).await;
        delay = (delay * 2).min(RETRY_DELAY_MAX);
    }
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
        served = http_api::run(listener, store, config, shutdown) => {
            served.context("the server ended by itself")
        }
        () = broken_off => Ok(()),
    }
}

fn announce(address: SocketAddr, config: &Config) {
    output::say(&format!("Listening on http://{address}"));
    output::say(&format!(
        "  alive: http://{address}/healthz   ready: http://{address}/readyz"
    ));
    if address.ip().is_loopback() {
        let open = match config.http.tokens.is_empty() {
            true => " (there are no tokens: everybody could do everything)",
            false => "",
        };
        output::say(&format!(
            "  reached from this machine only; --host 0.0.0.0 opens it to others{open}"
        ));
    }
}

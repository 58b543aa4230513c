//! `demo`: everything once, in one process, on manifests that come with the program.

mod client;
mod manifests;
mod spans;

use std::sync::Arc;

use anyhow::Context;
use cluster::Manifests;
use embedding::LexicalEmbedder;
use http_api::HttpConfig;
use inference::Rules;
use knowledge::Collection;
use pipeline::{Quiet, SyncOptions, sync_capabilities, sync_instances};
use runtime::Capture;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use vectorstore::{SearchOptions, VectorStore};

use super::{search, sync, sync_instances as instances};
use crate::output;
use crate::run::Outcome;
use client::Client;

/// What the demo asks, and where.
const SEARCHES: [(Collection, &str); 4] = [
    (
        Collection::Capabilities,
        "issue a TLS certificate for my website",
    ),
    (
        Collection::Capabilities,
        "managed postgres database with backups",
    ),
    (
        Collection::Capabilities,
        "exchange messages between services",
    ),
    (Collection::Instances, "database of the checkout team"),
];

/// How many results of each search are shown.
const HITS_SHOWN: usize = 2;

const OPTIONS: SyncOptions = SyncOptions { dry_run: false };

/// Syncs, searches, serves, and shows the trace of it all. Nothing is left behind.
pub(crate) async fn run(capture: Option<&Capture>) -> anyhow::Result<Outcome> {
    let folder = tempfile::tempdir().context("a temporary folder is needed for the demo")?;
    let store = Arc::new(VectorStore::open(
        &folder.path().join("data"),
        Arc::new(LexicalEmbedder::new()),
    )?);
    let cluster = Manifests::from(manifests::write(&folder.path().join("manifests"))?);

    heading("What does the cluster offer?  (sync)")?;
    output::print(&sync::summary(
        &sync_capabilities(&cluster, &Rules, &store, &OPTIONS, &Quiet).await?,
    ))?;
    heading("What exists in it?  (sync-instances)")?;
    output::print(&instances::summary(
        &sync_instances(&cluster, &store, &OPTIONS, &Quiet).await?,
    ))?;
    for (collection, query) in SEARCHES {
        heading(&format!("{query}  (search --collection {collection})"))?;
        let options = SearchOptions {
            limit: Some(HITS_SHOWN),
            ..SearchOptions::default()
        };
        output::print(&search::render(
            &store.search(collection, query, &options).await?.hits,
        ))?;
    }
    over_http(store).await?;
    if let Some(capture) = capture {
        heading("The traces all of this left")?;
        output::print(&runtime::tree::render(&capture.finished(), &spans::label))?;
    }
    Ok(Outcome::Complete)
}

/// Serves the API on a free port of this machine, and uses it as a controller would.
async fn over_http(store: Arc<VectorStore>) -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .context("the demo needs a free port on 127.0.0.1")?;
    let client = Client::of(listener.local_addr()?)?;
    let (stop, stopped) = oneshot::channel::<()>();
    let router = http_api::router(store, HttpConfig::default());
    let server = tokio::spawn(http_api::serve(listener, router, async {
        // Told to stop, or the demo has failed: the server ends either way.
        stopped.await.ok();
    }));
    for (path, body) in manifests::requests() {
        heading(&format!("POST {path}  (serve)"))?;
        output::print(&serde_json::to_string_pretty(
            &client.post(path, &body).await?,
        )?)?;
    }
    drop(client);
    stop.send(()).ok();
    server
        .await
        .context("the server of the demo broke off")?
        .context("the server of the demo ended by itself")
}

fn heading(text: &str) -> anyhow::Result<()> {
    output::print(&format!("\n── {text}"))
}

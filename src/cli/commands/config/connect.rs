//! Each backend, asked once.

use std::time::Duration;

use anyhow::anyhow;
use cluster::Cluster;
use embedding::{Purpose, embed};
use knowledge::ResourceKind;

use super::Check;
use crate::backends::{self, embedder, inference, store};
use crate::config::{Config, InferenceProvider, VectorBackend};

/// How long a backend may take to answer.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(10);

/// A kind that every cluster has.
const KIND: &str = "namespaces";

/// What is embedded to see whether that works.
const TEXT: &str = "cluster";

/// Asks the store, the embedder, the cluster and the model, and says what works.
pub(super) async fn checks(config: &Config) -> Vec<Check> {
    let mut checks = vec![
        check("vector store", vector_store(config)).await,
        check("embedder", embeds(config)).await,
    ];
    if config.from.is_empty() {
        checks.push(check("cluster", kinds(config)).await);
    }
    if config.inference.provider == InferenceProvider::Anthropic {
        checks.push(check("inference", infers(config)).await);
    }
    checks
}

async fn check(what: &str, answer: impl Future<Output = anyhow::Result<String>>) -> Check {
    let outcome = match tokio::time::timeout(ANSWER_TIME_MAX, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(anyhow!("no answer within {} s", ANSWER_TIME_MAX.as_secs())),
    };
    Check::of(what, outcome)
}

async fn vector_store(config: &Config) -> anyhow::Result<String> {
    let names: Vec<&str> = config
        .vector
        .backends
        .iter()
        .map(|backend| VectorBackend::word(*backend))
        .collect();
    let store = store::open_existing(config).await?;
    store.ready().await?;
    Ok(format!("{} answers", names.join(", ")))
}

async fn embeds(config: &Config) -> anyhow::Result<String> {
    let embedder = embedder::embedder(&config.embedding).await?;
    embed(&*embedder, &[TEXT], Purpose::Query).await?;
    Ok(format!("{} answers", embedder.id()))
}

/// Asks what the cluster serves, and reads one kind that every cluster has.
async fn kinds(config: &Config) -> anyhow::Result<String> {
    let cluster = backends::cluster::kubernetes(config).await?;
    let reading = cluster.kinds_named(&[KIND.to_owned()]).await?;
    match reading.problems.first() {
        Some(problem) => Err(anyhow!("{}: {problem}", cluster.server())),
        None => Ok(format!("{} answers", cluster.server())),
    }
}

/// Asks the model about a kind that says next to nothing; the answer is paid for, and thrown away.
async fn infers(config: &Config) -> anyhow::Result<String> {
    let kind = ResourceKind {
        name: KIND.to_owned(),
        kind: "Namespace".to_owned(),
        api_version: "v1".to_owned(),
        ..ResourceKind::default()
    };
    inference::uncached(config)?.infer(&kind).await?;
    Ok(format!("{} answers", config.inference.model))
}

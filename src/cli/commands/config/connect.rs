//! Each backend, asked once.

use std::time::Duration;

use anyhow::anyhow;

use super::Check;
use crate::backends::store;
use crate::config::{Config, VectorBackend};

/// How long a backend may take to answer.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(5);

/// Asks the store, and says what works.
pub(super) async fn checks(config: &Config) -> Vec<Check> {
    let mut checks = Vec::new();
    checks.push(Check::of(
        "vector store",
        in_time(vector_store(config)).await,
    ));
    checks
}

async fn in_time(answer: impl Future<Output = anyhow::Result<String>>) -> anyhow::Result<String> {
    match tokio::time::timeout(ANSWER_TIME_MAX, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(anyhow!("no answer within {} s", ANSWER_TIME_MAX.as_secs())),
    }
}

async fn vector_store(config: &Config) -> anyhow::Result<String> {
    store::open_existing(config)?.ready().await?;
    let names: Vec<&str> = config
        .vector
        .backends
        .iter()
        .map(|backend| VectorBackend::word(*backend))
        .collect();
    Ok(format!("{} answers", names.join(", ")))
}

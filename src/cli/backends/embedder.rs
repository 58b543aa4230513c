//! Who turns texts into vectors.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use embedding::{
    ApiKey, Embedder, LexicalEmbedder, LocalConfig, LocalEmbedder, OPENAI_URL, OpenAiConfig,
    OpenAiEmbedder, Prefixes, VOYAGE_URL, VoyageConfig, VoyageEmbedder,
};
use reqwest::Url;
use tokio::task::spawn_blocking;

use crate::config::{Embedding, EmbeddingProvider};
use crate::tls;

/// The embedder that is configured. A local model is read; a server may be asked how long its vectors are.
pub(crate) async fn embedder(config: &Embedding) -> anyhow::Result<Arc<dyn Embedder>> {
    Ok(match config.provider {
        EmbeddingProvider::BuiltIn => Arc::new(LexicalEmbedder::new()),
        EmbeddingProvider::Voyage => Arc::new(voyage(config)?),
        EmbeddingProvider::OpenAi => Arc::new(openai(config).await?),
        EmbeddingProvider::Local => Arc::new(local(config).await?),
    })
}

fn voyage(config: &Embedding) -> anyhow::Result<VoyageEmbedder> {
    tls::provide()?;
    let key = config
        .api_key
        .as_ref()
        .context("there is no key of Voyage AI")?;
    let mut voyage = VoyageConfig::new(ApiKey::new(key.reveal())?, base(config, VOYAGE_URL)?);
    if let Some(model) = &config.model {
        voyage.model.clone_from(model);
    }
    voyage.dimensions = config.dimensions;
    Ok(VoyageEmbedder::new(voyage)?)
}

async fn openai(config: &Embedding) -> anyhow::Result<OpenAiEmbedder> {
    tls::provide()?;
    let model = config
        .model
        .clone()
        .context("there is no embedding model")?;
    let mut openai = OpenAiConfig::new(base(config, OPENAI_URL)?, model);
    openai.key = match &config.api_key {
        Some(key) => Some(ApiKey::new(key.reveal())?),
        None => None,
    };
    openai.dimensions = config.dimensions;
    openai.prefixes = prefixes(config).unwrap_or_default();
    Ok(OpenAiEmbedder::connect(openai).await?)
}

async fn local(config: &Embedding) -> anyhow::Result<LocalEmbedder> {
    let folder: PathBuf = config
        .model_dir
        .clone()
        .context("there is no model folder")?;
    let local = LocalConfig {
        name: config.model.clone(),
        prefixes: prefixes(config),
        ..LocalConfig::new(folder)
    };
    let opened = spawn_blocking(|| LocalEmbedder::open(local)).await;
    Ok(opened.map_err(|_| anyhow!("reading the model was interrupted"))??)
}

fn base(config: &Embedding, default: &str) -> anyhow::Result<Url> {
    match &config.base_url {
        Some(base) => Ok(base.clone()),
        None => Ok(default.parse()?),
    }
}

/// The prefixes, if any is set: a model folder may bring its own.
fn prefixes(config: &Embedding) -> Option<Prefixes> {
    if config.document_prefix.is_none() && config.query_prefix.is_none() {
        return None;
    }
    Some(Prefixes {
        document: config.document_prefix.clone().unwrap_or_default(),
        query: config.query_prefix.clone().unwrap_or_default(),
    })
}

//! Where documents and vectors are kept.

use std::sync::Arc;

use anyhow::bail;
use embedding::{Embedder, LexicalEmbedder};
use outbound::TlsFiles;
use tempfile::TempDir;
use vectorstore::{
    Backend, ChromaBackend, ChromaConfig, EmbeddedBackend, QdrantBackend, QdrantConfig,
    TokenHeader, VectorStore,
};

use super::embedder::embedder;
use crate::config::{ChromaServer, ChromaTokenHeader, Config, QdrantServer, Tls, VectorBackend};
use crate::tls;

/// Opens the store, which is made if it is not there. Servers are not asked yet.
pub(crate) async fn open(config: &Config) -> anyhow::Result<VectorStore> {
    let embedder = embedder(&config.embedding).await?;
    let mut backends = Vec::new();
    for &backend in &config.vector.backends {
        backends.push(one(backend, config, &*embedder)?);
    }
    if backends.len() == 1 {
        let backend = backends.swap_remove(0);
        return Ok(VectorStore::new(backend, embedder));
    }
    Ok(VectorStore::several(backends, embedder)?)
}

fn one(
    backend: VectorBackend,
    config: &Config,
    embedder: &dyn Embedder,
) -> anyhow::Result<Box<dyn Backend>> {
    Ok(match backend {
        VectorBackend::Embedded => Box::new(EmbeddedBackend::open(config.data_dir()?, embedder)?),
        VectorBackend::Chroma => {
            tls::provide()?;
            Box::new(ChromaBackend::new(chroma(&config.vector.chroma), embedder)?)
        }
        VectorBackend::Qdrant => {
            tls::provide()?;
            Box::new(QdrantBackend::new(
                &qdrant(&config.vector.qdrant),
                embedder,
            )?)
        }
    })
}

fn chroma(server: &ChromaServer) -> ChromaConfig {
    ChromaConfig {
        tenant: server.tenant.clone(),
        database: server.database.clone(),
        token: server.token.as_ref().map(|token| token.reveal().to_owned()),
        token_header: match server.token_header {
            ChromaTokenHeader::Chroma => TokenHeader::ChromaToken,
            ChromaTokenHeader::Authorization => TokenHeader::Authorization,
        },
        tls: files(&server.tls),
        ..ChromaConfig::new(server.url.clone())
    }
}

fn qdrant(server: &QdrantServer) -> QdrantConfig {
    QdrantConfig {
        api_key: server.api_key.as_ref().map(|key| key.reveal().to_owned()),
        tls: files(&server.tls),
        ..QdrantConfig::new(server.url.clone())
    }
}

fn files(tls: &Tls) -> TlsFiles {
    TlsFiles {
        certificate: tls.certificate.clone(),
        client_certificate: tls.client_certificate.clone(),
        client_key: tls.client_key.clone(),
    }
}

/// Opens the store to read it; nothing is made.
pub(crate) async fn open_existing(config: &Config) -> anyhow::Result<VectorStore> {
    let is_embedded = config.vector.backends.first() == Some(&VectorBackend::Embedded);
    if is_embedded && !VectorStore::exists(config.data_dir()?) {
        bail!(
            "nothing has been synced to `{}` yet: run `cluster-whisperer sync --from PATH` first, or name another folder with --data-dir",
            config.data_dir()?.display()
        );
    }
    open(config).await
}

/// A store to sync into, and what must live as long as it.
pub(crate) struct Destination {
    pub(crate) store: VectorStore,
    _scratch: Option<TempDir>,
}

impl Destination {
    /// The store; for a dry run an empty one that is thrown away, so that the real one is not even opened.
    pub(crate) async fn open(config: &Config, dry_run: bool) -> anyhow::Result<Self> {
        if dry_run {
            let scratch = tempfile::tempdir()?;
            return Ok(Self {
                store: VectorStore::open(scratch.path(), Arc::new(LexicalEmbedder::new()))?,
                _scratch: Some(scratch),
            });
        }
        Ok(Self {
            store: open(config).await?,
            _scratch: None,
        })
    }
}

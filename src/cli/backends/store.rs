//! Where documents and vectors are kept.

use anyhow::bail;
use tempfile::TempDir;
use vectorstore::VectorStore;

use super::embedder::embedder;
use crate::config::{Config, VectorBackend};

/// Opens the store, which is made if it is not there.
pub(crate) async fn open(config: &Config) -> anyhow::Result<VectorStore> {
    let embedder = embedder(&config.embedding).await?;
    match config.vector.backends.as_slice() {
        [VectorBackend::Embedded] => Ok(VectorStore::open(config.data_dir()?, embedder)?),
        _ => bail!("only the vector backend `embedded` is available yet"),
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
    /// The store; for a dry run one that is thrown away, so that the real one is not even opened.
    pub(crate) async fn open(config: &Config, dry_run: bool) -> anyhow::Result<Self> {
        if dry_run {
            let scratch = tempfile::tempdir()?;
            return Ok(Self {
                store: VectorStore::open(scratch.path(), embedder(&config.embedding).await?)?,
                _scratch: Some(scratch),
            });
        }
        Ok(Self {
            store: open(config).await?,
            _scratch: None,
        })
    }
}

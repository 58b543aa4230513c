//! Answers that need not be asked for twice.

mod cached;
mod file;
mod key;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use knowledge::Capability;

pub use cached::Cached;
use file::{CacheFile, OpenError};
pub use key::CacheKey;

use crate::limits::{CACHE_ANSWERS_MAX, CACHE_BYTES_MAX};

/// The file inside the data folder.
const FILE_NAME: &str = "inference-cache.redb";

/// Answers of earlier calls, in one file. Nothing in it is ever wanted more than the answer itself: whatever goes wrong
/// with the file is a warning in the log, and the model is asked.
///
/// Clones share the file.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    file: Option<Arc<CacheFile>>,
}

impl Cache {
    /// A cache that keeps nothing.
    #[must_use]
    pub fn off() -> Self {
        Self::default()
    }

    /// The cache in `data_dir`, which is made if it is not there.
    ///
    /// It keeps at most 10,000 answers of together 64 MiB, and lets go of the oldest. A file that is damaged, or was
    /// written by another release, is set aside as `inference-cache.redb.damaged`. If the file cannot be used at all,
    /// or another process has it open, the cache is off. Either is a warning in the log.
    #[must_use]
    pub fn open(data_dir: &Path) -> Self {
        let path = data_dir.join(FILE_NAME);
        let opened = CacheFile::open(&path, CACHE_ANSWERS_MAX, CACHE_BYTES_MAX);
        let opened = match opened {
            Err(OpenError::Damaged(reason)) => set_aside(&path, &reason)
                .and_then(|()| CacheFile::open(&path, CACHE_ANSWERS_MAX, CACHE_BYTES_MAX)),
            other => other,
        };
        match opened {
            Ok(file) => Self {
                file: Some(Arc::new(file)),
            },
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the inference cache cannot be used: every kind is inferred again"
                );
                Self::off()
            }
        }
    }

    /// Whether nothing is kept.
    #[must_use]
    pub const fn is_off(&self) -> bool {
        self.file.is_none()
    }

    /// The answer kept under a key.
    pub(crate) async fn get(&self, key: CacheKey) -> Option<Capability> {
        let bytes = self.on_file("read", move |file| file.get(&key)).await??;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps an answer; when this returns, it is on disk.
    pub(crate) async fn put(&self, key: CacheKey, capability: &Capability) {
        let Ok(bytes) = serde_json::to_vec(capability) else {
            return;
        };
        self.on_file("written", move |file| file.put(&key, &bytes))
            .await;
    }

    /// Works on the file on a thread that may block. A file that breaks under the work is no reason to fail.
    async fn on_file<T: Send + 'static>(
        &self,
        what: &'static str,
        work: impl FnOnce(&CacheFile) -> Result<T, redb::Error> + Send + 'static,
    ) -> Option<T> {
        let file = Arc::clone(self.file.as_ref()?);
        match tokio::task::spawn_blocking(move || work(&file)).await {
            Ok(Ok(done)) => Some(done),
            Ok(Err(error)) => {
                let error: &dyn std::error::Error = &error;
                tracing::warn!(error, "the inference cache could not be {what}");
                None
            }
            Err(_) => {
                tracing::warn!("the inference cache could not be {what}: it is damaged");
                None
            }
        }
    }
}

/// Moves a file away that cannot be read, in place of one moved away earlier.
fn set_aside(path: &Path, reason: &redb::Error) -> Result<(), OpenError> {
    let aside = aside(path);
    std::fs::rename(path, &aside).map_err(OpenError::Folder)?;
    tracing::warn!(
        error = reason as &dyn std::error::Error,
        "the inference cache is damaged and was set aside as {}",
        aside.display()
    );
    Ok(())
}

fn aside(path: &Path) -> PathBuf {
    path.with_extension("redb.damaged")
}

#[cfg(test)]
mod tests;

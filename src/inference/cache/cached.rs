//! An inference that asks nobody twice.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use async_trait::async_trait;
use knowledge::{Capability, ResourceKind};
use semconv::attributes::InferenceCacheResult;
use semconv::inference::Infer;

use super::{Cache, CacheKey};
use crate::{CapabilityInference, InferenceError};

/// Wraps an inference: what it answered before, it is not asked again, in this process or a later one.
///
/// Answers are kept under [`CapabilityInference::cache_key`]; an inference without such keys is asked every time, and
/// adds no span. Two that ask the same at the same time share one answer. Errors are not kept.
pub struct Cached<I> {
    inner: I,
    cache: Cache,
    /// Which questions are being answered: whoever holds the lock asks, whoever waits for it finds the answer kept.
    asking: Mutex<BTreeMap<CacheKey, Weak<tokio::sync::Mutex<()>>>>,
}

impl<I> Cached<I> {
    /// The inference with the cache before it.
    pub const fn new(inner: I, cache: Cache) -> Self {
        Self {
            inner,
            cache,
            asking: Mutex::new(BTreeMap::new()),
        }
    }

    #[cfg(test)]
    pub(super) const fn inner(&self) -> &I {
        &self.inner
    }

    /// The lock that those who ask the same share.
    fn lock_of(&self, key: CacheKey) -> Arc<tokio::sync::Mutex<()>> {
        let mut asking = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
        asking.retain(|_, lock| lock.strong_count() > 0);
        if let Some(lock) = asking.get(&key).and_then(Weak::upgrade) {
            return lock;
        }
        let lock = Arc::new(tokio::sync::Mutex::new(()));
        asking.insert(key, Arc::downgrade(&lock));
        lock
    }
}

impl<I: CapabilityInference> Cached<I> {
    async fn infer_with(
        &self,
        kind: &ResourceKind,
        key: CacheKey,
    ) -> Result<Capability, InferenceError> {
        if self.cache.is_off() {
            return traced(kind, InferenceCacheResult::Off, self.inner.infer(kind)).await;
        }
        let lock = self.lock_of(key);
        let _alone = lock.lock().await;
        if let Some(capability) = self.cache.get(key).await {
            return traced(kind, InferenceCacheResult::Hit, async { Ok(capability) }).await;
        }
        traced(kind, InferenceCacheResult::Miss, async {
            let capability = self.inner.infer(kind).await?;
            self.cache.put(key, &capability).await;
            Ok(capability)
        })
        .await
    }
}

async fn traced(
    kind: &ResourceKind,
    cache_result: InferenceCacheResult,
    work: impl Future<Output = Result<Capability, InferenceError>>,
) -> Result<Capability, InferenceError> {
    let span = Infer {
        resource_kind: &kind.kind,
        api_group: &kind.api_group,
        cache_result,
    }
    .start();
    span.scope(work).await
}

#[async_trait]
impl<I: CapabilityInference> CapabilityInference for Cached<I> {
    async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError> {
        match self.inner.cache_key(kind) {
            Some(key) => self.infer_with(kind, key).await,
            None => self.inner.infer(kind).await,
        }
    }

    fn concurrency(&self) -> usize {
        self.inner.concurrency()
    }

    fn cache_key(&self, kind: &ResourceKind) -> Option<CacheKey> {
        self.inner.cache_key(kind)
    }
}

//! What a resource kind can do for its users, inferred from its schema.
//!
//! [`CapabilityInference`] is the question. [`Rules`] answer it from the words of a schema, the same way every time and
//! without asking anybody; [`Anthropic`] asks a model. [`Cached`] keeps the answers of either. [`check_manifest`] holds
//! an example manifest to the schema of its kind; none that fails it is shown.

mod anthropic;
mod cache;
mod complexity;
mod confidence;
mod error;
mod example;
mod limits;
mod manifest;
mod providers;
mod rules;
mod wording;
mod words;

use std::sync::Arc;

use async_trait::async_trait;
use knowledge::{Capability, ResourceKind};

pub use anthropic::{ANTHROPIC_MODEL, ANTHROPIC_URL, Anthropic, AnthropicConfig};
pub use cache::{Cache, CacheKey, Cached};
pub use error::InferenceError;
pub use manifest::{Violation, check_manifest};
pub use rules::Rules;

/// Something that can tell what a kind is for.
#[async_trait]
pub trait CapabilityInference: Send + Sync {
    /// What the kind can do. Dropping the future does no harm.
    ///
    /// # Errors
    ///
    /// If this kind cannot be judged; others may still be.
    async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError>;

    /// How many kinds may usefully be judged at the same time; at least 1.
    fn concurrency(&self) -> usize {
        1
    }

    /// What the answer about a kind depends on, if it is worth keeping.
    fn cache_key(&self, _kind: &ResourceKind) -> Option<CacheKey> {
        None
    }
}

macro_rules! pass_on {
    ($($pointer:ident),*) => {$(
        #[async_trait]
        impl<I: CapabilityInference + ?Sized> CapabilityInference for $pointer<I> {
            async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError> {
                (**self).infer(kind).await
            }

            fn concurrency(&self) -> usize {
                (**self).concurrency()
            }

            fn cache_key(&self, kind: &ResourceKind) -> Option<CacheKey> {
                (**self).cache_key(kind)
            }
        }
    )*};
}

pass_on!(Arc, Box);

/// Refuses a kind that lacks what identifies it.
fn check_identity(kind: &ResourceKind) -> Result<(), InferenceError> {
    if kind.name.is_empty() || kind.kind.is_empty() || kind.api_version.is_empty() {
        return Err(InferenceError::Nameless {
            name: kind.name.clone(),
            kind: kind.kind.clone(),
        });
    }
    Ok(())
}

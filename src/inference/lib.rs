//! What a resource kind can do for its users, inferred from its schema.
//!
//! [`CapabilityInference`] is the question; [`Rules`] answer it from the words of a schema, the same way every time and
//! without asking anybody.

mod complexity;
mod confidence;
mod error;
mod example;
mod providers;
mod rules;
mod wording;
mod words;

use async_trait::async_trait;
use knowledge::{Capability, ResourceKind};

pub use error::InferenceError;
pub use rules::Rules;

/// Something that can tell what a kind is for.
#[async_trait]
pub trait CapabilityInference: Send + Sync {
    /// What the kind can do.
    ///
    /// # Errors
    ///
    /// If this kind cannot be judged; others may still be.
    async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError>;

    /// How many kinds may usefully be judged at the same time; at least 1.
    fn concurrency(&self) -> usize {
        1
    }
}

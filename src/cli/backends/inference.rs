//! Who says what a resource kind can do.

use anyhow::bail;
use inference::{CapabilityInference, Rules};

use crate::config::{Config, InferenceProvider};

/// The inference that is configured.
pub(crate) fn inference(config: &Config) -> anyhow::Result<Box<dyn CapabilityInference>> {
    uncached(config)
}

/// The inference that is configured, asked anew each time.
pub(crate) fn uncached(config: &Config) -> anyhow::Result<Box<dyn CapabilityInference>> {
    match config.inference.provider {
        InferenceProvider::Rules => Ok(Box::new(Rules)),
        other @ InferenceProvider::Anthropic => {
            bail!(
                "the inference provider `{}` is not available yet",
                other.word()
            )
        }
    }
}

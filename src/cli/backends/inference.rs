//! Who says what a resource kind can do.

use anyhow::Context;
use inference::{Anthropic, AnthropicConfig, Cache, Cached, CapabilityInference, Rules};

use crate::config::{Config, InferenceProvider};
use crate::tls;

/// The inference that is configured, which keeps what a model answered in the data folder if it may.
pub(crate) fn inference(config: &Config) -> anyhow::Result<Box<dyn CapabilityInference>> {
    let is_model = config.inference.provider == InferenceProvider::Anthropic;
    // Rules are faster than any file.
    let cache = match is_model && config.inference.cache {
        true => Cache::open(config.data_dir()?),
        false => Cache::off(),
    };
    Ok(Box::new(Cached::new(uncached(config)?, cache)))
}

/// The inference that is configured, asked anew each time.
pub(crate) fn uncached(config: &Config) -> anyhow::Result<Box<dyn CapabilityInference>> {
    Ok(match config.inference.provider {
        InferenceProvider::Rules => Box::new(Rules),
        InferenceProvider::Anthropic => Box::new(anthropic(config)?),
    })
}

fn anthropic(config: &Config) -> anyhow::Result<Anthropic> {
    tls::provide()?;
    let settings = &config.inference;
    let key = settings
        .api_key
        .as_ref()
        .context("there is no key of Anthropic")?;
    let anthropic = AnthropicConfig {
        model: settings.model.clone(),
        concurrency: settings.concurrency,
        ..AnthropicConfig::new(settings.base_url.clone(), key.reveal())
    };
    Ok(Anthropic::new(anthropic)?)
}

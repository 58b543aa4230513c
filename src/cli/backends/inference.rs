//! Who says what a resource kind can do.

use inference::{Anthropic, AnthropicConfig, Cache, Cached, CapabilityInference, Rules};

use crate::config::{Config, InferenceProvider};

/// The inference that is configured. What a model said is kept below the data folder, unless that is switched off.
pub(crate) fn inference(config: &Config) -> anyhow::Result<Box<dyn CapabilityInference>> {
    let inference = uncached(config)?;
    match config.inference.provider {
        InferenceProvider::Rules => Ok(inference),
        InferenceProvider::Anthropic => {
            let cache = if config.inference.cache {
                Cache::open(config.data_dir()?)
            } else {
                Cache::off()
            };
            Ok(Box::new(Cached::new(inference, cache)))
        }
    }
}

/// The inference that is configured, asked anew each time.
pub(crate) fn uncached(config: &Config) -> anyhow::Result<Box<dyn CapabilityInference>> {
    let settings = &config.inference;
    match settings.provider {
        InferenceProvider::Rules => Ok(Box::new(Rules)),
        InferenceProvider::Anthropic => {
            // That there is a key is seen to where the configuration is read.
            let key = settings.api_key.as_ref().map_or("", |key| key.reveal());
            let mut anthropic = AnthropicConfig::new(settings.base_url.clone(), key);
            anthropic.model.clone_from(&settings.model);
            anthropic.concurrency = settings.concurrency;
            Ok(Box::new(Anthropic::new(anthropic)?))
        }
    }
}

//! How it is found out what a resource kind can do.

use crate::config::choices::InferenceProvider;
use crate::config::key::{Key, Kind};

pub(crate) static INFERENCE_PROVIDER: Key = Key::new(
    "inference.provider",
    Kind::Choice(InferenceProvider::WORDS),
    "Who says what a resource kind can do",
)
.variables(&["CLUSTER_WHISPERER_INFERENCE_PROVIDER"])
.flag("inference-provider")
.otherwise("`anthropic` with a key of Anthropic, else `rules`");

pub(crate) static INFERENCE_MODEL: Key =
    Key::new("inference.model", Kind::Text, "Model of `anthropic`")
        .variables(&["CLUSTER_WHISPERER_INFERENCE_MODEL"])
        .flag("inference-model")
        .default("claude-haiku-4-5-20251001");

pub(crate) static INFERENCE_BASE_URL: Key = Key::new(
    "inference.base_url",
    Kind::Url,
    "What the path `v1/messages` is appended to",
)
.variables(&["CLUSTER_WHISPERER_INFERENCE_BASE_URL", "ANTHROPIC_BASE_URL"])
.flag("inference-base-url")
.default("https://api.anthropic.com");

pub(crate) static INFERENCE_API_KEY: Key =
    Key::new("inference.api_key", Kind::Secret, "Key for `anthropic`")
        .variables(&["CLUSTER_WHISPERER_INFERENCE_API_KEY", "ANTHROPIC_API_KEY"]);

pub(crate) static INFERENCE_CONCURRENCY: Key = Key::new(
    "inference.concurrency",
    Kind::Number { min: 1, max: 64 },
    "How many kinds `anthropic` is asked about at once",
)
.variables(&["CLUSTER_WHISPERER_INFERENCE_CONCURRENCY"])
.flag("inference-concurrency")
.default("4");

pub(crate) static INFERENCE_CACHE: Key = Key::new(
    "inference.cache",
    Kind::Switch,
    "Keep what `anthropic` said below the data folder, and do not ask twice; the flag switches that off",
)
.variables(&["CLUSTER_WHISPERER_INFERENCE_CACHE"])
.flag("no-cache")
.default("true")
.only(&["sync", "serve"]);

pub(super) static ALL: &[&Key] = &[
    &INFERENCE_PROVIDER,
    &INFERENCE_MODEL,
    &INFERENCE_BASE_URL,
    &INFERENCE_API_KEY,
    &INFERENCE_CONCURRENCY,
    &INFERENCE_CACHE,
];

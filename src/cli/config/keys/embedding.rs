//! How texts become vectors.

use crate::config::choices::EmbeddingProvider;
use crate::config::key::{Key, Kind};

pub(crate) static EMBEDDING_PROVIDER: Key = Key::new(
    "embedding.provider",
    Kind::Choice(EmbeddingProvider::WORDS),
    "Who turns texts into vectors",
)
.variables(&["CLUSTER_WHISPERER_EMBEDDING_PROVIDER"])
.flag("embedding-provider")
.otherwise("`local` with a model folder, `voyage` with a key of Voyage AI, else `built-in`");

pub(crate) static EMBEDDING_MODEL: Key = Key::new(
    "embedding.model",
    Kind::Text,
    "Model of `voyage` or `openai`",
)
.variables(&["CLUSTER_WHISPERER_EMBEDDING_MODEL"])
.flag("embedding-model")
.otherwise("`voyage-4` for `voyage`; `openai` needs one");

pub(crate) static EMBEDDING_BASE_URL: Key = Key::new(
    "embedding.base_url",
    Kind::Url,
    "What the path `embeddings` is appended to",
)
.variables(&["CLUSTER_WHISPERER_EMBEDDING_BASE_URL"])
.flag("embedding-base-url")
.otherwise("`https://api.voyageai.com/v1` or `https://api.openai.com/v1`");

pub(crate) static EMBEDDING_API_KEY: Key = Key::new(
    "embedding.api_key",
    Kind::Secret,
    "Key for the provider, whichever it is",
)
.variables(&["CLUSTER_WHISPERER_EMBEDDING_API_KEY"])
.otherwise("the provider's own, below");

pub(crate) static VOYAGE_API_KEY: Key = Key::new(
    "embedding.voyage_api_key",
    Kind::Secret,
    "Key for `voyage`, sent to nobody else",
)
.variables(&["VOYAGE_API_KEY"]);

pub(crate) static OPENAI_API_KEY: Key = Key::new(
    "embedding.openai_api_key",
    Kind::Secret,
    "Key for `openai`, sent to nobody else",
)
.variables(&["OPENAI_API_KEY"]);

pub(crate) static EMBEDDING_DIMENSIONS: Key = Key::new(
    "embedding.dimensions",
    Kind::Number { min: 1, max: 8192 },
    "Length of the vectors of `voyage` or `openai`",
)
.variables(&["CLUSTER_WHISPERER_EMBEDDING_DIMENSIONS"])
.flag("embedding-dimensions")
.otherwise("the model's own");

pub(crate) static EMBEDDING_MODEL_DIR: Key = Key::new(
    "embedding.model_dir",
    Kind::Folder,
    "Folder of a model of the BERT family, for `local`: config.json, model.safetensors and its tokenizer",
)
.variables(&["CLUSTER_WHISPERER_EMBEDDING_MODEL_DIR"])
.flag("embedding-model-dir");

pub(crate) static EMBEDDING_QUERY_PREFIX: Key = Key::new(
    "embedding.query_prefix",
    Kind::AnyText,
    "Put before what is searched for, for models that were trained so; `local` and `openai`",
)
.variables(&["CLUSTER_WHISPERER_EMBEDDING_QUERY_PREFIX"]);

pub(crate) static EMBEDDING_DOCUMENT_PREFIX: Key = Key::new(
    "embedding.document_prefix",
    Kind::AnyText,
    "Put before what is stored, for models that were trained so; `local` and `openai`",
)
.variables(&["CLUSTER_WHISPERER_EMBEDDING_DOCUMENT_PREFIX"]);

pub(super) static ALL: &[&Key] = &[
    &EMBEDDING_PROVIDER,
    &EMBEDDING_MODEL,
    &EMBEDDING_BASE_URL,
    &EMBEDDING_API_KEY,
    &VOYAGE_API_KEY,
    &OPENAI_API_KEY,
    &EMBEDDING_DIMENSIONS,
    &EMBEDDING_MODEL_DIR,
    &EMBEDDING_QUERY_PREFIX,
    &EMBEDDING_DOCUMENT_PREFIX,
];

//! Who embeds, and who infers.

use super::{Embedding, Inference, follows, word};
use crate::config::choices::{EmbeddingProvider, InferenceProvider};
use crate::config::keys;
use crate::config::problem::Problem;
use crate::config::setting::Settings;
use crate::config::value::Value;

/// The model of Voyage AI if none is named.
const VOYAGE_MODEL: &str = "voyage-4";

/// Takes the providers that something was set for, if none is named.
pub(super) fn choose(settings: &mut Settings) {
    let because = |settings: &Settings, key| format!("because of {}", settings.place(key));
    let (provider, reason) = if settings.is_set(&keys::EMBEDDING_MODEL_DIR) {
        (
            EmbeddingProvider::Local,
            because(settings, &keys::EMBEDDING_MODEL_DIR),
        )
    } else if settings.is_set(&keys::VOYAGE_API_KEY) {
        (
            EmbeddingProvider::Voyage,
            because(settings, &keys::VOYAGE_API_KEY),
        )
    } else {
        (EmbeddingProvider::BuiltIn, "no other is set up".to_owned())
    };
    follows(
        settings,
        &keys::EMBEDDING_PROVIDER,
        text(provider.word()),
        &reason,
    );
    if settings.text(&keys::EMBEDDING_PROVIDER).as_deref() == Some(EmbeddingProvider::Voyage.word())
    {
        follows(
            settings,
            &keys::EMBEDDING_MODEL,
            text(VOYAGE_MODEL),
            "for voyage",
        );
    }
    let (provider, reason) = if settings.is_set(&keys::INFERENCE_API_KEY) {
        (
            InferenceProvider::Anthropic,
            because(settings, &keys::INFERENCE_API_KEY),
        )
    } else {
        (
            InferenceProvider::Rules,
            "no key of a model is set".to_owned(),
        )
    };
    follows(
        settings,
        &keys::INFERENCE_PROVIDER,
        text(provider.word()),
        &reason,
    );
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

impl Embedding {
    pub(super) fn of(settings: &Settings, problems: &mut Vec<Problem>) -> Option<Self> {
        let key_of_any = settings.secret(&keys::EMBEDDING_API_KEY);
        let key_of_voyage = settings.secret(&keys::VOYAGE_API_KEY);
        let key_of_openai = settings.secret(&keys::OPENAI_API_KEY);
        let provider = word(settings, &keys::EMBEDDING_PROVIDER, EmbeddingProvider::of)?;
        let embedding = Self {
            provider,
            model: settings.text(&keys::EMBEDDING_MODEL),
            base_url: settings.url(&keys::EMBEDDING_BASE_URL),
            // A key goes to no provider but its own.
            api_key: match provider {
                EmbeddingProvider::BuiltIn | EmbeddingProvider::Local => None,
                EmbeddingProvider::Voyage => key_of_any.or(key_of_voyage),
                EmbeddingProvider::OpenAi => key_of_any.or(key_of_openai),
            },
            dimensions: settings
                .number(&keys::EMBEDDING_DIMENSIONS)
                .and_then(|number| number.try_into().ok()),
            model_dir: settings.path(&keys::EMBEDDING_MODEL_DIR),
            query_prefix: settings.text(&keys::EMBEDDING_QUERY_PREFIX),
            document_prefix: settings.text(&keys::EMBEDDING_DOCUMENT_PREFIX),
        };
        if let Some(missing) = embedding.missing() {
            problems.push(Problem::new(
                settings.place(&keys::EMBEDDING_PROVIDER),
                missing,
            ));
        }
        Some(embedding)
    }

    fn missing(&self) -> Option<String> {
        let needs = |provider: EmbeddingProvider, what: &str| {
            Some(format!("`{}` needs {what}", provider.word()))
        };
        match self.provider {
            EmbeddingProvider::Voyage if self.api_key.is_none() => needs(
                self.provider,
                "a key: set VOYAGE_API_KEY, or `embedding.voyage_api_key` in the file",
            ),
            // A server of one's own may want no key.
            EmbeddingProvider::OpenAi if self.api_key.is_none() && self.base_url.is_none() => {
                needs(
                    self.provider,
                    "a key, or the URL of another server: set OPENAI_API_KEY or `embedding.base_url`",
                )
            }
            EmbeddingProvider::OpenAi if self.model.is_none() => needs(
                self.provider,
                "a model: set `embedding.model` or --embedding-model",
            ),
            EmbeddingProvider::Local if self.model_dir.is_none() => needs(
                self.provider,
                "the folder of a model: set `embedding.model_dir` or --embedding-model-dir",
            ),
            _ => None,
        }
    }
}

impl Inference {
    pub(super) fn of(settings: &Settings, problems: &mut Vec<Problem>) -> Option<Self> {
        let inference = Self {
            provider: word(settings, &keys::INFERENCE_PROVIDER, InferenceProvider::of)?,
            model: settings.text(&keys::INFERENCE_MODEL)?,
            base_url: settings.url(&keys::INFERENCE_BASE_URL)?,
            api_key: settings.secret(&keys::INFERENCE_API_KEY),
            concurrency: settings
                .number(&keys::INFERENCE_CONCURRENCY)?
                .try_into()
                .ok()?,
            cache: settings.switch(&keys::INFERENCE_CACHE)?,
        };
        if inference.provider == InferenceProvider::Anthropic && inference.api_key.is_none() {
            let missing = "`anthropic` needs a key: set ANTHROPIC_API_KEY, or `inference.api_key` in the file";
            problems.push(Problem::new(
                settings.place(&keys::INFERENCE_PROVIDER),
                missing,
            ));
        }
        Some(inference)
    }
}

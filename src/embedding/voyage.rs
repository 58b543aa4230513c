//! Models of Voyage AI.

use async_trait::async_trait;
use outbound::{ClientConfig, ClientError, Url};
use semconv::attributes::GenAiProviderName;

use crate::embedder::{BatchLimits, Embedded, Embedder, Purpose, Server};
use crate::error::EmbeddingError;
use crate::key::ApiKey;
use crate::limits::{CALLS_MAX, VOYAGE_TEXTS_MAX};
use crate::remote::{Options, Remote, client_config};

/// The model that is asked unless another is configured.
pub const VOYAGE_MODEL: &str = "voyage-4";

/// Where Voyage AI answers, unless another base is configured.
pub const VOYAGE_URL: &str = "https://api.voyageai.com/v1";

/// The dimensions of the models that do not have 1024.
const DIMENSIONS: [(&str, usize); 3] = [
    ("voyage-3-lite", 512),
    ("voyage-code-2", 1536),
    ("voyage-large-2", 1536),
];
const DIMENSIONS_DEFAULT: usize = 1024;

/// Bytes of text per request for the models that take other than 120,000 tokens: a little below their tokens, of which
/// each is at least a byte, since every text gets a few more for its purpose.
const BYTES: [(&str, usize); 5] = [
    ("voyage-4-lite", 950_000),
    ("voyage-3.5-lite", 950_000),
    ("voyage-4", 300_000),
    ("voyage-3.5", 300_000),
    ("voyage-2", 300_000),
];
const BYTES_DEFAULT: usize = 100_000;

/// How Voyage AI is asked.
#[derive(Debug, Clone)]
pub struct VoyageConfig {
    /// How the server is reached; the key is added to its headers.
    pub client: ClientConfig,
    /// The key.
    pub key: ApiKey,
    /// The model.
    pub model: String,
    /// How long the vectors are to be; `None`: as the model has it.
    pub dimensions: Option<usize>,
    /// Requests under way at once for one list of texts.
    pub calls_max: usize,
}

impl VoyageConfig {
    /// The default model, at `base` ([`VOYAGE_URL`], or a proxy).
    #[must_use]
    pub fn new(key: ApiKey, base: Url) -> Self {
        let mut client = client_config(base);
        client.key_setting = "VOYAGE_API_KEY";
        Self {
            client,
            key,
            model: VOYAGE_MODEL.to_owned(),
            dimensions: None,
            calls_max: CALLS_MAX,
        }
    }
}

/// A model of Voyage AI.
///
/// Texts that are longer than the model reads are cut by the server.
#[derive(Debug)]
pub struct VoyageEmbedder {
    remote: Remote,
    dimensions: usize,
    output_dimension: Option<usize>,
}

impl VoyageEmbedder {
    /// The embedder; nothing is sent yet.
    ///
    /// # Errors
    ///
    /// If the server cannot be reached as configured.
    pub fn new(config: VoyageConfig) -> Result<Self, ClientError> {
        let limits = BatchLimits {
            texts_max: VOYAGE_TEXTS_MAX,
            bytes_max: of_model(&BYTES, &config.model).unwrap_or(BYTES_DEFAULT),
            calls_max: config.calls_max,
        };
        let of_model = of_model(&DIMENSIONS, &config.model).unwrap_or(DIMENSIONS_DEFAULT);
        Ok(Self {
            dimensions: config.dimensions.unwrap_or(of_model),
            output_dimension: config.dimensions,
            remote: Remote::new(config.client, Some(config.key), config.model, limits)?,
        })
    }
}

fn of_model(table: &[(&str, usize)], model: &str) -> Option<usize> {
    let row = table.iter().find(|(name, _)| *name == model)?;
    Some(row.1)
}

#[async_trait]
impl Embedder for VoyageEmbedder {
    fn provider(&self) -> GenAiProviderName {
        GenAiProviderName::VoyageAi
    }

    fn model(&self) -> &str {
        self.remote.model()
    }

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn limits(&self) -> BatchLimits {
        self.remote.limits()
    }

    fn server(&self) -> Option<Server<'_>> {
        Some(self.remote.server())
    }

    async fn embed(&self, texts: &[&str], purpose: Purpose) -> Result<Embedded, EmbeddingError> {
        let input_type = match purpose {
            Purpose::Document => "document",
            Purpose::Query => "query",
        };
        let options = Options {
            input_type: Some(input_type),
            // A quarter of what lists of numbers take, and the same bits.
            encoding_format: Some("base64"),
            output_dimension: self.output_dimension,
            ..Options::default()
        };
        self.remote.embed(texts, self.dimensions, &options).await
    }
}

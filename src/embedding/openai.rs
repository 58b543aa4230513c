//! Models on servers that speak the protocol of OpenAI: OpenAI itself, vLLM, Ollama, TEI, LM Studio and others.

use async_trait::async_trait;
use outbound::{ClientConfig, ClientError, Url};
use semconv::Failure;
use semconv::attributes::{ErrorType, GenAiProviderName};

use crate::embedder::{BatchLimits, Embedded, Embedder, Purpose, Server};
use crate::error::EmbeddingError;
use crate::key::ApiKey;
use crate::limits::{CALLS_MAX, OPENAI_BYTES_MAX, OPENAI_TEXTS_MAX};
use crate::prefixes::Prefixes;
use crate::remote::{Options, Remote, client_config};

/// Where OpenAI answers. The base of another server ends where `/embeddings` is to follow, most often in `/v1`.
pub const OPENAI_URL: &str = "https://api.openai.com/v1";

/// The dimensions of OpenAI's own models; of any other, the server is asked once.
const DIMENSIONS: [(&str, usize); 3] = [
    ("text-embedding-3-small", 1536),
    ("text-embedding-3-large", 3072),
    ("text-embedding-ada-002", 1536),
];

/// What is embedded to learn how long the vectors are.
const PROBE: &str = "cluster";

/// How the server is to write vectors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// As lists of numbers, which every server knows.
    #[default]
    Float,
    /// As 32-bit floats in base64: a quarter of the bytes.
    Base64,
}

/// How a server is asked.
#[derive(Debug, Clone)]
pub struct OpenAiConfig {
    /// How the server is reached; the key is added to its headers.
    pub client: ClientConfig,
    /// The key, if the server asks for one.
    pub key: Option<ApiKey>,
    /// The model, as the server calls it.
    pub model: String,
    /// How long the vectors are to be; asked for in each request. `None`: as the model has it.
    pub dimensions: Option<usize>,
    /// How the server is to write vectors. Both ways are read, whatever was asked for.
    pub encoding: Encoding,
    /// What goes before every text: some models tell documents from queries by that.
    pub prefixes: Prefixes,
    /// How much one request asks for, and how many are under way at once for one list of texts.
    pub limits: BatchLimits,
}

impl OpenAiConfig {
    /// `model` on the server at `base`, without a key.
    #[must_use]
    pub fn new(base: Url, model: String) -> Self {
        let mut client = client_config(base);
        client.key_setting = "OPENAI_API_KEY";
        Self {
            client,
            key: None,
            model,
            dimensions: None,
            encoding: Encoding::default(),
            prefixes: Prefixes::default(),
            limits: BatchLimits {
                texts_max: OPENAI_TEXTS_MAX,
                bytes_max: OPENAI_BYTES_MAX,
                calls_max: CALLS_MAX,
            },
        }
    }
}

/// Why a server cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenAiError {
    /// The configuration does not work.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The server did not say how long its vectors are.
    #[error(
        "how long the vectors of `{model}` are could not be found out: start its server, or set their dimensions"
    )]
    Dimensions {
        /// The model.
        model: String,
        /// Why not.
        source: EmbeddingError,
    },
}

impl Failure for OpenAiError {
    fn error_type(&self) -> ErrorType {
        match self {
            Self::Client(error) => error.error_type(),
            Self::Dimensions { source, .. } => source.error_type(),
        }
    }
}

/// A model on a server that speaks the protocol of OpenAI.
///
/// A text that is longer than the model reads is cut in half until it fits.
#[derive(Debug)]
pub struct OpenAiEmbedder {
    remote: Remote,
    dimensions: usize,
    options: Options,
    prefixes: Prefixes,
}

impl OpenAiEmbedder {
    /// The embedder. If neither the configuration nor the name of the model says how long the vectors are, the server
    /// embeds one word.
    ///
    /// # Errors
    ///
    /// If the server cannot be reached as configured, or does not embed the word.
    pub async fn connect(config: OpenAiConfig) -> Result<Self, OpenAiError> {
        let options = Options {
            encoding_format: Some(match config.encoding {
                Encoding::Float => "float",
                Encoding::Base64 => "base64",
            }),
            dimensions: config.dimensions,
            ..Options::default()
        };
        let known = DIMENSIONS.iter().find(|(model, _)| *model == config.model);
        let known = config
            .dimensions
            .or(known.map(|(_, dimensions)| *dimensions));
        let remote = Remote::new(config.client, config.key, config.model, config.limits)?;
        let dimensions = match known {
            Some(dimensions) => dimensions,
            None => probe(&remote, &options).await?,
        };
        Ok(Self {
            remote,
            dimensions,
            options,
            prefixes: config.prefixes,
        })
    }
}

async fn probe(remote: &Remote, options: &Options) -> Result<usize, OpenAiError> {
    let failed = |source| OpenAiError::Dimensions {
        model: remote.model().to_owned(),
        source,
    };
    let embedded = remote.embed(&[PROBE], 0, options).await.map_err(failed)?;
    match embedded.vectors.first().map(Vec::len) {
        Some(dimensions) if dimensions > 0 => Ok(dimensions),
        _ => Err(failed(EmbeddingError::VectorLength {
            model: remote.model().to_owned(),
            index: 0,
            expected: 1,
            found: 0,
        })),
    }
}

#[async_trait]
impl Embedder for OpenAiEmbedder {
    fn provider(&self) -> GenAiProviderName {
        GenAiProviderName::Openai
    }

    fn model(&self) -> &str {
        self.remote.model()
    }

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn id(&self) -> String {
        let model = self.remote.model();
        let prefixes = self.prefixes.mark();
        format!("openai/{model}{prefixes} ({} dimensions)", self.dimensions)
    }

    fn limits(&self) -> BatchLimits {
        self.remote.limits()
    }

    fn server(&self) -> Option<Server<'_>> {
        Some(self.remote.server())
    }

    async fn embed(&self, texts: &[&str], purpose: Purpose) -> Result<Embedded, EmbeddingError> {
        let texts = self.prefixes.before(texts, purpose);
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        self.remote
            .embed(&texts, self.dimensions, &self.options)
            .await
    }
}

//! Models in a folder of this machine, computed in this process.

mod bert;
mod error;
mod folder;
mod groups;
mod math;
mod settings;
mod tokenizer;
mod weights;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use semconv::attributes::GenAiProviderName;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};

pub use error::ModelError;

use self::bert::Bert;
use self::folder::Folder;
use self::settings::Settings;
use self::tokenizer::Tokenizer;
use self::weights::Weights;
use crate::embedder::{Embedded, Embedder, Purpose};
use crate::error::EmbeddingError;
use crate::prefixes::Prefixes;

/// Which model, and how it is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalConfig {
    /// The folder with config.json, model.safetensors and tokenizer.json or vocab.txt.
    pub folder: PathBuf,
    /// What the model is called; `None`: as the folder is.
    pub name: Option<String>,
    /// What goes before every text; `None`: what the folder says, which most do not.
    pub prefixes: Option<Prefixes>,
    /// Threads that compute documents at once, for all callers together, and as many again for queries; `None`: as many
    /// as there are processors.
    pub threads: Option<usize>,
}

impl LocalConfig {
    /// The model in `folder`, on all processors.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            name: None,
            prefixes: None,
            threads: None,
        }
    }
}

/// A model of the BERT family in a folder of this machine: MiniLM, BGE, E5 and others.
///
/// A text that is longer than the model reads counts with its beginning.
pub struct LocalEmbedder {
    model: Arc<Model>,
    name: String,
    /// The first bytes of the digest of all that decides about a vector.
    fingerprint: u32,
    prefixes: Prefixes,
    threads: usize,
    /// One for each thread that may compute documents.
    documents: Arc<Semaphore>,
    /// The same for queries, which do not wait until a sync is through.
    queries: Arc<Semaphore>,
}

struct Model {
    tokenizer: Tokenizer,
    bert: Bert,
    dimensions: usize,
}

impl LocalEmbedder {
    /// Reads the model; blocks for a second or so.
    ///
    /// # Errors
    ///
    /// If a file is missing or damaged, or the model is of another family.
    pub fn open(config: LocalConfig) -> Result<Self, ModelError> {
        let folder = Folder::new(config.folder);
        let settings = Settings::read(&folder)?;
        let (tokenizer, vocabulary) = Tokenizer::read(&folder, &settings)?;
        let bytes = folder.bytes(weights::FILE)?;
        let weights = Weights::new(&folder, &bytes)?;
        let bert = Bert::read(&weights, &settings.shape, settings.pooling)?;
        let digest = Sha256::new()
            .chain_update(&bytes)
            .chain_update(&vocabulary)
            .chain_update(format!("{:?} {}", settings.pooling, settings.tokens_max))
            .finalize();
        let threads = config.threads.unwrap_or_else(|| {
            std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
        });
        let threads = threads.clamp(1, Semaphore::MAX_PERMITS);
        Ok(Self {
            model: Arc::new(Model {
                tokenizer,
                bert,
                dimensions: settings.shape.hidden,
            }),
            name: config.name.unwrap_or_else(|| folder.name()),
            fingerprint: u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]),
            prefixes: config.prefixes.unwrap_or(settings.prefixes),
            threads,
            documents: Arc::new(Semaphore::new(threads)),
            queries: Arc::new(Semaphore::new(threads)),
        })
    }

    /// The numbers of the tokens of `text`, for whoever compares them with those of another tokenizer.
    #[must_use]
    pub fn token_ids(&self, text: &str) -> Vec<u32> {
        self.model.tokenizer.ids(text)
    }

    /// The tokens of each text.
    async fn tokens(
        &self,
        texts: Vec<String>,
        purpose: Purpose,
    ) -> Result<Vec<Vec<u32>>, EmbeddingError> {
        let model = Arc::clone(&self.model);
        let work = move || texts.iter().map(|text| model.tokenizer.ids(text)).collect();
        self.compute(purpose, work).await
    }

    /// The vectors of some texts.
    async fn vectors(
        &self,
        texts: Vec<Vec<u32>>,
        purpose: Purpose,
    ) -> Result<Vec<Vec<f32>>, EmbeddingError> {
        let model = Arc::clone(&self.model);
        let work = move || {
            let texts: Vec<&[u32]> = texts.iter().map(Vec::as_slice).collect();
            model.bert.embed(&texts)
        };
        self.compute(purpose, work).await
    }

    /// Does `work` on a thread where it is in nobody's way, as soon as one is free.
    async fn compute<T: Send + 'static>(
        &self,
        purpose: Purpose,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, EmbeddingError> {
        let permits = match purpose {
            Purpose::Document => &self.documents,
            Purpose::Query => &self.queries,
        };
        let permit = Arc::clone(permits).acquire_owned().await;
        let permit = permit.map_err(|error| self.unavailable(error))?;
        let thread = spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        thread
            .await
            .map_err(|error: JoinError| self.unavailable(error))
    }

    fn unavailable(&self, error: impl std::error::Error + Send + Sync + 'static) -> EmbeddingError {
        EmbeddingError::Unavailable {
            model: self.name.clone(),
            source: Box::new(error),
        }
    }
}

#[async_trait]
impl Embedder for LocalEmbedder {
    fn provider(&self) -> GenAiProviderName {
        GenAiProviderName::ClusterWhisperer
    }

    fn model(&self) -> &str {
        &self.name
    }

    fn dimensions(&self) -> usize {
        self.model.dimensions
    }

    fn id(&self) -> String {
        format!(
            "{}/{}@{:08x}{} ({} dimensions)",
            self.provider().as_str(),
            self.name,
            self.fingerprint,
            self.prefixes.mark(),
            self.dimensions()
        )
    }

    async fn embed(&self, texts: &[&str], purpose: Purpose) -> Result<Embedded, EmbeddingError> {
        let texts = self.prefixes.before(texts, purpose);
        let texts = texts
            .into_iter()
            .map(std::borrow::Cow::into_owned)
            .collect();
        let mut tokens = self.tokens(texts, purpose).await?;
        let lengths: Vec<usize> = tokens.iter().map(Vec::len).collect();
        let mut vectors = vec![Vec::new(); tokens.len()];
        let groups = groups::groups(&lengths, self.threads);
        let groups = groups.into_iter().map(|group| {
            let texts = group
                .iter()
                .map(|text| std::mem::take(&mut tokens[*text]))
                .collect();
            async move { Ok::<_, EmbeddingError>((group, self.vectors(texts, purpose).await?)) }
        });
        let groups: Vec<_> = groups.collect();
        for (group, found) in futures_util::future::try_join_all(groups).await? {
            for (text, vector) in group.into_iter().zip(found) {
                vectors[text] = vector;
            }
        }
        Ok(Embedded {
            vectors,
            input_tokens: Some(lengths.iter().map(|length| *length as u64).sum()),
        })
    }
}

/// Without the weights.
impl fmt::Debug for LocalEmbedder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalEmbedder")
            .field("id", &self.id())
            .finish_non_exhaustive()
    }
}

//! What the embedders that ask a server have in common: one POST to `embeddings`, and what to do about its answer.

mod answer;
mod refusal;
mod vector;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use outbound::{CallError, Client, ClientConfig, ClientError, Request, StatusCode, Url, header};
use serde::Serialize;

use answer::Answer;
pub use answer::AnswerError;
pub use refusal::Refusal;

use crate::embedder::{BatchLimits, Embedded, Server};
use crate::error::EmbeddingError;
use crate::key::ApiKey;
use crate::limits::{ATTEMPT_SECONDS_MAX, CALL_SECONDS_MAX, TEXT_BYTES_SENT_MAX, TEXT_CUTS_MAX};

const PATH: &str = "embeddings";

/// The client configuration of an embedder, for the server at `base`.
pub(crate) fn client_config(base: Url) -> ClientConfig {
    ClientConfig {
        attempt_timeout: Duration::from_secs(ATTEMPT_SECONDS_MAX),
        total_timeout: Duration::from_secs(CALL_SECONDS_MAX),
        ..ClientConfig::new(base)
    }
}

/// The body of a request.
#[derive(Serialize)]
struct Body<'t> {
    input: &'t [&'t str],
    model: &'t str,
    #[serde(flatten)]
    options: &'t Options,
}

/// What not every server knows; only what is set is sent.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Options {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) input_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) encoding_format: Option<&'static str>,
    /// How long the vectors are to be, as OpenAI calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dimensions: Option<usize>,
    /// How long the vectors are to be, as Voyage AI calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) output_dimension: Option<usize>,
}

/// A model on a server.
#[derive(Debug)]
pub(crate) struct Remote {
    client: Client,
    key: Option<ApiKey>,
    key_setting: &'static str,
    model: String,
    limits: BatchLimits,
    /// Texts of one request that the server was found to take.
    texts_taken: AtomicUsize,
}

impl Remote {
    pub(crate) fn new(
        mut config: ClientConfig,
        key: Option<ApiKey>,
        model: String,
        limits: BatchLimits,
    ) -> Result<Self, ClientError> {
        if let Some(key) = &key {
            config
                .headers
                .insert(header::AUTHORIZATION, key.authorization());
        }
        let key_setting = config.key_setting;
        Ok(Self {
            client: Client::new(config)?,
            key,
            key_setting,
            model,
            limits,
            texts_taken: AtomicUsize::new(usize::MAX),
        })
    }

    pub(crate) fn model(&self) -> &str {
        &self.model
    }

    pub(crate) fn server(&self) -> Server<'_> {
        Server {
            address: self.client.server_address(),
            port: self.client.server_port(),
        }
    }

    /// What was configured, or less if the server was found to take less.
    pub(crate) fn limits(&self) -> BatchLimits {
        let texts_max = self
            .limits
            .texts_max
            .min(self.texts_taken.load(Ordering::Relaxed));
        BatchLimits {
            texts_max,
            ..self.limits
        }
    }

    /// Embeds texts.
    ///
    /// Texts of white space get the zero vector of `dimensions` components, which is close to nothing: servers refuse them.
    pub(crate) async fn embed(
        &self,
        texts: &[&str],
        dimensions: usize,
        options: &Options,
    ) -> Result<Embedded, EmbeddingError> {
        let is_said = |text: &str| !text.trim().is_empty();
        let said: Vec<&str> = texts.iter().copied().filter(|text| is_said(text)).collect();
        let embedded = self.embed_said(&said, options).await?;
        if said.len() == texts.len() {
            return Ok(embedded);
        }
        let mut vectors = embedded.vectors.into_iter();
        let of_text = |text: &&str| {
            let vector = is_said(text).then(|| vectors.next()).flatten();
            vector.unwrap_or_else(|| vec![0.0; dimensions])
        };
        Ok(Embedded {
            vectors: texts.iter().map(of_text).collect(),
            input_tokens: embedded.input_tokens,
        })
    }

    /// Asks for all texts, and if that is too much for half of them, and so on.
    async fn embed_said(
        &self,
        texts: &[&str],
        options: &Options,
    ) -> Result<Embedded, EmbeddingError> {
        // The parts still to be asked for, last first.
        let mut parts = vec![texts];
        let mut all = Embedded::default();
        while let Some(part) = parts.pop() {
            if part.is_empty() {
                continue;
            }
            let answer = match self.ask(part, options).await {
                Err(error) if refusal::is_too_much(&error) && part.len() > 1 => {
                    let (first, second) = part.split_at(part.len().div_ceil(2));
                    if refusal::is_too_many(&error) {
                        self.texts_taken.fetch_min(first.len(), Ordering::Relaxed);
                    }
                    parts.extend([second, first]);
                    continue;
                }
                Err(error) if refusal::is_too_much(&error) => {
                    self.ask_cut(part, error, options).await
                }
                answer => answer,
            };
            let answer = answer.map_err(|error| self.explain(error))?;
            let embedded =
                answer
                    .embedded(part.len())
                    .map_err(|source| EmbeddingError::Answer {
                        model: self.model.clone(),
                        source,
                    })?;
            all.vectors.extend(embedded.vectors);
            if let Some(tokens) = embedded.input_tokens {
                all.input_tokens = Some(all.input_tokens.unwrap_or(0).saturating_add(tokens));
            }
        }
        Ok(all)
    }

    /// Asks for less and less of a text that is longer than the model reads.
    async fn ask_cut(
        &self,
        part: &[&str],
        mut error: CallError,
        options: &Options,
    ) -> Result<Answer, CallError> {
        let [text] = part else { return Err(error) };
        let mut bytes = text.len().min(TEXT_BYTES_SENT_MAX);
        for _ in 0..TEXT_CUTS_MAX {
            bytes /= 2;
            match self.ask(&[beginning(text, bytes)], options).await {
                Err(again) if refusal::is_too_much(&again) => error = again,
                answer => return answer,
            }
        }
        Err(error)
    }

    async fn ask(&self, texts: &[&str], options: &Options) -> Result<Answer, CallError> {
        let texts: Vec<&str> = texts
            .iter()
            .map(|text| beginning(text, TEXT_BYTES_SENT_MAX))
            .collect();
        let body = Body {
            input: &texts,
            model: &self.model,
            options,
        };
        let request = Request::post_json(PATH, &body)?;
        self.client.call(request).await?.json()
    }

    fn explain(&self, error: CallError) -> EmbeddingError {
        let model = self.model.clone();
        let refusal = |error: &CallError| Refusal::new(error, self.key.as_ref());
        match error.status() {
            Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => EmbeddingError::Key {
                model,
                setting: self.key_setting,
                source: refusal(&error),
            },
            Some(status) if status.is_client_error() && !refusal::may_pass(status) => {
                EmbeddingError::Refused {
                    model,
                    source: refusal(&error),
                }
            }
            _ => EmbeddingError::Call {
                model,
                source: error,
            },
        }
    }
}

/// At most `bytes_max` bytes of `text`, whole characters.
fn beginning(text: &str, bytes_max: usize) -> &str {
    &text[..text.floor_char_boundary(bytes_max)]
}

//! How the Messages API is reached and what is asked of it.

use std::fmt;
use std::time::Duration;

use outbound::{TlsFiles, Url};

use crate::limits::{ANSWER_TOKENS_MAX, ATTEMPT_TIMEOUT, CONCURRENCY, TOTAL_TIMEOUT};

/// The model that is asked unless another one is configured: small, quick and good at this.
pub const ANTHROPIC_MODEL: &str = "claude-haiku-4-5-20251001";
/// Where the API is unless configured otherwise.
pub const ANTHROPIC_URL: &str = "https://api.anthropic.com";

/// How the Messages API is reached and what is asked of it.
#[derive(Clone)]
pub struct AnthropicConfig {
    /// Where the API is: everything before `/v1/messages`.
    pub base: Url,
    /// The key. It goes into a header and nowhere else.
    pub api_key: String,
    /// The model to ask.
    pub model: String,
    /// Most tokens that the model may write in one answer; at least 1.
    pub max_tokens: u32,
    /// How much chance there is in an answer, from 0 to 1; `None` leaves it to the model. It is left out for models that
    /// do not let one choose.
    pub temperature: Option<f64>,
    /// How many kinds are asked about at the same time, 1 to 64.
    pub concurrency: usize,
    /// Whom to trust and how to say who one is, over https.
    pub tls: TlsFiles,
    /// How long one attempt to get an answer may take.
    pub attempt_timeout: Duration,
    /// How long all attempts for one answer may take, waits included.
    pub total_timeout: Duration,
}

impl AnthropicConfig {
    /// The defaults, for the API at `base`, which is [`ANTHROPIC_URL`] unless somebody says otherwise.
    #[must_use]
    pub fn new(base: Url, api_key: impl Into<String>) -> Self {
        Self {
            base,
            api_key: api_key.into(),
            model: ANTHROPIC_MODEL.to_owned(),
            max_tokens: ANSWER_TOKENS_MAX,
            temperature: Some(0.0),
            concurrency: CONCURRENCY,
            tls: TlsFiles::default(),
            attempt_timeout: ATTEMPT_TIMEOUT,
            total_timeout: TOTAL_TIMEOUT,
        }
    }
}

/// Without the key, and of the base only what may be shown.
impl fmt::Debug for AnthropicConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnthropicConfig")
            .field("base", &self.base.origin().ascii_serialization())
            .field("model", &self.model)
            .field("max_tokens", &self.max_tokens)
            .field("temperature", &self.temperature)
            .field("concurrency", &self.concurrency)
            .field("tls", &self.tls)
            .finish_non_exhaustive()
    }
}

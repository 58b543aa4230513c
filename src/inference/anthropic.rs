//! Inference by a model of Anthropic.

mod answer;
mod call;
mod config;
mod content;
mod failure;
mod message;
mod outline;
mod pause;
mod price;
mod prompt;

use async_trait::async_trait;
use knowledge::{Capability, ResourceKind};
use tokio::sync::Semaphore;

use crate::cache::CacheKey;
use crate::limits::{CONCURRENCY_MAX, PROBLEMS_MAX};
use crate::{CapabilityInference, InferenceError, example};
use answer::{Answer, Checked};
use call::Caller;
pub use config::{ANTHROPIC_MODEL, ANTHROPIC_URL, AnthropicConfig};
use message::{Message, Reply, ToolUse};

/// Counts up whenever the same answer of a model would become another capability.
const READING: &str = "1";

/// Infers capabilities by asking a model, through Anthropic's Messages API.
///
/// The model is given the schema of a kind and nothing else; see [`AnthropicConfig`] for what can be set. Its answer is
/// checked: what is wrong with it, the model is told once. An example manifest that the schema does not accept is never
/// passed on; one made from the schema takes its place.
///
/// Whoever drops the future of [`infer`](CapabilityInference::infer) breaks off the call, and nothing else.
pub struct Anthropic {
    caller: Caller,
    concurrency: usize,
    permits: Semaphore,
}

impl Anthropic {
    /// The inference; nobody is asked yet. A TLS provider must have been installed in the process.
    ///
    /// # Errors
    ///
    /// If the configuration does not work.
    pub fn new(config: AnthropicConfig) -> Result<Self, InferenceError> {
        let setting = |setting, expected, found: String| {
            Err(InferenceError::Setting {
                setting,
                expected,
                found,
            })
        };
        if config.model.trim().is_empty() {
            return setting("the name", "some text", "nothing".to_owned());
        }
        if config.max_tokens == 0 {
            return setting("max_tokens", "at least 1", config.max_tokens.to_string());
        }
        if !(1..=CONCURRENCY_MAX).contains(&config.concurrency) {
            return setting("the concurrency", "1 to 64", config.concurrency.to_string());
        }
        if let Some(found) = config.temperature.filter(|it| !(0.0..=1.0).contains(it)) {
            return setting("the temperature", "0 to 1", found.to_string());
        }
        let concurrency = config.concurrency;
        Ok(Self {
            caller: Caller::new(config)?,
            concurrency,
            permits: Semaphore::new(concurrency),
        })
    }

    /// An answer that can be used: the first one if nothing is wrong with it, otherwise what is best of two.
    async fn judge(&self, kind: &ResourceKind) -> Result<Answer, InferenceError> {
        let question = prompt::of_kind(kind);
        let first = self
            .attempt(kind, &[Message::question(&[&question])])
            .await?;
        if first.checked.problems.is_empty()
            && let Some(answer) = first.checked.answer
        {
            return Ok(answer);
        }
        let conversation = first.objected_to(&question);
        let fallback = first.checked.answer;
        match (self.attempt(kind, &conversation).await, fallback) {
            (
                Ok(Attempt {
                    checked:
                        Checked {
                            answer: Some(answer),
                            ..
                        },
                    ..
                }),
                fallback,
            ) => {
                let example = answer
                    .example_yaml
                    .or(fallback.and_then(|it| it.example_yaml));
                Ok(Answer {
                    example_yaml: example,
                    ..answer
                })
            }
            (_, Some(fallback)) => Ok(fallback),
            (Ok(second), None) => Err(InferenceError::Answer {
                model: self.caller.model().to_owned(),
                name: kind.name.clone(),
                problems: second.checked.problems,
            }),
            (Err(error), None) => Err(error),
        }
    }

    /// One answer of the model, checked.
    async fn attempt(
        &self,
        kind: &ResourceKind,
        conversation: &[Message],
    ) -> Result<Attempt, InferenceError> {
        let reply = self.caller.ask(conversation).await?;
        match reply.stop_reason.as_deref() {
            Some("refusal") => Err(InferenceError::Declined {
                model: self.caller.model().to_owned(),
                name: kind.name.clone(),
            }),
            Some("max_tokens" | "model_context_window_exceeded") => Ok(Attempt::cut_off(&reply)),
            _ => Ok(Attempt::of(kind, &reply)),
        }
    }
}

/// An answer of the model and what is wrong with it.
struct Attempt {
    checked: Checked,
    /// The use of the tool, if it is there as a whole.
    tool_use: Option<ToolUse>,
}

impl Attempt {
    fn of(kind: &ResourceKind, reply: &Reply) -> Self {
        let Some(tool_use) = reply.tool_use() else {
            return Self::without_answer(format!(
                "expected a use of the tool `{}`, found none",
                prompt::TOOL
            ));
        };
        let mut checked = answer::check(kind, &tool_use.input);
        checked.problems.truncate(PROBLEMS_MAX);
        // Only what has an id can be referred to, and only objects are accepted back.
        let tool_use = Some(tool_use).filter(|it| !it.id.is_empty() && it.input.is_object());
        Self { checked, tool_use }
    }

    fn cut_off(reply: &Reply) -> Self {
        let tokens = reply.usage.output_tokens;
        Self::without_answer(format!(
            "the answer was cut off after {tokens} tokens; expected a shorter one, above all in exampleYaml"
        ))
    }

    fn without_answer(problem: String) -> Self {
        let problems = vec![problem];
        Self {
            checked: Checked {
                answer: None,
                problems,
            },
            tool_use: None,
        }
    }

    /// The conversation that tells the model what is wrong.
    fn objected_to(&self, question: &str) -> Vec<Message> {
        let objection = prompt::of_problems(&self.checked.problems);
        match &self.tool_use {
            Some(call) => vec![
                Message::question(&[question]),
                Message::answer(call),
                Message::objection(call, &objection),
            ],
            None => vec![Message::question(&[question, &objection])],
        }
    }
}

#[async_trait]
impl CapabilityInference for Anthropic {
    async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError> {
        crate::check_identity(kind)?;
        // Nobody closes the semaphore; if somebody did, there would be no limit.
        let _permit = self.permits.acquire().await.ok();
        let answer = self.judge(kind).await?;
        let example_yaml = match answer.example_yaml {
            Some(example) => example,
            None => example::of(kind)?,
        };
        Ok(Capability {
            resource_name: kind.name.clone(),
            kind: kind.kind.clone(),
            api_group: kind.api_group.clone(),
            api_version: kind.api_version.clone(),
            capabilities: answer.capabilities,
            providers: answer.providers,
            complexity: answer.complexity,
            description: answer.description,
            use_case: answer.use_case,
            example_yaml,
            confidence: answer.confidence,
            resource_description: kind.spec_description.clone(),
        })
    }

    fn concurrency(&self) -> usize {
        self.concurrency
    }

    /// Made of everything that an answer, and what is read out of it, depends on.
    fn cache_key(&self, kind: &ResourceKind) -> Option<CacheKey> {
        let schema = crate::manifest::schema_of(kind).to_string();
        let tool = prompt::tool().to_string();
        let question = prompt::of_kind(kind);
        let said = kind.spec_description.as_deref().unwrap_or_default();
        Some(CacheKey::of(&[
            READING,
            self.caller.model(),
            prompt::SYSTEM,
            &tool,
            &question,
            &schema,
            said,
        ]))
    }
}

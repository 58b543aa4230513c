//! One call of the Messages API.

use std::sync::atomic::{AtomicBool, Ordering};

use outbound::{Client, ClientConfig, HeaderMap, HeaderValue, Request};
use semconv::inference::{Chat, ChatSpan};

use super::config::AnthropicConfig;
use super::message::{Body, Message, Reply};
use super::pause::Pause;
use super::{content, failure, price, prompt};
use crate::error::InferenceError;
use crate::limits::RESPONSE_BYTES_MAX;

/// The version of the API whose shapes are read here.
const API_VERSION: HeaderValue = HeaderValue::from_static("2023-06-01");

/// Calls the API, one span for each answer.
pub(super) struct Caller {
    client: Client,
    model: String,
    api_key: String,
    max_tokens: u32,
    temperature: Option<f64>,
    /// Set once the model has shown that it does not let one choose a temperature.
    is_without_temperature: AtomicBool,
    pause: Pause,
}

impl Caller {
    pub(super) fn new(config: AnthropicConfig) -> Result<Self, InferenceError> {
        let api_key = config.api_key.trim().to_owned();
        let mut value = HeaderValue::from_str(&api_key).map_err(|_| InferenceError::Key)?;
        if api_key.is_empty() {
            return Err(InferenceError::Key);
        }
        value.set_sensitive(true);
        let client = Client::new(ClientConfig {
            headers: HeaderMap::from_iter([
                (outbound::HeaderName::from_static("x-api-key"), value),
                (
                    outbound::HeaderName::from_static("anthropic-version"),
                    API_VERSION,
                ),
            ]),
            key_setting: "ANTHROPIC_API_KEY",
            tls: config.tls,
            attempt_timeout: config.attempt_timeout,
            total_timeout: config.total_timeout,
            response_bytes_max: RESPONSE_BYTES_MAX,
            ..ClientConfig::new(config.base)
        })
        .map_err(InferenceError::Client)?;
        Ok(Self {
            client,
            model: config.model,
            api_key,
            max_tokens: config.max_tokens,
            temperature: config.temperature,
            is_without_temperature: AtomicBool::new(false),
            pause: Pause::default(),
        })
    }

    pub(super) fn model(&self) -> &str {
        &self.model
    }

    /// What the model says to a conversation.
    pub(super) async fn ask(&self, messages: &[Message]) -> Result<Reply, InferenceError> {
        if let Some((left, reason)) = self.pause.left() {
            return Err(InferenceError::Paused {
                model: self.model.clone(),
                reason,
                seconds: left.as_secs().max(1),
            });
        }
        // What this call sent: another one may learn in the meantime that it is not wanted.
        let temperature = self.temperature();
        let mut result = self.ask_once(messages, temperature).await;
        if let Err(error) = &result
            && temperature.is_some()
            && failure::is_about_temperature(error)
        {
            self.is_without_temperature.store(true, Ordering::Relaxed);
            result = self.ask_once(messages, None).await;
        }
        self.pause.note(&result);
        result
    }

    fn temperature(&self) -> Option<f64> {
        self.temperature
            .filter(|_| !self.is_without_temperature.load(Ordering::Relaxed))
    }

    async fn ask_once(
        &self,
        messages: &[Message],
        temperature: Option<f64>,
    ) -> Result<Reply, InferenceError> {
        let span = Chat {
            gen_ai_request_model: &self.model,
            server_address: self.client.server_address(),
            server_port: self.client.server_port().into(),
        }
        .start();
        span.set_gen_ai_request_max_tokens(self.max_tokens);
        if let Some(temperature) = temperature {
            span.set_gen_ai_request_temperature(temperature);
        }
        span.set_gen_ai_system_instructions(|| content::instructions(prompt::SYSTEM));
        span.set_gen_ai_input_messages(|| content::input(messages));
        span.scope(async {
            let reply = self.send(messages, temperature).await?;
            self.record(&span, &reply);
            Ok(reply)
        })
        .await
    }

    async fn send(
        &self,
        messages: &[Message],
        temperature: Option<f64>,
    ) -> Result<Reply, InferenceError> {
        let body = Body {
            model: &self.model,
            max_tokens: self.max_tokens,
            temperature,
            system: prompt::SYSTEM,
            messages,
            tools: [prompt::tool()],
            tool_choice: Body::forced(),
        };
        let failed = |source| failure::of_call(&self.model, &self.api_key, source);
        let request = Request::post_json("v1/messages", &body).map_err(failed)?;
        let response = self.client.call(request).await.map_err(failed)?;
        response.json().map_err(failed)
    }

    fn record(&self, span: &ChatSpan, reply: &Reply) {
        let usage = &reply.usage;
        span.set_gen_ai_response_id(&reply.id);
        span.set_gen_ai_response_model(&reply.model);
        let reasons: Vec<&str> = reply.stop_reason.as_deref().into_iter().collect();
        span.set_gen_ai_response_finish_reasons(&reasons);
        span.set_gen_ai_usage_input_tokens(usage.prompt_tokens());
        span.set_gen_ai_usage_output_tokens(usage.output_tokens);
        if usage.cache_read_input_tokens > 0 {
            span.set_gen_ai_usage_cache_read_input_tokens(usage.cache_read_input_tokens);
        }
        if usage.cache_creation_input_tokens > 0 {
            span.set_gen_ai_usage_cache_creation_input_tokens(usage.cache_creation_input_tokens);
        }
        if let Some(cost) = price::cost(&reply.model, usage) {
            span.set_cost(cost);
        }
        span.set_gen_ai_output_messages(|| content::output(reply));
    }
}

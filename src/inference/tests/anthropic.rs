//! What is asked of the Messages API, and what becomes of all it may say.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

#[path = "anthropic/api.rs"]
mod api;
#[path = "anthropic/rocket.rs"]
mod rocket;

use std::sync::Arc;
use std::time::{Duration, Instant};

use api::{Api, KEY, Said, error, message, said, uses_tool};
use futures_util::future::join_all;
use inference::{Anthropic, Cache, Cached, CapabilityInference, InferenceError};
use knowledge::{Complexity, ResourceKind};
use rocket::{example, fails, findings, rocket, with};
use semconv::Failure;
use semconv::attributes::ErrorType;
use serde_json::{Value, json};

#[tokio::test]
async fn an_answer_becomes_a_capability() {
    let api = Api::says(&[uses_tool(&findings())]).await;
    let capability = api.inference().infer(&rocket()).await.unwrap();
    assert_eq!(capability.resource_name, "rockets.acme.example");
    assert_eq!(capability.kind, "Rocket");
    assert_eq!(capability.api_version, "acme.example/v1");
    assert_eq!(capability.capabilities, ["space travel", "transport"]);
    assert_eq!(capability.complexity, Complexity::High);
    assert_eq!(capability.use_case, "Bring people to the moon");
    assert_eq!(capability.example_yaml, example("fuel: liquid"));
    assert_eq!(
        capability.resource_description.as_deref(),
        Some("How it flies.")
    );
    let requests = api.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0]["model"], "claude-haiku-4-5-20251001");
    assert_eq!(requests[0]["temperature"], 0.0);
    let question = requests[0]["messages"][0]["content"][0]["text"]
        .as_str()
        .unwrap();
    assert!(
        question.contains("Kind: Rocket\n")
            && question.contains("  fuel <string, required> one of liquid|solid — What it burns."),
        "{question}"
    );
}

#[tokio::test]
async fn a_wrong_answer_is_objected_to_once_and_the_second_one_counts() {
    let wrong = with("complexity", json!("extreme"));
    let api = Api::says(&[uses_tool(&wrong), uses_tool(&findings())]).await;
    let capability = api.inference().infer(&rocket()).await.unwrap();
    assert_eq!(capability.complexity, Complexity::High);
    let requests = api.requests();
    assert_eq!(requests.len(), 2);
    let turns = requests[1]["messages"].as_array().unwrap();
    assert_eq!(turns[1]["content"][0]["input"], wrong);
    let objection = turns[2]["content"][0]["content"].as_str().unwrap();
    assert!(
        objection.contains("- complexity: expected one of low, medium, high, found `extreme`"),
        "{objection}"
    );
}

#[tokio::test]
async fn two_wrong_answers_are_an_error_that_says_what_is_wrong() {
    let script = [
        uses_tool(&with("confidence", json!(7))),
        uses_tool(&with("capabilities", json!([]))),
    ];
    let (error, requests) = fails(&script).await;
    assert_eq!(requests, 2);
    assert_eq!(
        error.to_string(),
        "model `claude-haiku-4-5-20251001` gave no usable answer about `rockets.acme.example`: \
         capabilities: expected at least one term, found none"
    );
}

#[tokio::test]
async fn an_example_that_the_schema_refuses_is_never_shown() {
    let wrong = with("exampleYaml", json!(example("fuel: water")));
    let api = Api::says(&[uses_tool(&wrong)]).await;
    let capability = api.inference().infer(&rocket()).await.unwrap();
    // Both answers had it, so the one from the schema takes its place.
    assert!(
        capability.example_yaml.ends_with("spec:\n  fuel: liquid"),
        "{}",
        capability.example_yaml
    );
    let requests = api.requests();
    assert_eq!(requests.len(), 2);
    let objection = requests[1]["messages"][2]["content"][0]["content"]
        .as_str()
        .unwrap();
    assert!(
        objection.contains(
            "- exampleYaml: spec.fuel: expected one of \"liquid\", \"solid\", found \"water\""
        ),
        "{objection}"
    );
}

#[tokio::test]
async fn the_first_answer_is_good_enough_if_the_second_one_does_not_come() {
    let wrong = with("exampleYaml", json!(""));
    let api = Api::says(&[uses_tool(&wrong), error(400, "invalid_request_error", "no")]).await;
    let capability = api.inference().infer(&rocket()).await.unwrap();
    assert_eq!(capability.description, "Flies people to the moon.");
    assert!(capability.example_yaml.ends_with("fuel: liquid"));
}

#[tokio::test]
async fn an_answer_without_the_tool_or_cut_off_is_asked_for_again() {
    let cut = json!([{"type": "tool_use", "id": "toolu_1", "name": "extract", "input": {"capabilities": ["a"]}}]);
    let words = json!([{"type": "text", "text": "A rocket flies."}]);
    for (first, said) in [
        (message(&words, "end_turn"), "expected a use of the tool"),
        (
            message(&json!([]), "end_turn"),
            "expected a use of the tool",
        ),
        (message(&cut, "max_tokens"), "cut off after 250 tokens"),
    ] {
        let api = Api::says(&[first, uses_tool(&findings())]).await;
        assert!(api.inference().infer(&rocket()).await.is_ok());
        let requests = api.requests();
        let objection = requests[1]["messages"][0]["content"][1]["text"]
            .as_str()
            .unwrap();
        assert!(objection.contains(said), "{objection}");
    }
    let (error, requests) = fails(&[message(&cut, "max_tokens")]).await;
    assert!(
        error.to_string().contains("cut off after 250 tokens"),
        "{error}"
    );
    assert_eq!(requests, 2);
}

#[tokio::test]
async fn a_refusal_is_final() {
    let (error, requests) = fails(&[message(&json!([]), "refusal")]).await;
    assert_eq!(
        error.to_string(),
        "model `claude-haiku-4-5-20251001` declined to describe `rockets.acme.example`"
    );
    assert_eq!(requests, 1);
}

#[tokio::test]
async fn an_overloaded_api_is_asked_again() {
    let overloaded = error(529, "overloaded_error", "Overloaded");
    let api = Api::says(&[overloaded.clone(), overloaded, uses_tool(&findings())]).await;
    assert!(api.inference().infer(&rocket()).await.is_ok());
    assert_eq!(api.requests().len(), 3);
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_as_long_as_the_api_asks() {
    let mut limited = error(
        429,
        "rate_limit_error",
        "This request would exceed your rate limit.",
    );
    limited.headers.push(("retry-after", "1"));
    let api = Api::says(&[limited, uses_tool(&findings())]).await;
    let begin = Instant::now();
    assert!(api.inference().infer(&rocket()).await.is_ok());
    assert!(begin.elapsed() >= Duration::from_secs(1));
    assert_eq!(api.requests().len(), 2);
    // Longer than anybody waits.
    let mut limited = error(429, "rate_limit_error", "Too much.");
    limited.headers.push(("retry-after", "3600"));
    let (error, requests) = fails(&[limited]).await;
    assert_eq!(error.error_type(), ErrorType::Unavailable);
    assert!(
        error
            .to_string()
            .contains("(status 429): Too much. (rate_limit_error)"),
        "{error}"
    );
    assert_eq!(requests, 1);
}

#[tokio::test]
async fn what_the_api_refuses_is_said_with_its_reason_and_without_the_key() {
    let check = async |said: Said, expect: &str| {
        let (error, requests) = fails(&[said]).await;
        assert!(error.to_string().contains(expect), "{error}");
        assert_eq!(requests, 1);
        assert_eq!(error.error_type(), ErrorType::InvalidInput);
    };
    check(
        error(
            401,
            "authentication_error",
            &format!("invalid x-api-key {KEY}"),
        ),
        "refuses the key: invalid x-api-key … (authentication_error); check ANTHROPIC_API_KEY",
    )
    .await;
    check(
        error(403, "permission_error", "not yours"),
        "refuses the key: not yours",
    )
    .await;
    check(
        error(
            400,
            "invalid_request_error",
            "Your credit balance is too low",
        ),
        "refuses the key: Your credit balance is too low",
    )
    .await;
    check(
        error(404, "not_found_error", "model: claude-x"),
        "rejects the request with status 404: model: claude-x (not_found_error)",
    )
    .await;
    check(
        error(413, "request_too_large", "too large"),
        "status 413: too large",
    )
    .await;
    check(said(400, "<html>"), "status 400: it does not say why").await;
}

#[tokio::test]
async fn an_answer_of_another_shape_is_an_error() {
    for body in [
        "",
        "null",
        "[]",
        "{}",
        "<html>",
        r#"{"id": 1}"#,
        r#"{"type":"message","content":"text"}"#,
    ] {
        let (error, requests) = fails(&[said(200, body)]).await;
        assert!(
            matches!(error, InferenceError::Unavailable { .. }),
            "{error}"
        );
        assert_eq!(error.error_type(), ErrorType::Corrupt, "{body}");
        assert_eq!(requests, 1, "{body}");
    }
}

#[tokio::test]
async fn a_model_that_takes_no_temperature_is_asked_without_one_from_then_on() {
    let refused = error(
        400,
        "invalid_request_error",
        "`temperature` is deprecated for this model.",
    );
    let api = Api::says(&[refused, uses_tool(&findings())]).await;
    let inference = api.inference();
    assert!(inference.infer(&rocket()).await.is_ok());
    assert!(inference.infer(&rocket()).await.is_ok());
    let temperatures: Vec<Value> = api
        .requests()
        .iter()
        .map(|request| request["temperature"].clone())
        .collect();
    assert_eq!(temperatures, [json!(0.0), Value::Null, Value::Null]);
}

#[tokio::test]
async fn a_refused_key_is_not_shown_again_for_every_kind() {
    let api = Api::says(&[error(401, "authentication_error", "invalid x-api-key")]).await;
    let inference = api.inference();
    for _ in 0..10 {
        assert!(inference.infer(&rocket()).await.is_err());
    }
    assert_eq!(api.requests().len(), 1);
    let error = inference.infer(&rocket()).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("was not asked, since it just failed"),
        "{error}"
    );
}

#[tokio::test]
async fn no_more_kinds_are_asked_about_at_a_time_than_configured() {
    let api = Api::says(&[uses_tool(&findings())]).await;
    let mut config = api.config();
    config.concurrency = 2;
    let inference = Anthropic::new(config).unwrap();
    assert_eq!(inference.concurrency(), 2);
    let kind = rocket();
    let done = join_all((0..12).map(|_| inference.infer(&kind))).await;
    assert!(done.iter().all(Result::is_ok));
    assert_eq!(api.log.lock().unwrap().running_max, 2);
}

#[tokio::test]
async fn the_cache_spares_the_call_until_schema_or_model_change() {
    let folder = tempfile::tempdir().unwrap();
    let api = Api::says(&[uses_tool(&findings())]).await;
    let calls = async |cache: &Cache, model: &str, kind: &ResourceKind| {
        let before = api.requests().len();
        let mut config = api.config();
        model.clone_into(&mut config.model);
        let cached = Cached::new(Anthropic::new(config).unwrap(), cache.clone());
        cached.infer(kind).await.unwrap();
        api.requests().len() - before
    };
    let mut other = rocket();
    other.schema = Some(Arc::new(
        json!({"type": "object", "x-kubernetes-preserve-unknown-fields": true}),
    ));
    let cache = Cache::open(folder.path());
    assert_eq!(calls(&cache, "claude-a", &rocket()).await, 1);
    assert_eq!(calls(&cache, "claude-a", &rocket()).await, 0);
    assert_eq!(
        calls(&cache, "claude-b", &rocket()).await,
        1,
        "another model"
    );
    assert_eq!(calls(&cache, "claude-a", &other).await, 1, "another schema");
    drop(cache);
    assert_eq!(
        calls(&Cache::open(folder.path()), "claude-a", &rocket()).await,
        0,
        "another process"
    );
    assert_eq!(
        calls(&Cache::off(), "claude-a", &rocket()).await,
        1,
        "no cache"
    );
}

#[tokio::test]
async fn whoever_stops_waiting_breaks_off_the_call_and_nothing_else() {
    let api = Api::says(&[uses_tool(&findings())]).await;
    let mut config = api.config();
    config.concurrency = 1;
    let inference = Anthropic::new(config).unwrap();
    let kind = rocket();
    for _ in 0..3 {
        let mut asking = Box::pin(inference.infer(&kind));
        assert!(futures_util::poll!(&mut asking).is_pending());
    }
    assert!(
        inference.infer(&kind).await.is_ok(),
        "the one permit is free again"
    );
}

#[test]
fn settings_out_of_range_are_refused_by_name() {
    drop(rustls_graviola::default_provider().install_default());
    let check = |change: fn(&mut inference::AnthropicConfig), expect: &str| {
        let mut config = inference::AnthropicConfig::new("https://a.example".parse().unwrap(), KEY);
        change(&mut config);
        assert!(!format!("{config:?}").contains(KEY));
        let error = Anthropic::new(config)
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default();
        assert!(error.contains(expect), "{error}");
    };
    check(|_| {}, "");
    check(
        |config| config.model = " ".into(),
        "expected some text as the name of the model, found nothing",
    );
    check(
        |config| config.max_tokens = 0,
        "expected at least 1 as max_tokens of the model, found 0",
    );
    check(
        |config| config.concurrency = 0,
        "expected 1 to 64 as the concurrency of the model, found 0",
    );
    check(
        |config| config.temperature = Some(1.5),
        "expected 0 to 1 as the temperature of the model, found 1.5",
    );
    check(
        |config| config.api_key = "a\nb".into(),
        "the key in ANTHROPIC_API_KEY is empty or holds characters that no key has",
    );
    check(
        |config| config.api_key = " ".into(),
        "the key in ANTHROPIC_API_KEY is empty",
    );
}

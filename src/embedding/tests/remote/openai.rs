//! The protocol of OpenAI, by its documentation and by what vLLM, TEI and Ollama make of it.

use std::error::Error;
use std::time::Duration;

use embedding::{
    ApiKey, Embedder, Encoding, OPENAI_URL, OpenAiConfig, OpenAiEmbedder, Prefixes, Purpose, embed,
};
use serde_json::{Value, json};

use crate::server::{Asked, Server, embeddings, says, vector_of};

fn config(server: &Server) -> OpenAiConfig {
    let mut config = OpenAiConfig::new(server.base.clone(), "nomic-embed-text".to_owned());
    config.client.retries.delay_first = Duration::from_millis(5);
    config
}

fn usage(asked: &Asked) -> Value {
    let tokens = 5 * asked.input().len();
    json!({"prompt_tokens": tokens, "total_tokens": tokens})
}

#[tokio::test]
async fn a_request_has_only_what_every_server_knows() {
    let server = Server::start(|_, asked| embeddings(asked, usage(asked))).await;
    let embedder = OpenAiEmbedder::connect(config(&server)).await.unwrap();
    assert_eq!(embedder.dimensions(), 2);
    let texts = ["b", "a longer text"];
    let embedded = embedder.embed(&texts, Purpose::Document).await.unwrap();
    assert_eq!(embedded.vectors, texts.map(vector_of));
    assert_eq!(embedded.input_tokens, Some(10));
    let asked = &server.asked()[1];
    assert_eq!(asked.path, "/v1/embeddings");
    assert!(!asked.headers.contains_key("authorization"));
    assert_eq!(
        asked.body,
        json!({"input": texts, "model": "nomic-embed-text", "encoding_format": "float"})
    );
}

#[tokio::test]
async fn key_dimensions_encoding_and_prefixes_are_sent_if_they_are_set() {
    let server = Server::start(|_, asked| embeddings(asked, usage(asked))).await;
    let embedder = OpenAiEmbedder::connect(OpenAiConfig {
        key: Some(ApiKey::new("sk-1").unwrap()),
        dimensions: Some(2),
        encoding: Encoding::Base64,
        prefixes: Prefixes::e5(),
        ..config(&server)
    })
    .await
    .unwrap();
    let vectors = embed(&embedder, &["x"], Purpose::Query).await.unwrap();
    assert_eq!(vectors, [vector_of("query: x")]);
    let asked = server.asked();
    assert_eq!(asked.len(), 1, "known dimensions need no probe");
    assert_eq!(asked[0].headers["authorization"], "Bearer sk-1");
    assert_eq!(
        asked[0].body,
        json!({"input": ["query: x"], "model": "nomic-embed-text", "encoding_format": "base64", "dimensions": 2})
    );
}

#[tokio::test]
async fn the_dimensions_of_openais_own_models_are_known() {
    rustls_graviola::default_provider().install_default().ok();
    let config = OpenAiConfig::new(
        OPENAI_URL.parse().unwrap(),
        "text-embedding-3-large".to_owned(),
    );
    let embedder = OpenAiEmbedder::connect(config).await.unwrap();
    assert_eq!(
        embedder.id(),
        "openai/text-embedding-3-large (3072 dimensions)"
    );
    assert_eq!(embedder.server().unwrap().address, "api.openai.com");
}

#[tokio::test]
async fn a_server_that_cannot_embed_is_found_out_at_the_start() {
    let server = Server::start(|_, _| {
        says(404, json!({"error": {"message": "model \"nomic-embed-text\" not found", "type": "api_error"}}))
    })
    .await;
    let error = OpenAiEmbedder::connect(config(&server)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "how long the vectors of `nomic-embed-text` are could not be found out: start its server, or set their dimensions"
    );
    let refused = error.source().unwrap();
    assert_eq!(
        refused.source().unwrap().to_string(),
        "the server answered 404 Not Found: model 'nomic-embed-text' not found"
    );
}

#[tokio::test]
async fn a_server_that_takes_few_texts_is_asked_for_few_from_then_on() {
    let server = Server::start(|_, asked| match asked.input().len() {
        0..=4 => embeddings(asked, usage(asked)),
        found => says(413, json!({"error": format!("batch size {found} > maximum allowed batch size 4"), "error_type": "Validation"})),
    })
    .await;
    let embedder = OpenAiEmbedder::connect(OpenAiConfig {
        dimensions: Some(2),
        ..config(&server)
    });
    let embedder = embedder.await.unwrap();
    let texts = ["a"; 16];
    for _ in 0..2 {
        let vectors = embed(&embedder, &texts, Purpose::Document).await.unwrap();
        assert_eq!(vectors, texts.map(vector_of));
    }
    let sizes: Vec<usize> = server
        .asked()
        .iter()
        .map(|asked| asked.input().len())
        .collect();
    assert_eq!(sizes, [16, 8, 4, 4, 8, 4, 4, 4, 4, 4, 4]);
}

#[tokio::test]
async fn a_text_that_is_too_long_counts_with_its_beginning() {
    let too_long = json!({"error": {"message": "This model's maximum context length is 8192 tokens, however you requested 9001 tokens (9001 in your prompt; 0 for the completion). Please reduce your prompt; or completion length.", "type": "invalid_request_error", "param": null, "code": null}});
    let server =
        Server::start(
            move |_, asked| match asked.input().iter().any(|text| text.len() > 300) {
                false => embeddings(asked, usage(asked)),
                true => says(400, too_long.clone()),
            },
        )
        .await;
    let embedder = OpenAiEmbedder::connect(OpenAiConfig {
        dimensions: Some(2),
        ..config(&server)
    });
    let embedder = embedder.await.unwrap();
    let long = "ö".repeat(500);
    let vectors = embed(&embedder, &["a", &long, "b"], Purpose::Document)
        .await
        .unwrap();
    assert_eq!(
        vectors,
        [
            vector_of("a"),
            vec![250.0, f32::from(0xf6_u8)],
            vector_of("b")
        ]
    );
    let endless = embed(&embedder, &[&"x".repeat(300 * 300)], Purpose::Document)
        .await
        .unwrap_err();
    assert!(
        endless.to_string().ends_with("refused the request"),
        "{endless}"
    );
}

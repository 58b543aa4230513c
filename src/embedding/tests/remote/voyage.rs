//! Voyage AI, by its documentation of POST /v1/embeddings.

use std::error::Error;
use std::time::{Duration, Instant};

use axum::http::HeaderValue;
use embedding::{
    ApiKey, Embedder, EmbeddingError, Purpose, VOYAGE_MODEL, VOYAGE_URL, VoyageConfig,
    VoyageEmbedder, embed,
};
use outbound::Url;
use semconv::Failure;
use semconv::attributes::ErrorType;
use serde_json::json;

use crate::server::{Asked, Server, embeddings, says, vector_of};

const KEY: &str = "pa-top-secret";

fn config(base: &Url) -> VoyageConfig {
    let mut config = VoyageConfig::new(ApiKey::new(KEY).unwrap(), base.clone());
    config.client.retries.delay_first = Duration::from_millis(5);
    config.dimensions = Some(2);
    config
}

fn embedder(server: &Server) -> VoyageEmbedder {
    VoyageEmbedder::new(config(&server.base)).unwrap()
}

fn usage(asked: &Asked) -> serde_json::Value {
    json!({"total_tokens": 3 * asked.input().len()})
}

/// An error and all its sources, as an operator sees them.
fn whole(error: &EmbeddingError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

#[tokio::test]
async fn a_request_is_what_voyage_documents() {
    let server = Server::start(|_, asked| embeddings(asked, usage(asked))).await;
    let embedder = embedder(&server);
    embed(&embedder, &["b", "a longer text"], Purpose::Document)
        .await
        .unwrap();
    embed(&embedder, &["where?"], Purpose::Query).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked[0].method, "POST");
    assert_eq!(asked[0].path, "/v1/embeddings");
    assert_eq!(asked[0].headers["authorization"], "Bearer pa-top-secret");
    assert_eq!(asked[0].headers["content-type"], "application/json");
    assert_eq!(
        asked[0].body,
        json!({
            "input": ["b", "a longer text"], "model": "voyage-4", "input_type": "document",
            "encoding_format": "base64", "output_dimension": 2,
        })
    );
    assert_eq!(asked[1].body["input_type"], "query");
}

#[tokio::test]
async fn vectors_come_in_the_order_of_the_texts_with_the_tokens_that_voyage_counts() {
    let server = Server::start(|_, asked| embeddings(asked, usage(asked))).await;
    let embedder = embedder(&server);
    let texts = ["b", "a longer text", " ", "c"];
    let embedded = embedder.embed(&texts, Purpose::Document).await.unwrap();
    // White space is refused by the API, so it is not sent.
    assert_eq!(server.asked()[0].input(), ["b", "a longer text", "c"]);
    let expect = [
        vector_of("b"),
        vector_of("a longer text"),
        vec![0.0, 0.0],
        vector_of("c"),
    ];
    assert_eq!(embedded.vectors, expect);
    assert_eq!(embedded.input_tokens, Some(9));
}

#[tokio::test]
async fn lists_of_numbers_are_read_as_well() {
    let server = Server::start(|_, _| {
        says(
            200,
            json!({"data": [{"embedding": [0.5, 1], "index": 0}], "usage": {"total_tokens": 1}}),
        )
    })
    .await;
    let vectors = embed(&embedder(&server), &["a"], Purpose::Query)
        .await
        .unwrap();
    assert_eq!(vectors, [[0.5, 1.0]]);
}

#[tokio::test]
async fn no_request_has_more_than_1000_texts() {
    let server = Server::start(|_, asked| embeddings(asked, usage(asked))).await;
    let texts: Vec<String> = (0..2300).map(|number| format!("text {number}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let vectors = embed(&embedder(&server), &texts, Purpose::Document)
        .await
        .unwrap();
    assert!(
        texts
            .iter()
            .zip(&vectors)
            .all(|(text, vector)| vector_of(text) == *vector)
    );
    let mut sizes: Vec<usize> = server
        .asked()
        .iter()
        .map(|asked| asked.input().len())
        .collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [300, 1000, 1000]);
}

#[tokio::test]
async fn no_request_has_more_bytes_than_its_tokens_could_be() {
    let server = Server::start(|_, asked| embeddings(asked, usage(asked))).await;
    let text = "x".repeat(100_000);
    let vectors = embed(&embedder(&server), &[text.as_str(); 7], Purpose::Document)
        .await
        .unwrap();
    assert_eq!(vectors.len(), 7);
    assert!(server.asked().iter().all(|asked| asked.input().len() <= 3));
}

#[tokio::test]
async fn a_batch_of_too_many_tokens_is_halved_until_it_fits() {
    let too_many = json!({"detail": "Request to model 'voyage-4' failed. The max allowed tokens per submitted batch is 320000. Your batch has 321138 tokens after truncation. Please lower the number of tokens in the batch."});
    let server = Server::start(move |_, asked| match asked.input().len() {
        0..=3 => embeddings(asked, usage(asked)),
        _ => says(400, too_many.clone()),
    })
    .await;
    let texts = ["a", "bb", "ccc", "dddd", "eeeee", "ffffff", "ggggggg"];
    let embedded = embedder(&server)
        .embed(&texts, Purpose::Document)
        .await
        .unwrap();
    assert_eq!(embedded.vectors, texts.map(vector_of));
    assert_eq!(embedded.input_tokens, Some(21));
    let sizes: Vec<usize> = server
        .asked()
        .iter()
        .map(|asked| asked.input().len())
        .collect();
    assert_eq!(sizes, [7, 4, 2, 2, 3]);
}

#[tokio::test]
async fn a_busy_server_is_asked_again_when_it_wants_to_be() {
    let server = Server::start(|number, asked| match number {
        0 => {
            let mut busy = says(429, json!({"detail": "rate limit"}));
            busy.headers_mut()
                .insert("retry-after", HeaderValue::from_static("1"));
            busy
        }
        1 => says(500, json!({"detail": "oops"})),
        _ => embeddings(asked, usage(asked)),
    })
    .await;
    let start = Instant::now();
    embed(&embedder(&server), &["a"], Purpose::Query)
        .await
        .unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.asked().len(), 3);
}

#[tokio::test]
async fn a_refused_key_is_not_tried_again_nor_shown() {
    let server = Server::start(|_, _| {
        says(
            401,
            json!({"detail": format!("Provided API key {KEY} is invalid.")}),
        )
    })
    .await;
    let error = embed(&embedder(&server), &["a"], Purpose::Query)
        .await
        .unwrap_err();
    assert_eq!(
        whole(&error),
        "embedding model `voyage-4` refused the API key: check VOYAGE_API_KEY: \
         the server answered 401 Unauthorized: Provided API key … is invalid."
    );
    assert_eq!(error.error_type(), ErrorType::Unavailable);
    assert_eq!(server.asked().len(), 1);
    let config = format!("{:?} {:?}", config(&server.base), embedder(&server));
    assert!(!config.contains(KEY), "{config}");
}

#[tokio::test]
async fn what_a_server_says_is_neither_passed_on_nor_lost() {
    let server = Server::start(|_, _| {
        says(400, json!({"detail": "Model voyage-9 is not supported. Supported models are: ['voyage-4']", "stack": "at /srv/app.py:7"}))
    })
    .await;
    let error = embed(&embedder(&server), &["a"], Purpose::Query)
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "embedding model `voyage-4` refused the request"
    );
    assert_eq!(
        error.source().unwrap().to_string(),
        "the server answered 400 Bad Request: Model voyage-9 is not supported. Supported models are: ['voyage-4']"
    );
    assert_eq!(error.error_type(), ErrorType::InvalidInput);
}

#[tokio::test]
async fn an_answer_of_other_dimensions_is_refused() {
    let server = Server::start(|_, asked| embeddings(asked, usage(asked))).await;
    let mut config = config(&server.base);
    config.dimensions = Some(512);
    let embedder = VoyageEmbedder::new(config).unwrap();
    let error = embed(&embedder, &["a"], Purpose::Query).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "embedding model `voyage-4` answered a vector of 2 dimensions to text 0, expected 512"
    );
}

#[tokio::test]
async fn an_answer_that_is_none_is_refused() {
    let check = async |body: serde_json::Value, expect: &str| {
        let server = Server::start(move |_, _| says(200, body.clone())).await;
        let error = embed(&embedder(&server), &["a", "b"], Purpose::Query)
            .await
            .unwrap_err();
        assert!(whole(&error).contains(expect), "{}", whole(&error));
        assert_eq!(error.error_type(), ErrorType::Corrupt);
    };
    check(json!({"detail": "x"}), "is not the JSON that was expected").await;
    check(json!({"data": []}), "expected 2 embeddings, found 0").await;
    let twice = json!({"index": 1, "embedding": [1, 2]});
    check(json!({"data": [twice, twice]}), "found `index` 1 twice").await;
}

#[tokio::test]
async fn the_identity_is_model_and_dimensions() {
    let base: Url = VOYAGE_URL.parse().unwrap();
    let mut config = VoyageConfig::new(ApiKey::new(KEY).unwrap(), base);
    assert_eq!(config.model, VOYAGE_MODEL);
    rustls_graviola::default_provider().install_default().ok();
    let id = |config: &VoyageConfig| VoyageEmbedder::new(config.clone()).unwrap().id();
    assert_eq!(id(&config), "voyage_ai/voyage-4 (1024 dimensions)");
    config.model = "voyage-3-lite".to_owned();
    assert_eq!(id(&config), "voyage_ai/voyage-3-lite (512 dimensions)");
    config.dimensions = Some(256);
    assert_eq!(id(&config), "voyage_ai/voyage-3-lite (256 dimensions)");
    let embedder = VoyageEmbedder::new(config).unwrap();
    let server = embedder.server().unwrap();
    assert_eq!((server.address, server.port), ("api.voyageai.com", 443));
}

//! With content capture off, which is the default, nothing that a user wrote is in any span.

#[path = "support/flows.rs"]
mod flows;
#[path = "support/model.rs"]
mod model;
#[path = "support/service.rs"]
mod service;

use runtime::Config;
use service::{Service, traced};

/// Words of the manifests, the questions and the requests, and the folder that they lie in.
const PRIVATE: &[&str] = &[
    "periwinkle",
    "foghorn",
    "keepers",
    "guides ships",
    "north",
    "hunter2",
    "manifests.yaml",
];

#[tokio::test]
async fn no_span_quotes_a_user() {
    let mut spans = traced(Config::default(), async |service: &Service| {
        flows::pipelines(service).await;
        flows::http(service).await;
    })
    .await;
    spans.extend(traced(Config::default(), flows::searches).await);
    spans.extend(
        traced(Config::default(), async |_: &Service| {
            drop(flows::remote_manifests().await);
            flows::repeated_call().await;
        })
        .await,
    );
    spans.extend(traced(Config::default(), model::inferences).await);
    assert!(
        spans.len() > 30,
        "the flows made too few spans to say anything: {}",
        spans.len()
    );
    for span in &spans {
        let text = format!("{span:?}");
        for word in PRIVATE {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
}

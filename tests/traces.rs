//! The traces of the service: the trees that it promises, and nothing outside the registry.

#[path = "support/backends.rs"]
mod backends;
#[path = "support/conformance.rs"]
mod conformance;
#[path = "support/flows.rs"]
mod flows;
#[path = "support/kubernetes.rs"]
mod kubernetes;
#[path = "support/model.rs"]
mod model;
#[path = "support/outline.rs"]
mod outline;
#[path = "support/service.rs"]
mod service;

use std::collections::{BTreeMap, BTreeSet};

use cluster::Cluster as _;
use outline::outline;
use pipeline::SyncOptions;
use runtime::{Config, FinishedSpan};
use semconv::SpanName;
use service::{Service, request, traced};

/// Content capture on, so that attributes which hold content are seen too.
fn everything() -> Config {
    Config {
        capture_content: true,
        ..Config::default()
    }
}

/// The outlines of all traces among the spans, oldest first.
fn trees(spans: &[FinishedSpan]) -> Vec<String> {
    let mut traces: BTreeMap<_, Vec<FinishedSpan>> = BTreeMap::new();
    for span in spans {
        traces.entry(&span.trace_id).or_default().push(span.clone());
    }
    let mut traces: Vec<_> = traces.into_values().collect();
    traces.sort_by_key(|spans| spans.iter().map(|span| span.start).min());
    traces.iter().map(|spans| outline(spans)).collect()
}

#[tokio::test]
async fn a_capability_sync_is_one_tree() {
    let spans = traced(everything(), async |service: &Service| {
        service.sync_capabilities(&SyncOptions::default()).await;
    })
    .await;
    assert_eq!(
        trees(&spans),
        ["\
cluster-whisperer.pipeline.sync-capabilities internal
  cluster-whisperer.pipeline.discovery internal
    cluster-whisperer.cluster.read_kinds internal
  cluster-whisperer.pipeline.inference internal
  cluster-whisperer.pipeline.storage internal
    cluster-whisperer.vectorstore.initialize client
    cluster-whisperer.vectorstore.store client
      cluster-whisperer.embedding.embed client
"]
    );
}

#[tokio::test]
async fn an_instance_sync_cleans_up_before_it_stores() {
    // What is left is as it was: nothing is embedded again.
    let spans = traced(everything(), flows::pipelines).await;
    assert_eq!(
        trees(&spans).last().map(String::as_str),
        Some(
            "\
cluster-whisperer.pipeline.sync-instances internal
  cluster-whisperer.pipeline.discovery internal
    cluster-whisperer.cluster.read_instances internal
  cluster-whisperer.vectorstore.initialize client
  cluster-whisperer.pipeline.stale-cleanup internal
    cluster-whisperer.vectorstore.keyword_search client
    cluster-whisperer.vectorstore.delete client
  cluster-whisperer.pipeline.storage internal
    cluster-whisperer.vectorstore.store client
"
        )
    );
}

#[tokio::test]
async fn a_dry_run_touches_no_store() {
    let spans = traced(everything(), async |service: &Service| {
        let dry = SyncOptions { dry_run: true };
        service.sync_capabilities(&dry).await;
        service.sync_instances(&dry).await;
    })
    .await;
    assert_eq!(
        trees(&spans),
        [
            "\
cluster-whisperer.pipeline.sync-capabilities internal
  cluster-whisperer.pipeline.discovery internal
    cluster-whisperer.cluster.read_kinds internal
  cluster-whisperer.pipeline.inference internal
",
            "\
cluster-whisperer.pipeline.sync-instances internal
  cluster-whisperer.pipeline.discovery internal
    cluster-whisperer.cluster.read_instances internal
"
        ]
    );
}

#[tokio::test]
async fn a_request_joins_the_trace_of_its_caller() {
    let spans = traced(everything(), async |service: &Service| {
        service.initialize().await;
        service
            .serve(async |address| {
                let headers = "Content-Type: application/json\r\n\
                    traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n";
                let answer =
                    request(address, "POST /api/v1/instances/sync", headers, flows::SYNC).await;
                assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            })
            .await;
    })
    .await;
    assert_eq!(
        trees(&spans).last().map(String::as_str),
        Some(
            "\
cluster-whisperer.http.request server
  cluster-whisperer.vectorstore.apply client
    cluster-whisperer.embedding.embed client
"
        )
    );
    let request = spans
        .iter()
        .find(|span| span.name == "cluster-whisperer.http.request")
        .expect("the request");
    assert_eq!(request.trace_id, "0af7651916cd43dd8448eb211c80319c");
    assert_eq!(request.parent_id.as_deref(), Some("b7ad6b7169203331"));
    let shown = |key: &str| request.attributes.get(key).map(ToString::to_string);
    assert_eq!(
        shown("http.route").as_deref(),
        Some("/api/v1/instances/sync")
    );
    assert_eq!(shown("http.response.status_code").as_deref(), Some("200"));
    assert_eq!(
        shown("cluster_whisperer.sync.upsert_count").as_deref(),
        Some("1")
    );
    assert_eq!(
        shown("cluster_whisperer.sync.delete_count").as_deref(),
        Some("1")
    );
}

#[tokio::test]
async fn a_request_that_matches_no_route_has_none() {
    let spans = traced(everything(), flows::http).await;
    let stray = spans.iter().find(|span| {
        span.attributes
            .get("url.path")
            .is_some_and(|path| path.to_string() == "/nothing/here")
    });
    let stray = stray.expect("the stray request");
    assert!(!stray.attributes.contains_key("http.route"));
    assert_eq!(
        stray.attributes["http.request.method"].to_string(),
        "_OTHER"
    );
    assert_eq!(
        stray.attributes["http.request.method_original"].to_string(),
        "PURGE"
    );
    assert_eq!(stray.outcome, runtime::capture::Outcome::Unset);
}

#[tokio::test]
async fn manifests_from_a_url_hand_the_trace_on_and_no_password() {
    let mut asked = String::new();
    let spans = traced(everything(), async |_: &Service| {
        asked = flows::remote_manifests().await
    })
    .await;
    assert_eq!(
        trees(&spans),
        ["\
cluster-whisperer.cluster.read_kinds internal
  GET client
"]
    );
    let client = spans
        .iter()
        .find(|span| span.name == "GET")
        .expect("the request");
    assert!(
        asked.contains(&format!(
            "traceparent: 00-{}-{}-01",
            client.trace_id, client.span_id
        )),
        "{asked}"
    );
    for span in &spans {
        assert!(!format!("{span:?}").contains("hunter2"), "{span:?}");
    }
}

#[tokio::test]
async fn a_model_is_asked_below_the_kind_that_it_is_asked_about() {
    let spans = traced(everything(), model::inferences).await;
    let trees = trees(&spans);
    let inference = |tree: &str| {
        let lines = tree
            .lines()
            .skip_while(|line| !line.contains("pipeline.inference"));
        let below: Vec<&str> = lines
            .skip(1)
            .take_while(|line| line.starts_with("    "))
            .collect();
        below.join("\n")
    };
    // The example of the first answer is none, so each kind is asked about twice.
    let asked = "    cluster-whisperer.inference.infer internal\n      \
        cluster-whisperer.inference.chat client\n        POST client\n      \
        cluster-whisperer.inference.chat client\n        POST client";
    assert!(inference(&trees[0]).starts_with(asked), "{}", trees[0]);
    assert!(!trees[1].contains("inference.chat"), "{}", trees[1]);
    let chat = spans
        .iter()
        .find(|span| span.name == "cluster-whisperer.inference.chat")
        .expect("a call of the model");
    let shown = |key: &str| chat.attributes.get(key).map(ToString::to_string);
    assert_eq!(shown("gen_ai.usage.input_tokens").as_deref(), Some("930"));
    assert_eq!(
        shown("cluster_whisperer.inference.cost").as_deref(),
        Some("0.0013145")
    );
    assert!(shown("gen_ai.input.messages").is_some_and(|text| text.contains("Kind: ")));
    for span in &spans {
        assert!(!format!("{span:?}").contains("hunter2"), "{span:?}");
    }
}

#[tokio::test]
async fn a_cluster_that_is_read_by_its_api_learns_the_trace_and_no_span_its_credentials() {
    let mut traceparents = Vec::new();
    let spans = traced(everything(), async |_: &Service| {
        let api = kubernetes::Api::start().await;
        let cluster = api.connect().await;
        let reading = cluster.instances().await.expect("the cluster answers");
        assert_eq!(reading.items.len(), 1);
        traceparents = api.traceparents();
    })
    .await;
    assert_eq!(
        trees(&spans),
        ["\
cluster-whisperer.cluster.read_instances internal
  GET client
  GET client
  GET client
  GET client
  GET client
"]
    );
    let requests = spans.iter().filter(|span| span.name == "GET");
    let mut sent: Vec<String> = requests
        .map(|span| format!("00-{}-{}-01", span.trace_id, span.span_id))
        .collect();
    sent.sort();
    traceparents.sort();
    assert_eq!(traceparents, sent);
    for span in &spans {
        let text = format!("{span:?}");
        for private in ["hunter2", "kubeconfig", "limit="] {
            assert!(!text.contains(private), "{private} in {text}");
        }
    }
}

#[tokio::test]
async fn each_batch_of_a_watch_is_a_trace_of_its_own() {
    let spans = traced(everything(), kubernetes::watch).await;
    let batches: Vec<String> = trees(&spans)
        .into_iter()
        .filter(|tree| tree.contains("watch-batch"))
        .collect();
    assert_eq!(
        batches.last().map(String::as_str),
        Some(
            "\
cluster-whisperer.pipeline.watch-batch internal
  cluster-whisperer.pipeline.stale-cleanup internal
    cluster-whisperer.vectorstore.delete client
"
        )
    );
    // Whether what was found and that it is all come in one batch is a matter of time.
    let stored = "\
  cluster-whisperer.pipeline.storage internal
    cluster-whisperer.vectorstore.store client
      cluster-whisperer.embedding.embed client
";
    assert!(batches[0].contains(stored), "{batches:?}");
    assert!(
        batches
            .concat()
            .contains("stale-cleanup internal\n    cluster-whisperer.vectorstore.")
    );
}

#[tokio::test]
async fn nothing_is_emitted_that_the_registry_lacks_and_nothing_it_has_is_missing() {
    let spans = traced(everything(), async |service: &Service| {
        flows::pipelines(service).await;
        flows::http(service).await;
    })
    .await;
    // A service of its own: these searches start before the collections exist.
    let searches = traced(everything(), flows::searches).await;
    let remote = traced(everything(), async |_: &Service| {
        drop(flows::remote_manifests().await);
        flows::repeated_call().await;
    })
    .await;
    let inferences = traced(everything(), model::inferences).await;
    let watch = traced(everything(), kubernetes::watch).await;
    let backends = traced(everything(), async |service: &Service| {
        backends::remote_embedder(service).await;
        backends::scan(service).await;
    })
    .await;
    let spans: Vec<_> = [spans, searches, remote, inferences, watch, backends].concat();

    let problems: Vec<_> = spans
        .iter()
        .flat_map(|span| conformance::problems(span, &spans))
        .collect();
    // Reading manifests outside a pipeline is for this test alone.
    let unexpected: Vec<_> = problems
        .iter()
        .filter(|it| !it.contains("read_kinds: root may not"))
        .collect();
    assert_eq!(unexpected, Vec::<&String>::new());

    let mut seen = BTreeSet::new();
    let mut seen_in_events = BTreeSet::new();
    for span in &spans {
        let schema = conformance::schema_of(span).expect("checked above");
        seen.insert(schema.id);
        let attributes = span
            .attributes
            .keys()
            .filter_map(|key| conformance::attribute_of(schema, key));
        seen.extend(attributes.map(|attribute| attribute.key));
        for (name, attributes) in &span.events {
            let event = schema.events.iter().find(|event| event.name == name);
            let event = event.expect("checked above");
            seen.insert(event.name);
            let known = event.attributes.iter();
            let known = known.filter(|attribute| attributes.contains_key(attribute.key));
            seen_in_events.extend(known.map(|attribute| (event.name, attribute.key)));
        }
    }
    let promised = SpanName::ALL.iter().flat_map(|name| {
        let schema = name.schema();
        schema
            .attributes
            .iter()
            .map(|attribute| attribute.key)
            .chain(schema.events.iter().map(|event| event.name))
            .chain([schema.id])
    });
    let missing: BTreeSet<_> = promised.filter(|it| !seen.contains(it)).collect();
    assert_eq!(missing, BTreeSet::new());

    let events = SpanName::ALL.iter().flat_map(|name| name.schema().events);
    let promised = events.flat_map(|event| {
        let keys = event.attributes.iter().map(|attribute| attribute.key);
        keys.map(move |key| (event.name, key))
    });
    let missing: BTreeSet<_> = promised.filter(|it| !seen_in_events.contains(it)).collect();
    assert_eq!(missing, BTreeSet::new());
}

//! What collectors of other people receive from the program, over both protocols.
//!
//! The environment variable `ROTEL_AGENT` names the program of one, `PHOENIX` that of another.
//! Without them the tests say that they were skipped; where `CI` is set they fail.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

#[path = "collector/phoenix.rs"]
mod phoenix;
#[path = "collector/process.rs"]
mod process;
#[path = "collector/received.rs"]
mod received;
#[path = "collector/rotel.rs"]
mod rotel;

use std::process::{Command, Stdio};

use phoenix::Phoenix;
use received::{Received, Span};
use rotel::Rotel;
use semconv::SpanName;
use semconv::schema::AttributeType;

/// The trees of the demo, in the order in which they start.
const TREES: [&str; 8] = [
    "\
cluster-whisperer.pipeline.sync-capabilities internal
  cluster-whisperer.pipeline.discovery internal
    cluster-whisperer.cluster.read_kinds internal
  cluster-whisperer.pipeline.inference internal
  cluster-whisperer.pipeline.storage internal
    cluster-whisperer.vectorstore.initialize client
    cluster-whisperer.vectorstore.store client
      cluster-whisperer.embedding.embed client
",
    "\
cluster-whisperer.pipeline.sync-instances internal
  cluster-whisperer.pipeline.discovery internal
    cluster-whisperer.cluster.read_instances internal
  cluster-whisperer.vectorstore.initialize client
  cluster-whisperer.pipeline.stale-cleanup internal
    cluster-whisperer.vectorstore.keyword_search client
  cluster-whisperer.pipeline.storage internal
    cluster-whisperer.vectorstore.store client
      cluster-whisperer.embedding.embed client
",
    SEARCH,
    SEARCH,
    SEARCH,
    SEARCH,
    "\
POST client
  cluster-whisperer.http.request server
    cluster-whisperer.vectorstore.apply client
      cluster-whisperer.embedding.embed client
",
    "\
POST client
  cluster-whisperer.http.request server
    cluster-whisperer.vectorstore.search client
      cluster-whisperer.embedding.embed client
",
];

const SEARCH: &str = "\
cluster-whisperer.vectorstore.search client
  cluster-whisperer.embedding.embed client
";

#[test]
fn the_collector_sees_the_trees_over_http() {
    check("http/protobuf", Rotel::http_endpoint);
}

#[test]
fn the_collector_sees_the_trees_over_grpc() {
    check("grpc", Rotel::grpc_endpoint);
}

#[test]
fn an_endpoint_for_grpc_may_do_without_a_scheme() {
    check("grpc", |collector| {
        collector.grpc_endpoint().replace("http://", "")
    });
}

#[test]
fn another_collector_sees_the_same_trees_over_both_protocols() {
    let Some(phoenix) = Phoenix::start() else {
        return;
    };
    demo("http/protobuf", &phoenix.http_endpoint());
    let names = TREES.map(without_kinds);
    assert_eq!(phoenix.trees(spans()), names);

    demo("grpc", &phoenix.grpc_endpoint());
    assert_eq!(phoenix.trees(2 * spans()), [names.clone(), names].concat());
}

/// How many spans there are in all trees.
fn spans() -> usize {
    TREES.iter().map(|tree| tree.lines().count()).sum()
}

/// This store has kinds of its own, which are not those of OpenTelemetry.
fn without_kinds(tree: &str) -> String {
    let name = |line: &str| format!("{}\n", line.rsplit_once(' ').unwrap().0);
    tree.lines().map(name).collect()
}

/// Runs the main job, which must lose no span.
fn demo(protocol: &str, endpoint: &str) {
    let demo = Command::new(env!("CARGO_BIN_EXE_cluster-whisperer"))
        .arg("demo")
        .env("OTEL_TRACING_ENABLED", "true")
        .env("OTEL_TRACES_EXPORTER", "otlp")
        .env("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
        // Counts only for an endpoint without a scheme.
        .env("OTEL_EXPORTER_OTLP_INSECURE", "true")
        .env("OTEL_RESOURCE_ATTRIBUTES", "service.version=9.9.9")
        .env_remove("OTEL_CAPTURE_AI_PAYLOADS")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&demo.stderr);
    assert!(demo.status.success(), "{said}");
    assert!(!said.contains("could not be exported"), "{said}");
}

fn check(protocol: &str, endpoint: impl Fn(&Rotel) -> String) {
    let Some(collector) = Rotel::start() else {
        return;
    };
    demo(protocol, &endpoint(&collector));
    let received = collector.received(spans());
    assert_eq!(received.trees(), TREES);
    for span in &received.spans {
        assert_eq!(problems(span), Vec::<String>::new());
    }
    check_resource(&received);
}

fn check_resource(received: &Received) {
    let name = received.resource.get("service.name");
    assert_eq!(name.map(String::as_str), Some("Str(cluster-whisperer)"));
    let version = received.resource.get("service.version");
    assert_eq!(
        version.map(String::as_str),
        Some("Str(9.9.9)"),
        "the operator's word counts"
    );
    let promised = [
        "host.arch",
        "os.type",
        "process.executable.name",
        "process.pid",
        "service.instance.id",
        "service.name",
        "service.version",
        "telemetry.sdk.language",
        "telemetry.sdk.name",
        "telemetry.sdk.version",
    ];
    let described = &received.resource;
    for key in promised {
        assert!(described.contains_key(key), "{key} is not in {described:?}");
    }
    // What is known only on some machines.
    let possible = [
        "container.id",
        "host.name",
        "k8s.namespace.name",
        "k8s.node.name",
        "k8s.pod.name",
    ];
    let others = described.keys().map(String::as_str);
    let mut others = others.filter(|key| !promised.contains(key));
    assert!(others.all(|key| possible.contains(&key)), "{described:?}");
    assert_eq!(received.schema_url, semconv::SCHEMA_URL);
}

/// What the registry does not allow about a span.
fn problems(span: &Span) -> Vec<String> {
    let Some(schema) = SpanName::of(&span.name).map(SpanName::schema) else {
        return vec![format!("{} is not a span of the registry", span.name)];
    };
    let mut problems = Vec::new();
    if span.kind != schema.kind.as_str() {
        problems.push(format!("{} is of kind {}", span.name, span.kind));
    }
    for (key, value) in &span.attributes {
        let attribute = schema
            .attributes
            .iter()
            .find(|attribute| attribute.key == key);
        if !attribute.is_some_and(|attribute| fits(value, attribute.value_type)) {
            problems.push(format!("{} carries {key}: {value}", span.name));
        }
    }
    problems
}

fn fits(value: &str, value_type: AttributeType) -> bool {
    let Some((name, rest)) = value.split_once('(') else {
        return false;
    };
    match value_type {
        AttributeType::Enum(members) => {
            name == "Str" && members.contains(&rest.trim_end_matches(')'))
        }
        AttributeType::String => name == "Str",
        AttributeType::Int => name == "Int",
        AttributeType::Boolean => name == "Bool",
        AttributeType::Double => name == "Double",
        _ => false,
    }
}

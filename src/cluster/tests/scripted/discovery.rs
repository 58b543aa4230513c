//! What newer servers serve, and what old ones do.

use cluster::{Cluster, Missed};
use serde_json::json;

use super::server::{Answer, Asked, Scripted, core};

/// Aggregated discovery and OpenAPI 3, as servers since 1.27 have them.
fn modern(asked: &Asked) -> Option<Answer> {
    let verbs = json!(["get", "list", "watch"]);
    let kind = |kind: &str| json!({"group": "", "version": "", "kind": kind});
    let list = |items| json!({"kind": "APIGroupDiscoveryList", "apiVersion": "apidiscovery.k8s.io/v2", "items": items});
    Some(Answer::Json(match asked.path.as_str() {
        "/api" => list(
            json!([{"metadata": {}, "versions": [{"version": "v1", "freshness": "Current", "resources": [
            {"resource": "pods", "responseKind": kind("Pod"), "scope": "Namespaced", "verbs": verbs, "shortNames": ["po"],
             "categories": ["all"], "subresources": [{"subresource": "log", "verbs": ["get"]}]},
            {"resource": "events", "responseKind": kind("Event"), "scope": "Namespaced", "verbs": verbs}]}]}]),
        ),
        "/apis" => list(json!([
            {"metadata": {"name": "autoscaling"}, "versions": [
                {"version": "v2", "freshness": "Current", "resources": [
                    {"resource": "horizontalpodautoscalers", "responseKind": kind("HorizontalPodAutoscaler"),
                     "scope": "Namespaced", "verbs": verbs, "shortNames": ["hpa"]}]},
                {"version": "v1", "freshness": "Current", "resources": [
                    {"resource": "horizontalpodautoscalers", "responseKind": kind("HorizontalPodAutoscaler"),
                     "scope": "Namespaced", "verbs": verbs}]}]},
            {"metadata": {"name": "metrics.k8s.io"}, "versions": [{"version": "v1beta1", "freshness": "Stale"}]}])),
        "/openapi/v3" => json!({"paths": {
            "api/v1": {"serverRelativeURL": "/openapi/v3/api/v1?hash=AB%3D"},
            "apis/autoscaling/v2": {"serverRelativeURL": "/openapi/v3/apis/autoscaling/v2?hash=CD"}}}),
        "/openapi/v3/api/v1" => json!({"components": {"schemas": {
            "io.k8s.api.core.v1.Pod": {"description": "Pod is a collection of containers.", "type": "object",
                "properties": {"spec": {"allOf": [{"$ref": "#/components/schemas/io.k8s.api.core.v1.PodSpec"}], "default": {}}},
                "x-kubernetes-group-version-kind": [{"group": "", "kind": "Pod", "version": "v1"}]},
            "io.k8s.api.core.v1.PodSpec": {"type": "object", "properties": {"nodeName": {"type": "string"}}}}}}),
        "/openapi/v3/apis/autoscaling/v2" => return Some(Answer::Text("<html>")),
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions" => {
            json!({"metadata": {}, "items": []})
        }
        _ => return None,
    }))
}

#[tokio::test]
async fn a_newer_server_is_asked_for_everything_at_once() {
    let server = Scripted::start(modern).await;
    let reading = server.connect().await.kinds().await.unwrap();
    let kinds: Vec<(&str, &str)> = reading
        .items
        .iter()
        .map(|kind| (kind.name.as_str(), kind.api_version.as_str()))
        .collect();
    assert_eq!(
        kinds,
        [
            ("horizontalpodautoscalers.autoscaling", "autoscaling/v2"),
            ("pods", "v1")
        ]
    );
    let pods = &reading.items[1];
    assert_eq!(
        pods.description.as_deref(),
        Some("Pod is a collection of containers.")
    );
    assert_eq!(pods.fields[0].fields[0].name, "nodeName");
    assert_eq!(pods.short_names, ["po"]);
    // Its document cannot be read: it is described in the words of the catalogue, and that is said.
    assert!(reading.items[0].description.is_some());
    let problems: Vec<(&str, &Missed)> = reading
        .problems
        .iter()
        .map(|problem| (problem.file.as_str(), &problem.missed))
        .collect();
    let metrics = Missed::Group {
        api_group: "metrics.k8s.io".into(),
    };
    assert_eq!(
        problems,
        [
            ("metrics.k8s.io/v1beta1", &metrics),
            ("autoscaling/v2", &Missed::Nothing)
        ]
    );
    let hash = server.asked_for("/openapi/v3/api/v1").remove(0);
    assert_eq!(hash.query, "hash=AB%3D");
    assert_eq!(server.asked_for("/api").len(), 1);
}

#[tokio::test]
async fn a_server_that_answers_with_nothing_is_asked_group_after_group() {
    let empty = json!({"kind": "APIGroupDiscoveryList", "items": []});
    let server = Scripted::start(move |asked| {
        if asked.accepts().contains("apidiscovery") {
            return Some(Answer::Json(empty.clone()));
        }
        core(asked, &[("pods", "Pod")])
    })
    .await;
    let reading = server.connect().await.kinds().await.unwrap();
    assert_eq!(reading.items[0].name, "pods");
}

#[tokio::test]
async fn a_group_that_does_not_answer_hides_no_other() {
    let server = Scripted::start(|asked| match asked.path.as_str() {
        "/apis" => Some(Answer::Json(json!({"groups": [
            {"name": "metrics.k8s.io", "versions": [{"groupVersion": "metrics.k8s.io/v1beta1", "version": "v1beta1"}]}]}))),
        "/apis/metrics.k8s.io/v1beta1" => Some(Answer::status(500, "the server is currently unable")),
        "/api/v1/pods" => Some(super::server::page(["a".to_owned()], "")),
        _ => core(asked, &[("pods", "Pod")]),
    })
    .await;
    let reading = server.connect().await.instances().await.unwrap();
    assert_eq!(reading.items.len(), 1);
    let problem = &reading.problems[0];
    assert_eq!(
        problem.to_string(),
        "metrics.k8s.io/v1beta1: the kinds of this API group are not known: \
         the server answered 500 Internal Server Error: the server is currently unable"
    );
    let group = Missed::Group {
        api_group: "metrics.k8s.io".into(),
    };
    assert_eq!(problem.missed, group);
}

#[tokio::test]
async fn a_definition_that_is_served_only_in_a_moment_is_found_by_its_name() {
    let server = Scripted::start(|asked| match asked.path.as_str() {
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/rockets.acme.example" => {
            Some(Answer::Json(json!({
            "metadata": {"name": "rockets.acme.example"},
            "spec": {"group": "acme.example", "names": {"kind": "Rocket", "plural": "rockets"},
                     "versions": [{"name": "v1", "served": true, "storage": true}]}})))
        }
        _ => core(asked, &[("pods", "Pod")]),
    })
    .await;
    let names = [
        "rockets.acme.example",
        "../../../api/v1/secrets?x.y",
        "pods",
    ]
    .map(str::to_owned);
    let reading = server.connect().await.kinds_named(&names).await.unwrap();
    let found: Vec<&str> = reading
        .items
        .iter()
        .map(|kind| kind.name.as_str())
        .collect();
    assert_eq!(found, ["pods", "rockets.acme.example"]);
    assert!(reading.problems.iter().any(|it| it.file == names[1]));
    assert!(
        server
            .asked()
            .iter()
            .all(|asked| !asked.path.contains("secrets"))
    );
}

//! The fences around telemetry and the build, over what Cargo itself says of the workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use serde_json::{Value, json};

/// What each crate of the workspace may depend on within it; dependencies point one way.
const LAYERS: &[(&str, &[&str])] = &[
    ("weaver_forge", &[]),
    ("runtime", &[]),
    ("semconv", &["runtime"]),
    ("misuse", &["semconv"]),
    ("knowledge", &[]),
    ("outbound", &["semconv"]),
    ("jobs", &["semconv"]),
    ("embedding", &["knowledge", "outbound", "semconv"]),
    (
        "vectorstore",
        &["embedding", "knowledge", "outbound", "semconv"],
    ),
    ("cluster", &["knowledge", "outbound", "semconv"]),
    ("inference", &["knowledge", "outbound", "semconv"]),
    (
        "pipeline",
        &[
            "cluster",
            "inference",
            "knowledge",
            "semconv",
            "vectorstore",
        ],
    ),
    (
        "http_api",
        &[
            "cluster",
            "embedding",
            "inference",
            "jobs",
            "knowledge",
            "pipeline",
            "semconv",
            "vectorstore",
        ],
    ),
    (
        "cluster-whisperer",
        &[
            "cluster",
            "embedding",
            "http_api",
            "inference",
            "knowledge",
            "outbound",
            "pipeline",
            "runtime",
            "semconv",
            "vectorstore",
        ],
    ),
];

/// The crates that are OpenTelemetry: nothing else from outside may depend on any of them.
const OPENTELEMETRY: &[&str] = &[
    "opentelemetry",
    "opentelemetry-http",
    "opentelemetry-otlp",
    "opentelemetry-proto",
    "opentelemetry_sdk",
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .exec()
        .expect("cargo metadata runs in the workspace")
}

fn speaks_opentelemetry(name: &str) -> bool {
    name.starts_with("opentelemetry") || name == "tracing-opentelemetry"
}

/// Every way in which the workspace breaks a fence.
fn violations(metadata: &Metadata) -> Vec<String> {
    let layers: BTreeMap<_, _> = LAYERS.iter().copied().collect();
    let members: BTreeSet<_> = metadata
        .workspace_packages()
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    let mut found = Vec::new();
    for package in metadata.workspace_packages() {
        let name = package.name.as_str();
        let Some(allowed) = layers.get(name) else {
            found.push(format!("{name} has no place among the layers"));
            continue;
        };
        for dependency in &package.dependencies {
            let other = dependency.name.as_str();
            if speaks_opentelemetry(other) && name != "runtime" {
                found.push(format!("{name} depends on {other}"));
            }
            let shipped = dependency.kind == DependencyKind::Normal;
            if shipped && members.contains(other) && !allowed.contains(&other) {
                found.push(format!("{name} depends on {other}, which is not below it"));
            }
            let builds = dependency.kind == DependencyKind::Build;
            if builds && members.contains(other) && (name, other) != ("semconv", "weaver_forge") {
                found.push(format!("the build of {name} depends on {other}"));
            }
        }
    }
    found.extend(foreign_speakers(metadata, &members));
    found
}

/// Crates from outside whose features pull OpenTelemetry in.
fn foreign_speakers(metadata: &Metadata, members: &BTreeSet<&str>) -> Vec<String> {
    let foreign = metadata.packages.iter().filter(|package| {
        let name = package.name.as_str();
        !members.contains(name) && !OPENTELEMETRY.contains(&name)
    });
    let resolved = metadata
        .resolve
        .as_ref()
        .expect("metadata with dependencies");
    let mut found = Vec::new();
    for package in foreign {
        let node = resolved.nodes.iter().find(|node| node.id == package.id);
        for dependency in node.map(|node| node.deps.as_slice()).unwrap_or_default() {
            if speaks_opentelemetry(&dependency.name.replace('_', "-")) {
                found.push(format!("{} depends on {}", package.name, dependency.name));
            }
        }
    }
    found
}

/// The workspace as it would be with one more dependency.
fn with_dependency(package: &str, dependency: &str, kind: Value) -> Metadata {
    let mut json = serde_json::to_value(metadata()).expect("metadata is JSON");
    let packages = json["packages"].as_array_mut().expect("a list of packages");
    let rogue = packages
        .iter_mut()
        .find(|it| it["name"] == package)
        .expect("a member");
    let mut added = rogue["dependencies"][0].clone();
    added["name"] = json!(dependency);
    added["kind"] = kind;
    added["rename"] = Value::Null;
    rogue["dependencies"]
        .as_array_mut()
        .expect("a list of dependencies")
        .push(added);
    serde_json::from_value(json).expect("still metadata")
}

#[test]
fn no_crate_breaks_a_fence() {
    assert_eq!(violations(&metadata()), Vec::<String>::new());
}

#[test]
fn a_service_crate_that_names_opentelemetry_is_caught() {
    for kind in [Value::Null, json!("dev"), json!("build")] {
        let rogue = with_dependency("vectorstore", "opentelemetry", kind);
        assert_eq!(violations(&rogue), ["vectorstore depends on opentelemetry"]);
    }
    let rogue = with_dependency("http_api", "tracing-opentelemetry", Value::Null);
    assert_eq!(
        violations(&rogue),
        ["http_api depends on tracing-opentelemetry"]
    );
}

#[test]
fn a_service_crate_that_goes_around_the_generated_types_is_caught() {
    let rogue = with_dependency("embedding", "runtime", Value::Null);
    assert_eq!(
        violations(&rogue),
        ["embedding depends on runtime, which is not below it"]
    );
}

#[test]
fn a_dependency_that_points_upwards_is_caught() {
    let rogue = with_dependency("knowledge", "vectorstore", Value::Null);
    assert_eq!(
        violations(&rogue),
        ["knowledge depends on vectorstore, which is not below it"]
    );
}

/// Whether anything that is built, for any target, depends on the crate.
fn is_built(package: &str) -> bool {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--workspace",
            "-e",
            "normal,build",
            "--target",
            "all",
            "-i",
            package,
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo tree runs");
    let message = String::from_utf8_lossy(&tree.stderr);
    assert!(
        tree.status.success() || message.contains("did not match any packages"),
        "{message}"
    );
    tree.status.success() && !tree.stdout.is_empty()
}

#[test]
fn nothing_in_the_build_needs_a_c_compiler() {
    for package in [
        "cc",
        "cmake",
        "bindgen",
        "openssl-sys",
        "ring",
        "aws-lc-sys",
        "zstd-sys",
    ] {
        assert!(
            !is_built(package),
            "{package} is in the build; see `cargo tree -i {package}`"
        );
    }
}

#[test]
fn the_search_for_a_c_compiler_finds_what_is_there() {
    assert!(is_built("redb"));
}

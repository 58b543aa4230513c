//! What the rules make of schemas.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that is not as it should be"
)]

use inference::{CapabilityInference, Rules};
use knowledge::{Capability, Complexity, Field, ResourceKind};

fn infer(kind: &ResourceKind) -> Capability {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(Rules.infer(kind))
        .unwrap()
}

fn field(name: &str, type_name: &str, fields: Vec<Field>) -> Field {
    Field {
        name: name.into(),
        type_name: type_name.into(),
        description: format!("What {name} is."),
        fields,
        ..Field::default()
    }
}

fn kind(name: &str, group: &str, description: Option<&str>, spec: Vec<Field>) -> ResourceKind {
    ResourceKind {
        name: format!("{}s.{group}", name.to_lowercase()),
        kind: name.into(),
        api_group: group.into(),
        api_version: format!("{group}/v1"),
        description: description.map(str::to_owned),
        fields: vec![field("spec", "object", spec)],
        ..ResourceKind::default()
    }
}

#[test]
fn a_well_described_kind_is_judged_with_confidence() {
    let text = "ManagedCertificate asks for a TLS certificate and keeps it renewed.";
    let spec = vec![
        Field {
            required: true,
            ..field("dnsNames", "[]string", vec![])
        },
        Field {
            required: true,
            ..field(
                "issuerRef",
                "object",
                vec![Field {
                    required: true,
                    ..field("name", "string", vec![])
                }],
            )
        },
        field("acme", "object", vec![field("route53", "object", vec![])]),
    ];
    let capability = infer(&kind(
        "ManagedCertificate",
        "certs.example.org",
        Some(text),
        spec,
    ));
    assert_eq!(
        capability.capabilities[..2],
        ["certificate issuance", "tls"]
    );
    assert_eq!(capability.providers, ["aws"]);
    assert_eq!(capability.complexity, Complexity::Medium);
    assert_eq!(capability.description, text);
    assert_eq!(
        capability.use_case,
        "Issue and renew TLS certificates for services and ingresses"
    );
    assert!(capability.confidence >= 0.9, "{}", capability.confidence);
    assert!(
        capability
            .example_yaml
            .contains("dnsNames:\n  - example\n  issuerRef:\n    name: example"),
        "{}",
        capability.example_yaml
    );
}

#[test]
fn a_kind_that_only_its_name_explains_is_judged_with_less() {
    let capability = infer(&kind("PostgresCluster", "example.org", None, vec![]));
    assert_eq!(capability.capabilities, ["database", "postgresql"]);
    assert!(
        (0.5..=0.8).contains(&capability.confidence),
        "{}",
        capability.confidence
    );
}

#[test]
fn a_kind_nobody_knows_is_judged_with_little() {
    let capability = infer(&kind("Frobnicator", "example.org", None, vec![]));
    assert!(
        capability.capabilities.is_empty(),
        "{:?}",
        capability.capabilities
    );
    assert!(capability.confidence < 0.5, "{}", capability.confidence);
    assert_eq!(
        capability.use_case,
        "Create and manage frobnicator resources"
    );
}

#[test]
fn a_long_schema_does_not_win_by_its_length() {
    let spec = (0..40)
        .map(|index| field(&format!("tls{index}Options"), "string", vec![]))
        .collect();
    let capability = infer(&kind(
        "Queue",
        "example.org",
        Some("A message queue."),
        spec,
    ));
    assert_eq!(capability.capabilities[0], "message queue");
}

#[test]
fn the_same_schema_gives_the_same_capability() {
    let kind = kind(
        "Bucket",
        "example.org",
        Some("A bucket."),
        vec![field("region", "string", vec![])],
    );
    assert_eq!(infer(&kind), infer(&kind));
}

#[test]
fn a_kind_without_a_name_is_refused() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let error = runtime
        .block_on(Rules.infer(&ResourceKind::default()))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a kind with name, kind and apiVersion, found `` of kind ``"
    );
}

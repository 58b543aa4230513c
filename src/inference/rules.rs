//! Inference by rules: which words in which places mean what.

mod evidence;
mod table;

use async_trait::async_trait;
use knowledge::{Capability, ResourceKind};

use crate::{
    CapabilityInference, InferenceError, complexity, confidence, example, providers, wording,
};
use evidence::Evidence;
pub(crate) use evidence::main_fields;
pub(crate) use table::Rule;

/// Most capabilities a kind is said to have.
const CAPABILITIES_MAX: usize = 6;
/// Least weight of the words for a capability to be believed: the kind itself, one clear sentence, or two main fields.
const WEIGHT_MIN: u32 = 6;
/// A capability is left out when another one weighs more than this many times as much.
const WEIGHT_RATIO_MAX: u32 = 4;

/// Infers capabilities by a fixed table of rules over the names and descriptions of a schema.
///
/// The same schema gives the same capability, on every machine.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use inference::{CapabilityInference, Rules};
/// use knowledge::ResourceKind;
///
/// let kind = ResourceKind {
///     name: "databases.acme.example".into(),
///     kind: "Database".into(),
///     api_group: "acme.example".into(),
///     api_version: "acme.example/v1".into(),
///     description: Some("A managed PostgreSQL database.".into()),
///     ..ResourceKind::default()
/// };
/// let capability = Rules.infer(&kind).await.unwrap();
/// assert_eq!(capability.capabilities, ["database", "postgresql"]);
/// # });
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules;

/// A rule that holds for a kind, and how much speaks for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Finding {
    pub(crate) rule: &'static Rule,
    pub(crate) weight: u32,
}

#[async_trait]
impl CapabilityInference for Rules {
    async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError> {
        crate::check_identity(kind)?;
        let findings = findings(&Evidence::of(kind));
        let capabilities: Vec<String> = findings
            .iter()
            .map(|finding| finding.rule.capability.to_owned())
            .collect();
        Ok(Capability {
            resource_name: kind.name.clone(),
            kind: kind.kind.clone(),
            api_group: kind.api_group.clone(),
            api_version: kind.api_version.clone(),
            providers: providers::providers(kind),
            complexity: complexity::complexity(kind),
            description: wording::description(kind, &capabilities),
            use_case: wording::use_case(kind, findings.first().map(|finding| finding.rule)),
            example_yaml: example::of(kind)?,
            confidence: confidence::confidence(
                kind,
                findings.first().map_or(0, |finding| finding.weight),
            ),
            resource_description: kind.spec_description.clone(),
            capabilities,
        })
    }
}

/// The rules that hold, heaviest first; rules of equal weight in the order of the table.
fn findings(evidence: &Evidence) -> Vec<Finding> {
    let mut findings: Vec<Finding> = table::rules()
        .map(|(rule, terms)| Finding {
            rule,
            weight: evidence.weight(terms),
        })
        .filter(|finding| finding.weight >= WEIGHT_MIN)
        .collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.weight));
    let heaviest = findings.first().map_or(0, |finding| finding.weight);
    findings.retain(|finding| finding.weight * WEIGHT_RATIO_MAX >= heaviest);
    findings.truncate(CAPABILITIES_MAX);
    findings
}

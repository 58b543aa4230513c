//! Whether the resource describes the entities that a signal is about.

use serde_json::{Value as Json, json};

use super::requirement::Requirement;
use super::{Case, Signal};
use crate::live_check::definitions::{Definition, Entities};
use crate::live_check::sample::SampleAttribute;
use crate::policy::{FindingLevel, PolicyFinding};

/// Checks the associations of the signal that `definition` describes, if its resource is known.
pub(super) fn check(case: &Case<'_>, definition: &Definition, found: &mut Vec<PolicyFinding>) {
    let Some(resource) = case.resource else {
        return;
    };
    let resource = Resource {
        signal: case.signal,
        entities: case.entities,
        attributes: &resource.attributes,
    };
    let outcome = match definition.entity_associations() {
        [] => return,
        [one] => resource.association(one),
        // Several associations mean that one of them is enough.
        several => resource.one_of(several),
    };
    found.extend(outcome.findings);
}

/// What a resource is held against.
struct Resource<'a> {
    signal: Signal<'a>,
    entities: &'a Entities,
    attributes: &'a [SampleAttribute],
}

/// What became of an association.
struct Outcome {
    is_satisfied: bool,
    findings: Vec<PolicyFinding>,
}

impl Resource<'_> {
    /// An association: an entity, or `one_of` or `all_of` several associations.
    fn association(&self, association: &Json) -> Outcome {
        if let Some(Json::Array(parts)) = association.get("one_of") {
            return self.one_of(parts);
        }
        if let Some(Json::Array(parts)) = association.get("all_of") {
            let parts: Vec<Outcome> = parts.iter().map(|part| self.association(part)).collect();
            return Outcome {
                is_satisfied: parts.iter().all(|part| part.is_satisfied),
                findings: parts.into_iter().flat_map(|part| part.findings).collect(),
            };
        }
        self.entity(entity_type(association))
    }

    /// Only the parts that are satisfied have anything to say; if there is none, that is said.
    fn one_of(&self, parts: &[Json]) -> Outcome {
        let outcomes = parts.iter().map(|part| self.association(part));
        let satisfied: Vec<Outcome> = outcomes.filter(|outcome| outcome.is_satisfied).collect();
        let is_satisfied = !satisfied.is_empty();
        let findings = match is_satisfied {
            true => satisfied.into_iter().flat_map(|it| it.findings).collect(),
            false => vec![self.not_satisfied(parts)],
        };
        Outcome {
            is_satisfied,
            findings,
        }
    }

    /// An entity is satisfied if all its required attributes are there. One that the registry does
    /// not have asks for nothing.
    fn entity(&self, name: &str) -> Outcome {
        let entity = self.entities.get(name);
        let expected = entity.into_iter().flat_map(|entity| entity.attributes());
        let is_there = |key: &str| self.attributes.iter().any(|it| it.name == key);
        let findings: Vec<_> = expected
            .filter(|attribute| !is_there(attribute.name()))
            .map(|attribute| {
                let requirement = Requirement::of(attribute);
                let (words, key) = (requirement.words, attribute.name());
                self.signal.finding(
                    &format!("entity_{}_attribute_not_present", requirement.id),
                    requirement.level,
                    format!(
                        "{words} attribute '{key}' for entity '{name}' is not present in the \
                         resource."
                    ),
                    json!({ "attribute_key": key, "entity_type": name }),
                )
            })
            .collect();
        Outcome {
            is_satisfied: findings
                .iter()
                .all(|finding| finding.level != FindingLevel::Violation),
            findings,
        }
    }

    fn not_satisfied(&self, parts: &[Json]) -> PolicyFinding {
        let mut names = Vec::new();
        for part in parts {
            referenced(part, &mut names);
        }
        let list = names.join(", ");
        self.signal.finding(
            "entity_association_not_satisfied",
            FindingLevel::Violation,
            format!("None of the associated entities [{list}] were satisfied by the resource."),
            json!({ "entity_type": names }),
        )
    }
}

/// The entities in an association, each once.
fn referenced<'a>(association: &'a Json, names: &mut Vec<&'a str>) {
    let parts = ["one_of", "all_of"].map(|key| association.get(key).and_then(Json::as_array));
    let mut is_entity = true;
    for part in parts.into_iter().flatten().flatten() {
        is_entity = false;
        referenced(part, names);
    }
    let name = entity_type(association);
    if is_entity && !names.contains(&name) {
        names.push(name);
    }
}

/// The type of the entity that a simple association names: itself, or in version 2 its `type`.
fn entity_type(association: &Json) -> &str {
    let name = association.as_str();
    name.or_else(|| association.get("type").and_then(Json::as_str))
        .unwrap_or_default()
}

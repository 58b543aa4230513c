use std::collections::{BTreeMap, BTreeSet};

use super::problem::LintProblem;
use super::{CODE_GENERATION, Linter, code_generation, full_name};
use crate::model::{GroupSpec, GroupType, Value};
use crate::source::{Part, YamlPath};

impl<'a> Linter<'a> {
    /// Names that are different in the registry and the same in code, or the other way round.
    pub(super) fn names(&mut self) {
        self.attribute_names();
        self.span_names();
    }

    fn attribute_names(&mut self) {
        let mut first_of: BTreeMap<String, &'a str> = BTreeMap::new();
        let mut reported: BTreeSet<&'a str> = BTreeSet::new();
        for spec in self.specs.clone() {
            let Some(group) = self.group(spec) else {
                continue;
            };
            for attribute in &group.attributes {
                let name = attribute.name.as_str();
                let identifier = identifier(name);
                let other = *first_of.entry(identifier.clone()).or_insert(name);
                if other == name || !reported.insert(name) {
                    continue;
                }
                let problem = LintProblem::CollidingAttributeNames {
                    attribute_id: name.to_owned(),
                    other: other.to_owned(),
                    identifier,
                };
                self.report(&problem, spec.file, entry_path(spec, name), Part::Value);
            }
        }
    }

    fn span_names(&mut self) {
        let spans: Vec<&'a GroupSpec> = self
            .specs
            .iter()
            .copied()
            .filter(|spec| spec.r#type == GroupType::Span)
            .collect();
        let name = |span: &'a GroupSpec| {
            code_generation(span.annotations.as_ref(), "span_name").and_then(Value::as_str)
        };
        if spans.iter().all(|span| name(span).is_none()) {
            return;
        }
        let mut first_of: BTreeMap<&str, &str> = BTreeMap::new();
        for span in spans {
            let path = span.path();
            let group_id = span.id.clone();
            let Some(span_name) = name(span) else {
                let problem = LintProblem::MissingSpanName { group_id };
                self.report(&problem, span.file, path.key("id"), Part::Value);
                continue;
            };
            let other = *first_of.entry(span_name).or_insert(&span.id);
            if other != span.id {
                let (other, span_name) = (other.to_owned(), span_name.to_owned());
                let problem = LintProblem::CollidingSpanNames {
                    group_id,
                    other,
                    span_name,
                };
                let path = path
                    .key("annotations")
                    .key(CODE_GENERATION)
                    .key("span_name");
                self.report(&problem, span.file, path, Part::Value);
            }
        }
    }
}

/// Where `spec` names the attribute, or the group from which it inherits it.
fn entry_path(spec: &GroupSpec, name: &str) -> YamlPath {
    match spec
        .attributes
        .iter()
        .find(|own| full_name(spec, own) == name)
    {
        Some(own) if own.is_definition() => spec.attribute_path(own).key("id"),
        Some(own) => spec.attribute_path(own).key("ref"),
        None => spec.path().key("extends"),
    }
}

/// What a name becomes where dots are not allowed.
fn identifier(name: &str) -> String {
    name.replace(['.', '-'], "_")
}

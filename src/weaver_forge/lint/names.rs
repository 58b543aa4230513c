use std::collections::BTreeMap;

use super::problem::LintProblem;
use super::{CODE_GENERATION, Linter, attribute_path, code_generation, full_name};
use crate::model::{GroupSpec, GroupType, Value};
use crate::source::{Part, YamlPath};

impl<'a> Linter<'a> {
    /// Names that are different in the registry and the same in code, or the other way round.
    pub(super) fn names(&mut self) {
        self.attribute_names();
        self.span_names();
    }

    fn attribute_names(&mut self) {
        let mut first_of: BTreeMap<String, String> = BTreeMap::new();
        let mut reported: Vec<String> = Vec::new();
        for (group, attribute) in self.attributes() {
            let name = full_name(group, attribute);
            let identifier = identifier(&name);
            let other = first_of
                .entry(identifier.clone())
                .or_insert_with(|| name.clone())
                .clone();
            if other == name || reported.contains(&name) {
                continue;
            }
            reported.push(name.clone());
            let key = if attribute.is_definition() {
                "id"
            } else {
                "ref"
            };
            let path = attribute_path(group, attribute).key(key);
            let problem = LintProblem::CollidingAttributeNames {
                attribute_id: name,
                other,
                identifier,
            };
            self.report(&problem, group.file, path, Part::Value);
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
            let path = YamlPath::group(span.index);
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

/// What a name becomes where dots are not allowed.
fn identifier(name: &str) -> String {
    name.replace(['.', '-'], "_")
}

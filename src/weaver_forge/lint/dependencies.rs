use super::problem::LintProblem;
use super::{Linter, code_generation, full_name};
use crate::model::Value;
use crate::source::Part;

impl Linter<'_> {
    /// References to what dependencies have given up, and definitions of what they define.
    pub(super) fn dependencies(&mut self) {
        for (group, attribute) in self.attributes() {
            let name = full_name(group, attribute);
            let Some((registry, upstream)) = self.upstream.definitions(&name).next() else {
                continue;
            };
            let (group_id, path) = (group.id.clone(), group.attribute_path(attribute));
            if attribute.is_definition() {
                let dependency = registry.schema_url.to_string();
                let problem = LintProblem::RedefinedUpstreamAttribute {
                    group_id,
                    attribute_id: name,
                    dependency,
                };
                self.report(&problem, group.file, path.key("id"), Part::Value);
                continue;
            }
            let Some(deprecated) = &upstream.deprecated else {
                continue;
            };
            let reason = code_generation(attribute.annotations.as_ref(), "allow_deprecated");
            let is_allowed = reason.and_then(Value::as_str).is_some();
            let is_local = self
                .attributes()
                .iter()
                .any(|(group, it)| it.is_definition() && full_name(group, it) == name);
            if !is_allowed && !is_local {
                let note = deprecated.note().trim().to_owned();
                let problem = LintProblem::DeprecatedUpstreamAttribute {
                    group_id,
                    attribute_id: name,
                    note,
                };
                self.report(&problem, group.file, path.key("ref"), Part::Value);
            }
        }
    }
}

use std::collections::BTreeSet;

use super::problem::LintProblem;
use super::{Linter, code_generation, full_name};
use crate::model::{AttributeSpec, Value};
use crate::source::Part;

impl Linter<'_> {
    /// Definitions that reach no signal. What is deprecated or kept from generators may stay.
    pub(super) fn unused(&mut self) {
        let signals = self
            .groups
            .values()
            .filter(|group| group.r#type.is_signal());
        let used: BTreeSet<&str> = signals
            .flat_map(|group| &group.attributes)
            .map(|it| it.name.as_str())
            .collect();
        for (group, attribute) in self.attributes() {
            let attribute_id = full_name(group, attribute);
            let is_unused = attribute.is_definition() && !used.contains(attribute_id.as_str());
            if is_unused && !is_retired(attribute) {
                let group_id = group.id.clone();
                let problem = LintProblem::UnusedAttribute {
                    group_id,
                    attribute_id,
                };
                let path = group.attribute_path(attribute).key("id");
                self.report(&problem, group.file, path, Part::Value);
            }
        }
    }
}

fn is_retired(attribute: &AttributeSpec) -> bool {
    let excluded = code_generation(attribute.annotations.as_ref(), "exclude");
    attribute.deprecated.is_some() || excluded.and_then(Value::as_bool).unwrap_or_default()
}

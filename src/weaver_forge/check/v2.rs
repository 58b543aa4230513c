use super::Checker;
use super::problem::CheckProblem;
use crate::model::{AttributeRole, AttributeSpec, GroupType};
use crate::source::{Part, Spot};

impl Checker<'_> {
    /// The rules for files of format 2, where the format itself leaves little to get wrong.
    pub(super) fn group_v2(&mut self) {
        let is_definition = self.group.extends.is_none();
        if self.is_broken(&self.path()) {
            return;
        }
        if self.group.r#type == GroupType::Entity {
            self.identity(is_definition);
        }
        let needs_level = is_definition && self.group.r#type.is_signal();
        if needs_level && self.group.requirement_level.is_none() {
            let (path_or_url, group_id) = self.ids();
            let problem = CheckProblem::MissingRequirementLevelWarning {
                path_or_url,
                group_id,
            };
            self.report(&problem, Spot::Node(self.path(), Part::Value));
        }
    }

    fn identity(&mut self, is_definition: bool) {
        let group = self.group;
        let name = group.name.as_deref().unwrap_or(&group.id);
        let with = |role| {
            let has_role = move |it: &&AttributeSpec| it.role == Some(role);
            group.attributes.iter().filter(has_role)
        };
        let identifying: Vec<&str> = with(AttributeRole::Identifying)
            .map(|it| it.name.as_str())
            .collect();
        let path_or_url = self.path_or_url.to_owned();
        let group_id = name.to_owned();
        if is_definition && identifying.is_empty() {
            let problem = CheckProblem::EntityMissingIdentity {
                path_or_url,
                group_id,
            };
            self.report(&problem, Spot::Node(self.path().key("identity"), Part::Key));
            return;
        }
        for both in
            with(AttributeRole::Descriptive).filter(|it| identifying.contains(&it.name.as_str()))
        {
            let problem = CheckProblem::AttributeInIdentityAndDescription {
                path_or_url: path_or_url.clone(),
                group_id: group_id.clone(),
                attribute_id: both.name.clone(),
            };
            let path = group.attribute_path(both).key("ref");
            self.report(&problem, Spot::Node(path, Part::Value));
        }
    }
}

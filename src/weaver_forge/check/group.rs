use super::{CheckProblem, Checker};
use crate::model::{Deprecated, EntityAssociation, GroupType, Stability};
use crate::source::{Part, Spot};

impl Checker<'_> {
    /// Everything about the group, in Weaver's order.
    pub(super) fn group(&mut self) {
        self.prefix();
        self.stability();
        self.references();
        self.contents();
        self.type_and_fields();
        self.event();
        self.metric();
        if let Some(Deprecated::Unspecified { .. }) = self.group.deprecated {
            let id = self.group.id.clone();
            let error = "Unstructured deprecated note is not supported on groups.".to_owned();
            let path_or_url = self.path_or_url.to_owned();
            let problem = CheckProblem::UnstructuredDeprecatedProperty {
                path_or_url,
                id,
                error,
            };
            self.report_at("deprecated", &problem);
        }
        for attribute in &self.group.attributes {
            self.attribute(attribute);
        }
        self.associations();
    }

    pub(super) fn ids(&self) -> (String, String) {
        (self.path_or_url.to_owned(), self.group.id.clone())
    }

    fn prefix(&mut self) {
        if !self.group.prefix.is_empty() {
            let (path_or_url, group_id) = self.ids();
            let problem = CheckProblem::InvalidGroupUsesPrefix {
                path_or_url,
                group_id,
            };
            self.report(&problem, Spot::Node(self.path().key("prefix"), Part::Key));
        }
    }

    fn stability(&mut self) {
        let (key, error) = match self.group.stability {
            Some(Stability::Deprecated) => (
                "stability",
                "Group stability is set to 'deprecated' which is no longer supported.",
            ),
            None if self.group.r#type != GroupType::AttributeGroup
                && !self.is_broken(&self.path().key("stability")) =>
            {
                ("id", "This group does not contain a stability field.")
            }
            _ => return,
        };
        let (path_or_url, group_id) = self.ids();
        self.report_at(
            key,
            &CheckProblem::InvalidGroupStability {
                path_or_url,
                group_id,
                error,
            },
        );
    }

    fn references(&mut self) {
        let mut seen = std::collections::BTreeSet::new();
        let references = self
            .group
            .attributes
            .iter()
            .filter(|it| !it.is_definition());
        let mut twice = Vec::new();
        for reference in references {
            if !seen.insert(&reference.name) {
                twice.push(reference);
            }
        }
        for reference in twice {
            let (path_or_url, group_id) = self.ids();
            let attribute_ref = reference.name.clone();
            let problem = CheckProblem::InvalidGroupDuplicateAttributeRef {
                path_or_url,
                group_id,
                attribute_ref,
            };
            let path = self
                .path()
                .key("attributes")
                .index(reference.index)
                .key("ref");
            self.report(&problem, Spot::Node(path, Part::Value));
        }
    }

    fn contents(&mut self) {
        let needs_none = matches!(self.group.r#type, GroupType::Metric | GroupType::Event);
        let has_some = self.group.extends.is_some() || !self.group.attributes.is_empty();
        if !needs_none && !has_some && !self.is_broken(&self.path().key("attributes")) {
            let (path_or_url, group_id) = self.ids();
            let problem = CheckProblem::InvalidGroupMissingExtendsOrAttributes {
                path_or_url,
                group_id,
                error: "This group does not contain an extends or attributes field.",
            };
            self.report_at("id", &problem);
        }
    }

    fn type_and_fields(&mut self) {
        let group = self.group;
        if !matches!(group.r#type, GroupType::Span | GroupType::Undefined) {
            if group.span_kind.is_some() {
                let error =
                    "This group contains a span_kind field but the type is not set to span.";
                self.invalid_group("span_kind", error.to_owned());
            }
            if !group.events.is_empty() {
                let error = "This group contains an events field but the type is not set to span.";
                self.invalid_group("events", error.to_owned());
            }
        }
        if group.r#type == GroupType::Undefined && !self.is_broken(&self.path().key("type")) {
            let (path_or_url, group_id) = self.ids();
            let error = "This group does not contain a type field.";
            let problem = CheckProblem::InvalidGroupMissingType {
                path_or_url,
                group_id,
                error,
            };
            self.report_at("id", &problem);
        }
        let has_kind = group.span_kind.is_some() || self.is_broken(&self.path().key("span_kind"));
        if group.r#type == GroupType::Span && !has_kind {
            let (path_or_url, group_id) = self.ids();
            let error = "This group is a Span but the span_kind is not set.";
            let problem = CheckProblem::InvalidSpanMissingSpanKind {
                path_or_url,
                group_id,
                error,
            };
            self.report_at("id", &problem);
        }
    }

    pub(super) fn invalid_group(&mut self, key: &str, error: String) {
        let (path_or_url, group_id) = self.ids();
        let problem = CheckProblem::InvalidGroup {
            path_or_url,
            group_id,
            error,
        };
        self.report(&problem, Spot::Node(self.path().key(key), Part::Key));
    }

    fn event(&mut self) {
        let group = self.group;
        if group.r#type != GroupType::Event {
            if group.body.is_some() {
                let error = "This group contains a body field but the type is not set to event.";
                self.invalid_group("body", error.to_owned());
            }
            return;
        }
        if group.name.is_none() && !self.is_broken(&self.path().key("name")) {
            if group.body.is_some() {
                let error = "This group contains an event type with a body definition but the name \
                             is not set.";
                self.invalid_group("id", error.to_owned());
            } else if group.prefix.is_empty() {
                let error = "This group contains an event type but the name is not set and no prefix is \
                     defined.";
                self.invalid_group("id", error.to_owned());
            }
        }
        if let Some(body) = &group.body {
            self.body(body, self.path().key("body"));
        }
    }

    fn metric(&mut self) {
        let group = self.group;
        if group.r#type != GroupType::Metric {
            return;
        }
        let fields = [
            (
                "metric_name",
                group.metric_name.is_some(),
                "This group contains a metric type but the metric_name is not set.",
            ),
            (
                "instrument",
                group.instrument.is_some(),
                "This group contains a metric type but the instrument is not set.",
            ),
            (
                "unit",
                group.unit.is_some(),
                "This group contains a metric type but the unit is not set.",
            ),
        ];
        for (key, is_set, error) in fields {
            if !is_set && !self.is_broken(&self.path().key(key)) {
                let (path_or_url, group_id) = self.ids();
                let problem = CheckProblem::InvalidMetric {
                    path_or_url,
                    group_id,
                    error,
                };
                self.report_at("id", &problem);
            }
        }
    }

    fn associations(&mut self) {
        let group = self.group;
        if group.entity_associations.is_empty() {
            return;
        }
        let can_have = matches!(
            group.r#type,
            GroupType::Event | GroupType::Metric | GroupType::Span
        );
        if !can_have {
            let name = group.r#type.weaver_name();
            let error = format!("Group with entity_associations cannot have type: {name}");
            self.invalid_group("entity_associations", error);
        }
        for association in &group.entity_associations {
            self.association(association);
        }
    }

    fn association(&mut self, association: &EntityAssociation) {
        let key = "entity_associations";
        let (parts, word) = match association {
            EntityAssociation::Entity(name) if name.is_empty() => {
                let error = "entity_associations contains an empty reference".to_owned();
                return self.invalid_group(key, error);
            }
            EntityAssociation::Entity(_) => return,
            EntityAssociation::OneOf { one_of } => (one_of, "one_of"),
            EntityAssociation::AllOf { all_of } => (all_of, "all_of"),
        };
        if parts.is_empty() {
            let error = format!("entity_associations contains an empty `{word}` group");
            self.invalid_group(key, error);
        }
        for part in parts {
            self.association(part);
        }
    }
}

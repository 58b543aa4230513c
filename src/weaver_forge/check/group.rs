use std::collections::BTreeSet;

use super::Checker;
use super::problem::{CheckProblem, GroupProblem};
use crate::model::{Deprecated, EntityAssociation, GroupType, Stability};
use crate::source::{Part, Spot};

/// A kind of finding about a group.
type Kind = fn(GroupProblem) -> CheckProblem;

impl Checker<'_> {
    /// Everything about the group, in Weaver's order.
    pub(super) fn group(&mut self) {
        self.prefix();
        self.stability();
        self.references();
        self.contents();
        self.span_fields();
        self.type_and_kind();
        self.event();
        self.metric();
        self.deprecation();
        for attribute in &self.group.attributes {
            self.attribute(attribute);
        }
        self.associations();
    }

    /// The path of the file and the id of the group, with which most findings begin.
    pub(super) fn ids(&self) -> (String, String) {
        (self.path_or_url.to_owned(), self.group.id.clone())
    }

    fn report_group(&mut self, kind: Kind, key: &str, part: Part, error: impl Into<String>) {
        let (path_or_url, group_id) = self.ids();
        let problem = GroupProblem {
            path_or_url,
            group_id,
            error: error.into(),
        };
        self.report(&kind(problem), Spot::Node(self.path().key(key), part));
    }

    /// Reports a field that is not there: at the id, because there is no better place.
    fn missing(&mut self, kind: Kind, error: &str) {
        self.report_group(kind, "id", Part::Value, error);
    }

    /// Reports a field that should not be there.
    fn misplaced(&mut self, key: &str, error: impl Into<String>) {
        self.report_group(CheckProblem::InvalidGroup, key, Part::Key, error);
    }

    /// Whether a field is there, even if it could not be read.
    fn has(&self, key: &str, is_set: bool) -> bool {
        is_set || self.is_broken(&self.path().key(key))
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
        let kind = CheckProblem::InvalidGroupStability;
        let has_one = self.has("stability", self.group.stability.is_some());
        if self.group.stability == Some(Stability::Deprecated) {
            let error = "Group stability is set to 'deprecated' which is no longer supported.";
            self.report_group(kind, "stability", Part::Value, error);
        } else if !has_one && self.group.r#type != GroupType::AttributeGroup {
            self.missing(kind, "This group does not contain a stability field.");
        }
    }

    fn references(&mut self) {
        let mut seen = BTreeSet::new();
        let references = self
            .group
            .attributes
            .iter()
            .filter(|it| !it.is_definition());
        for reference in references.filter(|it| !seen.insert(&it.name)) {
            let (path_or_url, group_id) = self.ids();
            let problem = CheckProblem::InvalidGroupDuplicateAttributeRef {
                path_or_url,
                group_id,
                attribute_ref: reference.name.clone(),
            };
            let path = self.group.attribute_path(reference).key("ref");
            self.report(&problem, Spot::Node(path, Part::Value));
        }
    }

    fn contents(&mut self) {
        let needs_none = matches!(self.group.r#type, GroupType::Metric | GroupType::Event);
        let has_attributes = self.has("attributes", !self.group.attributes.is_empty());
        if !needs_none && !has_attributes && !self.has("extends", self.group.extends.is_some()) {
            let kind = CheckProblem::InvalidGroupMissingExtendsOrAttributes;
            let error = "This group does not contain an extends or attributes field.";
            self.missing(kind, error);
        }
    }

    fn span_fields(&mut self) {
        if matches!(self.group.r#type, GroupType::Span | GroupType::Undefined) {
            return;
        }
        if self.group.span_kind.is_some() {
            let error = "This group contains a span_kind field but the type is not set to span.";
            self.misplaced("span_kind", error);
        }
        if !self.group.events.is_empty() {
            let error = "This group contains an events field but the type is not set to span.";
            self.misplaced("events", error);
        }
    }

    fn type_and_kind(&mut self) {
        if !self.has("type", self.group.r#type != GroupType::Undefined) {
            let kind = CheckProblem::InvalidGroupMissingType;
            self.missing(kind, "This group does not contain a type field.");
        }
        let has_kind = self.has("span_kind", self.group.span_kind.is_some());
        if self.group.r#type == GroupType::Span && !has_kind {
            let kind = CheckProblem::InvalidSpanMissingSpanKind;
            self.missing(kind, "This group is a Span but the span_kind is not set.");
        }
    }

    fn event(&mut self) {
        let group = self.group;
        if group.r#type != GroupType::Event {
            if group.body.is_some() {
                let error = "This group contains a body field but the type is not set to event.";
                self.misplaced("body", error);
            }
            return;
        }
        if !self.has("name", group.name.is_some()) {
            if group.body.is_some() {
                let error = "This group contains an event type with a body definition but the name is not set.";
                self.missing(CheckProblem::InvalidGroup, error);
            } else if group.prefix.is_empty() {
                let error = "This group contains an event type but the name is not set and no prefix is defined.";
                self.missing(CheckProblem::InvalidGroup, error);
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
            ("metric_name", group.metric_name.is_some()),
            ("instrument", group.instrument.is_some()),
            ("unit", group.unit.is_some()),
        ];
        for (key, is_set) in fields {
            if !self.has(key, is_set) {
                let error = format!("This group contains a metric type but the {key} is not set.");
                self.missing(CheckProblem::InvalidMetric, &error);
            }
        }
    }

    fn deprecation(&mut self) {
        if let Some(Deprecated::Unspecified { .. }) = self.group.deprecated {
            let (path_or_url, id) = self.ids();
            let error = "Unstructured deprecated note is not supported on groups.".to_owned();
            let problem = CheckProblem::UnstructuredDeprecatedProperty {
                path_or_url,
                id,
                error,
            };
            self.report(
                &problem,
                Spot::Node(self.path().key("deprecated"), Part::Value),
            );
        }
    }

    fn associations(&mut self) {
        let group = self.group;
        let can_have = matches!(
            group.r#type,
            GroupType::Event | GroupType::Metric | GroupType::Span
        );
        if !can_have && !group.entity_associations.is_empty() {
            let name = group.r#type.weaver_name();
            let error = format!("Group with entity_associations cannot have type: {name}");
            self.misplaced("entity_associations", error);
        }
        for (index, association) in group.entity_associations.iter().enumerate() {
            if let Some(what) = empty_part(association) {
                let (path_or_url, group_id) = self.ids();
                let error = format!("entity_associations contains an empty {what}");
                let problem = CheckProblem::InvalidGroup(GroupProblem {
                    path_or_url,
                    group_id,
                    error,
                });
                let path = self.path().key("entity_associations").index(index);
                self.report(&problem, Spot::Node(path, Part::Value));
            }
        }
    }
}

/// What the first part of `association` is that names no entity.
fn empty_part(association: &EntityAssociation) -> Option<&'static str> {
    let (parts, what) = match association {
        EntityAssociation::Entity(name) => {
            return name.trim().is_empty().then_some("entity reference");
        }
        EntityAssociation::OneOf { one_of } => (one_of, "`one_of` group"),
        EntityAssociation::AllOf { all_of } => (all_of, "`all_of` group"),
    };
    match parts.as_slice() {
        [] => Some(what),
        parts => parts.iter().find_map(empty_part),
    }
}

use super::super::decode::{Decoder, Fields};
use super::attribute::{Attributes, Sampling};
use crate::model::{GroupSpec, GroupType};
use crate::source::ListEntry;

impl Decoder<'_> {
    pub(super) fn entity_refinement(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
    ) -> Option<GroupSpec> {
        let attributes = self.entity_attributes(fields);
        let refinement = self.refinement(fields, entry, "entity")?;
        Some(GroupSpec {
            r#type: GroupType::Entity,
            name: Some(refinement.id.clone()),
            attributes,
            ..refinement
        })
    }

    pub(super) fn event_refinement(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
    ) -> Option<GroupSpec> {
        let refinement = self.signal_refinement(fields, entry, "event", Sampling::Unknown)?;
        Some(GroupSpec {
            r#type: GroupType::Event,
            name: Some(refinement.id.clone()),
            ..refinement
        })
    }

    pub(super) fn metric_refinement(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
    ) -> Option<GroupSpec> {
        let refinement = self.signal_refinement(fields, entry, "metric", Sampling::Unknown)?;
        Some(GroupSpec {
            r#type: GroupType::Metric,
            ..refinement
        })
    }

    pub(super) fn span_refinement(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
    ) -> Option<GroupSpec> {
        let span_name = fields.optional(self, "name", Decoder::span_name);
        let refinement = self.signal_refinement(fields, entry, "span", Sampling::Allowed)?;
        Some(GroupSpec {
            r#type: GroupType::Span,
            name: Some(refinement.id.clone()),
            span_name,
            ..refinement
        })
    }

    /// What refinements of events, metrics and spans have in common.
    fn signal_refinement(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
        kind: &str,
        sampling: Sampling,
    ) -> Option<GroupSpec> {
        let Attributes {
            references: attributes,
            includes,
        } = self.attributes_v2(fields, sampling);
        let entity_associations =
            fields.defaulted(self, "entity_associations", Decoder::entity_associations);
        let refinement = self.refinement(fields, entry, kind)?;
        Some(GroupSpec {
            attributes,
            includes,
            entity_associations,
            ..refinement
        })
    }

    /// What all refinements have in common; what one leaves out comes from the signal it refines.
    fn refinement(
        &mut self,
        fields: &mut Fields<'_>,
        entry: ListEntry,
        kind: &str,
    ) -> Option<GroupSpec> {
        let id = fields.required(self, "id", Decoder::string);
        let refined = fields.required(self, "ref", Decoder::string);
        let brief = fields.optional(self, "brief", Decoder::string);
        let note = fields.optional(self, "note", Decoder::string);
        let refinement = GroupSpec {
            brief: brief.unwrap_or_default(),
            note: note.unwrap_or_default(),
            stability: fields.optional(self, "stability", Decoder::stability),
            deprecated: fields.optional(self, "deprecated", Decoder::structured_deprecated),
            annotations: fields
                .optional(self, "annotations", Decoder::annotations)
                .filter(|annotations| !annotations.is_empty()),
            is_v2: true,
            ..GroupSpec::new(self.file, Some(entry))
        };
        Some(GroupSpec {
            id: id?,
            extends: refined.map(|name| format!("{kind}.{name}")),
            ..refinement
        })
    }
}

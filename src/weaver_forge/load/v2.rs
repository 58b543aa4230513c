//! Definition files of format 2. They are put in the words of format 1 while they are read: an
//! entry of `metrics` becomes a group of type metric, a refinement one that extends another, and the
//! attributes of a file a group of their own.

mod attribute;
mod refinement;
mod signal;

use std::path::{Component, Path};

use serde_yaml::Value;

use super::decode::{Decoder, Fields};
use crate::model::{Annotations, AttributeSpec, GroupSpec, GroupType};
use crate::source::ListEntry;

/// What groups that come from the attributes of a file say about themselves.
const SYNTHETIC_BRIEF: &str = "<synthetic v2>";

/// How an entry of a list becomes a group.
type Lower<'a> = fn(&mut Decoder<'a>, &mut Fields<'_>, ListEntry) -> Option<GroupSpec>;

impl<'a> Decoder<'a> {
    /// Everything that a file of format 2 defines, in the order in which Weaver takes it up.
    pub(super) fn definitions_v2(&mut self, fields: &mut Fields<'_>) -> Vec<GroupSpec> {
        let lists: [(_, _, Lower<'a>); 9] = [
            ("entities", "an entity", Decoder::entity),
            ("events", "an event", Decoder::event),
            ("metrics", "a metric", Decoder::metric),
            ("spans", "a span", Decoder::span),
            (
                "attribute_groups",
                "an attribute group",
                Decoder::attribute_group,
            ),
            (
                "entity_refinements",
                "an entity refinement",
                Decoder::entity_refinement,
            ),
            (
                "event_refinements",
                "an event refinement",
                Decoder::event_refinement,
            ),
            (
                "metric_refinements",
                "a metric refinement",
                Decoder::metric_refinement,
            ),
            (
                "span_refinements",
                "a span refinement",
                Decoder::span_refinement,
            ),
        ];
        let attributes = fields.defaulted(self, "attributes", |decoder, value| {
            decoder.list_or_null(value, Decoder::attribute_v2)
        });
        let mut groups: Vec<_> = self.attributes_of_file(attributes).into_iter().collect();
        for (list, container, lower) in lists {
            groups.extend(fields.defaulted(self, list, |decoder, value| {
                decoder.list_or_null(value, |decoder, index, item| {
                    let entry = ListEntry { list, index };
                    decoder.lowered(item, container, entry, lower)
                })
            }));
        }
        groups
    }

    fn lowered(
        &mut self,
        item: &Value,
        container: &'static str,
        entry: ListEntry,
        lower: Lower<'a>,
    ) -> Option<GroupSpec> {
        // What refinements leave out they may also write as null.
        let is_refinement = entry.list.ends_with("_refinements");
        let mut fields = self.fields(item, container)?.with_nulls(is_refinement);
        let group = lower(self, &mut fields, entry);
        fields.finish(self);
        group
    }

    fn attributes_of_file(&self, attributes: Vec<AttributeSpec>) -> Option<GroupSpec> {
        (!attributes.is_empty()).then(|| GroupSpec {
            id: format!("registry.{}", dotted(self.path_or_url)),
            r#type: GroupType::AttributeGroup,
            brief: SYNTHETIC_BRIEF.to_owned(),
            attributes,
            is_v2: true,
            ..GroupSpec::new(self.file, None)
        })
    }

    /// Annotations that may be missing, but not null; none are the same as an empty mapping.
    fn annotations_v2(&mut self, fields: &mut Fields<'_>) -> Option<Annotations> {
        let annotations = fields.defaulted(self, "annotations", Decoder::annotations);
        (!annotations.is_empty()).then_some(annotations)
    }
}

/// `model/http/spans.yaml` as `model.http.spans`.
fn dotted(path: &str) -> String {
    let names: Vec<_> = Path::new(path)
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Path::new(name).file_stem(),
            _ => None,
        })
        .map(|name| name.to_string_lossy())
        .collect();
    names.join(".")
}

#[cfg(test)]
mod tests {
    use super::dotted;

    #[test]
    fn a_path_becomes_a_dotted_name() {
        let check = |path, expect| assert_eq!(dotted(path), expect, "{path}");
        check("model/http/spans.yaml", "model.http.spans");
        check("/x/model/a.yml", "x.model.a");
        check("../x.d/a.b.yaml", "x.a.b");
    }
}

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::model::{AttributeSpec, GroupType, SchemaUrl};

/// Where a group and its attributes come from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lineage {
    /// The registry and the file.
    pub provenance: Provenance,
    /// The group it extends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extends_group: Option<String>,
    /// What that group describes.
    #[serde(skip)]
    pub(crate) extends_type: Option<GroupType>,
    /// What is inherited or referred to, by name of attribute. What the group defines is not here.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, AttributeLineage>,
    /// The groups whose attributes it takes over.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub includes_group: BTreeSet<String>,
}

/// The registry and the file of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The registry.
    pub schema_url: SchemaUrl,
    /// The file, below the path of the registry as it was typed.
    pub path: String,
}

/// Where the fields of an attribute come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttributeLineage {
    /// The group that defines the attribute, or from which it is inherited.
    pub source_group: String,
    /// What is as it is there.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub inherited_fields: BTreeSet<&'static str>,
    /// What is not.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub locally_overridden_fields: BTreeSet<&'static str>,
}

impl AttributeLineage {
    /// An attribute taken over from `source_group` as it is there.
    pub(super) fn inherited(source_group: &str, there: &AttributeSpec) -> Self {
        let untracked = ["annotations", "role"];
        let inherited_fields = present(there)
            .filter(|field| !untracked.contains(field))
            .collect();
        Self {
            source_group: source_group.to_owned(),
            inherited_fields,
            locally_overridden_fields: BTreeSet::new(),
        }
    }

    /// An attribute whose fields in `own` replace those of `source_group`.
    pub(super) fn overriding(
        source_group: &str,
        there: &AttributeSpec,
        own: &AttributeSpec,
    ) -> Self {
        let locally_overridden_fields: BTreeSet<_> = present(own).collect();
        let inherited_fields = present(there)
            .filter(|field| !locally_overridden_fields.contains(field))
            .collect();
        Self {
            source_group: source_group.to_owned(),
            inherited_fields,
            locally_overridden_fields,
        }
    }
}

/// The fields that `spec` has. A definition always has a brief, a note and a level, if only an
/// empty one.
fn present(spec: &AttributeSpec) -> impl Iterator<Item = &'static str> {
    let is_definition = spec.is_definition();
    [
        ("annotations", spec.annotations.is_some()),
        ("brief", is_definition || spec.brief.is_some()),
        ("deprecated", spec.deprecated.is_some()),
        ("examples", spec.examples.is_some()),
        ("note", is_definition || spec.note.is_some()),
        (
            "requirement_level",
            is_definition || spec.requirement_level.is_some(),
        ),
        ("role", spec.role.is_some()),
        ("sampling_relevant", spec.sampling_relevant.is_some()),
        ("stability", spec.stability.is_some()),
        ("tag", spec.tag.is_some()),
    ]
    .into_iter()
    .filter_map(|(field, is_present)| is_present.then_some(field))
}

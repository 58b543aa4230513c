//! What changed between two versions of a registry.

mod compare;
mod fields;
mod inventory;
mod text;

use std::collections::BTreeMap;

use serde::Serialize;

use fields::FieldChange;
pub(crate) use inventory::Inventory;
pub(crate) use text::Style;

/// How closely two registries are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// What was added, deprecated and removed: what Weaver reports.
    Names,
    /// Also which fields of what is in both have changed, and spans that have no name.
    Fields,
}

/// The changes from one version of a registry to another, in the shape of Weaver's JSON.
#[derive(Debug, Serialize)]
pub(crate) struct Changes {
    baseline: Version,
    /// By what has changed: attributes first, then the types of signals.
    changes: BTreeMap<Section, Vec<Change>>,
    head: Version,
    #[serde(skip)]
    depth: Depth,
}

/// Which version of a registry was compared.
#[derive(Debug, Serialize)]
struct Version {
    semconv_version: String,
}

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum Section {
    RegistryAttributes,
    Metrics,
    Events,
    Spans,
    /// Entities, as version 1 calls them.
    Entities,
    /// Entities, as version 2 calls them.
    Resources,
    AttributeGroups,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Change {
    /// It was not there before.
    Added { name: String },
    /// It is deprecated now, and has a new name.
    Renamed {
        new_name: String,
        note: String,
        old_name: String,
    },
    /// It is deprecated now, and nothing replaces it.
    Obsoleted { name: String, note: String },
    /// It is deprecated now for another reason.
    Uncategorized { name: String, note: String },
    /// It is not there any more.
    Removed { name: String },
    /// Its fields have changed.
    Updated {
        fields: Vec<FieldChange>,
        name: String,
    },
}

impl Changes {
    /// The changes from `baseline` to `head`.
    pub(crate) fn between(baseline: &Inventory, head: &Inventory, depth: Depth) -> Self {
        let version = |inventory: &Inventory| Version {
            semconv_version: inventory.version.clone(),
        };
        Self {
            baseline: version(baseline),
            changes: compare::changes(&baseline.sections, &head.sections, depth),
            head: version(head),
            depth,
        }
    }
}

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::lineage::{Lineage, Provenance};
use super::{Attribute, Group, Resolved};
use crate::load::{Published, PublishedGroup, Registry};

/// Takes a published registry as it is: everything in it was looked up before.
pub(super) fn resolve(registry: &Registry, published: &Published) -> Resolved {
    let mut groups: Vec<Group> = published
        .groups
        .iter()
        .map(|group| taken(registry, group))
        .collect();
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    let definitions = published.definitions.iter().cloned();
    let definitions = definitions.filter_map(Attribute::from_spec);
    Resolved {
        schema_url: registry.schema_url.clone(),
        groups,
        definitions: definitions.map(|it| (it.name.clone(), it)).collect(),
        dependencies: Vec::new(),
        is_published: true,
    }
}

fn taken(registry: &Registry, group: &PublishedGroup) -> Group {
    let spec = &group.spec;
    let attributes = spec.attributes.iter().cloned();
    let attributes = attributes.filter_map(Attribute::from_spec).collect();
    let lineage = Lineage {
        provenance: Provenance {
            schema_url: group
                .source
                .as_ref()
                .unwrap_or(&registry.schema_url)
                .clone(),
            path: String::new(),
        },
        extends_group: spec.extends.clone(),
        extends_type: group.is_refinement.then_some(spec.r#type),
        attributes: BTreeMap::new(),
        includes_group: Default::default(),
    };
    Group::new(spec, attributes, lineage)
}

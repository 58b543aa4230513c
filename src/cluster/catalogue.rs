//! The kinds that come with Kubernetes, for clusters of which only manifests are known.

mod access;
mod builtin;
mod extension;
mod network;
mod nodes;
mod policy;
mod storage;
mod workloads;

use std::collections::{BTreeMap, BTreeSet};

use knowledge::ResourceKind;

pub(crate) use builtin::Builtin;

use crate::excluded::is_excluded;
use crate::object::{Contents, group_of};

const TABLES: [&[Builtin]; 7] = [
    workloads::KINDS,
    network::KINDS,
    storage::KINDS,
    access::KINDS,
    policy::KINDS,
    nodes::KINDS,
    extension::KINDS,
];

/// The built-in kind of a group, whatever its version.
pub(crate) fn find(api_group: &str, kind: &str) -> Option<&'static Builtin> {
    TABLES
        .into_iter()
        .flatten()
        .find(|builtin| builtin.group == api_group && builtin.kind == kind)
}

/// The kinds of a reading, ordered by name: every one that is defined, and the built-in ones that its objects use.
pub(crate) fn kinds(contents: Contents) -> Vec<ResourceKind> {
    let used: BTreeSet<(&str, &str)> = contents
        .objects
        .iter()
        .map(|object| (group_of(&object.api_version), object.kind.as_str()))
        .collect();
    let mut kinds: BTreeMap<String, ResourceKind> = used
        .into_iter()
        .filter_map(|(group, kind)| find(group, kind))
        .map(|builtin| (builtin.name(), builtin.to_kind()))
        .collect();
    for kind in contents.definitions {
        if !is_excluded(&kind.api_group, &kind.kind) {
            kinds.insert(kind.name.clone(), kind);
        }
    }
    kinds.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use knowledge::Field;

    #[test]
    fn every_entry_is_complete_and_there_only_once() {
        let mut names = BTreeSet::new();
        for builtin in TABLES.into_iter().flatten() {
            let kind = builtin.to_kind();
            assert!(
                names.insert(kind.name.clone()),
                "{} is there twice",
                kind.name
            );
            assert!(
                kind.name.starts_with(|c: char| c.is_ascii_lowercase()),
                "{}",
                kind.name
            );
            assert!(
                kind.description.is_some_and(|text| text.ends_with('.')),
                "{} lacks a description",
                builtin.kind
            );
            assert!(!kind.fields.is_empty(), "{} has no fields", builtin.kind);
            for (_, field) in Field::walk(&kind.fields) {
                assert!(
                    !field.type_name.is_empty(),
                    "{} of {}",
                    field.name,
                    builtin.kind
                );
            }
        }
    }

    #[test]
    fn no_excluded_kind_is_in_the_catalogue() {
        assert!(
            TABLES
                .into_iter()
                .flatten()
                .all(|builtin| !is_excluded(builtin.group, builtin.kind))
        );
    }

    #[test]
    fn a_kind_is_found_by_group_not_by_name_alone() {
        assert_eq!(
            find("apps", "Deployment").map(|builtin| builtin.plural),
            Some("deployments")
        );
        assert!(find("acme.io", "Deployment").is_none());
        assert_eq!(
            find("", "Namespace").map(|builtin| builtin.namespaced),
            Some(false)
        );
    }
}

//! Kinds that say nothing about what a cluster offers or runs: records, heartbeats, questions.

/// Groups and kinds that are left out of every reading.
///
/// The group is part of the rule: a custom `Lease` of another group is a kind like any other.
const EXCLUDED: &[(&str, &str)] = &[
    ("", "Binding"),
    ("", "ComponentStatus"),
    ("", "Endpoints"),
    ("", "Event"),
    ("apiextensions.crossplane.io", "ManagedResourceDefinition"),
    ("apiextensions.k8s.io", "CustomResourceDefinition"),
    ("authentication.k8s.io", "SelfSubjectReview"),
    ("authentication.k8s.io", "TokenReview"),
    ("authorization.k8s.io", "LocalSubjectAccessReview"),
    ("authorization.k8s.io", "SelfSubjectAccessReview"),
    ("authorization.k8s.io", "SelfSubjectRulesReview"),
    ("authorization.k8s.io", "SubjectAccessReview"),
    ("coordination.k8s.io", "Lease"),
    ("discovery.k8s.io", "EndpointSlice"),
    ("events.k8s.io", "Event"),
];

pub(crate) fn is_excluded(api_group: &str, kind: &str) -> bool {
    EXCLUDED.contains(&(api_group, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_built_in_kind_is_excluded() {
        assert!(is_excluded("coordination.k8s.io", "Lease"));
        assert!(!is_excluded("acme.io", "Lease"));
    }
}

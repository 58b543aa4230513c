//! Objects to instances.

use std::collections::BTreeMap;

use knowledge::{CLUSTER_SCOPE, Instance, Labels};

use crate::catalogue;
use crate::excluded::is_excluded;
use crate::object::{Contents, Object, group_of};

/// Where an object lives that names no namespace but belongs in one.
const DEFAULT_NAMESPACE: &str = "default";

/// The objects of a reading, each once, ordered by id: where one is given twice, the last wins.
pub(crate) fn instances(contents: Contents) -> Vec<Instance> {
    let custom: BTreeMap<(&str, &str), bool> = contents
        .definitions
        .iter()
        .map(|kind| {
            (
                (kind.api_group.as_str(), kind.kind.as_str()),
                kind.namespaced,
            )
        })
        .collect();
    let mut instances = BTreeMap::new();
    for object in contents.objects {
        let group = group_of(&object.api_version).to_owned();
        if is_excluded(&group, &object.kind) {
            continue;
        }
        // A kind nobody describes is taken for namespaced, as nearly all are.
        let namespaced = catalogue::find(&group, &object.kind)
            .map(|builtin| builtin.namespaced)
            .or_else(|| custom.get(&(group.as_str(), object.kind.as_str())).copied())
            .unwrap_or(true);
        let instance = instance(object, group, namespaced);
        instances.insert(instance.id(), instance);
    }
    instances.into_values().collect()
}

fn instance(object: Object, api_group: String, namespaced: bool) -> Instance {
    let namespace = if namespaced {
        object
            .namespace
            .unwrap_or_else(|| DEFAULT_NAMESPACE.to_owned())
    } else {
        CLUSTER_SCOPE.to_owned()
    };
    Instance {
        namespace,
        name: object.name,
        kind: object.kind,
        api_version: object.api_version,
        api_group,
        labels: object.labels.into_iter().collect::<Labels>(),
        annotations: object
            .annotations
            .into_iter()
            .filter(|(key, _)| describes(key))
            .collect(),
    }
}

/// Whether an annotation describes its object; the others are notes of tools to themselves, some with whole manifests.
pub(crate) fn describes(key: &str) -> bool {
    key == "description" || key.ends_with("/description")
}

#[cfg(test)]
mod tests {
    use super::*;
    use knowledge::ResourceKind;

    fn object(api_version: &str, kind: &str, name: &str, namespace: Option<&str>) -> Object {
        Object {
            api_version: api_version.into(),
            kind: kind.into(),
            name: name.into(),
            namespace: namespace.map(str::to_owned),
            labels: Vec::new(),
            annotations: Vec::new(),
        }
    }

    fn ids(contents: Contents) -> Vec<String> {
        instances(contents).iter().map(Instance::id).collect()
    }

    #[test]
    fn namespaces_follow_the_scope_of_the_kind() {
        let contents = Contents {
            definitions: vec![ResourceKind {
                kind: "Rocket".into(),
                api_group: "acme.example".into(),
                namespaced: false,
                ..ResourceKind::default()
            }],
            objects: vec![
                object("v1", "Pod", "a", None),
                object("v1", "Namespace", "b", Some("ignored")),
                object("acme.example/v1", "Rocket", "c", Some("ignored")),
                object("other.example/v1", "Rocket", "d", None),
                object("other.example/v1", "Rocket", "e", Some("ns")),
            ],
            ..Contents::default()
        };
        assert_eq!(
            ids(contents),
            [
                "_cluster/acme.example/v1/Rocket/c",
                "_cluster/v1/Namespace/b",
                "default/other.example/v1/Rocket/d",
                "default/v1/Pod/a",
                "ns/other.example/v1/Rocket/e",
            ]
        );
    }

    #[test]
    fn excluded_kinds_are_left_out_by_group() {
        let contents = Contents {
            objects: vec![
                object("v1", "Event", "a", None),
                object("coordination.k8s.io/v1", "Lease", "b", None),
                object("acme.io/v1", "Lease", "c", None),
            ],
            ..Contents::default()
        };
        assert_eq!(ids(contents), ["default/acme.io/v1/Lease/c"]);
    }

    #[test]
    fn of_two_objects_with_one_id_the_last_wins() {
        let mut last = object("v1", "Pod", "a", Some("default"));
        last.labels = vec![("run".into(), "2".into())];
        let contents = Contents {
            objects: vec![object("v1", "Pod", "a", None), last],
            ..Contents::default()
        };
        let instances = instances(contents);
        assert_eq!(instances.len(), 1);
        assert_eq!(instances[0].labels.iter().count(), 1);
    }

    #[test]
    fn only_annotations_that_describe_are_kept() {
        let mut pod = object("v1", "Pod", "a", None);
        pod.annotations = [
            ("description", "x"),
            ("acme.io/description", "y"),
            ("kubectl.kubernetes.io/last-applied-configuration", "{}"),
            ("mydescription", "z"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .to_vec();
        let instances = instances(Contents {
            objects: vec![pod],
            ..Contents::default()
        });
        let kept: Vec<&str> = instances[0]
            .annotations
            .iter()
            .map(|(_, value)| value)
            .collect();
        assert_eq!(kept, ["x", "y"]);
    }
}

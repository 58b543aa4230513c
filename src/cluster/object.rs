//! Nodes to Kubernetes objects, lists flattened.

use knowledge::ResourceKind;

use crate::definition;
use crate::document::Node;
use crate::limits::LIST_DEPTH_MAX;
use crate::problem::{Missed, Problem};

/// What identifies and describes an object. Nothing else of it is kept: data of a Secret ends here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) api_version: String,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) namespace: Option<String>,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) annotations: Vec<(String, String)>,
}

/// What a source held.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    pub(crate) definitions: Vec<ResourceKind>,
    pub(crate) objects: Vec<Object>,
    pub(crate) problems: Vec<Problem>,
}

/// Where a document stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) document: usize,
    pub(crate) line: usize,
}

impl Place<'_> {
    pub(crate) fn problem(self, reason: String, missed: Missed) -> Problem {
        Problem {
            file: self.file.to_owned(),
            line: Some(self.line),
            document: Some(self.document),
            reason,
            missed,
        }
    }
}

/// Group and version of an object apart: `apps/v1` is `apps`, `v1` is the core group, which has no name.
pub(crate) fn group_of(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

impl Contents {
    /// Adds what a parsed document holds.
    pub(crate) fn add(&mut self, place: Place<'_>, node: &Node) {
        if *node != Node::Null {
            self.add_below(place, node, "", &Inherited::default(), LIST_DEPTH_MAX);
        }
    }

    fn add_below(
        &mut self,
        place: Place<'_>,
        node: &Node,
        item: &str,
        inherited: &Inherited<'_>,
        lists_left: usize,
    ) {
        let api_version = node.text("apiVersion").or(inherited.api_version);
        let kind = node.text("kind").or(inherited.kind);
        let (Some(api_version), Some(kind)) = (api_version, kind) else {
            return self.refuse(
                place,
                item,
                &missing_type(node, api_version, kind),
                kind_missed(node, kind),
            );
        };
        if kind.ends_with("List") && matches!(node.get("items"), Some(Node::List(_) | Node::Null)) {
            if lists_left == 0 {
                let reason = format!("lists are nested more than {LIST_DEPTH_MAX} deep");
                return self.refuse(place, item, &reason, Missed::Anything);
            }
            let inherited = Inherited::from_list(api_version, kind);
            for (index, below) in node.list("items").iter().enumerate() {
                let item = format!("{item}item {}: ", index + 1);
                self.add_below(place, below, &item, &inherited, lists_left - 1);
            }
            return;
        }
        if definition::is_definition(api_version, kind) {
            match definition::kind_of(node) {
                Ok(kind) => self.definitions.push(kind),
                // Without it, nobody knows whether objects of its kind live in a namespace.
                Err(reason) => self.refuse(place, item, &reason, Missed::Anything),
            }
        } else if group_of(api_version) != LOCAL_GROUP {
            match object(node, api_version, kind) {
                Ok(object) => self.objects.push(object),
                Err(reason) => self.refuse(place, item, &reason, kind_missed(node, Some(kind))),
            }
        }
    }

    fn refuse(&mut self, place: Place<'_>, item: &str, reason: &str, missed: Missed) {
        self.problems
            .push(place.problem(format!("{item}{reason}"), missed));
    }
}

/// Files that configure kustomize look like objects but never are in a cluster.
const LOCAL_GROUP: &str = "kustomize.config.k8s.io";

/// What the items of a typed list may leave out.
#[derive(Default)]
struct Inherited<'a> {
    api_version: Option<&'a str>,
    kind: Option<&'a str>,
}

impl<'a> Inherited<'a> {
    fn from_list(api_version: &'a str, kind: &'a str) -> Self {
        match kind.strip_suffix("List").filter(|kind| !kind.is_empty()) {
            Some(kind) => Self {
                api_version: Some(api_version),
                kind: Some(kind),
            },
            None => Self::default(),
        }
    }
}

fn missing_type(node: &Node, api_version: Option<&str>, kind: Option<&str>) -> String {
    let found = match (node, api_version, kind) {
        (Node::Map(_), None, None) => "a map with neither",
        (Node::Map(_), None, _) => "no apiVersion",
        (Node::Map(_), _, None) => "no kind",
        _ => node.what(),
    };
    format!("expected a Kubernetes object with apiVersion and kind, found {found}")
}

fn kind_missed(node: &Node, kind: Option<&str>) -> Missed {
    kind.map_or(Missed::Anything, |kind| Missed::Objects {
        kind: kind.to_owned(),
        namespace: node
            .at(["metadata", "namespace"])
            .and_then(Node::as_str)
            .map(str::to_owned),
    })
}

fn object(node: &Node, api_version: &str, kind: &str) -> Result<Object, String> {
    let metadata = node
        .get("metadata")
        .filter(|metadata| matches!(metadata, Node::Map(_)));
    let metadata = metadata
        .ok_or_else(|| format!("expected metadata with a name for this {kind}, found none"))?;
    let name = metadata.text("name").ok_or_else(|| {
        if metadata.get("generateName").is_some() {
            format!("expected metadata.name for this {kind}: with generateName alone only the cluster knows its name")
        } else {
            format!("expected metadata.name for this {kind}, found none")
        }
    })?;
    Ok(Object {
        api_version: api_version.to_owned(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        namespace: metadata.text("namespace").map(str::to_owned),
        labels: texts(metadata.map("labels")),
        annotations: texts(metadata.map("annotations")),
    })
}

fn texts(entries: &[(String, Node)]) -> Vec<(String, String)> {
    entries
        .iter()
        .filter_map(|(key, value)| Some((key.clone(), value.scalar()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, parse};

    fn read(yaml: &str) -> Contents {
        let mut contents = Contents::default();
        for node in parse(
            Document {
                number: 1,
                line: 1,
                text: yaml,
            },
            false,
        )
        .unwrap()
        {
            contents.add(
                Place {
                    file: "f.yaml",
                    document: 1,
                    line: 1,
                },
                &node,
            );
        }
        contents
    }

    fn names(contents: &Contents) -> Vec<String> {
        contents
            .objects
            .iter()
            .map(|object| format!("{} {} {}", object.api_version, object.kind, object.name))
            .collect()
    }

    #[test]
    fn lists_and_typed_lists_are_flattened() {
        let contents = read(
            "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n\
             - apiVersion: apps/v1\n  kind: DeploymentList\n  items:\n  - {metadata: {name: b}}\n",
        );
        assert_eq!(names(&contents), ["v1 Pod a", "apps/v1 Deployment b"]);
        assert_eq!(contents.problems, []);
    }

    #[test]
    fn an_empty_list_is_no_problem() {
        assert_eq!(read("apiVersion: v1\nkind: List\nitems: []\n").problems, []);
        assert_eq!(read("").problems, []);
    }

    #[test]
    fn a_bad_item_does_not_hide_the_others() {
        let contents = read(
            "apiVersion: v1\nkind: PodList\nitems:\n- {metadata: {generateName: a-, namespace: ns}}\n- {metadata: {name: b}}\n",
        );
        assert_eq!(names(&contents), ["v1 Pod b"]);
        let problem = &contents.problems[0];
        assert!(
            problem
                .to_string()
                .starts_with("f.yaml:1 (document 1): item 1: expected metadata.name for this Pod"),
            "{problem}"
        );
        assert_eq!(
            problem.missed,
            Missed::Objects {
                kind: "Pod".into(),
                namespace: Some("ns".into())
            }
        );
    }

    #[test]
    fn what_is_no_object_could_have_been_anything() {
        for text in [
            "replicas: 3\n",
            "just text\n",
            "- 1\n",
            "apiVersion: v1\nmetadata: {name: a}\n",
        ] {
            let contents = read(text);
            assert_eq!(contents.problems[0].missed, Missed::Anything, "{text}");
        }
    }

    #[test]
    fn the_data_of_a_secret_is_not_kept() {
        let contents = read(
            "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: hunter2}\n",
        );
        assert!(!format!("{contents:?}").contains("hunter2"));
    }

    #[test]
    fn kustomize_files_are_no_objects_of_a_cluster() {
        let contents = read(
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n",
        );
        assert!(contents.objects.is_empty() && contents.problems.is_empty());
    }
}

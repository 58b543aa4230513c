//! Discovery in two requests, as servers since 1.26 answer it.

use http::StatusCode;
use serde::Deserialize;

use super::{Resource, Served};
use crate::kubernetes::api::{Api, Get};
use crate::kubernetes::error::ApiError;
use crate::{Missed, Problem};

/// Both versions of the list; and plain JSON, so that an older server answers at all.
const ACCEPT: &str = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,\
application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

/// The API server could not ask the server behind a group, and repeats what that said earlier, if anything.
const STALE: &str = "Stale";

#[derive(Debug, Deserialize)]
struct List {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    items: Vec<Group>,
}

#[derive(Debug, Deserialize)]
struct Group {
    #[serde(default)]
    metadata: GroupMetadata,
    #[serde(default)]
    versions: Vec<Version>,
}

#[derive(Debug, Default, Deserialize)]
struct GroupMetadata {
    /// None for the core group.
    #[serde(default)]
    name: String,
}

#[derive(Debug, Deserialize)]
struct Version {
    version: String,
    #[serde(default)]
    resources: Vec<Entry>,
    #[serde(default)]
    freshness: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    resource: String,
    #[serde(default)]
    response_kind: Option<ResponseKind>,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    short_names: Vec<String>,
    #[serde(default)]
    categories: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct ResponseKind {
    #[serde(default)]
    kind: String,
}

/// What is served; `None` if the server does not answer such a question.
pub(super) async fn served(api: &Api) -> Result<Option<Served>, ApiError> {
    let mut served = Served::default();
    for path in ["/api", "/apis"] {
        let Some(list) = list(api, path).await? else {
            return Ok(None);
        };
        for group in list.items {
            group.add_to(&mut served);
        }
    }
    // Some servers answer with an empty list instead of with the older one.
    let is_empty = served.versions.iter().all(Vec::is_empty);
    Ok((!is_empty).then_some(served))
}

async fn list(api: &Api, path: &str) -> Result<Option<List>, ApiError> {
    let get = Get::new(path).accepts(ACCEPT);
    match api
        .json::<List>(&get, "the list of what the API serves")
        .await
    {
        Ok(list) => Ok(Some(list).filter(|list| list.kind == "APIGroupDiscoveryList")),
        Err(error) if error.status() == Some(StatusCode::NOT_ACCEPTABLE) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Group {
    fn add_to(self, served: &mut Served) {
        let name = self.metadata.name;
        for version in self.versions {
            if version.freshness == STALE {
                served.problems.push(Problem::of_api(
                    &super::group_version(&name, &version.version),
                    "the server behind this API group does not answer; what is known of it may be out of date",
                    Missed::Group {
                        api_group: name.clone(),
                    },
                ));
            }
            let resources = version.resources.into_iter();
            let resources = resources.filter_map(|entry| entry.resource(&name, &version.version));
            served.versions.push(resources.collect());
        }
    }
}

impl Entry {
    /// None if it answers with nothing, which only has sub-resources.
    fn resource(self, group: &str, version: &str) -> Option<Resource> {
        Some(Resource {
            group: group.to_owned(),
            version: version.to_owned(),
            kind: self.response_kind?.kind,
            plural: self.resource,
            namespaced: self.scope == "Namespaced",
            verbs: self.verbs,
            short_names: self.short_names,
            categories: self.categories,
        })
    }
}

//! Discovery with one request for each version of each group, as every server answers it.

use futures_util::{StreamExt, stream};
use serde::Deserialize;

use super::{Resource, Served, root};
use crate::kubernetes::api::{Api, Get};
use crate::kubernetes::error::ApiError;
use crate::limits::REQUESTS_AT_ONCE_MAX;
use crate::{Missed, Problem};

#[derive(Debug, Deserialize)]
struct CoreVersions {
    #[serde(default)]
    versions: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Groups {
    #[serde(default)]
    groups: Vec<Group>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    name: String,
    #[serde(default)]
    versions: Vec<Version>,
    #[serde(default)]
    preferred_version: Option<Version>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Version {
    version: String,
}

#[derive(Debug, Deserialize)]
struct Resources {
    #[serde(default)]
    resources: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    name: String,
    kind: String,
    #[serde(default)]
    namespaced: bool,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    short_names: Vec<String>,
    #[serde(default)]
    categories: Vec<String>,
}

/// What is served. A group that does not answer is a problem of the result.
pub(super) async fn served(api: &Api) -> Result<Served, ApiError> {
    let core: CoreVersions = api
        .json(&Get::new("/api"), "the versions of the core API")
        .await?;
    let groups: Groups = api
        .json(&Get::new("/apis"), "the list of API groups")
        .await?;
    let core = core.versions.into_iter().map(|it| (String::new(), it));
    let versions: Vec<(String, String)> = core
        .chain(groups.groups.into_iter().flat_map(Group::by_preference))
        .collect();
    let mut asked = stream::iter(versions)
        .map(|(group, version)| resources(api, group, version))
        .buffered(REQUESTS_AT_ONCE_MAX);
    let mut served = Served::default();
    while let Some(outcome) = asked.next().await {
        match outcome {
            Ok(resources) => served.versions.push(resources),
            Err(problem) => served.problems.push(problem),
        }
    }
    Ok(served)
}

impl Group {
    /// Its name with each version, the preferred one first, the others in the order of the server.
    fn by_preference(self) -> Vec<(String, String)> {
        let Self {
            name,
            mut versions,
            preferred_version: preferred,
        } = self;
        versions.sort_by_key(|version| Some(version) != preferred.as_ref());
        let versions = versions.into_iter();
        versions.map(|it| (name.clone(), it.version)).collect()
    }
}

async fn resources(api: &Api, group: String, version: String) -> Result<Vec<Resource>, Problem> {
    let get = Get::new(root(&group, &version));
    let listed: Result<Resources, ApiError> = api.json(&get, "the kinds of an API group").await;
    match listed {
        Ok(listed) => {
            let entries = listed.resources.into_iter();
            // What has a slash is a part of another kind.
            let entries = entries.filter(|entry| !entry.name.contains('/'));
            Ok(entries
                .map(|entry| entry.resource(&group, &version))
                .collect())
        }
        Err(error) => Err(Problem::of_api(
            &super::group_version(&group, &version),
            format_args!("the kinds of this API group are not known: {error}"),
            Missed::Group {
                api_group: group.clone(),
            },
        )),
    }
}

impl Entry {
    fn resource(self, group: &str, version: &str) -> Resource {
        Resource {
            group: group.to_owned(),
            version: version.to_owned(),
            kind: self.kind,
            plural: self.name,
            namespaced: self.namespaced,
            verbs: self.verbs,
            short_names: self.short_names,
            categories: self.categories,
        }
    }
}

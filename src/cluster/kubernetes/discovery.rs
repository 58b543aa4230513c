//! What kinds an API serves.

mod aggregated;
mod classic;

use std::collections::BTreeMap;

use super::api::Api;
use super::error::ApiError;
use crate::Problem;

/// A kind that the API serves, in the version that is preferred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resource {
    pub(super) group: String,
    pub(super) version: String,
    pub(super) kind: String,
    pub(super) plural: String,
    pub(super) namespaced: bool,
    pub(super) verbs: Vec<String>,
    pub(super) short_names: Vec<String>,
    pub(super) categories: Vec<String>,
}

impl Resource {
    /// The fully qualified plural.
    pub(super) fn name(&self) -> String {
        if self.group.is_empty() {
            self.plural.clone()
        } else {
            format!("{}.{}", self.plural, self.group)
        }
    }

    /// Group and version as a manifest writes them.
    pub(super) fn api_version(&self) -> String {
        group_version(&self.group, &self.version)
    }

    /// Where its objects are, in all namespaces.
    pub(super) fn path(&self) -> String {
        format!("{}/{}", root(&self.group, &self.version), self.plural)
    }

    pub(super) fn is_secret(&self) -> bool {
        self.group.is_empty() && self.kind == "Secret"
    }

    pub(super) fn can(&self, verb: &str) -> bool {
        self.verbs.iter().any(|it| it == verb)
    }
}

fn group_version(group: &str, version: &str) -> String {
    if group.is_empty() {
        version.to_owned()
    } else {
        format!("{group}/{version}")
    }
}

/// Where a version of a group is served.
pub(super) fn root(group: &str, version: &str) -> String {
    let prefix = if group.is_empty() { "/api" } else { "/apis" };
    format!("{prefix}/{}", group_version(group, version))
}

/// What an API serves, as far as it says so.
#[derive(Debug, Default)]
pub(super) struct Discovered {
    /// Ordered by name.
    pub(super) resources: Vec<Resource>,
    /// The groups that could not be asked.
    pub(super) problems: Vec<Problem>,
}

/// What the versions of groups serve, most preferred version first.
#[derive(Debug, Default)]
struct Served {
    versions: Vec<Vec<Resource>>,
    problems: Vec<Problem>,
}

impl Served {
    /// Each kind of a group once, in the first version that has it.
    fn preferred(self) -> Discovered {
        let mut resources = BTreeMap::new();
        for resource in self.versions.into_iter().flatten() {
            resources.entry(resource.name()).or_insert(resource);
        }
        Discovered {
            resources: resources.into_values().collect(),
            problems: self.problems,
        }
    }
}

/// Asks for everything at once, and a server that does not know how to answer that for group after group.
pub(super) async fn discover(api: &Api) -> Result<Discovered, ApiError> {
    if let Some(served) = aggregated::served(api).await? {
        return Ok(served.preferred());
    }
    Ok(classic::served(api).await?.preferred())
}

//! The objects in a cluster, kind by kind.

use std::collections::BTreeMap;

use futures_util::{StreamExt, stream};
use knowledge::Instance;
use tokio::task::spawn_blocking;

use super::api::Api;
use super::discovery::{Discovered, Resource, discover};
use super::error::ApiError;
use super::list::{Consistency, Listing, Step};
use crate::excluded::is_excluded;
use crate::limits::REQUESTS_AT_ONCE_MAX;
use crate::{Missed, Problem, Reading};

/// Every object, ordered by id. A kind that cannot be listed is a problem of the reading.
pub(super) async fn all(api: &Api, page_objects: usize) -> Result<Reading<Instance>, ApiError> {
    let Discovered {
        mut resources,
        mut problems,
    } = discover(api).await?;
    resources.retain(is_listed);
    let mut lists = stream::iter(resources)
        .map(|resource| list(api, resource, page_objects))
        .buffer_unordered(REQUESTS_AT_ONCE_MAX);
    let mut items = Vec::new();
    while let Some((mut instances, problem)) = lists.next().await {
        items.append(&mut instances);
        problems.extend(problem);
    }
    drop(lists);
    problems.sort_by(|one, other| one.file.cmp(&other.file));
    let items = ordered(items).await?;
    Ok(Reading { items, problems })
}

/// Whether objects of a kind are instances.
pub(super) fn is_listed(resource: &Resource) -> bool {
    resource.can("get") && resource.can("list") && !is_excluded(&resource.group, &resource.kind)
}

/// What kept the objects of a kind from being read.
pub(super) fn unlisted(resource: &Resource, error: &ApiError) -> Problem {
    Problem::of_api(
        &resource.name(),
        format_args!("its objects could not be listed: {error}"),
        Missed::Objects {
            kind: resource.kind.clone(),
            namespace: None,
        },
    )
}

async fn list(
    api: &Api,
    resource: Resource,
    page_objects: usize,
) -> (Vec<Instance>, Option<Problem>) {
    let mut listing = Listing::new(api, &resource, page_objects, Consistency::Any);
    let mut listed = Vec::new();
    loop {
        match listing.step().await {
            Ok(Step::Page(mut page)) => listed.append(&mut page),
            Ok(Step::Restarted) => listed.clear(),
            Ok(Step::Complete { .. }) => return (listed, None),
            Err(error) => return (listed, Some(unlisted(&resource, &error))),
        }
    }
}

async fn ordered(items: Vec<Instance>) -> Result<Vec<Instance>, ApiError> {
    let ordered = spawn_blocking(move || {
        let by_id: BTreeMap<String, Instance> =
            items.into_iter().map(|item| (item.id(), item)).collect();
        by_id.into_values().collect()
    });
    ordered.await.map_err(|_| ApiError::Garbage {
        expected: "objects",
        found: "some that could not be put in order".to_owned(),
    })
}

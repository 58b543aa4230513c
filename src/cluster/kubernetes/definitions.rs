//! The definitions of custom kinds that the cluster holds.

use std::collections::BTreeMap;

use http::StatusCode;
use knowledge::ResourceKind;
use serde::Deserialize;
use tokio::task::spawn_blocking;

use super::api::{Api, Get};
use super::error::ApiError;
use crate::definition;
use crate::document::Node;
use crate::limits::PAGE_DEFINITIONS;
use crate::{Missed, Problem};

const PATH: &str = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/// Kinds by fully qualified plural, and what kept others from being known.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    pub(super) kinds: BTreeMap<String, ResourceKind>,
    pub(super) problems: Vec<Problem>,
}

#[derive(Deserialize)]
struct Page {
    metadata: PageMetadata,
    #[serde(deserialize_with = "Option::deserialize")]
    items: Option<Vec<Node>>,
}

#[derive(Default, Deserialize)]
struct PageMetadata {
    #[serde(default, rename = "continue")]
    next: String,
}

/// All definitions, each in the version that `versions` has for its name.
pub(super) async fn all(api: &Api, versions: &BTreeMap<String, String>) -> Definitions {
    let mut definitions = Definitions::default();
    let mut next = String::new();
    let mut page_size = PAGE_DEFINITIONS;
    loop {
        let mut get = Get::new(PATH).query("limit", &page_size.to_string());
        if !next.is_empty() {
            get = get.query("continue", &next);
        }
        let error = match page(api, &get, versions).await {
            Ok(page) => {
                definitions.kinds.extend(page.kinds);
                definitions.problems.extend(page.problems);
                if page.next.is_empty() {
                    return definitions;
                }
                next = page.next;
                continue;
            }
            Err(error) => error,
        };
        match error {
            ApiError::TooLarge if page_size > 1 => page_size = 1,
            // The rest, at a later state: definitions are few and seldom change.
            ApiError::Status {
                status: StatusCode::GONE,
                resume: Some(resume),
                ..
            } if resume != next => next = resume,
            error => {
                definitions.problems.push(Problem::of_api(
                    "customresourcedefinitions.apiextensions.k8s.io",
                    format_args!(
                        "custom kinds are described by less than their definitions: {error}"
                    ),
                    Missed::Nothing,
                ));
                return definitions;
            }
        }
    }
}

/// The definition of one kind, in the version given or the one it stores; `None` if there is no such definition.
pub(super) async fn one(
    api: &Api,
    name: &str,
    version: Option<&str>,
) -> Result<Option<Result<ResourceKind, String>>, ApiError> {
    let get = Get::new(format!("{PATH}/{name}"));
    let definition: Node = match api.json(&get, "a definition").await {
        Ok(definition) => definition,
        Err(error) if error.status() == Some(StatusCode::NOT_FOUND) => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(Some(definition::kind_in(&definition, version)))
}

struct Kinds {
    kinds: Vec<(String, ResourceKind)>,
    problems: Vec<Problem>,
    next: String,
}

async fn page(
    api: &Api,
    get: &Get,
    versions: &BTreeMap<String, String>,
) -> Result<Kinds, ApiError> {
    let body = api.get(get).await?;
    let versions = versions.clone();
    let garbage = |found: &str| ApiError::Garbage {
        expected: "a list of definitions",
        found: found.to_owned(),
    };
    let parsed = spawn_blocking(move || {
        let page: Page = serde_json::from_slice(&body).ok()?;
        Some(kinds(&page, &versions))
    });
    match parsed.await {
        Ok(Some(kinds)) => Ok(kinds),
        Ok(None) => Err(garbage("something else")),
        Err(_) => Err(garbage("a list that could not be read")),
    }
}

fn kinds(page: &Page, versions: &BTreeMap<String, String>) -> Kinds {
    let mut kinds = Vec::new();
    let mut problems = Vec::new();
    for definition in page.items.iter().flatten() {
        let metadata = definition.get("metadata");
        let name = metadata.and_then(|it| it.text("name")).unwrap_or_default();
        let version = versions.get(name).map(String::as_str);
        match definition::kind_in(definition, version) {
            Ok(kind) => kinds.push((kind.name.clone(), kind)),
            Err(reason) => problems.push(Problem::of_api(name, reason, Missed::Nothing)),
        }
    }
    Kinds {
        kinds,
        problems,
        next: page.metadata.next.clone(),
    }
}

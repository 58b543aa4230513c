//! Descriptions and fields of kinds, from the OpenAPI documents of the API server.

mod document;
mod reference;

use std::collections::{BTreeMap, BTreeSet};

use futures_util::{StreamExt, stream};
use http::StatusCode;
use serde::Deserialize;
use tokio::task::spawn_blocking;

use super::api::{Api, Get};
use super::error::ApiError;
use crate::limits::REQUESTS_AT_ONCE_MAX;
use crate::{Missed, Problem};
use document::{Document, Layout};
pub(super) use document::{KindSchema, TypeName};

/// Schemas of kinds, and what kept others from being known.
#[derive(Debug, Default)]
pub(super) struct Schemas {
    pub(super) kinds: BTreeMap<TypeName, KindSchema>,
    pub(super) problems: Vec<Problem>,
}

/// What documents there are: `apis/apps/v1` and where.
#[derive(Debug, Deserialize)]
struct Index {
    paths: BTreeMap<String, Place>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    #[serde(rename = "serverRelativeURL")]
    server_relative_url: String,
}

/// The schemas of these kinds, as far as the server has them.
pub(super) async fn schemas(api: &Api, wanted: BTreeSet<TypeName>) -> Schemas {
    if wanted.is_empty() {
        return Schemas::default();
    }
    let index: Result<Index, ApiError> = api
        .json(&Get::new("/openapi/v3"), "the list of OpenAPI documents")
        .await;
    let outcome = match index {
        Ok(index) => return by_group(api, &index, &wanted).await,
        // Servers before 1.24 have one document of version 2 for everything.
        Err(error) if error.status() == Some(StatusCode::NOT_FOUND) => {
            read(api, &Get::new("/openapi/v2"), Layout::V2, &wanted).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(kinds) => Schemas {
            kinds,
            problems: Vec::new(),
        },
        Err(error) => Schemas {
            kinds: BTreeMap::new(),
            problems: vec![Problem::of_api(
                "openapi",
                format_args!(
                    "the schemas of built-in kinds could not be read; they are described in the words of this program: {error}"
                ),
                Missed::Nothing,
            )],
        },
    }
}

async fn by_group(api: &Api, index: &Index, wanted: &BTreeSet<TypeName>) -> Schemas {
    let roots: BTreeSet<String> = wanted
        .iter()
        .map(|it| super::discovery::root(&it.group, &it.version))
        .collect();
    let documents: Vec<(String, Get)> = roots
        .into_iter()
        .filter_map(|root| {
            let place = index.paths.get(root.trim_start_matches('/'))?;
            Some((root, Get::of_link(&place.server_relative_url)))
        })
        .collect();
    let mut reads = stream::iter(documents)
        .map(|(root, get)| async move { (root, read(api, &get, Layout::V3, wanted).await) })
        .buffered(REQUESTS_AT_ONCE_MAX / 2);
    let mut schemas = Schemas::default();
    while let Some((root, outcome)) = reads.next().await {
        match outcome {
            Ok(kinds) => schemas.kinds.extend(kinds),
            Err(error) => schemas.problems.push(Problem::of_api(
                root.trim_start_matches("/apis/")
                    .trim_start_matches("/api/"),
                format_args!("the schemas of this API group could not be read: {error}"),
                Missed::Nothing,
            )),
        }
    }
    schemas
}

async fn read(
    api: &Api,
    get: &Get,
    layout: Layout,
    wanted: &BTreeSet<TypeName>,
) -> Result<BTreeMap<TypeName, KindSchema>, ApiError> {
    let body = api.get(get).await?;
    let wanted = wanted.clone();
    let parsed = spawn_blocking(move || {
        let document = Document::parse(&body, layout)?;
        Ok(document.kinds(&wanted))
    });
    parsed.await.unwrap_or(Err(ApiError::Garbage {
        expected: "an OpenAPI document",
        found: "one that could not be read".to_owned(),
    }))
}

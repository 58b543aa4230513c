//! The kinds an API serves, each with the best description there is.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::{StreamExt, stream};
use knowledge::ResourceKind;

use super::api::Api;
use super::definitions::{self, Definitions};
use super::discovery::{Discovered, Resource, discover};
use super::error::ApiError;
use super::openapi::{self, Schemas, TypeName};
use crate::excluded::is_excluded;
use crate::limits::REQUESTS_AT_ONCE_MAX;
use crate::reading::no_such_kind;
use crate::{Missed, Problem, Reading, catalogue};

/// Every kind, ordered by name.
pub(super) async fn all(api: &Api) -> Result<Reading<ResourceKind>, ApiError> {
    let Discovered {
        mut resources,
        problems,
    } = discover(api).await?;
    resources.retain(is_told_of);
    let versions = resources
        .iter()
        .map(|resource| (resource.name(), resource.version.clone()))
        .collect();
    let definitions = definitions::all(api, &versions).await;
    Ok(described(api, resources, definitions, problems).await)
}

/// The kinds with these names, ordered by name.
pub(super) async fn named(api: &Api, names: &[String]) -> Result<Reading<ResourceKind>, ApiError> {
    let names: BTreeSet<String> = names.iter().cloned().collect();
    let Discovered {
        mut resources,
        problems,
    } = discover(api).await?;
    resources.retain(|resource| is_told_of(resource) && names.contains(&resource.name()));
    let versions: BTreeMap<String, String> = resources
        .iter()
        .map(|resource| (resource.name(), resource.version.clone()))
        .collect();
    let definitions = named_definitions(api, &names, &versions).await;
    // A definition may be there a moment before the API says that it serves the kind.
    let fresh: Vec<ResourceKind> = definitions
        .kinds
        .values()
        .filter(|kind| !versions.contains_key(&kind.name))
        .cloned()
        .collect();
    let mut reading = described(api, resources, definitions, problems).await;
    reading.items.extend(fresh);
    reading
        .items
        .sort_by(|one, other| one.name.cmp(&other.name));
    let found: BTreeSet<&str> = reading
        .items
        .iter()
        .map(|kind| kind.name.as_str())
        .collect();
    let unknown = names.iter().filter(|name| !found.contains(name.as_str()));
    let unknown: Vec<Problem> = unknown.map(|name| no_such_kind(name)).collect();
    reading.problems.extend(unknown);
    Ok(reading)
}

async fn named_definitions(
    api: &Api,
    names: &BTreeSet<String>,
    versions: &BTreeMap<String, String>,
) -> Definitions {
    let custom: Vec<String> = names
        .iter()
        .filter(|name| may_be_defined(name))
        .cloned()
        .collect();
    let mut reads = stream::iter(custom)
        .map(|name| async move {
            let version = versions.get(&name).map(String::as_str);
            let definition = definitions::one(api, &name, version).await;
            (name, definition)
        })
        .buffered(REQUESTS_AT_ONCE_MAX);
    let mut definitions = Definitions::default();
    while let Some((name, outcome)) = reads.next().await {
        let reason = match outcome {
            Ok(None) => continue,
            Ok(Some(Ok(kind))) => {
                if !is_excluded(&kind.api_group, &kind.kind) {
                    definitions.kinds.insert(kind.name.clone(), kind);
                }
                continue;
            }
            Ok(Some(Err(reason))) => reason,
            Err(error) => format!("its definition could not be read: {error}"),
        };
        let problem = Problem::of_api(&name, reason, Missed::Nothing);
        definitions.problems.push(problem);
    }
    definitions
}

/// Whether a definition can have this name. Kinds of the core group have none, and anyone may ask for anything.
fn may_be_defined(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    name.contains('.')
        && name
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(is_plain))
}

/// Whether a kind says something about what the cluster offers, and can be read.
fn is_told_of(resource: &Resource) -> bool {
    resource.can("get") && !is_excluded(&resource.group, &resource.kind)
}

async fn described(
    api: &Api,
    resources: Vec<Resource>,
    mut definitions: Definitions,
    mut problems: Vec<Problem>,
) -> Reading<ResourceKind> {
    let undefined = resources
        .iter()
        .filter(|resource| !definitions.kinds.contains_key(&resource.name()));
    let mut schemas = openapi::schemas(api, undefined.map(type_name).collect()).await;
    problems.append(&mut definitions.problems);
    problems.append(&mut schemas.problems);
    let items = resources
        .into_iter()
        .map(|resource| describe(resource, &mut definitions, &mut schemas))
        .collect();
    Reading { items, problems }
}

fn type_name(resource: &Resource) -> TypeName {
    TypeName {
        group: resource.group.clone(),
        version: resource.version.clone(),
        kind: resource.kind.clone(),
    }
}

/// By its definition, else by the OpenAPI document, else as this program knows it, else by its names alone.
fn describe(
    resource: Resource,
    definitions: &mut Definitions,
    schemas: &mut Schemas,
) -> ResourceKind {
    let name = resource.name();
    if let Some(kind) = definitions.kinds.remove(&name) {
        return kind;
    }
    let schema = schemas.kinds.remove(&type_name(&resource));
    let mut kind = ResourceKind {
        name,
        api_version: resource.api_version(),
        kind: resource.kind,
        api_group: resource.group,
        namespaced: resource.namespaced,
        short_names: resource.short_names,
        categories: resource.categories,
        ..ResourceKind::default()
    };
    if let Some(schema) = schema {
        schema.describe(&mut kind);
    } else if let Some(builtin) = catalogue::find(&kind.api_group, &kind.kind) {
        let known = builtin.to_kind();
        kind.description = known.description;
        kind.fields = known.fields;
    }
    kind
}

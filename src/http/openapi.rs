//! `GET /openapi.json` and `GET /docs`: the API as it describes itself, for programs and for people.

mod page;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

pub(crate) use page::page;

/// OpenAPI 3.1. Tests hold it against the routes and against what they answer.
const DOCUMENT: &str = include_str!("openapi/openapi.json");

/// The description of the API, without what is not there.
#[derive(Debug, Clone)]
pub(crate) struct Description(axum::body::Bytes);

impl Description {
    /// Of an API that has these paths.
    pub(crate) fn of(has: impl Fn(&str) -> bool) -> Self {
        let Ok(mut document) = serde_json::from_str::<Value>(DOCUMENT) else {
            return Self(DOCUMENT.into());
        };
        if let Some(paths) = document["paths"].as_object_mut() {
            if paths.keys().all(|path| has(path)) {
                // As it was written, in the order that people read it in.
                return Self(DOCUMENT.into());
            }
            paths.retain(|path, _| has(path));
        }
        Self(document.to_string().into())
    }

    /// `GET /openapi.json`.
    pub(crate) fn answer(&self) -> Response {
        let json = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, json)], self.0.clone()).into_response()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn document() -> Value {
        serde_json::from_str(DOCUMENT).unwrap()
    }

    /// Calls `found` with every reference.
    fn references(value: &Value, found: &mut impl FnMut(&str)) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, value)| match value {
                Value::String(name) if key == "$ref" => found(name),
                value => references(value, found),
            }),
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }

    #[test]
    fn every_reference_leads_somewhere_and_every_component_is_used() {
        let document = document();
        let mut names = std::collections::BTreeSet::new();
        references(&document, &mut |name| {
            names.insert(name.to_owned());
        });
        for name in &names {
            let pointer = name.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{name}");
        }
        for kind in ["schemas", "responses", "headers"] {
            for name in document["components"][kind].as_object().unwrap().keys() {
                let name = format!("#/components/{kind}/{name}");
                assert!(names.contains(&name), "{name} is not used");
            }
        }
    }

    #[test]
    fn the_version_is_that_of_the_program() {
        assert_eq!(document()["info"]["version"], env!("CARGO_PKG_VERSION"));
    }

    #[test]
    fn what_is_not_there_is_not_described() {
        let Description(bytes) = Description::of(|path| path == "/healthz");
        let document: Value = serde_json::from_slice(&bytes).unwrap();
        let paths: Vec<_> = document["paths"].as_object().unwrap().keys().collect();
        assert_eq!(paths, ["/healthz"]);
    }
}

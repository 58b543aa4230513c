//! Requests as Qdrant's API describes them; a field that it does not know is refused.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Point;
use super::filter::Filter;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Create {
    pub(super) vectors: Vectors,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vectors {
    pub(super) size: usize,
    pub(super) distance: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Index {
    pub(super) field_name: String,
    pub(super) field_schema: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Upsert {
    pub(super) points: Vec<NewPoint>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPoint {
    pub(super) id: Uuid,
    pub(super) vector: Vec<f32>,
    pub(super) payload: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deletion {
    pub(super) points: Vec<Uuid>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Retrieve {
    pub(super) ids: Vec<Uuid>,
    pub(super) with_payload: WithPayload,
    pub(super) with_vector: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scroll {
    #[serde(default)]
    pub(super) filter: Option<Filter>,
    #[serde(default)]
    pub(super) offset: Option<Uuid>,
    pub(super) limit: usize,
    pub(super) with_payload: WithPayload,
    pub(super) with_vector: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Count {
    #[serde(default)]
    pub(super) filter: Option<Filter>,
    pub(super) exact: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    pub(super) query: Vec<f32>,
    #[serde(default)]
    pub(super) filter: Option<Filter>,
    pub(super) limit: usize,
    pub(super) with_payload: WithPayload,
    pub(super) with_vector: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Operations {
    pub(super) operations: Vec<Operation>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Operation {
    pub(super) overwrite_payload: Overwrite,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Overwrite {
    pub(super) payload: Map<String, Value>,
    pub(super) points: Vec<Uuid>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum WithPayload {
    All(bool),
    Some(Selected),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
pub(super) enum Selected {
    Include(Vec<String>),
    Exclude(Vec<String>),
}

/// A point as it is answered.
pub(super) fn shown(
    id: &str,
    point: &Point,
    with_payload: &WithPayload,
    with_vector: bool,
    score: Option<f32>,
) -> Value {
    let mut payload = point.payload.clone();
    payload.retain(|key, _| match with_payload {
        WithPayload::All(all) => *all,
        WithPayload::Some(Selected::Include(keys)) => keys.contains(key),
        WithPayload::Some(Selected::Exclude(keys)) => !keys.contains(key),
    });
    let mut shown = json!({ "id": id, "payload": payload });
    if with_vector {
        shown["vector"] = json!(point.vector);
    }
    if let Some(score) = score {
        shown["score"] = json!(score);
        shown["version"] = json!(1);
    }
    shown
}

//! Documents as points.

use knowledge::{Document, Metadata};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::backend::{Entry, Kept};
use crate::content::ContentHash;
use crate::limits::METADATA_KEY_RESERVED;
use crate::remote::{HASH_KEY, MUTE_KEY, from_value, is_mute, to_value};

/// Where the payload has the id of the document.
pub(super) const ID_KEY: &str = "_originalId";

/// Where the payload has the text.
pub(super) const TEXT_KEY: &str = "document";

/// Comes before metadata keys that are called as one of the two above.
const ESCAPE: &str = "_cluster_whisperer_metadata.";

/// A point as the server answers it, with as much of its payload as was asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Point {
    #[serde(default)]
    payload: Option<Map<String, Value>>,
    #[serde(default)]
    pub(super) score: Option<f32>,
    #[serde(default)]
    pub(super) vector: Option<Vec<f32>>,
}

/// The id of a document's point: version 5 of a UUID over the namespace of DNS, as points have always been named.
pub(super) fn point_id(id: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_DNS, id.as_bytes()).to_string()
}

pub(super) fn point_ids(ids: &[String]) -> Vec<String> {
    ids.iter().map(|id| point_id(id)).collect()
}

/// Where the payload has a key of the metadata.
pub(super) fn payload_key(key: &str) -> String {
    match key {
        ID_KEY | TEXT_KEY => format!("{ESCAPE}{key}"),
        _ => key.to_owned(),
    }
}

/// The payload of a document.
pub(super) fn payload(document: &Document, mute: bool) -> Map<String, Value> {
    let Document { id, text, metadata } = document;
    let mut payload: Map<String, Value> = metadata
        .iter()
        .map(|(key, value)| (payload_key(key), to_value(value)))
        .collect();
    payload.insert(ID_KEY.to_owned(), id.as_str().into());
    payload.insert(TEXT_KEY.to_owned(), text.as_str().into());
    payload.insert(HASH_KEY.to_owned(), json!(ContentHash::of(text)));
    if mute {
        payload.insert(MUTE_KEY.to_owned(), true.into());
    }
    payload
}

/// The point of a document.
pub(super) fn point(entry: &Entry) -> Value {
    let Entry { document, vector } = entry;
    json!({
        "id": point_id(&document.id),
        "vector": vector,
        "payload": payload(document, is_mute(vector)),
    })
}

impl Point {
    fn text(&self, key: &str) -> Option<&str> {
        self.payload.as_ref()?.get(key)?.as_str()
    }

    /// Whether its vector is all zeros.
    pub(super) fn is_mute(&self) -> bool {
        let payload = self.payload.as_ref();
        payload.is_some_and(|payload| payload.contains_key(MUTE_KEY))
    }

    /// The id of the document; `None` if the point is of somebody else.
    pub(super) fn id(&self) -> Option<String> {
        self.text(ID_KEY).map(str::to_owned)
    }

    /// The document.
    pub(super) fn into_document(self) -> Option<Document> {
        let id = self.id()?;
        let text = self.text(TEXT_KEY).unwrap_or_default().to_owned();
        let metadata = metadata(self.payload.unwrap_or_default());
        Some(Document { id, text, metadata })
    }

    /// What is known of the document without its text.
    pub(super) fn into_kept(self) -> Option<(String, Kept)> {
        let id = self.id()?;
        let hash = self.text(HASH_KEY).map(ContentHash::from_written);
        let metadata = metadata(self.payload.unwrap_or_default());
        Some((id, Kept { hash, metadata }))
    }
}

fn metadata(payload: Map<String, Value>) -> Metadata {
    let own = |key: &str| key == ID_KEY || key == TEXT_KEY;
    let pairs = payload.into_iter().filter_map(|(key, value)| {
        let key = match key.strip_prefix(ESCAPE) {
            Some(escaped) => escaped.to_owned(),
            None if own(&key) || key.starts_with(METADATA_KEY_RESERVED) => return None,
            None => key,
        };
        Some((key, from_value(value)?))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_named_as_they_have_always_been() {
        assert_eq!(
            point_id("configmaps"),
            "d010e051-721f-53ac-b122-57eb7253e9ee"
        );
        assert_eq!(
            point_id("default/apps/v1/Deployment/nginx"),
            "ece90562-aa4d-58d4-8b84-62451276e1b5"
        );
    }

    #[test]
    fn a_document_comes_back_whatever_its_metadata_is_called() {
        let metadata = ["document", "_originalId", "kind", "a.b/c"];
        let metadata = metadata.map(|key| (key.to_owned(), key.into()));
        let document = Document {
            id: "a".to_owned(),
            text: "x".to_owned(),
            metadata: metadata.into(),
        };
        let point = Point {
            payload: Some(payload(&document, true)),
            score: None,
            vector: None,
        };
        assert_eq!(point.into_document(), Some(document));
    }
}

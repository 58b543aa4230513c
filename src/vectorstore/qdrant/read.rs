//! Reading by id, and everything page by page.

use std::collections::{BTreeMap, BTreeSet};

use knowledge::{Collection, Document};
use serde::Deserialize;
use serde_json::{Value, json};

use super::QdrantBackend;
use super::points::{ID_KEY, Point, TEXT_KEY, point_ids};
use crate::backend::Kept;
use crate::error::StoreError;
use crate::remote::{MUTE_KEY, READ_DOCUMENTS_MAX, READ_IDS_MAX};

/// A page of points, and where the next one begins.
#[derive(Debug, Deserialize)]
pub(super) struct Scrolled {
    pub(super) points: Vec<Point>,
    pub(super) next_page_offset: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Counted {
    count: usize,
}

impl QdrantBackend {
    /// The points of these documents, with the part of the payload that is asked for.
    async fn retrieve(
        &self,
        collection: Collection,
        name: &str,
        ids: &[String],
        with_payload: &Value,
    ) -> Result<Vec<Point>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(READ_DOCUMENTS_MAX) {
            let body = json!({ "ids": point_ids(ids), "with_payload": with_payload, "with_vector": false });
            let some: Vec<Point> = self.ask(collection, name, "", &body).await?;
            found.extend(some);
        }
        Ok(found)
    }

    /// Those of the documents that there are.
    pub(super) async fn existing(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<Vec<String>, StoreError> {
        let with = json!({ "include": [ID_KEY] });
        let found = self.retrieve(collection, collection.as_str(), ids, &with);
        Ok(found.await?.iter().filter_map(Point::id).collect())
    }

    /// Those of the documents whose vectors are all zeros.
    pub(super) async fn mute(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<BTreeSet<String>, StoreError> {
        let with = json!({ "include": [ID_KEY, MUTE_KEY] });
        let found = self.retrieve(collection, collection.as_str(), ids, &with);
        let found = found.await?;
        let mute = found.iter().filter(|point| point.is_mute());
        Ok(mute.filter_map(Point::id).collect())
    }

    pub(super) async fn read_kept(
        &self,
        collection: Collection,
        name: &str,
        ids: &[String],
    ) -> Result<BTreeMap<String, Kept>, StoreError> {
        let with = json!({ "exclude": [TEXT_KEY] });
        let found = self.retrieve(collection, name, ids, &with).await?;
        Ok(found.into_iter().filter_map(Point::into_kept).collect())
    }

    pub(super) async fn read_documents(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<Vec<Document>, StoreError> {
        let found = self.retrieve(collection, collection.as_str(), ids, &json!(true));
        let found = found.await?.into_iter();
        Ok(found.filter_map(Point::into_document).collect())
    }

    /// The ids of all documents that pass, in no particular order.
    pub(super) async fn read_ids(
        &self,
        collection: Collection,
        name: &str,
        filter: Option<&Value>,
    ) -> Result<Vec<String>, StoreError> {
        let mut ids = Vec::new();
        let mut offset = None;
        loop {
            let mut body = json!({
                "limit": READ_IDS_MAX,
                "with_payload": { "include": [ID_KEY] },
                "with_vector": false,
            });
            if let Some(filter) = filter {
                body["filter"] = filter.clone();
            }
            if let Some(offset) = offset {
                body["offset"] = offset;
            }
            let page: Scrolled = self.ask(collection, name, "scroll", &body).await?;
            ids.extend(page.points.iter().filter_map(Point::id));
            offset = page.next_page_offset;
            if offset.is_none() {
                return Ok(ids);
            }
        }
    }

    pub(super) async fn read_count(
        &self,
        collection: Collection,
        filter: Option<&Value>,
    ) -> Result<usize, StoreError> {
        let name = collection.as_str();
        self.count_named(collection, name, filter).await
    }

    /// How many points of the collection called `name` pass.
    pub(super) async fn count_named(
        &self,
        collection: Collection,
        name: &str,
        filter: Option<&Value>,
    ) -> Result<usize, StoreError> {
        let mut body = json!({ "exact": true });
        if let Some(filter) = filter {
            body["filter"] = filter.clone();
        }
        let counted: Counted = self.ask(collection, name, "count", &body).await?;
        Ok(counted.count)
    }
}

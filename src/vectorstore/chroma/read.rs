//! Reading by id.

use std::collections::BTreeMap;

use knowledge::{Collection, Document};
use outbound::Method;
use serde_json::{Value, json};

use super::records::Records;
use super::{ChromaBackend, unreadable};
use crate::backend::Kept;
use crate::error::StoreError;
use crate::remote::{READ_DOCUMENTS_MAX, READ_IDS_MAX};

impl ChromaBackend {
    /// What `body` asks for of a collection.
    pub(super) async fn records(
        &self,
        collection: Collection,
        body: &Value,
    ) -> Result<Records, StoreError> {
        let request = |id: &str| {
            self.request(Method::POST, &["collections", id, "get"])
                .json(body)
        };
        let answer = self.ask("read", collection, request).await?;
        answer.json().map_err(unreadable(collection))
    }

    pub(super) async fn read_kept(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<BTreeMap<String, Kept>, StoreError> {
        let mut kept = BTreeMap::new();
        for ids in ids.chunks(READ_DOCUMENTS_MAX) {
            let body = json!({ "ids": ids, "include": ["metadatas"] });
            kept.extend(self.records(collection, &body).await?.into_kept());
        }
        Ok(kept)
    }

    pub(super) async fn read_documents(
        &self,
        collection: Collection,
        ids: &[String],
    ) -> Result<Vec<Document>, StoreError> {
        let mut documents = Vec::with_capacity(ids.len());
        for ids in ids.chunks(READ_DOCUMENTS_MAX) {
            let body = json!({ "ids": ids, "include": ["documents", "metadatas"] });
            let records = self.records(collection, &body).await?;
            documents.extend(records.into_documents().map(|(document, _)| document));
        }
        Ok(documents)
    }

    /// The ids of all records that pass, in no particular order.
    pub(super) async fn read_ids(
        &self,
        collection: Collection,
        passing: &Value,
    ) -> Result<Vec<String>, StoreError> {
        let mut ids = Vec::new();
        loop {
            let mut body = passing.clone();
            body["include"] = json!([]);
            body["limit"] = READ_IDS_MAX.into();
            body["offset"] = ids.len().into();
            let some = self.records(collection, &body).await?.ids;
            let is_last = some.len() < READ_IDS_MAX;
            ids.extend(some);
            if is_last {
                return Ok(ids);
            }
        }
    }

    pub(super) async fn read_count(&self, collection: Collection) -> Result<usize, StoreError> {
        let request = |id: &str| Ok(self.request(Method::GET, &["collections", id, "count"]));
        let answer = self.ask("read", collection, request).await?;
        answer.json().map_err(unreadable(collection))
    }
}

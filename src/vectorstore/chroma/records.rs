//! Records as the server answers them.

use knowledge::{Document, Metadata};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::backend::Kept;
use crate::content::ContentHash;
use crate::limits::METADATA_KEY_RESERVED;
use crate::remote::{HASH_KEY, Label, from_value};

/// Records, each at one position of all lists; lists that were not asked for are missing.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Records {
    pub(super) ids: Vec<String>,
    #[serde(default)]
    documents: Option<Vec<Option<String>>>,
    #[serde(default)]
    metadatas: Option<Vec<Option<Map<String, Value>>>>,
}

/// For each vector that was asked with, something of each record.
type PerQuery<T> = Option<Vec<Vec<Option<T>>>>;

/// The answer to a query: a list of records per vector that was asked with, here always one.
#[derive(Debug, Deserialize)]
pub(super) struct Ranked {
    ids: Vec<Vec<String>>,
    documents: PerQuery<String>,
    metadatas: PerQuery<Map<String, Value>>,
    distances: PerQuery<f32>,
}

impl Records {
    /// The documents; what a record does not have is empty.
    pub(super) fn into_documents(self) -> impl Iterator<Item = (Document, Label)> {
        let mut texts = self.documents.unwrap_or_default().into_iter();
        let mut metadatas = self.metadatas.unwrap_or_default().into_iter();
        self.ids.into_iter().map(move |id| {
            let text = texts.next().flatten().unwrap_or_default();
            let (metadata, label) = split(metadatas.next().flatten().unwrap_or_default());
            let document = Document { id, text, metadata };
            (document, label)
        })
    }

    /// What is known of the records without their texts.
    pub(super) fn into_kept(self) -> impl Iterator<Item = (String, Kept)> {
        self.into_documents().map(|(document, label)| {
            let kept = Kept {
                hash: label.hash.as_deref().map(ContentHash::from_written),
                metadata: document.metadata,
            };
            (document.id, kept)
        })
    }
}

impl Ranked {
    /// The documents and their distances.
    pub(super) fn into_documents(self) -> Vec<(Document, f32)> {
        fn first<T>(lists: Option<Vec<Vec<T>>>) -> Option<Vec<T>> {
            lists.and_then(|lists| lists.into_iter().next())
        }
        let records = Records {
            ids: self.ids.into_iter().next().unwrap_or_default(),
            documents: first(self.documents),
            metadatas: first(self.metadatas),
        };
        let distances = first(self.distances).unwrap_or_default();
        let documents = records.into_documents().map(|(document, _)| document);
        documents
            .zip(distances)
            .filter_map(|(document, distance)| Some((document, distance?)))
            .collect()
    }
}

/// Divides what is the document's from what is the store's.
fn split(metadata: Map<String, Value>) -> (Metadata, Label) {
    let mut label = Label::default();
    let mut rest = Metadata::new();
    for (key, value) in metadata {
        if key == HASH_KEY {
            label.hash = value.as_str().map(str::to_owned);
        } else if !key.starts_with(METADATA_KEY_RESERVED)
            && let Some(value) = from_value(value)
        {
            rest.insert(key, value);
        }
    }
    (rest, label)
}

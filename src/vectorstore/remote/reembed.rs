//! The ids of a collection that is being embedded again, read once and not once per batch.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use knowledge::{Collection, Document};

use crate::backend::Kept;
use crate::content::ContentHash;

/// The ids, in order, per collection.
#[derive(Debug, Default)]
pub(crate) struct Pending(Mutex<BTreeMap<Collection, Arc<Vec<String>>>>);

impl Pending {
    /// Notes the ids of a collection.
    pub(crate) fn set(&self, collection: Collection, mut ids: Vec<String>) -> Arc<Vec<String>> {
        ids.sort_unstable();
        let ids = Arc::new(ids);
        self.lock().insert(collection, Arc::clone(&ids));
        ids
    }

    /// The ids that were noted.
    pub(crate) fn get(&self, collection: Collection) -> Option<Arc<Vec<String>>> {
        self.lock().get(&collection).cloned()
    }

    /// Forgets them.
    pub(crate) fn clear(&self, collection: Collection) {
        self.lock().remove(&collection);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<Collection, Arc<Vec<String>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a document is staged as it is now: with the vector of its text, and with its metadata.
pub(crate) fn is_staged(document: &Document, staged: Option<&Kept>) -> bool {
    staged.is_some_and(|kept| {
        kept.hash == Some(ContentHash::of(&document.text)) && kept.metadata == document.metadata
    })
}

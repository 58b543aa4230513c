//! What has to be done so that documents are stored.

use std::collections::{BTreeMap, BTreeSet};

use knowledge::Document;

use crate::backend::Kept;
use crate::content::ContentHash;

/// Documents by what they need.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan<'d> {
    /// To be embedded and written.
    pub(super) embedded: Vec<&'d Document>,
    /// To be written with the vector that is there.
    pub(super) relabelled: Vec<&'d Document>,
    /// How many need nothing.
    pub(super) unchanged: usize,
    /// Metadata keys that stored documents lose, by id.
    pub(super) lost_keys: BTreeMap<String, Vec<String>>,
}

impl<'d> Plan<'d> {
    /// By comparing with what is there.
    pub(super) fn of(documents: &[&'d Document], kept: &BTreeMap<String, Kept>) -> Self {
        let mut plan = Self::default();
        for &document in documents {
            let lost = kept.get(&document.id).into_iter();
            let lost: Vec<String> = lost
                .flat_map(|kept| kept.metadata.keys())
                .filter(|key| !document.metadata.contains_key(*key))
                .cloned()
                .collect();
            if !lost.is_empty() {
                plan.lost_keys.insert(document.id.clone(), lost);
            }
            let same_text = kept.get(&document.id).filter(|kept| {
                kept.hash
                    .as_ref()
                    .is_some_and(|hash| *hash == ContentHash::of(&document.text))
            });
            match same_text {
                None => plan.embedded.push(document),
                Some(kept) if kept.metadata == document.metadata => plan.unchanged += 1,
                Some(_) => plan.relabelled.push(document),
            }
        }
        plan
    }

    /// Without comparing.
    pub(super) fn of_all(documents: &[&'d Document]) -> Self {
        Self {
            embedded: documents.to_vec(),
            ..Self::default()
        }
    }
}

/// The last document of each id, in the order given: what counts must not be decided after it was paid for.
pub(super) fn last_of_each_id(documents: &[Document]) -> Vec<&Document> {
    let positions = documents
        .iter()
        .enumerate()
        .map(|(position, document)| (document.id.as_str(), position));
    let last: BTreeMap<&str, usize> = positions.clone().collect();
    positions
        .filter(|(id, position)| last[id] == *position)
        .map(|(_, position)| &documents[position])
        .collect()
}

/// The ids without repetition, and without those that are stored right after: replacing is all that these need.
pub(super) fn distinct_ids(ids: &[String], stored: &[&Document]) -> Vec<String> {
    let stored: BTreeSet<&str> = stored.iter().map(|document| document.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    ids.iter()
        .filter(|id| !stored.contains(id.as_str()) && seen.insert(id.as_str()))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use knowledge::Metadata;

    use super::*;

    fn document(text: &str, kind: &str) -> Document {
        Document {
            id: "a".to_owned(),
            text: text.to_owned(),
            metadata: Metadata::from([("kind".to_owned(), kind.into())]),
        }
    }

    #[test]
    fn only_a_text_that_is_not_there_is_embedded() {
        let kept = |hash| {
            let metadata = document("", "Pod").metadata;
            BTreeMap::from([("a".to_owned(), Kept { hash, metadata })])
        };
        let same = kept(Some(ContentHash::of("x")));
        let check = |document: &Document, kept: &BTreeMap<String, Kept>, expect| {
            let plan = Plan::of(&[document], kept);
            let found = (plan.embedded.len(), plan.relabelled.len(), plan.unchanged);
            assert_eq!(found, expect, "{document:?}");
        };
        check(&document("x", "Pod"), &same, (0, 0, 1));
        check(&document("x", "Node"), &same, (0, 1, 0));
        check(&document("y", "Pod"), &same, (1, 0, 0));
        check(&document("x", "Pod"), &kept(None), (1, 0, 0));
        check(&document("x", "Pod"), &BTreeMap::new(), (1, 0, 0));
    }

    #[test]
    fn what_is_stored_right_after_is_not_deleted_first() {
        let stored = document("x", "Pod");
        let ids = ["b", "a", "b", "c"].map(str::to_owned);
        assert_eq!(distinct_ids(&ids, &[&stored]), ["b", "c"]);
    }
}

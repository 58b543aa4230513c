//! What a collection answers from: everything but the exact vectors of large collections is in memory.

use std::collections::BTreeMap;

use knowledge::Document;
use memchr::memmem::Finder;

use super::bitset::Bitset;
use super::columns::Columns;
use super::kernel::is_zero;
use super::ranking::{Ranking, Scored};
use super::slab::Slab;
use crate::backend::Entry;
use crate::search::{Filter, SearchHit};

/// A collection in memory. Every document has a slot; a slot whose document was deleted is used again.
#[derive(Debug)]
pub(super) struct Index {
    documents: Vec<Option<Document>>,
    slots: BTreeMap<String, u32>,
    free: Vec<u32>,
    live: Bitset,
    /// Slots that have a document with a direction: a zero vector is close to nothing.
    comparable: Bitset,
    columns: Columns,
    slab: Slab,
}

/// What a search is restricted to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Restriction<'q> {
    pub(super) filter: &'q Filter,
    /// All of them must be in the text; empty ones are in every text.
    pub(super) keywords: &'q [&'q str],
}

impl Index {
    /// An empty index for vectors of `dimensions` components, exact up to `exact_documents_max` documents.
    pub(super) fn new(dimensions: usize, exact_documents_max: usize) -> Self {
        Self {
            documents: Vec::new(),
            slots: BTreeMap::new(),
            free: Vec::new(),
            live: Bitset::default(),
            comparable: Bitset::default(),
            columns: Columns::default(),
            slab: Slab::new(dimensions, exact_documents_max),
        }
    }

    /// How many documents there would be after storing `entries`.
    pub(super) fn len_with(&self, entries: &[Entry]) -> usize {
        let new = entries
            .iter()
            .filter(|entry| !self.slots.contains_key(&entry.document.id));
        self.slots.len() + new.count()
    }

    /// Stores a document in place of the one with its id.
    pub(super) fn upsert(&mut self, entry: Entry) {
        let Entry { document, vector } = entry;
        let slot = self
            .slots
            .get(&document.id)
            .copied()
            .unwrap_or_else(|| self.new_slot());
        self.slab.set(slot as usize, &vector);
        self.columns.set(slot, &document.metadata);
        self.live.insert(slot);
        if is_zero(&vector) {
            self.comparable.remove(slot);
        } else {
            self.comparable.insert(slot);
        }
        self.slots.insert(document.id.clone(), slot);
        self.documents[slot as usize] = Some(document);
    }

    fn new_slot(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.documents.push(None);
            (self.documents.len() - 1) as u32
        })
    }

    /// Deletes the document with this id, if there is one.
    pub(super) fn delete(&mut self, id: &str) {
        if let Some(slot) = self.slots.remove(id) {
            self.live.remove(slot);
            self.comparable.remove(slot);
            self.documents[slot as usize] = None;
            self.free.push(slot);
        }
    }

    /// Whether scores of [`nearest`](Self::nearest) are exact.
    pub(super) fn is_exact(&self) -> bool {
        self.slab.is_exact()
    }

    /// The slots closest to `query`, which has length one, closest first; all of them without a limit.
    pub(super) fn nearest(
        &self,
        query: &[f32],
        restriction: Restriction<'_>,
        limit: Option<usize>,
    ) -> Vec<Scored> {
        let candidates = self.candidates(restriction);
        let mut ranking = Ranking::new(limit.unwrap_or(usize::MAX), |left, right| {
            self.order(left, right)
        });
        self.slab
            .scan(query, &candidates, |scored| ranking.add(scored));
        ranking.finish()
    }

    /// Orders slots by the ids of their documents.
    pub(super) fn order(&self, left: u32, right: u32) -> std::cmp::Ordering {
        self.id(left).cmp(&self.id(right))
    }

    /// The id of the document in `slot`.
    pub(super) fn id(&self, slot: u32) -> Option<&str> {
        self.documents[slot as usize]
            .as_ref()
            .map(|document| document.id.as_str())
    }

    fn candidates(&self, restriction: Restriction<'_>) -> Bitset {
        let mut candidates = self.comparable.clone();
        self.columns.apply(restriction.filter, &mut candidates);
        for keyword in finders(restriction.keywords) {
            candidates.retain(|slot| self.contains(slot, &keyword));
        }
        candidates
    }

    fn contains(&self, slot: u32, keyword: &Finder<'_>) -> bool {
        let document = self.documents[slot as usize].as_ref();
        document.is_some_and(|document| keyword.find(document.text.as_bytes()).is_some())
    }

    /// The hits that scored slots stand for.
    pub(super) fn hits(&self, scored: &[Scored]) -> Vec<SearchHit> {
        let hit = |scored: &Scored| {
            let document = self.documents[scored.slot as usize].clone()?;
            Some(SearchHit {
                document,
                score: Some(scored.score),
            })
        };
        scored.iter().filter_map(hit).collect()
    }

    /// The documents that pass the restriction, by id.
    pub(super) fn matching(
        &self,
        restriction: Restriction<'_>,
        limit: Option<usize>,
    ) -> Vec<SearchHit> {
        let mut candidates = self.live.clone();
        self.columns.apply(restriction.filter, &mut candidates);
        let keywords = finders(restriction.keywords);
        // In the order of ids, and no further than the limit: texts are the expensive part.
        self.slots
            .values()
            .copied()
            .filter(|slot| candidates.contains(*slot))
            .filter(|slot| keywords.iter().all(|keyword| self.contains(*slot, keyword)))
            .filter_map(|slot| self.documents[slot as usize].clone())
            .take(limit.unwrap_or(usize::MAX))
            .map(|document| SearchHit {
                document,
                score: None,
            })
            .collect()
    }
}

fn finders<'q>(keywords: &[&'q str]) -> Vec<Finder<'q>> {
    keywords
        .iter()
        .filter(|keyword| !keyword.is_empty())
        .map(|keyword| Finder::new(*keyword))
        .collect()
}

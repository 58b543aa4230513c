//! What a collection answers from: everything but the exact vectors of large collections is in memory.

use std::collections::BTreeMap;
use std::ops::Bound;

use knowledge::Document;
use memchr::memmem::Finder;

use super::bitset::Bitset;
use super::columns::Columns;
use super::kernel::is_zero;
use super::ranking::{Ranking, Scored};
use super::slab::Slab;
use crate::backend::{Change, Entry};
use crate::filter::Condition;
use crate::search::{Found, SearchHit};

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
#[derive(Debug, Clone)]
pub(super) struct Restriction<'q> {
    pub(super) condition: Option<Condition>,
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

    /// How many documents there are.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// How many documents there would be after a change.
    pub(super) fn len_after(&self, change: &Change) -> usize {
        let gone = change.deletes.iter();
        let gone = gone.filter(|id| self.slots.contains_key(*id)).count();
        let new = change.upserts.iter();
        let new = new.filter(|entry| !self.slots.contains_key(&entry.document.id));
        self.slots.len() + new.count() - gone
    }

    /// The document with this id.
    pub(super) fn document(&self, id: &str) -> Option<&Document> {
        self.documents[*self.slots.get(id)? as usize].as_ref()
    }

    /// The documents whose ids come after `after`, by id.
    pub(super) fn documents_after(&self, after: Option<&str>) -> impl Iterator<Item = &Document> {
        let begin = after.map_or(Bound::Unbounded, Bound::Excluded);
        let slots = self.slots.range::<str, _>((begin, Bound::Unbounded));
        slots.filter_map(|(_, slot)| self.documents[*slot as usize].as_ref())
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

    /// Gives the document with this id other metadata.
    pub(super) fn relabel(&mut self, document: Document) {
        if let Some(slot) = self.slots.get(&document.id).copied() {
            self.columns.set(slot, &document.metadata);
            self.documents[slot as usize] = Some(document);
        }
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

    /// The slots among `candidates` that are closest to `query`, which has length one, closest first.
    pub(super) fn nearest(&self, query: &[f32], candidates: &Bitset, limit: usize) -> Vec<Scored> {
        let mut ranking = Ranking::new(limit, |left, right| self.order(left, right));
        self.slab
            .scan(query, candidates, |scored| ranking.add(scored));
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

    /// The slots that pass the restriction and can be compared with a query.
    pub(super) fn comparable(&self, restriction: &Restriction<'_>) -> Bitset {
        let mut candidates = self.passing(restriction, self.comparable.clone());
        for keyword in finders(restriction.keywords) {
            candidates.retain(|slot| self.contains(slot, &keyword));
        }
        candidates
    }

    fn passing(&self, restriction: &Restriction<'_>, candidates: Bitset) -> Bitset {
        let Some(condition) = &restriction.condition else {
            return candidates;
        };
        self.columns.select(condition, candidates, |slot| {
            let document = self.documents[slot as usize].as_ref()?;
            Some(&document.metadata)
        })
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

    /// The documents that pass the restriction, by id, from the one at `offset` on.
    pub(super) fn matching(
        &self,
        restriction: &Restriction<'_>,
        offset: usize,
        limit: Option<usize>,
    ) -> Found {
        let candidates = self.passing(restriction, self.live.clone());
        let keywords = finders(restriction.keywords);
        let mut total = 0;
        let end = offset.saturating_add(limit.unwrap_or(usize::MAX));
        let mut hits = Vec::new();
        // All of them, because the total counts those behind the page too: a million texts take some 20 ms.
        for slot in self.slots.values().copied() {
            if !candidates.contains(slot)
                || !keywords.iter().all(|keyword| self.contains(slot, keyword))
            {
                continue;
            }
            if (offset..end).contains(&total)
                && let Some(document) = self.documents[slot as usize].clone()
            {
                let score = None;
                hits.push(SearchHit { document, score });
            }
            total += 1;
        }
        Found::page(hits, offset, total)
    }
}

fn finders<'q>(keywords: &[&'q str]) -> Vec<Finder<'q>> {
    keywords
        .iter()
        .filter(|keyword| !keyword.is_empty())
        .map(|keyword| Finder::new(*keyword))
        .collect()
}

//! Changes that wait to be stored: of each object the last one.

use std::collections::{BTreeMap, BTreeSet};

use cluster::{Change, WatchedKind};
use knowledge::Instance;
use tokio::time::Instant;

use super::WatchOptions;
use super::batch::Batch;

/// What is known of an object that changed.
#[derive(Debug, Clone)]
struct Waiting {
    /// As it is now; `None` if it is gone.
    instance: Option<Instance>,
    /// When it changed for the first time since it was stored.
    since: Instant,
    /// When it may be stored.
    due: Instant,
}

/// Changes that wait.
#[derive(Debug)]
pub(super) struct Pending {
    options: WatchOptions,
    objects: BTreeMap<String, Waiting>,
    /// Kinds of which everything is known: what else the store has of them is out of date.
    listed: BTreeMap<WatchedKind, BTreeSet<String>>,
    /// When all was known that was there when the watch began, until that is stored.
    settled: Option<Instant>,
    /// The earliest time at which something is due.
    due: Option<Instant>,
}

impl Pending {
    pub(super) fn new(options: WatchOptions) -> Self {
        Self {
            options,
            objects: BTreeMap::new(),
            listed: BTreeMap::new(),
            settled: None,
            due: None,
        }
    }

    /// How many changes wait.
    pub(super) fn len(&self) -> usize {
        self.objects.len() + self.listed.len()
    }

    /// When something is due. Not before that time, though maybe later.
    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    pub(super) fn add(&mut self, change: Change, now: Instant) {
        match change {
            // What was listed has stayed as it is for a while already.
            Change::Found(instance) => self.set(instance.id(), Some(instance), now, now),
            Change::Applied(instance) => {
                let due = now + self.options.debounce;
                self.set(instance.id(), Some(instance), due, now);
            }
            Change::Deleted { id } => self.set(id, None, now, now),
            Change::Listed { kind, ids } => self.list(kind, ids, now),
            Change::Gone { kind } => self.list(kind, BTreeSet::new(), now),
            Change::Settled { is_whole: true } => {
                self.settled = Some(now);
                self.wake(now);
            }
            _ => {}
        }
    }

    fn set(&mut self, id: String, instance: Option<Instance>, due: Instant, now: Instant) {
        let since = self.objects.get(&id).map_or(now, |waiting| waiting.since);
        let due = due.min(since + self.options.delay_max);
        self.wake(due);
        let waiting = Waiting {
            instance,
            since,
            due,
        };
        self.objects.insert(id, waiting);
    }

    /// All objects of a kind are known: what waits of others is out of date as well.
    fn list(&mut self, kind: WatchedKind, ids: BTreeSet<String>, now: Instant) {
        self.objects.retain(|id, waiting| {
            waiting.instance.as_ref().is_none_or(|instance| {
                instance.kind != kind.kind
                    || instance.api_group != kind.api_group
                    || ids.contains(id)
            })
        });
        self.wake(now);
        self.listed.insert(kind, ids);
    }

    fn wake(&mut self, due: Instant) {
        self.due = Some(self.due.map_or(due, |earliest| earliest.min(due)));
    }

    /// Whether all that was there when the watch began has been stored, and that has yet to be noted.
    pub(super) fn has_settled(&self) -> bool {
        let waits = |settled| {
            let mut objects = self.objects.values();
            objects.any(|waiting| waiting.since <= settled)
        };
        self.listed.is_empty() && self.settled.is_some_and(|settled| !waits(settled))
    }

    /// Forgets what [`has_settled`](Self::has_settled) says: it has been noted.
    pub(super) fn settled_is_noted(&mut self) {
        self.settled = None;
    }

    /// Makes everything due.
    pub(super) fn ripen(&mut self) {
        let now = Instant::now();
        for waiting in self.objects.values_mut() {
            waiting.due = now;
        }
        self.wake(now);
    }

    /// What is due, at most so many objects. Kinds come first: what is out of date is decided against everything that
    /// waits.
    pub(super) fn take_due(&mut self, now: Instant, objects_max: usize) -> Batch {
        let mut batch = Batch::default();
        for (kind, mut ids) in std::mem::take(&mut self.listed) {
            let waiting = self.objects.iter().filter(|(_, waiting)| {
                let instance = waiting.instance.as_ref();
                instance.is_some_and(|it| it.kind == kind.kind && it.api_group == kind.api_group)
            });
            ids.extend(waiting.map(|(id, _)| id.clone()));
            batch.listed.push((kind, ids));
        }
        let due: Vec<String> = self
            .objects
            .iter()
            .filter(|(_, waiting)| waiting.due <= now)
            .map(|(id, _)| id.clone())
            .take(objects_max.max(1))
            .collect();
        for id in due {
            match self.objects.remove(&id) {
                Some(Waiting {
                    instance: Some(instance),
                    ..
                }) => batch.applied.push(instance),
                Some(_) => batch.deleted.push(id),
                None => {}
            }
        }
        self.due = self.objects.values().map(|waiting| waiting.due).min();
        batch
    }

    /// Changes that could not be stored wait again, unless something newer does.
    pub(super) fn put_back(&mut self, batch: Batch) {
        let now = Instant::now();
        let since = self.settled.map_or(now, |settled| settled.min(now));
        let applied = batch.applied.into_iter();
        let applied = applied.map(|instance| (instance.id(), Some(instance)));
        let deleted = batch.deleted.into_iter().map(|id| (id, None));
        for (id, instance) in applied.chain(deleted) {
            self.objects.entry(id).or_insert(Waiting {
                instance,
                since,
                due: now,
            });
        }
        for (kind, ids) in batch.listed {
            self.listed.entry(kind).or_insert(ids);
        }
        self.wake(now);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const OPTIONS: WatchOptions = WatchOptions {
        debounce: Duration::from_secs(1),
        delay_max: Duration::from_secs(3),
        batch_max: 10,
    };

    fn pod(name: &str, label: &str) -> Instance {
        Instance {
            namespace: "default".into(),
            name: name.into(),
            kind: "Pod".into(),
            api_version: "v1".into(),
            api_group: String::new(),
            labels: [("l", label)].into_iter().collect(),
            annotations: [("", ""); 0].into_iter().collect(),
        }
    }

    fn pods() -> WatchedKind {
        WatchedKind {
            api_group: String::new(),
            kind: "Pod".into(),
        }
    }

    fn names(batch: &Batch) -> Vec<&str> {
        batch.applied.iter().map(|it| it.name.as_str()).collect()
    }

    #[test]
    fn of_changes_in_quick_succession_the_last_counts() {
        let mut pending = Pending::new(OPTIONS);
        let began = Instant::now();
        let after = |ms| began + Duration::from_millis(ms);
        pending.add(Change::Applied(pod("a", "1")), began);
        pending.add(Change::Applied(pod("a", "2")), after(900));
        assert!(pending.take_due(after(1500), 10).is_empty());
        let batch = pending.take_due(after(1900), 10);
        assert_eq!(batch.applied, [pod("a", "2")]);
        assert_eq!((pending.len(), pending.due()), (0, None));
    }

    #[test]
    fn an_object_that_never_rests_is_stored_all_the_same() {
        let mut pending = Pending::new(OPTIONS);
        let began = Instant::now();
        for second in 0..4 {
            let now = began + Duration::from_millis(second * 900);
            pending.add(Change::Applied(pod("a", "1")), now);
        }
        let batch = pending.take_due(began + Duration::from_secs(3), 10);
        assert_eq!(names(&batch), ["a"]);
    }

    #[test]
    fn a_deletion_takes_the_place_of_what_waits() {
        let mut pending = Pending::new(OPTIONS);
        let now = Instant::now();
        pending.add(Change::Applied(pod("a", "1")), now);
        let id = pod("a", "1").id();
        pending.add(Change::Deleted { id: id.clone() }, now);
        let batch = pending.take_due(now, 10);
        assert_eq!((names(&batch).len(), batch.deleted), (0, vec![id]));
    }

    #[test]
    fn what_is_not_in_the_list_of_its_kind_is_not_stored() {
        let mut pending = Pending::new(OPTIONS);
        let now = Instant::now();
        let keeps = pod("keeps", "1");
        pending.add(Change::Applied(pod("gone", "1")), now);
        pending.add(Change::Found(keeps.clone()), now);
        let ids = BTreeSet::from([keeps.id()]);
        pending.add(Change::Listed { kind: pods(), ids }, now);
        pending.add(Change::Applied(pod("later", "1")), now);
        let batch = pending.take_due(now, 10);
        assert_eq!(names(&batch), ["keeps"]);
        // What came after the list, and still waits, must not be taken for out of date.
        let ids = BTreeSet::from([keeps.id(), pod("later", "1").id()]);
        assert_eq!(batch.listed, [(pods(), ids)]);
    }

    #[test]
    fn what_could_not_be_stored_waits_again_unless_it_changed() {
        let mut pending = Pending::new(OPTIONS);
        let now = Instant::now();
        pending.add(Change::Found(pod("a", "1")), now);
        pending.add(Change::Found(pod("b", "1")), now);
        let batch = pending.take_due(now, 10);
        pending.add(Change::Found(pod("b", "2")), now);
        pending.put_back(batch);
        let batch = pending.take_due(Instant::now(), 10);
        assert_eq!(batch.applied, [pod("a", "1"), pod("b", "2")]);
    }

    #[test]
    fn a_batch_is_no_larger_than_configured() {
        let mut pending = Pending::new(OPTIONS);
        let now = Instant::now();
        for name in ["a", "b", "c"] {
            pending.add(Change::Found(pod(name, "1")), now);
        }
        assert_eq!(names(&pending.take_due(now, 2)), ["a", "b"]);
        assert!(pending.due().is_some_and(|due| due <= now));
        assert_eq!(names(&pending.take_due(now, 2)), ["c"]);
    }

    #[test]
    fn the_watch_has_settled_when_all_that_was_there_is_stored() {
        let mut pending = Pending::new(OPTIONS);
        let now = Instant::now();
        pending.add(Change::Found(pod("a", "1")), now);
        pending.add(Change::Settled { is_whole: true }, now);
        assert!(!pending.has_settled());
        let batch = pending.take_due(now, 10);
        pending.put_back(batch);
        assert!(!pending.has_settled(), "it could not be stored");
        pending.take_due(Instant::now(), 10);
        let later = now + Duration::from_secs(1);
        pending.add(Change::Applied(pod("b", "1")), later);
        assert!(pending.has_settled(), "what came later does not matter");
        pending.settled_is_noted();
        assert!(!pending.has_settled());
        pending.add(Change::Settled { is_whole: false }, later);
        assert!(!pending.has_settled(), "some kinds could not be read");
    }

    #[test]
    fn what_waits_is_due_at_once_when_the_watch_ends() {
        let mut pending = Pending::new(OPTIONS);
        pending.add(Change::Applied(pod("a", "1")), Instant::now());
        pending.ripen();
        assert_eq!(names(&pending.take_due(Instant::now(), 10)), ["a"]);
    }
}

//! The watch over one kind: list, watch, and begin again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use http::StatusCode;
use knowledge::Instance;
use tokio::sync::{Notify, Semaphore, mpsc};
use tokio::time::{Instant, sleep};

use super::change::{Change, WatchedKind};
use super::events::{Event, Events};
use super::fingerprint;
use crate::kubernetes::api::Api;
use crate::kubernetes::discovery::Resource;
use crate::kubernetes::error::ApiError;
use crate::kubernetes::instances::unlisted;
use crate::kubernetes::list::{Consistency, Listing, Step};
use crate::limits::{
    WATCH_DELAY_MS_FIRST, WATCH_DELAY_SECONDS_MAX, WATCH_FAILURES_MAX, WATCH_LIST_SECONDS,
};

/// What all watches share.
#[derive(Clone)]
pub(super) struct Shared {
    pub(super) api: Api,
    pub(super) page_objects: usize,
    pub(super) sender: mpsc::Sender<Vec<Change>>,
    /// Lists are large; as many are read at once as elsewhere.
    pub(super) lists: Arc<Semaphore>,
    /// Told when the cluster may serve other kinds than before.
    pub(super) kinds_changed: Arc<Notify>,
    pub(super) unsettled: Arc<Unsettled>,
}

/// How many kinds have yet to be listed for the first time.
#[derive(Debug, Default)]
pub(super) struct Unsettled {
    kinds: AtomicUsize,
    lacks_some: AtomicBool,
}

impl Unsettled {
    pub(super) fn expect(&self, kinds: usize, is_whole: bool) {
        self.kinds.store(kinds, Ordering::SeqCst);
        self.lacks_some.store(!is_whole, Ordering::SeqCst);
    }

    /// What to tell now that one more has been listed, or could not be.
    fn settle(&self, is_listed: bool) -> Option<Change> {
        if !is_listed {
            self.lacks_some.store(true, Ordering::SeqCst);
        }
        let left = self.kinds.fetch_sub(1, Ordering::SeqCst);
        (left == 1).then(|| Change::Settled {
            is_whole: !self.lacks_some.load(Ordering::SeqCst),
        })
    }
}

/// Why a watch came to an end.
enum End {
    /// Nobody wants to know any more.
    Unwanted,
    /// The list must be read again.
    Expired,
    /// The server does not answer, or not as it should.
    Failed(ApiError),
}

impl From<ApiError> for End {
    fn from(error: ApiError) -> Self {
        match error.status() {
            Some(StatusCode::GONE) => Self::Expired,
            _ => Self::Failed(error),
        }
    }
}

/// The watch over one kind.
pub(super) struct KindWatch {
    shared: Shared,
    resource: Resource,
    /// What was told of each object, by id.
    told: BTreeMap<String, u64>,
    /// What was last said to be wrong.
    complaint: Option<String>,
    failures: u32,
    /// Whether others wait for the first list.
    is_awaited: bool,
}

impl KindWatch {
    pub(super) fn new(shared: Shared, resource: Resource, is_awaited: bool) -> Self {
        Self {
            is_awaited,
            shared,
            resource,
            told: BTreeMap::new(),
            complaint: None,
            failures: 0,
        }
    }

    /// Runs until nobody wants to know any more.
    pub(super) async fn run(mut self) {
        loop {
            let end = match self.list().await {
                Ok(version) if self.resource.can("watch") => self.follow(version).await,
                Ok(_) => {
                    sleep(Duration::from_secs(WATCH_LIST_SECONDS)).await;
                    continue;
                }
                Err(end) => end,
            };
            match end {
                End::Unwanted => return,
                End::Expired => self.pause(None).await,
                End::Failed(error) => {
                    if self.complain(&error).await.is_err() {
                        return;
                    }
                    self.pause(Some(&error)).await;
                }
            }
        }
    }

    /// Tells what is there; returns the state that was listed.
    async fn list(&mut self) -> Result<String, End> {
        let shared = self.shared.clone();
        let resource = self.resource.clone();
        let Ok(_permit) = shared.lists.acquire().await else {
            return Err(End::Unwanted);
        };
        let mut listing = Listing::new(
            &shared.api,
            &resource,
            shared.page_objects,
            Consistency::One,
        );
        let mut seen = BTreeMap::new();
        loop {
            match listing.step().await.map_err(End::Failed)? {
                Step::Page(instances) => {
                    let mut found = Vec::new();
                    for instance in instances {
                        let (id, print) = (instance.id(), fingerprint(&instance));
                        if self.told.insert(id.clone(), print) != Some(print) {
                            found.push(Change::Found(instance));
                        }
                        seen.insert(id, print);
                    }
                    self.tell(found).await?;
                }
                Step::Restarted => seen.clear(),
                Step::Complete { resource_version } => {
                    let ids = seen.keys().cloned().collect();
                    self.told = seen;
                    let kind = watched(&self.resource);
                    self.tell(vec![Change::Listed { kind, ids }]).await?;
                    self.settle(true).await?;
                    self.complaint = None;
                    return Ok(resource_version);
                }
            }
        }
    }

    /// Tells what changes from a state on, over as many connections as it takes.
    async fn follow(&mut self, mut version: String) -> End {
        loop {
            let began = Instant::now();
            match self.follow_once(&mut version).await {
                // A server that hangs up at once must not be asked without a pause.
                Ok(()) if began.elapsed() < Duration::from_millis(WATCH_DELAY_MS_FIRST) => {
                    self.pause(None).await;
                }
                Ok(()) => self.failures = 0,
                Err(End::Failed(error))
                    if error.status().is_none() && self.failures < WATCH_FAILURES_MAX =>
                {
                    // What was told up to here stays true, so that the list need not be read again.
                    self.pause(Some(&error)).await;
                }
                Err(end) => return end,
            }
        }
    }

    async fn follow_once(&mut self, version: &mut String) -> Result<(), End> {
        let mut events = Events::from(&self.shared.api, &self.resource, version).await?;
        while let Some(event) = events.next().await? {
            self.failures = 0;
            let (Event::Applied(object) | Event::Deleted(object) | Event::Bookmark(object)) =
                &event;
            if !object.metadata.resource_version.is_empty() {
                version.clone_from(&object.metadata.resource_version);
            }
            let change = match event {
                Event::Bookmark(_) => None,
                Event::Applied(object) => object
                    .instance(&self.resource)
                    .and_then(|instance| self.applied(instance)),
                Event::Deleted(object) => object.instance(&self.resource).map(|instance| {
                    let id = instance.id();
                    self.told.remove(&id);
                    Change::Deleted { id }
                }),
            };
            self.tell(change.into_iter().collect()).await?;
        }
        Ok(())
    }

    fn applied(&mut self, instance: Instance) -> Option<Change> {
        let print = fingerprint(&instance);
        let told = self.told.insert(instance.id(), print);
        (told != Some(print)).then_some(Change::Applied(instance))
    }

    async fn tell(&self, changes: Vec<Change>) -> Result<(), End> {
        if changes.is_empty() {
            return Ok(());
        }
        let sent = self.shared.sender.send(changes).await;
        sent.map_err(|_| End::Unwanted)
    }

    /// Says that the first list is there, or is not to be had.
    async fn settle(&mut self, is_listed: bool) -> Result<(), End> {
        if !std::mem::take(&mut self.is_awaited) {
            return Ok(());
        }
        let change = self.shared.unsettled.settle(is_listed);
        self.tell(change.into_iter().collect()).await
    }

    /// Says what is wrong, once.
    async fn complain(&mut self, error: &ApiError) -> Result<(), End> {
        self.settle(false).await?;
        if error.status() == Some(StatusCode::NOT_FOUND) {
            // The kind may be on its way out, or in.
            self.shared.kinds_changed.notify_one();
            return Ok(());
        }
        let problem = unlisted(&self.resource, error);
        if self.complaint.as_ref() == Some(&problem.reason) {
            return Ok(());
        }
        self.complaint = Some(problem.reason.clone());
        self.tell(vec![Change::Problem(problem)]).await
    }

    async fn pause(&mut self, error: Option<&ApiError>) {
        let seconds_max = Duration::from_secs(WATCH_DELAY_SECONDS_MAX);
        let usual = Duration::from_millis(WATCH_DELAY_MS_FIRST << self.failures.min(8));
        self.failures += 1;
        sleep(match error.and_then(ApiError::status) {
            Some(StatusCode::FORBIDDEN | StatusCode::METHOD_NOT_ALLOWED) => {
                Duration::from_secs(WATCH_LIST_SECONDS)
            }
            _ => usual.min(seconds_max),
        })
        .await;
    }
}

pub(super) fn watched(resource: &Resource) -> WatchedKind {
    WatchedKind {
        api_group: resource.group.clone(),
        kind: resource.kind.clone(),
    }
}

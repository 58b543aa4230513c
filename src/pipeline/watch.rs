//! Keep the store in step with a cluster, for as long as somebody wants that.

mod batch;
mod pending;

use std::collections::BTreeSet;
use std::pin::pin;
use std::time::Duration;

use cluster::{Change, Kubernetes, Watch};
use knowledge::Collection;
use tokio::time::{Instant, sleep_until, timeout};
use vectorstore::VectorStore;

use crate::progress::{Progress, Step};
use crate::{PipelineError, index};
use batch::Batch;
use pending::Pending;

/// How long the last changes may take to be stored when a watch is stopped.
const STOP_SECONDS_MAX: u64 = 10;

/// Seconds before changes that could not be stored are tried again.
const RETRY_SECONDS: u64 = 5;

/// Most changes that wait to be stored; beyond them the cluster is not listened to.
const PENDING_CHANGES_MAX: usize = 20_000;

/// How a watch runs.
#[derive(Debug, Clone, Copy)]
pub struct WatchOptions {
    /// How long an object must stay as it is before it is stored: of changes in quick succession the last counts.
    pub debounce: Duration,
    /// How long a change may wait at most, however often its object changes.
    pub delay_max: Duration,
    /// How many changes are stored at once at most.
    pub batch_max: usize,
}

impl Default for WatchOptions {
    fn default() -> Self {
        Self {
            debounce: Duration::from_secs(1),
            delay_max: Duration::from_secs(10),
            batch_max: 500,
        }
    }
}

/// What [`watch_instances`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InstanceWatch {
    /// How many batches of changes were stored.
    pub batches: usize,
    /// How many documents were stored.
    pub stored: usize,
    /// How many documents of objects that are gone were deleted.
    pub deleted: usize,
}

/// Brings every object of a cluster into [`Collection::Instances`], deletes the documents of those that are gone, and
/// keeps it so until `stop` completes; then stores what is pending and returns.
///
/// What cannot be read or stored is told to `progress` and tried again. Documents of a kind that cannot be read are
/// spared.
///
/// # Errors
///
/// If nothing of the cluster could be read at the beginning, or the store cannot be made ready; if what was pending at
/// the end could not be stored.
pub async fn watch_instances(
    cluster: &Kubernetes,
    store: &VectorStore,
    options: &WatchOptions,
    progress: &dyn Progress,
    stop: impl Future<Output = ()>,
) -> Result<InstanceWatch, PipelineError> {
    let mut stop = pin!(stop);
    store
        .initialize(Collection::Instances)
        .await
        .map_err(PipelineError::Initialize)?;
    let mut watch = tokio::select! {
        () = &mut stop => return Ok(InstanceWatch::default()),
        watch = cluster.watch() => watch.map_err(PipelineError::Discovery)?,
    };
    // Nobody knows what happened since the store was last in step.
    index::lacks_something(store, Collection::Instances).await?;
    let mut keeper = Keeper {
        store,
        options,
        progress,
        pending: Pending::new(*options),
        done: InstanceWatch::default(),
        told: BTreeSet::new(),
    };
    keeper.run(&mut watch, stop.as_mut()).await;
    watch.stop().await;
    keeper.finish().await
}

/// Keeps the store in step.
struct Keeper<'a> {
    store: &'a VectorStore,
    options: &'a WatchOptions,
    progress: &'a dyn Progress,
    pending: Pending,
    done: InstanceWatch,
    /// What was said to be wrong since all was well.
    told: BTreeSet<String>,
}

impl Keeper<'_> {
    async fn run(&mut self, watch: &mut Watch, mut stop: impl Future<Output = ()> + Unpin) {
        let mut not_before = Instant::now();
        loop {
            let due = self.pending.due().map(|due| due.max(not_before));
            let far = || Instant::now() + Duration::from_secs(3600);
            tokio::select! {
                biased;
                () = &mut stop => return,
                () = sleep_until(due.unwrap_or_else(far)), if due.is_some() => {
                    if self.flush(Instant::now()).await.is_err() {
                        not_before = Instant::now() + Duration::from_secs(RETRY_SECONDS);
                    }
                }
                changes = watch.next(), if self.pending.len() < PENDING_CHANGES_MAX => {
                    let Some(changes) = changes else { return };
                    self.take(changes);
                }
            }
        }
    }

    fn take(&mut self, changes: Vec<Change>) {
        let now = Instant::now();
        for change in changes {
            if let Change::Problem(problem) = &change {
                // A server that is gone would be told of once for each kind.
                if self.told.insert(problem.reason.clone()) {
                    self.progress.step(Step::Warning(problem));
                }
            } else {
                self.pending.add(change, now);
            }
        }
    }

    /// Stores what is due. What could not be stored stays pending.
    async fn flush(&mut self, now: Instant) -> Result<(), PipelineError> {
        let batch = self.pending.take_due(now, self.options.batch_max);
        let outcome = self.store(&batch).await;
        match &outcome {
            Ok(()) => self.told.clear(),
            Err(error) => {
                if self.told.insert(error.to_string()) {
                    self.progress.step(Step::Warning(&Chain(error)));
                }
                self.pending.put_back(batch);
            }
        }
        outcome
    }

    async fn store(&mut self, batch: &Batch) -> Result<(), PipelineError> {
        if !batch.is_empty() {
            let (deleted, stored) = batch.store(self.store, self.progress).await?;
            self.done.batches += 1;
            self.done.stored += stored;
            self.done.deleted += deleted;
        }
        if self.pending.has_settled() {
            index::is_whole(self.store, Collection::Instances).await?;
            self.pending.settled_is_noted();
        }
        Ok(())
    }

    /// Stores all that is pending, however fresh it is.
    async fn finish(mut self) -> Result<InstanceWatch, PipelineError> {
        let rest = async {
            while self.pending.len() > 0 {
                self.pending.ripen();
                self.flush(Instant::now()).await?;
            }
            Ok(self.done)
        };
        let limit = Duration::from_secs(STOP_SECONDS_MAX);
        timeout(limit, rest)
            .await
            .unwrap_or(Err(PipelineError::Unfinished {
                seconds: STOP_SECONDS_MAX,
            }))
    }
}

/// An error with what led to it, in one line.
struct Chain<'a>(&'a PipelineError);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut next = std::error::Error::source(self.0);
        while let Some(cause) = next {
            write!(f, ": {cause}")?;
            next = cause.source();
        }
        f.write_str("; it is tried again")
    }
}

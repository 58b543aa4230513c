//! Scans: accepted, written down, carried out beside the requests, and begun again after a restart.

mod order;
mod run;

use std::fmt::{self, Debug, Formatter};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use cluster::Cluster;
use inference::CapabilityInference;
use jobs::{Job, Jobs, JobsError, Page, Scan, Unfinished};
use semconv::context;
use semconv::pipeline::{ScanCapabilities, ScanCapabilitiesSpan};
use tokio::sync::{Mutex as AsyncMutex, OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::{JoinSet, spawn_blocking};
use vectorstore::VectorStore;

use crate::aside::aside;
use crate::error::ApiError;
use crate::limits::SCANS_MAX;
use order::Order;

/// What scans read, ask and write.
#[derive(Clone)]
pub struct ScanParts {
    /// Where capabilities are stored.
    pub store: Arc<VectorStore>,
    /// Where kinds are discovered.
    pub cluster: Arc<dyn Cluster>,
    /// Who says what they can do.
    pub inference: Arc<dyn CapabilityInference>,
}

/// Carries out scans, [`SCANS_MAX`] at once.
#[derive(Clone)]
pub struct Scans(Arc<Inner>);

struct Inner {
    jobs: Arc<Jobs>,
    parts: ScanParts,
    /// Of scans that may be accepted. Those of the last start need none.
    places: Arc<Semaphore>,
    /// Of scans that are worked on. Who has one waits for no other scan.
    workers: Semaphore,
    order: Order,
    /// Held from the file to the order, so that scans have the same order in both.
    accepting: AsyncMutex<()>,
    running: Mutex<JoinSet<()>>,
    /// Whether the server stops: what only waits need not be waited for.
    stopping: watch::Sender<bool>,
}

impl Scans {
    /// Opens the jobs in `data_dir` and goes on with those that were accepted and have not ended.
    ///
    /// # Errors
    ///
    /// The folder cannot be used; another process works on its jobs; the file is damaged.
    pub async fn open(data_dir: &Path, parts: ScanParts) -> Result<Self, JobsError> {
        let data_dir = data_dir.to_owned();
        let opened = spawn_blocking(move || {
            let jobs = Jobs::open(&data_dir)?;
            let unfinished = jobs.unfinished()?;
            Ok((jobs, unfinished))
        });
        let (jobs, unfinished) = opened.await.map_err(JobsError::broken_off)??;
        let scans = Self(Arc::new(Inner {
            jobs: Arc::new(jobs),
            parts,
            places: Arc::new(Semaphore::new(SCANS_MAX)),
            workers: Semaphore::new(SCANS_MAX),
            order: Order::default(),
            accepting: AsyncMutex::default(),
            running: Mutex::default(),
            stopping: watch::Sender::new(false),
        }));
        for Unfinished { job, scan } in unfinished {
            let start = starter(&job);
            // The first ones keep new ones out; those beyond the places go on all the same.
            let place = Arc::clone(&scans.0.places).try_acquire_owned().ok();
            scans.spawn(job.id, scan, place, start);
        }
        Ok(scans)
    }

    /// Accepts a scan. It is on the disk when this returns, and goes on whether or not anybody waits for the answer.
    pub(crate) async fn accept(&self, scan: Scan) -> Result<Job, ApiError> {
        let place = match scan.is_empty() {
            true => None,
            false => {
                let place = Arc::clone(&self.0.places).try_acquire_owned();
                Some(place.map_err(|_| ApiError::TooManyScans)?)
            }
        };
        let scans = self.clone();
        // A task of its own: a client that goes away must not come between the file and the work.
        let accepted = tokio::spawn(context::carry(async move {
            let _accepting = scans.0.accepting.lock().await;
            let jobs = Arc::clone(&scans.0.jobs);
            let (job, scan) =
                spawn_blocking(move || jobs.accept(&scan).map(|job| (job, scan))).await??;
            if let Some(place) = place {
                let start = starter(&job);
                scans.spawn(job.id.clone(), scan, Some(place), start);
            }
            Ok(job)
        }));
        let job: Result<Job, AcceptError> = accepted.await.map_err(|_| ApiError::Internal)?;
        job.map_err(ApiError::from)
    }

    /// The job with this id.
    pub(crate) async fn job(&self, id: String) -> Result<Job, ApiError> {
        let jobs = Arc::clone(&self.0.jobs);
        let job = spawn_blocking(move || jobs.get(&id)).await;
        let job = job.map_err(|_| ApiError::Internal)??;
        job.ok_or(ApiError::NoSuchJob)
    }

    /// A page of the jobs, the latest first.
    pub(crate) async fn page(&self, offset: usize, limit: usize) -> Result<Page, ApiError> {
        let jobs = Arc::clone(&self.0.jobs);
        let page = spawn_blocking(move || jobs.page(offset, limit)).await;
        Ok(page.map_err(|_| ApiError::Internal)??)
    }

    /// Waits until nothing is in progress any more, for so long at most, and then lets go: what has not ended is begun
    /// again at the next start, and so is what waits to be tried once more. Returns how many scans were let go.
    pub async fn finish(&self, time_max: Duration) -> usize {
        self.0.stopping.send_replace(true);
        let running = || std::mem::take(&mut *self.running());
        let mut left = running();
        let all = async {
            while left.join_next().await.is_some() {
                if left.is_empty() {
                    // What was accepted meanwhile.
                    left = running();
                }
            }
        };
        tokio::time::timeout(time_max, all).await.ok();
        let unfinished = left.len();
        left.shutdown().await;
        unfinished
    }

    fn spawn(
        &self,
        id: String,
        scan: Scan,
        place: Option<OwnedSemaphorePermit>,
        start: impl Fn() -> ScanCapabilitiesSpan + Send + Sync + 'static,
    ) {
        let inner = Arc::clone(&self.0);
        let mut turn = inner.order.turn(&scan);
        let stopping = self.0.stopping.subscribe();
        let mut running = self.running();
        // Forgets those that have ended.
        while running.try_join_next().is_some() {}
        running.spawn(async move {
            let _place = place;
            if !turn.comes().await && *stopping.borrow() {
                // An earlier one is begun again at the next start, and this one after it.
                return;
            }
            let run = async move {
                // Only now: who waits for an earlier scan must not keep that from its place.
                let Ok(_worker) = inner.workers.acquire().await else {
                    return false;
                };
                run::run(&inner.jobs, &inner.parts, id, scan, start, stopping).await
            };
            if let Ok(true) = aside(run).await {
                turn.end();
            }
        });
    }

    fn running(&self) -> std::sync::MutexGuard<'_, JoinSet<()>> {
        self.0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Debug for Scans {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scans").finish_non_exhaustive()
    }
}

/// Starts the span of a scan, linked to the one that is current now.
fn starter(job: &Job) -> impl Fn() -> ScanCapabilitiesSpan + Send + Sync + use<> {
    let link = context::link();
    let (id, upserts, deletes) = (job.id.clone(), job.upserts, job.deletes);
    move || {
        ScanCapabilities {
            id: &id,
            upsert_count: i64::try_from(upserts).unwrap_or(i64::MAX),
            delete_count: i64::try_from(deletes).unwrap_or(i64::MAX),
        }
        .start_linked(link.clone())
    }
}

/// Why a scan was not accepted.
enum AcceptError {
    Jobs(JobsError),
    BrokenOff,
}

impl From<JobsError> for AcceptError {
    fn from(source: JobsError) -> Self {
        Self::Jobs(source)
    }
}

impl From<tokio::task::JoinError> for AcceptError {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::BrokenOff
    }
}

impl From<AcceptError> for ApiError {
    fn from(error: AcceptError) -> Self {
        match error {
            AcceptError::Jobs(source) => Self::Jobs { source },
            AcceptError::BrokenOff => Self::Internal,
        }
    }
}

//! One scan, from its turn to its end.

use std::error::Error;
use std::sync::Arc;

use jobs::{Ending, JobCounts, Jobs, JobsError, Scan};
use pipeline::{CapabilityScan, Quiet, ScanRequest, SyncProblem, scan_capabilities};
use semconv::Failure;
use semconv::attributes::ErrorType;
use semconv::pipeline::ScanCapabilitiesSpan;
use tokio::sync::watch;
use tokio::task::spawn_blocking;

use super::ScanParts;
use crate::limits::SCAN_DELAYS;

/// Carries out a scan. What fails for now is tried again a few times, unless the server stops meanwhile; what fails for
/// good, or every time, is given up. Returns whether the job has ended: if not, it is begun again at the next start.
pub(super) async fn run(
    jobs: &Arc<Jobs>,
    parts: &ScanParts,
    id: String,
    scan: Scan,
    start: impl Fn() -> ScanCapabilitiesSpan,
    mut stopping: watch::Receiver<bool>,
) -> bool {
    let request = ScanRequest {
        upserts: scan.upserts,
        deletes: scan.deletes,
    };
    // The first attempt deletes; later ones find nothing left to delete.
    let mut deleted = 0;
    let mut delays = SCAN_DELAYS.iter();
    let ending = loop {
        let name = id.clone();
        if !written(jobs, &id, move |jobs| jobs.begin(&name).map(drop)).await {
            return false;
        }
        let ScanParts {
            store,
            cluster,
            inference,
        } = parts;
        let (done, outcome) =
            scan_capabilities(start(), &**cluster, &**inference, store, &request, &Quiet).await;
        deleted = deleted.max(done.deleted);
        let done = CapabilityScan { deleted, ..done };
        let unasked = done.problems.iter().filter(|it| it.may_pass()).count();
        let (error, may_pass) = match &outcome {
            Err(error) => {
                log(&id, error);
                // Only what it says of itself: its causes know about the inside of other servers.
                (Some(error.to_string()), may_pass(error.error_type()))
            }
            Ok(()) if unasked > 0 => (Some(no_answer(unasked)), true),
            Ok(()) => (None, false),
        };
        match delays.next().filter(|_| may_pass) {
            Some(delay) => tokio::select! {
                () = tokio::time::sleep(*delay) => {}
                // It is begun again at the next start.
                _ = stopping.wait_for(|stopping| *stopping) => return false,
            },
            None => break ending(&done, error),
        }
    };
    let name = id.clone();
    written(jobs, &id, move |jobs| jobs.end(&name, ending).map(drop)).await
}

/// What is told of a scan whose kinds were all found, but not all judged.
fn no_answer(kinds: usize) -> String {
    format!("the model gave no answer about {kinds} of the kinds; scan them again")
}

/// `error` must be for everybody to read.
fn ending(done: &CapabilityScan, error: Option<String>) -> Ending {
    for problem in &done.problems {
        tracing::warn!(problem = %problem, "a capability scan left something out");
    }
    Ending {
        error,
        counts: JobCounts {
            discovered: done.discovered,
            inferred: done.inferred,
            stored: done.stored,
            deleted: done.deleted,
        },
        problems: done.problems.iter().map(SyncProblem::public).collect(),
    }
}

/// Whether what went wrong may go right a moment later.
const fn may_pass(error: ErrorType) -> bool {
    matches!(
        error,
        ErrorType::Io | ErrorType::Timeout | ErrorType::Unavailable
    )
}

/// Writes to the file of the jobs. If that cannot be done, the job is begun again at the next start.
async fn written(
    jobs: &Arc<Jobs>,
    id: &str,
    write: impl FnOnce(&Jobs) -> Result<(), JobsError> + Send + 'static,
) -> bool {
    let jobs = Arc::clone(jobs);
    let written = spawn_blocking(move || write(&jobs)).await;
    match written {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            log(id, &error);
            false
        }
        // The process ends.
        Err(_) => false,
    }
}

fn log(id: &str, error: &(impl Failure + 'static)) {
    let class = error.error_type().as_str();
    tracing::error!(
        job = id,
        error = error as &(dyn Error + 'static),
        "capability scan failed: {class}"
    );
}

//! Changes of the objects in a cluster, for as long as somebody wants to know.

mod change;
mod events;
mod kind;
mod supervisor;

use knowledge::Instance;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::Kubernetes;
use super::discovery::discover;
use crate::ClusterError;
use crate::limits::WATCH_BATCHES_MAX;
pub use change::{Change, WatchedKind};
use supervisor::Supervisor;

/// A watch over every kind of a cluster. It ends when it is dropped, or better [stopped](Self::stop).
pub struct Watch {
    changes: mpsc::Receiver<Vec<Change>>,
    supervisor: JoinHandle<()>,
}

impl Watch {
    /// The next changes, oldest first, those of one object in the order in which they happened. `None` when there will
    /// be no more. May be dropped while it waits: nothing is lost.
    pub async fn next(&mut self) -> Option<Vec<Change>> {
        self.changes.recv().await
    }

    /// Ends the watch and waits until its last request is over. What was not taken is lost.
    pub async fn stop(mut self) {
        self.changes.close();
        // It ends by itself; a panic in it has nothing to say to whoever does not want to know any more.
        (&mut self.supervisor).await.ok();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.supervisor.abort();
    }
}

impl Kubernetes {
    /// Lists every kind and then watches it: begins anew whenever a connection ends or a state expires, and follows
    /// kinds that come and go.
    ///
    /// # Errors
    ///
    /// If the cluster does not say what it serves. Once the watch has begun, whatever fails is tried again and is a
    /// [`Change::Problem`].
    pub async fn watch(&self) -> Result<Watch, ClusterError> {
        let served = discover(&self.api)
            .await
            .map_err(|error| ClusterError::of_api(self.server(), error))?;
        let (sender, changes) = mpsc::channel(WATCH_BATCHES_MAX);
        let supervisor = Supervisor::new(self.api.clone(), self.page_objects, sender);
        Ok(Watch {
            changes,
            supervisor: tokio::spawn(supervisor.run(served)),
        })
    }
}

/// What an object looks like in the store, to tell a change that matters from one that does not: most changes of an
/// object are of its status.
fn fingerprint(instance: &Instance) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    for pairs in [&instance.labels, &instance.annotations] {
        pairs.len().hash(&mut hasher);
        for pair in pairs.iter() {
            pair.hash(&mut hasher);
        }
    }
    hasher.finish()
}

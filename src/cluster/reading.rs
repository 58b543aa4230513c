//! The question that every kind of cluster answers.

use async_trait::async_trait;
use knowledge::{Instance, ResourceKind};

use crate::{ClusterError, Missed, Problem};

/// What was read, and what could not be.
#[derive(Debug, Clone)]
pub struct Reading<T> {
    /// What was read.
    pub items: Vec<T>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// A source of knowledge about one cluster.
#[async_trait]
pub trait Cluster: Send + Sync {
    /// The kinds the cluster serves, without those that say nothing about what it offers (events, leases, reviews).
    ///
    /// # Errors
    ///
    /// If nothing could be read at all. A part that could not be read is a [`Problem`] of the reading.
    async fn kinds(&self) -> Result<Reading<ResourceKind>, ClusterError>;

    /// The kinds with these names, fully qualified plurals such as `certificates.cert-manager.io` or `pods`, each once,
    /// ordered by name. A name that no kind has is a [`Problem`] of the reading.
    ///
    /// # Errors
    ///
    /// If nothing could be read at all. A part that could not be read is a [`Problem`] of the reading.
    async fn kinds_named(&self, names: &[String]) -> Result<Reading<ResourceKind>, ClusterError> {
        let mut reading = self.kinds().await?;
        reading.items.retain(|kind| names.contains(&kind.name));
        let unknown = names
            .iter()
            .filter(|name| reading.items.iter().all(|kind| kind.name != **name));
        reading
            .problems
            .extend(unknown.map(|name| no_such_kind(name)));
        Ok(reading)
    }

    /// The objects in the cluster, each once, ordered by id, without the kinds that [`Cluster::kinds`] leaves out.
    ///
    /// # Errors
    ///
    /// If nothing could be read at all. A part that could not be read is a [`Problem`] of the reading.
    async fn instances(&self) -> Result<Reading<Instance>, ClusterError>;
}

/// What to say of a name that no kind has.
pub(crate) fn no_such_kind(name: &str) -> Problem {
    Problem::of_api(
        name,
        "no kind has this name, or it says nothing about what the cluster offers; expected the plural and the API group, like certificates.cert-manager.io",
        Missed::Nothing,
    )
}

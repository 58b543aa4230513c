//! The question that every kind of cluster answers.

use async_trait::async_trait;
use knowledge::{Instance, ResourceKind};

use crate::{ClusterError, Problem};

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

    /// The objects in the cluster, each once, ordered by id, without the kinds that [`Cluster::kinds`] leaves out.
    ///
    /// # Errors
    ///
    /// If nothing could be read at all. A part that could not be read is a [`Problem`] of the reading.
    async fn instances(&self) -> Result<Reading<Instance>, ClusterError>;
}

//! A running cluster, by its API.

mod api;
mod config;
mod connection;
mod definitions;
mod discovery;
mod error;
mod instances;
mod kinds;
mod list;
mod objects;
mod openapi;
mod watch;

use async_trait::async_trait;
use knowledge::{Instance, ResourceKind};
use semconv::attributes::ClusterSource;
use semconv::cluster;
use tokio::task::spawn_blocking;

use crate::{Cluster, ClusterError, Reading};
use api::{Api, Server};
pub use config::KubernetesConfig;
pub use error::{ApiError, ConnectError};
pub use watch::{Change, Watch, WatchedKind};

/// A running cluster, by its API.
///
/// Of objects only metadata is asked for: the data of a Secret does not leave the cluster. Every request is a span.
#[derive(Clone)]
pub struct Kubernetes {
    api: Api,
    page_objects: usize,
}

impl Kubernetes {
    /// Finds out where the cluster is and gets ready to ask; nothing is sent yet.
    ///
    /// # Errors
    ///
    /// If no cluster is configured, or what is configured cannot be used. They name files, for the person at the
    /// terminal: they are no text for spans.
    pub async fn connect(config: &KubernetesConfig) -> Result<Self, ConnectError> {
        let loaded = config::load(config).await?;
        let server = Server::of(&loaded.cluster_url);
        // It may run a program to get credentials.
        let client = spawn_blocking(move || connection::open(&loaded))
            .await
            .map_err(|_| ConnectError::Unusable("connecting was interrupted".to_owned()))??;
        Ok(Self {
            api: Api::new(client, server, config.request_timeout),
            page_objects: config.page_objects,
        })
    }

    /// The URL of the API, without credentials.
    #[must_use]
    pub fn server(&self) -> &str {
        self.api.server().url()
    }

    async fn read_kinds(
        &self,
        read: impl Future<Output = Result<Reading<ResourceKind>, ApiError>>,
    ) -> Result<Reading<ResourceKind>, ClusterError> {
        let span = cluster::ReadKinds {
            source: ClusterSource::Kubernetes,
        }
        .start();
        span.scope(async {
            let reading = read
                .await
                .map_err(|error| ClusterError::of_api(self.server(), error))?;
            span.set_kind_count(reading.items.len());
            span.set_unreadable_count(reading.problems.len());
            Ok(reading)
        })
        .await
    }
}

#[async_trait]
impl Cluster for Kubernetes {
    async fn kinds(&self) -> Result<Reading<ResourceKind>, ClusterError> {
        self.read_kinds(kinds::all(&self.api)).await
    }

    async fn kinds_named(&self, names: &[String]) -> Result<Reading<ResourceKind>, ClusterError> {
        self.read_kinds(kinds::named(&self.api, names)).await
    }

    async fn instances(&self) -> Result<Reading<Instance>, ClusterError> {
        let span = cluster::ReadInstances {
            source: ClusterSource::Kubernetes,
        }
        .start();
        span.scope(async {
            let reading = instances::all(&self.api, self.page_objects)
                .await
                .map_err(|error| ClusterError::of_api(self.server(), error))?;
            span.set_instance_count(reading.items.len());
            span.set_unreadable_count(reading.problems.len());
            Ok(reading)
        })
        .await
    }
}

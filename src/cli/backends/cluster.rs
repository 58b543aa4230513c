//! What is read: manifests, or a cluster.

use std::error::Error;

use async_trait::async_trait;
use cluster::{
    Cluster, ClusterError, ConnectError, Kubernetes, KubernetesConfig, Manifests, Reading, Source,
};
use knowledge::{Instance, ResourceKind};
use tokio::sync::OnceCell;

use crate::config::Config;
use crate::{output, tls};

/// What a sync reads: the manifests that are named, else the cluster.
pub(crate) async fn to_sync(config: &Config) -> anyhow::Result<Box<dyn Cluster>> {
    if config.from.is_empty() {
        Ok(Box::new(kubernetes(config).await?))
    } else {
        Ok(Box::new(manifests(config.from.clone())))
    }
}

fn manifests(from: Vec<Source>) -> Manifests {
    if from.iter().any(Source::needs_tls)
        && let Err(error) = tls::provide()
    {
        // What else there is can still be read; the URLs will be among the problems.
        output::say(&format!("warning: {error:#}"));
    }
    Manifests::from(from)
}

/// The cluster that is configured; nothing is sent yet.
pub(crate) async fn kubernetes(config: &Config) -> anyhow::Result<Kubernetes> {
    tls::provide()?;
    match Kubernetes::connect(&kubernetes_config(config)).await {
        Err(ConnectError::NotConfigured) => {
            let error = anyhow::Error::from(ConnectError::NotConfigured);
            Err(error.context("there is nothing to read: name manifests with --from, or a cluster with --kubeconfig"))
        }
        connected => Ok(connected?),
    }
}

fn kubernetes_config(config: &Config) -> KubernetesConfig {
    KubernetesConfig {
        kubeconfig: config.kubernetes.kubeconfig.clone(),
        context: config.kubernetes.context.clone(),
        ..KubernetesConfig::default()
    }
}

/// A cluster that is connected to when it is first asked: a server starts without one.
pub(crate) struct LateCluster {
    config: KubernetesConfig,
    connected: OnceCell<Kubernetes>,
}

impl LateCluster {
    /// The cluster that is configured.
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            config: kubernetes_config(config),
            connected: OnceCell::new(),
        }
    }

    /// Tries again each time until it is connected.
    async fn connected(&self) -> Result<&Kubernetes, ClusterError> {
        let connected = self.connected.get_or_try_init(async || {
            tls::provide()?;
            Ok::<_, anyhow::Error>(Kubernetes::connect(&self.config).await?)
        });
        connected.await.map_err(|error| {
            let error: &(dyn Error + 'static) = error.as_ref();
            tracing::error!(error, "no cluster can be connected to");
            ClusterError::NotConnected
        })
    }
}

#[async_trait]
impl Cluster for LateCluster {
    async fn kinds(&self) -> Result<Reading<ResourceKind>, ClusterError> {
        self.connected().await?.kinds().await
    }

    async fn kinds_named(&self, names: &[String]) -> Result<Reading<ResourceKind>, ClusterError> {
        self.connected().await?.kinds_named(names).await
    }

    async fn instances(&self) -> Result<Reading<Instance>, ClusterError> {
        self.connected().await?.instances().await
    }
}

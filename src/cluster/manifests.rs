//! A cluster as its manifests describe it.

mod contents;
mod files;

use std::sync::Arc;

use async_trait::async_trait;
use knowledge::{Instance, ResourceKind};
use semconv::attributes::ClusterSource;
use semconv::cluster;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

use crate::client::Client;
use crate::object::Contents;
use crate::{Cluster, ClusterError, Reading, Source, catalogue, instance};
use contents::File;

/// A cluster as its manifests describe it: the definitions and objects found in all sources, in the order given.
///
/// Every question reads the sources anew, except standard input, which can be read only once and is remembered.
pub struct Manifests {
    sources: Vec<Source>,
    client: Client,
    stdin: OnceCell<Arc<File>>,
}

impl Manifests {
    /// The manifests in `sources`. Nothing is read before a question is asked.
    #[must_use]
    pub fn from(sources: Vec<Source>) -> Self {
        Self {
            sources,
            client: Client::default(),
            stdin: OnceCell::new(),
        }
    }

    async fn read(&self) -> Result<Contents, ClusterError> {
        if self.sources.is_empty() {
            return Err(ClusterError::NoSource);
        }
        let mut contents = Contents::default();
        for source in &self.sources {
            contents.append(self.read_source(source).await?);
        }
        Ok(contents)
    }

    async fn read_source(&self, source: &Source) -> Result<Contents, ClusterError> {
        match source {
            Source::Path(path) => {
                let path = path.clone();
                off_the_runtime(move || files::read(&path)).await
            }
            Source::Stdin => {
                let file = self.stdin.get_or_try_init(|| async {
                    off_the_runtime(files::read_stdin).await.map(Arc::new)
                });
                let file = Arc::clone(file.await?);
                off_the_runtime(move || file.contents()).await
            }
            Source::Url(url) => {
                let file = File {
                    name: source.to_string(),
                    is_json: url.path().ends_with(".json"),
                    bytes: self.client.fetch(url).await.map_err(|error| chain(&error)),
                };
                off_the_runtime(move || file.contents()).await
            }
        }
    }
}

#[async_trait]
impl Cluster for Manifests {
    async fn kinds(&self) -> Result<Reading<ResourceKind>, ClusterError> {
        let span = cluster::ReadKinds {
            source: ClusterSource::Manifests,
        }
        .start();
        span.scope(async {
            let mut contents = self.read().await?;
            let problems = std::mem::take(&mut contents.problems);
            let items = catalogue::kinds(contents);
            span.set_kind_count(items.len());
            span.set_unreadable_count(problems.len());
            Ok(Reading { items, problems })
        })
        .await
    }

    async fn instances(&self) -> Result<Reading<Instance>, ClusterError> {
        let span = cluster::ReadInstances {
            source: ClusterSource::Manifests,
        }
        .start();
        span.scope(async {
            let mut contents = self.read().await?;
            let problems = std::mem::take(&mut contents.problems);
            let items = instance::instances(contents);
            span.set_instance_count(items.len());
            span.set_unreadable_count(problems.len());
            Ok(Reading { items, problems })
        })
        .await
    }
}

async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ClusterError> {
    spawn_blocking(work)
        .await
        .map_err(ClusterError::Interrupted)
}

/// An error with everything that led to it, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |error| error.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

//! The stage that deletes documents of objects that are gone, and nothing else.

use std::collections::BTreeSet;
use std::fmt;

use cluster::{Missed, Problem};
use knowledge::{CLUSTER_SCOPE, Collection, Document, Instance, MetadataValue};
use semconv::pipeline;
use vectorstore::{SearchOptions, VectorStore};

use crate::PipelineError;
use crate::progress::{Progress, Stage, Step};

/// How far stale documents were looked for.
///
/// Displays as a sentence for whoever reads the result; empty when there is nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleanup {
    /// Every document whose object is gone was deleted.
    Done,
    /// Some documents were spared because their objects may be in what could not be read.
    Spared {
        /// How many.
        documents: usize,
    },
    /// Nothing was deleted because what could not be read may hold any object.
    Unidentified,
    /// Nothing was deleted because nothing was found: that is more likely a mistake than an empty cluster.
    NothingFound,
    /// Nothing was deleted because this was a dry run.
    DryRun,
}

impl fmt::Display for Cleanup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done | Self::DryRun => Ok(()),
            Self::Spared { documents: 1 } => {
                f.write_str("1 document was kept although its object was not found: it may be in what could not be read")
            }
            Self::Spared { documents } => write!(
                f,
                "{documents} documents were kept although their objects were not found: they may be in what could not be read"
            ),
            Self::Unidentified => {
                f.write_str("nothing was deleted: what could not be read may hold any of the objects that were not found")
            }
            Self::NothingFound => f.write_str("nothing was deleted: no object was found at all"),
        }
    }
}

/// What may be deleted.
pub(crate) enum Plan {
    /// Nothing.
    Refuse(Cleanup),
    /// What is neither found nor possibly missed.
    Delete {
        found: BTreeSet<String>,
        missed: Vec<Missed>,
    },
}

impl Plan {
    pub(crate) fn dry_run() -> Self {
        Self::Refuse(Cleanup::DryRun)
    }

    pub(crate) fn of(found: &[Instance], unread: &[Problem]) -> Self {
        if unread
            .iter()
            .any(|problem| problem.missed == Missed::Anything)
        {
            return Self::Refuse(Cleanup::Unidentified);
        }
        if found.is_empty() {
            return Self::Refuse(Cleanup::NothingFound);
        }
        Self::Delete {
            found: found.iter().map(Instance::id).collect(),
            missed: unread
                .iter()
                .map(|problem| problem.missed.clone())
                .collect(),
        }
    }

    /// Deletes what the plan allows; returns how many documents that were, and how far it went.
    pub(crate) async fn carry_out(
        self,
        store: &VectorStore,
        progress: &dyn Progress,
    ) -> Result<(usize, Cleanup), PipelineError> {
        let (found, missed) = match self {
            Self::Delete { found, missed } => (found, missed),
            Self::Refuse(cleanup) => {
                progress.step(Step::Warning(&cleanup));
                return Ok((0, cleanup));
            }
        };
        progress.step(Step::Started(Stage::StaleCleanup));
        let span = pipeline::StaleCleanup.start();
        let (deleted, cleanup) = span
            .scope(async {
                let (stale, spared) = stale(store, &found, &missed).await?;
                let deleted = store
                    .delete(Collection::Instances, &stale)
                    .await
                    .map_err(PipelineError::StaleCleanup)?;
                span.set_deleted_count(deleted);
                let cleanup = if spared == 0 {
                    Cleanup::Done
                } else {
                    Cleanup::Spared { documents: spared }
                };
                Ok::<_, PipelineError>((deleted, cleanup))
            })
            .await?;
        if cleanup != Cleanup::Done {
            progress.step(Step::Warning(&cleanup));
        }
        progress.step(Step::Finished {
            stage: Stage::StaleCleanup,
            count: deleted,
        });
        Ok((deleted, cleanup))
    }
}

/// The ids of documents whose objects are gone, and how many others may only have been missed.
async fn stale(
    store: &VectorStore,
    found: &BTreeSet<String>,
    missed: &[Missed],
) -> Result<(Vec<String>, usize), PipelineError> {
    let everything = SearchOptions {
        limit: None,
        ..SearchOptions::default()
    };
    let known = store
        .keyword_search(Collection::Instances, None, &everything)
        .await
        .map_err(PipelineError::StaleCleanup)?;
    let gone = known
        .into_iter()
        .map(|hit| hit.document)
        .filter(|document| !found.contains(&document.id));
    let (spared, stale): (Vec<Document>, Vec<Document>) =
        gone.partition(|document| missed.iter().any(|missed| may_hold(missed, document)));
    Ok((
        stale.into_iter().map(|document| document.id).collect(),
        spared.len(),
    ))
}

/// Whether the object of a document may be among what was missed.
fn may_hold(missed: &Missed, document: &Document) -> bool {
    let is = |key: &str, expect: &str| matches!(document.metadata.get(key), Some(MetadataValue::Text(text)) if text == expect);
    match missed {
        Missed::Anything => true,
        Missed::Nothing => false,
        Missed::Group { api_group } => is("apiGroup", api_group),
        Missed::Objects { kind, namespace } => {
            let same_namespace = match namespace {
                // Whether its kind lives in namespaces at all may have been unknown when it was stored.
                Some(namespace) => is("namespace", namespace) || is("namespace", CLUSTER_SCOPE),
                None => true,
            };
            is("kind", kind) && same_namespace
        }
    }
}

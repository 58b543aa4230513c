//! The stage that deletes documents of objects that are gone, and nothing else.

use std::collections::BTreeSet;
use std::fmt;

use cluster::{Missed, Problem};
use knowledge::{CLUSTER_SCOPE, Collection, Document, Instance, MetadataValue};
use semconv::pipeline;
use vectorstore::{Filter, Page, VectorStore};

use crate::PipelineError;
use crate::limits::{DOCUMENTS_AT_ONCE, KNOWN_AT_ONCE};
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
    pub(crate) async fn of(found: &[Instance], unread: &[Problem]) -> Self {
        if unread
            .iter()
            .any(|problem| problem.missed == Missed::Anything)
        {
            return Self::Refuse(Cleanup::Unidentified);
        }
        if found.is_empty() {
            return Self::Refuse(Cleanup::NothingFound);
        }
        let mut ids = BTreeSet::new();
        for some in found.chunks(DOCUMENTS_AT_ONCE) {
            ids.extend(some.iter().map(Instance::id));
            tokio::task::yield_now().await;
        }
        Self::Delete {
            found: ids,
            missed: unread
                .iter()
                .map(|problem| problem.missed.clone())
                .collect(),
        }
    }

    /// Deletes what the plan allows.
    pub(crate) async fn carry_out(
        self,
        store: &VectorStore,
        progress: &dyn Progress,
    ) -> Result<Cleaned, PipelineError> {
        let (found, missed) = match self {
            Self::Delete { found, missed } => (found, missed),
            Self::Refuse(cleanup) => {
                progress.step(Step::Warning(&cleanup));
                return Ok(Cleaned {
                    deleted: 0,
                    cleanup,
                    grows: false,
                });
            }
        };
        progress.step(Step::Started(Stage::StaleCleanup));
        let span = pipeline::StaleCleanup.start();
        let cleaned = span
            .scope(async {
                let Known {
                    stale,
                    spared,
                    there,
                } = known(store, &found, &missed).await?;
                let deleted = store
                    .delete(Collection::Instances, &stale)
                    .await
                    .map_err(PipelineError::StaleCleanup)?;
                span.set_deleted_count(deleted);
                let cleanup = match spared {
                    0 => Cleanup::Done,
                    documents => Cleanup::Spared { documents },
                };
                Ok::<_, PipelineError>(Cleaned {
                    deleted,
                    cleanup,
                    grows: there < found.len(),
                })
            })
            .await?;
        if cleaned.cleanup != Cleanup::Done {
            progress.step(Step::Warning(&cleaned.cleanup));
        }
        progress.step(Step::Finished {
            stage: Stage::StaleCleanup,
            count: cleaned.deleted,
        });
        Ok(cleaned)
    }
}

/// What the stage did.
pub(crate) struct Cleaned {
    /// How many documents it deleted.
    pub(crate) deleted: usize,
    /// How far it went.
    pub(crate) cleanup: Cleanup,
    /// Whether something was found that has no document yet.
    pub(crate) grows: bool,
}

/// What the store holds, compared with what was found.
#[derive(Default)]
struct Known {
    /// Ids of documents whose objects are gone.
    stale: Vec<String>,
    /// How many documents have objects that may only have been missed.
    spared: usize,
    /// How many documents have objects that were found.
    there: usize,
}

/// Compares, page by page, all documents with what was found.
async fn known(
    store: &VectorStore,
    found: &BTreeSet<String>,
    missed: &[Missed],
) -> Result<Known, PipelineError> {
    let mut known = Known::default();
    let mut page = Page {
        offset: 0,
        limit: KNOWN_AT_ONCE,
    };
    loop {
        let listed = store
            .list(Collection::Instances, &Filter::default(), page)
            .await
            .map_err(PipelineError::StaleCleanup)?;
        page.offset += listed.hits.len();
        let is_last = !listed.cut || listed.hits.is_empty();
        for document in listed.into_iter().map(|hit| hit.document) {
            if found.contains(&document.id) {
                known.there += 1;
            } else if missed.iter().any(|missed| may_hold(missed, &document)) {
                known.spared += 1;
            } else {
                known.stale.push(document.id);
            }
        }
        if is_last {
            return Ok(known);
        }
        tokio::task::yield_now().await;
    }
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

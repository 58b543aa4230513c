//! What both sync commands read, and where they store.

use std::path::PathBuf;

use clap::CommandFactory;
use clap::error::ErrorKind;
use cluster::{Manifests, Source};
use tempfile::TempDir;
use vectorstore::VectorStore;

use crate::args::Cli;
use crate::{data_dir, output, tls};

/// The manifests to read. Without any, the process ends as on every mistake in the command line.
pub(super) fn manifests(from: Vec<Source>) -> Manifests {
    if from.is_empty() {
        let message = "nothing to read: pass --from with a folder, a file, an http(s) URL, or - for standard input, \
                       for example --from manifests/";
        Cli::command()
            .error(ErrorKind::MissingRequiredArgument, message)
            .exit();
    }
    if from.iter().any(Source::needs_tls)
        && let Err(error) = tls::provide()
    {
        // What else there is can still be read; the URLs will be among the problems.
        output::say(&format!("warning: {error:#}"));
    }
    Manifests::from(from)
}

/// A store to sync into, and what must live as long as it.
pub(super) struct Destination {
    pub(super) store: VectorStore,
    _scratch: Option<TempDir>,
}

impl Destination {
    /// The store in the data folder; for a dry run one that is thrown away, so that the real one is not even opened.
    pub(super) fn open(named: Option<PathBuf>, dry_run: bool) -> anyhow::Result<Self> {
        if dry_run {
            let scratch = tempfile::tempdir()?;
            return Ok(Self {
                store: data_dir::open(scratch.path())?,
                _scratch: Some(scratch),
            });
        }
        Ok(Self {
            store: data_dir::open(&data_dir::data_dir(named)?)?,
            _scratch: None,
        })
    }
}

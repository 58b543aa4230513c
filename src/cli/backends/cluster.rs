//! What is read: manifests, or a cluster.

use clap::CommandFactory;
use clap::error::ErrorKind;
use cluster::{Cluster, Manifests, Source};

use crate::args::Cli;
use crate::config::Config;
use crate::{output, tls};

/// What a sync reads. Without anything to read, the process ends as on every mistake in the command line.
pub(crate) fn to_sync(config: &Config) -> anyhow::Result<Box<dyn Cluster>> {
    if config.from.is_empty() {
        let message = "nothing to read: pass --from with a folder, a file, an http(s) URL, or - for standard input, \
                       for example --from manifests/";
        Cli::command()
            .error(ErrorKind::MissingRequiredArgument, message)
            .exit();
    }
    Ok(Box::new(manifests(config.from.clone())))
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

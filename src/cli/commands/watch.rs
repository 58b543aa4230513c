//! `watch`: what exists in a cluster, for as long as the program runs.

use pipeline::{InstanceWatch, Progress, Step, WatchOptions, watch_instances};

use crate::backends::{cluster, store};
use crate::config::Config;
use crate::run::Outcome;
use crate::{output, signals};

/// Says what could not be read or stored; it is tried again.
struct Problems;

impl Progress for Problems {
    fn step(&self, step: Step<'_>) {
        if let Step::Warning(problem) = step {
            output::say(&format!("warning: {problem}"));
        }
    }
}

pub(crate) async fn run(config: &Config) -> anyhow::Result<Outcome> {
    let cluster = cluster::kubernetes(config).await?;
    let store = store::open(config).await?;
    let stopped = signals::stop()?;
    if !config.quiet {
        output::say(&format!("Watching {}; stop with Ctrl-C.", cluster.server()));
    }
    let options = WatchOptions::default();
    let watched = watch_instances(&cluster, &store, &options, &Problems, stopped).await?;
    output::print(&summary(watched))?;
    Ok(Outcome::Complete)
}

fn summary(watched: InstanceWatch) -> String {
    format!(
        "Watch ended: {} stored, {} deleted.",
        watched.stored, watched.deleted
    )
}

//! `sync`: what the kinds of a cluster can do.

use pipeline::{CapabilitySync, SyncOptions, sync_capabilities};

use crate::args::SyncArgs;
use crate::backends::store::Destination;
use crate::backends::{cluster, inference};
use crate::config::Config;
use crate::output;
use crate::progress::Bar;
use crate::run::Outcome;

pub(crate) async fn run(args: &SyncArgs, config: &Config) -> anyhow::Result<Outcome> {
    let cluster = cluster::to_sync(config).await?;
    let inference = inference::inference(config)?;
    let destination = Destination::open(config, args.dry_run).await?;
    let options = SyncOptions {
        dry_run: args.dry_run,
    };
    let bar = Bar::new(config.quiet);
    let sync =
        sync_capabilities(&*cluster, &*inference, &destination.store, &options, &bar).await?;
    drop(bar);
    report(&sync, args.dry_run)
}

fn report(sync: &CapabilitySync, dry_run: bool) -> anyhow::Result<Outcome> {
    output::say_problems(&sync.problems);
    if dry_run {
        output::say("Dry run: nothing was stored.");
    }
    if sync.discovered == 0 {
        output::say(
            "No kind was found: expected custom resource definitions, or objects of built-in kinds.",
        );
    }
    output::print(&summary(sync))?;
    let complete = sync.problems.is_empty() && sync.discovered > 0;
    Ok(if complete {
        Outcome::Complete
    } else {
        Outcome::Incomplete
    })
}

/// One line that says what was done.
pub(super) fn summary(sync: &CapabilitySync) -> String {
    format!(
        "Sync complete: {} discovered, {} inferred, {} stored.",
        sync.discovered, sync.inferred, sync.stored
    )
}

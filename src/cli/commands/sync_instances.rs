//! `sync-instances`: what exists in a cluster.

use pipeline::{Cleanup, InstanceSync, SyncOptions, sync_instances};

use crate::args::SyncArgs;
use crate::backends::cluster;
use crate::backends::store::Destination;
use crate::config::Config;
use crate::output;
use crate::progress::Bar;
use crate::run::Outcome;

pub(crate) async fn run(args: &SyncArgs, config: &Config) -> anyhow::Result<Outcome> {
    let cluster = cluster::to_sync(config).await?;
    let destination = Destination::open(config, args.dry_run).await?;
    let options = SyncOptions {
        dry_run: args.dry_run,
    };
    let bar = Bar::new(config.quiet);
    let sync = sync_instances(&*cluster, &destination.store, &options, &bar).await?;
    drop(bar);
    report(&sync, args.dry_run)
}

fn report(sync: &InstanceSync, dry_run: bool) -> anyhow::Result<Outcome> {
    output::say_problems(&sync.problems);
    if dry_run {
        output::say("Dry run: nothing was stored or deleted.");
    }
    match sync.cleanup {
        Cleanup::Done | Cleanup::DryRun => {}
        cleanup => output::say(&format!("Note: {cleanup}.")),
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
pub(super) fn summary(sync: &InstanceSync) -> String {
    format!(
        "Sync complete: {} discovered, {} stored, {} deleted.",
        sync.discovered, sync.stored, sync.deleted
    )
}

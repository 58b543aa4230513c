//! `sync`: what the kinds of a cluster can do.

use std::path::PathBuf;

use inference::Rules;
use pipeline::{CapabilitySync, SyncOptions, sync_capabilities};

use super::sources::{Destination, manifests};
use crate::args::SyncArgs;
use crate::output;
use crate::progress::Bar;
use crate::run::Outcome;

pub(crate) async fn run(args: SyncArgs, data_dir: Option<PathBuf>) -> anyhow::Result<Outcome> {
    let manifests = manifests(args.from);
    let destination = Destination::open(data_dir, args.dry_run)?;
    let options = SyncOptions {
        dry_run: args.dry_run,
    };
    let bar = Bar::new();
    let sync = sync_capabilities(&manifests, &Rules, &destination.store, &options, &bar).await?;
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

//! What a pipeline tells while it runs.

use std::sync::Mutex;

use cluster::Missed;
use inference::Rules;
use pipeline::{Progress, Stage, Step, sync_capabilities};

use crate::world::{REAL, Told, World, kind, missed};

/// Remembers the steps as text.
#[derive(Default)]
struct Recorder(Mutex<Vec<String>>);

impl Progress for Recorder {
    fn step(&self, step: Step<'_>) {
        self.0.lock().unwrap().push(match step {
            Step::Started(stage) => format!("{stage} started"),
            Step::Item {
                stage,
                number,
                total,
                name,
            } => format!("{stage} {number}/{total} {name}"),
            Step::Finished { stage, count } => format!("{stage} finished {count}"),
            Step::Warning(warning) => format!("warning {warning}"),
        });
    }
}

#[tokio::test]
async fn every_step_is_told_in_order() {
    let world = World::new();
    let recorder = Recorder::default();
    let cluster = Told {
        kinds: vec![kind("pod")],
        problems: vec![missed(Missed::Anything)],
        ..Told::default()
    };
    sync_capabilities(&cluster, &Rules, &world.store, &REAL, &recorder)
        .await
        .unwrap();
    assert_eq!(
        recorder.0.into_inner().unwrap(),
        [
            "discovery started",
            "warning f.yaml:3 (document 1): why",
            "discovery finished 1",
            "inference started",
            "inference 1/1 pods",
            "inference finished 1",
            "storage started",
            "storage finished 1",
        ]
    );
    assert_eq!(Stage::StaleCleanup.as_str(), "stale-cleanup");
}

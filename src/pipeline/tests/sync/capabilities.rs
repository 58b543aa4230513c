//! `sync_capabilities`.

use async_trait::async_trait;
use inference::{CapabilityInference, InferenceError, Rules};
use knowledge::{Capability, Collection, ResourceKind};
use pipeline::{Quiet, sync_capabilities};

use crate::world::{REAL, Told, World, kind};

#[tokio::test]
async fn capabilities_are_stored_under_the_name_of_their_kind() {
    let world = World::new();
    let cluster = Told {
        kinds: vec![kind("pod"), kind("service")],
        ..Told::default()
    };
    let sync = sync_capabilities(&cluster, &Rules, &world.store, &REAL, &Quiet)
        .await
        .unwrap();
    assert_eq!(
        (
            sync.discovered,
            sync.inferred,
            sync.stored,
            sync.problems.len()
        ),
        (2, 2, 2, 0)
    );
    assert_eq!(
        world.ids(Collection::Capabilities).await,
        ["pods", "services"]
    );
}

/// Judges all kinds but one.
struct Picky;

#[async_trait]
impl CapabilityInference for Picky {
    async fn infer(&self, kind: &ResourceKind) -> Result<Capability, InferenceError> {
        if kind.name == "pods" {
            return Err(InferenceError::Nameless {
                name: kind.name.clone(),
                kind: kind.kind.clone(),
            });
        }
        Rules.infer(kind).await
    }
}

#[tokio::test]
async fn a_kind_that_cannot_be_judged_keeps_no_other_out() {
    let world = World::new();
    let cluster = Told {
        kinds: vec![kind("pod"), kind("service")],
        ..Told::default()
    };
    let sync = sync_capabilities(&cluster, &Picky, &world.store, &REAL, &Quiet)
        .await
        .unwrap();
    assert_eq!((sync.discovered, sync.inferred, sync.stored), (2, 1, 1));
    assert!(
        sync.problems[0]
            .to_string()
            .starts_with("pods: its capability could not be inferred"),
        "{}",
        sync.problems[0]
    );
}

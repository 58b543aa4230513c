//! `sync_instances`.

use cluster::Missed;
use knowledge::Collection;
use pipeline::Cleanup;

use crate::world::{World, instance, missed};

#[tokio::test]
async fn an_object_that_is_gone_is_deleted_by_the_next_sync() {
    let world = World::new();
    let (a, b) = (
        instance("default", "Pod", "a"),
        instance("default", "Pod", "b"),
    );
    let first = world.sync(&[a.clone(), b.clone()], vec![]).await;
    assert_eq!(
        (first.discovered, first.stored, first.deleted, first.cleanup),
        (2, 2, 0, Cleanup::Done)
    );
    let second = world.sync(std::slice::from_ref(&b), vec![]).await;
    assert_eq!(
        (
            second.discovered,
            second.stored,
            second.deleted,
            second.cleanup
        ),
        (1, 1, 1, Cleanup::Done)
    );
    assert_eq!(world.ids(Collection::Instances).await, [b.id()]);
}

#[tokio::test]
async fn what_could_not_be_read_is_spared_by_kind_and_namespace() {
    let world = World::new();
    let pods = instance("one", "Pod", "a");
    let other_namespace = instance("two", "Pod", "a");
    let other_kind = instance("one", "Service", "a");
    let there = instance("one", "Service", "b");
    world
        .sync(
            &[pods.clone(), other_namespace, other_kind, there.clone()],
            vec![],
        )
        .await;

    let unread = missed(Missed::Objects {
        kind: "Pod".into(),
        namespace: Some("one".into()),
    });
    let sync = world.sync(std::slice::from_ref(&there), vec![unread]).await;
    assert_eq!(
        (sync.deleted, sync.cleanup),
        (2, Cleanup::Spared { documents: 1 })
    );
    assert_eq!(
        world.ids(Collection::Instances).await,
        [pods.id(), there.id()]
    );
    assert_eq!(sync.problems[0].to_string(), "f.yaml:3 (document 1): why");
}

#[tokio::test]
async fn a_kind_missed_in_an_unknown_namespace_is_spared_in_all() {
    let world = World::new();
    let there = instance("one", "Service", "b");
    world
        .sync(
            &[
                instance("one", "Pod", "a"),
                instance("two", "Pod", "a"),
                there.clone(),
            ],
            vec![],
        )
        .await;
    let unread = missed(Missed::Objects {
        kind: "Pod".into(),
        namespace: None,
    });
    let sync = world.sync(&[there], vec![unread]).await;
    assert_eq!(
        (sync.deleted, sync.cleanup),
        (0, Cleanup::Spared { documents: 2 })
    );
}

#[tokio::test]
async fn nothing_is_deleted_while_nobody_knows_what_was_missed() {
    let world = World::new();
    let (a, b) = (
        instance("default", "Pod", "a"),
        instance("default", "Pod", "b"),
    );
    world.sync(&[a, b.clone()], vec![]).await;
    let sync = world.sync(&[b], vec![missed(Missed::Anything)]).await;
    assert_eq!(
        (sync.stored, sync.deleted, sync.cleanup),
        (1, 0, Cleanup::Unidentified)
    );
    assert_eq!(world.ids(Collection::Instances).await.len(), 2);
}

#[tokio::test]
async fn nothing_is_deleted_when_nothing_was_found() {
    let world = World::new();
    world.sync(&[instance("default", "Pod", "a")], vec![]).await;
    let sync = world.sync(&[], vec![]).await;
    assert_eq!(
        (sync.discovered, sync.deleted, sync.cleanup),
        (0, 0, Cleanup::NothingFound)
    );
    assert_eq!(world.ids(Collection::Instances).await.len(), 1);
}

#[tokio::test]
async fn an_object_too_large_to_store_keeps_no_other_out() {
    let world = World::new();
    let sync = world
        .sync(
            &[
                instance("default", "Pod", &"x".repeat(2000)),
                instance("default", "Pod", "a"),
            ],
            vec![],
        )
        .await;
    assert_eq!(
        (sync.discovered, sync.stored, sync.problems.len()),
        (2, 1, 1)
    );
}

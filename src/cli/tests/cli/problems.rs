//! `sync` and `sync-instances` when something cannot be read.

use crate::world::{World, object};

/// A document that does not parse, but says what it was about.
const BROKEN_SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata:\n  name: [a\n";

#[test]
fn a_document_that_does_not_parse_is_named_and_the_rest_is_synced() {
    let world = World::new();
    world.write(
        "all.yaml",
        &format!(
            "{}---\n{BROKEN_SERVICE}---\n{}",
            object("Pod", "a"),
            object("Pod", "b")
        ),
    );
    world.write("more.yaml", &object("Pod", "c"));
    let run = world.run(&["sync-instances", "--from", "manifests"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(1),
            "Sync complete: 3 discovered, 3 stored, 0 deleted.\n"
        )
    );
    let mut lines = run.stderr.lines();
    assert_eq!(lines.next(), Some("1 problem, everything else was done:"));
    let problem = lines.next().unwrap();
    assert!(
        problem.starts_with("  manifests/all.yaml:8 (document 2): not valid YAML: "),
        "{problem}"
    );
    assert_eq!(
        world.instances(),
        ["default/v1/Pod/a", "default/v1/Pod/b", "default/v1/Pod/c"]
    );
}

#[test]
fn what_may_be_in_an_unreadable_document_is_not_deleted() {
    let world = World::new();
    let both = format!("{}---\n{}", object("Service", "a"), object("Pod", "a"));
    world
        .write("all.yaml", &both)
        .write("pod.yaml", &object("Pod", "b"));
    assert_eq!(
        world.run(&["sync-instances", "--from", "manifests"]).code,
        Some(0)
    );
    world.write("all.yaml", BROKEN_SERVICE);
    let run = world.run(&["sync-instances", "--from", "manifests"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(1),
            "Sync complete: 1 discovered, 1 stored, 1 deleted.\n"
        )
    );
    assert!(
        run.stderr
            .contains("Note: 1 document was kept although its object was not found"),
        "{}",
        run.stderr
    );
    assert_eq!(
        world.instances(),
        ["default/v1/Pod/b", "default/v1/Service/a"]
    );
}

#[test]
fn nothing_is_deleted_when_a_source_is_missing() {
    let world = World::new();
    world
        .write("a.yaml", &object("Pod", "a"))
        .write("b.yaml", &object("Pod", "b"));
    assert_eq!(
        world.run(&["sync-instances", "--from", "manifests"]).code,
        Some(0)
    );
    let run = world.run(&[
        "sync-instances",
        "--from",
        "manifests/a.yaml",
        "--from",
        "missing",
    ]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(1),
            "Sync complete: 1 discovered, 1 stored, 0 deleted.\n"
        )
    );
    assert!(
        run.stderr
            .contains("\n  missing: expected a file or a folder, found nothing there\n"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("Note: nothing was deleted: "),
        "{}",
        run.stderr
    );
    assert_eq!(world.instances().len(), 2);
}

#[test]
fn nothing_is_deleted_when_nothing_is_found() {
    let world = World::new();
    world.write("a.yaml", &object("Pod", "a"));
    assert_eq!(
        world.run(&["sync-instances", "--from", "manifests"]).code,
        Some(0)
    );
    world.write("a.yaml", "# moved away\n");
    let run = world.run(&["sync-instances", "--from", "manifests"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(1),
            "Sync complete: 0 discovered, 0 stored, 0 deleted.\n"
        )
    );
    assert_eq!(
        run.stderr,
        "Note: nothing was deleted: no object was found at all.\n"
    );
    assert_eq!(world.instances().len(), 1);
}

#[test]
fn a_url_that_cannot_be_reached_is_a_problem_like_any_other() {
    let world = World::new();
    world.write("a.yaml", &object("Pod", "a"));
    let run = world.run(&[
        "sync",
        "--from",
        "manifests",
        "--from",
        "http://me:secret@127.0.0.1:1/all.yaml?key=secret",
    ]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(1),
            "Sync complete: 1 discovered, 1 inferred, 1 stored.\n"
        )
    );
    assert!(
        run.stderr
            .contains("\n  http://127.0.0.1:1/all.yaml: could not fetch it"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("secret"), "{}", run.stderr);
}

//! `sync` and `sync-instances` of what can be read.

use crate::world::{DEFINITION, World, object};

#[test]
fn a_sync_prints_one_line_and_in_a_pipe_nothing_else() {
    let world = World::new();
    world.write(
        "a.yaml",
        &format!("{DEFINITION}---\n{}", object("Pod", "a")),
    );
    world
        .run(&["sync", "--from", "manifests"])
        .is(0, "Sync complete: 2 discovered, 2 inferred, 2 stored.\n");
    world
        .run(&["sync-instances", "--from", "manifests"])
        .is(0, "Sync complete: 1 discovered, 1 stored, 0 deleted.\n");
    assert_eq!(world.instances(), ["default/v1/Pod/a"]);
}

#[test]
fn an_object_that_is_gone_is_deleted_by_the_next_sync() {
    let world = World::new();
    world
        .write("a.yaml", &object("Pod", "a"))
        .write("b.yaml", &object("Pod", "b"));
    world
        .run(&["sync-instances", "--from", "manifests"])
        .is(0, "Sync complete: 2 discovered, 2 stored, 0 deleted.\n");
    std::fs::remove_file(world.path("manifests/a.yaml")).unwrap();
    world
        .run(&["sync-instances", "--from", "manifests"])
        .is(0, "Sync complete: 1 discovered, 1 stored, 1 deleted.\n");
    assert_eq!(world.instances(), ["default/v1/Pod/b"]);
}

#[test]
fn standard_input_is_read_as_kubectl_writes_it() {
    let world = World::new();
    let list = r#"{"apiVersion": "v1", "kind": "List", "items": [
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a", "namespace": "shop"}},
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "b", "namespace": "shop"}}]}"#;
    world
        .run_with_input(&["sync-instances", "--from", "-"], list)
        .is(0, "Sync complete: 2 discovered, 2 stored, 0 deleted.\n");
    assert_eq!(
        world.instances(),
        ["shop/apps/v1/Deployment/b", "shop/v1/Pod/a"]
    );
}

#[test]
fn several_sources_are_one_cluster() {
    let world = World::new();
    world.write("kind.yaml", DEFINITION);
    let greenhouse = "apiVersion: garden.example/v1\nkind: Greenhouse\nmetadata: {name: south}\n";
    world
        .run_with_input(
            &[
                "sync-instances",
                "--from",
                "manifests/kind.yaml",
                "--from",
                "-",
            ],
            greenhouse,
        )
        .is(0, "Sync complete: 1 discovered, 1 stored, 0 deleted.\n");
    assert_eq!(
        world.instances(),
        ["_cluster/garden.example/v1/Greenhouse/south"]
    );
}

#[test]
fn a_dry_run_reports_and_leaves_nothing_behind() {
    let world = World::new();
    world.write("a.yaml", &object("Pod", "a"));
    let run = world.run(&["sync", "--from", "manifests", "--dry-run"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(0),
            "Sync complete: 1 discovered, 1 inferred, 0 stored.\n"
        )
    );
    assert_eq!(run.stderr, "Dry run: nothing was stored.\n");
    let run = world.run(&["sync-instances", "--from", "manifests", "--dry-run"]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (
            Some(0),
            "Sync complete: 1 discovered, 0 stored, 0 deleted.\n"
        )
    );
    assert!(!world.path("home").exists());
}

#[test]
fn the_data_folder_is_the_one_named_by_flag_or_environment_or_else_the_users_own() {
    let world = World::new();
    world.write("a.yaml", &object("Pod", "a"));
    let sync = ["sync", "--from", "manifests"];
    assert_eq!(
        world
            .run(&[&sync[..], &["--data-dir", "flag"]].concat())
            .code,
        Some(0)
    );
    assert_eq!(
        world
            .command(&sync)
            .env("CLUSTER_WHISPERER_DATA_DIR", "variable")
            .output()
            .unwrap()
            .status
            .code(),
        Some(0)
    );
    assert_eq!(
        world
            .command(&sync)
            .env("XDG_DATA_HOME", world.path("xdg"))
            .output()
            .unwrap()
            .status
            .code(),
        Some(0)
    );
    assert_eq!(world.run(&sync).code, Some(0));
    for folder in [
        "flag",
        "variable",
        "xdg/cluster-whisperer",
        "home/.local/share/cluster-whisperer",
    ] {
        assert!(world.path(folder).is_dir(), "{folder}");
    }
}

#[test]
fn the_data_of_a_secret_is_stored_nowhere() {
    let world = World::new();
    world.write("s.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: correct-horse}\n");
    assert_eq!(
        world
            .run(&[
                "sync-instances",
                "--from",
                "manifests",
                "--data-dir",
                "data"
            ])
            .code,
        Some(0)
    );
    for entry in std::fs::read_dir(world.path("data")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(13).any(|window| window == b"correct-horse"));
    }
}

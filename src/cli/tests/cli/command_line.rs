//! The command line itself.

use crate::world::{Run, World, object};

#[test]
fn a_sync_without_a_source_says_what_to_pass() {
    let world = World::new();
    for command in ["sync", "sync-instances"] {
        let run = world.run(&[command]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        assert!(
            run.stderr.starts_with(
                "error: there is nothing to read: name manifests with --from, or a cluster with --kubeconfig: no Kubernetes cluster is configured"
            ),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn mistakes_in_the_command_line_end_with_code_two() {
    let world = World::new();
    let mistakes: [&[&str]; 9] = [
        &["sync", "--form", "x"],
        &["unknown"],
        &["search"],
        &["search", ""],
        &["search", " ", "\t"],
        &["search", "--keyword", ""],
        &["search", "x", "--collection", "other"],
        &["search", "x", "--limit", "0"],
        &["serve", "--port", "99999"],
    ];
    for arguments in mistakes {
        let run = world.run(arguments);
        assert_eq!(
            (run.code, run.stdout.as_str()),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert!(
            run.stderr.starts_with("error: "),
            "{arguments:?}: {}",
            run.stderr
        );
    }
    let run = world.run(&["search", "x", "--collection", "other"]);
    assert!(
        run.stderr.contains("capabilities, instances"),
        "{}",
        run.stderr
    );
}

#[test]
fn an_empty_variable_is_as_good_as_none() {
    let world = World::new();
    world.write("a.yaml", &object("Pod", "basil"));
    let empty = |arguments: &[&str]| {
        let mut command = world.command(arguments);
        for variable in ["FROM", "COLLECTION", "DATA_DIR", "HOST", "PORT"] {
            command.env(format!("CLUSTER_WHISPERER_{variable}"), "");
        }
        Run::of(command.output().unwrap())
    };
    let synced = "Sync complete: 1 discovered, 1 inferred, 1 stored.\n";
    empty(&["sync", "--from", "manifests"]).is(0, synced);
    assert_eq!(empty(&["search", "pod"]).code, Some(0));
    assert!(
        empty(&["sync"])
            .stderr
            .starts_with("error: there is nothing to read")
    );
    // Anything but a complaint about the empty port and host: there is no such folder to serve from.
    let served = empty(&["serve", "--data-dir", "manifests/a.yaml"]);
    assert!(
        served.stderr.starts_with("error: the data folder"),
        "{}",
        served.stderr
    );
}

#[test]
fn what_libraries_log_has_no_colours_in_a_pipe() {
    let world = World::new();
    let output = world
        .command(&["sync", "--from", "http://127.0.0.1:1/"])
        .env("RUST_LOG", "trace")
        .output()
        .unwrap();
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.contains("TRACE"), "{log}");
    assert!(!log.contains('\u{1b}'), "{log:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn results_that_cannot_be_written_are_a_failure_that_says_so() {
    let world = World::new();
    world.write("a.yaml", &object("Pod", "basil"));
    let mut command = world.command(&["sync", "--from", "manifests"]);
    let full = std::fs::File::create("/dev/full").unwrap();
    let run = Run::of(command.stdout(full).output().unwrap());
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr
            .starts_with("error: the results could not be written to standard output: "),
        "{}",
        run.stderr
    );
}

#[test]
fn help_and_version_are_results() {
    let world = World::new();
    let help = world.run(&["--help"]);
    assert_eq!((help.code, help.stderr.as_str()), (Some(0), ""));
    for command in ["sync", "sync-instances", "search", "serve", "demo"] {
        assert!(
            help.stdout.contains(&format!("\n  {command} ")),
            "{}",
            help.stdout
        );
    }
    world.run(&["--version"]).is(
        0,
        &format!("cluster-whisperer {}\n", env!("CARGO_PKG_VERSION")),
    );
}

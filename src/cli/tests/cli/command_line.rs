//! The command line itself.

use crate::world::World;

#[test]
fn a_sync_without_a_source_says_what_to_pass() {
    let world = World::new();
    for command in ["sync", "sync-instances"] {
        let run = world.run(&[command]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        assert!(
            run.stderr.starts_with(
                "error: nothing to read: pass --from with a folder, a file, an http(s) URL, or - "
            ),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn mistakes_in_the_command_line_end_with_code_two() {
    let world = World::new();
    let mistakes: [&[&str]; 6] = [
        &["sync", "--form", "x"],
        &["unknown"],
        &["search"],
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

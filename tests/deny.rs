//! The fence that cargo-deny keeps: it stands, and it falls when a member of the workspace goes rogue.
//!
//! The environment variable `CARGO_DENY` names the program. Without it the test says that it was
//! skipped; where `CI` is set it fails.

#[path = "support/workspace.rs"]
#[allow(dead_code, reason = "nothing is built here")]
mod workspace;

use std::ffi::OsString;
use std::io::Write;
use std::process::Command;

use workspace::Workspace;

fn program() -> Option<OsString> {
    let program = std::env::var_os("CARGO_DENY");
    if program.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "CARGO_DENY must name cargo-deny"
        );
        // Past the capture of test output: a skipped test should be seen.
        let notice = b"\nSKIPPED: no cargo-deny; set CARGO_DENY (cargo install cargo-deny)\n";
        std::io::stderr().write_all(notice).ok();
    }
    program
}

/// Whether the bans hold, and what cargo-deny says.
fn bans(program: &OsString, workspace: &Workspace) -> (bool, String) {
    let output = Command::new(program)
        .args([
            "--workspace",
            "--offline",
            "--color",
            "never",
            "check",
            "bans",
        ])
        .current_dir(workspace.path(""))
        .output()
        .expect("cargo-deny runs");
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn a_member_that_depends_on_opentelemetry_is_refused() {
    let Some(program) = program() else { return };
    let workspace = Workspace::copy("deny");
    let (lawful, said) = bans(&program, &workspace);
    assert!(lawful, "{said}");

    let manifest = "src/vectorstore/Cargo.toml";
    workspace.edit(
        manifest,
        "[dependencies]\n",
        "[dependencies]\nopentelemetry.workspace = true\n",
    );
    let (lawful, said) = bans(&program, &workspace);
    assert!(!lawful, "a rogue member went unnoticed");
    assert!(
        said.contains("opentelemetry") && said.contains("vectorstore"),
        "{said}"
    );

    let workspace = Workspace::copy("deny");
    workspace.edit(
        manifest,
        "[dependencies]\n",
        "[dependencies]\nruntime.workspace = true\n",
    );
    let (lawful, said) = bans(&program, &workspace);
    assert!(
        !lawful,
        "a member went around the generated types unnoticed"
    );
    assert!(
        said.contains("runtime") && said.contains("vectorstore"),
        "{said}"
    );
    Workspace::copy("deny");
}

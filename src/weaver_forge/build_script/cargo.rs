//! What a build script and Cargo tell each other.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

/// The environment variable by which a build knows that it runs in continuous integration.
const CI_VARIABLE: &str = "CI";

/// What the process is told from outside.
pub(super) struct Environment {
    /// Cargo runs the process as a build script.
    pub(super) build_script: bool,
    /// The process runs in continuous integration.
    pub(super) ci: bool,
}

impl Environment {
    /// The environment of this process.
    pub(super) fn of_process() -> Self {
        Self {
            build_script: env::var_os("CARGO_MANIFEST_DIR").is_some()
                && env::var_os("OUT_DIR").is_some(),
            ci: is_ci(env::var(CI_VARIABLE).ok().as_deref()),
        }
    }
}

fn is_ci(value: Option<&str>) -> bool {
    value.is_some_and(|value| !matches!(value, "" | "0" | "false"))
}

/// Tells Cargo to run the build script again when one of `paths` or `CI` changes.
///
/// A folder stands for everything in it. A path that does not exist is left out: Cargo would run
/// the script each time. Output folders are never among them: writing would trigger another run.
pub(super) fn watch(root: &Path, paths: &[PathBuf]) {
    for line in watch_lines(root, paths) {
        println!("{line}");
    }
}

fn watch_lines(root: &Path, paths: &[PathBuf]) -> Vec<String> {
    let existing: BTreeSet<&Path> = paths
        .iter()
        .filter(|path| path.exists())
        .map(|path| path.strip_prefix(root).unwrap_or(path))
        .collect();
    let mut lines: Vec<String> = existing
        .iter()
        // A file in a watched folder is watched with it.
        .filter(|path| {
            !path
                .ancestors()
                .skip(1)
                .any(|above| existing.contains(above))
        })
        .map(|path| format!("cargo::rerun-if-changed={}", path.display()))
        .collect();
    lines.push(format!("cargo::rerun-if-env-changed={CI_VARIABLE}"));
    lines
}

/// `text` as the value of a directive, which ends with its line.
pub(super) fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ci_is_set_to_something_that_is_not_no() {
        let cases = [
            (None, false),
            (Some(""), false),
            (Some("0"), false),
            (Some("false"), false),
            (Some("true"), true),
            (Some("1"), true),
            (Some("woodpecker"), true),
        ];
        for (value, expect) in cases {
            assert_eq!(is_ci(value), expect, "{value:?}");
        }
    }

    #[test]
    fn only_what_exists_is_watched_and_nothing_twice() {
        let root = tempfile::tempdir().expect("temporary folder");
        std::fs::create_dir_all(root.path().join("registry/spans")).expect("writable");
        let paths = ["registry", "registry/spans", "registry", "missing"]
            .map(|path| root.path().join(path));
        assert_eq!(
            watch_lines(root.path(), &paths),
            [
                "cargo::rerun-if-changed=registry",
                "cargo::rerun-if-env-changed=CI"
            ]
        );
    }

    #[test]
    fn a_text_of_many_lines_becomes_one() {
        assert_eq!(one_line("a\n\n  b\r\nc"), "a; b; c");
    }
}

//! Small registries, written where they are used.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use weaver_forge::{
    Checked, Finding, Findings, Lints, RegistryOptions, ResolvedRegistry, SchemaVersion,
    load_and_check,
};

/// The manifest of a registry that depends on nothing.
pub(crate) const MANIFEST: &str = "schema_url: https://acme.example/schemas/1.0.0\n";

/// A registry in a folder of its own, which lives as long as this.
pub(crate) struct Registry {
    folder: TempDir,
}

impl Registry {
    /// A registry made of these files, each with its path and its text.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a path below the folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        Self { folder }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Adds a file.
    pub(crate) fn write(&self, path: &str, content: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a path below the folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    /// Checks the registry in `folder`.
    pub(crate) fn check_in(&self, folder: &str) -> Checked {
        load_and_check(&RegistryOptions::new(self.path().join(folder)), Lints::Off)
    }

    pub(crate) fn check(&self, lints: Lints) -> Checked {
        load_and_check(&RegistryOptions::new(self.path()), lints)
    }

    /// Checks the registry in `folder` for version 2 of the resolved schema.
    pub(crate) fn check_v2(&self, folder: &str) -> Checked {
        let options = RegistryOptions {
            schema_version: SchemaVersion::V2,
            ..RegistryOptions::new(self.path().join(folder))
        };
        load_and_check(&options, Lints::Off)
    }

    /// What version 2 of the resolved schema makes of the registry in `folder`.
    pub(crate) fn resolved_v2(&self, folder: &str) -> ResolvedRegistry {
        let checked = self.check_v2(folder);
        let findings = checked.findings.render_ansi(false);
        checked.registry.unwrap_or_else(|| panic!("{findings}"))
    }

    /// One line for each finding: `file:line [text it points at] kind: message
    /// (suggestion)`.
    pub(crate) fn summary(&self, findings: &Findings) -> Vec<String> {
        let root = format!("{}/", self.path().display());
        findings
            .iter()
            .map(|finding| summary(finding).replace(&root, ""))
            .collect()
    }
}

fn summary(finding: &Finding) -> String {
    let place = match (finding.place(), finding.snippet()) {
        (Some(place), Some(snippet)) => {
            let shown = snippet
                .text
                .chars()
                .skip(place.column - 1)
                .take(snippet.width);
            format!(
                "{}:{} [{}] ",
                place.file,
                place.line,
                shown.collect::<String>()
            )
        }
        (Some(place), None) => format!("{} ", place.file),
        (None, _) => String::new(),
    };
    let help = finding
        .suggestion()
        .map(|help| format!(" ({help})"))
        .unwrap_or_default();
    format!("{place}{}: {}{help}", finding.kind(), finding.message())
}

/// A registry that is kept in `tests/registries`.
pub(crate) fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/registries")
        .join(name)
}

/// Checks that a registry of one file has exactly these findings, in this order.
#[track_caller]
pub(crate) fn check(lints: Lints, yaml: &str, expect: &[&str]) {
    let registry = Registry::of(&[("manifest.yaml", MANIFEST), ("a.yaml", yaml)]);
    let checked = registry.check(lints);
    assert_eq!(registry.summary(&checked.findings), expect);
}

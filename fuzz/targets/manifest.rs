//! Any bytes as the manifest of a registry that depends on whatever they name.

#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use weaver_forge::{Lints, RegistryOptions, load_and_check};

static REGISTRY: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let groups = "groups: [{id: a, type: attribute_group, brief: A., attributes: [{ref: b.c}]}]\n";
    fs::write(folder.path().join("a.yaml"), groups).expect("writable");
    folder
});

fuzz_target!(|data: &[u8]| {
    fs::write(REGISTRY.path().join("manifest.yaml"), data).expect("writable");
    let checked = load_and_check(&RegistryOptions::new(REGISTRY.path()), Lints::On);
    checked.findings.render_ansi(true);
    checked.findings.to_json(true);
});

//! Any bytes as a file of a registry: read, resolved, checked, linted and printed.

#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;
use weaver_forge::{Lints, RegistryOptions, load_and_check};

static REGISTRY: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let manifest = "schema_url: https://fuzz.example/schemas/1.0.0\n";
    fs::write(folder.path().join("manifest.yaml"), manifest).expect("writable");
    folder
});

fuzz_target!(|data: &[u8]| {
    fs::write(REGISTRY.path().join("a.yaml"), data).expect("writable");
    let checked = load_and_check(&RegistryOptions::new(REGISTRY.path()), Lints::On);
    checked.findings.render_ansi(true);
    checked.findings.to_json(true);
    if let Some(registry) = checked.registry {
        registry.to_json();
        registry.context();
    }
});

//! Any bytes as a file of a registry: read, resolved, checked, linted and told about.

#![no_main]

use std::collections::BTreeMap;
use std::path::PathBuf;

use libfuzzer_sys::fuzz_target;
use weaver_forge::{Lints, RegistryOptions, SchemaVersion, load_and_check};

const MANIFEST: &str = "schema_url: https://fuzz.example/schemas/1.0.0\n";

fuzz_target!(|data: &[u8]| {
    let files = [("manifest.yaml", MANIFEST.as_bytes()), ("a.yaml", data)];
    let files = files.map(|(path, bytes)| (PathBuf::from(path), bytes.to_vec()));
    // Half of the inputs are shown in version 2: which half, their length says.
    let schema_version = match data.len() % 2 {
        0 => SchemaVersion::V1,
        _ => SchemaVersion::V2,
    };
    let options = RegistryOptions {
        files: Some(BTreeMap::from(files)),
        schema_version,
        ..RegistryOptions::new("fuzz")
    };
    let checked = load_and_check(&options, Lints::On);
    for finding in checked.findings.iter() {
        let place = finding
            .place()
            .expect("a file is to blame for every finding");
        assert!(place.line >= 1 && place.column >= 1, "{place}");
    }
    checked.findings.render_ansi(true);
    checked.findings.to_json(true);
    checked.findings.to_weaver_json(false);
    if let Some(registry) = checked.registry {
        registry.to_json();
        registry.context();
    }
});

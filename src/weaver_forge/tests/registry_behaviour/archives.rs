//! Registries in archives.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::Registry;

/// What is in the archives: everything below one folder, as in those of releases.
const FILES: &[(&str, &str)] = &[
    ("lake-1.0/README.md", "# Not YAML\n"),
    ("lake-1.0/other/b.yaml", "groups: [{id: broken}]\n"),
    (
        "lake-1.0/model/manifest.yaml",
        "schema_url: https://lake.example/schemas/1.0.0\n",
    ),
    ("lake-1.0/model/.hidden/a.yaml", "not: read\n"),
    (
        "lake-1.0/model/deep/a.yaml",
        "groups:
  - {id: registry.lake, type: attribute_group, brief: b, attributes: [{id: lake.depth, type: int, brief: Depth., stability: stable}]}
",
    ),
];

fn zipped() -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in FILES {
        archive
            .start_file(*path, SimpleFileOptions::default())
            .expect("a new file");
        archive.write_all(text.as_bytes()).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fn tarred() -> Vec<u8> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::default()));
    for (path, text) in FILES {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        archive
            .append_data(&mut header, path, text.as_bytes())
            .expect("memory");
    }
    let stream = archive.into_inner().expect("memory");
    stream.finish().expect("memory")
}

/// A registry that depends on what is at `path`, with both archives beside it.
fn with_lake(path: &str) -> Registry {
    let manifest = format!(
        "schema_url: https://acme.example/schemas/1.0.0
dependencies: [{{schema_url: 'https://lake.example/schemas/1.0.0', registry_path: '{path}'}}]\n"
    );
    let registry = Registry::of(&[
        ("main/manifest.yaml", &manifest),
        (
            "main/a.yaml",
            "groups: [{id: g, type: attribute_group, brief: b, attributes: [{ref: lake.depth}]}]\n",
        ),
    ]);
    registry.write("main/lake.zip", &zipped());
    registry.write("main/lake.tar.gz", &tarred());
    registry
}

#[test]
fn a_folder_in_an_archive_is_a_dependency() {
    for path in [
        "lake.zip[model]",
        "lake.tar.gz[model]",
        "lake.tar.gz[/model/]",
    ] {
        let registry = with_lake(path);
        let checked = registry.check_in("main");
        assert_eq!(registry.summary(&checked.findings), [""; 0], "{path}");
        let resolved = checked.registry.expect("sound");
        let context = resolved.context();
        assert_eq!(
            context["groups"][0]["attributes"][0]["brief"], "Depth.",
            "{path}"
        );
        let archive = registry
            .path()
            .join("main")
            .join(path.split('[').next().expect("a path"));
        assert!(resolved.watched_paths().any(|it| it == archive), "{path}");
    }
}

#[test]
fn an_archive_is_a_registry() {
    let registry = with_lake("lake.zip[model]");
    let path = format!("{}/main/lake.zip[model]", registry.path().display());
    let resolved = registry
        .check_in("main/lake.zip[model]")
        .registry
        .expect("sound");
    assert_eq!(resolved.registry_url, path);
    let context = resolved.context();
    let provenance = &context["groups"][0]["lineage"]["provenance"]["path"];
    assert_eq!(*provenance, format!("{path}/deep/a.yaml"));
}

#[test]
fn mistakes_in_an_archive_are_found_in_it() {
    let registry = with_lake("lake.zip[other]");
    let findings = registry.check_in("main").findings;
    let found = registry.summary(&findings);
    assert!(
        found
            .iter()
            .any(|it| it.starts_with("main/lake.zip[other]/b.yaml:1 ")),
        "{found:?}"
    );
}

#[test]
fn an_archive_that_cannot_be_read_is_named() {
    let check = |path: &str, expect: &str| {
        let registry = with_lake(path);
        registry.write("main/torn.tar.gz", &tarred()[..200]);
        registry.write("main/torn.zip", b"PK");
        let findings = registry.check_in("main").findings;
        let found = registry.summary(&findings);
        assert!(
            found.iter().any(|it| it.contains(expect)),
            "{path}: {found:?}"
        );
    };
    check(
        "torn.tar.gz",
        "InvalidRegistryArchive: cannot read the archive `torn.tar.gz`",
    );
    check(
        "torn.zip",
        "InvalidRegistryArchive: cannot read the archive `torn.zip`",
    );
    check(
        "lake.zip[nowhere]",
        "there are no YAML files in it, or not below that folder",
    );
    check(
        "missing.zip",
        "SemConvSpecError: cannot read `missing.zip`: no such archive",
    );
}

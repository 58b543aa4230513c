//! Clippy refuses OpenTelemetry's own types, with the reason that says what to use instead.

use std::fs;
use std::path::Path;
use std::process::Command;

fn clippy(name: &str, source: &str) -> (bool, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a folder for the crate");
    fs::copy(
        root.join("tests/rogue/Cargo.toml"),
        folder.join("Cargo.toml"),
    )
    .expect("the manifest");
    // The workspace's lock file: the same release of OpenTelemetry, which is downloaded already.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
    fs::write(folder.join("rogue.rs"), source).expect("the source");
    let output = Command::new(env!("CARGO"))
        .args([
            "clippy",
            "--offline",
            "--color",
            "never",
            "--",
            "-D",
            "warnings",
        ])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CLIPPY_CONF_DIR", root)
        .output()
        .expect("cargo clippy runs");
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn a_free_attribute_or_span_is_refused() {
    let source = include_str!("rogue/rogue.rs");
    let (accepted, messages) = clippy("rogue", source);
    assert!(!accepted, "{messages}");
    assert!(
        messages.contains("use of a disallowed type `opentelemetry::KeyValue`"),
        "{messages}"
    );
    assert!(
        messages.contains("use of a disallowed method `opentelemetry::global::tracer`"),
        "{messages}"
    );
    assert!(messages.contains("add yours to registry/"), "{messages}");
}

#[test]
fn the_same_crate_without_them_is_accepted() {
    let source =
        "fn main() {\n    println!(\"{:?}\", opentelemetry::trace::SpanKind::Client);\n}\n";
    let (accepted, messages) = clippy("lawful", source);
    assert!(accepted, "{messages}");
}

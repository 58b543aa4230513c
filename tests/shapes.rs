//! The templates that the generator brings are for any registry: one with an attribute of every shape becomes a crate that
//! compiles without a warning, and whose every setter and field is of the type that the registry says.

use std::fs;
use std::path::Path;
use std::process::Command;

const MANIFEST: &str = r#"
[package]
name = "shapes"
version = "0.0.0"
edition = "2024"

[lib]
path = "generated/lib.rs"

[[example]]
name = "uses"
path = "uses.rs"

[dependencies]
runtime = { path = "RUNTIME" }

[lints.rust]
warnings = "deny"

[workspace]
"#;

#[test]
fn every_shape_of_attribute_becomes_a_typed_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shapes");
    fs::create_dir_all(folder.join("generated")).expect("a folder for the crate");
    let rendered = weaver_forge::Build::new(root.join("tests/shapes/registry"))
        .render_rust(folder.join("generated"))
        .parameter("namespace", "shapes")
        .write();
    if let Err(failure) = rendered {
        panic!("{failure}");
    }
    let runtime = root
        .join("src/runtime")
        .to_string_lossy()
        .replace('\\', "/");
    fs::write(
        folder.join("Cargo.toml"),
        MANIFEST.replace("RUNTIME", &runtime),
    )
    .expect("the manifest");
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
    fs::copy(root.join("tests/shapes/uses.rs"), folder.join("uses.rs")).expect("the example");

    let run = Command::new(env!("CARGO"))
        .args(["run", "--example", "uses", "--offline", "--color", "never"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .expect("cargo runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

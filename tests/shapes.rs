//! The templates that the generator brings are for any registry: it becomes a crate that compiles
//! without a warning, in which every setter and field has the type that the registry says.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use weaver_forge::Lints;

const MANIFEST: &str = r#"
[package]
name = "NAME"
version = "0.0.0"
edition = "2024"

[lib]
path = "generated/lib.rs"

[dependencies]
runtime = { path = "RUNTIME" }

[lints.rust]
warnings = "deny"

[workspace]
"#;

/// A package outside of this workspace, rendered from a registry.
struct Package {
    folder: PathBuf,
}

impl Package {
    fn render(name: &str, registry: &Path, lints: Lints) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(folder.join("generated")).expect("a folder for the crate");
        let rendered = weaver_forge::Build::new(registry)
            .render_rust(folder.join("generated"))
            .parameter("namespace", name)
            .lints(lints)
            .write();
        if let Err(failure) = rendered {
            panic!("{failure}");
        }
        let runtime = root
            .join("src/runtime")
            .to_string_lossy()
            .replace('\\', "/");
        let manifest = MANIFEST.replace("NAME", name).replace("RUNTIME", &runtime);
        fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest");
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
        Self { folder }
    }

    fn cargo(&self, arguments: &[&str]) {
        // One target folder for all of them: what they depend on is built once.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shapes-target");
        let run = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--color", "never"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .output()
            .expect("cargo runs");
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
}

#[test]
fn every_shape_of_attribute_becomes_a_typed_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let package = Package::render("shapes", &root.join("tests/shapes/registry"), Lints::On);
    let examples = package.folder.join("examples");
    fs::create_dir_all(&examples).expect("a folder for the example");
    fs::copy(root.join("tests/shapes/uses.rs"), examples.join("uses.rs")).expect("the example");
    package.cargo(&["run", "--example", "uses"]);
}

/// The environment variable `OTEL_SEMCONV_MODEL` names the folder `model` of a checkout of
/// OpenTelemetry's semantic conventions.
#[test]
fn the_conventions_of_opentelemetry_become_typed_spans() {
    match std::env::var_os("OTEL_SEMCONV_MODEL") {
        Some(model) => Package::render("otel", Path::new(&model), Lints::Off).cargo(&["check"]),
        None => {
            // Past the capture of test output: a skipped test should be seen.
            let notice =
                b"\nSKIPPED: no conventions; set OTEL_SEMCONV_MODEL to their folder `model`\n";
            std::io::stderr().write_all(notice).ok();
        }
    }
}

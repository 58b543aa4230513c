//! A copy of the workspace that a test may edit and build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What Cargo needs to build the members.
const PARTS: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
    "rust-toolchain.toml",
    "clippy.toml",
    "deny.toml",
    "registry",
    "vendor",
    "templates",
    "generated",
    "docs",
    "src",
    "tests/misuse",
];

/// A copy at a fixed place, so that what was built of it once need not be built again.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The workspace as it is now; what an earlier test left in the copy is undone.
    pub(crate) fn copy(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let workspace = Self {
            root: folder.join("workspace"),
            target: folder.join("target"),
        };
        for part in PARTS {
            let original = Path::new(env!("CARGO_MANIFEST_DIR")).join(part);
            mirror(&original, &workspace.root.join(part));
        }
        workspace
    }

    pub(crate) fn path(&self, part: &str) -> PathBuf {
        self.root.join(part)
    }

    /// Replaces a text that must be there.
    pub(crate) fn edit(&self, part: &str, old: &str, new: &str) {
        let path = self.path(part);
        let text = fs::read_to_string(&path).expect("a file of the workspace");
        assert!(text.contains(old), "{part} no longer contains {old:?}");
        fs::write(path, text.replacen(old, new, 1)).expect("the copy can be written");
    }

    /// Runs Cargo in the copy, without network and without the CI setting of this process.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--color", "never"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("CI")
            .output()
            .expect("cargo runs");
        Run(output)
    }
}

/// What Cargo did.
pub(crate) struct Run(Output);

impl Run {
    pub(crate) fn succeeded(&self) -> bool {
        self.0.status.success()
    }

    pub(crate) fn messages(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }
}

/// Makes `copy` equal to `original`, touching only what differs: Cargo looks at times.
fn mirror(original: &Path, copy: &Path) {
    if original.is_file() {
        let text = fs::read(original).expect("a file of the workspace");
        if fs::read(copy).ok().as_deref() != Some(&text) {
            fs::create_dir_all(copy.parent().expect("a file in a folder"))
                .expect("the copy can be written");
            fs::write(copy, text).expect("the copy can be written");
        }
        return;
    }
    fs::create_dir_all(copy).expect("the copy can be written");
    for entry in fs::read_dir(copy).expect("a folder of the copy") {
        let stray = entry.expect("a readable entry");
        if !original.join(stray.file_name()).exists() {
            let path = stray.path();
            let removed = if path.is_dir() {
                fs::remove_dir_all(path)
            } else {
                fs::remove_file(path)
            };
            removed.expect("the copy can be written");
        }
    }
    for entry in fs::read_dir(original).expect("a folder of the workspace") {
        let name = entry.expect("a readable entry").file_name();
        mirror(&original.join(&name), &copy.join(&name));
    }
}

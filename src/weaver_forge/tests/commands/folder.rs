//! A folder with a small registry in which commands are run.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;

/// A folder that is deleted when it is dropped.
pub(crate) struct Folder(tempfile::TempDir);

/// What a command did.
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl std::fmt::Debug for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}\n{}\n{}", self.code, self.stdout, self.stderr)
    }
}

/// A registry with an attribute group and a metric.
pub(crate) const FERRY: &str = "groups:
  - id: registry.ferry
    type: attribute_group
    brief: Ferries.
    attributes:
      - {id: ferry.deck, type: int, brief: The deck., stability: stable}
      - {id: ferry.port, type: string, brief: The port., stability: stable, examples: [north]}
  - {id: metric.ferry.cars, type: metric, metric_name: ferry.cars, instrument: counter, unit: '{car}', brief: Cars., stability: beta, attributes: [{ref: ferry.deck}]}
";

impl Folder {
    /// A folder with the registry [`FERRY`] in `registry`.
    pub(crate) fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("temporary folder"));
        folder.registry("registry", "1.0.0", FERRY);
        folder
    }

    /// Writes a registry of one file.
    pub(crate) fn registry(&self, name: &str, version: &str, groups: &str) {
        let manifest = format!("schema_url: https://ferry.example/schemas/{version}\n");
        self.write(&format!("{name}/manifest.yaml"), &manifest);
        self.write(&format!("{name}/ferry.yaml"), groups);
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("has a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    /// Runs `weaver-forge --quiet registry …` with the words of `arguments`.
    pub(crate) fn run(&self, arguments: &str) -> Outcome {
        let words = ["--quiet", "registry"].into_iter();
        self.command(
            &words
                .chain(arguments.split_whitespace())
                .collect::<Vec<_>>(),
        )
    }

    /// Runs `weaver-forge` with `arguments`.
    pub(crate) fn command(&self, arguments: &[&str]) -> Outcome {
        let output = Command::new(env!("CARGO_BIN_EXE_weaver-forge"))
            .args(arguments)
            .current_dir(self.path())
            .env("HOME", self.path())
            .output()
            .expect("runs");
        Outcome {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

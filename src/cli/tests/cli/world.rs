//! A folder with manifests and data, and the program run in it.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A kind of our own, whose objects belong to the whole cluster.
pub(crate) const DEFINITION: &str = "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: greenhouses.garden.example}
spec:
  group: garden.example
  scope: Cluster
  names: {kind: Greenhouse, plural: greenhouses}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        description: Greenhouse keeps tomatoes warm and tells somebody when the temperature raises an alert.
        properties: {spec: {type: object, required: [size], properties: {size: {type: integer, minimum: 2}}}}
";

pub(crate) fn object(kind: &str, name: &str) -> String {
    format!("apiVersion: v1\nkind: {kind}\nmetadata: {{name: {name}, labels: {{app: {name}}}}}\n")
}

pub(crate) struct World {
    folder: TempDir,
}

/// What a run left behind, as text.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a manifest below `manifests`.
    pub(crate) fn write(&self, name: &str, text: &str) -> &Self {
        fs::create_dir_all(self.path("manifests")).unwrap();
        fs::write(self.path("manifests").join(name), text).unwrap();
        self
    }

    /// The program with nothing of this machine's environment that could change what it does.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cluster-whisperer"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.path("home"))
            .args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        Run::of(child.wait_with_output().unwrap())
    }

    /// The ids of all instances that are stored.
    pub(crate) fn instances(&self) -> Vec<String> {
        let run = self.run(&[
            "search",
            "--collection",
            "instances",
            "--keyword",
            " | ",
            "--limit",
            "100",
            "--json",
        ]);
        let answer: serde_json::Value =
            serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
        answer["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| result["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Ended with this code, printed this and nothing else, and said nothing.
    pub(crate) fn is(&self, code: i32, stdout: &str) {
        assert_eq!(
            (self.code, self.stdout.as_str(), self.stderr.as_str()),
            (Some(code), stdout, "")
        );
    }
}
